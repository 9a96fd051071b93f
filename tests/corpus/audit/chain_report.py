"""Right answers to exercise S8, chain_report, each written differently."""

import numpy as np

from corpus.audit._shared import sigma
from course_utils.activations import sigmoid, sigmoid_grad


def _chain_by_loop(w, b, x, depth):
    slope, flat = 1.0, 0
    for _ in range(depth):
        z = w * x + b
        x = sigma(z)
        slope *= w * x * sigma(-z)
        flat += x * (1 - x) < 0.01
    return slope, flat / depth


def _chain_recursive(w, b, x, depth):
    def walk(h, left):
        z = w * h + b
        here = [sigmoid_grad(z)]
        return here + walk(sigmoid(z), left - 1) if left > 1 else here

    slopes = np.array(walk(x, depth))
    return np.prod(w * slopes), np.mean(slopes < 0.01)


def _chain_backwards(w, b, x, depth):
    z = []
    for _ in range(depth):
        z.append(w * x + b)
        x = sigmoid(z[-1])
    slope = 1.0
    for z_l in z[::-1]:
        slope = slope * sigmoid_grad(z_l) * w
    return np.array([slope, len([z_l for z_l in z if sigmoid_grad(z_l) < 0.01]) / depth])


def _chain_by_logarithms(w, b, x, depth):
    slopes = np.empty(depth)
    for l in range(depth):
        slopes[l], x = sigmoid_grad(w * x + b), sigmoid(w * x + b)
    return np.sign(w) ** depth * np.exp(np.sum(np.log(np.abs(w) * slopes))), np.count_nonzero(slopes < 0.01) / depth


def _chain_complex_step(w, b, x, depth):
    h, flat = complex(x, 1e-200), []
    for _ in range(depth):
        z = w * h + b
        flat.append(sigmoid_grad(z.real) < 1e-2)
        h = 1 / (1 + np.exp(-z))
    return h.imag / 1e-200, np.mean(flat)


RIGHT = [_chain_by_loop, _chain_recursive, _chain_backwards, _chain_by_logarithms, _chain_complex_step]
