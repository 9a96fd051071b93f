"""The fence around a student's function, for where it has no process of its own: time ends, changes are undone."""

import builtins
import ctypes
import os
import random
import signal
import sys
import threading
import time
from contextlib import contextmanager, suppress

import numpy as np

_KEPT = [(vars(module), dict(vars(module))) for module in (np, np.random)]  # as they were before any answer ran
_SETTINGS = (  # what an answer may change behind our back: how to read it, how to put it back
    (os.getcwd, os.chdir),
    (random.getstate, random.setstate),
    (np.get_printoptions, lambda options: np.set_printoptions(**options)),
    (np.random.get_bit_generator, np.random.set_bit_generator),
    (lambda: np.random.get_bit_generator().state, lambda state: setattr(np.random.get_bit_generator(), "state", state)),
)
_set_depth = sys.setrecursionlimit


class TooSlow(BaseException):
    """Raised inside an answer that has used up its time; not an Exception, so `except Exception` lets it by."""


def restore_numpy():
    """Put back every NumPy name that an answer replaced."""
    for names, were in _KEPT:
        names.update(were)


@contextmanager
def fence():
    """Put back what an answer changes, let it show no figure, and have nobody to answer its questions."""
    with settings_kept(), no_figure_shown(), names_kept():
        yield


@contextmanager
def settings_kept():
    """Put back the folder, the random states and the print options."""
    before = []
    for read, write in _SETTINGS:
        with suppress(Exception):
            before.append((write, read()))
    try:
        yield
    finally:
        for write, value in before:
            with suppress(Exception):
                write(value)


@contextmanager
def names_kept():
    """Put back the built-in functions, NumPy's, and the recursion limit; input() is not there to be asked."""
    names, depth = dict(vars(builtins)), sys.getrecursionlimit()
    builtins.input, sys.setrecursionlimit = _no_input, _modestly
    try:
        yield
    finally:
        _set_depth(depth)
        sys.setrecursionlimit = _set_depth
        vars(builtins).update(names)
        restore_numpy()


def _modestly(depth):
    _set_depth(min(depth, 10_000))


def _no_input(prompt=""):
    raise RuntimeError("input() was called; an answer gets all it needs through its arguments")


@contextmanager
def no_figure_shown():
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


@contextmanager
def time_limit(seconds):
    """Raise TooSlow in this block after `seconds`, and again and again in case it is swallowed."""
    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        before, tracer = signal.signal(signal.SIGALRM, _raise_too_slow), sys.gettrace()
        signal.setitimer(signal.ITIMER_REAL, seconds, 0.05)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
            sys.settrace(tracer)
    else:  # Windows, or a check that runs in another thread
        timer = threading.Timer(seconds, _interrupt, [threading.get_ident()])
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            with suppress(TooSlow):  # one that is still on its way gives way to this one, which is awaited
                _interrupt(threading.get_ident())
                while True:
                    time.sleep(0)


_OURS = ("contextlib", "course_utils.checks.engine.fence")  # here things are being put back: do not disturb


def _raise_too_slow(_, frame):
    """Stop the answer here; and where it swallows that, at its next line, which is the line of its own `except`."""
    if _module(frame) in _OURS:
        return
    sys.settrace(_trip)
    while frame and _module(frame) != "course_utils.checks.engine.running":
        frame.f_trace, frame = _trip, frame.f_back
    raise TooSlow


def _trip(frame, event, argument):
    if _module(frame) in _OURS:
        return None
    if event == "line":
        raise TooSlow
    return _trip


def _module(frame):
    return frame.f_globals.get("__name__")


def _interrupt(thread):
    """Make TooSlow appear in `thread`."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(TooSlow))
