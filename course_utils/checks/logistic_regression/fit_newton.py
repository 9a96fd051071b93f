"""Exercise 3.8: fit_newton."""

import numpy as np

from course_utils import logistic as truth
from course_utils.activations import sigmoid, sigmoid_grad
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.checks.logistic_regression._shared import DAMAGE, RINGS, STANDARD, TABLE, descend, downhill, of_two


def _newton(steps, errors=None, curvature=sigmoid_grad, l2=0.0, times_n=0, late=False):
    """Return an answer to fit_newton that takes `steps` Newton steps, n**times_n times too long.

    `errors` (H, X) gives its standard errors, from the Hessian at the final weights or, if `late`, one step before.
    """
    errors = errors or (lambda H, X: np.sqrt(np.diag(np.linalg.inv(H))))

    def fit(X, y):
        w, ridge = np.zeros(X.shape[1]), l2 * np.diag(np.ptp(X, axis=0) > 0)
        for _ in range(steps):
            H = (X.T * curvature(X @ w)) @ X + ridge
            w = w - float(len(y)) ** times_n * np.linalg.solve(H, X.T @ (sigmoid(X @ w) - y) + ridge @ w)
        return w, errors(H if late else (X.T * curvature(X @ w)) @ X + ridge, X)

    return fit


def _uphill(X, y):
    w = np.zeros(X.shape[1])
    for _ in range(25):
        w = w + np.linalg.solve(truth.logistic_hessian(w, X), X.T @ (sigmoid(X @ w) - y) / len(y))
    return w, w


def _slowly(lr, steps):
    """Return an answer to fit_newton that descends in the units it is given."""

    def fit(X, y):
        w = descend(downhill)(X, y, lr, steps)
        return w, np.sqrt(np.diag(np.linalg.inv((X.T * sigmoid_grad(X @ w)) @ X)))

    return fit


def _newton_truth(X, y):
    fit = truth.fit_newton(X, y)
    return fit.weights, fit.standard_errors


def _straight_line(X, y):
    w = np.linalg.lstsq(X, y, rcond=None)[0]
    variance = np.sum((y - X @ w) ** 2) / (len(y) - w.size)
    return w, np.sqrt(variance * np.diag(np.linalg.inv(X.T @ X)))


_FITS = ((RINGS, DAMAGE), (STANDARD, DAMAGE), (TABLE, np.array([1, 0, 0, 1, 1, 0])))


