"""When a probability can be trusted: separation, finite weights all the same, reliability, one temperature.

``X``, ``y`` and the weights are those of ``logistic``: X, shape (n, d), with its column of ones inside, y of 0 and 1.
``p`` holds probabilities of y = 1, ``z`` logits, both of shape (n,). Arguments that do not fit raise TypeError or
ValueError in one sentence.
"""

import numpy as np

from course_utils._validation import _array, check, check_fit, number
from course_utils.activations import sigmoid, sigmoid_grad, softplus
from course_utils.logistic import Fit, fit_newton


def is_separable_1d(x, y):
    """Return True where a threshold on x, shape (n,), has all of one class on its left and all of the other right.

    Which class is on the left does not matter. A value of x that both classes share leaves no room for a threshold:
    False (though if they share nothing else, the fit has no finite weights either).

    >>> is_separable_1d([1, 2, 3, 4], [1, 1, 0, 0]), is_separable_1d([1, 2, 3, 4], [0, 1, 0, 1])
    (True, False)
    """
    x, y = _alike("x", x, y)
    yes, no = x[y == 1], x[y == 0]
    if not (yes.size and no.size):
        raise ValueError(f"y holds only the label {y[0]:g}; expected both 0 and 1.")
    return bool(no.max() < yes.min() or yes.max() < no.min())


def separating_direction(X, y):
    """Return weights, shape (d,), that put every row on its class's side of X @ w = 0, or None if none were found.

    One multiplication proves it: ``(2 * y - 1) * (X @ w)`` is at least 1 in every row (but for rounding). Then w, 2 w,
    3 w, ... fit better and better, and no fit is the best (Albert and Anderson, 1984).

    The linear program makes the narrowest margin as wide as it can, with columns and weights between -1 and 1. A
    margin below 1e-7 there counts as none: it is the program's own accuracy.

    >>> separating_direction([[1, -3], [1, -1], [1, 2]], [0, 0, 1]).round(3).tolist()
    [-0.333, 0.667]
    >>> separating_direction([[1, -1], [1, 1], [1, 2]], [0, 1, 0]) is None
    True
    """
    from scipy.optimize import linprog

    X, y = check_fit(X, y)
    scale = np.abs(X).max(axis=0)
    margins = (2 * y - 1)[:, None] * X / scale  # margins @ w is what every row shall have above 0
    d = X.shape[1]
    narrower = np.hstack([-margins, np.ones((len(y), 1))])  # t - margin <= 0 in each row; t is to be large
    found = linprog([0] * d + [-1], narrower, np.zeros(len(y)), bounds=[(-1, 1)] * d + [(None, None)]).x[:d]
    narrowest = (margins @ found).min()
    return found / narrowest / scale if narrowest > 1e-7 else None


def newton_trace(X, y, steps):
    """Return the weights after each of so many plain Newton steps from zeros, shape (steps, d).

    Plain: nothing is halved and nothing stops the walk, so on separable data the weights grow by about the same at
    each step (``fit_newton`` notices). ValueError says after which step no curvature is left in float64.

    >>> newton_trace([[-3], [-2], [-1], [1], [2], [3]], [0, 0, 0, 1, 1, 1], steps=9)[5:].ravel().round(2).tolist()
    [4.97, 5.96, 6.96, 7.96]
    """
    steps = number("steps", steps, whole=True)
    X, y = check_fit(X, y, independent=True)
    scale = np.abs(X).max(axis=0)  # Newton's steps do not mind the units, rounding does
    A = (1 - 2 * y)[:, None] * (X / scale)  # now each positive logit is a wrong answer
    path = np.zeros((steps + 1, X.shape[1]))
    for k in range(steps):
        z = A @ path[k]
        try:
            path[k + 1] = path[k] - np.linalg.solve((A.T * sigmoid_grad(z)) @ A, A.T @ sigmoid(z))
        except np.linalg.LinAlgError:
            raise ValueError(f"no curvature is left after {k} steps; expected steps up to {k}.") from None
    return path[1:] / scale


def firth_fit(X, y, tol=1e-10, max_iter=100):
    """Return the Fit that Firth's penalty keeps finite, on separable data too.

    It adds half the logarithm of the determinant of the information X.T @ diag(p (1 - p)) @ X to the log-likelihood,
    which takes away the first-order bias of the weights (Firth, 1993; for separation: Heinze and Schemper, 2002).
    The Fit's losses leave the penalty out; its covariance is the inverse of the information.

    Steps go along the inverse information, halved where they go too far; the fit has converged when a step moves
    no row's log-odds by more than ``tol``. With many columns and separable data that takes a hundred or more.

    >>> firth_fit([[1, -3], [1, -2], [1, -1], [1, 1], [1, 2], [1, 3]], [0, 0, 0, 1, 1, 1]).weights.round(4)[1].item()
    0.9384
    """
    tol, max_iter = number("tol", tol), number("max_iter", max_iter, whole=True)
    X, y = check_fit(X, y, independent=True)
    scale = np.abs(X).max(axis=0)
    X = X / scale
    path, moved = _firth_path(X, y, tol, max_iter)
    done = bool(moved <= tol)
    losses = softplus((1 - 2 * y) * (path @ X.T)).mean(axis=1)
    covariance = np.linalg.inv(_information(path[-1], X)) / np.outer(scale, scale) if done else None
    message = f"{'converged' if done else 'not converged; stopped'} after {len(path) - 1} steps, with Firth's penalty"
    return Fit(path / scale, losses, done, message, covariance=covariance)


