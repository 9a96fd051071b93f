"""Right answers to exercise 3.4, logistic_loss_grad, each written differently."""

import numpy as np

from corpus.logistic_regression._shared import loss_grad_loop
from course_utils import logistic
from course_utils.activations import sigmoid, softplus


def _loss_grad_columns(w, X, y):
    z, y = X @ w.reshape(-1, 1), y.reshape(-1, 1)
    return np.mean(np.logaddexp(0, z) - y * z), ((sigmoid(z) - y) * X).mean(axis=0)


def _loss_grad_einsum(w, X, y):
    error = sigmoid(X.dot(w)) - y
    return softplus(X.dot(w) * (1 - 2 * y)).sum() / y.size, np.einsum("i,ij->j", error, X) / y.size


def _loss_grad_outer(w, X, y):
    labels = np.where(y == 1, 1.0, -1.0)
    slopes = -labels * sigmoid(-labels * (X @ w))
    return np.average(np.logaddexp(0, -labels * (X @ w))), np.array([np.mean(slopes * column) for column in X.T])


RIGHT = [
    lambda w, X, y: (softplus((1 - 2 * y) * (X @ w)).mean(), X.T @ (sigmoid(X @ w) - y) / len(y)),
    lambda w, X, y: [np.mean(logistic.bce_with_logits(X @ w, y)), -X.T.dot(y - sigmoid(X @ w)) / X.shape[0]],
    _loss_grad_outer,
    loss_grad_loop,
    _loss_grad_columns,
    _loss_grad_einsum,
]
