"""Right answers to exercise C2, train, each written differently."""

import numpy as np

from corpus.audit._shared import sigma
from course_utils import logistic
from course_utils.activations import sigmoid


def _train_columns(X, y, lr, steps):
    w = np.zeros((X.shape[1], 1))
    for _ in range(steps):
        w -= lr * X.T @ (sigmoid(X @ w) - y) / len(X)
    return w.ravel()


def _train_flat(X, y, lr, steps):
    w, y = np.zeros(X.shape[1]), y.flatten()
    for _ in range(steps):
        w = w + lr * np.mean((y - sigmoid(X @ w))[:, None] * X, axis=0)
    return w


def _train_broadcast(X, y, lr, steps):
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        w -= lr * np.mean((sigmoid(X @ w)[:, None] - y) * X, axis=0)
    return w


def _train_rows(X, y, lr, steps):
    w = [0.0] * X.shape[1]
    for _ in range(steps):
        errors = [sigma(sum(a * b for a, b in zip(row, w))) - label for row, [label] in zip(X.tolist(), y.tolist())]
        w = [w_j - lr * sum(e * x for e, x in zip(errors, X[:, j])) / len(X) for j, w_j in enumerate(w)]
    return np.array(w)


def _train_einsum(X, y, lr, steps):
    w = np.full(X.shape[1], 0.0)
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.einsum("nd,d->n", X, w)))
        w = w - lr / y.size * np.einsum("n,nd->d", p - y[:, 0], X)
    return w


def _train_recursive(X, y, lr, steps):
    if steps == 0:
        return np.zeros(X.shape[1])
    w = _train_recursive(X, y, lr, steps - 1)
    return w - lr * logistic.logistic_loss_grad(w, X, y[:, 0])[1]


RIGHT = [
    _train_einsum,
    _train_columns,
    _train_flat,
    _train_broadcast,
    _train_rows,
    _train_recursive,
]
