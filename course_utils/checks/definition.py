"""Checks for lesson 01: the sigmoid, its inverse, its floating-point limits, its relatives."""

import math

import numpy as np

from course_utils import activations as truth
from course_utils.checks.engine.exercise import Exercise, Mistake, Part

_TABLE = np.array([[-3.0, -0.5], [0.25, 4.0]])
_INTEGERS = np.array([-2, 0, 3])


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


sigmoid = Exercise(
    "sigmoid",
    truth.sigmoid,
    (
        Part("everyday inputs", ((0.0,), (2.5,), (-1.0,), (3,)),
             "The definition is one over (one plus e to the minus x)."),
        Part("the far left tail", ((-37.0,), (-40.0,), (-700.0,)),
             "Small numbers need a small RELATIVE error. Which form never subtracts two nearly equal numbers?"),
        Part("no warning at plus or minus 1000", ((-1000.0,), (1000.0,)),
             "Which exponential overflows here? Only ever take exp of a number that is not large."),
        Part("arrays of any shape and of integers", ((_TABLE,), (_INTEGERS,)),
             "The result is a float array of the same shape as x, whatever the type of x."),
    ),
    (
        Mistake("M1-precedence", lambda x: 1 / 1 + np.exp(-x),
                "Division comes before addition, so this is 1/1 plus an exponential. Bracket the denominator."),
        Mistake("M2-mirrored", lambda x: 1 / (1 + np.exp(x)),
                "This curve falls from 1 to 0: you built sigmoid(-x), the mirror image. Look at the sign of x."),
        Mistake("M3-math-exp", lambda x: 1 / (1 + math.exp(-x)),
                "Python's math functions take one number at a time, and stop with an error where the result is too "
                "large. NumPy's take arrays."),
        Mistake("M4-copied-dtype", _into_empty_like,
                "The output array copied the type of x, so integers stay integers and single numbers cannot be "
                "filled in. Convert x to a float array first."),
        Mistake("M4-copied-dtype", _into_same_dtype,
                "The output array copied the type of x, so the integers stayed integers: 0.5 became 0. "
                "Convert x to a float array first."),
        *(Mistake("M5-clipped", _clipped_at(limit),
                  "Clipping x silences the warning and invents a value: beyond the limit the curve is flat. "
                  "Look at the relative error in the tail.")
          for limit in (709, 700, 500, 300, 250, 100, 88, 50, 36, 30, 20, 10)),
        Mistake("M5-tanh-form", lambda x: 0.5 * (1 + np.tanh(0.5 * np.asarray(x))),
                "Far to the left tanh is so close to -1 that adding 1 wipes out every digit. "
                "The formula is right on paper and loses the tail in floating point."),
        Mistake("one-minus", lambda x: 1 - 1 / (1 + np.exp(np.minimum(x, 700.0))),
                "Far to the left your result is 0, or has lost its digits. Was a number close to 1 subtracted from 1, "
                "or the tail cut off? Compute the small number itself."),
        Mistake("overflow-left", lambda x: 1 / (1 + np.exp(-x)),
                "The numbers are right, and the formula is the textbook's. But exp(1000) is too large for a "
                "float, so NumPy has to warn. Can you keep the argument of exp from growing?"),
        Mistake("overflow-right", lambda x: np.exp(x) / (1 + np.exp(x)),
                "For large positive x this divides infinity by infinity, which is nan. "
                "Keep the argument of exp from growing."),
        Mistake("where-both", lambda x: np.where(np.asarray(x) >= 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x))),
                "The numbers are right. But np.where computes both columns for every x and only then chooses, so one "
                "of them overflows. Make the argument of exp safe in both."),
        Mistake("derivative", lambda x: truth.sigmoid_grad(x),
                "This is the slope of the sigmoid, s(1 - s), not the sigmoid."),
        Mistake("tanh", lambda x: np.tanh(x),
                "This is tanh: it runs from -1 to 1. The logistic sigmoid runs from 0 to 1."),
        Mistake("M7-softmax", lambda x: np.exp(x - np.max(x)) / np.sum(np.exp(x - np.max(x))),
                "This is softmax: it shares 1 among all entries. The sigmoid looks at each entry alone."),
        Mistake("sign-lost", lambda x: 1 / (1 - np.exp(-np.maximum(x, -700.0))),
                "The denominator is one PLUS the exponential."),
    ),
    without=(truth.sigmoid,),
)

