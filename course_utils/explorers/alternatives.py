"""The explorers of lesson 06: an activation and its input, signal and gradient layer by layer, the depth cliff."""

from functools import cache

import numpy as np
from matplotlib import style
from matplotlib.figure import Figure

from course_utils import depth_cliff
from course_utils.datasets import digits_split
from course_utils.explorers.stage import Control, explorer
from course_utils.hidden_activations import ACTIVATIONS, activation, gaussian_mean
from course_utils.initialisations import network
from course_utils.networks import backward, cross_entropy, forward
from course_utils.plotting import BLACK, BLUE, GREY, STYLE, VERMILION

HIDDEN, WIDTH, ROWS = 20, 80, 50  # of the networks that depth_explorer measures
LOW, HIGH = -22, 10  # powers of ten that it shows
CENTRED = "sigmoid, centred"  # its biases cancel the mean 1/2 of the layer before
BEST = "each at its best of six"
LOOKS = [  # colour, line and marker of each setting of the cliff
    *((BLACK, line, "o") for line in (":", "--", "-")),
    *((BLUE, line, "s") for line in ("--", "-")),
    *((VERMILION, line, "^") for line in ("-", ":")),
]


@style.context(STYLE)
def activation_explorer():
    """Choose an activation and the spread s of its input: its curve, its slope, and what they come to on average.

    >>> activation_explorer().controls["name"].value
    'sigmoid'
    """
    z = np.linspace(-5, 5, 161)
    ax = Figure(figsize=(7.2, 4.2)).subplots()
    ax.set(xlabel="input z", ylabel="f(z), slope", xlim=(-5, 5), ylim=(-2.2, 3.2))
    ax.set_title(" ", gid="readout")
    ax.fill(z, 0 * z, color=GREY, alpha=0.18, linewidth=0, gid="bell")
    ax.axhline(0, color=GREY, linewidth=0.8)
    ax.plot(z, z, color=BLACK, gid="curve")
    ax.plot(z, z, color=VERMILION, linestyle="--", gid="slope")
    ax.axhline(0, color=BLUE, linestyle=":", gid="mean")
    ax.text(-4.8, 0, "", color=BLUE, gid="name")
    ax.text(-4.8, 2.85, "f", color=BLACK)
    ax.text(-4.8, 2.5, "its slope (dashed)", color=VERMILION)
    ax.text(0, -2.05, "inputs", color=BLACK, ha="center")

    def at(name, s):
        f, slope = activation(name)
        mean, square = gaussian_mean(f, s**2), gaussian_mean(lambda z: f(z) ** 2, s**2)
        steep = gaussian_mean(lambda z: slope(z) ** 2, s**2) ** 0.5
        bell = -2.2 + np.exp(-((z / s) ** 2) / 2)
        bell[[0, -1]] = -2.2
        return {
            "bell": (z, bell),
            "curve": (z, np.where(f(z) <= 3.2, f(z), np.nan)),
            "slope": (z, slope(z)),
            "mean": ([0, 1], mean),
            "name": (-4.8, mean + 0.08, f"mean {mean + 0:.3f}"),
            "readout": f"root mean square: of f {square**0.5:.3f} (gain {square**-0.5:.3f}), of its slope {steep:.3f}",
        }

    name = Control("name", "activation f", list(ACTIVATIONS), start="sigmoid")
    s = Control("s", "spread s of the input", [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6], start=1)
    description = "Explorer: an activation, its slope, and their averages over a bell curve of inputs."
    return explorer(ax.figure, at, [name, s], description)


