"""Right answers to exercise 3.7, standardise, each written differently."""

import math
import statistics

import numpy as np
from sklearn.preprocessing import StandardScaler


def _scaled_loop(X_train, X_new):
    old, new = np.empty_like(X_train), np.empty_like(X_new)
    for j in range(X_train.shape[1]):
        column = X_train[:, j]
        mean = sum(column) / len(column)
        sd = math.sqrt(sum((value - mean) ** 2 for value in column) / len(column))
        old[:, j], new[:, j] = (column - mean) / sd, (X_new[:, j] - mean) / sd
    return old, new


def _scaled_by_pstdev(X_train, X_new):
    """With the standard library, a column at a time."""
    mu = [statistics.fmean(column) for column in X_train.T.tolist()]
    sd = [statistics.pstdev(column) for column in X_train.T.tolist()]
    return tuple(np.array([[(x - m) / s for x, m, s in zip(row, mu, sd)] for row in X]) for X in (X_train, X_new))


def _scaled_by_sklearn(X_train, X_new):
    scaler = StandardScaler().fit(X_train)
    return [scaler.transform(X_train), scaler.transform(X_new)]


def _scaled_from_squares(X_train, X_new):
    mu = np.average(X_train, axis=0)
    sd = np.sqrt(np.mean(np.square(X_train - mu), 0))
    return np.divide(X_train - mu, sd), X_new / sd - mu / sd


RIGHT = [
    lambda X_train, X_new: tuple((X - X_train.mean(axis=0)) / X_train.std(axis=0) for X in (X_train, X_new)),
    _scaled_loop,
    _scaled_by_pstdev,
    _scaled_by_sklearn,
    _scaled_from_squares,
]
