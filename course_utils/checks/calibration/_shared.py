"""What exercises of this lesson share."""

import numpy as np

from course_utils.datasets import orings
from course_utils.logistic import add_intercept, standardise

CLOCK = np.array([[-3.0], [-2], [-1], [1], [2], [3]])
HALVES = np.array([0, 0, 0, 1, 1, 1])
RINGS, DAMAGE = add_intercept(standardise(orings().X)[0]), orings().y


def whole_bins(p, bins):
    return np.minimum((p * bins).astype(int), bins - 1)


def binned(index=whole_bins, centre=None, share=lambda p, y: y.mean(), keep_empty=False):
    """Return an answer to reliability_curve with one thing done differently."""

    def curve(p, y, bins=10):
        at, rows = index(p, bins), []
        for k in range(bins):
            here = at == k
            if here.any():
                rows.append((centre(k, bins) if centre else p[here].mean(), share(p[here], y[here]), here.sum()))
            elif keep_empty is not False:
                rows.append((keep_empty, keep_empty, 0))
        return tuple(np.array(column) for column in zip(*rows))

    return curve


def digitised(edges, right=False):
    return lambda p, bins: np.digitize(p, edges(p, bins), right=right) - 1


def plain(curve):
    return curve


def cut_behind(curve):
    """Return the curve without the empty bins behind the last full one, as np.bincount leaves it."""

    def answer(p, y, bins=10):
        columns = curve(p, y, bins)
        return tuple(column[: np.flatnonzero(columns[2])[-1] + 1] for column in columns)

    return answer


def uncut(p, bins):
    return (p * (bins - 1)).astype(int)


def plus_one_bin(curve):
    return lambda p, y, bins=10: curve(p, y, bins + 1)


def borders(p, bins):
    return np.linspace(0, 1, bins + 1)


def quantiles(p, bins):
    at = np.searchsorted(np.quantile(p, np.linspace(0, 1, bins + 1))[1:-1], p, side="right")
    return np.minimum(at, bins - 1)


def own_range(p, bins):
    return np.minimum(((p - p.min()) / max(np.ptp(p), 1e-300) * bins).astype(int), bins - 1)


def as_confidence(function):
    """Return the answer that judges how sure the prediction is, and how often it is right."""
    return lambda p, y, bins=10: function(np.maximum(p, 1 - p), (p > 0.5) == y, bins)


P = np.array([0.03, 0.17, 0.12, 0.46, 0.38, 0.55, 0.68, 0.72, 0.91, 0.97, 0.83, 0.27])
Y = np.array([0, 1, 0, 0, 1, 1, 0, 1, 1, 1, 1, 0])
GAPS = ((P[[0, 1, 2, 7, 8, 9]], Y[[0, 1, 2, 7, 8, 9]]), (P[:5], Y[:5], 4))
EXTREMES = ((np.array([0.0, 0.13, 0.62, 0.88, 1.0, 1.0]), np.array([0, 1, 0, 1, 1, 0]), 4),
             (np.array([1.0, 0.0, 0.31]), np.array([1, 1, 0]), 3),
             (np.array([1e-300, 0.52, 1 - 1e-16, 1e-9, 0.77]), np.array([1, 0, 0, 0, 1])))
_DRAW = np.random.default_rng(46)
MANY = tuple((_DRAW.beta(0.6, 0.7, n), _DRAW.integers(0, 2, n), bins) for n, bins in ((60, 3), (45, 7), (80, 15)))
FEW = ((_DRAW.uniform(size=20), _DRAW.integers(0, 2, 20), 50), (np.array([0.44]), np.array([1])))


NINE = {"rtol": 1e-9, "atol": 1e-12}
