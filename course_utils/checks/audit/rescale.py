"""Exercise S1: rescale."""

import numpy as np

from course_utils.activations import sigmoid
from course_utils.checks.audit._shared import NINE
from course_utils.checks.engine.exercise import Exercise, Mistake, Part

_HEIGHTS = np.array([-0.9, -0.2, 0.0, 0.6])


exercise = Exercise(
    "rescale",
    lambda values, low, high: (values - low) / (high - low),
    (
        Part("from -1 and 1", ((_HEIGHTS, -1.0, 1.0), (0.5, -1.0, 1.0)),
             "low must become 0, high must become 1, and the middle one half.", **NINE),
        Part("from other ranges",
             ((np.array([-1.2, 0.3, 1.5]), -np.pi / 2, np.pi / 2), (np.array([[2.0, 5.0], [9.5, 3.0]]), 2.0, 10.0)),
             "How wide is the old range, and where does it begin? Both are arguments.", **NINE),
    ),
    (
        Mistake("M1-precedence", lambda values, low, high: values - low / (high - low),
                "Division comes before subtraction, so only low is divided. Which difference needs a bracket?",
                family="brackets"),
        Mistake("tanh-only", lambda values, low, high: (values + 1) / 2,
                "Right for a range from -1 to 1. Other curves have other ends: use low and high.", family="scale"),
        Mistake("not-shifted", lambda values, low, high: values / (high - low),
                "The width is right, but the new range does not begin at 0. What must happen to low?",
                family="missing part"),
        Mistake("not-scaled", lambda values, low, high: values - low,
                "The new range begins at 0, but it is as wide as the old one.", family="missing part"),
        Mistake("high-for-width", lambda values, low, high: (values - low) / high,
                "You divide by high. How wide is the old range?", family="scale"),
        Mistake("upside-down", lambda values, low, high: (high - values) / (high - low),
                "Your map turns the range round: low should become 0, and high 1.", family="complement"),
        Mistake("middle-at-0", lambda values, low, high: (2 * values - low - high) / (high - low),
                "This maps to the range from -1 to 1. Here it is from 0 to 1.", family="scale"),
        Mistake("range-of-the-data", lambda values, low, high: (values - np.min(values)) / np.ptp(values),
                "You take the smallest and the largest of the values that happen to be there. The ends of the range "
                "are low and high, whether or not a value reaches them.", family="wrong rows"),
        Mistake("another-sigmoid", lambda values, low, high: sigmoid(values),
                "The sigmoid bends the values. To rescale, stretch and shift them, no more.",
                family="another function"),
        Mistake("low-sign", lambda values, low, high: (values + low) / (high - low),
                "low should become 0, and here it does not: mind the sign of the shift.", family="sign"),
        *(Mistake("even-ranges-only", wrong,
                  "Right for a range that lies evenly on both sides of 0. This one does not: where does it begin, and "
                  "how wide is it?", family="scale")
          for wrong in (lambda values, low, high: (values + abs(low)) / (high - low),
                        lambda values, low, high: (values - low) / (abs(high) + abs(low)),
                        lambda values, low, high: 0.5 + values / (high - low),
                        lambda values, low, high: (1 + values / high) / 2,
                        lambda values, low, high: (values + high) / (2 * high))),
    ),
    section="S1",
)
