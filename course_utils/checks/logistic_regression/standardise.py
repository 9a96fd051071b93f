"""Exercise 3.7: standardise."""

import numpy as np

from course_utils import logistic
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.checks.logistic_regression._shared import ROUNDED, several
from course_utils.datasets import orings


def _z(X, T):
    """Standardise X with the statistics of T."""
    return (X - T.mean(axis=0)) / T.std(axis=0)


def _each(scale):
    """Return an answer to standardise that applies `scale` (X, statistics of) with the training data's numbers."""
    return lambda X_train, X_new: (scale(X_train, X_train), scale(X_new, X_train))


def _new(scale):
    """Return an answer that is right for the training data and does `scale` (new, train) to the new ones."""
    return lambda X_train, X_new: (_z(X_train, X_train), scale(X_new, X_train))


def _by(centre, size):
    """Return an answer that subtracts centre(train) and divides by size(train)."""
    return _each(lambda X, T: (X - centre(T)) / size(T))


def _mean(T):
    return T.mean(axis=0)


def _sd(T):
    return T.std(axis=0)


def _pooled(X_train, X_new):
    both = np.vstack([X_train, X_new])
    return _z(X_train, both), _z(X_new, both)


_TRAIN = np.array([[20, 30_000], [35, 52_000], [50, 41_000], [65, 87_000.0]])
_NEW = np.array([[28, 95_000], [70, 15_000.0]])
_DRAW = np.random.default_rng(37)
_FINE = np.array([1e5, -2.0, 0.001]) + np.array([1.0, 40.0, 1e-4]) * _DRAW.normal(size=(12, 3))
_FINE_NEW = np.array([1e5, -2.0, 0.001]) + np.array([1.0, 40.0, 1e-4]) * [[2.0, 0.5, -1.5], [-0.5, 1.2, 0.8]]
_RINGS = (orings().X, np.array([[31.0]]))
_TABLES = {**ROUNDED, "shows": "one of the two tables"}

