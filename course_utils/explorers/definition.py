"""The explorers of lessons 00 and 01: steepness, growth, saturation."""

import numpy as np
from matplotlib import style
from matplotlib.figure import Figure

from course_utils.activations import logistic, sigmoid, sigmoid_grad
from course_utils.datasets import yeast_growth
from course_utils.explorers.stage import Control, Goal, Grab, explorer, number
from course_utils.plotting import BLACK, BLUE, GREEN, GREY, STYLE, VERMILION

RING = 0.95  # the height of the ring through which the steepness explorer is to go


@style.context(STYLE)
def steepness_explorer():
    """Show sigmoid(k x) and its tangent at 0 for k from 0.25 to 8; the curve of k = 1 stays, a ring waits at x = 1.

    >>> steepness_explorer().controls["k"].value
    2.0
    """
    ax = Figure().subplots()
    ax.set(xlabel="input x", ylabel="sigmoid(k x)", xlim=(-6, 6), ylim=(-0.05, 1.05))
    ax.set_title(" ", gid="readout")
    x = np.linspace(-6, 6, 241)
    ax.plot(x, sigmoid(x), color=GREY, linewidth=1.2, linestyle="--")
    ax.text(2.9, 0.82, "k = 1", color=GREY)
    ax.plot(x, x, color=VERMILION, linewidth=1.2, gid="tangent")
    ax.plot(1, RING, "o", color=GREEN, markersize=15, markerfacecolor="none", markeredgewidth=2)
    ax.plot(x, x, color=BLUE, gid="curve")
    ax.plot(1, 0.5, "o", color=BLUE, gid="dot")

    def at(k):
        ends, slope = np.clip([-2 / k, 2 / k], -6, 6), k * sigmoid_grad(0.0)
        return {
            "dot": (1, sigmoid(k)),
            "score": abs(sigmoid(k) - RING),
            "curve": (x, sigmoid(k * x)),
            "tangent": (ends, 0.5 + slope * ends),
            "readout": f"k = {k:g}: the slope at x = 0 is k/4 = {slope:g}",
        }

    k = Control("k", "steepness k", np.arange(0.25, 8.01, 0.125), start=2)
    description = "Explorer: the curve sigmoid(k x) and its tangent at x = 0 turn steeper as k grows."
    goal = Goal("the dot in the middle of the ring (to 0.01)", 0.01, 3)
    return explorer(ax.figure, at, [k], description, [Grab("dot", ("k",))], "k", ["curve"], goal)


@style.context(STYLE)
def growth_explorer():
    """Fit logistic growth to a yeast culture by hand, with the ceiling L, the rate k and the midpoint x0.

    >>> growth_explorer().controls["L"].value
    560.0
    """
    yeast = yeast_growth()
    hours, amount = yeast.X[:, 0], yeast.y
    ax = Figure().subplots()
    ax.set(xlabel="time x (hours)", ylabel="yeast (arbitrary units)", xlim=(-0.5, 18.5), ylim=(-20, 800))
    ax.set_title(" ", gid="readout")
    ax.set_xticks(hours[::3])
    x = np.linspace(0, 18, 61)
    ax.axhline(0, color=GREY, linewidth=1.2, linestyle="--", gid="ceiling")
    ax.text(0, 0, "", color=GREY, gid="name")
    ax.plot(x, x, color=VERMILION, linewidth=1.2, gid="errors")
    ax.plot(x, x, color=BLUE, gid="curve")
    ax.plot(hours, amount, "o", color=BLACK, markersize=4)
    ax.plot(0, 0, "D", color=BLUE, gid="midpoint")
    ax.plot(0, 0, "o", color=BLUE, gid="shoulder")

    def at(L, k, x0):
        fit = logistic(hours, L, k, x0)
        error = np.sqrt(np.mean((fit - amount) ** 2))
        return {
            "curve": (x, logistic(x, L, k, x0)),
            "ceiling": ([0, 1], L),
            "name": (0, L + 12, "ceiling L"),
            "midpoint": (x0, L / 2),
            "shoulder": (x0 + 1 / k, L * sigmoid(1.0)),
            "score": error,
            "errors": (np.repeat(hours, 3), np.column_stack([amount, fit, np.full(19, np.nan)]).ravel()),
            "readout": f"root-mean-square error {error:.1f}",
        }

    L = Control("L", "ceiling L", np.arange(500, 741, 20), start=560)
    k = Control("k", "growth rate k (1/h)", np.arange(0.35, 0.76, 0.05), start=0.35)
    x0 = Control("x0", "midpoint x0 (h)", np.arange(5.5, 10.1, 0.25), start=9)
    description = "Explorer: fit logistic growth to a yeast culture by hand, with a live error."
    grabs = [Grab("ceiling", ("L",)), Grab("shoulder", ("k",)), Grab("midpoint", ("L", "x0"))]
    goal = Goal("a root-mean-square error below 20", 20, 1)
    return explorer(ax.figure, at, [L, k, x0], description, grabs, None, ["curve"], goal)


