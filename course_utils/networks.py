"""A small multilayer perceptron: forward, loss, backward.

Data come in rows: X has shape (n, d), y holds n labels 0, 1, ..., and layer l maps its input h to f(h @ W[l] + b[l]).
``sizes`` counts the units, input and output included: (64, 32, 32, 10) has two hidden layers, which have the
activation f; the outputs are logits. A single output stands for two classes: it is the log-odds of label 1.

All parameters of a network lie in one vector, ``theta``. W, b and the others are views of it, so that an optimiser sees
a vector and a layer sees its matrix. A gradient is a network too: one whose every parameter holds its own slope.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from course_utils.hidden_activations import IN_LAYERS

EPSILON = 1e-5  # added to a variance before batch normalisation divides by its root


@dataclass(frozen=True, eq=False, repr=False)
class Network:
    """The parameters of a net, and what its hidden layers do besides f(h @ W + b); ``network`` makes one."""

    sizes: tuple[int, ...]
    activation: str
    residual: bool  # each hidden layer but the first adds its input to its output
    batch_norm: bool  # pre-activations are normalised over the batch, then times scale, plus shift (both (units,))
    slope_scale: float  # n > 0: f(n a z), with a trainable slope a for each layer; 0: f(z)
    theta: np.ndarray  # every parameter
    moments: tuple = ()  # of batch_norm: each layer's (mean, variance) to use; empty: those of the rows at hand

    W = cached_property(lambda self: self._views["W"])  # weights, a list of (inputs, outputs)
    b = cached_property(lambda self: self._views["b"])  # biases, a list of (outputs,)
    scale = cached_property(lambda self: self._views["scale"])  # factors after normalising, a list of (units,)
    shift = cached_property(lambda self: self._views["shift"])  # shifts after normalising, a list of (units,)
    slope = cached_property(lambda self: self._views["slope"])  # trainable slopes a, a list of (1,)

    @cached_property
    def _views(self):
        groups = shapes(self.sizes, self.batch_norm, self.slope_scale)
        ends = np.cumsum([np.prod(shape) for group in groups.values() for shape in group])
        pieces = iter(np.split(self.theta, ends))
        return {name: [next(pieces).reshape(shape) for shape in group] for name, group in groups.items()}

    def __repr__(self):
        extras = {"residual": self.residual, "batch norm": self.batch_norm, "trainable slopes": self.slope_scale}
        words = ["-".join(map(str, self.sizes)), self.activation, *(name for name, on in extras.items() if on)]
        return ", ".join([*words, f"{self.theta.size} parameters ({self.theta.dtype})"])


def shapes(sizes, batch_norm, slope_scale):
    """Return the shapes of the parameters, a dict of lists, in the order in which they lie in theta."""
    hidden = [(units,) for units in sizes[1:-1]]
    normed = hidden if batch_norm else []
    slopes = [(1,) for _ in hidden] if slope_scale else []
    return {"W": [*pairwise(sizes)], "b": [(n,) for n in sizes[1:]], "scale": normed, "shift": normed, "slope": slopes}


class Layer(NamedTuple):
    """What one layer computed, each (n, units) but for its input."""

    h: np.ndarray  # its input, (n, inputs)
    z: np.ndarray  # h @ W + b, then batch norm if the net has it
    u: np.ndarray  # what f is given: z, times n a if the slope is trained
    a: np.ndarray  # f(u); in the last layer z itself
    out: np.ndarray  # a, plus h where the layer is residual: the next layer's input, or the logits
    norm: tuple | None  # of batch norm: what scale and shift were given, 1 / deviation, the (mean, variance) used


def forward(net, X):
    """Return the list of Layers that X passes through, shape (n, d); the last one's `out` are the logits.

    >>> from course_utils.initialisations import network
    >>> [layer.out.shape for layer in forward(network([2, 5, 5, 3]), [[1.0, -1.0], [0.5, 2.0]])]
    [(2, 5), (2, 5), (2, 3)]
    """
    h = np.asarray(X, net.theta.dtype)
    if h.ndim != 2 or h.shape[1] != net.sizes[0] or len(h) == 0:
        raise ValueError(f"X has shape {h.shape}; expected (n, {net.sizes[0]}), one row or more.")
    layers = []
    for l in range(len(net.W)):
        layers.append(layer_forward(net, l, h))
        h = layers[-1].out
    return layers


def layer_forward(net, l, h):
    """Return the Layer number l for its input h, (n, inputs)."""
    z, norm = h @ net.W[l], None
    z += net.b[l]
    if l == len(net.W) - 1:
        return Layer(h, z, z, z, z, norm)
    if net.batch_norm:
        mean, variance = net.moments[l] if net.moments else (z.mean(axis=0), z.var(axis=0))
        per_deviation = 1 / np.sqrt(variance + z.dtype.type(EPSILON))
        norm = (z - mean) * per_deviation, per_deviation, (mean, variance)
        z = norm[0] * net.scale[l] + net.shift[l]
    u = z * (net.slope_scale * net.slope[l]) if net.slope_scale else z
    a = IN_LAYERS[net.activation][0](u)
    return Layer(h, z, u, a, a + h if net.residual and l else a, norm)


def cross_entropy(logits, y):
    """Return the mean of -log softmax(logits)[y] in nats, and its gradient by the logits, (softmax - one-hot) / n.

    `logits`: (n, classes), or (n, 1): log-odds of label 1. `y`: n whole labels from 0 up. ValueError if one is out of
    range. Numerics: each row's largest logit is taken off first, which changes nothing and stops every overflow.

    >>> loss, gradient = cross_entropy(np.array([[0.0, 0.0], [800.0, 0.0]]), [0, 0])
    >>> print(round(loss, 4), gradient.tolist())
    0.3466 [[-0.25, 0.25], [0.0, 0.0]]
    """
    z = logits if logits.shape[1] > 1 else np.hstack([np.zeros_like(logits), logits])
    n = len(z)
    right = np.arange(n), _labels(y, *z.shape)
    z = z - z.max(axis=1, keepdims=True)
    p = np.exp(z)
    total = p.sum(axis=1, keepdims=True)
    p /= total * n
    p[right] -= 1 / n
    return float(np.log(total).sum() - z[right].sum()) / n, p[:, -logits.shape[1] :]


def _labels(y, n, classes):
    y = np.asarray(y)
    if y.dtype.kind not in "iub" or y.shape != (n,):
        raise ValueError(f"y has shape {y.shape} and type {y.dtype}; expected ({n},), whole labels from 0 up.")
    if y.min() < 0 or y.max() >= classes:
        raise ValueError(f"y holds the label {y.min() if y.min() < 0 else y.max()}; expected 0 to {classes - 1}.")
    return y.astype(int, copy=False)


def backward(net, layers, delta, into=None):
    """Return the gradient of the loss, a Network, from the Layers of ``forward`` and the loss's gradient by the logits.

    `into`: a network of the same design to write the gradient to, which spares making one. On its way down, `delta` is
    the loss's gradient by each layer's output, then by its h @ W + b.
    """
    gradient = into or replace(net, theta=np.zeros_like(net.theta))
    for l in reversed(range(len(layers))):
        layer, hidden, by_output = layers[l], l < len(layers) - 1, delta
        if hidden:
            delta = _through_activation(net, l, layer, delta, gradient)
        np.matmul(layer.h.T, delta, out=gradient.W[l])
        np.add.reduce(delta, out=gradient.b[l])  # over the rows
        if l:
            delta = delta @ net.W[l].T
            if net.residual and hidden:
                delta += by_output
    return gradient


def _through_activation(net, l, layer, delta, gradient):
    """Return delta by h @ W + b of a hidden layer, from delta by f(u); fill in its gradient of scale, shift, slope."""
    delta = delta * IN_LAYERS[net.activation][1](layer.u, layer.a)
    if net.slope_scale:
        gradient.slope[l][:] = net.slope_scale * np.vdot(delta, layer.z)
        delta *= net.slope_scale * net.slope[l]
    if net.batch_norm:
        normed, per_deviation, _ = layer.norm
        delta.sum(axis=0, out=gradient.shift[l])
        (delta * normed).sum(axis=0, out=gradient.scale[l])
        delta *= net.scale[l]
        if not net.moments:  # then the batch's mean and variance move with it
            delta -= delta.mean(axis=0) + normed * (delta * normed).mean(axis=0)
        delta *= per_deviation
    return delta


def loss_and_gradient(net, X, y):
    """Return the cross-entropy of the net on X (n, d) with labels y (n,), a float, and its gradient, a Network.

    >>> from course_utils.initialisations import network
    >>> loss, gradient = loss_and_gradient(network([2, 3, 2], init=0), X=[[1, 2], [3, 5]], y=[0, 1])
    >>> print(round(loss, 4), gradient.W[1].shape, gradient.theta.size)
    0.6931 (3, 2) 17
    """
    layers = forward(net, X)
    loss, delta = cross_entropy(layers[-1].out, y)
    return loss, backward(net, layers, delta)


def predict(net, X):
    """Return the most likely label of each row of X, shape (n,)."""
    return _most_likely(forward(net, X)[-1].out)


def evaluate(net, X, y):
    """Return the cross-entropy (nats) of the net on X with labels y, and its accuracy, two floats."""
    logits = forward(net, X)[-1].out
    return cross_entropy(logits, y)[0], float(np.mean(_most_likely(logits) == y))


def _most_likely(logits):
    return (logits[:, 0] > 0).astype(int) if logits.shape[1] == 1 else logits.argmax(axis=1)
