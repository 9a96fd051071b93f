"""Exercise C2: train."""

import numpy as np

from course_utils import logistic
from course_utils.activations import sigmoid
from course_utils.checks.audit._shared import NINE
from course_utils.checks.engine.exercise import Exercise, Mistake, Part


def _training(p=sigmoid, gradient=lambda X, p, y: X.T @ (p - y.ravel()) / len(X), sign=-1, shape=-1, late=0, start=0.0,
              small=0.0):
    """Return an answer to train that takes steps of sign * lr * gradient(X, p, y), until none exceeds `small`."""

    def answer(X, y, lr, steps):
        w = np.full(X.shape[1], start)
        for _ in range(steps + late):
            slope = gradient(X, p(X @ w), y)
            if np.max(np.abs(slope)) < small:
                break
            w = w + sign * lr * slope
        return w.reshape(shape)

    return answer


def _twice(z):
    return sigmoid(sigmoid(z))


def _everyone_with_everyone(X, p, y):
    """Return the article's gradient: p of shape (n,) minus y of shape (n, 1) is a table of shape (n, n)."""
    return np.mean(X.T @ (p - y), axis=1)


def _total(X, p, y):
    return X.T @ (p - y.ravel())


def _mean(X, p, y):
    return _total(X, p, y) / len(X)


def _by_halving(X, y, lr, steps):
    """Walk, but halve a step for as long as the loss would rise."""
    w, labels = np.zeros(X.shape[1]), y.ravel()
    for _ in range(steps):
        loss, slope = logistic.logistic_loss_grad(w, X, labels)
        rate = lr
        while rate > 1e-9 and logistic.logistic_loss_grad(w - rate * slope, X, labels)[0] > loss:
            rate /= 2
        w = w - rate * slope
    return w


def _row_by_row(X, y, lr, steps):
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        for x, label in zip(X, y.ravel()):
            w = w - lr * (sigmoid(x @ w) - label) * x
    return w


def _with_ridge(X, y, lr, steps, strength, first):
    """Walk with a penalty on the weights from number `first` on."""
    w, labels = np.zeros(X.shape[1]), y.ravel()
    for _ in range(steps):
        w = w - lr * (_mean(X, sigmoid(X @ w), labels) + strength * w * (np.arange(len(w)) >= first))
    return w


_ROWS = np.array([[1, 0.5, -1.2], [1, -1.5, 0.3], [1, 2.0, 0.8], [1, 0.1, 1.9], [1, -0.7, -0.4]])
_COLUMN = np.array([[1], [0], [1], [1], [0]])
_MIXED = 1 - _COLUMN[[0, 1, 0, 1, 1]]
_TANGLED = np.array([[1.0, -1], [1, 0], [1, 1], [1, 2]]), _COLUMN[[1, 0, 1, 0]]  # no line separates them: a walk ends
_TWO = np.array([[1.0, 2.0], [1.0, -1.0]]), np.array([[0], [1]])
_WIDE = _ROWS * [1.0, 6.0, -4.0], _MIXED
_FIRST = (
    (_ROWS, _COLUMN, 0.5, 1), (_ROWS[::2], 1 - _COLUMN[::2], 2.0, 1), (*_TWO, 1.0, 1), (*_WIDE, 0.3, 1),
    (_ROWS[:1], _COLUMN[:1], 0.5, 1),
)  # fmt: skip
_ASKEW = np.column_stack([np.ones(5), [-0.2, 2.0, -1.2, -0.4, -0.6]]), np.array([[0], [0], [1], [1], [1]])
_MANY = (
    (_ROWS, _COLUMN, 0.5, 30), (_ROWS[1:], _COLUMN[1:], 1.0, 100), (_ROWS, _COLUMN, 0.5, 0), (_ROWS, _COLUMN, 1.0, 2),
    (_ROWS[1:2], _COLUMN[1:2], 1.0, 4), (*_TANGLED, 2.0, 400), (*_TANGLED, 10.0, 5), (_ROWS, _MIXED, 25.0, 4),
    (*_WIDE, 2.0, 6),
)  # fmt: skip


