"""The explorers of lesson 06: an activation and its input, signal and gradient layer by layer, the depth cliff."""

from functools import cache

import numpy as np
from matplotlib import style
from matplotlib.figure import Figure

from course_utils import depth_cliff
from course_utils.datasets import digits_split
from course_utils.explorers.figure import NARROW
from course_utils.explorers.stage import Control, Grab, explorer, number
from course_utils.hidden_activations import ACTIVATIONS, activation, gaussian_mean
from course_utils.initialisations import network
from course_utils.networks import backward, cross_entropy, forward
from course_utils.plotting import BLACK, BLUE, GREY, STYLE, VERMILION, ink

HIDDEN, WIDTH, ROWS = 20, 80, 50  # of the networks that depth_explorer measures
LOW, HIGH = -22, 10  # powers of ten that it shows
CENTRED = "sigmoid, centred"  # its biases cancel the mean 1/2 of the layer before
BEST = "each at its best of six"


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
    ax.text(-4.8, 1.85, "", color=BLUE, gid="name")
    ax.text(-4.8, 2.85, "f", color=BLACK)
    ax.text(-4.8, 2.35, "its slope (dashed)", color=ink(VERMILION))
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
            "name": f"mean (dotted) {number(round(mean, 3) + 0.0, '.3f')}",
            "readout": f"root mean square: of f {square**0.5:.3f} (gain {square**-0.5:.3f}), of its slope {steep:.3f}",
        }

    name = Control("name", "activation f", list(ACTIVATIONS), start="sigmoid")
    s = Control("s", "spread s of the input", [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6], start=1)
    description = "Explorer: an activation, its slope, and their averages over a bell curve of inputs."
    return explorer(ax.figure, at, [name, s], description, play="s", ghosts=["curve", "slope"])


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
    right.text(1, HIGH - 0.6, "gradient of the biases", color=ink(VERMILION), va="top")
    left.plot(layer, layer, "o-", color=BLUE, markersize=4, gid="signal")
    right.plot(layer, layer, "o-", color=VERMILION, markersize=4, gid="gradient")
    left.set_title(" ", gid="readout")

    def at(name, s):
        signal, gradient = _through_layers(name, s)
        first = gradient[0] - gradient[-1]
        return {
            "signal": (layer, np.clip(signal, LOW, HIGH)),
            "gradient": (layer, np.clip(gradient, LOW, HIGH)),
            "readout": f"{name.replace(' - ', ' − ')}, s = {s:g}: "
            f"gradient of the first layer / last = {number(10.0**first, '.0e')}",
        }

    names = ["sigmoid", CENTRED, "4 sigmoid - 2", "tanh", "relu", "silu"]
    name = Control("name", "activation", names, start="sigmoid")
    s = Control("s", "scale s of the weights", [0.5, 0.75, 1, 1.25, 1.4142, 1.75, 2, 2.5, 3, 3.5, 4], start=1)
    description = "Explorer: the signal and the gradient in 20 layers, for six activations and scales of the weights."
    grabs = [Grab("signal", ("s",)), Grab("gradient", ("s",))]
    return explorer(left.figure, at, [name, s], description, grabs, "s", ["signal", "gradient"])


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
    depths, names = depth_cliff.DEPTHS, depth_cliff.SETTINGS
    fig = Figure(figsize=(7.2, 4.6))
    axes = fig.subplots(2, 4, sharex=True, sharey=True).ravel()
    fig.suptitle(" ", x=0.01, ha="left", fontsize=12, gid="readout")
    for i, (ax, name) in enumerate(zip(axes, names)):
        ax.set(xlim=(0, 11), ylim=(0, 1.04), xticks=[1, 5, 10])
        ax.set_title(name.replace(", ", "\n").replace(" - ", " − "), fontsize=10)
        ax.axhline(0.1, color=GREY, linestyle="--", linewidth=1.2)
        ax.plot(depths, depths, "o-", color=BLUE, markersize=4, gid=f"line-{i}")
    axes[0].text(10.8, 0.18, "chance", color=GREY, ha="right")
    axes[3].tick_params(labelbottom=True)
    axes[-1].remove()
    for i in (0, 4):
        axes[i].set_ylabel("test accuracy")
    for i in (3, 4, 5, 6):
        axes[i].set_xlabel("hidden layers")

    def at(lr):
        scores = grid.max(axis=2) if lr == BEST else grid[:, :, depth_cliff.RATES.index(float(lr))]
        shown = {f"line-{i}": (depths, row) for i, row in enumerate(scores)}
        return shown | {"readout": f"learning rate: {lr}; 30 epochs, mean of 3 seeds"}

    def narrow(fig):
        fig.set_size_inches(NARROW, 6.4)
        for i, (ax, place) in enumerate(zip(fig.axes, fig.add_gridspec(4, 2), strict=False)):
            ax.set_subplotspec(place)
            ax.set_xlabel("")
            ax.tick_params(labelleft=i % 2 == 0, labelbottom=i > 4)
        fig.axes[-1].set_xlabel("hidden layers")

    lr = Control("lr", "learning rate", [BEST, *(f"{rate:g}" for rate in depth_cliff.RATES)], start=BEST)
    description = "Explorer: accuracy on the digits against depth for seven settings, by learning rate."
    ghosts = [f"line-{i}" for i in range(len(names))]
    return explorer(fig, at, [lr], description, play="lr", ghosts=ghosts, narrow=narrow)
