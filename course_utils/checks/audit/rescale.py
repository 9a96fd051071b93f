"""Exercise S1: rescale."""

import numpy as np

from course_utils.activations import sigmoid
from course_utils.checks.audit._shared import NINE
from course_utils.checks.engine.exercise import Exercise, Mistake, Part

_HEIGHTS = np.array([1.0, -0.9, -0.2, 0.0, 0.6, -1.0])
_CURVE = np.tanh(np.linspace(20, -20, 41))
_CUBE = np.array([[[2.0, 5.0], [9.5, 3.0]], [[10.0, 2.5], [7.0, 6.0]]])


exercise = Exercise(
    "rescale",
    lambda values, low, high: (values - low) / (high - low),
    (
        Part("from -1 and 1",
             ((_HEIGHTS, -1.0, 1.0), (0.5, -1.0, 1.0), (_CURVE, -1, 1), (np.array([[-1, 0, 1]]), -1, 1),
              (np.array([]), -1.0, 1.0), (np.array([[0.3], [-1.0]]), -1.0, 1.0)),
             "Where should low land, where high, and where the middle between them?",
             more="Move the range so that it begins at 0; then see how wide it is, and make that 1.",
             shows="the mapped values", **NINE),
        Part("from other ranges",
             ((np.array([-1.2, 0.3, 1.5]), -np.pi / 2, np.pi / 2), (_CUBE, 2.0, 10.0), (37.0, -273.15, 100.0),
              (np.array([-9.5, -2.25]), -10.0, -2.0), (np.array([2, 3, 7]), 2, 7), (np.array([[4e-7]]), 1e-7, 5e-7)),
             "How wide is the old range, and where does it begin? Both are in the arguments.",
             more="A range need not lie evenly around 0, nor contain it. Try your map by hand at the two ends of the "
             "range from 2 to 10.", shows="the mapped values", **NINE),
    ),
    (
        Mistake("M1-precedence", lambda values, low, high: values - low / (high - low),
                "The numbers are those of values - low / (high - low), where only low is divided. Is a bracket "
                "missing?", family="brackets"),
        Mistake("M1-precedence", lambda values, low, high: (values - low) / high - low,
                "The numbers are those of (values - low) / high - low: low is taken away twice, and high alone "
                "divides. Is a bracket missing?", family="brackets"),
        *(Mistake("tanh-only", wrong,
                  "Right for the range from -1 to 1, and for no other tried. Do your numbers depend on low and high?",
                  family="scale")
          for wrong in (lambda values, low, high: (values + 1) / 2, lambda values, low, high: (values - low) / 2)),
        Mistake("not-shifted", lambda values, low, high: values / (high - low),
                "The new range is 1 wide, but it does not begin at 0. What must happen to low?",
                family="missing part"),
        Mistake("not-scaled", lambda values, low, high: values - low,
                "The new range begins at 0, but it is as wide as the old one. What should the width become?",
                family="missing part"),
        *(Mistake("high-for-width", wrong,
                  "low goes to 0, as it should, but high does not go to 1. How wide is the old range?", family="scale")
          for wrong in (lambda values, low, high: (values - low) / high,
                        lambda values, low, high: (values - low) / (high + low + (high == -low)))),
        Mistake("upside-down", lambda values, low, high: (high - values) / (high - low),
                "The map turns the range round: low goes to 1, and high to 0. Which of them should be 0?",
                family="complement"),
        Mistake("upside-down", lambda values, low, high: (values - high) / (low - high),
                "The map turns the range round: low goes to 1, and high to 0. Which of them should be 0?",
                family="complement"),
        Mistake("one-too-low", lambda values, low, high: (values - high) / (high - low),
                "The new range runs from -1 to 0, and not from 0 to 1. Which end of the old one should become 0?",
                family="argument order"),
        Mistake("middle-at-0", lambda values, low, high: (2 * values - low - high) / (high - low),
                "The new range runs from -1 to 1. Where should it begin?", family="scale"),
        Mistake("range-of-the-data", lambda values, low, high: (
                    (values - np.min(values, initial=np.inf))
                    / (np.max(values, initial=-np.inf) - np.min(values, initial=np.inf))),
                "Right where the values reach both ends of the range, and wrong elsewhere. Do you take the ends from "
                "the values, or from low and high?", family="wrong rows"),
        Mistake("range-of-the-data", lambda values, low, high: (values - np.min(values)) / np.ptp(values),
                "The smallest of the values goes to 0 and the largest to 1, wherever in the range they lie. Do you "
                "take the ends from the values, or from low and high?", family="wrong rows"),
        Mistake("whole-numbers", lambda values, low, high: (values - low) // (high - low),
                "All that lies below high goes to 0. Is it a division that keeps whole numbers, //?", family="dtype"),
        *(Mistake("eps", lambda values, low, high, e=e: (values - low) / (high - low + e),
                  "Near, and farthest off where the range is narrow. Is a small number added to the width? No width is "
                  "0.", family="guard") for e in (1e-6, 1e-7, 1e-8, 1e-9, 1e-10)),
        Mistake("another-sigmoid", lambda values, low, high: sigmoid(values),
                "These are the sigmoid's outputs: equal steps of the values are equal no more. Which map leaves a "
                "straight line straight?", family="another function"),
        *(Mistake("low-sign", wrong, "The numbers are those of a map that ADDS low, and low does not go to 0. Is a "
                  "sign turned round?", family="sign")
          for wrong in (lambda values, low, high: (values + low) / (high - low),
                        lambda values, low, high: (values + low) / (high + low + (high == -low)))),
        *(Mistake("even-ranges-only", wrong,
                  "Right for a range that lies evenly on both sides of 0. This one does not: where does it begin, and "
                  "how wide is it?", family="scale")
          for wrong in (lambda values, low, high: (values + abs(low)) / (high - low),
                        lambda values, low, high: (values - low) / (abs(high) + abs(low)),
                        lambda values, low, high: (values + abs(low)) / (abs(high) + abs(low)),
                        lambda values, low, high: (values - low) / (2 * high),
                        lambda values, low, high: 0.5 + values / (high - low),
                        lambda values, low, high: (1 + values / high) / 2,
                        lambda values, low, high: (values + high) / (2 * high))),
        Mistake("other-way", lambda values, low, high: low + values * (high - low),
                "This takes 0 to low and 1 to high: the way back. The way asked for ends in 0 and 1.",
                family="argument order"),
    ),
    section="S1",
)
