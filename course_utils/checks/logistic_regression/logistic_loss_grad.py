"""Exercise 3.4: logistic_loss_grad."""

import numpy as np

from course_utils import logistic as truth
from course_utils.activations import sigmoid, sigmoid_grad
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.checks.logistic_regression._shared import (
    DAMAGE,
    EPSILONS,
    LABELS,
    RINGS,
    TABLE,
    by_formula,
    clipped,
    of_two,
    plus_epsilon,
)


def _pair(loss, gradient):
    """Return an answer to logistic_loss_grad from two functions of (z, X, y)."""
    return lambda w, X, y: (loss(X @ w, X, y), gradient(X @ w, X, y))


def _loss(z, X, y):
    return truth.bce_with_logits(z, y).mean()


def _gradient(z, X, y):
    return X.T @ (sigmoid(z) - y) / len(y)


def _column(p, y):
    """Mix up shapes (n,) and (n, 1): every prediction meets every label."""
    return by_formula(p, y[:, None]).mean()


def _differences(w, X, y, h, back):
    """Measure the gradient by differences, from w - back to w + h along each weight."""
    rows = np.eye(w.size)
    return np.array([_loss(X @ (w + h * e), X, y) - _loss(X @ (w - back * e), X, y) for e in rows]) / (h + back)


_POINTS = (
    (np.zeros(3), TABLE, LABELS),
    (np.array([0.4, -1.0, 0.7]), TABLE, LABELS),
    (np.array([10, -0.15]), RINGS, DAMAGE),
)


