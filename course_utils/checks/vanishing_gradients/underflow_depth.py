"""Exercise 5.7: underflow_depth."""

import math

import numpy as np

from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.checks.vanishing_gradients._shared import named


def _depth(dtype, f=0.25, ends=lambda product, dtype: product == 0, most=5000):
    """Count the multiplications before the product `ends`, and at most so many."""
    number, layers = dtype(1) * dtype(f), 0
    while not ends(number, dtype) and layers < most:
        number, layers = number * dtype(f), layers + 1
    return layers


def _last_product(dtype, f=0.25, start=1):
    number = dtype(start)
    while number * dtype(f) > 0:
        number *= dtype(f)
    return float(number)


def _until(*ends):
    """List answers that stop counting elsewhere: end(product, dtype)."""
    return [lambda dtype, f=0.25, end=end: _depth(dtype, f, end) for end in ends]


def _by_logarithm(limit, *wholes):
    """List answers that ask when f^L falls below `limit`, an entry of np.finfo; its logarithm in the type, or exact."""
    return [lambda dtype, f=0.25, whole=whole, log=log: whole(log(getattr(np.finfo(dtype), limit)) / math.log(f))
            for whole in wholes for log in (lambda least: math.log(float(least)), np.log)]  # fmt: skip


def _factor_in_double(dtype, f=0.25):
    """Round each product to the type, and leave the factor a Python float."""
    number, layers = float(dtype(f)), 0
    while number:
        number, layers = float(dtype(number * f)), layers + 1
    return layers


def _by_powers(power):
    """Return an answer to underflow_depth that counts the powers of f that are not 0, each rounded once."""
    return lambda dtype, f=0.25: next(n for n in range(2000) if power(dtype, f, n + 1) == 0)


def _made(change):
    """Return an answer that makes something else of the right depth."""
    return lambda dtype, f=0.25: change(_depth(dtype, f))


_WHOLE = (math.floor, math.ceil, round, lambda layers: layers)
_TYPES = (np.float16, np.float32, np.float64)
_DEPTH = dict(shows="the number of multiplications")


