"""Exercise 5.6: predicted_factor."""

import numpy as np

from course_utils import hidden_activations
from course_utils.activations import sigmoid, sigmoid_grad, sigmoid_second_derivative, tanh_grad
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.checks.vanishing_gradients._shared import named


def _normal(nodes):
    places, weights = np.polynomial.hermite_e.hermegauss(nodes)
    return places, weights / weights.sum()


def _even(ends):
    """Return places evenly between the ends, and equal weights."""
    return np.linspace(*ends, 2001), np.full(2001, 1 / 2001)


def _bell(most, power=0.5, norm=True):
    """Return places out to `most`, and what exp(-power z^2) gives them as weights, normed or as they are."""
    z = np.linspace(-most, most, 2001)
    weights = np.exp(-power * z * z)
    return z, weights / weights.sum() if norm else weights * (z[1] - z[0])


_HUNDRED = _normal(100)


def _mean(f, deviation, rule=_HUNDRED):
    """Return the mean of f(z) for z of this deviation, by a rule for standard normal numbers: places and weights."""
    return rule[1] @ f(deviation * rule[0])


def _square(f):
    return lambda z: f(z) ** 2


def _factor(end=lambda s, m, d: s * np.sqrt(m(_square(sigmoid_grad), d)), steps=50,
            step=lambda s, m, d: s**2 * m(_square(sigmoid), d), root=np.sqrt, rule=_HUNDRED, of_step=1.0,
            of_end=1.0):  # fmt: skip
    """Return an answer to predicted_factor; `end` and `step` get s_w, a mean m(f, deviation), and the root of q.

    `rule`: places and weights for the mean. `of_step`, `of_end`: what each mean is multiplied by.
    """

    def answer(s_w):
        q = 1.0
        for _ in range(steps):
            q = step(s_w, lambda f, d: of_step * _mean(f, d, rule), root(q))
        return end(s_w, lambda f, d: of_end * _mean(f, d, rule), root(q))

    return answer


def _ends(*ends):
    return [_factor(end) for end in ends]


def _steps(*steps):
    return [_factor(step=step) for step in steps]


def _rules(*rules):
    return [_factor(rule=rule) for rule in rules]


def _made(change):
    """Return an answer that makes something else of the right factor."""
    return lambda s_w: change(_factor()(s_w))


_WRONG_ENDS = (lambda s, m, d: m(_square(sigmoid_grad), d), lambda s, m, d: s * m(_square(sigmoid_grad), d),
               lambda s, m, d: s**2 * m(_square(sigmoid_grad), d), lambda s, m, d: s * m(sigmoid_grad, d),
               lambda s, m, d: np.sqrt(m(_square(sigmoid_grad), d)))  # fmt: skip
_WRONG_STEPS = (lambda s, m, d: s * m(_square(sigmoid), d),
                lambda s, m, d: s * m(sigmoid, d), lambda s, m, d: s**2 * m(sigmoid, d))  # fmt: skip
_SQUARES = np.sqrt(2 * np.pi)
_PERCENT = dict(rtol=5e-3, shows="the factor")


