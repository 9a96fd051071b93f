"""Right answers to exercise 4.8a, fit_temperature, each written differently."""

import math

import numpy as np
from scipy.optimize import brentq, minimize_scalar
from sklearn.linear_model import LogisticRegression

from course_utils import logistic
from course_utils.activations import sigmoid, sigmoid_grad


def _loss_at(T, z, y):
    return logistic.bce_with_logits(z / T, y).mean()


def _temperature_bounded(z, y):
    found = minimize_scalar(lambda t: _loss_at(math.exp(t), z, y), bounds=(math.log(0.01), math.log(1000)),
                            method="bounded", options={"xatol": 1e-8})  # fmt: skip
    return math.exp(found.x)


def _temperature_bracketed(z, y):
    return np.exp(minimize_scalar(lambda t: np.mean(np.logaddexp(0, (1 - 2 * y) * z / np.exp(t)))).x)


def _temperature_by_slope(z, y):
    return 1 / brentq(lambda s: np.sum((sigmoid(s * z) - y) * z), 1e-4, 1e3, xtol=1e-12)


def _temperature_newton(z, y):
    z, size = z / np.abs(z).max(), np.abs(z).max()
    s = 0.0
    for _ in range(30):
        s = s - np.sum((sigmoid(s * z) - y) * z) / np.sum(sigmoid_grad(s * z) * z**2)
    return size / s


def _temperature_golden(z, y):
    low, high, ratio = math.log(0.001), math.log(10_000), (math.sqrt(5) - 1) / 2
    while high - low > 1e-7:
        a, b = high - ratio * (high - low), low + ratio * (high - low)
        low, high = (low, b) if _loss_at(math.exp(a), z, y) < _loss_at(math.exp(b), z, y) else (a, high)
    return math.exp(low)


def _temperature_grid(z, y):
    T = 1.0
    for width in (8, 0.02, 1e-4):
        grid = T * np.exp(np.linspace(-width, width, 1001))
        T = grid[np.argmin([_loss_at(T, z, y) for T in grid])]
    return T


def _temperature_sklearn(z, y):
    size = np.abs(z).max()
    model = LogisticRegression(C=np.inf, fit_intercept=False, solver="newton-cholesky", tol=1e-10)
    return size / model.fit(z.reshape(-1, 1) / size, y).coef_[0, 0]


def _temperature_bisection(z, y):
    """Where the loss neither rises nor falls with ln T."""
    low, high = math.log(1e-3), math.log(1e4)
    for _ in range(60):
        middle = (low + high) / 2
        rises = np.sum((y - sigmoid(z * math.exp(-middle))) * z) > 0
        low, high = (low, middle) if rises else (middle, high)
    return math.exp(middle)


RIGHT = [
    _temperature_bisection,
    lambda z, y: 1 / logistic.fit_newton(z[:, None], y).weights[0],
    _temperature_bounded,
    _temperature_bracketed,
    _temperature_by_slope,
    _temperature_newton,
    _temperature_golden,
    _temperature_grid,
    _temperature_sklearn,
]
