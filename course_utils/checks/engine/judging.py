"""What is wrong with the outcome of a call, and whether two outcomes are alike."""

import numpy as np

from course_utils.checks.engine.outcome import Thing


def problem(outcome, expected, part):
    """Name what is wrong with one outcome, or return None."""
    if outcome.error is not None:
        return {"TooSlow": "too-slow", "Died": "died"}.get(outcome.error, "exception")
    if outcome.value is None:
        return "printed" if outcome.printed else "returned-nothing"
    got, right = numbers(outcome.value), np.asarray(expected)
    if got is None:
        return "not-numbers"
    if got.shape != right.shape:
        return "shape"
    if np.any(np.isnan(got) & ~np.isnan(right)):
        return "nan"
    if not np.all(close(got, right, part.rtol, part.atol)):
        return "value"
    if outcome.changed_input:
        return "changed-input"
    return "warning" if outcome.warning and part.warnings_cost else None


def second_thought(outcome, again):
    """Name what only a second call with the same input shows."""
    if again.error in ("TooSlow", "Died"):
        return {"TooSlow": "too-slow", "Died": "died"}[again.error]
    before, after = numbers(outcome.value), numbers(again.value)
    return None if after is not None and np.array_equal(after, before, equal_nan=True) else "random"


def numbers(value):
    """Return an outcome's value as an array of real numbers, or None where it is none."""
    return None if value is None or isinstance(value, Thing) else np.asarray(value, dtype=float)


def close(got, right, rtol, atol):
    """Compare element by element; infinities and nans must be in the same places."""
    return np.isclose(got, right, rtol=rtol, atol=atol, equal_nan=True)


def alike(one, other, rtol):
    """Tell whether two calls failed with the same error, or gave the same numbers."""
    if one.error is not None or other.error is not None:
        return one.error == other.error
    if one.value is None and other.value is None:
        return True
    a, b = numbers(one.value), numbers(other.value)
    return a is not None and b is not None and a.shape == b.shape and bool(np.all(close(a, b, max(1e-6, rtol), 0.0)))
