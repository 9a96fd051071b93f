"""Exercise S12: slopes_with_and_without."""

import numpy as np

from course_utils.activations import sigmoid, sigmoid_grad
from course_utils.checks.audit._shared import NINE, item, one_of_two, pair, swapped
from course_utils.checks.engine.exercise import Exercise, Mistake, Part


def _without(z):
    return np.mean(sigmoid_grad(z))


def _with(scale=lambda z: 1 / np.std(z), n=lambda z: (z - np.mean(z)) / np.std(z), f=sigmoid_grad):
    """Return an answer to slopes_with_and_without whose second number is the mean of f(n), times a scale."""
    return pair(_without, lambda z: np.mean(f(n(z))) * scale(z))


def _with_moments_moved(z):
    u = (z - np.mean(z)) / np.std(z)
    return np.mean(sigmoid_grad(u) * (1 - (1 + u**2) / len(z))) / np.std(z)


_BATCHES = ((np.array([-0.2, 0.1, 0.05, 0.3]),), (np.array([7.0, 9.5, 8.0, 6.0, 8.8]),), (np.array([-30.0, 10, 25.0]),))


exercise = Exercise(
    "slopes_with_and_without",
    lambda z: _with()(z),
    (
        Part("without", _BATCHES, "The mean of the sigmoid's slopes at the z as they are.", view=item(0), **NINE),
        Part("with", _BATCHES, "The slope at the normalised z, and the chain rule's factor for the way from z to u.",
             view=item(1), **NINE),
    ),
    (
        Mistake("chain-rule-forgotten", _with(lambda z: 1.0),
                "These are the slopes by the normalised u. You want them by z: how fast does u move with z?",
                family="chain rule"),
        Mistake("variance", _with(lambda z: 1 / np.var(z)),
                "Your u is right. But its slope by z is one over the deviation, not one over the variance.",
                family="mean or sum"),
        *one_of_two(_with(), "without, normalised"),
        Mistake("multiplied", _with(np.std),
                "You multiply by the deviation. If z is narrow, does u move faster or slower than z?", family="scale"),
        Mistake("variance", _with(n=lambda z: (z - np.mean(z)) / np.var(z)),
                "You normalise with the variance. Its root, the deviation, has the unit of z.", family="mean or sum"),
        Mistake("not-centred", _with(n=lambda z: z / np.std(z)), "The mean of z has not been taken away.",
                                                                 family="missing part"),
        Mistake("not-scaled", _with(n=lambda z: z - np.mean(z)), "Your u is centred, but not scaled to deviation 1.",
                                                                 family="missing part"),
        Mistake("n-minus-one", _with(lambda z: 1 / np.std(z, ddof=1), lambda z: (z - np.mean(z)) / np.std(z, ddof=1)),
                "You divide by n - 1 in the deviation. Here, as in np.std, it is over n.", family="mean or sum"),
        Mistake("slope-of-the-mean", pair(lambda z: sigmoid_grad(np.mean(z)), lambda z: 0.25 / np.std(z)),
                "You take the slope at the mean of z. Take the slopes first, then their mean.",
                family="order of steps"),
        Mistake("heights", pair(lambda z: np.mean(sigmoid(z)), _with(f=sigmoid)), "These are outputs, not slopes.",
                                                                                  family="another function"),
        Mistake("swapped", swapped(_with()), "The mean without normalisation comes first.", family="argument order"),
        *(Mistake("eps", _with(lambda z, eps=eps: 1 / np.sqrt(np.var(z) + eps),
                               lambda z, eps=eps: (z - np.mean(z)) / np.sqrt(np.var(z) + eps)),
                  "You add a small number to the variance, as libraries do. Here none is needed: no sd is 0.",
                  family="guard")
          for eps in (1e-3, 1e-5, 1e-6, 1e-8)),
        Mistake("moments-moved", pair(_without, _with_moments_moved),
                "You let the mean and the deviation move with z. Here they are held fixed.", family="another function"),
        Mistake("both-normalised", pair(lambda z: _with(lambda z: 1.0)(z)[1], lambda z: _with()(z)[1]),
                "The first number should know nothing of normalisation: take the slopes at z as it is.",
                family="order of steps"),
        Mistake("slope-at-z", pair(_without, lambda z: _without(z) / np.std(z)),
                "In the second number the slopes are taken at z. The sigmoid is applied to u.",
                family="order of steps"),
        Mistake("not-averaged", pair(sigmoid_grad, lambda z: sigmoid_grad((z - np.mean(z)) / np.std(z)) / np.std(z)),
                "These are all the slopes. Return their means, two numbers.", family="mean or sum"),
    ),
    section="S12",
)