exercise = Exercise(
    "logistic_loss_grad",
    lambda w, X, y: truth.logistic_loss_grad(w, X, y),
    (
        Part("the loss", _POINTS,
             "The first of the two: the MEAN of the log-losses of all rows.", 1.0, 1e-9, 0.0, view=of_two(0)),
        Part("the gradient", _POINTS,
             "The second of the two: X.T @ (p - y) / n, shape (d,).", 2.0, 1e-9, 1e-12, view=of_two(1)),
        Part("logits of a thousand", ((np.array([500.0, -900.0, 800.0]), TABLE, LABELS),),
             "Compute the loss from the logits, as in exercise 3.3.", 1.0, 1e-9, 0.0, view=of_two(0)),
    ),
    (
        Mistake("M15-extra-slope", _pair(_loss, lambda z, X, y: X.T @ ((sigmoid(z) - y) * sigmoid_grad(z)) / len(y)),
                "Your gradient still carries the sigmoid's slope p(1 - p). The logarithm cancels it: the slope of "
                "the log-loss in z is p - y.", "chain rule"),
        Mistake("uphill", _pair(_loss, lambda z, X, y: -_gradient(z, X, y)),
                "The sign of the gradient is turned round: it is prediction minus outcome, p - y.", "sign"),
        Mistake("summed", _pair(lambda z, X, y: _loss(z, X, y) * len(y), lambda z, X, y: _gradient(z, X, y) * len(y)),
                "You add up over the rows. Divide both by n: the loss is the mean.", "mean or sum"),
        Mistake("gradient-summed", _pair(_loss, lambda z, X, y: _gradient(z, X, y) * len(y)),
                "The loss is a mean, but the gradient is a sum. Divide it by n too.", "mean or sum"),
        Mistake("divided-by-d", _pair(_loss, lambda z, X, y: _gradient(z, X, y) * len(y) / X.shape[1]),
                "You divide the gradient by d, the number of columns. The mean is over the n rows.", "scale"),
        Mistake("loss-summed", _pair(lambda z, X, y: _loss(z, X, y) * len(y), _gradient),
                "The gradient is a mean, but the loss is a sum. Divide it by n too.", "mean or sum"),
        Mistake("M17-column", _pair(lambda z, X, y: _column(sigmoid(z), y),
                                    lambda z, X, y: X.T @ (sigmoid(z) - y[:, None]) / len(y)),
                "A column met a row: p - y has become an n by n table. Print the shapes; both should be (n,).",
                "axis"),
        Mistake("M17-column", _pair(lambda z, X, y: _column(sigmoid(z), y),
                                    lambda z, X, y: X.T @ (sigmoid(z)[:, None] - y) / len(y)),
                "A column met a row: p - y has become an n by n table. Print the shapes; both should be (n,).",
                "axis"),
        Mistake("no-X", _pair(_loss, lambda z, X, y: (sigmoid(z) - y).mean()),
                "This is the slope along the intercept only. Each weight is pulled in proportion to its column of X.",
                "missing part"),
        Mistake("residuals", _pair(_loss, lambda z, X, y: sigmoid(z) - y),
                "This is p - y, one number for each row. Multiply by X.T to get one for each weight.", "missing part"),
        Mistake("M16-squared", _pair(lambda z, X, y: ((sigmoid(z) - y) ** 2).mean(),
                                     lambda z, X, y: 2 * X.T @ ((sigmoid(z) - y) * sigmoid_grad(z)) / len(y)),
                "This is the mean squared error (0.25 at zero weights), which is flat where the model is most wrong. "
                "The log-loss was asked for.", "another function"),
        Mistake("no-sigmoid", _pair(_loss, lambda z, X, y: X.T @ (z - y) / len(y)),
                "z - y is the gradient of a straight line. Put z through the sigmoid first.", "missing part"),
        Mistake("M33-sigmoid-twice", _pair(lambda z, X, y: _loss(sigmoid(z), X, y),
                                           lambda z, X, y: _gradient(sigmoid(z), X, y)),
                "The sigmoid is applied twice: at zero weights the loss is not ln 2. bce_with_logits takes z.",
                "missing part"),
        Mistake("M33-sigmoid-twice", _pair(lambda z, X, y: _loss(sigmoid(z), X, y), _gradient),
                "In the loss the sigmoid is applied twice: at zero weights it is not ln 2. bce_with_logits takes z.",
                "missing part"),
        Mistake("log10", _pair(lambda z, X, y: _loss(z, X, y) / np.log(10), _gradient),
                "The loss is 0.3010 at zero weights: it counts powers of ten. Use the natural logarithm.", "log base"),
        Mistake("not-averaged", _pair(lambda z, X, y: truth.bce_with_logits(z, y), _gradient),
                "The loss should be one number, the mean over the rows.", "mean or sum"),
        Mistake("swapped", lambda w, X, y: truth.logistic_loss_grad(w, X, y)[::-1],
                "The loss comes first, then the gradient.", "argument order"),
        Mistake("one-of-two", lambda w, X, y: _loss(X @ w, X, y),
                "Return two things, separated by a comma: return loss, gradient", "shape"),
        Mistake("one-of-two", lambda w, X, y: _gradient(X @ w, X, y),
                "Return two things, separated by a comma: return loss, gradient", "shape"),
        Mistake("one-of-two", lambda w, X, y: np.append(_loss(X @ w, X, y), _gradient(X @ w, X, y)),
                "Loss and gradient are glued into one row. Return two things, separated by a comma: "
                "return loss, gradient", "shape"),
        *(Mistake("numerical", lambda w, X, y, h=h, back=back: (_loss(X @ w, X, y), _differences(w, X, y, h, back)),
                  "Right to a number of decimals, but not to nine digits everywhere: differences round. Use the "
                  "formula.", "precision")
          for h in (1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8) for back in (h, 0.0)),
        Mistake("M13-through-p", _pair(lambda z, X, y: by_formula(sigmoid(z), y).mean(), _gradient),
                "Right for small logits. For large ones p is rounded to 0 or 1 and its logarithm is infinite: "
                "compute the loss from z.", "overflow"),
        *(Mistake("M13-epsilon", _pair(lambda z, X, y, e=e, make=make: make(e)(z, y).mean(), _gradient),
                  "The small number that avoids log(0) puts a ceiling on the loss. Compute the loss from the logits.",
                  "guard")
          for e in EPSILONS for make in (plus_epsilon, clipped)),
        Mistake("sign-lost", _pair(lambda z, X, y: -_loss(z, X, y), _gradient),
                "Your gradient is right, but your loss is negative. The loss is MINUS the mean of the logarithms.",
                "sign"),
        Mistake("log-likelihood", _pair(lambda z, X, y: -_loss(z, X, y), lambda z, X, y: -_gradient(z, X, y)),
                "This is the mean log-likelihood and its gradient, which people climb. The loss is minus that.",
                "sign"),
        Mistake("labels-swapped", _pair(lambda z, X, y: _loss(z, X, 1 - y), lambda z, X, y: _gradient(z, X, 1 - y)),
                "Yes and no have changed places: this charges the model for being right.", "complement"),
        Mistake("averaged-too-far", _pair(_loss, lambda z, X, y: _gradient(z, X, y).mean()),
                "The loss is right, but your gradient is one number, a mean over the weights too. Each weight has a "
                "slope of its own.", "mean or sum"),
        Mistake("averaged-too-far", _pair(_loss, lambda z, X, y: np.mean(X.T @ (sigmoid(z) - y))),
                "The loss is right, but your gradient is one number: np.mean has averaged over the weights. Each "
                "weight has a slope of its own.", "mean or sum"),
    ),
    section="3.4",
)
