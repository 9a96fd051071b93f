"""Exercise S4: accuracy_and_loss."""

import numpy as np

from course_utils.activations import log_sigmoid, sigmoid
from course_utils.checks.audit._shared import (
    LABELS,
    LOGITS,
    MANY,
    NINE,
    SURE,
    item,
    one_of_two,
    scores,
    share_right,
    swapped,
    wrong_scores,
)
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.checks.logistic_regression._shared import by_formula
from course_utils.logistic import bce_with_logits


def _at(judge):
    """Return an answer to accuracy_and_loss that judges the logits k z."""
    return lambda z, y, k: judge(k * z, y)


_SCALED = (*((LOGITS, LABELS, k) for k in (1.0, 0.25, 3)), (*MANY, 1.0), (MANY[0] / 10, 1 - MANY[1], 10.0),
           (np.array([0.7]), np.array([0]), 4.0))  # fmt: skip
_SURE = ((LOGITS, LABELS, 1000.0), (*MANY, 4.0), *((z / 2, y, 2.0) for z, y in SURE))

exercise = Exercise(
    "accuracy_and_loss",
    lambda z, y, k: _at(scores())(z, y, k),
    (
        Part("the share right", _SCALED, "When does a logit say yes, and when is that right?", 0.5, view=item(0),
             shows="the share right", more="Compare two arrays, what the logits say and what the labels say, row by "
             "row; the mean of True and False is a share.", **NINE),
        Part("the loss", _SCALED, "Whose log-loss is asked for: that of z, of p, or of the logits k z?",
             view=item(1), shows="the mean log-loss",
             more="Lesson 03 has a function of logits and labels; its mean over the rows is the number.", **NINE),
        Part("the loss of logits beyond 10, out to the hundreds", _SURE,
             "Sure and wrong by z costs about |z|. Does your loss need the probability on the way?", 0.5,
             view=item(1), shows="the mean log-loss",
             more="A probability next to 0 or 1 has lost the digits that the loss needs. logistic has a loss that "
             "takes logits.", **NINE),
    ),
    (
        *wrong_scores(_at),
        Mistake("M23-k-forgotten", lambda z, y, k: scores()(z, y),
                "The loss does not depend on k. Whose loss is it?", family="missing part"),
        *(Mistake("half-the-loss", _at(scores(lambda z, y, f=f: -y * f(z), right)),
                  "Rows with y = 0 pay nothing. Does the log-loss have a second term?", family="missing part")
          for f in (log_sigmoid, lambda z: np.log(sigmoid(z)))
          for right in (share_right, lambda z, y: share_right(z, y, 0.5))),
        *one_of_two(_at(scores()), "accuracy, loss"),
        *(Mistake("k-times-p", lambda z, y, k, of=of: (share_right(z, y), of(k * sigmoid(z), y).mean()),
                  "The loss is that of k times the PROBABILITY, which can leave the range from 0 to 1. What grows with "
                  "k?", family="order of steps") for of in (by_formula, bce_with_logits)),
        Mistake("swapped", swapped(_at(scores())), "The share right comes first, then the loss.",
                family="argument order"),
        Mistake("k-times-loss", lambda z, y, k: (share_right(z, y), k * bce_with_logits(z, y).mean()),
                "The loss is k times that of z. Is it the loss that grows with k, or the logits?",
                family="order of steps"),
        Mistake("k-divides", lambda z, y, k: scores()(z / k, y),
                "The loss is that of z / k, as with a temperature. Here a larger k makes surer.", family="scale"),
        Mistake("k-added", lambda z, y, k: scores()(z + k, y),
                "The numbers are those of z + k. k is a factor.", family="another function"),
    ),
    section="S4",
)
