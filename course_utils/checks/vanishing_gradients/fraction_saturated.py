"""Exercise 5.8: fraction_saturated."""

import numpy as np

from course_utils import training
from course_utils.activations import sigmoid, sigmoid_grad, sigmoid_second_derivative, tanh_grad
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.checks.vanishing_gradients._shared import named


def _flat(z, threshold):
    return sigmoid_grad(z) < threshold


def _shares(*saturated):
    """List answers to fraction_saturated: the shares of entries for which saturated(z, threshold)."""
    return [lambda z, threshold=0.01, f=f: np.mean(f(np.asarray(z, dtype=float), threshold)) for f in saturated]


def _of(*shares):
    """List answers that make another number of the right yes and no: share(flat, z)."""
    return [lambda z, threshold=0.01, f=f: f(_flat(z, threshold), np.asarray(z)) for f in shares]


def _formula(z, t):
    with np.errstate(all="warn"):
        s = 1 / (1 + np.exp(-z))
        return s * (1 - s) < t


_COMPARED = (lambda z, t: _flat(z, t) & (z > 0), lambda z, t: _flat(z, t) & (z < 0), lambda z, t: sigmoid(z) < t,
             lambda z, t: sigmoid(z) > 1 - t, lambda z, t: sigmoid_grad(z) > t, lambda z, t: sigmoid(-np.abs(z)) < t,
             lambda z, t: np.abs(z) > 5, lambda z, t: np.abs(z) < t, lambda z, t: tanh_grad(z) < t,
             lambda z, t: z * (1 - z) < t)  # fmt: skip
_COUNTED = (np.sum, lambda flat: 100 * np.mean(flat), lambda flat: flat, lambda flat: np.mean(flat, axis=0),
            lambda flat: np.mean(flat, axis=-1), lambda flat: np.sum(flat) / len(flat))  # fmt: skip
_MANY = np.array([[-7.0, -4.59, -4.0, -2.1], [0.0, 0.03, 3.0, 4.59], [4.7, 5.5, 6.0, 12.0]])
_WHOLE = np.array([[-7, 0, 5], [3, -5, 1]])
_BLOCK = np.random.default_rng(7).normal(0, 5, (3, 4, 5)).round(1)
_ROW = np.array([0.5, -5.0, 1.0, -1.0, 2.0, 3.0, 4.0])
_AT_1E_15 = -np.log(1e-15 * np.array([1.003, 1.01, 1.02, 0.997, 0.99, 0.98]))  # slopes on both sides of it


