"""Figures of the course: small functions that draw on Axes and know no lesson.

A notebook chooses the look once, with `plt.style.use(STYLE)`; every function takes arrays, draws on `ax`
(or on new Axes) and returns the Axes, so that calls can be chained line by line.
"""

import matplotlib.pyplot as plt
import numpy as np

STYLE = "course_utils.course"
BLACK, BLUE, VERMILION, GREEN = "#000000", "#0072B2", "#D55E00", "#009E73"
GREY = "#767676"


def new_axes(xlabel, ylabel, title="", **settings):
    """Open a figure with one named pair of axes.

    `settings` go to `Axes.set`, for example `xlim`, `ylim`, `yscale`. Returns the Axes.

    >>> ax = new_axes("input x", "output", ylim=(0, 1))
    >>> ax.get_xlabel()
    'input x'
    >>> plt.close(ax.figure)
    """
    _, ax = plt.subplots()
    ax.set(xlabel=xlabel, ylabel=ylabel, title=title, **settings)
    return ax


def label_curve(ax, x, y, label, at=None, offset=(6, 0), **style):
    """Draw a curve and write its name beside it, in its own colour.

    `x`, `y`: arrays (n,). `at`: the x beside which the name stands (default: the right end). `offset`: how
    far from the curve, in points. `style` goes to `Axes.plot`. Returns the Axes.
    """
    (line,) = ax.plot(x, y, **style)
    i = len(x) - 1 if at is None else int(np.argmin(np.abs(np.asarray(x) - at)))
    name = ax.annotate(label, (x[i], y[i]), offset, textcoords="offset points", color=line.get_color(),
                       va="center", annotation_clip=False)
    name.set_in_layout(True)
    return ax


def plot_function(f, label, x=None, ax=None, xlabel="x", ylabel="f(x)", **style):
    """Draw a vectorised function `f` over `x` (default: -8 to 8), named on the curve.

    `style` may hold `at` and `offset` of `label_curve`. Returns the Axes.

    >>> ax = plot_function(np.tanh, "tanh")
    >>> plt.close(ax.figure)
    """
    x = np.linspace(-8, 8, 801) if x is None else np.asarray(x)
    ax = ax or new_axes(xlabel, ylabel)
    return label_curve(ax, x, f(x), label, **style)


def mark(ax, x, y, text, offset=(10, -12), color=VERMILION):
    """Put a dot at (x, y) and a short text beside it; `offset` is in points. Returns the Axes."""
    ax.plot([x], [y], "o", color=color)
    ax.annotate(text, (x, y), offset, textcoords="offset points", color=color)
    return ax


def mark_guess(ax, guess, truth):
    """Show the reader's prediction beside what is true.

    `guess`, `truth`: a number (drawn as a vertical line) or a pair (x, y) (drawn as a point). A guess of
    None draws the truth alone. Returns the Axes.
    """
    _mark_one(ax, truth, "measured", VERMILION, "o", "-", 0.34)
    if guess is not None:
        _mark_one(ax, guess, "your guess", BLUE, "D", "--", 0.24)
    return ax


def _mark_one(ax, value, text, color, marker, linestyle, height):
    if np.ndim(value):
        ax.plot(*value, marker, color=color)
        ax.annotate(text, value, (9, 7), textcoords="offset points", color=color)
        return
    ax.axvline(value, color=color, linestyle=linestyle, linewidth=1.5)
    ax.annotate(f" {text}", (value, height), xycoords=("data", "axes fraction"), color=color, va="top")


def shade(ax, low, high, text, color=BLUE, height=0.04, alpha=0.12):
    """Shade the band low <= x <= high and name it at the relative `height`. Returns the Axes."""
    ax.axvspan(low, high, color=color, alpha=alpha, linewidth=0)
    ax.annotate(text, ((low + high) / 2, height), xycoords=("data", "axes fraction"), color=color,
                ha="center", va="bottom")
    return ax


def horizontal(ax, y, text, x=0.01):
    """Draw a dashed horizontal line at `y`, named at the relative position `x`. Returns the Axes."""
    ax.axhline(y, color=GREY, linestyle="--", linewidth=1.2)
    ax.annotate(text, (x, y), (0, 3), xycoords=("axes fraction", "data"), textcoords="offset points", color=GREY)
    return ax
