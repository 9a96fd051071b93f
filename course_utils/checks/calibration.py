"""Checks for lesson 04: separation, Newton's walk, Firth's penalty, reliability, its one number, temperature."""

from functools import cache

import numpy as np

from course_utils import calibration as truth
from course_utils.activations import sigmoid, sigmoid_grad
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.datasets import orings
from course_utils.logistic import add_intercept, bce_with_logits, fit_newton, standardise

# --- 4.1 --------------------------------------------------------------------------------------------------


def _rows(x, y):
    return np.array(x, dtype=float), np.array(y)


def _ends(compare):
    """Return an answer to is_separable_1d that compares (no, yes), the values of x of the two classes."""
    return lambda x, y: bool(compare(x[y == 0], x[y == 1]))


def _changes(labels):
    return np.count_nonzero(np.diff(labels)) == 1


def _midway(x, y):
    return (x[y == 0].mean() + x[y == 1].mean()) / 2


is_separable_1d = Exercise(
    "is_separable_1d",
    lambda x, y: truth.is_separable_1d(x, y),
    (
        Part("yes on the right", (
            _rows([1, 2, 4, 7, 11], [0, 0, 1, 1, 1]),
            _rows([2, 3, 5, 8], [0, 1, 0, 1]),
            _rows([1, 2, 4, 6, 9], [0, 0, 1, 0, 1]),
            _rows([6, -7, 3, -1, 9, -4], [1, 0, 1, 0, 1, 0]),
            _rows([400.25, 0, 400, 900, 4000], [1, 0, 0, 1, 1]),
        ), "Which value of each class comes closest to the other class?"),
        Part("yes on the left", (
            _rows([1, 2, 4, 7, 11], [1, 1, 1, 0, 0]),
            _rows([2, 3, 5, 8], [1, 0, 1, 0]),
            _rows([1, 2, 4, 6, 9], [1, 1, 0, 1, 0]),
            _rows([0, 1, 2, 3, 4, 50], [1, 1, 1, 0, 0, 0]),
            _rows([6, -7, 3, -1, 9, -4], [0, 1, 0, 1, 0, 1]),
            _rows([400.25, 0, 400, 900, 4000], [0, 1, 1, 0, 0]),
        ), "The classes may stand either way round: yes left of no, or no left of yes."),
        Part("one class inside the other, single rows", (
            _rows([1, 2, 4, 7, 9], [0, 1, 1, 0, 0]),
            _rows([9, 1, 5], [1, 0, 1]),
            _rows([9, 1, 5], [0, 0, 1]),
            _rows([9, 5, 1.5], [0, 1, 0]),
        ), "One threshold has two sides, and each side may hold one class only."),
        Part("a value that both share", (
            _rows([1, 2.5, 2.5, 3], [0, 0, 1, 1]),
            _rows([1, 2.5, 2.5, 3], [0, 1, 0, 1]),
            _rows([3, 2.5, 2.5, 1], [0, 0, 1, 1]),
            _rows([2.5, 2.5, 2.5, 4, 4], [0, 0, 0, 1, 1]),
            _rows([2.5, 2.5, 4.5, 4.5, 2.5], [1, 1, 0, 0, 1]),
        ), "No threshold parts two rows with the same x. Equal values within one class do no harm."),
    ),
    (
        Mistake("one-way-round", _ends(lambda no, yes: no.max() < yes.min()),
                "This finds a gap only where the larger x mean yes. The classes may also stand the other way round."),
        Mistake("one-way-round", _ends(lambda no, yes: yes.max() < no.min()),
                "This finds a gap only where the larger x mean no. The classes may also stand the other way round."),
        Mistake("one-way-round", lambda x, y: np.array_equal(y[np.argsort(x, kind="stable")], np.sort(y)),
                "Sorting by x is a good idea. Two things are left: the classes may also stand the other way round, and "
                "rows with the same x come in a chance order."),
        Mistake("shared-value", _ends(lambda no, yes: no.max() <= yes.min() or yes.max() <= no.min()),
                "A value that both classes share counts as a gap here. Can a threshold part two rows with the same x?"),
        Mistake("shared-value", lambda x, y: bool(_changes(y[np.argsort(x, kind="stable")])),
                "Sorting by x and counting the changes of label is a good idea, but rows with the same x come in a "
                "chance order. What if their labels differ?"),
        Mistake("not-sorted", lambda x, y: bool(_changes(y)),
                "This counts changes of label in the order of the rows. The order that matters is that of x."),
        Mistake("not-sorted", _ends(lambda no, yes: no[-1] < yes[0] or yes[-1] < no[0]),
                "This looks at the first and the last row of each class. The rows come in any order: look for the "
                "smallest and the largest."),
        Mistake("means", _ends(lambda no, yes: no.mean() != yes.mean()),
                "Different means are not enough: the classes can still overlap. Compare their ends."),
        Mistake("means", _ends(lambda no, yes: no.mean() < yes.min() or yes.mean() < no.min()),
                "You compare the end of one class with the mean of the other. Half of a class lies beyond its mean."),
        Mistake("one-end", _ends(lambda no, yes: no.max() < yes.max() and no.min() < yes.min()
                                 or yes.max() < no.max() and yes.min() < no.min()),
                "Both ends of one class lie beyond the same ends of the other, but the classes can still overlap. "
                "Compare the largest of one with the smallest of the other."),
        Mistake("no-shared-value", _ends(lambda no, yes: not set(no) & set(yes)),
                "That no value is shared is not enough: 1, 2, 3, 4 with labels 0, 1, 0, 1 share none."),
        *(Mistake("fixed-threshold", lambda x, y, at=at: bool(np.all((x > at(x)) == y) or np.all((x <= at(x)) == y)),
                  "You try one threshold only. The question is whether ANY threshold parts the classes.")
          for at in (np.mean, np.median, lambda x: 0.0)),
        *(Mistake("fixed-threshold", lambda x, y, at=at: bool(np.all((x > at(x)) == y)),
                  "You try one threshold, and one way round, only. Would any threshold do, either way round?")
          for at in (np.mean, np.median, lambda x: 0.0)),
        Mistake("turned-round", lambda x, y: not truth.is_separable_1d(x, y),
                "True and False are exchanged: True means that a threshold parts the classes."),
        Mistake("always-true", lambda x, y: True, "The answer is True, whatever the data."),
        Mistake("always-false", lambda x, y: False, "The answer is False, whatever the data."),
        Mistake("gap-width", lambda x, y: x[y == 1].min() - x[y == 0].max(),
                "This is the width of the gap. Is it there? Answer with True or False, and the other way round too."),
        Mistake("gap-width", lambda x, y: max(x[y == 1].min() - x[y == 0].max(), x[y == 0].min() - x[y == 1].max()),
                "This is the width of the gap. Is it there? Answer with True or False."),
        *(Mistake("thresholds-too-coarse", lambda x, y, grid=grid: any(
                      np.all((x > t) == y) or np.all((x < t) == y) for t in grid(x)),
                  "You try a row of thresholds at fixed distances. A gap may be narrower than that: where can the "
                  "telling thresholds lie?")
          for grid in (lambda x: np.linspace(x.min(), x.max(), 50), lambda x: np.linspace(x.min(), x.max(), 100),
                       lambda x: np.linspace(x.min(), x.max(), 1000), lambda x: np.arange(x.min(), x.max()))),
        Mistake("first-threshold-only", lambda x, y: bool(np.all((x > x[0]) == y) or np.all((x < x[0]) == y)),
                "You try one threshold only. Does a return False stand inside the loop?"),
        *(Mistake("fixed-threshold", lambda x, y, both=both: bool(
                      np.all((x > _midway(x, y)) == y) or both and np.all((x < _midway(x, y)) == y)),
                  "You try one threshold only, midway between the two means. Would ANY threshold do?")
          for both in (True, False)),
        Mistake("no-repeats", lambda x, y: truth.is_separable_1d(x, y) and len(set(x)) == len(x),
                "Any value that occurs twice makes you say False. Within one class that does no harm."),
    ),
)

