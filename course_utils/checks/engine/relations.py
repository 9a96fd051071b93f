"""Patterns that tie what came to what is right by one simple rule: a factor, an offset, a function."""

import numpy as np

from course_utils.checks.engine.seen import Pattern, different, in_a_row, written

_LOGS = {np.log(2): "base 2 for e", 1 / np.log(2): "base 2 for e", np.log(10): "base 10 for e",
         1 / np.log(10): "base 10 for e", np.log10(2): "base 2 for 10", 1 / np.log10(2): "base 2 for 10"}  # fmt: skip


def _logit(p):
    return np.log(p / (1 - p))


_FUNCTIONS = (  # id, family, function of the right value, what is said
    ("seen-opposite-sign", "sign", np.negative,
     "Your values are the right ones with the opposite sign. Is a minus missing, or one too many?"),
    ("seen-complement", "complement", lambda v: 1 - v,
     "Your values are 1 minus the right ones. Is it the other one of two that make a whole, or is a sign turned "
     "round?"),
    ("seen-without-sign", "sign", np.abs,
     "Your values have the right size, and some have the wrong sign: none is negative. Is there an abs, a square, or a "
     "minus that is missing?"),
    ("seen-squared", "mean or sum", np.square,
     "Your values are the squares of the right ones. Is a square root missing, or something squared that should not "
     "be?"),
    ("seen-root", "mean or sum", np.sqrt,
     "Your values are the square roots of the right ones. Is there a root too many, or a square missing?"),
    ("seen-reciprocal", "scale", lambda v: 1 / v,
     "Your values are 1 divided by the right ones. Has a division been turned round?"),
    ("seen-logarithm", "another function", np.log,
     "Your values are the logarithms of the right ones. Is an exp missing at the end?"),
    ("seen-exponential", "another function", np.exp,
     "Your values are e to the right ones. Is a logarithm missing at the end?"),
    ("seen-sigmoid", "scale", lambda v: 1 / (1 + np.exp(-v)),
     "Your values are the sigmoids of the right ones. Which of the two is asked for, probabilities or logits?"),
    ("seen-logit", "scale", _logit,
     "Your values are the logits of the right ones. Which of the two is asked for, probabilities or logits?"),
)  # fmt: skip


def _function(wrong, right):
    """See whether what came is one function of what is right, everywhere."""
    expected = in_a_row(wrong)[1]
    if all(seen.near(seen.right) for seen in wrong):  # so near that a function which changes nothing would fit as well
        return None
    with np.errstate(all="ignore"):
        for name, family, function, says in _FUNCTIONS:
            if different(expected[expected != 0]) > 1 and _holds(function, wrong, right):
                return Pattern(name, family, says)
    return None


def _holds(function, wrong, right):
    """Tell whether a function of the right values came, at the right inputs of the same parts too."""
    parts = {id(seen.part) for seen in wrong}
    return all(s.near(function(s.right)) for s in [*wrong, *(s for s in right if id(s.part) in parts)] if s.same_shape)


def _factor(wrong, right):
    """See whether there is a factor: a constant, or the number of rows, columns or entries."""
    factors = [_factor_of(seen) for seen in wrong]
    expected = in_a_row(wrong)[1]
    if None in factors or different(expected[expected != 0]) < 2:
        return None
    if counted := _counted(wrong, factors):
        return counted
    return _constant_factor(wrong, factors) if _holds(lambda v: factors[0] * v, wrong, right) else None


def _factor_of(seen):
    """Return the number by which all of this call's right values are multiplied, or None."""
    there = seen.right != 0
    if not there.any() or not np.isfinite(seen.got).all() or not np.isfinite(seen.right).all():
        return None
    factor = float(np.median(seen.got[there] / seen.right[there]))
    return factor if factor and abs(factor - 1) > 1e-3 and seen.near(factor * seen.right) else None


