"""Right answers to the exercises of lesson 03, each written differently."""

import math

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from course_utils import activations, logistic
from course_utils.activations import log_sigmoid, sigmoid, softplus

# --- bce_with_logits --------------------------------------------------------------------------------------


def _bce_loop(z, y):
    def one(z, y):
        right = z if y == 1 else -z
        return math.log1p(math.exp(-right)) if right >= 0 else -right + math.log1p(math.exp(right))

    return np.vectorize(one, otypes=[float])(z, y)


def _bce_where(z, y):
    z = np.asarray(z, dtype=float)
    return np.where(np.asarray(y) == 1, -log_sigmoid(z), -log_sigmoid(-z))


# --- logistic_loss_grad -----------------------------------------------------------------------------------


def _loss_grad_loop(w, X, y):
    loss, gradient = 0.0, [0.0] * len(w)
    for row, label in zip(X, y):
        z = sum(a * b for a, b in zip(row, w))
        loss += float(_bce_loop(z, label)) / len(y)
        for j, x in enumerate(row):
            gradient[j] += (float(sigmoid(z)) - label) * x / len(y)
    return loss, np.array(gradient)


def _loss_grad_columns(w, X, y):
    z, y = X @ w.reshape(-1, 1), y.reshape(-1, 1)
    return np.mean(np.logaddexp(0, z) - y * z), ((sigmoid(z) - y) * X).mean(axis=0)


def _loss_grad_einsum(w, X, y):
    error = sigmoid(X.dot(w)) - y
    return softplus(X.dot(w) * (1 - 2 * y)).sum() / y.size, np.einsum("i,ij->j", error, X) / y.size


# --- fit_gd -----------------------------------------------------------------------------------------------


def _gd_loop(X, y, lr, steps):
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        w = w - lr * _loss_grad_loop(w, X, y)[1]
    return w


def _gd_while(X, y, lr, steps):
    w, done = np.zeros((X.shape[1], 1)), 0
    while done < steps:
        w -= lr / len(X) * X.T @ (sigmoid(X @ w) - y[:, None])
        done += 1
    return w.ravel()


def _gd_recursive(X, y, lr, steps):
    if steps == 0:
        return np.zeros(X.shape[1])
    w = _gd_recursive(X, y, lr, steps - 1)
    return w + lr * ((y - sigmoid(X @ w))[:, None] * X).mean(0)


def _gd_turned_round(X, y, lr, steps):
    A, w = np.where(y[:, None] == 1, -X, X), np.zeros(X.shape[1])
    for _ in range(steps):
        w = w - lr * np.mean(A * sigmoid(A @ w)[:, None], axis=0)
    return w


# --- standardise ------------------------------------------------------------------------------------------


def _scaled_loop(X_train, X_new):
    old, new = np.empty_like(X_train), np.empty_like(X_new)
    for j in range(X_train.shape[1]):
        column = X_train[:, j]
        mean = sum(column) / len(column)
        sd = math.sqrt(sum((value - mean) ** 2 for value in column) / len(column))
        old[:, j], new[:, j] = (column - mean) / sd, (X_new[:, j] - mean) / sd
    return old, new


def _scaled_by_package(X_train, X_new):
    Z, mu, sd = logistic.standardise(X_train)
    return Z, logistic.standardise(X_new, mu, sd)[0]


def _scaled_by_sklearn(X_train, X_new):
    scaler = StandardScaler().fit(X_train)
    return [scaler.transform(X_train), scaler.transform(X_new)]


def _scaled_from_squares(X_train, X_new):
    mu = np.average(X_train, axis=0)
    sd = np.sqrt(np.mean(np.square(X_train - mu), 0))
    return np.divide(X_train - mu, sd), X_new / sd - mu / sd


# --- fit_newton -------------------------------------------------------------------------------------------


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


def _newton_by_package(X, y):
    fit = logistic.fit_newton(X, y)
    return fit.weights, fit.standard_errors


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


# --- unscale ----------------------------------------------------------------------------------------------


