"""Exercise 3.4: logistic_loss_grad."""

import numpy as np

from course_utils import logistic
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
    downhill,
    log_loss,
    of_two,
    plus_epsilon,
    several,
)


def _loss(z, X, y):
    return log_loss(z, y).mean()


def _gradient(z, X, y):
    return X.T @ (sigmoid(z) - y) / len(y)


def _pair(loss=_loss, gradient=_gradient):
    """Return an answer to logistic_loss_grad from two functions of (z, X, y)."""
    return lambda w, X, y: (loss(X @ w, X, y), gradient(X @ w, X, y))


def _times(id, factor, says, family):
    """Return a mistake three times: the loss, the gradient or both are `factor` (X) times the right ones."""

    def loss(z, X, y):
        return factor(X) * _loss(z, X, y)

    def gradient(z, X, y):
        return factor(X) * _gradient(z, X, y)

    made = {"The loss is": _pair(loss), "The gradient is": _pair(gradient=gradient),
            "Loss and gradient are": _pair(loss, gradient)}
    return [Mistake(id, answer, f"{which} {says}", family) for which, answer in made.items()]


def _differences(w, X, y, h, back):
    """Measure the gradient by differences, from w - back to w + h along each weight."""
    rows = np.eye(w.size)
    steps = [_loss(X @ (w + h * e), X, y) - _loss(X @ (w - back * e), X, y) for e in rows]
    return _loss(X @ w, X, y), np.array(steps) / (h + back)


def _table(w, X, y):
    """Mix up shapes (n,) and (n, 1): every prediction meets every label."""
    return by_formula(sigmoid(X @ w), y[:, None]).mean()


_DRAW = np.random.default_rng(34)
_DRAWN = (_DRAW.normal(size=4), _DRAW.normal(size=(9, 4)), _DRAW.integers(0, 2, 9))
_POINTS = (
    (np.zeros(3), TABLE, LABELS),
    (np.array([0.4, -1.0, 0.7]), TABLE, LABELS),
    (np.array([10, -0.15]), RINGS, DAMAGE),
    _DRAWN,
    (np.array([-0.3]), np.ones((5, 1)), np.array([0, 1, 1, 0, 1])),
)
_THOUSAND = (np.array([500.0, -900.0, 800.0]), TABLE, LABELS)
_HUNDREDS = (np.array([7.0, 25.0, -40.0]), TABLE, LABELS)
_TWICE_SIGMOID = (
    _pair(lambda z, X, y: _loss(sigmoid(z), X, y), lambda z, X, y: _gradient(sigmoid(z), X, y)),
    _pair(lambda z, X, y: _loss(sigmoid(z), X, y)),
)
_TOO_LARGE = ("Right for small logits; with logits in the hundreds infinity, nan or a warning. Is p rounded to 0 or 1 "
              "before its logarithm, or does an exponential overflow? Start from the logits.")

