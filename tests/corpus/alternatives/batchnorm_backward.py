"""Right answers to exercise 6.5b, batchnorm_backward, each written differently."""

import numpy as np


def _back(dy, cache):
    normed, deviation, gamma = cache
    dgamma, dbeta = (dy * normed).sum(axis=0), dy.sum(axis=0)
    return gamma / deviation * (dy - dbeta / len(dy) - normed * dgamma / len(dy)), dgamma, dbeta


def _back_step_by_step(dy, cache):
    """Go back through every step of the forward pass: centred, variance, deviation, normalised."""
    normed, deviation, gamma = cache
    n, centred = len(dy), normed * deviation
    d_normed = dy * gamma
    d_deviation = (d_normed * -centred / deviation**2).sum(axis=0)
    d_variance = d_deviation / (2 * deviation)
    d_centred = d_normed / deviation + d_variance * 2 * centred / n
    return d_centred - d_centred.mean(axis=0), np.sum(dy * normed, axis=0), np.sum(dy, axis=0)


def _back_loop(dy, cache):
    normed, deviation, gamma = cache
    n, units = dy.shape
    dx, dgamma, dbeta = np.zeros((n, units)), np.zeros(units), np.zeros(units)
    for j in range(units):
        for i in range(n):
            dbeta[j] += dy[i, j]
            dgamma[j] += dy[i, j] * normed[i, j]
        for i in range(n):
            dx[i, j] = gamma[j] / (n * deviation[j]) * (n * dy[i, j] - dbeta[j] - normed[i, j] * dgamma[j])
    return dx, dgamma, dbeta


def _back_jacobian(dy, cache):
    normed, deviation, gamma = cache
    n = len(dy)
    dx = np.empty_like(dy)
    for j, z in enumerate(normed.T):
        dx[:, j] = (np.eye(n) - 1 / n - np.outer(z, z) / n) @ dy[:, j] * gamma[j] / deviation[j]
    return [dx, np.diag(dy.T @ normed), np.ones(n) @ dy]


def _back_projected(dy, cache):
    z, d, g = cache
    dz = g * dy
    dz = dz - dz.mean(0)
    return (dz - z * np.einsum("ij,ij->j", dz, z) / len(z)) / d, np.einsum("ij,ij->j", dy, z), np.add.reduce(dy)


RIGHT = [
    _back,
    _back_step_by_step,
    _back_loop,
    _back_jacobian,
    _back_projected,
]
