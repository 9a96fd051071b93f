"""Exercise S11: steepness_ratio."""

from dataclasses import replace

import numpy as np

from course_utils.activations import sigmoid, sigmoid_grad, tanh, tanh_grad
from course_utils.checks.audit._shared import NINE, plain_slope
from course_utils.checks.engine.exercise import Exercise, Mistake, Part

_NEAR = (
    (np.array([0, 1, 1.6629, 2, 5, -2.0, 0.5]),), (np.array([[[3.0, -4.0], [1.0, -0.1]], [[4.9, -5.0], [2.5, 0.0]]]),),
    (np.array([[2, -1, 0]]),), (np.array([]),), (np.array([-3.3]),), (np.array([[4.7], [3.9]]),),
)  # fmt: skip
_FAR = (
    (np.array([20.0, -50.0]),), (np.array([300.0, -300.0, 1.0]),),
    (np.array([[8.0, 16.0, 19.0], [-21.0, -30.0, 37.0]]),),
    (np.array([6.5, -12.0, 100.0, -200.0, 250.0, 7.25]),), (np.array([40, -20]),),
)  # fmt: skip
_UNITS = ((np.array([0.0, 1.0, -2.5]), 4.0), (np.array([[0.3], [-1.1]]), 0.5), (np.array([1, -1]), 2))


def _over(slope):
    """Return the ratio with another slope of tanh above, from t = tanh(x)."""
    return lambda x: slope(np.tanh(x)) / sigmoid_grad(x)


def _in_unit(of_x):
    """Return an answer to steepness_ratio from one for k = 1, whose sigmoid is then put in the unit of k x."""
    return lambda x, k: of_x(x) * (sigmoid_grad(x) / (k * sigmoid_grad(k * x)))


_WHERE_K_IS_1 = (
    *(Mistake("cancels", lambda x, above=above, below=below: above(x) / below(x),
              "Right near 0. Far out a slope is 0, or has lost its digits, where it should only be tiny. Are "
              "nearly equal numbers subtracted?", family="cancellation")
      for above, below in (
          (lambda x: 1 - np.tanh(x) ** 2, plain_slope), (lambda x: 1 - np.tanh(x) ** 2, sigmoid_grad),
          (tanh_grad, plain_slope), (lambda x: 4 * plain_slope(2 * x), plain_slope),
          (lambda x: 4 * plain_slope(2 * x), sigmoid_grad),
          (lambda x: (1 - np.tanh(x)) * (1 + np.tanh(x)), sigmoid_grad),
          (lambda x: (1 - np.tanh(x)) * (1 + np.tanh(x)), plain_slope))),
    *(Mistake("exponential-too-large", wrong,
              "Right near 0. On a far side the ratio is nan, 0 or infinite: is an exponential too large for a "
              "float? activations has both slopes.", family="overflow")
      for wrong in (lambda x: 4 * np.exp(-2 * x) / (1 + np.exp(-2 * x)) ** 2
                    / (np.exp(-x) / (1 + np.exp(-x)) ** 2),
                    lambda x: 4 * np.exp(2 * x) / (1 + np.exp(2 * x)) ** 2 / (np.exp(x) / (1 + np.exp(x)) ** 2),
                    lambda x: 4 * np.exp(-x) * (1 + np.exp(-x)) ** 2 / (1 + np.exp(-2 * x)) ** 2)),
    Mistake("upside-down", lambda x: sigmoid_grad(x) / tanh_grad(x),
            "This is one over the ratio that was asked for. Which slope stands above?", family="complement"),
    Mistake("heights", lambda x: tanh(x) / sigmoid(x), "This is the ratio of the heights. Take the slopes.",
            family="another function"),
    *(Mistake("inner-factor-lost", lambda x, k=k: k * sigmoid_grad(2 * x) / sigmoid_grad(x),
              f"The ratio is {4 // k} times too small everywhere: at 0 it is {k}. tanh is a sigmoid stretched "
              "along BOTH axes. Which factor does each of them bring?", family="chain rule") for k in (1, 2)),
    *(Mistake("M30-at-0-only", lambda x, k=k: k + 0.0 * x,
              f"The ratio is {k} at every x. Is it the same far out?", family="evidence") for k in (4, 2, 1)),
    Mistake("M8-output-for-x", lambda x: tanh_grad(tanh(x)) / sigmoid_grad(sigmoid(x)),
            "The slopes are those at the OUTPUTS. Where do both belong?", family="another function"),
    Mistake("M8-output-for-x", lambda x: (1 - np.square(x)) / (x * (1 - x)),
            "The numbers are those of 1 - x^2 and x (1 - x). Do the short formulas want x, or the outputs?",
            family="another function"),
    Mistake("difference", lambda x: tanh_grad(x) - sigmoid_grad(x),
            "This is the difference of the two slopes. Divide them.", family="another function"),
    Mistake("slope-alone", tanh_grad, "This is the slope of tanh alone. By what is it divided?",
            family="missing part"),
    *(Mistake("largest", wrong, "One number came, for the largest slopes. Compare the two at each x.",
              family="wrong rows")
      for wrong in (lambda x: np.max(tanh_grad(x), initial=0) / np.max(sigmoid_grad(x), initial=1e-300),
                    lambda x: np.max(tanh_grad(x)) / np.max(sigmoid_grad(x)))),
    *(Mistake("clipped", lambda x, most=most: tanh_grad(np.clip(x, -most, most))
              / sigmoid_grad(np.clip(x, -most, most)),
              "From some x on the ratio stands still. It goes on falling there. Is something clipped?",
              family="guard") for most in (10, 15, 18, 20, 30, 35, 36, 50, 100)),
    *(Mistake("small-number", wrong,
              "Where the slopes are small the ratio is 0, or too small. Is a small number added to what divides, or "
              "something limited from below?", family="guard")
      for wrong in (*(lambda x, e=e: tanh_grad(x) / (sigmoid_grad(x) + e)
                      for e in (1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16)),
                    *(lambda x, e=e: tanh_grad(x) / np.maximum(sigmoid_grad(x), e)
                      for e in (1e-8, 1e-10, 1e-12, 1e-15, 1e-16)))),
    *(Mistake("another-rule", _over(slope),
              "The slope above is not that of tanh, which is 1 at 0, and falls off alike on both sides. What does "
              "your formula give there?", family="another function")
      for slope in (lambda t: t * (1 - t), lambda t: 1 - t, lambda t: 1 + t**2, lambda t: t**2,
                    lambda t: np.sqrt(1 - t**2),
                    lambda t: 1 - np.abs(t), lambda t: (1 - t**2) ** 2)),
    *(Mistake("M12-difference", lambda x, h=h: (tanh(x + h) - tanh(x - h)) / (sigmoid(x + h) - sigmoid(x - h)),
              "The ratio is near, but not right to nine digits, as with difference quotients. activations has both "
              "slopes.", family="precision") for h in (1e-3, 1e-4, 1e-5, 1e-6, 1e-7)),
)

