"""Exercise S8: chain_report."""

import numpy as np

from course_utils.activations import sigmoid, sigmoid_grad
from course_utils.checks.audit._shared import NINE, item, one_of_two, pair, swapped
from course_utils.checks.engine.exercise import Exercise, Mistake, Part


def _flat(z):
    return sigmoid_grad(z) < 0.01


def _chain(factor=lambda w, z: w * sigmoid_grad(z), flat=_flat, combine=np.prod, share=np.mean, fed=True, late=0):
    """Return an answer to chain_report; `fed` says whether each neuron gets the output before it, or x again."""

    def answer(w, b, x, depth):
        h, z = x, []
        for _ in range(depth + late):
            z.append(w * h + b)
            h = sigmoid(z[-1]) if fed else x
        return combine(factor(w, np.array(z))), share(flat(np.array(z)))

    return answer


def _given(w=lambda w: w, b=lambda b: b, depth=lambda depth: depth, flat=lambda w: _flat):
    """Return an answer to chain_report that is right but for what it makes of its arguments."""
    return lambda *given: _chain(flat=flat(given[0]))(w(given[0]), b(given[1]), given[2], depth(given[3]))


def _one_bias_too_many(w, b, x, depth):
    """Return the chain with the bias outside the sigmoid."""
    h, z = x, []
    for _ in range(depth):
        z.append(w * h)
        h = sigmoid(z[-1]) + b
    return np.prod(w * sigmoid_grad(np.array(z))), np.mean(_flat(np.array(z)))


def _straight(w, b, x, depth):
    """Return the report on a chain whose neurons hand on z itself, though their slopes are those of the sigmoid."""
    z = []
    for _ in range(depth):
        z.append(w * (z[-1] if z else x) + b)
    return np.prod(w * sigmoid_grad(np.array(z))), np.mean(_flat(np.array(z)))


def _last_output(w, b, x, depth):
    for _ in range(depth):
        x = sigmoid(w * x + b)
    return x


_AT_5 = sigmoid(5.0)
_CHAINS = (
    (1, 0, 0.5, 10), (4, -2, 0.5, 10), (12, 0, 0.5, 10), (400, 5 - 400 * _AT_5, _AT_5, 3), (1.0, 0.0, 0.5, 20),
    (4.0, -2.0, 0.5, 30), (-3.0, 1.0, 0.2, 6), (12.0, -6.0, 0.8, 8), (-3.0, 1.0, 0.2, 5), (2.5, -0.5, 1.3, 1),
    (-1.5, 0.7, -2.0, 1), (0.3, 3.0, 16.0, 2),
)  # fmt: skip


_FAR_OUT = ((30.0, 0.0, 1.0, 1), (2.0, 19.0, 0.5, 2), (-30.0, 0.0, 1.0, 2))
_NEAR_FLAT = ((1.0, 4.0, 0.55, 1), (1.0, 4.0, 0.59, 1), (1.0, 4.0, 0.597, 1))  # the border lies at z = 4.585


