"""Exercise 4.8a: fit_temperature."""

from functools import cache

import numpy as np

from course_utils import calibration as truth
from course_utils.activations import sigmoid
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.checks.logistic_regression._shared import by_formula, several
from course_utils.logistic import add_intercept, bce_with_logits, fit_newton


def _least(loss, start=0.001, stop=10_000.0):
    """Return an answer to fit_temperature: the T between two bounds with the least loss(z / T, y)."""

    def fit(z, y):
        a, b = np.log(start), np.log(stop)
        while b - a > 1e-6:
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


def _descent_in_log(lr, steps):
    """Return an answer that walks down the slope of the log-loss in ln T, from T = 1."""

    def fit(z, y):
        T = 1.0
        for _ in range(steps):
            T = T * np.exp(lr * np.mean((sigmoid(z / T) - y) * z) / T)
        return float(T)

    return fit


def _least_of(grid):
    """Return an answer that gives the best T of a grid."""
    def fit(z, y):
        T = _best(tuple(z), tuple(y))
        near = grid[max(np.searchsorted(grid, T) - 1, 0) :][:2]  # the log-loss has a single valley
        return float(min(near, key=lambda t: np.logaddexp(0, (1 - 2 * y) * z / t).sum()))

    return fit


_Z = np.array([6.0, -4.5, 9.0, 3.0, -7.5, -1.5, 5.0, 4.0, -8.0, -2.0, 7.0, -3.5])


_WON = np.array([1, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0, 1])


_DRAW = np.random.default_rng(48)
_FAR = np.round(_DRAW.normal(0, 400, 40), 1)
_FAR_WON = (_DRAW.uniform(size=40) < sigmoid(_FAR / 800)).astype(int)
_NEAR = np.round(_DRAW.normal(0, 2, 30), 1)
_NEAR_WON = (_DRAW.uniform(size=30) < sigmoid(_NEAR)).astype(int)
_SURE = np.append(np.tile([100.0, -100.0], 40), 1800.0)  # one row is so sure and so wrong that p is rounded there
_SURE_WON = np.append(np.tile([1, 0], 40), 0)
_THREE_DIGITS = {"rtol": 1e-3, "shows": "the temperature"}


def _clipped(e):
    """Return a log-loss from a p that is kept away from 0 and 1."""
    return lambda z, y: by_formula(np.clip(sigmoid(z), e, 1 - e), y).mean()


def _ridge(l2):
    return lambda z, y: float(1 / fit_newton(z[:, None], y, l2=l2).weights[0])


