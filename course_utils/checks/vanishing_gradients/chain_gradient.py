"""Exercise 5.1: chain_gradient."""

import numpy as np

from course_utils.activations import sigmoid, sigmoid_grad
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.checks.vanishing_gradients._shared import NINE, STEPS


def _chain(factor=lambda w, h, z: w * sigmoid_grad(z), combine=np.prod, into=lambda w, h, b: w * h + b, out=sigmoid):
    """Return an answer to chain_gradient that combines one factor for each neuron, whose input is h."""

    def answer(w, b, x):
        h, factors = x, []
        for w_l, b_l in zip(w, b):
            z = into(w_l, h, b_l)
            factors.append(factor(w_l, h, z))
            h = out(z)
        return combine(factors)

    return answer


def _output(w, b, x):
    for w_l, b_l in zip(w, b):
        x = sigmoid(w_l * x + b_l)
    return x


def _chain_difference(h, back):
    return lambda w, b, x: (_output(w, b, x + h) - _output(w, b, x - back)) / (h + back)


def _slope_passed_on(w, b, x):
    for w_l, b_l in zip(w, b):
        x = w_l * sigmoid_grad(w_l * x + b_l)
    return x


def _factor_with(slope):
    return lambda w, h, z: w * slope(z)


_SLOPES = (sigmoid_grad, lambda z: sigmoid(z) * (1 - sigmoid(z)))  # right, and right but for a neuron far out


_THREE = (np.array([0.7, -1.3, 2.5]), np.array([0.2, 0.9, -0.4]), 1.5)