exercise = Exercise(
    "chain_report",
    lambda w, b, x, depth: _chain()(w, b, x, depth),
    (
        Part("the slope", _CHAINS, "How does the slope of a function of a function of a function come about?",
             0.5, 1e-9, view=item(0), warnings_cost=False, shows="the slope of the chain",
             more="One factor for each neuron, taken at the z that arrives there. A neuron first stretches, then "
             "applies the sigmoid: what does each of the two do to a slope?"),
        Part("the share that is flat",
             (*_CHAINS, (40.0, 0.0, 0.5, 5), (-14.0, 5.0, 0.3, 9), (8.0, -3.0, 0.1, 7), *_NEAR_FLAT),
             "What has to be compared with 0.01, and at which place?", view=item(1), shows="the share of flat neurons",
             more="Keep the z of each neuron on the way; in the end ask each for the sigmoid's slope there.", **NINE),
        Part("the slope, where a neuron sits far out", _FAR_OUT, "Which digits are left of 1 minus an output that is "
             "next to 1?", 0.5, 1e-9, view=item(0), warnings_cost=False, shows="the slope of the chain",
             more="activations has a function for the slope. It takes z, not the output, and keeps all digits."),
    ),
    (
        Mistake("M25-weights-forgotten", _chain(lambda w, z: sigmoid_grad(z)),
                "The slope is the product of the sigmoids' slopes alone. Before the sigmoid sees its input, the neuron "
                "stretches it. Is a factor missing?", family="chain rule"),
        Mistake("M25-weights-forgotten", _chain(lambda w, z: np.r_[w, np.ones(len(z) - 1)] * sigmoid_grad(z)),
                "The weight counts once in your slope. How many neurons stretch?", family="chain rule"),
        *(Mistake("M25-quarters", _chain(lambda w, z, k=k: (w if k else 1) * 0.25 + 0 * z),
                  "The slope is made of quarters. A quarter is the largest slope of the sigmoid, at z = 0. Where are "
                  "these neurons?", family="chain rule") for k in (0, 1)),
        *(Mistake("summed", _chain(combine=combine),
                  "The slope is a sum or a mean of the neurons' factors. What does the chain rule do with them?",
                  family="chain rule") for combine in (np.sum, np.mean)),
        Mistake("not-fed-on", _chain(fed=False),
                "The numbers are those of neurons that all get x. What does the second one see?",
                family="order of steps"),
        *(Mistake(f"one-too-{word}", lambda w, b, x, depth, late=late, over=over: (
                      (r := _chain(late=late, share=np.sum)(w, b, x, depth))[0], r[1] / max(depth + over, 1)),
                  f"The numbers are those of a chain with one neuron too {word}.", family="off by one")
          for word, late in (("many", 1), ("few", -1)) for over in (late, 0)),
        *(Mistake("output-for-slope", _chain(flat=flat),
                  "The share is that of small (or large) OUTPUTS. A neuron is flat where its slope is small: near 1 as "
                  "well as near 0.", family="another function")
          for flat in (lambda z: sigmoid(z) < 0.01, lambda z: sigmoid(z) > 0.99)),
        *(Mistake("factor-for-slope", _given(flat=flat),
                  "The share is that of neurons with a small FACTOR, weight and all. Which slope makes a neuron flat?",
                  family="another function")
          for flat in (lambda w: lambda z: w * sigmoid_grad(z) < 0.01,
                       lambda w: lambda z: np.abs(w * sigmoid_grad(z)) < 0.01)),
        Mistake("running-product", lambda w, b, x, depth: (
                    _chain()(w, b, x, depth)[0],
                    _chain(flat=lambda z: np.abs(np.cumprod(w * sigmoid_grad(z))) < 0.01)(w, b, x, depth)[1]),
                "The share is that of neurons where the slope of the chain UP TO there is small. Each neuron is asked "
                "for itself.", family="another function"),
        Mistake("M8-slope-of-the-output", _chain(lambda w, z: w * sigmoid_grad(sigmoid(z)),
                                                 lambda z: _flat(sigmoid(z))),
                "The slopes are those at the neurons' OUTPUTS. Does your function for the slope want z, or the output?",
                family="another function"),
        Mistake("M8-slope-of-the-output", _chain(lambda w, z: w * z * (1 - z), lambda z: z * (1 - z) < 0.01),
                "The slopes are those of z (1 - z). Does the short formula want z, or the output?",
                family="another function"),
        Mistake("M8-slope-of-the-output", _chain(lambda w, z: w * z * (1 - z)),
                "The first is made of z (1 - z). Does the short formula want z, or the output?",
                family="another function"),
        *(Mistake("subtracted", _chain(slope),
                  "Right, but for a neuron whose output is next to 1. Is its slope formed from 1 minus the output? Few "
                  "digits are left there.", family="cancellation")
          for slope in (lambda w, z: w * sigmoid(z) * (1 - sigmoid(z)),
                        lambda w, z: w * (sigmoid(z) - sigmoid(z) ** 2),
                        lambda w, z: w * (1 - np.tanh(z / 2) ** 2) / 4)),
        Mistake("no-sigmoid", _straight,
                "The numbers are those of neurons that hand on z itself. What does the next one see?",
                family="missing part"),
        *one_of_two(_chain(), "slope, share"),
        Mistake("counted", _chain(share=np.sum), "This is how many neurons are flat. Return their share.",
                family="mean or sum"),
        Mistake("per-cent", _chain(share=lambda flat: 100 * np.mean(flat)), "These are per cent. A share is at most 1.",
                family="scale"),
        Mistake("not-flat", _chain(flat=lambda z: ~_flat(z)), "This is the share of the neurons that are NOT flat.",
                family="complement"),
        Mistake("swapped", swapped(_chain()), "The slope comes first, then the share.", family="argument order"),
        Mistake("sign-lost", pair(lambda *given: abs(_chain()(*given)[0]), lambda *given: _chain()(*given)[1]),
                "The size of the slope is right. What does a negative weight do to the direction?", family="sign"),
        Mistake("height-for-slope", _chain(flat=lambda z: sigmoid(-np.abs(z)) < 0.01),
                "The share is that of OUTPUTS within 0.01 of 0 or 1. Flat is a matter of the slope, which is a little "
                "less.", family="another function"),
        Mistake("last-neuron-only", _chain(combine=lambda factors: factors[-1], share=lambda flat: flat[-1]),
                "The numbers are those of the last neuron alone. Every neuron on the way counts.",
                family="wrong rows"),
        Mistake("last-neuron-only", _chain(share=lambda flat: flat[-1]),
                "The share is 0 or 1: that of the last neuron alone. Every neuron on the way counts.",
                family="wrong rows"),
        Mistake("bias-forgotten", _given(b=lambda b: 0.0), "The bias plays no part in your numbers.",
                family="missing part"),
        Mistake("bias-outside", _one_bias_too_many,
                "The numbers are those of neurons that add the bias after the sigmoid. Where does it stand?",
                family="brackets"),
        *(Mistake("z-for-slope", _chain(flat=flat),
                  "Near the border some neurons go to the wrong side, as when z itself is compared, or the slope with "
                  "another number than 0.01.", family="another function")
          for flat in (*(lambda z, most=most: np.abs(z) > most for most in (4, 4.5, 4.6, 5, 6)),
                       *(lambda z, least=least: sigmoid_grad(z) < least for least in (0.1, 0.001)))),
        Mistake("outputs-for-slope", lambda w, b, x, depth: (
                    _last_output(w, b, x, depth), _chain()(w, b, x, depth)[1]),
                "The first number is the last OUTPUT. How much does it move when x does?", family="another function"),
    ),
    section="S8",
)