# --- 4.2 --------------------------------------------------------------------------------------------------

_CLOCK = np.array([[-3.0], [-2], [-1], [1], [2], [3]])
_HALVES = np.array([0, 0, 0, 1, 1, 1])
_RINGS, _DAMAGE = add_intercept(standardise(orings().X)[0]), orings().y
_TABLE = np.array([[1, 0.5, -1.2], [1, -1.5, 0.3], [1, 2.0, 0.8], [1, 0.1, 1.9], [1, -0.7, -0.4], [1, 1.1, -2.0]])
_LABELS = np.array([1, 0, 0, 1, 1, 0])


def _inverse_times(H, g):
    return np.linalg.solve(H, g)


def _walk(curvature=sigmoid_grad, predict=sigmoid, longer=lambda n: 1.0, start=0.0, l2=0.0, step=_inverse_times):
    """Return an answer to newton_trace: all its weights, with one thing done differently."""

    def trace(X, y, steps):
        w, path = np.full(X.shape[1], start), []
        for _ in range(steps):
            H = (X.T * curvature(X @ w)) @ X + l2 * np.eye(w.size)
            w = w - longer(len(y)) * step(H, X.T @ (predict(X @ w) - y) + l2 * w)
            path.append(w)
        return np.array(path)

    return trace


def _flat(z):
    return np.full_like(z, 0.25)


def _with_start(X, y, steps):
    return np.vstack([np.zeros(X.shape[1]), truth.newton_trace(X, y, steps)])


def _weights_lost(X, y, steps):
    w, path = np.zeros(X.shape[1]), []
    for _ in range(steps):
        w = -np.linalg.solve((X.T * sigmoid_grad(X @ w)) @ X, X.T @ (sigmoid(X @ w) - y))
        path.append(w)
    return np.array(path)


_newton_trace_hint = "The step solves (X.T * (p * (1 - p))) @ X @ step = X.T @ (p - y); subtract it from w."
_SHORT = ((_TABLE, _LABELS, 1), (_CLOCK, _HALVES, 1))
_LONG = ((_CLOCK, _HALVES, 9), (_RINGS, _DAMAGE, 3), (_TABLE, _LABELS, 4))
_DIGITS = {"rtol": 1e-6, "atol": 1e-9}

