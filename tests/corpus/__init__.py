"""What the checks are tried on: right answers to every exercise, and answers that nobody should write.

A folder a lesson and a module an exercise, like course_utils.checks, where the mistakes stand that a check must know.
"""

import contextlib
import importlib
import pkgutil

import numpy as np

from course_utils import checks
from course_utils.checks.engine.exercise import Exercise, Mistake, Part

LESSONS = sorted(m.name for m in pkgutil.iter_modules(checks.__path__) if m.ispkg and m.name != "engine")

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
        return importlib.import_module(f"corpus.{lesson}.{name}").RIGHT
    return []