exercise = Exercise(
    "fraction_saturated",
    lambda z, threshold=0.01: _shares(_flat)[0](z, threshold),
    (
        Part("the usual threshold", ((_MANY,), (_ROW,), (_WHOLE,), (_BLOCK,), (_MANY.T,), (np.array([[-6.0]]),)),
             "What is asked of each entry of z? And what makes a share of so many answers yes and no?",
             shows="the share", more="A comparison of an array with a number is an array of True and False, of the "
             "same shape. For a mean they count as 1 and 0."),
        Part("other thresholds", ((_MANY, 0.1), (_MANY, 1e-3), (np.array([-20.0, 40.0, 30.0]), 1e-12), (_BLOCK, 0.05),
                                  (np.array([0.0, 3.0, -1.0, 0.0]), 0.25), (_ROW, 0.2)),
             "What does the second argument say, and is a slope that equals it below it?", shows="the share",
             more="The threshold is compared with the slope, not with z and not with the output. The default belongs "
             "to the first line of the function, and nowhere else."),
        Part("far out", ((np.array([-1000.0, 0.0, 1000.0, -0.5, 1.0]),), (np.array([[1000.0, -1000.0]]), 0.1),
                         (_AT_1E_15, 1e-15), (-_AT_1E_15[:3], 1e-15)),
             "Does anything of your own take exp(1000) on the way, or 1 minus an output that is next to 1? Which "
             "function of the course does not?",
             shows="the share", more="See the functions named at the top of the notebook: one of them takes z and "
             "gives the slope, to all digits."),
    ),
    (
        *named("overflow", "overflow", "The share is right, but NumPy had to warn at plus or minus 1000. Is exp(1000) "
               "formed on the way?", *_shares(_formula, lambda z, t: 1 / (2 + 2 * np.cosh(z)) < t,
                                              lambda z, t: 1 / (4 * np.cosh(z / 2) ** 2) < t)),
        *named("subtracted", "cancellation", "Right for the thresholds at which slopes are not tiny. Where an output "
               "is next to 1, is it taken from 1, or a square of it? Few digits of the slope are left then.",
               *_shares(lambda z, t: sigmoid(z) * (1 - sigmoid(z)) < t, lambda z, t: sigmoid(z) - sigmoid(z) ** 2 < t,
                        lambda z, t: (1 - np.tanh(z / 2) ** 2) / 4 < t)),
        *named("nan-far-out", "overflow", "Right where z is moderate. At plus or minus 1000 units are not counted: is "
               "infinity divided by infinity there? That is nan, and nan is below nothing.",
               *_shares(lambda z, t: np.exp(-z) / (1 + np.exp(-z)) ** 2 < t,
                        lambda z, t: np.exp(z) / (1 + np.exp(z)) ** 2 < t)),
        *named("one-side-only", "missing part", "This counts the units on one side of 0. On which sides is a sigmoid "
               "flat?", *_shares(lambda z, t: _flat(z, t) & (z > 0), lambda z, t: _flat(z, t) & (z < 0))),
        *named("height-for-slope", "another function", "This fits the OUTPUT's distance from 0 or 1, or a logarithm of "
               "the threshold as a limit for z. The threshold is for the slope, which is not quite the same.",
               *_shares(lambda z, t: sigmoid(-np.abs(z)) < t, lambda z, t: np.abs(z) > -np.log(t))),
        *named("output-for-slope", "another function", "This compares the output with the threshold, or with 1 less "
               "the threshold. A unit is saturated where its SLOPE is small: on which sides is that?",
               *_shares(lambda z, t: sigmoid(z) < t, lambda z, t: sigmoid(z) > 1 - t,
                        lambda z, t: sigmoid(z) ** 2 < t)),
        *named("M8-slope-of-the-output", "order of steps", "No output is far out, and so hardly a unit is saturated "
               "here. Is the slope taken at z, or at the output?", *_shares(lambda z, t: sigmoid_grad(sigmoid(z)) < t)),
        *named("M8-formula-of-z", "another function", "z (1 - z) < threshold gives these shares. What must stand for z "
               "in it, to be the sigmoid's slope?", *_shares(lambda z, t: z * (1 - z) < t)),
        *named("input-small", "another function", "z itself, or its size, is compared with the threshold here. Is a "
               "sigmoid flat or steep where z is small?", *_shares(lambda z, t: np.abs(z) < t, lambda z, t: z < t)),
        *named("tanh", "another function", "This fits the slope of tanh, or a quarter of it. Whose slope is asked for?",
               *_shares(lambda z, t: tanh_grad(z) < t, lambda z, t: 1 - sigmoid(z) ** 2 < t,
                        lambda z, t: tanh_grad(z) / 4 < t)),
        *named("threshold-scaled", "scale", "This fits another threshold: a multiple of it, a part, its square, or one "
               "relative to the largest slope. With what is the slope compared?", *_shares(
                   lambda z, t: sigmoid_grad(z) < 4 * t, lambda z, t: sigmoid_grad(z) < t / 4,
                   lambda z, t: sigmoid_grad(z) < t**2, lambda z, t: sigmoid_grad(z) < 2 * t,
                   lambda z, t: sigmoid_grad(z) < t / 2, lambda z, t: sigmoid_grad(z) < 100 * t,
                   lambda z, t: sigmoid_grad(z) / sigmoid_grad(z).max() < t)),
        *named("count", "mean or sum", "This is a count. What makes a share of it?", *_of(lambda flat, z: flat.sum())),
        *named("percent", "scale", "These are per cent. A share runs from 0 to 1.",
               *_of(lambda flat, z: 100 * flat.mean(), lambda flat, z: round(100 * flat.mean()))),
        *named("others", "complement", "This is the share of the units that are NOT saturated.",
               *_of(lambda flat, z: 1 - flat.mean()), *_shares(lambda z, t: sigmoid_grad(z) > t)),
        *named("threshold-ignored", "missing part", "The threshold plays no part here: it is 0.01, z beyond 4.585, "
               "whatever is given.",
               *_shares(lambda z, t: _flat(z, 0.01))),
        *named("other-count", "mean or sum", "The count is divided by something else than the number of entries: the "
               "rows, the columns, n - 1, or the units that are not saturated.", *_of(
                   lambda flat, z: flat.sum() / len(z), lambda flat, z: flat.sum() / z.shape[-1],
                   lambda flat, z: flat.sum() / max(z.size - 1, 1),
                   lambda flat, z: flat.sum() / max((~flat).sum(), 1))),
        *named("by-unit", "axis", "One number for each row or column comes back, or a mean along one axis. The share "
               "is one number, over all entries.", *_of(
                   lambda flat, z: flat.mean(axis=0), lambda flat, z: flat.mean(axis=-1),
                   lambda flat, z: [np.mean(row) for row in flat])),
        *named("first-row-only", "off by one", "This is the share in the first row alone.",
               *_of(lambda flat, z: flat[0].mean())),
        *named("whole-rows", "axis", "This counts rows or columns in which one entry, or every entry, is saturated. "
               "What is asked of each entry?", *_of(*(
                   lambda flat, z, f=f, axis=axis: f(np.atleast_2d(flat), axis=axis).mean()
                   for f in (np.any, np.all) for axis in (0, -1)), lambda flat, z: float(flat.any()))),
        *named("mask", "shape", "This says of each entry whether it is saturated. The share is one number.",
               *_of(lambda flat, z: flat)),
        *named("mean-slope", "order of steps", "This takes a mean first, of the slopes or of z, and compares "
               "afterwards, or not at all. What comes first?",
               lambda z, threshold=0.01: np.mean(sigmoid_grad(z)) < threshold,
               lambda z, threshold=0.01: sigmoid_grad(np.mean(z)) < threshold,
               lambda z, threshold=0.01: np.mean(np.mean(sigmoid_grad(z), axis=0) < threshold),
               lambda z, threshold=0.01: np.mean(sigmoid_grad(z))),
        *named("mean-of-small-slopes", "wrong rows", "This is the mean of the small slopes. How many of all the "
               "entries have one?",
               lambda z, threshold=0.01: np.mean(sigmoid_grad(z)[_flat(z, threshold)]) if np.any(
                   _flat(z, threshold)) else np.nan),
        *named("equal-too", "boundary", "A slope that EQUALS the threshold is counted here. What does below mean?",
               *_shares(lambda z, t: sigmoid_grad(z) <= t)),
        *named("other-slope", "another function", "Something else than the sigmoid's slope is compared: the second "
               "derivative, the slope times z, the distance from one half, or whether it is 0.", *_shares(
                   lambda z, t: np.abs(sigmoid_second_derivative(z)) < t, lambda z, t: sigmoid_grad(z) * z < t,
                   lambda z, t: np.abs(sigmoid_grad(z) * z) < t, lambda z, t: np.abs(sigmoid(z) - 0.5) < t,
                   lambda z, t: sigmoid_grad(z) == 0, lambda z, t: np.abs(z) > np.mean(np.abs(z)))),
        *named("other-mean", "another function", "A median or a deviation fits where the mean of yes and no is asked "
               "for, or equal entries count once.",
               lambda z, threshold=0.01: float(np.median(sigmoid_grad(z)) < threshold),
               *_of(lambda flat, z: flat.std(), lambda flat, z: np.median(flat)),
               lambda z, threshold=0.01: np.mean(_flat(np.unique(z), threshold))),
        *named("two-at-once", "order of steps", "Two things differ: which entries are counted, and what is made of the "
               "count. Look first at the yes and no of each entry.",
               *(lambda z, threshold=0.01, f=f, g=g: g(f(np.asarray(z, dtype=float), threshold))
                 for f in _COMPARED for g in _COUNTED)),
        *named("z-for-slope", "another function", "This fits a limit for z, a number such as 4.6 or 5. What does the "
               "threshold say of the slope?",
               *_shares(*(lambda z, t, most=most: np.abs(z) > most for most in (2, 3, 4, 4.6, 5, 6, 10)))),
        *named("whole-numbers", "dtype", "Right, but for an array of whole numbers, or the share itself is one. Is "
               "something kept in the type of z? A slope is 0 as a whole number.",
               lambda z, threshold=0.01: np.mean(sigmoid_grad(z).astype(np.asarray(z).dtype) < threshold),
               *_of(lambda flat, z: flat.sum() // z.size)),
        *named("rounded", "precision", "The share, or the slope before it is compared, is right to some decimals. Is "
               "something rounded, cut off, or a small number added?",
               *_of(*(lambda flat, z, n=n: np.round(flat.mean(), n) for n in (1, 2, 3, 4))),
               *_shares(*(lambda z, t, n=n: sigmoid_grad(z).round(n) < t for n in (1, 2, 3, 4, 5, 6, 8)),
                        *(lambda z, t, far=far: _flat(np.clip(z, -far, far), t) for far in (5, 6, 10, 20)),
                        *(lambda z, t, eps=eps: sigmoid_grad(z) + eps < t for eps in (1e-6, 1e-8, 1e-10, 1e-12)))),
    ),
    without=(training.layer_statistics,),
    section="5.8",
)  # fmt: skip