newton_trace = Exercise(
    "newton_trace",
    lambda X, y, steps: truth.newton_trace(X, y, steps),
    (
        Part("the first step", _SHORT, _newton_trace_hint, 1.0, **_DIGITS, view=lambda W: np.atleast_2d(W)[-1]),
        Part("where the walk ends", _LONG, "Compute p, gradient and Hessian anew at each step, at the weights of that "
             "moment.", 1.0, **_DIGITS, view=lambda W: np.atleast_2d(W)[-1]),
        Part("every step on the way", _LONG, "Keep the weights after each step: `steps` rows of d weights.",
             2.0, **_DIGITS, view=np.asarray),
    ),
    (
        Mistake("uphill", _walk(longer=lambda n: -1.0),
                "You add the step. The gradient points uphill: subtract."),
        Mistake("gradient-descent", _walk(step=lambda H, g: g),
                "This is gradient descent with the summed gradient. Newton's step divides by the curvature."),
        *(Mistake("gradient-descent", _walk(step=lambda H, g, lr=lr: lr * g, longer=lambda n: 1 / n),
                  "This is gradient descent. Newton's step divides by the curvature.")
          for lr in (1.0, 0.5, 0.1, 0.01, 0.001)),
        Mistake("halved", _walk(longer=lambda n: 0.5),
                "You take half of each step. Plain Newton takes it whole."),
        Mistake("multiplied", _walk(step=lambda H, g: H @ g),
                "You multiply by the Hessian. Newton divides by it: solve H @ step = gradient."),
        Mistake("mean-and-total", _walk(longer=lambda n: 1 / n),
                "Your steps are n times too short. Gradient and Hessian both as sums, or both as means."),
        Mistake("mean-and-total", _walk(longer=float),
                "Your steps are n times too long. Gradient and Hessian both as sums, or both as means."),
        Mistake("no-curvature", _walk(curvature=np.ones_like),
                "The weights p(1 - p) are missing from the Hessian: this curvature is that of a straight-line fit."),
        Mistake("curvature-not-renewed", _walk(curvature=_flat),
                "Your Hessian stays as it was at zero weights, where p(1 - p) is 1/4. Compute it anew at each step."),
        Mistake("p-not-squared", _walk(curvature=sigmoid),
                "The Hessian's weights are p alone. The slope of the sigmoid is p(1 - p)."),
        Mistake("diagonal-only", _walk(step=lambda H, g: g / np.diag(H)),
                "You divide by the diagonal of the Hessian only. The weights pull at each other: use the whole table."),
        Mistake("no-sigmoid", _walk(predict=lambda z: z),
                "The prediction is X @ w itself: put it through the sigmoid."),
        Mistake("M33-sigmoid-twice", _walk(predict=lambda z: sigmoid(sigmoid(z))),
                "The sigmoid is applied twice on the way from X @ w to p."),
        Mistake("started-at-one", _walk(start=1.0),
                "You start at weights of 1; the exercise starts at 0."),
        *(Mistake("M22-ridge", _walk(l2=l2),
                  "A ridge pulls these weights back. Plain Newton follows the log-loss alone.")
          for l2 in (1.0, 0.1, 0.01, 1e-3, 1e-4)),
        *(Mistake("M22-ridge", _walk(step=lambda H, g, l2=l2: np.linalg.solve(H + l2 * np.eye(len(g)), g)),
                  "Something is added to the Hessian's diagonal, so the steps are too short. Plain Newton adds none.")
          for l2 in (1.0, 0.1, 0.01, 1e-3, 1e-4, 1e-6)),
        Mistake("start-included", _with_start,
                "The zero weights of the start are in the way: one row too many. Keep the weights AFTER each step."),
        Mistake("one-behind", lambda X, y, steps: _with_start(X, y, steps)[:-1],
                "You keep the weights before each step: the first row should no longer be zeros."),
        Mistake("last-only", lambda X, y, steps: truth.newton_trace(X, y, steps)[-1],
                "These are the weights at the end only. Keep those after each step."),
        Mistake("last-only", lambda X, y, steps: truth.newton_trace(X, y, steps)[-1:],
                "These are the weights at the end only. Keep those after each step, inside the loop."),
        Mistake("same-array", lambda X, y, steps: np.tile(truth.newton_trace(X, y, steps)[-1], (steps, 1)),
                "All rows are the same: one array was kept many times, and w -= step changed it under your hands. "
                "Make a new one: w = w - step, or keep w.copy()."),
        Mistake("transposed", lambda X, y, steps: truth.newton_trace(X, y, steps).T,
                "Rows and columns are exchanged: one row for each step, one column for each weight."),
        Mistake("steps-not-weights", lambda X, y, steps: np.diff(_with_start(X, y, steps), axis=0),
                "These are the steps. Keep the weights that they lead to."),
        Mistake("steps-ignored", lambda X, y, steps: fit_newton(X, y).path[1:],
                "The walk goes on until it has settled. Take exactly `steps` steps."),
        Mistake("norms", lambda X, y, steps: np.linalg.norm(truth.newton_trace(X, y, steps), axis=1),
                "These are the lengths of the weights. Keep the weights themselves."),
        Mistake("flat", lambda X, y, steps: truth.newton_trace(X, y, steps).ravel(),
                "All weights stand in one long row. Keep one row for each step: np.append flattens, a list does not."),
        Mistake("first-step-only", lambda X, y, steps: truth.newton_trace(X, y, 1),
                "You return after the first step. Does your return stand inside the loop?"),
        Mistake("nothing-renewed", lambda X, y, steps: np.arange(1, steps + 1)[:, None]
                                                       * truth.newton_trace(X, y, 1),
                "All your steps are the same: p, gradient and Hessian are computed once. Compute them anew at the "
                "weights of each step."),
        Mistake("weights-lost", _weights_lost,
                "Each step replaces the weights. Subtract it from them."),
        Mistake("column", lambda X, y, steps: truth.newton_trace(X, y, steps)[:, :, None],
                "Each of your weights is a column. Return rows of weights, shape (steps, d)."),
    ),
)

# --- 4.4 --------------------------------------------------------------------------------------------------


def _weighted(X, w):
    """Return the leverages of the rows."""
    inverse = np.linalg.inv((X.T * sigmoid_grad(X @ w)) @ X)
    return sigmoid_grad(X @ w) * np.einsum("ij,jk,ik->i", X, inverse, X)


def _unweighted(X, w):
    return np.einsum("ij,jk,ik->i", X, np.linalg.inv(X.T @ X), X)


def _corrected(correction, steps=60, predict=sigmoid, pace=0.5):
    """Return an answer to firth_fit that follows X.T @ (y - p + correction(X, w, p)); a pace below 1 keeps it calm."""

    def fit(X, y):
        w = np.zeros(X.shape[1])
        for _ in range(steps):
            p = predict(X @ w)
            step = np.linalg.solve((X.T * sigmoid_grad(X @ w)) @ X, X.T @ (y - p + correction(X, w, p)))
            moved = np.abs(X @ step).max()
            w = w + step * (pace if pace == 1 else min(pace, 2 / moved))
            if moved < 1e-7:
                break
        return w

    return fit


