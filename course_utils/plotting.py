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
    None draws the truth alone. Returns the Axes. Raises TypeError for a guess of another kind.

    >>> mark_guess(new_axes("x", "y"), "5", truth=4)
    Traceback (most recent call last):
    TypeError: guess is '5'; expected a number such as 5, a pair such as (5, 0.25), or None.
    >>> plt.close("all")
    """
    if guess is not None and np.asarray(guess).dtype.kind not in "iuf":
        raise TypeError(f"guess is {guess!r}; expected a number such as 5, a pair such as (5, 0.25), or None.")
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


def plot_binary(ax, x, y, step=0.04):
    """Draw yes (y = 1, diamonds) and no (y = 0, dots) over `x`, equal ones stacked by `step`. Returns the Axes.

    >>> ax = plot_binary(new_axes("x", "y"), np.array([2, 2, 3]), np.array([1, 1, 0]))
    >>> [line.get_ydata().tolist() for line in ax.lines]
    [[0.0], [1.0, 1.04]]
    >>> plt.close(ax.figure)
    """
    for outcome, marker, way in ((0, "o", -1), (1, "D", 1)):
        places, counts = np.unique(x[y == outcome], return_counts=True)
        rank = np.concatenate([np.arange(count) for count in counts])
        ax.plot(np.repeat(places, counts), outcome + step * way * rank, marker, color=BLACK, markersize=5)
    return ax


def landscape(ax, f, x, y, levels):
    """Draw heights over the plane, the darker the higher, with contour lines at `levels`. Returns the Axes.

    `f` takes points, shape (ny, nx, 2), and returns heights, (ny, nx); `x` (nx,) and `y` (ny,) span the plane.
    """
    height = f(_plane(x, y))
    ax.contourf(x, y, height, levels, cmap="Greys", norm="log", alpha=0.3, extend="both")
    ax.contour(x, y, height, levels, colors=GREY, linewidths=0.8)
    return ax


def probability_field(ax, f, x, y):
    """Colour the plane by a probability f (see `landscape`), with lines where it is .1, .5 and .9. Returns the Axes."""
    p = f(_plane(x, y))
    ax.contourf(x, y, p, np.linspace(0, 1, 11), cmap="PuOr_r", alpha=0.55)
    lines = ax.contour(x, y, p, [0.1, 0.5, 0.9], colors=BLACK, linewidths=[1, 2.5, 1], linestyles=["--", "-", "--"])
    ax.clabel(lines, fontsize=9, zorder=5)
    return ax


def _plane(x, y):
    return np.stack(np.meshgrid(x, y), axis=-1)


def draw_walk(ax, path, text, offset=(8, -4), color=BLUE):
    """Draw a walk through the points `path` (n, 2): a ring at its start, a dot and `text` at its end."""
    ax.plot(*path.T, color=color, linewidth=1.5)
    ax.plot(*path[0], "o", color=color, markerfacecolor="white")
    return mark(ax, *path[-1], text, offset, color)
