"""How deep may a network be before it learns nothing? Grids of runs on the digits, stored with the course.

Every run has gradient descent with momentum 0.9 and batches of 64, and hidden layers of 64 units unless it says
otherwise. The cliff: up to ten layers, 30 epochs (630 steps). The league: five layers, on seeds that chose no rate.
``python tools/depth_cliff.py`` makes the files.
"""

import csv
from functools import cache
from pathlib import Path

import numpy as np

from course_utils._validation import number
from course_utils.datasets import digits_split
from course_utils.initialisations import network
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

LEAGUE = ("4 sigmoid - 2, Xavier", "tanh, Xavier", "relu, He", "sigmoid, centred4")  # who can learn with five layers
FRESH_SEEDS = tuple(range(20, 32))  # which had no part in the choice of a rate

_FOLDER = Path(__file__).parent / "data"
_digits = cache(digits_split)


def measure(setting, depth, lr, seed, epochs=30, width=64):
    """Train one network and return its accuracy on the 450 test rows, a float from 0 to 1; nan if training diverged.

    `setting`: a name of SETTINGS. `depth`: the number of hidden layers, `width`: of their units. `lr`: the learning
    rate. `seed`: from 0 up.

    >>> 0.9 < measure("sigmoid, Xavier", depth=1, lr=0.1, seed=0, epochs=3) <= 1
    True
    """
    if setting not in SETTINGS:
        raise ValueError(f"setting is {setting!r}; expected one of {'; '.join(SETTINGS)}.")
    init, activation = SETTINGS[setting]
    return test_accuracy(network(sizes(depth, width), init, activation, seed=seed), lr, seed, epochs)


def sizes(depth, width=64):
    """Return the sizes of a network for the digits with so many hidden layers, each of `width` units."""
    return [64, *[number("width", width, whole=True)] * number("depth", depth, whole=True), 10]


def test_accuracy(net, lr, seed, epochs):
    """Train a network on the digits and return its accuracy on the 450 test rows, a float; nan if training diverged."""
    X, y, *test = _digits()
    try:
        run = train(net, X, y, epochs=epochs, lr=lr, seed=seed, test=tuple(test))
    except FloatingPointError:
        return float("nan")
    if run.interrupted:
        raise KeyboardInterrupt
    return float(run.test_accuracy[-1])


def best_rate(scores, rates):
    """Return (the rate with the highest mean score, its index): `scores` (rates, seeds), nan counting as chance, 0.1.

    >>> best_rate([[0.5, 0.7], [0.9, float("nan")]], (0.01, 0.1))
    (0.01, 0)
    """
    k = int(np.nan_to_num(scores, nan=0.1).mean(axis=1).argmax())
    return rates[k], k


def fresh(setting, seed, epochs=30):
    """Train a network of five layers of 64 units, at the rate at which the cliff's seeds did best; see measure."""
    cliff = stored()[list(SETTINGS).index(setting), DEPTHS.index(5)]
    return measure(setting, 5, best_rate(cliff, RATES)[0], seed, epochs)


def fresh_wide(setting, seed):
    """Train a network of five layers of 256 units, at the rate at which seed 0 did best; see measure."""
    search = read("league_wide_search.csv")[LEAGUE.index(setting)].reshape(len(RATES), -1)
    return measure(setting, 5, best_rate(search, RATES)[0], seed, width=256)


GRIDS = {  # file: what measures one cell, and the axes of its arguments
    "depth_cliff.csv": (measure, {"setting": tuple(SETTINGS), "depth": DEPTHS, "lr": RATES, "seed": SEEDS}),
    "league.csv": (fresh, {"setting": LEAGUE, "seed": FRESH_SEEDS}),
    "league_longer.csv": (measure, {"setting": ("sigmoid, Xavier",), "depth": (5, 6), "lr": (0.1,),
                                    "seed": FRESH_SEEDS[:5], "epochs": (30, 100, 200)}),
    "league_wide_search.csv": (measure, {"setting": LEAGUE, "depth": (5,), "lr": RATES, "seed": (0,), "epochs": (30,),
                                         "width": (256,)}),
    "league_wide.csv": (fresh_wide, {"setting": LEAGUE, "seed": FRESH_SEEDS[:5]}),
}  # fmt: skip


def stored():
    """Return the cliff's accuracies, shape (settings, depths, rates, seeds), nan where training diverged.

    The axes are SETTINGS, DEPTHS, RATES and SEEDS.

    >>> stored().shape
    (7, 8, 6, 3)
    """
    return read("depth_cliff.csv")


def read(name, grids=None):
    """Return the accuracies of a stored grid, an array with an axis for each of its arguments; see GRIDS.

    >>> read("league.csv").shape
    (4, 12)
    """
    axes = (grids or GRIDS)[name][1]
    with (_FOLDER / name).open(newline="") as file:
        accuracy = [float(row["accuracy"]) for row in csv.DictReader(file)]
    return np.reshape(accuracy, [len(axis) for axis in axes.values()])
