"""Do intervals keep their promise? Three of them, for the chance of damage at 31 F, on records whose truth is known.

A record has the 23 temperatures of ``datasets.orings`` and damage that is drawn from a known curve. Each of the three
95 % intervals promises to begin above the truth in 1 of 40 records. The ends are stored with the course.
"""

import csv
from pathlib import Path

import numpy as np

from course_utils._validation import number
from course_utils.activations import sigmoid
from course_utils.datasets import orings
from course_utils.logistic import add_intercept, bce_with_logits, fit_newton

CURVES = {"the fit": (15.0429, -0.2322), "a gentler one": (11.9495, -0.186)}  # log-odds: intercept, slope per F
METHODS = ("Wald", "profile", "bootstrap")
RECORDS, DRAWS = 400, 400  # records of each curve; draws of a bootstrap
DEGREES, NORMAL = 31, 1.96  # where; how many standard errors hold 95 % of a bell curve

_FILE = Path(__file__).parent / "data" / "intervals.csv"


def truth(curve):
    """Return the true log-odds at 31 F of a curve, a name of CURVES.

    >>> round(truth("the fit"), 2)
    7.84
    """
    if curve not in CURVES:
        raise ValueError(f"curve is {curve!r}; expected one of {', '.join(CURVES)}.")
    intercept, slope = CURVES[curve]
    return intercept + slope * DEGREES


def lower_ends(curve, record, draws=DRAWS):
    """Return where the three intervals begin (METHODS), in log-odds at 31 F, shape (3,).

    `curve`: a name of CURVES. `record`: the seed of the record, from 0 up. `draws`: how often the bootstrap draws. nan:
    Wald where there is no best fit; all three where the record holds only one label.

    >>> lower_ends("the fit", record=1, draws=40).round(1).tolist()
    [-0.1, 7.3, 11.0]
    """
    truth(curve), number("record", record, whole=True, zero=True), number("draws", draws, whole=True)
    X, rng = add_intercept(orings().X), np.random.default_rng(record)
    y = (rng.random(len(X)) < sigmoid(X @ CURVES[curve])).astype(int)
    if y.min() == y.max():
        return np.full(3, np.nan)
    fit = fit_newton(X, y)
    return np.array([_wald(fit), _profile(fit, X, y), _bootstrap(X, y, draws, rng)])


def _wald(fit):
    at = np.array([1.0, DEGREES])
    return np.nan if fit.covariance is None else at @ fit.weights - NORMAL * np.sqrt(at @ fit.covariance @ at)


def _profile(fit, X, y):
    """Return the lowest log-odds through which a curve can be forced without losing more than chance allows."""
    from scipy.optimize import brentq, minimize_scalar

    def too_much(c):
        def loss(slope):
            return bce_with_logits(c + slope * (X[:, 1] - DEGREES), y).sum()

        lowest = minimize_scalar(loss, bounds=(-6, 6), method="bounded", options={"xatol": 1e-8}).fun
        return 2 * (lowest - len(y) * fit.loss) - NORMAL**2

    return brentq(too_much, -60, np.clip(fit.weights @ [1, DEGREES], -59, 60), xtol=1e-6)


def _bootstrap(X, y, draws, rng):
    """Return the lowest 2.5 % of the log-odds of fits to rows drawn again."""
    ends = []
    for rows in rng.integers(0, len(y), size=(draws, len(y))):
        if y[rows].min() < y[rows].max():
            fit = fit_newton(X[rows], y[rows])
            z = fit.weights @ [1, DEGREES]
            ends.append(np.copysign(np.inf, z) if fit.separable else z)
    return np.quantile(ends, 0.025, method="lower")


def stored():
    """Return the stored lower ends, shape (curves, records, methods); ``python tools/intervals.py`` makes the file.

    >>> stored().shape
    (2, 400, 3)
    """
    with _FILE.open(newline="") as file:
        ends = [[float(row[method]) for method in METHODS] for row in csv.DictReader(file)]
    return np.reshape(ends, (len(CURVES), RECORDS, len(METHODS)))
