"""Exercise S3: neuron_state."""

from dataclasses import replace

import numpy as np

from course_utils.activations import sigmoid, sigmoid_grad, tanh, tanh_grad
from course_utils.checks.audit._shared import NINE, item, one_of_two, pair, swapped
from course_utils.checks.definition._shared import made
from course_utils.checks.engine.exercise import Exercise, Mistake, Part

_Z = (
    (np.array([-6.0, 0.0, 6.0, -2.5, 1.0, 8.0]),), (np.array([[0.5, -4.0], [7.9, -8.0]]),),
    (np.linspace(8, -8, 30).reshape(2, 3, 5),), (np.array([[-3, 0, 4]]),), (np.array([]),), (np.array([1.7]),),
)  # fmt: skip
_X = (
    *((z, 1.0, 0.0) for z, in _Z), (np.array([-2.0, 0.5, 3.0]), 2.0, -1.0),
    (np.array([[4.0, -9.0], [12.0, 1.0]]), -0.5, 1.0),
    (np.array([1, 0, -1]), 3, -2),
)  # fmt: skip


_of_z = pair(sigmoid, sigmoid_grad)


def _neuron(of_z=_of_z, slope=lambda w: w, z=lambda x, w, b: w * x + b):
    """Return an answer to neuron_state from the two of z."""

    def answer(x, w, b):
        outputs, slopes = of_z(z(x, w, b))
        return outputs, slope(w) * slopes

    return answer


_RIGHT = _neuron()

_OF_Z = (
    Mistake("M2-mirrored", pair(lambda z: sigmoid(-z), sigmoid_grad),
            "The outputs fall as z grows. Is a sign in an exponent turned round?", family="sign"),
    Mistake("M8-x-for-s", pair(sigmoid, lambda z: z * (1 - z)),
            "The slopes are the numbers of z (1 - z). Does the short formula for the slope want z, or the output?",
            family="another function"),
    Mistake("M8-slope-of-the-output", pair(sigmoid, lambda z: sigmoid_grad(sigmoid(z))),
            "These are the sigmoid's slopes at its OUTPUTS, as if they were inputs. Where does the neuron sit?",
            family="another function"),
    Mistake("M11-peak-1", pair(sigmoid, lambda z: 4 * sigmoid_grad(z)),
            "The slopes reach 1 at z = 0, four times the right one. How steep is the sigmoid there?",
            family="scale"),
    Mistake("tanh", pair(tanh, tanh_grad), "These are tanh and its slopes. The sentence is about the sigmoid.",
            family="another function"),
    Mistake("M12-difference", pair(sigmoid, lambda z: sigmoid(z + 0.5) - sigmoid(z - 0.5)),
            "The slopes are blurred, as by a difference over a whole unit of z. A slope belongs to one place.",
            family="precision"),
    Mistake("distance-for-slope", pair(sigmoid, lambda z: sigmoid(-np.abs(z))),
            "The second array holds the distances of the outputs to the nearer end. The slopes are a little less.",
            family="another function"),
    *(Mistake("one-factor", pair(sigmoid, f),
              "At 0 the second array has 0.5. How steep is the sigmoid there? Its slope is a product of two "
              "factors.",
              family="missing part") for f in (sigmoid, lambda z: sigmoid(-z))),
    Mistake("M10-minus", pair(sigmoid, lambda z: -sigmoid_grad(z)),
            "The slopes are negative, yet the output rises with z. How many minus signs does the chain rule bring?",
            family="sign"),
    *(Mistake("M1-precedence", pair(lambda z: 1 / 1 + np.exp(-z), slope),
              "The outputs exceed 1, and are those of 1 + exp(-z). Is a bracket missing?", family="brackets")
      for slope in (sigmoid_grad, lambda z: (1 + np.exp(-z)) * -np.exp(-z))),
    Mistake("bracket-missing", pair(sigmoid, lambda z: 0.0 * z),
            "The slopes are 0 everywhere, as those of s * 1 - s. Is a bracket missing, or s taken from itself?",
            family="brackets"),
    Mistake("tanhs-rule", pair(sigmoid, lambda z: 1 - sigmoid(z) ** 2),
            "The slopes are the numbers of 1 - s^2, the rule for the slope of tanh. The sigmoid has its own.",
            family="another function"),
    *(Mistake("squared", pair(sigmoid, f),
              "The slopes are those of s with a square in it. Both factors of the sigmoid's slope stand in the "
              "first power.", family="another function")
      for f in (lambda z: sigmoid(z) ** 2, lambda z: (1 - sigmoid(z)) ** 2, lambda z: sigmoid_grad(z) ** 2,
                lambda z: sigmoid(z) ** 2 * (1 - sigmoid(z)))),
    *made("M2-mirrored", "sign", "The outputs fall as z grows. Is a sign in an exponent turned round?",
          pair(lambda z: sigmoid(-z), lambda z: -sigmoid_grad(z))),
    *made("another-exponential", "another function", "The slopes are those of a fraction of exponentials, but "
          "another one than the sigmoid's slope. Which sign has the exponent above, and which power stands below?",
          *(pair(sigmoid, f) for f in (lambda z: np.exp(z) / (1 + np.exp(-z)) ** 2,
                                       lambda z: np.exp(-z) / (1 + np.exp(-(z**2)))))),
    *made("times-z", "another function", "The slopes are those of z times, or output through z. A tangent is "
          "local: how fast does the output move at z?", pair(sigmoid, lambda z: z * sigmoid_grad(z)),
          pair(sigmoid, lambda z: sigmoid(z) / z), pair(sigmoid, lambda z: z * sigmoid(z))),
    *made("limited", "guard", "Right in the middle; on the flat sides numbers are 0, 1 or a limit where they "
          "should only be near. Is something clipped, or chosen by a limit for z?",
          *(pair(lambda z, e=e: np.clip(sigmoid(z), e, 1 - e), sigmoid_grad) for e in (0.01, 1e-3)),
          *(pair(sigmoid, lambda z, m=m: np.where(np.abs(z) > m, 0.0, sigmoid_grad(z))) for m in (4, 5, 6))),
    Mistake("second-derivative", pair(sigmoid, lambda z: sigmoid_grad(z) * (1 - 2 * sigmoid(z))),
            "The second array is the slope of the SLOPE: 0 in the middle. Differentiate once.",
            family="chain rule"),
    Mistake("only-signs", pair(sigmoid, lambda z: np.sign(z) * sigmoid_grad(z)),
            "On the left the slopes have a minus. The sigmoid rises on both sides.", family="sign"),
    *(Mistake("M12-difference", pair(sigmoid, lambda z, h=h, back=back: (sigmoid(z + h) - sigmoid(z - back))
                                      / (h + back)),
              "The slopes are near, but not right to nine digits everywhere, as with a difference quotient. Is "
              "there a formula, or a function?", family="precision")
      for h in (1e-2, 1e-3, 1e-4, 1e-6, 1e-7, 1e-8) for back in (h, 0.0)),
)

