"""Mixture of experts: a router sends each token to its k best experts, and a bias keeps the experts' loads even.

``scores``, shape (n, experts), holds how well each expert suits each token: any real numbers. ``loads``, shape
(experts,), counts the tokens that each expert got. Arguments that do not fit raise TypeError or ValueError in one
sentence.
"""

from typing import NamedTuple

import numpy as np

from course_utils._validation import number, numbers
from course_utils.activations import sigmoid
from course_utils.attention import softmax_weights
from course_utils.optimisers import adam

EXPERTS, TOKENS, WIDTH, KINDS = 16, 512, 8, 8  # of the task that `measure` trains on
AFFINITIES = {"softmax": softmax_weights, "sigmoid": sigmoid}  # from scores to numbers between 0 and 1


class Route(NamedTuple):
    """Where each token goes, and how much each of its experts' answers counts."""

    experts: np.ndarray  # (n, k): their numbers, the best first
    weights: np.ndarray  # (n, k): shares that add up to 1 for each token


def route(scores, k, kind="sigmoid", bias=None):
    """Choose k experts for each token and return the Route.

    ``kind``: "sigmoid" or "softmax", how scores become affinities. The k largest of affinity + bias are chosen; the
    weights are their affinities without it, divided by their sum (DeepSeek-V3, 2024). ``bias``: shape (experts,).

    >>> route([[3.0, 2.0, 0.0]], k=2, bias=[0, 0, 1]).experts.tolist()
    [[2, 0]]
    """
    scores, bias, k = _checked(scores, bias, k)
    if kind not in AFFINITIES:
        raise ValueError(f"kind is {kind!r}; expected one of {', '.join(AFFINITIES)}.")
    affinity = AFFINITIES[kind](scores)
    experts = np.argsort(-(affinity + bias), axis=1, kind="stable")[:, :k]
    chosen = np.take_along_axis(affinity, experts, axis=1)
    return Route(experts, chosen / chosen.sum(axis=1, keepdims=True))


def loads(experts, n_experts):
    """Return how many tokens each expert got, shape (n_experts,).

    >>> loads([[0, 1], [1, 2]], n_experts=4).tolist()
    [1, 2, 1, 0]
    """
    (experts,) = numbers(experts=experts)
    n_experts = number("n_experts", n_experts, whole=True)
    if np.any(experts % 1) or experts.min() < 0 or experts.max() >= n_experts:
        raise ValueError(f"experts holds other numbers than 0 to {n_experts - 1}, those of {n_experts} experts.")
    return np.bincount(experts.astype(int).ravel(), minlength=n_experts)


def overload(loads):
    """Return by which share the busiest expert has more than the mean: 0 is balanced, 1 is twice the mean.

    >>> overload([10, 10, 10, 30])
    1.0
    """
    (loads,) = numbers(loads=loads)
    if np.any(loads < 0) or not loads.any():
        raise ValueError("loads are counts of tokens, from 0 up, and not all 0.")
    return float(loads.max() / loads.mean() - 1)


def balance(bias, loads, speed=0.001):
    """Return the bias after one step: ``speed`` less for each expert above the mean load, more for each below.

    No gradient is involved (Wang and others, 2024); an expert at the mean keeps its bias.

    >>> balance([0, 0, 0], loads=[5, 3, 1], speed=0.5).tolist()
    [-0.5, 0.0, 0.5]
    """
    bias, loads = numbers(bias=bias, loads=loads)
    if bias.ndim != 1 or bias.shape != loads.shape:
        raise ValueError(f"bias has shape {bias.shape} and loads {loads.shape}; expected one of each an expert.")
    return bias + number("speed", speed) * np.sign(loads.mean() - loads)


def measure(kind, speed, lr, seed, steps=1000):
    """Train a small mixture of experts and return (overload, experts without a token, mean squared error).

    Tokens of eight kinds, the first ones frequent, are to be mapped by eight matrices. A router and 16 experts, one
    matrix each, learn it with Adam at rate ``lr``, two experts a token, 512 tokens a step. ``speed``: that of the
    balancing bias, 0 for none. What is returned is measured on 4096 new tokens.

    >>> len(measure("sigmoid", speed=0.001, lr=0.01, seed=0, steps=3))
    3
    """
    speed, steps = number("speed", speed, zero=True), number("steps", steps, whole=True)
    rng = np.random.default_rng(seed)
    centres, maps = 2 * rng.normal(size=(KINDS, WIDTH)), rng.normal(size=(KINDS, WIDTH, WIDTH)) / np.sqrt(WIDTH)
    frequency = 1 / np.arange(1, KINDS + 1)

    def draw(n):
        token = rng.choice(KINDS, n, p=frequency / frequency.sum())
        x = centres[token] + rng.normal(size=(n, WIDTH))
        return x, np.einsum("ni,nij->nj", x, maps[token])

    theta = rng.normal(size=WIDTH * EXPERTS + EXPERTS * WIDTH**2) / np.sqrt(WIDTH)
    router, experts = theta[: WIDTH * EXPERTS].reshape(WIDTH, EXPERTS), theta[WIDTH * EXPERTS :]
    experts, bias, step = experts.reshape(EXPERTS, WIDTH, WIDTH), np.zeros(EXPERTS), adam(theta, number("lr", lr))
    for _ in range(steps):
        x, y = draw(TOKENS)
        slope, chosen, _ = _gradient(x, y, router, experts, kind, bias)
        step(slope)
        bias = balance(bias, loads(chosen, EXPERTS), speed) if speed else bias
    x, y = draw(8 * TOKENS)
    _, chosen, error = _gradient(x, y, router, experts, kind, bias)
    count = loads(chosen, EXPERTS)
    return overload(count), int(np.sum(count == 0)), float(np.mean(error**2))


def _gradient(x, y, router, experts, kind, bias):
    """Return the gradient of half the mean squared error by router and experts, the experts chosen, and the errors."""
    scores = x @ router
    chosen, weights = route(scores, 2, kind, bias)
    answers = (x @ experts)[chosen, np.arange(len(x))[:, None]]
    error = np.einsum("nk,nkj->nj", weights, answers) - y
    by_weight = np.einsum("nj,nkj->nk", error, answers) / len(x)
    by_log = weights * (by_weight - (weights * by_weight).sum(axis=1, keepdims=True))  # by the affinities' logarithms
    if kind == "sigmoid":
        by_log *= sigmoid(-np.take_along_axis(scores, chosen, axis=1))
    by_scores = np.zeros_like(scores)
    np.put_along_axis(by_scores, chosen, by_log, axis=1)
    share = np.zeros_like(scores)
    np.put_along_axis(share, chosen, weights / len(x), axis=1)
    by_experts = (share[:, :, None] * x[:, None, :]).reshape(len(x), -1).T @ error
    return np.concatenate([(x.T @ by_scores).ravel(), by_experts.ravel()]), chosen, error


def _checked(scores, bias, k):
    (scores,) = numbers(scores=scores)
    if scores.ndim != 2:
        raise ValueError(f"scores has shape {scores.shape}; expected (n, experts), one row for each token.")
    bias = np.zeros(scores.shape[1]) if bias is None else numbers(bias=bias)[0]
    if bias.shape != scores.shape[1:]:
        raise ValueError(f"bias has shape {bias.shape}; expected {scores.shape[1:]}, one for each expert.")
    k = number("k", k, whole=True)
    if k > scores.shape[1]:
        raise ValueError(f"k is {k}; there are only {scores.shape[1]} experts.")
    return scores, bias, k
