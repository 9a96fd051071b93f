"""Lessons 1 and 3: (lesson, exercise, family, answer, words that must not be in what is said)."""

import math

import numpy as np

from course_utils.logistic import add_intercept, fit_newton


def _last(dtype):
    return (np.finfo(dtype).nmant + 1) * math.log(2) / 2


def _with_errors(change):
    def odds_ratios(X, y):
        fit = fit_newton(add_intercept(X), y)
        w, se = fit.weights[1:], change(fit.standard_errors[1:], len(y))
        return np.exp(np.column_stack([w, w - 1.96 * se, w + 1.96 * se]))

    return odds_ratios


ALIKE = [
    # nearly right, and nothing is negative: no sign is wrong
    *(("definition", "saturation_point", "precision", answer, ["wrong sign"]) for answer in (
        lambda dtype: round(_last(dtype), 1), lambda dtype: math.floor(10 * _last(dtype) + 0.5) / 10,
        lambda dtype: {np.float16: 3.8, np.float32: 8.3, np.float64: 18.4}[dtype])),
    # errors that are off by the root of n: no variance is in it
    *(("logistic_regression", "odds_ratios", "mean or sum", _with_errors(change), ["variances"]) for change in (
        lambda se, n: se / np.sqrt(n), lambda se, n: se * np.sqrt(n), lambda se, n: np.sqrt(se**2 / n))),
]  # fmt: skip
