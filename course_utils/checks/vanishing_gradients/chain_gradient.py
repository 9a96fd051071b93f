"""Exercise 5.1: chain_gradient."""

import numpy as np

from course_utils.activations import sigmoid, sigmoid_grad, sigmoid_second_derivative
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.checks.vanishing_gradients._shared import NINE, STEPS, named


def _chain(factor=lambda w, h, z, slope: w * slope(z), combine=np.prod, into=lambda w, h, b: w * h + b, out=sigmoid,
           slope=sigmoid_grad):  # fmt: skip
    """Return an answer to chain_gradient that combines one factor for each neuron, whose input is h."""

    def answer(w, b, x):
        h, factors = x, []
        for w_l, b_l in zip(w, b):
            z = into(w_l, h, b_l)
            factors.append(factor(w_l, h, z, slope))
            h = out(z)
        return combine(factors)

    return answer


_SLOPES = (sigmoid_grad, lambda z: (s := sigmoid(z)) * (1 - s), lambda z: (s := sigmoid(z)) - s * s)


def _each(**changes):
    """List a changed chain with the sigmoid's right slope, and with one that is right but for a neuron far out."""
    return [_chain(slope=slope, **changes) for slope in _SLOPES[:2]]


def _after(change):
    """Return an answer that changes the right slope."""
    return lambda w, b, x: change(_chain()(w, b, x))


def _on(change):
    """Return an answer that takes the right slope of another chain: change(w, b, x)."""
    return lambda w, b, x: _chain()(*change(w, b, x))


def _first(numbers):
    return numbers[0]


def _last(numbers):
    return numbers[-1]


def _output(w, b, x):
    for w_l, b_l in zip(w, b):
        x = sigmoid(w_l * x + b_l)
    return x


def _chain_difference(h, back, run):
    return lambda w, b, x: (_output(w, b, x + h) - _output(w, b, x - back)) / run


def _slope_passed_on(w, b, x):
    for w_l, b_l in zip(w, b):
        x = w_l * sigmoid_grad(w_l * x + b_l)
    return x


_THREE = (np.array([0.7, -1.3, 2.5]), np.array([0.2, 0.9, -0.4]), 1.5)
_EQUAL = ((6, 2.0, 0.0, -0.3), (40, 4.0, -2.0, 0.5), (10, 1.0, 0.0, 0.5), (10, 10.0, 0.0, 0.5), (10, -5.4, 0.0, 0.5),
          (10, 6.0, -3.0, 0.3), (30, 4.0, -2.0, 0.3))  # length, w, b, x: the lesson's and others  # fmt: skip
_FAR = (40.0, 16.0, 21.0, 30.0, 37.0, -21.0, -40.0, *np.random.default_rng(5).uniform(14, 38, 3))  # z of a neuron


