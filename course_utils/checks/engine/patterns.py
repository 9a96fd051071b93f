"""General patterns of outcomes: what any exercise can say of values that are wrong in a regular way.

Each says what was seen, in numbers, and asks for the cause: many programs yield the same numbers. A pattern is claimed
only where it holds at all inputs that fail, and for at least two different numbers; one lucky number is no pattern.
"""

import numpy as np

from course_utils.checks.engine import places, relations, shape_patterns, variants
from course_utils.checks.engine.seen import Pattern, collected, different, in_a_row, is_number, written


def pattern(exercise, outcomes, problems):
    """Return the Pattern that all wrong outcomes share, or None."""
    wrong = collected(exercise, outcomes, problems, ("value", "shape", "nan"))
    right = collected(exercise, outcomes, problems, (None, "warning"))
    if not wrong:
        return None
    if not all(seen.same_shape for seen in wrong):
        return shape_patterns.found(wrong)
    got, expected = in_a_row(wrong)
    if different(expected) < 2 or np.isnan(got).any():
        return None
    return _first(_LOOKS, wrong, right) or variants.found(exercise, wrong) or _first(_LAST_LOOKS, wrong, right)


def _first(looks, wrong, right):
    return next((found for look in looks if (found := look(wrong, right))), None)


def _constant(wrong, right):
    """See whether all that came is one and the same number."""
    got = in_a_row(wrong + right)[0]
    if different(got) > 1:
        return None
    return Pattern("seen-constant", "missing part",
                   f"Your function gives {written(got[0])} for every input that was tried. Does its result depend on "
                   "what it is given?")  # fmt: skip


def _unchanged(wrong, right):
    """See whether what came is what was given."""
    for i in range(min(len(seen.given) for seen in wrong)):
        if all(is_number(seen.given[i]) and seen.near(seen.given[i]) for seen in wrong):
            return Pattern("seen-unchanged", "missing part",
                           "Your values are one of the arguments, as it was given. Is the result of the calculation "
                           "kept and returned?")  # fmt: skip
    return None


def _whole(wrong, right):
    """See whether whole numbers came where others are right."""
    got, expected = in_a_row(wrong, wrong_only=True)
    everything = in_a_row(wrong + right)[0]
    if min(different(got), different(expected)) < 2 or np.any(everything != np.round(everything)):
        return None
    if np.all(expected == np.round(expected)):
        return None
    for how, function in (("cut off", np.trunc), ("rounded", np.round), ("rounded up", np.ceil), ("down", np.floor)):
        if np.array_equal(got, function(expected)):
            how = "rounded down" if how == "down" else how
            return Pattern("seen-whole-numbers", "dtype",
                           f"Your values are the right ones {how} to whole numbers. Does an array of integers, a "
                           "round or a // take their decimals?")  # fmt: skip
    return None


def _other_order(wrong, right):
    """See whether the right numbers came in another order."""
    if not all(seen.got.ndim and seen.near(np.sort(seen.right, None), np.sort(seen.got, None)) for seen in wrong):
        return None
    if any(seen.near(seen.right) for seen in wrong):  # each stands at its place, and some are not quite right
        return None
    if all(seen.right.size == 2 for seen in wrong):
        return Pattern("seen-swapped", "argument order",
                       "The two numbers are right and have changed places. In which order are they "
                       "asked for?")  # fmt: skip
    for axis in (0, -1):
        if all(seen.near(np.flip(seen.right, axis)) for seen in wrong):
            return Pattern("seen-reversed", "argument order",
                           "Your values are the right ones in reverse order. Have two things changed places, or does "
                           "something run backwards?")  # fmt: skip
    if all(seen.right.ndim == 2 and seen.near(seen.right.T) for seen in wrong):
        return shape_patterns.TRANSPOSED
    if all(np.array_equal(seen.got, np.sort(seen.got)) for seen in wrong):
        return Pattern("seen-sorted", "axis",
                       "Your values are the right ones, sorted. The order of the inputs is asked for: is something "
                       "sorted on the way and not put back?")  # fmt: skip
    return Pattern("seen-other-order", "argument order",
                   "Your values are the right ones, in another order. Does each stand at the place of its "
                   "input?")  # fmt: skip


