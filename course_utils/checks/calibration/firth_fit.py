"""Exercise 4.4: firth_fit."""

import numpy as np

from course_utils import calibration as truth
from course_utils.activations import sigmoid, sigmoid_grad
from course_utils.checks.calibration._shared import CLOCK, DAMAGE, HALVES, RINGS
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.logistic import add_intercept


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


def _both_ways(id, correction, says, family):
    """Return the mistake twice: calmly, and with full steps, which may run away."""
    return (Mistake(id, _corrected(correction, pace=pace), says, family) for pace in (0.2, 1))


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


exercise = Exercise(
    "firth_fit",
    lambda X, y: truth.firth_fit(X, y).weights,
    (
        Part("only a share to fit", ((_ONES, _CALLS[:10] * _CALLS[3:13]), (_ONES[:5], np.array([1, 1, 0, 1, 1]))),
             "With a column of ones alone each leverage is 1/n: half a yes and half a no are added to the counts.",
             1.0, **_THREE_DECIMALS),
        Part("data that overlap", ((RINGS, DAMAGE), (_MIXED, _CALLS)),
             "Solve X.T @ (y - p + h (1/2 - p)) = 0, with p and h at the weights of that moment.",
             2.0, **_THREE_DECIMALS),
        Part("data with a gap", ((add_intercept(CLOCK + 0.5), HALVES), (_GAP, _LOW)),
             "Solve X.T @ (y - p + h (1/2 - p)) = 0; with the penalty the weights stay finite here too.",
             2.0, **_THREE_DECIMALS),
    ),
    (
        *(Mistake("M21-no-penalty", lambda X, y, steps=steps: truth.newton_trace(X, y, steps)[-1],
                  "These are the plain log-loss's weights, and where the classes have a gap only those where you "
                  "stopped: more steps, larger weights. Firth's term h (1/2 - p) is missing.", "missing part")
          for steps in (8, 10, 15, 20, 25, 30, 50, 100)),
        *(Mistake("M22-ridge", _ridge(l2, spare),
                  "These weights are finite because of a ridge. Firth's penalty is another: it has no strength to "
                  "choose, and follows from the data.", "guard")
          for l2 in (10.0, 1.0, 0.5, 0.1, 0.01) for spare in (True, False)),
        *(Mistake("stopped-early", _corrected(_half, steps, pace=pace),
                  "These are the weights after the first few steps. Go on until a step no longer changes anything.",
                  "precision")
          for pace, most in ((1, 5), (0.5, 10)) for steps in range(1, most + 1)),
        *_both_ways("turned-round", lambda X, w, p: -_half(X, w, p),
                     "The sign of the correction is turned round. It must pull towards one half: h (1/2 - p).",
                     "sign"),
        Mistake("twice", _corrected(lambda X, w, p: 2 * _half(X, w, p)),
                "The penalty is twice as strong: the correction is h (1/2 - p), not h (1 - 2p).", "scale"),
        Mistake("half", _corrected(lambda X, w, p: _half(X, w, p) / 2),
                "The penalty is half as strong: the correction is h (1/2 - p), with no further half.", "scale"),
        Mistake("divided-by-n", _corrected(lambda X, w, p: _half(X, w, p) / len(p)),
                "The correction is n times too small: the gradient is a sum here, so h (1/2 - p) is not divided.",
                "mean or sum"),
        Mistake("leverage-one", _corrected(lambda X, w, p: 0.5 - p),
                "Every row gets half a yes and half a no. Each row's share is its leverage h; all h add up to d.",
                "missing part"),
        Mistake("leverage-unweighted", _corrected(lambda X, w, p: _unweighted(X, w) * (0.5 - p)),
                "This leverage is that of a straight line, or of zero weights. Each row weighs p(1 - p), in the "
                "information and once more in front, with the p of that moment.", "missing part"),
        *_both_ways("leverage-halfway", lambda X, w, p: _half(X, w, p) / sigmoid_grad(X @ w),
                     "In the leverage the row's own weight p(1 - p) is missing in front. Test: all h add up to d.",
                     "missing part"),
        Mistake("mean-information", _corrected(lambda X, w, p: len(p) * _half(X, w, p)),
                "The leverages come from the mean information: n times too large. Test: all h add up to d.",
                "mean or sum"),
        Mistake("mean-leverage", _corrected(lambda X, w, p: X.shape[1] / len(p) * (0.5 - p)),
                "Every row has the same leverage, d / n. That is the mean; rows far out have more.", "missing part"),
        Mistake("one-half-missing", _corrected(lambda X, w, p: -_weighted(X, w) * p),
                "Only a no is added to each row. The correction is h (1/2 - p): zero at p = 1/2.", "missing part"),
        Mistake("M1-precedence", _corrected(lambda X, w, p: _weighted(X, w) / 2 - p),
                "h * 1/2 - p subtracts a whole p. Bracket 1/2 - p.", "brackets"),
        Mistake("half-a-yes-only", _corrected(lambda X, w, p: _weighted(X, w) / 2),
                "Only a yes is added to each row. The correction is h (1/2 - p): zero at p = 1/2.", "missing part"),
        Mistake("M33-sigmoid-twice", _corrected(_half, predict=lambda z: sigmoid(sigmoid(z))),
                "The sigmoid is applied twice on the way from X @ w to p.", "missing part"),
        Mistake("labels-smoothed", _smoothed(lambda k: (k + 1) / (k + 2), lambda k: 1 / (k + 2)),
                "You move the labels off 0 and 1 (as Platt does) and fit those. Finite, but not Firth's weights.",
                "guard"),
        *(Mistake("labels-smoothed", _smoothed(lambda k, e=e: 1 - e, lambda k, e=e: e),
                  "You move the labels off 0 and 1 and fit those. Finite, but not Firth's weights.", "guard")
          for e in (0.1, 0.05, 0.025, 0.01)),
        *(Mistake("labels-for-p", lambda X, y, pace=pace: _corrected(
                      lambda X, w, p: _weighted(X, w) * (0.5 - y), pace=pace)(X, y),
                  "You pull the labels towards one half. It is the probabilities that are pulled: h (1/2 - p).",
                  "another function")
          for pace in (0.2, 1)),
        Mistake("runs-away", _corrected(_half, pace=-1),
                "The walk runs away, until a table can no longer be inverted. Is the step added? And is each leverage "
                "a number of its own row? Test: all h add up to d.", "sign"),
    ),
    section="4.4",
)
