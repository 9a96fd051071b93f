"""Exercise S10: relu_factor."""

import numpy as np

from course_utils.checks.audit._shared import NINE
from course_utils.checks.engine.exercise import Exercise, Mistake, Part


def _factor(W, n=None):
    return np.sqrt((len(W) if n is None else n) * np.mean(W**2) / 2)


_SQUARE = np.array([[0.5, -0.2, 0.9], [1.1, 0.3, -0.7], [-0.4, 0.8, 0.6]])


_OBLONG = np.array([[0.5, -0.2], [0.9, 1.1], [0.3, -0.7], [-0.4, 0.8]])


exercise = Exercise(
    "relu_factor",
    lambda W: _factor(W),
    (
        Part("square matrices", ((_SQUARE,), (np.eye(4),)),
             "The mean of the squares of all entries, times n, over 2; then the root.", **NINE),
        Part("other shapes", ((_OBLONG,), (_OBLONG.T,)), "W has the shape (inputs, units). Which of them is n?",
             **NINE),
    ),
    (
        Mistake("units-for-inputs", lambda W: _factor(W, W.shape[1]),
                "You take n from the units. The gradient comes back with one entry for each INPUT: n counts those.",
                family="axis"),
        Mistake("half-forgotten", lambda W: np.sqrt(2) * _factor(W),
                "The half is missing: a layer of relus lets about half of the entries through.", family="missing part"),
        Mistake("root-forgotten", lambda W: _factor(W) ** 2,
                "This is what happens to the SQUARE of a gradient's length. The root is missing.",
                family="missing part"),
        Mistake("variance", lambda W: np.sqrt(len(W) * np.var(W) / 2),
                "np.var takes the mean away first. The gradient feels the weights as they are: mean of the squares.",
                family="mean or sum"),
        Mistake("summed", lambda W: _factor(W) * np.sqrt(W.size), "You add up the squares. Take their mean.",
                                                                  family="mean or sum"),
        Mistake("claim", lambda W: 1.0,
                "That is what the sentence claims. Measure it: the weights are part of the factor.", family="evidence"),
        Mistake("squared-too-late", lambda W: np.sqrt(len(W) / 2) * abs(np.mean(W)),
                "You average first and square then: plus and minus cancel. Square first.", family="order of steps"),
        Mistake("mean-size", lambda W: np.sqrt(len(W) / 2) * np.mean(np.abs(W)),
                "You average the sizes of the weights. Average their squares.", family="another function"),
        Mistake("half-outside", lambda W: np.sqrt(len(W) * np.mean(W**2)) / 2,
                "You halve after the root. The half belongs under it.", family="brackets"),
        Mistake("by-column", lambda W: np.sqrt(len(W) * np.mean(W**2, axis=0) / 2),
                "This is one number for each unit. Average over all the weights.", family="axis"),
    ),
    section="S10",
)
