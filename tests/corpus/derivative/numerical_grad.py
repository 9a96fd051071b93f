"""Right answers to exercise 2.7, numerical_grad, each written differently."""

import numpy as np


def _by_if(f, x, h, method):
    if method == "forward":
        return (f(x + h) - f(x)) / h
    elif method == "central":
        return (f(x + h) - f(x - h)) / (2 * h)
    elif method == "complex":
        return f(x + 1j * h).imag / h
    raise ValueError(method)


def _by_match(f, x, h, method):
    match method:
        case "forward":
            return (f(x + h) - f(x)) / h
        case "central":
            return f(x + h) / (2 * h) - f(x - h) / (2 * h)
        case _:
            return np.imag(f(np.asarray(x) + complex(0, h))) / h


def _by_table(f, x, h, method):
    steps = {"forward": (h, 0, h), "central": (h, -h, 2 * h)}
    if method in steps:
        right, left, run = steps[method]
        return (f(x + right) - f(x + left)) / run
    return np.imag(f(x + h * 1j)) / h


def _by_loop(f, x, h, method):
    values = np.asarray(x, dtype=float)
    return np.array([_by_if(f, v, h, method) for v in values.ravel()]).reshape(values.shape)


def _by_averaging(f, x, h, method):
    forward = (f(x + h) - f(x)) / h
    if method == "central":
        return (forward + (f(x) - f(x - h)) / h) / 2
    return forward if method == "forward" else (f(x + 1j * h) / h).imag


def _by_one_quotient(f, x, h, method):
    a, b = {"forward": (f(x + h), f(x)), "central": (f(x + h), f(x - h)), "complex": (f(x + 1j * h), f(x))}[method]
    return np.real((a - b) / {"forward": h, "central": h + h, "complex": 1j * h}[method])


RIGHT = [_by_if, _by_match, _by_table, _by_loop, _by_averaging, _by_one_quotient]
