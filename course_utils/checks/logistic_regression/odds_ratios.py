"""Exercise 3.9b: odds_ratios."""

import numpy as np

from course_utils.activations import sigmoid
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.checks.logistic_regression._shared import several
from course_utils.logistic import add_intercept, fit_newton, logistic_hessian, standardise


def _table(X, y):
    """Return weights and standard errors per raw unit, without the intercept's."""
    fit = fit_newton(add_intercept(X), y)
    return fit.weights[1:], fit.standard_errors[1:]


def _with_ends(w, se, times=1.96, function=np.exp):
    return function(np.column_stack([w, w - times * se, w + times * se]))


def _right(X, y):
    return _with_ends(*_table(X, y))


def _reported(ones, per_unit, ends):
    """Return the report as it is printed, with these of its three faults repaired."""
    def odds_ratios(X, y):
        scaled, _, sd = standardise(X)
        fit = fit_newton(add_intercept(scaled) if ones else scaled, y)
        w, se = fit.weights[-len(sd):] / sd, fit.standard_errors[-len(sd):] / (sd if per_unit else 1)
        low, high = w - 1.96 * se, w + 1.96 * se
        return np.column_stack([np.exp(w), np.exp(low) if ends else low, np.exp(high) if ends else high])

    return odds_ratios


def _drawn(seed, n, mean, sd, weights):
    """Draw columns of these means and deviations, and labels by these weights per deviation, intercept first."""
    rng = np.random.default_rng(seed)
    z = rng.normal(size=(n, len(mean)))
    y = (rng.random(n) < sigmoid(weights[0] + z @ np.array(weights[1:]))).astype(int)
    return (np.array(mean) + np.array(sd) * z).round(2), y


def _of(change):
    """Return an answer that alters weights and standard errors before the table is made."""
    return lambda X, y: _with_ends(*change(*_table(X, y), X, y))


def _first(answer):
    table = np.asarray(answer, dtype=float)
    return table[:, 0] if table.ndim == 2 and table.shape[1] == 3 else table


def _ends(answer):
    table = np.asarray(answer, dtype=float)
    return table[:, 1:] if table.ndim == 2 and table.shape[1] == 3 else table


RAW = (_drawn(1, 80, [170, 40], [9, 12], [0.8, 0.9, -0.6]), _drawn(2, 60, [0.3], [0.05], [-1.0, 0.7]),
       _drawn(3, 120, [5, -2, 300], [2, 0.5, 80], [0.5, 0.4, 0.8, -1.0]))  # fmt: skip
_X, _Y = _drawn(4, 90, [0, 0], [1, 1], [-0.9, 0.8, 0.4])
STANDARD = (standardise(_X)[0], _Y)

