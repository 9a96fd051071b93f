"""Patterns of an answer that works entry by entry: right here and wrong there, by size, sign or kind of the input."""

import numpy as np

from course_utils.checks.engine.seen import Pattern, different, is_number, written


def _places(wrong, right):
    """Return, for every number of an answer that works entry by entry: the input, whether it is right, its kind.

    None where the first argument has not the shape of the result, or fewer than two inputs are right, or wrong.
    """
    calls = [s for s in wrong + right if len(s.given) and np.shape(s.given[0]) == s.right.shape]
    if len(calls) < len(wrong + right) or not all(is_number(seen.given[0]) for seen in calls):
        return None
    x = np.concatenate([np.ravel(np.asarray(seen.given[0], dtype=float)) for seen in calls])
    fits = np.concatenate([np.ravel(seen.fits) for seen in calls])
    whole = np.concatenate([np.full(s.right.size, np.asarray(s.given[0]).dtype.kind != "f") for s in calls])
    return (x, fits, whole) if min(different(x[fits]), different(x[~fits])) > 1 else None


def whole_inputs(wrong, right):
    """See whether it is wrong for whole numbers alone."""
    places = _places(wrong, right)
    if places is None or not places[2][~places[1]].all() or places[2][places[1]].any():
        return None
    return Pattern("seen-integers", "dtype",
                   "Right for floats, not for whole numbers. Does an array keep the type of the input?")  # fmt: skip


def tiny_inputs(wrong, right):
    """See whether it is wrong for tiny inputs alone."""
    places = _places(wrong, right)
    good, bad = (np.abs(places[0][mask]) for mask in (places[1], ~places[1])) if places else (None, None)
    if places is None or bad.max() >= min(1e-2, good[good > 0].min(initial=np.inf)):
        return None
    return Pattern("seen-tiny-inputs", "cancellation",
                   f"Right from {written(good[good > 0].min(initial=np.inf))} in size on, not for "
                   f"{written(bad.max())} and less. Are two nearly equal numbers subtracted?")  # fmt: skip


def large_inputs(wrong, right):
    """See whether it is wrong for large inputs alone."""
    places = _places(wrong, right)
    good, bad = (np.abs(places[0][mask]) for mask in (places[1], ~places[1])) if places else (None, None)
    if places is None or not (0.5 <= good.max() < bad.min() and bad.min() >= 5):
        return None
    return Pattern("seen-large-inputs", "precision",
                   f"Right up to {written(good.max())} in size, not from {written(bad.min())} on. Is something "
                   "out there rounded, clipped, cut off or too large?")  # fmt: skip


def one_side(wrong, right):
    """See whether it is wrong on one side of 0 alone, or in arrays alone."""
    places = _places(wrong, right)
    if places is None:
        return None
    x, fits, _ = places
    for sign, where in ((-1, "negative"), (1, "positive")):
        if np.all(sign * x[~fits] > 0) and np.any(sign * x[fits] < 0) and np.min(np.abs(x[~fits])) < 5:
            some = "some " if np.any(sign * x[fits] > 0) else ""
            return Pattern("seen-one-side", "sign",
                           f"Right elsewhere, wrong for {some}{where} inputs. Is there a sign, or a case, that they "
                           "need?")  # fmt: skip
    if all(np.ndim(seen.given[0]) for seen in wrong) and not any(np.ndim(seen.given[0]) for seen in right):
        return Pattern("seen-arrays-wrong", "shape",
                       "Right for single numbers, wrong for arrays. Is something compared, summed or divided over the "
                       "whole array?")  # fmt: skip
    return None
