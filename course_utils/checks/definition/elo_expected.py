"""Exercise 1.10: elo_expected."""

import math

import numpy as np

from course_utils import activations as truth
from course_utils.checks.definition._shared import clipped, drawn, each, made, short, varied
from course_utils.checks.engine.exercise import Exercise, Part


def _rated(rate):
    return lambda delta: truth.sigmoid(np.asarray(delta) * rate)


POINTS = 200  # so many are odds of 3 to 1
RATE = math.log(3) / POINTS
_elo = _rated(RATE)

exercise = Exercise(
    "elo_expected",
    _elo,
    (
        Part("single differences", each(0.0, 200.0, 100.0, -250, 400.0, 30.5, -1200.0, 1500.0, *drawn(-700, 700)),
             "200 points are worth odds of 3 to 1. Which logit belongs to these odds, and which to one point?",
             rtol=1e-6,
             more="At 200 points the answer is three quarters, at 0 it is one half. The logit grows in proportion to "
             "the difference; so how much of it is one point?"),
        Part("arrays of differences", each(np.array([-400.0, 0.0, 200.0]), np.array([[3, -150], [75, 620]]),
                                           np.array([350.0]), np.linspace(-600, 500, 12).reshape(2, 3, 2)),
             "What comes back should have the shape of delta.", rtol=1e-6,
             more="activations.sigmoid takes whole arrays; math takes one number."),
    ),
    (
        *made("of-the-lesson", "scale", "400 points are odds of 10 to 1 here: that is the lesson's chess. In this club "
              "the unit is another one.", _rated(math.log(10) / 400),
              lambda delta: np.round(_rated(math.log(10) / 400)(delta), 4)),
        *made("of-the-lesson", "scale", "Your values mix the two ratings: the odds of one with the points of the "
              "other.", _rated(math.log(10) / POINTS), _rated(math.log(3) / 400)),
        *made("other-base", "log base", "200 points give odds of 2 to 1 or of e to 1 here, or of some other number. "
              "Three to one was meant.",
              *(_rated(math.log(base) / POINTS) for base in (2, math.e, math.exp(3), 4, 20))),
        *made("other-base", "log base", "The logarithm of 3 stands here to another base: 200 points are not worth "
              "odds of 3 to 1.", *(_rated(rate / POINTS) for rate in (math.log2(3), math.log10(3), 3 * math.log10(2)))),
        *made("other-scale", "scale", "200 points are not worth odds of 3 to 1 here: the difference is divided by "
              "another number.", *(_rated(math.log(3) / points) for points in (20, 40, 100, 250, 300, 500, 1000, 2000)),
              _rated(1 / math.log(POINTS)), _rated(math.log(POINTS)), _rated(1 / 100), _rated(1 / 400)),
        *made("rounded-rate", "precision", "Right to a few digits; six are asked for. Was the logarithm of 3, or the "
              "scale, rounded?",
              *(_rated(1 / points) for points in (181, 182, 182.05, 183)),
              *(_rated(log / POINTS) for log in (1.1, 1.099, 1.0986)), _rated(0.0055), _rated(0.00549),
              _rated(0.005493)),
        *made("no-scale", "scale", "One point decides nearly everything here. How many points are worth odds of 3 to "
              "1?", *map(_rated, (1, math.log(3), 3, POINTS, POINTS * math.log(3)))),
        *made("mirrored", "sign", "The stronger player loses here: look at the sign.", _rated(-RATE)),
        *made("odds", "missing part", "These are odds, of winning or of losing. The expected score lies between 0 and "
              "1.",
              lambda delta: 3.0 ** (np.asarray(delta) / POINTS), lambda delta: 3.0 ** (-np.asarray(delta) / POINTS)),
        *made("logit", "missing part", "At 0 your value is 0, where two equal players expect one half. Which function "
              "takes log-odds to a probability?", lambda delta: np.asarray(delta) * RATE,
              lambda delta: np.asarray(delta) / POINTS),
        *made("divided-by-log", "scale", "200 points are worth less here than odds of 3 to 1: is something divided by "
              "the logarithm of 3 where it should multiply?", _rated(1 / (POINTS * math.log(3)))),
        *made("M1-precedence", "brackets", "At 0 your value is 2, and none is below 1. Is the whole denominator in "
              "brackets?",
              lambda delta: 1 / 1 + 3.0 ** (-np.asarray(delta) / POINTS),
              lambda delta: 1 / 1 + np.exp(-np.asarray(delta) * RATE)),
        *made("from-minus-1", "another function", "Your values run from -1 to 1. The expected score lies between 0 and "
              "1.",
              lambda delta: np.tanh(np.asarray(delta) * RATE), lambda delta: np.tanh(np.asarray(delta) * RATE / 2)),
        *made("straight-line", "another function", "Your values lie on a straight line, or leave the interval from 0 "
              "to 1. Expected scores follow a sigmoid.", lambda delta: 0.5 + np.asarray(delta) / 800,
              lambda delta: np.clip(0.5 + np.asarray(delta) / 800, 0, 1),
              lambda delta: 0.5 + np.asarray(delta) * RATE / 4),
        *made("bell-curve", "another function", "Right at 0, but this S is another one: that of the bell curve. Odds "
              "of 3 to 1 belong to the logistic one.", *(lambda delta, s=s: np.vectorize(math.erfc, otypes=[float])(
                  -np.asarray(delta) / s) / 2 for s in (200, 200 * math.sqrt(2), 400, 400 * math.sqrt(2)))),
        *made("whole-steps", "dtype", "Your values move in steps: differences below 200 points are lost. Is the "
              "division one that rounds down?", lambda delta: 1 / (1 + 3.0 ** (-np.asarray(delta) // POINTS)),
              lambda delta: 1 / (1 + 3.0 ** -(np.asarray(delta) // POINTS))),
        *short(_elo, (2, 3, 4, 5), (np.float16,)),
        *made("too-flat", "guard", "Right for small differences; beyond some difference your values stand still. The "
              "exercise names no such limit.",
              *(clipped(_elo, end) for end in (300, 350, 400, 500, 600, 700, 735, 800, 1000))),
        *varied(_elo, "2 x", "x / 2", "twice the right ones, minus 1"),
    ),
    section="1.10",
)
