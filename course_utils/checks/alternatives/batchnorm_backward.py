"""Exercise 6.5b: batchnorm_backward."""

import numpy as np

from course_utils import networks
from course_utils.checks.alternatives._shared import GAMMA, NINE_DIGITS, SMALL, X
from course_utils.checks.definition._shared import made
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


def _weighed(slope):
    """Return an answer to batchnorm_backward whose dx is gamma / deviation times slope(dy, normalised x)."""
    def answer(dy, cache):
        z, d, gamma = cache
        return gamma / d * slope(dy, z), _by_gamma(dy, z), _by_beta(dy, z)

    return answer


def _of_three(i):
    """Return a view of item i of three; an array that came alone is seen whole."""
    return lambda answer: answer if isinstance(answer, np.ndarray) else answer[i]


_DY = np.array([[0.3, -1.0, 0.2], [0.8, 0.4, -0.6], [-0.1, 0.9, 1.1], [0.5, 0.7, 0.35]])


_RNG = np.random.default_rng(5)
_GRADIENTS = tuple(
    (dy, Arrays(_parts_of(x, gamma, eps)))
    for dy, x, gamma, eps in (
        (_DY, X, GAMMA, 1e-5), (_DY[:3, :2], SMALL, np.array([2.0, 1.0]), 1e-5), (_DY[:, :1], X[:, :1], GAMMA[:1], 0.1),
        (_RNG.normal(size=(20, 5)), _RNG.normal(2, 3, (20, 5)), _RNG.normal(size=5), 1e-3),
        (_DY[:2], X[:2], GAMMA, 1e-5),
        (_DY[:3], X[1:], -GAMMA, 1e-5),
    )
)


