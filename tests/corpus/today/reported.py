"""Right answers to exercise 8.6, reported, each written differently."""

import numpy as np
from scipy.optimize import brentq, minimize_scalar

from course_utils.activations import log_sigmoid, logit, sigmoid
from course_utils.focal import focal_loss, focal_loss_grad


def _mean_loss(z, p, gamma):
    return p * focal_loss(z, 1, gamma) + (1 - p) * focal_loss(z, 0, gamma)


def _each(one):
    """Let an answer for one p take an array of them."""
    return lambda p, gamma: np.vectorize(lambda q: one(q, gamma), otypes=[float])(p)[()]


@_each
def _bounded(p, gamma):
    return sigmoid(minimize_scalar(lambda z: _mean_loss(z, p, gamma), bounds=(-20, 20), method="bounded",
                                   options={"xatol": 1e-11}).x)  # fmt: skip


@_each
def _root(p, gamma):
    return sigmoid(brentq(lambda z: p * focal_loss_grad(z, 1, gamma) + (1 - p) * focal_loss_grad(z, 0, gamma), -30, 30,
                          xtol=1e-13))  # fmt: skip


@_each
def _finer_grids(p, gamma):
    low, high = -12.0, 12.0
    for _ in range(40):
        z = np.linspace(low, high, 21)
        k = int(np.argmin([_mean_loss(value, p, gamma) for value in z]))
        low, high = z[max(k - 1, 0)], z[min(k + 1, 20)]
        if high - low < 1e-7:
            break
    return sigmoid((low + high) / 2)


def _slope(z, p, gamma):
    """Differentiate the mean loss by hand."""
    q = sigmoid(z)
    yes = -((1 - q) ** gamma) * (gamma * q * -log_sigmoid(z) + (1 - q))
    no = q**gamma * (gamma * (1 - q) * -log_sigmoid(-z) + q)
    return p * yes + (1 - p) * no


def _halving(p, gamma):
    low, high = np.full(np.shape(p), -40.0), np.full(np.shape(p), 40.0)
    for _ in range(70):
        z = (low + high) / 2
        falls = _slope(z, p, gamma) < 0
        low, high = np.where(falls, z, low), np.where(falls, high, z)
    return sigmoid(low)


@_each
def _secant(p, gamma):
    a, b = 0.0, logit(p)
    for _ in range(200):
        z = (a + b) / 2
        if _slope(z, p, gamma) * np.sign(b if b else 1) < 0:
            a = z
        else:
            b = z
    return 1 / (1 + np.exp(-z))


@_each
def _in_q(p, gamma):
    """Search among the probabilities themselves, by the golden section."""
    def loss(q):
        return -p * (1 - q) ** gamma * np.log(q) - (1 - p) * q**gamma * np.log1p(-q)

    ratio, low, high = (5**0.5 - 1) / 2, 1e-12, 1 - 1e-12
    for _ in range(120):
        a, b = high - ratio * (high - low), low + ratio * (high - low)
        low, high = (low, b) if loss(a) < loss(b) else (a, high)
    return (low + high) / 2


RIGHT = [_bounded, _root, _finer_grids, _halving, _secant, _in_q]
