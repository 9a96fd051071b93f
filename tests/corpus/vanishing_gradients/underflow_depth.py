"""Right answers to exercise 5.7, underflow_depth, each written differently."""

from itertools import accumulate, repeat, takewhile
from operator import mul

import numpy as np


def _depth_loop(dtype, f=0.25):
    gradient, layers = dtype(1), 0
    while gradient * dtype(f) != 0:
        gradient *= dtype(f)
        layers += 1
    return layers


def _depth_in_place(dtype, f=0.25):
    product, count = np.ones(1, dtype), -1
    while product[0]:
        product *= f
        count += 1
    return count


def _depth_array(dtype, f=0.25):
    return np.count_nonzero(np.cumprod(np.full(1200, f, dtype=dtype), dtype=dtype))


def _depth_takewhile(dtype, f=0.25):
    return sum(1 for _ in takewhile(bool, accumulate(repeat(dtype(f)), mul)))


def _depth_zero_dimensions(dtype, f=0.25):
    product, f, count = np.array(1, dtype), np.array(f, dtype), 0.0
    while product := product * f:
        count += 1
    return count


def _depth_recursive(dtype, f=0.25, so_far=1.0):
    following = dtype(dtype(so_far) * dtype(f))
    return 0 if following == 0 else 1 + _depth_recursive(dtype, f, following)


def _depth_until(dtype, f=0.25):
    f, product, count = dtype(f), dtype(1), 0
    while True:
        product = product * f
        if product == 0:
            return count
        count += 1


def _depth_for(dtype, f=0.25):
    last = np.asarray(f, dtype=dtype)[()]
    for layers in range(1, 100_000):
        last = np.multiply(last, dtype(f), dtype=dtype)
        if not last:
            return np.int64(layers)


RIGHT = [
    _depth_until,
    _depth_for,
    _depth_loop,
    _depth_in_place,
    _depth_array,
    _depth_takewhile,
    _depth_zero_dimensions,
    _depth_recursive,
]
