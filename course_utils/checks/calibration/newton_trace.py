"""Exercise 4.2: newton_trace."""

import numpy as np

from course_utils import calibration as truth
from course_utils.activations import sigmoid, sigmoid_grad
from course_utils.checks.calibration._shared import CLOCK, DAMAGE, HALVES, RINGS
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.logistic import fit_newton

_TABLE = np.array([[1, 0.5, -1.2], [1, -1.5, 0.3], [1, 2.0, 0.8], [1, 0.1, 1.9], [1, -0.7, -0.4], [1, 1.1, -2.0]])


_LABELS = np.array([1, 0, 0, 1, 1, 0])


def _inverse_times(H, g):
    return np.linalg.solve(H, g)


def _walk(curvature=sigmoid_grad, predict=sigmoid, longer=lambda n: 1.0, start=0.0, l2=0.0, step=_inverse_times):
    """Return an answer to newton_trace: all its weights, with one thing done differently."""

    def trace(X, y, steps):
        w, path = np.full(X.shape[1], start), []
        for _ in range(steps):
            H = (X.T * curvature(X @ w)) @ X + l2 * np.eye(w.size)
            w = w - longer(len(y)) * step(H, X.T @ (predict(X @ w) - y) + l2 * w)
            path.append(w)
        return np.array(path)

    return trace


def _flat(z):
    return np.full_like(z, 0.25)


def _with_start(X, y, steps):
    return np.vstack([np.zeros(X.shape[1]), truth.newton_trace(X, y, steps)])


def _weights_lost(X, y, steps):
    w, path = np.zeros(X.shape[1]), []
    for _ in range(steps):
        w = -np.linalg.solve((X.T * sigmoid_grad(X @ w)) @ X, X.T @ (sigmoid(X @ w) - y))
        path.append(w)
    return np.array(path)


_newton_trace_hint = "The step solves (X.T * (p * (1 - p))) @ X @ step = X.T @ (p - y); subtract it from w."


_SHORT = ((_TABLE, _LABELS, 1), (CLOCK, HALVES, 1))


_LONG = ((CLOCK, HALVES, 9), (RINGS, DAMAGE, 3), (_TABLE, _LABELS, 4))


_DIGITS = {"rtol": 1e-6, "atol": 1e-9}


