"""What right answers of this lesson share."""

import math

import numpy as np


def slope_loop(x):
    def one(v):
        t = math.exp(-abs(v))
        return t / (1 + t) ** 2

    values = np.asarray(x, dtype=float)
    return np.array([one(v) for v in values.ravel()]).reshape(values.shape)


def slope_cosh(x):
    return 0.5 / (1 + np.cosh(np.minimum(np.abs(x), 709))) * (np.abs(x) <= 709)


