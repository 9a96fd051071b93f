"""Exercise 1.6: logit."""

from statistics import NormalDist

import numpy as np

from course_utils import activations as truth
from course_utils.checks.definition._shared import EPSILONS, drawn, each, made, short, varied
from course_utils.checks.engine.exercise import Exercise, Part

_ARRAYS = (np.array([[0.1, 0.2], [0.6, 0.999]]), np.array([0.9, 0.5, 0.25]), np.array([0.3]),
           np.linspace(0.02, 0.98, 12).reshape(2, 3, 2))


def _logit(p):
    return np.log(p) - np.log1p(-p)


def _guarded(e):
    """Return answers that keep the logarithm away from 0 with a small number."""
    return (
        lambda p: np.log((p + e) / (1 - p + e)), lambda p: np.log(p / (1 - p) + e), lambda p: np.log((p + e) / (1 - p)),
        lambda p: _logit(np.clip(p, e, 1 - e)), lambda p: _logit(np.maximum(p, e)),
    )


exercise = Exercise(
    "logit",
    truth.logit,
    (
        Part("everyday probabilities", each(0.5, 0.75, 0.01, 0.9, 0.001, 0.999, *drawn(0.05, 0.95)),
             "How do you get from a probability to the odds, and from there to the log-odds?", atol=1e-12,
             more="Take 0.75 with pencil and paper: three chances for, one against. What are the odds, and what does "
             "section 1.1 do with them?"),
        Part("very near 0 and 1", each(1e-300, 1e-200, 1e-40, 1e-16, 1e-10, 1e-5, 1 - 1e-5, 1 - 1e-9, 1 - 1e-10),
             "The two ends are finite: only p = 0 and p = 1 have no finite logit.", rtol=1e-7,
             more="A p of 1e-300 is an ordinary float. Let nothing be added to it, and let it not be cut off."),
        Part("arrays of any shape", each(*_ARRAYS), "What comes back should have the shape of p.", atol=1e-12,
             more="np.log takes a whole array, math.log one number."),
    ),
    (
        *made("other-base", "log base", "Your values are the right ones times one fixed factor: powers of ten or of "
              "two are counted. The natural logarithm was meant.",
              lambda p: np.log10(p / (1 - p)), lambda p: np.log2(p / (1 - p))),
        *made("odds", "missing part", "These are the odds. What turns odds into log-odds?", lambda p: p / (1 - p)),
        *made("odds-against", "missing part", "These are the odds against, and no logarithm.", lambda p: (1 - p) / p),
        *made("mirrored", "sign", "Your values have the right size and the wrong sign: a probability above 0.5 has a "
              "positive logit.", lambda p: np.log((1 - p) / p)),
        *made("never-negative", "sign", "None of your values is below 0; a probability below 0.5 has a negative logit.",
              lambda p: np.abs(_logit(p)), lambda p: np.maximum(_logit(p), 0)),
        *made("M1-precedence", "brackets", "There is nan or minus infinity, as if a logarithm were taken of 0 or of a "
              "negative number. Does the division take the whole denominator, and has it the right sign?",
              lambda p: np.log(p / 1 - p), lambda p: np.log(p / (p - 1)), lambda p: np.log(1 - p / p)),
        *made("sign-lost", "sign", "At 0.5 your value is the logarithm of 1/3. Which sign stands in the denominator?",
              lambda p: np.log(p / (1 + p)), lambda p: np.log(p) - np.log1p(p)),
        *made("log-in-part", "brackets", "At 0.5 your value is not 0: does the logarithm take the whole of the odds?",
              lambda p: np.log(p) / (1 - p), lambda p: p / np.log(1 - p), lambda p: np.log(p) - p,
              lambda p: p - np.log1p(-p)),
        *made("quotient-of-logs", "another function", "At 0.5 your value is 1, where 0 is right. The logarithm of a "
              "quotient is another thing than a quotient of logarithms.", lambda p: np.log(p) / np.log(1 - p)),
        *made("logs-joined", "sign", "At p and at 1 - p you return the same value; the logits there are opposite. How "
              "do the two logarithms go together?", lambda p: np.log(p) + np.log(1 - p),
              lambda p: np.log(p) * np.log(1 - p)),
        *made("log-p", "missing part", "These are the values of log p alone. What becomes of the chance of failure?",
              lambda p: np.log(p), lambda p: -np.log(p)),
        *made("log-of-failure", "missing part", "Your values depend on the chance of failure alone: log(1 - p) or its "
              "opposite. Is a 1 too many in the logarithm, or the chance of success lost?",
              lambda p: np.log1p(-p), lambda p: -np.log1p(-p), lambda p: np.log(1 - p), lambda p: -np.log(1 - p),
              lambda p: np.log(1 / (1 - p)), lambda p: np.log1p(p / (1 - p)), lambda p: np.log(1 + p / (1 - p))),
        *made("sigmoid", "another function", "These are values of the sigmoid once more. The logit undoes it.",
              truth.sigmoid, lambda p: np.exp(p) / (1 - np.exp(p))),
        *made("reciprocal", "another function", "These are the values of 1 / sigmoid(p). An inverse function is "
              "another thing than one divided by the function.", lambda p: 1 + np.exp(-p)),
        *made("another-curve", "another function", "Right at 0.5, and of the right sign elsewhere; but this is another "
              "curve: a straight line, or the inverse of another S.", lambda p: 4 * (p - 0.5),
              lambda p: np.vectorize(NormalDist().inv_cdf, otypes=[float])(p), lambda p: np.tan(np.pi * (p - 0.5)),
              lambda p: 1.702 * np.vectorize(NormalDist().inv_cdf, otypes=[float])(p),
              lambda p: p - 0.5, lambda p: 2 * p - 1, lambda p: p / (1 - p) - 1),
        *made("half", "cancellation", "In the middle your values are half of the right ones, next to 0 they have no "
              "digits. Was a tiny p added to a number near 1?", lambda p: np.arctanh(2 * p - 1)),
        *made("cancels", "cancellation", "Right in the middle. Next to 0 the digits are gone, or infinity comes. Was a "
              "tiny p added to, or taken from, a number near 1?", lambda p: 2 * np.arctanh(2 * p - 1),
              lambda p: -np.log(1 / (1 - (1 - p)) - 1), lambda p: np.log(1 / (1 - p) - 1)),
        *short(_logit),
        *made("guard", "guard", "Not as exact as asked, and worst where p is next to 0 or to 1. Is a small number "
              "added, or p kept away from the ends? p itself never is 0 or 1.",
              *(wrong for e in (*EPSILONS, 1e-4, 1e-3, 1e-2) for wrong in _guarded(e)),
              *(lambda p, e=e: np.log(p / (1 - p + e)) for e in EPSILONS if e > 2**-52)),
        *varied(_logit, "x - 1", "the size of x", "minus the size of x", "x cut down to a whole number",
                "the exponentials of the right ones"),
    ),
    without=(truth.logit,),
    section="1.6",
)
