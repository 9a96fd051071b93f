"""Exercise S7: slopes_in_z."""

import numpy as np

from course_utils.activations import sigmoid, sigmoid_grad
from course_utils.checks.audit._shared import NINE, item, one_of_two, pair, plain_slope
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.logistic import bce_with_logits


def _both(pair):
    return np.stack([pair[0], pair[1]])


def _error(z, y):
    """Return p - y, without cancellation."""
    return np.where(y == 1, -sigmoid(-z), sigmoid(z))


def _plain_error(z, y):
    return sigmoid(z) - y


def _damped(z, y):
    return _error(z, y) * sigmoid_grad(z)


def _times(factor, function):
    return lambda z, y: factor * function(z, y)


_WAYS = (  # right, and right but for the digits far out, where equal numbers are subtracted
    (_error, _damped),
    (_plain_error, lambda z, y: _plain_error(z, y) * sigmoid_grad(z)),
    (_plain_error, lambda z, y: _plain_error(z, y) * plain_slope(z)),
)


_MIDDLE = (
    (np.array([-10.0, -1.0, 0.0, 2.0]), np.array([1, 0, 1, 0])),
    (np.array([[0.5, 3.0], [-4.0, 8.0]]), np.array([[1, 1], [0, 0]])),
)


_TAILS = (np.array([-40.0, -40.0, 40.0, 40.0, -300.0, 300.0]), np.array([0, 1, 0, 1, 0, 1]))


exercise = Exercise(
    "slopes_in_z",
    lambda z, y: pair(_error, _damped)(z, y),
    (
        Part("the log-loss", _MIDDLE, "Lesson 03, section 3.5: how does the log-loss change with z? It is short.", 0.75,
             view=item(0), **NINE),
        Part("half the squared error", _MIDDLE,
             "Lesson 03, section 3.5: differentiate half of (p - y) squared; p depends on z.", 0.75, view=item(1),
             **NINE),
        Part("both, far out", (_TAILS,),
             "Where p is close to 1, p - 1 and 1 - p lose their digits. What is 1 - p, in terms of the sigmoid?",
             0.5, 1e-9, view=_both),
    ),
    (
        Mistake("cancels", pair(_plain_error, lambda z, y: _plain_error(z, y) * plain_slope(z)),
                "The formulas are right. Far to the right nearly equal numbers are subtracted, and no digit is left. "
                "On which side of 0 does that not happen?", family="cancellation"),
        Mistake("cancels", pair(_plain_error, lambda z, y: _plain_error(z, y) * sigmoid_grad(z)),
                "The formulas are right. But sure and right, at z = 40 and y = 1, p - y subtracts equal numbers. The "
                "slope is tiny there, not 0. Write 1 - p another way.", family="cancellation"),
        *(Mistake("M15-both-damped", pair(damped, damped),
                  "You multiply the log-loss's slope by the sigmoid's too. Differentiate the logarithm as well: what "
                  "happens to that factor?", family="chain rule")
          for _, damped in _WAYS),
        *(Mistake("M16-none-damped", pair(error, error),
                  "Your two slopes are the same. The squared error depends on z only through p: a factor is missing.",
                  family="chain rule")
          for error in (_error, _plain_error)),
        *(Mistake("not-half", pair(error, _times(2, damped)),
                  "That is the slope of the whole squared error. HALF of it was asked for.", family="scale")
          for error, damped in _WAYS),
        *(Mistake("sign", pair(_times(-1, error), _times(-1, damped)),
                  "The signs are turned round: with y = 1 the loss FALLS as z grows.", family="sign")
          for error, damped in _WAYS),
        *one_of_two(pair(_error, _damped), "first, second"),
        Mistake("losses", pair(bce_with_logits, lambda z, y: (sigmoid(z) - y) ** 2 / 2),
                "These are the losses. Return their slopes by z.", family="another function"),
        *(Mistake("swapped", pair(damped, error), "The log-loss comes first, then the squared error.",
                                                  family="argument order")
          for error, damped in _WAYS),
        Mistake("sizes", pair(lambda z, y: np.abs(_error(z, y)), lambda z, y: np.abs(_damped(z, y))),
                "The sizes are right. Where y = 1 the loss falls as z grows: keep the sign.", family="sign"),
        Mistake("labels-ignored", pair(lambda z, y: -sigmoid(-z), lambda z, y: -sigmoid(-z) * sigmoid_grad(z)),
                "Every label is treated as a yes. Where y = 0 the loss rises with z.", family="missing part"),
        Mistake("half-a-slope", pair(_error, lambda z, y: _error(z, y) * sigmoid(z)),
                "In the second, the slope of p is not p: a factor is missing.", family="chain rule"),
        Mistake("M8-slope-of-the-output", pair(_error, lambda z, y: _error(z, y) * sigmoid_grad(sigmoid(z))),
                "In the second, the slope is taken at the output. sigmoid_grad wants z.", family="another function"),
        Mistake("slope-by-p", pair(lambda z, y: -y / sigmoid(z) + (1 - y) / sigmoid(-z), _error),
                "These are the slopes by p. From p to z one more step is missing, in both.", family="chain rule"),
        Mistake("averaged", pair(lambda z, y: np.mean(_error(z, y)), lambda z, y: np.mean(_damped(z, y))),
                "These are means. One slope for each logit was asked for, in the same shape.", family="mean or sum"),
        *(Mistake("M12-difference", pair(lambda z, y, h=h: (bce_with_logits(z + h, y) - bce_with_logits(z - h, y))
                                          / (2 * h),
                                          lambda z, y, h=h: ((sigmoid(z + h) - y) ** 2 - (sigmoid(z - h) - y) ** 2)
                                          / (4 * h)),
                  "Differences round: they do not give nine digits of a small slope. Use the formulas.",
                  family="precision")
          for h in (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7)),
    ),
    section="S7",
)
