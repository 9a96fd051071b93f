"""Logistic regression from its likelihood: the loss, its slope and curvature, two ways down, reading the fit.

``X`` is the design matrix, shape (n, d), one row for each observation; the intercept is a weight like any other whose
column holds ones (``add_intercept`` puts it first). ``y``, shape (n,), holds 0 and 1. ``w``, shape (d,), is in log-odds
per unit of its column. The loss is the mean log-loss in nats: n times it is the negative log-likelihood. Arguments that
do not fit raise TypeError or ValueError in one sentence.
"""

from dataclasses import dataclass

import numpy as np

from course_utils._validation import check, check_fit, number
from course_utils.activations import sigmoid, sigmoid_grad, softplus


@dataclass(frozen=True, eq=False, repr=False)
class Fit:
    """What a fit found, and the way it took; printed, it is the summary."""

    path: np.ndarray  # (steps + 1, d): the weights at the start and after each step
    losses: np.ndarray  # (steps + 1,): the mean log-loss at each of them, any ridge left out
    converged: bool  # False: the weights are only where the fit stopped
    message: str  # how it ended, in one sentence
    separable: bool = False  # True: shown that no finite fit exists
    covariance: np.ndarray | None = None  # (d, d): of the weights, once Newton has converged without a ridge

    weights = property(lambda self: self.path[-1], doc="The last weights, shape (d,).")
    loss = property(lambda self: float(self.losses[-1]), doc="The mean log-loss at the last weights.")
    iterations = property(lambda self: len(self.path) - 1, doc="The number of steps taken.")
    odds_ratios = property(lambda self: np.exp(self.weights), doc="exp(weights): odds factor per unit.")

    @property
    def standard_errors(self):
        """The standard error of each weight, shape (d,), or None without a covariance."""
        return None if self.covariance is None else np.sqrt(np.diag(self.covariance))

    def __repr__(self):
        rows = {"loss": [self.loss], "weights": self.weights, "standard errors": self.standard_errors}
        text = {name: "  ".join(f"{v:.6g}" for v in row) for name, row in rows.items() if row is not None}
        return "\n".join([self.message, *(f"{name:<17}{row}" for name, row in text.items())])


def bce_with_logits(z, y):
    """Return the log-loss of each logit z against its label y, in nats, shape of z, range [0, inf).

    It is the softplus of the logit counted the wrong way: no overflow, and small losses keep their digits.
    y may lack leading axes of z: ``bce_with_logits(W @ X.T, y).mean(axis=-1)`` is the loss at each row of W.

    >>> print(bce_with_logits([0, 40, -1000, 1000], [1, 0, 1, 1]).round(4).tolist())
    [0.6931, 40.0, 1000.0, 0.0]
    """
    z, y = check(z=z, y=y)
    return softplus((1 - 2 * y) * z)


def logistic_loss_grad(w, X, y):
    """Return the mean log-loss at w, a float, and its gradient X.T @ (p - y) / n, shape (d,).

    >>> print(*logistic_loss_grad([0, 0], X=[[1, -2], [1, 2]], y=[0, 1]))
    0.6931471805599453 [ 0. -1.]
    """
    w, X, y = check(w=w, X=X, y=y)
    return float(softplus((1 - 2 * y) * (X @ w)).mean()), X.T @ (sigmoid(X @ w) - y) / len(y)


def logistic_hessian(w, X):
    """Return the curvature of the mean log-loss at w, X.T @ diag(p (1 - p)) @ X / n, shape (d, d).

    >>> print(logistic_hessian([0, 0], X=[[1, -2], [1, 2]]).tolist())
    [[0.25, 0.0], [0.0, 1.0]]
    """
    w, X = check(w=w, X=X)
    return (X.T * sigmoid_grad(X @ w)) @ X / len(X)


