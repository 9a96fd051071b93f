"""Exercise 6.5a: batchnorm_forward."""

import numpy as np

from course_utils import networks
from course_utils.checks.alternatives._shared import BETA, GAMMA, NINE_DIGITS, SMALL, X
from course_utils.checks.definition._shared import made
from course_utils.checks.engine.arrays import in_a_row
from course_utils.checks.engine.exercise import Exercise, Part

_PLAIN = (np.ones(3), np.zeros(3))
_RNG = np.random.default_rng(3)
_TALL = _RNG.normal(5, 3, (25, 4)), np.array([1.0, 0.5, -2.0, 3.0]), np.array([0.0, -1.0, 2.0, 0.25]), 1e-3


def _deviation(x, eps):
    return np.sqrt(x.var(axis=0) + eps)


def _norm(mean=lambda x: x.mean(axis=0), deviation=_deviation, affine=lambda z, gamma, beta: gamma * z + beta,
          cache=lambda x, z, d, gamma, beta, eps: (z, d, gamma), back=lambda y, cache: (y, cache)):
    """Return an answer to batchnorm_forward from its steps."""
    def answer(x, gamma, beta, eps):
        d = deviation(x, eps)
        z = (x - mean(x)) / d
        return back(affine(z, gamma, beta), cache(x, z, d, gamma, beta, eps))

    return answer


def _too_early(x, gamma, beta, eps):
    return _norm(affine=lambda z, *_: z)(gamma * x + beta, gamma, beta, eps)


def _y(pair):
    """View y; where a tuple stands in its place, the arrays of that, end to end."""
    return pair[0] if isinstance(pair[0], np.ndarray) else in_a_row(pair[0])


_EDGE = (SMALL, np.array([2.0, 1.0]), np.array([0.0, 0.5]), 1e-5)
_FORWARD = ((X, GAMMA, BETA, 1e-5), _EDGE, _TALL)

