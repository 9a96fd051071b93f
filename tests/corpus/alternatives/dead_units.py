"""Right answers to exercise 6.4, dead_units, each written differently."""

import numpy as np


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


RIGHT = [
    lambda acts: np.mean(np.all(acts == 0, axis=0)),
    lambda acts: (acts.max(axis=0) == 0).mean(),
    lambda acts: 1 - (acts > 0).any(axis=0).sum() / acts.shape[1],
    lambda acts: np.count_nonzero(acts.sum(axis=0) == 0) / len(acts[0]),
    lambda acts: sum(not column.any() for column in acts.T) / acts.shape[1],
    lambda activations: float(np.mean(np.linalg.norm(activations, ord=np.inf, axis=0) == 0)),
    _dead_loop,
    _dead_set,
]
