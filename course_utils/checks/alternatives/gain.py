"""Exercise 6.3: gain."""

import math

import numpy as np

from course_utils.activations import sigmoid, softplus
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.differences import numerical_grad


def _relu(z):
    return np.maximum(z, 0)


def _triple(z):
    return 3.0 * z


def _mean_of(square, f, weight=lambda z: np.exp(-z * z / 2) / math.sqrt(2 * math.pi), ends=(-12.0, 12.0)):
    """Return the integral of square(f(z)) with this weight, by the midpoint rule; no step crosses 0."""
    edges = np.linspace(*ends, 6001)
    z = (edges[1:] + edges[:-1]) / 2
    return np.sum(square(f(z)) * weight(z)) * (edges[1] - edges[0])


def _gain(square=np.square, result=lambda mean: 1 / np.sqrt(mean), of=lambda f: f, **how):
    return lambda f: result(_mean_of(square, of(f), **how))


def _evenly(k):
    return _gain(weight=lambda z: 0 * z + 1 / (2 * k), ends=(-k, k))


exercise = Exercise(
    "gain",
    lambda f: _gain()(f),
    (
        Part("functions with mean 0", ((_triple,), (np.tanh,)),
             "Average f(z)^2 with the weight of the normal density, then take one over the root. (A sum over a grid "
             "needs the width of its steps; a million random draws are off by about 0.1 %.)", rtol=2e-4),
        Part("functions with another mean", ((_relu,), (sigmoid,), (softplus,)),
             "Average f(z)^2 with the weight of the normal density, then take one over the root. The mean stays in. "
             "(A million random draws are off by about 0.1 %.)",
             2.0, rtol=2e-4),
    ),
    (
        Mistake("mean-removed", lambda f: 1 / np.sqrt(_mean_of(np.square, f) - _mean_of(lambda v: v, f) ** 2),
                "Right where the mean is 0. Elsewhere you divide by the standard deviation, which leaves the mean out. "
                "Here the mean square counts.", family="mean or sum"),
        Mistake("upside-down", _gain(result=np.sqrt),
                "This is the size of the outputs. The gain is what brings it back to 1: one over it.",
                family="complement"),
        Mistake("no-root", _gain(result=lambda mean: 1 / mean),
                "The root is missing: a gain multiplies weights, not squares.", family="missing part"),
        Mistake("no-root", _gain(result=lambda mean: mean),
                "This is the mean square itself. The gain is one over its root.", family="missing part"),
        Mistake("mean-size", _gain(np.abs, lambda mean: 1 / mean),
                "You average the size of f(z). Average its square, and take the root at the end.",
                family="another function"),
        Mistake("not-squared", _gain(lambda v: v, lambda mean: 1 / np.sqrt(mean)),
                "You average f(z) itself. Average its square.", family="missing part"),
        Mistake("squared-too-late", _gain(lambda v: v, lambda mean: 1 / np.abs(mean)),
                "You average first and square then. Square first: the mean square is not the square of the mean.",
                family="order of steps"),
        Mistake("of-the-slope", _gain(of=lambda f: lambda z: numerical_grad(f, z)),
                "This is the gain for the SLOPES. Here f itself is averaged.", family="another function"),
        Mistake("squared-inside", _gain(lambda v: v, of=lambda f: lambda z: f(z * z)),
                "You square z. It is f(z) that is squared.", family="order of steps"),
        *(Mistake("evenly", _evenly(k),
                  "Every z counts alike here. They are normal: those near 0 are more frequent, so weight f(z)^2 with "
                  "the normal density.",
                  family="scale") for k in (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0, 20.0)),
        *(Mistake("cut-off", _gain(ends=(-k, k)),
                  "The integral stops too early: some of the normal's z lie further out.", family="precision")
          for k in (1.0, 2.0, 3.0, 3.5, 4.0)),
        *(Mistake("half-of-it", _gain(ends=(0.0, k), result=result),
                  "You integrate over positive z only. The left side counts too.", family="wrong rows")
          for k in (12.0,) for result in (lambda mean: 1 / np.sqrt(mean), lambda mean: 1 / np.sqrt(2 * mean))),
        Mistake("density-not-normalised", _gain(weight=lambda z: np.exp(-z * z / 2)),
                "The weights do not add up to 1: the normal density has a factor in front of its exponential.",
                family="scale"),
        Mistake("wrong-density", _gain(weight=lambda z: np.exp(-z * z) / math.sqrt(math.pi)),
                "This density has variance 1/2. (Gauss-Hermite nodes belong to exp(-x^2): how does z depend on x?)",
                family="scale"),
        Mistake("wrong-density", _gain(weight=lambda z: np.exp(-z * z)),
                "This is the weight of Gauss-Hermite's nodes as they come. Rescale nodes and weights to the normal "
                "density.", family="scale"),
        Mistake("wrong-density", _gain(weight=lambda z: np.exp(-z * z / 2) / math.sqrt(math.pi)),
                "The weights do not add up to 1: look again at the factor in front of the normal density.",
                family="scale"),
        Mistake("wrong-density", _gain(weight=lambda z: np.exp(-z * z) / math.sqrt(2 * math.pi)),
                "The exponent lacks its one half, so the weights do not add up to 1.", family="scale"),
        Mistake("density-squared", lambda f: 1 / np.sqrt(_mean_of(lambda v: v, lambda z: f(z) ** 2 * np.exp(-z * z / 2)
                                                                  / math.sqrt(2 * math.pi))),
                "The density is squared along with f(z). Square first, then weight.", family="order of steps"),
    ),
    section="6.3",
)
