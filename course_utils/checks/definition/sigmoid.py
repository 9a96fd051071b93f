"""Exercise 1.8: sigmoid."""

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
    inner,
    made,
    neighbours,
    short,
    varied,
)
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.hidden_activations import IN_LAYERS


def _textbook(x):
    return 1 / (1 + np.exp(-x))


def _from_the_left(x):
    return np.exp(x) / (1 + np.exp(x))


def _into_empty_like(x):
    out = np.empty_like(x)
    right = x >= 0
    out[right] = _textbook(x[right])
    out[~right] = _from_the_left(x[~right])
    return out


def _silenced(x):
    with np.errstate(over="ignore"):
        return _textbook(np.asarray(x, dtype=float))


def _stopped_at(end):
    """Return the lesson's two lines, with its limit or another one: an exponential in the format of x."""
    def answer(x):
        t = np.exp(np.minimum(x, end))
        return t / (1 + t)

    return answer


def _of_dtype(x):
    return inner(x).astype(np.asarray(x).dtype)


_ENDS = (709, 700, 500, 300, 250, 100, 88, 50, 40, 37, 36, 30, 20, 15)

exercise = Exercise(
    "sigmoid",
    truth.sigmoid,
    (
        Part("everyday inputs and the right", each(0.0, 2.5, -1.0, 3, 5.5, 10.0, 16.0, 21.0, 30.0, 37.0, *drawn(-4, 4)),
             "Say the definition in words: one over what?",
             more="Try 0 and 1 by hand: at 0 it is one half, at 1 about 0.731. Where does yours differ?"),
        Part("the far left tail", each(-5.5, -10.0, -16.0, -21.0, -30.0, -37.0, -40.0, -100.0, -300.0, -500.0, -700.0,
                                       *drawn(-690, -40)),
             "Small numbers need a small RELATIVE error. What does your last step do with a tiny number?",
             more="A number near 1, or near -1, has no room for digits as small as these. Which form of the sigmoid "
             "never subtracts two such numbers, and never adds them?"),
        Part("the very far ends, without a warning, in every float format",
             each(-1000.0, 1000.0, np.array([1000.0, -0.5]), np.array([-1000.0, 0.25]), -720.0, np.array([-715.0, 2.0]),
                  np.array([12.0, -2.5, 0.75], np.float16), np.array([30.0, -9.0, -1.5], np.float16),
                  np.array([100.0, -80.0, 0.5], np.float32)),
             "Which exponential is too large here, and for which format?", rtol=4e-3,
             more="The exponential of a large positive number overflows, that of a negative one does not. Section 1.1 "
             "has a second form of the same fraction, with the other sign in it. And what is large differs: float16 "
             "ends at 65504, so ask np.asarray for another format, or for an exponential that is never above 1."),
        Part("arrays of any shape and of integers", each(*ARRAYS, np.array([50.0, -0.25, 7.5])),
             "Does every number of the array get its own answer, of the type float?",
             more="np.where chooses element by element, an if does not. An array made like x takes over the type of "
             "x."),
    ),
    (
        *made("M1-precedence", "brackets", "At 0 your value is 2, and none is below 1. Is the whole denominator in "
              "brackets?",
              lambda x: 1 / 1 + np.exp(-x), *(clipped(lambda x: 1 / 1 + np.exp(-x), e) for e in (709, 700, 500, 100))),
        *made("M2-mirrored", "sign", "Your curve falls from 1 to 0: it is the mirror image. Look at the sign of x.",
              lambda x: 1 / (1 + np.exp(x)), lambda x: inner(np.negative(x)), lambda x: 1 - inner(x),
              lambda x: 0.5 * (1 - np.tanh(0.5 * np.asarray(x)))),
        *made("M3-math-exp", "shape", "Right for a single number that is not large; an array, or a large number, stops "
              "with an error. Does math do the work? It takes one number, and its exp no large one.",
              lambda x: 1 / (1 + math.exp(-x))),
        *made("M4-copied-dtype", "dtype", "Arrays of fractions come out right; integers, or single numbers, give whole "
              "numbers or an error. Does the array that you fill take over the type of x, or do you index a number?",
              _into_empty_like, _of_dtype),
        *made("M4-copied-dtype", "dtype", "Where the first number of an array is large, the fractions after it become "
              "whole numbers. Does the first result decide the type of all?",
              np.vectorize(lambda x: int(x > 0) if abs(x) > 745 else float(inner(x))),
              np.vectorize(lambda x: 1 if x > 37 else float(inner(x))),
              np.vectorize(lambda x: 1 if x > 30 else 0 if x < -745 else float(inner(x)))),
        *made("M5-clipped", "guard", "Right in the middle. Far to the left your values stop falling, or drop to 0, "
              "while the true ones go on: the RELATIVE error is large there. Is x limited on the way?",
              *(clipped(_textbook, end) for end in _ENDS), *(cut(inner, -end) for end in _ENDS if end < 700)),
        *made("too-early-1", "guard", "Right in the middle. On the right your values are 1 too early for twelve "
              "digits.",
              *(cut(inner, -low, high) for high in (5, 6, 10, 15, 20) for low in (np.inf, high))),
        *made("guard", "guard", "Right in the middle, or nearly so; but far to the left there is a smallest value that "
              "yours never go below. Is a small number added, or the result kept away from 0?",
              *(wrong for e in EPSILONS for wrong in (
                  lambda x, e=e: inner(x) + e, lambda x, e=e: np.maximum(inner(x), e),
                  lambda x, e=e: np.clip(inner(x), e, 1 - e)))),
        *made("M5-tanh-form", "cancellation", "Right in the middle. Far to the left the digits are lost, then comes 0. "
              "Is a number near -1 added to 1?", lambda x: 0.5 * (1 + np.tanh(0.5 * np.asarray(x))),
              lambda x: 0.5 * (1 + np.tanh(0.5 * np.asarray(x, float)))),
        *made("one-minus", "cancellation", "Right in the middle. Far to the left your result is 0, or has lost its "
              "digits. Was a number near 1 subtracted from 1, or the tail cut off? Compute the small number itself.",
              lambda x: 1 - 1 / (1 + np.exp(np.minimum(x, 700.0))),
              lambda x: np.where(np.asarray(x) >= 0, inner(x), 1 - inner(np.abs(x)))),
        *made("overflow-left", "overflow", "Right down to -700. Further left NumPy has to warn: an exponential is too "
              "large for a float, and your value is 0 too early. How can its argument be kept from growing?", _textbook,
              *(clipped(_textbook, end) for end in (710, 720, 745, 800))),
        *made("0-too-early", "overflow", "There is no warning, but on the far left your value is 0 while float64 still "
              "has a number for it. Is an overflow silenced there, or the tail cut off?",
              _silenced, *(cut(inner, -end) for end in (709, 710, 709.78)),
              lambda x: _textbook(np.maximum(np.asarray(x, float), -709.0)) * (np.asarray(x) > -709)),
        *made("overflow-in-float16", "overflow", "Right in float64. In the short format float16 comes nan, or a "
              "warning: its largest number is 65504. In which format does your exponential work?",
              *map(_stopped_at, (40.0, 37.0, 50.0, 88.0, 100.0, 700.0, 709.0))),
        *made("overflow-right", "overflow", "Right but for large positive x, where nan comes. Is infinity divided by "
              "infinity there? Keep the argument of exp from growing.", _from_the_left,
              lambda x: np.nan_to_num(_from_the_left(x))),
        *made("where-both", "overflow", "The numbers are right, and yet NumPy warns on both sides. np.where computes "
              "both columns for every x and only then chooses. Is each exponential safe where it is not needed?",
              lambda x: np.where(np.asarray(x) >= 0, _textbook(x), _from_the_left(x))),
        *made("other-base", "log base", "Right at 0, and too steep or too gentle elsewhere. Has the power the base e, "
              "and is x alone in its exponent?", *(lambda x, k=k: inner(k * np.asarray(x, float)) for k in (
                  math.log(10), math.log(2), 2, 0.5, math.log(2.718), math.log(2.7182), math.log(2.71828))),
              lambda x: 0.5 * (1 + np.tanh(x))),
        *made("M7-softmax", "another function", "A single number always gives 1, and the entries of an array share 1 "
              "among them: that is softmax. The sigmoid looks at each entry alone.",
              lambda x: np.exp(x - np.max(x)) / np.sum(np.exp(x - np.max(x)))),
        *made("sign-lost", "sign", "There are values above 1 or below 0. Which sign stands in the denominator?",
              lambda x: 1 / (1 - np.exp(-x)), lambda x: 1 / (1 - np.exp(-np.maximum(x, -700.0))),
              lambda x: 1 / (1 - np.exp(-np.abs(x))), lambda x: np.where(np.asarray(x) >= 0, inner(x), -inner(x)),
              lambda x: np.where(np.asarray(x) >= 0, inner(x), inner(np.abs(x)) - 1), lambda x: inner(x) - 1),
        *made("a-part", "missing part", "Your values are a part of the formula, or run to 2: is a step of it left out?",
              lambda x: np.exp(-np.clip(x, -700, 700)),
              lambda x: 1 + np.tanh(0.5 * np.asarray(x)), lambda x: 2 * inner(x), lambda x: np.exp(-np.abs(x))),
        *made("branch-unfinished", "missing part", "Right of 0 your values are right, left of 0 they are the "
              "exponential alone. By what is it divided?",
              lambda x: np.where(np.asarray(x) >= 0, inner(x), np.exp(-np.abs(x)))),
        *made("one-side", "sign", "Your curve is the same on both sides of 0. Right of 0 it should be above one half, "
              "left of it below.", lambda x: inner(np.abs(x)), lambda x: inner(-np.abs(x))),
        *made("straight", "another function", "Right at 0, but this is another curve: a line, a series, or a line with "
              "two bends.", lambda x: 0.5 + np.asarray(x) / 4, lambda x: np.clip(0.5 + 0.2 * np.asarray(x), 0, 1),
              lambda x: np.clip(0.5 + np.asarray(x) / 6, 0, 1), lambda x: np.clip(0.5 + np.asarray(x) / 4, 0, 1),
              lambda x: 0.5 + np.asarray(x) / 4 - np.asarray(x, float) ** 3 / 48),
        *short(inner, (3, 4, 5, 6, 8, 10, 12, 15)),
        *short(lambda x: inner(np.asarray(x, float)), (6, 8, 10, 12, 15), ()),
        *neighbours("the sigmoid"),
        *varied(inner, "2 x", "x / 2", "the size of x", "minus the size of x"),
    ),
    without=(truth.sigmoid, IN_LAYERS["sigmoid"][0]),
    section="1.8",
)
