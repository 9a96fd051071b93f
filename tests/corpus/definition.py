"""Right answers to the exercises of lesson 01, each written differently."""

import math

import numpy as np

from course_utils import activations


def _sigmoid_two_forms(x):
    e = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1 / (1 + e), e / (1 + e))


def _sigmoid_masked(x):
    x = np.asarray(x, dtype=float)
    out = np.empty_like(x)
    right = x >= 0
    out[right] = 1 / (1 + np.exp(-x[right]))
    out[~right] = np.exp(x[~right]) / (1 + np.exp(x[~right]))
    return out


def _sigmoid_loop(x):
    def one(value):
        return 1 / (1 + math.exp(-value)) if value >= 0 else math.exp(value) / (1 + math.exp(value))

    values = np.asarray(x, dtype=float)
    return np.array([one(v) for v in values.ravel()]).reshape(values.shape)


def _sigmoid_ignoring_overflow(x):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-np.asarray(x, dtype=float)))


def _logit_series(p):
    p = np.asarray(p, dtype=float)
    with np.errstate(divide="ignore"):
        return np.where(np.abs(p - 0.5) < 0.25, 2 * np.arctanh(2 * p - 1), np.log(p / (1 - p)))


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


def _log_sigmoid_two_forms(x):
    x = np.asarray(x, dtype=float)
    small = np.log1p(np.exp(-np.abs(x)))
    return np.where(x >= 0, -small, x - small)


def _log_sigmoid_loop(x):
    def one(v):
        return -math.log1p(math.exp(-v)) if v >= 0 else v - math.log1p(math.exp(v))

    return np.vectorize(one, otypes=[float])(x)


def _masked_array_free_tanh(x):
    e = np.exp(-2 * np.abs(x))
    return np.sign(x) * (1 - e) / (1 + e)


RIGHT = {
    "sigmoid": [
        lambda x: np.exp(np.minimum(x, 40)) / (1 + np.exp(np.minimum(x, 40))),
        _sigmoid_two_forms,
        _sigmoid_masked,
        _sigmoid_loop,
        np.vectorize(_sigmoid_loop, otypes=[float]),
        _sigmoid_ignoring_overflow,
        lambda x: np.exp(-np.logaddexp(0, -np.asarray(x, dtype=float))),
        lambda z: np.exp(activations.log_sigmoid(z)),
        lambda x, dtype=float: _sigmoid_two_forms(np.asarray(x, dtype=dtype)),
        lambda x: np.asmatrix(_sigmoid_two_forms(x)).A.reshape(np.shape(x)),
        lambda x: np.ma.array(_sigmoid_two_forms(x)),
        lambda x: _sigmoid_two_forms(x).tolist(),
    ],
    "logit": [
        lambda p: np.log(p / (1 - p)),
        lambda p: np.log(p) - np.log(1 - p),
        lambda p: np.log(p) - np.log1p(-p),
        lambda p: -np.log(1 / p - 1),
        lambda p: -np.log((1 - p) / p),
        _logit_series,
        np.vectorize(lambda p: math.log(p / (1 - p))),
        lambda p: np.log2(p / (1 - p)) * math.log(2),
    ],
    "saturation_point": [
        _halving,
        _doubling,
        _stepping,
        lambda dtype: (np.finfo(dtype).nmant + 1) * math.log(2),
        lambda dtype: np.array(-np.log(np.finfo(dtype).eps / 2)),
        lambda dtype: np.log(2) - np.log(float(np.finfo(dtype).eps)),
    ],
    "log_sigmoid": [
        lambda x: np.minimum(x, 0) - np.log1p(np.exp(-np.abs(x))),
        lambda x: -np.logaddexp(0, -np.asarray(x, dtype=float)),
        _log_sigmoid_two_forms,
        _log_sigmoid_loop,
        lambda x: -(np.maximum(-x, 0) + np.log1p(np.exp(-np.abs(x)))),
        lambda x: activations.log_sigmoid(x),
        lambda x: -activations.softplus(np.negative(x)),
    ],
    "logistic": [
        lambda x, L, k, x0: L * activations.sigmoid(k * (x - x0)),
        lambda x, L, k, x0: activations.sigmoid(k * np.asarray(x) - k * x0) * L,
        lambda x, L, k, x0: L * _sigmoid_two_forms(np.multiply(k, np.subtract(x, x0))),
        lambda x, L, k, x0: L / 2 * (1 + np.tanh(k * (x - x0) / 2)),
        lambda x, L=1, k=1, x0=0: activations.logistic(x, L, k, x0),
        lambda x, ceiling, rate, midpoint: ceiling * _sigmoid_loop(rate * (np.asarray(x) - midpoint)),
    ],
    "tanh_from_sigmoid": [
        lambda x: 2 * activations.sigmoid(2 * x) - 1,
        lambda x: activations.sigmoid(2 * x) - activations.sigmoid(-2 * x),
        lambda x: 1 - 2 * activations.sigmoid(-2 * x),
        lambda x: (activations.sigmoid(2 * x) - 0.5) * 2,
        lambda x: 2 * _sigmoid_loop(2 * np.asarray(x)) - 1,
        np.tanh,
        _masked_array_free_tanh,
    ],
    "elo_expected": [
        lambda delta: 1 / (1 + 10.0 ** (-delta / 400)),
        lambda delta: 1 / (1 + np.power(10.0, -np.asarray(delta) / 400)),
        lambda delta: activations.sigmoid(delta * np.log(10) / 400),
        lambda delta: 10 ** (delta / 400) / (1 + 10 ** (delta / 400)),
        np.vectorize(lambda delta: 1 / (1 + math.pow(10, -delta / 400))),
        lambda delta: activations.logistic(delta, k=math.log(10) / 400),
    ],
}
