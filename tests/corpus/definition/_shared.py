"""What right answers of this lesson share."""

import math

import numpy as np


def sigmoid_two_forms(x):
    e = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1 / (1 + e), e / (1 + e))


def sigmoid_loop(x):
    def one(value):
        return 1 / (1 + math.exp(-value)) if value >= 0 else math.exp(value) / (1 + math.exp(value))

    values = np.asarray(x, dtype=float)
    return np.array([one(v) for v in values.ravel()]).reshape(values.shape)


