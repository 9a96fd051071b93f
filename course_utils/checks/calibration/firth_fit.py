"""Exercise 4.4: firth_fit."""

import numpy as np

from course_utils import calibration as truth
from course_utils.activations import sigmoid, sigmoid_grad
from course_utils.checks.calibration._shared import CLOCK, DAMAGE, HALVES, RINGS
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.checks.logistic_regression._shared import several
from course_utils.logistic import add_intercept, fit_newton


def _weighted(X, w):
    """Return the leverages of the rows."""
    inverse = np.linalg.inv((X.T * sigmoid_grad(X @ w)) @ X)
    return sigmoid_grad(X @ w) * np.einsum("ij,jk,ik->i", X, inverse, X)


def _unweighted(X):
    return np.einsum("ij,jk,ik->i", X, np.linalg.inv(X.T @ X), X)


def _corrected(correction, steps=40, predict=sigmoid, pace=0.5, until=1e-7):
    """Return an answer to firth_fit that follows X.T @ (y - p + correction(X, w, p)); a pace below 1 keeps it calm."""

    def fit(X, y):
        w = np.zeros(X.shape[1])
        for _ in range(steps):
            p = predict(X @ w)
            step = np.linalg.solve((X.T * sigmoid_grad(X @ w)) @ X, X.T @ (y - p + correction(X, w, p)))
            moved = np.abs(X @ step).max()
            w = w + step * (pace if abs(pace) == 1 else min(pace, 2 / moved))
            if np.abs(step).max() < until:
                break
        return w

    return fit


def _ways(*corrections, predict=sigmoid):
    """Return answers with these corrections: calmly, and with full steps, which may run away."""
    return [_corrected(correction, pace=pace, predict=predict) for correction in corrections for pace in (0.3, 1)]


def _ridge(l2, spare=True):
    def fit(X, y):
        w, penalty = np.zeros(X.shape[1]), l2 * np.diag((np.ptp(X, axis=0) > 0) | (not spare))
        for _ in range(30):
            H = (X.T * sigmoid_grad(X @ w)) @ X + penalty
            w = w - np.linalg.solve(H, X.T @ (sigmoid(X @ w) - y) + penalty @ w)
        return w

    return fit


def _smoothed(yes, no):
    """Return an answer to firth_fit that moves the labels off 0 and 1 and fits those, without a penalty."""

    def fit(X, y):
        w, target = np.zeros(X.shape[1]), np.where(y == 1, yes(y.sum()), no(np.sum(y == 0)))
        for _ in range(30):
            w = w - np.linalg.solve((X.T * sigmoid_grad(X @ w)) @ X, X.T @ (sigmoid(X @ w) - target))
        return w

    return fit


def _half(X, w, p):
    return _weighted(X, w) * (0.5 - p)


_MIXED = add_intercept([
    [0.5, -1.2], [-1.5, 0.3], [2, 0.8], [0.1, 1.9], [-0.7, -0.4], [1.1, -2], [-0.2, 0.7], [1.6, -0.6],
    [-1.1, 1.3], [0.9, 0.2], [-1.9, -1], [0.3, -0.3], [-0.4, 1.6], [1.3, 1.1], [-0.9, -1.7],
])


_CALLS = np.array([1, 0, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 0])


_GAP = add_intercept([[0.2], [0.9], [1.1], [1.5], [2.0], [2.4], [3.1], [3.2], [4.4], [5.0]])


_LOW = np.array([1, 1, 1, 1, 0, 0, 0, 0, 0, 0])


_ONES = np.ones((10, 1))


_THREE_DECIMALS = {"rtol": 1e-3, "atol": 1e-3, "shows": "the weights"}


def _of_right(function):
    """Return an answer that makes something of X and the right weights."""
    return lambda X, y: function(X, truth.firth_fit(X, y).weights)


