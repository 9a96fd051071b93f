"""Exercise 2.9: compose."""

import numpy as np

from course_utils import activations as truth
from course_utils.checks.derivative._shared import TABLE
from course_utils.checks.engine.exercise import Exercise, Mistake, Part


def _compose(count, function=truth.sigmoid):
    def answer(k, x):
        for _ in range(count(k)):
            x = function(x)
        return x

    return answer


exercise = Exercise(
    "compose",
    lambda k, x: _compose(lambda k: k)(k, x),
    (
        Part("one sigmoid", ((1, 0.0), (1, 2.0)), "With k = 1 this is the sigmoid itself."),
        Part("several", ((2, 0.0), (3, -10.0), (50, 10.0)),
             "Put each result into the next sigmoid, and return after the loop, not inside it."),
        Part("no sigmoid", ((0, 3.0),), "With k = 0 nothing is done: the result is x."),
        Part("arrays of any shape", ((5, TABLE),), "The result has the same shape as x."),
    ),
    (
        Mistake("one-too-many", _compose(lambda k: k + 1),
                "That is one sigmoid too many: compose(0, x) is x itself.", "off by one"),
        Mistake("one-short", _compose(lambda k: k - 1),
                "One sigmoid is missing: range(1, k) counts only k - 1 times.", "off by one"),
        Mistake("not-fed-back", _compose(lambda k: min(k, 1)),
                "Each sigmoid gets the first x again. Put each RESULT into the next one.", "order of steps"),
        Mistake("always-one", _compose(lambda k: 1),
                "This is one sigmoid, whatever k is. Repeat it k times.", "missing part"),
        Mistake("times-k", lambda k, x: k * truth.sigmoid(x),
                "k times the sigmoid is not the sigmoid k times over.", "another function"),
        Mistake("k-inside", lambda k, x: truth.sigmoid(k * np.asarray(x)),
                "This is one steep sigmoid, with weight k. Apply the sigmoid itself k times over.", "another function"),
        Mistake("power", lambda k, x: truth.sigmoid(x) ** k,
                "This is a power of the output. Composing means: put the output in again.", "another function"),
        Mistake("fixed-point", _compose(lambda k: 60),
                "This is the fixed point, where every chain ends. After k sigmoids it is not reached yet.",
                "another function"),
        Mistake("slope", lambda k, x: truth.sigmoid_grad(x) ** k,
                "This multiplies slopes. The value after k sigmoids was asked for.", "another function"),
        Mistake("whole-path", lambda k, x: np.array([_compose(lambda k: k)(n, x) for n in range(k + 1)]),
                "This is the whole path, from x on. Only its last value was asked for.", "shape"),
        Mistake("whole-path", lambda k, x: np.array([_compose(lambda k: k)(n + 1, x) for n in range(k)]),
                "These are the values after each sigmoid. Only the last one was asked for.", "shape"),
        Mistake("slopes-composed", _compose(lambda k: k, truth.sigmoid_grad),
                "You put slopes into slopes. Apply activations.sigmoid, k times.", "another function"),
    ),
    section="2.9",
)
