"""Exercise S5: round_trip_error."""

import numpy as np

from course_utils.activations import logit, sigmoid
from course_utils.checks.engine.exercise import Exercise, Mistake, Part


def _back(x, f=sigmoid):
    return logit(f(x))


def _textbook(x):
    return 1 / (1 + np.exp(-x))


def _half_way(x):
    return 0.5 + 0.5 * np.tanh(x / 2)


_DIGITS = {"rtol": 1e-3, "atol": 1e-6, "warnings_cost": False}

exercise = Exercise(
    "round_trip_error",
    lambda x: np.abs(_back(x) - x),
    (
        Part("where there is a way back",
             ((np.array([20.0, 36.0, 37.0, -37.0, -700.0, 3.0]),), (np.array([[36.0, 36.2], [30.0, -720.0]]),),
              (np.array([[[33.0, -40.0], [0.0, 35.0]]]),), (np.array([37, -5, 36]),), (np.array([]),),
              (np.array([34.5]),)),
             "There and back: how far from x do you land?", shows="the distances from x",
             more="First the sigmoid, then its inverse, both from activations; then compare with x. Distances have no "
             "sign.", **_DIGITS),
        Part("where the way is lost",
             ((np.array([38.0, 100.0, 1000.0]),), (np.array([-800.0, 2.0, -1000.0]),),
              (np.array([[36.0, 38.0, -37.0], [-700.0, -800.0, 20.0]]),)),
             "What is the logit of an output that is exactly 0 or 1?", shows="the distances from x",
             more="Infinitely far off is far off: let infinity stand where it comes.", **_DIGITS),
    ),
    (
        *(Mistake("sign-kept", wrong,
                  "Some of the errors are negative. How FAR you land from x has no sign: when is the size taken?",
                  family="sign")
          for wrong in (lambda x: _back(x) - x, lambda x: x - _back(x), lambda x: np.abs(_back(x)) - np.abs(x))),
        *(Mistake("relative", lambda x, least=least: np.abs(_back(x) - x) / np.maximum(np.abs(x), least),
                  "These are errors relative to x. Return the distance itself.", family="scale")
          for least in (0.0, 1e-12, 1.0)),
        *(Mistake("M13-clipped", lambda x, e=e: np.abs(logit(np.clip(sigmoid(x), e, 1 - e)) - x),
                  "Far out the error is neither right nor infinite: from some x on, all come back as the same number. "
                  "Is the output kept away from 0 and 1? Leave it as it is.", family="guard")
          for e in (1e-16, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6)),
        *(Mistake("M13-epsilon", lambda x, e=e: np.abs(np.log((sigmoid(x) + e) / (1 - sigmoid(x) + e)) - x),
                  "Far out the error is finite where nothing is left of x. Is a small number added before the "
                  "logarithm? Leave the output as it is.", family="guard")
          for e in (1e-16, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6)),
        Mistake("symmetry", lambda x: np.abs(_back(np.abs(x)) - np.abs(x)),
                "On the left you land as far off as on the right. Is the trip made from x itself? Floats are much "
                "finer near 0 than near 1.", family="cancellation"),
        *(Mistake("other-way-round", wrong,
                  "nan comes wherever x is no probability, as when the logit is taken first. Which of the two "
                  "functions takes any x?", family="argument order")
          for wrong in (lambda x: np.abs(sigmoid(logit(x)) - x), lambda x: np.abs(sigmoid(np.log(x / (1 - x))) - x))),
        *(Mistake("hidden", lambda x, lost=lost: np.nan_to_num(np.abs(_back(x) - x), posinf=lost),
                  "Where the way back is lost, the error is given as a number. What is left of x there? Report "
                  "infinity.",
                  family="guard") for lost in (0.0, None, 1.0, -1.0)),
        Mistake("hidden", lambda x: np.where(np.isinf(_back(x)), np.nan, np.abs(_back(x) - x)),
                "Where the way back is lost, nan stands. Infinitely far off is a distance too: inf.", family="guard"),
        Mistake("worst", lambda x: np.max(np.abs(_back(x) - x), initial=0),
                "One number came, the worst error. Return one for each x.", family="mean or sum"),
        Mistake("squared", lambda x: (_back(x) - x) ** 2,
                "These are squares. Return the distance itself.", family="another function"),
        Mistake("no-difference", lambda x: np.abs(_back(x)),
                "These are the numbers that come back. How far are they from x?", family="missing part"),
        Mistake("no-difference", _back,
                "These are the numbers that come back. How far are they from x?", family="missing part"),
        *(Mistake("another-formula", lambda x, f=f: np.abs(_back(x, f) - x),
                  "Right at most x. But at some the way is said to be lost, or much longer, where activations.sigmoid "
                  "still finds back: it lasts to 37, and to the left beyond -720. Is it another formula that takes you "
                  "there?", family="overflow")
          for f in (_textbook, _half_way, lambda x: np.exp(x) / (1 + np.exp(x)))),
        *(Mistake("another-way-back", lambda x, back=back: np.abs(back(sigmoid(x)) - x),
                  "On the far left you land far off, where activations.logit still finds the way back. Is it another "
                  "formula that takes you back?", family="cancellation")
          for back in (lambda s: -np.log(1 / s - 1),)),
        Mistake("of-the-outputs", lambda x: np.abs(sigmoid(_back(x)) - sigmoid(x)),
                "Your errors are next to nothing everywhere, like the distances between two OUTPUTS. How far from x do "
                "you land?", family="another function"),
    ),
    section="S5",
)