exercise = Exercise(
    "fit_newton",
    lambda X, y: _newton_truth(X, y),
    (
        Part("the weights", _FITS,
             "Repeat: solve H step = gradient, subtract the step, until it is tiny. (By gradient descent? Standardise "
             "first, and unscale at the end. By a ready-made search? Near is not enough: lower its tolerance.)",
             2.0, 1e-6, 1e-9, view=of_two(0)),
        Part("the standard errors", _FITS,
             "Square roots of the diagonal of the inverse of the Hessian of the TOTAL loss, at the final weights.",
             2.0, 1e-5, 0.0, view=of_two(1)),
    ),
    (
        *(Mistake("stopped-early", _newton(steps),
                  "These are the weights after the first steps. Go on until a step no longer changes anything.",
                  "precision")
          for steps in (1, 2, 3, 4)),
        Mistake("M22-ridge", _newton(40, l2=1.0),
                "These weights belong to a ridge, scikit-learn's default C = 1. Maximum likelihood has no penalty.",
                "guard"),
        Mistake("M22-ridge", lambda X, y: (_newton(40, l2=1.0)(X, y)[0], _newton_truth(X, y)[1]),
                "These weights belong to a ridge, scikit-learn's default C = 1. Maximum likelihood has no penalty.",
                "guard"),
        Mistake("straight-line", _straight_line,
                "This is the least-squares line of section 3.1: the sigmoid is missing.", "another function"),
        Mistake("variances", _newton(40, lambda H, X: np.diag(np.linalg.inv(H))),
                "These are the variances. Their square roots are the standard errors.", "mean or sum"),
        Mistake("mean-curvature", _newton(40, lambda H, X: np.sqrt(np.diag(np.linalg.inv(H / len(X))))),
                "You inverted the curvature of the MEAN loss, so the errors are too large by the square root of n. "
                "The data speak through the total: multiply H by n.", "mean or sum"),
        Mistake("divided-by-n-once-more", _newton(40, lambda H, X: np.sqrt(np.diag(np.linalg.inv(H)) / len(X))),
                "These are too small by the square root of n: the total curvature already counts every row.",
                "mean or sum"),
        Mistake("diagonal-first", _newton(40, lambda H, X: 1 / np.sqrt(np.diag(H))),
                "You took the diagonal first and inverted then. Invert the whole Hessian: the weights fight, and "
                "that makes each less certain.", "order of steps"),
        Mistake("not-inverted", _newton(40, lambda H, X: np.sqrt(np.diag(H))),
                "The inverse is missing: much curvature means little uncertainty. Invert the Hessian, then take the "
                "square roots of the diagonal.", "missing part"),
        Mistake("root-first", _newton(40, lambda H, X: np.diag(np.linalg.inv(np.sqrt(H)))),
                "The weights are right. For the errors, invert the Hessian first and take the root of the diagonal "
                "last: entries beside the diagonal may be negative.", "order of steps"),
        Mistake("no-curvature", _newton(40, lambda H, X: np.sqrt(np.diag(np.linalg.inv(X.T @ X)))),
                "The weights p(1 - p) are missing from the Hessian of your standard errors.", "missing part"),
        Mistake("errors-at-zero", _newton(40, lambda H, X: np.sqrt(np.diag(np.linalg.inv(X.T @ X / 4)))),
                "These are the standard errors at zero weights. Compute the Hessian again at the final weights.",
                "order of steps"),
        *(Mistake("hessian-without-p", _newton(steps, curvature=np.ones_like),
                  "The weights p(1 - p) are missing from the Hessian: the steps are too short to get there.",
                  "missing part")
          for steps in (7, 8, 10, 15, 20, 25, 50)),
        Mistake("covariance", _newton(40, lambda H, X: np.linalg.inv(H)),
                "This is the whole table of covariances. The standard errors are the square roots of its diagonal.",
                "shape"),
        Mistake("swapped", lambda X, y: _newton_truth(X, y)[::-1],
                "The weights come first, then the standard errors.", "argument order"),
        Mistake("one-of-two", lambda X, y: _newton_truth(X, y)[0],
                "Return two things, separated by a comma: return weights, errors", "shape"),
        *(Mistake("mean-and-total", _newton(steps, times_n=-1, late=late),
                  "Your steps are n times too short. Gradient and Hessian must both belong to the mean loss, or both "
                  "to the total.", "scale")
          for steps in (5, 6, 7, 8, 10, 15, 20, 25, 30, 50, 100) for late in (False, True)),
        *(Mistake("runs-away", walk,
                  "The walk runs away. Is the step subtracted, not added? And do gradient and Hessian both belong to "
                  "the mean loss, or both to the total? Else each step is n times too long.", "sign")
          for walk in (_uphill, *(_newton(n, times_n=1, late=late) for n in (5, 10, 25, 100) for late in (0, 1)))),
        *(Mistake("raw-units", _slowly(lr, steps),
                  "In raw degrees gradient descent hardly moves, or does not settle. Standardise first, and unscale at "
                  "the end.", "scale")
          for lr, steps in ((0.001, 1000), (0.01, 1000), (1.0, 1000))),
        Mistake("covariance", _newton(40, lambda H, X: np.sqrt(np.linalg.inv(H))),
                "The weights are right. You take the root of the whole table of covariances, in which some entries are "
                "negative. Only its diagonal holds variances.", "shape"),
        *(Mistake("p-not-squared", _newton(steps, curvature=sigmoid, late=late),
                  "The Hessian's weights are p alone. The slope of the sigmoid is p(1 - p).", "missing part")
          for steps in (10, 15, 20, 25, 30, 50, 100) for late in (False, True)),
    ),
    section="3.8",
)
