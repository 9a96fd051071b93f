"""Right answers to exercise 5.4a, backward, each written differently."""

import numpy as np
from scipy.special import log_softmax, softmax

from corpus.vanishing_gradients._shared import forward_loop
from course_utils.activations import sigmoid, sigmoid_grad


def _backward_lists(Ws, bs, X, y):
    hs = [X] + forward_loop(Ws, bs, X)
    delta = softmax(hs[-1], axis=1)
    delta[np.arange(len(y)), y] -= 1
    delta /= len(y)
    dWs, dbs = [], []
    for l in range(len(Ws) - 1, -1, -1):
        dWs.append(hs[l].T @ delta)
        dbs.append(delta.sum(axis=0))
        delta = delta @ Ws[l].T * hs[l] * (1 - hs[l])
    return dWs[::-1], dbs[::-1]


def _backward_filled(Ws, bs, X, y):
    zs = [h @ W + b for h, W, b in zip([X, *forward_loop(Ws, bs, X)], Ws, bs)]
    dWs, dbs = [None] * len(Ws), [None] * len(Ws)
    delta = np.exp(log_softmax(zs[-1], axis=1)) - np.eye(zs[-1].shape[1])[y]
    for l in reversed(range(len(Ws))):
        h = sigmoid(zs[l - 1]) if l else X
        dWs[l], dbs[l] = np.einsum("ni,nj->ij", h, delta) / len(X), np.mean(delta, axis=0)
        if l > 0:
            delta = (delta @ Ws[l].T) * sigmoid_grad(zs[l - 1])
    return [dWs, dbs]


def _backward_row_by_row(Ws, bs, X, y):
    dWs, dbs = [np.zeros_like(W) for W in Ws], [np.zeros_like(b) for b in bs]
    for x, label in zip(X, y):
        hs = [x, *(h[0] for h in forward_loop(Ws, bs, x[None]))]
        powers = np.exp(hs[-1] - max(hs[-1]))
        delta = powers / sum(powers) - (np.arange(len(powers)) == label)
        for l in range(len(Ws))[::-1]:
            dWs[l] += np.outer(hs[l], delta) / len(X)
            dbs[l] += delta / len(X)
            delta = Ws[l] @ delta * (hs[l] - hs[l] ** 2)
    return dWs, dbs


def _backward_columns(Ws, bs, X, y):
    hs = [h.T for h in (X, *forward_loop(Ws, bs, X))]
    delta, gradients = (softmax(hs.pop(), axis=0) - (np.arange(len(bs[-1]))[:, None] == y)) / y.size, []
    while hs:
        h = hs.pop()
        gradients.append(((delta @ h.T).T, delta.sum(axis=1)))
        delta = Ws[len(hs)] @ delta * h * (1 - h)
    dWs, dbs = zip(*gradients[::-1])
    return dWs, dbs


def _backward_recursive(Ws, bs, X, y):
    """Go in through the layers by recursion, and come out with the slopes."""

    def slopes(Ws, bs, h):
        z = h @ Ws[0] + bs[0]
        if len(Ws) == 1:
            p = np.exp(z - np.logaddexp.reduce(z, axis=1, keepdims=True))
            delta, behind = (p - np.eye(len(bs[0]))[y]) / len(y), ([], [])
        else:
            back, *behind = slopes(Ws[1:], bs[1:], sigmoid(z))
            delta = back * sigmoid(z) * sigmoid(-z)
        return delta @ Ws[0].T, [np.tensordot(h, delta, (0, 0)), *behind[0]], [np.ones(len(h)) @ delta, *behind[1]]

    return slopes(Ws, bs, X)[1:]


def _backward_complex_step(Ws, bs, X, y):
    """Differences along the imaginary axis: slow, and right to the last digits."""

    def loss(Ws, bs):
        h = X
        for W, b in zip(Ws[:-1], bs):
            h = 1 / (1 + np.exp(-(h @ W + b)))
        z = h @ Ws[-1] + bs[-1]
        z = z - z.real.max(axis=1, keepdims=True)
        return np.mean(np.log(np.exp(z).sum(axis=1)) - z[range(len(y)), y])

    def slopes(arrays, whole):
        moved = [a.astype(complex) for a in arrays]
        found = [np.zeros(a.shape) for a in arrays]
        for a, out in zip(moved, found):
            for i in np.ndindex(a.shape):
                a[i] += 1e-30j
                out[i] = whole(moved).imag / 1e-30
                a[i] = a[i].real
        return found

    return slopes(Ws, lambda moved: loss(moved, bs)), slopes(bs, lambda moved: loss(Ws, moved))


def _backward_with_z(Ws, bs, X, y):
    """Keep every z, and take the slope by the two exponentials."""
    hs, zs = [X], []
    for W, b in zip(Ws, bs):
        zs.append(np.matmul(hs[-1], W) + b)
        hs.append(1 / (1 + np.exp(-np.clip(zs[-1], -700, 700))))
    z = zs.pop()
    e = np.exp(z - np.max(z, axis=1)[:, None])
    delta = (e / np.sum(e, axis=1)[:, None] - (y[:, None] == range(z.shape[1]))) / X.shape[0]
    dWs, dbs = [], []
    while True:
        hs.pop()
        dWs, dbs = [hs[-1].T @ delta, *dWs], [np.ones(len(y)) @ delta, *dbs]
        if not zs:
            return dWs, dbs
        z = zs.pop()
        delta = delta @ Ws[len(zs) + 1].T * (1 - np.tanh(z / 2) ** 2) / 4


RIGHT = [
    _backward_with_z,
    _backward_lists,
    _backward_filled,
    _backward_row_by_row,
    _backward_columns,
    _backward_recursive,
    _backward_complex_step,
]
