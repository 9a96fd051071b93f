"""Figures about fitting: the factors of a likelihood, valleys of a loss, Newton's parabola, a curve with its band.

Like those of `course_utils.plotting`, they draw on Axes that they are given, and return them.
"""

import numpy as np

from course_utils.plotting import BLACK, BLUE, VERMILION, draw_walk, landscape, mark

LEVELS = [0.45, 0.5, 0.6, 0.8, 1.2, 2]  # of the log-loss


def plot_factors(ax, p, y, places, name):
    """Draw a bar for each factor of a likelihood, p where y = 1 (filled) and 1 - p where y = 0 (open).

    `p`, `y`, `places`: arrays (n,); the bars stand in the order of `places`, which are written below them. The title is
    `name` and the product of all bars. Returns the Axes.

    >>> import matplotlib.pyplot as plt
    >>> ax = plot_factors(plt.subplot(), np.array([0.5, 0.8]), np.array([1, 0]), np.array([57, 53]), "two")
    >>> ax.get_title(), [float(bar.get_height().round(2)) for bar in ax.patches]
    ('two: the product is 1.0e-01', [0.2, 0.5])
    >>> plt.close("all")
    """
    order = np.argsort(places, kind="stable")
    factors = np.where(y == 1, p, 1 - p)[order]
    colors = np.where(y[order] == 1, BLUE, "white")
    ax.bar(np.arange(len(order)), factors, 0.75, color=colors, edgecolor=BLUE)
    ax.set_xticks(np.arange(len(order)), [f"{place:.0f}" for place in places[order]], rotation=90)
    ax.set(xlabel="temperature (degrees F)", ylabel="probability", ylim=(0, 1))
    ax.set_title(f"{name}: the product is {np.prod(factors):.1e}")
    ax.grid(False, axis="x")
    return ax


def plot_valley(ax, loss, b0, b1, path, text, offset):
    """Draw a loss over the plane of two weights, a walk on it, and a star at the lowest point of a fine grid.

    `loss` takes weights, shape (..., 2); `b0` and `b1` are the ends of the axes; `path` (n, 2) and `text`, which stands
    at its end, are those of `draw_walk`. Returns the Axes.
    """
    across, up = np.linspace(*b0, 217), np.linspace(*b1, 181)
    landscape(ax, loss, across, up, LEVELS)
    ax.clabel(ax.collections[-1], [0.5, 1.2], fontsize=9)
    height = loss(np.stack(np.meshgrid(across, up), axis=-1))
    row, column = np.unravel_index(height.argmin(), height.shape)
    ax.plot(across[column], up[row], "*", color=VERMILION, markersize=16, markerfacecolor="none")
    draw_walk(ax, path, text, offset)
    return ax


def plot_parabola(ax, start, height, slope, curvature, color=BLUE, offset=(8, -14)):
    """Draw the parabola with this height, slope and curvature at `start` (a ring), to both sides of its bottom (a dot).

    The bottom, slope / curvature away, is where Newton's method jumps; its place is written `offset` points beside it.
    The curvature is above 0. Returns the Axes.

    >>> import matplotlib.pyplot as plt
    >>> ax = plot_parabola(plt.subplot(), start=3, height=4, slope=2, curvature=1)
    >>> [line.get_xydata()[0].tolist() for line in ax.lines[1:]], ax.texts[0].get_text()
    ([[3.0, 4.0], [1.0, 2.0]], 'lands at 1.00')
    >>> plt.close("all")
    """
    jump = -slope / curvature
    reach = max(1.2 * abs(jump), 2.5)
    away = jump + np.linspace(-reach, reach, 201)
    ax.plot(start + away, height + slope * away + curvature / 2 * away**2, "--", color=color)
    ax.plot([start], [height], "o", color=color, markerfacecolor="white")
    return mark(ax, start + jump, height + slope * jump / 2, f"lands at {start + jump:.2f}", offset, color)


def plot_with_band(ax, x, f, band, data):
    """Draw a curve f over `x` (n,) with the band from `band(x)`, two arrays (n,): low and high.

    Outside the range of `data`, an array, the curve is dashed and the band paler. Returns the Axes.
    """
    first, last = data.min(), data.max()
    for part, inside in ((x[x <= first], False), (x[(x >= first) & (x <= last)], True), (x[x >= last], False)):
        if len(part):
            ax.fill_between(part, *band(part), color=BLUE, alpha=0.28 if inside else 0.12, linewidth=0)
            ax.plot(part, f(part), "-" if inside else "--", color=BLACK)
    return ax


def plot_classes(ax, points, y, names):
    """Draw points of the plane, (n, 2), as crosses where y = 0 and rings where y = 1, with a legend. Returns the Axes.

    >>> import matplotlib.pyplot as plt
    >>> ax = plot_classes(plt.subplot(), np.array([[0, 1], [2, 3], [4, 5]]), np.array([0, 1, 1]), ["no", "yes"])
    >>> [line.get_xdata().tolist() for line in ax.lines]
    [[0], [2, 4]]
    >>> plt.close("all")
    """
    for label, marker in ((0, "x"), (1, "o")):
        ax.plot(*points[y == label].T, marker, color=BLACK, ms=3.5, mfc="none", alpha=0.7, label=names[label])
    ax.legend(loc="upper right", markerscale=1.6)
    return ax
