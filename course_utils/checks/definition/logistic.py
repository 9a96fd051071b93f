"""Exercise 1.5: logistic."""

import numpy as np

from course_utils import activations as truth
from course_utils.checks.definition._shared import INTEGERS, TABLE
from course_utils.checks.engine.exercise import Exercise, Mistake, Part

exercise = Exercise(
    "logistic",
    lambda x, L, k, x0: truth.logistic(x, L, k, x0),
    (
        Part("the midpoint", ((2.0, 10.0, 0.5, 2.0), (-1.0, 4.0, 3.0, -1.0)),
             "At x = x0 the curve is halfway to its ceiling L."),
        Part("all three parameters at once", ((3.0, 10.0, 0.5, 2.0), (0.0, 2.0, 1.5, -0.5), (1.0, 3.0, -2.0, 0.25)),
             "Shift first (x - x0), then scale (times k), then the sigmoid, then the ceiling (times L)."),
        Part("steep curves, without a warning", ((-100.0, 2.0, 50.0, 0.5), (100.0, 2.0, 50.0, 0.5)),
             "A steep curve sends very large numbers into exp. Build on a sigmoid that can take them.", atol=1e-12),
        Part("arrays of x", ((TABLE, 5.0, 0.8, 0.3), (INTEGERS, 661.0, 0.55, 1.0)),
             "The result has the same shape as x."),
    ),
    (
        Mistake("shift-not-scaled", lambda x, L, k, x0: L * truth.sigmoid(k * x - x0),
                "k x - x0 scales first and shifts after, so the midpoint lands at x0 / k. Bracket x - x0.", "brackets"),
        Mistake("shift-sign", lambda x, L, k, x0: L * truth.sigmoid(k * (x + x0)),
                "The midpoint lands at -x0. A shift to the right by x0 needs x - x0.", "sign"),
        Mistake("no-ceiling", lambda x, L, k, x0: truth.sigmoid(k * (x - x0)),
                "The ceiling L is missing: the curve still runs to 1.", "missing part"),
        Mistake("no-shift", lambda x, L, k, x0: L * truth.sigmoid(k * np.asarray(x)),
                "The shift x0 is missing: the midpoint is still at 0.", "missing part"),
        Mistake("no-scale", lambda x, L, k, x0: L * truth.sigmoid(x - x0),
                "The growth rate k is missing.", "missing part"),
        Mistake("divided-by-k", lambda x, L, k, x0: L * truth.sigmoid((x - x0) / k),
                "You divide by k, which makes a large k gentle. k is a rate: multiply by it.", "scale"),
        Mistake("L-in-numerator-of-exp", lambda x, L, k, x0: 1 / (1 + L * np.exp(-k * (x - x0))),
                "L stands inside the denominator. The ceiling multiplies the whole sigmoid.", "brackets"),
        Mistake("mirrored", lambda x, L, k, x0: L * truth.sigmoid(-k * (x - x0)),
                "This curve falls where it should rise. Look at the sign in the exponent.", "sign"),
        Mistake("swapped", lambda x, L, k, x0: truth.logistic(x, k, L, x0),
                "L and k have changed places: the order is x, L, k, x0.", "argument order"),
        Mistake("overflow-left", lambda x, L, k, x0: L / (1 + np.exp(-k * (x - x0))),
                "The numbers are right, but exp(5000) is too large for a float, so NumPy has to warn. "
                "Build on a sigmoid that can take it.", "overflow"),
    ),
    section="1.5",
)
