"""The explorers of lesson 03: a fit by hand, and a threshold with its cost."""

import numpy as np
from matplotlib import style
from matplotlib.figure import Figure

from course_utils.activations import logit, sigmoid
from course_utils.datasets import breast_cancer, orings
from course_utils.explorers.figure import stacked
from course_utils.explorers.stage import Control, Goal, Grab, explorer
from course_utils.logistic import (
    add_intercept,
    bce_with_logits,
    best_threshold,
    fit_newton,
    predict_proba,
    standardise,
)
from course_utils.plotting import BLACK, BLUE, GREY, STYLE, VERMILION, ink, plot_binary

COOL, WARM = 50, 72  # degrees F: where the fit by hand has its two points


@style.context(STYLE)
def hand_fit_explorer():
    """Fit the chance of O-ring damage by hand, with b0 and b1, and see what each flight adds to the loss.

    >>> hand_fit_explorer().controls["b0"].value
    0.0
    """
    rings = orings()
    flights, y, most = rings.X[:, 0], rings.y, 3.0
    best = fit_newton(add_intercept(rings.X), y).loss
    top, bottom = Figure(figsize=(7.2, 5.2)).subplots(2, 1, sharex=True, height_ratios=[3, 2])
    top.set(ylabel="chance of damage", xlim=(30, 85), ylim=(-0.2, 1.2))
    top.set_title(" ", gid="readout")
    bottom.set(xlabel="temperature (degrees F)", ylabel="loss of a flight (nats)", ylim=(0, most + 0.1))
    plot_binary(top, flights, y)
    fahrenheit = np.linspace(30, 85, 56)
    top.plot(fahrenheit, fahrenheit, color=BLUE, gid="curve")
    for name in ("cool", "warm"):
        top.plot(0, 0, "s", color=BLUE, gid=name)
    bottom.plot(np.repeat(flights, 3), np.zeros(3 * flights.size), color=GREY, linewidth=1.2, gid="stems")
    for outcome, marker in ((0, "o"), (1, "D")):
        there = flights[y == outcome]
        bottom.plot(there, 0 * there, marker, color=BLACK, markersize=5, clip_on=False, gid=f"flights-{outcome}")
    bottom.axhline(best, color=GREY, linestyle="--", linewidth=1.5)
    bottom.text(31, best - 0.08, "best mean", color=GREY, va="top")
    bottom.plot([30, 85], [0, 0], color=VERMILION, gid="mean")
    bottom.text(31, 0, "", color=ink(VERMILION), gid="name")

    def at(b0, b1):
        losses = bce_with_logits(b0 + b1 * flights, y)
        height, mean = np.minimum(losses, most), min(losses.mean(), most)
        return {
            "curve": (fahrenheit, sigmoid(b0 + b1 * fahrenheit)),
            "stems": (np.repeat(flights, 3), np.column_stack([0 * height, height, 0 * height + np.nan]).ravel()),
            "flights-0": (flights[y == 0], height[y == 0]),
            "flights-1": (flights[y == 1], height[y == 1]),
            "mean": ([30, 85], mean),
            "name": (31, min(mean + 0.08, most - 0.35), "your mean ↑" if losses.mean() > most else "your mean"),
            "cool": (COOL, sigmoid(b0 + b1 * COOL)),
            "warm": (WARM, sigmoid(b0 + b1 * WARM)),
            "score": losses.mean(),
            "readout": f"your loss {losses.mean():.4f}, maximum likelihood {best:.4f}",
        }

    b0 = Control("b0", "intercept b0 (log-odds)", np.arange(0, 25.1, 0.5), start=0)
    b1 = Control("b1", "slope b1 (log-odds per F)", np.arange(-40, 11) / 100, start=0)
    description = "Explorer: fit the chance of O-ring damage to 23 flights by hand, with a live log-loss."
    grabs = [Grab("cool", ("b0", "b1"), ("warm",)), Grab("warm", ("b0", "b1"), ("cool",))]
    goal = Goal(f"a mean loss below {best + 0.01:.2f}", round(best + 0.01, 2), 4)
    return explorer(
        top.figure, at, [b0, b1], description, grabs, None, ["curve"], goal, narrow=lambda fig: stacked(fig, [3, 2])
    )


