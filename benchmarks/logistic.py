"""Set fit_newton beside scikit-learn's solvers: python benchmarks/logistic.py.

Breast cancer, the ten "mean" columns (not separable), with scikit-learn's default ridge (C = 1) and without one, on
standardised columns and on raw ones. The fits take turns, each keeps its best of 50; times are ratios to scikit-learn's
lbfgs in the same block, which for C = 1 is the default fit. One BLAS thread. "digits" are the correct decimal digits
of the worst weight, against Newton's method in 40-digit arithmetic on the same objective; below 0, it is off by more
than its own size.
"""

import os

os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")

import warnings

import numpy as np
from mpmath import mp
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from timing import best_times

from course_utils.datasets import breast_cancer
from course_utils.logistic import add_intercept, fit_newton, standardise

warnings.simplefilter("ignore", ConvergenceWarning)
mp.dps = 40


def reference(X, y, l2):
    """Return the weights, correct to float64: three Newton steps in 40 digits from where float64 ends."""
    w, A = mp.matrix(fit_newton(X, y, l2).weights.tolist()), mp.matrix(X.tolist())
    ridge = mp.diag([0] + [l2] * (X.shape[1] - 1))
    for _ in range(3):
        p = [1 / (1 + mp.exp(-z)) for z in A * w]
        hessian = A.T * mp.matrix([[pi * (1 - pi) * v for v in row] for pi, row in zip(p, X.tolist())]) + ridge
        w -= mp.lu_solve(hessian, A.T * mp.matrix([pi - int(yi) for pi, yi in zip(p, y)]) + ridge * w)
    return np.array([float(v) for v in w])


def scikit_learn(columns, y, **options):
    """Return a function that fits, and tells the weights and the iterations."""

    def fit():
        model = LogisticRegression(**options).fit(columns, y)
        return np.concatenate([model.intercept_, model.coef_[0]]), int(model.n_iter_[0])

    return fit


def ours(X, y, l2):
    """Return a function that fits, and tells the weights and the iterations."""

    def fit():
        found = fit_newton(X, y, l2)
        return found.weights, found.iterations

    return fit


def block(title, columns, y, C):
    """Print one table: every way to this fit, its time, its digits, its iterations."""
    X, l2 = add_intercept(columns), 1 / C
    fits = {
        "scikit-learn lbfgs": scikit_learn(columns, y, C=C),
        "scikit-learn newton-cg": scikit_learn(columns, y, C=C, solver="newton-cg"),
        "scikit-learn newton-cholesky": scikit_learn(columns, y, C=C, solver="newton-cholesky"),
        "  the same with tol 1e-12": scikit_learn(columns, y, C=C, solver="newton-cholesky", tol=1e-12),
        "course_utils fit_newton": ours(X, y, l2),
    }
    truth, best = reference(X, y, l2), best_times(fits, rounds=50)
    print(f"\n{title}, C = {C:g}{'time':>26} {'digits':>8} {'iterations':>11}")
    for name, fit in fits.items():
        weights, iterations = fit()
        digits = -np.log10(max(np.abs(weights / truth - 1).max(), 1e-16))
        print(f"{name:<32}{best[name] / best['scikit-learn lbfgs']:>10.3f} {digits:>8.1f} {iterations:>11}")


data = breast_cancer()
means = data.X[:, :10]
for C in (1, np.inf):
    block("standardised", standardise(means)[0], data.y, C)
    block("raw columns ", means, data.y, C)