exercise = Exercise(
    "standardise",
    lambda X_train, X_new: (_z(X_train, X_train), _z(X_new, X_train)),
    (
        Part("the training data", ((_TRAIN, _NEW), _RINGS, (_FINE, _FINE_NEW)),
             "What should the mean and the deviation of each column be afterwards?", view=lambda pair: pair[0],
             more="Column by column means down the rows: axis=0. Subtract the columns' means first, then divide by "
             "their standard deviations.", **_TABLES),
        Part("new data", ((_TRAIN, _NEW), (_FINE, _FINE_NEW)), "Whose mean and deviation do new rows need, so that the "
             "same input means the same?", view=lambda pair: pair[1],
             more="In use the new rows come later, one by one; then there is nothing to take a mean of. Keep the "
             "numbers of the training data, as they were before it was scaled, and use them twice.", **_TABLES),
        Part("a single new row", (_RINGS, (_TRAIN, _NEW[:1])), "What are the mean and the deviation of one row? Can "
             "they be of use?", view=lambda pair: pair[1],
             more="One row has the deviation 0. The training data's numbers have none of this trouble.", **_TABLES),
    ),
    (
        *several("M20-own-statistics", "The training data are right. The new rows seem to have gone through their OWN "
                 "mean or deviation, so equal inputs no longer mean the same. Whose should it be?", "wrong rows",
                 _new(lambda X, T: _z(X, X)), _new(lambda X, T: (X - T.mean(axis=0)) / X.std(axis=0)),
                 _new(lambda X, T: (X - X.mean(axis=0)) / T.std(axis=0))),
        *several("M20-pooled", "The new rows have changed what comes of the training data. Did they take part in the "
                 "mean and deviation? In use they do not exist yet.", "wrong rows", _pooled,
                 lambda X_train, X_new: (_z(X_train, X_train), _pooled(X_train, X_new)[1])),
        *several("M20-from-new", "Both tables have gone through the new data's mean and deviation. It is the training "
                 "data's that are kept.", "wrong rows", lambda X_train, X_new: (_z(X_train, X_new), _z(X_new, X_new))),
        *several("one-of-two", "One table came back. Two were asked for, separated by a comma: return train, new",
                 "shape",
                 lambda X_train, X_new: _z(X_train, X_train)),
        *several("statistics-returned", "Mean and deviation came back beside the table, or in its place. Asked are the "
                 "two tables.", "another function",
                 lambda X_train, X_new: (_z(X_train, X_train), _mean(X_train), _sd(X_train)),
                 lambda X_train, X_new: (_mean(X_train), _sd(X_train))),
        *several("n-minus-one", "The values are a little too small, as with a deviation over n - 1. Here it is over n, "
                 "as np.std does it unless told otherwise.",
                 "mean or sum", _by(_mean, lambda T: T.std(axis=0, ddof=1))),
        Mistake("two-deviations", _new(lambda X, T: (X - T.mean(axis=0)) / T.std(axis=0, ddof=1)), "The training data "
                "are right, the new ones a little too small, as with a deviation over n - 1. Use one for both.",
                "mean or sum"),
        *several("whole-table", "The columns are not on one scale. Is one mean, or one deviation, taken for the whole "
                 "table? That mixes years with money.", "axis", _by(np.mean, np.std), _by(_mean, np.std),
                 _by(np.mean, _sd)),
        *several("variance", "The values are too small where the unit is large, as if divided by the variance. Which "
                 "measure has the unit of the data?", "mean or sum", _by(_mean, lambda T: T.var(axis=0))),
        *several("root-of-deviation", "The values are too large, as if divided by the root of the deviation. Is it a "
                 "root already?", "mean or sum", _by(_mean, lambda T: np.sqrt(T.std(axis=0)))),
        *several("only-centred", "The means are 0, but the units are still different. Which step is missing?",
                 "missing part", _by(_mean, lambda T: 1)),
        *several("only-scaled", "The deviations are 1, but the means are not 0. Which step is missing?", "missing part",
                 _by(lambda T: 0, _sd)),
        *several("M1-precedence", "Not the mean is subtracted but the mean divided by the deviation. Division comes "
                 "before subtraction: are there brackets?", "brackets",
                 _each(lambda X, T: X - T.mean(axis=0) / T.std(axis=0))),
        *several("other-scale", "These columns have another spread than 1. Are they divided by a range, a length, a "
                 "largest value or another measure of spread? Asked is the standard deviation.", "another function",
                 _by(lambda T: T.min(axis=0), lambda T: np.ptp(T, axis=0)),
                 _by(lambda T: 0, lambda T: np.abs(T).max(axis=0)),
                 *(_by(_mean, size) for size in (
                     lambda T: np.ptp(T, axis=0), lambda T: np.abs(T - _mean(T)).mean(axis=0), lambda T: T.max(axis=0),
                     lambda T: np.linalg.norm(T - _mean(T), axis=0), lambda T: np.linalg.norm(T, axis=0),
                     lambda T: np.sqrt(np.mean(T**2, axis=0)), lambda T: np.abs(T).max(axis=0)))),
        *several("median", "These columns have another middle than the mean. Is the median subtracted, and perhaps "
                 "divided by a range of quarters? Asked are mean and standard deviation.", "another function",
                 _by(lambda T: np.median(T, axis=0), _sd), _by(lambda T: np.median(T, axis=0), lambda T: np.subtract(
                     *np.quantile(T, [0.75, 0.25], axis=0)))),
        *several("multiplied", "The values are too large by the deviation squared. Is it multiplied where it should "
                 "divide?", "scale", _each(lambda X, T: (X - T.mean(axis=0)) * T.std(axis=0))),
        *several("turned-round", "All signs are turned round: is x subtracted from the mean?", "sign",
                 _each(lambda X, T: -_z(X, T))),
        *several("unchanged", "A table comes back as it was given. Is the result of the arithmetic kept and returned?",
                 "missing part", lambda X_train, X_new: (X_train, X_new)),
        *several("statistics-too-late", "The training data are right; the new rows come back as they were, or shifted "
                 "or scaled only. Were mean and deviation taken after the training data had changed?", "order of steps",
                 _new(lambda X, T: X), _new(lambda X, T: X / T.std(axis=0)), _new(lambda X, T: X - T.mean(axis=0))),
        *several("swapped", "The two tables look exchanged: the training data come first.", "argument order",
                 lambda X_train, X_new: (_z(X_new, X_train), _z(X_train, X_train))),
        *several("rows", "Each ROW has the mean 0 here, which mixes years with money. Along which axis does the mean "
                 "of a column run?", "axis", lambda X_train, X_new: tuple(
                     (X - X.mean(axis=1, keepdims=True)) / np.maximum(X.std(axis=1, keepdims=True), 1e-300)
                     for X in (X_train, X_new)), lambda X_train, X_new: tuple(
                     (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True) for X in (X_train, X_new))),
        *several("epsilon", "Near, but not to nine digits, most where the deviation is small. Is a small number added "
                 "to it? No column here is without variation.", "guard",
                 *(_by(_mean, lambda T, e=e: T.std(axis=0) + e) for e in (1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-3)),
                 *(_by(_mean, lambda T, e=e: np.sqrt(T.var(axis=0) + e)) for e in (1e-12, 1e-10, 1e-8, 1e-6, 1e-5))),
        *several("nearly", "Right to six digits or so; nine are asked for. Is the variance a difference of large "
                 "numbers, a tiny number added, or a float short?", "cancellation",
                 _by(_mean, lambda T: np.sqrt((T**2).mean(axis=0) - T.mean(axis=0) ** 2)),
                 *(_by(_mean, lambda T, e=e: T.std(axis=0) + e) for e in (1e-12, 1e-11, 1e-10))),
        *(Mistake("rounded", _each(lambda X, T, k=k: np.round(_z(X, T), k)), f"Right to {k} decimals; nine digits are "
                  "asked for. Is something rounded?", "precision") for k in range(2, 9)),
        *several("ones-added", "A column of ones is in the tables. Here, for once, it stays away.", "shape", _each(
            lambda X, T: logistic.add_intercept(_z(X, T)))),
    ),
    without=(logistic.standardise,),
    section="3.7",
)
