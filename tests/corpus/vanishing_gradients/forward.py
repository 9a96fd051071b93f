"""Right answers to exercise 5.3, forward, each written differently."""

import numpy as np

from corpus.vanishing_gradients._shared import forward_loop
from course_utils.activations import sigmoid


def _forward_recursive(Ws, bs, X):
    z = X.dot(Ws[0]) + bs[0]
    return [z] if len(Ws) == 1 else [sigmoid(z), *_forward_recursive(Ws[1:], bs[1:], sigmoid(z))]


def _forward_scalars(Ws, bs, X):
    h, layers = X.tolist(), []
    for l in range(len(Ws)):
        z = [[sum(x * w for x, w in zip(row, column)) + b for column, b in zip(Ws[l].T, bs[l])] for row in h]
        h = z if l == len(Ws) - 1 else [[float(sigmoid(v)) for v in row] for row in z]
        layers.append(np.array(h))
    return layers


def _forward_ones_column(Ws, bs, X):
    layers = [X]
    for l, (W, b) in enumerate(zip(Ws, bs), start=1):
        z = np.column_stack([layers[-1], np.ones(len(X))]) @ np.vstack([W, b])
        layers.append(z if l == len(Ws) else 0.5 + 0.5 * np.tanh(z / 2))
    return tuple(layers[1:])


def _forward_columns(Ws, bs, X):
    h, layers = X.T, []
    for W, b in zip(Ws, bs):
        z = W.T @ h + b[:, None]
        h = 1 / (1 + np.exp(-z))
        layers.append(h.T)
    layers[-1] = z.T
    return layers


def _forward_inserted(Ws, bs, X):
    """Work from the last layer to the first, by recursion, in float64 and on a copy."""
    if len(Ws) > 1:
        before = _forward_inserted(Ws[:-1], bs[:-1], X)
        before[-1] = np.exp(-np.logaddexp(0, -before[-1]))
        return [*before, np.einsum("ri,io->ro", before[-1], Ws[-1]) + bs[-1]]
    return [np.array(X, dtype=float) @ np.asarray(Ws[0]) + np.asarray(bs[0])]


def _forward_textbook(Ws, bs, X):
    layers = [X]
    for W, b in zip(Ws[:-1], bs[:-1]):
        layers += [1 / (1 + np.exp(-(np.dot(layers[-1], W) + b)))]
    return layers[1:] + [layers[-1] @ Ws[-1] + bs[-1][None, :]]


RIGHT = [
    _forward_textbook,
    forward_loop,
    _forward_recursive,
    _forward_scalars,
    lambda Ws, bs, X: [layer.tolist() for layer in forward_loop(Ws, bs, X)],
    _forward_ones_column,
    _forward_columns,
    _forward_inserted,
    lambda weights, biases, data: forward_loop(list(weights), list(biases), data),
]