def _constant_factor(wrong, factors):
    factor = factors[0]
    if not np.allclose(factors, factor, rtol=max(1e-9, *(2 * s.part.rtol for s in wrong))):
        return None
    for log, which in _LOGS.items():
        if np.isclose(factor, log, rtol=1e-9):
            return Pattern("seen-log-base", "log base",
                           f"Your values are {factor:.4g} times the right ones, which is what a logarithm of another "
                           f"base makes ({which}). Which base does the exercise mean?")  # fmt: skip
    question = "Is a factor missing, one too many, or a sum where a mean was meant?"
    if 0.8 < factor < 1.25:
        question = "Is a number on the way a little off, or something approximated?"
    return Pattern("seen-factor", "scale", f"Your values are {written(factor)} times the right ones. {question}")


_OF_N = (
    ("n times the right ones", lambda n: n, "Is a sum where a mean was meant?"),
    ("the right ones divided by n", lambda n: 1 / n, "Is a mean where a sum was meant, or a division made twice?"),
    ("the right ones times the square root of n", lambda n: n**0.5, "Is a division by n under a root missing?"),
    ("the right ones divided by the square root of n", lambda n: n**-0.5, "Is a division by n made twice?"),
    ("n/(n - 1) times the right ones", lambda n: n / max(n - 1, 0.5), "Which of the two divides, n or n - 1?"),
    ("(n - 1)/n times the right ones", lambda n: (n - 1) / n, "Which of the two divides, n or n - 1?"),
    ("the right ones times the square root of n/(n - 1)", lambda n: (n / max(n - 1, 0.5)) ** 0.5,
     "Which of the two divides, n or n - 1?"),
    ("the right ones times the square root of (n - 1)/n", lambda n: ((n - 1) / n) ** 0.5,
     "Which of the two divides, n or n - 1?"),
)  # fmt: skip


def _counted(wrong, factors):
    """Find a number n of each call's arrays, always of the same axis, that makes the factors."""
    ndims = [[argument.ndim if isinstance(argument, np.ndarray) else 0 for argument in s.given] for s in wrong]
    if any(its != ndims[0] for its in ndims):
        return None
    for i, axes in enumerate(ndims[0]):
        for axis in range(axes):
            counts = [np.shape(seen.given[i])[axis] for seen in wrong]
            if min(counts) < 1 or (different(counts) == 1 and counts[0] < 3):
                continue
            for what, power, question in _OF_N:
                if np.allclose(factors, [power(n) for n in counts], rtol=1e-9):
                    says = f"Your values are {what}, where n = {counts[0]} is {_named(axis, axes)}. {question}"
                    return Pattern("seen-factor-n", "mean or sum", says)
    return None


def _named(axis, axes):
    return "the number of entries" if axes == 1 else f"the number of {('rows', 'columns', 'layers')[min(axis, 2)]}"


def _offset(wrong, right):
    """See whether all values are too large, or too small, by one and the same number."""
    got, expected = in_a_row(wrong)
    off = got - expected
    if not np.isfinite(off).all() or not off.any() or different(expected) < 2:
        return None
    by = float(np.median(off))
    if np.max(np.abs(off - by)) > 1e-6 * abs(by) or not _holds(lambda v: v + by, wrong, right):
        return None
    side = "larger" if by > 0 else "smaller"
    if abs(by) == 1 and np.array_equal(expected, np.round(expected)):
        return Pattern("seen-one-off", "off by one",
                       f"Your values are all {side} by 1. Is a 1 missing, or one too many, in a formula or in a "
                       "count?")  # fmt: skip
    if abs(by) < 1e-2:
        return Pattern("seen-small-offset", "guard",
                       f"Your values are all {side} by {abs(by):.2g}. Is a small number added on the way?")  # fmt: skip
    return Pattern("seen-offset", "missing part",
                   f"Your values are all {side} by {written(abs(by))}. Is a term missing, or one too "
                   "many?")  # fmt: skip


LOOKS = (_function, _factor, _offset)
