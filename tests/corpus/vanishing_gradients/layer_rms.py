"""Right answers to exercise 5.5, layer_rms, each written differently."""

import math

import numpy as np


def _rms_fsum(gradients):
    return np.array([math.sqrt(math.fsum(float(v) ** 2 for v in g.flat) / g.size) for g in gradients])


def _rms_scaled(gradients):
    result = np.empty(len(gradients))
    for i, g in enumerate(gradients):
        largest = np.abs(g).max()
        result[i] = largest * np.sqrt(np.mean((g / largest) ** 2))
    return result


def _rms_from_moments(gradients):
    return [np.sqrt(g.var(dtype=float) + g.mean(dtype=float) ** 2) for g in gradients]


def _rms_in_a_loop(gradients):
    sizes = []
    for g in gradients:
        total, count = 0.0, 0
        for value in g.ravel().tolist():
            total += value * value
            count += 1
        sizes.append((total / count) ** 0.5)
    return sizes


RIGHT = [
    _rms_in_a_loop,
    lambda gradients: [np.sqrt(np.average(np.longdouble(g) ** 2)) for g in gradients],
    lambda gradients: [float(np.sqrt(np.einsum("i,i", v := g.ravel().astype(float), v) / v.size)) for g in gradients],
    lambda gradients: np.array([np.sqrt(np.mean(np.asarray(g, dtype=float) ** 2)) for g in gradients]),
    lambda gradients: [np.linalg.norm(g.astype(float)) / np.sqrt(g.size) for g in gradients],
    lambda gradients: tuple(np.square(g, dtype=np.float64).mean() ** 0.5 for g in gradients),
    lambda gradients: np.array([np.hypot.reduce(g.ravel().astype(float)) for g in gradients])
    / np.sqrt([g.size for g in gradients]),
    lambda gradients: np.fromiter((np.vdot(v := g.astype(float), v) / g.size for g in gradients), float) ** 0.5,
    _rms_fsum,
    _rms_scaled,
    _rms_from_moments,
]
