"""Right answers to exercise 3.9b, odds_ratios, each written differently."""

import numpy as np

from course_utils import activations, logistic


def _repaired(X, y):
    scaled, mean, sd = logistic.standardise(X)
    fit = logistic.fit_newton(logistic.add_intercept(scaled), y)
    per_unit = fit.weights[1:] / sd
    errors = fit.standard_errors[1:] / sd
    low = per_unit - 1.96 * errors
    high = per_unit + 1.96 * errors
    return np.column_stack([np.exp(per_unit), np.exp(low), np.exp(high)])


def _raw(X, y):
    fit = logistic.fit_newton(logistic.add_intercept(X), y)
    w, half = fit.weights[1:, None], 1.96 * fit.standard_errors[1:, None]
    return np.exp(w + half * np.array([0, -1, 1]))


def _own_newton(X, y):
    A = np.column_stack([np.ones(len(X)), (X - X.mean(axis=0)) / X.std(axis=0)])
    w = np.zeros(A.shape[1])
    for _ in range(30):
        p = activations.sigmoid(A @ w)
        H = (A.T * (p * (1 - p))) @ A
        w = w - np.linalg.solve(H, A.T @ (p - y))
    se = np.sqrt(np.diag(np.linalg.inv(H)))
    w, se = w[1:] / X.std(axis=0), se[1:] / X.std(axis=0)
    return np.stack([np.exp(w), np.exp(w - 1.96 * se), np.exp(w + 1.96 * se)], axis=1)


def _with_unscale(X, y):
    scaled, mean, sd = logistic.standardise(X)
    fit = logistic.fit_newton(logistic.add_intercept(scaled), y)
    ratios = np.exp(logistic.unscale(fit.weights, mean, sd)[1:])
    factor = np.exp(1.96 * fit.standard_errors[1:] / sd)
    return np.array([ratios, ratios / factor, ratios * factor]).T


def _row_by_row(X, y):
    fit = logistic.fit_newton(logistic.add_intercept(X), y)
    rows = []
    for w, se in list(zip(fit.weights, fit.standard_errors))[1:]:
        rows.append([float(np.exp(w + step * se)) for step in (0, -1.96, 1.96)])
    return rows


def _centred(X, y):
    fit = logistic.fit_newton(logistic.add_intercept(X - X.mean(axis=0)), y)
    ends = [np.exp(fit.weights[1:] + k * fit.standard_errors[1:]) for k in (0, -1.96, 1.96)]
    return np.transpose(ends)


RIGHT = [_repaired, _raw, _own_newton, _with_unscale, _row_by_row, _centred]
