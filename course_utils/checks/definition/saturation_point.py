"""Exercise 1.7: saturation_point."""

import math

import numpy as np

from course_utils.checks.definition._shared import made
from course_utils.checks.engine.exercise import Exercise, Part

DTYPES = (np.float64, np.float32, np.float16)


def _first_one(dtype, extra_bits=1):
    """Solve exp(-2 x) = 2 ** -(mantissa bits + extra_bits) for x."""
    return (np.finfo(dtype).nmant + extra_bits) * math.log(2) / 2


def saturation_point_truth(dtype):
    """Return the smallest x at which tanh as 2 / (1 + exp(-2 x)) - 1, evaluated in `dtype`, is exactly 1.

    From there on exp(-2 x) is at most half the spacing of the floats just above 1.
    """
    return _first_one(dtype)


def _of(limit, function=math.log):
    """Return an answer that takes a function of one of the numbers in finfo."""
    return lambda dtype: abs(function(float(getattr(np.finfo(dtype), limit))))


def _on_a_grid(step, up=math.ceil):
    return lambda dtype: float(up(_first_one(dtype) / step) * step)


def _first_on_grid(f):
    x = np.linspace(0, 20, 20_001)
    return x[f(x) == 1].min()


exercise = Exercise(
    "saturation_point",
    saturation_point_truth,
    tuple(
        Part(dtype.__name__, ((dtype,),),
             "What becomes of the denominator when its exponential grows small? Which exponential is the first that "
             "changes nothing, and which x belongs to it?", rtol=2e-3, warnings_cost=False, shows="x",
             more="Just above 1 the floats of each format stand a fixed step apart, and np.finfo(dtype) knows it. A "
             "sum is rounded to the nearest of them, so how large may the exponential be beside that step? And in the "
             "exponent stands not x alone.")
        for dtype in DTYPES
    ),
    (
        *made("of-the-sigmoid", "another function", "There the sigmoid is rounded to 1, as in the lesson. How fast "
              "does the exponential in this formula fall, beside that of the sigmoid?",
              lambda dtype: 2 * _first_one(dtype), lambda dtype: 2 * _first_one(dtype, 0)),
        *made("eps", "boundary", "Your exponential is the whole step from 1 to the next float, or more: added to 1 it "
              "still changes the sum. Which part of a step is rounded away?",
              lambda dtype: _first_one(dtype, 0), lambda dtype: _first_one(dtype, -1)),
        *made("rounded-late", "order of steps", "The format reaches 1 a little earlier: at your x its denominator has "
              "long been 1. Is every step rounded to the format, the sum too?",
              lambda dtype: _first_one(dtype, 2), lambda dtype: _first_one(dtype, 3),
              lambda dtype: _first_one(dtype, 1 if dtype is np.float64 else 2),
              lambda dtype: _first_on_grid(lambda x: np.tanh(x.astype(dtype))),
              lambda dtype: _first_on_grid(lambda x: (2 / (1 + np.exp(-2 * x)) - 1).astype(dtype))),
        *made("ignores-dtype", "dtype", "Your number is the same for every dtype. Is x, and each step, converted to "
              "the format that is asked for?", *(lambda dtype, x=x: x for one in DTYPES for x in (
                  _first_one(one), float(math.ceil(_first_one(one))), float(math.floor(_first_one(one))),
                  2 * _first_one(one)))),
        *made("overflow-point", "another function", "This is where an exponential overflows in that format. Long "
              "before, tanh is rounded to 1.", _of("max"), _of("max", lambda most: math.log(most) / 2)),
        *made("smallest-number", "another function", "At your x the exponential vanishes, or nearly. It need only be "
              "too small to be noticed beside 1.", _of("tiny"), _of("smallest_subnormal"),
              _of("tiny", lambda least: math.log(least) / 2), _of("smallest_subnormal", lambda x: math.log(x) / 2)),
        *made("whole-numbers", "precision", "Your numbers are whole, or lie on a coarse grid. Two parts in a thousand "
              "are asked for: how fine must the search be?",
              *(_on_a_grid(step, up) for step in (1, 0.5, 0.25, 0.2, 0.1) for up in (math.ceil, math.floor)),
              lambda dtype: float(math.ceil(_first_one(dtype))) - 0.5),
        *made("log10", "log base", "Your values are the right ones divided by 2.3: powers of ten are counted, and exp "
              "has the base e.", lambda dtype: _first_one(dtype) * math.log10(math.e)),
        *made("log2", "log base", "Your values are numbers of bits: powers of two are counted, and exp has the base e.",
              *(lambda dtype, extra=extra, part=part: float(np.finfo(dtype).nmant + extra) / part
                for extra in (0, 1, 2) for part in (1, 2))),
        *made("no-logarithm", "missing part", "This is a gap between two floats. At which x is the exponential as "
              "small as that?",
              *(lambda dtype, part=part: float(np.finfo(dtype).eps) / part for part in (1, 2, 4))),
        *made("digits", "another function", "This counts the digits or bits of the format in another way. How small "
              "must the exponential be to go unnoticed beside 1?", _of("precision", lambda digits: digits
                                                                       * math.log(10)),
              _of("precision", lambda digits: digits * math.log(10) / 2),
              _of("precision", float), _of("bits", lambda bits: bits * math.log(2)), _of("bits", float),
              _of("bits", lambda bits: bits * math.log(2) / 2), _of("resolution")),
        *made("root", "scale", "At your x the exponential is far too large still, the square root of the gap that "
              "counts: x is half of what it should be.",
              lambda dtype: _first_one(dtype) / 2, lambda dtype: _first_one(dtype, 0) / 2),
        *made("minus", "sign", "Your x is negative, and there tanh is next to -1. It is next to 1 for large positive "
              "x.", lambda dtype: -_first_one(dtype), lambda dtype: -_first_one(dtype, 0)),
    ),
    section="1.7",
)
