"""Exercise 2.2: sigmoid_grad_from_output."""

import numpy as np

from course_utils import activations as truth
from course_utils.checks.definition._shared import EPSILONS, cut, drawn, each, made, short, varied
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.hidden_activations import IN_LAYERS


def _slope(s):
    return s * (1 - s)


_WAYS_BACK = (lambda s: np.log(s / (1 - s)), lambda s: -np.log(1 / s - 1), lambda s: np.log(s) - np.log(1 - s))

exercise = Exercise(
    "sigmoid_grad_from_output",
    _slope,
    (
        Part("outputs in the middle", each(0.5, 0.75, 0.1, *drawn(0.05, 0.95)),
             "Section 2.2 writes the slope with the output alone. What are its two factors?",
             more="Where is the curve steepest, and where flat? One factor must vanish at the floor, the other at the "
             "ceiling.", shows="the slope"),
        Part("outputs at the ends", each(0.0, 1.0, 1e-20, 1e-9, 1e-5, 1 - 1e-5, 1 - 1e-9, 1 - 1e-12, 1 - 1e-15),
             "At both ends the curve is flat. How flat, where the output is tiny, or next to 1?", atol=1e-300,
             more="A difference of two numbers that nearly agree loses its digits. Which way to write the slope has no "
             "such difference, neither next to 0 nor next to 1?", shows="the slope"),
        Part("arrays of any shape", each(np.array([[0.2, 0.4], [0.6, 0.999]]), np.array([0.0, 0.25, 1.0, 0.5]),
                                         np.array([0.3]), np.linspace(0.02, 0.98, 12).reshape(2, 3, 2)),
             "What comes back should have the shape of s.", shows="the slopes",
             more="Plus, minus and times of NumPy work element by element; an if does not."),
    ),
    (
        *made("M8-sigmoid-again", "order of steps", "Your values are slopes at x = s. But s is an output already, and "
              "not an input.", truth.sigmoid_grad, lambda s: truth.sigmoid(s) * (1 - truth.sigmoid(s))),
        *made("M10-minus", "sign", "Your slopes have the right size and the wrong sign: the sigmoid rises.",
              lambda s: s * (s - 1)),
        *made("tanh", "another function", "At 0 your slope is not 0, and the sigmoid is flat there: is this how tanh "
              "gets its slope from its output?",
              lambda s: 1 - s**2, lambda s: (1 - s**2) / 4, lambda s: 1 - np.tanh(s) ** 2),
        *made("one-factor", "missing part", "Your value is s alone, or the room above it alone, or the smaller of the "
              "two. The slope needs both.", lambda s: 1 - s, lambda s: np.asarray(s, dtype=float),
              lambda s: np.minimum(s, 1 - s), lambda s: s - 1),
        *made("s-plus", "sign", "At s = 1 your slope is 2, and the curve is flat there. How much room is left above an "
              "output?", lambda s: s * (1 + s)),
        *made("M11-peak-1", "scale", "At s = 0.5 your slope is 1. No tangent of the sigmoid is as steep as that.",
              lambda s: 4 * s * (1 - s), lambda s: 1 - (2 * s - 1) ** 2),
        *made("M1-precedence", "brackets", "Your value is 0, whatever s is. Does a bracket hold together what belongs "
              "together?", lambda s: s * 1 - s),
        *made("second-derivative", "chain rule", "At s = 0.5 your value is 0, and the slope is largest there. These "
              "are values of the second derivative, or of a part of it.", lambda s: s * (1 - s) * (1 - 2 * s),
              lambda s: 1 - 2 * s, lambda s: s * (1 - 2 * s)),
        *made("powers", "another function", "Not right in the middle: is a factor taken twice, or a root of it?",
              lambda s: s**2, lambda s: s**2 * (1 - s), lambda s: (1 - s) ** 2, lambda s: s * (1 - s) ** 2,
              lambda s: s - s**3,
              lambda s: s * (1 - s**2), lambda s: (s * (1 - s)) ** 2, lambda s: np.sqrt(s * (1 - s))),
        *made("logit", "another function", "These are odds or log-odds of s. The slope was asked for.",
              lambda s: np.log(s / (1 - s)), lambda s: (1 - s) / s, lambda s: s / (1 - s)),
        *made("cancels", "cancellation", "Right in the middle. Next to 0 or next to 1 the digits are lost: are two "
              "nearly equal numbers subtracted there?",
              lambda s: s - s**2, lambda s: s - s * s, lambda s: (1 - s) - (1 - s) ** 2,
              lambda s: 0.25 - (s - 0.5) ** 2, lambda s: (1 - (2 * s - 1) ** 2) / 4, lambda s: (1 - s) * (1 - (1 - s)),
              lambda s: (1 - s * s - (1 - s) * (1 - s)) / 2),
        *made("back-to-x", "order of steps", "Right in the middle. At the ends there is nan or a warning: does the way "
              "go back to x, which would be infinite there? The output alone tells the slope.",
              *(lambda s, x=x, f=f: f(x(s)) for x in _WAYS_BACK for f in (
                  truth.sigmoid_grad, lambda x: np.exp(-x) / (1 + np.exp(-x)) ** 2)),
              lambda s: np.exp(-truth.logit(s)) / (1 + np.exp(-truth.logit(s))) ** 2),
        *made("guard", "guard", "Right in the middle. At the ends a fixed small number stands where 0, or a smaller "
              "number, is right. Is s kept away from the ends, or something added?",
              *(wrong for e in (*EPSILONS, 1e-20, 1e-300) if e < 1e-4 for wrong in (
                  lambda s, e=e: _slope(s) + e, lambda s, e=e: np.maximum(_slope(s), e),
                  lambda s, e=e: _slope(np.clip(s, e, 1 - e))))),
        *made("cut-off", "guard", "Right in the middle. Next to 0 or 1 your slope is 0 where the true one is only "
              "small.",
              *(wrong for e in EPSILONS if e > 1e-15 for wrong in (
                  cut(_slope, e, 1 - e, 0, 0), cut(_slope, e), cut(_slope, high=1 - e, above=0)))),
        *short(_slope, (3, 4, 5, 6, 8, 10, 12, 15)),
        *made("whole-numbers", "dtype", "Single numbers are right. Where an array begins with 0 or 1, the fractions "
              "after it are lost. Does the first result decide the type of all?",
              np.vectorize(lambda s: 0 if s in (0, 1) else s * (1 - s))),
        *varied(_slope, "the size of x", "1 - x", "x cut down to a whole number", "the squares of the right ones",
                "the roots of the right ones"),
    ),
    without=(IN_LAYERS["sigmoid"][1],),
    section="2.2",
)
