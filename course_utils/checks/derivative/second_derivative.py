"""Exercise 2.5: second_derivative."""

import numpy as np

from course_utils import activations as truth
from course_utils.checks.definition._shared import (
    ARRAYS,
    EPSILONS,
    clipped,
    cut,
    drawn,
    each,
    made,
    neighbours,
    short,
    varied,
)
from course_utils.checks.derivative._shared import STEPS, by_differences
from course_utils.checks.engine.exercise import Exercise, Part

S, D = truth.sigmoid, truth.sigmoid_grad
_right = truth.sigmoid_second_derivative
_LEFT = (-5.5, -10.0, -16.0, -21.0, -30.0, -37.0, -40.0, -150.0, -700.0, -708.0, *drawn(-690, -40))


def _second(s):
    return s * (1 - s) * (1 - 2 * s)


def _second_differences():
    return [lambda x, h=h: (S(np.asarray(x) + h) - 2 * S(x) + S(np.asarray(x) - h)) / h**2 for h in STEPS[:5]]


def _turned(f):
    """Return f left of 0, and its mirror image with the other sign on the right."""
    return lambda x: -np.sign(x) * f(-np.abs(x))


_ENDS = (20, 30, 37, 40, 50, 100, 300, 500, 700)

exercise = Exercise(
    "second_derivative",
    _right,
    (
        Part("everyday inputs", each(1.0, -2.0, 0.0, 3, *drawn(-4, 4)),
             "How fast does the slope itself change? Section 2.5 differentiates a product.", 1.5, 1e-9, 1e-12,
             more="Each factor of the product is differentiated once, while the other stays. What do the two terms "
             "have in common, and what is left of them?"),
        Part("the far left", each(*_LEFT), "How large is the second derivative where the slope is tiny?", 0.5, 1e-9,
             more="Far to the left it is nearly the slope itself. Does something in your formula cut off tiny "
             "numbers?"),
        Part("the far right", each(*(-x for x in _LEFT)),
             "On which side of 0 are all digits there, and what has symmetry to say about the other?", 0.5, 1e-9,
             more="Next to 1 an output has no digits left for what is missing to 1. activations.sigmoid_grad keeps its "
             "digits on both sides."),
        Part("arrays of any shape and of integers", each(*ARRAYS),
             "Does every number of the array get its own answer, of the type float?", 1.5, 1e-9, 1e-12,
             more="The functions of the course take whole arrays, and return floats for whole numbers."),
    ),
    (
        *made("cancels", "cancellation", "Right in the middle and on the left. Far to the right digits are lost, then "
              "comes 0. Are two nearly equal numbers subtracted there? The curve is symmetric; choose the side.",
              lambda x: _second(S(x)), lambda x: S(x) - 3 * S(x) ** 2 + 2 * S(x) ** 3, lambda x: S(x) - S(x) ** 2
              - 2 * (S(x) ** 2 - S(x) ** 3), lambda x: S(x) * (1 - S(x)) ** 2 - S(x) ** 2 * (1 - S(x))),
        *made("mirrored", "sign", "Your values have the right size and the wrong sign: left of 0 the curve bends up, "
              "and the second derivative is positive there.", lambda x: -_right(x), lambda x: -_second(S(x))),
        *made("one-sign", "sign", "Your values have the same sign on both sides of 0. On one side the curve bends up, "
              "on the other down.", lambda x: np.abs(_right(x)), lambda x: -np.abs(_right(x)),
              lambda x: np.abs(_second(S(x)))),
        *made("M1-precedence", "brackets", "At 0 your value is -3/4, where 0 is right. Does each bracket stand?",
              lambda x: D(x) * 1 - 2 * S(x), lambda x: S(x) * (1 - S(x)) * 1 - 2 * S(x)),
        *made("slope", "missing part", "This is the first derivative, the slope. How fast does the slope change?", D,
              lambda x: S(x) * (1 - S(x))),
        *made("grad-of-grad", "order of steps", "Your values are slopes, or heights, at x = slope: is one result put "
              "into the other? A second derivative is the slope OF the slope.", lambda x: D(D(x)), lambda x: S(D(x))),
        *made("squared", "chain rule", "This is the slope squared. Is a derivative multiplied where it should be taken "
              "again?", lambda x: D(x) ** 2, lambda x: (S(x) * (1 - S(x))) ** 2),
        *made("other-factor", "chain rule", "Your values are the slope times another factor than they should be: the "
              "right one is 0 at x = 0, positive on the left and negative on the right, and never above 1.",
              *(lambda x, f=f: D(x) * f(np.asarray(x, float)) for f in (
                  lambda x: S(-x), lambda x: 1 - S(x), lambda x: 1 - 2 * x, lambda x: 1 - 2 * D(x), lambda x: 1 - D(x),
                  lambda x: 1 + 2 * S(x), lambda x: 1 - S(x) ** 2, lambda x: -S(x), lambda x: S(x), lambda x: -x,
                  lambda x: 1 - 3 * S(x), lambda x: 2 * S(x), lambda x: 1 - x, lambda x: 1 - 2 * S(x) ** 2,
                  lambda x: 2 - S(x), lambda x: D(S(x)),
                  lambda x: 1 - 6 * D(x), lambda x: -2 * S(x), lambda x: 1 - 4 * S(x), lambda x: -np.tanh(x)))),
        *made("other-factor", "chain rule", "Your values are products of s and 1 - s, but not those of a product rule "
              "with its two terms and their signs.",
              lambda x: S(x) * (1 - S(x)) ** 2, lambda x: -(S(x) ** 2) * (1 - S(x)), lambda x: S(x) - 3 * S(x) ** 2,
              lambda x: 1 - 2 * S(x), lambda x: S(x) * (1 - 2 * S(x)), lambda x: S(x) * (1 - S(x)) * (1 - S(x) ** 2),
              lambda x: S(x) ** 2 * (1 - S(x)) ** 2 * (1 - 2 * S(x))),
        *made("doubled", "scale", "Your values are twice the right ones, or half of them.",
              lambda x: 2 * _right(x), lambda x: _right(x) / 2, lambda x: D(x) * (0.5 - S(x)),
              lambda x: 2 * _second(S(x))),
        *made("tanh", "another function", "These are values of the second derivative of tanh.",
              lambda x: -2 * np.tanh(x) * (1 - np.tanh(x) ** 2), lambda x: -2 * np.tanh(x) * truth.tanh_grad(x)),
        *made("M12-difference", "precision", "Right to some digits in the middle, but not to nine everywhere. Is a "
              "difference of values taken? It is off by truncation or by rounding; the formula is not.",
              *by_differences(D), *_second_differences()),
        *made("overflow-explicit", "overflow", "Right in the middle. Far to the left comes nan: is infinity divided by "
              "infinity there? The functions of the course can take such x.",
              lambda x: np.exp(-x) * (np.exp(-x) - 1) / (1 + np.exp(-x)) ** 3),
        *made("overflow-explicit", "overflow", "Right in the middle. Far to the right comes nan: is infinity divided "
              "by infinity there? The functions of the course can take such x.",
              lambda x: np.exp(x) * (1 - np.exp(x)) / (1 + np.exp(x)) ** 3),
        *made("cut-off", "guard", "Right in the middle. Far out your values are 0, or stand still, where the true ones "
              "are only tiny.", *(wrong for end in _ENDS for wrong in (
                  clipped(_right, end), cut(_right, -end, end, 0.0, 0.0), cut(_right, high=end, above=0.0),
                  cut(_right, -end))),
              clipped(lambda x: _second(S(x)), 30),
              *(cut(lambda x: _second(S(x)), -end, end, 0.0, 0.0) for end in _ENDS)),
        *made("shortcut-too-early", "precision", "Right in the middle and very far out. Between them an exponential "
              "stands for the second derivative, which is close, but not yet to nine digits.", *(
                  cut(_right, -low, high, np.exp, lambda x: -np.exp(-np.abs(x))) for end in (10, 15, 20)
                  for low, high in ((end, end), (np.inf, end), (end, np.inf)))),
        *made("guard", "guard", "Right in the middle. Far out your values stop at a small number, where the true ones "
              "go on towards 0. Is it added, or something kept away from 0?",
              *(wrong for e in EPSILONS if e < 1e-6 for wrong in (
                  lambda x, e=e: _right(x) + e, lambda x, e=e: _turned(lambda v: np.maximum(_right(v), e))(x),
                  lambda x, e=e: _second(np.clip(S(x), e, 1 - e))))),
        *short(_right), *short(lambda x: D(x) * (1 - 2 * S(x)), ()),
        *neighbours("the sigmoid's slope", "tanh", "1 - tanh squared, the slope of tanh"),
        *varied(_right, "the size of x", "minus the size of x"),
    ),
    without=(truth.sigmoid_second_derivative,),
    section="2.5",
)
