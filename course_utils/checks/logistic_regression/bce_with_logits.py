"""Exercise 3.3: bce_with_logits."""

import numpy as np

from course_utils import logistic as truth
from course_utils.activations import log_sigmoid, sigmoid, softplus
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.checks.logistic_regression._shared import EPSILONS, by_formula, clipped, plus_epsilon

_Z = np.array([[-3.0, 0.5], [2.0, -1.0]])


_Y = np.array([[0, 1], [1, 1]])


def _log_of_the_right_p(z, y):
    return -np.where(np.equal(y, 1), np.log(sigmoid(z)), np.log(1 - sigmoid(z)))


exercise = Exercise(
    "bce_with_logits",
    lambda z, y: truth.bce_with_logits(z, y),
    (
        Part("everyday logits", ((0.0, 0), (0.0, 1), (2.5, 1), (-1.0, 0)),
             "If y = 1 the loss is -log sigmoid(z); if y = 0 it is -log sigmoid(-z).", 1.5, atol=1e-12),
        Part("sure and wrong", ((40.0, 0), (-1000.0, 1), (1000.0, 0)),
             "Sure and wrong by z costs about |z|. Compute from z, never from a rounded p.", 0.5, atol=1e-12),
        Part("sure and right", ((40.0, 1), (1000.0, 1), (-1000.0, 0)),
             "Sure and right costs almost nothing. Which exponential overflows? Which 0 meets infinity?",
             0.5, atol=1e-12),
        Part("arrays of any shape", ((_Z, _Y), (np.array([1, -2, 0]), np.array([0, 0, 1]))),
             "One loss for each logit, in the same shape; do not take the mean.", 1.5, atol=1e-12),
    ),
    (
        Mistake("M14-zero-times-log-zero", lambda z, y: by_formula(sigmoid(z), y),
                "Once p is rounded to 0 or 1, its logarithm is infinite, and 0 times infinity is nan. "
                "Never go through p: compute the loss from z.", "overflow"),
        Mistake("M13-log-of-sigmoid", _log_of_the_right_p,
                "The logarithm sees only the rounded p, and is infinite where p was rounded to 0 or 1. "
                "Compute the loss from z.", "overflow"),
        *(Mistake("M13-epsilon", make(e),
                  "The small number that avoids log(0) puts a ceiling on the loss: beyond it the slope is 0, and "
                  "nothing is learned where the model is most wrong. Compute the loss from z.", "guard")
          for e in EPSILONS for make in (plus_epsilon, clipped)),
        Mistake("overflow", lambda z, y: np.log(1 + np.exp(z)) - y * z,
                "Right on paper, but exp(1000) is too large for a float. Which exponential stays small?", "overflow"),
        Mistake("overflow", lambda z, y: np.log(1 + np.exp((1 - 2 * y) * z)),
                "Right on paper, but at z = +-1000 a step on the way fails: exp(1000) is too large for a float, or "
                "sigmoid(-1000) is rounded to 0 and its logarithm is infinite. softplus and log_sigmoid avoid both.",
                "overflow"),
        Mistake("overflow", lambda z, y: y * np.log(1 + np.exp(-z)) + (1 - y) * np.log(1 + np.exp(z)),
                "Right on paper, but exp(1000) is too large for a float, and 0 times infinity is nan. softplus "
                "computes ln(1 + exp(t)) without that.", "overflow"),
        Mistake("overflow", lambda z, y: np.where(np.equal(y, 1), -np.log(sigmoid(z)), -np.log(sigmoid(-z))),
                "Right on paper, but at z = +-1000 one of the two sigmoids is rounded to 0, its logarithm is infinite, "
                "and np.where computes both columns. log_sigmoid does it in one step.", "overflow"),
        Mistake("z-for-p", by_formula,
                "z is a logit, not a probability: it can be negative, and then it has no logarithm. The formula with "
                "log(p) wants p = sigmoid(z); better, use the loss from z itself.", "scale"),
        Mistake("labels-ignored", lambda z, y: -np.log(sigmoid(z)) + 0 * np.asarray(y),
                "Every label is treated as a yes. Where y = 0 the loss is -log sigmoid(-z).", "missing part"),
        Mistake("labels-ignored", lambda z, y: -log_sigmoid(z) + 0 * np.asarray(y),
                "Every label is treated as a yes. Where y = 0 the loss is -log sigmoid(-z).", "missing part"),
        Mistake("half-the-sign", lambda z, y: -y * log_sigmoid(z) + (1 - y) * log_sigmoid(-z),
                "The minus sign reaches only the first term. Both are logarithms of probabilities: bracket the sum.",
                "sign"),
        Mistake("log10", lambda z, y: truth.bce_with_logits(z, y) / np.log(10),
                "This loss is 0.3010 at z = 0: it counts powers of ten. Use the natural logarithm (0.6931).",
                "log base"),
        Mistake("log2", lambda z, y: truth.bce_with_logits(z, y) / np.log(2),
                "This loss is 1 at z = 0: it counts bits. Use the natural logarithm (0.6931).", "log base"),
        Mistake("sign-lost", lambda z, y: -truth.bce_with_logits(z, y),
                "The logarithm of a probability is negative; the loss is MINUS that, so never negative.", "sign"),
        Mistake("labels-swapped", lambda z, y: truth.bce_with_logits(z, 1 - np.asarray(y)),
                "This charges the model for being right. A large z says yes, so it should cost little when y = 1.",
                "complement"),
        Mistake("M33-sigmoid-twice", lambda z, y: truth.bce_with_logits(sigmoid(z), y),
                "The sigmoid is applied twice: z is a logit, and the loss already contains one sigmoid.",
                "missing part"),
        Mistake("squared", lambda z, y: (sigmoid(z) - y) ** 2,
                "This is the squared error, 0.25 at z = 0. The log-loss is minus the log of the chance given to y.",
                "another function"),
        Mistake("half-squared", lambda z, y: (sigmoid(z) - y) ** 2 / 2,
                "This is half the squared error. The log-loss is minus the log of the chance given to y.",
                "another function"),
        Mistake("one-term", lambda z, y: -np.asarray(y) * log_sigmoid(z),
                "Only the term of y = 1 is there. What does a flight with y = 0 pay?", "missing part"),
        Mistake("one-term", lambda z, y: -(1 - np.asarray(y)) * log_sigmoid(-np.asarray(z)),
                "Only the term of y = 0 is there. What does a flight with y = 1 pay?", "missing part"),
        Mistake("labels-plus-minus", lambda z, y: np.logaddexp(0.0, -np.asarray(y) * z),
                "log(1 + exp(-y z)) is the form for labels -1 and 1. Here the labels are 0 and 1.", "complement"),
        Mistake("averaged", lambda z, y: truth.bce_with_logits(z, y).mean(),
                "One loss for each logit was asked for, not their mean.", "mean or sum"),
        Mistake("summed", lambda z, y: truth.bce_with_logits(z, y).sum(),
                "One loss for each logit was asked for, not their sum.", "mean or sum"),
        *(Mistake("M13-clipped-logits",
                  lambda z, y, most=most: truth.bce_with_logits(np.clip(z, -most, most), y),
                  "Clipping z puts a ceiling on the loss: beyond it the slope is 0, and nothing is learned where the "
                  "model is most wrong. Some forms of the loss need no clipping at all.", "guard")
          for most in (10, 15, 20, 30, 35, 50, 100, 500, 700, 709)),
        Mistake("M13-log-of-sigmoid", lambda z, y: -np.log(sigmoid(z) ** y * (1 - sigmoid(z)) ** (1 - y)),
                "Right on paper, but where p is rounded to 0 or 1 your product is 0, and its logarithm infinite. "
                "Compute the loss from z.", "overflow"),
        Mistake("M13-log-of-sigmoid", lambda z, y: -(y * log_sigmoid(z) + (1 - y) * np.log(1 - sigmoid(z))),
                "One of your two logarithms sees 1 - p after p was rounded to 1. What is 1 - sigmoid(z), written as a "
                "sigmoid?", "overflow"),
        Mistake("M13-log-of-sigmoid", lambda z, y: np.where(np.equal(y, 1), softplus(-z), -np.log(1 - sigmoid(z))),
                "One of your two logarithms sees 1 - p after p was rounded to 1. What is 1 - sigmoid(z), written as a "
                "sigmoid?", "overflow"),
        Mistake("one-minus-log", lambda z, y: -(y * log_sigmoid(z) + (1 - y) * (1 - log_sigmoid(z))),
                "For y = 0 you take 1 minus the logarithm. It is the logarithm of 1 minus the probability.",
                "brackets"),
        Mistake("no-logarithm", lambda z, y: np.abs(sigmoid(z) - y),
                "This is the distance of p from the label, 0.5 at z = 0. The logarithm is missing.", "missing part"),
    ),
    section="3.3",
)
