"""Lessons 4 to 7: (lesson, exercise, family, answer, words that must not be in what is said)."""

import numpy as np
from matplotlib import pyplot as plt
from scipy import special

from course_utils import calibration, logistic
from course_utils.activations import sigmoid, sigmoid_grad


def _settled(X, y, steps):
    """Return the weights at the end of a long walk, for every step."""
    w = np.zeros(X.shape[1])
    for _ in range(12):
        p = sigmoid(X @ w)
        w = w - np.linalg.lstsq((X.T * (p * (1 - p))) @ X, X.T @ (p - y), rcond=None)[0]
    return np.tile(w, (steps, 1))


def _drawn_at_random(seed, n=100):
    """Return the factor of 5.6 from n random numbers: too few."""

    def factor(s_w):
        z, q = np.random.default_rng(seed).normal(size=n), 1.0
        for _ in range(50):
            q = s_w**2 * np.mean(sigmoid(np.sqrt(q) * z) ** 2)
        return s_w * np.sqrt(np.mean(sigmoid_grad(np.sqrt(q) * z) ** 2))

    return factor


def _lying(x, *curves):
    """Draw curves on their side."""

    def draw():
        ax = plt.figure().subplots()
        for label, f in zip(("sigmoid", "derivative"), curves):
            ax.plot(f(x), x, label=label)
        ax.legend()
        ax.set(xlabel="output", ylabel="x")
        return ax

    return draw


def _as_dots():
    x = np.linspace(-6, 6)
    ax = plt.figure().subplots()
    ax.scatter(x, sigmoid(x), label="sigmoid")
    ax.scatter(x, sigmoid_grad(x), label="derivative")
    ax.legend()
    ax.set(xlabel="x", ylabel="output")
    return ax


def _loss(z, y):
    return np.mean(logistic.bce_with_logits(z, y))


ALIKE = [
    *(("audit", "evaluate", "missing part", lambda z, y, yes=yes: (yes(z), _loss(z, y)), ["some of the rows only"])
      for yes in (lambda z: np.mean(z > 0), lambda z: np.mean(special.expit(z) > 0.5), lambda z: np.sign(z).mean() / 2
                  + 0.5)),
    ("audit", "accuracy_and_loss", "missing part", lambda z, y, k: (np.mean(k * z > 0), _loss(k * z, y)),
     ["some of the rows only"]),
    *(("calibration", "newton_trace", "precision", answer, ["rows that came are right"])
      for answer in (_settled, lambda X, y, steps: np.tile(logistic.fit_newton(X, y).weights, (steps, 1)),
                     lambda X, y, steps: np.ones((steps, 1)) * calibration.firth_fit(X, y))),
    *(("vanishing_gradients", "predicted_factor", "precision", _drawn_at_random(seed), ["a sum where a mean"])
      for seed in (0, 1, 2)),
    *(("audit", "draw", "argument order", draw, ["result contains"])
      for draw in (_lying(np.linspace(-6, 6), sigmoid, sigmoid_grad), _lying(np.linspace(0, 6), sigmoid, sigmoid_grad),
                   _lying(np.linspace(-6, 6), sigmoid, sigmoid), _as_dots)),
]  # fmt: skip
