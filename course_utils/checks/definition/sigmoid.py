"""Exercise 1.8: sigmoid."""

import math

import numpy as np

from course_utils import activations as truth
from course_utils.checks.definition._shared import INTEGERS, TABLE
from course_utils.checks.engine.exercise import Exercise, Mistake, Part


def _into_empty_like(x):
    out = np.empty_like(x)
    right = x >= 0
    out[right] = 1 / (1 + np.exp(-x[right]))
    out[~right] = np.exp(x[~right]) / (1 + np.exp(x[~right]))
    return out


def _into_same_dtype(x):
    x = np.asarray(x)
    return truth.sigmoid(x).astype(x.dtype)


def _clipped_at(limit):
    return lambda x: 1 / (1 + np.exp(-np.clip(x, -limit, limit)))


exercise = Exercise(
    "sigmoid",
    truth.sigmoid,
    (
        Part("everyday inputs", ((0.0,), (2.5,), (-1.0,), (3,)),
             "The definition is one over (one plus e to the minus x)."),
        Part("the far left tail", ((-37.0,), (-40.0,), (-700.0,)),
             "Small numbers need a small RELATIVE error. Which form never subtracts two nearly equal numbers?"),
        Part("no warning at plus or minus 1000", ((-1000.0,), (1000.0,)),
             "Which exponential overflows here? Only ever take exp of a number that is not large."),
        Part("arrays of any shape and of integers", ((TABLE,), (INTEGERS,)),
             "The result is a float array of the same shape as x, whatever the type of x."),
    ),
    (
        Mistake("M1-precedence", lambda x: 1 / 1 + np.exp(-x),
                "Division comes before addition, so this is 1/1 plus an exponential. Bracket the denominator.",
                "brackets"),
        Mistake("M2-mirrored", lambda x: 1 / (1 + np.exp(x)),
                "This curve falls from 1 to 0: you built sigmoid(-x), the mirror image. Look at the sign of x.",
                "sign"),
        Mistake("M3-math-exp", lambda x: 1 / (1 + math.exp(-x)),
                "Python's math functions take one number at a time, and stop with an error where the result is too "
                "large. NumPy's take arrays.", "shape"),
        Mistake("M4-copied-dtype", _into_empty_like,
                "The output array copied the type of x, so integers stay integers and single numbers cannot be "
                "filled in. Convert x to a float array first.", "dtype"),
        Mistake("M4-copied-dtype", _into_same_dtype,
                "The output array copied the type of x, so the integers stayed integers: 0.5 became 0. "
                "Convert x to a float array first.", "dtype"),
        *(Mistake("M5-clipped", _clipped_at(limit),
                  "Clipping x silences the warning and invents a value: beyond the limit the curve is flat. "
                  "Look at the relative error in the tail.", "guard")
          for limit in (709, 700, 500, 300, 250, 100, 88, 50, 36, 30, 20, 10)),
        Mistake("M5-tanh-form", lambda x: 0.5 * (1 + np.tanh(0.5 * np.asarray(x))),
                "Far to the left tanh is so close to -1 that adding 1 wipes out every digit. "
                "The formula is right on paper and loses the tail in floating point.", "cancellation"),
        Mistake("one-minus", lambda x: 1 - 1 / (1 + np.exp(np.minimum(x, 700.0))),
                "Far to the left your result is 0, or has lost its digits. Was a number close to 1 subtracted from 1, "
                "or the tail cut off? Compute the small number itself.", "cancellation"),
        Mistake("overflow-left", lambda x: 1 / (1 + np.exp(-x)),
                "The numbers are right, and the formula is the textbook's. But exp(1000) is too large for a "
                "float, so NumPy has to warn. Can you keep the argument of exp from growing?", "overflow"),
        Mistake("overflow-right", lambda x: np.exp(x) / (1 + np.exp(x)),
                "For large positive x this divides infinity by infinity, which is nan. "
                "Keep the argument of exp from growing.", "overflow"),
        Mistake("where-both", lambda x: np.where(np.asarray(x) >= 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x))),
                "The numbers are right. But np.where computes both columns for every x and only then chooses, so one "
                "of them overflows. Make the argument of exp safe in both.", "overflow"),
        Mistake("derivative", lambda x: truth.sigmoid_grad(x),
                "This is the slope of the sigmoid, s(1 - s), not the sigmoid.", "another function"),
        Mistake("tanh", lambda x: np.tanh(x),
                "This is tanh: it runs from -1 to 1. The logistic sigmoid runs from 0 to 1.", "another function"),
        Mistake("M7-softmax", lambda x: np.exp(x - np.max(x)) / np.sum(np.exp(x - np.max(x))),
                "This is softmax: it shares 1 among all entries. The sigmoid looks at each entry alone.",
                "another function"),
        Mistake("sign-lost", lambda x: 1 / (1 - np.exp(-np.maximum(x, -700.0))),
                "The denominator is one PLUS the exponential.", "sign"),
    ),
    without=(truth.sigmoid,),
    section="1.8",
)