def _both_ways(id, correction, says):
    """Return the mistake twice: calmly, and with full steps, which may run away."""
    return (Mistake(id, _corrected(correction, pace=pace), says) for pace in (0.2, 1))


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
_THREE_DECIMALS = {"rtol": 1e-3, "atol": 1e-3}

firth_fit = Exercise(
    "firth_fit",
    lambda X, y: truth.firth_fit(X, y).weights,
    (
        Part("only a share to fit", ((_ONES, _CALLS[:10] * _CALLS[3:13]), (_ONES[:5], np.array([1, 1, 0, 1, 1]))),
             "With a column of ones alone each leverage is 1/n: half a yes and half a no are added to the counts.",
             1.0, **_THREE_DECIMALS),
        Part("data that overlap", ((_RINGS, _DAMAGE), (_MIXED, _CALLS)),
             "Solve X.T @ (y - p + h (1/2 - p)) = 0, with p and h at the weights of that moment.",
             2.0, **_THREE_DECIMALS),
        Part("data with a gap", ((add_intercept(_CLOCK + 0.5), _HALVES), (_GAP, _LOW)),
             "Solve X.T @ (y - p + h (1/2 - p)) = 0; with the penalty the weights stay finite here too.",
             2.0, **_THREE_DECIMALS),
    ),
    (
        *(Mistake("M21-no-penalty", lambda X, y, steps=steps: truth.newton_trace(X, y, steps)[-1],
                  "These are the plain log-loss's weights, and where the classes have a gap only those where you "
                  "stopped: more steps, larger weights. Firth's term h (1/2 - p) is missing.")
          for steps in (8, 10, 15, 20, 25, 30, 50, 100)),
        *(Mistake("M22-ridge", _ridge(l2, spare),
                  "These weights are finite because of a ridge. Firth's penalty is another: it has no strength to "
                  "choose, and follows from the data.")
          for l2 in (10.0, 1.0, 0.5, 0.1, 0.01) for spare in (True, False)),
        *(Mistake("stopped-early", _corrected(_half, steps, pace=pace),
                  "These are the weights after the first few steps. Go on until a step no longer changes anything.")
          for pace, most in ((1, 5), (0.5, 10)) for steps in range(1, most + 1)),
        *_both_ways("turned-round", lambda X, w, p: -_half(X, w, p),
                     "The sign of the correction is turned round. It must pull towards one half: h (1/2 - p)."),
        Mistake("twice", _corrected(lambda X, w, p: 2 * _half(X, w, p)),
                "The penalty is twice as strong: the correction is h (1/2 - p), not h (1 - 2p)."),
        Mistake("half", _corrected(lambda X, w, p: _half(X, w, p) / 2),
                "The penalty is half as strong: the correction is h (1/2 - p), with no further half."),
        Mistake("divided-by-n", _corrected(lambda X, w, p: _half(X, w, p) / len(p)),
                "The correction is n times too small: the gradient is a sum here, so h (1/2 - p) is not divided."),
        Mistake("leverage-one", _corrected(lambda X, w, p: 0.5 - p),
                "Every row gets half a yes and half a no. Each row's share is its leverage h; all h add up to d."),
        Mistake("leverage-unweighted", _corrected(lambda X, w, p: _unweighted(X, w) * (0.5 - p)),
                "This leverage is that of a straight line, or of zero weights. Each row weighs p(1 - p), in the "
                "information and once more in front, with the p of that moment."),
        *_both_ways("leverage-halfway", lambda X, w, p: _half(X, w, p) / sigmoid_grad(X @ w),
                     "In the leverage the row's own weight p(1 - p) is missing in front. Test: all h add up to d."),
        Mistake("mean-information", _corrected(lambda X, w, p: len(p) * _half(X, w, p)),
                "The leverages come from the mean information: n times too large. Test: all h add up to d."),
        Mistake("mean-leverage", _corrected(lambda X, w, p: X.shape[1] / len(p) * (0.5 - p)),
                "Every row has the same leverage, d / n. That is the mean; rows far out have more."),
        Mistake("one-half-missing", _corrected(lambda X, w, p: -_weighted(X, w) * p),
                "Only a no is added to each row. The correction is h (1/2 - p): zero at p = 1/2."),
        Mistake("M1-precedence", _corrected(lambda X, w, p: _weighted(X, w) / 2 - p),
                "h * 1/2 - p subtracts a whole p. Bracket 1/2 - p."),
        Mistake("half-a-yes-only", _corrected(lambda X, w, p: _weighted(X, w) / 2),
                "Only a yes is added to each row. The correction is h (1/2 - p): zero at p = 1/2."),
        Mistake("M33-sigmoid-twice", _corrected(_half, predict=lambda z: sigmoid(sigmoid(z))),
                "The sigmoid is applied twice on the way from X @ w to p."),
        Mistake("labels-smoothed", _smoothed(lambda k: (k + 1) / (k + 2), lambda k: 1 / (k + 2)),
                "You move the labels off 0 and 1 (as Platt does) and fit those. Finite, but not Firth's weights."),
        *(Mistake("labels-smoothed", _smoothed(lambda k, e=e: 1 - e, lambda k, e=e: e),
                  "You move the labels off 0 and 1 and fit those. Finite, but not Firth's weights.")
          for e in (0.1, 0.05, 0.025, 0.01)),
        *(Mistake("labels-for-p", lambda X, y, pace=pace: _corrected(
                      lambda X, w, p: _weighted(X, w) * (0.5 - y), pace=pace)(X, y),
                  "You pull the labels towards one half. It is the probabilities that are pulled: h (1/2 - p).")
          for pace in (0.2, 1)),
        Mistake("runs-away", _corrected(_half, pace=-1),
                "The walk runs away, until a table can no longer be inverted. Is the step added? And is each leverage "
                "a number of its own row? Test: all h add up to d."),
    ),
)

# --- 4.6 --------------------------------------------------------------------------------------------------


def _bins(p, bins):
    return np.minimum((p * bins).astype(int), bins - 1)


