"""Exercise 6.5a: batchnorm_forward."""

import numpy as np

from course_utils.checks.alternatives._shared import BETA, GAMMA, NINE_DIGITS, SMALL, X
from course_utils.checks.engine.arrays import in_a_row
from course_utils.checks.engine.exercise import Exercise, Mistake, Part

_PLAIN = (np.ones(3), np.zeros(3))


def _norm(mean=lambda x: x.mean(axis=0), deviation=lambda x, eps: np.sqrt(x.var(axis=0) + eps),
          affine=lambda z, gamma, beta: gamma * z + beta, cache=lambda x, z, d, gamma, beta: (z, d, gamma)):
    """Return an answer to batchnorm_forward from its steps."""
    def answer(x, gamma, beta, eps):
        d = deviation(x, eps)
        z = (x - mean(x)) / d
        return affine(z, gamma, beta), cache(x, z, d, gamma, beta)

    return answer


def _four_things(x, gamma, beta, eps):
    y, cache = _norm()(x, gamma, beta, eps)
    return y, *cache


def _y(pair):
    """View y; where a tuple stands in its place, the arrays of that, end to end."""
    return pair[0] if isinstance(pair[0], np.ndarray) else in_a_row(pair[0])


_FORWARD = ((X, GAMMA, BETA, 1e-5), (SMALL, np.array([2.0, 1.0]), np.array([0.0, 0.5]), 1e-5))