exercise = Exercise(
    "predicted_factor",
    lambda s_w: hidden_activations.predicted_factor(s_w),
    (
        Part("s_w = 1", ((1.0,),), "Two things are to be done one after the other. Which of them needs to be repeated?",
             **_PERCENT, more="Write a function that gives the mean of f(z) for a variance q, and try it on a mean "
             "that you know: that of z squared is q itself. Both steps are made of it. "
             "np.polynomial.hermite_e.hermegauss(100) gives normal places and their weights, which add up to the root "
             "of 2 pi and not to 1."),
        Part("small weights and large ones", ((3**-0.5,), (0.2,), (3.0,), (4.0,)),
             "Where does s_w come in? How often, and squared or not?", 2.0, **_PERCENT,
             more="With large weights the slope is a narrow peak over a wide bell curve: a few thousand random draws, "
             "or a few places, see too little of it. How does your mean do with ten times as many?"),
    ),
    (
        *named("q-not-used", "order of steps", "These numbers come about where z has variance 1 at the end, where q "
               "began. Which q belongs there?", _factor(steps=0), *_ends(
                   lambda s, m, d: s * np.sqrt(m(_square(sigmoid_grad), 1.0)))),
        *named("q-not-settled", "precision", "These numbers come about where the step for q is done once or twice, or "
               "always for z of variance 1. Is z spread anew, with each new q, until q no longer moves?",
               _factor(steps=1), _factor(steps=2)),
        *named("too-few-nodes", "precision", "Near, but not to half a per cent where weights are large. There the "
               "slope is a narrow peak: do your places, or your draws, see enough of it?",
               *_rules(*map(_normal, (3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 16)))),
        *named("no-root", "missing part", "This is the factor of the SQUARES of the gradients, or near it. Which step "
               "is left?", *_ends(*(lambda s, m, d, power=power: s**power * m(_square(sigmoid_grad), d)
                                    for power in (1, 2)))),
        *named("weights-squared", "brackets", "s_w stands before the root as often as under it. What does the root "
               "cover?", *_ends(lambda s, m, d: s**2 * np.sqrt(m(_square(sigmoid_grad), d)))),
        *named("weights-not-squared", "missing part", "In the last step, or in both, there is the root of s_w where "
               "s_w is asked for. How often does it stand under the root?",
               *_ends(lambda s, m, d: np.sqrt(s * m(_square(sigmoid_grad), d))),
               _factor(lambda s, m, d: np.sqrt(s * m(_square(sigmoid_grad), d)), step=lambda s, m, d: s * m(
                   _square(sigmoid), d))),
        *named("weights-forgotten", "missing part", "In the last step s_w is missing. Through what does the gradient "
               "pass besides the sigmoid?", *_ends(lambda s, m, d: np.sqrt(m(_square(sigmoid_grad), d)))),
        *named("mean-slope", "order of steps", "This has the mean of the slope in it, or its root. Sizes are root mean "
               "squares: what comes before the mean?", *_ends(
                   lambda s, m, d: s * m(sigmoid_grad, d), lambda s, m, d: s * np.sqrt(m(sigmoid_grad, d)))),
        *named("M25-quarter", "another function", "A quarter, or a fixed number, for each layer, with or without s_w. "
               "How far from 0 do the z spread, and how steep is the sigmoid there?",
               lambda s_w: s_w / 4, lambda s_w: 0.25, lambda s_w: 0.236),
        *named("variance-for-square", "another function", "These numbers come about where a variance takes the place "
               "of a mean square. A sigmoid's outputs and slopes are not centred at 0.", *_steps(
                   lambda s, m, d: s**2 * (m(_square(sigmoid), d) - m(sigmoid, d) ** 2)), *_ends(
                   lambda s, m, d: s * np.sqrt(m(_square(sigmoid_grad), d) - m(sigmoid_grad, d) ** 2))),
        *named("square-of-mean", "order of steps", "These numbers fit a q of a quarter of s_w squared. Which comes "
               "first in the step for q, the square or the mean?",
               *_steps(lambda s, m, d: s**2 * m(sigmoid, d) ** 2),
               _factor(lambda s, m, d: s * m(sigmoid_grad, d), step=lambda s, m, d: s**2 * m(sigmoid, d) ** 2)),
        *named("mean-for-square", "missing part", "In the step for q the mean of the activations fits. What is done to "
               "them before the mean?", *_steps(lambda s, m, d: s**2 * m(sigmoid, d))),
        *named("activations-in-place-of-q", "another function", "These numbers come about where z has the mean square "
               "of the activations, without the weights, or of something else at the end. Which variance has z?",
               *_ends(lambda s, m, d: s * np.sqrt(m(_square(sigmoid_grad), d / s))), lambda s_w: _factor()(s_w) and
               s_w * np.sqrt(_mean(_square(sigmoid_grad), s_w))),
        *named("weights-once-in-q", "missing part", "In the step for q, s_w fits without its square. q is a mean "
               "square: what becomes of a factor?", *_steps(lambda s, m, d: s * m(_square(sigmoid), d))),
        *named("weights-not-in-q", "missing part", "The factor grows with s_w as if q did not: it is that of "
               "s_w = 1, times s_w. Are the weights in the step for q?",
               *_steps(lambda s, m, d: m(_square(sigmoid), d))),
        *named("other-function-in-q", "another function", "In the step for q another function fits than the sigmoid: "
               "its slope, tanh, or none at all. What travels forwards?", *_steps(
                   lambda s, m, d: s**2 * m(_square(sigmoid_grad), d), lambda s, m, d: s**2 * m(_square(np.tanh), d))),
        *named("q-multiplied", "missing part", "In each step q itself is multiplied once more. Where does the old q "
               "come in?", *_steps(lambda s, m, d: d**2 * s**2 * m(_square(sigmoid), d))),
        *named("q-as-deviation", "scale", "These numbers come about where q is the deviation of z, at the end or all "
               "along. q is its variance: what makes z of a standard normal number?", _factor(root=lambda q: q),
               *_ends(lambda s, m, d: s * np.sqrt(m(_square(sigmoid_grad), d**2))),
               *_steps(*(lambda s, m, d, power=power: s**2 * m(_square(sigmoid), d**power) for power in (2, 4))),
               _factor(root=np.square)),
        *named("weights-not-normalised", "mean or sum", "The weights of a mean add up to 1. These numbers come about "
               "where they add up to something else: the root of 2 pi (2.5066), its inverse, or that of 2 or 1/2.",
               *(_factor(of_step=k, of_end=l) for k in (1, _SQUARES, 1 / _SQUARES, 2**0.5, 0.5**0.5)
                 for l in {1, k, _SQUARES} if (k, l) != (1, 1)), *_rules(_bell(8, norm=False))),
        *named("weights-not-used", "mean or sum", "These numbers come about where z is not normally distributed: the "
               "places count alike, or are drawn evenly. How often does each z come about?", *_rules(
                   (_HUNDRED[0], np.full(100, 0.01)), _even((-1, 1)), _even((0, 1)), _even((-3**0.5, 3**0.5)),
                   _even((-3, 3)), _even((-8, 8)))),
        *named("cut-too-early", "precision", "These numbers come about where only the middle of the bell curve is "
               "seen. How far out is there still something?", *_rules(_bell(1), _bell(2)), *(_factor(
                   rule=_bell(most, norm=False), of_step=1 / _SQUARES, of_end=1 / _SQUARES) for most in (1, 2))),
        *named("other-hermite", "scale", "These numbers fit normal numbers of variance 1/2, which belong to exp(-z^2). "
               "To which power of e belongs the variance 1?", *_rules(_bell(6, power=1.0))),
        *named("tanh", "another function", "This is the factor for tanh, or one in which its slope has come in. Whose "
               "is asked for?", _factor(lambda s, m, d: s * np.sqrt(m(_square(tanh_grad), d)), step=lambda s, m, d: (
                   s**2 * m(_square(np.tanh), d))), *_ends(
                   lambda s, m, d: s * np.sqrt(m(_square(tanh_grad), d)),
                   lambda s, m, d: s * np.sqrt(m(lambda z: (1 - sigmoid(z) ** 2) ** 2, d)))),
        *named("activation-for-slope", "another function", "In the last step the sigmoid itself fits, which gives the "
               "root of q, or its slope at its output. What is the gradient multiplied by?", *_ends(
                   lambda s, m, d: s * np.sqrt(m(_square(sigmoid), d)),
                   lambda s, m, d: s * np.sqrt(m(lambda z: sigmoid_grad(sigmoid(z)) ** 2, d)))),
        *named("q", "another function", "This is q, the mean square of z. Which step comes after it?",
               *_ends(lambda s, m, d: d**2)),
        *named("slope-at-the-deviation", "order of steps", "This is the slope at one place, z = root of q. Over which "
               "z does the mean go?", *_ends(lambda s, m, d: s * sigmoid_grad(d))),
        *named("weights-once-more", "missing part", "These numbers come about where s_w spreads z once more at the "
               "end, or q takes the place of s_w squared. Where is it in already?", *_ends(
                   lambda s, m, d: s * np.sqrt(m(_square(sigmoid_grad), s * d)),
                   lambda s, m, d: d * np.sqrt(m(_square(sigmoid_grad), d)))),
        *named("many-layers", "off by one", "This is the factor of many layers, or the inverse. How much does one "
               "layer do, on the way back?", *(_made(lambda factor, n=n: factor**n) for n in (10, 50, -1))),
        *named("another-slope", "another function", "In the last step something else fits than the mean square of the "
               "sigmoid's slope: its second derivative, a root of it, the slope of relu, s_w inside it.", *_ends(
                   lambda s, m, d: s * np.sqrt(m(_square(sigmoid_second_derivative), d)),
                   lambda s, m, d: s * m(lambda z: np.sqrt(sigmoid_grad(z)), d),
                   lambda s, m, d: np.sqrt(m(lambda z: sigmoid_grad(s * z) ** 2, d)),
                   lambda s, m, d: s * np.sqrt(m(lambda z: z * z * sigmoid_grad(z) ** 2, d))),
                   lambda s_w: s_w / np.sqrt(2)),
        *named("two-at-once", "order of steps", "Both steps differ from the recipe: square, then mean, and s_w squared "
               "in each. Go through them one by one.",
               *(_factor(end, step=step) for end in _WRONG_ENDS for step in _WRONG_STEPS)),
        *named("rounded", "precision", "Rounded to a few decimals. Half a per cent of a small factor is less than "
               "that.", *(_made(lambda factor, n=n: np.round(factor, n)) for n in (1, 2))),
    ),
    without=(hidden_activations.predicted_factor,),
    section="5.6",
)  # fmt: skip
