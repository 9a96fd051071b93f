"""Exercise S7: slopes_in_z."""

import numpy as np

from course_utils.activations import sigmoid, sigmoid_grad
from course_utils.checks.audit._shared import NINE, item, one_of_two, pair, plain_slope
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.checks.logistic_regression._shared import log_loss


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
    (np.array([-10.0, -5.0, 0.0, 5.0]), np.ones(4)), (np.array([-10.0, -1.0, 0.0, 2.0]), np.array([1, 0, 1, 0])),
    (np.linspace(10, -9, 12).reshape(2, 2, 3), np.array([[[1, 1, 0], [0, 1, 0]], [[0, 1, 1], [0, 0, 1]]])),
    (np.array([[-3], [8]]), np.array([[0], [1]])), (np.array([]), np.array([])), (np.array([0.7]), np.array([1])),
)  # fmt: skip


_TAILS = (
    (np.array([-40.0, -40.0, 40.0, 40.0, -300.0, 300.0, 300.0, -300.0]), np.array([0, 1, 0, 1, 0, 1, 0, 1])),
    (np.array([[16.0, 21.0, 30.0, 37.0], [-16.0, -21.0, -30.0, -37.0]]), np.array([[1, 1, 1, 1], [0, 0, 0, 0]])),
    (np.array([12.5, -13.7, 35.0, -120.0, 250.0]), np.array([1, 0, 0, 1, 1])),
)


