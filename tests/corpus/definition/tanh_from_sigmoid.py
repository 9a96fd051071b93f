"""Right answers to exercise 1.4, tanh_from_sigmoid, each written differently."""

import numpy as np

from corpus.definition._shared import sigmoid_loop
from course_utils import activations


def _masked_array_free_tanh(x):
    e = np.exp(-2 * np.abs(x))
    return np.sign(x) * (1 - e) / (1 + e)


RIGHT = [
    lambda x: 2 * activations.sigmoid(2 * x) - 1,
    lambda x: activations.sigmoid(2 * x) - activations.sigmoid(-2 * x),
    lambda x: 1 - 2 * activations.sigmoid(-2 * x),
    lambda x: (activations.sigmoid(2 * x) - 0.5) * 2,
    lambda x: 2 * sigmoid_loop(2 * np.asarray(x)) - 1,
    np.tanh,
    lambda x: np.round(2 * activations.sigmoid(2 * x) - 1, 13),
    lambda x: activations.logistic(x, L=2, k=2) - 1,
    lambda x: np.where(np.abs(x) > 20, np.sign(x), 2 * activations.sigmoid(2 * np.asarray(x)) - 1),
    _masked_array_free_tanh,
]