def reliability_curve(p, y, bins=10):
    """Return the mean p, the share of y = 1 and the count, an array each, of every bin that holds something.

    The bins are equally wide from 0 to 1; a p on a border belongs to the bin on its right, p = 1 to the last one.
    Reliability diagrams go back to the verification of weather forecasts (Murphy and Winkler, 1977).

    >>> [column.round(2).tolist() for column in reliability_curve([0.1, 0.3, 0.9, 1], [0, 1, 1, 1], bins=2)]
    [[0.2, 0.95], [0.5, 1.0], [2, 2]]
    """
    p, y = _alike("p", p, y)
    bins = number("bins", bins, whole=True)
    if p.min() < 0 or p.max() > 1:
        raise ValueError(f"p holds {p[(p < 0) | (p > 1)][0]:g}; expected probabilities from 0 to 1.")
    at = np.minimum((p * bins).astype(int), bins - 1)
    counts, p_sums, yeses = (np.bincount(at, weights) for weights in (None, p, y))
    full = counts > 0
    return p_sums[full] / counts[full], yeses[full] / counts[full], counts[full]


def ece(p, y, bins=10):
    """Return the expected calibration error, range [0, 1]: the mean over all rows of their bin's abs(mean p - share).

    It depends on the bins, and chance alone keeps it above 0, also for a model that is right (Guo and others, 2017,
    use 15 bins).

    >>> round(ece([0.1, 0.3, 0.9, 1], [0, 1, 1, 1], bins=2), 3)
    0.175
    """
    mean_p, share, counts = reliability_curve(p, y, bins)
    return float(counts @ np.abs(mean_p - share) / counts.sum())


def fit_temperature(z, y):
    """Return the temperature T > 0 at which sigmoid(z / T) has the least log-loss (Guo and others, 2017).

    This is a logistic regression on one feature, z, without an intercept: its weight is 1 / T. ValueError where no
    such T exists: every logit on its class's side (T would shrink to 0), or scores worse than chance (T without end).

    Three of four right, all equally sure: sigmoid(2 / T) must be 0.75, so T = 2 / ln 3.

    >>> round(fit_temperature([2, 2, -2, -2], [1, 1, 0, 1]), 4)
    1.8205
    """
    z, y = _alike("z", z, y)
    if (2 * y - 1) @ z <= 0:  # at 1 / T = 0 the loss rises with 1 / T
        raise ValueError("z is wrong at least as much as it is right; no finite T is the best.")
    fit = fit_newton(z[:, None], y)
    if not fit.converged:
        raise ValueError("z is never, or hardly, on the wrong side of 0; the smaller T, the better, and none is best.")
    return float(1 / fit.weights[0])


def _alike(name, values, y):
    """Return two arrays of one shape (n,), or raise."""
    values, y = check(z=_array(name, values), y=y)
    if values.ndim != 1 or values.shape != y.shape:
        raise ValueError(f"{name} has shape {values.shape} and y {y.shape}; expected (n,) for both.")
    return values, y


def _information(w, X):
    return (X.T * sigmoid_grad(X @ w)) @ X


def _firth_path(X, y, tol, max_iter):
    """Return the weights step by step, and how far the last full step moved a log-odds."""
    path, moved = [np.zeros(X.shape[1])], np.inf
    while moved > tol and len(path) <= max_iter:
        score, inverse = _firth_score(path[-1], X, y)
        step = inverse @ score
        moved = np.abs(X @ step).max()
        while _firth_score(path[-1] + step, X, y)[0] @ step < -(score @ step) / 2:  # uphill: far past the lowest point
            step = step / 2
        path.append(path[-1] + step)
    return np.array(path), moved


def _firth_score(w, X, y):
    """Return minus the slope of the penalised loss, and the inverse information.

    A row's leverage h adds half a yes and half a no to it, both of weight h.
    """
    p, inverse = sigmoid(X @ w), np.linalg.inv(_information(w, X))
    leverage = sigmoid_grad(X @ w) * np.einsum("ij,jk,ik->i", X, inverse, X)
    return X.T @ (y - p + leverage * (0.5 - p)), inverse
