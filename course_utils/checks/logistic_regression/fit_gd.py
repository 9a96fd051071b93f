"""Exercise 3.6: fit_gd."""

import numpy as np

from course_utils import logistic
from course_utils.activations import sigmoid, sigmoid_grad
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.checks.logistic_regression._shared import (
    DAMAGE,
    LABELS,
    RINGS,
    STANDARD,
    TABLE,
    curvature,
    descend,
    downhill,
    log_loss,
    several,
)


def _squared(w, X, y):
    return X.T @ ((sigmoid(X @ w) - y) * sigmoid_grad(X @ w)) / len(y)


def _row_by_row(rows):
    """Return an answer whose steps follow single rows; rows (n, k) lists those of step k."""

    def fit(X, y, lr, steps):
        w = np.zeros(X.shape[1])
        for k in range(steps):
            for i in rows(len(y), k):
                w = w - lr * (sigmoid(X[i] @ w) - y[i]) * X[i]
        return w

    return fit


def _path(X, y, lr, steps):
    path = np.zeros((steps + 1, X.shape[1]))
    for k in range(steps):
        path[k + 1] = path[k] - lr * downhill(path[k], X, y)
    return path


def _one_weight_at_a_time(X, y, lr, steps):
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        for j in range(w.size):
            w[j] -= lr * downhill(w, X, y)[j]
    return w


def _until_flat(least):
    """Return an answer that ends where the loss no longer falls by more than `least`."""

    def fit(X, y, lr, steps):
        w, before = np.zeros(X.shape[1]), np.inf
        for _ in range(steps):
            loss = log_loss(X @ w, y).mean()
            if loss > before - least:
                break
            w, before = w - lr * downhill(w, X, y), loss
        return w

    return fit


def _best(first):
    """Return an answer that gives back the best weights of the walk, from its step number `first` on."""

    def fit(X, y, lr, steps):
        path = _path(X, y, lr, steps)[min(first, steps) :]
        return min(path, key=lambda w: log_loss(X @ w, y).mean())

    return fit


def _halving(X, y, lr, steps):
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        step = lr * downhill(w, X, y)
        while log_loss(X @ (w - step), y).mean() > log_loss(X @ w, y).mean() and np.abs(step).max() > 1e-12:
            step = step / 2
        w = w - step
    return w


def _momentum(share, damped):
    def fit(X, y, lr, steps):
        w, step = np.zeros(X.shape[1]), 0.0
        for _ in range(steps):
            step = share * step + (1 - share if damped else 1) * lr * downhill(w, X, y)
            w = w - step
        return w

    return fit


def _column_of_weights(X, y, lr, steps):
    w = np.zeros((X.shape[1], 1))
    for _ in range(steps):
        w = w - lr * X.T @ (sigmoid(X @ w) - y) / len(y)
    return w


def _at_step(change):
    """Return an answer whose step is lr times change(gradient, number of the step from 0)."""
    return descend(step=lambda w, lr, g, k: w - lr * change(g, k))


def _size(g):
    return max(np.linalg.norm(g), 1e-300)


_ONE_STEP = ((STANDARD, DAMAGE, 1.0, 1), (TABLE, LABELS, 0.5, 1), (RINGS, DAMAGE, 0.001, 1), (TABLE, LABELS, 2.0, 0))
_MANY = (
    (STANDARD, DAMAGE, 1.0, 70), (STANDARD, DAMAGE, 3.0, 21), (TABLE, LABELS, 0.5, 40), (STANDARD, DAMAGE, 3.0, 130),
    (TABLE * [1, 0.5, 0.3], LABELS, 4.0, 120),
)  # fmt: skip
_TOO_LONG = ((RINGS, DAMAGE, 0.01, 5), (TABLE, LABELS, 15.0, 7))
_NINE = {"rtol": 1e-9, "atol": 1e-12, "shows": "the weights after the last step"}

