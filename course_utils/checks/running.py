"""Run a student's function so that nothing it does can reach the notebook or the next check."""

import copy
import io
import warnings
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass

import numpy as np

from course_utils.checks.fence import names_kept, no_figure_shown, settings_kept, time_limit
from course_utils.checks.wording import Thing, brief, described

_NUMBERS_AT_MOST = 1_000_000


@dataclass(frozen=True)
class Outcome:
    """What one call of an answer did, in plain data: no object of the student's lives on in it.

    `value`: None, a float, an array or a list of numbers, or a Thing for all else. `error`: the type of the error that
    stopped it; `text` says it in a line.
    """

    value: object = None
    error: type | None = None
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
    >>> run(lambda x: x / 0, (1,)).text
    'ZeroDivisionError: division by zero'
    """
    given, printed = copy.deepcopy(arguments), _Sink()
    with (
        settings_kept(), no_figure_shown(), warnings.catch_warnings(record=True) as caught,
        redirect_stdout(printed), redirect_stderr(printed),
    ):  # fmt: skip
        warnings.simplefilter("always")
        try:
            with time_limit(seconds):
                value, error, text = _call(function, given, view)
        except BaseException as stopped:  # time ran out while its value or its error was looked at
            value, error, text = None, type(stopped), ""
        warning = next((w for w in (brief(c.message, str) for c in caught) if "encountered in" in w), None)  # NumPy's
    return Outcome(value, error, text, warning, printed.used, not _same(given, arguments))


def _call(function, given, view):
    """Return (value, error, text); SystemExit and KeyboardInterrupt are errors like any other."""
    try:
        with names_kept(), np.errstate(all="warn", under="ignore"):
            value = function(*given)
        return plain(value, view), None, ""
    except BaseException as stopped:
        return None, type(stopped), described(stopped, function)


def plain(value, view=None):
    """Copy numbers; replace anything else, and what is too large to be an answer, by a Thing."""
    if value is None:
        return None
    try:
        seen = view(value) if view else value
        if isinstance(seen, list | tuple) and len(seen) > _NUMBERS_AT_MOST:
            return Thing(f"{len(seen)} values")
        array = np.asarray(seen)
    except Exception:
        return Thing(brief(value))
    if array.dtype.kind not in "biuf":
        return Thing(brief(seen))
    if array.size > _NUMBERS_AT_MOST:
        return Thing(f"an array of shape {array.shape}")
    with np.errstate(all="ignore"):
        array = array.astype(float)
    return array.tolist() if isinstance(seen, list | tuple) else array if array.ndim else array[()]


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
