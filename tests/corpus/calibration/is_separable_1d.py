"""Right answers to exercise 4.1, is_separable_1d, each written differently."""

import numpy as np


def _separable_loop(x, y):
    def below(first):
        for a, label in zip(x, y):
            for b, other in zip(x, y):
                if label == first and other != first and a >= b:
                    return False
        return True

    return below(0) or below(1)


def _separable_by_thresholds(x, y):
    values = sorted(set(x))
    for low, high in zip(values, values[1:]):
        right = x > (low + high) / 2
        if np.array_equal(right, y == 1) or np.array_equal(right, y == 0):
            return True
    return False


def _separable_by_sorting(x, y):
    order = np.argsort(x)
    x, y = x[order], y[order]
    changes = np.flatnonzero(y[1:] != y[:-1])
    return len(changes) == 1 and x[changes[0]] != x[changes[0] + 1]


def _separable_broadcast(x, y):
    apart = x[y == 1][:, None] - x[y == 0]
    return np.all(apart > 0) or np.all(apart < 0)


RIGHT = [
    lambda x, y: x[y == 0].max() < x[y == 1].min() or x[y == 1].max() < x[y == 0].min(),
    lambda x, y: max(x[y == 1].min() - x[y == 0].max(), x[y == 0].min() - x[y == 1].max()) > 0,
    lambda values, labels: any(np.all((values >= t) == labels) or np.all((values <= t) == labels) for t in values),
    lambda x, y: bool(np.ptp(x[y == 0]) + np.ptp(x[y == 1]) < np.ptp(x)),
    lambda x, y: int(min(x[y > 0]) > max(x[y < 1])) + int(max(x[y > 0]) < min(x[y < 1])),
    _separable_loop,
    _separable_by_thresholds,
    _separable_by_sorting,
    _separable_broadcast,
]
