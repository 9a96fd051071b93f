"""Anything at all in one short line: values, types, errors; nothing here raises."""

import inspect
import linecache
import re
import traceback

import numpy as np


def brief(value, text=repr):
    """Write anything in one short line, numbers with six digits; never raises an Exception.

    >>> brief(1 / 3), brief(np.eye(2))
    ('0.333333', 'array([[1., 0.], [0., 1.]])')
    """
    try:
        if type(value) is np.ndarray and value.dtype.kind in "biuf":
            if value.ndim > 3:
                return shorten(f"an array of shape {value.shape}")
            with np.printoptions(formatter=None):
                shown = np.array2string(value, precision=6, threshold=8, edgeitems=2, separator=", ")
            return "array(" + " ".join(shown.split()) + ")"
        if type(value) is float or isinstance(value, np.floating):
            return f"{value:.6g}"
        if isinstance(value, type | np.ufunc) or inspect.isroutine(value):
            return str(value.__name__)
        return shorten(re.sub(r" at 0x[0-9a-fA-F]+", "", text(value)))
    except (Exception, SystemExit):
        return f"something that cannot be shown, of type {type.__repr__(type(value))}"


def shorten(text, most=160):
    """Cut a text after `most` characters, and leave out what no page can show.

    >>> shorten("a long text", 6)
    'a long ...'
    """
    text = text[: most + 1].encode("utf-8", "replace").decode()
    return text if len(text) <= most else text[:most] + " ..."


_WORDS = {"bool": "a bool", "int": "a whole number", "float": "a number", "complex": "a complex number",
          "str": "a text", "list": "a list", "tuple": "a tuple", "dict": "a dictionary", "set": "a set",
          "function": "a function", "builtin_function_or_method": "a function", "ufunc": "a function",
          "method": "a function", "generator": "a generator", "map": "a map", "zip": "a zip", "range": "a range",
          "ndarray": "an array", "module": "a module", "type": "a class", "bytes": "bytes", "Axes": "a pair of axes",
          "Figure": "a figure", "coroutine": "a coroutine, made by async def"}  # fmt: skip


def in_words(value):
    """Say what a value is, its type in words, never with an address in memory.

    >>> in_words("up"), in_words(np.tanh), in_words(7), in_words(x for x in "")
    ("a text, 'up'", 'a function, tanh', 'a whole number, 7', 'a generator')
    """
    if value is None or isinstance(value, bool):
        return brief(value)
    kind = brief(type(value))
    if kind in ("generator", "map", "zip", "coroutine", "Axes", "Figure"):
        return _WORDS[kind]
    said = _WORDS.get(kind) or f"{'an' if kind[:1] in 'AEIOUaeiou' else 'a'} {kind}"
    return f"{said}, {brief(value)}"


def described(error):
    """Say an error in one line: its type, and its message if it has one."""
    return ": ".join(filter(None, (brief(type(error)), " ".join(brief(error, str).split()))))


def own_line(answer, error):
    """Quote the last line of the student's own code that the error passed through, "" where there is none."""
    own = getattr(answer, "__globals__", None)
    found = [(frame.f_code.co_filename, number) for frame, number in traceback.walk_tb(error.__traceback__)
             if frame.f_globals is own]  # fmt: skip
    return shorten(linecache.getline(*found[-1]).strip()) if found else ""
