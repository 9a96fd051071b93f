"""Exercise C3: evaluate."""

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


def _half(z, y):
    return -y * np.log(sigmoid(z))


def _late_yes(z, y):
    return share_right(z, y, 0.5)


_CASES = ((LOGITS, LABELS), (-2 * LOGITS, LABELS[::-1]), MANY, (np.array([0.4]), np.array([1])),
          (np.array([0.3, -0.1, 0.2]), np.array([0, 0, 1])))  # fmt: skip


exercise = Exercise(
    "evaluate",
    lambda z, y: scores()(z, y),
    (
        Part("the accuracy", _CASES, "When is yes the more probable label? And is z a probability?",
             view=item(0), shows="the accuracy",
             more="Give the block one row at a time, with a small logit of either sign, and look where it changes its "
             "mind.", **NINE),
        Part("the loss", _CASES, "What should two rows with z = 0 and the labels 0 and 1 pay? And what does each pay?",
             view=item(1), shows="the mean log-loss",
             more="The block is read term by term: what does a row with y = 0 contribute, whatever its z?", **NINE),
        Part("the loss where the model is sure", SURE,
             "Sure and wrong by z costs about |z|. Does your loss need the probability on the way?", view=item(1),
             shows="the mean log-loss",
             more="A probability next to 0 or 1 has lost the digits that the loss needs. logistic has a loss that "
             "takes logits.", **NINE),
    ),
    (
        Mistake("as-printed", scores(_half, _late_yes),
                "These are the numbers of the article's block. Give it two rows with z = 0 and the labels 0 and 1: "
                "what should come out?", family="missing part"),
        *(Mistake("half-the-loss", scores(half, right),
                  "Rows with y = 0 pay nothing. Does the log-loss have a second term?", family="missing part")
          for half in (_half, lambda z, y: -y * log_sigmoid(z)) for right in (share_right, _late_yes)
          if (half, right) != (_half, _late_yes)),
        Mistake("M18-threshold", scores(lambda z, y: by_formula(sigmoid(z), y), _late_yes),
                "The share changes with rows whose logit lies between 0 and one half. And for large logits the loss is "
                "nan: is p formed on the way, and rounded?", family="scale"),
        *wrong_scores(lambda judge: judge),
        *one_of_two(scores(), "accuracy, loss"),
        Mistake("swapped", swapped(scores()), "The accuracy comes first, then the loss.", family="argument order"),
    ),
    section="C3",
)
