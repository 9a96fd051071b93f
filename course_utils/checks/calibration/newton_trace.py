"""Exercise 4.2: newton_trace."""

import numpy as np

from course_utils import calibration
from course_utils.activations import sigmoid, sigmoid_grad
from course_utils.checks.calibration._shared import CLOCK, DAMAGE, HALVES, RINGS
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.checks.logistic_regression._shared import RINGS as IN_DEGREES
from course_utils.checks.logistic_regression._shared import TABLE, log_loss, several
from course_utils.logistic import add_intercept, fit_newton

_LABELS = np.array([1, 0, 0, 1, 1, 0])


def _inverse_times(H, g):
    return np.linalg.solve(H, g)


def _plain(w, step):
    return w - step


def _walk(bend=sigmoid_grad, predict=sigmoid, longer=lambda n: 1.0, start=0.0, l2=0.0, jitter=0.0, step=_inverse_times,
          move=_plain, extra=0, ends=lambda step, w, before, X, y: False, fill=False):  # fmt: skip
    """Return an answer to newton_trace: all its weights, with one thing done differently.

    It ends where ends(step, w, weights before, X, y) is true; if `fill`, its last weights fill the rows that remain.
    """

    def trace(X, y, steps):
        w, path, before = np.full(X.shape[1], start), [], None
        for _ in range(steps + extra):
            H = (X.T * bend(X @ w)) @ X + (l2 + jitter) * np.eye(w.size)
            s = longer(len(y)) * step(H, X.T @ (predict(X @ w) - y) + l2 * w)
            if ends(s, w, before, X, y):
                break
            w, before = move(w, s), w
            path.append(w)
        return np.array(path + [w] * (fill * (steps - len(path))))

    return trace


_right = _walk()


def _of_right(function):
    """Return an answer that makes something of the right rows."""
    return lambda X, y, steps: function(_right(X, y, steps))


def _behind_zeros(W):
    return np.vstack([np.zeros((1, W.shape[1])), W])


def _step_below(least):
    return lambda step, w, before, X, y: np.abs(step).max() < least


def _loss_falls_less_than(least):
    return lambda step, w, before, X, y: before is not None and (
        log_loss(X @ before, y).mean() - log_loss(X @ w, y).mean() < least)


def _one_diagonal(H, g):
    return g / np.diag(H)


_SHORT = ((TABLE, _LABELS, 1), (CLOCK, HALVES, 1), (IN_DEGREES, DAMAGE, 1))
_LONG = (
    (CLOCK, HALVES, 9), (RINGS, DAMAGE, 3), (TABLE, _LABELS, 4), (add_intercept(CLOCK + 0.5), HALVES, 10),
    (IN_DEGREES * [1, 0.01], DAMAGE, 12), (CLOCK, HALVES, 15),
)  # fmt: skip
_DIGITS = {"rtol": 1e-6, "atol": 1e-9}

