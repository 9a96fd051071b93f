"""Exercise C3: evaluate."""

import numpy as np

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


def _half(z, y):
    return -y * np.log(sigmoid(z))


def _late_yes(z, y):
    return share_right(z, y, 0.5)


_CASES = ((LOGITS, LABELS), (-2 * LOGITS, LABELS[::-1]))


exercise = Exercise(
    "evaluate",
    lambda z, y: scores()(z, y),
    (
        Part("the accuracy", _CASES, "The threshold is a probability of one half. Which logit is that?",
             view=item(0), **NINE),
        Part("the loss", _CASES, "At zero logits the mean log-loss is ln 2. And what does a row with y = 0 pay?",
             view=item(1), **NINE),
        Part("the loss where the model is sure", ((np.array([800.0, -900.0, 1.0, 50.0, -50.0]), LABELS[:5]),),
             "Sure and wrong by z costs about |z|. Which function of the course takes the logits?", view=item(1),
             **NINE),
    ),
    (
        Mistake("as-printed", scores(_half, _late_yes),
                "This is still the article's block. Give it two rows with z = 0 and the labels 0 and 1: what should "
                "come out?", family="missing part"),
        Mistake("half-the-loss", scores(_half),
                "Rows with y = 0 pay nothing: one of the two terms of the log-loss is missing. And where p is rounded, "
                "its logarithm fails.", family="missing part"),
        *(Mistake("half-the-loss", scores(lambda z, y: -y * log_sigmoid(z), right),
                  "Rows with y = 0 pay nothing: one of the two terms of the log-loss is missing.",
                  family="missing part")
          for right in (share_right, _late_yes)),
        Mistake("M18-threshold", scores(lambda z, y: by_formula(sigmoid(z), y), _late_yes),
                "You compare LOGITS with one half; and where p is rounded to 0 or 1, the logarithm fails.",
                family="scale"),
        *wrong_scores(lambda judge: judge),
        *one_of_two(scores(), "accuracy, loss"),
        Mistake("swapped", swapped(scores()), "The accuracy comes first, then the loss.", family="argument order"),
    ),
    section="C3",
)
