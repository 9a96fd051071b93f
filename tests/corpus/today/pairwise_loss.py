"""Right answers to exercise 8.2, pairwise_loss, each written differently."""

import numpy as np

from course_utils.activations import log_sigmoid, sigmoid, softplus


def _by_signs(U, V, t, b):
    y = 2 * np.eye(len(U)) - 1
    m = y * (t * U @ V.T + b)
    slope = -y * sigmoid(-m) * t / len(U)
    return softplus(-m).sum() / len(U), slope @ V, slope.T @ U


def _by_labels(U, V, t, b):
    """As logistic regression: p minus the label, 1 or 0."""
    n, z = len(U), t * (U @ V.T) + b
    loss = (softplus(z).sum() - np.trace(z)) / n
    slope = t * (sigmoid(z) - np.eye(n)) / n
    return loss, slope @ V, np.transpose(slope) @ U


def _partners_and_strangers(U, V, t, b):
    n, z = len(U), t * (U @ V.T) + b
    stranger = ~np.eye(n, dtype=bool)
    loss = -(log_sigmoid(np.diag(z)).sum() + log_sigmoid(-z[stranger]).sum()) / n
    slope = sigmoid(z)
    slope[~stranger] -= 1
    return loss, t / n * slope @ V, t / n * slope.T @ U


def _loops(U, V, t, b):
    n, loss, by_U, by_V = len(U), 0.0, np.zeros_like(U), np.zeros_like(V)
    for i in range(n):
        for j in range(n):
            y = 1 if i == j else -1
            m = y * (t * U[i] @ V[j] + b)
            loss += softplus(-m) / n
            by_U[i] -= y * sigmoid(-m) * t * V[j] / n
            by_V[j] -= y * sigmoid(-m) * t * U[i] / n
    return loss, by_U, by_V


def _by_einsum(U, V, t, b):
    n = len(U)
    z = t * np.einsum("id,jd->ij", U, V) + b
    slope = (sigmoid(z) - np.eye(n)) * (t / n)
    loss = np.logaddexp(0, np.where(np.eye(n) > 0, -z, z)).sum() / n
    return loss, np.einsum("ij,jd->id", slope, V), np.einsum("ij,id->jd", slope, U)


def _row_by_row(U, V, t, b):
    found, by_V = 0.0, np.zeros(V.shape)
    by_U = []
    for i, u in enumerate(U):
        z = t * V @ u + b
        label = np.arange(len(V)) == i
        found += np.where(label, softplus(-z), softplus(z)).sum()
        slope = t * (sigmoid(z) - label)
        by_U.append(slope @ V)
        by_V += np.outer(slope, u)
    return found / len(U), np.array(by_U) / len(U), by_V / len(U)


RIGHT = [_by_signs, _by_labels, _partners_and_strangers, _loops, _by_einsum, _row_by_row]