@style.context(STYLE)
def depth_explorer():
    """Choose an activation and the scale s of the weights: signal and gradient in each of 20 layers at the start.

    >>> depth_explorer().controls["s"].value
    1.0
    """
    layer = np.arange(1, HIDDEN + 1)
    left, right = Figure(figsize=(7.2, 3.9)).subplots(1, 2, sharey=True)
    left.set(xlabel="hidden layer", ylabel="power of ten", xlim=(0.5, HIDDEN + 0.5), ylim=(LOW, HIGH))
    right.set(xlabel="hidden layer", xlim=(0.5, HIDDEN + 0.5))
    left.text(1, HIGH - 0.6, "signal: differences between rows", color=BLUE, va="top")
    right.text(1, HIGH - 0.6, "gradient of the biases", color=VERMILION, va="top")
    left.plot(layer, layer, "o-", color=BLUE, markersize=4, gid="signal")
    right.plot(layer, layer, "o-", color=VERMILION, markersize=4, gid="gradient")
    left.set_title(" ", gid="readout")

    def at(name, s):
        signal, gradient = _through_layers(name, s)
        first = gradient[0] - gradient[-1]
        return {
            "signal": (layer, np.clip(signal, LOW, HIGH)),
            "gradient": (layer, np.clip(gradient, LOW, HIGH)),
            "readout": f"{name}, s = {s:g}: gradient of the first layer / last = 10^{first:.1f}",
        }

    names = ["sigmoid", CENTRED, "4 sigmoid - 2", "tanh", "relu", "silu"]
    name = Control("name", "activation", names, start="sigmoid")
    s = Control("s", "scale s of the weights", [0.5, 0.75, 1, 1.25, 1.4142, 1.75, 2, 2.5, 3, 3.5, 4], start=1)
    description = "Explorer: the signal and the gradient in 20 layers, for six activations and scales of the weights."
    return explorer(left.figure, at, [name, s], description)


@cache
def _through_layers(name, s):
    """Return log10 of the spread and of the biases' gradient in each layer, for weights of N(0, s^2 / n)."""
    X, y, *_ = digits_split()

    def draw(rng, n_in, n_out):
        W = rng.normal(0, s / np.sqrt(n_in), (n_in, n_out))
        return W, -0.5 * W.sum(axis=0) if name == CENTRED and n_in == WIDTH else 0.0

    net = network([64, *[WIDTH] * HIDDEN, 10], draw, "sigmoid" if name == CENTRED else name)
    layers = forward(net, X[:ROWS])
    slopes = backward(net, layers, cross_entropy(layers[-1].out, y[:ROWS])[1]).b
    signal = [np.sqrt(layer.a.var(axis=0).mean()) for layer in layers[:-1]]
    return np.log10(signal), np.log10(np.square(slopes[:-1]).mean(axis=1)) / 2


@style.context(STYLE)
def cliff_explorer():
    """Show the accuracy of seven settings against depth, at one learning rate or each at its best.

    >>> cliff_explorer().controls["lr"].value
    'each at its best of six'
    """
    grid = np.nan_to_num(depth_cliff.stored(), nan=0.1).mean(axis=-1)  # (settings, depths, rates); diverged: chance
    depths = depth_cliff.DEPTHS
    ax = Figure(figsize=(7.2, 4.6)).subplots()
    ax.set(xlabel="hidden layers", ylabel="test accuracy", xlim=(0.8, 13.6), ylim=(0, 1.04))
    ax.set_xticks(depths)
    ax.set_title(" ", gid="readout")
    ax.plot([0.8, 10.2], [0.1, 0.1], color=GREY, linestyle="--", linewidth=1.2)
    ax.text(0.9, 0.03, "chance", color=GREY)
    for i, (color, line, marker) in enumerate(LOOKS):
        ax.plot(depths, depths, marker=marker, markersize=5, color=color, linestyle=line, gid=f"line-{i}")
        ax.text(0, 0, "", color=color, va="center", gid=f"name-{i}")

    def at(lr):
        scores = grid.max(axis=2) if lr == BEST else grid[:, :, depth_cliff.RATES.index(float(lr))]
        heights = _apart(scores[:, -1])
        shown = {f"line-{i}": (depths, row) for i, row in enumerate(scores)}
        shown |= {f"name-{i}": (10.3, heights[i], name) for i, name in enumerate(depth_cliff.SETTINGS)}
        return shown | {"readout": f"learning rate: {lr}; 30 epochs, mean of 3 seeds"}

    lr = Control("lr", "learning rate", [BEST, *(f"{rate:g}" for rate in depth_cliff.RATES)], start=BEST)
    description = "Explorer: accuracy on the digits against depth for seven settings, by learning rate."
    return explorer(ax.figure, at, [lr], description)


def _apart(heights, gap=0.06):
    """Return the heights moved as little as the names need so that all are at least `gap` apart, none below 0.02."""
    order, placed = np.argsort(heights, kind="stable"), np.array(heights, float)
    for below, above in zip(order[-2::-1], order[:0:-1]):
        placed[below] = min(placed[below], placed[above] - gap)
    placed[order[0]] = max(placed[order[0]], 0.02)
    for below, above in zip(order, order[1:]):
        placed[above] = max(placed[above], placed[below] + gap)
    return placed
