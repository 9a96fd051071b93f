"""Exercise 4.8: fit_temperature."""

from functools import cache

import numpy as np

from course_utils import calibration as truth
from course_utils.activations import sigmoid
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.logistic import add_intercept, bce_with_logits, fit_newton


def _least(loss, start=0.01, stop=1000.0):
    """Return an answer to fit_temperature: the T between two bounds with the least loss(z / T, y)."""

    def fit(z, y):
        a, b = np.log(start), np.log(stop)
        while b - a > 1e-9:
            third = (b - a) / 3
            lower, upper = (loss(z / np.exp(t), y) for t in (a + third, b - third))
            a, b = (a, b - third) if lower <= upper else (a + third, b)
        return float(np.exp((a + b) / 2))

    return fit


def _log_loss(z, y):
    return bce_with_logits(z, y).mean()


def _squared_error(z, y):
    return np.mean((sigmoid(z) - y) ** 2)


@cache
def _best(z, y):
    return truth.fit_temperature(z, y)


def _from_best(function):
    """Return an answer to fit_temperature that makes something of the right T."""
    return lambda z, y: float(function(_best(tuple(z), tuple(y))))


def _bounded(start, stop):
    return _from_best(lambda T: np.clip(T, start, stop))


def _on_a_grid(width, stop):
    """Return an answer that tries T = width, 2 width, ... up to `stop` and returns the best."""

    def fit(z, y):
        T = _best(tuple(z), tuple(y)) / width
        near = width * np.clip([np.floor(T), np.ceil(T)], 1, round(stop / width))
        return float(min(near, key=lambda t: np.logaddexp(0, (1 - 2 * y) * z / t).sum()))

    return fit


def _descent(lr, steps):
    """Return an answer that walks down the slope of the log-loss in T, from T = 1."""

    def fit(z, y):
        T = 1.0
        for _ in range(steps):
            T = T + lr * np.mean((sigmoid(z / T) - y) * z) / T**2
        return float(T)

    return fit


_Z = np.array([6.0, -4.5, 9.0, 3.0, -7.5, -1.5, 5.0, 4.0, -8.0, -2.0, 7.0, -3.5])


_WON = np.array([1, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0, 1])


_THREE_DIGITS = {"rtol": 1e-3, "warnings_cost": False}


exercise = Exercise(
    "fit_temperature",
    lambda z, y: truth.fit_temperature(z, y),
    (
        Part("logits that are too sure", ((_Z, _WON), (2.5 * _Z[:9], _WON[:9])),
             "Find the T > 0 with the least mean log-loss of z / T. Is your search wide and fine enough?",
             2.0, **_THREE_DIGITS),
        Part("logits that are too timid", ((0.02 * _Z, _WON), (0.1 * _Z[2:], _WON[2:])),
             "T may be below 1: then z / T is larger than z.", **_THREE_DIGITS),
        Part("logits in the hundreds", ((100.0 * _Z, _WON),),
             "T may be in the hundreds. Does your search get that far, and go on until it is there? Compute the loss "
             "from the logits, so that nothing overflows.", rtol=1e-3),
    ),
    (
        Mistake("inverse", _from_best(lambda T: 1 / T),
                "This is 1 / T, the factor for z. The exercise divides: sigmoid(z / T).", "scale"),
        Mistake("logarithm", _from_best(np.log),
                "This is the logarithm of T. Put it through exp at the end.", "scale"),
        Mistake("logarithm", _from_best(lambda T: -np.log(T)),
                "This is the logarithm of 1 / T. Put it through exp, and turn it over.", "scale"),
        Mistake("squared-error", _least(_squared_error),
                "This T has the least squared error of p (Brier score). Asked is the least log-loss.",
                "another function"),
        Mistake("with-intercept", lambda z, y: float(1 / fit_newton(add_intercept(z[:, None]), y).weights[1]),
                "An intercept was fitted too (that is Platt scaling). Here T is the only number.", "missing part"),
        Mistake("M33-sigmoid-twice", _least(lambda z, y: _log_loss(sigmoid(z), y)),
                "The sigmoid is applied twice: bce_with_logits takes z / T, not p.", "missing part"),
        Mistake("labels-swapped", _least(lambda z, y: _log_loss(z, 1 - y)),
                "Your search runs into the upper end of its range. Either the loss charges the model for being right "
                "(labels swapped), or it does not see T at all (as the accuracy does not).", "complement"),
        Mistake("most-loss", _least(lambda z, y: -_log_loss(z, y)),
                "You look for the LARGEST log-loss, and run into the end of the range. Mind the minus sign.", "sign"),
        Mistake("one", lambda z, y: 1.0, "T = 1 leaves the logits as they are.", "missing part"),
        Mistake("deviation", lambda z, y: float(z.std()),
                "This is the standard deviation of z. T follows from how often the logits are right, so from y too.",
                "another function"),
        Mistake("mean-size", lambda z, y: float(np.abs(z).mean()),
                "This is the mean size of z. T follows from how often the logits are right, so from y too.",
                "another function"),
        *(Mistake("M23-never-below-one", _bounded(1.0, stop),
                  "Your T is never below 1. Logits can be too timid as well: then T is smaller than 1.", "guard")
          for stop in (1e9, 1000.0, 10.0, 20.0, 50.0, 100.0)),
        *(Mistake("range-too-small", _bounded(start, stop),
                  "Your search ends at the border of its range. T may lie anywhere between 0.01 and 1000.",
                  "precision")
          for start in (0.01, 0.05, 0.1, 0.5, 1e-3) for stop in (5.0, 10.0, 20.0, 50.0, 100.0)),
        *(Mistake("coarse-grid", _on_a_grid(width, stop),
                  "T is right to the width of your grid only. Three digits are asked for, however small T is.",
                  "precision")
          for width in (1.0, 0.5, 0.1, 0.05, 0.02, 0.01) for stop in (1000.0, 1000.0 - width)),
        *(Mistake("coarse-grid", _on_a_grid(width, stop - less * width),
                  "Your grid is too coarse for a small T, and ends too early for a large one. Three digits are asked "
                  "for, from 0.01 to 1000.", "precision")
          for width in (1.0, 0.5, 0.1, 0.05, 0.01) for stop in (5.0, 10.0, 20.0, 50.0, 100.0) for less in (0, 1)),
        *(Mistake("stopped-early", _descent(lr, steps),
                  "Your descent has not arrived. Take more or longer steps, or descend in log T.", "precision")
          for lr in (0.1, 1.0) for steps in (100, 1000)),
        Mistake("loss-not-T", lambda z, y: float(_log_loss(z / truth.fit_temperature(z, y), y)),
                "This is the least log-loss. Return the T where it is reached.", "another function"),
        Mistake("probabilities", lambda z, y: sigmoid(z / truth.fit_temperature(z, y)),
                "These are the probabilities at T. Return T itself, one number.", "another function"),
        Mistake("scaled-logits", lambda z, y: z / truth.fit_temperature(z, y),
                "These are the logits divided by T. Return T itself, one number.", "another function"),
        Mistake("array-of-one", lambda z, y: np.array([truth.fit_temperature(z, y)]),
                "An array with one entry came back. Return the number that is in it.", "shape"),
        Mistake("one-term", _least(lambda z, y: np.mean(y * np.logaddexp(0, -z))),
                "Rows with y = 0 pay nothing: one of the two terms of the log-loss is missing.", "missing part"),
    ),
    section="4.8",
)