exercise = Exercise(
    "train",
    lambda X, y, lr, steps: _training()(X, y, lr, steps),
    (
        Part("the size of the first step", _FIRST, "Print the shapes of p, y and p - y. What is p at zero weights? "
             "Does your step grow with the number of rows?", view=np.abs, shows="the sizes of the weights",
             more="Begin with a single row and zero weights, where everything can be done by hand; then give two rows.",
             **NINE),
        Part("the direction of the first steps", (*_FIRST, (*_ASKEW, 1.0, 3)),
             "With a single row and the label 1: which way should p go, and which way does it?", view=np.sign,
             shows="the signs of the weights", more="A gradient points to where the loss grows.", **NINE),
        Part("many steps", _MANY, "Is each step taken from the weights of that moment, and are there exactly as many?",
             shows="the weights",
             more="Compare your weights after 0, 1 and 2 steps with those that you get by hand.", **NINE),
    ),
    (
        Mistake("as-printed", _training(_twice, _everyone_with_everyone, 1),
                "These are the weights of the article's loop. Start with one row and zero weights: what should p be "
                "there?", family="missing part"),
        *(Mistake("M17-table-of-errors", _training(p, _everyone_with_everyone, sign),
                  "The weights are those of a table of n rows and n columns: each prediction against each label. Which "
                  "shapes have p, y and p - y? Nothing warns.", family="shape")
          for p in (sigmoid, _twice) for sign in (-1, 1) if (p, sign) != (_twice, 1)),
        *(Mistake("M33-sigmoid-twice", _training(_twice, gradient, sign),
                  "The first step is that of a p of 0.62. At zero weights it should be one half. How many sigmoids are "
                  "there on the way?", family="missing part") for gradient in (_mean, _total) for sign in (-1, 1)),
        *(Mistake("uphill", _training(gradient=gradient, sign=1),
                  "The loss grows with each step. Which way does the gradient point?", family="sign")
          for gradient in (_mean, _total)),
        Mistake("summed", _training(gradient=_total),
                "Your first step is n times the right one, as of the gradient of the SUM. Take the mean.",
                family="mean or sum"),
        *(Mistake("M15-slope-of-sigmoid", _training(gradient=lambda X, p, y, k=k: k(X) * _total((X.T * p * (1 - p)).T,
                                                                                           p, y)),
                  "Your steps are those of a gradient with the sigmoid's slope in it, as of the squared error. Does "
                  "the log-loss keep that factor?", family="chain rule")
          for k in (lambda X: 1 / len(X), lambda X: 2 / len(X), lambda X: 1)),
        Mistake("divided-by-columns", _training(gradient=lambda X, p, y: _total(X, p, y) / X.shape[1]),
                "The gradient is divided by the number of columns. The mean loss is a mean over the rows.",
                family="mean or sum"),
        Mistake("divided-by-columns", _training(gradient=lambda X, p, y: _total(X, p, y) / X.size),
                "The gradient is divided by the number of all entries of X. The mean loss is a mean over the rows.",
                family="mean or sum"),
        Mistake("first-step-only", lambda X, y, lr, steps: _training()(X, y, lr, min(steps, 1)),
                "After the first step the weights change no more. Does the return stand inside the loop?",
                family="off by one"),
        Mistake("same-gradient", lambda X, y, lr, steps: steps * _training()(X, y, lr, 1),
                "All your steps are equal to the first. Is the gradient taken anew, at the weights of that moment?",
                family="order of steps"),
        *(Mistake("decided-too-early", _training(decide),
                  "Your first step is that of a p of 0 or 1. Is p rounded to yes or no before it is compared?",
                  family="order of steps") for decide in (lambda z: (z > 0).astype(float),
                                                          lambda z: (z >= 0).astype(float))),
        Mistake("column", _training(shape=(-1, 1)),
                "The weights come back as a column. Return them with the shape (d,).", family="shape"),
        Mistake("one-too-many", _training(late=1), "The weights are those after one step more.", family="off by one"),
        Mistake("averaged-too-far", _training(gradient=lambda X, p, y: np.mean(_total(X, p, y))),
                "All weights take the same step. Over what does your mean run? Each weight has a slope of its own.",
                family="mean or sum"),
        Mistake("divided-twice", _training(gradient=lambda X, p, y: _total(X, p, y) / len(X) ** 2),
                "Your first step is n times too short. Is the gradient divided by n twice?", family="mean or sum"),
        Mistake("no-sigmoid", _training(lambda z: z), "The weights are those of a p that is X @ w itself, from 0 on. "
                "Where is the sigmoid?", family="missing part"),
        Mistake("another-sigmoid", _training(np.tanh),
                "The weights are those of a p that is the tanh of X @ w, 0 at zero weights. What should p be there?",
                family="another function"),
        Mistake("one-too-few", _training(late=-1), "The weights are those after one step less.", family="off by one"),
        Mistake("lr-ignored", lambda X, y, lr, steps: _training()(X, y, 1.0, steps),
                "The steps do not depend on lr.", family="missing part"),
        *(Mistake("doubled", _training(gradient=lambda X, p, y, k=k: k * _mean(X, p, y)),
                  f"Your first step is {k} times the right one. Is the loss another one than the mean log-loss?",
                  family="scale") for k in (2, 0.5)),
        *(Mistake("other-start", _training(start=start), "Your weights do not start at 0.", family="order of steps")
          for start in (1.0, 0.5, 0.01)),
        *(Mistake("ridge", lambda X, y, lr, steps, k=k, sel=sel: _with_ridge(X, y, lr, steps, k, sel),
                  "After the first step your weights are pulled towards 0. Nothing of the kind was asked for.",
                  family="missing part") for k in (1.0, 0.1, 0.01) for sel in (0, 1)),
        Mistake("halved", _by_halving,
                "Right where the loss falls with each step. Where a step overshoots, yours is shorter than lr says: is "
                "it halved on the way? Exactly this lr was asked for.", family="guard"),
        *(Mistake("stopped-early", _training(small=small),
                  "Right after a few steps. After many the weights are near, as of a walk that ends before its last "
                  "step. Is there a tolerance that stops it?", family="precision")
          for small in (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-8)),
        *(Mistake("row-by-row", lambda X, y, lr, steps, divide=divide: _row_by_row(X, y, lr / divide(X), steps),
                  "The weights are those of a walk that takes the rows one after the other. A step has the mean over "
                  "all of them.", family="order of steps") for divide in (lambda X: 1, len)),
        Mistake("normalised", _training(gradient=lambda X, p, y: _total(X, p, y) / np.linalg.norm(_total(X, p, y))),
                "All your steps have the length lr. How long a step is depends on the gradient, too.", family="scale"),
    ),
    (logistic.fit_gd,),
    section="C2",
)
