"""The explorers of lesson 02: from secant to tangent, the step of a difference, the slope of sigmoid(w x + b)."""

import numpy as np
from matplotlib import style
from matplotlib.figure import Figure

from course_utils.activations import sigmoid, sigmoid_grad
from course_utils.differences import METHODS, numerical_grad
from course_utils.explorers.stage import Control, Goal, Grab, explorer, number
from course_utils.plotting import BLACK, BLUE, GREEN, GREY, STYLE, VERMILION, ink


@style.context(STYLE)
def tangent_explorer():
    """Draw the line through two points of the sigmoid, at x and x + h, above the slope at every x.

    >>> tangent_explorer().controls["x0"].value
    1.0
    """
    ax = Figure().subplots()
    ax.set(xlabel="input x", ylabel="height, slope", xlim=(-8, 8), ylim=(-0.08, 1.12))
    ax.set_title(" ", gid="readout")
    x = np.linspace(-8, 8, 321)
    ax.plot(x, sigmoid(x), color=BLACK)
    ax.plot(x, sigmoid_grad(x), color=GREY, linestyle="--", linewidth=1.5)
    ax.text(4.2, 0.8, "sigmoid", color=BLACK)
    ax.text(4.2, 0.13, "its slope", color=GREY)
    ax.plot(x, x, color=VERMILION, linewidth=1.5, gid="line")
    for point in ("here", "there"):
        ax.plot(0, 0, "o", color=VERMILION, gid=point)
    ax.plot(0, 0, "D", color=BLUE, gid="slope")

    def at(x0, h):
        y0, slope = sigmoid(x0), (sigmoid(x0 + h) - sigmoid(x0)) / h
        ends = np.clip(x0 + (np.array([-0.08, 1.12]) - y0) / slope, -8, 8)
        return {
            "line": (ends, y0 + slope * (ends - x0)),
            "here": (x0, y0),
            "there": (x0 + h, sigmoid(x0 + h)),
            "score": abs(slope - sigmoid_grad(x0)),
            "slope": (x0, slope),
            "readout": f"line through x and x + h: slope {slope:.4f}; tangent at x: {sigmoid_grad(x0):.4f}",
        }

    x0 = Control("x0", "input x", np.arange(-6, 6.1, 0.25), start=1)
    h = Control("h", "distance h", [2, 1.5, 1, 0.7, 0.4, 0.2, 0.1, 0.01, 0.001], start=2)
    description = "Explorer: as h shrinks, the line through two points of the sigmoid turns into the tangent."
    grabs = [Grab("there", ("h",)), Grab("here", ("x0",))]
    goal = Goal("the line's slope within 0.001 of the tangent's", 0.001, 4)
    return explorer(ax.figure, at, [x0, h], description, grabs, "h", ["line"], goal)


def _textbook_sigmoid(x):
    return 1 / (1 + np.exp(-x))


def _seen(method, t, h):
    """Return what a method sees of the sigmoid around 1: the change over t steps of h, in units of h."""
    if method == "complex":
        return _textbook_sigmoid(1 + 1j * t * h).imag / h
    return (_textbook_sigmoid(1 + t * h) - _textbook_sigmoid(1.0)) / h