exercise = Exercise(
    "batchnorm_forward",
    lambda x, gamma, beta, eps: _norm()(x, gamma, beta, eps),
    (
        Part("y with gamma 1 and beta 0", ((X, *_PLAIN, 1e-5), (X[:2], *_PLAIN, 1e-5)),
             "Unit by unit, over the rows: subtract the mean, divide by the root of (variance + eps).",
             view=_y, **NINE_DIGITS),
        Part("y with gamma and beta", ((X, GAMMA, BETA, 1e-5), (X, GAMMA, BETA, 0.1)),
             "Normalise first; then multiply by gamma, then add beta.", view=_y, **NINE_DIGITS),
        Part("y where eps counts", _FORWARD[1:],
             "Here a variance is as small as eps, or 0. eps is added to the variance, before the root.",
             view=_y, **NINE_DIGITS),
        Part("the cache", _FORWARD,
             "Three arrays, shown end to end: x normalised, row by row; the deviations; gamma.",
             view=lambda pair: in_a_row(pair[1]), **NINE_DIGITS),
    ),
    (
        Mistake("over-the-units", _norm(lambda x: x.mean(axis=1, keepdims=True),
                                        lambda x, eps: np.sqrt(x.var(axis=1, keepdims=True) + eps)),
                "You average over the units of each row, which is layer norm. Batch norm averages over the rows, unit "
                "by unit.", family="axis"),
        Mistake("whole-table", _norm(np.mean, lambda x, eps: np.sqrt(x.var() + eps)),
                "One mean and one variance for the whole table. Batch norm has one of each for every unit.",
                family="axis"),
        Mistake("whole-table", _norm(np.mean),
                "You subtract one mean, that of the whole table. Each unit has a mean of its own.", family="axis"),
        Mistake("n-minus-one", _norm(deviation=lambda x, eps: np.sqrt(x.var(axis=0, ddof=1) + eps)),
                "You divide by n - 1 in the variance. Batch norm divides by n, as np.var does.", family="mean or sum"),
        Mistake("variance", _norm(deviation=lambda x, eps: x.var(axis=0) + eps),
                "You divide by the variance. Its root has the unit of x.", family="mean or sum"),
        Mistake("eps-forgotten", _norm(deviation=lambda x, eps: x.std(axis=0)),
                "eps is not used, so a unit that is constant over the batch divides 0 by 0.", family="missing part"),
        Mistake("eps-outside", _norm(deviation=lambda x, eps: x.std(axis=0) + eps),
                "eps is added to the deviation. It belongs to the variance, inside the root.", family="brackets"),
        Mistake("eps-fixed", _norm(deviation=lambda x, eps: np.sqrt(x.var(axis=0) + 1e-5)),
                "Your eps is always 0.00001. Use the one that is given.", family="guard"),
        Mistake("mean-square", _norm(deviation=lambda x, eps: np.sqrt(np.mean(x**2, axis=0) + eps)),
                "You divide by the root mean square of x. For the variance take the mean off x first, then square.",
                family="mean or sum"),
        Mistake("not-centred", _norm(mean=lambda x: 0.0),
                "The mean is not subtracted.", family="missing part"),
        Mistake("only-centred", _norm(deviation=lambda x, eps: np.ones(x.shape[1])),
                "The mean is gone, but every unit still has its old spread. Divide by the deviation.",
                family="missing part"),
        Mistake("gamma-forgotten", _norm(affine=lambda z, gamma, beta: z + beta),
                "gamma is not used.", family="missing part"),
        Mistake("beta-forgotten", _norm(affine=lambda z, gamma, beta: gamma * z),
                "beta is not used.", family="missing part"),
        Mistake("gamma-and-beta-forgotten", _norm(affine=lambda z, gamma, beta: z),
                "gamma and beta are not used.", family="missing part"),
        Mistake("gamma-beta-swapped", _norm(affine=lambda z, gamma, beta: beta * z + gamma),
                "gamma and beta have changed places: gamma multiplies.", family="argument order"),
        Mistake("bracketed", _norm(affine=lambda z, gamma, beta: gamma * (z + beta)),
                "gamma multiplies beta as well. Scale first, shift after.", family="brackets"),
        Mistake("scaled-too-early", lambda x, gamma, beta, eps: _norm(affine=lambda z, *_: z)(gamma * x + beta, gamma,
                                                                                           beta, eps),
                "You scale and shift before normalising, which takes both out again. Normalise first.",
                family="order of steps"),
        Mistake("one-of-two", lambda x, gamma, beta, eps: _norm()(x, gamma, beta, eps)[0],
                "Return two things, separated by a comma: return y, cache", family="shape"),
        Mistake("swapped", lambda x, gamma, beta, eps: _norm()(x, gamma, beta, eps)[::-1],
                "y comes first, then the cache.", family="argument order"),
        Mistake("four-things", lambda x, gamma, beta, eps: _four_things(x, gamma, beta, eps),
                "y is right. You return four things: y, and then three more. Put brackets around the three, so that "
                "they are one tuple.", family="shape"),
        Mistake("no-cache", _norm(cache=lambda x, z, d, gamma, beta: ()),
                "y is right. The cache is not what the exercise asks for: a tuple of three arrays.", family="shape"),
        *(Mistake("variance-in-cache", _norm(cache=lambda x, z, d, gamma, beta, kept=kept: (z, kept(x, d), gamma)),
                  "y is right. The second array of the cache should be what you divided by, the deviations.",
                  family="another function")
          for kept in (lambda x, d: d**2, lambda x, d: 1 / d, lambda x, d: x.var(axis=0), lambda x, d: x.std(axis=0))),
        *(Mistake("x-in-cache", _norm(cache=lambda x, z, d, g, beta, first=first: (first(x, g * z + beta), d, g)),
                  "y is right. The first array of the cache should be x after normalising, before gamma and beta.",
                  family="another function")
          for first in (lambda x, y: x, lambda x, y: x - x.mean(axis=0), lambda x, y: y)),
        Mistake("order-of-cache", _norm(cache=lambda x, z, d, gamma, beta: (z, gamma, d)),
                "y is right. The cache holds the right arrays in another order than the exercise asks for.",
                family="argument order"),
        Mistake("order-of-cache", _norm(cache=lambda x, z, d, gamma, beta: (d, z, gamma)),
                "y is right. The cache holds the right arrays in another order than the exercise asks for.",
                family="argument order"),
        *(Mistake("no-cache", lambda x, gamma, beta, eps, kept=kept: (
                      (y_and_cache := _norm()(x, gamma, beta, eps))[0], kept(x, *y_and_cache[1], beta, eps)),
                  "y is right. The cache holds more or fewer arrays than the exercise asks for: three, x normalised, "
                  "the deviations, gamma.", family="shape")
          for kept in (lambda x, z, d, gamma, beta, eps: (z, d), lambda x, z, d, gamma, beta, eps: (z, d, gamma, eps),
                       lambda x, z, d, gamma, beta, eps: (z, d, gamma, beta),
                       lambda x, z, d, gamma, beta, eps: (x, z, d, gamma))),
        *(Mistake("eps-misplaced", _norm(deviation=deviation),
                  "eps is used, but not as the exercise has it: added to the variance, as it is, before the root.",
                  family="brackets")
          for deviation in (lambda x, eps: x.std(axis=0) + np.sqrt(eps), lambda x, eps: np.sqrt(x.var(axis=0) + eps**2),
                            lambda x, eps: np.maximum(x.std(axis=0), eps),
                            lambda x, eps: np.sqrt(np.maximum(x.var(axis=0), eps)))),
        Mistake("beta-subtracted", _norm(affine=lambda z, gamma, beta: gamma * z - beta),
                "beta is subtracted. It is added.", family="sign"),
        Mistake("gamma-divided", _norm(affine=lambda z, gamma, beta: z / gamma + beta),
                "You divide by gamma. It multiplies.", family="scale"),
    ),
    section="6.5a",
)
