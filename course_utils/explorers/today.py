"""The explorers of lesson 08: a preference that is always the same, a gate's memory, attention's rows, focal loss."""

import numpy as np
from matplotlib import style
from matplotlib.figure import Figure

from course_utils.activations import sigmoid
from course_utils.explorers.stage import Control, Goal, Grab, explorer, number
from course_utils.focal import reported_probability
from course_utils.gates import half_life
from course_utils.plotting import BLACK, BLUE, GREY, STYLE, VERMILION, ink

STEPS = np.geomspace(1, 1e6, 61)  # of training, that preference_explorer shows
LENGTHS = 2 ** np.arange(1, 13)  # numbers of keys that attention_explorer shows
NODES, SHARES = np.polynomial.hermite_e.hermegauss(60)  # averages over N(0, 1)


def _margins(beta, smoothing):
    """Return the margin after each of STEPS small steps: d margin / d step = beta^2 (1 - smoothing - sigmoid(margin)).

    The step is found as a function of the margin, by adding up, and then read the other way round.
    """
    ceiling = np.log((1 - smoothing) / smoothing) if smoothing else 20.0
    margin = ceiling * (1 - np.geomspace(1, 1e-9, 4001)) if smoothing else np.linspace(0, ceiling, 4001)
    middle = (margin[1:] + margin[:-1]) / 2
    step = np.cumsum(np.diff(margin) / (beta**2 * (1 - smoothing - sigmoid(middle))))
    return np.interp(STEPS, np.concatenate([[0], step]), margin)


@style.context(STYLE)
def preference_explorer():
    """Follow the gap between two answers, of which one is always preferred, over a million steps of training.

    >>> preference_explorer().controls["beta"].value
    0.5
    """
    ax = Figure(figsize=(7.2, 4.2)).subplots()
    ax.set(xlabel="steps of training", ylabel="gap (log-odds\nagainst the reference)", xscale="log",
           xlim=(1, 1e6), ylim=(0, 60))  # fmt: skip
    ax.set_xticks([1, 100, 1e4, 1e6], ["1", "100", "10⁴", "10⁶"])
    ax.minorticks_off()
    ax.set_title(" ", gid="readout")
    ax.axhline(0, color=VERMILION, linestyle="--", linewidth=1, gid="ceiling")
    ax.text(1.2, 0, "", color=ink(VERMILION), gid="name")
    ax.plot(STEPS, STEPS, color=BLUE, gid="gap")

    def at(beta, smoothing):
        gap = np.minimum(_margins(beta, smoothing) / beta, 100)
        stops = np.log((1 - smoothing) / smoothing) / beta if smoothing else 61  # without: above all that is shown
        decade = gap[-1] - gap[-11]
        end = f"stops at {stops:.2f}" if smoothing else f"the last ten-fold of steps adds {decade:.2f}"
        return {
            "gap": (STEPS, gap),
            "ceiling": ([0, 1], stops),
            "name": (1.2, stops + 1, "smoothing stops it") if smoothing else (1.2, 54, "nothing stops it"),
            "score": gap[-1],
            "readout": f"after a million steps the gap is {gap[-1]:.2f}; {end}",
        }

    beta = Control("beta", "beta", [0.25, 0.35, 0.5, 0.7, 1, 1.4, 2], start=0.5)
    smoothing = Control("smoothing", "smoothing", [0, 1e-6, 1e-4, 0.001, 0.01, 0.05, 0.1, 0.2], start=0)
    description = "Explorer: the gap between two answers when one is always preferred, by beta and smoothing."
    goal, grabs = Goal("a gap of at most 4 after a million steps", 4, 2), [Grab("ceiling", ("smoothing",))]
    return explorer(ax.figure, at, [beta, smoothing], description, grabs, "beta", ["gap"], goal)


