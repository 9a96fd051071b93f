"""What exercises of this lesson share."""

import numpy as np

from course_utils import logistic as truth
from course_utils.activations import sigmoid
from course_utils.datasets import orings

RINGS, DAMAGE = truth.add_intercept(orings().X), orings().y
STANDARD = truth.add_intercept(truth.standardise(orings().X)[0])
TABLE = np.array([[1, 0.5, -1.2], [1, -1.5, 0.3], [1, 2.0, 0.8], [1, 0.1, 1.9], [1, -0.7, -0.4], [1, 1.1, -2.0]])
LABELS = np.array([1, 0, 1, 1, 0, 0])


def by_formula(p, y):
    """Return the log-loss as it stands in books, from the probability p."""
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


def plus_epsilon(epsilon):
    """Return the log-loss of (z, y) with a small number in its logarithms."""
    return lambda z, y: -(y * np.log(sigmoid(z) + epsilon) + (1 - y) * np.log(1 - sigmoid(z) + epsilon))


def clipped(epsilon):
    """Return the log-loss of (z, y) from a p that is kept away from 0 and 1."""
    return lambda z, y: by_formula(np.clip(sigmoid(z), epsilon, 1 - epsilon), y)


EPSILONS = (1e-16, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6)


def of_two(i):
    """Return a view of item i of a pair; a number or a row of numbers that came alone is seen whole."""
    return lambda answer: answer if came_alone(answer) else answer[i]


def came_alone(answer):
    return isinstance(answer, float | np.ndarray) and np.ndim(answer) < 2 and np.asarray(answer).dtype.kind == "f"


def descend(slope, start=0.0, extra=0):
    """Return an answer to fit_gd that walks along `slope`, a function of (w, X, y)."""

    def fit(X, y, lr, steps):
        w = np.full(X.shape[1], start)
        for _ in range(steps + extra):
            w = w - lr * slope(w, X, y)
        return w

    return fit


def downhill(w, X, y):
    return X.T @ (sigmoid(X @ w) - y) / len(y)


ROUNDED = {"rtol": 1e-9, "atol": 1e-12}
