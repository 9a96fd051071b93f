"""Exercise S2: at_the_ends."""

import numpy as np

from course_utils.activations import sigmoid
from course_utils.checks.audit._shared import item, one_of_two, pair, swapped
from course_utils.checks.engine.exercise import Exercise, Mistake, Part


def _counts(zero=lambda s: s == 0, one=lambda s: s == 1, total=np.sum, f=sigmoid):
    return pair(lambda x: total(zero(f(x))), lambda x: total(one(f(x))))


def _textbook(x):
    return 1 / (1 + np.exp(-x))


_ENDS = (
    (np.array([-1000.0, -800.0, -720.0, -300.0, 0.0, 20.0, 36.0, 50.0]),),
    (np.array([[-900.0, 3.0], [45.0, 1000.0]]),),
    (np.array([-5.0, 5.0, 90.0]),),
)


exercise = Exercise(
    "at_the_ends",
    lambda x: _counts()(x),
    (
        Part("how many are exactly 0", _ENDS, "Compare each output of activations.sigmoid with 0, and count.",
             view=item(0)),
        Part("how many are exactly 1", _ENDS, "Compare each output of activations.sigmoid with 1, and count.",
             view=item(1), warnings_cost=False),
    ),
    (
        Mistake("nearly", _counts(lambda s: np.isclose(s, 0), lambda s: np.isclose(s, 1)),
                "You count the outputs that are NEARLY 0 or 1. The sentence speaks of the ends themselves: exactly.",
                family="precision"),
        Mistake("nearest", _counts(lambda s: np.round(s) == 0, lambda s: np.round(s) == 1),
                "Rounded, every output is 0 or 1. Compare the outputs as they are.", family="precision"),
        Mistake("textbook", _counts(f=_textbook),
                "That is the textbook formula, which gives 0 (and a warning) where a float64 still exists. Ask the "
                "course's sigmoid.", family="overflow"),
        Mistake("symmetry", pair(lambda x: np.sum(sigmoid(-x) == 1), lambda x: np.sum(sigmoid(x) == 1)),
                "You count more zeros than there are. (By symmetry, at -x? With a tolerance?) Near 0 floats lie far "
                "closer together than near 1: look at the zeros themselves, exactly.", family="cancellation"),
        Mistake("symmetry", pair(lambda x: np.sum(sigmoid(x) == 0), lambda x: np.sum(sigmoid(-x) == 0)),
                "You find the ones by symmetry, at -x. On paper that is right. Near 0 floats lie far closer together "
                "than near 1: look at the ones themselves.", family="cancellation"),
        Mistake("inputs", _counts(f=lambda x: x),
                "You look at the inputs. The claim is about the outputs.", family="another function"),
        Mistake("shares", _counts(total=np.mean),
                "These are shares. How MANY was the question.", family="mean or sum"),
        Mistake("both-together", lambda x: sum(_counts()(x)),
                "This counts both ends together. Return two numbers: the zeros, then the ones.", family="mean or sum"),
        *one_of_two(_counts(), "zeros, ones"),
        Mistake("swapped", swapped(_counts()), "The zeros come first, then the ones.", family="argument order"),
        Mistake("subnormal", _counts(lambda s: s < np.finfo(float).tiny),
                "You count outputs that are very small, but not 0. The smallest floats have fewer digits, and are "
                "numbers all the same.", family="precision"),
        Mistake("mask", _counts(total=lambda mask: mask),
                "This says of each output whether it is at an end. How many are there?", family="shape"),
        Mistake("any", _counts(total=np.any),
                "This says whether there are any. How MANY was the question.", family="shape"),
    ),
    section="S2",
)