def _digits(wrong, right):
    """See whether all is right to fewer digits than asked."""
    got, expected = in_a_row(wrong, wrong_only=True)
    if different(expected) < 2 or not np.all(np.isfinite(got) & np.isfinite(expected)):
        return None
    if rounded := _rounded(got, expected, _asked(wrong)):
        return rounded
    if np.any(expected == 0):
        return None
    off = np.max(np.abs(got - expected) / np.abs(expected))
    if off > 5e-3:
        return None
    digits, asked = int(-np.log10(off)), _asked(wrong)
    for short, kept, most in ((np.float16, "3", 1e-2), (np.float32, "7", 1e-5)):
        with np.errstate(all="ignore"):
            if off < most and np.array_equal(got, got.astype(short)):
                return Pattern("seen-short-float", "dtype",
                               f"Your values have only the {kept} digits of {short.__name__}; {asked} are asked for. "
                               "Is something on the way stored in a short format?")  # fmt: skip
    return Pattern("seen-few-digits", "precision",
                   f"Your values are right to about {digits} digits; {asked} are asked for. Is something rounded, "
                   "approximated, cut off or stopped too soon, or a small number added?")  # fmt: skip


def _rounded(got, expected, asked):
    """See whether what came are the right numbers to some decimals, not all of them 0."""
    for decimals in range(1, 9):
        near = np.all(np.abs(got - expected) <= 0.51 * 10.0**-decimals)
        if near and got.any() and np.array_equal(got, np.round(got, decimals)):
            return Pattern("seen-rounded", "precision",
                           f"Your values have at most {decimals} decimals: {written_out(got[0])} where "
                           f"{expected[0]:.10g} is right; {asked} are asked for. Is something rounded?")  # fmt: skip
    return None


def written_out(number):
    """Write a number with the digits that it has, ten at most."""
    return f"{number:.10g}"


def _asked(wrong):
    rtol, atol = min(s.part.rtol for s in wrong), min(s.part.atol for s in wrong)
    return f"{round(-np.log10(rtol))} digits" if rtol else f"{round(-np.log10(atol))} decimals" if atol else "all"


def _stops(wrong, right):
    """See whether there is one value wherever it is wrong, with all that is right there on one side of it."""
    got, expected = in_a_row(wrong, wrong_only=True)
    if different(expected) < 2 or different(got) > 1:
        return None
    value, others = got[0] + 0.0, in_a_row(wrong + right)[0]
    example = expected[np.argmax(np.abs(expected - value))]
    if np.isinf(value):
        return Pattern("seen-infinite", "overflow",
                       f"Your values are {value:g} where numbers such as {example:.4g} are right. Does a number on the "
                       "way grow too large, is something divided by 0, or the logarithm of 0 taken?")  # fmt: skip
    if value == 0 and np.max(np.abs(expected)) < 1e-3:
        return Pattern("seen-zero", "precision",
                       f"Your values are 0 where small numbers such as {example:.2g} are right. Are two nearly equal "
                       "numbers subtracted, or is something rounded or cut off?")  # fmt: skip
    beyond_top = np.all(expected > value) and np.all(others <= value)
    if beyond_top or (np.all(expected < value) and np.all(others >= value)):
        side = "above" if beyond_top else "below"
        return Pattern("seen-limited", "guard",
                       f"None of your values lies {side} {written_out(value)}, and some should: {example:.6g} is "
                       "right once. Does a clip, a maximum or a minimum cut them off?")  # fmt: skip
    return None


def _ends(wrong, right):
    """See whether only the first or the last entry is wrong."""
    if not all(seen.right.ndim == 1 and seen.right.size > 3 for seen in wrong):
        return None
    if different(in_a_row(wrong, wrong_only=True)[1]) < 2:
        return None
    places = {int(i) if i == 0 else int(i - s.right.size) for s in wrong for i in np.flatnonzero(~s.fits)}
    if not places <= {0, -1}:
        return None
    which = {(0,): "the first", (-1,): "the last", (-1, 0): "the first and the last"}[tuple(sorted(places))]
    return Pattern("seen-ends", "boundary",
                   f"Of your values only {which} is wrong. What is special at the end?")  # fmt: skip


def _goes_astray(wrong, right):
    """See whether the first entries are right, and none after them."""
    if not all(seen.right.ndim and seen.right.shape not in map(np.shape, seen.given) for seen in wrong):
        return None
    firsts = [int(np.argmin(_rows_that_fit(seen))) for seen in wrong]
    if min(firsts) < 2 or any(_rows_that_fit(seen)[first:].any() for seen, first in zip(wrong, firsts)):
        return None
    return Pattern("seen-goes-astray", "order of steps",
                   f"Your values are right up to number {min(firsts)} and wrong from there on. What is different from "
                   "that step on: is a value used that should have been renewed?")  # fmt: skip


def _rows_that_fit(seen):
    return seen.fits.reshape(len(seen.fits), -1).all(axis=1)


_LOOKS = (_constant, _unchanged, _stops, *relations.LOOKS, places.whole_inputs, _whole, places.tiny_inputs, _digits,
          _other_order, _ends, _goes_astray)  # fmt: skip
_LAST_LOOKS = (places.large_inputs, places.one_side)