logit = Exercise(
    "logit",
    truth.logit,
    (
        Part("everyday probabilities", ((0.5,), (0.75,), (0.01,), (0.9,)),
             "First the odds p / (1 - p), then their natural logarithm.", atol=1e-12),
        Part("very near 0 and 1", ((1e-300,), (1 - 1e-9,)),
             "The two ends are finite: only p = 0 and p = 1 have no finite logit.", rtol=1e-6),
        Part("arrays of any shape", ((np.array([[0.1, 0.2], [0.6, 0.999]]),),),
             "The result has the same shape as p.", atol=1e-12),
    ),
    (
        Mistake("log10", lambda p: np.log10(p / (1 - p)),
                "The logit uses the natural logarithm; this one counts powers of ten."),
        Mistake("log2", lambda p: np.log2(p / (1 - p)),
                "The logit uses the natural logarithm; this one counts powers of two."),
        Mistake("odds", lambda p: p / (1 - p),
                "These are the odds. The logit is their natural logarithm."),
        Mistake("mirrored", lambda p: np.log((1 - p) / p),
                "The sign is turned round: these are the odds AGAINST. A probability above 0.5 has a positive logit."),
        Mistake("M1-precedence", lambda p: np.log(p / 1 - p),
                "p / 1 - p is p minus p. Bracket the denominator."),
        Mistake("quotient-of-logs", lambda p: np.log(p) / np.log(1 - p),
                "The logarithm of a quotient is a DIFFERENCE of logarithms, not their quotient."),
        Mistake("log-p", lambda p: np.log(p),
                "This is log p alone. What happens to the chance of failure, 1 - p?"),
        Mistake("sigmoid", lambda p: truth.sigmoid(p),
                "This is the sigmoid once more. The logit undoes it."),
        Mistake("reciprocal", lambda p: 1 + np.exp(-p),
                "An inverse function is not one divided by the function. Solve p = sigmoid(z) for z."),
        *(Mistake("clipped", lambda p, e=e: np.log(np.clip(p, e, 1 - e) / (1 - np.clip(p, e, 1 - e))),
                  "Clipping p changes the answer for probabilities that are very small or very close to 1.")
          for e in (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6)),
    ),
)


def _first_one(dtype, extra_bits):
    """Solve exp(-x) = 2 ** -(mantissa bits + extra_bits) for x."""
    return (np.finfo(dtype).nmant + extra_bits) * math.log(2)


def saturation_point_truth(dtype):
    """Return the smallest x at which 1 / (1 + exp(-x)), evaluated in `dtype`, is exactly 1.

    From there on exp(-x) is at most half the spacing of the floats just above 1.
    """
    return _first_one(dtype, 1)


saturation_point = Exercise(
    "saturation_point",
    saturation_point_truth,
    tuple(
        Part(dtype.__name__, ((dtype,),),
             "1 + exp(-x) is exactly 1 once exp(-x) is too small to be noticed beside 1. How small is that here?",
             rtol=2e-3, warnings_cost=False)
        for dtype in (np.float64, np.float32, np.float16)
    ),
    (
        Mistake("eps", lambda dtype: _first_one(dtype, 0),
                "finfo(dtype).eps is the whole step from 1 to the next float. Half a step is already rounded away."),
        Mistake("rounded-late", lambda dtype: _first_one(dtype, 2),
                "This is where the exact value rounds to 1. Evaluate every step in the format itself, the sum too."),
        Mistake("rounded-late", lambda dtype: _first_one(dtype, 1 if dtype is np.float64 else 2),
                "For float64 this is right. For the others only the last step is rounded: convert x to the format "
                "first, so that the sum 1 + exp(-x) is rounded too."),
        Mistake("ignores-dtype", lambda dtype: _first_one(np.float64, 1),
                "This is the answer for float64, whatever dtype is asked for. Convert x to dtype before you use it."),
        Mistake("overflow-point", lambda dtype: math.log(float(np.finfo(dtype).max)),
                "This is where exp overflows. The sigmoid is rounded to 1 long before."),
        Mistake("smallest-number", lambda dtype: -math.log(float(np.finfo(dtype).tiny)),
                "exp(-x) need not vanish. It only has to be too small to be noticed beside 1."),
        *(Mistake("whole-numbers", lambda dtype, up=up: float(up(_first_one(dtype, 1))),
                  "You searched whole numbers only. Halve the interval until the answer is good to 0.01.")
          for up in (math.ceil, math.floor)),
        Mistake("log10", lambda dtype: (np.finfo(dtype).nmant + 1) * math.log10(2),
                "That is a number of decimal digits. Use the natural logarithm to solve exp(-x) = c."),
        Mistake("log2", lambda dtype: np.finfo(dtype).nmant + 1.0,
                "That is a number of bits. Use the natural logarithm to solve exp(-x) = c."),
        Mistake("minus", lambda dtype: -_first_one(dtype, 1),
                "The sign is turned round: the sigmoid is near 1 for large POSITIVE x."),
    ),
)


