"""Exercise S5: round_trip_error."""

import numpy as np

from course_utils.activations import logit, sigmoid
from course_utils.checks.engine.exercise import Exercise, Mistake, Part


def _back(x):
    return logit(sigmoid(x))


exercise = Exercise(
    "round_trip_error",
    lambda x: np.abs(_back(x) - x),
    (
        Part("where there is a way back",
             ((np.array([-700.0, -37.0, -5.0, 0.0, 3.0, 20.0]),), (np.array([[36.0, 36.2]]),)),
             "There and back: how far from x do you land?", rtol=1e-3, atol=1e-6),
        Part("where the way is lost", ((np.array([38.0, 100.0, 1000.0]),), (np.array([-800.0, 2.0, -1000.0]),)),
             "An output of exactly 0 or 1 has no finite logit. Infinitely far off is far off: inf.", rtol=1e-3,
             atol=1e-6, warnings_cost=False),
    ),
    (
        Mistake("sign-kept", lambda x: _back(x) - x,
                "Your errors have a sign. How FAR you land from x has none.", family="sign"),
        Mistake("sign-kept", lambda x: x - _back(x),
                "Your errors have a sign. How FAR you land from x has none.", family="sign"),
        Mistake("relative", lambda x: np.abs(_back(x) - x) / np.abs(x),
                "This is the error relative to x. Return the distance itself.", family="scale"),
        Mistake("M13-clipped", lambda x: np.abs(logit(np.clip(sigmoid(x), 1e-15, 1 - 1e-15)) - x),
                "Clipping the output hides the loss, and makes a new one: beyond the clip every x comes back as the "
                "same number. Leave the outputs as they are.", family="guard"),
        Mistake("M13-clipped", lambda x: np.abs(logit(np.clip(sigmoid(x), 1e-12, 1 - 1e-12)) - x),
                "Clipping the output hides the loss, and makes a new one: beyond the clip every x comes back as the "
                "same number. Leave the outputs as they are.", family="guard"),
        Mistake("symmetry", lambda x: np.abs(_back(np.abs(x)) - np.abs(x)),
                "You make the trip with abs(x). Floats are much finer near 0 than near 1, so left and right differ.",
                family="cancellation"),
        Mistake("other-way-round", lambda x: np.abs(sigmoid(logit(x)) - x),
                "You begin with the logit, as if x were a probability. First the sigmoid, then the way back.",
                family="argument order"),
        Mistake("hidden", lambda x: np.nan_to_num(np.abs(_back(x) - x), posinf=0.0),
                "Where the way back is lost you report no error. Report infinity: nothing is left of x.",
                family="guard"),
        Mistake("worst", lambda x: np.max(np.abs(_back(x) - x)),
                "This is the worst error alone. Return one for each x.", family="mean or sum"),
        Mistake("sign-kept", lambda x: np.abs(_back(x)) - np.abs(x),
                "Some of your errors are negative: you take the size of each number before the difference. Take it "
                "after.", family="sign"),
        Mistake("squared", lambda x: (_back(x) - x) ** 2,
                "These are squares. Return the distance itself.", family="another function"),
    ),
    section="S5",
)
