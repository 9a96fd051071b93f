"""Exercise C1: draw."""

import numpy as np
from matplotlib.figure import Figure

from course_utils.activations import sigmoid, sigmoid_grad
from course_utils.checks import derivative
from course_utils.checks.engine.exercise import Exercise, Mistake

_X = np.linspace(-6, 6, 241)


def _drawing(x=_X, s=sigmoid, slope=sigmoid_grad, legend=True, names=("x", "height"), sideways=False):
    def draw():
        ax = Figure().subplots()
        for label, y in (("sigmoid", s(x)), ("derivative", slope(x))):
            ax.plot(*((y, x) if sideways else (x, y)), label=label)
        if legend:
            ax.legend()
        ax.set(xlabel=names[0], ylabel=names[1])
        return ax

    return draw


def _unbracketed(x):
    return 1 / 1 + np.exp(-x)


exercise = Exercise(
    "draw",
    derivative.draw.truth,
    derivative.draw.parts,
    (
        Mistake("as-printed", _drawing(np.linspace(0, 6), _unbracketed, lambda x: x * (1 - x), False, ("", ""), True),
                "This is still the article's figure. Take its lines one by one, and ask of each what it does at "
                "x = 0.", family="missing part"),
        Mistake("sideways", _drawing(sideways=True),
                "The curves lie on their side: plot wants the places first and the heights second.",
                family="argument order"),
        Mistake("M1-precedence", _drawing(s=_unbracketed),
                "Your sigmoid starts far above 1. Division comes before addition: something lacks a bracket.",
                family="brackets"),
        Mistake("M1-precedence", _drawing(s=_unbracketed, slope=lambda x: _unbracketed(x) * (1 - _unbracketed(x))),
                "Your sigmoid starts far above 1. Division comes before addition: something lacks a bracket.",
                family="brackets"),
        Mistake("M8-x-for-s", _drawing(slope=lambda x: x * (1 - x)),
                "The derivative goes down to -42. That formula wants the output, not x.", family="another function"),
        Mistake("half-range", _drawing(np.linspace(0, 6)),
                "The curves begin at 0. The figure should run from -6 to 6.", family="wrong rows"),
        Mistake("cut-short", _drawing(np.linspace(-3, 3)),
                "The curves end too soon. The figure should run from -6 to 6.", family="wrong rows"),
        *(mistake for mistake in derivative.draw.mistakes
          if mistake.id in ("no-labels", "no-derivative", "swapped", "drawn-twice")),
        Mistake("no-legend", _drawing(legend=False),
                "There is no legend. The name of a function without its brackets does not call it.",
                family="missing part"),
        Mistake("no-axis-names", _drawing(names=("", "")),
                "The axes have no names. An = after ax.xlabel sets something that no figure shows.",
                family="missing part"),
        Mistake("no-legend-no-names", _drawing(legend=False, names=("", "")),
                "Both curves are right. Legend and names are still missing: the script mentions them, and calls "
                "nothing.", family="missing part"),
        Mistake("M10-minus", _drawing(slope=lambda x: -sigmoid_grad(x)),
                "The derivative is negative here. The sigmoid rises, so its slope is positive.", family="sign"),
    ),
    section="C1",
)
