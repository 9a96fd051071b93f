"""Give a wrong answer its name: a listed mistake, a general pattern, or what kind of problem it is."""

import numpy as np

from course_utils.checks.engine import wording
from course_utils.checks.engine.judging import alike, close, numbers
from course_utils.checks.engine.patterns import pattern
from course_utils.checks.engine.seen import Pattern


def recognised(exercise, outcomes, problems, first):
    """Return what names the answer best (it has an id, a family and a sentence); `first` is the place that is shown.

    In this order: a listed mistake that is wrong in the same places by the same amounts; one that is so wherever the
    answer is quiet, the same mistake made noisily; a pattern; a mistake that gives nearly the same numbers; the problem
    itself.
    """
    failing = [i for i, its in enumerate(problems) if its]
    quiet = [i for i, outcome in enumerate(outcomes) if not (outcome.error or outcome.warning)]
    wrong = [i for i in quiet if problems[i] in ("value", "nan")]
    right = [i for i, its in enumerate(problems) if not its]

    def fits(mistake, places, exactly):
        return all(_fits(exercise, outcomes[i], exercise.mistaken(mistake, i)[0], i, exactly) for i in places)

    def wrong_at(mistake, i):
        return bool(exercise.mistaken(mistake, i)[1])

    def same(exactly):
        return next((m for m in exercise.mistakes if fits(m, failing, exactly) and all(wrong_at(m, i) for i in failing)
                     and not any(wrong_at(m, i) for i in right)), None)  # fmt: skip

    def noisy():
        found = next((m for m in exercise.mistakes if len(wrong) > 1 and fits(m, wrong, True) and fits(m, quiet, True)
                      and all(wrong_at(m, i) for i in wrong)), None)  # fmt: skip
        if found is None or fits(found, failing, False):
            return found
        return Pattern(found.id, found.family, f"Where neither a warning nor an error comes: {found.says}")

    def seen():
        return pattern(exercise, outcomes, problems) if problems[first] in ("value", "shape", "nan") else None

    if outcomes[first].changed_input:
        return same(True) or _said("changed-input")
    return same(True) or noisy() or seen() or same(False) or _general(exercise, problems, failing, first)


def _fits(exercise, outcome, its, i, exactly):
    """Tell whether an outcome is like a mistake's; exactly, if it is also off by the same amounts."""
    part, right = exercise.probes[i][0], np.asarray(exercise.expected[i], dtype=float)
    if not alike(outcome, its, part.rtol):
        return False
    got, its = numbers(outcome.value), numbers(its.value)
    if not exactly or got is None or got.shape != right.shape:
        return True
    both_right = close(got, right, part.rtol, part.atol) & close(its, right, part.rtol, part.atol)
    return bool(np.all(both_right | ~np.isfinite(its) | (np.abs(got - its) <= 0.1 * np.abs(its - right))))


def _general(exercise, problems, failing, first):
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
    return _said(diagnosis)


def _said(diagnosis):
    return Pattern(diagnosis, wording.FAMILY_OF.get(diagnosis), wording.GENERAL[diagnosis])
