"""Exercise 6.5b: batchnorm_backward."""

import numpy as np

from course_utils.checks.alternatives._shared import GAMMA, NINE_DIGITS, SMALL, X
from course_utils.checks.engine.arrays import Arrays
from course_utils.checks.engine.exercise import Exercise, Mistake, Part


def _parts_of(x, gamma, eps):
    """Return what the cache holds: x normalised, the deviations, gamma."""
    deviation = np.sqrt(x.var(axis=0) + eps)
    return (x - x.mean(axis=0)) / deviation, deviation, gamma


def _by_x(dz, z, d, mean):
    return (dz - mean(dz) - z * mean(dz * z)) / d


def _by_gamma(dy, z):
    return (dy * z).sum(axis=0)


def _by_beta(dy, z):
    return dy.sum(axis=0)


def _backward(dx=_by_x, dgamma=_by_gamma, dbeta=_by_beta, mean=lambda a: a.mean(axis=0), back=lambda *three: three):
    """Return an answer to batchnorm_backward from its steps; dz is the slope by the normalised x."""
    def answer(dy, cache):
        z, d, gamma = cache
        return back(dx(dy * gamma, z, d, mean), dgamma(dy, z), dbeta(dy, z))

    return answer


def _without_gamma(weigh):
    """Return an answer to batchnorm_backward whose dx is weigh(dy, gamma) minus the two means, without gamma."""
    def answer(dy, cache):
        z, d, gamma = cache
        means = dy.mean(axis=0) + z * (dy * z).mean(axis=0)
        return (weigh(dy, gamma) - means) / d, _by_gamma(dy, z), _by_beta(dy, z)

    return answer


def _without_moments(dy, cache):
    z, d, _ = cache
    return dy / d, _by_gamma(dy, z), _by_beta(dy, z)


def _changed(change):
    """Return an answer to batchnorm_backward that changes the right slopes: change(d, gamma, dx, dgamma, dbeta)."""
    return lambda dy, cache: change(*cache[1:], *_backward()(dy, cache))


def _of_three(i):
    """Return a view of item i of three; an array that came alone is seen whole."""
    return lambda answer: answer if isinstance(answer, np.ndarray) else answer[i]


_DY = np.array([[0.3, -1.0, 0.2], [0.8, 0.4, -0.6], [-0.1, 0.9, 1.1], [0.5, 0.7, 0.35]])


_GRADIENTS = tuple(
    (dy, Arrays(_parts_of(x, gamma, eps)))
    for dy, x, gamma, eps in ((_DY, X, GAMMA, 1e-5), (_DY[:3, :2], SMALL, np.array([2.0, 1.0]), 1e-5))
)