exercise = Exercise(
    "odds_ratios",
    _right,
    (
        Part("the odds ratios", (*RAW, STANDARD), "What does the program fit, and is everything in the table that a "
             "fit needs? Try it on data with far more yes than no.", 2.0, 1e-6, view=_first, shows="the odds ratios",
             more="Section 3.1 puts something before the columns. Without it the chance is one half wherever all "
             "columns are at their mean. Once it is in, there is one weight more, and no deviation belongs to it."),
        Part("the intervals, for columns of deviation 1", (STANDARD,), "Can an odds ratio be negative? Which road did "
             "the middle number take that the ends did not?", 1.0, 1e-6, view=_ends, shows="the ends of the intervals",
             more="An interval is made where it is symmetric, in log-odds. Then both ends go the way of the weight."),
        Part("the intervals, in raw units", RAW, "In which unit is each of the numbers that are added here?", 1.0, 1e-6,
             view=_ends, shows="the ends of the intervals",
             more="The weight per unit is the weight per deviation, divided by the deviation. What happened to its "
             "standard error?"),
    ),
    (
        *several("no-intercept", "These are odds ratios of a fit without an intercept: at the mean of the columns its "
                 "chance is one half. What is missing in the table that is fitted?", "missing part",
                 *(_reported(False, per_unit, ends) for per_unit in (True, False) for ends in (True, False)),
                 lambda X, y: _with_ends(fit_newton(X, y).weights, fit_newton(X, y).standard_errors)),
        *several("ends-in-log-odds", "The odds ratios are right. The ends of the intervals are log-odds still: an odds "
                 "ratio is never negative, and lies between its ends.", "order of steps",
                 _reported(True, True, False), _reported(True, False, False)),
        *several("errors-per-deviation", "The odds ratios are right, and the intervals where the deviation is 1. In "
                 "which unit are the standard errors?", "scale", _reported(True, False, True),
                 _of(lambda w, se, X, y: (w, se * X.std(axis=0) ** 2)),
                 _of(lambda w, se, X, y: (w, se / X.std(axis=0)))),
        *several("per-deviation", "Right where the deviation is 1. Elsewhere your odds ratios are those of another "
                 "unit: per deviation, or divided or multiplied by it once too often. One raw unit was meant.", "scale",
                 _of(lambda w, se, X, y: (w * X.std(axis=0), se * X.std(axis=0))),
                 _of(lambda w, se, X, y: (w / X.std(axis=0), se / X.std(axis=0))),
                 _of(lambda w, se, X, y: (w * X.std(axis=0) ** 2, se * X.std(axis=0) ** 2)),
                 _of(lambda w, se, X, y: (w * X.std(axis=0), se))),
        *several("log-odds", "These are weights, log-odds per unit. Which number multiplies the odds?", "missing part",
                 lambda X, y: _with_ends(*_table(X, y), function=np.array)),
        *several("minus-one", "This is the odds ratio less 1, or in per cent. The factor itself was asked for.",
                 "another function", lambda X, y: _right(X, y) - 1, lambda X, y: 100 * (_right(X, y) - 1),
                 lambda X, y: 100 * _right(X, y)),
        *several("chances", "Your numbers lie between 0 and 1: the sigmoid makes a chance of log-odds. An odds ratio "
                 "multiplies odds.", "another function", lambda X, y: _with_ends(*_table(X, y), function=sigmoid)),
        *several("symmetric", "The odds ratios are right. Your intervals lie symmetric around them, and they are "
                 "symmetric in log-odds only.", "order of steps",
                 lambda X, y: _with_ends(np.exp(_table(X, y)[0]), _table(X, y)[1], function=np.array),
                 lambda X, y: _with_ends(np.exp(_table(X, y)[0]), np.exp(_table(X, y)[0]) * _table(X, y)[1],
                                         function=np.array),
                 lambda X, y: _with_ends(np.exp(_table(X, y)[0]), np.exp(_table(X, y)[1]), function=np.array),
                 lambda X, y: _with_ends(np.exp(_table(X, y)[0]), np.exp(1.96 * _table(X, y)[1]), 1, np.array)),
        *several("odds-ratios-alone", "The odds ratios are right, and they come alone. A table was meant, with the "
                 "ends of the interval beside each.", "missing part", lambda X, y: _right(X, y)[:, 0],
                 lambda X, y: _right(X, y)[:, :1]),
        *several("other-width", "The odds ratios are right. The intervals are too wide or too narrow: 1.96 standard "
                 "errors to either side were meant.", "scale",
                 *(lambda X, y, times=times: _with_ends(*_table(X, y), times) for times in (
                     0.98, 1, 1.645, 1.959964, 2, 2.576, 3.92))),
        *several("variances", "The odds ratios are right. The half widths are those of variances: is a root missing?",
                 "mean or sum", _of(lambda w, se, X, y: (w, se**2)),
                 _of(lambda w, se, X, y: (w, se**2 * X.std(axis=0)))),
        *several("root-of-n", "The odds ratios are right. In log-odds the intervals are too wide or too narrow by the "
                 "root of the number of rows. Is something divided by it, or is it the curvature of the mean loss?",
                 "mean or sum", _of(lambda w, se, X, y: (w, se * np.sqrt(len(y)))),
                 _of(lambda w, se, X, y: (w, se / np.sqrt(len(y))))),
        *several("other-errors", "The odds ratios are right. The intervals are too narrow, as if each weight stood "
                 "alone, or those of other weights: does each row of the table get the error that belongs to it?",
                 "wrong rows", lambda X, y: _with_ends(_table(X, y)[0], fit_newton(add_intercept(X),
                                                                                   y).standard_errors[:-1]),
                 _of(lambda w, se, X, y: (w, _alone(X, y))), _of(lambda w, se, X, y: (w, se[::-1]))),
        *several("wrong-weights", "One of the weights that you report is the intercept's, which has no odds ratio per "
                 "unit. At which end does it stand in your table?", "wrong rows",
                 lambda X, y: _with_ends(*_with_intercept(X, y, slice(0, -1))),
                 lambda X, y: _with_ends(*_intercept_last(X, y))),
        *several("one-by-one", "These odds ratios come from fits of one column each. All columns belong in one fit.",
                 "missing part", lambda X, y: np.vstack([_right(X[:, [j]], y) for j in range(X.shape[1])])),
        *several("ends-exchanged", "The odds ratios are right, and the ends of their intervals have changed places.",
                 "argument order", lambda X, y: _right(X, y)[:, [0, 2, 1]]),
        *several("other-columns", "The right numbers stand in another order of columns. First the odds ratio, then the "
                 "lower end, then the upper one.", "wrong rows",
                 *(lambda X, y, order=order: _right(X, y)[:, order] for order in ([1, 0, 2], [2, 0, 1], [1, 2, 0]))),
        *several("turned-round", "These are 1 over the right odds ratios: those of a no.", "sign",
                 lambda X, y: 1 / _right(X, y), lambda X, y: (1 / _right(X, y))[:, [0, 2, 1]]),
        *several("with-the-intercept", "There is a row too many: the intercept has no odds ratio per unit.",
                 "wrong rows", lambda X, y: _with_ends(fit_newton(add_intercept(X), y).weights,
                                                       fit_newton(add_intercept(X), y).standard_errors)),
        *several("transposed", "The right numbers lie on their side: a row for each column of X was meant.", "axis",
                 lambda X, y: _right(X, y).T),
        *several("ridge", "All odds ratios are a little nearer to 1. Is there a ridge in the fit?", "precision",
                 *(lambda X, y, l2=l2: _with_ends(*(part[1:] / X.std(axis=0) for part in _ridged(X, y, l2)))
                   for l2 in (0.1, 1.0))),
        *several("rounded", "Right to a fixed number of decimals. Is something rounded?", "precision",
                 *(lambda X, y, n=n: np.round(_right(X, y), n) for n in (1, 2, 3, 4))),
    ),
    section="3.9b",
)


def _with_intercept(X, y, rows):
    fit = fit_newton(add_intercept(X), y)
    return fit.weights[rows], fit.standard_errors[rows]


def _intercept_last(X, y):
    """Return weights and errors of who puts the ones behind the columns and yet drops the first weight."""
    sd = X.std(axis=0)
    fit = fit_newton(np.column_stack([standardise(X)[0], np.ones(len(y))]), y)
    return fit.weights[1:] / sd, fit.standard_errors[1:] / sd


def _alone(X, y):
    """Return the errors that the weights would have if each were the only one to be fitted."""
    A = add_intercept(X)
    return 1 / np.sqrt(len(y) * np.diag(logistic_hessian(fit_newton(A, y).weights, A))[1:])


def _ridged(X, y, l2):
    fit = fit_newton(add_intercept(standardise(X)[0]), y, l2=l2)
    return fit.weights, fit.standard_errors