exercise = Exercise(
    "underflow_depth",
    lambda dtype, f=0.25: _depth(dtype, f),
    (
        Part("a quarter for each layer", tuple((dtype,) for dtype in _TYPES),
             "How can a loop be told to stop as soon as the product is 0? And what has been counted by then?", **_DEPTH,
             more="Let one name hold the product and another the count, and look at the product that would come next, "
             "before you count it. Both the product and the factor must be in the type."),
        Part("another factor", ((np.float16, 0.5), (np.float32, 0.125), (np.float64, 2.0**-20),
                                (np.float16, 1e-5), (np.float32, 1e-5)),
             "What is the second argument, and in which type is it multiplied?", 0.5, **_DEPTH,
             more="A Python float is not yet a number of the type: what does dtype(f) make of it?"),
        Part("products that are rounded",
             ((np.float16, 0.29), (np.float32, 0.29), (np.float16, 0.1), (np.float32, 0.2), (np.float64, 0.3),
              (np.float64, 0.35), (np.float16, 0.4254), (np.float16, 0.1747)),
             "Is a power of f the same number as a product that is rounded after each factor?", 0.5, **_DEPTH,
             more="Near the end of its range a type has few digits left, and a product may be rounded up again and "
             "again. No formula knows that: multiply."),
    ),
    (
        *named("first-zero", "off by one", "One too many: with so many factors the product is 0. Which is the last "
               "depth where it is not?", _made(lambda layers: layers + 1)),
        *named("one-short", "off by one", "One too few: one factor more, and the product is still not 0. What was "
               "counted before the loop?", _made(lambda layers: layers - 1), _made(lambda layers: max(layers - 1, 0))),
        *named("normal-numbers-only", "boundary", "This is where a product falls below the smallest NORMAL number. "
               "What do floats do below it?", *_by_logarithm("tiny",
               *_WHOLE, lambda layers: round(layers) + 1, lambda layers: int(layers) - 1),
               *_until(lambda product, dtype: product < np.finfo(dtype).tiny),
               lambda dtype, f=0.25: {np.float16: 7, np.float32: 63, np.float64: 511}[dtype]),
        *named("not-rounded-each-time", "precision", "Right on paper, or nearly so. In the type each product is "
               "rounded before the next one: is it a power here, or a product or a factor in another type?",
               *_by_logarithm("smallest_subnormal", *_WHOLE),
               _by_powers(lambda dtype, f, n: dtype(f**n)), _by_powers(lambda dtype, f, n: dtype(f) ** n),
               _factor_in_double,
               _by_powers(lambda dtype, f, n: dtype(float(dtype(f)) ** n)),
               lambda dtype, f=0.25: int((math.log2(float(np.finfo(dtype).smallest_subnormal)) - 1) / math.log2(f))),
        *named("eps", "another function", "This is where 1 + f^L is no longer told from 1, or where the product falls "
               "below eps. How small may a number be beside 0, not beside 1?", *_by_logarithm("eps", *_WHOLE),
               *_until(lambda product, dtype: product <= np.finfo(dtype).eps,
               lambda product, dtype: product <= np.finfo(
                   dtype).resolution,
                       lambda product, dtype: product < np.finfo(dtype).eps,
                       lambda product, dtype: dtype(1) + product == 1),
               lambda dtype, f=0.25: _depth(dtype, f, lambda product, dtype: dtype(1) + product == 1) + 1,
               lambda dtype, f=0.25: _depth(np.float64, f, lambda product, dtype: 1 + product == 1)),
        *named("own-limit", "guard", "This is where the product falls below a small number, not where it is 0. With "
               "what is it compared?", *_until(*(lambda product, dtype, least=least: product <= least for least in (
                   1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16, 1e-20, 1e-30, 1e-300, 1e-308)),
                   lambda product, dtype: product <= np.finfo(dtype).smallest_subnormal,
                   lambda product, dtype: np.isclose(product, 0))),
        *named("stopped-counting", "off by one", "Right where few factors are enough. In the other cases this is a "
               "limit: does the loop end too early?", *(lambda dtype, f=0.25, most=most: _depth(dtype, f, most=most)
                                                        for most in (50, 64, 100, 200, 256, 500, 512))),
        *named("type-ignored", "dtype", "This is the depth in one and the same type, whatever `dtype` is, or one more. "
               "In which type are the product and the factor?",
               *(lambda dtype, f=0.25, t=t, more=more: _depth(t, f) + more for t in _TYPES for more in (0, 1))),
        *named("factor-ignored", "missing part", "The factor f plays no part here: this is the depth for 1/4 or 1/2.",
               lambda dtype, f=0.25: _depth(dtype), lambda dtype, f=0.25: _depth(dtype, 0.5)),
        *named("factor-squared", "missing part", "This is the depth for f squared or its root, or half or twice the "
               "right one. How often is f multiplied in each turn?",
               lambda dtype, f=0.25: _depth(dtype, f * f), lambda dtype, f=0.25: _depth(dtype, f**0.5),
               _made(lambda layers: 2 * layers), _made(lambda layers: layers // 2)),
        *named("product", "another function", "This is a product, the last one that is not 0, or the smallest number "
               "of the type. How many factors does it take?", _last_product,
               lambda dtype, f=0.25: _last_product(dtype, f, f),
               lambda dtype, f=0.25: float(dtype(f)) ** _depth(dtype, f),
               lambda dtype, f=0.25: float(np.finfo(dtype).smallest_subnormal)),
        *named("largest", "another function", "This fits the largest number of the type. Which end of its range does a "
               "vanishing gradient meet?", lambda dtype, f=0.25: int(-np.log2(float(np.finfo(dtype).max)) / np.log2(f)),
               lambda dtype, f=0.25: _depth(dtype, 1 / f, lambda product, dtype: np.isinf(product))),
        *named("bits", "another function", "These are the bits of the type, or its powers of 2 or 10. How often can "
               "you multiply before 0 comes?", lambda dtype, f=0.25: np.finfo(dtype).bits,
               lambda dtype, f=0.25: -np.finfo(dtype).minexp,
               lambda dtype, f=0.25: np.finfo(dtype).nmant,
               lambda dtype, f=0.25: int(-np.log10(float(np.finfo(dtype).tiny))),
               lambda dtype, f=0.25: int(-np.log10(float(np.finfo(dtype).smallest_subnormal)))),
        *named("negative", "sign", "The size is right. How can a number of multiplications be negative?",
               _made(lambda layers: -layers)),
    ),
    section="5.7",
)  # fmt: skip
