"""Exercise 2.8: sigmoid_grad."""

import numpy as np

from course_utils import activations as truth
from course_utils.checks.derivative._shared import INTEGERS, TABLE, slope_by_difference, textbook_slope
from course_utils.checks.engine.exercise import Exercise, Mistake, Part


def _slope_from(t):
    return t / (1 + t) ** 2


exercise = Exercise(
    "sigmoid_grad",
    lambda x: truth.sigmoid_grad(x),
    (
        Part("everyday inputs", ((0.0,), (2.0,), (-1.0,), (3,)),
             "Section 2.2: the height s, times the room left above it, 1 - s."),
        Part("the far right", ((37.0,), (40.0,), (700.0,)),
             "The slope is the same on both sides of 0. On which side does no subtraction lose digits?"),
        Part("the far left", ((-37.0,), (-700.0,)),
             "Far to the left the slope is close to exp(x)."),
        Part("no warning at plus or minus 1000", ((-1000.0,), (1000.0,)),
             "What overflows here? Only ever take exp (or cosh, or a square) of a number that is not large."),
        Part("arrays of any shape and of integers", ((TABLE,), (INTEGERS,)),
             "The result is a float array of the same shape as x."),
    ),
    (
        Mistake("cancels", lambda x: truth.sigmoid(x) * (1 - truth.sigmoid(x)),
                "The formula is right, and far to the right 1 - s subtracts two nearly equal numbers: no digit is "
                "left, and soon the slope is 0. It is the same at x and at -x; choose the side.", "cancellation"),
        Mistake("cancels-and-overflows", textbook_slope,
                "The formula is right. In floats, far to the right 1 - s has no digits left, and far to the left "
                "exp(1000) overflows. The slope is the same at x and at -x; choose the side.", "cancellation"),
        Mistake("overflow-left", lambda x: _slope_from(np.exp(-x)),
                "Nothing is subtracted, so the right side is perfect. On the left the exponential and its square "
                "overflow. The slope is the same at x and at -x; choose the side.", "overflow"),
        Mistake("overflow-right", lambda x: _slope_from(np.exp(x)),
                "Nothing is subtracted, so the left side is perfect. On the right the exponential and its square "
                "overflow. The slope is the same at x and at -x; choose the side.", "overflow"),
        Mistake("other-side", lambda x: (lambda s: s * (1 - s))(truth.sigmoid(-np.asarray(x))),
                "Now the right side is perfect, and the left side has lost its digits instead: you turned every x "
                "round. Turn only those that need it.", "cancellation"),
        Mistake("grows", lambda x: _slope_from(np.exp(np.abs(x))),
                "On paper this is right as well. But this exponential grows on both sides; let it shrink.", "overflow"),
        *(Mistake("clipped", lambda x, f=f, end=end: f(np.clip(x, -end, end)),
                  "Clipping x keeps the warning away and falsifies the slope: beyond the clip it no longer falls. "
                  "The slope is the same at x and at -x; choose the side.", "guard")
          for f in (lambda x: _slope_from(np.exp(-np.abs(x))), textbook_slope, lambda x: _slope_from(np.exp(-x)))
          for end in (20, 30, 36, 40, 50, 100, 300, 350, 500, 700, 709)),
        Mistake("where-both", lambda x: np.where(np.asarray(x) >= 0, _slope_from(np.exp(-x)), _slope_from(np.exp(x))),
                "The numbers are right. But np.where computes both columns for every x and only then chooses, so one "
                "of them overflows. Make the argument of exp safe in both.", "overflow"),
        Mistake("M8-x-for-s", lambda x: x * (1 - x),
                "s (1 - s) wants the OUTPUT s of the sigmoid; you gave it the input x.", "another function"),
        Mistake("M10-minus", lambda x: -truth.sigmoid_grad(x),
                "A minus sign was lost: there are two, from the power -1 and from -x. The sigmoid rises.", "sign"),
        Mistake("M11-peak-1", lambda x: 4 * truth.sigmoid_grad(x),
                "This peaks at 1. The sigmoid's slope peaks at 0.5 times 0.5.", "scale"),
        Mistake("height", lambda x: truth.sigmoid(x),
                "This is the sigmoid itself. Its slope is s (1 - s).", "another function"),
        Mistake("tanh", lambda x: truth.tanh_grad(x),
                "This is the slope of tanh. The sigmoid's is s (1 - s), with a peak of 1/4.", "another function"),
        Mistake("second-derivative", lambda x: truth.sigmoid_second_derivative(x),
                "This is the second derivative. The factor 1 - 2s is one too many.", "another function"),
        Mistake("squared", lambda x: truth.sigmoid(x) ** 2,
                "s times s is not s times (1 - s).", "chain rule"),
        Mistake("square-lost", lambda x: np.exp(-np.abs(x)) / (1 + np.exp(-np.abs(x))),
                "The denominator is squared: the power -1 becomes -2 when it is differentiated.", "missing part"),
        *(Mistake("M12-difference", slope_by_difference(h),
                  "A difference is off by truncation or by rounding, and in the tails it has no digits. "
                  "Use the formula.", "precision") for h in (1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10)),
        Mistake("float32", lambda x: _slope_from(np.exp(-np.abs(np.float32(x)))),
                "These are the seven digits of float32, and far out there is nothing left. Compute in float64.",
                "dtype"),
    ),
    without=(truth.sigmoid_grad,),
    section="2.8",
)
