"""Thirty hidden layers: what lets them learn? Every combination of five factors, on the digits, stored with the course.

The factors are the activation, what the weights are drawn from, how they are scaled, batch norm, and residual
connections. Each combination gets its own learning rate, the best of RATES for one seed, and then five fresh seeds.
All runs: 64 units a layer unless they say otherwise, float32, gradient descent with momentum 0.9, batches of 64, 10
epochs (210 steps). ``python tools/depth_cliff.py`` makes the files.
"""

from functools import cache
from itertools import product

import numpy as np

from course_utils.depth_cliff import _digits, best_rate, read, sizes, test_accuracy
from course_utils.initialisations import INITIALISATIONS, lsuv, network

LAYERS, EPOCHS = 30, 10
FACTORS = {
    "activation": ("sigmoid", "tanh", "relu"),
    "weights": ("Gaussian", "orthogonal"),
    "scale": ("textbook", "LSUV"),  # Xavier's for sigmoid and tanh, He's for relu; or scaled and centred on the data
    "norm": ("no norm", "batch norm"),
    "shortcut": ("no shortcut", "residual"),
}
TEXTBOOK = {**FACTORS, "weights": ("Gaussian",), "scale": ("textbook",), "norm": ("no norm",),
            "shortcut": ("no shortcut",)}  # fmt: skip
WIDE = {**FACTORS, "weights": ("orthogonal",), "scale": ("LSUV",)}  # what is tried with wider layers too
RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3)
WIDE_RATES = (0.01, 0.03)
SEARCH_SEEDS = (100,)  # at which the rates are chosen
SEEDS = (0, 1, 2, 3, 4)  # at which the accuracies are measured


def start(activation, weights, scale, norm, shortcut, seed, width=64):
    """Return an untrained network of thirty hidden layers, one level of each of FACTORS chosen.

    >>> start("relu", "Gaussian", "textbook", "batch norm", "residual", seed=0).batch_norm
    True
    """
    chosen = (activation, weights, scale, norm, shortcut)
    for (factor, levels), level in zip(FACTORS.items(), chosen):
        if level not in levels:
            raise ValueError(f"{factor} is {level!r}; expected one of {', '.join(levels)}.")
    net = network(sizes(LAYERS, width), _draw(activation, weights), activation, seed=seed, dtype="float32",
                  batch_norm=norm == "batch norm", residual=shortcut == "residual")  # fmt: skip
    return lsuv(net, _digits().X) if scale == "LSUV" else net


def _draw(activation, weights):
    """Return what draws the weights of a layer: He's scale for relu, Xavier's for the others."""
    if weights == "Gaussian":
        return "he" if activation == "relu" else "xavier"
    gain = np.sqrt(2) if activation == "relu" else 1.0

    def orthogonal(rng, n_in, n_out):
        W, b = INITIALISATIONS["orthogonal"](rng, n_in, n_out)
        return gain * W, b

    return orthogonal


def measure(activation, weights, scale, norm, shortcut, lr, seed, epochs=EPOCHS, width=64):
    """Train one network and return its accuracy on the 450 test rows, a float from 0 to 1; nan if training diverged.

    >>> 0.9 < measure("sigmoid", "orthogonal", "LSUV", "no norm", "no shortcut", lr=0.03, seed=0, epochs=3) <= 1
    True
    """
    return test_accuracy(start(activation, weights, scale, norm, shortcut, seed, width), lr, seed, epochs)


def tuned(activation, weights, scale, norm, shortcut, seed, epochs=EPOCHS):
    """Train one network at the best rate of the search, and return its accuracy; see measure."""
    lr = rate(activation, weights, scale, norm, shortcut)
    return measure(activation, weights, scale, norm, shortcut, lr, seed, epochs)


def tuned_wide(activation, weights, scale, norm, shortcut, seed):
    """Train one network of 128 units a layer at the best rate of its own search, and return its accuracy."""
    levels = (activation, weights, scale, norm, shortcut)
    search = read("thirty_wide_search.csv", GRIDS)[_index(levels, WIDE)].reshape(len(WIDE_RATES), -1)
    return measure(*levels, best_rate(search, WIDE_RATES)[0], seed, width=128)


def rate(*levels):
    """Return the learning rate of a combination: the one of RATES at which SEARCH_SEEDS did best."""
    return best_rate(_stored("thirty_search.csv")[_index(levels)], RATES)[0]


def stored():
    """Return the accuracies of all combinations, shape (3, 2, 2, 2, 2, seeds): an axis for each of FACTORS, then SEEDS.

    A run that diverged counts as chance, 0.1.

    >>> stored().shape
    (3, 2, 2, 2, 2, 5)
    """
    return np.nan_to_num(_stored("thirty_layers.csv"), nan=0.1)


def combinations():
    """Return all combinations, a list of tuples with a level of each of FACTORS."""
    return list(product(*FACTORS.values()))


def _index(levels, factors=FACTORS):
    return tuple(factor.index(level) for factor, level in zip(factors.values(), levels))


@cache
def _stored(name):
    return read(name, GRIDS)


GRIDS = {  # file: what measures one cell, and the axes of its arguments
    "thirty_search.csv": (measure, {**FACTORS, "lr": RATES, "seed": SEARCH_SEEDS}),
    "thirty_layers.csv": (tuned, {**FACTORS, "seed": SEEDS}),
    "thirty_longer.csv": (tuned, {**TEXTBOOK, "seed": SEEDS, "epochs": (40,)}),
    "thirty_wide_search.csv": (measure, {**WIDE, "lr": WIDE_RATES, "seed": SEARCH_SEEDS, "epochs": (EPOCHS,),
                                         "width": (128,)}),
    "thirty_wide.csv": (tuned_wide, {**WIDE, "seed": SEEDS[:3]}),
}
