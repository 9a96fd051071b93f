"""Pairs that belong together: the pairwise sigmoid loss and the softmax loss, and two linear towers to train with them.

``U`` and ``V``, shape (n, d), hold one vector a row, of length 1: row i of U (say, of an image) belongs to row i of V
(of its text) and to no other. ``t`` is the scale of their similarities, ``b`` the bias of the sigmoid loss. Arguments
that do not fit raise TypeError or ValueError in one sentence.
"""

from typing import NamedTuple

import numpy as np

from course_utils._validation import number, numbers
from course_utils.activations import sigmoid, softplus
from course_utils.optimisers import adam

LATENT, OBSERVED, EMBEDDED, NOISE, TESTED = 16, 32, 16, 0.5, 512  # of the task that `measure` trains on


class Contrast(NamedTuple):
    """A loss, a float, and its gradient by both towers' rows, the scale and the bias."""

    loss: float
    U: np.ndarray  # (n, d)
    V: np.ndarray  # (n, d)
    t: float
    b: float  # 0 for the softmax loss, which has none


def unit_rows(Z):
    """Return Z, shape (n, d), with each row divided by its length.

    >>> print(unit_rows([[3.0, 4.0]]))
    [[0.6 0.8]]
    """
    (Z,) = numbers(Z=Z)
    if Z.ndim != 2 or not np.all(np.any(Z, axis=1)):
        raise ValueError(f"Z has shape {Z.shape}; expected (n, d), without a row of zeros.")
    return Z / np.linalg.norm(Z, axis=1, keepdims=True)


def pairwise_sigmoid_loss(U, V, t=10.0, b=-10.0):
    """Return the Contrast of the pairwise sigmoid loss (Zhai and others, 2023): a yes or no for each of n x n pairs.

    Its logits are t U @ V.T + b, its labels +1 on the diagonal and -1 elsewhere; the log-losses are added up over
    all pairs and divided by n.

    >>> print(round(pairwise_sigmoid_loss([[1, 0], [0, 1]], [[1, 0], [0, 1]]).loss, 4))
    0.6932
    """
    U, V, t = _towers(U, V, t)
    (b,) = numbers(b=b)
    labels = 2 * np.eye(len(U)) - 1
    S = U @ V.T
    z = t * S + b
    slope = -labels * sigmoid(-labels * z) / len(U)
    loss = softplus(-labels * z).sum() / len(U)
    return Contrast(loss, t * slope @ V, t * slope.T @ U, (slope * S).sum(), slope.sum())


def pairwise_softmax_loss(U, V, t=10.0):
    """Return the Contrast of the softmax loss: which of the n in the batch is my partner, asked of all on both sides.

    Its logits are t U @ V.T. The cross-entropies over rows and over columns are averaged (Radford and others, 2021).

    >>> print(round(pairwise_softmax_loss([[1, 0], [0, 1]], [[1, 0], [0, 1]]).loss, 6))
    4.5e-05
    """
    U, V, t = _towers(U, V, t)
    S = U @ V.T
    z = t * S
    loss, slope = 0.0, np.zeros_like(z)
    for axis in (0, 1):
        shifted = z - z.max(axis=axis, keepdims=True)
        log_sum = np.log(np.exp(shifted).sum(axis=axis, keepdims=True))
        loss += np.trace(log_sum - shifted) / (2 * len(U))
        slope += (np.exp(shifted - log_sum) - np.eye(len(U))) / (2 * len(U))
    return Contrast(loss, t * slope @ V, t * slope.T @ U, (slope * S).sum(), 0.0)


def measure(loss, batch, lr, seed, b=-10.0, steps=400):
    """Train two linear towers on pairs and return the share of 512 new rows whose partner is the most similar.

    A pair is seen twice through different random matrices: 16 hidden numbers become 32 on either side, with noise of
    0.5 on each. ``loss``: "sigmoid" or "softmax". ``batch``: pairs a step. ``lr``: Adam's rate. Scale (as exp of a
    parameter) and bias are trained too, from t = 10 and ``b``.

    >>> 0.3 < measure("sigmoid", batch=32, lr=0.02, seed=0, steps=100) < 1
    True
    """
    if loss not in ("sigmoid", "softmax"):
        raise ValueError(f"loss is {loss!r}; expected 'sigmoid' or 'softmax'.")
    batch, steps = number("batch", batch, whole=True), number("steps", steps, whole=True)
    rng = np.random.default_rng(seed)
    worlds = rng.normal(size=(2, LATENT, OBSERVED)) / np.sqrt(LATENT)

    def draw(n):
        hidden = rng.normal(size=(n, LATENT))
        return hidden @ worlds + NOISE * rng.normal(size=(2, n, OBSERVED))

    theta = np.concatenate([rng.normal(size=2 * OBSERVED * EMBEDDED) / np.sqrt(OBSERVED), [np.log(10.0), b]])
    towers = theta[:-2].reshape(2, OBSERVED, EMBEDDED)
    step = adam(theta, number("lr", lr))
    for _ in range(steps):
        X = draw(batch)
        step(_gradient(loss, X, towers, *theta[-2:]))
    U, V = (unit_rows(Z) for Z in draw(TESTED) @ towers)
    return float(np.mean((U @ V.T).argmax(axis=1) == np.arange(TESTED)))


def _gradient(loss, X, towers, log_t, b):
    """Return the loss's gradient by the towers' weights, the logarithm of the scale, and the bias."""
    Z = X @ towers
    length = np.linalg.norm(Z, axis=2, keepdims=True)
    units, t = Z / length, np.exp(log_t)
    found = pairwise_sigmoid_loss(*units, t, b) if loss == "sigmoid" else pairwise_softmax_loss(*units, t)
    slopes = np.stack([found.U, found.V])
    slopes = (slopes - units * (slopes * units).sum(axis=2, keepdims=True)) / length  # a row's length changes nothing
    return np.concatenate([(X.transpose(0, 2, 1) @ slopes).ravel(), [t * found.t, found.b]])


def _towers(U, V, t):
    U, V = numbers(U=U, V=V)
    if U.ndim != 2 or U.shape != V.shape:
        raise ValueError(f"U has shape {U.shape} and V {V.shape}; expected twice (n, d).")
    if np.any(np.abs(np.concatenate([U, V]) ** 2 @ np.ones(U.shape[1]) - 1) > 1e-6):
        raise ValueError("U and V must have rows of length 1; unit_rows makes them so.")
    return U, V, number("t", t)