exercise = Exercise(
    "chain_gradient",
    lambda w, b, x: _chain()(w, b, x),
    (
        Part("one neuron", tuple((np.array([w]), np.array([b]), x)
                                 for w, b, x in ((1.5, -0.5, 2.0), (-3.0, 0.8, 0.4), (2.5, 0.3, -1.0))),
             "How fast does z move with x, and how fast does the output move with z?", **NINE, shows="the slope",
             more="If x moves a little, z moves so many times as far; the output moves as far as z, times something "
             "else. Two things in turn: which numbers are they here, and what becomes of them?"),
        Part("several neurons", (_THREE, *((np.full(n, w), np.full(n, b), x) for n, w, b, x in _EQUAL)),
             "What does a second neuron get, and by how much does that move when x moves?", 2.0, **NINE,
             shows="the slope",
             more="Keep two numbers on the way: the signal, which the next neuron gets, and the slope so far. Each "
             "neuron changes both; the slope must be changed at the z that arrives there."),
        Part("a neuron far out", tuple((np.array([z, 1.5]), np.array([0.0, -0.5]), 1.0) for z in _FAR),
             "At z = 40 the output is rounded to 1, but the slope is not 0. Which function of the course knows it?",
             **NINE, shows="the slope",
             more="1 minus a number that is rounded to 1 is 0. A function that is given z, and not the output, can do "
             "better: see the functions named at the top of the notebook."),
    ),
    (
        *named("M25-weights-forgotten", "missing part", "This is the product of the sigmoids' slopes alone. What does "
               "a neuron do to its input before the sigmoid sees it?", *_each(factor=lambda w, h, z, f: f(z))),
        *named("M25-quarters", "another function", "Here every neuron counts a quarter. That is the largest slope of "
               "the sigmoid, at z = 0. Where is z? And what does the weight do?", lambda w, b, x: 0.25 ** len(w)),
        *named("slope-at-0", "another function", "This would be right if every z were 0. Where is z, neuron by "
               "neuron?", lambda w, b, x: np.prod(w) / 4.0 ** len(w)),
        *named("sum", "chain rule", "This is the sum of the neurons' factors. How do the slopes of functions inside "
               "one another combine?", *_each(combine=np.sum)),
        *named("mean", "chain rule", "This is an average of the neurons' factors, a factor for each neuron. What do "
               "they all do together?", _chain(combine=np.mean), _chain(combine=lambda f: np.prod(f) ** (1 / len(f))),
               _chain(combine=lambda f: np.abs(np.prod(f)) ** (1 / len(f)))),
        *named("last-neuron-only", "chain rule", "This is the last neuron's factor alone. What about those on the way "
               "from x to it?", *_each(combine=lambda factors: factors[-1])),
        *named("first-neuron-only", "chain rule", "This is the first neuron's factor alone. Does the loop end, or "
               "return, too early?", *_each(combine=lambda factors: factors[0])),
        *named("first-neuron-missing", "chain rule", "This is the slope by the first neuron's output. From there to x "
               "one factor is missing.", *_each(combine=lambda factors: np.prod(factors[1:]))),
        *named("last-neuron-missing", "chain rule", "This is the slope of the last neuron's input. One factor is "
               "missing at the end.", *_each(combine=lambda factors: np.prod(factors[:-1]))),
        *named("no-sigmoid-at-the-end", "chain rule", "This is the slope of the last z. What does the last neuron do "
               "with its z?", lambda w, b, x: _chain()(w[:-1], b[:-1], x) * w[-1]),
        *named("by-the-bias", "chain rule", "The first weight is missing: this is the slope by the first neuron's z, "
               "which is that by its bias. Which slope is asked for?", lambda w, b, x: _chain()(w, b, x) / w[0]),
        *named("by-the-weight", "another function", "This is the slope by the first weight. Which slope is asked for?",
               lambda w, b, x: _chain()(w, b, x) * x / w[0]),
        *named("x-everywhere", "order of steps", "These numbers come about where every neuron gets x itself. Who sees "
               "x, and what do the others see?",
               *(lambda w, b, x, f=f: np.prod(w * f(w * x + b)) for f in _SLOPES[:2]),
               lambda w, b, x: np.sum(w * sigmoid_grad(w * x + b)), lambda w, b, x: w * sigmoid_grad(w * x + b)),
        *named("sigmoid-not-passed-on", "missing part", "These numbers come about where z itself goes on to the next "
               "neuron. What does a neuron pass on?", *_each(out=lambda z: z)),
        *named("slope-passed-on", "order of steps", "These numbers come about where a neuron's slope goes on to the "
               "next neuron. What travels through the chain, and what is kept beside it?",
               _slope_passed_on, *_each(out=sigmoid_grad)),
        *named("moved-on-too-early", "order of steps", "The slopes belong to an input one neuron later. Has h moved on "
               "before the slope is taken?", *_each(factor=lambda w, h, z, f: w * f(w * (sigmoid(z) - h) + z))),
        *named("bias-forgotten", "missing part", "These are the numbers of neurons without a bias, all of them or the "
               "slopes. A bias is no factor, but what does it move?",
               *_each(into=lambda w, h, b: w * h), *_each(factor=lambda w, h, z, f: w * f(w * h))),
        *named("bias-sign", "sign", "These are the numbers of neurons with the opposite bias. Is it added or taken "
               "off?", *_each(into=lambda w, h, b: w * h - b)),
        *named("bias-inside", "brackets", "These are the numbers of neurons whose bias goes through the weight. What "
               "is added first, and what is multiplied?", *_each(into=lambda w, h, b: w * (h + b)),
               _chain(lambda w, h, z, f: w * f(w * (h + z - w * h)))),
        *named("M8-slope-of-the-output", "order of steps", "The slopes are those at the neurons' outputs. Where is the "
               "slope taken that belongs to z?", _chain(lambda w, h, z, f: w * f(sigmoid(z)))),
        *named("M8-formula-of-z", "another function", "Each neuron counts w z (1 - z) here. What must stand for z in "
               "it, to be the sigmoid's slope?", _chain(lambda w, h, z, f: w * z * (1 - z))),
        *named("slope-of-the-input", "order of steps", "The slopes are those at the neurons' inputs, before weight and "
               "bias have acted. Where is the sigmoid?", *_each(factor=lambda w, h, z, f: w * f(h)),
               _chain(lambda w, h, z, f: w * h * (1 - h))),
        *named("output", "another function", "This is the chain's output, or that compared with x. How fast does it "
               "move when x moves?",
               _output, lambda w, b, x: _output(w, b, x) / x, lambda w, b, x: _output(w, b, x) - x,
               lambda w, b, x: (_output(w, b, x) - x) / x),
        *named("combined-in-part", "chain rule", "The weights and the slopes are not all multiplied: of the weights, "
               "or of the slopes, there is only one in it, or their sum, mean or length.",
               *(_chain(lambda w, h, z, f: (w, f(z)), lambda pairs, u=u, v=v: (
                   u(np.array([w for w, _ in pairs])) * v(np.array([s for _, s in pairs]))))
                 for u, v in (*((np.prod, v) for v in (np.sum, np.mean, _first, _last)),
                              *((u, np.prod) for u in (np.sum, np.mean, np.linalg.norm, _first, _last))))),
        *named("second-derivative", "another function", "The sigmoid's second derivative fits where its first is asked "
               "for.", _chain(slope=sigmoid_second_derivative)),
        *named("logarithm-of-a-negative", "sign", "nan wherever a weight is negative. Is a logarithm taken of it?",
               *_each(combine=lambda factors: np.exp(np.sum(np.log(factors))))),
        *named("backwards", "argument order", "The order of the neurons is another one: w[0] and b[0] belong to the "
               "one that sees x.", _on(lambda w, b, x: (w[::-1], b[::-1], x)), _on(lambda w, b, x: (w[::-1], b, x))),
        *named("w-and-b-swapped", "argument order", "These are the numbers of a chain in which w and b have changed "
               "places.", _on(lambda w, b, x: (b, w, x))),
        *named("logarithm", "another function", "This is a logarithm of the slope, as the lesson's figure draws it. "
               "Which number is asked for?", *(_after(lambda s, f=f: f(np.abs(s))) for f in (np.log10, np.log))),
        *named("sign-lost", "sign", "The size is right, the sign is lost. What does a negative weight do to the "
               "slope?", _after(np.abs)),
        *named("sign-for-each", "sign", "The size is right; the sign is wrong wherever the number of neurons is odd. "
               "Is a minus in each factor?", *_each(factor=lambda w, h, z, f: -w * f(z))),
        *named("another-activation", "another function", "These are the numbers of tanh or relu neurons, or of the "
               "formula that gives tanh its slope. What are these neurons?",
               *(_chain(lambda w, h, z, f, g=g: w * g(z), out=out) for g, out in (
                   (lambda z: 1 - sigmoid(z) ** 2, sigmoid), (lambda z: 1 - np.tanh(z) ** 2, np.tanh),
                   (lambda z: 1 - np.tanh(z) ** 2, sigmoid), (lambda z: z > 0, lambda z: max(z, 0.0))))),
        *named("M2-mirrored", "sign", "These numbers come about where each neuron passes on 1 - s for s. Is a sign "
               "in its exponent?", *_each(out=lambda z: sigmoid(-z))),
        *named("rounded-far-out", "cancellation", "Right but for the neurons far out. Is the slope made from the "
               "output there? The output is rounded to 1, or nearly so, and the slope is not 0.",
               *(_chain(slope=slope) for slope in (*_SLOPES[1:], lambda z: (1 - np.tanh(z / 2) ** 2) / 4)),
               *(_chain(slope=lambda z, far=far: sigmoid_grad(z) if abs(z) <= far else 0.0) for far in (20, 30, 36)),
               *(_chain(slope=lambda z, far=far: sigmoid_grad(np.clip(z, -far, far))) for far in (15, 20, 30, 35)),
               *(_chain(slope=lambda z, least=least: (s := np.clip(sigmoid(z), least, 1 - least)) * (1 - s))
                 for least in (1e-7, 1e-8, 1e-12, 1e-15))),
        *named("differences", "precision", "Near the slope, but not to nine digits, or far off where it is small. Are "
               "two outputs subtracted? Their difference has few digits left.",
               *(_chain_difference(h, back, h + back) for h in STEPS for back in (h, 0.0))),
        *named("differences-twice-as-far", "scale", "Twice the slope, and not to nine digits. Are two outputs "
               "subtracted that are 2 h apart?", *(_chain_difference(h, h, h) for h in STEPS)),
        *named("not-multiplied", "shape", "One number for each neuron. The slope of the whole chain is one number.",
               *(_chain(combine=combine) for combine in (np.array, np.cumprod))),
        *named("half-a-slope", "chain rule", "Each neuron counts w (1 - s) here, for its output s. The sigmoid's slope "
               "has a second factor.", _chain(lambda w, h, z, f: w * sigmoid(-z))),
        *named("output-for-slope", "another function", "Each neuron counts its weight times its output here. What "
               "stands for the output in a slope?", _chain(lambda w, h, z, f: w * sigmoid(z))),
        *named("M11-largest-slope", "scale", "Each neuron counts too much, by the same factor 2 or 4. How steep is the "
               "sigmoid at z = 0?", *(_chain(lambda w, h, z, f, n=n: n * w * f(z)) for n in (2, 4))),
        *named("started-at-0", "boundary", "0 for every chain. With which number does a product begin?",
               lambda w, b, x: 0.0),
        *named("first-neuron-skipped", "off by one", "These are the numbers of the chain without its first neuron. "
               "Counting begins with 0.", _on(lambda w, b, x: (w[1:], b[1:], x))),
        *named("first-weight-everywhere", "wrong rows", "These numbers come about where every neuron has the weight of "
               "the first, all the way or in its slope. Which one belongs to each?",
               _on(lambda w, b, x: (0 * w + w[0], b, x)), _on(lambda w, b, x: (0 * w + w[0], 0 * b + b[0], x)),
               lambda w, b, x: _chain()(w, b, x) * np.prod(w[0] / w)),
        *named("weight-for-something-else", "another function", "Each neuron's factor has something else in place of "
               "the weight, or beside it. How fast does z move when the neuron's input does?",
               *(answer for what in (lambda w, h, z: z, lambda w, h, z: h, lambda w, h, z: w * h, lambda w, h, z: w * w,
                                     lambda w, h, z: z - w * h, lambda w, h, z: w + z - w * h)
                 for answer in _each(factor=lambda w, h, z, f, what=what: what(w, h, z) * f(z))),
               _chain(lambda w, h, z, f: w + f(z))),
        *named("times-x", "missing part", "This is the slope times x, or divided by it. x moves through the first z; "
               "is it a factor of the slope?", lambda w, b, x: x * _chain()(w, b, x),
               lambda w, b, x: _chain()(w, b, x) / x),
    ),
    section="5.1",
)  # fmt: skip
