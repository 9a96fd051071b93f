"""Right answers to exercise 1.9, log_sigmoid, each written differently."""

import math

import numpy as np

from course_utils import activations


def _log_sigmoid_two_forms(x):
    x = np.asarray(x, dtype=float)
    small = np.log1p(np.exp(-np.abs(x)))
    return np.where(x >= 0, -small, x - small)


def _log_sigmoid_loop(x):
    def one(v):
        return -math.log1p(math.exp(-v)) if v >= 0 else v - math.log1p(math.exp(v))

    return np.vectorize(one, otypes=[float])(x)


def _log_sigmoid_three_ranges(x):
    x = np.asarray(x, dtype=float)
    near = -np.log1p(np.exp(-np.clip(x, -40, 40)))
    return np.select([x < -40, x > 40], [x, -np.exp(-np.maximum(x, 0))], near)


RIGHT = [
    lambda x: np.minimum(x, 0) - np.log1p(np.exp(-np.abs(x))),
    lambda x: -np.logaddexp(0, -np.asarray(x, dtype=float)),
    _log_sigmoid_two_forms,
    _log_sigmoid_loop,
    _log_sigmoid_three_ranges,
    lambda x: -(np.maximum(-x, 0) + np.log1p(np.exp(-np.abs(x)))),

    lambda x: np.where(np.asarray(x) > 0, -np.log1p(np.exp(-np.abs(x))), x + np.log(activations.sigmoid(np.abs(x)))),
]