def _log_plus(epsilon):
    return lambda x: np.log(truth.sigmoid(x) + epsilon)


def _log_clipped(epsilon):
    return lambda x: np.log(np.clip(truth.sigmoid(x), epsilon, 1 - epsilon))


_EPSILONS = (1e-16, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6)

log_sigmoid = Exercise(
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
        Part("arrays of any shape and of integers", ((_TABLE,), (_INTEGERS,)),
             "The result is a float array of the same shape as x."),
    ),
    (
        Mistake("M13-log-of-sigmoid", lambda x: np.log(truth.sigmoid(x)),
                "On the far left a number inside your logarithm becomes 0 or overflows, on the far right it is rounded "
                "to 1; the logarithm sees only the rounded value. Simplify on paper before you compute."),
        *(Mistake("M13-epsilon", make(e),
                  "The small number that avoids log(0) replaces the true value: the result stops at a plateau. "
                  "Compute the logarithm from x itself.") for e in _EPSILONS for make in (_log_plus, _log_clipped)),
        Mistake("overflow-left", lambda x: -np.log1p(np.exp(-x)),
                "Right on the right, but exp(800) overflows on the left. Which exponential stays small there?"),
        Mistake("overflow-right", lambda x: x - np.log1p(np.exp(x)),
                "Right on the left. On the right two nearly equal numbers are subtracted, or exp overflows."),
        Mistake("log-not-log1p", lambda x: np.minimum(x, 0) - np.log(1 + np.exp(-np.abs(x))),
                "The left is right. On the right 1 + exp(-x) is rounded to 1 before the logarithm sees it."),
        Mistake("where-both", lambda x: np.where(np.asarray(x) >= 0, -np.log1p(np.exp(-x)), x - np.log1p(np.exp(x))),
                "The numbers are right. But np.where computes both columns for every x and only then chooses, so one "
                "of them overflows. Make the argument of exp safe in both."),
        Mistake("softplus", lambda x: np.logaddexp(0, -np.asarray(x, dtype=float)),
                "The sign is turned round: a logarithm of a number below 1 is negative."),
        Mistake("log10", lambda x: -np.logaddexp(0, -np.asarray(x, dtype=float)) / math.log(10),
                "The natural logarithm was meant; this one counts powers of ten."),
        Mistake("mirrored", lambda x: -np.logaddexp(0, np.asarray(x, dtype=float)),
                "This is log sigmoid(-x): the far left should be close to x, the far right close to 0."),
        Mistake("no-log", lambda x: truth.sigmoid(x),
                "This is the sigmoid itself; its logarithm was asked for."),
    ),
)

logistic = Exercise(
    "logistic",
    lambda x, L, k, x0: truth.logistic(x, L, k, x0),
    (
        Part("the midpoint", ((2.0, 10.0, 0.5, 2.0), (-1.0, 4.0, 3.0, -1.0)),
             "At x = x0 the curve is halfway to its ceiling L."),
        Part("all three parameters at once", ((3.0, 10.0, 0.5, 2.0), (0.0, 2.0, 1.5, -0.5), (1.0, 3.0, -2.0, 0.25)),
             "Shift first (x - x0), then scale (times k), then the sigmoid, then the ceiling (times L)."),
        Part("steep curves, without a warning", ((-100.0, 2.0, 50.0, 0.5), (100.0, 2.0, 50.0, 0.5)),
             "A steep curve sends very large numbers into exp. Build on a sigmoid that can take them.", atol=1e-12),
        Part("arrays of x", ((_TABLE, 5.0, 0.8, 0.3), (_INTEGERS, 661.0, 0.55, 1.0)),
             "The result has the same shape as x."),
    ),
    (
        Mistake("shift-not-scaled", lambda x, L, k, x0: L * truth.sigmoid(k * x - x0),
                "k x - x0 scales first and shifts after, so the midpoint lands at x0 / k. Bracket x - x0."),
        Mistake("shift-sign", lambda x, L, k, x0: L * truth.sigmoid(k * (x + x0)),
                "The midpoint lands at -x0. A shift to the right by x0 needs x - x0."),
        Mistake("no-ceiling", lambda x, L, k, x0: truth.sigmoid(k * (x - x0)),
                "The ceiling L is missing: the curve still runs to 1."),
        Mistake("no-shift", lambda x, L, k, x0: L * truth.sigmoid(k * np.asarray(x)),
                "The shift x0 is missing: the midpoint is still at 0."),
        Mistake("no-scale", lambda x, L, k, x0: L * truth.sigmoid(x - x0),
                "The growth rate k is missing."),
        Mistake("divided-by-k", lambda x, L, k, x0: L * truth.sigmoid((x - x0) / k),
                "You divide by k, which makes a large k gentle. k is a rate: multiply by it."),
        Mistake("L-in-numerator-of-exp", lambda x, L, k, x0: 1 / (1 + L * np.exp(-k * (x - x0))),
                "L stands inside the denominator. The ceiling multiplies the whole sigmoid."),
        Mistake("mirrored", lambda x, L, k, x0: L * truth.sigmoid(-k * (x - x0)),
                "This curve falls where it should rise. Look at the sign in the exponent."),
        Mistake("swapped", lambda x, L, k, x0: truth.logistic(x, k, L, x0),
                "L and k have changed places: the order is x, L, k, x0."),
        Mistake("overflow-left", lambda x, L, k, x0: L / (1 + np.exp(-k * (x - x0))),
                "The numbers are right, but exp(5000) is too large for a float, so NumPy has to warn. "
                "Build on a sigmoid that can take it."),
    ),
)

