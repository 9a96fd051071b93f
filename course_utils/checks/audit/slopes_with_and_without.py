"""Exercise S12: slopes_with_and_without."""

import numpy as np

from course_utils.activations import sigmoid, sigmoid_grad
from course_utils.checks.audit._shared import NINE, item, one_of_two, pair, swapped
from course_utils.checks.engine.exercise import Exercise, Mistake, Part


def _without(z):
    return np.mean(sigmoid_grad(z))


def _standard(z, sd=np.std):
    return (z - np.mean(z)) / sd(z)


def _with(scale=lambda z: 1 / np.std(z), n=_standard, f=sigmoid_grad):
    """Return an answer to slopes_with_and_without whose second number is the mean of f(n), times a scale."""
    return pair(_without, lambda z: np.mean(f(n(z))) * scale(z))


def _with_moments_moved(z):
    u = _standard(z)
    return np.mean(sigmoid_grad(u) * (1 - (1 + u**2) / len(z))) / np.std(z)


_NOISE = np.random.default_rng(0).normal(size=200)
_BATCHES = (
    (0.1 * _NOISE,), (_NOISE,), (_NOISE + 8,), (10 * _NOISE,), (np.array([-0.2, 0.1, 0.05, 0.3]),),
    (np.array([7.0, 9.5, 8.0, 6.0, 8.8]),), (np.array([-30.0, 10, 25.0]),), (np.array([1, 4, -2, 5]),),
    (np.array([0.5, 2.0]),),
)  # fmt: skip


