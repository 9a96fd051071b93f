"""Exercise 5.12: gate_bias."""

import numpy as np

from course_utils import gates
from course_utils.activations import logit, sigmoid
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.checks.vanishing_gradients._shared import named


def _bias(n):
    return -np.log(np.expm1(np.log(2) / n))


def _from_gate(f):
    """Return an answer to gate_bias from the share f(n) that the gate should keep of its content at each word."""
    return lambda n: np.log(f(n)) - np.log1p(-f(n))


def _changed(change):
    return lambda n: change(_bias(np.asarray(n, dtype=float)))


_EVERYDAY = (1.0, 0.5, 2.0, 7.3, 100, 1000.0)
_LONG = (1e6, 3e9, 1e12)
_SHORT = (0.2, 0.01)
_NINE = {"rtol": 1e-9, "atol": 1e-12}

exercise = Exercise(
    "gate_bias",
    lambda n: _bias(n),
    (
        Part("up to a thousand words", tuple((n,) for n in _EVERYDAY), "Which share must the gate keep at each word, "
             "so that half is left after n of them? And which bias gives a sigmoid that output?", 1.5,
             more="The share is kept n times, one after the other. Begin with n = 1: the share is one half, and the "
             "bias 0. Then n = 2.", shows="the bias", **_NINE),
        Part("an array of them", ((np.array([1.0, 10.0, 250.0]),), (np.array([[3], [40]]),), (np.array([0.5]),)),
             "Which functions take a number and an array alike?", 0.5, more="NumPy's do, math's do not.",
             shows="the biases", **_NINE),
        Part("a million words and more, a small part of one", tuple((n,) for n in _LONG + _SHORT),
             "The share is next to 1 there. Which digits of 1 minus it are left?", 1.0,
             more="Write 1 minus the share without a subtraction: np.expm1(t) is exp(t) - 1 to all digits. Then see "
             "what the odds of the gate are.", shows="the bias", **_NINE),
    ),
    (
        *named("subtracted", "cancellation", "Right for some words. For a million and more the last digits are "
               "noise: is 1 minus a share next to 1 taken somewhere?", _from_gate(lambda n: 0.5 ** (1 / n)),
               lambda n: logit(0.5 ** (1 / n)), lambda n: -np.log(2 ** (1 / n) - 1),
               lambda n: -np.log(1 / 0.5 ** (1 / n) - 1), lambda n: -np.log(np.exp(np.log(2) / n) - 1)),
        *named("share-not-bias", "another function", "This is the share that the gate keeps. Which bias makes the "
               "sigmoid say that?", lambda n: 0.5 ** (1 / n)),
        *named("way-back", "another function", "This is how many words a gate of bias n remembers. Asked is the other "
               "way: from the words to the bias.", lambda n: np.log(2) / np.logaddexp(0, -np.asarray(n, float))),
        *named("mean-life", "another function", "Your values are those of a gate that loses about the share 1/n at "
               "each word. After many words about a third is left then; half was asked for.",
               lambda n: np.log(np.asarray(n, float) - 1), lambda n: np.log(np.asarray(n, float)),
               lambda n: np.log(np.maximum(np.asarray(n, float) - 1, 1e-9)), _from_gate(lambda n: np.exp(-1 / n))),
        *named("share-over-n", "another function", "Here a share is divided by n, or a loss. Half is left when the "
               "share has been multiplied n times: what is done with it, word after word?",
               _from_gate(lambda n: 1 / (2 * n + 1e-12)),
               _from_gate(lambda n: 1 - 1 / (2 * n + 1e-12)), lambda n: np.log(2 * np.asarray(n, float)),
               lambda n: logit(1 - 0.5 / n), lambda n: logit(0.5 / n), lambda n: logit(1 / n)),
        *named("turned-round", "sign", "The bias has the wrong sign: the longer it should remember, the MORE this gate "
               "forgets. Is p / (1 - p) turned round?", _changed(np.negative)),
        *named("power-for-root", "argument order", "This gate keeps less, the more words it should remember. Is one "
               "half taken to the power n, and not to 1/n?", _from_gate(lambda n: 0.5 ** np.asarray(n, float))),
        *named("log2", "log base", "The values are those of a logarithm to the base 2 or 10. The logit is the natural "
               "one.", *(_changed(lambda b, base=base: b / np.log(base)) for base in (2, 10))),
        *named("another-share", "scale", "After n words another share than half is left, a tenth perhaps. What does "
               "half-life say?", *(lambda n, left=left: -np.log(np.expm1(-np.log(left) / n))
                                   for left in (0.1, 0.25, 0.01, 0.9))),
        *named("one-off", "off by one", "The half is left one word too early or too late.",
               lambda n: _bias(np.asarray(n, float) + 1)),
        *named("whole-words", "dtype", "Right where n is a whole number. What happens to its decimals?",
               lambda n: _bias(np.floor(n)), lambda n: _bias(np.round(n)), lambda n: _bias(np.ceil(n))),
        *named("odds", "missing part", "These are the odds of the gate. The bias is on the scale of the logit.",
               lambda n: 1 / np.expm1(np.log(2) / n)),
        *named("output-of-output", "another function", "The logarithm of a share, or its sigmoid, is taken. Which "
               "function undoes the sigmoid?",
               lambda n: sigmoid(0.5 ** (1 / n)), lambda n: np.log(0.5 ** (1 / n)), lambda n: np.log(2) / n),
        *named("approximated", "precision", "Right for many words only, as when 1 minus the share is taken to be "
               "ln 2 / n. Is something approximated?", lambda n: np.log(n / np.log(2)),
               lambda n: np.log(n / np.log(2) - 0.5 + 0 * n) if np.all(np.asarray(n) > 0.4) else _bias(n)),
        *named("rounded", "precision", "Right to some decimals. Is something rounded?",
               *(_changed(lambda b, k=k: np.round(b, k)) for k in (1, 2, 3, 4, 6))),
        *named("kept-away", "guard", "For a million words and more the bias stops growing. Is the share kept away from "
               "1?", *(_from_gate(lambda n, e=e: np.minimum(0.5 ** (1 / n), 1 - e))
                       for e in (1e-3, 1e-6, 1e-7, 1e-9, 1e-12)),
               *(lambda n, e=e: logit(np.clip(0.5 ** (1 / n), e, 1 - e)) for e in (1e-6, 1e-7, 1e-9, 1e-12))),
    ),
    without=(gates.bias_for_half_life,),
    section="5.12",
)
