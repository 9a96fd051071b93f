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


def _factor_for_slope(w, b, x, depth):
    return _chain(flat=lambda z: w * sigmoid_grad(z) < 0.01)(w, b, x, depth)


_CHAINS = ((1.0, 0.0, 0.5, 20), (4.0, -2.0, 0.5, 30), (-3.0, 1.0, 0.2, 6), (12.0, -6.0, 0.8, 8), (-3.0, 1.0, 0.2, 5))


_NEAR_FLAT = ((1.0, 4.0, 0.55, 1), (1.0, 4.0, 0.59, 1), (1.0, 4.0, 0.597, 1))  # the border lies at z = 4.585


exercise = Exercise(
    "chain_report",
    lambda w, b, x, depth: _chain()(w, b, x, depth),
    (
        Part("the slope", _CHAINS, "The chain rule: one factor for each neuron, taken at the z that arrives there.",
             1.0, 1e-9, view=item(0)),
        Part("the share that is flat", (*_CHAINS, (40.0, 0.0, 0.5, 5), (-14.0, 5.0, 0.3, 9), *_NEAR_FLAT),
             "For each neuron: is the sigmoid's slope at its z below 0.01? Then the share.", view=item(1), **NINE),
    ),
    (
        Mistake("M25-weights-forgotten", _chain(lambda w, z: sigmoid_grad(z)),
                "These are the slopes of the sigmoids alone. Before the sigmoid sees its input, the neuron stretches "
                "it.", family="chain rule"),
        Mistake("M25-quarters", _chain(lambda w, z: w * 0.25 + 0 * z),
                "A quarter is the largest slope of the sigmoid, at z = 0. Where are these neurons?",
                family="chain rule"),
        Mistake("summed", _chain(combine=np.sum), "You add the factors. A function of a function has a product.",
                                                  family="chain rule"),
        Mistake("not-fed-on", _chain(fed=False),
                "Every neuron gets x. Only the first one sees x; each other sees the output before it.",
                family="order of steps"),
        Mistake("one-too-many", _chain(late=1), "There is one neuron too many in your chain.", family="off by one"),
        Mistake("output-for-slope", _chain(flat=lambda z: sigmoid(z) < 0.01),
                "You count small OUTPUTS. A neuron is flat where its slope is small, near 1 as well as near 0.",
                family="another function"),
        Mistake("factor-for-slope", _factor_for_slope,
                "You call a neuron flat by its factor, weight and all. Flat is a matter of the sigmoid's slope alone.",
                family="another function"),
        Mistake("M8-slope-of-the-output", _chain(lambda w, z: w * sigmoid_grad(sigmoid(z)),
                                                 lambda z: _flat(sigmoid(z))),
                "The slopes are taken at the neurons' outputs. sigmoid_grad wants z, what goes into the sigmoid.",
                family="another function"),
        *one_of_two(_chain(), "slope, share"),
        Mistake("counted", _chain(share=np.sum), "This counts the flat neurons. Return their share.",
                                                 family="mean or sum"),
        Mistake("swapped", swapped(_chain()), "The slope comes first, then the share.", family="argument order"),
        Mistake("sign-lost", pair(lambda *given: abs(_chain()(*given)[0]), lambda *given: _chain()(*given)[1]),
                "The size of the slope is right. A negative weight turns it round: keep the sign.", family="sign"),
        Mistake("height-for-slope", _chain(flat=lambda z: sigmoid(-np.abs(z)) < 0.01),
                "You ask how near the OUTPUT is to 0 or 1. Flat is a matter of the slope, which is a little less.",
                family="another function"),
        Mistake("last-neuron-only", _chain(combine=lambda factors: factors[-1], share=lambda flat: flat[-1]),
                "This is the last neuron alone. Every neuron on the way counts.", family="wrong rows"),
        Mistake("bias-forgotten", lambda w, b, x, depth: _chain()(w, 0.0, x, depth), "The bias is missing.",
                                                                                     family="missing part"),
        Mistake("one-too-few", _chain(late=-1), "There is one neuron too few in your chain.", family="off by one"),
        *(Mistake("z-for-slope", _chain(flat=lambda z, most=most: np.abs(z) > most),
                  "You compare z with a number of your own. Flat is where the sigmoid's slope is below 0.01.",
                  family="another function")
          for most in (4, 4.5, 4.6, 5, 6)),
    ),
    section="S8",
)
