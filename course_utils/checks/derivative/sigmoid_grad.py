"""Exercise 2.8: sigmoid_grad."""

import math

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
from course_utils.checks.derivative._shared import by_differences, textbook_slope
from course_utils.checks.engine.exercise import Exercise, Part

S = truth.sigmoid


def _slope_from(t):
    return t / (1 + t) ** 2


def _right(x):
    return _slope_from(np.exp(-np.abs(x)))


def _short(x):
    return S(x) * (1 - S(x))


_RIGHT = (5.5, 10.0, 12.5, 16.0, 21.0, 25.5, 30.0, 37.0, 40.0, 150.0, 700.0, 708.0, *drawn(40, 690))
_ENDS = (15, 20, 30, 36, 37, 40, 50, 100, 300, 500, 700)

exercise = Exercise(
    "sigmoid_grad",
    truth.sigmoid_grad,
    (
        Part("everyday inputs", each(0.0, 2.0, -1.0, 3, *drawn(-4, 4)),
             "Section 2.2 writes the slope with the height. What are its two factors?",
             more="At 0 the height is one half, and so is the room above it. The slope there is the product of the "
             "two."),
        Part("the far right", each(*_RIGHT, np.array([30.0, -0.5])),
             "The slope is the same on both sides of 0. On which side does no subtraction lose digits?",
             more="The output is next to 1 here, and what is missing to 1 cannot be had from it. Which other input "
             "gives that missing part as its output, with all digits?"),
        Part("the far left", each(*(-x for x in _RIGHT), np.array([-30.0, 0.5])), "How does the slope behave where the "
             "output is tiny?",
             more="Far to the left the slope is nearly the output itself. Does something in your function cut off tiny "
             "numbers, or turn round an x that was on the good side?"),
        Part("no warning at plus or minus 1000", each(-1000.0, 1000.0, np.array([1000.0, -0.5]),
                                                      np.array([-1000.0, 0.25])),
             "Which of your steps makes a number that is too large for a float?",
             more="exp, cosh and squares of large numbers overflow; the exponential of minus the absolute value does "
             "not."),
        Part("arrays of any shape and of integers", each(*ARRAYS),
             "Does every number of the array get its own answer, of the type float?",
             more="np.where and np.abs work element by element, an if does not. An array made like x takes over the "
             "type of x."),
    ),
    (
        *made("cancels", "cancellation", "Right in the middle and on the left. Far to the right digits are lost, then "
              "the slope is 0. Are two nearly equal numbers subtracted there? The slope is the same at x and at -x.",
              _short, lambda x: S(x) - S(x) ** 2),
        *made("cancels", "cancellation", "Right in the middle. Far out, on the right or on both sides, the digits are "
              "lost, then the slope is 0. Are two nearly equal numbers subtracted there?",
              lambda x: (1 - np.tanh(np.asarray(x) / 2) ** 2) / 4, lambda x: S(np.abs(x)) * (1 - S(np.abs(x))),
              lambda x: S(np.abs(x)) - S(np.abs(x)) ** 2,
              lambda x: 0.25 - (S(x) - 0.5) ** 2,
              *(lambda x, end=end: np.where(np.asarray(x) > end, S(np.negative(x)) * S(x), _short(x))
                for end in (15, 20, 30, 36, 37))),
        *made("cancels-and-overflows", "cancellation", "Right in the middle. Far to the right digits are lost, and far "
              "to the left NumPy warns. The slope is the same at x and at -x; which side is good in each step?",
              textbook_slope),
        *made("overflow-left", "overflow", "Right in the middle and on the right. Far to the left comes nan, or 0 and "
              "a warning: is an exponential, or its square, too large for a float?", lambda x: _slope_from(np.exp(-x)),
              lambda x: np.exp(-x - 2 * np.log1p(np.exp(-x))), lambda x: np.exp(-x - 2 * np.log(1 + np.exp(-x)))),
        *made("overflow-right", "overflow", "Right in the middle and on the left. Far to the right comes nan, or 0 and "
              "a warning: is an exponential, or its square, too large for a float?", lambda x: _slope_from(np.exp(x))),
        *made("other-side", "cancellation", "Right in the middle and on the right. Far to the left digits are lost, "
              "then the slope is 0. Is every x turned round? Turn only those that need it.",
              lambda x: _short(-np.asarray(x))),
        *made("grows", "overflow", "Right in the middle. Far out, on both sides, NumPy warns, or nan comes: does "
              "something grow there that could shrink?", lambda x: _slope_from(np.exp(np.abs(x))),
              lambda x: 1 / (np.exp(np.asarray(x) / 2) + np.exp(-np.asarray(x) / 2)) ** 2,
              lambda x: 1 / (2 + 2 * np.cosh(x)),
              lambda x: 1 / (2 * np.cosh(np.asarray(x) / 2)) ** 2, lambda x: 0.25 / np.cosh(np.asarray(x) / 2) ** 2),
        *made("clipped", "guard", "Right in the middle. Far out your slope stands still, or is 0, where the true one "
              "goes on falling. Is x limited, or a value set?", *(wrong for end in (*_ENDS, 700, 709) for wrong in (
                  clipped(_right, end), clipped(_short, end), clipped(textbook_slope, end),
                  clipped(lambda x: _slope_from(np.exp(-x)), end))),
              *(wrong for end in _ENDS for wrong in (
                  cut(_right, -end, end, 0.0, 0.0), cut(_right, high=end, above=0.0), cut(_right, -end))),
              *(cut(_short, -end, end, 0.0, 0.0) for end in _ENDS)),
        *made("shortcut-too-early", "precision", "Right in the middle and very far out. Between them an exponential, "
              "or the output, stands for the slope, which is close, but not yet to twelve digits.", *(
                  cut(_right, -low, high, np.exp, other) for end in (10, 15, 20)
                  for low, high in ((end, end), (np.inf, end), (end, np.inf))
                  for other in (lambda x: np.exp(-np.abs(x)), lambda x: S(-np.abs(x))))),
        *made("guard", "guard", "Right in the middle. Far out there is a smallest value that yours never go below. Is "
              "a small number added, or something kept away from 0?",
              *(wrong for e in (1e-300, *EPSILONS) if e < 1e-5 for wrong in (
                  lambda x, e=e: _right(x) + e, lambda x, e=e: np.maximum(_right(x), e),
                  lambda x, e=e: (lambda s: s * (1 - s))(np.clip(S(x), e, 1 - e)),
                  lambda x, e=e: (lambda s: s * (1 - s))(np.clip(S(-np.abs(x)), e, 1))))),
        *made("where-both", "overflow", "The numbers are right, and yet NumPy warns on both sides. np.where computes "
              "both columns for every x and only then chooses. Is each exponential safe where it is not needed?",
              lambda x: np.where(np.asarray(x) >= 0, _slope_from(np.exp(-x)), _slope_from(np.exp(x)))),
        *made("any-for-each", "shape", "Single numbers are right. In an array with numbers on both sides of 0, some "
              "are treated as if they lay on the other. Is one question asked for the whole array?",
              lambda x: _short(x) if np.any(np.asarray(x) < 0) else _short(-np.asarray(x)),
              lambda x: _short(x) if np.all(np.asarray(x) < 0) else _short(-np.asarray(x))),
        *made("M8-x-for-s", "order of steps", "Your values are x (1 - x): the input stands in the place of the output.",
              lambda x: x * (1 - x)),
        *made("M10-minus", "sign", "Your slopes have the right size and the wrong sign: the sigmoid rises.",
              lambda x: -_right(x), lambda x: S(x) * (S(x) - 1)),
        *made("M11-peak-1", "scale", "Your slope has another peak than the sigmoid's, which is one half times one "
              "half.",
              *(lambda x, k=k: k * _right(x) for k in (4, 2, 0.5, 0.25))),
        *made("M1-precedence", "brackets", "Your slope is 0 everywhere. Does a bracket hold together what belongs "
              "together?",
              lambda x: S(x) * 1 - S(x)),
        *made("not-even", "missing part", "Your values are not the same at x and at -x, or grow towards 1: is one of "
              "the two factors lost, or is there a wrong one?",
              lambda x: S(x) ** 2, lambda x: 1 - S(x), lambda x: S(x) * (1 + S(x)),
              lambda x: S(np.negative(x)), lambda x: S(x) ** 2 * (1 - S(x)), lambda x: S(x) * (1 - S(x)) ** 2,
              lambda x: 1 - S(x) ** 2, lambda x: S(x) - S(x) ** 3,
              lambda x: S(x) * (1 - S(np.negative(x))), lambda x: np.exp(-np.clip(x, -700, 700))),
        *made("second-derivative", "chain rule", "At 0 your value is 0, where the slope is largest. This is the second "
              "derivative, or a part of it.", lambda x: _right(x) * (1 - 2 * S(x)), lambda x: 1 - 2 * S(x)),
        *made("other-branch", "missing part", "On one side your values are right; on the other another formula stands, "
              "that of the height or of what is missing to 1. The slope is the same at x and at -x.",
              *(lambda x, f=f, sign=sign: np.where(sign * np.asarray(x) > 0, f(x), _right(x))
                for sign in (1, -1) for f in (S, lambda x: S(np.negative(x))))),
        *made("odd", "sign", "Right of 0 your values are right, left of 0 they have the wrong sign. The sigmoid rises "
              "everywhere.", lambda x: np.sign(x) * _right(x),
              lambda x: np.where(np.asarray(x) < 0, -1, 1) * _right(x)),
        *made("denominator", "missing part", "The exponential is there, but the denominator is not the one that comes "
              "out when a power of -1 is differentiated.", lambda x: np.exp(-np.abs(x)) / (1 + np.exp(-np.abs(x))),
              lambda x: np.exp(-np.abs(x)) / (1 + np.exp(-2 * np.abs(x))), lambda x: np.exp(-np.abs(x)),
              lambda x: np.exp(-np.abs(x)) / (1 + np.exp(-np.abs(x))) ** 3,
              lambda x: 1 / (1 + np.exp(-np.abs(x))) ** 2),
        *made("twice", "order of steps", "Your values are slopes at another place than x: is x changed on the way, or "
              "one result put into the other?",
              lambda x: _right(_right(x)), lambda x: _right(S(x)), lambda x: _right(2 * np.asarray(x)),
              lambda x: _right(np.asarray(x) / 2)),
        *made("tanh", "another function", "Your curve is narrower than the sigmoid's slope: it is that of tanh, or a "
              "multiple.",
              *(lambda x, k=k: k * (1 - np.tanh(x) ** 2) for k in (0.5, 0.25)),
              lambda x: 1 / np.cosh(np.clip(x, -300, 300)) ** 2),
        *made("bell-curve", "another function", "At 0 your value is about 0.4, or 1: this is the bell curve.",
              lambda x: np.exp(-np.asarray(x, float) ** 2 / 2) / math.sqrt(2 * math.pi),
              lambda x: np.exp(-np.asarray(x, float) ** 2 / 2)),
        *made("M12-difference", "precision", "Right to some digits in the middle, to none far out. Is a difference of "
              "values taken? It is off by truncation or by rounding; the formula is not.", *by_differences()),
        *made("M3-math-exp", "shape", "Right for a single number that is not large; an array, or a large number, stops "
              "with an error. Does math do the work? It takes one number, and its exp no large one.",
              lambda x: math.exp(-x) / (1 + math.exp(-x)) ** 2),
        *made("copied-dtype", "dtype", "Right but for whole numbers, where the fractions are lost. Does the array that "
              "you fill take over the type of x?", lambda x: _right(x).astype(np.asarray(x).dtype)),
        *short(_right, (3, 4, 5, 6, 8, 10, 12, 15)),
        *neighbours("the sigmoid's slope", "the exponential"),
        *varied(_right, "2 x", "x / 2", "the size of x", "minus the size of x", "1 - x"),
    ),
    without=(truth.sigmoid_grad,),
    section="2.8",
)
