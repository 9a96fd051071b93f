"""Exercise S6: xor_loss."""

import numpy as np

from course_utils.activations import sigmoid
from course_utils.checks.audit._shared import NINE
from course_utils.checks.definition._shared import made
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.checks.logistic_regression._shared import by_formula
from course_utils.logistic import bce_with_logits

_CORNERS = np.array([[1.0, 0, 0], [1, 0, 1], [1, 1, 0], [1, 1, 1]])


_XOR = np.array([0, 1, 1, 0])


def _mean_loss(z, y):
    return bce_with_logits(z, y).mean()


def _descend(y=_XOR, slope=lambda p, y: (p - y) / 4, loss=_mean_loss, moves=1.0, late=0, stop=None, keep=False):
    """Return an answer to xor_loss; `slope` (p, y) is the loss's slope by the logits, `moves` says which weights do.

    `stop` (step, before, after) tells whether to end early, from a step and the losses around it; `keep` undoes
    that step.
    """

    def answer(w, steps):
        w = np.array(w, dtype=float)
        for _ in range(max(steps + late, 0)):
            step = moves * (_CORNERS.T @ slope(sigmoid(_CORNERS @ w), y))
            before, w = w, w - step
            if stop and stop(step, *(_mean_loss(_CORNERS @ v, y) for v in (before, w))):
                w = before if keep else w
                break
        return loss(_CORNERS @ w, y)

    return answer


_START, _FAR, _STRAIGHT = np.array([0.5, -1.0, 2.0]), np.array([3.0, -4.0, 1.0]), np.array([-6.5, -0.7, -3.7])


def _one_at_a_time(w, steps, rate):
    for _ in range(steps):
        for x, y in zip(_CORNERS, _XOR):
            w = w - rate * (sigmoid(x @ w) - y) * x
    return _mean_loss(_CORNERS @ w, _XOR)