def _binned(index=_bins, centre=None, share=lambda p, y: y.mean(), keep_empty=False):
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


def _digitised(edges, right=False):
    return lambda p, bins: np.digitize(p, edges(p, bins), right=right) - 1


def _plain(curve):
    return curve


def _cut_behind(curve):
    """Return the curve without the empty bins behind the last full one, as np.bincount leaves it."""

    def answer(p, y, bins=10):
        columns = curve(p, y, bins)
        return tuple(column[: np.flatnonzero(columns[2])[-1] + 1] for column in columns)

    return answer


def _uncut(p, bins):
    return (p * (bins - 1)).astype(int)


def _plus_one_bin(curve):
    return lambda p, y, bins=10: curve(p, y, bins + 1)


def _borders(p, bins):
    return np.linspace(0, 1, bins + 1)


def _one_too_few(p, bins):
    return np.append(np.linspace(0, 1, bins)[:-1], 1 + 1e-9)


def _border_twice(p, y, bins=10):
    borders = np.linspace(0, 1, bins + 1)
    pieces = [(p >= low) & (p <= high) for low, high in zip(borders, borders[1:])]
    return tuple(np.array([f(here) for here in pieces if here.any()])
                 for f in (lambda here: p[here].mean(), lambda here: y[here].mean(), np.count_nonzero))


def _quantiles(p, bins):
    at = np.searchsorted(np.quantile(p, np.linspace(0, 1, bins + 1))[1:-1], p, side="right")
    return np.minimum(at, bins - 1)


def _own_range(p, bins):
    return np.minimum(((p - p.min()) / np.ptp(p) * bins).astype(int), bins - 1)


def _permuted(*order):
    return lambda p, y, bins=10: tuple(truth.reliability_curve(p, y, bins)[i] for i in order)


def _as_confidence(function):
    """Return the answer that judges how sure the prediction is, and how often it is right."""
    return lambda p, y, bins=10: function(np.maximum(p, 1 - p), (p > 0.5) == y, bins)


_P = np.array([0.03, 0.17, 0.12, 0.46, 0.38, 0.55, 0.68, 0.72, 0.91, 0.97, 0.83, 0.27])
_Y = np.array([0, 1, 0, 0, 1, 1, 0, 1, 1, 1, 1, 0])
_EVERYDAY = ((_P, _Y, 2), (_P, _Y, 5))
_GAPS = ((_P[[0, 1, 2, 7, 8, 9]], _Y[[0, 1, 2, 7, 8, 9]]), (_P[:5], _Y[:5], 4))
_EXTREMES = ((np.array([0.0, 0.13, 0.62, 0.88, 1.0, 1.0]), np.array([0, 1, 0, 1, 1, 0]), 4),
             (np.array([1.0, 0.0, 0.31]), np.array([1, 1, 0]), 3))
_NINE = {"rtol": 1e-9, "atol": 1e-12}


def _of_three(i):
    """Return a view of array i of the three; the third is empty where it is missing."""
    return lambda answer: np.asarray(answer[i] if i < 2 or len(answer) > 2 else ())


def _all_three(answer):
    """View the three arrays as a table; end to end, if they are of different lengths."""
    columns = [np.asarray(column, dtype=float) for column in answer]
    return np.array(columns) if len({*map(np.shape, columns)}) == 1 else np.concatenate(columns)


