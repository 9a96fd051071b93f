"""Exercise 3.10: best_threshold."""

import numpy as np

from course_utils import logistic
from course_utils.activations import sigmoid
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.checks.logistic_regression._shared import several


def _right(c_fp, c_fn):
    return c_fp / (c_fp + c_fn)


_PAIRS = ((1, 5), (5, 1), (2.0, 0.5), (10, 90), (1, 20), (0.003, 0.0007), (1, 1000), (7000.0, 3), (3.7, 1.9))

exercise = Exercise(
    "best_threshold",
    _right,
    (
        Part("equal costs", ((1, 1), (30.0, 30.0), (0.25, 0.25)), "If both mistakes cost the same, which answer should "
             "a p just above one half get?", rtol=1e-9, shows="the threshold",
             more="Yes and no are on equal terms then, whatever the cost is: only the ratio of the two counts."),
        Part("a miss is worse, or a false alarm is", _PAIRS, "What does a yes cost on average, at a probability p? "
             "What does a no?", 2.0, 1e-9, shows="the threshold",
             more="A yes goes wrong with the chance of a no, a no with the chance of a yes. At the threshold both cost "
             "the same on average: write that as an equation in p, and solve it on paper."),
    ),
    (
        *several("swapped", "Right for equal costs; otherwise 1 minus the right value. The dearer a miss, the earlier "
                 "a yes should come. Have the costs, or p and 1 - p, changed places?", "argument order",
                 lambda c_fp, c_fn: c_fn / (c_fp + c_fn)),
        *several("one-half", "This is one half, whatever the costs. When is that right?", "missing part",
                 lambda c_fp, c_fn: 0.5),
        *several("ratio", "This is a ratio of the two costs, and it can exceed 1. Are these odds? Which probability "
                 "belongs to them?", "scale", lambda c_fp, c_fn: c_fp / c_fn, lambda c_fp, c_fn: c_fn / c_fp,
                 lambda c_fp, c_fn: min(1.0, c_fp / c_fn), lambda c_fp, c_fn: 0.5 * c_fp / c_fn,
                 lambda c_fp, c_fn: min(1.0, 0.5 * c_fp / c_fn)),
        *several("upside-down", "This is never below 1, and it is 1 over the right value. Is the fraction upside down?",
                 "argument order", lambda c_fp, c_fn: (c_fp + c_fn) / c_fp),
        *several("M18-logit", "0 where the costs are equal: a logarithm of a ratio, the threshold for the logit z "
                 "perhaps. Which probability belongs to it?", "scale", lambda c_fp, c_fn: np.log(c_fp / c_fn),
                 lambda c_fp, c_fn: np.log(c_fn / c_fp)),
        *several("M1-precedence", "For equal costs of 1 this is 2. Division comes before addition: are there brackets?",
                 "brackets", lambda c_fp, c_fn: c_fp / c_fp + c_fn),
        *several("only-one-cost", "Multiply both costs by the same number, and this changes; only their ratio may "
                 "count. Does a 1 stand where a cost should stand?", "missing part",
                 lambda c_fp, c_fn: 1 / (1 + c_fn), lambda c_fp, c_fn: c_fp / (1 + c_fp),
                 lambda c_fp, c_fn: 1 / (c_fp + c_fn), lambda c_fp, c_fn: c_fp / (c_fp + c_fn + 1),
                 lambda c_fp, c_fn: (c_fp + 1) / (c_fp + c_fn + 2)),
        *several("per-cent", "This is a hundred times the right value. A probability lies between 0 and 1.", "scale",
                 lambda c_fp, c_fn: 100 * _right(c_fp, c_fn)),
        *several("function-of-difference", "Multiply both costs by the same number, and this changes: it follows from "
                 "their difference, as if costs were log-odds. Only the ratio may count.", "another function",
                 lambda c_fp, c_fn: sigmoid(float(c_fp - c_fn)), lambda c_fp, c_fn: sigmoid(float(c_fn - c_fp))),
        *several("rounded", "Near, but only to some decimals. Is it rounded, or the best of a grid? Nine digits are "
                 "asked for: solve the equation on paper.", "precision",
                 *(lambda c_fp, c_fn, n=n, cut=cut: cut(n * _right(c_fp, c_fn)) / n
                   for n in (10, 100, 1000, 10_000, 100_000, 10**6, 10**8) for cut in (np.round, np.ceil, np.floor))),
        *several("difference", "This is 0 where the costs are equal, and can be negative. Write down what a yes and a "
                 "no cost on average.", "another function", lambda c_fp, c_fn: (c_fp - c_fn) / (c_fp + c_fn),
                 lambda c_fp, c_fn: (c_fn - c_fp) / (c_fp + c_fn), lambda c_fp, c_fn: 1 - c_fp / c_fn,
                 lambda c_fp, c_fn: 1 - c_fn / c_fp),
        *several("smaller-cost", "The same comes when the two costs change places. Is the smaller of them taken, or "
                 "the larger, where it should be that of a false alarm?", "argument order",
                 *(lambda c_fp, c_fn, f=f: f(c_fp, c_fn) / (c_fp + c_fn) for f in (min, max))),
        *several("sigmoid-of-a-ratio", "0.73 where the costs are equal. Does a ratio of costs go through the sigmoid, "
                 "which wants a logarithm of odds?", "scale", lambda c_fp, c_fn: sigmoid(c_fp / c_fn),
                 lambda c_fp, c_fn: sigmoid(c_fn / c_fp)),
        *several("odds-turned", "Right for equal costs; where a false alarm is dearer it is negative or above 1. From "
                 "odds to a probability: is a minus where a plus belongs?", "sign",
                 lambda c_fp, c_fn: 0.5 if c_fp == c_fn else c_fp / c_fn / (1 - c_fp / c_fn)),
        *several("other-power", "Right for equal costs, and too near to one half otherwise, or too far from it. Does "
                 "the cost come in squared, or under a root?", "another function",
                 *(lambda c_fp, c_fn, k=k: c_fp**k / (c_fp**k + c_fn**k) for k in (0.5, 2))),
        *several("mean-cost", "This grows with the costs, as a cost does: a mean, a sum or a product. A probability "
                 "follows from their ratio alone.", "another function", lambda c_fp, c_fn: (c_fp + c_fn) / 2,
                 lambda c_fp, c_fn: c_fp + c_fn, lambda c_fp, c_fn: c_fp * c_fn / (c_fp + c_fn),
                 lambda c_fp, c_fn: c_fp * c_fn),
        *several("whole-numbers", "Only 0 comes back. Does // cut off the decimals, where / keeps them?", "dtype",
                 lambda c_fp, c_fn: c_fp // (c_fp + c_fn)),
        *several("in-a-list", "The right number comes in a list or an array. Return the number itself.", "shape",
                 lambda c_fp, c_fn: [_right(c_fp, c_fn)]),
    ),
    without=(logistic.best_threshold,),
    section="3.10",
)
