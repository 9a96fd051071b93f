"""Repairing one more of the faults that were put into a block never lowers its score: over all subsets of repairs."""

from itertools import product

import matplotlib.pyplot as plt
import numpy as np
import pytest

from course_utils import activations, logistic
from course_utils.checks import audit, calibration, derivative, logistic_regression
from course_utils.checks.engine import child

FIGURE = """
def draw():
    x = np.linspace({from_minus_6}6, 6)
    s = {bracketed}
    slope = {of_s}
    fig, ax = plt.subplots()
    ax.plot({s}, label="sigmoid")
    ax.plot({slope}, label="derivative")
    ax.{set}xlabel{named}"x"{end}
    ax.{set}ylabel{named}"output"{end}
    ax.legend{called}
    return ax
"""
FIGURE_FAULTS = {  # place: as it stands in the article, repaired
    "from_minus_6": ("0 * ", "-"),
    "bracketed": ("1 / 1 + np.exp(-x)", "1 / (1 + np.exp(-x))"),
    "of_s": ("x * (1 - x)", "s * (1 - s)"),
    "places_first": ("{y}, x", "x, {y}"),
    "name": (("", " = ", ""), ("set_", "(", ")")),
    "called": ("", "()"),
}
COPIES = """
def draw():
    x = np.arange(-6, 6, 0.01)
    s = 1 / (1 + np.exp(-x))
    ds = s * (1 - s)
    fig, ax = plt.subplots()
    ax{named_x}
    {named_y}
    ax.plot(x, {one_curve}, label={label})
    ax.plot(x, {slope}, label="derivative")
    ax.legend()
    {copy}
    return ax
"""
COPY = """ax.plot(x, {one_curve}, label={label})
    ax.plot(x, {slope_again}, label="derivative")
    ax.legend()"""
COPIES_FAULTS = {
    "named_x": ('.set_xlabel = "x"', '.set_xlabel("x")'),
    "named_y": ("pass", 'ax.set_ylabel("height")'),
    "one_curve": ("(s, ds)", "s"),
    "label": ("None", '"sigmoid"'),
    "slope": ("s", "ds"),
    "slope_again": ("s", "ds"),
    "copy": (COPY, "pass"),
}
TRAINING = """
def train(X, y, lr, steps):
    n, d = X.shape
    w = np.zeros(d)
    for step in range(steps):
        z = {once}
        p = activations.sigmoid(z)
        gradient = {averaged}
        w = w {downhill} lr * gradient
    return w
"""
TRAINING_FAULTS = {
    "once": ("activations.sigmoid(X @ w)", "X @ w"),
    "column": ("y", "y.ravel()"),
    "averaged": ("np.mean(X.T @ (p - {column}), axis=1)", "X.T @ (p - {column}) / n"),
    "downhill": ("+", "-"),
}
EVALUATION = """
def evaluate(z, y):
    p = 1 / (1 + np.exp(-z))
    accuracy = np.mean((z > {threshold}) == y)
    loss = np.mean({second_term})
    return accuracy, loss
"""
EVALUATION_FAULTS = {
    "threshold": ("0.5", "0"),
    "second_term": ("-y * {log_p}", "-y * {log_p} - (1 - y) * {log_q}"),
    "from_logits": (("np.log(p)", "np.log(1 - p)"), ("-np.logaddexp(0, -z)", "-np.logaddexp(0, z)")),
}
REPORT = """
def tempered(z_tune, y_tune, z_test, y_test):
    best, T = np.inf, 1.0
    for t in np.geomspace(0.01, 1000, 2001):
        loss = {loss}(z_{searched} {by} t, y_{searched})
        if loss < best:
            best, T = loss, t
    before = {loss}(z_{before}, y_{before})
    return T, before, {loss}(z_test {by} T, y_test)

def guarded(z, y):
    p = np.clip(activations.sigmoid(z), 1e-3, 1 - 1e-3)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

def exact(z, y):
    return np.mean(logistic.bce_with_logits(z, y))
"""
REPORT_FAULTS = {
    "searched": ("test", "tune"), "by": ("*", "/"), "before": ("tune", "test"), "loss": ("guarded", "exact"),
}  # fmt: skip
ODDS = """
def odds_ratios(X, y):
    scaled, mean, sd = logistic.standardise(X)
    fit = logistic.fit_newton({table}, y)
    per_unit = fit.weights[-len(sd):] / sd
    errors = fit.standard_errors[-len(sd):]{unit}
    low = per_unit - 1.96 * errors
    high = per_unit + 1.96 * errors
    return np.column_stack([np.exp(per_unit), {ends}])
"""
ODDS_FAULTS = {
    "table": ("scaled", "logistic.add_intercept(scaled)"),
    "unit": ("", " / sd"),
    "ends": ("low, high", "np.exp(low), np.exp(high)"),
}


def figure(chosen):
    (put, named, end), places = chosen["name"], chosen["places_first"]
    both = {y: places.format(y=y) for y in ("s", "slope")}
    return FIGURE.format(**(chosen | both | {"set": put, "named": named, "end": end}))


def copies(chosen):
    return COPIES.format(**(chosen | {"copy": chosen["copy"].format(**chosen)}))


def training(chosen):
    averaged = chosen["averaged"].format(column=chosen["column"])
    return TRAINING.format(**(chosen | {"averaged": averaged}))


def evaluation(chosen):
    log_p, log_q = chosen["from_logits"]
    terms = chosen["second_term"].format(log_p=log_p, log_q=log_q)
    return EVALUATION.format(threshold=chosen["threshold"], second_term=terms)


BLOCKS = {
    "C1": (audit.draw, figure, FIGURE_FAULTS),
    "2.10": (derivative.draw, copies, COPIES_FAULTS),
    "4.8b": (calibration.tempered, lambda chosen: REPORT.format(**chosen), REPORT_FAULTS),
    "3.9b": (logistic_regression.odds_ratios, lambda chosen: ODDS.format(**chosen), ODDS_FAULTS),
    "C2": (audit.train, training, TRAINING_FAULTS),
    "C3": (audit.evaluate, evaluation, EVALUATION_FAULTS),
}


def score(check, build, faults, repaired):
    """Return the points of the block with these of its faults repaired."""
    source = build({name: faults[name][name in repaired] for name in faults})
    names = {"np": np, "plt": plt, "activations": activations, "logistic": logistic}
    exec(source, names)
    return check(names[check.name]).points


@pytest.mark.parametrize("block", BLOCKS)
def test_repairing_one_fault_more_never_lowers_the_score(block, monkeypatch):
    monkeypatch.setattr(child, "AVAILABLE", False)
    check, build, faults = BLOCKS[block]
    subsets = [frozenset(name for name, kept in zip(faults, bits) if kept)
               for bits in product((False, True), repeat=len(faults))]
    points = {subset: score(check, build, faults, subset) for subset in subsets}
    lower = [(sorted(less), name) for less in subsets for name in faults if points[less | {name}] < points[less]]
    assert not lower
    assert points[frozenset(faults)] == max(points.values()) == check.max_points