def fit_gd(X, y, lr, steps):
    """Take gradient steps, w - lr * gradient, from zeros and return the Fit.

    ``converged``: no entry of the last gradient exceeds 1e-8. Each step goes down while lr is below 8n / (largest
    eigenvalue of X.T @ X); a fit that ends above its start raises ValueError, which names that bound.

    >>> print(fit_gd([[1, -2], [1, 0], [1, 0], [1, 2]], [0, 1, 0, 1], lr=1, steps=2).losses.round(4))
    [0.6931 0.5032 0.4439]
    """
    lr, steps = number("lr", lr), number("steps", steps, whole=True)
    X, y = check_fit(X, y)
    A = (1 - 2 * y)[:, None] * X  # the rows of y = 1 turned round: now each positive logit is a wrong answer
    path = np.zeros((steps + 1, X.shape[1]))
    for k in range(steps):
        path[k + 1] = path[k] - lr * (A.T @ sigmoid(A @ path[k]) / len(y))
    blocks = np.array_split(path, 1 + steps * len(y) // 10**6)  # 8 MB of logits each
    losses = np.concatenate([softplus(block @ A.T).mean(axis=1) for block in blocks])
    if losses[-1] > losses[0] + 1e-9:
        bound = 8 * len(y) / np.linalg.eigvalsh(X.T @ X)[-1]
        raise ValueError(f"lr = {lr:g} diverges: the loss ends above its start; up to {bound:.2g} it falls.")
    slope = np.abs(A.T @ sigmoid(A @ path[-1])).max() / len(y)
    return Fit(path, losses, bool(slope <= 1e-8), f"{steps} steps of lr {lr:g}; slope left {slope:.1e}")


def fit_newton(X, y, l2=0.0):
    """Take Newton steps (iteratively reweighted least squares) from zeros and return the Fit.

    A step solves hessian @ step = gradient, halved until the loss does not rise. The fit has converged when a step
    moves no row's log-odds by more than 1e-9, whatever the units of X. Separable data have no finite fit (Albert and
    Anderson, 1984): the Fit then says ``separable`` and is not ``converged``; nothing is raised. ``l2`` adds l2 / 2
    times the squared slopes to the SUM of the losses (scikit-learn's 1 / C). Dependent columns need an l2.

    >>> fit_newton([[1, 0], [1, 1], [1, 2], [1, 3]], [0, 1, 0, 1], l2=1)
    converged after 4 steps
    loss             0.61143
    weights          -0.679313  0.452875
    """
    l2 = number("l2", l2, zero=True)
    X, y = check_fit(X, y, independent=not l2)
    scale = np.abs(X).max(axis=0)  # Newton's steps do not mind the units, rounding does
    A = (1 - 2 * y)[:, None] * (X / scale)  # turned round as in fit_gd
    path, losses, moved = _newton_path(A, ridge=np.diag(l2 / scale**2 * (X != X[0]).any(axis=0)))  # spares the ones
    if moved <= 1e-9:
        covariance = None if l2 else np.linalg.inv(len(y) * logistic_hessian(path[-1], A)) / np.outer(scale, scale)
        return Fit(path / scale, losses, True, f"converged after {len(path) - 1} steps", covariance=covariance)
    # A direction with every row on its class's side, or to rounding on the border, proves the data separable.
    margins = np.vstack([path[1:], np.diff(path, axis=0)]) @ -A.T
    separable = bool(not l2 and np.any(margins.min(axis=1) >= -1e-9 * np.abs(margins).max(axis=1)))
    why = "no finite fit: separable data, larger weights always fit better" if separable else "not converged"
    return Fit(path / scale, losses, False, f"{why}; stopped after {len(path) - 1} steps", separable)


def predict_proba(w, X):
    """Return the probability of y = 1 for each row of X, shape (n,), range [0, 1].

    >>> print(predict_proba([15.0429, -0.2322], X=[[1, 31], [1, 64.79], [1, 81]]).round(3))
    [1.    0.5   0.023]
    """
    w, X = check(w=w, X=X)
    return sigmoid(X @ w)


def best_threshold(c_fp, c_fn):
    """Return the probability from which a yes costs less, given the cost of a false alarm and of a miss.

    >>> best_threshold(c_fp=1, c_fn=4)
    0.2
    """
    c_fp, c_fn = number("c_fp", c_fp), number("c_fn", c_fn)
    return c_fp / (c_fp + c_fn)


def add_intercept(X):
    """Return X with a first column of ones, shape (n, d + 1).

    >>> print(add_intercept([[66], [70]]).tolist())
    [[1.0, 66.0], [1.0, 70.0]]
    """
    return np.insert(*check(X=X), 0, 1, axis=1)


def standardise(X, mu=None, sd=None):
    """Return (X - mu) / sd, mu and sd; without the two, they are the columns' mean and deviation (over n).

    Give new data the mu and sd of the training data. A column that never varies raises ValueError.

    >>> print(*standardise([[60], [80]], mu=[70], sd=[8])[0])
    [-1.25] [1.25]
    """
    (X,) = check(X=X)
    if mu is None and sd is None:
        mu, sd = X.mean(axis=0), X.std(axis=0) * (np.ptp(X, axis=0) > 0)
    X, mu, sd = check(X=X, mu=mu, sd=sd)
    return (X - mu) / sd, mu, sd


def unscale(w, mu, sd):
    """Return the weights for the raw columns, shape (d + 1,), from w fitted to the standardised ones.

    >>> print(unscale([-1, -2], mu=[70], sd=[8]))
    [16.5  -0.25]
    """
    w, mu, sd = check(w=w, mu=mu, sd=sd)
    return np.concatenate([[w[0] - w[1:] / sd @ mu], w[1:] / sd])


def _newton_path(A, ridge):
    """Return the weights and the mean losses step by step, and how far the last step moved a log-odds."""
    w, each, moved = np.zeros(A.shape[1]), softplus(np.zeros(len(A))), np.inf
    path, losses = [w], [each.sum()]
    while moved > 1e-9 and len(path) <= 25:  # by then separable data have losses near exp(-25)
        wrong = -np.expm1(-each)  # the probability of the wrong label: each loss is -log(1 - wrong)
        hessian = (A.T * (wrong * (1 - wrong))) @ A + ridge
        try:
            step = np.linalg.solve(hessian, A.T @ wrong + ridge @ w)
        except np.linalg.LinAlgError:  # no curvature left in float64
            break
        moved, most = np.abs(A @ step).max(), (losses[-1] + w @ ridge @ w / 2) * (1 + 1e-12)
        w = w - step
        while (each := softplus(A @ w)).sum() + w @ ridge @ w / 2 > most:
            w, step = w + step / 2, step / 2
        path.append(w)
        losses.append(each.sum())
    return np.array(path), np.array(losses) / len(A), moved