exercise = Exercise(
    "newton_trace",
    lambda X, y, steps: truth.newton_trace(X, y, steps),
    (
        Part("the first step", _SHORT, _newton_trace_hint, 1.0, **_DIGITS, view=lambda W: np.atleast_2d(W)[-1]),
        Part("where the walk ends", _LONG, "Compute p, gradient and Hessian anew at each step, at the weights of that "
             "moment.", 1.0, **_DIGITS, view=lambda W: np.atleast_2d(W)[-1]),
        Part("every step on the way", _LONG, "Keep the weights after each step: `steps` rows of d weights.",
             2.0, **_DIGITS, view=np.asarray),
    ),
    (
        Mistake("uphill", _walk(longer=lambda n: -1.0),
                "You add the step. The gradient points uphill: subtract.", "sign"),
        Mistake("gradient-descent", _walk(step=lambda H, g: g),
                "This is gradient descent with the summed gradient. Newton's step divides by the curvature.",
                "another function"),
        *(Mistake("gradient-descent", _walk(step=lambda H, g, lr=lr: lr * g, longer=lambda n: 1 / n),
                  "This is gradient descent. Newton's step divides by the curvature.", "another function")
          for lr in (1.0, 0.5, 0.1, 0.01, 0.001)),
        Mistake("halved", _walk(longer=lambda n: 0.5),
                "You take half of each step. Plain Newton takes it whole.", "guard"),
        Mistake("multiplied", _walk(step=lambda H, g: H @ g),
                "You multiply by the Hessian. Newton divides by it: solve H @ step = gradient.", "scale"),
        Mistake("mean-and-total", _walk(longer=lambda n: 1 / n),
                "Your steps are n times too short. Gradient and Hessian both as sums, or both as means.", "scale"),
        Mistake("mean-and-total", _walk(longer=float),
                "Your steps are n times too long. Gradient and Hessian both as sums, or both as means.", "scale"),
        Mistake("no-curvature", _walk(curvature=np.ones_like),
                "The weights p(1 - p) are missing from the Hessian: this curvature is that of a straight-line fit.",
                "missing part"),
        Mistake("curvature-not-renewed", _walk(curvature=_flat),
                "Your Hessian stays as it was at zero weights, where p(1 - p) is 1/4. Compute it anew at each step.",
                "order of steps"),
        Mistake("p-not-squared", _walk(curvature=sigmoid),
                "The Hessian's weights are p alone. The slope of the sigmoid is p(1 - p).", "missing part"),
        Mistake("diagonal-only", _walk(step=lambda H, g: g / np.diag(H)),
                "You divide by the diagonal of the Hessian only. The weights pull at each other: use the whole table.",
                "missing part"),
        Mistake("no-sigmoid", _walk(predict=lambda z: z),
                "The prediction is X @ w itself: put it through the sigmoid.", "missing part"),
        Mistake("M33-sigmoid-twice", _walk(predict=lambda z: sigmoid(sigmoid(z))),
                "The sigmoid is applied twice on the way from X @ w to p.", "missing part"),
        Mistake("started-at-one", _walk(start=1.0),
                "You start at weights of 1; the exercise starts at 0.", "off by one"),
        *(Mistake("M22-ridge", _walk(l2=l2),
                  "A ridge pulls these weights back. Plain Newton follows the log-loss alone.", "guard")
          for l2 in (1.0, 0.1, 0.01, 1e-3, 1e-4)),
        *(Mistake("M22-ridge", _walk(step=lambda H, g, l2=l2: np.linalg.solve(H + l2 * np.eye(len(g)), g)),
                  "Something is added to the Hessian's diagonal, so the steps are too short. Plain Newton adds none.",
                  "guard")
          for l2 in (1.0, 0.1, 0.01, 1e-3, 1e-4, 1e-6)),
        Mistake("start-included", _with_start,
                "The zero weights of the start are in the way: one row too many. Keep the weights AFTER each step.",
                "off by one"),
        Mistake("one-behind", lambda X, y, steps: _with_start(X, y, steps)[:-1],
                "You keep the weights before each step: the first row should no longer be zeros.", "off by one"),
        Mistake("last-only", lambda X, y, steps: truth.newton_trace(X, y, steps)[-1],
                "These are the weights at the end only. Keep those after each step.", "shape"),
        Mistake("last-only", lambda X, y, steps: truth.newton_trace(X, y, steps)[-1:],
                "These are the weights at the end only. Keep those after each step, inside the loop.", "shape"),
        Mistake("same-array", lambda X, y, steps: np.tile(truth.newton_trace(X, y, steps)[-1], (steps, 1)),
                "All rows are the same: one array was kept many times, and w -= step changed it under your hands. "
                "Make a new one: w = w - step, or keep w.copy().", "order of steps"),
        Mistake("transposed", lambda X, y, steps: truth.newton_trace(X, y, steps).T,
                "Rows and columns are exchanged: one row for each step, one column for each weight.", "axis"),
        Mistake("steps-not-weights", lambda X, y, steps: np.diff(_with_start(X, y, steps), axis=0),
                "These are the steps. Keep the weights that they lead to.", "order of steps"),
        Mistake("steps-ignored", lambda X, y, steps: fit_newton(X, y).path[1:],
                "The walk goes on until it has settled. Take exactly `steps` steps.", "order of steps"),
        Mistake("norms", lambda X, y, steps: np.linalg.norm(truth.newton_trace(X, y, steps), axis=1),
                "These are the lengths of the weights. Keep the weights themselves.", "another function"),
        Mistake("flat", lambda X, y, steps: truth.newton_trace(X, y, steps).ravel(),
                "All weights stand in one long row. Keep one row for each step: np.append flattens, a list does not.",
                "shape"),
        Mistake("first-step-only", lambda X, y, steps: truth.newton_trace(X, y, 1),
                "You return after the first step. Does your return stand inside the loop?", "order of steps"),
        Mistake("nothing-renewed", lambda X, y, steps: np.arange(1, steps + 1)[:, None]
                                                       * truth.newton_trace(X, y, 1),
                "All your steps are the same: p, gradient and Hessian are computed once. Compute them anew at the "
                "weights of each step.", "order of steps"),
        Mistake("weights-lost", _weights_lost,
                "Each step replaces the weights. Subtract it from them.", "missing part"),
        Mistake("column", lambda X, y, steps: truth.newton_trace(X, y, steps)[:, :, None],
                "Each of your weights is a column. Return rows of weights, shape (steps, d).", "shape"),
    ),
    section="4.2",
)