exercise = Exercise(
    "logistic_loss_grad",
    lambda w, X, y: (_loss(X @ w, X, y), downhill(w, X, y)),
    (
        Part("the loss", _POINTS, "The first of the two is ONE number. How do the losses of the rows become one?", 1.0,
             1e-9, 0.0, view=of_two(0), shows="the loss",
             more="Take the logits of all rows at once, their losses by exercise 3.3, and the mean of those."),
        Part("the gradient", (*_POINTS, _HUNDREDS, _THOUSAND), "The second of the two: by how much does each row pull "
             "at each weight? Which shape has it?", 2.0, 1e-9, 1e-12, view=of_two(1), shows="the gradient",
             more="Each weight is pulled by the errors of the rows, in proportion to its column of X; then the mean "
             "over the rows, as for the loss. A product with X.T adds up over the rows: no loop is needed."),
        Part("logits in the hundreds", (_THOUSAND, _HUNDREDS), "Does your loss meet a rounded probability?", 1.0, 1e-9,
             0.0, view=of_two(0), shows="the loss",
             more="Compute the loss from the logits, as in exercise 3.3, and never from p."),
    ),
    (
        *several("M15-extra-slope", "The loss is right; each row's pull is too small, most where p is near 0 or 1. "
                 "Does the sigmoid's slope still stand in the gradient? What does the logarithm do to it?",
                 "chain rule",
                 _pair(gradient=lambda z, X, y: X.T @ ((sigmoid(z) - y) * sigmoid_grad(z)) / len(y))),
        *_times(


                "summed", len, "n times too large, n being the number of rows. Is a sum taken where the mean was "
                               "meant?",
                "mean or sum"),
        *_times("divided-twice", lambda X: 1 / len(X), "n times too small, n being the number of rows. Is a mean "
                "divided by n once more?", "mean or sum"),
        *_times("other-count", lambda X: len(X) / max(len(X) - 1, 1), "a little too large, n / (n - 1) times. The mean "
                "over n rows divides by n.", "mean or sum"),
        *_times("other-count", lambda X: len(X) / X.shape[1], "n / d times the right one: is it divided by the number "
                "of columns, d? The mean is over the n rows.", "mean or sum"),
        *_times("factor-two", lambda X: 2.0, "twice the right one. The 2 belongs to squared errors; here is none.",
                "scale"),
        *_times("factor-two", lambda X: 0.5, "half the right one. The log-loss has no 1/2; that belongs to squared "
                "errors.", "scale"),
        *several("M17-column", "The numbers come from every prediction beside every label, n by n pairs. Has a column, "
                 "shape (n, 1), met a row, shape (n,)? Print the shapes.", "axis",
                 lambda w, X, y: (_table(w, X, y), X.T @ (sigmoid(X @ w) - y[:, None]) / len(y)),
                 lambda w, X, y: (_table(w, X, y), X.T @ (sigmoid(X @ w)[:, None] - y) / len(y)),
                 lambda w, X, y: (_table(w, X, y), downhill(w, X, y))),
        *several("no-X", "The loss is right, but the gradient is one number. Each weight has a slope of its own: is a "
                 "mean taken over the weights too, or is X missing?", "axis",
                 _pair(gradient=lambda z, X, y: (sigmoid(z) - y).mean()),
                 _pair(gradient=lambda z, X, y: _gradient(z, X, y).mean()),
                 _pair(gradient=lambda z, X, y: np.mean(X.T @ (sigmoid(z) - y)))),
        *several("residuals", "The loss is right, but the gradient has one entry for each row, or one row for each "
                 "row. How do the rows' pulls become one number for each weight?", "missing part",
                 _pair(gradient=lambda z, X, y: sigmoid(z) - y),
                 _pair(gradient=lambda z, X, y: X * (sigmoid(z) - y)[:, None]),
                 _pair(gradient=lambda z, X, y: X * (sigmoid(z) - y)[:, None] / len(y))),
        *several("M16-squared", "The loss is 0.25 (or half of it) at zero weights, as the mean squared error is; the "
                 "log-loss is 0.6931 there. Which loss was asked for?", "another function",
                 *(_pair(lambda z, X, y, k=k: k * ((sigmoid(z) - y) ** 2).mean(), lambda z, X, y, k=k:
                         2 * k * X.T @ ((sigmoid(z) - y) * sigmoid_grad(z)) / len(y)) for k in (1, 0.5))),
        *several("no-sigmoid", "The loss is right; the gradient is that of a straight line, which needs no sigmoid. "
                 "What must z go through before it meets y?", "missing part",
                 _pair(gradient=lambda z, X, y: X.T @ (z - y) / len(y)),
                 _pair(gradient=lambda z, X, y: 2 * X.T @ (z - y) / len(y))),
        *several("M33-sigmoid-twice", "At zero weights the loss is not ln 2 = 0.6931 but 0.7241 where half the labels "
                 "are yes. Does z go through two sigmoids? The loss of exercise 3.3 takes z.", "missing part",
                 *_TWICE_SIGMOID),
        *several("log-base", "The loss is right but for a factor: 0.3010 or 1 at zero weights, where 0.6931 is right. "
                 "Is its logarithm to base 10 or to base 2?", "log base",
                 *(_pair(lambda z, X, y, k=k: _loss(z, X, y) / np.log(k)) for k in (2, 10))),
        *several("not-averaged", "The gradient is right, but the loss is a row of numbers. One was asked for, the mean "
                 "over the rows.", "mean or sum", _pair(lambda z, X, y: log_loss(z, y))),
        *several("swapped", "Two things came, and they look exchanged: the loss comes first, then the gradient.",
                 "argument order", lambda w, X, y: (downhill(w, X, y), _loss(X @ w, X, y))),
        *several("one-of-two", "Not two things came back: one of them, or all numbers in a row. Separate by a comma: "
                 "return loss, gradient", "shape",
                 lambda w, X, y: _loss(X @ w, X, y), lambda w, X, y: downhill(w, X, y),
                 lambda w, X, y: np.append(_loss(X @ w, X, y), downhill(w, X, y)),
                 lambda w, X, y: [_loss(X @ w, X, y), *downhill(w, X, y)]),
        *several("column", "The loss and the numbers of the gradient are right, but the gradient comes as a table of "
                 "one column or one row. Its shape should be (d,).", "shape",
                 _pair(gradient=lambda z, X, y: _gradient(z, X, y)[:, None]),
                 _pair(gradient=lambda z, X, y: _gradient(z, X, y)[None])),
        *several("numerical", "The loss is right; the gradient to some digits only. Is it measured by differences, or "
                 "rounded? Nine digits are asked for, and there is a formula.", "precision",
                 *(lambda w, X, y, h=h, back=back: _differences(w, X, y, h, back)
                   for h in (1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8) for back in (h, 0.0))),
        *several("M13-through-p", _TOO_LARGE, "overflow",
                 _pair(lambda z, X, y: by_formula(sigmoid(z), y).mean()),
                 _pair(lambda z, X, y: np.log(1 + np.exp((1 - 2 * y) * z)).mean()),
                 _pair(lambda z, X, y: (np.log(1 + np.exp(z)) - y * z).mean())),
        *(Mistake("M13-epsilon", _pair(lambda z, X, y, e=e, make=make: make(e)(z, y).mean()), "The gradient is right; "
                  f"no row seems to cost more than about {-np.log(e):.1f}, where |z| is right. Is a small number added "
                  "inside a logarithm, or p kept away from 0 and 1?", "guard")
          for e in EPSILONS for make in (plus_epsilon, clipped)),
        *(Mistake("M13-clipped-logits", _pair(lambda z, X, y, most=most: _loss(np.clip(z, -most, most), X, y), g),
                  f"No row costs more than {most} here, where |z| is right. Are the logits clipped? The loss needs "
                  "no ceiling.", "guard")
          for most in (20, 30, 35, 50, 100, 500, 700, 709)
          for g in (_gradient, lambda z, X, y, most=most: _gradient(np.clip(z, -most, most), X, y))),
        *_times("sign", lambda X: -1.0, "minus the right one. A loss is never negative, and its gradient points "
                "uphill: prediction minus outcome.", "sign"),
        *several("labels-swapped", "Being right costs much here. Have yes and no changed places?", "complement",
                 _pair(lambda z, X, y: _loss(z, X, 1 - y), lambda z, X, y: _gradient(z, X, 1 - y)),
                 _pair(lambda z, X, y: _loss(z, X, 1 - y))),
        *several("labels-left-out", "The loss is right; the gradient does not change with the labels. What does p have "
                 "to be compared with?", "missing part", _pair(gradient=lambda z, X, y: X.T @ sigmoid(z) / len(y))),
        *several("decided-too-early", "The loss is right; the gradient takes steps as the weights move. Is p made a "
                 "yes or a no before it meets y?", "order of steps",
                 _pair(gradient=lambda z, X, y: X.T @ ((z > 0) - y) / len(y))),
        *several("intercept-left-out", "The slopes of the other weights are right; that of the first column, the ones, "
                 "is 0 or missing. It is a weight like any other.", "wrong rows",
                 _pair(gradient=lambda z, X, y: np.append(0, _gradient(z, X, y)[1:])),
                 _pair(gradient=lambda z, X, y: _gradient(z, X, y)[1:])),
        *several("normed", "The loss is right; the gradient has the right direction and the length 1. Is it divided by "
                 "its own length?", "scale",
                 _pair(gradient=lambda z, X, y: (g := _gradient(z, X, y)) / max(np.linalg.norm(g), 1e-300))),
        *several("curvature", "The loss is right; what follows is made of p (1 - p), the curvature. The slope was "
                 "asked for.", "another function",
                 _pair(gradient=lambda z, X, y: X.T @ sigmoid_grad(z) / len(y)),
                 _pair(gradient=lambda z, X, y: (X.T * sigmoid_grad(z)) @ X / len(y))),
        *several("M22-ridge", "Right at zero weights; the larger the weights, the larger the loss and the more the "
                 "gradient leans along them. Is a penalty added? The plain log-loss was asked for.", "guard",
                 *(lambda w, X, y, a=a, k=k: (_loss(X @ w, X, y) + a * w @ w / 2, downhill(w, X, y) + k * a * w)
                   for a in (1, 0.1, 0.01, 2, 0.2, 0.02) for k in (1, 2))),
    ),
    without=(logistic.logistic_loss_grad,),
    section="3.4",
)
