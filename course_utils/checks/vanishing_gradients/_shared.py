"""What exercises of this lesson share."""

import numpy as np

from course_utils.activations import sigmoid
from course_utils.checks.engine.arrays import Arrays
from course_utils.checks.engine.exercise import Mistake

NINE = dict(rtol=1e-9)
STEPS = (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8)  # what people take for h in a difference


def named(id, family, says, *answers):
    """List one mistake, as several answers make it."""
    return tuple(Mistake(id, answer, says, family) for answer in answers)


def some_forward(Ws, bs, X, f=sigmoid, last=lambda z: z, affine=lambda h, W, b: h @ W + b):
    layers = []
    for l, (W, b) in enumerate(zip(Ws, bs)):
        X = (f if l < len(Ws) - 1 else last)(affine(X, W, b))
        layers.append(X)
    return layers


def softmax(z, axis=1):
    powers = np.exp(z - z.max(axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)


def net(*sizes, seed=0, scale=1.0):
    """Return the weights and biases of a small net, with one decimal before the weights are scaled."""
    rng = np.random.default_rng(seed)
    Ws = Arrays(scale * rng.normal(size=shape).round(1) for shape in zip(sizes, sizes[1:]))
    return Ws, Arrays(rng.normal(size=size).round(1) for size in sizes[1:])


def rows(n, columns, seed=1):
    return np.random.default_rng(seed).normal(size=(n, columns)).round(1)


NETS = (
    (*net(2, 3, 2), np.array([[1.0, -2.0], [0.5, 3.0], [-1.5, 0.0]])),
    (*net(3, 3, 3, 3, seed=2), rows(4, 3)),
    (*net(3, 4, 2, 3, seed=3), rows(5, 3)),
    (*net(3, 4, seed=4), rows(1, 3)),
    (*net(2, 4, 1, 3, seed=6, scale=2.0), 1.5 * rows(3, 2, seed=2)),  # z from -11 to 16, and one layer is one unit
)
