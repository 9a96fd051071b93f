"""Right answers to exercise 1.6, logit, each written differently."""

import math

import numpy as np


def _logit_series(p):
    p = np.asarray(p, dtype=float)
    with np.errstate(divide="ignore"):
        return np.where(np.abs(p - 0.5) < 0.25, 2 * np.arctanh(2 * p - 1), np.log(p / (1 - p)))


RIGHT = [
    lambda p: np.log(p / (1 - p)),
    lambda p: np.log(p) - np.log(1 - p),
    lambda p: np.log(p) - np.log1p(-p),
    lambda p: -np.log(1 / p - 1),
    lambda p: -np.log((1 - p) / p),
    _logit_series,
    lambda p: np.log(np.divide(p, np.subtract(1, p))),
    lambda p: -np.log(np.expm1(-np.log(p))),
    np.vectorize(lambda p: math.log(p / (1 - p))),
    lambda p: np.log2(p / (1 - p)) * math.log(2),
]
