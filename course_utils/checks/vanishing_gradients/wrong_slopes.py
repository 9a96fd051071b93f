"""Exercise 5.4b: wrong_slopes, a gradient that is nearly right."""

import numpy as np

from course_utils.activations import sigmoid, softplus
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.checks.vanishing_gradients._shared import named

_X = np.array([[1.0, -2.0], [0.5, 1.5], [-1.5, 0.3], [0.2, -0.7], [2.0, 1.1]])
_Y = np.array([1, 0, 1, 1, 0])
_THETA = np.random.default_rng(5).normal(size=13).round(1)
_THETA[[2, 5]] = 0.4, -1.2


def _net(theta):
    """Return what a net of 2 inputs, 3 hidden sigmoids and a logit has in theta, its hidden outputs and its logits."""
    W, b, v, c = theta[:6].reshape(2, 3), theta[6:9], theta[9:12], theta[12]
    h = sigmoid(_X @ W + b)
    return v, h, h @ v + c


def net_loss(theta):
    """Return the mean log-loss of that net."""
    return softplus((1 - 2 * _Y) * _net(theta)[2]).mean()


def _backward(theta, slope=lambda h: h * (1 - h), mean=1.0, weights=lambda v: v):
    v, h, z = _net(theta)
    delta = mean * (sigmoid(z) - _Y) / len(_Y)
    below = np.outer(delta, weights(v)) * slope(h)
    return np.concatenate([(_X.T @ below).ravel(), below.sum(axis=0), h.T @ delta, [delta.sum()]])


def right(theta):
    """Return the gradient of net_loss."""
    return _backward(theta)


def without_slope(theta):
    """Return it without the sigmoid's slope: the first nine entries are wrong."""
    return _backward(theta, slope=lambda h: 1.0)


def summed(theta):
    """Return the gradient of the sum of the losses: every entry is wrong."""
    return _backward(theta, mean=len(_Y))


def last_forgotten(theta):
    """Return it without the last bias."""
    return np.append(_backward(theta)[:-1], 0.0)


def biases_doubled(theta):
    """Return it with the hidden biases counted twice."""
    return _backward(theta) * np.repeat([1, 2, 1], [6, 3, 4])


def signs_turned(theta):
    """Return it with two signs turned round."""
    return _backward(theta) * np.where(np.isin(np.arange(13), (3, 10)), -1, 1)


def bends(theta):
    """Return a loss that bends strongly beside small slopes; its third slope is 0 at 1, its last one everywhere."""
    a, b, c, _ = theta
    return 0.3 + 5 * a**2 + 5 * (b - 2) ** 2 + (c - 1) ** 2 * (c + 2)


def _bends(theta):
    a, b, c, _ = theta
    return np.array([10 * a, 10 * (b - 2), 2 * (c - 1) * (c + 2) + (c - 1) ** 2, 0.0])


def bends_right(theta):
    """Return the gradient of bends."""
    return _bends(theta)


def bends_scaled(theta):
    """Return it with its first entry a fifth too large."""
    return _bends(theta) * np.array([1.2, 1, 1, 1])


def bends_invented(theta):
    """Return it with a slope where none is, and the second with another sign."""
    return _bends(theta) * np.array([1, -1, 1, 1]) + np.array([0, 0, 0, 2e-4])


_SMALL = np.array([2e-5, 2 + 3e-5, 1.0, 0.7])


def _central(h):
    def slopes(f, theta):
        steps = h * np.eye(theta.size)
        return np.array([f(theta + step) - f(theta - step) for step in steps]) / (2 * h)

    return slopes


def _forward(h):
    return lambda f, theta: np.array([f(theta + step) - f(theta) for step in h * np.eye(theta.size)]) / h


def _off(claimed, measured):
    return np.abs(claimed - measured) > 1e-6 + 0.01 * np.abs(measured)


_usual = _central(1e-5)


