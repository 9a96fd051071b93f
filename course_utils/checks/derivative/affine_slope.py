"""Exercise 2.6: affine_slope."""

import itertools
import math

import numpy as np

from course_utils import activations as truth
from course_utils.checks.definition._shared import ARRAYS, INTEGERS, clipped, cut, made, short, varied
from course_utils.checks.derivative._shared import by_differences, textbook_slope
from course_utils.checks.engine.exercise import Exercise, Part

S, D = truth.sigmoid, truth.sigmoid_grad


_ENDS = (10, 15, 20, 30, 36, 37, 40, 50, 100, 300, 500, 600, 690)
ORDERS = sorted({*itertools.permutations(range(3))} - {(0, 1, 2), (2, 1, 0)})  # right, and with respect to w


def _right(w, b, x):
    return w * D(w * x + b)


def _at(slope):
    """Return an answer that takes another slope of the sigmoid at w x + b."""
    return lambda w, b, x: w * slope(w * np.asarray(x) + b)


def _in_order(order):
    return lambda *three: _right(*(three[i] for i in order))


exercise = Exercise(
    "affine_slope",
    _right,
    (
        Part("positive weights", ((2.0, 0.5, -1.0), (0.5, -1.0, 2.0), (4.0, 0.0, 0.0), (0.25, 3.0, -1.5), (2, 1, 1)),
             "One function stands inside another here. What does the chain rule do with the two slopes?",
             more="The outer slope is taken where the inner function is, not at x. How steep is the inner one, w x + "
             "b?"),
        Part("a negative weight", ((-3.0, 1.0, 0.2), (-0.5, 2.0, 1.5), (-1.5, -0.75, 1.25)),
             "With a negative weight the curve falls. What does that mean for its slope?",
             more="The bound of section 2.6 has the absolute value of w in it. Has the slope?"),
        Part("far out and steep, without a warning",
             ((1000.0, 0.0, -2.0), (1000.0, 0.0, 2.0), (1.0, 6.0, 10.0), (2.0, 1.0, 10.0), (2.0, 1.0, -11.0),
              (3.0, 0.0, 10.0), (-3.0, 0.0, 10.0), (0.5, 36.5, 1.0), (-0.5, -36.5, 1.0), (4.0, 2.0, 100.0),
              (-7.0, 5.0, 100.0), (50.0, 1.0, 13.9)),
             "Where w x + b is large, the slope is tiny, and not 0. Where are its digits lost?", atol=1e-304,
             more="Next to 1 an output has no digits left for what is missing to 1, and an exponential of your own may "
             "be too large for a float. activations.sigmoid_grad has neither trouble."),
        Part("arrays of x", tuple((1.5, -0.5, x) for x in ARRAYS) + ((2.0, 1.0, INTEGERS), (2, 1, INTEGERS)),
             "What comes back should have the shape of x.", more="The functions of the course take whole arrays, and "
             "return floats for whole numbers."),
    ),
    (
        *made("no-chain-rule", "chain rule", "Your values do not grow with the weight: they are slopes at w x + b, "
              "without a part of the chain rule.",
              lambda w, b, x: D(w * x + b), lambda w, b, x: S(w * x + b) * (1 - S(w * x + b))),
        *made("no-bias", "missing part", "Your values do not depend on b. It does not change how high the peak is, but "
              "where it lies.", lambda w, b, x: w * D(w * np.asarray(x)), lambda w, b, x: D(w * np.asarray(x))),
        *made("another-inside", "brackets", "Your slope is taken at another place than w x + b.",
              *(lambda w, b, x, f=f, g=g: g(w) * D(f(w, b, np.asarray(x))) for g in (lambda w: w,
              lambda w: 1.0) for f in (
                  lambda w, b, x: w * (x + b), lambda w, b, x: w * (x - b), lambda w, b, x: w * np.trunc(x) + b,
                  lambda w, b, x: w * x - b, lambda w, b, x: x, lambda w, b, x: x + b,
                  lambda w, b, x: b + 0 * x, lambda w, b, x: w + 0 * x, lambda w, b, x: x / w + b,
                  lambda w, b, x: -w * x - 2 * b, lambda w, b, x: w * x * b))),
        *made("outside", "brackets", "Something stands outside the slope that belongs inside, or does not belong at "
              "all: b has no slope.", lambda w, b, x: _right(w, b, x) + b, lambda w, b, x: w * D(x) + b,
              lambda w, b, x: w * (D(w * np.asarray(x)) + b), lambda w, b, x: w * D(w * np.asarray(x)) + b,
              lambda w, b, x: D(w * x + b) + b, lambda w, b,
              x: D(w * x + b) * x + b),
        *made("another-factor", "chain rule", "The slope is taken at the right place, w x + b, and multiplied by "
              "another factor than the slope of w x + b.",
              *(lambda w, b, x, f=f: f(w, b, np.asarray(x)) * D(w * x + b) for f in (
                  lambda w, b, x: w / 4, lambda w, b, x: w**2, lambda w, b, x: 1 / w, lambda w, b, x: np.sign(w),
                  lambda w, b, x: np.sqrt(np.abs(w)), lambda w, b, x: b / w, lambda w, b, x: w + b,
                  lambda w, b, x: w * b, lambda w, b, x: w * x, lambda w, b, x: w * x + b, lambda w, b, x: 2 * w,
                  lambda w, b, x: 4 * w, lambda w, b, x: b))),
        *made("abs-w", "sign", "Right for positive weights. With a negative weight the curve falls, and so does its "
              "slope have another sign.", lambda w, b, x: np.abs(w) * D(w * x + b)),
        *made("minus", "sign", "Your values have the right size and the wrong sign.",
              lambda w, b, x: -_right(w, b, x), _at(lambda z: S(z) * (S(z) - 1))),
        *made("with-respect-to-w", "chain rule", "This is the slope in the direction of w, with the factor x. Here x "
              "changes.", lambda w, b, x: x * D(w * x + b)),
        *made("M11-bound", "another function", "Your value is the steepest slope there is, wherever x lies. Elsewhere "
              "the curve is flatter.", lambda w, b, x: w / 4 + 0 * np.asarray(x), lambda w, b, x: w / 4,
              lambda w, b, x: np.abs(w) / 4 + 0 * np.asarray(x)),
        *made("height", "another function", "These are heights of the curve, or heights times a factor. The slope was "
              "asked for.", lambda w, b, x: S(w * x + b), _at(S), lambda w, b, x: S(w * x + b) * x,
              _at(lambda z: S(z) ** 2), _at(lambda z: 1 - S(z)), lambda w, b, x: 1 - S(w * x + b)),
        *made("M8-sigmoid-again", "order of steps", "Your slope is taken at the height, not at the input w x + b: the "
              "sigmoid is applied once too often.", _at(lambda z: D(S(z))), lambda w, b, x: D(S(w * x + b))),
        *made("M8-x-for-s", "order of steps", "Your values are those of z (1 - z), with the input z = w x + b in the "
              "place of the output.", _at(lambda z: z * (1 - z)), lambda w, b, x: (w * x + b) * (1 - (w * x + b))),
        *made("M1-precedence", "brackets", "Far to the right your slope does not go to 0, unless w is 1. Does a "
              "bracket hold together what belongs together?",
              lambda w, b, x: w * S(w * x + b) * 1 - S(w * x + b)),
        *made("argument-order", "argument order", "These are the values for w, b and x in another order.",
              *(_in_order(order) for order in ORDERS)),
        *made("another-slope", "another function", "The factor w is there, but the slope is that of another function.",
              _at(truth.tanh_grad), _at(lambda z: 1 - np.tanh(z) ** 2), _at(truth.sigmoid_second_derivative),
              lambda w, b, x: w * w * truth.sigmoid_second_derivative(w * x + b), _at(lambda z: np.exp(-np.abs(z))),
              _at(lambda z: D(z) ** 2), _at(lambda z: np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))))),
        *made("M12-difference", "precision", "Right to some digits near the middle, to none far out. Is a difference "
              "of values taken? It is off by truncation or by rounding; the chain rule is not.",
              *map(_at, by_differences()),
              *(lambda w, b, x, h=h, at=at: (S(w * (x + h) + b) - S(w * (x - at * h) + b)) / (h + at * h)
                for h in (1e-3, 1e-5, 1e-6, 1e-8) for at in (0, 1))),
        *made("cancels", "cancellation", "Right in the middle and on one side. On the other side digits are lost, then "
              "comes 0. Are two nearly equal numbers subtracted there?", _at(lambda z: S(z) * (1 - S(z))),
              _at(lambda z: S(-z) * (1 - S(-z))), _at(lambda z: S(z) - S(z) ** 2),
              _at(lambda z: (1 - np.tanh(z / 2) ** 2) / 4)),
        *made("cut-off", "guard", "Right in the middle. Where w x + b is far from 0 your slope is 0, or stands still, "
              "and the true one is only tiny.", *(_at(f) for end in _ENDS for f in (
                  clipped(D, end), cut(D, -end, end, 0.0, 0.0), cut(D, high=end, above=0.0)))),
        *made("overflow", "overflow", "Right in the middle. Where w x + b is far from 0, digits are lost or nan comes, "
              "and NumPy warns: is an exponential too large for a float? activations.sigmoid_grad can take such "
              "numbers.",
              _at(textbook_slope), _at(lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2),
              _at(lambda z: np.exp(z) / (1 + np.exp(z)) ** 2)),
        *short(_right),
        *made("M3-math-exp", "shape", "Right for a single number that is not large; an array, or a large number, stops "
              "with an error. Does math do the work? It takes one number, and its exp no large one.",
              _at(lambda z: math.exp(-z) / (1 + math.exp(-z)) ** 2),
              lambda w, b, x: w * math.exp(-(w * x + b)) / (1 + math.exp(-(w * x + b))) ** 2),
        *made("copied-dtype", "dtype", "Right but for whole numbers, where the fractions are lost. Does the array that "
              "you fill take over the type of x?",
              lambda w, b, x: np.asarray(_right(w, b, x)).astype(np.asarray(x).dtype)),
        *varied(_right, "x cut down to a whole number"),
    ),
    section="2.6",
)
