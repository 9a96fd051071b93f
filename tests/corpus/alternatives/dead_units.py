"""Right answers to exercise 6.4, dead_units, each written differently."""

import numpy as np

from course_utils.initialisations import network
from course_utils.training import layer_statistics


def _dead_loop(acts):
    rows, units = acts.shape
    dead = 0
    for unit in range(units):
        for row in range(rows):
            if acts[row, unit] != 0:
                break
        else:
            dead += 1
    return dead / units


def _dead_set(acts):
    return 1 - len(set(np.nonzero(acts)[1])) / acts.shape[1]


def _dead_by_package(acts):
    """Hand the outputs to the package's statistics, as a layer that passes them on."""
    net = network([acts.shape[1], acts.shape[1], 2], init=lambda rng, m, n: (np.eye(m, n), 0.0), activation="relu")
    return layer_statistics(net, acts, np.zeros(len(acts), int))["dead"][0]


RIGHT = [
    lambda acts: np.mean(np.all(acts == 0, axis=0)),
    lambda acts: (acts.max(axis=0) == 0).mean(),
    lambda acts: 1 - (acts > 0).any(axis=0).sum() / acts.shape[1],
    lambda acts: np.count_nonzero(acts.sum(axis=0) == 0) / len(acts[0]),
    lambda acts: sum(not column.any() for column in acts.T) / acts.shape[1],
    lambda activations: float(np.mean(np.linalg.norm(activations, axis=0) == 0)),
    _dead_loop,
    _dead_set,
    _dead_by_package,
]
