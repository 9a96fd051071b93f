"""Exercise 5.6: predicted_factor."""

from functools import partial

import numpy as np

from course_utils import hidden_activations
from course_utils.activations import sigmoid, sigmoid_grad, tanh_grad
from course_utils.checks.engine.exercise import Exercise, Mistake, Part

_HUNDRED = np.polynomial.hermite_e.hermegauss(100)


def _mean(f, deviation, rule=_HUNDRED):
    """Return the mean of f(z) for z from N(0, deviation^2)."""
    nodes, weights = rule
    return weights @ f(deviation * nodes) / np.sqrt(2 * np.pi)


def _factor(then, steps=50, q_next=lambda s_w, d: s_w**2 * _mean(lambda z: sigmoid(z) ** 2, d), root=np.sqrt):
    """Return an answer to predicted_factor: `then` of s_w and the root of q, after so many steps."""

    def answer(s_w):
        q = 1.0
        for _ in range(steps):
            q = q_next(s_w, root(q))
        return then(s_w, root(q))

    return answer


def _slope_square(d):
    return _mean(lambda z: sigmoid_grad(z) ** 2, d)


def _right_end(s_w, d):
    return s_w * np.sqrt(_slope_square(d))


def _coarse(nodes):
    """Return the recipe for predicted_factor, done with so few nodes."""
    mean = partial(_mean, rule=np.polynomial.hermite_e.hermegauss(nodes))
    return _factor(lambda s_w, d: s_w * np.sqrt(mean(lambda z: sigmoid_grad(z) ** 2, d)),
                   q_next=lambda s_w, d: s_w**2 * mean(lambda z: sigmoid(z) ** 2, d))  # fmt: skip


_PERCENT = dict(rtol=5e-3)