exercise = Exercise(
    "batchnorm_backward",
    lambda dy, cache: _backward()(dy, cache),
    (
        Part("dbeta", _GRADIENTS, "beta is added to y in every row, so it collects the slopes of all of them.",
             view=_of_three(2), **NINE_DIGITS),
        Part("dgamma", _GRADIENTS, "gamma multiplies the normalised x in every row.",
             view=_of_three(1), **NINE_DIGITS),
        Part("dx", _GRADIENTS,
             "x acts along three roads: directly, through the batch's mean, and through its variance.", 3.0,
             view=_of_three(0), **NINE_DIGITS),
    ),
    (
        Mistake("moments-frozen", _backward(lambda dz, z, d, mean: dz / d),
                "In dx the mean and the variance are taken for constants. They are made of x, so they move with it.",
                family="chain rule"),
        Mistake("moments-frozen", _without_moments,
                "In dx two things are missing: gamma, through which dy arrives, and the fact that the mean and the "
                "variance are made of x.", family="chain rule"),
        Mistake("variance-frozen", _backward(lambda dz, z, d, mean: (dz - mean(dz)) / d),
                "In dx the road through the mean is there, the one through the variance is missing.",
                family="chain rule"),
        Mistake("mean-frozen", _backward(lambda dz, z, d, mean: (dz - z * mean(dz * z)) / d),
                "In dx the road through the variance is there, the one through the mean is missing.",
                family="chain rule"),
        Mistake("sums-for-means", _backward(mean=lambda a: a.sum(axis=0)),
                "In dx the roads through mean and variance are n times too wide: one x is only one n-th of a mean.",
                family="mean or sum"),
        Mistake("n-minus-one", _backward(
                    lambda dz, z, d, mean: (dz - mean(dz) - z * _by_gamma(dz, z) / (len(z) - 1)) / d),
                "In dx the road through the variance divides by n - 1. The forward step divided by n.",
                family="mean or sum"),
        Mistake("signs", _backward(lambda dz, z, d, mean: (dz + mean(dz) + z * mean(dz * z)) / d),
                "In dx the roads through mean and variance have the wrong sign: a larger x raises both, and both lower "
                "the normalised x.", family="sign"),
        Mistake("signs", _backward(lambda dz, z, d, mean: (dz - mean(dz) + z * mean(dz * z)) / d),
                "In dx the road through the variance has the wrong sign.", family="sign"),
        Mistake("doubled", _backward(lambda dz, z, d, mean: (dz - mean(dz) - 2 * z * mean(dz * z)) / d),
                "In dx the road through the variance is too wide by 2. The root in the deviation brings a factor 1/2.",
                family="chain rule"),
        Mistake("halved", _backward(lambda dz, z, d, mean: (dz - mean(dz) - z * mean(dz * z) / 2) / d),
                "In dx the road through the variance is half as wide as it should be: a square brings a factor 2.",
                family="chain rule"),
        Mistake("normalised-forgotten", _backward(lambda dz, z, d, mean: (dz - mean(dz) - mean(dz * z)) / d),
                "In dx the road through the variance lacks a factor: how far x itself lies from the mean.",
                family="missing part"),
        Mistake("deviation-forgotten", _backward(lambda dz, z, d, mean: dz - mean(dz) - z * mean(dz * z)),
                "In dx the deviation is missing: the forward step divided by it.", family="chain rule"),
        Mistake("times-deviation", _backward(lambda dz, z, d, mean: (dz - mean(dz) - z * mean(dz * z)) * d),
                "In dx you multiply by the deviation. The forward step divided by it, and so does the slope.",
                family="scale"),
        Mistake("variance", _backward(lambda dz, z, d, mean: (dz - mean(dz) - z * mean(dz * z)) / d**2),
                "In dx you divide by the variance. The cache holds the deviation: divide by it once.",
                family="mean or sum"),
        *(Mistake("gamma-forgotten", _without_gamma(weigh),
                  "In dx gamma is missing, at least on one of the roads: dy arrives through gamma.",
                  family="missing part")
          for weigh in (lambda dy, gamma: dy, np.multiply)),
        Mistake("over-the-units", _backward(mean=lambda a: a.mean(axis=1, keepdims=True)),
                "In dx you average over the units of a row. The forward step averaged over the rows.", family="axis"),
        Mistake("means-for-sums", _backward(back=lambda dx, dgamma, dbeta: (dx, dgamma / len(dx), dbeta / len(dx))),
                "gamma and beta are used in every row, so their slopes add up. You average them. (Whatever the loss "
                "averages stands in dy already.)", family="mean or sum"),
        Mistake("normalised-forgotten", _backward(dgamma=lambda dy, z: dy.sum(axis=0)),
                "dgamma should depend on the normalised x, which gamma multiplies.", family="missing part"),
        Mistake("gamma-in-its-own-slope", _changed(lambda d, gamma, dx, dgamma, dbeta: (
                    dx, gamma * dgamma, dbeta)),
                "There is a gamma in your dgamma. y = gamma times the normalised x, plus beta: the slope of that by "
                "gamma holds none.", family="missing part"),
        Mistake("gamma-beta-swapped", _backward(back=lambda dx, dgamma, dbeta: (dx, dbeta, dgamma)),
                "dgamma and dbeta have changed places.", family="argument order"),
        Mistake("dx-last", _backward(back=lambda dx, dgamma, dbeta: (dgamma, dbeta, dx)),
                "The order is dx, dgamma, dbeta.", family="argument order"),
        Mistake("one-of-three", _backward(back=lambda dx, dgamma, dbeta: dx),
                "Return three things, separated by commas: return dx, dgamma, dbeta", family="shape"),
        Mistake("not-summed", _backward(dgamma=lambda dy, z: dy * z, dbeta=lambda dy, z: dy),
                "gamma and beta have one value for each unit, so their slopes have too: collect the rows.",
                family="mean or sum"),
        Mistake("halfway", _backward(lambda dz, z, d, mean: dz),
                "dx stops halfway: this is the slope by the normalised x. Go on to x itself.", family="chain rule"),
        Mistake("beta-by-x", _backward(dbeta=_by_gamma),
                "dbeta should not depend on x: beta is added, not multiplied.", family="missing part"),
        Mistake("sums-for-means", _backward(lambda dz, z, d, mean: (dz - mean(dz) - z * _by_gamma(dz, z)) / d),
                "In dx the road through the variance is n times too wide: one x is only one n-th of a mean.",
                family="mean or sum"),
        Mistake("sums-for-means", _backward(lambda dz, z, d, mean: (dz - _by_beta(dz, z) - z * mean(dz * z)) / d),
                "In dx the road through the mean is n times too wide: one x is only one n-th of it.",
                family="mean or sum"),
        Mistake("signs", _backward(lambda dz, z, d, mean: -_by_x(dz, z, d, mean)),
                "Your dx has the wrong sign throughout.", family="sign"),
        Mistake("n-forgotten", _backward(lambda dz, z, d, mean: len(z) * _by_x(dz, z, d, mean)),
                "Your dx is n times too large. If you multiplied everything by n to save fractions, divide by it at "
                "the end.", family="mean or sum"),
        Mistake("gamma-twice", _changed(lambda d, gamma, dx, dgamma, dbeta: (dx * gamma, dgamma, dbeta)),
                "In dx gamma is there twice.", family="missing part"),
        Mistake("not-normalised", _changed(lambda d, gamma, dx, dgamma, dbeta: (dx, dgamma * d, dbeta)),
                "In dgamma you take x minus its mean. gamma multiplies the NORMALISED x.", family="missing part"),
        *(Mistake("summed-wrongly", _backward(dgamma=lambda dy, z, total=total: total(dy * z),
                                              dbeta=lambda dy, z, total=total: total(dy)),
                  "dx is right. dgamma and dbeta have the shape (units,): collect the rows, unit by unit.",
                  family="axis")
          for total in (np.sum, lambda a: a.sum(axis=1), lambda a: a.sum(axis=0, keepdims=True))),
        Mistake("not-summed", _backward(dbeta=lambda dy, z: dy),
                "beta has one value for each unit, so its slope has too: collect the rows.", family="mean or sum"),
    ),
    section="6.5b",
)