def _sigmoid_in(dtype, x):
    """Return 1 / (1 + exp(-x)) with every step rounded to ``dtype``."""
    return 1 / (1 + np.exp(-np.asarray(x, dtype)))


def _first_one(dtype):
    """Return the smallest x of the format ``dtype`` whose sigmoid is exactly 1 there."""
    below, one = np.array([1, 64], dtype)
    while np.nextafter(below, one) < one:
        middle = below + (one - below) / 2
        below, one = (below, middle) if _sigmoid_in(dtype, middle) == 1 else (middle, one)
    return float(one)


@style.context(STYLE)
def saturation_explorer():
    """Follow 1 - sigmoid(x), computed in a number format, to the x from which on it is exactly 0.

    >>> saturation_explorer().controls["dtype"].value
    'float64'
    """
    formats = ["float16", "float32", "float64"]
    zero, x = 1e-20, np.linspace(0, 40, 321)  # a log axis has no 0: it is drawn at 1e-20
    ax = Figure().subplots()
    ticks = [1, 1e-4, 1e-8, 1e-12, 1e-16, zero]
    ax.set(xlabel="input x", ylabel="1 − sigmoid(x)", yscale="log", xlim=(0, 40.5), ylim=(zero / 8, 2))
    ax.set_yticks(ticks, ["1", *(number(tick, ".0e") for tick in ticks[1:-1]), "0"], minor=False)
    ax.set_title(" ", gid="readout")
    ax.plot(x, sigmoid(-x), color=GREY, linewidth=1.2, linestyle="--")
    ax.text(25.3, 3e-11, "exact", color=GREY)
    ax.plot(x, x, color=BLUE, gid="computed")
    ax.plot(0, 0, "o", color=VERMILION, markersize=8, gid="point")
    ax.text(39.5, 1, "\n", color=BLUE, ha="right", va="top", gid="one")

    def gap(dtype, x):
        return np.maximum(1 - _sigmoid_in(dtype, x).astype(float), zero)

    def at(dtype, x0):
        one, y = _first_one(dtype), np.format_float_positional(_sigmoid_in(dtype, x0), trim="0")
        return {
            "computed": (x, gap(dtype, x)),
            "point": (x0, gap(dtype, x0)),
            "one": f"exactly 1\nfrom {one:.6g} on",
            "readout": f"{dtype}: sigmoid({x0:g}) = {y}",
        }

    dtype = Control("dtype", "number format", formats, start="float64")
    x0 = Control("x0", "input x", np.arange(0, 40.1, 0.25), start=10)
    description = "Explorer: how far sigmoid(x) is from 1, and from which x on a format finds exactly 1."
    return explorer(ax.figure, at, [dtype, x0], description, [Grab("point", ("x0",))], "x0", ["computed"])
