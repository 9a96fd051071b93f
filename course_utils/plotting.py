"""Figures of the course: small functions that draw on Axes and know no lesson.

A notebook chooses the look once, with `plt.style.use(STYLE)`; every function takes arrays, draws on `ax`
(or on new Axes) and returns the Axes, so that calls can be chained line by line.
"""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import to_hex, to_rgb

STYLE = "course_utils.course"
BLACK, BLUE, VERMILION, GREEN = "#000000", "#0072B2", "#D55E00", "#009E73"
GREY = "#767676"
HALO = {"facecolor": "white", "edgecolor": "none", "alpha": 0.7, "pad": 1}  # behind text that lies on a curve


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


def ink(color):
    """Return a colour for text: `color`, darkened until its contrast with white is 4.5 (WCAG 2.1), as hex digits.

    >>> ink(VERMILION), ink(BLUE)
    ('#c35600', '#0072b2')
    """
    rgb = np.array(to_rgb(color))
    while 1.05 / (_luminance(rgb) + 0.05) < 4.5:
        rgb *= 0.99
    return to_hex(rgb)


def _luminance(rgb):
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def label_curve(ax, x, y, label, at=None, offset=(6, 0), **style):
    """Draw a curve and write its name beside it, in its own colour.

    `x`, `y`: arrays (n,). `at`: the x beside which the name stands (default: the right end). `offset`: how
    far from the curve, in points. `style` goes to `Axes.plot`. Returns the Axes.
    """
    (line,) = ax.plot(x, y, **style)
    i = len(x) - 1 if at is None else int(np.argmin(np.abs(np.asarray(x) - at)))
    name = ax.annotate(label, (x[i], y[i]), offset, textcoords="offset points", color=ink(line.get_color()),
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
    ax.annotate(text, (x, y), offset, textcoords="offset points", color=ink(color))
    return ax


def mark_guess(ax, guess, truth, at=None, offset=(9, 7)):
    """Show the reader's prediction beside what is true.

    `guess`, `truth`: a number (drawn as a vertical line) or a pair (x, y) (drawn as a point). With `at`, both are
    numbers, drawn as points at x = `at`; their names stand `offset` from them, in typographic points. A guess that
    cannot be drawn (None, a word, infinity, nan) is left out; what was expected is said by
    `course_utils.guesses.compare`. Returns the Axes.

    >>> ax = mark_guess(new_axes("x", "y"), 5, truth=4, at=2)
    >>> [line.get_xydata().tolist() for line in ax.lines]
    [[[2.0, 4.0]], [[2.0, 5.0]]]
    >>> len(mark_guess(new_axes("x", "y"), "five", truth=4).lines)
    1
    >>> plt.close("all")
    """
    _mark_one(ax, truth if at is None else (at, truth), "measured", VERMILION, "o", "-", 0.34, offset)
    if np.shape(guess) == np.shape(truth) and np.asarray(guess).dtype.kind in "iuf" and np.all(np.isfinite(guess)):
        _mark_one(ax, guess if at is None else (at, guess), "your guess", BLUE, "D", "--", 0.24, offset)
    return ax


def _mark_one(ax, value, text, color, marker, linestyle, height, offset):
    if np.ndim(value):
        ax.plot(*value, marker, color=color)
        ax.annotate(text, value, offset, textcoords="offset points", color=ink(color), bbox=HALO)
        return
    ax.axvline(value, color=color, linestyle=linestyle, linewidth=1.5)
    ax.annotate(f" {text}", (value, height), xycoords=("data", "axes fraction"), color=ink(color), va="top",
                bbox=HALO)


def plot_scales(probability, names):
    """Draw chances on three aligned axes: odds, log-odds and probability, each dot tied to itself. Returns the Axes.

    `probability`: an array (n,) of numbers between 0 and 1; `names`: n words, written above the dots in the middle.

    >>> axes = plot_scales(np.array([0.25, 0.5]), ["1 to 3", "even"])
    >>> [ax.get_xlabel() for ax in axes]
    ['odds', 'log-odds z', 'probability p']
    >>> plt.close("all")
    """
    odds = probability / (1 - probability)
    figure, axes = plt.subplots(3, 1, figsize=(7.2, 3.4))
    for ax, values, label in zip(axes, (odds, np.log(odds), probability), ("odds", "log-odds z", "probability p")):
        ax.plot(values, np.zeros_like(values), "o", color=BLUE)
        ax.set(xlabel=label, yticks=[], ylim=(-1, 1))
        ax.spines["left"].set_visible(False)
        ax.margins(x=0.06)
    axes[0].set_xlim(left=0)
    axes[2].set_xlim(0, 1)
    for value, name in zip(np.log(odds), names):
        axes[1].annotate(name, (value, 0), (0, 8), textcoords="offset points", ha="center", color=BLUE)
    return axes


def plot_aligned(functions, names, x=None):
    """Draw functions one below another, over the same `x` (default: -8 to 8), each axis named. Returns the Axes.

    >>> axes = plot_aligned([np.sin, np.cos], ["sine", "cosine"])
    >>> [ax.get_ylabel() for ax in axes]
    ['sine', 'cosine']
    >>> plt.close("all")
    """
    _, axes = plt.subplots(len(functions), 1, sharex=True, figsize=(7.2, 2.2 * len(functions)))
    for ax, f, name in zip(axes, functions, names):
        plot_function(f, "", x, ax)
        ax.set_ylabel(name)
    axes[-1].set_xlabel("x")
    return axes


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
    ax.contourf(x, y, p, np.linspace(0, 1, 11), cmap="Blues", alpha=0.6)  # monotone in lightness
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


def plot_scores(ax, scores, color=BLACK):
    """Draw a row of dots for each name in `scores`, first on top, with a bar at their mean; nan is left out.

    `scores`: a dict, name to numbers (n,), for example accuracies by seed. Returns the Axes.

    >>> ax = plot_scores(new_axes("accuracy", ""), {"a": [0.9, 0.8], "b": [0.7, 0.6]})
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['b', 'a']
    >>> plt.close(ax.figure)
    """
    names = list(scores)[::-1]
    for row, name in enumerate(names):
        ax.plot(scores[name], np.full(len(scores[name]), row), "o", color=color, markerfacecolor="none")
        ax.plot(np.nanmean(scores[name]), row, "|", color=VERMILION, markersize=20, markeredgewidth=2.5)
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(-0.6, len(names) - 0.4)
    return ax
