"""Exercise 1.9: log_sigmoid."""

import math

import numpy as np

from course_utils import activations as truth
from course_utils.checks.definition._shared import INTEGERS, TABLE
from course_utils.checks.engine.exercise import Exercise, Mistake, Part


def _log_plus(epsilon):
    return lambda x: np.log(truth.sigmoid(x) + epsilon)


def _log_clipped(epsilon):
    return lambda x: np.log(np.clip(truth.sigmoid(x), epsilon, 1 - epsilon))


_EPSILONS = (1e-16, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6)


exercise = Exercise(
    "log_sigmoid",
    truth.log_sigmoid,
    (
        Part("everyday inputs", ((0.0,), (2.0,), (-3.0,)),
             "Try one value by hand: at 0 it is the natural logarithm of one half."),
        Part("the far left, where the answer is close to x", ((-600.0,), (-50.0,)),
             "Do not take the logarithm of a number that was rounded to 0. Simplify log(1/(1+e^-x)) on paper first."),
        Part("the far right, where the answer is tiny", ((40.0,), (600.0,)),
             "log(1 + t) for a tiny t: NumPy has a function made for it."),
        Part("no warning at plus or minus 800", ((-800.0,), (800.0,)),
             "Which exponential overflows here? Only ever take exp of a number that is not large."),
        Part("arrays of any shape and of integers", ((TABLE,), (INTEGERS,)),
             "The result is a float array of the same shape as x."),
    ),
    (
        Mistake("M13-log-of-sigmoid", lambda x: np.log(truth.sigmoid(x)),
                "On the far left a number inside your logarithm becomes 0 or overflows, on the far right it is rounded "
                "to 1; the logarithm sees only the rounded value. Simplify on paper before you compute.",
                "cancellation"),
        *(Mistake("M13-epsilon", make(e),
                  "The small number that avoids log(0) replaces the true value: the result stops at a plateau. "
                  "Compute the logarithm from x itself.",
                "guard") for e in _EPSILONS for make in (_log_plus, _log_clipped)),
        Mistake("overflow-left", lambda x: -np.log1p(np.exp(-x)),
                "Right on the right, but exp(800) overflows on the left. Which exponential stays small there?",
                "overflow"),
        Mistake("overflow-right", lambda x: x - np.log1p(np.exp(x)),
                "Right on the left. On the right two nearly equal numbers are subtracted, or exp overflows.",
                "overflow"),
        Mistake("log-not-log1p", lambda x: np.minimum(x, 0) - np.log(1 + np.exp(-np.abs(x))),
                "The left is right. On the right 1 + exp(-x) is rounded to 1 before the logarithm sees it.",
                "cancellation"),
        Mistake("where-both", lambda x: np.where(np.asarray(x) >= 0, -np.log1p(np.exp(-x)), x - np.log1p(np.exp(x))),
                "The numbers are right. But np.where computes both columns for every x and only then chooses, so one "
                "of them overflows. Make the argument of exp safe in both.", "overflow"),
        Mistake("softplus", lambda x: np.logaddexp(0, -np.asarray(x, dtype=float)),
                "The sign is turned round: a logarithm of a number below 1 is negative.", "sign"),
        Mistake("log10", lambda x: -np.logaddexp(0, -np.asarray(x, dtype=float)) / math.log(10),
                "The natural logarithm was meant; this one counts powers of ten.", "log base"),
        Mistake("mirrored", lambda x: -np.logaddexp(0, np.asarray(x, dtype=float)),
                "This is log sigmoid(-x): the far left should be close to x, the far right close to 0.", "sign"),
        Mistake("no-log", lambda x: truth.sigmoid(x),
                "This is the sigmoid itself; its logarithm was asked for.", "missing part"),
    ),
    section="1.9",
)