exercise = Exercise(
    "firth_fit",
    lambda X, y: truth.firth_fit(X, y).weights,
    (
        Part("only a share to fit", ((_ONES, _CALLS[:10] * _CALLS[3:13]), (_ONES[:5], np.array([1, 1, 0, 1, 1])),
                                     (_ONES, np.arange(10) // 9)),
             "With a column of ones alone, all leverages are equal. What must they be, if they add up to d?", 1.0,
             **_THREE_DECIMALS,
             more="The text gives the answer for this case: half a yes and half a no are added to the counts. Compare "
             "your weight with that, and print your leverages."),
        Part("data that overlap", ((RINGS, DAMAGE), (_MIXED, _CALLS)), "Print the sum of your leverages. Is it d, at "
             "each step? And is the corrected gradient zero where you stop?", 2.0, **_THREE_DECIMALS,
             more="p, the table and the leverages belong to the weights of the moment: compute all three anew in each "
             "turn; np.sum(X @ inverse * X, axis=1) is the part of the leverages with the "
             "inverse. The correction pulls each p towards one half, by as much as the row's leverage."),
        Part("data with a gap", ((add_intercept(CLOCK + 0.5), HALVES), (_GAP, _LOW), (CLOCK, HALVES)), "With the "
             "penalty the weights stay finite here too. Do yours stay the same if you take more steps?",
             2.0, **_THREE_DECIMALS,
             more="If they grow with each step, the correction is missing from the step, or too weak. If they jump to "
             "and fro, take half of each step."),
    ),
    (
        *several("runs-away", "On all data a table cannot be inverted in the end. Has the walk run away? Is the step "
                 "added, is each leverage a number of its own row, and do all of them add up to d?", "sign",
                 _corrected(_half, pace=-1), _corrected(_half, pace=-0.5)),
        *several("M21-no-penalty", "On data that overlap these are the plain log-loss's weights; where there is a gap "
                 "they only say where the walk was stopped. Does the correction enter the step?", "missing part",
                 *(lambda X, y, steps=steps: truth.newton_trace(X, y, steps)[-1] for steps in (8, 10, 15, 20, 25, 30)),
                 lambda X, y: fit_newton(X, y).weights),
        *several("M22-ridge", "These weights are finite, but nearer to or farther from 0 than Firth's, as with a "
                 "ridge. Firth's penalty has no strength to choose; it follows from the data.", "guard",
                 *(_ridge(l2, spare) for l2 in (10.0, 2.0, 1.0, 0.5, 0.1, 0.01, 1e-3, 1e-4)
                   for spare in (True, False))),
        *several("stopped-early", "These look like the weights after the first few steps. Go on until a step no longer "
                 "changes anything.", "precision",
                 *(_corrected(_half, steps, pace=pace) for pace, most in ((1, 5), (0.5, 10))
                   for steps in range(1, most + 1)),
                 *(_corrected(_half, pace=pace, until=until) for pace in (1, 0.5) for until in (0.1, 0.05, 0.02))),
        *several("turned-round", "The weights are farther out than the plain ones. Does the correction push away from "
                 "one half, where it should pull towards it?", "sign", *_ways(lambda X, w, p: -_half(X, w, p))),
        *several("other-strength", "The pull towards one half is another one: twice, half or n times as strong, or n "
                 "times weaker. Do your leverages add up to d? Is the bracket 1/2 - p?", "scale",
                 *(_corrected(lambda X, w, p, k=k: k(p) * _half(X, w, p))
                   for k in (lambda p: 2, lambda p: 0.5, lambda p: 1 / len(p), len, lambda p: 4, lambda p: 0.25))),
        *several("leverage-of-all", "Every row gets the same pull. Has each row a leverage of its own, larger for rows "
                 "far out?", "missing part", *(_corrected(lambda X, w, p, h=h: h(X) * (0.5 - p)) for h in (
                     lambda X: 1, lambda X: X.shape[1] / len(X), lambda X: X.shape[1], lambda X: 1 / len(X)))),
        *several("leverage-unweighted", "Right for a share alone. With more columns the leverages are as if each row "
                 "weighed the same, as for a straight line or at zero weights. Which p belongs to them?",
                 "missing part",
                 *_ways(lambda X, w, p: _unweighted(X) * (0.5 - p))),
        *several("leverage-halfway", "The leverages do not add up to d. Does each row's own weight stand in front of "
                 "its product, once, as well as in the table?", "missing part",
                 *_ways(lambda X, w, p: _half(X, w, p) / sigmoid_grad(X @ w),
                        lambda X, w, p: _half(X, w, p) * sigmoid_grad(X @ w))),
        *several("leverage-changed", "The leverages seem to be squared, or under a root, before they pull.",
                 "another function",
                 *_ways(lambda X, w, p: _weighted(X, w) ** 2 * (0.5 - p),
                        lambda X, w, p: np.sqrt(_weighted(X, w)) * (0.5 - p))),
        *several("diagonal-only", "Right for a share alone. With more columns the leverages are as if only the "
                 "diagonal of the table were inverted.",
                 "missing part", *_ways(lambda X, w, p: sigmoid_grad(X @ w) * np.sum(
                     X**2 / np.diag((X.T * sigmoid_grad(X @ w)) @ X), axis=1) * (0.5 - p))),
        *several("other-target", "The correction is not zero where p is one half: it pulls towards 0, or 1, or another "
                 "place. Is 1/2 - p in brackets, and all of it there?", "brackets",
                 *_ways(lambda X, w, p: -_weighted(X, w) * p, lambda X, w, p: _weighted(X, w) / 2,
                        lambda X, w, p: _weighted(X, w) * (1 - p), lambda X, w, p: _weighted(X, w) / 2 - p)),
        *several("M33-sigmoid-twice", "At zero weights this walk sees chances of 0.62, not 0.5. Does X @ w go through "
                 "the sigmoid twice?", "missing part", _corrected(_half, predict=lambda z: sigmoid(sigmoid(z)))),
        *several("labels-smoothed", "These weights fit labels that were moved off 0 and 1. Finite, but not Firth's: "
                 "his correction depends on the row's leverage.", "guard",
                 _smoothed(lambda k: (k + 1) / (k + 2), lambda k: 1 / (k + 2)),
                 *(_smoothed(lambda k, e=e: 1 - e, lambda k, e=e: e) for e in (0.1, 0.05, 0.025, 0.01))),
        *(Mistake("labels-for-p", lambda X, y, pace=pace: _corrected(
                      lambda X, w, p: _weighted(X, w) * (0.5 - y), pace=pace)(X, y), "The pull towards one half does "
                  "not depend on p as it should. Are the labels pulled, where the probabilities should be?",
                  "another function")
          for pace in (0.3, 1)),
        *(Mistake("rounded", _of_right(lambda X, w, k=k: np.round(w, k)), f"Right to {k} decimals; three are asked "
                  "for. Is something rounded?", "precision") for k in (0, 1, 2)),
        *several("other-sign", "Each weight is minus the right one.", "sign", _of_right(lambda X, w: -w)),
        *several("other-numbers", "These numbers are made of the right weights: the leverages, the probabilities or "
                 "the log-odds of the rows. Return the weights.", "another function", _of_right(_weighted),
                 _of_right(lambda X, w: sigmoid(X @ w)), _of_right(lambda X, w: X @ w)),
        *several("column", "The weights came as a table of one column or one row. Return the shape (d,).", "shape",
                 _of_right(lambda X, w: w[:, None]), _of_right(lambda X, w: w[None])),
    ),
    without=(truth.firth_fit, truth._firth_path, truth._firth_score),
    section="4.4",
)
