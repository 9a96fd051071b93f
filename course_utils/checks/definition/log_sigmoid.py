"""Exercise 1.9: log_sigmoid."""

import math

import numpy as np

from course_utils import activations as truth
from course_utils.checks.definition._shared import (
    ARRAYS,
    EPSILONS,
    OTHERS,
    clipped,
    cut,
    drawn,
    each,
    made,
    neighbours,
    short,
    varied,
)
from course_utils.checks.engine.exercise import Exercise, Part

S, _log = truth.sigmoid, OTHERS["the logarithm of the sigmoid"]


def _guarded(e):
    return (lambda x: np.log(S(x) + e), lambda x: np.log(np.maximum(S(x), e)),
            lambda x: np.log(np.clip(S(x), e, 1 - e)))


def _small(x):
    return -np.exp(-np.abs(x))


_TINY = (float(np.finfo(float).tiny), 1e-300, 1e-100, 1e-20, *EPSILONS)
_ENDS = (10, 15, 20, 30)  # beyond these other forms are taken too early
_LIMITS = (30, 36, 50, 100, 500, 700, 709)

exercise = Exercise(
    "log_sigmoid",
    truth.log_sigmoid,
    (
        Part("everyday inputs", each(0.0, 2.0, -3.0, 1, *drawn(-4, 4)),
             "Try one value by hand: at 0 it is the natural logarithm of one half.",
             more="A logarithm of a number below 1 is negative. Compare with np.log(activations.sigmoid(x)) for "
             "everyday x: there the two-step way is good."),
        Part("the left, where the answer comes close to x", each(-5.5, -10.0, -12.5, -16.0, -21.0, -25.5, -30.0, -37.0,
                                                                 -50.0, -600.0, -708.0, *drawn(-700, -40)),
             "What has been rounded before your logarithm sees it?",
             more="Write the logarithm of a fraction as a difference, on paper. Multiplying top and bottom by the same "
             "exponential first leaves x itself standing alone, and one small correction."),
        Part("the right, where the answer is tiny", each(5.5, 10.0, 12.5, 16.0, 21.0, 25.5, 30.0, 37.0, 40.0, 600.0,
                                                         708.0, *drawn(40, 700)),
             "How many digits of a tiny number are left once it has been added to 1?",
             more="NumPy has a function for the logarithm of 1 plus something tiny; the exercise names it. Let it have "
             "the tiny exponential itself."),
        Part("no warning at plus or minus 800", each(-800.0, 800.0, np.array([800.0, -1.5]), np.array([-800.0, 0.5])),
             "Which exponential is too large here?",
             more="The exponential of minus the absolute value is never large. Can both sides be written with it?"),
        Part("arrays of any shape and of integers", each(*ARRAYS),
             "Does every number of the array get its own answer, of the type float?",
             more="np.where, np.minimum and np.abs work element by element, an if does not. An array made like x takes "
             "over the type of x."),
    ),
    (
        *made("M13-log-of-sigmoid", "cancellation", "Right in the middle. On the far left comes minus infinity, on the "
              "far right 0 or lost digits. Does the logarithm see a number that was rounded, or too large for a float?",
              lambda x: np.log(S(x)), lambda x: np.log(1 / (1 + np.exp(-x))), lambda x: -np.log(1 + np.exp(-x)),
              lambda x: np.log1p(S(x) - 1)),
        *made("M13-log-of-sigmoid", "cancellation", "Right in the middle and on the right. On the left come lost "
              "digits, then minus infinity. Does the logarithm see a number that was rounded before?",
              lambda x: np.log1p(-S(np.negative(x))), lambda x: np.log1p(-1 / (1 + np.exp(x)))),
        *made("M13-log-of-sigmoid", "cancellation", "Right in the middle and at the left end. On the right come lost "
              "digits, then 0. Does the logarithm see a number that was rounded before?",
              *(cut(lambda x: np.log(S(x)), -end, below=lambda x: x)
                for end in (37, 100, 700))),
        *made("M13-epsilon", "guard", "Your result stops at a lowest value on the left. Is a small number put in to "
              "avoid the logarithm of 0, or the sigmoid cut off? Compute the logarithm from x itself.",
              *(wrong for e in _TINY for wrong in _guarded(e))),
        *made("clipped", "guard", "Your result stands still beyond some x, where the true one goes on. Is x limited on "
              "the way?", *(clipped(f, end) for end in _LIMITS for f in (
                  _log, lambda x: np.log(S(x)), lambda x: -np.log(1 + np.exp(-x)), lambda x: -np.log1p(np.exp(-x)),
                  lambda x: x - np.log1p(np.exp(x))))),
        *made("clipped", "guard", "Your result is right in the middle, and beyond some x at the left it is 0 or minus "
              "infinity; the true one goes on as x does.", *(
                  cut(_log, -end, below=value) for end in _LIMITS[:-1] for value in (0.0, -np.inf))),
        *made("too-early-0", "guard", "Your result is 0 beyond some x on the right. The truth is tiny there, and not "
              "0.",
              *(cut(_log, -low, high, lambda x: x, 0.0) for high in (15, 20, 30, 37, 100, 500)
                for low in (np.inf, high))),
        *made("shortcut-too-early", "precision", "Beyond some x your value is x itself, or a single exponential: close "
              "to the truth there, but not yet to twelve digits.",
              *(cut(_log, -low, high, lambda x: x, _small) for end in (10, 15, 20)
                for low, high in ((end, end), (end, np.inf), (np.inf, end))), cut(_log, high=25, above=_small)),
        *made("overflow-left", "overflow", "Right on the right. At -800 comes minus infinity: is an exponential too "
              "large for a float there? Which one stays small?", lambda x: -np.log1p(np.exp(-x))),
        *made("overflow-right", "overflow", "Right on the left. On the right digits are lost, then comes infinity: are "
              "two nearly equal numbers subtracted, and does an exponential overflow?",
              lambda x: x - np.log1p(np.exp(x)), lambda x: x - np.log(1 + np.exp(x)), lambda x: x - np.logaddexp(0, x)),
        *made("cancels-right", "cancellation", "Right on the left. On the right digits are lost: are two nearly equal "
              "numbers subtracted there?", *(lambda x, log=log, end=end: x - log(np.exp(np.minimum(x, end)))
                                     for end in (500, 700, 709) for log in (np.log1p, lambda t: np.log(1 + t)))),
        *made("log-not-log1p", "cancellation", "The left is right, on the right digits are lost, then comes 0. Is a "
              "tiny number added to 1 before the logarithm sees it?",
              lambda x: np.minimum(x, 0) - np.log(1 + np.exp(-np.abs(x)))),
        *made("where-both", "overflow", "The numbers are right, and yet NumPy warns on both sides. np.where computes "
              "both columns for every x and only then chooses. Is each exponential safe where it is not needed?",
              lambda x: np.where(np.asarray(x) >= 0, -np.log1p(np.exp(-x)), x - np.log1p(np.exp(x)))),
        *made("softplus", "sign", "Your values have the right size and the wrong sign: a logarithm of a number below 1 "
              "is negative.", lambda x: -_log(x)),
        *made("other-base", "log base", "Your values are the right ones times one fixed factor: powers of ten or of "
              "two are counted. The natural logarithm was meant.",
              *(wrong for base in (10, 2) for wrong in (
                  lambda x, base=base: _log(x) / math.log(base),
                  lambda x, base=base: np.log(S(x)) / math.log(base))), lambda x: -np.logaddexp2(0, np.negative(x))),
        *made("mirrored", "sign", "These are the values of log sigmoid(-x), or of log(1 - sigmoid(x)): the left should "
              "be close to x, the right close to 0.", lambda x: _log(np.negative(x)), lambda x: np.log(1 - S(x)),
              lambda x: np.log1p(-S(x))),
        *made("wrong-side", "sign", "One side is right and the other is not. Is a part of the formula taken on one "
              "side only?",
              lambda x: -np.log1p(np.exp(-np.abs(x))), lambda x: -np.log(1 + np.exp(-np.abs(x))),
              lambda x: np.minimum(x, 0) - np.log1p(np.exp(np.minimum(x, 0))),
              *(lambda x, end=end: np.minimum(x, 0) - np.log1p(np.exp(-np.maximum(x, -end))) for end in (700, 709)),
              lambda x: np.minimum(x, 0) - np.log1p(np.exp(-x)), *(cut(_log, -end, end, lambda x: x, lambda x: x)
                                                                   for end in _ENDS)),
        *made("correction-added", "sign", "At 0 your value is log 2, above 0; a logarithm of a number below 1 is "
              "negative. Is something added that should be taken away?",
              lambda x: np.minimum(x, 0) + np.log1p(np.exp(-np.abs(x)))),
        *made("other-way-round", "sign", "Your values are close to x on the right and close to 0 on the left; it "
              "should be the other way round.", lambda x: np.maximum(x, 0) - np.log1p(np.exp(-np.abs(x)))),
        *made("correction-missing", "missing part", "Far out your values are right, near 0 they are not: at 0 yours is "
              "0, or -1.", lambda x: np.minimum(x, 0.0), lambda x: np.minimum(x, 0) - np.exp(-np.abs(x))),
        *made("both-classes", "another function", "At x and at -x you return the same value. One logarithm was asked "
              "for.",
              lambda x: np.log(S(x)) + np.log(1 - S(x)), lambda x: _log(x) + _log(np.negative(x))),
        *made("slope", "another function", "These are slopes: of the logarithm of the sigmoid, or their inverses.",
              lambda x: S(np.negative(x)), lambda x: 1 - S(x), lambda x: 1 / S(x),
              lambda x: S(x) - 1),
        *made("log1p-for-log", "another function", "At 0 your value is the logarithm of 3/2. Does log1p get the whole "
              "number, instead of what comes on top of 1?", lambda x: np.log1p(S(x))),
        *made("copied-dtype", "dtype", "Fractions come, but integers come back as integers. Does the array that you "
              "fill take over the type of x?", lambda x: _log(x).astype(np.asarray(x).dtype)),
        *short(_log, (3, 4, 5, 6, 8, 10, 12, 15)),
        *neighbours("the logarithm of the sigmoid", "softplus"),
        *varied(_log, "the size of x", "the exponentials of the right ones"),
    ),
    without=(truth.log_sigmoid, truth.softplus),
    section="1.9",
)