reliability_curve = Exercise(
    "reliability_curve",
    lambda p, y, bins=10: truth.reliability_curve(p, y, bins),
    (
        Part("the mean probabilities", _EVERYDAY, "Cut [0, 1] into `bins` equal pieces; average the p of each.",
             **_NINE, view=_of_three(0)),
        Part("the shares of yes", _EVERYDAY, "In each bin: how many of its y are 1, out of all its y?",
             **_NINE, view=_of_three(1)),
        Part("the counts", _EVERYDAY, "In each bin: how many rows?",
             0.5, **_NINE, view=_of_three(2)),
        Part("a p on a border", ((np.array([0.2, 0.5, 0.9]), _Y[:3], 2), (np.linspace(0.125, 0.875, 7), _Y[:7], 4)),
             "All counts together: a p on a border between two bins counts once, in one of them.",
             0.5, **_NINE, view=lambda answer: np.sum(_of_three(2)(answer))),
        Part("empty bins", _GAPS, "A bin without rows has no mean: leave it out of all three arrays.",
             **_NINE, view=_all_three),
        Part("p of 0 and of 1", _EXTREMES, "p = 0 belongs to the first bin, p = 1 to the last.",
             **_NINE, view=_all_three),
    ),
    (
        Mistake("centres", _binned(centre=lambda k, bins: (k + 0.5) / bins),
                "These are the bins' centres. The p of a bin need not lie around its centre: take their mean."),
        Mistake("left-borders", _binned(centre=lambda k, bins: k / bins),
                "These are the bins' left borders. Take the mean of the p in each bin."),
        *(Mistake("empty-bins", cut(_binned(keep_empty=empty)),
                  "Empty bins are in your arrays. Nothing is known there: leave them out of all three.")
          for empty in (np.nan, 0.0) for cut in (_plain, _cut_behind)),
        Mistake("one-lost", _binned(_digitised(_borders)),
                "Rows with p = 1 are lost: they fall beyond the last border. They belong to the last bin."),
        *(Mistake("one-lost", _binned(_digitised(_borders), keep_empty=empty),
                  "Two things: rows with p = 1 are lost beyond the last border, and empty bins must be left out.")
          for empty in (np.nan, 0.0)),
        Mistake("one-apart", _plus_one_bin(_binned(_uncut)),
                "Rows with p = 1 got a bin of their own, one beyond the last. They belong to the last bin."),
        Mistake("zero-lost", _binned(_digitised(_borders, right=True)),
                "Rows with p = 0 are lost: they fall before the first border. They belong to the first bin."),
        Mistake("border-twice", _border_twice,
                "A p on a border between two bins is counted in both. Close each bin on one side only: <= and <."),
        Mistake("one-bin-fewer", _binned(lambda p, bins: (p * (bins - 1)).astype(int) - (p == 1) * bins),
                "One bin is missing, and rows with p = 1 are lost: between 11 borders lie 10 bins. np.linspace counts "
                "borders."),
        Mistake("one-bin-fewer", _binned(_digitised(_one_too_few)),
                "One bin is missing: between 11 borders lie 10 bins. np.linspace counts borders."),
        Mistake("one-bin-fewer", _binned(_digitised(lambda p, bins: np.linspace(0, 1, bins))),
                "The borders are wrong: between 11 borders lie 10 bins. np.linspace counts borders."),
        Mistake("rounded", _binned(lambda p, bins: np.minimum(np.round(p * bins).astype(int), bins - 1)),
                "Rounding p * bins shifts every border by half a bin. Cut off the decimals instead."),
        Mistake("rounded", _plus_one_bin(_binned(lambda p, bins: np.round(p * (bins - 1)).astype(int))),
                "Rounding p * bins shifts every border by half a bin, and makes one bin more."),
        Mistake("quantiles", _binned(_quantiles),
                "Your bins hold about equally many rows each. Here they are equally WIDE, from 0 to 1."),
        Mistake("own-range", _binned(_own_range),
                "Your bins run from the smallest p to the largest. Here they run from 0 to 1, whatever the data."),
        Mistake("share-of-right", _binned(share=lambda p, y: np.mean((p > 0.5) == y)),
                "This is the share of right predictions, the accuracy. Asked is the share of y = 1."),
        Mistake("M23-confidence", _as_confidence(lambda p, y, bins: truth.reliability_curve(p, y, bins)),
                "This compares how sure a prediction is with how often it is right. Here p itself meets the share "
                "of y = 1, so that small p are tested too."),
        Mistake("share-of-no", _binned(share=lambda p, y: 1 - y.mean()),
                "This is the share of y = 0. p speaks of y = 1."),
        Mistake("yeses-counted", _binned(share=lambda p, y: y.sum()),
                "You count the yeses. Divide by the number of rows in the bin."),
        Mistake("over-all-rows", lambda p, y, bins=10: _binned(share=lambda q, v: v.sum() / len(y))(p, y, bins),
                "You divide by all rows. Divide by the number of rows in the bin."),
        Mistake("predicted-yes", _binned(share=lambda p, y: np.mean(p > 0.5)),
                "This is the share of PREDICTED yes. What happened stands in y."),
        Mistake("bins-ignored", lambda p, y, bins=10: truth.reliability_curve(p, y, 10),
                "There are always ten bins, whatever `bins` says."),
        Mistake("swapped", _permuted(1, 0, 2),
                "The mean p comes first, then the share of yes."),
        Mistake("rows", lambda p, y, bins=10: np.transpose(truth.reliability_curve(p, y, bins)),
                "Rows and columns are exchanged: return three arrays, one entry for each bin."),
        Mistake("order", _permuted(2, 0, 1), "The order is: mean p, share of yes, counts."),
        Mistake("order", _permuted(2, 1, 0), "The order is: mean p, share of yes, counts."),
        Mistake("two-of-three", _permuted(0, 1), "The counts are missing: return three arrays."),
        Mistake("two-of-three", _permuted(1, 0), "The mean p comes first; and the counts are missing."),
        Mistake("counts-as-shares", lambda p, y, bins=10: (*truth.reliability_curve(p, y, bins)[:2],
                                                           truth.reliability_curve(p, y, bins)[2] / len(p)),
                "The third array holds shares. Return the counts themselves."),
        Mistake("border-lost", _binned(lambda p, bins: np.where(np.isin(p, _borders(p, bins)), -1, _bins(p, bins))),
                "A p on a border between two bins, or at 0 or 1, is counted nowhere. Let each bin have one of its "
                "ends."),
        Mistake("bins-ignored", _binned(lambda p, bins: _bins(p, 10)),
                "Rows are sorted into ten bins, whatever `bins` says."),
        Mistake("one-to-the-first", _binned(lambda p, bins: (p * bins).astype(int) % bins),
                "Rows with p = 1 land in the first bin. They belong to the last."),
        Mistake("p-summed", lambda p, y, bins=10: (
                    (curve := truth.reliability_curve(p, y, bins))[0] * curve[2], *curve[1:]),
                "You add up the p of each bin. Take their mean."),
        Mistake("right-to-left", lambda p, y, bins=10: tuple(a[::-1] for a in truth.reliability_curve(p, y, bins)),
                "Your bins run from right to left. Return them from left to right."),
        Mistake("quantiles", lambda p, y, bins=10: tuple(
                    np.array([f(rows) for rows in np.array_split(np.argsort(p), bins) if len(rows)])
                    for f in (lambda rows: p[rows].mean(), lambda rows: y[rows].mean(), len)),
                "Your bins hold about equally many rows each. Here they are equally WIDE, from 0 to 1."),
        Mistake("empty-bins", lambda p, y, bins=10: (
                    *truth.reliability_curve(p, y, bins)[:2], np.bincount(_bins(p, bins), minlength=bins)),
                "Your counts include empty bins, which the other two arrays leave out. Leave them out of all three."),
    ),
)

# --- 4.7 --------------------------------------------------------------------------------------------------


def _summed_up(summary, curve=truth.reliability_curve):
    """Return an answer to ece from a summary of (gap in each bin, count of each bin)."""

    def answer(p, y, bins=10):
        mean_p, share, counts = curve(p, y, bins)
        return float(summary(mean_p - share, counts))

    return answer


def _gaps(p, y, bins, weighted):
    mean_p, share, counts = truth.reliability_curve(p, y, bins)
    return np.abs(mean_p - share) * (counts / len(p) if weighted else 1)


