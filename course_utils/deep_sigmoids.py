"""Networks of sigmoids that stand still, and some that do not: runs that lesson 05 reads, stored with the course.

Those on the digits: gradient descent with momentum 0.9 and batches of 64, learning rate 0.1 unless they say otherwise,
float32. ``python tools/deep_sigmoids.py`` makes the files.
"""

import csv
from functools import cache
from pathlib import Path

import numpy as np

from course_utils.datasets import digits_split
from course_utils.initialisations import network
from course_utils.networks import evaluate, forward
from course_utils.training import layer_statistics, train

SEEDS = (0, 1, 2, 3, 4)  # of the weights and of the order of the rows
EPOCHS = {4: 200, 5: 800}  # hidden layers of a run on the plateau: how long it is stored
EVERY = {4: 1, 5: 5}  # and the epochs from one stored row to the next
SCORES = ("loss", "test_loss", "test_accuracy")
STRETCH, STRETCHES, BINS = 5, 34, 25  # epochs from one picture of the outputs to the next, their number, bins in each
STARTS = {"Xavier": "xavier", "N(0, 1)": 1.0, "centred4": "centred4"}  # of nets with ten hidden layers
TEN = [(start, width, 0.1) for start in STARTS for width in (64, 256)]  # their start, width and learning rate
TEN += [("N(0, 1)", 256, rate) for rate in (0.003, 0.01, 0.03)]
ACTIVATIONS = ("sigmoid", "4 sigmoid - 2", "softplus", "relu")  # smooth or not, in the sigmoid's shape or relu's
HIDDEN, XOR_SEEDS = (2, 4), tuple(range(150))  # units of a net for XOR

FOLDER = Path(__file__).parent / "data"
_digits = cache(digits_split)


def measure(layers, seed, epochs, activation="sigmoid"):
    """Train so many hidden layers of 64 units from the start "uniform"; return the Run, row k of an array an epoch k.

    >>> measure(4, seed=0, epochs=1).loss.round(1)
    array([2.4, 2.3])
    """
    return _run([64, *[64] * layers, 10], "uniform", activation, 0.1, seed, epochs)


def measure_ten(start, width, rate, seed, epochs=30):
    """Train ten hidden layers of `width` units; return (share saturated at the start, accuracy, test accuracy).

    `start`: a name of STARTS; `rate`: the learning rate.

    >>> 0 < measure_ten("N(0, 1)", width=16, rate=0.1, seed=0, epochs=1)[0] < 1
    True
    """
    run = _run([64, *[width] * 10, 10], STARTS[start], "sigmoid", rate, seed, epochs)
    fresh = network(run.net.sizes, STARTS[start], seed=seed, dtype="float32")
    saturated = layer_statistics(fresh, *_digits()[:2])["saturated"].mean()
    return float(saturated), float(run.accuracy[-1]), float(run.test_accuracy[-1])


def measure_xor(hidden, seed):
    """Train so many hidden units on XOR for 400 epochs at rate 1, and return the loss in the end, a float.

    >>> measure_xor(4, seed=0) < 0.1
    True
    """
    net = network([2, hidden, 1], 1.0, seed=seed)
    return float(train(net, [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0], epochs=400, lr=1).loss[-1])


def measure_outputs(stretches=STRETCHES):
    """Yield, every STRETCH epochs, what four hidden layers put out: the loss, the shares of the outputs, their means.

    The shares have the shape (4, BINS), the means (4,). Momentum starts afresh in each of the `stretches`.
    """
    X, y, *_ = _digits()
    net = network([64, *[64] * 4, 10], "uniform", dtype="float32")
    for stretch in range(stretches + 1):
        outputs = [layer.out for layer in forward(net, X)[:-1]]
        shares = [np.histogram(h, BINS, (0, 1))[0] / h.size for h in outputs]
        yield evaluate(net, X, y)[0], np.array(shares), np.array([h.mean() for h in outputs])
        if stretch < stretches:
            net = train(net, X, y, epochs=STRETCH, lr=0.1, seed=stretch).net


def _run(sizes, start, activation, rate, seed, epochs):
    X, y, *test = _digits()
    net = network(sizes, start, activation, seed=seed, dtype="float32")
    return train(net, X, y, epochs=epochs, lr=rate, seed=seed, test=tuple(test))


def stored(layers):
    """Return the stored runs of `layers` hidden layers, 4 or 5: a dict of arrays, shape (seeds, rows).

    Its keys are SCORES; row k is what held after k * EVERY[layers] epochs.

    >>> stored(4)["loss"].shape, stored(5)["loss"].shape
    ((5, 201), (5, 161))
    """
    table = _read("plateau.csv", layers=layers)
    return {name: np.reshape([float(row[name]) for row in table], (len(SEEDS), -1)) for name in SCORES}


def stored_ten(start, width, rate=0.1):
    """Return what ``measure_ten`` found: shares saturated, accuracies, test accuracies, three arrays (seeds,).

    >>> [array.shape for array in stored_ten("N(0, 1)", 64)]
    [(5,), (5,), (5,)]
    """
    table = _read("ten_layers.csv", start=start, width=width, rate=rate)
    return tuple(np.array([float(row[k]) for row in table]) for k in ("saturated", "accuracy", "test_accuracy"))


def stored_activation(name):
    """Return the test accuracies of four layers after ten epochs with the activation of that name, (seeds,).

    >>> stored_activation("relu").shape
    (5,)
    """
    return np.array([float(row["test_accuracy"]) for row in _read("activations.csv", activation=name)])


def stored_xor(hidden):
    """Return the losses in the end of nets with `hidden` units, 2 or 4, on XOR, an array (XOR_SEEDS,).

    >>> stored_xor(2).shape
    (150,)
    """
    return np.array([float(row["loss"]) for row in _read("xor.csv", hidden=hidden)])


def stored_outputs():
    """Return what ``measure_outputs`` found: losses (n,), shares (n, 4, BINS), means (n, 4), for n = STRETCHES + 1.

    >>> [array.shape for array in stored_outputs()]
    [(35,), (35, 4, 25), (35, 4)]
    """
    table = np.array([[float(value) for value in row.values()] for row in _read("plateau_outputs.csv")])
    table = table.reshape(STRETCHES + 1, 4, -1)  # epoch, layer, loss, mean, shares
    return table[:, 0, 2], table[:, :, 4:], table[:, :, 3]


def _read(name, **wanted):
    """Return the rows of a stored table that hold what is wanted; ValueError, which lists what is stored, for none."""
    with (FOLDER / name).open(newline="") as file:
        table = list(csv.DictReader(file))
    rows = [row for row in table if all(row[key] == str(value) for key, value in wanted.items())]
    if not rows:
        known = dict.fromkeys(", ".join(f"{key} {row[key]}" for key in wanted) for row in table)
        asked = ", ".join(f"{key} {value}" for key, value in wanted.items())
        raise ValueError(f"No runs are stored for {asked}; there are some for {'; '.join(known)}.")
    return rows
