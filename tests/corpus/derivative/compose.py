"""Right answers to exercise 2.9, compose, each written differently."""

import functools
import math

import numpy as np

from course_utils.activations import sigmoid


def _compose_while(k, x):
    while k > 0:
        x, k = sigmoid(x), k - 1
    return x


def _compose_recursive(k, x):
    return x if k == 0 else sigmoid(_compose_recursive(k - 1, x))


def _compose_outside(k, x):
    return _compose_outside(k - 1, sigmoid(x)) if k else x


def _compose_loop(k, x):
    y = np.array(x, dtype=float)
    for _ in range(k):
        y = 1 / (1 + np.exp(-y))
    return y


def _compose_each(k, x):
    def one(v):
        for _ in range(k):
            v = 1 / (1 + math.exp(-v))
        return v

    return np.vectorize(one, otypes=[float])(x)


def _compose_reduce(k, x):
    return functools.reduce(lambda value, _: sigmoid(value), range(k), x)


def _compose_at_rest(k, x):
    for _ in range(min(k, 40)):
        x = sigmoid(x)
    return x


RIGHT = [_compose_while, _compose_recursive, _compose_outside, _compose_loop, _compose_each,
         _compose_reduce, _compose_at_rest]
