"""Exercise 1.10: elo_expected."""

import math

import numpy as np

from course_utils import activations as truth
from course_utils.checks.engine.exercise import Exercise, Mistake, Part

exercise = Exercise(
    "elo_expected",
    lambda delta: truth.sigmoid(np.asarray(delta) * (math.log(10) / 400)),
    (
        Part("single differences", ((0.0,), (400.0,), (100.0,), (-250,), (800.0,)),
             "400 points are worth odds of 10 to 1. Which logit belongs to these odds?", rtol=1e-6),
        Part("arrays of differences", ((np.array([-400.0, 0.0, 200.0]),),),
             "The result has the same shape as delta.", rtol=1e-6),
    ),
    (
        Mistake("base-e", lambda delta: truth.sigmoid(np.asarray(delta) / 400),
                "400 points give odds of e to 1 here. Elo's scale has base 10: 400 points are odds of 10 to 1.",
                "log base"),
        Mistake("no-scale", lambda delta: truth.sigmoid(delta),
                "One point would decide everything. Elo divides the difference by 400.", "scale"),
        Mistake("mirrored", lambda delta: truth.sigmoid(-np.asarray(delta) * (math.log(10) / 400)),
                "The stronger player loses here: look at the sign.", "sign"),
        Mistake("odds", lambda delta: 10.0 ** (np.asarray(delta) / 400),
                "These are the odds. The expected score is odds / (1 + odds).", "scale"),
        Mistake("divided-by-log", lambda delta: truth.sigmoid(np.asarray(delta) / (400 * math.log(10))),
                "You divide by ln 10 where you should multiply: 10 ** a = exp(a ln 10).", "scale"),
        Mistake("straight-line", lambda delta: 0.5 + np.asarray(delta) / 800,
                "A straight line leaves the interval from 0 to 1. Expected scores follow a sigmoid.",
                "another function"),
    ),
    section="1.10",
)
