"""Right answers to exercise 2.10, draw, each written differently."""

import math

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from course_utils import activations
from course_utils.activations import sigmoid


def _draw_axes():
    x = np.arange(-6, 6, 0.01)
    s = 1 / (1 + np.exp(-x))
    fig, ax = plt.subplots(figsize=(9, 5))
    ax.spines["left"].set_position("center")
    ax.plot(x, s, color="#307EC7", linewidth=3, label="sigmoid")
    ax.plot(x, s * (1 - s), color="#9621E2", linewidth=3, label="derivative")
    ax.set_xlabel("x")
    ax.set_ylabel("y")
    ax.legend(loc="upper right", frameon=False)
    return ax


def _draw_figure():
    return _draw_axes().figure


def _draw_over_a_line():
    ax = _draw_axes()
    ax.axvline(0, color="grey")
    return ax


def _draw_coarsely():
    x = np.arange(-6, 6, 0.5)
    ax = Figure().subplots()
    ax.plot(x, sigmoid(x), "o-", label="sigmoid")
    ax.plot(x, activations.sigmoid_grad(x), ".-", label="derivative")
    ax.legend(title="curves")
    ax.set(xlabel="x", ylabel="y")
    return ax


def _draw_pyplot():
    x = np.linspace(-6, 6, 65)
    plt.figure()
    plt.plot(x, activations.sigmoid_grad(x), "--", label="derivative")
    plt.plot(x, sigmoid(x), label="sigmoid")
    plt.xlabel("input")
    plt.ylabel("output")
    plt.legend()
    return plt.gca()


def _draw_pyplot_figure():
    _draw_pyplot()
    return plt.gcf()


def _draw_twin_axes():
    x = np.linspace(-6, 6, 200)
    fig = Figure()
    left = fig.subplots()
    right = left.twinx()
    left.plot(x, sigmoid(x), label="sigmoid")
    right.plot(x, np.gradient(sigmoid(x), x), "r", label="derivative")
    left.set(xlabel="x", ylabel="sigmoid", title="The sigmoid and its slope")
    right.set_ylabel("slope")
    fig.legend()
    return fig


def _draw_from_right_to_left():
    x = np.linspace(6, -6, 300)
    fig, ax = plt.subplots()
    ax.plot(x, activations.sigmoid_grad(x), label="derivative")
    ax.plot(x, sigmoid(x), label="sigmoid")
    ax.axhline(0.25, color="grey", label="the peak")
    ax.set(xlabel="x", ylabel="height")
    fig.legend()
    ax.legend()
    plt.show()
    return ax


def _draw_named_by_the_legend():
    x = np.linspace(-6, 6, 50)
    ax = Figure().add_subplot()
    ax.plot(x, sigmoid(x), "k--", x, activations.sigmoid_grad(x), "b")
    ax.legend(["sigmoid", "derivative"])
    ax.set(xlabel="$x$", ylabel=r"$\sigma$")
    return ax.figure


def _draw_named_by_handles():
    x = [i / 10 for i in range(-60, 61)]
    _, ax = plt.subplots()
    (slope,) = ax.plot(x, [activations.sigmoid_grad(v) for v in x])
    (height,) = ax.plot(x, [1 / (1 + math.exp(-v)) for v in x])
    ax.legend([height, slope], ["sigmoid", "derivative"])
    ax.set(xlabel="x", ylabel="height")
    return ax


def _draw_one_above_the_other():
    x = np.linspace(-6, 6, 121)
    fig, (upper, lower) = plt.subplots(2, 1, sharex=True)
    upper.plot(x, sigmoid(x), label="sigmoid")
    lower.plot(x, activations.sigmoid_grad(x), label="derivative")
    upper.set_ylabel("sigmoid")
    lower.set(xlabel="x", ylabel="slope")
    fig.legend()
    return fig


def _draw_with_names_of_the_figure():
    ax = _draw_axes()
    ax.set(xlabel="", ylabel="")
    ax.figure.supxlabel("x")
    ax.figure.supylabel("height")
    return ax


RIGHT = [_draw_axes, _draw_figure, _draw_over_a_line, _draw_coarsely, _draw_pyplot, _draw_pyplot_figure,
_draw_twin_axes,
         _draw_from_right_to_left, _draw_named_by_the_legend, _draw_named_by_handles, _draw_one_above_the_other,
         _draw_with_names_of_the_figure]
