"""Exercise 8.3: gate_bias."""

import numpy as np

from course_utils import gates
from course_utils.activations import logit, sigmoid, softplus
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.checks.logistic_regression._shared import several


def _of_log(kept):
    """Return the log-odds of a share that is kept, given as its logarithm."""
    return kept - np.log(-np.expm1(kept))


def _of_less_than_0(steps, share):
    with np.errstate(all="ignore"):
        return -np.log(np.expm1(np.log(share) / steps))


def _right(steps, share):
    return _of_log(np.log(share) / steps)


def _kept(share_of=lambda share: share, steps_of=lambda steps: steps):
    return lambda steps, share: _of_log(np.log(share_of(share)) / steps_of(np.asarray(steps, dtype=float)))


_DRAW = np.random.default_rng(83)
_ANY = tuple((float(n), float(q)) for n, q in zip(_DRAW.integers(2, 400, 5), _DRAW.uniform(0.02, 0.98, 5)))
_LONG = ((1e6, 0.5), (1e9, 0.1), (3e12, 0.9), (np.array([1e8, 1e14]), 0.5))
_ABOUT = {"rtol": 1e-9, "atol": 1e-12, "shows": "the bias"}

exercise = Exercise(
    "gate_bias",
    _right,
    (
        Part("half is left", ((1, 0.5), (2.0, 0.5), (14.0, 0.5), (100, 0.5), (np.array([3.0, 30.0, 300.0]), 0.5)),
             "Which share does the gate keep at ONE step, if half is left after all of them? Which bias gives that "
             "share?", more="What is kept at each step multiplies. Find the one share whose power of so many steps is "
             "one half; the bias is its log-odds.", **_ABOUT),
        Part("any share is left", ((10.0, 0.9), (20, 0.01), (5.0, np.array([0.2, 0.6])), *_ANY),
             "Where does the share come in? A larger share that is left needs a gate that is more open.",
             more="A root of the share that is left is the share that is kept at each step.", **_ABOUT),
        Part("very long memories", _LONG, "The share kept at one step is next to 1 here. What is left to 1, and how "
             "many of its digits survive a subtraction?", more="What is lost at one step is 1 minus an exponential of "
             "a tiny number. NumPy has expm1 for that (lesson 01: simplify on paper, then compute).", **_ABOUT),
    ),
    (
        *several("digits-lost", "Right for short memories; over very long ones digits are missing, or infinity comes. "
                 "The share that is kept is so near to 1 that 1 minus it has lost its digits. How else can that be "
                 "computed?", "cancellation",
                 lambda steps, share: np.log(share ** (1 / steps) / (1 - share ** (1 / steps))),
                 lambda steps, share: logit(share ** (1 / steps)),
                 lambda steps, share: -np.log(share ** (-1 / steps) - 1),
                 lambda steps, share: logit(np.exp(np.log(share) / steps))),
        *several("only-a-half", "Right where half shall be left; for any other share the same comes. Does the share "
                 "come in at all?", "missing part", _kept(share_of=lambda share: 0.5 + 0 * np.asarray(share)),
                 lambda steps, share: _of_log(np.log(0.5) / np.asarray(steps, dtype=float))),
        *several("log-of-less-than-0", "nan everywhere: a negative number has no logarithm. Is what is lost at one "
                 "step a negative number somewhere?", "sign", _of_less_than_0),
        *several("share-for-bias", "This lies between 0 and 1: it is the share that is kept at one step. Which bias "
                 "does a gate need to keep that share?", "missing part", lambda steps, share: share ** (1 / steps)),
        *several("log-of-the-share", "This is the logarithm of the share that is kept at one step, or minus that. The "
                 "bias is the share's log-odds: what is still missing?", "missing part",
                 lambda steps, share: np.log(share) / steps,
                 lambda steps, share: -np.log(share) / steps,
                 lambda steps, share: -np.log(-np.expm1(np.log(share) / steps))),
        *several("log-base", "The logarithm of another base: is it log2 or log10? The natural one belongs to exp and "
                 "expm1.",
                 "log base", *(lambda steps, share, log=log: _of_log(log(share) / steps)
                               for log in (np.log2, np.log10)),
                 *(lambda steps, share, c=c: c * _right(steps, share) for c in (1 / np.log(2), 1 / np.log(10)))),
        *several("sign", "Minus the right value. A gate that keeps much needs a large bias; does yours keep the share "
                 "that is lost?", "sign", lambda steps, share: -_right(steps, share)),
        *several("complement", "Right where half shall be left. Otherwise a gate with your bias forgets the share that "
                 "shall be left. Did share and 1 - share change places?", "complement", _kept(lambda share: 1 - share)),
        *several("one-step-off", "A gate with your bias leaves the share after one step more, or after one step less. "
                 "How many times does it multiply?", "off by one", _kept(steps_of=lambda n: n + 1),
                 _kept(steps_of=lambda n: np.where(n > 1, n - 1, np.inf))),
        *several("same-amount-each-step", "This fits a share that is divided by the number of steps, or that loses "
                 "the same AMOUNT at each step, or its log-odds. A gate keeps the same share at each step: what "
                 "multiplies?",
                 "another function", lambda steps, share: logit(share) / steps,
                 lambda steps, share: logit(1 - (1 - share) / steps),
                 lambda steps, share: logit(share + 0 * np.asarray(steps)),
                 lambda steps, share: logit(share / steps)),
        *several("rule-of-thumb", "Near for long memories, at least if about a third or a half is left: the logarithm "
                 "of a number of steps, as in a rule of thumb. The exact bias can be had.", "precision",
                 lambda steps, share: np.log(np.maximum(np.asarray(steps, dtype=float) - 1, 1)) + 0 * np.asarray(share),
                 lambda steps, share: np.log(steps) + 0 * np.asarray(share),
                 lambda steps, share: np.log(steps / np.log(2)),
                 lambda steps, share: np.log(steps / -np.log(share))),
        *several("half-life-of-it", "This is how long a gate remembers whose bias is the number of steps. It is asked "
                 "the other way round: the steps are given, the bias is sought.", "another function",
                 lambda steps, share: -np.log(share) / softplus(-np.asarray(steps, dtype=float)),
                 lambda steps, share: np.log(2) / softplus(-np.asarray(steps, dtype=float))),
        *several("power-for-root", "This belongs to the share, multiplied with itself at every step. The share is what "
                 "is left at the END: is a root wanted where a power is taken?", "another function",
                 lambda steps, share: logit(np.asarray(share, dtype=float) ** steps)),
        *several("sigmoid-for-logit", "This lies between 0 and 1. The way from a share to a bias is the inverse "
                 "of the sigmoid: was the sigmoid itself taken?", "another function",
                 lambda steps, share: sigmoid(share ** (1 / steps)),
                 lambda steps, share: sigmoid(np.log(share) / steps)),
        *(several_clip for most in (1e-6, 1e-7, 1e-9, 1e-12) for several_clip in several(
            "kept-away-from-1", "Right for short memories; for very long ones the bias stops growing. Is the share "
            "clipped, so that it cannot come nearer to 1?", "guard",
            lambda steps, share, most=most: logit(np.minimum(share ** (1 / steps), 1 - most)))),
    ),
    without=(gates.bias_for_half_life, gates.half_life),
    section="8.3",
)