def _weighted_mean(gap, counts):
    return np.abs(gap) @ counts / counts.sum()


ece = Exercise(
    "ece",
    lambda p, y, bins=10: truth.ece(p, y, bins),
    (
        Part("a single bin", ((_P, _Y, 1), (_P[:7], _Y[:7], 1)),
             "With one bin it is the distance between the mean of all p and the share of all yes.", **_NINE),
        Part("several bins", ((_P, _Y, 2), (_P, _Y, 5)),
             "The gap of each bin, without its sign, weighted by the bin's share of the rows.", 2.0, **_NINE),
        Part("ten bins by default, some empty; p of 0 and of 1", (*_GAPS, *_EXTREMES),
             "An empty bin counts nothing; p = 0 belongs to the first bin, p = 1 to the last.", **_NINE),
    ),
    (
        Mistake("unweighted", _summed_up(lambda gap, counts: np.abs(gap).mean()),
                "Every bin counts the same here. A bin of a hundred rows must count more than one of two."),
        Mistake("unweighted", lambda p, y, bins=10: _summed_up(lambda gap, counts: sum(abs(gap)) / bins)(p, y, bins),
                "Every bin counts the same here, even the empty ones. Weight each by its number of rows."),
        Mistake("divided-by-bins", lambda p, y, bins=10: truth.ece(p, y, bins) * len(p) / bins,
                "You divide by the number of bins. The weights are counts of rows: divide by the number of all rows."),
        Mistake("largest", _summed_up(lambda gap, counts: np.abs(gap).max()),
                "This is the LARGEST gap (the maximum calibration error). Asked is the weighted mean of the gaps."),
        Mistake("signs-kept", _summed_up(lambda gap, counts: gap @ counts / counts.sum()),
                "Too high in one bin and too low in another cancel here. Drop each gap's sign before the mean."),
        Mistake("sign-dropped-late", _summed_up(lambda gap, counts: abs(gap @ counts) / counts.sum()),
                "Too high in one bin and too low in another cancel here. Drop each gap's sign BEFORE the mean."),
        Mistake("squared", _summed_up(lambda gap, counts: gap**2 @ counts / counts.sum()),
                "The gaps are squared. Take them without their sign, not squared."),
        Mistake("root-mean-square", _summed_up(lambda gap, counts: np.sqrt(gap**2 @ counts / counts.sum())),
                "This is the root of the mean square of the gaps. Take the mean of their sizes."),
        Mistake("summed", _summed_up(lambda gap, counts: np.abs(gap).sum()),
                "The gaps are only added up. Weight each by its bin's share of the rows."),
        Mistake("not-divided", _summed_up(lambda gap, counts: np.abs(gap) @ counts),
                "The weights are counts. Divide by the number of all rows."),
        Mistake("no-bins", lambda p, y, bins=10: float(np.mean(np.abs(p - y))),
                "This compares each p with its own y, 0 or 1, so a right 0.7 would cost too. Compare bin by bin."),
        Mistake("brier", lambda p, y, bins=10: float(np.mean((p - y) ** 2)),
                "This is the Brier score, the mean squared error of p. The ECE compares bin by bin."),
        Mistake("centres", _summed_up(_weighted_mean, _binned(centre=lambda k, bins: (k + 0.5) / bins)),
                "You compare with the bins' centres. Compare with the mean p of each bin."),
        Mistake("M23-confidence", _as_confidence(lambda p, y, bins: truth.ece(p, y, bins)),
                "This compares how sure a prediction is with how often it is right, as done for many classes. Here "
                "p itself meets the share of y = 1."),
        Mistake("share-of-right", _summed_up(_weighted_mean, _binned(share=lambda p, y: np.mean((p > 0.5) == y))),
                "You compare p with the accuracy of the bin. Compare with its share of y = 1."),
        Mistake("share-of-no", lambda p, y, bins=10: truth.ece(p, 1 - y, bins),
                "You compare with the share of y = 0. p speaks of y = 1."),
        Mistake("one-lost", _summed_up(_weighted_mean, _binned(_digitised(_borders))),
                "Rows with p = 1 are lost: they fall beyond the last border. They belong to the last bin."),
        Mistake("one-lost", lambda p, y, bins=10: _summed_up(
                    lambda gap, counts: np.abs(gap) @ counts / len(p), _binned(_digitised(_borders)))(p, y, bins),
                "Rows with p = 1 are lost: they fall beyond the last border. They belong to the last bin."),
        Mistake("zero-lost", _summed_up(_weighted_mean, _binned(_digitised(_borders, right=True))),
                "Rows with p = 0 are lost: they fall before the first border. They belong to the first bin."),
        Mistake("zero-lost", lambda p, y, bins=10: _summed_up(
                    lambda gap, counts: np.abs(gap) @ counts / len(p),
                    _binned(_digitised(_borders, right=True)))(p, y, bins),
                "Rows with p = 0 are lost: they fall before the first border. They belong to the first bin."),
        Mistake("one-apart", _summed_up(_weighted_mean, _plus_one_bin(_binned(_uncut))),
                "Rows with p = 1 got a bin of their own, one beyond the last. They belong to the last bin."),
        Mistake("not-summed", lambda p, y, bins=10: _gaps(p, y, bins, weighted=True),
                "These are the weighted gaps, one for each bin. Add them up: one number is asked for."),
        Mistake("not-summed", lambda p, y, bins=10: _gaps(p, y, bins, weighted=False),
                "These are the gaps, one for each bin. One number is asked for: their weighted mean."),
        *(Mistake("empty-bins", _summed_up(_weighted_mean, cut(_binned(keep_empty=np.nan))),
                  "An empty bin's mean is nan, and nan times 0 is still nan. Leave empty bins out.")
          for cut in (_plain, _cut_behind)),
        Mistake("quantiles", _summed_up(_weighted_mean, _binned(_quantiles)),
                "Your bins hold about equally many rows each. Here they are equally WIDE, from 0 to 1."),
        Mistake("own-range", _summed_up(_weighted_mean, _binned(_own_range)),
                "Your bins run from the smallest p to the largest. Here they run from 0 to 1, whatever the data."),
        Mistake("bins-ignored", lambda p, y, bins=10: truth.ece(p, y, 10),
                "There are always ten bins, whatever `bins` says."),
        Mistake("per-cent", lambda p, y, bins=10: 100 * truth.ece(p, y, bins),
                "This is in per cent. Return it on the scale of p, from 0 to 1."),
        Mistake("one-minus", lambda p, y, bins=10: 1 - truth.ece(p, y, bins),
                "This is 1 minus the error. A perfectly calibrated model has an error of 0."),
        Mistake("divided-by-bins", _summed_up(lambda gap, counts: np.mean(np.abs(gap) * counts)),
                "You divide by the number of bins. The weights are counts of rows: divide by the number of all rows."),
        Mistake("median", _summed_up(lambda gap, counts: np.median(np.abs(gap))),
                "This is the median of the gaps. Asked is their mean, weighted by the numbers of rows."),
        *(Mistake("rounded", lambda p, y, bins=10, n=n: round(truth.ece(p, y, bins), n),
                  "The number is rounded. Return it with all its digits.") for n in (2, 3, 4, 5, 6)),
        Mistake("one-side-only", _summed_up(lambda gap, counts: np.maximum(gap, 0) @ counts / counts.sum()),
                "Only bins where p is too high count here. Too low is an error as well."),
        Mistake("one-side-only", _summed_up(lambda gap, counts: np.maximum(-gap, 0) @ counts / counts.sum()),
                "Only bins where p is too low count here. Too high is an error as well."),
    ),
)

