"""Exercise 2.10: draw."""

import functools

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from course_utils import activations as truth
from course_utils.checks.definition._shared import made
from course_utils.checks.engine.exercise import Exercise, Part

WANTED = ("sigmoid", "derivative")
PLACES = (-6.5, -5.5, -3, -1, 2, 5.5, 6.5)  # beyond -6 and 6 there should be no curve
_SHOWN = "the heights of the curve labelled {} at -6.5, -5.5, -3, -1, 2, 5.5 and 6.5 (nan: no such curve there)"


def _figure(drawn):
    """Return the figure of what draw() gave back: Axes or a figure.

    It is closed, so that the next call begins with an empty one, as in a cell of its own.
    """
    figure = drawn.figure
    plt.close(figure.canvas.figure)
    return figure


def _legend_entries(figure):
    """Yield the entries of all legends: a copy of the curve, and the name that the legend gives to it."""
    for legend in _legends(figure):
        yield from zip(legend.legend_handles, (text.get_text() for text in legend.get_texts()))


def _legends(figure):
    return [*figure.legends, *(ax.get_legend() for ax in figure.axes if ax.get_legend())]


def _key(line):
    return line.get_label(), getattr(line, "get_color", str)(), getattr(line, "get_linestyle", str)()


def _curves(figure):
    """Return (name, curve) for all curves; one without a label has the name that a legend gives to it."""
    named = {_key(handle): name for handle, name in _legend_entries(figure)}
    lines = [line for ax in figure.axes for line in ax.lines if line.get_visible()]
    return [(named.get(_key(line), "") if line.get_label().startswith("_") else line.get_label(),
          line) for line in lines]


def _heights(label):
    """Return a view: the heights at some places of the first curve of that label, nan where none is to be seen."""
    def view(drawn):
        found = [_seen(line) for name, line in _curves(_figure(drawn)) if name == label]
        x, y = found[0].T if found and len(found[0]) else ([0.0], [np.nan])
        return np.interp(PLACES, x, y, left=np.nan, right=np.nan)

    return view


def _seen(line):
    """Return the points of a curve between the ends of its axes, from left to right."""
    low, high = sorted(line.axes.get_xlim())
    points = line.get_xydata()
    points = points[points[:, 0].argsort()]
    return points[(low <= points[:, 0]) & (points[:, 0] <= high)]


def _counts(drawn):
    labels = [name for name, _ in _curves(_figure(drawn))]
    return np.array([labels.count(name) for name in WANTED])


def _in_legend(drawn):
    """Tell which names stand in the legend that has most of them."""
    legends = [[text.get_text() for text in legend.get_texts()] for legend in _legends(_figure(drawn))]
    return max(([name in legend for name in WANTED] for legend in legends), key=sum, default=[False, False])


def _named_axes(drawn):
    figure = _figure(drawn)
    return sum((bool(figure.get_supxlabel()) or any(ax.get_xlabel() for ax in figure.axes),
                bool(figure.get_supylabel()) or any(ax.get_ylabel() for ax in figure.axes)))


def _drawing(*curves, legend=True, names=("x", "height"), ends=(-6, 6), n=1201, over=np.asarray, limits=None):
    @functools.cache  # a mistake is tried at every part; its figure need be drawn only once
    def draw():
        x = np.linspace(*ends, n)
        ax = Figure().subplots()
        for label, f in curves:
            ax.plot(over(x), f(x), label=label)
            if legend == label:  # made too early
                ax.legend()
        if legend is True:
            ax.legend()
        ax.set_xlim(limits)
        ax.set(xlabel=names[0], ylabel=names[1])
        return ax

    return draw


_NAMES = (("x", "height"), ("x", ""), ("", ""))
_S, _D = ("sigmoid", truth.sigmoid), ("derivative", truth.sigmoid_grad)


def _called_derivative(f):
    return "derivative", f


def _with(f):
    return _drawing(_S, _called_derivative(f))


