"""Patterns that the right answer itself yields for other arguments: two exchanged, one negated, one step more."""

from itertools import combinations

import numpy as np

from course_utils.checks.engine.judging import numbers
from course_utils.checks.engine.running import run
from course_utils.checks.engine.seen import Pattern, different, in_a_row


def found(exercise, wrong):
    """Return the Pattern of the first change of the arguments that explains every wrong call, or None."""
    if different(in_a_row(wrong, wrong_only=True)[1]) < 2:
        return None
    for change, pattern in _changes(exercise.parameters, wrong[0].given):
        if all(_explains(exercise, seen, change) for seen in wrong):
            return pattern
    return None


def _explains(exercise, seen, change):
    try:
        changed = change(seen.given)
    except (TypeError, IndexError):
        return False
    value = numbers(run(exercise.truth, changed, view=seen.part.view).value)
    return value is not None and seen.near(value)


def _changes(names, given):
    """Yield (what is done to the arguments, the Pattern that it would explain)."""
    for i, argument in enumerate(given):
        if _is_label(argument):
            says = (f"Your values are the right ones for 1 - {names[i]}. Have the two classes changed places, or is a "
                    "sign turned round?")  # fmt: skip
            yield _with(i, lambda y: 1 - y), Pattern("seen-classes-exchanged", "complement", says)
    for i, argument in enumerate(given):
        if type(argument) is int:
            for by, word in ((1, "many"), (-1, "few")):
                says = (f"Your values are the right ones for {names[i]} = {argument + by}, and {names[i]} = {argument} "
                        f"was given. Is one step too {word} taken?")  # fmt: skip
                yield _with(i, lambda n, by=by: n + by), Pattern("seen-one-step", "off by one", says)
        if isinstance(argument, float) or (isinstance(argument, np.ndarray) and argument.dtype.kind in "fi"):
            says = f"Your values are the right ones for -{names[i]}. Is a sign turned round?"
            yield _with(i, np.negative), Pattern("seen-mirrored", "sign", says)
        if isinstance(argument, np.ndarray) and argument.ndim == 2 and argument.shape[0] == argument.shape[1]:
            says = f"Your values are the right ones for {names[i]}.T. Are rows and columns exchanged?"
            yield _with(i, np.transpose), Pattern("seen-argument-transposed", "axis", says)
    for i, j in combinations(range(len(given)), 2):
        if not callable(given[i]) and not callable(given[j]) and np.ndim(given[i]) == np.ndim(given[j]):
            says = (f"Your values are the right ones with {names[i]} and {names[j]} exchanged. Have the two changed "
                    "places?")  # fmt: skip
            yield _exchanged(i, j), Pattern("seen-arguments-exchanged", "argument order", says)


def _is_label(argument):
    return isinstance(argument, np.ndarray) and argument.size > 1 and set(np.unique(argument)) == {0, 1}


def _with(i, change):
    return lambda given: (*given[:i], change(given[i]), *given[i + 1 :])


def _exchanged(i, j):
    def change(given):
        changed = list(given)
        changed[i], changed[j] = given[j], given[i]
        return tuple(changed)

    return change
