"""Exercise 1.4: tanh_from_sigmoid."""

import math

import numpy as np

from course_utils import activations as truth
from course_utils.checks.definition._shared import ARRAYS, clipped, cut, drawn, each, made, neighbours, short, varied
from course_utils.checks.engine.exercise import Exercise, Part


def _moved(height, down, width=2.0, left=0.0):
    return lambda x: height * truth.sigmoid(width * np.asarray(x) - left) - down


_tanh = _moved(2, 1)

exercise = Exercise(
    "tanh_from_sigmoid",
    np.tanh,
    (
        Part("everyday inputs", each(0.0, 0.5, -2.0, 1, *drawn(-4, 4)),
             "Compare the two curves: between which heights does each run, and how steep is each in the middle?",
             atol=1e-12, more="Three things differ: how high the curve is, where its middle lies, and how wide its "
             "climb is. Deal with them one by one, and try 0 and 0.5 after each."),
        Part("arrays of any shape", each(*ARRAYS), "What comes back should have the shape of x.", atol=1e-12,
             more="activations.sigmoid takes arrays; is there anything else in your function that does not?"),
        Part("large inputs, without a warning",
             each(4.75, -7.5, 10.5, -12.25, 16.0, -21.0, 30.0, -800.0, 800.0, np.array([800.0, 0.25])),
             "Which of your steps cannot take a large number?", atol=1e-12,
             more="activations.sigmoid takes any number. An exponential of your own does not: that of 800 is too large "
             "for a float."),
    ),
    (
        *made("x-not-doubled", "missing part", "From -1 to 1, but not steep enough: these are the values of tanh(x / "
              "2). What has to happen to x?", _moved(2, 1, 1)),
        *made("width", "scale", "From -1 to 1, but the climb is too wide or too narrow. With which factor is x "
              "multiplied?", *(_moved(2, 1, width) for width in (0.25, 0.5, 3, 4))),
        *made("not-lowered", "missing part", "Your values run from 0 to 2, and tanh from -1 to 1.", _moved(2, 0),
              _moved(2, 0, 1)),
        *made("not-stretched", "missing part", "Your values stay between 0 and 1, and tanh goes from -1 to 1.",
              _moved(1, 0), lambda x: truth.sigmoid(2 * x) ** 2),
        *made("lowered-by-half", "missing part", "The middle is right, but your values stay between -1/2 and 1/2.",
              _moved(1, 0.5), _moved(1, 0.5, 1)),
        *made("lowered-too-far", "missing part", "None of your values is above 0, and tanh is positive right of 0. How "
              "far must the curve come down?", _moved(2, 2), _moved(1, 1), _moved(2, 2, 1), _moved(1, 1, 1)),
        *made("raised", "sign", "Your values never fall below 1. Was something added that should be taken away?",
              _moved(2, -1), _moved(2, -1, 1), _moved(1, -1)),
        *made("too-high", "scale", "The middle is right, but your values leave the interval from -1 to 1.",
              _moved(4, 2), _moved(4, 2, 1)),
        *made("mirrored", "sign", "Your values have the right size and the wrong sign: tanh rises.",
              lambda x: 1 - 2 * truth.sigmoid(2 * x)),
        *made("shifted", "order of steps", "Your curve is steepest at 1/2 or at 1, and tanh at 0. Is something taken "
              "from x that belongs to the height?", _moved(2, 1, 2, 1), _moved(2, 0, 2, 1), _moved(2, 0, 1, 1)),
        *made("never-negative", "sign", "None of your values is below 0, and tanh is negative left of 0.",
              lambda x: np.abs(np.tanh(x)), lambda x: np.maximum(np.tanh(x), 0)),
        *made("a-product", "another function", "Far out your values are right, near 0 they are not: at 0 yours is "
              "-1/2. Is the sigmoid squared where it should be doubled?",
              lambda x: 2 * truth.sigmoid(x) ** 2 - 1, lambda x: 2 * truth.sigmoid(2 * x) ** 2 - 1),
        *made("overflow", "overflow", "Right in the middle. At 800 or at -800 comes nan or a warning. Is an "
              "exponential taken of a large number on the way?",
              lambda x: (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x)), lambda x: np.sinh(x) / np.cosh(x),
              lambda x: (np.exp(2 * x) - 1) / (np.exp(2 * x) + 1), lambda x: 1 - 2 / (np.exp(2 * x) + 1),
              lambda x: (1 - np.exp(-2 * x)) / (1 + np.exp(-2 * x)), lambda x: 2 / (1 + np.exp(-2 * x)) - 1),
        *made("M3-math-exp", "shape", "Right for a single number that is not large; an array, or a large number, stops "
              "with an error. Does math do the work? It takes one number, and its exp no large one.",
              lambda x: 2 / (1 + math.exp(-2 * x)) - 1),
        *made("too-flat", "guard", "Right in the middle. Further out your values stand still too early, twelve "
              "decimals are asked for. Is x limited, or a value set to 1?",
              *(wrong for end in (2, 3, 4, 5, 6, 8, 10) for wrong in (clipped(_tanh, end), cut(_tanh, -end, end, -1)))),
        *short(_tanh),
        *neighbours("tanh"),
        *varied(_tanh, "2 x", "x / 2", "the size of x"),
    ),
    without=(truth.tanh,),
    section="1.4",
)
