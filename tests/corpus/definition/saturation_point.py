"""Right answers to exercise 1.7, saturation_point, each written differently."""

import math

import numpy as np


def _halving(dtype):
    low, high = dtype(1), dtype(64)
    for _ in range(80):
        middle = (low + high) / dtype(2)
        if dtype(2) / (dtype(1) + np.exp(dtype(-2) * middle)) - dtype(1) == 1:
            high = middle
        else:
            low = middle
    return float(high)


def _doubling(dtype):
    gap = 1.0
    while dtype(1) + dtype(gap) != dtype(1):
        gap /= 2
    return -math.log(gap) / 2


def _stepping(dtype):
    x = np.arange(0, 40, 2e-4).astype(dtype)
    return x[np.argmax(dtype(1) + np.exp(-x) == 1)] / 2


def _searching(dtype):
    inputs = np.linspace(0, 20, 400_001).astype(dtype)
    return inputs[2 / (1 + np.exp(-2 * inputs)) - 1 == 1].min()


RIGHT = [
    _halving,
    _doubling,
    _stepping,
    _searching,
    lambda dtype: round(_halving(dtype), 2),
    lambda dtype: (np.finfo(dtype).nmant + 1) * math.log(2) / 2,
    lambda dtype: np.array(-np.log(np.finfo(dtype).eps / 2) / 2),
    lambda dtype: (np.log(2) - np.log(float(np.finfo(dtype).eps))) / 2,
]
