"""Exercise 1.6: logit."""

import numpy as np

from course_utils import activations as truth
from course_utils.checks.engine.exercise import Exercise, Mistake, Part

exercise = Exercise(
    "logit",
    truth.logit,
    (
        Part("everyday probabilities", ((0.5,), (0.75,), (0.01,), (0.9,)),
             "First the odds p / (1 - p), then their natural logarithm.", atol=1e-12),
        Part("very near 0 and 1", ((1e-300,), (1 - 1e-9,)),
             "The two ends are finite: only p = 0 and p = 1 have no finite logit.", rtol=1e-6),
        Part("arrays of any shape", ((np.array([[0.1, 0.2], [0.6, 0.999]]),),),
             "The result has the same shape as p.", atol=1e-12),
    ),
    (
        Mistake("log10", lambda p: np.log10(p / (1 - p)),
                "The logit uses the natural logarithm; this one counts powers of ten.", "log base"),
        Mistake("log2", lambda p: np.log2(p / (1 - p)),
                "The logit uses the natural logarithm; this one counts powers of two.", "log base"),
        Mistake("odds", lambda p: p / (1 - p),
                "These are the odds. The logit is their natural logarithm.", "scale"),
        Mistake("mirrored", lambda p: np.log((1 - p) / p),
                "The sign is turned round: these are the odds AGAINST. A probability above 0.5 has a positive logit.",
                "sign"),
        Mistake("M1-precedence", lambda p: np.log(p / 1 - p),
                "p / 1 - p is p minus p. Bracket the denominator.", "brackets"),
        Mistake("quotient-of-logs", lambda p: np.log(p) / np.log(1 - p),
                "The logarithm of a quotient is a DIFFERENCE of logarithms, not their quotient.", "another function"),
        Mistake("log-p", lambda p: np.log(p),
                "This is log p alone. What happens to the chance of failure, 1 - p?", "missing part"),
        Mistake("sigmoid", lambda p: truth.sigmoid(p),
                "This is the sigmoid once more. The logit undoes it.", "another function"),
        Mistake("reciprocal", lambda p: 1 + np.exp(-p),
                "An inverse function is not one divided by the function. Solve p = sigmoid(z) for z.",
                "another function"),
        *(Mistake("clipped", lambda p, e=e: np.log(np.clip(p, e, 1 - e) / (1 - np.clip(p, e, 1 - e))),
                  "Clipping p changes the answer for probabilities that are very small or very close to 1.", "guard")
          for e in (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6)),
    ),
    section="1.6",
)
