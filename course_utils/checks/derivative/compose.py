"""Exercise 2.9: compose."""

import numpy as np

from course_utils import activations as truth
from course_utils.checks.definition._shared import ARRAYS, INTEGERS, TABLE, made, short
from course_utils.checks.engine.exercise import Exercise, Part

S = truth.sigmoid


def _chain(count, function=S):
    def answer(k, x):
        for _ in range(count(k)):
            x = function(x)
        return x

    return answer


_right = _chain(lambda k: k)


def _until(tolerance):
    """Return an answer that ends the chain once a step changes little."""
    def answer(k, x):
        for _ in range(k):
            before, x = x, S(x)
            if np.all(np.abs(x - before) < tolerance):
                break
        return x

    return answer


def _joined(join, first=0):
    """Return an answer that joins the values after `first`, ..., k sigmoids."""
    return lambda k, x: join(np.array([_right(n, np.asarray(x, float)) for n in range(first, k + 1)] or [0 * x]))


exercise = Exercise(
    "compose",
    _right,
    (
        Part("one sigmoid", ((1, 0.0), (1, 2.0), (1, -7.5)), "How often does your loop run when k is 1?",
             more="range(k) runs k times. Try k = 1 in your head: what is x before the loop, and what after it?"),
        Part("several", ((2, 0.0), (3, -10.0), (50, 10.0), (2, -1.5), (4, 3), (7, 0.25), (12, -4.0)),
             "What does the second sigmoid get: the first x, or what the first sigmoid returned?",
             more="Keep one name for the value, and give it the new value in every round. The return stands after the "
             "loop, not inside it."),
        Part("no sigmoid", ((0, 3.0), (0, -0.25), (0, TABLE)), "What is left to do when k is 0?",
             more="A loop that runs 0 times changes nothing. Is something done before it, or after it?"),
        Part("arrays of any shape", (*((5, x) for x in ARRAYS), (1, INTEGERS), (2, TABLE)),
             "What comes back should have the shape of x.", more="activations.sigmoid takes whole arrays, and returns "
             "floats for whole numbers. An array made like x takes over the type of x."),
    ),
    (
        *made("one-too-many", "off by one", "That is one sigmoid too many: with k = 0 there should be none.",
              _chain(lambda k: k + 1)),
        *made("one-short", "off by one", "At least one sigmoid is missing: with k = 1 there should be one. How often "
              "does the loop run?", _chain(lambda k: k - 1), _chain(lambda k: max(k - 2, 0))),
        *made("zero-too", "boundary", "Right from k = 1 on. With k = 0 nothing should be done: x comes back as it is.",
              _chain(lambda k: max(k, 1)), *(lambda k, x, value=value: _right(k, x) if k else value + 0 * np.asarray(x)
                                             for value in (0.0, 0.5, 1.0)),
              *(lambda k, x, value=value: _right(k, x) if k else value for value in (0.0, 1.0, 0.5))),
        *made("one-at-most", "order of steps", "From k = 1 on you return the first sigmoid, however large k is. Does "
              "each one get the first x again, or does the return stand inside the loop?", _chain(lambda k: min(k, 1)),
              _chain(lambda k: 1), lambda k, x: S(x) if k else None),
        *made("times-k", "another function", "Your values have k as a factor, or as a divisor. k times the sigmoid is "
              "another thing than the sigmoid k times over.", lambda k, x: k * S(x), lambda k, x: S(x) / max(k, 1),
              lambda k, x: k * _right(k, x), lambda k, x: k * S(x) if k else 0.0),
        *made("k-inside", "another function", "This is one sigmoid, of k times x, of x + k or of a power of x. The "
              "sigmoid itself k times over was meant.", lambda k, x: S(k * np.asarray(x)), lambda k, x: S(x + k),
              lambda k, x: S(np.asarray(x) ** k)),
        *made("power", "another function", "This is a power of the output. To compose means to put the output in "
              "again.",
              lambda k, x: S(x) ** k, lambda k, x: S(x) ** k if k else 1.0),
        *made("x-ignored", "missing part", "Your value is the same for every x. Does the first sigmoid get x?",
              *(lambda k, x, v=v, f=f: f(_right(k, v), x) for v in (0.0, 0.5, 1.0) for f in (
                  lambda y, x: y, lambda y, x: y + 0 * np.asarray(x)))),
        *made("fixed-point", "another function", "Your value is the same for every k: the one where every chain ends. "
              "After few sigmoids it is not reached yet.", *map(lambda n: _chain(lambda k: n), (20, 50, 60, 100, 1000)),
              lambda k, x: 0.6590460684074066 + 0 * np.asarray(x), lambda k, x: 0.659046 + 0 * np.asarray(x)),
        *made("another-count", "off by one", "The number of sigmoids is not k: is it doubled, halved, or limited?",
              _chain(lambda k: 2 * k), _chain(lambda k: k // 2), _chain(lambda k: k * k),
              *(_chain(lambda k, n=n: min(k, n)) for n in (2, 3, 4, 5, 6, 10)),
              _chain(lambda k: 2**k // 2 if k < 12 else 100)),
        *made("always-the-same", "off by one", "The number of sigmoids is the same for every k.",
              *(_chain(lambda k, n=n: n) for n in (2, 3, 4, 5, 10))),
        *made("stopped-early", "precision", "Right for short chains. A long one ends before its last step, or once it "
              "hardly moves: twelve digits are asked for.",
              *map(_until, (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10))),
        *made("slope", "another function", "Your values are slopes, or products of slopes. The value after k sigmoids "
              "was asked for.", lambda k, x: truth.sigmoid_grad(x) ** k, _chain(lambda k: k, truth.sigmoid_grad),
              lambda k, x: np.prod([truth.sigmoid_grad(_right(n, x)) for n in range(k)], axis=0)),
        *made("another-link", "another function", "You chain another function than the sigmoid.",
              *(_chain(lambda k: k, f) for f in (np.tanh, lambda x: S(np.negative(x)), truth.log_sigmoid, np.exp,
                                                 lambda x: 2 * S(x) - 1, lambda x: S(2 * np.asarray(x)),
                                                 truth.softplus))),
        *made("joined", "another function", "Your value joins all values on the way, as a sum, a mean or a product. "
              "Only the last one was asked for.", *(_joined(join, first) for first in (0, 1) for join in (
                  lambda path: path.sum(axis=0), lambda path: path.mean(axis=0), lambda path: path.prod(axis=0)))),
        *made("whole-path", "shape", "More than one value comes back for each x: the whole path? Only its end was "
              "asked for.",
              _joined(lambda path: path), _joined(lambda path: path, 1),
              lambda k, x: np.array([_right(n, x) for n in range(1, k + 1)])),
        *made("argument-order", "argument order", "Your function takes its arguments in another order than k, x.",
              lambda k, x: _right(int(np.ravel(x)[0]), float(k)), lambda k, x: _right(x, k)),
        *made("unchanged", "missing part", "You return x as it is, however large k is.", lambda k, x: x + 0.0),
        *short(lambda k, x: _right(k, np.asarray(x, float))),
        *made("copied-dtype", "dtype", "Right but for whole numbers, where the fractions are lost. Does the array that "
              "you fill take over the type of x?",
              lambda k, x: np.asarray(_right(k, x)).astype(np.asarray(x).dtype)),
    ),
    section="2.9",
)
