"""Checks: a folder a lesson, a module an exercise.

A notebook imports its lesson's folder and hands each answer to the check of the same name.

>>> from course_utils.checks import definition as checks
>>> feedback = checks.sigmoid(...)
>>> feedback.passed, feedback.diagnosis
(False, 'not-attempted')
"""

import importlib
import pkgutil


def collected(package, path):
    """Return a lesson's checks by name: the `exercise` of each of its modules but those that begin with `_`.

    A lesson's `__init__.py` is one line with this function, so that a new exercise is one new file.

    >>> from course_utils.checks import definition
    >>> collected(definition.__name__, definition.__path__)["sigmoid"].name
    'sigmoid'
    """
    names = [module.name for module in pkgutil.iter_modules(path) if not module.name.startswith("_")]
    return {name: importlib.import_module(f"{package}.{name}").exercise for name in names}
