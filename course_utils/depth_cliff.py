"""How deep may a network be before it learns nothing? One grid of runs on the digits, stored with the course.

Every run has hidden layers of 64 units, 30 epochs of gradient descent with momentum 0.9 and batches of 64 (630 steps).
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
STORED = Path(__file__).parent / "data" / "depth_cliff.csv"


def measure(setting, depth, lr, seed, epochs=30):
    """Train one network and return its accuracy on the 450 test rows, a float from 0 to 1; nan if training diverged.

    `setting`: a name of SETTINGS. `depth`: the number of hidden layers. `lr`: the learning rate. `seed`: from 0 up.

    >>> 0.9 < measure("sigmoid, Xavier", depth=1, lr=0.1, seed=0, epochs=3) <= 1
    True
    """
    if setting not in SETTINGS:
        raise ValueError(f"setting is {setting!r}; expected one of {', '.join(SETTINGS)}.")
    init, activation = SETTINGS[setting]
    X, y, *test = _digits()
    net = network([64, *[64] * number("depth", depth, whole=True), 10], init, activation, seed=seed)
    try:
        run = train(net, X, y, epochs=epochs, lr=lr, seed=seed, test=tuple(test))
    except FloatingPointError:
        return float("nan")
    if run.interrupted:
        raise KeyboardInterrupt
    return float(run.test_accuracy[-1])


_digits = cache(digits_split)


def stored():
    """Return the grid of accuracies, shape (settings, depths, rates, seeds), nan where training diverged.

    The axes are SETTINGS, DEPTHS, RATES and SEEDS; ``python tools/depth_cliff.py`` makes the file.

    >>> stored().shape
    (7, 8, 6, 3)
    """
    with STORED.open(newline="") as file:
        accuracy = [float(row["accuracy"]) for row in csv.DictReader(file)]
    return np.reshape(accuracy, [len(axis) for axis in (SETTINGS, DEPTHS, RATES, SEEDS)])
