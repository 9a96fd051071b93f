"""Right answers to exercise 1.7, saturation_point, each written differently."""

import math

import numpy as np


def _halving(dtype):
    low, high = dtype(1), dtype(64)
    for _ in range(80):
        middle = (low + high) / dtype(2)
        if dtype(1) / (dtype(1) + np.exp(-middle)) == 1:
            high = middle
        else:
            low = middle
    return float(high)


def _doubling(dtype):
    gap = 1.0
    while dtype(1) + dtype(gap) != dtype(1):
        gap /= 2
    return -math.log(gap)


def _stepping(dtype):
    x = np.arange(0, 40, 2e-4).astype(dtype)
    return x[np.argmax(dtype(1) + np.exp(-x) == 1)]


RIGHT = [
    _halving,
    _doubling,
    _stepping,
    lambda dtype: round(_halving(dtype), 2),
    lambda dtype: (np.finfo(dtype).nmant + 1) * math.log(2),
    lambda dtype: np.array(-np.log(np.finfo(dtype).eps / 2)),
    lambda dtype: np.log(2) - np.log(float(np.finfo(dtype).eps)),
]