exercise = Exercise(
    "chain_gradient",
    lambda w, b, x: _chain()(w, b, x),
    (
        Part("one neuron", ((np.array([1.5]), np.array([-0.5]), 2.0), (np.array([-3.0]), np.array([0.8]), 0.4)),
             "How fast does z move with x, and how fast does the output move with z?", **NINE),
        Part("several neurons",
             (_THREE, (np.full(6, 2.0), np.zeros(6), -0.3), (np.full(40, 4.0), np.full(40, -2.0), 0.5)),
             "The chain rule multiplies one factor for each neuron, each taken at the z that arrives there.", 2.0,
             **NINE),
        Part("a neuron far out", ((np.array([40.0, 1.5]), np.array([0.0, -0.5]), 1.0),),
             "At z = 40 the output is rounded to 1, but the slope is not 0. Which function of the course knows it?",
             **NINE),
    ),
    (
        *(Mistake("M25-weights-forgotten", _chain(lambda w, h, z, slope=slope: slope(z)),
                  "These are the slopes of the sigmoids alone. Before the sigmoid sees its input, the neuron stretches "
                  "it.", "missing part")
          for slope in _SLOPES),
        Mistake("M25-quarters", lambda w, b, x: 0.25 ** len(w),
                "A quarter for each layer is the largest slope of the sigmoid, at z = 0. Where is z here? And what "
                "does the weight do?", "another function"),
        Mistake("slope-at-0", lambda w, b, x: np.prod(w) / 4.0 ** len(w),
                "The weights are there, but the slope of the sigmoid is a quarter only where z = 0.",
                "another function"),
        *(Mistake("sum", _chain(_factor_with(slope), np.sum),
                  "You add the factors. The slope of a function of a function is a product.", "chain rule")
          for slope in _SLOPES),
        *(Mistake("last-neuron-only", _chain(_factor_with(slope), lambda factors: factors[-1]),
                  "This is the last neuron's factor alone. x is further back: every neuron on the way counts.",
                "chain rule")
          for slope in _SLOPES),
        *(Mistake("first-neuron-only", _chain(_factor_with(slope), lambda factors: factors[0]),
                  "This is the first neuron's factor alone. The output is further on: every neuron on the way counts.",
                "chain rule")
          for slope in _SLOPES),
        Mistake("first-neuron-missing", _chain(combine=lambda factors: np.prod(factors[1:])),
                "This is the slope by the first neuron's output. From there to x one factor is missing.", "chain rule"),
        Mistake("last-neuron-missing", _chain(combine=lambda factors: np.prod(factors[:-1])),
                "This is the slope of the last neuron's input. One factor is missing at the end.", "chain rule"),
        Mistake("no-sigmoid-at-the-end", lambda w, b, x: _chain()(w[:-1], b[:-1], x) * w[-1],
                "The last neuron has a sigmoid too; its slope is missing.", "chain rule"),
        *(Mistake("x-everywhere", lambda w, b, x, slope=slope: np.prod(w * slope(w * x + b)),
                  "You give x to every neuron. Only the first one sees x; each other sees the output before it.",
                "order of steps")
          for slope in _SLOPES),
        *(Mistake("sigmoid-not-passed-on", _chain(_factor_with(slope), out=lambda z: z),
                  "On the way through the chain you pass z on. What the next neuron gets is the sigmoid of it.",
                "missing part")
          for slope in _SLOPES),
        Mistake("slope-passed-on", lambda w, b, x: _slope_passed_on(w, b, x),
                "You hand each neuron's slope on as the next one's input. What travels is the output; the slopes are "
                "multiplied beside it.", "order of steps"),
        Mistake("moved-on-too-early", _chain(lambda w, h, z: w * sigmoid_grad(w * (sigmoid(z) - h) + z)),
                "Your h is already the neuron's output when you take its slope. Take the slope first, then move on.",
                "order of steps"),
        *(Mistake("bias-forgotten", _chain(_factor_with(slope), into=lambda w, h, b: w * h),
                  "The bias is missing. It is no factor, but it decides where on the curve a neuron sits.",
                "missing part")
          for slope in _SLOPES),
        *(Mistake("bias-inside", _chain(_factor_with(slope), into=lambda w, h, b: w * (h + b)),
                  "The bias is multiplied by the weight. A neuron computes w h + b.", "brackets")
          for slope in _SLOPES),
        Mistake("M8-slope-of-the-output", _chain(lambda w, h, z: w * sigmoid_grad(sigmoid(z))),
                "The slope is taken at the neuron's output. sigmoid_grad wants z, what goes into the sigmoid.",
                "order of steps"),
        Mistake("M8-formula-of-z", _chain(lambda w, h, z: w * z * (1 - z)),
                "z (1 - z) is no slope: that formula wants the output s, not z.", "another function"),
        Mistake("slope-of-the-input", _chain(lambda w, h, z: w * sigmoid_grad(h)),
                "The slope is taken at the neuron's input, before weight and bias have acted.", "order of steps"),
        Mistake("output", _output,
                "This is the chain's output. The question is how fast it moves when x moves.", "another function"),
        Mistake("by-the-weight", lambda w, b, x: _chain()(w, b, x) * x / w[0],
                "This is the slope by the first weight. The exercise asks for the slope by x.", "another function"),
        Mistake("backwards", lambda w, b, x: _chain()(w[::-1], b[::-1], x),
                "The signal runs through your neurons in the wrong order: w[0] and b[0] belong to the one that sees "
                "x.", "argument order"),
        Mistake("log10", lambda w, b, x: np.log10(np.abs(_chain()(w, b, x))),
                "This is the logarithm that the lesson's figure draws. Return the slope itself, with its sign.",
                "another function"),
        Mistake("sign-lost", lambda w, b, x: np.abs(_chain()(w, b, x)),
                "The size is right. A negative weight turns the slope round: keep the sign.", "sign"),
        Mistake("tanh", _chain(lambda w, h, z: w * (1 - sigmoid(z) ** 2)),
                "1 - s^2 is how tanh gets its slope from its output. These neurons are sigmoids.", "another function"),
        Mistake("rounded-far-out", _chain(lambda w, h, z: w * (sigmoid(z) - sigmoid(z) ** 2)),
                "The chain rule is right. But where the output is rounded to 1, s (1 - s) is 0, and the slope is not. "
                "The course has a function that takes the slope from z.", "cancellation"),
        *(Mistake("differences", _chain_difference(h, back),
                  "Two outputs subtracted lose the digits that a small slope needs. Use the chain rule.", "precision")
          for h in STEPS for back in (h, 0.0)),
        *(Mistake("not-multiplied", _chain(combine=combine),
                  "You return one number for each neuron. The slope of the whole chain is one number.", "shape")
          for combine in (np.array, np.cumprod)),
        Mistake("half-a-slope", _chain(lambda w, h, z: w * sigmoid(-z)),
                "1 - s is one of the two factors of the sigmoid's slope; the other one is missing.", "chain rule"),
        Mistake("output-for-slope", _chain(lambda w, h, z: w * sigmoid(z)),
                "You multiply by the neuron's output. Its slope is asked for.", "another function"),
        Mistake("started-at-0", lambda w, b, x: 0.0,
                "Your slope is 0, whatever the chain. A product begins with 1, not with 0.", "boundary"),
        Mistake("first-neuron-skipped", lambda w, b, x: _chain()(w[1:], b[1:], x),
                "The first neuron is skipped: x goes straight into the second. Counting begins with 0.", "off by one"),
        Mistake("mean", _chain(combine=np.mean),
                "You average the factors. The slope of a function of a function is a product.", "chain rule"),
        Mistake("bias-as-slope", _chain(lambda w, h, z: z * sigmoid_grad(z)),
                "You multiply by z. How fast does z move when the neuron's input does?", "chain rule"),
    ),
    section="5.1",
)