def _answer(measure=_usual, off=_off, result=np.flatnonzero):
    """Return an answer to wrong_slopes from a way to measure, a rule for what is off, and what is made of it."""

    def answer(f, gradient, theta):
        with np.errstate(all="ignore"):
            return result(off(gradient(theta), measure(f, theta)))

    return answer


def _worst(f, gradient, theta):
    """Return the number of the one slope that is furthest off."""
    off = np.abs(gradient(theta) - _usual(f, theta))
    return [int(off.argmax())] if off.max() > 1e-6 else []


def _relative(claimed, measured):
    return np.abs(claimed - measured) / np.maximum(np.abs(claimed) + np.abs(measured), 1e-300) > 1e-4


_SHOWN = {"view": np.ravel, "shows": "the numbers of the wrong slopes", "warnings_cost": False}

exercise = Exercise(
    "wrong_slopes",
    _answer(),
    (
        Part("some slopes wrong", tuple((net_loss, gradient, _THETA) for gradient in (
                 without_slope, last_forgotten, biases_doubled, signs_turned)),
             "What does f do when one parameter alone is moved a little, and all the others stay?", 2.0,
             more="Make a copy of theta, move one entry up and one down by 1e-5, and divide the difference of f by the "
             "whole way between the two. That is the slope that the gradient should have there.", **_SHOWN),
        Part("no slope wrong, or all", ((net_loss, right, _THETA), (net_loss, summed, _THETA),
                                        (net_loss, right, -_THETA)),
             "What should come back where nothing is wrong? And does your rule ask how far off a slope is, or how "
             "large?", more="Where nothing is wrong the list is empty. A measured slope is never the same as the "
             "claimed one to the last digit: how near is near enough?", **_SHOWN),
        Part("small slopes beside strong bends, and slopes of 0",
             ((bends, bends_right, _SMALL), (bends, bends_scaled, _SMALL), (bends, bends_invented, _SMALL)),
             "Is a distance of 1e-5 much for a slope of 1e-4? And what is a relative error where a slope is 0?",
             more="A step to one side only adds half of the step times the bend of f; steps to both sides do not. And "
             "next to the relative error, allow a tiny absolute one, for slopes that are 0.", **_SHOWN),
    ),
    (
        *named("one-sided", "precision", "Slopes are called wrong that are small where f bends. Is the difference "
               "taken to one side only? What does the bend of f add to it, and what if a step goes to both sides?",
               *(_answer(_forward(h)) for h in (1e-2, 1e-3, 1e-4, 1e-5)),
               *(_answer(_forward(h), _relative) for h in (1e-3, 1e-4, 1e-5, 1e-6, 1e-7))),
        *named("absolute-limit", "precision", "A slope of about 1e-4 that is wrong goes unnoticed: is a distance "
               "compared with a fixed limit? A small slope can be wrong by a small distance.",
               *(_answer(off=lambda claimed, measured, most=most: np.abs(claimed - measured) > most)
                 for most in (1e-4, 1e-3, 1e-2)), _answer(off=lambda claimed, measured: ~np.isclose(
                     claimed, measured, atol=1e-3))),
        *named("zero-slopes", "boundary", "A slope that is 0 is called wrong, though the gradient says 0. A measured "
               "slope is hardly ever exactly 0. What is a relative error there?", _answer(off=_relative),
               *(_answer(off=lambda claimed, measured, most=most: np.abs(claimed - measured) > most * np.abs(measured))
                 for most in (1e-5, 1e-4, 1e-3, 1e-2))),
        *named("exactly-equal", "precision", "Right slopes are called wrong. Must the measured one agree to the last "
               "digit? Or is the step so small that the two values of f agree in nearly all of theirs?",
               _answer(off=np.not_equal), *(_answer(off=lambda claimed, measured, most=most: np.abs(claimed - measured)
                                                    > most) for most in (1e-14, 1e-15))),
        *named("signs-only", "another function", "Slopes with the right sign and the wrong size go unnoticed. Are only "
               "signs compared?", _answer(off=lambda claimed, measured: claimed * measured < 0),
               _answer(off=lambda claimed, measured: np.sign(claimed.round(8)) != np.sign(measured.round(8)))),
        *named("sizes-only", "sign", "A slope whose sign is turned round goes unnoticed. Are only the sizes compared?",
               _answer(off=lambda claimed, measured: _off(np.abs(claimed), np.abs(measured)))),
        *named("gross-errors-only", "guard", "Some slopes that are wrong by a half or more go unnoticed, and none is "
               "called wrong that is right. How far off must a slope be for your rule?",
               *(_answer(off=lambda claimed, measured, most=most: np.abs(claimed - measured) > 1e-9 + most * (
                   np.abs(claimed) + np.abs(measured))) for most in (0.4, 0.5, 0.9))),
        *named("right-ones", "complement", "These are the numbers of the slopes that are RIGHT.",
               _answer(off=lambda claimed, measured: ~_off(claimed, measured))),
        *named("yes-and-no", "shape", "A yes or no came for every slope. The numbers of the wrong ones were asked for.",
               _answer(result=lambda off: off), _answer(result=lambda off: off.astype(int))),
        *named("counted", "another function", "This is how many slopes are wrong, or their share. Which ones are "
               "they?", _answer(result=np.sum), _answer(result=np.mean)),
        *named("from-one", "off by one", "The numbers are all too large by 1: the first parameter has the number 0.",
               _answer(result=lambda off: np.flatnonzero(off) + 1)),
        *named("first-only", "missing part", "Only the first, or the worst, of several wrong slopes came. All of them "
               "were asked for.", _answer(result=lambda off: np.flatnonzero(off)[:1]), _worst),
        *named("step-not-halved", "missing part", "Right slopes are called wrong, as when the measured ones are off by "
               "a factor. How far apart are the two places at which f was taken, and what divides the difference?",
               _answer(lambda f, theta: 2 * _central(1e-5)(f, theta)),
               _answer(lambda f, theta: _central(1e-5)(f, theta) / 2),
               _answer(lambda f, theta: 2e-5 * _central(1e-5)(f, theta))),
        *named("nothing-found", "program", "Nothing is found wrong anywhere. Is a parameter really moved? If the array "
               "that is moved is theta itself under another name, both values of f are the same.",
               lambda f, gradient, theta: []),
        *named("all-at-once", "wrong rows", "Nearly every slope is called wrong, as when all are compared with one and "
               "the same number. Is each parameter moved alone, and its slope compared with what that one does?",
               _answer(lambda f, theta: np.full(theta.size, (f(theta + 1e-5) - f(theta - 1e-5)) / 2e-5)),
               _answer(lambda f, theta: np.full(theta.size, f(theta))),
               lambda f, gradient, theta: np.arange(theta.size)),
        *named("step-too-large", "precision", "Right slopes are called wrong. Is the step so large that f bends within "
               "it?", *(_answer(_central(h)) for h in (0.1, 0.5, 1.0))),
        *named("one-number-for-all", "evidence", "One relative error for the whole vector says that something is "
               "wrong, or not, and not what. The small slopes are lost in it besides.",
               *(_answer(off=lambda claimed, measured, most=most: np.full(claimed.shape, np.linalg.norm(
                   claimed - measured) > most * (np.linalg.norm(claimed) + np.linalg.norm(measured))))
                 for most in (1e-7, 1e-4))),
        *named("wrong-values", "another function", "These are the wrong slopes themselves, or by how much they are "
               "off. Their numbers in theta were asked for.",
               lambda f, gradient, theta: gradient(theta)[_answer()(f, gradient, theta)],
               lambda f, gradient, theta: gradient(theta) - _central(1e-5)(f, theta)),
    ),
    section="5.4b",
)