exercise = Exercise(
    "slopes_in_z",
    lambda z, y: pair(_error, _damped)(z, y),
    (
        Part("the log-loss", _MIDDLE, "Where does the log-loss rise with z, where does it fall, and how fast far out?",
             0.75, view=item(0), shows="the slopes of the log-loss by z",
             more="Lesson 03, section 3.5, has the slope of the logarithm and that of p, multiplied: much of it "
                  "cancels.",
             **NINE),
        Part("half the squared error", _MIDDLE,
             "The squared error depends on z only through p. How many factors does the chain rule bring?", 0.75,
             view=item(1), shows="the slopes of half the squared error by z",
             more="Differentiate the half square by p first; then p by z.", **NINE),
        Part("both, far out", _TAILS,
             "Which of your differences subtracts two nearly equal numbers?", 0.5, 1e-9, view=_both,
             shows="the slopes of both losses",
             more="Where p is close to 1, one minus p has lost its digits. By the sigmoid's symmetry it can be had "
             "without a subtraction."),
    ),
    (
        *(Mistake("cancels", pair(error, damped),
                  "Right for |z| up to 10. Farther out the slopes lose their digits, or are 0 where they should only "
                  "be tiny. Are nearly equal numbers subtracted?", family="cancellation")
          for error, damped in (*_WAYS[1:], (_plain_error, _damped),
                                *((_error, lambda z, y, e=e: e(z, y) * plain_slope(z)) for e in (_error, _plain_error)),
                                (_error, _WAYS[1][1]))),
        *(Mistake("M15-both-damped", pair(damped, damped),
                  "Your two slopes are the same, that of half the squared error. Differentiate the logarithm as well: "
                  "what happens to the sigmoid's slope?", family="chain rule") for _, damped in _WAYS),
        *(Mistake("M16-none-damped", pair(error, error),
                  "Your two slopes are the same, that of the log-loss. The squared error depends on z only through p: "
                  "is a factor missing?", family="chain rule") for error in (_error, _plain_error)),
        *(Mistake("not-half", pair(error, _times(k, damped)),
                  f"The second slope is {k} times the right one. What does the square bring down, and what the half?",
                  family="scale") for error, damped in _WAYS for k in (2, 0.5)),
        *(Mistake("sign", pair(_times(a, error), _times(b, damped)),
                  "A slope has its sign turned round: with y = 1 both losses FALL as z grows. Is it y - p, or p - y?",
                  family="sign") for error, damped in _WAYS for a, b in ((-1, -1), (-1, 1), (1, -1))),
        *one_of_two(pair(_error, _damped), "first, second"),
        Mistake("losses", pair(log_loss, lambda z, y: (sigmoid(z) - y) ** 2 / 2),
                "These are the losses. Return their slopes by z.", family="another function"),
        *(Mistake("swapped", pair(damped, error), "The log-loss comes first, then the squared error.",
                  family="argument order") for error, damped in _WAYS),
        Mistake("sizes", pair(lambda z, y: np.abs(_error(z, y)), lambda z, y: np.abs(_damped(z, y))),
                "The sizes are right. Where y = 1 the loss falls as z grows: keep the sign.", family="sign"),
        Mistake("labels-ignored", pair(lambda z, y: -sigmoid(-z), lambda z, y: -sigmoid(-z) * sigmoid_grad(z)),
                "Every label counts as a yes. Where y = 0 the loss rises with z.", family="missing part"),
        Mistake("labels-plus-minus", pair(lambda z, y: sigmoid(z) - (2 * y - 1), lambda z, y: (sigmoid(z) - (2 * y - 1))
                                          * sigmoid_grad(z)),
                "Labels of -1 and 1 give these numbers. Here the labels are 0 and 1.", family="complement"),
        Mistake("labels-ignored", pair(lambda z, y: sigmoid(z), _damped),
                "In the first every label counts as a no. Where y = 1 the loss falls with z.", family="missing part"),
        *(Mistake("half-a-slope", pair(e, lambda z, y, e=e, f=f: e(z, y) * f(z)),
                  "In the second, the factor beside p - y is p or 1 - p alone. How fast does p itself move with z?",
                  family="chain rule") for e in (_error, _plain_error) for f in (sigmoid, lambda z: sigmoid(-z))),
        *(Mistake("M8-slope-of-the-output", pair(e, lambda z, y, e=e, f=f: e(z, y) * f(z)),
                  "In the second, the sigmoid's slope is that at its OUTPUT, or the numbers of z (1 - z). Which of "
                  "them does the formula want?", family="another function")
          for e in (_error, _plain_error) for f in (lambda z: sigmoid_grad(sigmoid(z)), lambda z: z * (1 - z))),
        *(Mistake("slope-by-p", pair(first, second),
                  "The first is the slope by p. From p to z one more step is missing.", family="chain rule")
          for first in (lambda z, y: -y / sigmoid(z) + (1 - y) / sigmoid(-z),
                        lambda z, y: (sigmoid(z) - y) / plain_slope(z))
          for second in (_error, _damped, _plain_error, _WAYS[1][1])),
        *(Mistake("averaged", pair(lambda z, y, f=f, e=e: f(e(z, y)), lambda z, y, f=f, d=d: f(d(z, y))),
                  "These are means, or are divided by the number of rows. One slope for each logit was asked for, in "
                  "the same shape.", family="mean or sum")
          for e, d in _WAYS for f in (np.mean, lambda slopes: slopes / max(np.size(slopes), 1))),
        *(Mistake("half-the-chain", pair(e, second),
                  "The second is one factor of the chain rule alone, or a product of other ones. What is half of "
                  "(p - y) squared, differentiated by p, and what is p, by z?", family="chain rule")
          for e in (_error, _plain_error)
          for second in (lambda z, y: sigmoid_grad(z), lambda z, y: (sigmoid(z) - y) ** 2 / 2,
                         lambda z, y: (sigmoid(z) - y) * sigmoid_grad(z) ** 2,
                         lambda z, y: (sigmoid(z) - y) ** 2 * sigmoid_grad(z))),
        *(Mistake("clipped", pair(lambda z, y, c=c: _error(c(z), y), lambda z, y, c=c: _damped(c(z), y)),
                  "Right for |z| up to 10. Farther out the slopes stand still where they should go on. Is something "
                  "clipped?", family="guard")
          for c in (lambda z, m=m: np.clip(z, -m, m) for m in (15, 20, 30, 36, 37, 50, 100))),
        *(Mistake("clipped", pair(lambda z, y, e=e: np.clip(sigmoid(z), e, 1 - e) - y, damped),
                  "Right for |z| up to 10. Farther out the slopes stand still where they should go on. Is something "
                  "clipped?", family="guard")
          for e in (1e-7, 1e-8, 1e-9, 1e-12, 1e-15) for damped in (
              _WAYS[1][1], lambda z, y, e=e: (np.clip(sigmoid(z), e, 1 - e) - y) * plain_slope(np.clip(
                  z, np.log(e), -np.log(e))))),
        *(Mistake("M12-difference", pair(lambda z, y, h=h: (log_loss(z + h, y) - log_loss(z - h, y))
                                          / (2 * h),
                                          lambda z, y, h=h: ((sigmoid(z + h) - y) ** 2 - (sigmoid(z - h) - y) ** 2)
                                          / (4 * h)),
                  "The slopes are near, but not right to nine digits, as with difference quotients. Are there "
                  "formulas?",
                  family="precision") for h in (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7)),
    ),
    section="S7",
)
