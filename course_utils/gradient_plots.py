"""Figures of gradients and of flat units: small functions that draw on Axes, as those of `plotting` do."""

from itertools import cycle

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patheffects import withStroke

from course_utils.plotting import BLACK, BLUE, HALO, VERMILION, ink

LOOKS = (("-", "o"), ("--", "s"), ("-.", "D"), (":", "^"))  # of one curve after another


def label_curves(ax, x, curves, gap=14):
    """Draw curves over `x`, each with dashes and marks of its own, and its name at the right end. Returns the Axes.

    `curves`: a dict, name to numbers (n,). Names that would lie on each other are moved `gap` points apart.

    >>> ax = label_curves(plt.figure().add_subplot(), [1, 2], {"up": [0, 1], "down": [1, 0]})
    >>> [text.get_text() for text in ax.texts]
    ['down', 'up']
    >>> plt.close("all")
    """
    looks = zip(curves.items(), cycle(LOOKS))
    lines = {name: ax.plot(x, y, ls=ls, marker=marker)[0] for (name, y), (ls, marker) in looks}
    ax.autoscale_view()
    ends = {name: ax.transData.transform((x[-1], y[-1]))[1] * 72 / ax.figure.dpi for name, y in curves.items()}
    place = -np.inf
    for name in sorted(ends, key=ends.get):
        place = max(ends[name], place + gap)
        ax.annotate(name, (x[-1], curves[name][-1]), (8, place - ends[name]), textcoords="offset points", va="center",
                    color=ink(lines[name].get_color()), annotation_clip=False, bbox=HALO)  # fmt: skip
    return ax


def plot_depth_and_scale(ax, scales, crossed, sizes, factors, border):
    """Draw how large a gradient is after crossing layers, at each scale of the weights: the lighter, the larger.

    `scales` (n,), `crossed` (m,): whole numbers; `sizes` (m, n): powers of ten. `factors` (n,): of a layer, as
    predicted; thin lines show where they, to the power of the layers crossed, are 10, 1/10, ... `border`: the scale
    at which a factor is 1, drawn upright. Returns the Axes.

    >>> ax = plt.figure().add_subplot()
    >>> s, n = np.array([0.5, 1, 2]), np.arange(4)
    >>> len(plot_depth_and_scale(ax, s, n, np.outer(n, np.log10(s)), s, 1).lines)
    1
    >>> plt.close("all")
    """
    mesh = ax.pcolormesh(scales, crossed, sizes, cmap="viridis", vmin=-8, vmax=4, shading="nearest")
    ax.figure.colorbar(mesh, ax=ax, label="size, power of ten", extend="min")
    lines = ax.contour(scales, crossed, np.outer(crossed, np.log10(factors)), [-8, -6, -4, -2, -1, 1, 2],
                       colors=BLACK, linewidths=1, linestyles="-")  # fmt: skip
    lines.set(path_effects=[withStroke(linewidth=2.5, foreground="white")])  # seen on dark and on light
    for number in ax.clabel(lines, fontsize=9, colors=BLACK):
        number.set_path_effects([withStroke(linewidth=2.5, foreground="white")])
    ax.axvline(border, color=BLACK, lw=2.5)
    ax.annotate("factor 1", (border, crossed[-1]), (5, -14), textcoords="offset points", bbox=HALO)
    ax.set_yticks(range(0, int(crossed[-1]) + 1, 5))
    ax.grid(False)
    return ax


def plot_flat_parts(sums, beyond, limit=20):
    """Draw the weighted sums of each start in a panel, and shade where the sigmoid is flat. Returns the panels.

    `sums`: a dict, name to an array of z, any shape; `beyond`: the |z| from which a unit counts as flat; `limit`: the
    largest |z| drawn.

    >>> panels = plot_flat_parts({"a": np.array([0, 1, 5]), "b": np.array([6, 7, 8, 0])}, beyond=4.585)
    >>> [panel.get_title() for panel in panels]
    ['a: 33 % are flat', 'b: 75 % are flat']
    >>> plt.close("all")
    """
    _, axes = plt.subplots(1, len(sums), figsize=(7.2, 3.6), sharey=True)
    for ax, (name, z) in zip(axes, sums.items()):
        z = np.ravel(z)
        ax.hist(z, np.linspace(-limit, limit, 81), weights=np.full(z.size, 1 / z.size), color=BLUE)
        for low, high in ((-limit, -beyond), (beyond, limit)):
            ax.axvspan(low, high, color=VERMILION, alpha=0.12, lw=0)
            ax.annotate("flat", ((low + high) / 2, 0.9), xycoords=("data", "axes fraction"), color=ink(VERMILION),
                        ha="center")  # fmt: skip
        ax.set(xlabel="weighted sum z", title=f"{name}: {100 * np.mean(np.abs(z) > beyond):.2g} % are flat")
    axes[0].set_ylabel("share of all z")
    return axes
