"""The runs of lesson 08 that take too long for a cell, stored with the course: what was tried, and what came out.

Each grid is a file in course_utils/data: a row for each setting, learning rate and seed. ``python
tools/stored_runs.py`` makes them again, in some minutes.
"""

import csv
from pathlib import Path
from typing import NamedTuple

import numpy as np

from course_utils import contrast, gates, routing

SEEDS = (0, 1, 2, 3, 4)
FOLDER = Path(__file__).parent / "data"


class Grid(NamedTuple):
    """What measures one row, the axes of its arguments, and the names of what it returns."""

    measure: callable
    axes: dict
    values: tuple


def _contrast(loss, batch, lr, seed):
    name, _, bias = loss.partition(", b = ")
    return contrast.measure(name, batch, lr, seed, b=float(bias or 0))


def _routing(kind, speed, lr, seed):
    return routing.measure(kind, speed, lr, seed)


def _gated_layers(layer, target, biases, lr, seed):
    return gates.measure(layer, target, biases == "with", lr, seed)


GRIDS = {
    "contrast": Grid(
        _contrast,
        {
            "loss": ("sigmoid, b = -10", "sigmoid, b = 0", "softmax"),
            "batch": (8, 32, 128),
            "lr": (0.003, 0.01, 0.03, 0.1),
            "seed": SEEDS,
        },
        ("right",),
    ),
    "routing": Grid(
        _routing,
        {"kind": ("softmax", "sigmoid"), "speed": (0.0, 0.001, 0.01), "lr": (0.003, 0.01, 0.03), "seed": SEEDS},
        ("overload", "idle", "error"),
    ),
    "gated_layers": Grid(
        _gated_layers,
        {
            "layer": tuple(gates.LAYERS),
            "target": tuple(gates.TARGETS),
            "biases": ("without", "with"),
            "lr": (0.003, 0.01, 0.03),
            "seed": SEEDS,
        },
        ("error",),
    ),
}


def stored(name):
    """Return what a grid found, one array for each of its values, with the shape of its axes; the seeds come last.

    >>> (right,) = stored("contrast")
    >>> right.shape
    (3, 3, 4, 5)
    """
    grid = _grid(name)
    with (FOLDER / f"{name}.csv").open(newline="") as file:
        rows = [[float(row[value]) for value in grid.values] for row in csv.DictReader(file)]
    return [np.reshape(column, [len(axis) for axis in grid.axes.values()]) for column in zip(*rows)]


def measured(name, *place):
    """Measure one row of a grid anew, given its place on each axis, and return its values as a tuple.

    >>> len(measured("contrast", "softmax", 8, 0.1, 0))
    1
    """
    found = _grid(name).measure(*place)
    return found if isinstance(found, tuple) else (found,)


def _grid(name):
    if name not in GRIDS:
        raise ValueError(f"name is {name!r}; expected one of {', '.join(GRIDS)}.")
    return GRIDS[name]
