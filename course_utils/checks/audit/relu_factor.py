"""Exercise S10: relu_factor."""

import numpy as np

from course_utils.checks.audit._shared import NINE
from course_utils.checks.engine.exercise import Exercise, Mistake, Part


def _factor(W, n=None, mean=lambda W: np.mean(W**2)):
    return np.sqrt((len(W) if n is None else n) * mean(W) / 2)


_RNG = np.random.default_rng(0)
_SQUARE = np.array([[0.5, -0.2, 0.9], [1.1, 0.3, -0.7], [-0.4, 0.8, 0.6]])
_OBLONG = np.array([[0.5, -0.2], [0.9, 1.1], [0.3, -0.7], [-0.4, 0.8]])
_WIDE = _RNG.uniform(-1, 1, (12, 30)) / np.sqrt(12)
_LAYER = _RNG.normal(size=(64, 64))


exercise = Exercise(
    "relu_factor",
    lambda W: _factor(W),
    (
        Part("square matrices", ((_SQUARE,), (np.eye(4),), (_LAYER * np.sqrt(2 / 64),), (_LAYER / 8,),
                                 (np.array([[3.0]]),), (_SQUARE + 2,)),
             "Which mean is m, and what is done with it before the root?", shows="the factor",
             more="First square every entry, then average over all of them: one number.", **NINE),
        Part("other shapes", ((_OBLONG,), (_OBLONG.T,), (_WIDE,), (_OBLONG[:, :1],), (_OBLONG[:1],),
                              (np.array([[1, -2, 0], [2, 1, 3]]),)),
             "W has the shape (inputs, units). Which of the two is n?", shows="the factor",
             more="On its way back a gradient leaves with one entry for each INPUT, a sum over all units.", **NINE),
    ),
    (
        Mistake("units-for-inputs", lambda W: _factor(W, W.shape[1]),
                "Right where there are as many units as inputs; elsewhere the number is that with n the UNITS. Which "
                "axis of W counts the inputs?", family="axis"),
        *(Mistake("other-n", lambda W, n=n: _factor(W, n(W)),
                  "The number is that of another n: that of all weights, or of both axes together. n is the number of "
                  "inputs.", family="axis") for n in (np.size, lambda W: sum(W.shape), lambda W: sum(W.shape) / 2)),
        *(Mistake("half-forgotten", lambda W, k=k: k * _factor(W),
                  f"The number is {k:.3g} times the right one. Where does the half stand, and why is it there?",
                  family="missing part") for k in (np.sqrt(2), 2, 1 / np.sqrt(2), 0.5)),
        *(Mistake("root-forgotten", lambda W, k=k: k * _factor(W) ** 2,
                  "The number grows with the square of the weights: it is what becomes of the SQUARE of a gradient's "
                  "length. What is missing?", family="missing part") for k in (1, 2)),
        *(Mistake("variance", lambda W, ddof=ddof: _factor(W, mean=lambda W: np.var(W, ddof=min(ddof, W.size - 1))),
                  "The number leaves the mean of the weights out, as a variance does. The gradient feels the weights "
                  "as they are.", family="mean or sum") for ddof in (0, 1)),
        *(Mistake("deviation", lambda W, f=f: f(W),
                  "The number is that of a deviation of the weights. Which mean was asked for, and what is its root "
                  "multiplied by?", family="mean or sum")
          for f in (np.std, lambda W: np.sqrt(len(W) / 2) * np.var(W), lambda W: np.sqrt(len(W) * np.std(W) / 2))),
        *(Mistake("summed", lambda W, s=s: s(W),
                  "The number is that of a sum of the squares, with or without the n. Take their mean.",
                  family="mean or sum")
          for s in (lambda W: _factor(W) * np.sqrt(W.size), np.linalg.norm)),
        *(Mistake("largest-stretch", lambda W, k=k: k * np.linalg.norm(W, 2),
                  "The number is the most that W does to the length of any vector, or that times the root of a half (a "
                  "spectral norm). Average over all weights.", family="another function") for k in (1, np.sqrt(0.5))),
        *(Mistake("claim", lambda W, c=c: c,
                  "That is the same number for all weights, as the sentence claims. Measure it: the weights are part "
                  "of the factor.", family="evidence") for c in (1.0, 0.5)),
        Mistake("squared-too-late", lambda W: np.sqrt(len(W) / 2) * abs(np.mean(W)),
                "The number is that of the mean weight: plus and minus cancel in it. What comes first, the square or "
                "the mean?", family="order of steps"),
        Mistake("squared-too-late", lambda W: np.sqrt(len(W) * np.mean(W) / 2),
                "The number is that of the mean weight: plus and minus cancel in it. What comes first, the square or "
                "the mean?", family="order of steps"),
        *(Mistake("mean-size", lambda W, f=f: f(W), "The number is that of the mean SIZE of the weights. Average their "
                  "squares.", family="another function")
          for f in (lambda W: np.sqrt(len(W) / 2) * np.mean(np.abs(W)),
                    lambda W: np.sqrt(len(W) * np.mean(np.abs(W)) / 2))),
        *(Mistake("n-outside", lambda W, f=f: f(W),
                  "n does not count as it should. Does it stand under the root, and does it multiply?",
                  family="brackets")
          for f in (lambda W: len(W) * np.sqrt(np.mean(W**2) / 2), lambda W: np.sqrt(np.mean(W**2) / 2),
                    lambda W: np.sqrt(np.mean(W**2) / (2 * len(W))), lambda W: np.sqrt(2 / (len(W) * np.mean(W**2))))),
        *(Mistake("by-column", lambda W, axis=axis: _factor(W, mean=lambda W: np.mean(W**2, axis=axis)),
                  "A number came for each row or column. Average over all the weights.", family="axis")
          for axis in (0, 1)),
        *(Mistake("of-an-initialisation", lambda W, n=n: np.sqrt(n(W)),
                  "The number depends on the shape of W alone. Which weights are they?", family="evidence")
          for n in (lambda W: 2 / len(W), lambda W: 1 / len(W), lambda W: len(W) / 2)),
        Mistake("matrix-square", lambda W: np.sqrt(len(W) * np.mean(W @ W.T) / 2),
                "The number is that of a matrix product. Square each entry for itself.", family="another function"),
    ),
    section="S10",
)
