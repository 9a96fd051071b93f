"""Right answers to exercise 2.8, sigmoid_grad, each written differently."""

import numpy as np

from corpus.derivative._shared import slope_cosh, slope_loop
from course_utils import activations
from course_utils.activations import sigmoid


def _slope_masked(x):
    many = np.atleast_1d(np.asarray(x, dtype=float))
    s = np.where(many > 0, sigmoid(-many), sigmoid(many))
    return s * (1 - s) if np.ndim(x) else float((s * (1 - s))[0])


RIGHT = [
    lambda x: sigmoid(-np.abs(x)) * (1 - sigmoid(-np.abs(x))),
    lambda x: sigmoid(x) * sigmoid(np.negative(x)),
    lambda x: np.exp(-np.abs(x)) / (1 + np.exp(-np.abs(x))) ** 2,
    lambda x: activations.sigmoid(-np.abs(x)) * activations.sigmoid(np.abs(x)),
    slope_loop,
    lambda x: np.where(np.asarray(x) > 0, sigmoid(-np.abs(x)) * sigmoid(np.abs(x)), sigmoid(x) * (1 - sigmoid(x))),
    lambda x: np.array([sigmoid(-abs(v)) - sigmoid(-abs(v)) ** 2 for v in np.ravel(x)]).reshape(np.shape(x)),
    _slope_masked,
    slope_cosh,
    lambda x: np.exp(activations.log_sigmoid(x) + activations.log_sigmoid(np.negative(x))),
]
