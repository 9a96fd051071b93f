"""What was seen of an answer: the numbers that came beside the right ones, at the inputs where they differ."""

from dataclasses import dataclass

import numpy as np

from course_utils.checks.engine.judging import close, numbers


@dataclass(frozen=True, eq=False)
class Seen:
    """One call: the arguments, what came, what is right (arrays), and where the two are near enough to each other."""

    part: object
    given: tuple
    got: np.ndarray
    right: np.ndarray

    @property
    def same_shape(self):
        """Tell whether the two can be compared number by number."""
        return self.got.shape == self.right.shape

    @property
    def fits(self):
        """Tell, number by number, whether it is right."""
        return close(self.got, self.right, self.part.rtol, self.part.atol)

    def near(self, other, got=None):
        """Tell whether the numbers that came, all of them, are those of another array."""
        got, other = self.got if got is None else got, np.asarray(other, dtype=float)
        if got.shape != other.shape:
            return False
        size = np.max(np.abs(other[np.isfinite(other)]), initial=0.0)
        return bool(np.all(close(got, other, max(1e-9, 2 * self.part.rtol), max(1e-14 * size, self.part.atol))))


@dataclass(frozen=True)
class Pattern:
    """A pattern of outcomes: its id, the family of mistakes that it belongs to, and what it says."""

    id: str
    family: str
    says: str


def collected(exercise, outcomes, problems, wanted):
    """Return the calls with these problems whose outcome is quiet numbers: neither error nor warning."""
    return [
        Seen(part, given, numbers(outcome.value), np.asarray(right, dtype=float))
        for outcome, its, right, (part, given) in zip(outcomes, problems, exercise.expected, exercise.probes)
        if its in wanted and outcome.error is None and not outcome.warning and numbers(outcome.value) is not None
    ]


def in_a_row(seen, wrong_only=False):
    """Return all numbers of several calls in two rows: those that came, and the right ones."""
    got = np.concatenate([(s.got[~s.fits] if wrong_only else s.got).ravel() for s in seen])
    right = np.concatenate([(s.right[~s.fits] if wrong_only else s.right).ravel() for s in seen])
    return got, right


def different(values):
    """Count how many different numbers there are.

    >>> different(np.array([1.0, 1.0, 2.0]))
    2
    """
    return len(np.unique(np.asarray(values)))


def is_number(value):
    """Tell whether an argument is a number, or an array or a list of numbers."""
    return isinstance(value, int | float | np.ndarray | list) and np.asarray(value).dtype.kind in "biuf"


def written(number):
    """Write a number in at most four digits, a small fraction as such.

    >>> written(2.0), written(1 / 3), written(0.6931471805599453)
    ('2', '1/3', '0.6931')
    """
    for below in (3, 6, 7, 9):
        if abs(number * below - 1) < 1e-9:
            return f"1/{below}"
    return f"{number:.4g}"
