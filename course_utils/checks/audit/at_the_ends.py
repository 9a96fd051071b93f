"""Exercise S2: at_the_ends."""

import numpy as np

from course_utils.activations import sigmoid
from course_utils.checks.audit._shared import item, one_of_two, pair, swapped
from course_utils.checks.definition._shared import made
from course_utils.checks.engine.exercise import Exercise, Mistake, Part


def _counts(zero=lambda s: s == 0, one=lambda s: s == 1, total=np.sum, f=sigmoid):
    return pair(lambda x: total(zero(f(x))), lambda x: total(one(f(x))))


def _textbook(x):
    return 1 / (1 + np.exp(-x))


_WHOLE = np.arange(-800, 801)
_ENDS = (
    (np.array([-1000.0, -800.0, -720.0, -300.0, 0.0, 20.0, 36.0, 50.0]),),
    (np.array([[[-900.0, 3.0], [45.0, 1000.0]], [[38.0, 37.0], [-5.0, -744.0]]]),),
    (_WHOLE.astype(float),), (_WHOLE.astype(np.float32),), (_WHOLE[::-1].reshape(-1, 1),),
    (np.array([-5.0, 5.0, 90.0]),), (np.array([]),), (np.array([[-2000.0]]),),
)  # fmt: skip

exercise = Exercise(
    "at_the_ends",
    lambda x: _counts()(x),
    (
        Part("how many are exactly 0", _ENDS, "Which outputs does activations.sigmoid give, and which are the end?",
             view=item(0), warnings_cost=False, shows="the count of outputs that are exactly 0",
             more="Ask of each output whether it is the end, with ==; then count the answers that are True."),
        Part("how many are exactly 1", _ENDS, "Which outputs does activations.sigmoid give, and which are the end?",
             view=item(1), warnings_cost=False, shows="the count of outputs that are exactly 1",
             more="Floats lie far closer together near 0 than near 1, so the two ends cannot be had from one another: "
             "look at both."),
    ),
    (
        *(Mistake("nearly", _counts(zero, one),
                  "You count more outputs than there are at the ends: it seems that those NEARLY 0 or 1 count as well. "
                  "Is there a tolerance? The sentence speaks of the ends themselves.", family="precision")
          for zero, one in ((lambda s: np.isclose(s, 0), lambda s: np.isclose(s, 1)),
                            *((lambda s, e=e: s < e, lambda s, e=e: s > 1 - e)
                              for e in (1e-6, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16, np.finfo(float).eps)))),
        Mistake("nearest", _counts(lambda s: np.round(s) == 0, lambda s: np.round(s) == 1),
                "Every output, or nearly every one, counts as an end here. Are they rounded? Compare them as they are.",
                family="precision"),
        *(Mistake("another-formula", _counts(f=f),
                  "These are the counts of another formula for the sigmoid, which rounds to an end sooner. What does "
                  "activations.sigmoid give at 37, and at -720?", family="overflow")
          for f in (_textbook, lambda x: 0.5 * (1 + np.tanh(x / 2)), lambda x: np.exp(x) / (1 + np.exp(x)),
                    lambda x: 1 / (1 + np.exp(-np.clip(x, -500, 500))), lambda x: sigmoid(x.astype(np.float32)),
                    lambda x: _textbook(x.astype(np.float32)))),
        *(Mistake("symmetry", pair(lambda x, a=a: np.sum(sigmoid(a * x) == (a < 0)),
                                   lambda x, b=b: np.sum(sigmoid(b * x) == (b > 0))),
                  "One end is counted as if it were the other's mirror image, at -x. Near 0 floats lie far closer "
                  "together than near 1: do you look at the outputs at x themselves?", family="cancellation")
          for a, b in ((-1, 1), (1, -1), (-1, -1))),
        Mistake("inputs", _counts(f=lambda x: x),
                "These are the counts for the INPUTS. The claim is about the outputs.", family="another function"),
        Mistake("shares", _counts(total=lambda mask: np.sum(mask) / max(np.size(mask), 1)),
                "These are shares. How MANY was the question.", family="mean or sum"),
        Mistake("shares", _counts(total=np.mean),
                "These are shares. How MANY was the question.", family="mean or sum"),
        Mistake("both-together", lambda x: sum(_counts()(x)),
                "One number came, that of both ends together. Return two: the zeros, then the ones.",
                family="mean or sum"),
        *one_of_two(_counts(), "zeros, ones"),
        Mistake("swapped", swapped(_counts()), "The zeros come first, then the ones.", family="argument order"),
        *(Mistake("subnormal", _counts(lambda s, least=least: s < least),
                  "Some outputs that are tiny, but not 0, are counted as zeros. Is the comparison with 0 itself?",
                  family="precision") for least in (np.finfo(float).tiny, 1e-300, 1e-100, 1e-30)),
        Mistake("mask", _counts(total=lambda mask: mask),
                "For each output there is an answer of its own. How many are at the end?", family="shape"),
        Mistake("any", _counts(total=np.any),
                "These numbers are 0 or 1, as if the question were whether there are any. How MANY was the question.",
                family="shape"),
        *(Mistake("limit-of-x", pair(lambda x, low=low: np.sum(x < low), lambda x, high=high: np.sum(x > high)),
                  "Right for many x, and not for all. Does a limit for x decide, or is the number format changed on "
                  "the way? The two formats round at other places: look at the outputs.", family="guard")
          for low in (-709, -710, -745, -746, -700, -37, -30) for high in (36, 37, 30, 20)),
        *made("limit-of-x", "guard", "Right for many x, and not for all. Does a limit for x decide, or is the number "
              "format changed on the way? The two formats round at other places: look at the outputs.",
              *(pair(lambda x, low=low: np.sum(x <= low), lambda x, high=high: np.sum(x >= high))
                for low in (-710, -745, -746) for high in (37, 38))),
        *made("nearest", "precision", "Every output, or nearly every one, counts as an end here. Are they rounded? "
              "Compare them as they are.", _counts(lambda s: s.astype(int) == 0, lambda s: s.astype(int) == 1),
              *(_counts(lambda s, k=k: np.round(s, k) == 0, lambda s, k=k: np.round(s, k) == 1)
                for k in (1, 2, 3, 4, 6, 8, 10, 12))),
        *made("no-end", "guard", "None is counted, though there are some. Is something clipped before it is compared?",
              lambda x: (0, 0)),
    ),
    section="S2",
)
