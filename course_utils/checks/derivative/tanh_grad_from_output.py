"""Exercise 2.2: tanh_grad_from_output."""

import numpy as np

from course_utils import activations as truth
from course_utils.checks.definition._shared import EPSILONS, cut, drawn, each, made, short, varied
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.hidden_activations import IN_LAYERS


def _slope(t):
    return (1 - t) * (1 + t)


def _half(t):
    return (1 + np.asarray(t)) / 2  # the sigmoid of 2 x


exercise = Exercise(
    "tanh_grad_from_output",
    _slope,
    (
        Part("outputs in the middle", each(0.0, 0.5, -0.75, 0.1, -1e-9, *drawn(-0.95, 0.95)),
             "The sigmoid's slope is its height times the room left above it. tanh has room above and below: what are "
             "its two factors?", shows="the slope",
             more="Where is tanh steepest, and how steep is it there? Where is it flat? One factor must vanish at the "
             "floor, the other at the ceiling. Lesson 01 says how tanh comes from the sigmoid; use it if you prefer "
             "to compute."),
        Part("outputs at the ends", each(1.0, -1.0, 1 - 1e-5, 1e-9 - 1, 1 - 1e-12, 1e-12 - 1, 1 - 1e-15, 1e-14 - 1),
             "At both ends the curve is flat. How flat, where the output is next to 1?", atol=1e-300,
             more="A difference of two numbers that nearly agree loses its digits, if one of the two has been rounded "
             "before. Which way to write the slope subtracts from 1 only what you were given?", shows="the slope"),
        Part("arrays of any shape", each(np.array([[0.2, -0.4], [0.6, -0.999]]), np.array([0.0, 0.25, 1.0, -0.5]),
                                         np.array([0.3]), np.array([-1, 0, 1]),
                                         np.linspace(-0.98, 0.97, 12).reshape(2, 3, 2)),
             "What comes back should have the shape of t.", shows="the slopes",
             more="Plus, minus and times of NumPy work element by element; an if does not."),
    ),
    (
        *made("of-the-sigmoid", "another function", "At t = 0 your slope is 0, and there tanh is steepest. Is this the "
              "rule for the sigmoid's output?", lambda t: t * (1 - t), lambda t: np.abs(t) * (1 - np.abs(t)),
              lambda t: 4 * t * (1 - t)),
        *made("cancels", "cancellation", "Right in the middle. Next to 1 or to -1 the digits are lost: is something "
              "rounded there, and then nearly all of it subtracted?", lambda t: 1 - t**2, lambda t: 1 - t * t,
              lambda t: 4 * _half(t) * (1 - _half(t)), lambda t: 1 - np.abs(t) ** 2,
              lambda t: 4 * (_half(t) - _half(t) ** 2), lambda t: 1 - (2 * _half(t) - 1) ** 2,
              lambda t: 2 * (1 + t) - (1 + t) ** 2),
        *made("scale", "scale", "At t = 0 your slope is not 1, and that of tanh is. By which factor are your slopes "
              "off?", *(lambda t, k=k: k * _slope(t) for k in (0.25, 0.5, 2, 4)),
              *(lambda t, k=k: k * (1 - t * t) for k in (0.25, 0.5, 2, 4)), lambda t: _half(t) * (1 - _half(t)),
              lambda t: 2 * _half(t) * (1 - _half(t))),
        *made("tanh-again", "order of steps", "Your values are slopes at x = t. But t is an output already, and not an "
              "input.", truth.tanh_grad, lambda t: 1 - np.tanh(t) ** 2, lambda t: 1 / np.cosh(t) ** 2,
              lambda t: (1 - np.tanh(t)) * (1 + np.tanh(t))),
        *made("sigmoid-of-output", "another function", "These are slopes of the sigmoid, taken at t. The slope of tanh "
              "was asked for, and t is its output.", truth.sigmoid_grad, lambda t: 4 * truth.sigmoid_grad(2 * t)
              * 0.25, lambda t: truth.sigmoid(t) * (1 - truth.sigmoid(t))),
        *made("minus", "sign", "Your slopes have the right size and the wrong sign: tanh rises.",
              lambda t: (t - 1) * (1 + t), lambda t: t * t - 1, lambda t: -_slope(t)),
        *made("one-factor", "missing part", "Your slope vanishes at one end only, or comes to a point at 0. Room above "
              "and room below both count.", lambda t: 1 - t, lambda t: 1 + t, lambda t: 1 - np.abs(t),
              lambda t: np.asarray(t, dtype=float), lambda t: (1 - t) / 2, lambda t: (1 + t) / 2),
        *made("plus", "sign", "At the ends your slope is 2, and there the curve is flat.", lambda t: 1 + t**2,
              lambda t: 1 + t * t),
        *made("brackets", "brackets", "At one end or at both your slope is not 0. Does a bracket hold together what "
              "belongs together?", lambda t: 1 - t * (1 + t), lambda t: 1 - t * 1 + t + 0.0, lambda t: (1 - t) * 1 + t,
              lambda t: 1 - 2 * t),
        *made("second-derivative", "chain rule", "At t = 0 your value is 0, and the slope is largest there. These are "
              "values of the second derivative, or of a part of it.", lambda t: -2 * t * (1 - t * t),
              lambda t: -2 * np.asarray(t, float), lambda t: 2 * np.asarray(t, float), lambda t: t * (1 - t * t)),
        *made("powers", "another function", "Right at t = 0, and not between there and the ends: is a factor taken "
              "twice, or a root of it?", lambda t: (1 - t) ** 2, lambda t: (1 + t) ** 2, lambda t: (1 - t * t) ** 2,
              lambda t: np.sqrt((1 - t) * (1 + t)), lambda t: 1 - np.abs(t) ** 3),
        *made("back-to-x", "order of steps", "Right in the middle. At the ends there is nan or a warning: does the way "
              "go back to x, which would be infinite there? The output alone tells the slope.",
              lambda t: truth.tanh_grad(np.arctanh(t)), lambda t: 1 / np.cosh(np.arctanh(t)) ** 2,
              lambda t: 4 * truth.sigmoid_grad(2 * np.arctanh(t)), lambda t: np.exp(np.log(1 - t) + np.log(1 + t)),
              lambda t: 4 * truth.sigmoid_grad(np.log((1 + t) / (1 - t)))),
        *made("guard", "guard", "Right in the middle. At the ends a fixed small number stands where 0, or a smaller "
              "number, is right. Is t kept away from the ends, or something added?",
              *(wrong for e in EPSILONS if 1e-15 < e < 1e-4 for wrong in (
                  lambda t, e=e: _slope(t) + e, lambda t, e=e: np.maximum(_slope(t), e),
                  lambda t, e=e: _slope(np.clip(t, e - 1, 1 - e))))),
        *made("cut-off", "guard", "Right in the middle. Next to 1 or to -1 your slope is 0 where the true one is only "
              "small.", *(cut(_slope, e - 1, 1 - e, 0, 0) for e in EPSILONS if e > 1e-14)),
        *short(_slope, (3, 4, 5, 6, 8, 10, 12, 15)),
        *made("whole-numbers", "dtype", "Single numbers are right. Where an array begins with a whole number, the "
              "fractions after it are lost. Does the first result decide the type of all?",
              np.vectorize(lambda t: 0 if abs(t) == 1 else 1 if t == 0 else (1 - t) * (1 + t))),
        *varied(_slope, "the size of x", "minus the size of x", "1 - x", "x cut down to a whole number",
                "the squares of the right ones", "the roots of the right ones"),
    ),
    without=(IN_LAYERS["tanh"][1],),
    section="2.2",
)
