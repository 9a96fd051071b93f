"""Right answers to exercise 3.8, fit_newton, each written differently."""

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from course_utils import logistic
from course_utils.activations import sigmoid


def _errors_at(w, X):
    p = sigmoid(X @ w)
    return np.sqrt(np.diag(np.linalg.inv(X.T @ np.diag(p * (1 - p)) @ X)))


def _newton_ten_steps(X, y):
    w = np.zeros(X.shape[1])
    for _ in range(10):
        p = sigmoid(X @ w)
        H = X.T @ ((p * (1 - p))[:, None] * X)
        w = w - np.linalg.inv(H) @ X.T @ (p - y)
    return w, np.linalg.inv(H).diagonal() ** 0.5


def _newton_until_still(X, y):
    w, step = np.zeros(X.shape[1]), np.inf
    while np.max(np.abs(step)) > 1e-9:
        step = np.linalg.solve(logistic.logistic_hessian(w, X), logistic.logistic_loss_grad(w, X, y)[1])
        w = w - step
    return w, np.sqrt(np.linalg.inv(logistic.logistic_hessian(w, X)).diagonal() / len(y))


def _reweighted_least_squares(X, y):
    w = np.zeros(X.shape[1])
    for _ in range(30):
        p = sigmoid(X @ w)
        root = np.sqrt(p * (1 - p))
        w = np.linalg.lstsq(X * root[:, None], root * (X @ w) + (y - p) / root, rcond=None)[0]
    return [w, _errors_at(w, X)]


def _newton_halved(X, y):
    """Steps halved while the loss rises, in the mean loss, ended by the gradient."""
    w, (loss, g) = np.zeros(X.shape[1]), logistic.logistic_loss_grad(np.zeros(X.shape[1]), X, y)
    while np.max(np.abs(g)) > 1e-12:
        step = np.linalg.solve(logistic.logistic_hessian(w, X), g)
        while logistic.logistic_loss_grad(w - step, X, y)[0] > loss + 1e-12:
            step = step / 2
        w = w - step
        loss, g = logistic.logistic_loss_grad(w, X, y)
    return w, _errors_at(w, X)


def _newton_by_descent(X, y):
    """Gradient descent in standard units, and back to raw ones."""
    mu, sd = X[:, 1:].mean(axis=0), X[:, 1:].std(axis=0)
    Z, v = np.column_stack([np.ones(len(y)), (X[:, 1:] - mu) / sd]), np.zeros(X.shape[1])
    for _ in range(6000):
        v = v - 2 * Z.T @ (sigmoid(Z @ v) - y) / len(y)
    w = np.append(v[0] - v[1:] / sd @ mu, v[1:] / sd)
    return w, _errors_at(w, X)


def _newton_by_sklearn(X, y):
    model = LogisticRegression(C=np.inf, fit_intercept=False, solver="newton-cholesky", tol=1e-12).fit(X, y)
    return model.coef_[0], _errors_at(model.coef_[0], X)


def _newton_by_scipy(X, y):
    fit = minimize(lambda w: logistic.logistic_loss_grad(w, X, y), np.zeros(X.shape[1]), jac=True, method="trust-exact",
                   hess=lambda w: logistic.logistic_hessian(w, X), options={"gtol": 1e-12, "maxiter": 100})
    return fit.x, _errors_at(fit.x, X)


def _bounded_curvature(X, y):
    """Böhning and Lindsay's steps, with 1/4 for every p (1 - p): slow, and they get there."""
    w, inverse = np.zeros(X.shape[1]), np.linalg.inv(X.T @ X / 4)
    for _ in range(4000):
        w = w - inverse @ (X.T @ (sigmoid(X @ w) - y))
    return w, _errors_at(w, X)


RIGHT = [
    _newton_ten_steps,
    _newton_until_still,
    lambda X, y: np.array(_newton_ten_steps(X, y)),
    _reweighted_least_squares,
    _newton_halved,
    _newton_by_descent,
    _newton_by_sklearn,
    _newton_by_scipy,
    _bounded_curvature,
]
