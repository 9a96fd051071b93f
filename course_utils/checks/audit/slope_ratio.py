"""Exercise S11: slope_ratio."""

import numpy as np

from course_utils.activations import sigmoid, sigmoid_grad, tanh, tanh_grad
from course_utils.checks.audit._shared import NINE, plain_slope
from course_utils.checks.engine.exercise import Exercise, Mistake, Part

_NEAR = ((np.array([-2.0, 0.0, 0.5, 1.6629, 5.0]),), (np.array([[3.0, -4.0], [1.0, -0.1]]),))


exercise = Exercise(
    "slope_ratio",
    lambda x: tanh_grad(x) / sigmoid_grad(x),
    (
        Part("within 5 of 0", _NEAR, "Two slopes at the same x; the one of tanh above.", 1.5, **NINE),
        Part("out to 300", ((np.array([20.0, -50.0]),), (np.array([300.0, -300.0, 1.0]),)),
             "Where an output is rounded to 1, one minus it is 0. Which functions of the course keep the digits?",
             0.5, 1e-9),
    ),
    (
        Mistake("cancels", lambda x: (1 - np.tanh(x) ** 2) / plain_slope(x),
                "The formulas are right. Far out both subtract nearly equal numbers until 0 is left, and 0 by 0 is "
                "nan.", family="cancellation"),
        Mistake("cancels", lambda x: (1 - np.tanh(x) ** 2) / sigmoid_grad(x),
                "The slope of tanh is right on paper. Far out 1 - tanh squared subtracts equal numbers: 0 is left.",
                family="cancellation"),
        Mistake("cancels", lambda x: tanh_grad(x) / plain_slope(x),
                "The slope of the sigmoid is right on paper. Far to the right 1 - s is 0, and you divide by it.",
                family="cancellation"),
        Mistake("upside-down", lambda x: sigmoid_grad(x) / tanh_grad(x),
                "Your ratio is upside down: tanh belongs above.", family="complement"),
        Mistake("heights", lambda x: tanh(x) / sigmoid(x), "This is the ratio of the heights. Take the slopes.",
                                                           family="another function"),
        Mistake("inner-factor-lost", lambda x: sigmoid_grad(2 * x) / sigmoid_grad(x),
                "tanh is a sigmoid stretched along BOTH axes. A constant factor is missing: try x = 0.",
                family="chain rule"),
        Mistake("inner-factor-lost", lambda x: 2 * sigmoid_grad(2 * x) / sigmoid_grad(x),
                "tanh is a sigmoid stretched along BOTH axes, and each brings a factor 2. Try x = 0.",
                family="chain rule"),
        Mistake("M30-at-0-only", lambda x: 4.0 + 0 * x, "That is the ratio at x = 0. Elsewhere it is another.",
                                                        family="evidence"),
        Mistake("M8-output-for-x", lambda x: tanh_grad(tanh(x)) / sigmoid_grad(sigmoid(x)),
                "The slopes are taken at the outputs. Both belong to x.", family="another function"),
        Mistake("difference", lambda x: tanh_grad(x) - sigmoid_grad(x), "You subtract the two slopes. Divide them.",
                                                                        family="another function"),
        Mistake("largest", lambda x: np.max(tanh_grad(x)) / np.max(sigmoid_grad(x)),
                "This compares the largest slopes. Compare the two at each x.", family="wrong rows"),
        *(Mistake("clipped", lambda x, most=most: tanh_grad(np.clip(x, -most, most))
                  / sigmoid_grad(np.clip(x, -most, most)),
                  "Clipping x makes the ratio stand still far out. It goes on falling there.", family="guard")
          for most in (10, 15, 18, 20, 30, 35, 36, 50, 100)),
        Mistake("sigmoids-rule", lambda x: np.tanh(x) * (1 - np.tanh(x)) / sigmoid_grad(x),
                "t (1 - t) is not the slope of tanh: that rule belongs to the sigmoid.", family="another function"),
    ),
    section="S11",
)
