"""Exercise S6: xor_loss."""

import numpy as np

from course_utils.activations import sigmoid
from course_utils.checks.audit._shared import NINE
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.logistic import bce_with_logits

_CORNERS = np.array([[1.0, 0, 0], [1, 0, 1], [1, 1, 0], [1, 1, 1]])


_XOR = np.array([0, 1, 1, 0])


def _mean_loss(z, y):
    return bce_with_logits(z, y).mean()


def _descend(y=_XOR, slope=lambda p, y: (p - y) / 4, loss=_mean_loss, moves=1.0, late=0):
    """Return an answer to xor_loss; `slope` (p, y) is the loss's slope by the logits, `moves` says which weights do."""

    def answer(w, steps):
        w = np.array(w, dtype=float)
        for _ in range(max(steps + late, 0)):
            w = w - moves * (_CORNERS.T @ slope(sigmoid(_CORNERS @ w), y))
        return loss(_CORNERS @ w, y)

    return answer


_START, _FAR = np.array([0.5, -1.0, 2.0]), np.array([3.0, -4.0, 1.0])


exercise = Exercise(
    "xor_loss",
    lambda w, steps: _descend()(w, steps),
    (
        Part("before the first step", ((_START, 0), (np.zeros(3), 0)),
             "Four points, four labels: 0, 1, 1, 0. Their mean log-loss at zero weights is ln 2.", **NINE),
        Part("after some steps", ((_START, 1), (_START, 7), (_FAR, 50)),
             "A step: the weights minus the gradient of the mean log-loss, taken anew each time.", **NINE),
    ),
    (
        Mistake("summed-gradient", _descend(slope=lambda p, y: p - y),
                "Your steps are four times too long: the gradient of the SUM was taken, not of the mean.",
                family="mean or sum"),
        Mistake("uphill", _descend(slope=lambda p, y: (y - p) / 4),
                "Your loss grows. The gradient points uphill.", family="sign"),
        Mistake("M15-slope-of-sigmoid", _descend(slope=lambda p, y: (p - y) * p * (1 - p) / 4),
                "Your steps are too short: there is a factor that the log-loss cancels. See lesson 03, section 3.5.",
                family="chain rule"),
        Mistake("or", _descend(np.array([0, 1, 1, 1])),
                "These are the labels of OR. XOR says yes if exactly one of the two is 1.", family="wrong rows"),
        Mistake("and", _descend(np.array([0, 0, 0, 1])),
                "These are the labels of AND. XOR says yes if exactly one of the two is 1.", family="wrong rows"),
        Mistake("one-too-many", _descend(late=1), "You take one step too many.", family="off by one"),
        Mistake("one-short", _descend(late=-1), "You take one step too few, or report the loss from before the last.",
                                                family="off by one"),
        Mistake("no-step", _descend(moves=0.0), "The weights do not move. What do the steps change?",
                                                family="missing part"),
        Mistake("summed", _descend(loss=lambda z, y: 4 * _mean_loss(z, y)),
                "This is the sum over the four points. Return the mean.", family="mean or sum"),
        Mistake("squared", _descend(loss=lambda z, y: np.mean((sigmoid(z) - y) ** 2)),
                "This is the squared error. Return the log-loss.", family="another function"),
        Mistake("started-at-0", lambda w, steps: _descend()(np.zeros(3), steps),
                "Your walk starts at zero weights. It should start at the w that is given.", family="order of steps"),
        *(Mistake("other-rate", _descend(moves=lr), "Your steps are too short. The learning rate is 1 here.",
                                                    family="scale")
          for lr in (0.5, 0.1, 0.01)),
        Mistake("divided-by-weights", _descend(slope=lambda p, y: (p - y) / 3),
                "You divide by 3, the number of weights. The mean is over the four points.", family="mean or sum"),
        Mistake("bias-fixed", _descend(moves=np.array([0.0, 1.0, 1.0])),
                "The first weight never moves. It belongs to a column of ones, and has a gradient like the others.",
                family="missing part"),
        Mistake("no-bias", lambda w, steps: _descend(moves=np.array([0.0, 1.0, 1.0]))(w * [0, 1, 1], steps),
                "The first weight plays no part in your logits. It is added in every row.", family="missing part"),
        Mistake("bias-last", lambda w, steps: _descend()(np.roll(w, 1), steps),
                "Your weights stand in another order: the first is the one that is added, then those of u and v.",
                family="wrong rows"),
        Mistake("path", lambda w, steps: [_descend()(w, k) for k in range(steps + 1)],
                "These are the losses on the way. Return the last one alone.", family="shape"),
    ),
    section="S6",
)
