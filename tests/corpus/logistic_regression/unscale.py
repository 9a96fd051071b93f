"""Right answers to exercise 3.9, unscale, each written differently."""

import numpy as np


def _unscale_matrix(w, mu, sd):
    back = np.diag(np.concatenate([[1.0], 1 / sd]))
    back[0, 1:] = -mu / sd
    return back @ w


def _unscale_loop(w, mu, sd):
    raw = np.zeros(len(w))
    raw[0] = w[0]
    for j in range(len(mu)):
        raw[j + 1] = w[j + 1] / sd[j]
        raw[0] -= raw[j + 1] * mu[j]
    return raw


def _unscale_by_asking(w, mu, sd):
    def model(x):
        return w[0] + np.sum(w[1:] * (x - mu) / sd)

    start = model(0 * mu)
    return np.array([start, *(model(unit) - start for unit in np.eye(len(mu)))])


def _unscale_in_a_copy(w, mu, sd):
    raw = w.copy()
    raw[1:] /= sd
    raw[0] -= np.sum(raw[1:] * mu)
    return raw


RIGHT = [
    lambda w, mu, sd: np.append(w[0] - np.sum(w[1:] * mu / sd), w[1:] / sd),
    lambda w, mu, sd: np.concatenate([[w[0] - np.dot(w[1:], mu / sd)], w[1:] / sd]),
    _unscale_in_a_copy,
    _unscale_matrix,
    _unscale_loop,
    _unscale_by_asking,
]
