"""Right answers to exercise 1.8, sigmoid, each written differently."""

import numpy as np

from corpus.definition._shared import sigmoid_loop, sigmoid_two_forms
from course_utils import activations


def _sigmoid_masked(x):
    x = np.asarray(x, dtype=float)
    out = np.empty_like(x)
    right = x >= 0
    out[right] = 1 / (1 + np.exp(-x[right]))
    out[~right] = np.exp(x[~right]) / (1 + np.exp(x[~right]))
    return out


def _sigmoid_silent_and_right(x):
    x = np.asarray(x, dtype=float)
    with np.errstate(over="ignore", invalid="ignore"):
        return np.where(x >= 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x)))


def _sigmoid_by_sign(x):
    x = np.asarray(x, dtype=float)
    t = np.exp(-np.abs(x))
    return np.choose(x >= 0, [t / (1 + t), 1 / (1 + t)])


RIGHT = [
    lambda x: np.exp(np.minimum(x, 40.0, dtype=float)) / (1 + np.exp(np.minimum(x, 40.0, dtype=float))),
    sigmoid_two_forms,
    _sigmoid_masked,
    sigmoid_loop,
    lambda x: np.vectorize(sigmoid_loop, otypes=[float])(x),
    _sigmoid_silent_and_right,
    lambda x: np.exp(-np.logaddexp(0, -np.asarray(x, dtype=float))),
    lambda z: np.exp(activations.log_sigmoid(z)),
    lambda x, dtype=float: sigmoid_two_forms(np.asarray(x, dtype=dtype)),
    lambda x: np.asmatrix(np.ravel(sigmoid_two_forms(x))).A.reshape(np.shape(x)),
    lambda x: np.ma.array(sigmoid_two_forms(x)),
    lambda x: sigmoid_two_forms(x).tolist(),
    lambda x: np.exp(np.minimum(x, 0.0)) / (1 + np.exp(-np.abs(x))),
    _sigmoid_by_sign,
]
