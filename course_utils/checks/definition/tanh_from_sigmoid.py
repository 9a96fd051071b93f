"""Exercise 1.4: tanh_from_sigmoid."""

import numpy as np

from course_utils import activations as truth
from course_utils.checks.definition._shared import TABLE
from course_utils.checks.engine.exercise import Exercise, Mistake, Part

exercise = Exercise(
    "tanh_from_sigmoid",
    lambda x: truth.tanh(x),
    (
        Part("everyday inputs", ((0.0,), (0.5,), (-2.0,)),
             "tanh runs from -1 to 1: stretch the sigmoid by 2 and lower it by 1. What happens to x?", atol=1e-12),
        Part("arrays of any shape", ((TABLE,),), "The result has the same shape as x.", atol=1e-12),
        Part("large inputs, without a warning", ((-800.0,), (800.0,)),
             "Build on a sigmoid that can take large inputs.", atol=1e-12),
    ),
    (
        Mistake("x-not-doubled", lambda x: 2 * truth.sigmoid(x) - 1,
                "The height is right, the slope is not: this is tanh(x/2). The argument must be doubled too.",
                "missing part"),
        Mistake("not-lowered", lambda x: 2 * truth.sigmoid(2 * x),
                "This runs from 0 to 2. Lower it by 1.", "missing part"),
        Mistake("not-stretched", lambda x: truth.sigmoid(2 * x),
                "This still runs from 0 to 1. tanh runs from -1 to 1.", "missing part"),
        Mistake("halved", lambda x: 2 * truth.sigmoid(x / 2) - 1,
                "The argument must be doubled, not halved.", "scale"),
        Mistake("lowered-by-half", lambda x: truth.sigmoid(2 * x) - 0.5,
                "Centred, but only half as high: this is tanh(x) / 2.", "missing part"),
        Mistake("mirrored", lambda x: 1 - 2 * truth.sigmoid(2 * x),
                "The sign is turned round: tanh rises.", "sign"),
        Mistake("overflow", lambda x: (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x)),
                "The textbook quotient becomes infinity over infinity for large x. Use the sigmoid.", "overflow"),
    ),
    section="1.4",
)
