"""Right answers to exercise S9, same_sign_share, each written differently."""

import numpy as np


def _signs_by_loop(H, delta):
    agree = 0
    for unit in delta.T:
        gradients = sum(h * d for h, d in zip(H, unit))
        agree += all(g > 0 for g in gradients) or all(g < 0 for g in gradients)
    return agree / delta.shape[1]


def _signs_by_sum(H, delta):
    signs = np.sign(delta.T @ H).sum(axis=1)
    return np.mean(np.abs(signs) == H.shape[1])


def _signs_by_einsum(H, delta):
    gradients = np.einsum("ni,nu->ui", H, delta)
    return np.mean([len(set(row)) == 1 for row in (gradients > 0).tolist()])


RIGHT = [
    lambda H, delta: np.mean(np.all(H.T @ delta > 0, axis=0) | np.all(H.T @ delta < 0, axis=0)),
    lambda H, delta: np.mean((H.T @ delta).min(axis=0) * (H.T @ delta).max(axis=0) > 0),
    lambda H, delta: np.mean([np.all(g > 0) or np.all(g < 0) for g in (H.T @ delta).T]),
    lambda H, delta: np.mean(np.isin(np.mean(delta.T @ H > 0, axis=1), [0, 1])),
    _signs_by_loop,
    _signs_by_sum,
    _signs_by_einsum,
]
