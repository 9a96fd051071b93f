"""What exercises of this lesson share."""

import numpy as np

from course_utils.activations import log_sigmoid, sigmoid
from course_utils.checks.engine.exercise import Mistake
from course_utils.checks.logistic_regression._shared import EPSILONS, by_formula, clipped, plus_epsilon
from course_utils.logistic import bce_with_logits

NINE = {"rtol": 1e-9, "atol": 1e-12, "warnings_cost": False}


def item(i):
    """Return a view of item i of a pair; what is no pair stands for its first item, and the second is empty."""
    return lambda answer: answer[i] if is_pair(answer) else np.empty(0) if i else answer


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
                         f"One thing came. Return two, separated by a comma: return {names}", family="shape")
                 for i in (0, 1))  # fmt: skip


def share_right(z, y, threshold=0.0):
    return np.mean((z > threshold) == (y == 1))


def scores(loss=bce_with_logits, right=share_right, mean=np.mean):
    """Return an answer to evaluate: the share right, and the mean of a loss of (z, y)."""
    return lambda z, y: (right(z, y), mean(loss(z, y)))


def _by_where(z, y):
    return np.where(y == 1, -np.log(sigmoid(z)), -np.log(1 - sigmoid(z)))


_GUARDS = (
    *(make(epsilon) for epsilon in EPSILONS for make in (clipped, plus_epsilon)),
    *(lambda z, y, most=most: bce_with_logits(np.clip(z, -most, most), y) for most in (15, 20, 30, 36, 37, 50, 100)),
    lambda z, y: bce_with_logits(np.clip(z, -500, 500), y),
)


def _by_class(losses, y):
    """Return the mean over the classes that there are of the mean loss of each."""
    return np.mean([losses[y == c].mean() for c in np.unique(y)])


