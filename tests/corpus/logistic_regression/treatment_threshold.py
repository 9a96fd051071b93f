"""Right answers to exercise 3.10, treatment_threshold, each written differently."""

import math

import numpy as np
from scipy.optimize import brentq

from course_utils import activations


def _by_halving(c_fp, c_fn, c_tp):
    low, high = 0.0, 1.0
    while high - low > 1e-13:
        middle = (low + high) / 2
        yes = (1 - middle) * c_fp + middle * c_tp
        low, high = (middle, high) if yes > middle * c_fn else (low, middle)
    return high


RIGHT = [
    lambda c_fp, c_fn, c_tp: c_fp / (c_fp + c_fn - c_tp),
    lambda c_fp, c_fn, c_tp: 1 / (1 + (c_fn - c_tp) / c_fp),
    lambda c_fp, c_fn, c_tp: 1 - (c_fn - c_tp) / (c_fn - c_tp + c_fp),
    lambda c_fp, c_fn, c_tp: activations.sigmoid(math.log(c_fp) - math.log(c_fn - c_tp)),
    lambda alarm, miss, right: float(
        brentq(lambda p: (1 - p) * alarm + p * right - p * miss, 0, 1, xtol=1e-15, rtol=1e-14)),
    lambda c_fp, c_fn, c_tp: np.float64(c_fp) / np.subtract(c_fp + c_fn, c_tp),
    _by_halving,
]
