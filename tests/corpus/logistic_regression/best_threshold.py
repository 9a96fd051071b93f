"""Right answers to exercise 3.10, best_threshold, each written differently."""

import math

import numpy as np
from scipy.optimize import brentq

from course_utils import activations


def _threshold_by_halving(c_fp, c_fn):
    low, high = 0.0, 1.0
    while high - low > 1e-12:
        middle = (low + high) / 2
        low, high = (middle, high) if (1 - middle) * c_fp > middle * c_fn else (low, middle)
    return high


RIGHT = [
    lambda c_fp, c_fn: c_fp / (c_fp + c_fn),
    lambda c_fp, c_fn: 1 / (1 + c_fn / c_fp),
    lambda c_fp, c_fn: 1 - c_fn / (c_fn + c_fp),
    lambda c_fp, c_fn: activations.sigmoid(math.log(c_fp) - math.log(c_fn)),
    lambda c_fp, c_fn: activations.sigmoid(-np.log(c_fn / c_fp)),
    lambda false_alarm, miss: float(brentq(lambda p: (1 - p) * false_alarm - p * miss, 0, 1, xtol=1e-15, rtol=1e-14)),
    lambda c_fp, c_fn: np.float64(c_fp / c_fn) / (1 + c_fp / c_fn),
    _threshold_by_halving,
]
