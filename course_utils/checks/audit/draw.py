"""Exercise C1: draw, the figure of exercise 2.10 from another block."""

import numpy as np
from matplotlib.figure import Figure

from course_utils.activations import sigmoid, sigmoid_grad
from course_utils.checks import derivative
from course_utils.checks.engine.exercise import Exercise, Mistake

_RIGHT_HALF = np.linspace(0, 6)


def _printed(x=_RIGHT_HALF, s=lambda x: 1 / 1 + np.exp(-x), slope=lambda x: x * (1 - x), sideways=True, named=False):
    """Return an answer that draws the article's figure, but for repairs; with legend and names if `named`."""

    def draw():
        ax = Figure().subplots()
        for label, y in (("sigmoid", s(x)), ("derivative", slope(x))):
            ax.plot(*((y, x) if sideways else (x, y)), label=label)
        if named:
            ax.legend()
            ax.set(xlabel="x", ylabel="output")
        return ax

    return draw


exercise = Exercise(
    "draw",
    derivative.draw.truth,
    derivative.draw.parts,
    (
        *(Mistake("as-printed", _printed(*repaired, sideways),
                  "Neither curve is right yet, and nothing is named. Take the article's lines one by one, and ask of "
                  "each what it does at x = 0.", family="missing part")
          for repaired in ((), (np.linspace(-6, 6),), (_RIGHT_HALF, sigmoid), (np.linspace(-6, 6), sigmoid))
          for sideways in (True, False) if (len(repaired), sideways) != (2, False)),
        *(Mistake("on-its-side", _printed(x, sigmoid, slope, named=True),
                  "The curves lie on their side: what belongs along the x axis is drawn as a height. Which of the two "
                  "does plot take first?", family="argument order")
          for x in (np.linspace(-6, 6), _RIGHT_HALF) for slope in (sigmoid_grad, lambda x: x * (1 - x))),
        *derivative.draw.mistakes,
    ),
    section="C1",
)