exercise = Exercise(
    "neuron_state",
    lambda x, w, b: _RIGHT(x, w, b),
    (
        Part("the outputs", _X, "How much does the neuron say at each x?", view=item(0), shows="the outputs",
             more="activations holds the function whose name the course bears.", **NINE),
        Part("the slopes", _X, "How much does the output move when x does? What does x move first?", view=item(1),
             shows="the slopes", more="Lesson 02 found the slope from the output alone, and activations has a "
             "function for it, which takes z. How many times as far as x does z move?", **NINE),
    ),
    (
        *(Mistake("weight-forgotten", _neuron(slope=slope),
                  "The slopes are those by z, or with another factor than w: its size, its square, one over it. Asked "
                  "are those by x: which way, and how many times as far as x, does z move?", family="chain rule")
          for slope in (lambda w: 1, np.abs, np.square, lambda w: 1 / w)),
        *(Mistake("another-z", _neuron(z=z), "The numbers are those of another z than w x + b. What does the neuron "
                  "do with w and b?", family="missing part")
          for z in (lambda x, w, b: w * x, lambda x, w, b: x + b + 0 * w, lambda x, w, b: x + 0 * w,
                    lambda x, w, b: w * x - b, lambda x, w, b: w * (x + b), lambda x, w, b: b * x + w)),
        *(Mistake("slope-elsewhere", lambda x, w, b, times=times: (sigmoid(w * x + b), times(w) * sigmoid_grad(x)),
                  "The slopes are those of a neuron at x, not at its z. Where does the sigmoid sit?",
                  family="missing part") for times in (lambda w: 1, lambda w: w)),
        *made("by-another", "another function", "The slopes are those by w or by b, or have b in them. Asked are "
              "those by x: which of the three moves, and what stands beside it?",
              lambda x, w, b: (_RIGHT(x, w, b)[0], x * sigmoid_grad(w * x + b)),
              lambda x, w, b: (_RIGHT(x, w, b)[0], _RIGHT(x, w, b)[1] + b),
              lambda x, w, b: (_RIGHT(x, w, b)[0], (w + b) * sigmoid_grad(w * x + b))),
        *made("z-for-output", "another function", "The first array holds z, before the sigmoid. What does the neuron "
              "say?", lambda x, w, b: (w * x + b, _RIGHT(x, w, b)[1]),
              lambda x, w, b: (w * x + b, sigmoid(w * x + b))),
        *one_of_two(_RIGHT, "outputs, slopes"),
        Mistake("swapped", swapped(_RIGHT), "The outputs come first, then the slopes.", family="argument order"),
        *(replace(mistake, answer=_neuron(mistake.answer)) for mistake in _OF_Z),
    ),
    section="S3",
)
