"""Right answers to exercise 4.4, firth_fit, each written differently."""

import numpy as np
from scipy.optimize import minimize, root

from course_utils.activations import log_sigmoid, sigmoid, sigmoid_grad


def _firth_damped(X, y):
    w = np.zeros(X.shape[1])
    for _ in range(200):
        p = sigmoid(X @ w)
        weight = p * (1 - p)
        inverse = np.linalg.inv((X.T * weight) @ X)
        h = weight * np.sum(X @ inverse * X, axis=1)
        w = w + 0.5 * inverse @ X.T @ (y - p + h * (0.5 - p))
    return w


def _firth_plain(X, y):
    w, step = np.zeros(X.shape[1]), 1.0
    while np.max(np.abs(step)) > 1e-8:
        p = sigmoid(X @ w)
        half = X * np.sqrt(p * (1 - p))[:, None]
        h = np.diag(half @ np.linalg.inv(half.T @ half) @ half.T)
        step = np.linalg.solve(half.T @ half, X.T @ (y - p + h * (0.5 - p)))
        w = w + step
    return w


def _firth_by_minimising(X, y):
    def loss(w):
        information = (X.T * sigmoid_grad(X @ w)) @ X
        return -log_sigmoid((2 * y - 1) * (X @ w)).sum() - np.linalg.slogdet(information)[1] / 2

    return minimize(loss, np.zeros(X.shape[1]), method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-12}).x


def _firth_by_roots(X, y):
    def score(w):
        p = sigmoid(X @ w)
        q, _ = np.linalg.qr(X * np.sqrt(p * (1 - p))[:, None])
        return X.T @ (y - p + np.sum(q**2, axis=1) * (0.5 - p))

    return root(score, np.zeros(X.shape[1])).x


def _firth_by_more_rows(X, y):
    """Each row once as it is, and once more as half a yes and half a no of weight h: fitted again and again."""
    w = np.zeros(X.shape[1])
    for _ in range(100):
        p = sigmoid(X @ w)
        inverse = np.linalg.inv((X.T * (p * (1 - p))) @ X)
        h = p * (1 - p) * np.einsum("ij,jk,ik->i", X, inverse, X)
        for _ in range(8):
            p = sigmoid(X @ w)
            H = (X.T * ((1 + h) * p * (1 - p))) @ X
            w = w - np.linalg.solve(H, X.T @ (p - y + h * (p - 0.5)))
    return w


def _firth_halved(X, y):
    """Full steps, halved as long as the penalised loss rises."""

    def loss(w):
        return -log_sigmoid((2 * y - 1) * (X @ w)).sum() - np.linalg.slogdet((X.T * sigmoid_grad(X @ w)) @ X)[1] / 2

    w, step = np.zeros(X.shape[1]), np.ones(X.shape[1])
    while np.max(np.abs(step)) > 1e-8:
        p = sigmoid(X @ w)
        weight = p * (1 - p)
        inverse = np.linalg.pinv(X.T @ np.diag(weight) @ X)
        h = weight * ((X @ inverse) * X).sum(axis=1)
        step = inverse @ (X.T @ (y + h / 2 - (1 + h) * p))
        while loss(w + step) > loss(w) + 1e-12:
            step = step / 2
        w = w + step
    return w


RIGHT = [
    _firth_halved,
    _firth_damped,
    _firth_plain,
    _firth_by_minimising,
    _firth_by_roots,
    _firth_by_more_rows,
]
