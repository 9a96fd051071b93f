"""Figures about trust: reliability diagrams, bands around a curve, and where a curve is an extrapolation.

Like those of `course_utils.plotting`, they draw on Axes that they are given, and return them.
"""

import numpy as np

from course_utils.plotting import BLACK, BLUE, GREY, HALO, horizontal, ink, label_curve, new_axes


def plot_reliability(ax, mean_p, share, counts, title="", color=BLACK):
    """Draw the share of yes against the mean probability of each bin; calibrated is the dashed diagonal.

    `mean_p`, `share`, `counts`: arrays (bins,); the larger the count, the larger the dot. A grey bar reaches as far as
    chance alone would push the share of a calibrated bin in 95 of 100 cases (quantiles of the binomial distribution).
    Returns the Axes.

    >>> import matplotlib.pyplot as plt
    >>> ax = plot_reliability(plt.subplot(), np.array([0.2, 0.8]), np.array([0.25, 0.75]), np.array([16, 64]))
    >>> [bar[:, 1].round(2).tolist() for bar in ax.collections[0].get_segments()]
    [[0.0, 0.44], [0.7, 0.89]]
    >>> plt.close("all")
    """
    from scipy.stats import binom

    low, high = (binom.ppf(q, counts, mean_p) / counts for q in (0.025, 0.975))
    ax.vlines(mean_p, low, high, color=GREY, lw=6, alpha=0.35)
    ax.plot([0, 1], [0, 1], "--", color=GREY, linewidth=1.2)
    ax.plot(mean_p, share, color=color, linewidth=1.2)
    ax.scatter(mean_p, share, 10 + 250 * counts / np.sum(counts), color=color, zorder=3)
    ax.set(title=title, xlabel="mean predicted chance of yes", ylabel="share of yes")
    return ax


def plot_band(ax, x, low, high, text, at, color=BLUE, alpha=0.25):
    """Shade the band between `low` and `high`, arrays (n,) like `x`, and write `text` under its lower edge, up to `at`.

    Returns the Axes.

    >>> import matplotlib.pyplot as plt
    >>> plot_band(plt.subplot(), np.arange(3), np.zeros(3), np.ones(3), "all", at=1).texts[0].xy
    (1, 0.0)
    >>> plt.close("all")
    """
    ax.fill_between(x, low, high, color=color, alpha=alpha, linewidth=0)
    ax.plot(x, low, color=color, linewidth=1)
    edge = np.interp(at, x, low)
    ax.annotate(text, (at, float(edge)), (-4, -4), textcoords="offset points", color=ink(color), va="top", ha="right")
    return ax


def plot_beyond(ax, x, y, beyond, **style):
    """Draw a curve, dashed where x lies below `beyond`: there it is an extrapolation. Returns the Axes.

    >>> import matplotlib.pyplot as plt
    >>> [len(line.get_xdata()) for line in plot_beyond(plt.subplot(), np.arange(5), np.arange(5), beyond=2).lines]
    [3, 3]
    >>> plt.close("all")
    """
    known = np.asarray(x) >= beyond
    first = max(int(np.argmax(known)), 0)
    (line,) = ax.plot(x[first:], y[first:], **style)
    ax.plot(x[: first + 1], y[: first + 1], **style | {"color": line.get_color(), "linestyle": "--"})
    return ax


def plot_against_chance(ax, values, limits, title):
    """Draw a dot for each value on a bar that ends at its limit: a dot above its bar is more than chance explains.

    `values`, `limits`: arrays (n,). Returns the Axes.

    >>> import matplotlib.pyplot as plt
    >>> len(plot_against_chance(plt.subplot(), np.array([1, 2]), np.array([2, 2]), "two").patches)
    2
    >>> plt.close("all")
    """
    places = np.arange(len(values))
    ax.bar(places, limits, color=BLUE, alpha=0.3)
    over = values > limits
    ax.plot(places[over], values[over], "o", color=BLACK)
    ax.plot(places[~over], values[~over], "o", color=BLACK, markerfacecolor="white")
    ax.set(title=title, xlabel="split", xticks=[])
    return ax


def plot_extra_loss(candidates, loss, parabola, limit):
    """Draw, over candidates (n,), twice the extra loss (n,), its parabola (n,) and the limit. Returns the Axes.

    >>> import matplotlib.pyplot as plt
    >>> c = np.linspace(-2, 2, 9)
    >>> len(plot_extra_loss(c, c**2, c**2, limit=3.84).lines)
    3
    >>> plt.close("all")
    """
    title = "The loss climbs faster than its parabola, and rules out one half"
    ax = new_axes("candidate c for the log-odds at 31 F", "D(c)", title, ylim=(0, 2.6 * limit))
    label_curve(ax, candidates, loss, "the loss", at=candidates[0] + 3.4, offset=(6, 8))
    label_curve(ax, candidates, parabola, "its parabola (Wald)", at=16.6, offset=(-128, 24), color=BLUE, ls="--")
    return horizontal(ax, limit, f"{limit:.2f}", x=0.94)


def plot_chance_level(ax, drawn, found, name, color, at=0.97):
    """Draw how often each value was drawn, true to a model of this name, and a dashed line where the real one is.

    `drawn`: an array (n,). The name stands beside the quantile `at`, on the outer side. Returns the Axes.

    >>> import matplotlib.pyplot as plt
    >>> plot_chance_level(plt.subplot(), np.arange(9), 4, "the fit", BLUE).texts[1].get_text()
    'the fit: 4.0000'
    >>> plt.close("all")
    """
    ax.hist(drawn, bins=30, color=color, alpha=0.35)
    heights, edges, _ = ax.hist(drawn, bins=30, color=color, histtype="step", lw=1.5)
    place, (outside, end) = np.quantile(drawn, at), (6, "left") if at > 0.5 else (-6, "right")
    height = heights[min(np.searchsorted(edges, place, side="right"), len(heights)) - 1]
    ax.annotate(f"true to\n{name}", (place, height), (outside, 9), textcoords="offset points", color=ink(color), ha=end)
    ax.set_ylim(0, max(ax.get_ylim()[1], 1.35 * heights.max()))
    ax.axvline(found, color=color, linestyle="--", linewidth=1.5)
    offset, side = ((4, 0), "left") if found < drawn.max() else ((-4, 0), "right")
    ax.annotate(f"{name}: {found:.4f}", (found, 0.98), offset, xycoords=("data", "axes fraction"),
                textcoords="offset points", color=ink(color), va="top", ha=side, bbox=HALO)
    return ax
