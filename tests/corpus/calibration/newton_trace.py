"""Right answers to exercise 4.2, newton_trace, each written differently."""

import numpy as np

from course_utils import logistic
from course_utils.activations import sigmoid, sigmoid_grad


def _trace_filled(X, y, steps):
    path, w = np.empty((steps, X.shape[1])), np.zeros(X.shape[1])
    for k in range(steps):
        p = sigmoid(X @ w)
        w = w - np.linalg.inv(X.T @ np.diag(p * (1 - p)) @ X) @ X.T @ (p - y)
        path[k] = w
    return path


def _trace_in_place(X, y, steps):
    w, path = np.zeros(X.shape[1]), []
    for _ in range(steps):
        H, g = logistic.logistic_hessian(w, X), logistic.logistic_loss_grad(w, X, y)[1]
        w -= np.linalg.solve(H, g)
        path.append(w.copy())
    return np.stack(path)


def _trace_recursive(X, y, steps):
    before = _trace_recursive(X, y, steps - 1) if steps > 1 else np.zeros((0, X.shape[1]))
    w = before[-1] if steps > 1 else np.zeros(X.shape[1])
    p = 1 / (1 + np.exp(-(X @ w)))
    step = np.linalg.lstsq((X.T * (p * (1 - p))) @ X, X.T @ (y - p), rcond=None)[0]
    return np.vstack([before, w + step])


def _trace_reweighted(X, y, steps):
    w, path = np.zeros((X.shape[1], 1)), []
    for _ in range(steps):
        z = X @ w
        weight = sigmoid_grad(z)
        response = z + (y.reshape(-1, 1) - sigmoid(z)) / weight
        w = np.linalg.lstsq(np.sqrt(weight) * X, np.sqrt(weight) * response, rcond=None)[0]
        path.append(w.ravel().tolist())
    return path


def _trace_list(X, y, steps):
    W = [np.zeros(X.shape[1])]
    while len(W) <= steps:
        p = sigmoid(X @ W[-1])
        W.append(W[-1] + np.linalg.solve(X.T @ ((p - p**2)[:, None] * X), (y - p) @ X))
    return W[1:]


def _trace_square_roots(X, y, steps):
    """Each step as a least-squares problem in the root of p (1 - p)."""
    w, path = np.zeros(X.shape[1]), np.zeros((0, X.shape[1]))
    for _ in range(steps):
        root = np.sqrt(sigmoid_grad(X @ w))
        q, r = np.linalg.qr(root[:, None] * X)
        w = w + np.linalg.solve(r, q.T @ ((y - sigmoid(X @ w)) / root))
        path = np.vstack([path, w])
    return path


RIGHT = [
    _trace_list,
    _trace_square_roots,
    _trace_filled,
    _trace_in_place,
    _trace_recursive,
    _trace_reweighted,
]
