"""Right answers to exercise 2.3, euler_logistic, each written differently."""

import itertools

import numpy as np


def _euler_array(h, T):
    n = int(round(T / h))
    y = np.empty(n + 1)
    y[0] = 0.5
    for i in range(n):
        y[i + 1] = y[i] + h * y[i] * (1 - y[i])
    return y


def _euler_list(h, T):
    path, slope = [0.5], lambda y: y - y**2
    while len(path) < T / h + 0.5:
        path.append(path[-1] + slope(path[-1]) * h)
    return path


def _euler_time(h, T):
    t, y, path = 0.0, 0.5, [0.5]
    while t < T - h / 2:
        y += h * y * (1 - y)
        t += h
        path.append(y)
    return tuple(path)


def _euler_recursive(h, T):
    if T < h / 2:
        return np.array([0.5])
    before = _euler_recursive(h, T - h)
    return np.append(before, before[-1] * (1 + h * (1 - before[-1])))


def _euler_reduce(h, T):
    y = np.full(round(T / h) + 1, 0.5)
    for i in range(1, y.size):
        y[i] = (1 + h) * y[i - 1] - h * y[i - 1] ** 2
    return y


def _euler_accumulate(h, T):
    return list(itertools.accumulate(range(round(T / h)), lambda y, _: y + h * (y - y * y), initial=0.5))


def _euler_linspace(h, T):
    times = np.linspace(0, T, int(T / h + 0.5) + 1)
    y = np.zeros_like(times)
    y[0] = 1 / 2
    for i, _ in enumerate(times[1:]):
        y[i + 1] = y[i] + h * y[i] * (1 - y[i])
    return y


RIGHT = [_euler_array, _euler_list, _euler_time, _euler_recursive, _euler_reduce, _euler_accumulate, _euler_linspace]
