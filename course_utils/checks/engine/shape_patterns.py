"""Patterns of values that came back in another shape than the one that was asked for."""

import numpy as np

from course_utils.checks.engine.seen import Pattern, different

TRANSPOSED = Pattern("seen-transposed", "axis",
                     "Your values are the right ones with rows and columns exchanged. Which of the two comes "
                     "first?")  # fmt: skip


def found(wrong):
    """Return the Pattern that all these calls share, some of which came in another shape; or None."""
    wrong = [seen for seen in wrong if not seen.same_shape]
    pattern = next((pattern for fits, pattern in _KINDS if all(map(fits, wrong))), None)
    if pattern is None or different(in_a_row_of_right(wrong)) < 2:
        return None
    first = wrong[0]
    shapes = f" Your shape is {first.got.shape}, and {first.right.shape} is right."
    return Pattern(pattern.id, pattern.family, pattern.says + shapes)


def in_a_row_of_right(wrong):
    """Return all the right numbers in a row."""
    return np.concatenate([seen.right.ravel() for seen in wrong])


def _transposed(seen):
    return seen.got.ndim == 2 and seen.near(seen.right.T)


def _same_numbers(seen):
    return seen.got.size == seen.right.size and seen.near(seen.right.ravel(), seen.got.ravel())


def _sum(seen):
    return seen.got.ndim == 0 and seen.right.size > 1 and seen.near(np.sum(seen.right))


def _mean(seen):
    return seen.got.ndim == 0 and seen.right.size > 1 and seen.near(np.mean(seen.right))


def _largest(seen):
    ends = np.max(seen.right, initial=-np.inf), np.min(seen.right, initial=np.inf)
    return seen.got.ndim == 0 and seen.right.size > 1 and any(seen.near(end) for end in ends)


def _not_averaged(seen):
    return seen.right.ndim == 0 and seen.got.size > 0 and seen.near(seen.right, np.mean(seen.got))


def _not_summed(seen):
    return seen.right.ndim == 0 and seen.got.size > 0 and seen.near(seen.right, np.sum(seen.got))


def _only_one(seen):
    rows = np.atleast_1d(seen.right)
    return len(rows) > 1 and any(seen.near(row) for row in (rows[0], rows[-1], rows[:1], rows[-1:]))


def _cut(first, last):
    """Return a test: what came is what is right without its first rows, or last ones (negative: with more)."""
    def fits(seen):
        got, right = seen.got, seen.right
        if got.ndim != right.ndim or not got.ndim or not right.size or len(got) != len(right) - first - last:
            return False
        return seen.near(_middle(right, first, last), _middle(got, -first, -last))

    return fits


def _ends_early(seen):
    got, right = seen.got, seen.right
    if got.ndim != right.ndim or not got.ndim or not 1 < len(got) < len(right):
        return False
    return seen.near(right[: len(got)])


def _middle(rows, first, last):
    return rows[max(first, 0) : len(rows) - max(last, 0)]


def _table(seen):
    return seen.right.ndim == 1 and seen.got.shape == 2 * seen.right.shape and seen.right.size > 1


_KINDS = (
    (_transposed, TRANSPOSED),
    (_cut(1, 0), Pattern("seen-first-missing", "off by one",
                         "Your values are right, and the first one is missing. Is it left out, or does a loop begin "
                         "too late?")),
    (_cut(0, 1), Pattern("seen-last-missing", "off by one",
                         "Your values are right, and the last one is missing. Is it left out, or does a loop end too "
                         "soon?")),
    (_cut(-1, 0), Pattern("seen-one-before", "off by one",
                          "Your values are right, with one too many in front. Is the start itself asked for?")),
    (_cut(0, -1), Pattern("seen-one-after", "off by one",
                          "Your values are right, with one too many at the end. Does a loop run once too often?")),
    (_only_one, Pattern("seen-only-one", "missing part",
                        "Only the first or the last of the values comes back. Does the return stand inside the "
                        "loop, or is only one of them kept?")),
    (_ends_early, Pattern("seen-ends-early", "off by one",
                          "Your values are right as far as they go, and end too early. Does the loop run often enough, "
                          "or does a condition break it off?")),
    (_same_numbers, Pattern("seen-other-shape", "shape", "The numbers are right, in another shape.")),
    (_sum, Pattern("seen-summed", "mean or sum",
                   "You return the sum of the right values. One for each is asked for: is there a sum too many?")),
    (_mean, Pattern("seen-averaged", "mean or sum",
                    "You return the mean of the right values. One for each is asked for: is there a mean too many?")),
    (_largest, Pattern("seen-largest", "shape",
                       "You return the largest or the smallest of the right values. One for each is asked for: is "
                       "there a max or a min too many?")),
    (_not_averaged, Pattern("seen-not-averaged", "mean or sum",
                            "The mean of your values is right, and one number is asked for. Is the mean missing?")),
    (_not_summed, Pattern("seen-not-summed", "mean or sum",
                          "The sum of your values is right, and one number is asked for. Is the sum missing?")),
    (_table, Pattern("seen-table", "shape",
                     "You return a table where a row of numbers is right. Did an array of shape (n,) meet one of "
                     "shape (n, 1)?")),
)  # fmt: skip
