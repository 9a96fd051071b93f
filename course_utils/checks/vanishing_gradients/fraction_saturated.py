"""Exercise 5.8: fraction_saturated."""

import numpy as np

from course_utils.activations import sigmoid, sigmoid_grad, tanh_grad
from course_utils.checks.engine.exercise import Exercise, Mistake, Part


def _share(saturated):
    """Return an answer to fraction_saturated: the share of entries for which `saturated`(z, threshold)."""
    return lambda z, threshold=0.01: np.mean(saturated(np.asarray(z), threshold))


def _flat(z, threshold):
    return sigmoid_grad(z) < threshold


_MANY = np.array([[-7.0, -4.59, -4.0, -2.1], [0.0, 0.03, 3.0, 4.59], [4.7, 5.5, 6.0, 12.0]])


exercise = Exercise(
    "fraction_saturated",
    lambda z, threshold=0.01: _share(_flat)(z, threshold),
    (
        Part("the usual threshold", ((_MANY,), (np.array([0.5, -5.0, 1.0, -1.0, 2.0]),)),
             "Where is the slope of the sigmoid below 0.01? Then count, and divide by how many there are."),
        Part("other thresholds", ((_MANY, 0.1), (_MANY, 1e-3), (np.array([-20.0, 40.0, 30.0]), 1e-12),
                                  (np.array([0.0, 3.0, -1.0, 0.0]), 0.25)),
             "The threshold is the second argument, and it is a threshold for the slope: below it means less."),
        Part("far out", ((np.array([-1000.0, 0.0, 1000.0, -0.5, 1.0]),),),
             "At -1000 the textbook formula takes exp(1000). activations.sigmoid_grad does not."),
    ),
    (
        Mistake("overflow", _share(lambda z, t: (s := 1 / (1 + np.exp(-z))) * (1 - s) < t),
                "The share is right, but exp(1000) overflows on the way. The course's functions avoid it.", "overflow"),
        Mistake("right-side-only", _share(lambda z, t: _flat(z, t) & (z > 0)),
                "You count the units that are stuck near 1. Those stuck near 0 are as flat.", "missing part"),
        Mistake("left-side-only", _share(lambda z, t: _flat(z, t) & (z < 0)),
                "You count the units that are stuck near 0. Those stuck near 1 are as flat.", "missing part"),
        Mistake("height-for-slope", _share(lambda z, t: sigmoid(-np.abs(z)) < t),
                "You ask how near the OUTPUT is to 0 or 1. The threshold is for the slope, which is a little less.",
                "another function"),
        Mistake("output-small", _share(lambda z, t: sigmoid(z) < t),
                "You compare the output with the threshold. A unit is saturated where its SLOPE is small, on both "
                "sides.", "another function"),
        Mistake("output-large", _share(lambda z, t: sigmoid(z) > 1 - t),
                "You ask for outputs near 1. A unit is saturated where its SLOPE is small, on both sides.",
                "another function"),
        Mistake("M8-slope-of-the-output", _share(lambda z, t: sigmoid_grad(sigmoid(z)) < t),
                "The slope is taken at the output, which is never far out. sigmoid_grad wants z.", "order of steps"),
        Mistake("M8-formula-of-z", _share(lambda z, t: z * (1 - z) < t),
                "z (1 - z) is no slope: that formula wants the output s, not z.", "another function"),
        Mistake("input-small", _share(lambda z, t: np.abs(z) < t),
                "You compare z itself with the threshold. Small z are where the sigmoid is steepest.",
                "another function"),
        Mistake("tanh", _share(lambda z, t: tanh_grad(z) < t), "This is the slope of tanh. These are sigmoids.",
                "another function"),
        Mistake("count", lambda z, threshold=0.01: np.sum(_flat(z, threshold)),
                "This is a count. The share is the count divided by how many entries there are.", "mean or sum"),
        Mistake("percent", lambda z, threshold=0.01: 100 * np.mean(_flat(z, threshold)),
                "These are per cent. A share runs from 0 to 1.", "scale"),
        Mistake("others", _share(lambda z, t: ~_flat(z, t)),
                "This is the share of the units that are NOT saturated.", "complement"),
        Mistake("threshold-ignored", _share(lambda z, t: _flat(z, 0.01)),
                "The threshold plays no part in your answer: it is always 0.01.", "missing part"),
        Mistake("by-rows", lambda z, threshold=0.01: np.sum(_flat(z, threshold)) / len(z),
                "You divide by the number of rows. Divide by the number of all entries.", "mean or sum"),
        *(Mistake("by-unit", lambda z, threshold=0.01, axis=axis: np.mean(_flat(z, threshold), axis=axis),
                  "You average along one axis. The share is one number, over all entries.",
                "axis") for axis in (0, -1)),
        Mistake("mask", lambda z, threshold=0.01: _flat(z, threshold),
                "This says of each entry whether it is saturated. Return their share, one number.", "shape"),
        Mistake("mean-slope", lambda z, threshold=0.01: np.mean(sigmoid_grad(z)) < threshold,
                "You average first and compare then. Compare each entry, then average.", "order of steps"),
        Mistake("equal-too", _share(lambda z, t: sigmoid_grad(z) <= t),
                "A slope that EQUALS the threshold counts as saturated here. Below means less.", "boundary"),
        *(Mistake("z-for-slope", _share(lambda z, t, most=most: np.abs(z) > most),
                  "You compare z with a number of your own. The threshold is for the slope.", "another function")
          for most in (4.6, 5, 6, 10)),
        Mistake("mean-of-small-slopes", lambda z, threshold=0.01: np.mean(sigmoid_grad(z)[_flat(z, threshold)]),
                "This is the mean of the small slopes. Asked is how many of all the entries have one.", "wrong rows"),
        Mistake("nan-far-out", _share(lambda z, t: np.exp(-z) / (1 + np.exp(-z)) ** 2 < t),
                "Right where z is moderate. But exp(1000) is too large for a float, and infinity divided by infinity "
                "is nan, which is not below anything. The course's functions avoid it.", "overflow"),
    ),
    section="5.8",
)
