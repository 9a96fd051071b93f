"""What the checks are tried on: each lesson's right answers, and answers that nobody should write.

The mistakes that a check must know stand in course_utils.checks, beside the check.
"""

import contextlib
import importlib
import pkgutil

import numpy as np

from course_utils import checks
from course_utils.checks.exercise import Exercise, Mistake, Part

_NOT_LESSONS = {"arrays", "child", "exercise", "feedback", "fence", "judging", "running", "wording"}
LESSONS = sorted(m.name for m in pkgutil.iter_modules(checks.__path__) if m.name not in _NOT_LESSONS)

ARRAY = np.array([[1.0, -2.0], [3.0, 0.5]])
double = Exercise(
    "double",
    lambda x: 2.0 * x,
    (Part("single numbers", ((1.0,), (-3.5,), (0.0,)), "Twice x."), Part("arrays", ((ARRAY,),), "Twice x.")),
    (Mistake("squared", lambda x: x**2, "This is the square."),),
)


def exercises(lesson):
    """Return a lesson's checks by name."""
    module = importlib.import_module(f"course_utils.checks.{lesson}")
    return {name: value for name, value in vars(module).items() if isinstance(value, Exercise)}


def right(lesson, name):
    """Return the right answers to an exercise; none where they are still to be written, and then a test fails."""
    with contextlib.suppress(ModuleNotFoundError):
        return importlib.import_module(f"corpus.{lesson}").RIGHT.get(name, [])
    return []
