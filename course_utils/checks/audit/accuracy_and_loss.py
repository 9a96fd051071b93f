"""Exercise S4: accuracy_and_loss."""

from course_utils.activations import log_sigmoid, sigmoid
from course_utils.checks.audit._shared import (
    LABELS,
    LOGITS,
    NINE,
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


_SCALED = tuple((LOGITS, LABELS, k) for k in (1.0, 0.25, 4.0))


exercise = Exercise(
    "accuracy_and_loss",
    lambda z, y, k: _at(scores())(z, y, k),
    (
        Part("the share right", _SCALED, "A row is right if its logit says yes where y = 1, and no where y = 0.", 0.5,
             view=item(0), **NINE),
        Part("the loss", _SCALED, "The mean log-loss of the logits k z.", view=item(1), **NINE),
        Part("the loss of logits in the hundreds", ((LOGITS, LABELS, 1000.0),),
             "Sure and wrong by z costs about |z|. Which function of lesson 03 takes the logits?", 0.5,
             view=item(1), **NINE),
    ),
    (
        *wrong_scores(_at),
        Mistake("M23-k-forgotten", lambda z, y, k: scores()(z, y),
                "The loss does not depend on k. It is the loss of the logits k z.", family="missing part"),
        Mistake("half-the-loss", _at(scores(lambda z, y: -y * log_sigmoid(z))),
                "Rows with y = 0 pay nothing: one of the two terms of the log-loss is missing.", family="missing part"),
        *one_of_two(_at(scores()), "accuracy, loss"),
        Mistake("k-times-p", lambda z, y, k: (share_right(z, y), by_formula(k * sigmoid(z), y).mean()),
                "You multiply the probability by k, and it can leave the range from 0 to 1. The LOGITS grow.",
                family="order of steps"),
        Mistake("swapped", swapped(_at(scores())), "The share right comes first, then the loss.",
                                                   family="argument order"),
        Mistake("k-times-loss", lambda z, y, k: (share_right(z, y), k * bce_with_logits(z, y).mean()),
                "You multiply the loss by k. It is the LOGITS that grow.", family="order of steps"),
        Mistake("k-divides", lambda z, y, k: scores()(z / k, y),
                "You divide the logits by k, as a temperature does. Multiply them.", family="scale"),
    ),
    section="S4",
)
