"""Exercise 1.5: logistic."""

import itertools
import math

import numpy as np

from course_utils import activations as truth
from course_utils.checks.definition._shared import ARRAYS, INTEGERS, cut, made
from course_utils.checks.engine.exercise import Exercise, Part

S = truth.sigmoid


def _in_order(order):
    return lambda x, *three: _right(x, *(three[i] for i in order))


def _right(x, L, k, x0):
    return L * S(k * (x - x0))


def _limited(end):
    return lambda x, L, k, x0: L * S(np.clip(k * (x - x0), -end, end))


def _cut(low, high):
    return lambda x, L, k, x0: L * cut(S, low, high)(k * (x - x0))


exercise = Exercise(
    "logistic",
    _right,
    (
        Part("the midpoint", ((2.0, 10.0, 0.5, 2.0), (-1.0, 4.0, 3.0, -1.0), (3, 7, 2, 3)),
             "How high is the curve at its midpoint, compared with its ceiling?", atol=1e-12,
             more="At x = x0 the sigmoid is asked for its middle. Which number has to reach it there, and what has to "
             "happen to x for that?"),
        Part("all three parameters at once",
             ((3.0, 10.0, 0.5, 2.0), (0.0, 2.0, 1.5, -0.5), (1.0, 3.0, -2.0, 0.25), (-4.0, 0.5, 0.75, 1.5),
              (5, 3, 1, 2)),
             "Put in one parameter after the other. Which belong inside the sigmoid, and which outside?", atol=1e-12,
             more="Shift first, then scale, then take the sigmoid; the ceiling comes last. Brackets keep this order."),
        Part("far from the midpoint, without a warning",
             ((-100.0, 2.0, 50.0, 0.5), (100.0, 2.0, 50.0, 0.5), (5.0, 10.0, 4.0, 1.0), (8.0, 10.0, 3.0, 1.0),
              (-15.0, 10.0, 1.0, 1.5), (-20.0, 30.0, 1.0, 1.5), (4.0, 8.0, -5.0, 0.5), (-2.0, 4.0, 3.0, 1.5),
              (14.5, 5.0, 2.0, 1.5), (-17.0, 2000.0, 2.0, 1.5)),
             "A steep curve makes large numbers of k (x - x0). Which of your steps has to take them?", atol=1e-12,
             more="activations.sigmoid takes any number, an exponential of your own does not: that of 5000 is too "
             "large for a float."),
        Part("arrays of x", tuple((x, 5.0, 0.8, 0.3) for x in ARRAYS) + ((INTEGERS, 661.0, 0.55, 1.0),),
             "What comes back should have the shape of x.", atol=1e-12,
             more="NumPy's operations and activations.sigmoid take whole arrays; an if, or math, takes one number."),
    ),
    (
        *made("shift-not-scaled", "brackets", "Your midpoint lies at x0 / k. Is x scaled before it is shifted?",
              lambda x, L, k, x0: L * S(k * x - x0)),
        *made("shift-sign", "sign", "Your midpoint lies at -x0. Look at the sign of x0.",
              lambda x, L, k, x0: L * S(k * (x + x0)), lambda x, L, k, x0: L / (1 + np.exp(-k * (x + x0)))),
        *made("mirrored", "sign", "Your curve falls where it should rise, and rises where it should fall. Look at the "
              "signs in the exponent.", lambda x, L, k, x0: L * S(k * (x0 - x))),
        *made("no-ceiling", "missing part", "Your curve has the ceiling 1, whatever L is.",
              lambda x, L, k, x0: S(k * (x - x0))),
        *made("no-shift", "missing part", "Your curve has its midpoint at 0, whatever x0 is.",
              lambda x, L, k, x0: L * S(k * np.asarray(x))),
        *made("no-scale", "missing part", "Your curve is equally steep whatever k is.",
              lambda x, L, k, x0: L * S(x - x0)),
        *made("parameters-missing", "missing part", "At least two of the three parameters change nothing in your "
              "values.", *(lambda x, L, k, x0, f=f: f(np.asarray(x), L, k, x0) for f in (
                  lambda x, L, k, x0: S(x), lambda x, L, k, x0: S(x - x0), lambda x, L, k, x0: S(k * x),
                  lambda x, L, k, x0: L * S(x)))),
        *made("divided-by-k", "scale", "Your curve becomes gentler where k grows. A rate makes it steeper.",
              lambda x, L, k, x0: L * S((x - x0) / k)),
        *made("abs-k", "sign", "Right for positive k. With a negative k the curve should fall.",
              lambda x, L, k, x0: L * S(np.abs(k) * (x - x0))),
        *made("M1-precedence", "brackets", "At the midpoint your value is L + 1, above the ceiling. Is the denominator "
              "in brackets?", *(lambda x, L, k, x0, end=end: L / 1 + np.exp(-np.clip(k * (x - x0), -end, end))
                                for end in (np.inf, 30, 50, 500, 700, 709))),
        *made("L-inside", "brackets", "At the midpoint your value is not half of L. Where does the ceiling stand: "
              "inside the sigmoid, or outside?", lambda x, L, k, x0: 1 / (1 + L * np.exp(-k * (x - x0))),
              lambda x, L, k, x0: S(L * k * (x - x0)), lambda x, L, k, x0: 1 / (L + np.exp(-k * (x - x0))),
              lambda x, L, k, x0: L / (L + np.exp(-k * (x - x0)))),
        *made("ceiling-added", "missing part", "L moves your curve up or down. A ceiling stretches it.",
              lambda x, L, k, x0: L + S(k * (x - x0)), lambda x, L, k, x0: S(k * (x - x0)) - L),
        *made("k-outside", "chain rule", "k changes how high your curve is. It should change how steep it is, and "
              "nothing else.",
              lambda x, L, k, x0: L * k * S(x - x0), lambda x, L, k, x0: L * k * S(k * (x - x0))),
        *made("shift-outside", "brackets", "x0 moves your curve up or down. It should move it to the side.",
              lambda x, L, k, x0: L * S(k * np.asarray(x)) - x0, lambda x, L, k, x0: L * S(k * np.asarray(x)) + x0),
        *made("swapped", "argument order", "These are the values for L, k and x0 in another order. It is x, L, k, x0.",
              *(_in_order(order) for order in list(itertools.permutations(range(3)))[1:])),
        *made("slope", "another function", "These are slopes of the curve, or its slopes but for a factor. Its heights "
              "were asked for.", *(lambda x, L, k, x0, f=f: f(L, k) * truth.sigmoid_grad(k * (x - x0))
                                   for f in (lambda L, k: L * k, lambda L, k: L, lambda L, k: k, lambda L, k: 1))),
        *made("tanh", "another function", "At the midpoint your value is 0; halfway to the ceiling would be right.",
              lambda x, L, k, x0: L * np.tanh(k * (x - x0)), lambda x, L, k, x0: L * np.tanh(k * (x - x0) / 2)),
        *made("other-base", "log base", "Your curve is right at its midpoint, and steeper or gentler than k says. Has "
              "the exponential the base e?", *(lambda x, L, k, x0, base=base: L * S(math.log(base) * k * (x - x0))
                                               for base in (2, 10))),
        *made("M3-math-exp", "shape", "Right for a single number that is not large; an array, or a large number, stops "
              "with an error. Does math do the work? It takes one number, and its exp no large one.",
              lambda x, L, k, x0: L / (1 + math.exp(-k * (x - x0)))),
        *made("moved", "missing part", "Your curve has the right shape and runs between other heights than 0 and L.",
              lambda x, L, k, x0: L * S(k * (x - x0)) - L / 2, lambda x, L, k, x0: L * S(k * (x - x0)) + L / 2,
              lambda x, L, k, x0: (L - 1) * S(k * (x - x0)), lambda x, L, k, x0: S(k * (x - x0)) / L,
              lambda x, L, k, x0: L * S(k * (x - x0)) - L, lambda x, L, k, x0: L / 2 * S(k * (x - x0)),
              lambda x, L, k, x0: 1 - L * S(k * (x - x0)), lambda x, L, k, x0: L * L * S(k * (x - x0))),
        *made("other-rate", "scale", "Right at the midpoint, but too steep or too gentle: k is squared, doubled, "
              "halved or rooted in your values.", *(lambda x, L, k, x0, f=f: L * S(f(k) * (x - x0)) for f in (
                  lambda k: k * k, lambda k: 2 * k, lambda k: k / 2, lambda k: 4 * k, lambda k: np.sqrt(np.abs(k))))),
        *made("other-midpoint", "brackets", "Your midpoint is another than x0.",
              *(lambda x, L, k, x0, f=f: L * S(f(np.asarray(x), k, x0)) for f in (
                  lambda x, k, x0: k * x * x0, lambda x, k, x0: k * x / x0, lambda x, k, x0: k * x + x0,
                  lambda x, k, x0: k * x - x0 * x, lambda x, k, x0: k * (x - x0 / 2), lambda x, k,
                  x0: k * (x - 2 * x0)))),
        *made("power", "another function", "Your values are a power of the sigmoid.",
              lambda x, L, k, x0: S(k * (x - x0)) ** L, lambda x, L, k, x0: L * S(x - x0) ** k),
        *made("no-brake", "another function", "Your curve grows without its brake: right, or nearly, far below the "
              "midpoint only.", lambda x, L, k, x0: L * np.exp(np.minimum(k * (x - x0), 50)),
              lambda x, L, k, x0: np.minimum(L, L * np.exp(np.minimum(k * (x - x0), 50)))),
        *made("joined", "axis", "For a whole array a single number comes back. Each entry should have its own.",
              *(lambda *given, g=g: g(_right(*given)) for g in (np.sum, np.mean, np.max))),
        *made("too-flat", "guard", "Right near the midpoint. Further out your values stand still too early. Is "
              "something limited, or a value set to 0 or L?",
              *(wrong for end in (4, 5, 6, 8, 10, 12, 15, 20)
                for wrong in (_limited(end), _cut(-end, end), _cut(-end, np.inf), _cut(-np.inf, end)))),
        *made("short-float", "dtype", "Right to about seven digits. Is something computed or stored in a short float "
              "format?", lambda *given: np.float32(_right(*map(np.float32, given))),
              lambda *given: np.float32(_right(*given)), lambda x, *three: _right(np.float32(x), *three)),
        *made("rounded", "precision", "Right to a fixed number of decimals. Is something rounded?",
              *(lambda *given, n=n: np.round(_right(*given), n) for n in (2, 3, 4, 5, 6, 8, 10))),
        *made("overflow-left", "overflow", "The numbers are right, but NumPy has to warn: an exponential is too large "
              "for a float. Which function of the course can take such numbers?",
              lambda x, L, k, x0: L / (1 + np.exp(-k * (x - x0)))),
        *made("overflow-right", "overflow", "Right near the midpoint. On a steep curve comes nan: is infinity divided "
              "by infinity there?", lambda x, L, k, x0: L * np.exp(k * (x - x0)) / (1 + np.exp(k * (x - x0)))),
    ),
    without=(truth.logistic,),
    section="1.5",
)