exercise = Exercise(
    "steepness_ratio",
    lambda x, k: tanh_grad(x) / (k * sigmoid_grad(k * x)),
    (
        Part("within 5 of 0", (*((x, 1.0) for x, in _NEAR), *_UNITS),
             "Which two slopes are compared, where, and which of them stands above?", 1.5, shows="the ratios",
             more="activations has a function for each of the two slopes; both take x. The sigmoid is that of k x: "
             "which factor does the chain rule bring?", **NINE),
        Part("out to 300", tuple((x, 1.0) for x, in _FAR),
             "Which of your numbers is 0, or infinite, far out, and should only be tiny or huge?", 0.5, 1e-9,
             shows="the ratios", warnings_cost=False,
             more="Where an output is rounded to 1, one minus it, or one minus its square, has no digits left. The "
             "functions of activations keep them."),
    ),
    (
        *(Mistake("unit-forgotten", wrong, "Right for k = 1. What does k do inside the sigmoid, what does the "
                  "chain rule make of it, and on which side of the division does that stand?", family="chain rule")
          for wrong in (lambda x, k: tanh_grad(x) / sigmoid_grad(x), lambda x, k: tanh_grad(x) / sigmoid_grad(k * x),
                        lambda x, k: tanh_grad(x) / (k * sigmoid_grad(x)),
                        lambda x, k: k * tanh_grad(x) / sigmoid_grad(k * x),
                        lambda x, k: k * tanh_grad(x) / sigmoid_grad(x),
                        lambda x, k: tanh_grad(x) / (k**2 * sigmoid_grad(k * x)))),
        Mistake("heights", lambda x, k: tanh(x) / sigmoid(k * x), "This is the ratio of the heights. Take the slopes.",
                family="another function"),
        Mistake("difference", lambda x, k: tanh_grad(x) - k * sigmoid_grad(k * x),
                "This is the difference of the two slopes. Divide them.", family="another function"),
        *(Mistake("M30-at-0-only", lambda x, k, c=c: c / k + 0.0 * x,
                  "The ratio is the same at every x, as in the middle. Is it the same far out?", family="evidence")
          for c in (4, 2, 1)),
        *(Mistake("another-rule-below", lambda x, k, slope=slope: tanh_grad(x) / (k * slope(sigmoid(k * x))),
                  "The slope below is not that of the sigmoid, which is 0.25 at 0, and falls off alike on both sides. "
                  "What does your formula give there?", family="another function")
          for slope in (lambda s: s * (1 + s), lambda s: s, lambda s: 1 - s, lambda s: 1 - s**2, lambda s: s**2)),
        *(Mistake("small-number", lambda x, k, e=e: tanh_grad(x) / (k * sigmoid_grad(k * x) + e),
                  "Where the slopes are small the ratio is 0, or too small. Is a small number added to what divides, "
                  "or something limited from below?",
                  family="guard") for e in (1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16)),
        Mistake("both-in-that-unit", lambda x, k: tanh_grad(k * x) / sigmoid_grad(k * x),
                "Right for k = 1. Elsewhere both slopes are taken at k x. Which of the two curves is put in another "
                "unit?", family="another function"),
        *(Mistake("tanh-in-that-unit", wrong, "Right for k = 1. Elsewhere it is tanh that is taken at k x. Which of "
                  "the two curves is put in another unit?", family="argument order")
          for wrong in (lambda x, k: k * tanh_grad(k * x) / sigmoid_grad(x),
                        lambda x, k: tanh_grad(k * x) / sigmoid_grad(x))),
        *(replace(mistake, answer=_in_unit(mistake.answer)) for mistake in _WHERE_K_IS_1),
    ),
    section="S11",
)
