"""Exercise 5.7: underflow_depth."""

import numpy as np

from course_utils.checks.engine.exercise import Exercise, Mistake, Part


def _last_nonzero(dtype, f=0.25):
    number, layers = dtype(1) * dtype(f), 0
    while number > 0:
        number, layers = number * dtype(f), layers + 1
    return layers


def _above(limit):
    """Return an answer to underflow_depth that asks when f^L falls below `limit`, an entry of np.finfo."""
    return lambda dtype, f=0.25: int(np.floor(np.log2(float(getattr(np.finfo(dtype), limit))) / np.log2(f)))


def _by_powers(power):
    """Return an answer to underflow_depth that counts the powers of f that are not 0, each rounded once."""
    return lambda dtype, f=0.25: next(n for n in range(2000) if power(dtype, f, n + 1) == 0)


exercise = Exercise(
    "underflow_depth",
    lambda dtype, f=0.25: _last_nonzero(dtype, f),
    (
        Part("a quarter for each layer", ((np.float16,), (np.float32,), (np.float64,)),
             "Multiply in the given type, and count as long as the product is not 0."),
        Part("another factor", ((np.float16, 0.5), (np.float32, 0.125), (np.float64, 2.0**-20)),
             "The second argument is the factor.", 0.5),
        Part("products that are rounded",
             ((np.float16, 0.29), (np.float32, 0.29), (np.float16, 0.1), (np.float32, 0.2)),
             "Each product is rounded to the type, before the next one is taken.", 0.5),
    ),
    (
        Mistake("first-zero", lambda dtype, f=0.25: _last_nonzero(dtype, f) + 1,
                "One too many: at this depth the product is 0. The last depth where it is not was asked for.",
                "off by one"),
        Mistake("one-short", lambda dtype, f=0.25: _last_nonzero(dtype, f) - 1,
                "One too few: one more layer, and the product is still not 0.", "off by one"),
        Mistake("normal-numbers-only", _above("tiny"),
                "This stops at the smallest NORMAL number. Below it floats go on, with fewer digits, before they "
                "reach 0.", "another function"),
        *(Mistake("normal-numbers-only", lambda dtype, f=0.25, log=log: int(log(np.finfo(dtype).tiny) / np.log(f)),
                  "This stops at the smallest NORMAL number. Below it floats go on, with fewer digits, before they "
                  "reach 0.", "another function") for log in (np.log, lambda tiny: np.log(float(tiny)))),
        *(Mistake("not-rounded-each-time", answer,
                  "On paper, yes. But in the type every single product is rounded, and near the end of its range the "
                  "roundings add up: multiply step by step.", "precision")
          for answer in (_above("smallest_subnormal"), _by_powers(lambda dtype, f, n: dtype(f**n)),
                         _by_powers(lambda dtype, f, n: dtype(f) ** n))),
        Mistake("eps", _above("eps"),
                "eps is the distance from 1 to the next number. How small a number may be is another matter.",
                "another function"),
        Mistake("type-ignored", lambda dtype, f=0.25: _last_nonzero(np.float64, f),
                "This is the depth in float64, whatever the type. Keep the product, and the factor, in dtype.",
                "dtype"),
        Mistake("type-ignored", lambda dtype, f=0.25: _last_nonzero(np.float32, f),
                "This is the depth in float32, whatever the type. Keep the product, and the factor, in dtype.",
                "dtype"),
        Mistake("factor-ignored", lambda dtype, f=0.25: _last_nonzero(dtype),
                "The factor f plays no part in your answer.", "missing part"),
        Mistake("product", lambda dtype, f=0.25: float(dtype(f)) ** _last_nonzero(dtype, f),
                "This is the last product itself. Return how many layers it took.", "another function"),
        Mistake("largest", lambda dtype, f=0.25: int(-np.log2(float(np.finfo(dtype).max)) / np.log2(f)),
                "finfo's max is the largest number. A vanishing gradient meets the other end.", "another function"),
        Mistake("bits", lambda dtype, f=0.25: np.finfo(dtype).bits,
                "These are the bits of the type. How often can you multiply before 0 comes?", "another function"),
        Mistake("smallest-number", lambda dtype, f=0.25: float(np.finfo(dtype).smallest_subnormal),
                "This is the smallest number of the type. How many layers does it take to get there?",
                "another function"),
        Mistake("type-ignored", lambda dtype, f=0.25: _last_nonzero(np.float64, f) + 1,
                "This is the depth of Python's own floats, whatever the type, and one too many: there the product is "
                "0. Keep the product, and the factor, in dtype.", "dtype"),
    ),
    section="5.7",
)
