"""Lists of arrays of different shapes, such as the weights of a network, and how a check compares them."""

import numpy as np

from course_utils.checks.engine.showing import brief


class Arrays(list):
    """A list of arrays of different shapes; as an array, all its numbers in a row, so that two can be compared.

    >>> np.asarray(Arrays([np.eye(2), np.zeros(1)])), Arrays([np.zeros(1)])
    (array([1., 0., 0., 1., 0.]), [array([0.])])
    """

    def __array__(self, dtype=None, copy=None):
        return in_a_row(list(self)).astype(dtype or float)

    def __repr__(self):
        shown = [brief(array) for array in self[: 3 if len(self) < 4 else 1]]
        return f"[{', '.join(shown)}{f', and {len(self) - len(shown)} more' * (len(self) > len(shown))}]"


def leaves(value):
    """Return the arrays in nested lists and tuples, as one list; TypeError where there is something else."""
    if isinstance(value, list | tuple):
        return [leaf for item in value for leaf in leaves(item)]
    array = np.asarray(value)
    if array.dtype.kind not in "biuf":
        raise TypeError(f"{type(value).__name__} found; expected numbers.")
    return [array]


def in_a_row(value):
    """Return all the numbers in nested lists of arrays, shape (how many,).

    >>> in_a_row(([np.eye(2)], 7))
    array([1., 0., 0., 1., 7.])
    """
    return np.concatenate([leaf.ravel() for leaf in leaves(value)] or [[]])


def shapes(value):
    """Return the shapes of all the arrays in nested lists, one row for each, with zeros where a shape is shorter.

    >>> shapes([np.zeros((2, 3)), np.zeros(3)])
    array([[2, 3],
           [3, 0]])
    """
    found = [leaf.shape for leaf in leaves(value)]
    table = np.zeros((len(found), max(2, *map(len, [(), (), *found]))), dtype=int)
    for row, shape in zip(table, found):
        row[: len(shape)] = shape
    return table
