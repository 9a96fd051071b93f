"""Exercise 1.7: saturation_point."""

import math

import numpy as np

from course_utils.checks.engine.exercise import Exercise, Mistake, Part


def _first_one(dtype, extra_bits):
    """Solve exp(-x) = 2 ** -(mantissa bits + extra_bits) for x."""
    return (np.finfo(dtype).nmant + extra_bits) * math.log(2)


def saturation_point_truth(dtype):
    """Return the smallest x at which 1 / (1 + exp(-x)), evaluated in `dtype`, is exactly 1.

    From there on exp(-x) is at most half the spacing of the floats just above 1.
    """
    return _first_one(dtype, 1)


exercise = Exercise(
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
                "finfo(dtype).eps is the whole step from 1 to the next float. Half a step is already rounded away.",
                "boundary"),
        Mistake("rounded-late", lambda dtype: _first_one(dtype, 2),
                "This is where the exact value rounds to 1. Evaluate every step in the format itself, the sum too.",
                "order of steps"),
        Mistake("rounded-late", lambda dtype: _first_one(dtype, 1 if dtype is np.float64 else 2),
                "For float64 this is right. For the others only the last step is rounded: convert x to the format "
                "first, so that the sum 1 + exp(-x) is rounded too.", "order of steps"),
        Mistake("ignores-dtype", lambda dtype: _first_one(np.float64, 1),
                "This is the answer for float64, whatever dtype is asked for. Convert x to dtype before you use it.",
                "dtype"),
        Mistake("overflow-point", lambda dtype: math.log(float(np.finfo(dtype).max)),
                "This is where exp overflows. The sigmoid is rounded to 1 long before.", "another function"),
        Mistake("smallest-number", lambda dtype: -math.log(float(np.finfo(dtype).tiny)),
                "exp(-x) need not vanish. It only has to be too small to be noticed beside 1.", "another function"),
        *(Mistake("whole-numbers", lambda dtype, up=up: float(up(_first_one(dtype, 1))),
                  "You searched whole numbers only. Halve the interval until the answer is good to 0.01.", "precision")
          for up in (math.ceil, math.floor)),
        Mistake("log10", lambda dtype: (np.finfo(dtype).nmant + 1) * math.log10(2),
                "That is a number of decimal digits. Use the natural logarithm to solve exp(-x) = c.", "log base"),
        Mistake("log2", lambda dtype: np.finfo(dtype).nmant + 1.0,
                "That is a number of bits. Use the natural logarithm to solve exp(-x) = c.", "log base"),
        Mistake("minus", lambda dtype: -_first_one(dtype, 1),
                "The sign is turned round: the sigmoid is near 1 for large POSITIVE x.", "sign"),
    ),
    section="1.7",
)