exercise = Exercise(
    "xor_loss",
    lambda w, steps: _descend()(w, steps),
    (
        Part("before the first step", ((_START, 0), (np.zeros(3), 0), (_STRAIGHT, 0), (np.array([-1.5, 4, 2.5]), 0)),
             "Four points, four labels, three weights. What are the logits of the four?", shows="the mean log-loss",
             more="Write the data as an array with a column of ones, for the weight that is added everywhere. At zero "
             "weights the mean log-loss must be that of a coin.", **NINE),
        Part("after some steps",
             ((_START, 1), (_START, 7), (_FAR, 50), (_STRAIGHT, 3), (np.zeros(3), 5), (_FAR, 400), (_START, 400)),
             "What does one step change, by how much, and in which direction? Does the last step count in the loss?",
             shows="the mean log-loss",
             more="The gradient of the mean log-loss is taken anew for each step: errors, times inputs, averaged over "
             "the four points. Try one step by hand, from zero weights.", **NINE),
    ),
    (
        *(Mistake("summed-gradient", _descend(slope=lambda p, y, k=k: (p - y) * k),
                  "The numbers are those of steps that are too long. Is the gradient that of the SUM of the four "
                  "losses, or is it doubled?", family="mean or sum") for k in (1, 0.5, 2)),
        Mistake("uphill", _descend(slope=lambda p, y: (y - p) / 4),
                "Your loss grows with the steps. Which way does the gradient point?", family="sign"),
        *(Mistake("M15-slope-of-sigmoid", _descend(slope=lambda p, y, k=k: (p - y) * p * (1 - p) * k),
                  "The steps are those of a gradient with the sigmoid's slope in it, as of the squared error. Does the "
                  "log-loss keep that factor? Lesson 03, section 3.5.", family="chain rule")
          for k in (0.25, 1, 0.5, 2)),
        Mistake("or", _descend(np.array([0, 1, 1, 1])),
                "These are the losses for the labels of OR. When does XOR say yes?", family="wrong rows"),
        Mistake("and", _descend(np.array([0, 0, 0, 1])),
                "These are the losses for the labels of AND. When does XOR say yes?", family="wrong rows"),
        *(Mistake("one-too-many", _descend(late=late), "The loss is that after more steps than were asked for.",
                  family="off by one") for late in (1, 2)),
        Mistake("one-short", _descend(late=-1),
                "The loss is that of one step before the end. Is it computed before the last step, or is a step "
                "missing?",
                family="off by one"),
        Mistake("no-step", _descend(moves=0.0), "The loss does not depend on the steps. What do they change?",
                family="missing part"),
        Mistake("first-step-only", lambda w, steps: _descend()(w, min(steps, 1)),
                "After the first step the loss changes no more. Does the return stand inside the loop? Is the gradient "
                "taken anew?", family="off by one"),
        *(Mistake("summed", _descend(loss=lambda z, y, k=k: k * _mean_loss(z, y)),
                  "The loss is a multiple of the mean over the four points. Which mean was asked for?",
                  family="mean or sum") for k in (4, 2, 4 / 3)),
        Mistake("squared", _descend(loss=lambda z, y: np.mean((sigmoid(z) - y) ** 2)),
                "This is the squared error. Return the log-loss.", family="another function"),
        Mistake("squared", _descend(slope=lambda p, y: (p - y) * p * (1 - p) / 2,
                                    loss=lambda z, y: np.mean((sigmoid(z) - y) ** 2)),
                "This is the squared error. Return the log-loss.", family="another function"),
        *(Mistake(f"log{base}", _descend(loss=lambda z, y, base=base: _mean_loss(z, y) / np.log(base)),
                  f"The loss is in powers of {base}. Which logarithm has a coin's loss of 0.693?", family="log base")
          for base in (2, 10)),
        *(Mistake("half-the-loss", _descend(loss=loss),
                  "Some of the four points pay nothing. Does the log-loss have a second term?", family="missing part")
          for loss in (lambda z, y: np.mean(-y * np.log(sigmoid(z))),
                       lambda z, y: np.mean(-(1 - y) * np.log(sigmoid(-z))))),
        Mistake("sign-lost", _descend(loss=lambda z, y: -_mean_loss(z, y)),
                "The loss is negative. What turns the logarithm of a probability into a cost?", family="sign"),
        *(Mistake("epsilon", _descend(loss=lambda z, y, e=e: by_formula(np.clip(sigmoid(z), e, 1 - e), y).mean()),
                  "The loss is near, but not to nine digits. Is p kept away from 0 and 1, or a small number added?",
                  family="guard") for e in (1e-3, 1e-4)),
        *(Mistake("epsilon", _descend(loss=lambda z, y, e=e: -np.mean(
                      y * np.log(sigmoid(z) + e) + (1 - y) * np.log(sigmoid(-z) + e))),
                  "The loss is near, but not to nine digits. Is p kept away from 0 and 1, or a small number added?",
                  family="guard") for e in (1e-6, 1e-7, 1e-8, 1e-9, 1e-10)),
        Mistake("started-at-0", lambda w, steps: _descend()(np.zeros(3), steps),
                "The loss does not depend on w. Where should the walk begin?", family="order of steps"),
        *(Mistake("other-rate", _descend(moves=lr), "The numbers are those of another learning rate. It is 1 here.",
                  family="scale") for lr in (0.5, 0.1, 0.01, 0.001)),
        Mistake("divided-by-weights", _descend(slope=lambda p, y: (p - y) / 3),
                "The gradient is divided by 3, the number of weights. Over what does the mean run?",
                family="mean or sum"),
        Mistake("bias-fixed", _descend(moves=np.array([0.0, 1.0, 1.0])),
                "The loss is that of a walk whose first weight never moves. It belongs to a column of ones, and has a "
                "gradient like the others.", family="missing part"),
        Mistake("no-bias", lambda w, steps: _descend(moves=np.array([0.0, 1.0, 1.0]))(w * [0, 1, 1], steps),
                "The first weight plays no part in the loss. It is added in every row.", family="missing part"),
        Mistake("bias-last", lambda w, steps: _descend()(np.roll(w, 1), steps),
                "The weights count in another order: the first is the one that is added, then those of u and v.",
                family="argument order"),
        Mistake("path", lambda w, steps: [_descend()(w, k) for k in range(steps + 1)],
                "A loss came for each step on the way. Return the last one alone.", family="shape"),
        Mistake("not-averaged", _descend(loss=bce_with_logits),
                "A loss came for each of the four points. Return their mean.", family="mean or sum"),
        *(Mistake("stopped-early", _descend(stop=stop, keep=keep),
                  "Right after a few steps. After many the loss is near, not right, as of a walk that ends before its "
                  "last step. Is there a tolerance that stops it?", family="precision")
          for stop in (*(lambda step, before, after, t=t: np.max(np.abs(step)) < t
                         for t in (1e-2, 1e-3, 1e-4)),
                       *(lambda step, before, after, t=t: np.linalg.norm(step) < t for t in (1e-2, 1e-3, 1e-4)),
                       *(lambda step, before, after, t=t: abs(before - after) < t for t in (1e-4, 1e-5, 1e-6, 1e-7)))
          for keep in (False, True)),
        *made("M33-sigmoid-twice", "missing part", "The numbers are those of a sigmoid that is applied twice, in the "
              "steps or in the loss. How many are there on the way?", _descend(slope=lambda p, y: (sigmoid(p) - y) / 4),
              _descend(loss=lambda z, y: _mean_loss(sigmoid(z), y))),
        *made("decided-too-early", "order of steps", "The steps are those of a p that is rounded to yes or no.",
              _descend(slope=lambda p, y: ((p > 0.5) - y) / 4), _descend(slope=lambda p, y: ((p >= 0.5) - y) / 4)),
        *made("accuracy", "another function", "This is a share of points that are right, or wrong. Return the "
                                              "log-loss.",
              _descend(loss=lambda z, y: np.mean((z > 0) == y)), _descend(loss=lambda z, y: np.mean((z > 0) != y))),
        *(Mistake("one-at-a-time", lambda w, steps, k=k: _one_at_a_time(w, steps, k),
                  "The numbers are those of a walk that takes the four points one after the other. A step has the mean "
                  "over all four.", family="order of steps") for k in (1.0, 0.25)),
    ),
    section="S6",
)
