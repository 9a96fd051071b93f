"""Exercise 4.1: is_separable_1d."""

import numpy as np

from course_utils import calibration as truth
from course_utils.checks.engine.exercise import Exercise, Mistake, Part


def _rows(x, y):
    return np.array(x, dtype=float), np.array(y)


def _ends(compare):
    """Return an answer to is_separable_1d that compares (no, yes), the values of x of the two classes."""
    return lambda x, y: bool(compare(x[y == 0], x[y == 1]))


def _changes(labels):
    return np.count_nonzero(np.diff(labels)) == 1


def _midway(x, y):
    return (x[y == 0].mean() + x[y == 1].mean()) / 2


exercise = Exercise(
    "is_separable_1d",
    lambda x, y: truth.is_separable_1d(x, y),
    (
        Part("yes on the right", (
            _rows([1, 2, 4, 7, 11], [0, 0, 1, 1, 1]),
            _rows([2, 3, 5, 8], [0, 1, 0, 1]),
            _rows([1, 2, 4, 6, 9], [0, 0, 1, 0, 1]),
            _rows([6, -7, 3, -1, 9, -4], [1, 0, 1, 0, 1, 0]),
            _rows([400.25, 0, 400, 900, 4000], [1, 0, 0, 1, 1]),
        ), "Which value of each class comes closest to the other class?"),
        Part("yes on the left", (
            _rows([1, 2, 4, 7, 11], [1, 1, 1, 0, 0]),
            _rows([2, 3, 5, 8], [1, 0, 1, 0]),
            _rows([1, 2, 4, 6, 9], [1, 1, 0, 1, 0]),
            _rows([0, 1, 2, 3, 4, 50], [1, 1, 1, 0, 0, 0]),
            _rows([6, -7, 3, -1, 9, -4], [0, 1, 0, 1, 0, 1]),
            _rows([400.25, 0, 400, 900, 4000], [0, 1, 1, 0, 0]),
        ), "The classes may stand either way round: yes left of no, or no left of yes."),
        Part("one class inside the other, single rows", (
            _rows([1, 2, 4, 7, 9], [0, 1, 1, 0, 0]),
            _rows([9, 1, 5], [1, 0, 1]),
            _rows([9, 1, 5], [0, 0, 1]),
            _rows([9, 5, 1.5], [0, 1, 0]),
        ), "One threshold has two sides, and each side may hold one class only."),
        Part("a value that both share", (
            _rows([1, 2.5, 2.5, 3], [0, 0, 1, 1]),
            _rows([1, 2.5, 2.5, 3], [0, 1, 0, 1]),
            _rows([3, 2.5, 2.5, 1], [0, 0, 1, 1]),
            _rows([2.5, 2.5, 2.5, 4, 4], [0, 0, 0, 1, 1]),
            _rows([2.5, 2.5, 4.5, 4.5, 2.5], [1, 1, 0, 0, 1]),
        ), "No threshold parts two rows with the same x. Equal values within one class do no harm."),
    ),
    (
        Mistake("one-way-round", _ends(lambda no, yes: no.max() < yes.min()),
                "This finds a gap only where the larger x mean yes. The classes may also stand the other way round.",
                "missing part"),
        Mistake("one-way-round", _ends(lambda no, yes: yes.max() < no.min()),
                "This finds a gap only where the larger x mean no. The classes may also stand the other way round.",
                "missing part"),
        Mistake("one-way-round", lambda x, y: np.array_equal(y[np.argsort(x, kind="stable")], np.sort(y)),
                "Sorting by x is a good idea. Two things are left: the classes may also stand the other way round, and "
                "rows with the same x come in a chance order.", "missing part"),
        Mistake("shared-value", _ends(lambda no, yes: no.max() <= yes.min() or yes.max() <= no.min()),
                "A value that both classes share counts as a gap here. Can a threshold part two rows with the same x?",
                "boundary"),
        Mistake("shared-value", lambda x, y: bool(_changes(y[np.argsort(x, kind="stable")])),
                "Sorting by x and counting the changes of label is a good idea, but rows with the same x come in a "
                "chance order. What if their labels differ?", "boundary"),
        Mistake("not-sorted", lambda x, y: bool(_changes(y)),
                "This counts changes of label in the order of the rows. The order that matters is that of x.",
                "order of steps"),
        Mistake("not-sorted", _ends(lambda no, yes: no[-1] < yes[0] or yes[-1] < no[0]),
                "This looks at the first and the last row of each class. The rows come in any order: look for the "
                "smallest and the largest.", "order of steps"),
        Mistake("means", _ends(lambda no, yes: no.mean() != yes.mean()),
                "Different means are not enough: the classes can still overlap. Compare their ends.",
                "another function"),
        Mistake("means", _ends(lambda no, yes: no.mean() < yes.min() or yes.mean() < no.min()),
                "You compare the end of one class with the mean of the other. Half of a class lies beyond its mean.",
                "another function"),
        Mistake("one-end", _ends(lambda no, yes: no.max() < yes.max() and no.min() < yes.min()
                                 or yes.max() < no.max() and yes.min() < no.min()),
                "Both ends of one class lie beyond the same ends of the other, but the classes can still overlap. "
                "Compare the largest of one with the smallest of the other.", "wrong rows"),
        Mistake("no-shared-value", _ends(lambda no, yes: not set(no) & set(yes)),
                "That no value is shared is not enough: 1, 2, 3, 4 with labels 0, 1, 0, 1 share none.", "boundary"),
        *(Mistake("fixed-threshold", lambda x, y, at=at: bool(np.all((x > at(x)) == y) or np.all((x <= at(x)) == y)),
                  "You try one threshold only. The question is whether ANY threshold parts the classes.",
                  "wrong rows")
          for at in (np.mean, np.median, lambda x: 0.0)),
        *(Mistake("fixed-threshold", lambda x, y, at=at: bool(np.all((x > at(x)) == y)),
                  "You try one threshold, and one way round, only. Would any threshold do, either way round?",
                  "wrong rows")
          for at in (np.mean, np.median, lambda x: 0.0)),
        Mistake("turned-round", lambda x, y: not truth.is_separable_1d(x, y),
                "True and False are exchanged: True means that a threshold parts the classes.", "complement"),
        Mistake("always-true", lambda x, y: True, "The answer is True, whatever the data.", "boundary"),
        Mistake("always-false", lambda x, y: False, "The answer is False, whatever the data.", "boundary"),
        Mistake("gap-width", lambda x, y: x[y == 1].min() - x[y == 0].max(),
                "This is the width of the gap. Is it there? Answer with True or False, and the other way round too.",
                "another function"),
        Mistake("gap-width", lambda x, y: max(x[y == 1].min() - x[y == 0].max(), x[y == 0].min() - x[y == 1].max()),
                "This is the width of the gap. Is it there? Answer with True or False.", "another function"),
        *(Mistake("thresholds-too-coarse", lambda x, y, grid=grid: any(
                      np.all((x > t) == y) or np.all((x < t) == y) for t in grid(x)),
                  "You try a row of thresholds at fixed distances. A gap may be narrower than that: where can the "
                  "telling thresholds lie?", "precision")
          for grid in (lambda x: np.linspace(x.min(), x.max(), 50), lambda x: np.linspace(x.min(), x.max(), 100),
                       lambda x: np.linspace(x.min(), x.max(), 1000), lambda x: np.arange(x.min(), x.max()))),
        Mistake("first-threshold-only", lambda x, y: bool(np.all((x > x[0]) == y) or np.all((x < x[0]) == y)),
                "You try one threshold only. Does a return False stand inside the loop?", "order of steps"),
        *(Mistake("fixed-threshold", lambda x, y, both=both: bool(
                      np.all((x > _midway(x, y)) == y) or both and np.all((x < _midway(x, y)) == y)),
                  "You try one threshold only, midway between the two means. Would ANY threshold do?", "wrong rows")
          for both in (True, False)),
        Mistake("no-repeats", lambda x, y: truth.is_separable_1d(x, y) and len(set(x)) == len(x),
                "Any value that occurs twice makes you say False. Within one class that does no harm.", "boundary"),
    ),
    section="4.1",
)