exercise = Exercise(
    "newton_trace",
    lambda X, y, steps: _right(X, y, steps),
    (
        Part("the first step", _SHORT, "What is p at zero weights? Which system of equations does the first step "
                                       "solve?",
             1.0, **_DIGITS, view=lambda W: np.atleast_2d(W)[-1], shows="the weights after the last step",
             more="(X.T * v) @ X is the product with v on the diagonal, without a large table. The table on the left "
             "and the numbers on the right are both sums over the rows: divide neither by n, or both. np.linalg.solve "
             "gives the step; it is subtracted."),
        Part("where the walk ends", _LONG, "Which p belongs to the second step?", 1.0, **_DIGITS,
             view=lambda W: np.atleast_2d(W)[-1], shows="the weights after the last step",
             more="Compute p, the table and the right side anew at the weights of each step. Take every step whole, "
             "and all of them, also where the walk has settled and where it goes on for ever."),
        Part("every step on the way", _LONG, "What is kept in each turn of the loop? Is it still the same at the end?",
                                             2.0,
             **_DIGITS, view=np.asarray, shows="the weights after each step",
             more="Append the weights to a list after each step. w -= step changes the array that is in the list "
             "already; w = w - step makes a new one."),
    ),
    (
        *several("uphill", "The first step has the right length and the opposite direction. Is it added?", "sign",
                 _walk(longer=lambda n: -1.0)),
        *several("gradient-descent", "The steps follow the gradient, of another length than Newton's and in another "
                 "direction. Is the table on the left used at all?", "another function", _walk(step=lambda H, g: g),
                 *(_walk(step=lambda H, g, lr=lr: lr * g, longer=longer) for lr in (1.0, 0.5, 0.1, 0.01, 0.001)
                   for longer in (lambda n: 1 / n, lambda n: 1.0))),
        *several("halved", "Each step is half of Newton's. Plain Newton takes it whole.", "guard",
                 _walk(longer=lambda n: 0.5)),
        *several("doubled", "Each step is twice as long as Newton's. Where does a 2 come from?", "scale",
                 _walk(longer=lambda n: 2.0)),
        *several("multiplied", "The first step is as if the table multiplied the right side. Newton divides by it: "
                 "which function of NumPy solves a system of equations?", "scale", _walk(step=lambda H, g: H @ g),
                 _walk(step=lambda H, g: (np.linalg.inv(H) * g).sum(axis=0))),
        *several("mean-and-total", "The steps are n times too short, or too long. Are the table and the right side "
                 "both sums, or both means?", "mean or sum", _walk(longer=lambda n: 1 / n), _walk(longer=float),
                 _walk(longer=float, bend=lambda z: sigmoid(z) * (1 - sigmoid(z)))),
        *several("no-curvature", "The steps are too short, as if p(1 - p) were missing from the table: that of a "
                 "straight-line fit.", "missing part", _walk(bend=np.ones_like)),
        *several("curvature-not-renewed", "The first step is right, the next ones are too short. Does the table stay "
                 "as it was at zero weights, where p(1 - p) is 1/4?",
                 "order of steps", _walk(bend=lambda z: np.full_like(z, 0.25))),
        *several("other-curvature", "The steps are those of another table: is each row weighed by p(1 - p), or by p, "
                 "by 1 - p, by a square?", "missing part", _walk(bend=sigmoid), _walk(bend=lambda z: sigmoid(-z)),
                 _walk(bend=lambda z: sigmoid(z) ** 2), _walk(bend=lambda z: sigmoid_grad(z) ** 2),
                 _walk(bend=lambda z: np.sqrt(sigmoid_grad(z)))),
        *several("diagonal-only", "Right where there is one weight. With more, the steps are as if each weight stood "
                 "alone: is only the diagonal of the table used?", "missing part", _walk(step=_one_diagonal)),
        *several("no-sigmoid", "Steps of 4 times a least-squares fit, or the like: is the prediction X @ w itself, "
                 "without the sigmoid?", "missing part", _walk(predict=lambda z: z)),
        *several("M33-sigmoid-twice", "At zero weights this walk sees chances of 0.62, not 0.5. Does X @ w go through "
                 "the sigmoid twice?", "missing part", _walk(predict=lambda z: sigmoid(sigmoid(z))),
                 _walk(predict=lambda z: sigmoid(sigmoid(z)), bend=lambda z: sigmoid_grad(sigmoid(z)))),
        *several("started-elsewhere", "The first step does not start at 0. At which weights does the walk begin?",
                 "off by one", *(_walk(start=start) for start in (1.0, 0.5, 0.1, 0.01))),
        *several("M22-ridge", "The first step is a little, or much, too short, and later ones are pulled back. Is "
                 "there a penalty, or something added to the table's diagonal? Plain Newton adds nothing.", "guard",
                 *(_walk(l2=l2) for l2 in (1.0, 0.1, 0.01, 1e-3, 1e-4)),
                 *(_walk(jitter=e) for e in (1.0, 0.1, 0.01, 1e-3, 1e-4, 1e-5))),
        *several("nearly", "Right where p(1 - p) is large; on separable data the later steps are too short. Does p(1 - "
                 "p), or the table, get a small number added, or a floor? Plain Newton adds nothing.", "guard",
                 *(_walk(jitter=e) for e in (1e-6, 1e-7, 1e-8, 1e-9, 1e-10)),
                 *(_walk(bend=lambda z, e=e: sigmoid_grad(z) + e) for e in (1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-10)),
                 *(_walk(bend=lambda z, e=e: np.maximum(sigmoid_grad(z), e)) for e in (
                     0.1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6)),
                 *(_walk(bend=lambda z, e=e: (p := np.clip(sigmoid(z), e, 1 - e)) * (1 - p)) for e in (
                     1e-2, 1e-3, 1e-4, 1e-5, 1e-6))),
        *several("stopped-early", "The rows that came are right, but the walk ends before `steps` steps, or stands "
                 "still. Is there a condition that breaks off? Take all of them.", "precision",
                 *(_walk(ends=_step_below(least)) for least in (0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6, 1e-8, 1e-10)),
                 *(_walk(ends=_step_below(least), fill=True) for least in (0.1, 0.01, 1e-3, 1e-4)),
                 *(_walk(ends=_loss_falls_less_than(least))
                   for least in (1e-3, 1e-4, 1e-5, 1e-6, 1e-8, 1e-10, 1e-12, 0.0)),
                 *(_walk(ends=_loss_falls_less_than(least), fill=True) for least in (1e-3, 1e-4, 1e-5)),
                 lambda X, y, steps: fit_newton(X, y).path[1 : steps + 1],
                 lambda X, y, steps: fit_newton(X, y).path[1:]),
        *several("step-limited", "Right where the steps are short. Long ones are cut: is there a largest step? Plain "
                 "Newton takes each whole.", "guard",
                 *(_walk(move=lambda w, s, most=most: w - np.clip(s, -most, most)) for most in (0.5, 1, 2, 5, 10)),
                 *(_walk(move=lambda w, s, most=most: w - s * min(1, most / max(np.linalg.norm(s), 1e-300)))
                   for most in (0.5, 1, 2, 5, 10))),
        *several("start-included", "There is one row too many: the zeros of the start are among them. Keep the weights "
                 "AFTER each step.", "off by one", _of_right(_behind_zeros)),
        *several("one-behind", "The first row is zeros, and the last step is missing. Are the weights kept before the "
                 "step?", "off by one", _of_right(lambda W: _behind_zeros(W)[:-1])),
        *several("one-step-off", "The rows are right, but there is one too many or too few. How often does the loop "
                                 "run?",
                 "off by one", _walk(extra=1), lambda X, y, steps: _right(X, y, steps)[: max(steps - 1, 1)],
                 _walk(extra=-1)),
        *several("last-only", "Only the weights at the end came back. Keep those after each step, inside the loop.",
                 "shape",
                 _of_right(lambda W: W[-1]), _of_right(lambda W: W[-1:])),
        *several("same-array", "All rows are the last one. Was one array kept many times, and changed at each step?",
                 "order of steps", _of_right(lambda W: np.tile(W[-1], (len(W), 1)))),
        *several("only-last-filled", "All rows but the last are zeros. Does a line stand behind the loop that belongs "
                 "into it?", "order of steps", _of_right(lambda W: W * (np.arange(len(W)) == len(W) - 1)[:, None])),
        *several("backwards", "The rows are right and in the opposite order. The first step comes first.", "axis",
                 _of_right(lambda W: W[::-1])),
        *several("transposed", "Rows and columns are exchanged: one row for each step, one column for each weight.",
                 "axis",
                 _of_right(lambda W: W.T)),
        *several("steps-not-weights", "These are the steps, or their sums are. Keep the weights that the steps lead "
                                      "to.",
                 "another function", _of_right(lambda W: np.diff(_behind_zeros(W), axis=0)),
                 _of_right(lambda W: np.cumsum(W, axis=0))),
        *several("steps-ignored", "The number of rows does not depend on `steps`.", "order of steps",
                 *(lambda X, y, steps, many=many: _right(X, y, many) for many in (1, 5, 10, 20)),
                 lambda X, y, steps: _walk(ends=_step_below(1e-9))(X, y, 16)),
        *several("other-numbers", "One number for each step came, a length or a loss or a single weight. Keep all the "
                 "weights.", "another function", _of_right(lambda W: np.linalg.norm(W, axis=1)),
                 _of_right(lambda W: W[:, -1]), _of_right(lambda W: W[:, 0]),
                 lambda X, y, steps: np.array([log_loss(X @ w, y).mean() for w in _right(X, y, steps)])),
        *several("flat", "All weights stand in one long row. One row for each step is asked for; does np.append join "
                 "them end to end?", "shape", _of_right(np.ravel)),
        *several("nothing-renewed", "All steps are the same as the first. Are p and the table computed once, before "
                 "the loop?", "order of steps",
                 lambda X, y, steps: np.arange(1, steps + 1)[:, None] * _right(X, y, 1)),
        *several("weights-lost", "Right for one step; then the weights are only as large as one step. Are they "
                 "replaced by it?", "order of steps", _walk(move=lambda w, s: -s)),
        *several("column", "Each row of weights came as a column. Return rows of weights, shape (steps, d).", "shape",
                 _of_right(lambda W: W[:, :, None])),
    ),
    without=(calibration.newton_trace,),
    section="4.2",
)
