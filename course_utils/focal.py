"""The focal loss (Lin and others, 2017), and by how much it bends the probability that a model reports.

``z`` holds logits and ``y`` labels 0 and 1, as in ``logistic``; ``gamma``, from 0 up, is how much less a row counts
that is classified well. gamma = 0 is the log-loss. Arguments that do not fit raise TypeError or ValueError in one
sentence.
"""

import numpy as np

from course_utils._validation import check, number, numbers
from course_utils.activations import logit, sigmoid, softplus


def focal_loss(z, y, gamma=2.0):
    """Return -(1 - p)^gamma ln p, p the probability that sigmoid(z) gives to the label y; in nats, shape of z.

    Computed from the logit: 1 - p is exp(-softplus), so neither end overflows or is rounded to 0 too soon.

    >>> print(focal_loss([0, 2, -1000], [1, 1, 1]).round(4).tolist())
    [0.1733, 0.0018, 1000.0]
    """
    z, y = check(z=z, y=y)
    m = (2 * y - 1) * z
    return np.exp(-number("gamma", gamma, zero=True) * softplus(m)) * softplus(-m)


def focal_loss_grad(z, y, gamma=2.0):
    """Return the slope of focal_loss by z, shape of z.

    >>> print(focal_loss_grad([0.0], [1], gamma=0))
    [-0.5]
    """
    z, y = check(z=z, y=y)
    sign = 2 * y - 1
    return -sign * _pull(sign * z, number("gamma", gamma, zero=True))


def true_probability(reported, gamma=2.0):
    """Return the probability at which the focal loss is lowest on average for a model that reports ``reported``.

    It undoes what the loss bends: the inverse of reported_probability. ``reported``: strictly between 0 and 1.

    >>> print(true_probability([0.5, 0.7]).round(2).tolist())
    [0.5, 0.91]
    """
    return _truth(logit(_probabilities("reported", reported)), number("gamma", gamma, zero=True))


def reported_probability(p, gamma=2.0):
    """Return what a model reports that has learned from the focal loss all there is to learn, where the truth is p.

    It is the q at which p * loss(q, 1) + (1 - p) * loss(q, 0) is lowest, found by halving; p itself for gamma = 0,
    closer to one half for any larger gamma up to 20. ``p``: strictly between 0 and 1.

    >>> print(reported_probability([0.5, 0.9]).round(2).tolist())
    [0.5, 0.69]
    """
    p, gamma = _probabilities("p", p), number("gamma", gamma, zero=True)
    low, high = np.full(p.shape, -60.0), np.full(p.shape, 60.0)
    for _ in range(70):
        middle = (low + high) / 2
        below = _truth(middle, gamma) < p
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return sigmoid(low)


def _truth(z, gamma):
    return _pull(-z, gamma) / (_pull(z, gamma) + _pull(-z, gamma))


def _pull(m, gamma):
    """Return how hard the loss pulls at a logit m counted towards its label: minus its slope by m."""
    return np.exp(-gamma * softplus(m)) * (sigmoid(-m) + gamma * sigmoid(m) * softplus(-m))


def _probabilities(name, p):
    (p,) = numbers(**{name: p})
    if np.any((p <= 0) | (p >= 1)):
        raise ValueError(f"{name} holds {p[(p <= 0) | (p >= 1)].flat[0]:g}; expected probabilities between 0 and 1.")
    return p
