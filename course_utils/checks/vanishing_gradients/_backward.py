"""The backward pass of exercise 5.4a, and the ways in which it goes wrong."""

from functools import partial

import numpy as np

from course_utils.activations import sigmoid
from course_utils.checks.vanishing_gradients._shared import softmax, some_forward


def one_hot(logits, y):
    return np.eye(logits.shape[1])[y]


def right_end(z, y):
    return (softmax(z) - one_hot(z, y)) / len(y)


def backward(Ws, bs, X, y, end=right_end, slope=lambda h: h - h * h, of_weights=lambda h, delta: h.T @ delta,
              of_bias=lambda delta: delta.sum(axis=0), back=lambda delta, W: delta @ W.T, f=sigmoid):  # fmt: skip
    layers, dWs, dbs = [X, *some_forward(Ws, bs, X, f)], [], []
    delta = end(layers.pop(), y)
    for W, h in zip(reversed(Ws), reversed(layers)):
        dWs.insert(0, of_weights(h, delta))
        dbs.insert(0, of_bias(delta))
        delta = back(delta, W) * slope(h)
    return dWs, dbs


def changed(**changes):
    return partial(backward, **changes)


def ends(*ends):
    """List answers whose slope by the logits is another one."""
    return [changed(end=end) for end in ends]


def softmax_minus(away, softmax=softmax):
    """Return the function of (logits, y) that takes `away` from the softmax, over n."""
    return lambda z, y: (softmax(z) - away(z, y)) / len(y)


def softmaxes(*softmaxes):
    return ends(*(softmax_minus(one_hot, p) for p in softmaxes))


def made(*changes):
    """List answers that make something else of the right lists: change(dWs, dbs)."""
    return [lambda *given, change=change: change(*backward(*given)) for change in changes]


def every_array(*changes):
    """List answers that change every array of both lists."""
    return made(*(lambda dWs, dbs, f=f: ([f(dW) for dW in dWs], [f(db) for db in dbs]) for f in changes))


def bare(z):
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


def whole_rows(z, y):
    return np.isin(np.arange(len(z)), y)[:, None] * np.ones_like(z)


def whole_columns(z, y):
    return np.isin(np.arange(z.shape[1]), y) * np.ones_like(z)


def of_squares(z, y):
    """Return the slope by the logits of the mean squared distance of softmax and one-hot."""
    p = softmax(z)
    d = 2 * (p - one_hot(z, y)) / len(y)
    return p * (d - (p * d).sum(axis=1, keepdims=True))


def deltas(Ws, bs, X, y):
    return backward(Ws, bs, X, y, of_bias=lambda delta: delta)[1]


def from_own_output(Ws, bs, X, y):
    """Return the right slopes by the biases, and with them slopes by the weights from h one layer too late."""
    found = deltas(Ws, bs, X, y)
    return [h.T @ delta for h, delta in zip(some_forward(Ws, bs, X), found)], [delta.sum(axis=0) for delta in found]


def with_slope_of_z(Ws, bs, X, y):
    """Take z (1 - z) for the sigmoid's slope; z is had back from h."""
    return backward(Ws, bs, X, y, slope=lambda h: (z := np.log(h) - np.log1p(-h)) * (1 - z))


def slope_not_passed_on(Ws, bs, X, y):
    """Multiply by a layer's slope for its own weights alone."""
    inputs, delta, dWs, dbs = [X, *some_forward(Ws, bs, X)], right_end(some_forward(Ws, bs, X)[-1], y), [], []
    for l in reversed(range(len(Ws))):
        own = delta if l == len(Ws) - 1 else delta * inputs[l + 1] * (1 - inputs[l + 1])
        dWs.insert(0, inputs[l].T @ own)
        dbs.insert(0, own.sum(axis=0))
        delta = delta @ Ws[l].T
    return dWs, dbs


def with_stepped_weights(Ws, bs, X, y, rate=0.1):
    """Go back through weights that have made their step already."""
    dWs, dbs, delta = [], [], None
    inputs = [X, *some_forward(Ws, bs, X)]
    delta = right_end(inputs.pop(), y)
    for W, h in zip(reversed(Ws), reversed(inputs)):
        dWs.insert(0, h.T @ delta)
        dbs.insert(0, delta.sum(axis=0))
        delta = delta @ (W - rate * dWs[0]).T * h * (1 - h)
    return dWs, dbs


def one_slope_short(which):
    """Return an answer that skips the slope of one hidden layer, the first (1) or the last (-1)."""

    def answer(Ws, bs, X, y):
        hidden = some_forward(Ws, bs, X)[:-1]
        skipped = hidden[which if which < 0 else 0] if hidden else None
        return backward(Ws, bs, X, y, slope=lambda h: 1.0 if np.array_equal(h, skipped) else h * (1 - h))

    return answer


def differences(Ws, bs, X, y, h, back):
    Ws, bs = [W.copy() for W in Ws], [b.copy() for b in bs]

    def loss():
        z = some_forward(Ws, bs, X)[-1]
        z = z - z.max(axis=1, keepdims=True)
        return np.mean(np.log(np.exp(z).sum(axis=1)) - z[range(len(y)), y])

    def by(array, i):
        start = array.flat[i]
        array.flat[i] = start + h
        above = loss()
        array.flat[i] = start - back
        below = loss()
        array.flat[i] = start
        return (above - below) / (h + back)

    return tuple([np.array([by(a, i) for i in range(a.size)]).reshape(a.shape) for a in group] for group in (Ws, bs))