exercise = Exercise(
    "predicted_factor",
    lambda s_w: hidden_activations.predicted_factor(s_w),
    (
        Part("s_w = 1", ((1.0,),),
             "First find q, step by step, until it no longer moves. Then the factor.", **_PERCENT),
        Part("small weights and large ones", ((3**-0.5,), (0.2,), (2.0,), (4.0,)),
             "Where does s_w enter? In q once, squared, and in the factor once more. (A few thousand random draws are "
             "too few: with large weights the slope is a narrow peak.)", 2.0, **_PERCENT),
    ),
    (
        Mistake("q-not-used", _factor(_right_end, 0),
                "In the last step your z still has variance 1, where q began. It must have the q that you end with.",
                "order of steps"),
        *(Mistake("q-not-settled", _factor(_right_end, steps),
                  "q has not settled yet. Repeat its step until it no longer moves; 50 times are plenty. (You do? Then "
                  "is z spread anew, with each new q?)", "precision") for steps in (1, 2)),
        *(Mistake("too-few-nodes", _coarse(nodes),
                  "The recipe is right. With large weights the slope is a narrow peak, and your nodes (or draws) are "
                  "too few to see it well. Take more of them.",
                "precision") for nodes in (3, 5, 6, 7, 8, 9, 10, 12, 15, 16)),
        *(Mistake("no-root", _factor(lambda s_w, d, power=power: s_w**power * _slope_square(d)),
                  "The root is missing: this is the factor of the SQUARES of the gradients, or near it.",
                "missing part")
          for power in (1, 2)),
        Mistake("weights-squared", _factor(lambda s_w, d: s_w**2 * np.sqrt(_slope_square(d))),
                "The root must cover s_w squared as well.", "brackets"),
        Mistake("weights-not-squared", _factor(lambda s_w, d: np.sqrt(s_w * _slope_square(d))),
                "Under the root s_w must be squared, as the slope is.", "missing part"),
        Mistake("weights-forgotten", _factor(lambda s_w, d: np.sqrt(_slope_square(d))),
                "In the last step s_w is missing: the gradient passes through the weights too.", "missing part"),
        Mistake("mean-slope", _factor(lambda s_w, d: s_w * _mean(sigmoid_grad, d)),
                "This takes the mean of the slope. Sizes are root mean squares: square the slope before averaging.",
                "order of steps"),
        Mistake("M25-quarter", lambda s_w: s_w / 4,
                "A quarter is the slope at z = 0. Away from it slopes are smaller, and how far z spreads depends on "
                "s_w.", "another function"),
        Mistake("M25-quarter", lambda s_w: 0.25,
                "A quarter for every layer knows nothing of the weights, nor of where z is.", "another function"),
        Mistake("variance-for-square",
                _factor(_right_end, q_next=lambda s_w, d: s_w**2 * (_mean(lambda z: sigmoid(z) ** 2, d)
                                                                    - _mean(sigmoid, d) ** 2)),
                "For q you use the variance of the activations. A sigmoid's outputs are not centred at 0, and their "
                "mean counts: take the mean square.", "another function"),
        Mistake("square-of-mean",
                _factor(_right_end, q_next=lambda s_w, d: s_w**2 * _mean(sigmoid, d) ** 2),
                "For q you square the mean. Square first, then take the mean.", "order of steps"),
        Mistake("square-of-mean", _factor(lambda s_w, d: s_w * _mean(sigmoid_grad, d),
                                          q_next=lambda s_w, d: s_w**2 * _mean(sigmoid, d) ** 2),
                "You square the means, both times. Square first, then take the mean.", "order of steps"),
        Mistake("mean-for-square", _factor(_right_end, q_next=lambda s_w, d: s_w**2 * _mean(sigmoid, d)),
                "For q you average the activations. Average their squares.", "missing part"),
        Mistake("weights-in-place-of-q", lambda s_w: _right_end(s_w, s_w),
                "You spread z as if the activations had a mean square of 1. Their mean square is step 1's business.",
                "another function"),
        Mistake("activations-in-place-of-q", _factor(lambda s_w, d: _right_end(s_w, d / s_w)),
                "In the last step z has the mean square of the activations. It must have q: the weights belong to it.",
                "another function"),
        Mistake("weights-once-in-q", _factor(_right_end, q_next=lambda s_w, d: s_w * _mean(lambda z: sigmoid(z)**2, d)),
                "In the step for q the weights count squared: q is a mean square.", "missing part"),
        Mistake("weights-not-in-q", _factor(_right_end, q_next=lambda s_w, d: _mean(lambda z: sigmoid(z) ** 2, d)),
                "In the step for q the weights are missing.", "missing part"),
        Mistake("slopes-in-q", _factor(_right_end, q_next=lambda s_w, d: s_w**2 * _slope_square(d)),
                "Forwards it is the activations that travel: q has the sigmoid in it, not its slope.",
                "another function"),
        Mistake("q-as-deviation", _factor(_right_end, root=lambda q: q),
                "q is a variance, and you use it as a standard deviation: z is the root of q times a standard normal "
                "number.", "scale"),
        Mistake("weights-not-normalised",
                _factor(lambda s_w, d: s_w * np.sqrt(_slope_square(d) * np.sqrt(2 * np.pi)), q_next=lambda s_w, d:
                        s_w**2 * _mean(lambda z: sigmoid(z) ** 2, d) * np.sqrt(2 * np.pi)),
                "Your weights add up to 2.5066, the root of 2 pi. A mean needs weights that add up to 1.",
                "mean or sum"),
        Mistake("other-hermite",
                _factor(lambda s_w, d: _right_end(s_w, d / np.sqrt(2)),
                        q_next=lambda s_w, d: s_w**2 * _mean(lambda z: sigmoid(z) ** 2, d / np.sqrt(2))),
                "Your normal numbers have variance 1/2: hermgauss is made for exp(-x^2). Take hermegauss, for "
                "exp(-x^2 / 2).", "scale"),
        Mistake("tanh", _factor(lambda s_w, d: s_w * np.sqrt(_mean(lambda z: tanh_grad(z) ** 2, d)),
                                q_next=lambda s_w, d: s_w**2 * _mean(lambda z: np.tanh(z) ** 2, d)),
                "This is the factor for tanh. The exercise asks for the sigmoid's.", "another function"),
        Mistake("q", _factor(lambda s_w, d: d**2),
                "This is q, the mean square of z. One step is missing: from q to the factor.", "another function"),
        Mistake("slope-at-the-deviation", _factor(lambda s_w, d: s_w * sigmoid_grad(d)),
                "You take the slope at one place, z = root of q. Take the mean over all z.", "order of steps"),
        Mistake("weights-once-more", _factor(lambda s_w, d: _right_end(s_w, s_w * d)),
                "In the last step s_w has gone into the spread of z once more. It is in q already.", "missing part"),
        Mistake("q-for-weights", _factor(lambda s_w, d: _right_end(d, d)),
                "Under the root you multiply by q. It is the weights that the gradient passes through: s_w squared.",
                "another function"),
    ),
    section="5.6",
)
