"""Right answers to exercise 8.4, attend, each written differently."""

import numpy as np
from scipy.special import expit

from course_utils import activations


def _repaired(Q, K, V):
    scores = Q @ K.T / np.sqrt(Q.shape[1])
    weights = activations.sigmoid(scores - np.log(len(K)))
    return weights @ V


def _by_odds(Q, K, V):
    """A weight is the odds e^score / n, over 1 plus itself; for large scores turned round."""
    z = np.clip(Q @ K.T / Q.shape[1] ** 0.5 - np.log(K.shape[0]), -700, 700)
    return 1 / (1 + np.exp(-z)) @ V


def _query_by_query(Q, K, V):
    out = []
    for q in Q:
        weights = [activations.sigmoid(q @ k / np.sqrt(len(q)) - np.log(len(K))) for k in K]
        out.append(sum(w * v for w, v in zip(weights, V)))
    return np.array(out)


def _einsum(Q, K, V):
    n, d = K.shape
    scores = np.einsum("md,nd->mn", Q, K) * d**-0.5
    return np.einsum("mn,nk->mk", expit(scores + np.log(1 / n)), V)


def _by_tanh(Q, K, V):
    z = (Q / np.sqrt(Q.shape[1])) @ K.T - np.log(len(V))
    return (0.5 + 0.5 * np.tanh(z / 2)) @ V


def _broadcast(Q, K, V):
    z = (Q[:, None, :] * K[None, :, :]).sum(axis=2) / np.sqrt(K.shape[1]) - np.log(len(K))
    return np.exp(activations.log_sigmoid(z)) @ V


RIGHT = [_repaired, _by_odds, _query_by_query, _einsum, _by_tanh, _broadcast]