exercise = Exercise(
    "slopes_with_and_without",
    lambda z: _with()(z),
    (
        Part("without", _BATCHES, "What is averaged: slopes at the z, or one slope at their mean?", view=item(0),
             shows="the mean slope without normalisation",
             more="The first number knows nothing of normalisation: the sigmoid's slopes at z as it is.", **NINE),
        Part("with", _BATCHES, "How fast does u move when z does? And which of the two is the slope asked for?",
             view=item(1), shows="the mean slope with normalisation",
             more="A function of a function: from z to u, from u to the output. Each of the two has a slope, the first "
             "the same for the whole batch.", **NINE),
    ),
    (
        Mistake("chain-rule-forgotten", _with(lambda z: 1.0),
                "The second is the mean slope by the normalised u. How fast does u move with z?", family="chain rule"),
        *(Mistake("variance", wrong,
                  "The second is that of a division by the variance. Which of the two has the unit of z?",
                  family="mean or sum")
          for wrong in (_with(lambda z: 1 / np.var(z)), _with(n=lambda z: _standard(z, np.var)),
                        _with(lambda z: 1 / np.var(z), lambda z: _standard(z, np.var)),
                        _with(lambda z: 1.0, lambda z: _standard(z, np.var)))),
        *one_of_two(_with(), "without, normalised"),
        Mistake("multiplied", _with(np.std),
                "The second is multiplied by the deviation. If z is narrow, does u move faster or slower than z?",
                family="scale"),
        *(Mistake("not-centred", _with(scale, lambda z: z / np.std(z)),
                  "The second is that of a u from which the mean of z has not been taken.", family="missing part")
          for scale in (lambda z: 1 / np.std(z), lambda z: 1.0)),
        *(Mistake("not-scaled", _with(scale, lambda z: z - np.mean(z)),
                  "The second is that of a u that is centred, but not scaled to deviation 1.", family="missing part")
          for scale in (lambda z: 1 / np.std(z), lambda z: 1.0)),
        Mistake("bracket-missing", _with(n=lambda z: z - np.mean(z) / np.std(z)),
                "The second is that of z - mean / sd, where only the mean is divided. Is a bracket missing?",
                family="brackets"),
        Mistake("first-divided-too", pair(lambda z: _without(z) / np.std(z), lambda z: _with()(z)[1]),
                "The first is divided by the deviation. What does it know of the normalisation?",
                family="missing part"),
        *(Mistake("n-minus-one", _with(lambda z, a=a: 1 / np.std(z, ddof=a),
                                       lambda z, b=b: _standard(z, lambda z: np.std(z, ddof=b))),
                  "The second is that of a deviation over n - 1. Here, as in np.std, it is over n.",
                  family="mean or sum") for a, b in ((1, 1), (0, 1), (1, 0))),
        *(Mistake("slope-of-the-mean", pair(first, second),
                  "A slope is taken at the mean. Take the slopes first, then their mean.", family="order of steps")
          for first, second in ((lambda z: sigmoid_grad(np.mean(z)), lambda z: 0.25 / np.std(z)),
                                (lambda z: sigmoid_grad(np.mean(z)), lambda z: _with()(z)[1]),
                                (_without, lambda z: 0.25 / np.std(z)))),
        *(Mistake("heights", wrong, "A number is a mean of outputs, not of slopes.", family="another function")
          for wrong in (pair(lambda z: np.mean(sigmoid(z)), lambda z: _with(f=sigmoid)(z)[1]),
                        pair(lambda z: np.mean(sigmoid(z)), lambda z: _with()(z)[1]),
                        pair(lambda z: np.mean(sigmoid(z)), lambda z: np.mean(sigmoid(_standard(z)))))),
        Mistake("swapped", swapped(_with()), "The mean without normalisation comes first.", family="argument order"),
        *(Mistake("eps", wrong(eps),
                  "Near, but the second is off most where z is narrow. Is a small number added to the deviation or to "
                  "the variance, as libraries do? Here none is needed: no sd is 0.", family="guard")
          for eps in (1e-3, 1e-5, 1e-6, 1e-7, 1e-8)
          for wrong in (lambda e: _with(lambda z: 1 / np.sqrt(np.var(z) + e),
                                        lambda z: _standard(z, lambda z: np.sqrt(np.var(z) + e))),
                        lambda e: _with(n=lambda z: _standard(z, lambda z: np.sqrt(np.var(z) + e))),
                        lambda e: _with(lambda z: 1 / (np.std(z) + e), lambda z: _standard(z, lambda z: np.std(z) + e)),
                        lambda e: _with(n=lambda z: _standard(z, lambda z: np.std(z) + e)))),
        Mistake("moments-moved", pair(_without, _with_moments_moved),
                "The second is that of a mean and a deviation that move with z. Here they are held fixed.",
                family="another function"),
        *(Mistake("both-normalised", pair(lambda z, a=a: _with(a)(z)[1], lambda z, b=b: _with(b)(z)[1]),
                  "The first number is that of normalised z. It should know nothing of normalisation.",
                  family="order of steps")
          for a, b in ((lambda z: 1.0, lambda z: 1 / np.std(z)), (lambda z: 1 / np.std(z),) * 2)),
        *(Mistake("slope-at-z", pair(_without, lambda z, k=k: _without(z) * k(z)),
                  "The second is that of slopes at z. To what is the sigmoid applied?", family="order of steps")
          for k in (lambda z: 1 / np.std(z), lambda z: 1.0)),
        Mistake("not-averaged", pair(sigmoid_grad, lambda z: sigmoid_grad(_standard(z)) / np.std(z)),
                "All the slopes came. Return their means, two numbers.", family="mean or sum"),
        Mistake("summed", pair(lambda z: np.sum(sigmoid_grad(z)),
                               lambda z: np.sum(sigmoid_grad(_standard(z))) / np.std(z)),
                "The numbers grow with the batch, as sums do. Take the means.", family="mean or sum"),
        Mistake("median", pair(lambda z: np.median(sigmoid_grad(z)),
                               lambda z: np.median(sigmoid_grad(_standard(z))) / np.std(z)),
                "These are medians. Take the means.", family="another function"),
        Mistake("min-max", _with(lambda z: 1 / np.ptp(z), lambda z: (z - np.min(z)) / np.ptp(z)),
                "The second is that of a z brought to the range from 0 to 1. Here it is centred, and divided by its "
                "deviation.", family="another function"),
        Mistake("M8-x-for-s", pair(lambda z: np.mean(z * (1 - z)),
                                   lambda z: np.mean(_standard(z) * (1 - _standard(z))) / np.std(z)),
                "The numbers are those of z (1 - z). Does the short formula want z, or the output?",
                family="another function"),
        Mistake("differences", lambda z: (np.mean(np.diff(sigmoid(z)) / np.diff(z)),
                                          np.mean(np.diff(sigmoid(_standard(z))) / np.diff(z))),
                "The numbers are those of differences between neighbours. Each z has a slope of its own.",
                family="precision"),
    ),
    section="S12",
)
