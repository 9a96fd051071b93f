"""Run a student's function on copies, in silence, and write down in plain data what came of it."""

import copy
import inspect
import io
import json
import sys
import warnings
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass

import numpy as np

from course_utils.checks.engine.fence import time_limit
from course_utils.checks.engine.wording import Thing, brief, described

_NUMBERS_AT_MOST = 1_000_000


@dataclass(frozen=True)
class Outcome:
    """What one call of an answer did, in plain data: no object of the student's lives on in it.

    `value`: None, a float, an array or a list of numbers, or a Thing for all else. `error`: the name of the error that
    stopped it; `text` says it in a line.
    """

    value: object = None
    error: str | None = None
    text: str = ""
    warning: str | None = None
    printed: bool = False
    changed_input: bool = False


def run(function, arguments, seconds=5.0, view=None):
    """Call `function(*arguments)` on copies and return an Outcome; never raises, never prints.

    Floating-point warnings (all but underflow) are recorded, whatever `np.seterr` says. After `seconds` the call
    is interrupted and the outcome's error is TooSlow. `view` picks from the value what is to be kept.

    >>> run(lambda x: x + 1, (1,)).value
    np.float64(2.0)
    >>> run(lambda x: x / 0, (1,)).error
    'ZeroDivisionError'
    """
    given, printed = copy.deepcopy(arguments), _Sink()
    with warnings.catch_warnings(record=True) as caught, redirect_stdout(printed), redirect_stderr(printed):
        warnings.simplefilter("always")
        try:
            with time_limit(seconds):
                value, error, text = _call(function, given, view)
        except BaseException as stopped:  # time ran out while its value or its error was looked at
            value, error, text = None, type(stopped).__name__, ""
        warning = next((w for w in (brief(c.message, str) for c in caught) if "encountered in" in w), None)  # NumPy's
    return Outcome(value, error, text, warning, printed.used, not _same(given, arguments))


def _call(function, given, view):
    """Return (value, error, text); SystemExit and KeyboardInterrupt are errors like any other."""
    try:
        with np.errstate(all="warn", under="ignore"):
            value = function(*given)
        return plain(value, view), None, ""
    except BaseException as stopped:
        return None, type(stopped).__name__, described(stopped, function)


def plain(value, view=None):
    """Copy numbers; replace anything else, and what is too large to be an answer, by a Thing."""
    if value is None:
        return None
    try:
        seen = view(value) if view else value
        if isinstance(seen, list | tuple) and len(seen) > _NUMBERS_AT_MOST:
            return Thing(f"{len(seen)} values")
        array = seen.astype(float).filled(np.nan) if isinstance(seen, np.ma.MaskedArray) else np.asarray(seen)
    except Exception:
        return Thing(brief(value))
    if array.dtype.kind not in "biuf":
        return Thing(brief(seen))
    if array.size > _NUMBERS_AT_MOST:
        return Thing(f"an array of shape {array.shape}")
    with np.errstate(all="ignore"):
        array = array.astype(float)
    return array.tolist() if isinstance(seen, list | tuple) else array if array.ndim else array[()]


def packed(outcome):
    """Write an Outcome as one line of JSON, in bytes."""
    value = outcome.value
    if isinstance(value, np.ndarray):
        value = {"shape": value.shape, "numbers": value.ravel().tolist()}
    elif isinstance(value, Thing):
        value = {"thing": value}
    return json.dumps({**vars(outcome), "value": value}).encode()


def unpacked(line):
    """Read back what `packed` wrote.

    >>> unpacked(packed(Outcome(np.array([[0.1, np.inf]])))).value
    array([[0.1, inf]])
    """
    fields = json.loads(line)
    value = fields["value"]
    if isinstance(value, dict):
        thing = value.get("thing")
        value = np.reshape(value["numbers"], value["shape"]).astype(float) if thing is None else Thing(thing)
    return Outcome(**{**fields, "value": value})


class Borrowed(Exception):
    """Raised where an answer calls a function that it should have been."""


def without(function, others):
    """Return the function, made to fail with Borrowed as soon as it calls one of the others."""
    theirs = {inspect.unwrap(other).__code__ for other in others}  # wrapped functions share the code of their wrapper

    def watch(frame, event, _):
        if frame.f_code in theirs:
            raise Borrowed

    def watched(*arguments):
        before = sys.getprofile()
        sys.setprofile(watch)
        try:
            return function(*arguments)
        finally:
            sys.setprofile(before)

    return watched if theirs else function


class _Sink(io.TextIOBase):
    """A text stream that only remembers that it was used."""

    used = False

    def write(self, text):
        self.used = self.used or bool(text)
        return len(text)

    def close(self):
        """Stay open."""


def _same(one, other):
    return all(np.array_equal(a, b, equal_nan=np.asarray(a).dtype.kind == "f") for a, b in zip(one, other))
