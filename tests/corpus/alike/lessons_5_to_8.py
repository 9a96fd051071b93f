"""Lessons 5 to 8: (lesson, exercise, family, answer, words that must not be in what is said)."""

import numpy as np
from scipy.special import logit

from course_utils.activations import sigmoid, sigmoid_grad, tanh_grad
from course_utils.preferences import fit_bradley_terry

_C, _Z = np.linspace(0.5, 4, 351), np.linspace(-6, 6, 601)


def _furthest(f):
    off = [np.abs(_Z * sigmoid(c * _Z) - f(_Z)).max() for c in _C]
    return _C[np.argmax(off)], max(off)


def _tiny_steps(f, gradient, theta):
    """Measure with steps so small that rounding calls slopes wrong, also where none is."""
    step = 1e-12 * np.eye(theta.size)
    slopes = np.array([f(theta + s) - f(theta - s) for s in step]) / 2e-12
    return np.flatnonzero(np.abs(slopes - gradient(theta)) > 1e-9 + 0.05 * np.abs(slopes))


def _with_effect(effect):
    """Return the table of a fit without home grounds, and this for the effect of playing at home."""
    def answer(home_wins, home_losses):
        return fit_bradley_terry(home_wins + home_losses.T).strengths, effect, abs(effect) / 2

    return answer


ALIKE = [
    # all slopes are called wrong, and nothing is moved, or each parameter alone
    *(("vanishing_gradients", "wrong_slopes", "wrong rows", answer, ["slope is one and the same"]) for answer in (
        lambda f, gradient, theta: range(theta.size),
        lambda f, gradient, theta: np.flatnonzero(gradient(theta) != f(theta)),
        lambda f, gradient, theta: [i for i in range(theta.size) if abs(gradient(theta)[i] - f(theta)) > 1e-6])),
    ("vanishing_gradients", "wrong_slopes", "precision", _tiny_steps, ["in front", "start"]),
    # about 1/n, not exactly
    *(("vanishing_gradients", "gate_bias", "another function", answer, ["loses the share 1/n"]) for answer in (
        lambda n: np.log(n), lambda n: -np.log(np.expm1(1 / np.asarray(n))),
        lambda n: logit(np.exp(-1 / np.asarray(n))))),
    # a c that is worst, and no sign that is kept
    *(("alternatives", "closest_gate", "sign", answer, ["error is the largest one on one side"]) for answer in (
        _furthest, lambda f: (0.5, np.abs(_Z * sigmoid(0.5 * _Z) - f(_Z)).max()),
        lambda f: (_C[0], max(np.abs(_Z * sigmoid(_Z * _C[0]) - f(_Z)))))),
    # a factor that is no size of w
    *(("audit", "neuron_state", "chain rule",
       lambda x, w, b, factor=factor: (sigmoid(w * x + b), factor(w) * sigmoid_grad(w * x + b)),
       ["or by z with the size of w. "]) for factor in (lambda w: w * w, lambda w: 1 / w, lambda w: w**-1.0)),
    # k comes in at both places, at one of them upside down
    *(("audit", "steepness_ratio", "chain rule", answer, ["at one of two places", "at none"]) for answer in (
        lambda x, k: k * tanh_grad(x) / sigmoid_grad(k * x), lambda x, k: k / np.cosh(x) ** 2 / sigmoid_grad(k * x),
        lambda x, k: tanh_grad(x) / sigmoid_grad(k * x) / k**2)),
    # no game at all went into the effect
    *(("today", "league_table", "missing part", _with_effect(effect), ["the effect is what all games"])
      for effect in (0.0, 0.5, 1.0)),
    # not the same amount at each step
    *(("today", "gate_bias", "another function", answer, ["Your gate loses the same amount"]) for answer in (
        lambda steps, share: logit(share) / steps, lambda steps, share: logit(share) * steps**-1.0,
        lambda steps, share: (np.log(share) - np.log1p(-np.asarray(share))) / steps)),
]
