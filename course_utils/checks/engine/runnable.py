"""Arguments as they can be typed: what a check has tried, ready to be run again in the notebook."""

import inspect

import numpy as np

from course_utils.checks.engine.showing import brief

_NUMBERS, _CHARACTERS = 40, 300  # more than that is shortened, and the line says so


def call(name, arguments, parameters):
    """Write a call that can be run as it stands; where an array is too long for that, the line says so.

    >>> call("f", (np.array([1, 2]), 0.5, np.tanh), "xys")
    'f(np.array([1, 2]), 0.5, np.tanh)'
    >>> call("f", (np.zeros(99), 2), ["x", "n"])
    'f(x, 2) with x = 0, 0, 0, ..., 0: 99 numbers'
    """
    whole = [typed(argument) for argument in arguments]
    line = f"{name}({', '.join(filter(None, whole))})"
    if all(whole) and len(line) <= _CHARACTERS:
        return line
    short = [bool(text) and len(text) <= 40 for text in whole]
    shown = [text if fits else parameter for text, fits, parameter in zip(whole, short, parameters)]
    said = [f"{names} = {_shortened(value)}" for names, fits, value in zip(parameters, short, arguments) if not fits]
    return f"{name}({', '.join(shown)}) with {', '.join(said)}"


def typed(value):
    """Write a value as Python reads it, in full; "" where that is too long."""
    if isinstance(value, np.ndarray):
        return _array(value) if value.size <= _NUMBERS else ""
    if isinstance(value, list | tuple):
        items = [typed(item) for item in value]
        left, right = "[]" if isinstance(value, list) else "()"
        return left + ", ".join(items) + right if all(items) else ""
    if isinstance(value, float | np.floating):
        return repr(float(value)) if np.isfinite(value) else f"np.{float(value)}".replace("np.-inf", "-np.inf")
    if isinstance(value, type) and issubclass(value, np.generic):
        return f"np.{value.__name__}"
    if isinstance(value, np.ufunc) or inspect.isroutine(value):
        return _function(value)
    return repr(value) if isinstance(value, int | str | bool | None) else brief(value)


def _array(array):
    if not array.size:
        return f"np.zeros({array.shape})"
    kind = "" if array.dtype in (float, int, bool) or array.dtype.kind == "U" else f", dtype=np.{array.dtype}"
    return f"np.array({_nested(array.tolist())}{kind})"


def _nested(values):
    if isinstance(values, list):
        return f"[{', '.join(map(_nested, values))}]"
    return typed(values).removesuffix(".0") + "." * (isinstance(values, float) and typed(values).endswith(".0"))


def _function(function):
    """Name a function by the module that notebooks import: np.tanh, activations.sigmoid."""
    module = getattr(function, "__module__", None) or "numpy"
    if isinstance(function, np.ufunc) or module.startswith("numpy"):
        return f"np.{function.__name__}"
    name = function.__name__.lstrip("_")
    inside = module.startswith("course_utils.") and not module.startswith("course_utils.checks")
    return f"{module.removeprefix('course_utils.')}.{name}" if inside else name


def _shortened(value):
    if isinstance(value, list | tuple):
        return f"{len(value)} arrays of shapes {', '.join(str(np.shape(item)) for item in value)}"
    numbers = np.ravel(value)
    count = " x ".join(map(str, np.shape(value)))
    first = ", ".join(brief(number, str) for number in numbers[:3])
    return f"{first}, ..., {brief(numbers[-1], str)}: {count} numbers"
