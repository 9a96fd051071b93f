"""Right answers to exercise 3.6, fit_gd, each written differently."""

import numpy as np

from corpus.logistic_regression._shared import loss_grad_loop
from course_utils import logistic
from course_utils.activations import sigmoid


def _gd_loop(X, y, lr, steps):
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        w = w - lr * loss_grad_loop(w, X, y)[1]
    return w


def _gd_while(X, y, lr, steps):
    w, done = np.zeros((X.shape[1], 1)), 0
    while done < steps:
        w -= lr / len(X) * X.T @ (sigmoid(X @ w) - y[:, None])
        done += 1
    return w.ravel()


def _gd_recursive(X, y, lr, steps):
    if steps == 0:
        return np.zeros(X.shape[1])
    w = _gd_recursive(X, y, lr, steps - 1)
    return w + lr * ((y - sigmoid(X @ w))[:, None] * X).mean(0)


def _gd_turned_round(X, y, lr, steps):
    A, w = np.where(y[:, None] == 1, -X, X), np.zeros(X.shape[1])
    for _ in range(steps):
        w = w - lr * np.mean(A * sigmoid(A @ w)[:, None], axis=0)
    return w


def _gd_by_package_gradient(X, y, lr, steps):
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        _, gradient = logistic.logistic_loss_grad(w, X, y)
        w -= lr * gradient
    return w


def _gd_path(X, y, lr, steps):
    path = np.zeros((steps + 1, X.shape[1]))
    for k in range(steps):
        path[k + 1] = path[k] + lr / len(y) * (y - sigmoid(path[k] @ X.T)) @ X
    return path[-1]


RIGHT = [
    _gd_by_package_gradient,
    _gd_path,
    _gd_loop,
    _gd_while,
    _gd_recursive,
    _gd_turned_round,
]
