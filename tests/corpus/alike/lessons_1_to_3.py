"""Lessons 1 to 3: (lesson, exercise, family, answer, words that must not be in what is said)."""

import numpy as np
from matplotlib import pyplot as plt

from course_utils.activations import sigmoid, sigmoid_grad, softplus


def _drawn(names=("x", "height"), ends=(-6, 6), limits=None, over=lambda x: x):
    def draw():
        x = np.linspace(*ends, 1201)
        ax = plt.figure().subplots()
        ax.plot(over(x), sigmoid(x), label="sigmoid")
        ax.plot(over(x), sigmoid_grad(x), label="derivative")
        ax.legend()
        ax.set(xlabel=names[0], ylabel=names[1])
        ax.set_xlim(limits)
        return ax

    return draw


def _titled():
    ax = _drawn(("", ""))()
    ax.set_title("x")
    return ax


def _central(h):
    return lambda x: (sigmoid_grad(np.asarray(x) + h) - sigmoid_grad(np.asarray(x) - h)) / (2 * h)


ALIKE = [
    # right on the right of 0, or wherever there is no nan: nothing may be said of all inputs
    ("definition", "log_sigmoid", "cancellation", lambda x: np.log1p(-sigmoid(-np.asarray(x))), ["far right"]),
    ("definition", "log_sigmoid", "cancellation", lambda x: np.log1p(-1 / (1 + np.exp(x))), ["far right"]),
    ("definition", "log_sigmoid", "cancellation", lambda x: np.log1p(np.tanh(np.asarray(x) / -2) / 2 - 0.5),
     ["far right comes 0"]),
    *(("definition", "log_sigmoid", "another function", answer, ["\nYour values are those"]) for answer in (
        lambda x: sigmoid(np.log(x)), lambda x: 1 / (1 + np.exp(-np.log(x))), lambda x: np.log(x) * 0 + x / (1 + x))),
    # steep, and not rounded
    ("definition", "elo_expected", "scale", lambda delta: sigmoid(np.log(3) * 200 * np.asarray(delta)), ["rounded"]),
    ("definition", "elo_expected", "scale", lambda delta: sigmoid(400.0 * np.asarray(delta)), ["rounded"]),
    ("definition", "elo_expected", "scale",
     lambda delta: 0.5 + 0.5 * np.tanh(900.0 * np.asarray(delta)), ["rounded"]),
    # many digits far out
    *(("derivative", "second_derivative", "precision", _central(h), ["to none"]) for h in (1e-3, 1e-4, 1e-5)),
    # no = stands after set_xlabel, and no set_xlim or other x is sure
    *(("derivative", "draw", "missing part", draw, ["An ="]) for draw in (
        _drawn(("x", "")), _drawn(("", "")), _titled)),
    *(("derivative", "draw", "boundary", draw, ["do not run", "is a set_xlim"]) for draw in (
        _drawn(limits=(0, 6)), _drawn(ends=(0, 6)), _drawn(limits=(-5, 5)))),
    # the complement for some inputs only
    *(("logistic_regression", "treatment_threshold", "complement", answer, ["Your values are 1 minus"]) for answer in (
        lambda a, b, c: min(a, b) / (a + b), lambda a, b, c: max(a, b) / (a + b),
        lambda a, b, c: 0.5 - abs(0.5 - a / (a + b)))),
    # the right order, with rounding errors
    *(("logistic_regression", "unscale", "precision",
       lambda w, mu, sd, e=e: np.append(w[0] - w[1:] / sd @ mu, w[1:] / sd + e), ["another order"])
      for e in (1e-11, -1e-11, 3e-11)),
    ("logistic_regression", "bce_with_logits", "missing part", lambda z, y: softplus(z) + 0 * np.asarray(y),
     ["Right where y = 1"]),
]  # fmt: skip
