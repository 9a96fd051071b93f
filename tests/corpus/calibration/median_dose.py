"""Right answers to exercise 4.5, median_dose, each written differently."""

import math

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from course_utils.activations import sigmoid
from course_utils.logistic import add_intercept, fit_newton, logistic_hessian


def _by_formula(x, y):
    fit = fit_newton(add_intercept(x[:, None]), y)
    b0, b1 = fit.weights
    g = np.array([-1 / b1, b0 / b1**2])
    dose, half = -b0 / b1, 1.96 * np.sqrt(g @ fit.covariance @ g)
    return dose, dose - half, dose + half


def _by_the_logit(x, y):
    """The variance of the logit at that dose, divided by the square of the slope."""
    fit = fit_newton(add_intercept(x.reshape(-1, 1)), y)
    dose = -fit.weights[0] / fit.weights[1]
    row = np.array([1.0, dose])
    half = 1.96 * math.sqrt(row @ fit.covariance @ row) / abs(fit.weights[1])
    return [dose, dose - half, dose + half]


def _by_differences(x, y):
    fit = fit_newton(np.column_stack([np.ones(len(x)), x]), y)

    def dose(w):
        return -w[0] / w[1]

    h = 1e-6 * fit.weights
    g = [(dose(fit.weights + e) - dose(fit.weights - e)) / (2 * e.sum()) for e in np.diag(h)]
    half = 1.96 * np.sqrt(np.einsum("i,ij,j", g, fit.covariance, g))
    return dose(fit.weights) + half * np.array([0, -1, 1])


def _written_out(x, y):
    fit = fit_newton(add_intercept(x[:, np.newaxis]), y)
    (a, b), ((va, vab), (_, vb)) = fit.weights.tolist(), fit.covariance.tolist()
    variance = (va + 2 * (-a / b) * vab + (a / b) ** 2 * vb) / b**2
    return -a / b, -a / b - 1.96 * variance**0.5, -a / b + 1.96 * variance**0.5


def _own_newton(x, y):
    X, w = np.column_stack([np.ones_like(x), x - x.mean()]), np.zeros(2)
    for _ in range(40):
        p = sigmoid(X @ w)
        information = (X.T * (p * (1 - p))) @ X
        w = w + np.linalg.solve(information, X.T @ (y - p))
    cov, dose = np.linalg.inv(information), -w[0] / w[1]
    g = np.array([1, dose]) / w[1]
    half = 1.96 * np.sqrt(g @ cov @ g)
    return dose + x.mean(), dose + x.mean() - half, dose + x.mean() + half


def _dose_as_a_weight(x, y):
    """Fit slope and dose themselves, p = sigmoid(b (x - dose)): the dose is then a weight like any other."""
    X = add_intercept(x[:, None])
    b0, b1 = fit_newton(X, y).weights
    b, dose = b1, -b0 / b1
    p = expit(b * (x - dose))
    J = np.column_stack([x - dose, np.full_like(x, -b)])
    cov = np.linalg.inv((J.T * (p * (1 - p))) @ J)
    return dose, dose - 1.96 * cov[1, 1] ** 0.5, dose + 1.96 * cov[1, 1] ** 0.5


def _minimised(x, y):
    mu, sd = x.mean(), x.std()
    X = add_intercept((x - mu)[:, None] / sd)
    found = minimize(lambda w: np.logaddexp(0, (1 - 2 * y) * (X @ w)).sum(), [0.0, 0.0], tol=1e-14,
                     jac=lambda w: X.T @ (expit(X @ w) - y), hess=lambda w: len(y) * logistic_hessian(w, X),
                     method="trust-exact").x  # fmt: skip
    t = -found[0] / found[1]
    g = -np.array([1, t]) / found[1]
    half = 1.96 * sd * np.sqrt(g @ np.linalg.solve(len(y) * logistic_hessian(found, X), g))
    return t * sd + mu, t * sd + mu - half, t * sd + mu + half


RIGHT = [_by_formula, _by_the_logit, _by_differences, _written_out, _own_newton, _dose_as_a_weight, _minimised]
