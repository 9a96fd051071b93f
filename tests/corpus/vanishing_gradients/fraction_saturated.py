"""Right answers to exercise 5.8, fraction_saturated, each written differently."""

import math

import numpy as np

from course_utils.activations import log_sigmoid, sigmoid, sigmoid_grad


def _share_loop(z, threshold=0.01):
    flat = 0
    for value in np.ravel(z):
        e = math.exp(-abs(value))
        flat += e / (1 + e) ** 2 < threshold
    return flat / np.size(z)


def _share_by_bound(z, threshold=0.01):
    s = (1 - math.sqrt(1 - 4 * threshold)) / 2 if threshold > 1e-9 else threshold
    return np.count_nonzero(np.abs(z) > math.log((1 - s) / s)) / z.size


def _share_by_entries(z, threshold=0.01):
    return sum(1 for value in z.flat if sigmoid_grad(float(value)) < threshold) / z.size


def _share_masked(z, threshold=0.01):
    e = np.exp(-np.abs(z))
    return np.ma.masked_less(e / (1 + e) ** 2, threshold).mask.sum() / z.size if z.size else 0.0


RIGHT = [
    _share_by_entries,
    _share_masked,
    lambda z, threshold=0.01: np.average((sigmoid_grad(z.flatten()) < threshold).astype(float)),
    lambda z, threshold=0.01: np.mean(sigmoid_grad(z) < threshold),
    lambda z, threshold=0.01: float((sigmoid(z) * sigmoid(-z) < threshold).sum() / z.size),
    lambda z, threshold=0.01: 1 - np.mean(sigmoid_grad(z) >= threshold),
    lambda z, threshold=0.01: len(z[sigmoid(z) * sigmoid(-z) < threshold]) / z.size,
    lambda x, cut=0.01: np.where(log_sigmoid(x) + log_sigmoid(-x) < np.log(cut), 1.0, 0.0).mean(),
    lambda z, threshold=0.01: np.count_nonzero(np.exp(-np.logaddexp(0, z) - np.logaddexp(0, -z)) < threshold)
    / np.size(z),
    _share_loop,
    _share_by_bound,
]