exercise = Exercise(
    "batchnorm_backward",
    lambda dy, cache: _backward()(dy, cache),
    (
        Part("dbeta", _GRADIENTS, "How does beta enter y, and in which rows?", view=_of_three(2), shows="dbeta",
             warnings_cost=False, more="It is the same beta in every row of a unit, so it collects all their slopes.",
             **NINE_DIGITS),
        Part("dgamma", _GRADIENTS, "What does gamma multiply, and in which rows?", view=_of_three(1), shows="dgamma",
             warnings_cost=False, more="Each row brings its dy, times what gamma multiplied there; all rows are "
                                       "collected.",
             **NINE_DIGITS),
        Part("dx", _GRADIENTS, "By how many roads does one entry of x act on the y of its unit?", 3.0,
             view=_of_three(0), shows="dx", warnings_cost=False,
             more="Three roads: directly, through the batch's mean, and through its variance. Write the slope by the "
             "normalised x first. Then each column of dx must add up to 0, and adding a multiple of the normalised x "
             "to that slope must change nothing, but for eps.", **NINE_DIGITS),
    ),
    (
        Mistake("moments-frozen", _backward(lambda dz, z, d, mean: dz / d),
                "dx is what comes if mean and variance are constants. Of what are they made?",
                family="chain rule"),
        Mistake("moments-frozen", _without_moments,
                "dx is what comes without gamma, and if mean and variance are constants. Through what does dy "
                "arrive, and of what are the two made?", family="chain rule"),
        Mistake("variance-frozen", _backward(lambda dz, z, d, mean: (dz - mean(dz)) / d),
                "dx is what comes if the variance is a constant. Of what is it made?",
                family="chain rule"),
        Mistake("mean-frozen", _backward(lambda dz, z, d, mean: (dz - z * mean(dz * z)) / d),
                "dx is what comes if the mean is a constant. Of what is it made?",
                family="chain rule"),
        Mistake("sums-for-means", _backward(mean=lambda a: a.sum(axis=0)),
                "In dx what comes through mean and variance is n times too much. How far does one x move a mean?",
                family="mean or sum"),
        Mistake("n-minus-one", _backward(
                    lambda dz, z, d, mean: (dz - mean(dz) - z * _by_gamma(dz, z) / (len(z) - 1)) / d),
                "In dx what comes through the variance is that of a division by n - 1. By what did the forward step "
                "divide?",
                family="mean or sum"),
        Mistake("signs", _backward(lambda dz, z, d, mean: (dz + mean(dz) + z * mean(dz * z)) / d),
                "In dx what comes through mean and variance has its sign turned round. A larger x raises both: what do "
                "they do to the normalised x?", family="sign"),
        Mistake("signs", _backward(lambda dz, z, d, mean: (dz - mean(dz) + z * mean(dz * z)) / d),
                "In dx what comes through the variance has its sign turned round. What does a larger variance do?",
                family="sign"),
        Mistake("doubled", _backward(lambda dz, z, d, mean: (dz - mean(dz) - 2 * z * mean(dz * z)) / d),
                "In dx what comes through the variance is twice too much. What does the root in the deviation bring?",
                family="chain rule"),
        Mistake("halved", _backward(lambda dz, z, d, mean: (dz - mean(dz) - z * mean(dz * z) / 2) / d),
                "In dx what comes through the variance is half of what it should be. What does the square bring?",
                family="chain rule"),
        Mistake("normalised-forgotten", _backward(lambda dz, z, d, mean: (dz - mean(dz) - mean(dz * z)) / d),
                "In dx what comes through the variance does not depend on where x itself lies. Should it?",
                family="missing part"),
        Mistake("deviation-forgotten", _backward(lambda dz, z, d, mean: dz - mean(dz) - z * mean(dz * z)),
                "dx does not depend on the deviation. What did the forward step do with it?", family="chain rule"),
        Mistake("times-deviation", _backward(lambda dz, z, d, mean: (dz - mean(dz) - z * mean(dz * z)) * d),
                "dx is that of a multiplication by the deviation. What did the forward step do with it?",
                family="scale"),
        Mistake("variance", _backward(lambda dz, z, d, mean: (dz - mean(dz) - z * mean(dz * z)) / d**2),
                "dx is that of a division by the variance. What does the cache hold, and how often does it divide?",
                family="mean or sum"),
        *(Mistake("gamma-forgotten", _without_gamma(weigh),
                  "In dx a part does not depend on gamma. Through what does dy arrive, on every road?",
                  family="missing part")
          for weigh in (lambda dy, gamma: dy, np.multiply)),
        Mistake("over-the-units", _backward(mean=lambda a: a.mean(axis=1, keepdims=True)),
                "dx is that of means over the units of a row. Over what did the forward step average?", family="axis"),
        *made("over-the-units", "axis", "dx is that of means over the units of a row, or over the whole table. Over "
              "what did the forward step average?",
              *(_weighed(lambda dy, z, mean=mean: dy - mean(dy) - z * mean(dy * z)) for mean in (
                  lambda a: a.mean(axis=1, keepdims=True), lambda a: a.mean()))),
        *made("n-minus-one", "mean or sum", "In dx the means are those over n - 1. By what did the forward step "
                                            "divide?",
              _weighed(lambda dy, z: dy - (dy.sum(axis=0) + z * (dy * z).sum(axis=0)) / (len(dy) - 1))),
        *made("squared", "another function", "In dx what comes through the variance holds another power of the "
              "normalised x than it "
              "should.", _weighed(lambda dy, z: dy - dy.mean(axis=0) - z**2 * (dy * z).mean(axis=0)),
              _weighed(lambda dy, z: dy - dy.mean(axis=0) - z * (dy * z**2).mean(axis=0))),
        *made("another-dgamma", "scale", "dgamma is divided by the deviation, or by gamma. What does gamma multiply?",
              _changed(lambda d, gamma, dx, dgamma, dbeta: (dx, dgamma / d, dbeta)),
              _changed(lambda d, gamma, dx, dgamma, dbeta: (dx, dgamma / gamma, dbeta))),
        *made("gamma-in-both", "missing part", "dgamma and dbeta depend on gamma. How do gamma and beta enter y?",
              _changed(lambda d, gamma, dx, dgamma, dbeta: (dx, dgamma * gamma, dbeta * gamma))),
        *made("gamma-in-dbeta", "missing part", "dbeta depends on gamma. How does beta enter y?",
              _changed(lambda d, gamma, dx, dgamma, dbeta: (dx, dgamma, gamma * dbeta))),
        Mistake("means-for-sums", _backward(back=lambda dx, dgamma, dbeta: (dx, dgamma / len(dx), dbeta / len(dx))),
                "dgamma and dbeta are n times too small, as means are. Each of the two is used in every row: what "
                "becomes of their slopes? (Whatever the loss averages stands in dy already.)", family="mean or sum"),
        Mistake("normalised-forgotten", _backward(dgamma=lambda dy, z: dy.sum(axis=0)),
                "dgamma does not depend on the normalised x. What does gamma multiply?", family="missing part"),
        Mistake("gamma-in-its-own-slope", _changed(lambda d, gamma, dx, dgamma, dbeta: (
                    dx, gamma * dgamma, dbeta)),
                "dgamma is gamma times the right one. Does the slope of y by gamma depend on gamma?",
                family="missing part"),
        Mistake("gamma-beta-swapped", _backward(back=lambda dx, dgamma, dbeta: (dx, dbeta, dgamma)),
                "What stands for dgamma is dbeta, and the other way round.", family="argument order"),
        Mistake("dx-last", _backward(back=lambda dx, dgamma, dbeta: (dgamma, dbeta, dx)),
                "The order is dx, dgamma, dbeta.", family="argument order"),
        Mistake("one-of-three", _backward(back=lambda dx, dgamma, dbeta: dx),
                "One thing came. Return three, separated by commas: return dx, dgamma, dbeta", family="shape"),
        Mistake("not-summed", _backward(dgamma=lambda dy, z: dy * z, dbeta=lambda dy, z: dy),
                "A slope by gamma or by beta came for every entry. Each unit has one gamma and one beta: what becomes "
                "of the rows?",
                family="mean or sum"),
        Mistake("halfway", _backward(lambda dz, z, d, mean: dz),
                "dx is the slope by the NORMALISED x. How does the way go on, to x itself?", family="chain rule"),
        Mistake("beta-by-x", _backward(dbeta=_by_gamma),
                "dbeta depends on x. How does beta enter y?", family="missing part"),
        Mistake("sums-for-means", _backward(lambda dz, z, d, mean: (dz - mean(dz) - z * _by_gamma(dz, z)) / d),
                "In dx what comes through the variance is n times too much. How far does one x move a mean?",
                family="mean or sum"),
        Mistake("sums-for-means", _backward(lambda dz, z, d, mean: (dz - _by_beta(dz, z) - z * mean(dz * z)) / d),
                "In dx what comes through the mean is n times too much. How far does one x move it?",
                family="mean or sum"),
        Mistake("signs", _backward(lambda dz, z, d, mean: -_by_x(dz, z, d, mean)),
                "dx has its sign turned round everywhere.", family="sign"),
        Mistake("n-forgotten", _backward(lambda dz, z, d, mean: len(z) * _by_x(dz, z, d, mean)),
                "dx is n times the right one. Was everything multiplied by n to save fractions?", family="mean or sum"),
        Mistake("gamma-twice", _changed(lambda d, gamma, dx, dgamma, dbeta: (dx * gamma, dgamma, dbeta)),
                "dx is gamma times the right one. How often does dy pass through gamma?", family="missing part"),
        Mistake("not-normalised", _changed(lambda d, gamma, dx, dgamma, dbeta: (dx, dgamma * d, dbeta)),
                "dgamma is that of x minus its mean. What does gamma multiply?", family="missing part"),
        *(Mistake("summed-wrongly", _backward(dgamma=lambda dy, z, total=total: total(dy * z),
                                              dbeta=lambda dy, z, total=total: total(dy)),
                  "dx is right. dgamma and dbeta come back in another shape than (units,). Over what are they "
                  "collected?",
                  family="axis")
          for total in (np.sum, lambda a: a.sum(axis=1), lambda a: a.sum(axis=0, keepdims=True))),
        Mistake("not-summed", _backward(dbeta=lambda dy, z: dy),
                "beta has one value for each unit, so its slope has too: collect the rows.", family="mean or sum"),
    ),
    (networks.backward,),
    section="6.5b",
)
