"""Right answers to exercise S10, relu_factor, each written differently."""

import math

import numpy as np


def _factor_by_loop(W):
    squares = [w * w for row in W.tolist() for w in row]
    return math.sqrt(len(W) * sum(squares) / len(squares) / 2)


RIGHT = [
    lambda W: np.sqrt(W.shape[0] * np.mean(W**2) / 2),
    lambda W: (len(W) * (W * W).mean() / 2) ** 0.5,
    lambda W: np.linalg.norm(W) / np.sqrt(2 * W.shape[1]),
    lambda W: math.sqrt(np.square(W).sum(axis=0).mean() / 2),
    lambda W: np.sqrt(len(W) / 2) * np.sqrt(np.mean(np.square(W))),
    _factor_by_loop,
]
