"""What exercises of this lesson share."""

import numpy as np

from course_utils.activations import log_sigmoid, sigmoid
from course_utils.checks.engine.exercise import Mistake
from course_utils.checks.logistic_regression._shared import EPSILONS, by_formula, clipped, plus_epsilon
from course_utils.logistic import bce_with_logits

NINE = {"rtol": 1e-9, "atol": 1e-12}


def item(i):
    """Return a view of item i of a pair; what is no pair is seen whole."""
    return lambda answer: answer[i] if is_pair(answer) else answer


def is_pair(answer):
    return len(answer) == 2 if isinstance(answer, tuple | list) else np.shape(answer)[:1] == (2,)


def pair(first, second):
    """Return an answer that gives two things, each a function of the same arguments."""
    return lambda *given: (first(*given), second(*given))


def swapped(answer):
    return lambda *given: answer(*given)[::-1]


def one_of_two(answer, names):
    """List the mistakes of returning only one of a pair; `names` is how to return both."""
    return tuple(Mistake("one-of-two", lambda *given, i=i: answer(*given)[i],
                         f"Return two things, separated by a comma: return {names}",
                         family="shape") for i in (0, 1))  # fmt: skip


def share_right(z, y, threshold=0.0):
    return np.mean((z > threshold) == (y == 1))


def scores(loss=bce_with_logits, right=share_right, mean=np.mean):
    """Return an answer to evaluate: the share right, and the mean of a loss of (z, y)."""
    return lambda z, y: (right(z, y), mean(loss(z, y)))


def wrong_scores(wrap):
    """List the mistakes that both exercises share; `wrap` makes an answer to the exercise from one to evaluate."""
    return (
        Mistake("M14-log-of-rounded-p", wrap(scores(lambda z, y: by_formula(sigmoid(z), y))),
                "Once p is rounded to 0 or 1, its logarithm is infinite, and 0 times infinity is nan. The loss can be "
                "had from the logits, without p.", family="overflow"),
        *(Mistake("M13-epsilon", wrap(scores(make(epsilon))),
                  "The small number that avoids log(0) puts a ceiling on the loss: the surest errors cost too little. "
                  "The loss can be had from the logits, without p.", family="guard")
          for epsilon in EPSILONS for make in (clipped, plus_epsilon)),
        Mistake("M13-log-of-rounded-p", wrap(scores(lambda z, y: np.where(
                    y == 1, -np.log(sigmoid(z)), -np.log(1 - sigmoid(z))))),
                "Once p is rounded to 0 or 1, its logarithm is infinite. The loss can be had from the logits, without "
                "p.", family="overflow"),
        Mistake("M18-threshold", wrap(scores(right=lambda z, y: share_right(z, y, 0.5))),
                "You compare LOGITS with one half. Which logit belongs to the probability one half?", family="scale"),
        Mistake("M33-sigmoid-twice", wrap(scores(lambda z, y: bce_with_logits(sigmoid(z), y))),
                "The sigmoid is applied twice: the loss already contains one.", family="missing part"),
        Mistake("sign-lost", wrap(scores(lambda z, y: -bce_with_logits(z, y))),
                "Your loss is negative. The logarithm of a probability is too; what turns it into a cost?",
                family="sign"),
        Mistake("summed", wrap(scores(mean=np.sum)), "Your loss grows with the number of rows. Take the mean.",
                                                     family="mean or sum"),
        Mistake("squared", wrap(scores(lambda z, y: (sigmoid(z) - y) ** 2)),
                "This is the mean squared error. The log-loss takes the logarithm of the chance given to the label.",
                family="another function"),
        Mistake("labels-swapped", wrap(scores(lambda z, y: bce_with_logits(z, 1 - y))),
                "Your loss charges for being right: a large logit should cost little where y = 1.",
                family="complement"),
        Mistake("counted", wrap(scores(right=lambda z, y: len(y) * share_right(z, y))),
                "This counts the rows that are right. The share is a number from 0 to 1.", family="mean or sum"),
        Mistake("per-cent", wrap(scores(right=lambda z, y: 100 * share_right(z, y))),
                "These are per cent. The share is a number from 0 to 1.", family="scale"),
        Mistake("share-wrong", wrap(scores(right=lambda z, y: 1 - share_right(z, y))),
                "This is the share of the rows that are WRONG.", family="complement"),
        Mistake("rows-of-yes-only", wrap(scores(right=lambda z, y: np.mean(z[y == 1] > 0))),
                "This is the share of the rows with y = 1 that are right. All rows count.", family="wrong rows"),
        Mistake("half-the-sign", wrap(scores(lambda z, y: -y * log_sigmoid(z) + (1 - y) * log_sigmoid(-z))),
                "The minus sign reaches only one of the two terms of your loss. Bracket the sum.", family="sign"),
        Mistake("log10", wrap(scores(lambda z, y: bce_with_logits(z, y) / np.log(10))),
                "Your loss counts powers of ten. Use the natural logarithm.", family="log base"),
        Mistake("labels-plus-minus", wrap(scores(lambda z, y: np.logaddexp(0.0, -y * z))),
                "log(1 + exp(-y z)) is the form for labels -1 and 1. Here the labels are 0 and 1.",
                family="complement"),
        Mistake("not-averaged", wrap(scores(mean=lambda losses: losses)),
                "Your loss has one number for each row. Take their mean.", family="mean or sum"),
    )  # fmt: skip


LOGITS, LABELS = np.array([-2.0, -0.3, 0.2, 0.4, 1.5, 3.0]), np.array([0, 1, 1, 1, 0, 1])


def plain_slope(z):
    return sigmoid(z) * (1 - sigmoid(z))