def _unscale_matrix(w, mu, sd):
    back = np.diag(np.concatenate([[1.0], 1 / sd]))
    back[0, 1:] = -mu / sd
    return back @ w


def _unscale_loop(w, mu, sd):
    raw = np.zeros(len(w))
    raw[0] = w[0]
    for j in range(len(mu)):
        raw[j + 1] = w[j + 1] / sd[j]
        raw[0] -= raw[j + 1] * mu[j]
    return raw


def _unscale_by_asking(w, mu, sd):
    def model(x):
        return w[0] + np.sum(w[1:] * (x - mu) / sd)

    start = model(0 * mu)
    return np.array([start, *(model(unit) - start for unit in np.eye(len(mu)))])


def _threshold_by_halving(c_fp, c_fn):
    low, high = 0.0, 1.0
    while high - low > 1e-12:
        middle = (low + high) / 2
        low, high = (middle, high) if (1 - middle) * c_fp > middle * c_fn else (low, middle)
    return high


RIGHT = {
    "bce_with_logits": [
        lambda z, y: softplus((1 - 2 * y) * z),
        lambda z, y: np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))),
        lambda z, y: np.logaddexp(0, (1 - 2 * np.asarray(y)) * z),
        lambda z, y: np.logaddexp(0, z) - y * z,
        lambda z, y: -log_sigmoid((2 * y - 1) * z),
        lambda z, y: -(y * log_sigmoid(z) + (1 - y) * log_sigmoid(-z)),
        lambda logits, labels: logistic.bce_with_logits(logits, labels),
        _bce_loop,
        _bce_where,
    ],
    "logistic_loss_grad": [
        lambda w, X, y: (softplus((1 - 2 * y) * (X @ w)).mean(), X.T @ (sigmoid(X @ w) - y) / len(y)),
        lambda w, X, y: [np.mean(logistic.bce_with_logits(X @ w, y)), -X.T.dot(y - sigmoid(X @ w)) / X.shape[0]],
        logistic.logistic_loss_grad,
        _loss_grad_loop,
        _loss_grad_columns,
        _loss_grad_einsum,
    ],
    "fit_gd": [
        lambda X, y, lr, steps: logistic.fit_gd(X, y, lr, steps).weights,
        lambda X, y, lr, steps: logistic.fit_gd(X, y, lr, steps).path[steps],
        _gd_loop,
        _gd_while,
        _gd_recursive,
        _gd_turned_round,
    ],
    "standardise": [
        lambda X_train, X_new: tuple((X - X_train.mean(axis=0)) / X_train.std(axis=0) for X in (X_train, X_new)),
        _scaled_loop,
        _scaled_by_package,
        _scaled_by_sklearn,
        _scaled_from_squares,
    ],
    "fit_newton": [
        _newton_ten_steps,
        _newton_until_still,
        lambda X, y: np.array(_newton_ten_steps(X, y)),
        _reweighted_least_squares,
        _newton_by_package,
        _newton_by_sklearn,
        _newton_by_scipy,
        _bounded_curvature,
    ],
    "unscale": [
        lambda w, mu, sd: np.append(w[0] - np.sum(w[1:] * mu / sd), w[1:] / sd),
        lambda w, mu, sd: np.concatenate([[w[0] - np.dot(w[1:], mu / sd)], w[1:] / sd]),
        logistic.unscale,
        _unscale_matrix,
        _unscale_loop,
        _unscale_by_asking,
    ],
    "best_threshold": [
        lambda c_fp, c_fn: c_fp / (c_fp + c_fn),
        lambda c_fp, c_fn: 1 / (1 + c_fn / c_fp),
        lambda c_fp, c_fn: 1 - c_fn / (c_fn + c_fp),
        lambda c_fp, c_fn: activations.sigmoid(math.log(c_fp) - math.log(c_fn)),
        lambda c_fp, c_fn: activations.sigmoid(-np.log(c_fn / c_fp)),
        lambda false_alarm, miss: logistic.best_threshold(false_alarm, miss),
        lambda c_fp, c_fn: np.float64(c_fp / c_fn) / (1 + c_fp / c_fn),
        _threshold_by_halving,
    ],
}
