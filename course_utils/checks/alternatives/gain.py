"""Exercise 6.3: gain."""

import math

import numpy as np

from course_utils import hidden_activations
from course_utils.activations import sigmoid, softplus
from course_utils.checks.definition._shared import made
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.differences import numerical_grad

_ROOT_2_PI = math.sqrt(2 * math.pi)


def _relu(z):
    return np.maximum(z, 0)


def _triple(z):
    return 3.0 * z


def _small(z):
    return np.sin(z) / 1000


def _mean_of(square, f, weight=lambda z: np.exp(-z * z / 2) / _ROOT_2_PI, ends=(-12.0, 12.0), steps=6000):
    """Return the integral of square(f(z)) with this weight, by the midpoint rule; no step crosses 0."""
    edges = np.linspace(*ends, steps + 1)
    z = (edges[1:] + edges[:-1]) / 2
    return np.sum(square(f(z)) * weight(z)) * (edges[1] - edges[0])


def _gain(square=np.square, result=lambda mean: 1 / np.sqrt(mean), of=lambda f: f, **how):
    return lambda f: result(_mean_of(square, of(f), **how))


def _evenly(k):
    return _gain(weight=lambda z: 0 * z + 1 / (2 * k), ends=(-k, k))


def _drawn(n, seed=0):
    return lambda f: 1 / np.sqrt(np.mean(f(np.random.default_rng(seed).normal(size=n)) ** 2))


def _hermite(n):
    nodes, weights = np.polynomial.hermite_e.hermegauss(n)
    return lambda f: 1 / np.sqrt(weights @ f(nodes) ** 2 / weights.sum())


_DIGITS = {"rtol": 2e-4, "shows": "the gain", "warnings_cost": False}

exercise = Exercise(
    "gain",
    lambda f: _gain()(f),
    (
        Part("functions with mean 0", ((_triple,), (np.tanh,), (_small,)),
             "What is averaged, with which weight, and what is done with the mean in the end?",
             more="Test with the function that returns its input, whose gain is 1; then with three times that. A sum "
             "over a grid needs the width of its steps, or the sum of its weights.", **_DIGITS),
        Part("functions with another mean", ((_relu,), (sigmoid,), (softplus,), (np.square,), (np.cos,)),
             "Is anything taken away before the square? And do both sides of 0 count?", 2.0,
             more="The mean stays in: it is the mean SQUARE that is brought to 1. (A million random draws are off by "
             "about 0.1 %.)", **_DIGITS),
    ),
    (
        *made("mean-removed", "mean or sum", "Right where the mean of f(z) is 0. Elsewhere your number is one over the "
              "standard deviation, which leaves the mean out. Which of the two was asked for?",
              lambda f: 1 / np.sqrt(_mean_of(np.square, f) - _mean_of(lambda v: v, f) ** 2)),
        *made("upside-down", "complement", "Your number is the size of the outputs. Which factor brings it back to 1?",
              _gain(result=np.sqrt)),
        *made("no-root", "missing part", "Your number is the mean square, or one over it. A gain multiplies weights, "
              "not squares: what is missing?", _gain(result=lambda mean: 1 / mean), _gain(result=lambda mean: mean)),
        *made("mean-size", "another function", "Your number is that of the mean SIZE of f(z). What is averaged, and "
              "when is the root "
              "taken?", _gain(np.abs, lambda mean: 1 / mean), _gain(np.abs, lambda mean: 1 / np.sqrt(mean)),
              _gain(np.abs, lambda mean: mean)),
        *made("not-squared", "missing part", "Your number is that of the mean of f(z) itself. What is squared, and "
                                             "when?",
              _gain(lambda v: v, lambda mean: 1 / np.sqrt(mean)), _gain(lambda v: v, lambda mean: 1 / np.abs(mean)),
              _gain(lambda v: v, lambda mean: 1 / mean)),
        *made("of-the-slope", "another function", "Your number is the gain for the SLOPES of f. Here f itself is "
              "averaged.", _gain(of=lambda f: lambda z: numerical_grad(f, z))),
        *made("squared-inside", "order of steps", "Your number is that of f(z^2). Is it z that is squared?",
              _gain(lambda v: v, of=lambda f: lambda z: f(z * z)), _gain(of=lambda f: lambda z: f(z * z))),
        *made("evenly", "scale", "Your number is that of a z for which all places count alike. Those near 0 are more "
              "frequent: where does the normal density come in?",
              *map(_evenly, (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0, 20.0))),
        *made("cut-off", "precision", "Near, but not to 0.02 %, as of an integral that stops too early: some of the "
              "normal's z lie further out. How far does your grid reach?",
              *(_gain(ends=(-k, k)) for k in (1.0, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5)),
              *(lambda f, k=k: 1 / np.sqrt(_mean_of(np.square, f, ends=(-k, k)) / math.erf(k / math.sqrt(2)))
                for k in (1.0, 2.0, 3.0, 4.0))),
        *made("coarse", "precision", "Near, but not to 0.02 %, as of a grid or a set of nodes that is too coarse. Does "
              "the number change when you take more?",
              *(_gain(steps=n) for n in (12, 24)), *(_hermite(n) for n in (3, 5, 10))),
        *made("half-of-it", "wrong rows", "Your number is that of the positive z alone. The left side counts too.",
              *(_gain(ends=(0.0, 12.0), result=result)
                for result in (lambda mean: 1 / np.sqrt(mean), lambda mean: 1 / np.sqrt(2 * mean)))),
        *made("wrong-density", "scale", "Your number is that of another weight than the normal density: the weights do "
              "not add up to 1, or z has another variance. Which gain has the function that returns its input?",
              *(_gain(weight=lambda z, a=a, b=b: np.exp(-z * z * a) / b)
                for a, b in ((0.5, 1), (0.5, math.sqrt(math.pi)), (0.5, 2 * math.pi), (1, 1), (1, math.sqrt(math.pi)),
                             (1, _ROOT_2_PI))),
              _gain(weight=lambda z: np.exp(-np.abs(z)) / 2), _gain(weight=lambda z: np.exp(-z / 2) / _ROOT_2_PI)),
        *made("density-squared", "order of steps", "Your number is that of a density that is squared along with f(z). "
              "What does the square reach?",
              lambda f: 1 / np.sqrt(_mean_of(lambda v: v, lambda z: f(z) ** 2 * np.exp(-z * z / 2) / _ROOT_2_PI)),
              _gain(weight=lambda z: np.exp(-z * z) / (2 * math.pi))),
        *made("random-draws", "precision", "Near, but not to 0.02 %, as of random draws. How many would be needed?",
              *(_drawn(n, seed) for n in (1000, 10_000, 100_000) for seed in (0, 1, 42))),
        *made("known-names", "evidence", "The number does not depend on f. Which gain is it?", lambda f: 5 / 3,
              lambda f: math.sqrt(2), lambda f: 1.0),
    ),
    (hidden_activations.gaussian_mean,),
    section="6.3",
)