exercise = Exercise(
    "batchnorm_forward",
    lambda x, gamma, beta, eps: _norm()(x, gamma, beta, eps),
    (
        Part("y with gamma 1 and beta "
             "0", ((X, *_PLAIN, 1e-5), (X[:2], *_PLAIN, 1e-5), (_TALL[0][:, :3], *_PLAIN, 1e-3)),
             "Over what do mean and variance run, and how many of each are there?", view=_y, shows="y",
             more="Each unit, that is each column, has a mean and a variance of its own. The variance is the one over "
                  "n.",
             **NINE_DIGITS),
        Part("y with gamma and beta", ((X, GAMMA, BETA, 1e-5), (X, GAMMA, BETA, 0.1), _TALL, (X[:, 1:2], GAMMA[1:2],
                                                                                        BETA[1:2], 1e-5)),
             "What comes first, the normalising or gamma and beta? Which of the two multiplies?", view=_y, shows="y",
             more="What stands before normalising is taken out by it again.", **NINE_DIGITS),
        Part("y where eps counts", (_EDGE, (X[:1], GAMMA, BETA, 0.01)),
             "Here a variance is as small as eps, or 0. To what is eps added, and when?", view=_y, shows="y",
             more="Work one column out by hand: its variance, plus eps, and only then the root.", **NINE_DIGITS),
        Part("the cache", _FORWARD, "Which three arrays does the exercise ask for, and in which order?",
             view=lambda pair: in_a_row(pair[1]), warnings_cost=False,
             shows="the three arrays end to end: x normalised, row by row; the deviations; gamma",
             more="One tuple of three: what came before gamma and beta, what you divided by, and gamma as it is.",
             **NINE_DIGITS),
    ),
    (
        *made("over-the-units", "axis", "The numbers are those of a mean or a variance over the units of each row, as "
              "in layer norm. Over what does batch norm average?",
              *(_norm(*steps) for steps in (
                  (lambda x: x.mean(axis=1, keepdims=True), lambda x, eps: np.sqrt(x.var(axis=1, keepdims=True) + eps)),
                  (lambda x: x.mean(axis=1, keepdims=True),)))),
        *made("whole-table", "axis", "The numbers are those of one mean, or one variance, for the whole table. How "
              "many of each has batch norm?", _norm(np.mean, lambda x, eps: np.sqrt(x.var() + eps)), _norm(np.mean),
              _norm(deviation=lambda x, eps: np.sqrt(x.var() + eps))),
        *made("n-minus-one", "mean or sum", "The numbers are those of a variance over n - 1. Over what does batch norm "
              "take it?", _norm(deviation=lambda x, eps: np.sqrt(x.var(axis=0, ddof=min(1, len(x) - 1)) + eps)),
              _norm(deviation=lambda x, eps: np.sqrt(x.var(axis=0, ddof=1) + eps))),
        *made("variance", "mean or sum", "The numbers are those of a division by the variance. Which of the two has "
              "the unit of x?", _norm(deviation=lambda x, eps: x.var(axis=0) + eps),
              _norm(deviation=lambda x, eps: np.sqrt(x.std(axis=0) + eps))),
        *made("summed", "mean or sum", "The numbers are those of a sum of squares where a variance was meant. Is it "
              "divided by n?", _norm(deviation=lambda x, eps: np.sqrt(x.var(axis=0) * len(x) + eps))),
        *made("eps-forgotten", "missing part", "The numbers are those without eps, so a unit that is constant over the "
              "batch divides 0 by 0.", _norm(deviation=lambda x, eps: x.std(axis=0))),
        *made("eps-misplaced", "brackets", "eps counts, but not as the exercise has it. Is it added to the variance, "
              "as it is, before the root?",
              *(_norm(deviation=deviation) for deviation in (
                  lambda x, eps: x.std(axis=0) + eps, lambda x, eps: x.std(axis=0) + np.sqrt(eps),
                  lambda x, eps: np.sqrt(x.var(axis=0) + eps**2), lambda x, eps: np.maximum(x.std(axis=0), eps),
                  lambda x, eps: np.sqrt(np.maximum(x.var(axis=0), eps)),
                  lambda x, eps: np.where(x.std(axis=0) > 0, x.std(axis=0), 1.0),
                  lambda x, eps: np.where(x.std(axis=0) > 0, x.std(axis=0), eps)))),
        *made("eps-fixed", "guard", "The numbers do not depend on the eps that is given.",
              *(_norm(deviation=lambda x, eps, e=e: np.sqrt(x.var(axis=0) + e))
                for e in (1e-5, 1e-8, 1e-3, 1e-6, 1e-12))),
        *made("mean-square", "mean or sum", "The numbers are those of a division by the root mean square of x. What is "
              "squared in a variance?", _norm(deviation=lambda x, eps: np.sqrt(np.mean(x**2, axis=0) + eps))),
        *made("mean-size", "another function", "The numbers are those of a division by the mean distance from the "
              "mean, or by the "
              "range.", _norm(deviation=lambda x, eps: np.mean(np.abs(x - x.mean(axis=0)), axis=0) + eps),
              _norm(deviation=lambda x, eps: np.ptp(x, axis=0) + eps)),
        *made("median", "another function", "The numbers are those of a median taken away. Take the mean.",
              _norm(lambda x: np.median(x, axis=0))),
        *made("not-centred", "missing part", "The numbers are those of an x from which nothing has been taken away.",
              _norm(mean=lambda x: 0.0)),
        *made("only-centred", "missing part", "The mean is gone, but every unit still has its old spread.",
              _norm(deviation=lambda x, eps: np.ones(x.shape[1]))),
        *made("times-deviation", "scale", "The numbers are those of a multiplication by the deviation. A wide unit "
              "should become narrower.", _norm(deviation=lambda x, eps: 1 / _deviation(x, eps))),
        *made("gamma-forgotten", "missing part", "y does not depend on gamma.",
              _norm(affine=lambda z, gamma, beta: z + beta)),
        *made("beta-forgotten", "missing part", "y does not depend on beta.",
              _norm(affine=lambda z, gamma, beta: gamma * z)),
        *made("gamma-and-beta-forgotten", "missing part", "y depends neither on gamma nor on beta.",
              _norm(affine=lambda z, gamma, beta: z)),
        *made("gamma-beta-swapped", "argument order", "y is what comes if gamma and beta change places. Which of them "
              "multiplies?", _norm(affine=lambda z, gamma, beta: beta * z + gamma)),
        *made("bracketed", "brackets", "y is what comes if gamma multiplies beta as well. Which comes last?",
              _norm(affine=lambda z, gamma, beta: gamma * (z + beta))),
        *made("scaled-too-early", "order of steps", "y hardly depends on gamma and beta, as if they came before "
              "normalising, which takes them out again.", _too_early),
        *made("one-of-two", "shape", "One thing came. Return two, separated by a comma: return y, cache",
              _norm(back=lambda y, cache: y)),
        *made("swapped", "argument order", "y comes first, then the cache.", _norm(back=lambda y, cache: (cache, y))),
        *made("four-things", "shape", "y is right. Four things came: y, and then three more. Put brackets around the "
              "three, so that they are one tuple.", _norm(back=lambda y, cache: (y, *cache))),
        *made("no-cache", "shape", "y is right. The cache is not what the exercise asks for, which is three arrays: x "
              "normalised, the deviations, gamma.",
              *(_norm(cache=cache) for cache in (
                  lambda x, z, d, g, b, e: (), lambda x, z, d, g, b, e: (z, d), lambda x, z, d, g, b, e: (z, d, g, e),
                  lambda x, z, d, g, b, e: (z, d, g, b), lambda x, z, d, g, b, e: (z, d, g, b, e),
                  lambda x, z, d, g, b, e: (x, z, d, g), lambda x, z, d, g, b, e: (x, d, g, e),
                  lambda x, z, d, g, b, e: (x, x.mean(axis=0), x.var(axis=0), g, e)))),
        *made("variance-in-cache", "another function", "y is right. The second array of the cache is another one than "
              "what you divided by.",
              *(_norm(cache=lambda x, z, d, g, b, e, kept=kept: (z, kept(x, d, e), g)) for kept in (
                  lambda x, d, e: d**2, lambda x, d, e: 1 / d, lambda x, d, e: x.var(axis=0),
                  lambda x, d, e: x.std(axis=0), lambda x, d, e: d + e, lambda x, d, e: x.mean(axis=0)))),
        *made("x-in-cache", "another function", "y is right. The first array of the cache should be x after "
              "normalising, before gamma and beta.",
              *(_norm(cache=lambda x, z, d, g, b, e, first=first: (first(x, z, g, b), d, g)) for first in (
                  lambda x, z, g, b: x, lambda x, z, g, b: x - x.mean(axis=0), lambda x, z, g, b: g * z + b,
                  lambda x, z, g, b: g * z))),
        *made("order-of-cache", "argument order", "y is right. The cache holds the right arrays in another order than "
              "the exercise asks for.",
              *(_norm(cache=lambda x, z, d, g, b, e, order=order: tuple((z, d, g)[i] for i in order))
                for order in ((0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)))),
        *made("beta-subtracted", "sign", "y is what comes if beta is subtracted.",
              _norm(affine=lambda z, gamma, beta: gamma * z - beta)),
        *made("gamma-divided", "scale", "y is what comes if gamma divides.",
              _norm(affine=lambda z, gamma, beta: z / gamma + beta)),
        *made("sign", "sign", "y is what comes from the mean minus x, with the sign turned round.",
              _norm(affine=lambda z, gamma, beta: beta - gamma * z)),
    ),
    (networks.layer_forward,),
    section="6.5a",
)
