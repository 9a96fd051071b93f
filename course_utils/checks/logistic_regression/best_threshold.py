"""Exercise 3.10: best_threshold."""

import numpy as np

from course_utils import logistic as truth
from course_utils.activations import sigmoid
from course_utils.checks.engine.exercise import Exercise, Mistake, Part

exercise = Exercise(
    "best_threshold",
    lambda c_fp, c_fn: truth.best_threshold(c_fp, c_fn),
    (
        Part("equal costs", ((1, 1), (30.0, 30.0)), "If both mistakes cost the same, yes and no are on equal terms.",
             rtol=1e-9),
        Part("a miss is worse, or a false alarm is", ((1, 5), (2.0, 0.5), (10, 90)),
             "At the threshold both answers cost the same: (1 - p) c_fp = p c_fn. Solve for p.", 2.0, 1e-9),
    ),
    (
        Mistake("swapped", lambda c_fp, c_fn: c_fn / (c_fp + c_fn),
                "The dearer a miss, the EARLIER you should say yes: the threshold must fall as c_fn grows.",
                "argument order"),
        Mistake("one-half", lambda c_fp, c_fn: 0.5,
                "One half is right only if both mistakes cost the same.", "missing part"),
        Mistake("ratio", lambda c_fp, c_fn: c_fp / c_fn,
                "These are the odds at the threshold. The probability is odds / (1 + odds).", "scale"),
        Mistake("ratio-turned", lambda c_fp, c_fn: c_fn / c_fp,
                "This is a ratio of costs, and it can exceed 1. Solve (1 - p) c_fp = p c_fn for p.", "scale"),
        Mistake("M18-logit", lambda c_fp, c_fn: np.log(c_fp / c_fn),
                "This is the threshold for the logit z. For the probability, put it through the sigmoid.", "scale"),
        Mistake("M1-precedence", lambda c_fp, c_fn: c_fp / c_fp + c_fn,
                "Division comes before addition: bracket the denominator.", "brackets"),
        Mistake("false-alarm-ignored", lambda c_fp, c_fn: 1 / (1 + c_fn),
                "This takes the cost of a false alarm to be 1. Only the ratio of the two may count.", "missing part"),
        Mistake("miss-ignored", lambda c_fp, c_fn: c_fp / (1 + c_fp),
                "This takes the cost of a miss to be 1. Only the ratio of the two may count.", "missing part"),
        Mistake("per-cent", lambda c_fp, c_fn: 100 * c_fp / (c_fp + c_fn),
                "This is in per cent. A probability lies between 0 and 1.", "scale"),
        Mistake("sigmoid-of-costs", lambda c_fp, c_fn: sigmoid(c_fp - c_fn),
                "Costs are not log-odds: only their ratio may count, so doubling both must change nothing.", "scale"),
        *(Mistake("rounded", lambda c_fp, c_fn, n=n, cut=cut: cut(n * truth.best_threshold(c_fp, c_fn)) / n,
                  "Near, but rounded, or the best of a grid. Nine digits are asked for: solve the equation on paper.",
                  "precision")
          for n in (100, 1000, 10_000) for cut in (np.round, np.ceil)),
        Mistake("difference", lambda c_fp, c_fn: (c_fp - c_fn) / (c_fp + c_fn),
                "This is 0 where the costs are equal, and can be negative. Solve (1 - p) c_fp = p c_fn for p.",
                "another function"),
        Mistake("half-the-ratio", lambda c_fp, c_fn: 0.5 * c_fp / c_fn,
                "Right for equal costs, but this can exceed 1. Solve (1 - p) c_fp = p c_fn for p.", "scale"),
    ),
    section="3.10",
)
