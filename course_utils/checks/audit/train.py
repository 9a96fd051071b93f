"""Exercise C2: train."""

import numpy as np

from course_utils.activations import sigmoid
from course_utils.checks.audit._shared import NINE
from course_utils.checks.engine.exercise import Exercise, Mistake, Part


def _training(p=sigmoid, gradient=lambda X, p, y: X.T @ (p - y.ravel()) / len(X), sign=-1, shape=-1, late=0):
    """Return an answer to train that takes steps of sign * lr * gradient(X, p, y)."""

    def answer(X, y, lr, steps):
        w = np.zeros(X.shape[1])
        for _ in range(steps + late):
            w = w + sign * lr * gradient(X, p(X @ w), y)
        return w.reshape(shape)

    return answer


def _twice(z):
    return sigmoid(sigmoid(z))


def _everyone_with_everyone(X, p, y):
    """Return the article's gradient: p of shape (n,) minus y of shape (n, 1) is a table of shape (n, n)."""
    return np.mean(X.T @ (p - y), axis=1)


def _total(X, p, y):
    return X.T @ (p - y.ravel())


_ROWS = np.array([[1, 0.5, -1.2], [1, -1.5, 0.3], [1, 2.0, 0.8], [1, 0.1, 1.9], [1, -0.7, -0.4]])


_COLUMN = np.array([[1], [0], [1], [1], [0]])


exercise = Exercise(
    "train",
    lambda X, y, lr, steps: _training()(X, y, lr, steps),
    (
        Part("a single row", ((_ROWS[:1], _COLUMN[:1], 0.5, 1), (_ROWS[1:2], _COLUMN[1:2], 1.0, 4)),
             "What is p at zero weights, and which way should it go?", **NINE),
        Part("several rows, one step", ((_ROWS, _COLUMN, 0.5, 1), (_ROWS[::2], 1 - _COLUMN[::2], 2.0, 1)),
             "Print the shapes of p, y and p - y. And does the step grow with the number of rows?", **NINE),
        Part("several rows, many steps", ((_ROWS, _COLUMN, 0.5, 30), (_ROWS[1:], _COLUMN[1:], 1.0, 100)),
             "Each step takes the gradient of the MEAN loss, at the weights of that moment.", **NINE),
    ),
    (
        Mistake("as-printed", _training(_twice, _everyone_with_everyone, 1),
                "This is still the article's loop. Start with one row and zero weights: what should p be there?",
                family="missing part"),
        *(Mistake("M17-table-of-errors", _training(p, _everyone_with_everyone, sign),
                  "p has the shape (n,), y the shape (n, 1), and p - y is a table of n rows and n columns: each "
                  "prediction against each label. Nothing warns. Bring the two into one shape.", family="shape")
          for p in (sigmoid, _twice) for sign in (-1, 1) if (p, sign) != (_twice, 1)),
        *(Mistake("M33-sigmoid-twice", _training(_twice, gradient, sign),
                  "p starts at 0.62. At zero weights it should be one half: the sigmoid is applied twice.",
                  family="missing part")
          for gradient in (lambda X, p, y: _total(X, p, y) / len(X), _total) for sign in (-1, 1)),
        *(Mistake("uphill", _training(gradient=gradient, sign=1),
                  "The loss grows with each step: the gradient points uphill.", family="sign")
          for gradient in (lambda X, p, y: _total(X, p, y) / len(X), _total)),
        Mistake("summed", _training(gradient=_total),
                "Your step is the gradient of the SUM: with n rows it is n times too long. Take the mean.",
                family="mean or sum"),
        Mistake("M15-slope-of-sigmoid",
                _training(gradient=lambda X, p, y: _total((X.T * p * (1 - p)).T, p, y) / len(X)),
                "Your steps carry the sigmoid's slope as a factor. The log-loss cancels it.", family="chain rule"),
        Mistake("divided-by-columns", _training(gradient=lambda X, p, y: _total(X, p, y) / X.shape[1]),
                "You divide by the number of columns. The mean loss is a mean over the rows.", family="mean or sum"),
        Mistake("first-step-only", lambda X, y, lr, steps: _training()(X, y, lr, min(steps, 1)),
                "You take the first step and no other. Does the return stand inside the loop?", family="off by one"),
        Mistake("decided-too-early", _training(lambda z: (z > 0).astype(float)),
                "You round p to yes or no before comparing. Compare the probability itself.", family="order of steps"),
        Mistake("column", _training(shape=(-1, 1)),
                "The weights come back as a column. Return them with the shape (d,).", family="shape"),
        Mistake("one-too-many", _training(late=1), "You take one step too many.", family="off by one"),
        Mistake("averaged-too-far", _training(gradient=lambda X, p, y: np.mean(_total(X, p, y))),
                "All weights take the same step: your mean runs over the weights as well. Average over the rows only.",
                family="mean or sum"),
        Mistake("divided-twice", _training(gradient=lambda X, p, y: _total(X, p, y) / len(X) ** 2),
                "Your steps are n times too short: the gradient is divided by n twice.", family="mean or sum"),
        Mistake("no-sigmoid", _training(lambda z: z), "The sigmoid is missing: p is X @ w itself.",
                                                      family="missing part"),
        Mistake("M16-squared", _training(gradient=lambda X, p, y: 2 * _total((X.T * p * (1 - p)).T, p, y) / len(X)),
                "You descend the squared error. The log-loss was asked for.", family="another function"),
        Mistake("one-too-few", _training(late=-1), "You take one step too few.", family="off by one"),
        Mistake("lr-ignored", lambda X, y, lr, steps: _training()(X, y, 1.0, steps),
                "The steps do not depend on lr.", family="missing part"),
    ),
    section="C2",
)
