"""Exercise 3.8: fit_newton."""

import numpy as np

from course_utils import calibration, logistic
from course_utils.activations import sigmoid, sigmoid_grad
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.checks.logistic_regression._shared import (
    DAMAGE,
    RINGS,
    STANDARD,
    TABLE,
    curvature,
    descend,
    of_two,
    several,
)


def _roots(H, X, y, w):
    return np.sqrt(np.diag(np.linalg.inv(H)))


def _plain_roots(H, X, y, w):
    return _roots(curvature(w, X), X, y, w)


def _newton(steps=12, errors=_roots, bend=sigmoid_grad, l2=0.0, spare=True, times_n=0, late=False, sign=-1, until=0.0):
    """Return an answer to fit_newton that takes `steps` Newton steps, n**times_n times too long, from zeros.

    `errors` (H, X, y, w) gives its standard errors, H being the Hessian at the final weights or, if `late`, one step
    before. The ridge `l2` spares the column of ones or not. The walk ends where a step is below `until`.
    """

    def fit(X, y):
        w, ridge = np.zeros(X.shape[1]), l2 * np.diag((np.ptp(X, axis=0) > 0) | (not spare))
        for _ in range(steps):
            H = (X.T * bend(X @ w)) @ X + ridge
            step = float(len(y)) ** times_n * np.linalg.solve(H, X.T @ (sigmoid(X @ w) - y) + ridge @ w)
            w = w + sign * step
            if np.abs(step).max() < until:
                break
        return w, errors(H if late else (X.T * bend(X @ w)) @ X + ridge, X, y, w)

    return fit


def _from(weights, errors=_roots):
    """Return an answer with these weights (X, y) and the standard errors that follow there."""

    def fit(X, y):
        w = weights(X, y)
        return w, errors(curvature(w, X), X, y, w)

    return fit


def _sklearn(outside, **options):
    """Return the weights of scikit-learn's LogisticRegression, with the intercept `outside` of X or in it."""

    def weights(X, y):
        from sklearn.linear_model import LogisticRegression

        model = LogisticRegression(fit_intercept=outside, **options).fit(X[:, int(outside) :], y)
        return np.append(model.intercept_, model.coef_) if outside else model.coef_[0]

    return weights


def _exactly(X, y):
    return _newton()(X, y)[0]


def _straight_line(X, y):
    w = np.linalg.lstsq(X, y, rcond=None)[0]
    variance = np.sum((y - X @ w) ** 2) / (len(y) - w.size)
    return w, np.sqrt(variance * np.diag(np.linalg.inv(X.T @ X)))


def _sandwich(H, X, y, w):
    inverse = np.linalg.inv(H)
    return np.sqrt(np.diag(inverse @ ((X.T * (y - sigmoid(X @ w)) ** 2) @ X) @ inverse))


def _wrong_errors(id, says, family, *errors):
    """Return a mistake in the standard errors alone."""
    return several(id, f"The weights are right. {says}", family, *(_newton(errors=e) for e in errors))


_DRAW = np.random.default_rng(39)
_STEEP = np.hstack([np.ones((40, 1)), _DRAW.normal(size=(40, 2))])
_SURE = (_DRAW.uniform(size=40) < sigmoid(_STEEP @ [-1, 4, -3])).astype(int)
_FITS = ((RINGS, DAMAGE), (STANDARD, DAMAGE), (TABLE, np.array([1, 0, 0, 1, 1, 0])), (_STEEP, _SURE))

