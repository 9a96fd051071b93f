"""Exercise 2.6: affine_slope."""

import numpy as np

from course_utils import activations as truth
from course_utils.checks.derivative._shared import INTEGERS, TABLE, textbook_slope
from course_utils.checks.engine.exercise import Exercise, Mistake, Part

exercise = Exercise(
    "affine_slope",
    lambda w, b, x: w * truth.sigmoid_grad(w * x + b),
    (
        Part("positive weights", ((2.0, 0.5, -1.0), (0.5, -1.0, 2.0), (4.0, 0.0, 0.0)),
             "The chain rule: the slope of the sigmoid at w x + b, times the slope of w x + b."),
        Part("a negative weight", ((-3.0, 1.0, 0.2),),
             "With a negative weight the curve falls, so its slope is negative."),
        Part("steep curves, without a warning", ((1000.0, 0.0, -2.0), (1000.0, 0.0, 2.0)),
             "A large weight sends large numbers into exp or cosh. Build on activations.sigmoid_grad.", atol=1e-12),
        Part("arrays of x", ((1.5, -0.5, TABLE), (2.0, 1.0, INTEGERS)),
             "The result has the same shape as x."),
    ),
    (
        Mistake("no-chain-rule", lambda w, b, x: truth.sigmoid_grad(w * x + b),
                "The factor w is missing: the chain rule multiplies by the slope of w x + b.", "chain rule"),
        Mistake("no-bias", lambda w, b, x: w * truth.sigmoid_grad(w * np.asarray(x)),
                "The bias b is missing. It does not change the height of the peak, but it does change its place.",
                "missing part"),
        Mistake("shift-scaled", lambda w, b, x: w * truth.sigmoid_grad(w * (x + b)),
                "w (x + b) scales the bias too. The inside is w x + b.", "brackets"),
        Mistake("bias-added", lambda w, b, x: w * truth.sigmoid_grad(w * x + b) + b,
                "The bias belongs inside only. A constant has no slope, so nothing is added outside.", "missing part"),
        Mistake("inside-lost", lambda w, b, x: w * truth.sigmoid_grad(x),
                "The factor w is there, but the slope is taken at x. Take it at w x + b.", "chain rule"),
        Mistake("bound-as-factor", lambda w, b, x: w / 4 * truth.sigmoid_grad(w * x + b),
                "The slope of the sigmoid has its 1/4 inside already. The factor is w, not w / 4.", "scale"),
        Mistake("outside", lambda w, b, x: w * truth.sigmoid_grad(x) + b,
                "Weight and bias stand inside the sigmoid. Take its slope at w x + b.", "brackets"),
        Mistake("abs-w", lambda w, b, x: np.abs(w) * truth.sigmoid_grad(w * x + b),
                "The bound is abs(w) / 4. The slope itself keeps the sign of w.", "sign"),
        Mistake("with-respect-to-w", lambda w, b, x: x * truth.sigmoid_grad(w * x + b),
                "The factor x belongs to the slope in the direction of w. Here x changes: the factor is w.",
                "chain rule"),
        Mistake("M11-bound", lambda w, b, x: w / 4 + 0 * np.asarray(x),
                "w / 4 is the steepest slope there is. Elsewhere it is less: it depends on w x + b.",
                "another function"),
        Mistake("height", lambda w, b, x: truth.sigmoid(w * x + b),
                "This is the height. The slope was asked for.", "another function"),
        Mistake("height-times-w", lambda w, b, x: w * truth.sigmoid(w * x + b),
                "This is the height times w. Use the slope of the sigmoid there.", "another function"),
        Mistake("w-squared", lambda w, b, x: w**2 * truth.sigmoid_grad(w * x + b),
                "One factor w is enough: the slope of w x + b is w.", "chain rule"),
        Mistake("M8-sigmoid-again", lambda w, b, x: w * truth.sigmoid_grad(truth.sigmoid(w * x + b)),
                "activations.sigmoid_grad wants the input w x + b; you gave it the output.", "order of steps"),
        Mistake("argument-order", lambda w, b, x: b * truth.sigmoid_grad(b * w + x),
                "The arguments come in the order w, b, x.", "argument order"),
        *(Mistake("M12-difference",
                  lambda w, b, x, h=h: (truth.sigmoid(w * (x + h) + b) - truth.sigmoid(w * (x - h) + b)) / (2 * h),
                  "A difference is off by truncation or by rounding. Use the chain rule.", "precision")
          for h in (1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8)),
        Mistake("divided", lambda w, b, x: truth.sigmoid_grad(w * x + b) / w,
                "A larger weight makes the curve steeper: multiply by w.", "scale"),
        Mistake("overflow", lambda w, b, x: w * textbook_slope(w * x + b),
                "The numbers are right, but exp(2000) is too large for a float, so NumPy has to warn. "
                "Build on activations.sigmoid_grad.", "overflow"),
    ),
    section="2.6",
)