exercise = Exercise(
    "fit_gd",
    lambda X, y, lr, steps: descend()(X, y, lr, steps),
    (
        Part("a single step, or none", _ONE_STEP, "Where does the walk start, and which way is down?", 1.0, **_NINE,
             more="The gradient of exercise 3.4, at zero weights, points uphill. Go against it, lr times its length."),
        Part("many steps", (*_MANY, *_TOO_LONG), "Which gradient belongs to the second step? Does anything but `steps` "
             "end the walk, or change the length of a step?", 2.0, **_NINE,
             more="Compute the gradient anew at the weights of each step. Take all steps as they are, even those that "
             "go too far or hardly move: the check has walks of both kinds."),
    ),
    (
        *several("uphill", "The first step has the right length and the opposite direction. The gradient points "
                 "uphill: is it added?", "sign", descend(lambda w, X, y: -downhill(w, X, y))),
        *several("summed", "The first step is n times too long, n being the number of rows. Is the gradient a sum "
                 "where the mean was meant?", "mean or sum", descend(lambda w, X, y: len(y) * downhill(w, X, y))),
        *several("divided-twice", "The first step is n times too short, n being the number of rows. Is the gradient "
                 "divided by n twice?", "mean or sum", descend(lambda w, X, y: downhill(w, X, y) / len(y))),
        *several("divided-by-d", "The first step is n / d times as long as it should be. Is the gradient divided by "
                 "the number of weights? The mean is over the rows.", "mean or sum",
                 descend(lambda w, X, y: len(y) / X.shape[1] * downhill(w, X, y))),
        *(Mistake("factor-two", descend(lambda w, X, y, k=k: k * downhill(w, X, y)), f"The first step is {k:g} times "
                  "as long as it should be. Does the gradient carry the 2 or the 1/2 of another loss?", "scale")
          for k in (2.0, 0.5)),
        *(Mistake("one-step-off", descend(extra=extra), f"These are the right weights, one step too {when}. How often "
                  "does the loop run?", "off by one") for extra, when in ((1, "late"), (-1, "early"))),
        *several("one-step-only", "Right for one step; for more, the weights after the first come back. Does a return "
                 "stand inside the loop?", "order of steps", lambda X, y, lr, steps: descend()(X, y, lr, min(steps, 1)),
                 lambda X, y, lr, steps: descend()(X, y, lr, 1)),
        *several("weights-lost", "Right for one step. After more, the weights are only as large as one step. Do they "
                 "get replaced by the step, where it should be subtracted from them?", "order of steps",
                 descend(step=lambda w, lr, g, k: -lr * g)),
        *(Mistake("steps-ignored", lambda X, y, lr, steps, many=many: descend()(X, y, lr, many), "Whatever `steps` "
                  f"is, these are the weights after {many} steps. Take exactly `steps`.", "order of steps")
          for many in (10, 50, 100, 200, 500, 1000)),
        *(Mistake("started-elsewhere", descend(start=start), f"The walk seems to start at weights of {start}; the "
                  "exercise starts at 0. How are they made?", "off by one") for start in (1.0, 0.5, 0.1, 0.01)),
        *several("M15-extra-slope", "The first step is a quarter, or a half, of the right one, and the next ones "
                 "differ more. Does the gradient carry the sigmoid's slope, as that of the squared error does?",
                 "chain rule",
                 descend(_squared), descend(lambda w, X, y: 2 * _squared(w, X, y))),
        *several("no-sigmoid", "The walk goes to the weights of a straight line. Does the prediction go through the "
                 "sigmoid?", "missing part", descend(lambda w, X, y: X.T @ (X @ w - y) / len(y)),
                 descend(lambda w, X, y: 2 * X.T @ (X @ w - y) / len(y))),
        *several("M33-sigmoid-twice", "At zero weights this walk sees chances of 0.62, not 0.5. Does X @ w go through "
                 "the sigmoid twice?", "missing part",
                 descend(lambda w, X, y: X.T @ (sigmoid(sigmoid(X @ w)) - y) / len(y))),
        *several("decided-too-early", "The errors that move these weights are whole numbers, 0 or 1. Is p made a yes "
                 "or a no before it meets y?",
                 "order of steps", descend(lambda w, X, y: X.T @ ((X @ w > 0) - y) / len(y)),
                 descend(lambda w, X, y: X.T @ ((X @ w >= 0) - y) / len(y))),
        *(Mistake("lr-ignored", lambda X, y, lr, steps, at=at: descend()(X, y, at, steps), "The steps do not depend on "
                  f"lr: they are those of lr = {at:g}.", "missing part") for at in (1.0, 0.1, 0.01)),
        *several("whole-weights", "All these weights are whole numbers. Is the array that holds them one of integers?",
                 "dtype", descend(step=lambda w, lr, g, k: np.trunc(w - lr * g)),
                 descend(step=lambda w, lr, g, k: w - np.trunc(lr * g))),
        *several("gradient-not-renewed", "Right for one step; all further steps are the same as the first. Where is "
                 "the gradient computed, inside or outside of the loop?", "order of steps",
                 lambda X, y, lr, steps: -lr * steps * downhill(np.zeros(X.shape[1]), X, y)),
        *several("row-by-row", "Each of these steps follows single rows of X. Here every step takes the mean over all "
                 "rows.", "wrong rows", _row_by_row(lambda n, k: range(n)), _row_by_row(lambda n, k: [k % n])),
        *several("one-weight-at-a-time", "The first weight moves right, the others see weights that have moved "
                 "already. Is the gradient taken again between the weights? Change all at once.", "order of steps",
                 _one_weight_at_a_time),
        *several("returned-loss", "One number came back: is it the loss at the end? Return the weights.",
                 "another function",
                 lambda X, y, lr, steps: log_loss(X @ descend()(X, y, lr, steps), y).mean()),
        *several("returned-path", "The whole walk came back. Return the last weights only.", "shape",
                 lambda X, y, lr, steps: _path(X, y, lr, steps), lambda X, y, lr, steps: _path(X, y, lr, steps)[1:]),
        *several("averaged-path", "These look like the mean of the weights along the walk. Return those after the last "
                 "step.", "mean or sum",
                 lambda X, y, lr, steps: _path(X, y, lr, steps).mean(axis=0),
                 lambda X, y, lr, steps: _path(X, y, lr, steps)[min(steps, 1) :].mean(axis=0)),
        *several("stopped-early", "Right as long as the steps are long; where they become small, or the loss no longer "
                 "falls, the walk has ended early. Is there a condition that breaks off? Take all steps.", "precision",
                 *(descend(ends=lambda g, lr, least=least, size=size, pace=pace: size(g) * lr**pace < least)
                   for least in (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8)
                   for size in (np.linalg.norm, lambda g: np.abs(g).max()) for pace in (0, 1)),
                 *(_until_flat(least) for least in (0.0, 1e-12, 1e-10, 1e-8, 1e-6, 1e-5, 1e-4, 1e-3))),
        *several("best-of-the-walk", "Right where the loss falls all the way; where a step goes too far, earlier "
                 "weights come back. Are the best ones kept? The last ones were asked for.", "wrong rows",
                 _best(0), _best(1)),
        *several("step-halved", "Right where the loss falls all the way; where a step goes too far, it is another one. "
                 "Is it shortened there? Here every step is lr times the gradient.", "guard", _halving),
        *several("gradient-limited", "Right where the gradient is small; where it is large, the steps are shorter than "
                 "lr times the gradient. Is it clipped, or its length limited?", "guard",
                 *(_at_step(lambda g, k, most=most: np.clip(g, -most, most)) for most in (0.5, 1, 2, 5, 10)),
                 *(_at_step(lambda g, k, most=most: g * min(1, most / _size(g))) for most in (0.5, 1, 2, 5, 10))),
        *several("steps-shrink", "The first step is right, the later ones are too short, more and more. Is lr made "
                 "smaller on the way? It stays the same here.", "scale",
                 *(_at_step(change) for change in (lambda g, k: g / (k + 1), lambda g, k: g / np.sqrt(k + 1),
                                                   lambda g, k: g * 0.99**k, lambda g, k: g * 0.9**k,
                                                   lambda g, k: g / (1 + 0.01 * k)))),
        *several("momentum", "The first step has the right direction; later steps still carry some of the earlier "
                 "ones. Is there momentum? Plain gradient descent was asked for.", "guard",
                 *(_momentum(share, damped) for share in (0.9, 0.5, 0.99) for damped in (False, True))),
        *several("direction-only", "The steps have the same length wherever the walk is. Is the gradient divided by "
                 "its size, or only its sign used? Its size matters.", "scale",
                 _at_step(lambda g, k: g / _size(g)), _at_step(lambda g, k: np.sign(g))),
        *several("newton", "These steps are divided by the curvature, as Newton's are. Plain gradient descent was "
                 "asked for.", "another function",
                 descend(lambda w, X, y: len(y) * np.linalg.solve(curvature(w, X), downhill(w, X, y)))),
        *several("M22-ridge", "Right for one step; then the weights are pulled back towards 0. Is there a penalty? The "
                 "plain log-loss was asked for.", "guard",
                 *(descend(lambda w, X, y, a=a: downhill(w, X, y) + a(y) * w)
                   for a in (lambda y: 1, lambda y: 0.1, lambda y: 0.01, lambda y: 1 / len(y), lambda y: 0.001))),
        *several("intercept-left-out", "The first weight, that of the ones, stays 0. It is a weight like any other.",
                 "wrong rows", descend(lambda w, X, y: downhill(w, X, y) * (np.arange(len(w)) > 0))),
        *(Mistake("rounded", lambda X, y, lr, steps, k=k: np.round(descend()(X, y, lr, steps), k), f"Right to {k} "
                  "decimals; nine digits are asked for. Is something rounded?", "precision") for k in range(2, 9)),
        *several("M17-column", "A table came back, d by n or larger. Has a column met a row, so that p - y is an n by "
                 "n table? Print the shapes of w, p and y.", "axis", _column_of_weights),
        *several("column", "The numbers are right, but the weights come back as a table of one column or one row. "
                 "Their shape should be (d,).", "shape", lambda X, y, lr, steps: descend()(X, y, lr, steps)[:, None],
                 lambda X, y, lr, steps: descend()(X, y, lr, steps)[None]),
    ),
    without=(logistic.fit_gd,),
    section="3.6",
)