# --- 4.8 --------------------------------------------------------------------------------------------------


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

fit_temperature = Exercise(
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
                "This is 1 / T, the factor for z. The exercise divides: sigmoid(z / T)."),
        Mistake("logarithm", _from_best(np.log),
                "This is the logarithm of T. Put it through exp at the end."),
        Mistake("logarithm", _from_best(lambda T: -np.log(T)),
                "This is the logarithm of 1 / T. Put it through exp, and turn it over."),
        Mistake("squared-error", _least(_squared_error),
                "This T has the least squared error of p (Brier score). Asked is the least log-loss."),
        Mistake("with-intercept", lambda z, y: float(1 / fit_newton(add_intercept(z[:, None]), y).weights[1]),
                "An intercept was fitted too (that is Platt scaling). Here T is the only number."),
        Mistake("M33-sigmoid-twice", _least(lambda z, y: _log_loss(sigmoid(z), y)),
                "The sigmoid is applied twice: bce_with_logits takes z / T, not p."),
        Mistake("labels-swapped", _least(lambda z, y: _log_loss(z, 1 - y)),
                "Your search runs into the upper end of its range. Either the loss charges the model for being right "
                "(labels swapped), or it does not see T at all (as the accuracy does not)."),
        Mistake("most-loss", _least(lambda z, y: -_log_loss(z, y)),
                "You look for the LARGEST log-loss, and run into the end of the range. Mind the minus sign."),
        Mistake("one", lambda z, y: 1.0, "T = 1 leaves the logits as they are."),
        Mistake("deviation", lambda z, y: float(z.std()),
                "This is the standard deviation of z. T follows from how often the logits are right, so from y too."),
        Mistake("mean-size", lambda z, y: float(np.abs(z).mean()),
                "This is the mean size of z. T follows from how often the logits are right, so from y too."),
        *(Mistake("M23-never-below-one", _bounded(1.0, stop),
                  "Your T is never below 1. Logits can be too timid as well: then T is smaller than 1.")
          for stop in (1e9, 1000.0, 10.0, 20.0, 50.0, 100.0)),
        *(Mistake("range-too-small", _bounded(start, stop),
                  "Your search ends at the border of its range. T may lie anywhere between 0.01 and 1000.")
          for start in (0.01, 0.05, 0.1, 0.5, 1e-3) for stop in (5.0, 10.0, 20.0, 50.0, 100.0)),
        *(Mistake("coarse-grid", _on_a_grid(width, stop),
                  "T is right to the width of your grid only. Three digits are asked for, however small T is.")
          for width in (1.0, 0.5, 0.1, 0.05, 0.02, 0.01) for stop in (1000.0, 1000.0 - width)),
        *(Mistake("coarse-grid", _on_a_grid(width, stop - less * width),
                  "Your grid is too coarse for a small T, and ends too early for a large one. Three digits are asked "
                  "for, from 0.01 to 1000.")
          for width in (1.0, 0.5, 0.1, 0.05, 0.01) for stop in (5.0, 10.0, 20.0, 50.0, 100.0) for less in (0, 1)),
        *(Mistake("stopped-early", _descent(lr, steps),
                  "Your descent has not arrived. Take more or longer steps, or descend in log T.")
          for lr in (0.1, 1.0) for steps in (100, 1000)),
        Mistake("loss-not-T", lambda z, y: float(_log_loss(z / truth.fit_temperature(z, y), y)),
                "This is the least log-loss. Return the T where it is reached."),
        Mistake("probabilities", lambda z, y: sigmoid(z / truth.fit_temperature(z, y)),
                "These are the probabilities at T. Return T itself, one number."),
        Mistake("scaled-logits", lambda z, y: z / truth.fit_temperature(z, y),
                "These are the logits divided by T. Return T itself, one number."),
        Mistake("array-of-one", lambda z, y: np.array([truth.fit_temperature(z, y)]),
                "An array with one entry came back. Return the number that is in it."),
        Mistake("one-term", _least(lambda z, y: np.mean(y * np.logaddexp(0, -z))),
                "Rows with y = 0 pay nothing: one of the two terms of the log-loss is missing."),
    ),
)
