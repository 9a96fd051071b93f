"""Exercise 2.10: draw."""

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from course_utils import activations as truth
from course_utils.checks.engine.exercise import Exercise, Mistake, Part


def _figure(drawn):
    """Return the figure of what draw() gave back: Axes, a figure, or a pair with one of them.

    It is closed, so that the next call begins with an empty one, as in a cell of its own.
    """
    figure = (drawn[0] if isinstance(drawn, tuple | list) else drawn).figure
    plt.close(figure.canvas.figure)
    return figure


def _legend_entries(figure):
    """Yield the entries of all legends: a copy of the curve, and the name that the legend gives to it."""
    for legend in [*figure.legends, *(ax.get_legend() for ax in figure.axes if ax.get_legend())]:
        yield from zip(legend.legend_handles, (text.get_text().strip().lower() for text in legend.get_texts()))


def _key(line):
    return line.get_label(), getattr(line, "get_color", str)(), getattr(line, "get_linestyle", str)()


def _curves(figure):
    """Return (name, curve) for all curves; one without a label has the name that a legend gives to it."""
    named = {_key(handle): name for handle, name in _legend_entries(figure)}
    lines = [line for ax in figure.axes for line in ax.lines]
    return [(named.get(_key(line), "") if line.get_label().startswith("_") else line.get_label().strip().lower(), line)
            for line in lines]


def _heights(label):
    """Return a view: the heights at -4, -2, 0, 2, 4 of the first curve of that label, nan where there is none."""
    def view(drawn):
        found = [line.get_xydata() for name, line in _curves(_figure(drawn)) if name == label]
        x, y = found[0][found[0][:, 0].argsort()].T if found else ([0.0], [np.nan])
        return np.interp(np.arange(-4.0, 5, 2), x, y, left=np.nan, right=np.nan)

    return view


def _names(drawn):
    """Count the curves named sigmoid and those named derivative; then, for each, whether a legend has that name."""
    labels = [name for name, _ in _curves(_figure(drawn))]
    entries = {name for _, name in _legend_entries(_figure(drawn))}
    return np.array([f(name) for f in (labels.count, entries.__contains__) for name in ("sigmoid", "derivative")])


def _axis_names(drawn):
    figure = _figure(drawn)
    return np.array([bool(figure.get_supxlabel()) or any(ax.get_xlabel() for ax in figure.axes),
                     bool(figure.get_supylabel()) or any(ax.get_ylabel() for ax in figure.axes)])


def _drawing(*curves, legend=True, names=("x", "height")):
    def draw():
        x = np.linspace(-6, 6, 1201)
        ax = Figure().subplots()
        for label, f in curves:
            ax.plot(x, f(x), label=label)
        if legend:
            ax.legend()
        ax.set(xlabel=names[0], ylabel=names[1])
        return ax

    return draw


_S, _D = ("sigmoid", truth.sigmoid), ("derivative", truth.sigmoid_grad)


exercise = Exercise(
    "draw",
    lambda: _drawing(_S, _D)(),
    (
        Part("the curve labelled sigmoid", ((),),
             "Read at x = -4, -2, 0, 2, 4; nan where no such curve is. At 0 the sigmoid is 0.5.",
             rtol=2e-2, view=_heights("sigmoid")),
        Part("the curve labelled derivative", ((),),
             "Read at x = -4, -2, 0, 2, 4; nan where no such curve is. At 0 the derivative has its peak, 0.25.",
             rtol=2e-2, view=_heights("derivative")),
        Part("each curve drawn once and named in the legend", ((),),
             "Counted: curves named sigmoid, curves named derivative; and each name in a legend (0 no, 1 yes).",
             view=_names),
        Part("both axes named", ((),), "Name both: call ax.set_xlabel and ax.set_ylabel.", view=_axis_names),
    ),
    (
        Mistake("twice-the-sigmoid", _drawing(_S, ("derivative", truth.sigmoid)),
                "Both curves are the sigmoid, and one of them is called derivative. Plot what the label says.",
                "another function"),
        Mistake("swapped", _drawing(("derivative", truth.sigmoid), ("sigmoid", truth.sigmoid_grad)),
                "The labels have changed places.", "argument order"),
        Mistake("no-labels", _drawing(("", truth.sigmoid), ("", truth.sigmoid_grad), legend=False),
                "No curve has the label sigmoid, and none the label derivative. Write both labels exactly so.",
                "missing part"),
        Mistake("no-labels", _drawing(("s", truth.sigmoid), ("ds", truth.sigmoid_grad)),
                "No curve has the label sigmoid, and none the label derivative. Write both labels exactly so.",
                "missing part"),
        Mistake("no-derivative", _drawing(_S),
                "No curve has the label derivative.", "missing part"),
        Mistake("drawn-twice", _drawing(_S, _D, _S, _D),
                "Each curve is drawn twice, and stands twice in the legend. Remove the copies.", "off by one"),
        Mistake("no-legend", _drawing(_S, _D, legend=False),
                "The curves have labels, but no legend shows them. Call ax.legend().", "missing part"),
        Mistake("no-axis-names", _drawing(_S, _D, names=("", "")),
                "The axes have no names. Call ax.set_xlabel(...) and ax.set_ylabel(...); an = gives no name, it only "
                "covers up the function.", "missing part"),
        Mistake("M11-peak-1", _drawing(_S, ("derivative", lambda x: 4 * truth.sigmoid_grad(x))),
                "The derivative's peak is at 1. It belongs at 0.25; do not rescale a curve without saying so.",
                "scale"),
        Mistake("M10-minus", _drawing(_S, ("derivative", lambda x: -truth.sigmoid_grad(x))),
                "The derivative is negative here. The sigmoid rises, so its slope is positive.", "sign"),
        Mistake("M8-x-for-s", _drawing(_S, ("derivative", lambda x: x * (1 - x))),
                "The derivative was computed from x. It is s (1 - s), with the output s.", "another function"),
        Mistake("M2-mirrored", _drawing(("sigmoid", lambda x: truth.sigmoid(-x)), _D),
                "The sigmoid falls: the sign in the exponent is turned round.", "sign"),
    ),
    section="2.10",
)
