"""Right answers to exercise 1.10, elo_expected, each written differently."""

import math

import numpy as np

from course_utils import activations

RIGHT = [
    lambda delta: 1 / (1 + 3.0 ** (-delta / 200)),
    lambda delta: 1 / (1 + np.power(3.0, -np.asarray(delta) / 200)),
    lambda delta: activations.sigmoid(delta * np.log(3) / 200),
    lambda delta: 3 ** (delta / 200) / (1 + 3 ** (delta / 200)),
    np.vectorize(lambda delta: 1 / (1 + math.pow(3, -delta / 200))),
    lambda delta: activations.logistic(delta, k=math.log(3) / 200),
    lambda delta: 1 - 1 / (1 + 3 ** (delta / 200)),
    lambda delta: activations.sigmoid(np.asarray(delta) / 182.0478453),
    lambda delta: 0.5 + 0.5 * np.tanh(np.asarray(delta) * math.log(3) / 400),
]
