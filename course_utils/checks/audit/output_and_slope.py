"""Exercise S3: output_and_slope."""

import numpy as np

from course_utils.activations import sigmoid, sigmoid_grad, tanh, tanh_grad
from course_utils.checks.audit._shared import NINE, item, one_of_two, pair
from course_utils.checks.engine.exercise import Exercise, Mistake, Part

_Z = (np.array([-6.0, -2.5, 0.0, 1.0, 6.0]),), (np.array([[0.5, -4.0], [8.0, -8.0]]),)


exercise = Exercise(
    "output_and_slope",
    lambda z: pair(sigmoid, sigmoid_grad)(z),
    (
        Part("the outputs", _Z, "The first of the two: how much the neuron says.", view=item(0), **NINE),
        Part("the slopes", _Z, "The second of the two: how much the output moves when z does.", view=item(1), **NINE),
    ),
    (
        Mistake("M2-mirrored", pair(lambda z: sigmoid(-z), sigmoid_grad),
                "Your output falls as z grows. Look at the sign in the exponent.", family="sign"),
        Mistake("M8-x-for-s", pair(sigmoid, lambda z: z * (1 - z)),
                "The short formula for the slope wants the output; you gave it z.", family="another function"),
        Mistake("M8-slope-of-the-output", pair(sigmoid, lambda z: sigmoid_grad(sigmoid(z))),
                "The slope is taken at the output. The neuron sits at z.", family="another function"),
        Mistake("M11-peak-1", pair(sigmoid, lambda z: 4 * sigmoid_grad(z)),
                "These slopes reach 1 at z = 0. The sigmoid is not as steep as that.", family="scale"),
        Mistake("tanh", pair(tanh, tanh_grad), "This is tanh. The sentence is about the sigmoid.",
                                               family="another function"),
        Mistake("M12-difference", pair(sigmoid, lambda z: sigmoid(z + 0.5) - sigmoid(z - 0.5)),
                "A difference over a whole unit of z blurs the slope. The slope belongs to one place.",
                family="precision"),
        Mistake("distance-for-slope", pair(sigmoid, lambda z: sigmoid(-np.abs(z))),
                "This is the distance of the output to the nearer end. The slope is a little less.",
                family="another function"),
        *one_of_two(pair(sigmoid, sigmoid_grad), "outputs, slopes"),
        Mistake("swapped", pair(sigmoid_grad, sigmoid), "The outputs come first, then the slopes.",
                                                        family="argument order"),
        Mistake("M10-minus", pair(sigmoid, lambda z: -sigmoid_grad(z)),
                "Your slopes are negative, yet the output rises with z. How many minus signs does the chain rule "
                "bring?", family="sign"),
        Mistake("M1-precedence", pair(lambda z: 1 / 1 + np.exp(-z), sigmoid_grad),
                "Your outputs exceed 1. Division comes before addition: something lacks a bracket.", family="brackets"),
        Mistake("tanhs-rule", pair(sigmoid, lambda z: 1 - sigmoid(z) ** 2),
                "1 - s^2 is the rule for the slope of tanh. The sigmoid has its own.", family="another function"),
        *(Mistake("M12-difference", pair(sigmoid, lambda z, h=h, back=back: (sigmoid(z + h) - sigmoid(z - back))
                                          / (h + back)),
                  "A difference is near the slope, but not right to nine digits everywhere. There is a formula, and a "
                  "function.", family="precision")
          for h in (1e-2, 1e-3, 1e-4, 1e-6, 1e-7, 1e-8) for back in (h, 0.0)),
    ),
    section="S3",
)
