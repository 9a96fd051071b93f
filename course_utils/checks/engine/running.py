"""Run a student's function on copies, in silence, and write down in plain data what came of it."""

import copy
import io
import warnings
from contextlib import redirect_stderr, redirect_stdout

import numpy as np

from course_utils.checks.engine.borrowing import our_side, their_side
from course_utils.checks.engine.fence import time_limit
from course_utils.checks.engine.outcome import NUMBERS_AT_MOST, Outcome, Thing
from course_utils.checks.engine.showing import brief, described, in_words, own_line


class StoppedInside(Exception):
    """Raised in a view where a function that the answer returned stopped with an error."""


_changed_inside = []  # whether a function that the answer returned has changed what it was given


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
    _changed_inside.clear()
    with warnings.catch_warnings(record=True) as caught, redirect_stdout(printed), redirect_stderr(printed):
        warnings.simplefilter("always")
        try:
            with time_limit(seconds):
                fields = _call(function, given, view)
        except BaseException as stopped:  # time ran out while its value or its error was looked at
            fields = {"error": type(stopped).__name__}
        warning = next((w for w in (brief(c.message, str) for c in caught) if "encountered in" in w), None)  # NumPy's
    changed = bool(_changed_inside) or not _same(given, arguments)
    return Outcome(warning=warning, printed=printed.said, changed_input=changed, **fields)


@their_side
def _call(function, given, view):
    """Return fields of an Outcome; SystemExit and KeyboardInterrupt are errors like any other."""
    try:
        with np.errstate(all="warn", under="ignore"):
            value = function(*given)
        return plain(value, view)
    except StoppedInside as stopped:
        return _stopped(stopped.__cause__, function)
    except BaseException as stopped:
        return _stopped(stopped, function)


def _stopped(error, function):
    return {"error": brief(type(error)), "text": described(error), "line": own_line(function, error)}


@their_side
def called(function, *arguments):
    """Call a function that an answer returned, in a view: what it does there counts as the answer's doing.

    An error in it is the answer's error, and a change of the arrays that it is given is a changed input.

    >>> called(lambda x: 2 * x, np.ones(2))
    array([2., 2.])
    """
    given = copy.deepcopy(arguments)
    try:
        value = function(*given)
    except Exception as error:
        raise StoppedInside from error
    if not _same(given, arguments):
        _changed_inside.append(True)
    return value


def plain(value, view=None):
    """Return a value as fields of an Outcome: numbers copied; anything else, and what is too large, as a Thing."""
    if value is None:
        return {"value": None}
    try:
        seen = _seen(value, view)
        if isinstance(seen, list | tuple) and len(seen) > NUMBERS_AT_MOST:
            return {"value": Thing(f"{len(seen)} values")}
        array = seen.astype(float).filled(np.nan) if isinstance(seen, np.ma.MaskedArray) else np.asarray(seen)
    except StoppedInside:
        raise
    except Exception:
        return {"value": _thing(value)}
    if array.dtype.kind not in "biuf":
        return {"value": _thing(seen)}
    if array.size > NUMBERS_AT_MOST:
        return {"value": Thing(f"an array of shape {array.shape}")}
    with np.errstate(all="ignore"):
        array = array.astype(float)
    return {"value": array if array.ndim else array[()], "listed": isinstance(seen, list | tuple)}


def _thing(value):
    return Thing("Ellipsis" if value is ... else in_words(value))


@our_side
def _seen(value, view):
    return view(value) if view else value


class _Sink(io.TextIOBase):
    """A text stream that remembers the beginning of what was written to it."""

    said = ""

    def write(self, text):
        self.said = (self.said + text[:300])[:300]
        return len(text)

    def close(self):
        """Stay open."""


def _same(one, other):
    return all(np.array_equal(a, b, equal_nan=np.asarray(a).dtype.kind == "f") for a, b in zip(one, other))
