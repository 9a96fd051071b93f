"""Exercise 3.10: treatment_threshold."""

import numpy as np

from course_utils import logistic
from course_utils.activations import sigmoid
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.checks.logistic_regression._shared import several


def _right(c_fp, c_fn, c_tp):
    return c_fp / (c_fp + c_fn - c_tp)


_FREE = ((1, 1, 0), (30.0, 30.0, 0.0), (1, 5, 0), (7000.0, 3, 0), (0.003, 0.0007, 0))
_COSTLY = ((1, 5, 1), (2.0, 9.0, 2.0), (10, 90, 30), (1, 20, 4), (0.003, 0.0007, 0.0002), (1, 1000, 10), (7.0, 3, 2.5),
           (3.7, 1.9, 0.4), (4, 4, 3))  # fmt: skip

exercise = Exercise(
    "treatment_threshold",
    _right,
    (
        Part("where a right yes is free", _FREE, "Without a third cost this is the lesson's threshold. What is it for "
             "equal costs, and what if a miss is worse?", rtol=1e-9, shows="the threshold",
             more="A yes goes wrong with the chance of a no, a no with the chance of a yes. At the threshold both cost "
             "the same on average: write that as an equation in p, and solve it on paper."),
        Part("where a right yes costs too", _COSTLY, "What does a yes cost on average now, at a probability p? It may "
             "be right or wrong, and costs something either way.", 2.0, 1e-9, shows="the threshold",
             more="Make a table: yes or no, by ill or well. Three of its four places cost something. Weigh each with "
             "its chance, add up the two of a yes, set them equal to that of a no, and solve for p."),
    ),
    (
        *several("of-the-lesson", "Right where a right yes is free; otherwise too low. Does the third cost count in "
                 "your equation?", "missing part", lambda c_fp, c_fn, c_tp: c_fp / (c_fp + c_fn)),
        *several("added", "Right where a right yes is free; otherwise too low, lower even than without it. If a right "
                 "yes costs more, should a yes come sooner?", "sign", lambda c_fp, c_fn, c_tp: c_fp
                 / (c_fp + c_fn + c_tp)),
        *several("cost-above", "Right where a right yes is free. Otherwise the third cost stands in the wrong place, "
                 "or in two: is it paid with the chance p, or always?", "brackets",
                 lambda c_fp, c_fn, c_tp: (c_fp + c_tp) / (c_fp + c_fn),
                 lambda c_fp, c_fn, c_tp: (c_fp + c_tp) / (c_fp + c_fn + c_tp),
                 lambda c_fp, c_fn, c_tp: (c_fp - c_tp) / (c_fp + c_fn - c_tp),
                 lambda c_fp, c_fn, c_tp: (c_fp - c_tp) / (c_fp + c_fn),
                 lambda c_fp, c_fn, c_tp: c_fp / (c_fp + c_fn) + c_tp,
                 lambda c_fp, c_fn, c_tp: (c_fp + c_tp) / (c_fp + c_fn - c_tp),
                 lambda c_fp, c_fn, c_tp: (c_fp - c_tp) / (c_fp + c_fn - 2 * c_tp),
                 lambda c_fp, c_fn, c_tp: _right(c_fp, c_fn, c_tp) - c_tp),
        *several("counted-otherwise", "Right where a right yes is free. Otherwise the third cost counts twice, or by "
                 "half. How often is it paid?", "scale", *(lambda c_fp, c_fn, c_tp, k=k: c_fp / (c_fp + c_fn - k * c_tp)
                                                            for k in (2, 0.5))),
        *several("paid-for-the-well", "Right where a right yes is free. Otherwise the third cost is set against that "
                 "of a false alarm; it is the ill who are spared a miss.", "argument order",
                 lambda c_fp, c_fn, c_tp: abs(c_fp - c_tp) / (abs(c_fp - c_tp) + c_fn)),
        *several("swapped", "Right for equal costs at most. The dearer a miss, the earlier a yes should come. Have two "
                 "costs, or p and 1 - p, changed places?", "argument order",
                 lambda c_fp, c_fn, c_tp: c_fn / (c_fp + c_fn - c_tp),
                 lambda c_fp, c_fn, c_tp: (c_fn - c_tp) / (c_fp + c_fn - c_tp),
                 lambda c_fp, c_fn, c_tp: c_fn / (c_fp + c_fn)),
        *several("one-half", "This is one half, whatever the costs. When is that right?", "missing part",
                 lambda c_fp, c_fn, c_tp: 0.5),
        *several("odds", "This is a ratio of costs, and it can exceed 1. Are these odds? Which probability belongs to "
                 "them?", "scale", lambda c_fp, c_fn, c_tp: c_fp / (c_fn - c_tp), lambda c_fp, c_fn, c_tp: c_fp / c_fn,
                 lambda c_fp, c_fn, c_tp: (c_fn - c_tp) / c_fp),
        *several("upside-down", "This is never below 1, and it is 1 over the right value. Is the fraction upside down?",
                 "argument order", lambda c_fp, c_fn, c_tp: (c_fp + c_fn - c_tp) / c_fp),
        *several("M18-logit", "This is a logarithm of a ratio, the threshold for the logit z perhaps. Which "
                 "probability belongs to it?", "scale", lambda c_fp, c_fn, c_tp: np.log(c_fp / (c_fn - c_tp)),
                 lambda c_fp, c_fn, c_tp: np.log(c_fp / c_fn)),
        *several("M1-precedence", "For costs of 1, 1 and 0 this is 2. Division comes before addition: are there "
                 "brackets?", "brackets", lambda c_fp, c_fn, c_tp: c_fp / c_fp + c_fn - c_tp),
        *several("only-one-cost", "Multiply all costs by the same number, and this changes; only their ratios may "
                 "count. Does a 1 stand where a cost should stand?", "missing part",
                 lambda c_fp, c_fn, c_tp: 1 / (1 + c_fn - c_tp), lambda c_fp, c_fn, c_tp: c_fp / (1 + c_fp),
                 lambda c_fp, c_fn, c_tp: 1 / (c_fp + c_fn - c_tp)),
        *several("per-cent", "This is a hundred times the right value. A probability lies between 0 and 1.", "scale",
                 lambda c_fp, c_fn, c_tp: 100 * _right(c_fp, c_fn, c_tp)),
        *several("function-of-difference", "Multiply all costs by the same number, and this changes: it follows from "
                 "a difference, as if costs were log-odds. Only the ratios may count.", "another function",
                 lambda c_fp, c_fn, c_tp: sigmoid(float(c_fp - c_fn + c_tp)),
                 lambda c_fp, c_fn, c_tp: sigmoid(float(c_fn - c_fp)), lambda c_fp, c_fn, c_tp: c_fp - c_fn + c_tp),
        *several("rounded", "Near, but only to some decimals. Is it rounded, or the best of a grid? Nine digits are "
                 "asked for: solve the equation on paper.", "precision",
                 *(lambda c_fp, c_fn, c_tp, n=n, cut=cut: cut(n * _right(c_fp, c_fn, c_tp)) / n
                   for n in (10, 100, 1000, 10_000, 100_000, 10**6, 10**8) for cut in (np.round, np.ceil, np.floor))),
        *several("whole-numbers", "Only whole numbers come back. Does // cut off the decimals, where / keeps them?",
                 "dtype", lambda c_fp, c_fn, c_tp: c_fp // (c_fp + c_fn - c_tp)),
        *several("in-a-list", "The right number comes in a list or an array. Return the number itself.", "shape",
                 lambda c_fp, c_fn, c_tp: [_right(c_fp, c_fn, c_tp)]),
    ),
    without=(logistic.best_threshold,),
    section="3.10",
)