exercise = Exercise(
    "fit_temperature",
    lambda z, y: truth.fit_temperature(z, y),
    (
        Part("logits that are too sure", ((_Z, _WON), (2.5 * _Z[:9], _WON[:9]), (_NEAR, _NEAR_WON)),
             "What is to be as small as possible, as a function of one number? Is your search wide and fine enough?",
             2.0,
             **_THREE_DIGITS, warnings_cost=False,
             more="Write a small function of ln T that returns the mean log-loss of z / T. Try it at a few T: the loss "
             "falls, then rises. Then let a search find the lowest point."),
        Part("logits that are too timid", ((0.02 * _Z, _WON), (0.1 * _Z[2:], _WON[2:]), (0.0022 * _Z, _WON)),
             "May T be below 1? What does dividing do to z then?", **_THREE_DIGITS, warnings_cost=False,
             more="Three digits of a T of 0.01 need steps of 0.00001 along T, but not along ln T. How small a step "
             "does your search take there?"),
        Part("logits in the hundreds", ((100.0 * _Z, _WON), (_FAR, _FAR_WON), (_SURE, _SURE_WON)),
             "May T be in the hundreds? Does your search get that far, and go on until it is there? Does anything "
             "overflow?", **_THREE_DIGITS,
             more="Compute the loss from the logits z / T, as logistic.bce_with_logits does. A descent in T needs very "
             "long steps there; one in ln T does not."),
    ),
    (
        *several("inverse", "This is 1 over the right number. Is z multiplied by it where it should be divided?",
                 "scale",
                 _from_best(lambda T: 1 / T)),
        *several("logarithm", "This is a logarithm of the right number, or of 1 over it. Was the search in ln T? Then "
                 "one step is left.",
                 "scale", _from_best(np.log), _from_best(lambda T: -np.log(T)), _from_best(np.log10)),
        *several("power", "This is the square, or the root, of the right number.", "scale", _from_best(np.sqrt),
                 _from_best(lambda T: T**2)),
        *several("squared-error", "This T has the least squared error (Brier score). Asked is the least log-loss.",
                 "another function", _least(_squared_error)),
        *several("with-intercept", "This is the T beside an intercept of its own (Platt scaling). Here T is the only "
                 "number.", "missing part",
                 lambda z, y: float(1 / fit_newton(add_intercept(z[:, None]), y).weights[1])),
        *several("M22-ridge", "Near where z is large, far off where it is small: is there a penalty on 1 / T, as in "
                 "scikit-learn's LogisticRegression unless it is switched off?", "guard",
                 *(_ridge(l2) for l2 in (1.0, 0.1, 0.01))),
        *several("M33-sigmoid-twice", "This T fits probabilities that went through the sigmoid twice. What does "
                 "bce_with_logits take?", "missing part", _least(lambda z, y: _log_loss(sigmoid(z), y)),
                 lambda z, y: _least(lambda p, y: _log_loss(p, y))(sigmoid(z), y)),
        *(Mistake("end-of-the-range", lambda z, y, end=end: end, f"Whatever the data, {end:g} comes back. Is that an "
                  "end of the range of your search? Does the loss have the wrong sign, charge the model for being "
                  "right, or not see T at all?", "sign")
          for end in (1e-4, 1e-3, 0.01, 0.05, 0.1, 0.5, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 500.0, 1000.0, 1e4, 1e5)),
        *several("one-term", "This T fits as if rows with y = 0 paid nothing, or those with y = 1. The log-loss has "
                 "two terms.", "missing part", _least(lambda z, y: np.mean(y * np.logaddexp(0, -z))),
                 _least(lambda z, y: np.mean((1 - y) * np.logaddexp(0, z)))),
        *several("probability-clipped", "This T fits a loss with a ceiling: is p kept away from 0 and 1? Compute the "
                 "loss from the logits.",
                 "guard", *(_least(_clipped(e)) for e in (1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 2e-2, 5e-2))),
        *several("one", "T is 1, whatever the data: that leaves the logits as they are.",
                 "missing part", lambda z, y: 1.0),
        *several("without-y", "This follows from z alone: its deviation, mean size or largest value. T follows from "
                 "how often the logits are right, so from y too.", "another function", lambda z, y: float(z.std()),
                 lambda z, y: float(z.std(ddof=1)), lambda z, y: float(np.abs(z).mean()),
                 lambda z, y: float(np.abs(z).max()), lambda z, y: float(np.median(np.abs(z))),
                 lambda z, y: float(np.sqrt(np.mean(z**2)))),
        *(Mistake("M23-never-below-one", _bounded(1.0, stop), "This T is never below 1. Logits can be too timid as "
                  "well: what is T then?", "guard") for stop in (1e9, 1000.0, 10.0, 20.0, 50.0, 100.0)),
        *several("range-too-small", "Right inside of a range; outside, the border of it comes back. T may lie anywhere "
                 "between 0.01 and 1000.", "guard",
                 *(_bounded(start, stop) for start in (0.01, 0.05, 0.1, 0.2, 0.5, 1e-3)
                   for stop in (5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0)),
                 *(_bounded(start, 1e9) for start in (0.05, 0.1, 0.2, 0.5))),
        *several("coarse-grid", "Near, but not to three digits everywhere: as if the best of a grid of T, or rounded. "
                 "Three digits are asked for, however small T is.", "precision",
                 *(_on_a_grid(width, stop) for width in (1.0, 0.5, 0.1, 0.05, 0.02, 0.01, 0.001)
                   for stop in (1000.0, 1000.0 - width)),
                 *(_from_best(lambda T, k=k: round(T, k)) for k in (0, 1, 2, 3)),
                 *(_least_of(np.logspace(-2, 3, n)) for n in (50, 100, 200, 500, 501, 1000, 1001)),
                 *(_least_of(np.linspace(0.01, 1000, n)) for n in (1000, 10_000))),
        *several("coarse-grid-too-short", "Too coarse for a small T, and too short for a large one: as if the best of "
                 "a grid. Three digits are asked for, from 0.01 to 1000.", "precision",
                 *(_on_a_grid(width, stop - less * width) for width in (1.0, 0.5, 0.1, 0.05, 0.01)
                   for stop in (5.0, 10.0, 20.0, 50.0, 100.0) for less in (0, 1)),
                 *(_least_of(np.linspace(start, stop, n)) for start in (0.01, 0.1) for stop in (5, 10, 100)
                   for n in (100, 1000))),
        *several("stopped-early", "Nearest where T is near 1; elsewhere still on the way. Has a descent from T = 1 not "
                 "arrived? Take more steps, or descend in ln T.", "precision",
                 *(_descent(lr, steps) for lr in (0.01, 0.1, 1.0) for steps in (100, 200, 1000)),
                 *(_descent_in_log(lr, steps) for lr in (0.1, 0.5, 1.0) for steps in (20, 100))),
        *several("loss-not-T", "This looks like the least log-loss. Return the T where it is reached.",
                 "another function",
                 lambda z, y: float(_log_loss(z / truth.fit_temperature(z, y), y))),
        *several("one-for-each-row", "One number for each row came: probabilities or logits at T. Return T itself, one "
                 "number.", "shape", lambda z, y: sigmoid(z / truth.fit_temperature(z, y)),
                 lambda z, y: z / truth.fit_temperature(z, y)),
        *several("not-alone", "The right number came in an array or a list, or with others. Return the number itself.",
                 "shape", lambda z, y: np.array([truth.fit_temperature(z, y)]),
                 lambda z, y: (truth.fit_temperature(z, y), _log_loss(z / truth.fit_temperature(z, y), y))),
    ),
    without=(truth.fit_temperature,),
    section="4.8a",
)
