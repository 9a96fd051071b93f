"""The explorers of lesson 05: a chain of neurons, the factor of a layer, and a network on its plateau."""

from functools import cache

import numpy as np
from matplotlib import style
from matplotlib.figure import Figure

from course_utils.activations import sigmoid, sigmoid_grad
from course_utils.datasets import digits_split
from course_utils.deep_sigmoids import STRETCH, STRETCHES, stored_outputs
from course_utils.explorers.figure import NARROW
from course_utils.explorers.stage import Control, Grab, explorer, number
from course_utils.hidden_activations import predicted_factor
from course_utils.initialisations import network
from course_utils.networks import loss_and_gradient
from course_utils.plotting import BLACK, BLUE, GREY, STYLE, VERMILION

LONGEST = 30  # neurons in the chain
HIDDEN = 12  # layers of the network whose gradients are measured


@style.context(STYLE)
def chain_explorer():
    """Send x = 0.3 through a chain of equal neurons, h -> sigmoid(w h + b), and follow its slope.

    >>> chain_explorer().controls["w"].value
    2.0
    """
    left, right = Figure(figsize=(7.2, 3.9)).subplots(1, 2)
    h, depth = np.linspace(0, 1, 61), np.arange(LONGEST + 1)
    left.set(xlabel="input of a neuron", ylabel="its output", xlim=(-0.02, 1.02), ylim=(-0.02, 1.02))
    left.plot(h, h, color=GREY, linestyle="--", linewidth=1.2)
    left.plot(h, h, color=BLACK, gid="curve")
    left.plot(0 * depth, 0 * depth, "o", color=VERMILION, markersize=4, clip_on=False, gid="visits")
    right.set(xlabel="neurons in the chain", ylabel="log10 of the slope", xlim=(0, LONGEST + 0.5), ylim=(-31, 5))
    right.axhline(0, color=GREY, linestyle="--", linewidth=1.2)
    right.plot(depth, 0 * depth, color=BLUE, gid="slopes")
    right.plot(0, 0, "D", color=VERMILION, gid="here")
    left.set_title(" ", gid="readout")

    def at(w, b, L):
        L, (visits, slopes) = int(L), _walk(w, b)
        return {
            "curve": (h, sigmoid(w * h + b)),
            "visits": (visits[:-1], np.where(depth[1:] <= L, visits[1:], np.nan)),
            "slopes": (depth, np.where(slopes > -31, slopes, np.nan)),
            "here": (L, max(slopes[L], -31)),
            "readout": f"slope at L = {L}: {number(10 ** slopes[L], '.2g')}; "
            f"factor per neuron: {10 ** (slopes[L] / L):.3f}",
        }

    w = Control("w", "weight w", [0.5, 1, 1.5, 1.7, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 8], start=2)
    b = Control("b", "bias b", np.arange(-4, 2.1, 0.5), start=0)
    neurons = Control("L", "neurons L", [1, 2, 5, 10, 20, 30], start=10)
    description = "Explorer: what a chain of neurons sigmoid(w h + b) does to a slope, neuron by neuron."
    return explorer(left.figure, at, [w, b, neurons], description, [Grab("here", ("L",))], "L", ["curve", "slopes"])


@cache
def _walk(w, b):
    """Return what the neurons put out, from x = 0.3 on, and log10 of the chain's slope after each of them."""
    visits, slopes = [0.3], [0.0]
    for _ in range(LONGEST):
        z = w * visits[-1] + b
        slopes.append(slopes[-1] + np.log10(w * sigmoid_grad(z)))
        visits.append(sigmoid(z))
    return np.array(visits), np.array(slopes)


@style.context(STYLE)
def gain_explorer():
    """Choose the scale s of the weights, N(0, s^2 / n): the factor of a layer, predicted and measured.

    >>> gain_explorer().controls["s"].value
    1.0
    """
    scales, layer = np.arange(0.5, 8.1, 0.5), np.arange(1, HIDDEN + 1)
    factors, sizes = [predicted_factor(s) for s in scales], [_bias_gradients(s) for s in scales]
    left, right = Figure(figsize=(7.2, 3.9)).subplots(1, 2)
    left.set(xlabel="scale s of the weights", ylabel="predicted factor of a layer", xlim=(0, 8.3), ylim=(0, 1.1))
    left.axhline(1, color=GREY, linestyle="--", linewidth=1.2)
    left.plot(scales, factors, color=BLACK)
    left.plot(1, 1, "D", color=BLUE, gid="here")
    right.set(xlabel="hidden layer", ylabel="gradient, log10 (last = 0)", xlim=(0.5, HIDDEN + 0.5), ylim=(-11, 0.5))
    right.set_xticks(layer[1::2])
    right.plot(layer, 0 * layer, color=BLUE, linestyle="--", linewidth=1.5, gid="theory")
    right.plot(layer, 0 * layer, "o", color=VERMILION, gid="measured")
    right.text(HIDDEN, -10.6, "dashed: predicted\ndots: measured", ha="right", va="bottom")
    left.set_title(" ", gid="readout")

    def at(s):
        i = int(np.abs(scales - s).argmin())
        measured = 10 ** ((sizes[i][-1] - sizes[i][0]) / (HIDDEN - 1))
        return {
            "here": (s, factors[i]),
            "theory": (layer, np.log10(factors[i]) * (HIDDEN - layer)),
            "measured": (layer, sizes[i] - sizes[i][-1]),
            "readout": f"s = {s:g}: factor {factors[i]:.3f} predicted, {1 / measured:.2f} measured",
        }

    description = "Explorer: the predicted factor of a layer against gradients measured in a network of 12 layers."
    return explorer(
        left.figure,
        at,
        [Control("s", "scale s", scales, start=1)],
        description,
        [Grab("here", ("s",))],
        "s",
        ["theory"],
    )


