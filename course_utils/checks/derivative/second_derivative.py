"""Exercise 2.5: second_derivative."""

import numpy as np

from course_utils import activations as truth
from course_utils.checks.derivative._shared import INTEGERS, TABLE, slope_by_difference, textbook_sigmoid
from course_utils.checks.engine.exercise import Exercise, Mistake, Part


def _second_difference(h):
    return lambda x: (truth.sigmoid(x + h) - 2 * truth.sigmoid(x) + truth.sigmoid(x - h)) / h**2


def _second(s):
    return s * (1 - s) * (1 - 2 * s)


exercise = Exercise(
    "second_derivative",
    lambda x: truth.sigmoid_second_derivative(x),
    (
        Part("everyday inputs", ((1.0,), (-2.0,), (0.0,)),
             "Section 2.5: the slope, times one minus twice the height.", 1.5, 1e-9, 1e-12),
        Part("the far left", ((-40.0,), (-700.0,)),
             "Far to the left the second derivative is tiny and positive, like the slope.", 0.5, 1e-9),
        Part("the far right", ((40.0,), (700.0,)),
             "1 - s has no digits left where s is close to 1. The curve bends right of 0 as it does left of it, "
             "with the other sign: compute on the left.", 0.5, 1e-9),
        Part("arrays of any shape and of integers", ((TABLE,), (INTEGERS,)),
             "The result is a float array of the same shape as x.", 1.5, 1e-9, 1e-12),
    ),
    (
        Mistake("cancels", lambda x: _second(truth.sigmoid(x)),
                "The formula is right. Far to the right 1 - s subtracts two nearly equal numbers and leaves 0. "
                "The curve is symmetric: compute on the left, and turn the sign.", "cancellation"),
        Mistake("mirrored", lambda x: -truth.sigmoid_second_derivative(x),
                "The sign is turned round: left of 0 the curve bends up, so the second derivative is positive there.",
                "sign"),
        Mistake("mirrored", lambda x: -_second(truth.sigmoid(x)),
                "The sign is turned round: left of 0 the curve bends up, so the second derivative is positive there. "
                "And far to the right 1 - s has no digits left.", "sign"),
        Mistake("always-positive", lambda x: np.abs(truth.sigmoid_second_derivative(x)),
                "This is never negative. It is right on the left; right of 0 the curve bends down.", "sign"),
        Mistake("M1-precedence", lambda x: truth.sigmoid_grad(x) - 2 * truth.sigmoid(x),
                "The slope times 1, minus 2 s: the bracket around 1 - 2 s is missing.", "brackets"),
        Mistake("slope", lambda x: truth.sigmoid_grad(x),
                "This is the first derivative, the slope. How fast does the slope itself change?", "another function"),
        Mistake("grad-of-grad", lambda x: truth.sigmoid_grad(truth.sigmoid_grad(x)),
                "This puts the slope into the slope's formula. A second derivative is the slope OF the slope.",
                "order of steps"),
        Mistake("squared", lambda x: truth.sigmoid_grad(x) ** 2,
                "This is the slope squared. Differentiate s (1 - s) with the product rule.", "chain rule"),
        Mistake("one-minus-s", lambda x: truth.sigmoid_grad(x) * truth.sigmoid(-np.asarray(x)),
                "The product rule has two terms, which leave the factor 1 - 2s; here it is 1 - s.", "chain rule"),
        Mistake("M8-x-for-s", lambda x: truth.sigmoid_grad(x) * (1 - 2 * np.asarray(x)),
                "The last factor is 1 - 2s with the output s, not with the input x.", "another function"),
        Mistake("one-minus-s", lambda x: truth.sigmoid_grad(x) * (1 - truth.sigmoid(x)),
                "The product rule has two terms, which leave the factor 1 - 2s; here it is 1 - s.", "chain rule"),
        Mistake("slope-for-s", lambda x: truth.sigmoid_grad(x) * (1 - truth.sigmoid_grad(x)),
                "The last factor is 1 - 2s with the height s, not 1 minus the slope.", "another function"),
        Mistake("slope-for-s", lambda x: truth.sigmoid_grad(x) * (1 - 2 * truth.sigmoid_grad(x)),
                "The last factor is 1 - 2s with the height s, not with the slope.", "another function"),
        Mistake("one-term", lambda x: -truth.sigmoid(x) * truth.sigmoid_grad(x),
                "This is one term of the product rule. There are two: each factor is differentiated once.",
                "chain rule"),
        *(Mistake("M12-difference", slope_by_difference(h, truth.sigmoid_grad),
                  "A difference of two slopes is off by truncation or by rounding. Use the formula.", "precision")
          for h in (1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8)),
        Mistake("overflow-explicit", lambda x: np.exp(-x) * (np.exp(-x) - 1) / (1 + np.exp(-x)) ** 3,
                "The formula is right. Far to the left its exponentials are too large for a float, and infinity "
                "divided by infinity is not a number. Build on the functions of the course.", "overflow"),
        *(Mistake("M12-difference", _second_difference(h),
                  "A second difference loses its digits to rounding, and all of them in the tails. Use the formula.",
                "precision")
          for h in (1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6)),
        Mistake("overflow", lambda x: _second(textbook_sigmoid(x)) + 0 * np.exp(-2 * x),
                "Far to the left an exponential overflows here. Build on activations.sigmoid.", "overflow"),
    ),
    section="2.5",
)