@style.context(STYLE)
def step_explorer():
    """Choose a method and a step h; see the sigmoid at that scale, and how wrong its slope at x = 1 comes out.

    >>> step_explorer().controls["method"].value
    'central'
    """
    steps = np.array([float(f"{10**power:.0e}") for power in np.arange(-15, 0.6, 0.5)])
    slope, t = sigmoid_grad(1.0), np.linspace(-1.2, 1.2, 121)
    error = {m: [abs(numerical_grad(_textbook_sigmoid, 1.0, h, m) / slope - 1) for h in steps] for m in METHODS}
    left, right = Figure(figsize=(7.2, 3.9)).subplots(1, 2)
    left.set(xlabel="distance from x = 1, in steps h", ylabel="change of the sigmoid / h", ylim=(-0.42, 0.42))
    left.plot(t, slope * t, color=GREY, linestyle="--", linewidth=1.2)
    left.plot(t, t, color=BLACK, gid="seen")
    left.plot([0, 1], [0, 1], "o-", color=VERMILION, linewidth=1.2, gid="used")
    left.set_title(" ", gid="readout")
    right.set(xlabel="step h", ylabel="relative error of the slope", xscale="log", yscale="log", ylim=(3e-17, 9))
    for axis, ticks in ((right.xaxis, [1e-15, 1e-10, 1e-5, 1]), (right.yaxis, [1e-16, 1e-12, 1e-8, 1e-4, 1])):
        axis.set_ticks(ticks, [number(tick, ".0e") if tick < 1 else "1" for tick in ticks])
        axis.set_ticks([], minor=True)
    looks = ((BLUE, "--", (3e-9, 8e-5)), (VERMILION, "-", (9e-4, 2e-9)), (GREEN, ":", (1e-14, 6e-16)))
    for (name, e), (color, line, where) in zip(error.items(), looks):
        right.plot(steps, np.maximum(e, 1e-16), color=color, linestyle=line, linewidth=1.5)
        right.text(*where, name, color=ink(color))
    right.plot(1, 1, "D", color=BLACK, gid="here")

    def at(method, h):
        y, e = _seen(method, t, h), error[method][int(np.argmin(np.abs(steps / h - 1)))]
        first = {"forward": 0, "central": -1, "complex": 0}[method]
        used = np.array([first, 1])
        estimate = numerical_grad(_textbook_sigmoid, 1.0, h, method)
        return {
            "seen": (t, np.clip(y, -5, 5)),
            "used": (used, _seen(method, used, h)),
            "here": (h, max(e, 1e-16)),
            "readout": f"{method}: slope {estimate:.6f}, relative error {number(e, '.0e')}",
        }

    method = Control("method", "method", list(METHODS), "central")
    h = Control("h", "step h", steps, start=1)
    description = "Explorer: the sigmoid as a difference of step h sees it, and the error of the slope at x = 1."
    return explorer(left.figure, at, [method, h], description, [Grab("here", ("method", "h"))], "h", ["seen"])


@style.context(STYLE)
def affine_explorer():
    """Show sigmoid(w x + b) and its slope w sigmoid'(w x + b), with the window in which the slope exceeds 1.

    >>> affine_explorer().controls["w"].value
    6.0
    """
    ax = Figure().subplots()
    ax.set(xlabel="input x", ylabel="height, slope", xlim=(-3, 3), ylim=(-0.1, 3.8))
    ax.set_title(" ", gid="readout")
    x = np.linspace(-3, 3, 201)
    ax.axhline(1, color=GREY, linestyle="--", linewidth=1.2)
    ax.fill(x, x, color=VERMILION, alpha=0.2, linewidth=0, gid="window")
    ax.plot(x, x, color=BLACK, linewidth=1.2, linestyle="--", gid="height")
    ax.plot(x, x, color=BLUE, gid="slope")
    ax.text(-2.9, 3.45, "sigmoid(w x + b), dashed", color=BLACK)
    ax.text(-2.9, 3.1, "its slope", color=BLUE)
    ax.plot(0, 0, "D", color=BLUE, gid="peak")

    def at(w, b):
        half = 2 * np.arccosh(np.sqrt(max(w, 4)) / 2) / w  # where w sigmoid'(w x + b) is 1, from the middle
        ends = np.clip(-b / w + np.array([-half, half]), -3, 3)
        return {
            "height": (x, sigmoid(w * x + b)),
            "slope": (x, w * sigmoid_grad(w * x + b)),
            "window": (ends[[0, 0, 1, 1]], [-0.1, 3.8, 3.8, -0.1]),
            "peak": (-b / w if abs(b / w) <= 3 else np.nan, w / 4),
            "readout": f"steepest: w/4 = {w / 4:g}; "
            + (f"slope above 1 over a width of {2 * half:.3f}" if half else "slope nowhere above 1"),
        }

    w = Control("w", "weight w", np.arange(0.5, 12.1, 0.25), start=6)
    b = Control("b", "bias b", np.arange(-4, 4.1, 0.5), start=0)
    description = "Explorer: the slope of sigmoid(w x + b) reaches w/4, and exceeds 1 only in a narrow window."
    return explorer(ax.figure, at, [w, b], description, [Grab("peak", ("w", "b"))], "w", ["slope"])