@cache
def _bias_gradients(s):
    """Return log10 of the size of each hidden layer's bias gradient, for 10 digits one by one, at width 128."""
    X, y, *_ = digits_split()
    net = network([64, *[128] * HIDDEN, 10], lambda rng, n, m: (rng.normal(0, s / np.sqrt(n), (n, m)), 0.0))
    slopes = [loss_and_gradient(net, X[i : i + 1], y[i : i + 1])[1].b[:-1] for i in range(10)]
    return np.log10(np.square(slopes).mean(axis=(0, 2))) / 2


@style.context(STYLE)
def plateau_explorer():
    """Move through the epochs of a network that seems stuck, and see what its hidden layers put out.

    >>> plateau_explorer().controls["epoch"].value
    0.0
    """
    losses, shares, means = stored_outputs()
    epochs, edges = STRETCH * np.arange(STRETCHES + 1), np.linspace(0, 1, 26)
    fig = Figure(figsize=(7.2, 4.8))
    grid = fig.add_gridspec(2, 4, height_ratios=[3, 2])
    bottom = fig.add_subplot(grid[1, :])
    bottom.set(xlabel="epoch", ylabel="loss (nats)", xlim=(0, epochs[-1]), ylim=(0, 2.9))
    bottom.axhline(np.log(10), color=GREY, linestyle="--", linewidth=1.2)
    bottom.text(epochs[-1], 2.35, "ln 10: pure chance", color=GREY, va="bottom", ha="right")
    bottom.plot(epochs, losses, color=BLACK)
    bottom.plot(0, 0, "D", color=VERMILION, gid="here", clip_on=False)
    bottom.set_title(" ", gid="readout")
    for layer in range(4):
        ax = fig.add_subplot(grid[0, layer])
        ax.set(xlabel="output", title=f"layer {layer + 1}", xlim=(0, 1), ylim=(0, 0.6))
        ax.set_xticks([0, 0.5, 1], ["0", "0.5", "1"])
        ax.tick_params(labelleft=layer == 0)
        ax.fill(np.repeat(edges, 2), np.zeros(52), fc=(BLUE, 0.4), ec=BLUE, linewidth=1, gid=f"share-{layer}")
        ax.axvline(0.5, color=VERMILION, gid=f"mean-{layer}")
        if layer == 0:
            ax.set_ylabel("share of outputs")

    def at(epoch):
        i = int(np.abs(epochs - epoch).argmin())
        heights = np.minimum(shares[i], 0.6)
        outlines = {f"share-{k}": (np.repeat(edges, 2), np.r_[0, np.repeat(heights[k], 2), 0]) for k in range(4)}
        lines = {f"mean-{k}": (means[i, k], [0, 1]) for k in range(4)}
        readout = f"epoch {epoch:.0f}: loss {losses[i]:.3f}, mean output of layer 4: {means[i, 3]:.2f}"
        return outlines | lines | {"here": (epoch, losses[i]), "readout": readout}

    epoch = Control("epoch", "epoch", epochs, start=0)
    description = "Explorer: what four hidden layers put out while the loss stands still, and how it escapes."

    def narrow(fig):
        fig.set_size_inches(NARROW, 6)
        places = fig.add_gridspec(3, 2, height_ratios=[3, 3, 2.5])
        bottom.set_subplotspec(places[2, :])
        for layer, ax in enumerate(fig.axes[1:]):
            ax.set_subplotspec(places[divmod(layer, 2)])
            ax.tick_params(labelleft=layer % 2 == 0)

    return explorer(fig, at, [epoch], description, [Grab("here", ("epoch",))], "epoch", narrow=narrow)
