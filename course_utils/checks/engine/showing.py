"""Anything at all in one short line: values, types, errors; nothing here raises."""

import inspect
import linecache
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
        if isinstance(value, type) or inspect.isroutine(value):
            return str(value.__name__)
        return shorten(text(value))
    except (Exception, SystemExit):
        return f"something that cannot be shown, of type {type.__repr__(type(value))}"


def shorten(text, most=160):
    """Cut a text after `most` characters, and leave out what no page can show.

    >>> shorten("a long text", 6)
    'a long ...'
    """
    text = text[: most + 1].encode("utf-8", "replace").decode()
    return text if len(text) <= most else text[:most] + " ..."


def described(error, answer):
    """Say an error in one line: its type, its message if it has one, the student's own line."""
    said = ": ".join(filter(None, (brief(type(error)), brief(error, str))))
    return said + _own_line(answer, error)


def _own_line(answer, error):
    """Quote the last line of the student's own code that the error passed through."""
    own = getattr(answer, "__globals__", None)
    found = [(frame.f_code.co_filename, number) for frame, number in traceback.walk_tb(error.__traceback__)
             if frame.f_globals is own]  # fmt: skip
    line = linecache.getline(*found[-1]).strip() if found else ""
    return f" (in your line: {shorten(line)})" if line else ""
