"""Give a wrong answer its name: a listed mistake, a general pattern, or what kind of problem it is."""

import re

import numpy as np

from course_utils.checks.engine import wording
from course_utils.checks.engine.judging import alike, close, numbers
from course_utils.checks.engine.patterns import pattern
from course_utils.checks.engine.seen import Pattern, different

_SHAPES_CLASH = re.compile(r"mismatch in its core dimension|could not be broadcast|not aligned|do not match")


def recognised(exercise, outcomes, problems, first):
    """Return what names the answer best (it has an id, a family and a sentence); `first` is the place that is shown.

    In this order: a listed mistake that is wrong in the same places by the same amounts; one that is so wherever the
    answer is quiet, the same mistake made noisily; one that differs from it by rounding or where both are right; a
    pattern; a mistake that gives nearly the same numbers; one that is wrong in the same places, and by the same
    amounts in the part that is shown; the problem itself.
    """
    failing = [i for i, its in enumerate(problems) if its]
    quiet = [i for i, outcome in enumerate(outcomes) if not (outcome.error or outcome.warning)]
    wrong = [i for i in quiet if problems[i] in ("value", "nan")]
    right = [i for i, its in enumerate(problems) if not its]

    def fits(mistake, places, how):
        return all(_fits(exercise, outcomes[i], exercise.mistaken(mistake, i)[0], i, how) for i in places)

    def wrong_at(mistake, i):
        return bool(exercise.mistaken(mistake, i)[1])

    def same(how):
        return next((m for m in exercise.mistakes if fits(m, failing, how) and all(wrong_at(m, i) for i in failing)
                     and not any(wrong_at(m, i) for i in right)), None)  # fmt: skip

    def noisy():
        found = next((m for m in exercise.mistakes if len(wrong) > 1 and fits(m, {*wrong, *quiet}, "strictly")
                      and all(wrong_at(m, i) for i in wrong)), None)  # fmt: skip
        if found is None or fits(found, failing, "nearly"):
            return found
        return Pattern(found.id, found.family, f"Where neither a warning nor an error comes: {found.says}")

    def same_where_shown():
        """Return the mistake that two wrong numbers of the part that is shown have in common, if it is the only one."""
        part = exercise.probes[first][0]
        here = [i for i in wrong if exercise.probes[i][0] is part]
        if len(here) < 2 or problems[first] != "value" or _different([exercise.expected[i] for i in here]) < 2:
            return None
        found = [m for m in exercise.mistakes if fits(m, here, "exactly") and not any(wrong_at(m, i) for i in right)
                 and all(exercise.mistaken(m, i)[1] == problems[i] for i in failing)]  # fmt: skip
        return found[0] if len({m.id for m in found}) == 1 else None

    def seen():
        return pattern(exercise, outcomes, problems) if problems[first] in ("value", "shape", "nan") else None

    if outcomes[first].changed_input:
        return same("strictly") or same("exactly") or _said("changed-input")
    listed = same("strictly") or noisy() or same("exactly")
    named = listed or seen() or same("nearly") or same_where_shown()
    return named or _general(exercise, outcomes, problems, failing, first)


def _fits(exercise, outcome, other, i, how):
    """Tell whether an outcome is like a mistake's.

    Strictly: all numbers are the same, and off by the same amounts. Exactly: so where one of the two is wrong, but for
    rounding. Nearly: the numbers are the same where one of the two is wrong.
    """
    part, right = exercise.probes[i][0], np.asarray(exercise.expected[i], dtype=float)
    got, its = numbers(outcome.value), numbers(other.value)
    if outcome.error or other.error or any(n is None or n.shape != right.shape for n in (got, its)):
        return alike(outcome, other, part.rtol)
    if how == "strictly" and not alike(outcome, other, part.rtol):
        return False
    both_right = close(got, right, part.rtol, part.atol) & close(its, right, part.rtol, part.atol)
    noise = 1e-12 * np.max(np.abs(right[np.isfinite(right)]), initial=0.0) if how == "exactly" else 0.0
    by_as_much = ~np.isfinite(its) | (np.abs(got - its) <= 0.1 * np.abs(its - right)) | (how == "nearly")
    return bool(np.all(both_right | (close(got, its, max(1e-6, part.rtol), noise) & by_as_much)))


def _different(values):
    return different(np.concatenate([np.ravel(value) for value in values]))


def _general(exercise, outcomes, problems, failing, first):
    """Name the first problem, unless all arrays fail, or all single numbers, with an error."""
    diagnosis, everything = problems[first], set(range(len(problems)))
    arrays = {i for i, expected in enumerate(exercise.expected) if np.ndim(expected)}
    if diagnosis == "exception" and arrays and arrays != everything:
        if set(failing) <= arrays:
            diagnosis = "scalar-only"
        elif set(failing) == everything - arrays:
            diagnosis = "array-only"
        elif {np.ndim(exercise.expected[i]) for i in everything - set(failing)} == {1}:
            diagnosis = "one-axis-only"
    if diagnosis == "exception" and problems[first] == "exception" and _SHAPES_CLASH.search(outcomes[first].text):
        diagnosis = "shapes-clash"
    return _said(diagnosis)


def _said(diagnosis):
    return Pattern(diagnosis, wording.FAMILY_OF.get(diagnosis), wording.GENERAL[diagnosis])