tanh_from_sigmoid = Exercise(
    "tanh_from_sigmoid",
    lambda x: truth.tanh(x),
    (
        Part("everyday inputs", ((0.0,), (0.5,), (-2.0,)),
             "tanh runs from -1 to 1: stretch the sigmoid by 2 and lower it by 1. What happens to x?", atol=1e-12),
        Part("arrays of any shape", ((_TABLE,),), "The result has the same shape as x.", atol=1e-12),
        Part("large inputs, without a warning", ((-800.0,), (800.0,)),
             "Build on a sigmoid that can take large inputs.", atol=1e-12),
    ),
    (
        Mistake("x-not-doubled", lambda x: 2 * truth.sigmoid(x) - 1,
                "The height is right, the slope is not: this is tanh(x/2). The argument must be doubled too."),
        Mistake("not-lowered", lambda x: 2 * truth.sigmoid(2 * x),
                "This runs from 0 to 2. Lower it by 1."),
        Mistake("not-stretched", lambda x: truth.sigmoid(2 * x),
                "This still runs from 0 to 1. tanh runs from -1 to 1."),
        Mistake("halved", lambda x: 2 * truth.sigmoid(x / 2) - 1,
                "The argument must be doubled, not halved."),
        Mistake("lowered-by-half", lambda x: truth.sigmoid(2 * x) - 0.5,
                "Centred, but only half as high: this is tanh(x) / 2."),
        Mistake("mirrored", lambda x: 1 - 2 * truth.sigmoid(2 * x),
                "The sign is turned round: tanh rises."),
        Mistake("overflow", lambda x: (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x)),
                "The textbook quotient becomes infinity over infinity for large x. Use the sigmoid."),
    ),
)

elo_expected = Exercise(
    "elo_expected",
    lambda delta: truth.sigmoid(np.asarray(delta) * (math.log(10) / 400)),
    (
        Part("single differences", ((0.0,), (400.0,), (100.0,), (-250,), (800.0,)),
             "400 points are worth odds of 10 to 1. Which logit belongs to these odds?", rtol=1e-6),
        Part("arrays of differences", ((np.array([-400.0, 0.0, 200.0]),),),
             "The result has the same shape as delta.", rtol=1e-6),
    ),
    (
        Mistake("base-e", lambda delta: truth.sigmoid(np.asarray(delta) / 400),
                "400 points give odds of e to 1 here. Elo's scale has base 10: 400 points are odds of 10 to 1."),
        Mistake("no-scale", lambda delta: truth.sigmoid(delta),
                "One point would decide everything. Elo divides the difference by 400."),
        Mistake("mirrored", lambda delta: truth.sigmoid(-np.asarray(delta) * (math.log(10) / 400)),
                "The stronger player loses here: look at the sign."),
        Mistake("odds", lambda delta: 10.0 ** (np.asarray(delta) / 400),
                "These are the odds. The expected score is odds / (1 + odds)."),
        Mistake("divided-by-log", lambda delta: truth.sigmoid(np.asarray(delta) / (400 * math.log(10))),
                "You divide by ln 10 where you should multiply: 10 ** a = exp(a ln 10)."),
        Mistake("straight-line", lambda delta: 0.5 + np.asarray(delta) / 800,
                "A straight line leaves the interval from 0 to 1. Expected scores follow a sigmoid."),
    ),
)
