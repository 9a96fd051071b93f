"""Right answers to exercise 1.5, logistic, each written differently."""

import numpy as np

from corpus.definition._shared import sigmoid_loop, sigmoid_two_forms
from course_utils import activations

RIGHT = [
    lambda x, L, k, x0: L * activations.sigmoid(k * (x - x0)),
    lambda x, L, k, x0: activations.sigmoid(k * np.asarray(x) - k * x0) * L,
    lambda x, L, k, x0: L * sigmoid_two_forms(np.multiply(k, np.subtract(x, x0))),
    lambda x, L, k, x0: L / 2 * (1 + np.tanh(k * (x - x0) / 2)),
    lambda x, L=1, k=1, x0=0: L * activations.sigmoid(np.asarray(x - x0) * k),
    lambda x, L, k, x0: L * np.exp(activations.log_sigmoid(k * (x - x0))),
    lambda x, L, k, x0: L - L * activations.sigmoid(-k * (x - x0)),
    lambda x, L, k, x0: L / (1 + np.exp(-np.clip(k * (x - x0), -500, 500))),
    lambda x, ceiling, rate, midpoint: ceiling * sigmoid_loop(rate * (np.asarray(x) - midpoint)),
]