exercise = Exercise(
    "fit_newton",
    lambda X, y: _newton(20)(X, y),
    (
        Part("the weights", _FITS, "Where is the gradient zero? By which road do you get there, and when do you know "
             "that you have arrived?", 2.0, 1e-6, 1e-9, view=of_two(0), shows="the weights",
             more="Newton: repeat the step until it no longer changes anything. By gradient descent? Standardise "
             "first, and unscale at the end. By a ready-made search? Its usual tolerance is too wide: lower it, and "
             "give it the gradient."),
        Part("the standard errors", _FITS, "How sharp is the bottom, and whose curvature says it: the mean's or the "
             "total's?", 2.0, 1e-5, 0.0, view=of_two(1), shows="the standard errors",
             more="The more the total loss is curved, the less uncertain the weights. Take the whole table of "
             "curvatures at the final weights, invert it, then take the diagonal, then the roots, in this order."),
    ),
    (
        *several("stopped-early", "These look like weights after a few of Newton's steps. Go on until a step no longer "
                 "changes anything; some data need more of them.", "precision",
                 *(_newton(steps, late=late) for steps in range(1, 7) for late in (False, True)),
                 *(_newton(25, until=until, late=late) for until in (1.0, 0.5, 0.3, 0.2, 0.1)
                   for late in (False, True))),
        *several("M22-ridge", "The weights are nearer to 0 than those of maximum likelihood. Is there a penalty, as in "
                 "scikit-learn's LogisticRegression unless it is switched off?", "guard",
                 *(_newton(errors=errors, l2=l2, spare=spare) for l2 in (1.0, 0.1, 0.01, 1e-3, 1e-4)
                   for spare in (True, False) for errors in (_roots, _plain_roots)),
                 *(lambda X, y, l2=l2, spare=spare: (_newton(l2=l2, spare=spare)(X, y)[0], _newton()(X, y)[1])
                   for l2 in (1.0, 0.1, 0.01) for spare in (True, False)),
                 *(_from(_sklearn(outside, C=C)) for outside in (True, False) for C in (1.0, 10.0, 100.0, 1000.0))),
        *several("straight-line", "These weights belong to the least-squares line of section 3.1. Where is the "
                                  "sigmoid?",
                 "missing part", _straight_line, lambda X, y: (np.linalg.lstsq(X, y, rcond=None)[0],
                                                               np.sqrt(np.diag(np.linalg.inv(X.T @ X))))),
        *_wrong_errors("variances", "The errors are the squares of the right ones: are these the variances?",
                       "mean or sum", lambda H, X, y, w: np.diag(np.linalg.inv(H))),
        *_wrong_errors("mean-curvature", "The errors are too large by the root of n. Whose curvature is inverted? The "
                       "data speak through the total, not the mean.", "mean or sum",
                       lambda H, X, y, w: _roots(H / len(X), X, y, w)),
        *_wrong_errors("divided-by-n-once-more", "The errors are too small by the root of n. The total curvature "
                       "counts every row already.",
                       "mean or sum", lambda H, X, y, w: _roots(H, X, y, w) / np.sqrt(len(X))),
        *_wrong_errors("straight-line-errors", "The errors are those that a straight line through the same data has: "
                       "one variance for all rows. Here each has its own, p (1 - p).", "another function",
                       *(lambda H, X, y, w, k=k: np.sqrt(np.sum((y - sigmoid(X @ w)) ** 2) / (len(y) - k * len(w))
                                                         * np.diag(np.linalg.inv(X.T @ X))) for k in (0, 1))),
        *_wrong_errors("degrees-of-freedom", "The errors are a little too large, by the root of n / (n - d) or of n / "
                       "(n - 1). That belongs to the straight line.", "mean or sum",
                       lambda H, X, y, w: _roots(H, X, y, w) * np.sqrt(len(X) / (len(X) - len(w))),
                       lambda H, X, y, w: _roots(H, X, y, w) * np.sqrt(len(X) / (len(X) - 1))),
        *_wrong_errors("interval", "The errors are 1.96 or 2 times too large: half an interval of 95 %? One standard "
                       "error was asked for.", "scale", lambda H, X, y, w: 1.96 * _roots(H, X, y, w),
                       lambda H, X, y, w: 2 * _roots(H, X, y, w)),
        *_wrong_errors("z-scores", "The second thing grows with the weights: is a weight divided by its error, or the "
                       "other way round?", "another function", lambda H, X, y, w: w / _roots(H, X, y, w),
                       lambda H, X, y, w: np.abs(w) / _roots(H, X, y, w)),
        *_wrong_errors("diagonal-first", "The errors are too small, as if each weight stood alone. Is the diagonal "
                       "taken before the table is inverted? The weights fight.", "order of steps",
                       lambda H, X, y, w: 1 / np.sqrt(np.diag(H))),
        *_wrong_errors("not-inverted", "Where the curvature is large your error is large. Should it not be small "
                                       "there?",
                       "missing part", lambda H, X, y, w: np.sqrt(np.diag(H)), lambda H, X, y, w: np.diag(H)),
        *_wrong_errors("root-first", "For the errors nan or other numbers come. Are roots taken of the whole table, in "
                       "which some entries are negative? Only its diagonal holds variances.", "order of steps",
                       lambda H, X, y, w: np.diag(np.linalg.inv(np.sqrt(H))),
                       lambda H, X, y, w: np.sqrt(np.linalg.inv(H))),
        *_wrong_errors("no-curvature", "The errors do not depend on the weights. Where is p(1 - p)? Or is it that of "
                       "zero weights, one quarter?", "missing part",
                       lambda H, X, y, w: _roots(X.T @ X, X, y, w), lambda H, X, y, w: _roots(X.T @ X / 4, X, y, w)),
        *_wrong_errors("whole-table", "A table came for the errors. Which of its entries belong to one weight alone?",
                       "shape", lambda H, X, y, w: np.linalg.inv(H)),
        *_wrong_errors("rows-added", "The errors are not those of the diagonal. Is a whole row of the inverse added "
                       "up, or its length taken?", "axis", lambda H, X, y, w: np.sqrt(np.linalg.inv(H).sum(axis=1)),
                       lambda H, X, y, w: np.linalg.norm(np.linalg.inv(H), axis=1)),
        *_wrong_errors("sandwich", "The errors look like the robust ones, a sandwich of two tables. The plain ones "
                       "follow from the Hessian alone.", "another function", _sandwich),
        *_wrong_errors("deviation-of-rest", "All errors are the same number, a deviation of y - p perhaps. Each weight "
                       "has an error of its own.", "another function",
                       lambda H, X, y, w: np.full(len(w), np.std(y - sigmoid(X @ w)))),
        *_wrong_errors("errors-too-early", "The errors are near, but belong to earlier weights. Compute the Hessian "
                       "again at the final ones.", "order of steps",
                       *(lambda H, X, y, w, k=k: _newton(k)(X, y)[1] for k in range(1, 7))),
        *several("weights-halfway", "The errors are right, the weights are not quite where the gradient is zero. Are "
                 "steps halved, or is the last one left out?", "precision",
                 *(lambda X, y, k=k: (_exactly(X, y) * (1 - 0.5**k), _newton()(X, y)[1]) for k in range(5, 20))),
        *several("hessian-without-p", "The walk has not arrived: its steps are too short, as if p(1 - p) were missing "
                 "from the Hessian, or one quarter for every row.", "missing part",
                 *(_newton(steps, errors, bend) for steps in (7, 8, 10, 15, 20, 25, 50)
                   for bend in (np.ones_like, lambda z: np.full_like(z, 0.25))
                   for errors in (_roots, _plain_roots))),
        *several("swapped", "The two look exchanged: the weights come first, then the standard errors.",
                 "argument order",
                 lambda X, y: _newton()(X, y)[::-1]),
        *several("one-of-two", "One thing came back where two are asked for, separated by a comma: return weights, "
                               "errors",
                 "shape", _exactly, lambda X, y: _newton()(X, y)[1]),
        *several("stacked", "The numbers are there, but in one table, with a row for each weight. Return two arrays.",
                 "axis", lambda X, y: np.column_stack(_newton()(X, y))),
        *several("intercept-left-out", "There is one weight too few. Is the column of ones dropped, or the intercept "
                 "kept apart? It is a weight like any other.", "wrong rows",
                 lambda X, y: tuple(a[1:] for a in _newton()(X, y))),
        *several("mean-and-total", "The walk has not arrived: its steps are n times too short. Does one of gradient "
                 "and Hessian belong to the mean loss, the other to the total?", "mean or sum",
                 *(_newton(steps, errors, times_n=-1, late=late) for steps in (5, 6, 7, 8, 10, 15, 20, 25, 30, 50, 100)
                   for late in (False, True) for errors in (_roots,))),
        *several("runs-away", "The walk runs away. Is the step subtracted, not added? Do gradient and Hessian both "
                 "belong to the mean loss, or both to the total? Else a step is n times too long.", "sign",
                 *(_newton(n, times_n=k, late=late, sign=sign) for n in (5, 10, 20, 25, 30, 50, 100) for late in (0, 1)
                   for k, sign in ((1, -1), (0, 1)))),
        *(Mistake("raw-units", _from(lambda X, y, lr=lr, steps=steps: descend()(X, y, lr, steps)), "The weights are "
                  "still far away, most in raw degrees. Does gradient descent hardly move there, or not settle? "
                  "Standardise first, and unscale at the end.", "scale")
          for lr, steps in ((0.001, 1000), (0.01, 1000), (1.0, 500))),
        *several("p-not-squared", "The walk takes wrong steps, as if each row weighed p alone in the Hessian, or 1 - "
                 "p. What is the slope of the sigmoid?", "missing part",
                 *(_newton(steps, bend=bend, late=late) for steps in (10, 15, 20, 25, 30, 50)
                   for bend in (sigmoid, lambda z: sigmoid(-z)) for late in (False, True))),
    ),
    without=(logistic.fit_newton, logistic._newton_path, calibration.newton_trace),
    section="3.8",
)
