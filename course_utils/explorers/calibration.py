"""The explorers of lesson 04: a point that crosses the gap, and a temperature that bends confidence."""

import numpy as np
from matplotlib import style
from matplotlib.figure import Figure

from course_utils.activations import sigmoid
from course_utils.calibration import ece, reliability_curve
from course_utils.datasets import breast_cancer
from course_utils.explorers.figure import NARROW
from course_utils.explorers.stage import Control, Goal, Grab, explorer
from course_utils.logistic import add_intercept, bce_with_logits, fit_newton, standardise
from course_utils.plotting import BLACK, BLUE, GREY, STYLE, VERMILION, ink


@style.context(STYLE)
def separation_explorer():
    """Move one yes among three noes and two other yeses, with a ridge or without, and see which curve fits best.

    >>> separation_explorer().controls["moved"].value
    -2.0
    """
    no, yes = np.array([-3.0, -2, -1]), np.array([2.0, 3])
    ax = Figure().subplots()
    ax.set(xlabel="x", ylabel="chance of yes", xlim=(-4, 4), ylim=(-0.12, 1.12))
    ax.set_title(" ", gid="readout")
    x = np.linspace(-4, 4, 641)
    ax.plot(x, x, color=BLUE, gid="curve")
    ax.plot(no, 0 * no, "o", color=BLACK)
    ax.plot(yes, 0 * yes + 1, "D", color=BLACK)
    ax.plot(0, 1, "D", color=VERMILION, markersize=8, gid="point")

    def at(moved, ridge):
        X, y = np.append(no, [*yes, moved])[:, None], [0, 0, 0, 1, 1, 1]
        fit = fit_newton(add_intercept(X), y, l2=ridge)
        b0, b1 = fit.weights
        if fit.separable:  # the curves that fit better and better tend to a step in the middle of the gap
            b0, b1, said = -500 * (min(moved, 2) - 1), 1000, "no best slope: the steeper, the better"
        else:
            said = f"best slope {b1:.3g}, mean log-loss {fit.loss:.3f}"
        return {"curve": (x, sigmoid(b0 + b1 * x)), "point": (moved, 1), "readout": said}

    moved = Control("moved", "the red yes is at x", np.arange(-3, 3.1, 0.25), start=-2)
    ridge = Control("ridge", "ridge", [0, 0.001, 0.01, 0.1, 1, 10], start=0)
    description = "Explorer: a yes crosses the gap between two classes; a ridge makes the best slope finite."
    return explorer(ax.figure, at, [moved, ridge], description, [Grab("point", ("moved",))], "moved", ["curve"])


@style.context(STYLE)
def temperature_explorer():
    """Divide the logits of a fit to 569 breast masses by T: reliability, log-loss and ECE move, accuracy does not.

    >>> temperature_explorer().controls["T"].value
    0.25
    """
    masses = breast_cancer()
    X, y = add_intercept(standardise(masses.columns("mean radius", "mean texture"))[0]), masses.y
    z = X @ fit_newton(X, y).weights
    temperatures = [0.1, 0.125, 0.16, 0.2, 0.25, 0.32, 0.4, 0.5, 0.63, 0.8, 1, 1.25, 1.6, 2, 2.5, 3.2, 4, 5, 6.3, 8, 10]
    loss = np.array([bce_with_logits(z / T, y).mean() for T in temperatures])
    error = np.array([ece(sigmoid(z / T), y) for T in temperatures])
    grid = Figure(figsize=(7.2, 4.2))
    left, top, bottom = grid.subplot_mosaic("aab;aac").values()
    grid.suptitle(" ", x=0.01, ha="left", fontsize=12, gid="readout")
    left.set(xlabel="mean predicted chance of benign", ylabel="share of benign", xlim=(-0.03, 1.03), ylim=(-0.03, 1.03))
    paper = {"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1}
    left.plot([0, 1], [0, 1], color=GREY, linestyle="--", linewidth=1.5)
    left.text(0.72, 0.75, "calibrated", color=GREY, rotation=41, rotation_mode="anchor", bbox=paper)
    edges = np.linspace(0, 1, 11)
    left.step(edges, edges, color=VERMILION, linewidth=1.2, where="post", gid="where")
    left.text(0, 0.9, "steps: share of all\nmasses in the bin", color=ink(VERMILION), bbox=paper)
    left.plot(np.zeros(10), np.zeros(10), "o-", color=BLUE, gid="bins")
    for ax, curve, name in ((top, loss, "log-loss (nats)"), (bottom, error, "ECE")):
        ax.set(title=name, xscale="log", ylim=(0, 1.1 * curve.max()))
        ax.set_xticks([0.1, 1, 10], ["0.1", "1", "10"])
        ax.plot(temperatures, curve, color=BLACK)
        ax.plot(1, curve[0], "o", color=VERMILION, gid=name)
    top.tick_params(labelbottom=False)
    bottom.set_xlabel("temperature T")

    def at(T):
        i, p = temperatures.index(T), sigmoid(z / T)
        mean_p, share, _ = reliability_curve(p, y)
        bins = np.full((2, 10), np.nan)
        bins[:, : len(share)] = mean_p, share
        right = np.mean((p > 0.5) == y)
        return {
            "bins": tuple(bins),
            "where": (edges, np.append(counts := np.histogram(p, edges)[0], counts[-1]) / p.size),
            "log-loss (nats)": (T, loss[i]),
            "ECE": (T, error[i]),
            "score": loss[i],
            "readout": f"T = {T:g}: accuracy {right:.3f}, log-loss {loss[i]:.3f}, ECE {error[i]:.3f}",
        }

    T = Control("T", "temperature T", temperatures, start=0.25)
    description = "Explorer: a temperature moves log-loss and ECE of a fit, and leaves its accuracy alone."
    grabs = [Grab("log-loss (nats)", ("T",)), Grab("ECE", ("T",))]
    goal = Goal("the lowest log-loss", loss.min(), 3)

    def narrow(fig):
        fig.set_size_inches(NARROW, 6)
        places = fig.add_gridspec(3, 1, height_ratios=[3, 1.4, 1.4])
        for ax, place in zip((left, top, bottom), places, strict=True):
            ax.set_subplotspec(place)

    return explorer(grid, at, [T], description, grabs, "T", ["bins"], goal, narrow)
