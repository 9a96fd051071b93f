"""Right answers to exercise 2.2, tanh_grad_from_output, each written differently."""

import numpy as np


def _from_the_nearer_end(t):
    room = 1 - np.abs(t)
    return room * (2 - room)


RIGHT = [
    lambda t: (1 - t) * (1 + t),
    lambda t: np.where(np.abs(t) < 0.5, 1 - np.square(t), (1 + t) * (1 - t)),
    lambda t: np.prod([np.subtract(1, t), np.add(1, t)], axis=0).astype(float),
    _from_the_nearer_end,
    lambda output: np.multiply(np.subtract(1, output), np.add(1, output)),
    np.vectorize(lambda t: (1.0 - t) * (1.0 + t), otypes=[float]),
    lambda t: 4 * (0.5 * (1 - t)) * (0.5 * (1 + t)),
    lambda t: (1 - np.abs(t)) * (1 + np.abs(t)),
]
