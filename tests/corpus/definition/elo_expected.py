"""Right answers to exercise 1.10, elo_expected, each written differently."""

import math

import numpy as np

from course_utils import activations

RIGHT = [
    lambda delta: 1 / (1 + 10.0 ** (-delta / 400)),
    lambda delta: 1 / (1 + np.power(10.0, -np.asarray(delta) / 400)),
    lambda delta: activations.sigmoid(delta * np.log(10) / 400),
    lambda delta: 10 ** (delta / 400) / (1 + 10 ** (delta / 400)),
    np.vectorize(lambda delta: 1 / (1 + math.pow(10, -delta / 400))),
    lambda delta: activations.logistic(delta, k=math.log(10) / 400),
    lambda delta: 1 - 1 / (1 + 10 ** (delta / 400)),
    lambda delta: activations.sigmoid(np.asarray(delta) / 173.717793),
    lambda delta: 0.5 + 0.5 * np.tanh(np.asarray(delta) * math.log(10) / 800),
]
