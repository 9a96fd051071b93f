"""Figures of networks and their layers: small functions that draw on Axes, as those of `plotting` do."""

import matplotlib.pyplot as plt
import numpy as np

from course_utils.hidden_activations import activation
from course_utils.plotting import BLACK, BLUE, GREY, VERMILION, label_curve, plot_scores


def plot_panels(names):
    """Draw activations in small panels, five in a row: f (solid), its slope (dashed), a dotted line at 1.

    `names`: of `hidden_activations.ACTIVATIONS`. Returns the Axes, in the order of the names.

    >>> axes = plot_panels(["sigmoid", "relu"])
    >>> [line.get_linestyle() for line in axes[1].lines]
    ['-', '--', ':']
    >>> plt.close("all")
    """
    rows, z = -(-len(names) // 5), np.linspace(-4, 4, 321)
    figure, panels = plt.subplots(rows, 5, figsize=(7.2, 0.4 + 1.9 * rows), sharex=True, sharey=True, squeeze=False)
    for ax, name in zip(panels.flat, names):
        f, slope = activation(name)
        ax.plot(z, f(z), color=BLACK)
        ax.plot(z, slope(z), color=VERMILION, ls="--")
        ax.axhline(1, color=BLUE, lw=1, ls=":")
        ax.set(title=name, ylim=(-2.1, 3), xticks=(-4, 0, 4))
    figure.supxlabel("weighted sum z")
    figure.supylabel("f(z), and its slope")
    return list(panels.flat)[: len(names)]


def plot_band(ax, x, curves, name, offset=(6, 0), **style):
    """Draw the mean of `curves` (seeds, n) over `x` (n,), named on the right, and their range as a band.

    `offset` and `style` as in `plotting.label_curve`. Returns the Axes.

    >>> ax = plot_band(plt.figure().add_subplot(), [0, 1], [[1, 2], [3, 4]], "seeds")
    >>> ax.lines[0].get_ydata().tolist()
    [2.0, 3.0]
    >>> plt.close("all")
    """
    label_curve(ax, x, np.mean(curves, axis=0), name, offset=offset, **style)
    color = ax.lines[-1].get_color()
    ax.fill_between(x, np.min(curves, axis=0), np.max(curves, axis=0), color=color, alpha=0.2, lw=0)
    return ax


def plot_seeds(ax, scores):
    """Draw `plot_scores`, and below each row of rings the mean with two standard errors to either side.

    `scores`: a dict, name to numbers (n,) by seed, n > 1. Returns the Axes.

    >>> ax = plot_seeds(plt.figure().add_subplot(), {"a": [0.9, 0.8], "b": [0.7, 0.6]})
    >>> [bar.get_segments()[0][:, 0].round(2).tolist() for bar in ax.collections]
    [[0.55, 0.75], [0.75, 0.95]]
    >>> plt.close("all")
    """
    plot_scores(ax, scores)
    for row, values in enumerate(list(scores.values())[::-1]):
        mean, error = np.mean(values), np.std(values, ddof=1) / np.sqrt(len(values))
        ax.hlines(row - 0.28, mean - 2 * error, mean + 2 * error, color=VERMILION, lw=2.5)
    return ax


def with_error(scores):
    """Return the mean of `scores` (n,) with its standard error, as text, each to three decimals; n > 1.

    >>> with_error(np.array([0.95, 0.97]))
    '0.960 ± 0.010'
    """
    return f"{np.mean(scores):.3f} ± {np.std(scores, ddof=1) / np.sqrt(len(scores)):.3f}"


def mark_chance(ax, accuracy=0.1):
    """Draw a dashed vertical line at the accuracy of guessing, and name it. Returns the Axes."""
    ax.axvline(accuracy, color=GREY, ls="--", lw=1.2)
    ax.annotate(" chance", (accuracy, 0.02), xycoords=("data", "axes fraction"), color=GREY)
    return ax


def plot_map(ax, values, rows, columns, title=""):
    """Draw a table of numbers from 0 to 1, shape (rows, columns): the darker the larger, each number written into it.

    >>> ax = plot_map(plt.figure().add_subplot(), np.array([[0.1, 0.97]]), ["a"], ["b", "c"])
    >>> [text.get_text() for text in ax.texts]
    ['0.10', '0.97']
    >>> plt.close("all")
    """
    ax.imshow(values, cmap="Greys", vmin=0, vmax=1.3, aspect="auto")
    for (i, j), value in np.ndenumerate(values):
        ax.text(j, i, f"{value:.2f}", ha="center", va="center", color="white" if value > 0.75 else BLACK)
    ax.set_xticks(range(len(columns)), columns, fontsize=9)
    ax.set_yticks(range(len(rows)), rows)
    ax.set_title(title)
    ax.tick_params(length=0)
    ax.grid(False)
    return ax


def plot_maps(tables, rows, columns, titles, heading):
    """Draw `plot_map` for each of `tables`, side by side, under one `heading`. Returns the Axes."""
    figure, panels = plt.subplots(1, len(tables), figsize=(7.2, 3.5), sharey=True)
    figure.suptitle(heading)
    for ax, table, title in zip(panels, tables, titles):
        plot_map(ax, table, rows, columns, title)
    return panels


def plot_layers(ax, values, low=-6, high=6, bins=48):
    """Draw a column for each layer: the darker a height, the more of the layer's values lie there. Returns the Axes.

    `values`: a list of arrays, one a layer. Each column is scaled to its own peak; what lies outside is at the edge.

    >>> ax = plot_layers(plt.figure().add_subplot(), [np.zeros(9), np.ones(9)])
    >>> ax.images[0].get_array().shape
    (48, 2)
    >>> plt.close("all")
    """
    edges = np.linspace(low, high, bins + 1)
    counts = [np.histogram(np.clip(v, low, high), edges)[0] for v in values]
    shares = np.transpose([count / count.max() for count in counts])
    ax.imshow(np.sqrt(shares), cmap="Greys", origin="lower", aspect="auto", vmin=0, vmax=1, interpolation="nearest",
              extent=(0.5, len(values) + 0.5, low, high))  # fmt: skip
    for z in (-2, 2):
        ax.axhline(z, color=BLUE, lw=1, ls=":")
    ax.set_xticks(range(1, len(values) + 1))
    ax.grid(False)
    return ax
