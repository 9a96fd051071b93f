"""Right answers to exercise 6.2, to_sigmoid_net, each written differently."""

import numpy as np


def _convert_by_layer(Ws, bs):
    if len(Ws) == 1:
        return Ws, bs
    new_Ws, new_bs = [2 * Ws[0]], [2 * bs[0]]
    for W, b in zip(Ws[1:-1], bs[1:-1]):
        new_Ws.append(4 * W)
        new_bs.append(2 * (b - W.sum(axis=0)))
    return new_Ws + [2 * Ws[-1]], new_bs + [bs[-1] - Ws[-1].sum(axis=0)]


def _convert_in_two_goes(Ws, bs):
    """Outputs first: 2 s - 1 for each tanh. Then the insides: twice what stands there."""
    Ws, bs = [W.copy() for W in Ws], [b.copy() for b in bs]
    for l in range(1, len(Ws)):
        bs[l] -= Ws[l].sum(axis=0)
        Ws[l] *= 2
    for l in range(len(Ws) - 1):
        bs[l] *= 2
        Ws[l] *= 2
    return Ws, bs


def _convert_by_index(Ws, bs):
    last = len(Ws) - 1
    new_Ws = [W * (1 if l == 0 else 2) * (1 if l == last else 2) for l, W in enumerate(Ws)]
    shifted = [b if l == 0 else b - np.ones(len(W)) @ W for l, (W, b) in enumerate(zip(Ws, bs))]
    return new_Ws, [b if l == last else 2 * b for l, b in enumerate(shifted)]


def _convert_recursively(Ws, bs, first=True):
    W, b = (Ws[0], bs[0]) if first else (2 * Ws[0], bs[0] - np.sum(Ws[0], 0))
    if len(Ws) == 1:
        return [W], [b]
    more_Ws, more_bs = _convert_recursively(Ws[1:], bs[1:], first=False)
    return [2 * W, *more_Ws], [2 * b, *more_bs]


def _convert_with_a_row_for_the_bias(Ws, bs):
    tables = [np.vstack([W, b]) for W, b in zip(Ws, bs)]  # h with a 1 behind it, times a table
    for l in range(1, len(tables)):
        n = len(Ws[l])
        tables[l] = np.block([[2 * np.eye(n), np.zeros((n, 1))], [-np.ones((1, n)), np.ones((1, 1))]]) @ tables[l]
    tables = [2 * table for table in tables[:-1]] + tables[-1:]
    return [table[:-1] for table in tables], [table[-1] for table in tables]


def _convert_mirrored(Ws, bs):
    """Turn the sign of every hidden unit: tanh(-z) = -tanh(z), another net with the same outputs."""
    signs = [1.0, *[-1.0] * (len(Ws) - 1), 1.0]
    Ws = [W * before * after for W, before, after in zip(Ws, signs, signs[1:])]
    return _convert_by_layer(Ws, [b * after for b, after in zip(bs, signs[1:])])


RIGHT = [
    _convert_by_layer,
    _convert_in_two_goes,
    _convert_by_index,
    _convert_recursively,
    _convert_with_a_row_for_the_bias,
    _convert_mirrored,
]
