"""Right answers to exercise S11, steepness_ratio, each written differently."""

import numpy as np

from corpus.audit._shared import each, slope
from course_utils.activations import sigmoid, sigmoid_grad, tanh_grad

_WHERE_K_IS_1 = [
    lambda x: tanh_grad(x) / sigmoid_grad(x),
    lambda x: 4 * sigmoid_grad(2 * x) / sigmoid_grad(x),
    lambda x: (2 * np.cosh(x / 2) / np.cosh(x)) ** 2,
    lambda x: (1 / np.cosh(x) ** 2) / (sigmoid(x) * sigmoid(-x)),
    lambda x: 4 * np.exp(-np.abs(x)) * ((1 + np.exp(-np.abs(x))) / (1 + np.exp(-2 * np.abs(x)))) ** 2,
    lambda x: each(lambda one: 4 * slope(2 * one) / slope(one))(x),
]


def _in_unit(of_x):
    return lambda x, k: of_x(x) * (sigmoid_grad(x) / (k * sigmoid_grad(k * x)))


RIGHT = [
    lambda x, k: tanh_grad(x) / (k * sigmoid_grad(k * x)),
    lambda x, k: 4 / k * sigmoid_grad(2 * x) / sigmoid_grad(x * k),
    lambda x, k: (2 * np.cosh(k * x / 2) / np.cosh(x)) ** 2 / k,
    *map(_in_unit, _WHERE_K_IS_1),
]