exercise = Exercise(
    "draw",
    _drawing(_S, _D),
    (
        Part("the curve labelled sigmoid", ((),), "How high should the sigmoid be at 0, and towards which side does it "
             "rise?",
             rtol=2e-2, atol=2e-3, view=_heights("sigmoid"), shows=_SHOWN.format("sigmoid"),
             more="Read the script's function: it returns a pair. Which of the two does this call of plot get? Look at "
             "the spelling of the label, too."),
        Part("the curve labelled derivative", ((),), "How high should the derivative be at 0, and is it ever above "
             "that?",
             rtol=2e-2, atol=2e-3, view=_heights("derivative"), shows=_SHOWN.format("derivative"),
             more="A label says what you want a curve to be. What are the numbers that this call of plot gets?"),
        Part("each curve drawn once", ((),), "How often does each call of plot stand in the script?", 0.5, view=_counts,
             shows="how many curves are labelled sigmoid, and how many derivative",
             more="The script plots, makes a legend, and then does all of it once more."),
        Part("a legend names both", ((),), "What makes the labels appear in the figure, and when is it called?", 0.5,
             view=_in_legend, shows="whether a legend names sigmoid, and whether derivative (1 yes, 0 no)",
             more="A legend collects the labels that are there when it is made."),
        Part("both axes named", ((),), "Which calls give an axis a name?", view=_named_axes,
             shows="how many of the two axes have a name", more="An = after ax.set_xlabel gives no name, it only "
             "covers up the function. It wants to be called. And there is a second axis."),
    ),
    (
        *made("twice-the-sigmoid", "another function", "Both curves are the sigmoid, and one of them is called "
              "derivative.", *(_drawing(*times * (_S, _called_derivative(truth.sigmoid)), names=names)
                               for times in (1, 2) for names in _NAMES)),
        *made("twice-the-sigmoid", "another function", "Both curves are the sigmoid, one of them is called derivative, "
              "and no legend shows the names.",
              *(_drawing(_S, _called_derivative(truth.sigmoid), legend=False, names=names) for names in _NAMES)),
        *made("swapped", "argument order", "The labels have changed places.",
              _drawing(("derivative", truth.sigmoid), ("sigmoid", truth.sigmoid_grad))),
        *made("no-labels", "missing part", "No curve has the label sigmoid, and none the label derivative. Are both "
              "labels there, and spelt exactly so?",
              *(_drawing(("s", truth.sigmoid), ("ds", truth.sigmoid_grad), names=names) for names in _NAMES)),
        *made("one-label", "missing part", "One of the two curves is missing, or its label is not exactly sigmoid or "
              "derivative.", _drawing(_S), _drawing(_D)),
        *made("drawn-twice", "off by one", "At least one of the curves is drawn more than once.",
              _drawing(_S, _D, _S, _D), _drawing(_S, _D, _D), _drawing(_S, _D, _S),
              _drawing(_S, _D, _S, _D, legend=False), *(_drawing(_S, _D, _S, _D, names=names) for names in _NAMES[1:])),
        *made("no-legend", "missing part", "The curves have labels, but no legend shows both of them. Is a legend "
              "called, and after the curves are drawn?", *(_drawing(_S, _D, legend=False, names=names)
                                                           for names in _NAMES),
              *(_drawing(_S, _D, legend="sigmoid", names=names) for names in _NAMES)),
        *made("over-the-index", "missing part", "The curves do not stand over x: they begin at 0 and run to the right. "
              "Does plot get the heights alone?",
              *(_drawing(_S, _D, n=n, over=lambda x: np.arange(len(x)), ends=(-6, end)) for n, end in (
                  *((n, 6) for n in (13, 25, 50, 100, 101, 120, 121, 200, 201, 500, 1000, 1001, 1201)),
                  (12, 5), (24, 5.5), (120, 5.9), (1200, 5.99)))),
        *made("no-axis-names", "missing part", "At least one axis has no name. Is a call missing, or does an = stand "
              "after set_xlabel? It gives no name, it only covers up the function.",
              *(_drawing(_S, _D, names=names) for names in _NAMES[1:])),
        *made("other-ends", "boundary", "Both curves are right, but they are not to be seen from -6 to 6 and no "
              "further. Where does x begin and end, and do the axes show all of it?",
              *(_drawing(_S, _D, limits=limits) for limits in ((0, 6), (-6, 0), *((-n, n) for n in range(1, 6)))),
              *(_drawing(_S, _D, ends=ends) for ends in ((-8, 8), (0, 6), (-5, 5), (-6, 5), (-2.5, 2.5)))),
        *made("M11-peak-1", "scale", "The derivative's peak is at another height than 0.25.",
              *(_with(lambda x, k=k: k * truth.sigmoid_grad(x)) for k in (4, 2, 0.5, 0.01, 0.02, 0.12)),
              _with(lambda x: 1 - np.tanh(x) ** 2)),
        *made("M10-minus", "sign", "The derivative is negative here. The sigmoid rises.",
              _with(lambda x: -truth.sigmoid_grad(x))),
        *made("M8-x-for-s", "order of steps", "The derivative was computed from x, in the place of the output.",
              _with(lambda x: x * (1 - x))),
        *made("another-derivative", "another function", "The curve called derivative is another one than the slope of "
              "the sigmoid.", _with(truth.sigmoid_second_derivative), *(
                  _with(lambda x, f=f: f(truth.sigmoid(x))) for f in (
                      lambda s: 1 - s, lambda s: s - 1, lambda s: s * s, lambda s: s * s * (1 - s),
                      lambda s: s * (1 + s), lambda s: 0 * s, truth.sigmoid_grad))),
        *made("too-few-places", "precision", "The curves have corners: they are drawn through too few places.",
              *(_drawing(_S, _D, n=n) for n in (3, 5, 7))),
        *made("M2-mirrored", "sign", "The curve called sigmoid falls: is the sign in the exponent turned round?",
              _drawing(("sigmoid", lambda x: truth.sigmoid(-x)), _D)),
        *made("another-sigmoid", "another function", "The curve called sigmoid is another one.",
              *(_drawing(("sigmoid", f), _D) for f in (
                  np.tanh, truth.softplus, np.exp, lambda x: 1 + np.exp(-x), lambda x: x))),
    ),
    section="2.10",
)