@style.context(STYLE)
def threshold_explorer():
    """Move the threshold of a fit to 569 breast masses: who is found, who is missed, and what it costs.

    >>> threshold_explorer().controls["threshold"].value
    0.5
    """
    masses = breast_cancer()
    X = add_intercept(standardise(masses.columns("mean radius", "mean texture"))[0])
    malignant = masses.y == 0
    p = predict_proba(fit_newton(X, malignant).weights, X)
    cuts = np.arange(0.01, 0.995, 0.01)
    missed = np.array([np.sum(malignant & (p < cut)) for cut in cuts])
    alarms = np.array([np.sum(~malignant & (p >= cut)) for cut in cuts])
    top, bottom = Figure(figsize=(7.2, 5.6)).subplots(2, 1, sharex=True, height_ratios=[3, 2])
    _two_bands(top, p, malignant)
    for gid, x, y, side in (("missed", -6.2, 1.1, "left"), ("found", 6.2, 1.1, "right"),
                            ("cleared", -6.2, -0.2, "left"), ("alarms", 6.2, -0.2, "right")):  # fmt: skip
        top.text(x, y, "", ha=side, color=ink(VERMILION) if gid in ("missed", "alarms") else GREY, gid=gid)
    bottom.set(xlabel="threshold: predicted chance of malignant", ylabel="cost per 100 masses", ylim=(0, 112))
    bottom.set_yticks(range(0, 81, 20))
    ticks = [0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99]
    bottom.set_xticks(logit(ticks), [f"{tick:g}" for tick in ticks])
    bottom.plot(logit(cuts), cuts, color=BLUE, gid="cost")
    bottom.plot(0, 0, "o", color=VERMILION, gid="point")
    top.plot([0, 0], [0, 1], color=BLACK, gid="cut")
    bottom.axvline(0, color=GREY, linestyle="--", gid="advice")
    bottom.text(0, 0, "", color=GREY, gid="name")

    def at(threshold, times):
        i, best, x = np.abs(cuts - threshold).argmin(), best_threshold(1, times), logit(threshold)
        cost = (times * missed + alarms) / p.size * 100
        found, cleared = malignant.sum() - missed[i], np.sum(~malignant) - alarms[i]
        return {
            "cost": (logit(cuts), np.where(cost < 85, cost, np.nan)),
            "point": (x, cost[i] if cost[i] < 85 else np.nan),
            "score": cost[i] - cost.min(),
            "cut": (x, [-0.06, 1.06]),
            "advice": (logit(best), [0, 1]),
            "name": (logit(best) + 0.2, 98, f"1/(1 + {times:g}) = {best:.3g}"),
            "missed": f"{missed[i]} missed",
            "found": f"{found} found",
            "cleared": f"{cleared} cleared",
            "alarms": f"{alarms[i]} false alarms",
            "readout": (
                f"{missed[i]} missed × {times:g} + {alarms[i]} alarms × 1 = {times * missed[i] + alarms[i]:g},"
                f" or {cost[i]:.1f} per 100 masses"
            ),
        }

    threshold = Control("threshold", "threshold", cuts, start=0.5)
    times = Control("times", "a miss costs (false alarms)", [1, 2, 5, 10, 20], start=1)
    description = "Explorer: move the threshold of a fit to 569 breast masses and see the counts and the cost."

    def narrow(fig):
        stacked(fig, [3, 2])
        bottom.set_xticks(logit(ticks[::2]), [f"{tick:g}" for tick in ticks[::2]])
        bottom.set_xlabel("threshold: predicted\nchance of malignant")

    grabs = [Grab("cut", ("threshold",)), Grab("point", ("threshold",))]
    goal = Goal("the cheapest threshold (0 above the lowest cost)", 0.0, 1)
    return explorer(top.figure, at, [threshold, times], description, grabs, "threshold", ["cost"], goal, narrow)


def _two_bands(ax, p, malignant):
    """Draw one dot for each mass, at its predicted log-odds (beyond 6.2 at the edge), in a band for each class."""
    height = 0.36 * (np.arange(p.size) * 0.618 % 1)  # spread evenly, the same every time
    ax.set(xlim=(-6.3, 6.3), ylim=(-0.28, 1.28))
    ax.set_title(" ", gid="readout")
    ax.set_yticks([0.18, 0.82], ["benign", "malignant"])
    ax.grid(False)
    for here, bottom, marker in ((~malignant, 0, "o"), (malignant, 0.64, "D")):
        z = np.clip(logit(p[here]), -6.2, 6.2)
        ax.plot(z, bottom + height[here], marker, color=BLACK, markersize=3, alpha=0.4)
