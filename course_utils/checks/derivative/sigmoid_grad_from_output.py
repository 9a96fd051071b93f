"""Exercise 2.2: sigmoid_grad_from_output."""

import numpy as np

from course_utils import activations as truth
from course_utils.checks.engine.exercise import Exercise, Mistake, Part

_WAYS_BACK = (lambda s: np.log(s / (1 - s)), lambda s: -np.log(1 / s - 1), lambda s: np.log(s) - np.log(1 - s))


exercise = Exercise(
    "sigmoid_grad_from_output",
    lambda s: s - s * s,
    (
        Part("outputs in the middle", ((0.5,), (0.75,), (0.1,)),
             "Section 2.2: the height, times the room left above it."),
        Part("outputs at the ends", ((0.0,), (1.0,), (1e-20,)),
             "At both ends the curve is flat. A tiny output has a tiny slope, not 0.", atol=1e-300),
        Part("arrays of any shape", ((np.array([[0.2, 0.4], [0.6, 0.999]]),),),
             "The result has the same shape as s."),
    ),
    (
        Mistake("M8-sigmoid-again", lambda s: truth.sigmoid(s) * (1 - truth.sigmoid(s)),
                "s is already an output of the sigmoid; you apply the sigmoid to it once more.", "order of steps"),
        Mistake("M10-minus", lambda s: s * (s - 1),
                "The sign is turned round: the sigmoid rises, so its slope is positive.", "sign"),
        Mistake("tanh", lambda s: 1 - s**2,
                "This is how tanh gets its slope from its output. For the sigmoid it is s (1 - s).",
                "another function"),
        Mistake("room-only", lambda s: 1 - s,
                "This is the room left above. The height s is missing as a factor.", "missing part"),
        Mistake("s-plus", lambda s: s * (1 + s),
                "The room left above the output is 1 MINUS s.", "sign"),
        Mistake("M11-peak-1", lambda s: 4 * s * (1 - s),
                "This reaches 1 at s = 0.5. The slope itself is there 0.5 times 0.5.", "scale"),
        Mistake("M1-precedence", lambda s: s * 1 - s,
                "s * 1 - s is s minus s. Bracket 1 - s.", "brackets"),
        Mistake("second-derivative", lambda s: s * (1 - s) * (1 - 2 * s),
                "This is the second derivative. The factor 1 - 2s is one too many.", "another function"),
        Mistake("quarter", lambda s: 0.25 - (s - 0.5) ** 2,
                "On paper this is right. In floats a quarter minus nearly a quarter loses the digits of a tiny "
                "output. Section 2.2 has a form that keeps them.", "cancellation"),
        *(Mistake("back-to-x", lambda s, x=x: truth.sigmoid_grad(x(s)),
                  "This goes back to x first, and at the ends that way is closed: the x would be infinite. "
                  "The output alone tells the slope.", "order of steps") for x in _WAYS_BACK),
    ),
    section="2.2",
)
