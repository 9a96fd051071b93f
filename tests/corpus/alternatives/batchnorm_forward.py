"""Right answers to exercise 6.5a, batchnorm_forward, each written differently."""

import math
import statistics

import numpy as np


def _norm(x, gamma, beta, eps):
    deviation = np.sqrt(x.var(axis=0) + eps)
    normed = (x - x.mean(axis=0)) / deviation
    return gamma * normed + beta, (normed, deviation, gamma)


def _norm_loop(x, gamma, beta, eps):
    n, units = x.shape
    normed, deviation = np.zeros((n, units)), np.zeros(units)
    for j in range(units):
        mean = sum(x[i, j] for i in range(n)) / n
        deviation[j] = math.sqrt(sum((x[i, j] - mean) ** 2 for i in range(n)) / n + eps)
        for i in range(n):
            normed[i, j] = (x[i, j] - mean) / deviation[j]
    return np.array([[gamma[j] * v + beta[j] for j, v in enumerate(row)] for row in normed]), (normed, deviation, gamma)


def _norm_columns(x, gamma, beta, eps):
    mean, deviation = x.T.mean(axis=1, keepdims=True), (x.T.var(axis=1, keepdims=True) + eps) ** 0.5
    normed = ((x.T - mean) / deviation).T
    return np.multiply(normed, gamma) + beta, [normed, deviation.ravel(), gamma.copy()]


def _norm_keepdims(x, gamma, beta, eps):
    centred = x - np.mean(x, axis=0, keepdims=True)
    deviation = np.sqrt(np.mean(centred**2, axis=0, keepdims=True) + eps)
    return centred * (gamma / deviation) + beta, (centred / deviation, deviation, gamma)


def _norm_einsum(x, gamma, beta, eps):
    centred = x - np.ones(len(x)) @ x / len(x)
    deviation = np.sqrt(np.einsum("ij,ij->j", centred, centred) / len(x) + eps)
    normed = centred @ np.diag(1 / deviation)
    return normed @ np.diag(gamma) + beta[None, :], (normed, deviation, gamma)


def _norm_statistics(x, gamma, beta, eps):
    deviation = np.array([math.sqrt(statistics.pvariance(column) + eps) for column in x.T.tolist()])
    normed = np.column_stack([(c - statistics.fmean(c.tolist())) / d for c, d in zip(x.T, deviation)])
    return beta + normed * gamma, (normed, deviation, gamma)


RIGHT = [
    _norm,
    _norm_loop,
    _norm_columns,
    _norm_keepdims,
    _norm_einsum,
    _norm_statistics,
]