@style.context(STYLE)
def gate_explorer():
    """Show what is left of a memory over 120 steps, and its half-life, for a gate's bias b.

    >>> gate_explorer().controls["b"].value
    0.0
    """
    ax = Figure(figsize=(7.2, 4.2)).subplots()
    ax.set(xlabel="steps", ylabel="share of memory left", xlim=(0, 120), ylim=(0, 1.03))
    ax.set_title(" ", gid="readout")
    ax.axhline(0.5, color=GREY, linestyle="--", linewidth=1.2)
    t = np.arange(0, 121)
    ax.plot(t, t, color=BLUE, gid="left")
    ax.plot(0, 0, "o", color=VERMILION, gid="half")
    ax.axvline(0, color=BLACK, linewidth=1, linestyle=":", gid="needed")

    def at(b, T):
        half = float(half_life(b))
        return {
            "left": (t, sigmoid(b) ** t),
            "half": (half if half <= 120 else np.nan, 0.5),
            "needed": (T, [0, 1]),
            "score": abs(sigmoid(b) ** 100 - 0.5),
            "readout": f"half-life in steps: {half:.3g}; left after T = {T:g}: {number(sigmoid(b) ** T, '.2g')}",
        }

    b = Control("b", "gate bias b", np.arange(-2, 7.01, 0.25), start=0)
    T = Control("T", "steps T to remember", [1, 2, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100], start=20)
    description = "Explorer: the share of a memory that a gate with bias b keeps, step by step, and its half-life."
    goal = Goal("half of the memory left after 100 steps (to 0.02)", 0.02, 3)
    grabs = [Grab("needed", ("T",)), Grab("half", ("b",))]
    return explorer(ax.figure, at, [b, T], description, grabs, "b", ["left"], goal)


@style.context(STYLE)
def attention_explorer():
    """Show what a row of attention adds up to, for a bias b and a number n of keys with scores from N(0, 1).

    >>> attention_explorer().controls["n"].value
    16.0
    """
    ax = Figure(figsize=(7.2, 4.2)).subplots()
    ax.set(xlabel="keys n (positions of the text)", ylabel="sum of a row's weights", xscale="log", yscale="log",
           xlim=(2, 4096), ylim=(1e-3, 4096))  # fmt: skip
    ax.set_xticks([4, 16, 64, 256, 1024, 4096], ["4", "16", "64", "256", "1024", "4096"])
    powers = [1000, 100, 10, 1, 0.1, 0.01, 0.001]
    ax.set_yticks(powers, [f"{power:g}" for power in powers])
    ax.minorticks_off()
    ax.set_title(" ", gid="readout")
    ax.axhline(1, color=GREY, linestyle="--", linewidth=1.2)
    ax.text(3900, 0.75, "softmax: always 1 (dashed)", color=GREY, va="top", ha="right")
    followed = [n * _mean_weight(-np.log(n)) for n in LENGTHS]
    ax.plot(LENGTHS, followed, color=BLACK, linestyle=":")
    ax.text(3900, 2.3, "b = −ln n (dotted)", color=BLACK, ha="right")
    ax.plot(LENGTHS, LENGTHS, color=BLUE, gid="fixed")
    ax.plot(0, 0, "o", color=VERMILION, gid="here")

    def at(b, n):
        total = n * _mean_weight(b)
        return {
            "fixed": (LENGTHS, LENGTHS * _mean_weight(b)),
            "here": (n, total),
            "readout": f"b = {number(b)}, n = {n:g}: a row adds up to {float(f'{total:.3g}'):g}; "
            f"−ln n would be {number(-np.log(n), '.3g')}",
        }

    b = Control("b", "bias b", np.arange(-8, 1.01, 0.5), start=0)
    n = Control("n", "keys n", LENGTHS, start=16)
    description = "Explorer: the sum of a row of attention weights against the number of keys, for a bias b."
    return explorer(ax.figure, at, [b, n], description, [Grab("here", ("b", "n"))], "n", ["fixed"])


def _mean_weight(b):
    return SHARES @ sigmoid(NODES + b) / SHARES.sum()


@style.context(STYLE)
def focal_explorer():
    """Show the probability that the focal loss makes a perfect model report, against the true one, for a gamma.

    >>> focal_explorer().controls["gamma"].value
    2.0
    """
    ax = Figure(figsize=(7.2, 4.8)).subplots()
    ax.set(xlabel="true probability", ylabel="reported probability", xlim=(0, 1), ylim=(0, 1))
    ax.set_title(" ", gid="readout")
    p = np.linspace(0.002, 0.998, 125)
    ax.plot([0, 1], [0, 1], "--", color=GREY, linewidth=1.2)
    ax.plot(p, p, color=BLUE, gid="reported")
    ax.plot(0.9, 0.9, "o", color=VERMILION, gid="point")

    def at(gamma):
        shown = float(reported_probability(0.9, gamma))
        return {
            "reported": (p, reported_probability(p, gamma)),
            "point": (0.9, shown),
            "readout": f"gamma = {gamma:g}: a true 0.9 is reported as {shown:.3g}",
        }

    gamma = Control("gamma", "gamma", np.arange(0, 8.01, 0.25), start=2)
    description = "Explorer: the probability that is reported after training with the focal loss, by gamma."
    return explorer(ax.figure, at, [gamma], description, [Grab("point", ("gamma",))], "gamma", ["reported"])
