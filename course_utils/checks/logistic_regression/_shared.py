"""What exercises of this lesson share."""

import numpy as np

from course_utils.activations import sigmoid, sigmoid_grad, softplus
from course_utils.checks.engine.exercise import Mistake
from course_utils.datasets import orings
from course_utils.logistic import add_intercept, standardise

RINGS, DAMAGE = add_intercept(orings().X), orings().y
STANDARD = add_intercept(standardise(orings().X)[0])
TABLE = np.array([[1, 0.5, -1.2], [1, -1.5, 0.3], [1, 2.0, 0.8], [1, 0.1, 1.9], [1, -0.7, -0.4], [1, 1.1, -2.0]])
LABELS = np.array([1, 0, 1, 1, 0, 0])
EPSILONS = (1e-16, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4)
ROUNDED = {"rtol": 1e-9, "atol": 1e-12}


def several(id, says, family, *answers):
    """Return one mistake made in several ways, for all of which its sentence holds."""
    return [Mistake(id, answer, says, family) for answer in answers]


def log_loss(z, y):
    """Return the log-loss of each logit."""
    return softplus((1 - 2 * np.asarray(y)) * z)


def by_formula(p, y):
    """Return the log-loss as it stands in books, from the probability p."""
    return -(y * np.log(p) + (1 - np.asarray(y)) * np.log(1 - p))


def plus_epsilon(epsilon):
    """Return the log-loss of (z, y) with a small number in its logarithms."""
    return lambda z, y: -(y * np.log(sigmoid(z) + epsilon) + (1 - np.asarray(y)) * np.log(1 - sigmoid(z) + epsilon))


def clipped(epsilon):
    """Return the log-loss of (z, y) from a p that is kept away from 0 and 1."""
    return lambda z, y: by_formula(np.clip(sigmoid(z), epsilon, 1 - epsilon), y)


def of_two(i):
    """Return a view of item i of a pair; a number or a row of numbers that came alone is seen whole."""
    return lambda answer: answer if came_alone(answer) else answer[i]


def came_alone(answer):
    return isinstance(answer, float | np.ndarray) and np.ndim(answer) < 2 and np.asarray(answer).dtype.kind == "f"


def downhill(w, X, y):
    """Return the gradient of the mean log-loss."""
    return X.T @ (sigmoid(X @ w) - y) / len(y)


def curvature(w, X):
    """Return the Hessian of the total log-loss."""
    return (X.T * sigmoid_grad(X @ w)) @ X


def descend(slope=downhill, start=0.0, extra=0, step=lambda w, lr, g, k: w - lr * g, ends=lambda g, lr: False):
    """Return an answer to fit_gd: `slope` (w, X, y) gives its gradient, `step` the next weights, `ends` stops it."""

    def fit(X, y, lr, steps):
        w = np.full(X.shape[1], start)
        for k in range(steps + extra):
            g = slope(w, X, y)
            if ends(g, lr):
                break
            w = step(w, lr, g, k)
        return w

    return fit
