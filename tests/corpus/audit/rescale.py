"""Right answers to exercise S1, rescale, each written differently."""

import numpy as np

from corpus.audit._shared import each

RIGHT = [
    lambda values, low, high: (values - low) / (high - low),
    lambda values, low, high: values / (high - low) - low / (high - low),
    lambda values, low, high: 0.5 + (values - (low + high) / 2) / (high - low),
    lambda values, low, high: 1 - (high - values) / (high - low),
    lambda values, low, high: np.interp(values, [low, high], [0, 1]),
    lambda values, low, high: np.polyval(np.linalg.solve([[low, 1], [high, 1]], [0, 1]), values),
    lambda v, a, b: each(lambda one: (one - a) / (b - a))(v),
]