def wrong_scores(wrap):
    """List the mistakes that both exercises share; `wrap` makes an answer to the exercise from one to evaluate."""
    return (
        Mistake("M14-log-of-rounded-p", wrap(scores(lambda z, y: by_formula(sigmoid(z), y))),
                "The loss is right for small logits; for large ones it is nan, or loses digits. Is p formed on the "
                "way, and rounded to 0 or 1? Does the loss need p?", family="overflow"),
        *(Mistake("M13-guard", wrap(scores(loss)),
                  "For large logits the loss stops growing where the surest errors should cost about |z|. Is there a "
                  "clip, a small number inside a logarithm, or a number put in for infinity?", family="guard")
          for loss in _GUARDS),
        Mistake("M13-log-of-rounded-p", wrap(scores(_by_where)),
                "The loss is right for small logits; for large ones it is infinite, or loses digits. Is p formed on "
                "the way, and rounded to 0 or 1? Does the loss need p?", family="overflow"),
        *(Mistake("M18-threshold", wrap(scores(right=lambda z, y, at=at: share_right(z, y, at))),
                  "The share changes with rows whose logit lies between 0 and one half. Is a LOGIT compared with one "
                  "half? Which logit belongs to that probability?", family="scale") for at in (0.5, 0.25, 1.0)),
        *(Mistake("M33-sigmoid-twice", wrap(scores(loss)),
                  "The loss is that of sigmoid(z) taken for a logit. How many sigmoids are there on the way?",
                  family="missing part")
          for loss in (lambda z, y: bce_with_logits(sigmoid(z), y),
                       lambda z, y: by_formula(sigmoid(sigmoid(z)), y))),
        Mistake("sign-lost", wrap(scores(lambda z, y: -bce_with_logits(z, y))),
                "The loss is negative. The logarithm of a probability is too; what turns it into a cost?",
                family="sign"),
        Mistake("summed", wrap(scores(mean=np.sum)),
                "The loss grows with the number of rows, as a sum does. Take the mean.", family="mean or sum"),
        *(Mistake("squared", wrap(scores(lambda z, y, k=k: k * (sigmoid(z) - y) ** 2)),
                  "This is the mean squared error. The log-loss takes the logarithm of the chance given to the label.",
                  family="another function") for k in (1, 0.5)),
        Mistake("absolute", wrap(scores(lambda z, y: np.abs(sigmoid(z) - y))),
                "This is the mean distance of p from the label. The log-loss takes the logarithm of the chance given "
                "to the label.", family="another function"),
        Mistake("labels-swapped", wrap(scores(lambda z, y: bce_with_logits(z, 1 - y))),
                "The loss charges for being right: a large logit should cost little where y = 1. Are the labels, or a "
                "sign, turned round?", family="complement"),
        Mistake("counted", wrap(scores(right=lambda z, y: len(y) * share_right(z, y))),
                "This is how many rows are right. The share is a number from 0 to 1.", family="mean or sum"),
        Mistake("per-cent", wrap(scores(right=lambda z, y: 100 * share_right(z, y))),
                "These are per cent. The share is a number from 0 to 1.", family="scale"),
        Mistake("share-wrong", wrap(scores(right=lambda z, y: 1 - share_right(z, y))),
                "This is the share of the rows that are WRONG.", family="complement"),
        *(Mistake("some-rows-only", wrap(scores(right=right)),
                  "The share depends on some of the rows only. Rows with y = 0 can be right too, and all rows count.",
                  family="wrong rows")
          for right in (lambda z, y: np.sum((z > 0) * (y == 1)) / np.sum(y == 1),
                        lambda z, y: np.sum((z > 0) * (y == 1)) / np.sum(z > 0),
                        lambda z, y: np.mean((z > 0) * y))),
        *(Mistake("loss-of-some", wrap(scores(lambda z, y, c=c: bce_with_logits(z, y)[y == c],
                                              mean=lambda losses: np.mean(losses) if losses.size else 0.0)),
                  "The loss is a mean over the rows of one class alone. Every row pays, and all rows divide.",
                  family="wrong rows") for c in (1, 0)),
        Mistake("labels-unused", wrap(scores(right=lambda z, y: np.mean(z > 0))),
                "The share is that of the rows that are called yes, right or wrong. Where do the labels come in?",
                family="missing part"),
        *(Mistake("half-the-sign", wrap(scores(lambda z, y, f=f: -y * f(z) + (1 - y) * f(-z))),
                "Rows with y = 1 pay, those with y = 0 are paid. Does the minus reach both terms of the loss?",
                family="sign") for f in (log_sigmoid, lambda z: np.log(sigmoid(z)))),
        *(Mistake(f"log{base}", wrap(scores(lambda z, y, base=base: bce_with_logits(z, y) / np.log(base))),
                  f"The loss is in powers of {base}. Which logarithm has a coin's loss of 0.693?", family="log base")
          for base in (2, 10)),
        Mistake("half-the-loss", wrap(scores(lambda z, y: (1 - y) * bce_with_logits(z, y))),
                "Rows with y = 1 pay nothing. Does the log-loss have a second term?", family="missing part"),
        Mistake("sure-is-right", wrap(scores(lambda z, y: -log_sigmoid(np.abs(z)))),
                "The loss does not depend on the labels: to be sure costs nothing, right or wrong. Whose chance is in "
                "the logarithm?", family="missing part"),
        Mistake("classes-alike", wrap(lambda z, y: (share_right(z, y), _by_class(bce_with_logits(z, y), y))),
                "The loss is a mean of the classes' means. Here every row counts alike, whatever its class.",
                family="mean or sum"),
        Mistake("labels-plus-minus", wrap(scores(lambda z, y: np.logaddexp(0.0, -y * z))),
                "log(1 + exp(-y z)) gives these numbers, the form for labels -1 and 1. Here the labels are 0 and 1.",
                family="complement"),
        Mistake("not-averaged", wrap(scores(mean=lambda losses: losses)),
                "The loss has one number for each row. Take their mean.", family="mean or sum"),
        *(Mistake("one-term", wrap(scores(lambda z, y, sign=sign: -log_sigmoid(sign * z))),
                  "The loss does not depend on the labels: every row pays as if all were of one class.",
                  family="missing part") for sign in (1, -1)),
        *(Mistake("exponential-too-large", wrap(scores(loss)),
                  "The loss is right, until an exponential is too large for a float: then it is infinite or nan. Can "
                  "the exponential be kept from growing?", family="overflow")
          for loss in (lambda z, y: np.log(1 + np.exp((1 - 2 * y) * z)), lambda z, y: np.log1p(np.exp((1 - 2 * y) * z)),
                       lambda z, y: np.log(1 + np.exp(z)) - y * z, lambda z, y: np.log(1 + np.exp(-z)) + (1 - y) * z,
                       lambda z, y: np.maximum(z, 0) - z * y + np.log1p(np.exp(-z)))),
        *(Mistake("margin", wrap(scores(lambda z, y, a=a: np.maximum(a - (2 * y - 1) * z, 0))),
                  "The loss is that of a margin, with a corner: 0 for every row that is right enough. The log-loss is "
                  "never quite 0.", family="another function") for a in (0, 1)),
        Mistake("median", wrap(scores(mean=np.median)), "This is the median loss. Take the mean.",
                family="another function"),
        Mistake("one-term", wrap(scores(lambda z, y: -y * log_sigmoid(z) - log_sigmoid(-z))),
                "Rows with y = 1 pay for both labels. Which factor switches the second term off?",
                family="missing part"),
    )  # fmt: skip


LOGITS, LABELS = np.array([-2.0, -0.3, 0.2, 0.4, 1.5, 3.0]), np.array([0, 1, 1, 1, 0, 1])
_RNG = np.random.default_rng(7)
MANY = np.round(_RNG.uniform(-9, 9, 40), 3), _RNG.integers(0, 2, 40)  # logits and labels
SURE = (  # where the model is sure: here one minus p, or p itself, has lost its digits
    (np.array([800.0, -900.0, 1.0, 50.0, -50.0]), np.array([0, 1, 1, 1, 0])),
    (np.array([16.0, 21.0, 30.0, 37.0, -16.0, -30.0]), np.array([0, 0, 0, 0, 1, 1])),
    (np.array([30.0, 18.0]), np.array([1, 1])), (np.array([-745.0, 710.0, 1000.0, -1000.0]), np.array([0, 1, 0, 1])),
)  # fmt: skip


def plain_slope(z):
    return sigmoid(z) * (1 - sigmoid(z))
