"""How deep may a network be before it learns nothing? Two grids of runs on the digits, stored with the course.

Every run has hidden layers of 64 units, gradient descent with momentum 0.9 and batches of 64. The cliff: up to ten
layers, 30 epochs (630 steps). Thirty layers: 15 epochs (315 steps), in float32.
"""

import csv
from functools import cache
from pathlib import Path

import numpy as np

from course_utils._validation import number
from course_utils.datasets import digits_split
from course_utils.initialisations import lsuv, network
from course_utils.training import train

SETTINGS = {  # name: how the network starts, and its hidden layers' activation
    "sigmoid, uniform": ("uniform", "sigmoid"),
    "sigmoid, Xavier": ("xavier", "sigmoid"),
    "sigmoid, centred4": ("centred4", "sigmoid"),
    "4 sigmoid - 2, Xavier": ("xavier", "4 sigmoid - 2"),
    "tanh, Xavier": ("xavier", "tanh"),
    "relu, He": ("he", "relu"),
    "relu, uniform": ("uniform", "relu"),
}
DEPTHS = (1, 2, 3, 4, 5, 6, 8, 10)  # hidden layers
RATES = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0)  # learning rates
SEEDS = (0, 1, 2)  # of the weights and of the order of the rows

THIRTY_SETTINGS = {  # name: options of network; those that start orthogonal go through lsuv
    "sigmoid, LSUV": {"init": "orthogonal"},
    "sigmoid, batch norm": {"batch_norm": True},
    "sigmoid, residual": {"residual": True},
    "tanh, Xavier": {"activation": "tanh"},
    "relu, LSUV": {"init": "orthogonal", "activation": "relu"},
    "relu, He": {"init": "he", "activation": "relu"},
    "sigmoid, Xavier": {},
}
THIRTY_RATES = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05)

_FOLDER = Path(__file__).parent / "data"
_digits = cache(digits_split)


def measure(setting, depth, lr, seed, epochs=30):
    """Train one network and return its accuracy on the 450 test rows, a float from 0 to 1; nan if training diverged.

    `setting`: a name of SETTINGS. `depth`: the number of hidden layers. `lr`: the learning rate. `seed`: from 0 up.

    >>> 0.9 < measure("sigmoid, Xavier", depth=1, lr=0.1, seed=0, epochs=3) <= 1
    True
    """
    init, activation = _choose(setting, SETTINGS)
    return _accuracy(network(_sizes(depth), init, activation, seed=seed), lr, seed, epochs)


def measure_thirty(setting, lr, seed, epochs=15):
    """Train one network of thirty hidden layers and return its accuracy on the test rows, as measure does.

    `setting`: a name of THIRTY_SETTINGS. `lr`: the learning rate. `seed`: from 0 up.

    >>> 0.9 < measure_thirty("sigmoid, LSUV", lr=0.02, seed=0, epochs=3) <= 1
    True
    """
    options = _choose(setting, THIRTY_SETTINGS)
    net = network(_sizes(30), **options, seed=seed, dtype="float32")
    start = lsuv(net, _digits().X) if options.get("init") == "orthogonal" else net
    return _accuracy(start, lr, seed, epochs)


def _choose(setting, settings):
    if setting not in settings:
        raise ValueError(f"setting is {setting!r}; expected one of {'; '.join(settings)}.")
    return settings[setting]


def _sizes(depth):
    return [64, *[64] * number("depth", depth, whole=True), 10]


def _accuracy(net, lr, seed, epochs):
    X, y, *test = _digits()
    try:
        run = train(net, X, y, epochs=epochs, lr=lr, seed=seed, test=tuple(test))
    except FloatingPointError:
        return float("nan")
    if run.interrupted:
        raise KeyboardInterrupt
    return float(run.test_accuracy[-1])


GRIDS = {  # file: what measures one cell, and the axes of its arguments
    "depth_cliff.csv": (measure, {"setting": tuple(SETTINGS), "depth": DEPTHS, "lr": RATES, "seed": SEEDS}),
    "thirty_layers.csv": (measure_thirty, {"setting": tuple(THIRTY_SETTINGS), "lr": THIRTY_RATES, "seed": SEEDS}),
}


def stored():
    """Return the cliff's accuracies, shape (settings, depths, rates, seeds), nan where training diverged.

    The axes are SETTINGS, DEPTHS, RATES and SEEDS; ``python tools/depth_cliff.py`` makes the file.

    >>> stored().shape
    (7, 8, 6, 3)
    """
    return _read("depth_cliff.csv")


def stored_thirty():
    """Return the accuracies with thirty layers, shape (settings, rates, seeds), nan where training diverged.

    The axes are THIRTY_SETTINGS, THIRTY_RATES and SEEDS; ``python tools/depth_cliff.py`` makes the file.

    >>> stored_thirty().shape
    (7, 6, 3)
    """
    return _read("thirty_layers.csv")


def _read(name):
    with (_FOLDER / name).open(newline="") as file:
        accuracy = [float(row["accuracy"]) for row in csv.DictReader(file)]
    return np.reshape(accuracy, [len(axis) for axis in GRIDS[name][1].values()])
