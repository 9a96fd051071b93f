"""Exercise 3.7: standardise."""

import numpy as np

from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.checks.logistic_regression._shared import ROUNDED
from course_utils.datasets import orings


def _scaled(X_train, X_new):
    mu, sd = X_train.mean(axis=0), X_train.std(axis=0)
    return (X_train - mu) / sd, (X_new - mu) / sd


def _pooled(X_train, X_new):
    both = np.vstack([X_train, X_new])
    return tuple((X - both.mean(axis=0)) / both.std(axis=0) for X in (X_train, X_new))


def _each(scale):
    """Return an answer to standardise that applies `scale` (X, statistics of) with the training data's numbers."""
    return lambda X_train, X_new: (scale(X_train, X_train), scale(X_new, X_train))


_TRAIN = np.array([[20, 30_000], [35, 52_000], [50, 41_000], [65, 87_000.0]])


_NEW = np.array([[28, 95_000], [70, 15_000.0]])


exercise = Exercise(
    "standardise",
    lambda X_train, X_new: _scaled(X_train, X_new),
    (
        Part("the training data", ((_TRAIN, _NEW), (orings().X, np.array([[31.0]]))),
             "Column by column: subtract the mean, divide by the standard deviation (np.std, over n).",
             view=lambda pair: pair[0], **ROUNDED),
        Part("new data", ((_TRAIN, _NEW),),
             "New rows go through the training data's mean and standard deviation.",
             view=lambda pair: pair[1], **ROUNDED),
        Part("a single new row", ((orings().X, np.array([[31.0]])), (_TRAIN, _NEW[:1])),
             "New rows go through the training data's mean and standard deviation.",
             view=lambda pair: pair[1], **ROUNDED),
    ),
    (
        Mistake("M20-own-statistics", lambda X_train, X_new: (_scaled(X_train, X_train)[0], _scaled(X_new, X_new)[0]),
                "The new data went through their OWN mean and deviation, so equal inputs no longer mean the same. "
                "Use the training data's numbers for both.", "wrong rows"),
        Mistake("M20-pooled", _pooled,
                "The new rows took part in the mean and deviation. In use they do not exist yet: take both from the "
                "training data alone.", "wrong rows"),
        Mistake("M20-own-deviation", lambda X_train, X_new: (
                    _scaled(X_train, X_train)[0], (X_new - X_train.mean(axis=0)) / X_new.std(axis=0)),
                "The new data went through their OWN deviation, which is 0 for a single row. Use the training data's.",
                "wrong rows"),
        Mistake("M20-own-mean", lambda X_train, X_new: (
                    _scaled(X_train, X_train)[0], (X_new - X_new.mean(axis=0)) / X_train.std(axis=0)),
                "The new data lost their OWN mean. Subtract the training data's.", "wrong rows"),
        Mistake("one-of-two", lambda X_train, X_new: _scaled(X_train, X_new)[0],
                "You return one table. Two were asked for, separated by a comma: return train, new", "shape"),
        Mistake("n-minus-one", _each(lambda X, T: (X - T.mean(axis=0)) / T.std(axis=0, ddof=1)),
                "You divide by n - 1 in the standard deviation. Here it is over n, as np.std does it.", "mean or sum"),
        Mistake("whole-table", _each(lambda X, T: (X - T.mean()) / T.std()),
                "One mean for the whole table mixes years with money. Take it for each column: axis=0.", "scale"),
        Mistake("variance", _each(lambda X, T: (X - T.mean(axis=0)) / T.var(axis=0)),
                "You divide by the variance; its square root, the standard deviation, has the right unit.",
                "mean or sum"),
        Mistake("only-centred", _each(lambda X, T: X - T.mean(axis=0)),
                "The means are gone, but the units are still different. Divide by the standard deviation.",
                "missing part"),
        Mistake("only-scaled", _each(lambda X, T: X / T.std(axis=0)),
                "The deviations are 1, but the means are not 0. Subtract them first.", "missing part"),
        Mistake("M1-precedence", _each(lambda X, T: X - T.mean(axis=0) / T.std(axis=0)),
                "Division comes before subtraction: bracket X - mean.", "brackets"),
        Mistake("min-max", _each(lambda X, T: (X - T.min(axis=0)) / np.ptp(T, axis=0)),
                "This brings the columns to the range from 0 to 1. Standardising uses mean and standard deviation.",
                "another function"),
        Mistake("new-unchanged", lambda X_train, X_new: (_scaled(X_train, X_new)[0], X_new),
                "The new data come back as they were. Were the training data standardised first, and their mean and "
                "deviation taken afterwards? Then these are 0 and 1.", "missing part"),
        Mistake("swapped", lambda X_train, X_new: _scaled(X_train, X_new)[::-1],
                "The training data come first, then the new data.", "argument order"),
        Mistake("whole-table", _each(lambda X, T: (X - T.mean(axis=0)) / T.std()),
                "One deviation for the whole table mixes years with money. Take it for each column: axis=0.", "scale"),
        Mistake("whole-table", _each(lambda X, T: (X - T.mean()) / T.std(axis=0)),
                "One mean for the whole table mixes years with money. Take it for each column: axis=0.", "scale"),
        Mistake("rows", lambda X_train, X_new: tuple(
                    (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True) for X in (X_train, X_new)),
                "You standardise each ROW, which mixes years with money. A mean of a column runs down the rows: "
                "axis=0.", "axis"),
        Mistake("new-not-centred", lambda X_train, X_new: (_scaled(X_train, X_train)[0], X_new / X_train.std(axis=0)),
                "The training data are right. The new data are scaled, but not shifted. Was the mean taken when the "
                "training data had already lost theirs?", "missing part"),
        Mistake("two-deviations", lambda X_train, X_new: (
                    _scaled(X_train, X_train)[0], (X_new - X_train.mean(axis=0)) / X_train.std(axis=0, ddof=1)),
                "The training data are divided by the deviation over n, the new data by that over n - 1. Use one.",
                "mean or sum"),
        Mistake("root-of-deviation", _each(lambda X, T: (X - T.mean(axis=0)) / np.sqrt(T.std(axis=0))),
                "You take the root of the standard deviation. It is a root already.", "mean or sum"),
        Mistake("median", _each(lambda X, T: (X - np.median(T, axis=0)) / T.std(axis=0)),
                "You subtract the median. Standardising uses the mean.", "another function"),
    ),
    section="3.7",
)
