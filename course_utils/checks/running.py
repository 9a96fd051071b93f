"""Run a student's function so that nothing it does can reach the notebook or the next check."""

import builtins
import copy
import ctypes
import io
import os
import signal
import sys
import threading
import warnings
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass

import numpy as np

_NUMPY = dict(vars(np))  # NumPy as it was before any answer ran
_PRINTED_AT_MOST = 10_000


class TooSlow(BaseException):
    """Raised inside an answer that has used up its time; not an Exception, so `except Exception` lets it by."""


@dataclass(frozen=True)
class Outcome:
    """What one call of an answer did: its value or its error, and what it did besides."""

    value: object = None
    error: BaseException | None = None
    warning: str | None = None
    printed: str = ""
    changed_input: bool = False


def restore_numpy():
    """Put back every NumPy name that an answer replaced."""
    vars(np).update(_NUMPY)


def run(function, arguments, seconds=5.0):
    """Call `function(*arguments)` on copies and return an Outcome; never raises, never prints.

    Floating-point warnings (all but underflow) are recorded, whatever `np.seterr` says. Printing is kept
    up to 10,000 characters. After `seconds` the call is interrupted and the outcome's error is TooSlow.

    >>> run(lambda x: x + 1, (1,)).value
    2
    >>> run(lambda x: x / 0, (1,)).error
    ZeroDivisionError('division by zero')
    """
    given = copy.deepcopy(arguments)
    printed, value, error = _Sink(), None, None
    with _undisturbed(), _no_figure_shown(), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            with redirect_stdout(printed), redirect_stderr(printed), np.errstate(all="warn", under="ignore"):
                with _time_limit(seconds):
                    value = function(*given)
        except BaseException as stopped:  # SystemExit and KeyboardInterrupt included: a check never raises
            error = stopped
    warning = next((str(w.message) for w in caught if "encountered in" in str(w.message)), None)  # NumPy's wording
    return Outcome(value, error, warning, printed.getvalue(), not _same(given, arguments))


class _Sink(io.StringIO):
    """A text stream that keeps the beginning and forgets the rest."""

    def write(self, text):
        super().write(text[: max(0, _PRINTED_AT_MOST - self.tell())])
        return len(text)


def _same(one, other):
    return all(np.array_equal(a, b, equal_nan=np.asarray(a).dtype.kind == "f") for a, b in zip(one, other))


@contextmanager
def _undisturbed():
    """Restore what an answer may change behind our back: NumPy, random state, folder, input()."""
    folder, state, ask = os.getcwd(), np.random.get_state(), builtins.input
    builtins.input = _no_input
    try:
        yield
    finally:
        builtins.input = ask
        restore_numpy()
        np.random.set_state(state)
        os.chdir(folder)


@contextmanager
def _no_figure_shown():
    """Let plt.show do nothing, and close the figures that an answer opens; one that it returns can still be read."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        yield
        return
    before, show = set(pyplot.get_fignums()), pyplot.show
    pyplot.show = lambda *args, **kwargs: None
    try:
        yield
    finally:
        pyplot.show = show
        for number in set(pyplot.get_fignums()) - before:
            pyplot.close(number)


def _no_input(prompt=""):
    raise RuntimeError("input() was called; an answer gets all it needs through its arguments")


@contextmanager
def _time_limit(seconds):
    """Raise TooSlow in this block after `seconds`, again every half second in case it is swallowed."""
    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        before = signal.signal(signal.SIGALRM, _raise_too_slow)
        signal.setitimer(signal.ITIMER_REAL, seconds, 0.5)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
    else:  # Windows, or a check that runs in another thread
        timer = threading.Timer(seconds, _interrupt, [threading.get_ident(), TooSlow])
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            _interrupt(threading.get_ident(), None)


def _raise_too_slow(*_):
    raise TooSlow


def _interrupt(thread, error):
    """Make `error` appear in `thread` (None takes back one that has not arrived yet)."""
    what = ctypes.py_object(error) if error else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), what)
