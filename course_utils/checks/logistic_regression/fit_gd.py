"""Exercise 3.6: fit_gd."""

import numpy as np

from course_utils import logistic as truth
from course_utils.activations import sigmoid, sigmoid_grad
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.checks.logistic_regression._shared import DAMAGE, LABELS, STANDARD, TABLE, descend, downhill


def _squared(w, X, y):
    return X.T @ ((sigmoid(X @ w) - y) * sigmoid_grad(X @ w)) / len(y)


def _row_by_row(X, y, lr, steps):
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        for x_i, y_i in zip(X, y):
            w = w - lr * (sigmoid(x_i @ w) - y_i) * x_i
    return w


def _weights_lost(X, y, lr, steps):
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        w = -lr * downhill(w, X, y)
    return w


def _one_weight_at_a_time(X, y, lr, steps):
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        for j in range(w.size):
            w[j] -= lr * downhill(w, X, y)[j]
    return w


def _largest(gradient):
    return np.abs(gradient).max()


def _until_small(least, size):
    """Return an answer to fit_gd that ends as soon as the size of the gradient is below `least`."""

    def fit(X, y, lr, steps):
        w = np.zeros(X.shape[1])
        for _ in range(steps):
            if size(downhill(w, X, y)) < least:
                break
            w = w - lr * downhill(w, X, y)
        return w

    return fit


def _column_of_weights(X, y, lr, steps):
    w = np.zeros((X.shape[1], 1))
    for _ in range(steps):
        w = w - lr * X.T @ (sigmoid(X @ w) - y) / len(y)
    return w


_ONE_STEP = ((STANDARD, DAMAGE, 1.0, 1), (TABLE, LABELS, 0.5, 1))


_MANY = (
    (STANDARD, DAMAGE, 1.0, 70), (STANDARD, DAMAGE, 3.0, 21), (TABLE, LABELS, 0.5, 40),
    (STANDARD, DAMAGE, 3.0, 200),
)  # fmt: skip


exercise = Exercise(
    "fit_gd",
    lambda X, y, lr, steps: truth.fit_gd(X, y, lr, steps).weights,
    (
        Part("a single step", _ONE_STEP,
             "From zero weights, one step of minus lr times the gradient.", 1.0, 1e-9, 1e-12),
        Part("many steps", _MANY, "Compute the gradient anew at the weights of each step.", 2.0, 1e-9, 1e-12),
    ),
    (
        Mistake("uphill", descend(lambda w, X, y: -downhill(w, X, y)),
                "You walk uphill: the gradient points up, so subtract it.", "sign"),
        Mistake("summed", descend(lambda w, X, y: len(y) * downhill(w, X, y)),
                "Your steps are n times too long: divide the gradient by n, because the loss is a mean.",
                "mean or sum"),
        Mistake("divided-twice", descend(lambda w, X, y: downhill(w, X, y) / len(y)),
                "Your steps are n times too short: the gradient is divided by n twice.", "mean or sum"),
        Mistake("one-step-more", descend(downhill, extra=1),
                "You take one step too many. range(steps) runs exactly `steps` times.", "off by one"),
        Mistake("one-step-fewer", descend(downhill, extra=-1),
                "You take one step too few. range(steps) runs exactly `steps` times.", "off by one"),
        Mistake("one-step-only", lambda X, y, lr, steps: descend(downhill)(X, y, lr, 1),
                "This is one step, whatever `steps` says. Does your return stand inside the loop?", "order of steps"),
        Mistake("weights-lost", _weights_lost,
                "Each step starts again from 0: the weights are replaced by the step. Subtract it from them.",
                "missing part"),
        *(Mistake("steps-ignored", lambda X, y, lr, steps, many=many: descend(downhill)(X, y, lr, many),
                  "The walk does not stop after `steps` steps. Take exactly that many.", "order of steps")
          for many in (100, 1000, 2000)),
        Mistake("started-at-one", descend(downhill, start=1.0),
                "You start at weights of 1; the exercise starts at 0.", "off by one"),
        Mistake("M15-extra-slope", descend(_squared),
                "Your gradient carries the sigmoid's slope p(1 - p), as squared error does. Here it cancels.",
                "chain rule"),
        Mistake("M16-squared", descend(lambda w, X, y: 2 * _squared(w, X, y)),
                "You descend the squared error. The gradient of the log-loss is X.T @ (p - y) / n.",
                "another function"),
        Mistake("no-sigmoid", descend(lambda w, X, y: X.T @ (X @ w - y) / len(y)),
                "This fits a straight line: the sigmoid is missing from the prediction.", "missing part"),
        Mistake("M33-sigmoid-twice", descend(lambda w, X, y: X.T @ (sigmoid(sigmoid(X @ w)) - y) / len(y)),
                "The sigmoid is applied twice on the way from X @ w to p.", "missing part"),
        Mistake("decided-too-early", descend(lambda w, X, y: X.T @ ((X @ w > 0) - y) / len(y)),
                "You round the predictions to yes or no before you compare. Compare the probability itself.",
                "order of steps"),
        Mistake("lr-ignored", lambda X, y, lr, steps: descend(downhill)(X, y, 1.0, steps),
                "The steps do not depend on lr.", "missing part"),
        Mistake("gradient-not-renewed", lambda X, y, lr, steps: -lr * steps * downhill(np.zeros(X.shape[1]), X, y),
                "The gradient is computed once and used for ever. Compute it anew at each step.", "order of steps"),
        Mistake("row-by-row", _row_by_row,
                "You take a step for every row. Here one step uses the mean over all rows.", "order of steps"),
        Mistake("one-weight-at-a-time", _one_weight_at_a_time,
                "The weights change one after the other, so later ones see a new gradient. Change all at once.",
                "order of steps"),
        Mistake("returned-loss", lambda X, y, lr, steps: truth.fit_gd(X, y, lr, steps).loss,
                "This is the loss at the end; return the weights.", "another function"),
        Mistake("returned-path", lambda X, y, lr, steps: truth.fit_gd(X, y, lr, steps).path,
                "This is the whole walk; return only the last weights.", "shape"),
        Mistake("divided-by-d", descend(lambda w, X, y: len(y) / X.shape[1] * downhill(w, X, y)),
                "You divide the gradient by d, the number of weights. The mean is over the n rows.", "scale"),
        *(Mistake("stopped-early", _until_small(least, size),
                  "The walk breaks off when the gradient is small. Take exactly `steps` steps, however small.",
                  "precision")
          for least in (1e-2, 1e-3, 1e-4, 1e-5, 1e-6) for size in (np.linalg.norm, _largest)),
        Mistake("M17-column", _column_of_weights,
                "A column met a row: w is a column here, so p - y has become an n by n table. Print the shapes of w, "
                "p and y.", "axis"),
        Mistake("column", lambda X, y, lr, steps: descend(downhill)(X, y, lr, steps)[:, None],
                "The numbers are right, but the weights come back as a column. Return them with the shape (d,).",
                "shape"),
    ),
    section="3.6",
)
