"""Right answers to exercise 5.1, chain_gradient, each written differently."""

import math
from functools import reduce

import numpy as np

from course_utils.activations import log_sigmoid, sigmoid, sigmoid_grad


def _chain_loop(w, b, x):
    gradient = 1.0
    for weight, bias in zip(w, b):
        z = weight * x + bias
        gradient *= weight * sigmoid_grad(z)
        x = sigmoid(z)
    return gradient


def _chain_recursive(w, b, x):
    if len(w) == 0:
        return 1
    z = w[0] * x + b[0]
    return _chain_recursive(w[1:], b[1:], sigmoid(z)) * sigmoid_grad(z) * w[0]


def _chain_vectorised(w, b, x):
    h = [x]
    for i in range(len(w)):
        h.append(sigmoid(w[i] * h[i] + b[i]))
    return np.prod(w * sigmoid_grad(w * np.array(h[:-1]) + b))


def _chain_from_the_end(w, b, x):
    z = []
    for l in range(w.size):
        z += [w[l] * (sigmoid(z[-1]) if z else x) + b[l]]
    delta = 1.0
    for l in range(w.size - 1, -1, -1):
        delta = delta * float(sigmoid(z[l]) * sigmoid(-z[l])) * float(w[l])
    return delta


def _chain_complex_step(w, b, x):
    h = complex(x, 1e-30)
    for weight, bias in zip(w, b):
        h = 1 / (1 + np.exp(-(weight * h + bias)))
    return h.imag / 1e-30


def _chain_dual(w, b, x):
    def neuron(pair, wb):
        z, slope = wb[0] * pair[0] + wb[1], wb[0] * pair[1]
        e = math.exp(-abs(z))
        return (1 / (1 + e) if z > 0 else e / (1 + e)), slope * e / (1 + e) ** 2

    return reduce(neuron, zip(w, b), (x, 1.0))[1]


def _chain_logs(w, b, x):
    log, sign = 0.0, 1.0
    for weight, bias in zip(w, b):
        z = weight * x + bias
        log += np.log(abs(weight)) + log_sigmoid(z) + log_sigmoid(-z)
        sign *= np.sign(weight)
        x = sigmoid(z)
    return sign * np.exp(log)


def _chain_matrix(w, b, x):
    """Hold output and slope in one vector."""
    pair = np.array([x, 1.0])
    for weight, bias in zip(w, b):
        z = pair[0] * weight + bias
        pair = np.array([sigmoid(z), pair[1] * weight / (np.exp(-abs(z)) + 2 + np.exp(abs(z)))])
    return pair[1]


def _chain_list(w, b, x):
    zs = [w[0] * x + b[0]]
    for weight, bias in zip(w[1:], b[1:]):
        zs.append(weight * sigmoid(zs[-1]) + bias)
    return math.prod(weight * sigmoid_grad(z) for weight, z in zip(w, zs))


RIGHT = [
    _chain_matrix,
    _chain_list,
    _chain_loop,
    _chain_recursive,
    _chain_vectorised,
    _chain_from_the_end,
    _chain_complex_step,
    _chain_dual,
    _chain_logs,
]
