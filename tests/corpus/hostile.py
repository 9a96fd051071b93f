"""Answers that nobody should write: endless, violent, destructive or strange. Each takes the arguments of any exercise.

ENDLESS has those that must be stopped, HOSTILE has all the others.
"""

import asyncio
import atexit
import builtins
import ctypes
import faulthandler
import functools
import gc
import itertools
import json
import logging
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import warnings
from unittest.mock import MagicMock

import numpy as np

from course_utils.checks.engine import (
    borrowing,
    child,
    exercise,
    feedback,
    fence,
    judging,
    outcome,
    running,
    showing,
    trial,
    wording,
)

SAVED = [sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__]
COPY_OF_STDERR = os.dup(2)


# --- without end ------------------------------------------------------------------------------------------


def loops(*arguments):
    while True:
        pass


def swallows_and_loops(*arguments):
    while True:
        try:
            time.sleep(0.01)
        except:  # noqa: E722
            pass


def loops_in_finally(*arguments):
    try:
        loops()
    finally:
        loops()


def sleeps(*arguments):
    time.sleep(1e6)


def sleeps_and_swallows(*arguments):
    while True:
        try:
            time.sleep(9)
        except:  # noqa: E722
            pass


def counts_inside_c(*arguments):
    return sum(itertools.count())


def explodes_in_a_regular_expression(*arguments):
    return re.match("(a*)*b", "a" * 60)


def asks_for_a_power_without_end(*arguments):
    return 9**9**8


def waits_for_itself(*arguments):
    lock = threading.Lock()
    return lock.acquire() and lock.acquire()


def waits_for_a_thread(*arguments):
    thread = threading.Thread(target=loops)
    thread.start()
    thread.join()


def waits_for_a_reader(*arguments):
    return os.read(os.pipe()[0], 1)


def waits_for_a_caller(*arguments):
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.accept()


def waits_for_another_program(*arguments):
    return subprocess.run([sys.executable, "-S", "-c", "import time; time.sleep(1e6)"])


def waits_for_an_event(*arguments):
    return asyncio.run(asyncio.Event().wait())


def ignores_the_alarm(*arguments):
    for number in (signal.SIGALRM, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    return loops()


def prints_without_end(*arguments):
    while True:
        print("still here")


class Endless:
    def __array__(self, *arguments, **more):
        loops()

    __repr__ = __len__ = __float__ = __getitem__ = __array__


class EndlessError(Exception):
    __str__ = __repr__ = loops


class EndlessName:
    """An answer that cannot even be asked for its name."""

    def __call__(self, *arguments):
        return 0.0

    def __getattr__(self, name):
        loops()


def returns_what_cannot_be_read_to_its_end(*arguments):
    return Endless()


def raises_what_cannot_be_read_to_its_end(*arguments):
    raise EndlessError


ENDLESS = [
    loops, swallows_and_loops, loops_in_finally, sleeps, sleeps_and_swallows, counts_inside_c,
    explodes_in_a_regular_expression, asks_for_a_power_without_end, waits_for_itself, waits_for_a_thread,
    waits_for_a_reader, waits_for_a_caller, waits_for_another_program, waits_for_an_event, ignores_the_alarm,
    prints_without_end, returns_what_cannot_be_read_to_its_end, raises_what_cannot_be_read_to_its_end, EndlessName(),
]  # fmt: skip


# --- ends badly -------------------------------------------------------------------------------------------


class OwnError(BaseException):
    pass


class Unspeakable(Exception):
    def __str__(self):
        raise ValueError

    __repr__ = __str__


class Nameless(type):
    @property
    def __name__(cls):
        raise SystemExit


class NamelessError(Exception, metaclass=Nameless):
    pass


def raising(error):
    def raises(*arguments):
        raise error

    raises.__name__ = "raises_" + type.__dict__["__name__"].__get__(type(error))
    return raises


def recurses(*arguments):
    return recurses(*arguments)


def recurses_through_the_floor(*arguments):
    sys.setrecursionlimit(10**8)
    return recurses(*arguments)


def calls_exit(*arguments):
    sys.exit("done")


def leaves_at_once(*arguments):
    os._exit(0)


def aborts(*arguments):
    os.abort()


def kills_itself(*arguments):
    os.kill(os.getpid(), signal.SIGKILL)


def reads_where_nothing_is(*arguments):
    return ctypes.string_at(0)


def splits_in_two(*arguments):
    return float(os.fork())


def asks(*arguments):
    return float(input("x? "))


def stops_to_debug(*arguments):
    breakpoint()


# --- noisy ------------------------------------------------------------------------------------------------


def prints_a_million_lines(*arguments):
    print("still here\n" * 10**6)


def prints_to_saved_streams(*arguments):
    for stream in SAVED:
        print("hello", file=stream, flush=True)


def writes_to_descriptors(*arguments):
    for number in (1, 2, COPY_OF_STDERR):
        os.write(number, b"hello")


def writes_everywhere(*arguments):
    for number in range(1, 64):
        try:
            os.write(number, b'{"value": 0}\n[\n')
        except OSError:
            pass


def closes_everything(*arguments):
    os.closerange(0, 256)
    return 0.0


def closes_its_stdout(*arguments):
    sys.stdout.close()
    sys.stdout = sys.stderr = None


def logs(*arguments):
    logging.error("hello")
    logging.getLogger().addHandler(logging.StreamHandler(SAVED[1]))
    logging.error("hello")


def warns(*arguments):
    warnings.warn("hello", stacklevel=1)
    np.exp(np.float64(1e6))


def dumps_its_frames(*arguments):
    faulthandler.dump_traceback(file=COPY_OF_STDERR)


async def forgets_to_await(*arguments):
    return 0.0


# --- changes the world ------------------------------------------------------------------------------------


def changes_its_arguments(*arguments):
    for value in arguments:
        if isinstance(value, np.ndarray):
            value[...] = 7
    return 7.0


def replaces_numpy(*arguments):
    for name in ("asarray", "isclose", "all", "any", "array_equal", "isnan", "reshape", "array", "ndim"):
        setattr(np, name, lambda *_, **__: True)
    return 7.0


def replaces_builtins(*arguments):
    builtins.zip = lambda *_: iter(())
    builtins.isinstance = builtins.any = builtins.all = builtins.len = lambda *_: False
    return 7.0


def replaces_the_checks(*arguments):
    exercise.problem = exercise.second_thought = judging.close = judging.numbers = lambda *_: None
    exercise.Exercise.judge = trial.Trial.run = lambda *_: 7.0
    trial.packed = outcome.packed = running.plain = lambda *_: b"{}"
    feedback.Feedback.points = feedback.Feedback.passed = 7.0
    return 7.0


def empties_the_checks(*arguments):
    for module in (borrowing, child, exercise, fence, judging, outcome, running, showing, trial, wording):
        vars(module).clear()


def replaces_json(*arguments):
    json.dumps = lambda *_: '{"value": "' + "x" * 10**6 + '"}'
    return 7.0


def stops_the_clock(*arguments):
    time.monotonic = trial.monotonic = child.monotonic = lambda: 0.0
    os._exit = child.os._exit = lambda *_: None
    return 7.0


def turns_errors_into_exceptions(*arguments):
    np.seterr(all="raise")
    warnings.simplefilter("error")
    return 7.0


def seeds_everything(*arguments):
    np.random.seed(0)
    random.seed(0)
    np.random.set_bit_generator(np.random.MT19937(1))
    return 7.0


def breaks_printing(*arguments):
    np.set_printoptions(formatter={"all": lambda _: 1 / 0})
    return np.ones(3)


def moves_house(*arguments):
    os.chdir("/")
    os.environ.clear()
    sys.path.clear()
    return 7.0


def forgets_numpy(*arguments):
    for name in [name for name in sys.modules if name.startswith(("numpy", "course_utils"))]:
        del sys.modules[name]
    return 7.0


def traces_everything(*arguments):
    sys.settrace(lambda *_: 1 / 0)
    sys.setprofile(lambda *_: 1 / 0)
    return 7.0


def sets_an_alarm(*arguments):
    signal.signal(signal.SIGALRM, lambda *_: 1 / 0)
    signal.setitimer(signal.ITIMER_REAL, 1e-4, 1e-4)
    return 7.0


def leaves_a_thread_running(*arguments):
    threading.Thread(target=sleeps, daemon=True).start()
    return 7.0


def leaves_something_for_the_end(*arguments):
    atexit.register(print, "hello")
    gc.disable()
    gc.set_threshold(1, 1, 1)
    return 7.0


def has_an_unhappy_end(*arguments):
    class Unhappy:
        def __del__(self):
            raise SystemExit("hello")

    Unhappy()
    return 7.0


# --- returns strange things -------------------------------------------------------------------------------


class Evil:
    """An object that cannot be looked at."""

    def __array__(self, *arguments, **more):
        raise SystemExit

    __repr__ = __str__ = __float__ = __len__ = __iter__ = __eq__ = __hash__ = __bool__ = __array__


class EvilFloat(float):
    def __eq__(self, other):
        return True

    __ne__ = __lt__ = __gt__ = __le__ = __ge__ = __eq__
    __hash__ = float.__hash__

    def __repr__(self):
        raise KeyboardInterrupt


class EvilArray(np.ndarray):
    def __array_ufunc__(self, *arguments, **more):
        return True

    __array_function__ = __eq__ = __array_ufunc__

    def __repr__(self):
        raise KeyboardInterrupt


class Lawless:
    """An answer whose signature is no signature."""

    __signature__ = 7

    def __call__(self, *arguments):
        return 7.0


def returning(make, name):
    def returns(*arguments):
        return make(*arguments)

    returns.__name__ = f"returns_{name}"
    return returns


def itself_in_a_list(*arguments):
    values = []
    values.append(values)
    return values


RETURNED = {
    "a_generator": lambda *a: (x for x in a),
    "an_endless_generator": lambda *a: itertools.count(),
    "an_object_array": lambda *a: np.array([None, Evil()], dtype=object),
    "an_object": lambda *a: Evil(),
    "a_matrix": lambda *a: np.asmatrix([[7.0]]),
    "a_masked_array": lambda *a: np.ma.masked_all((2, 2)),
    "a_gigabyte": lambda *a: np.zeros(2**27),
    "a_million_by_a_million": lambda *a: np.broadcast_to(7.0, (10**6, 10**6)),
    "a_long_list": lambda *a: [7.0] * (10**6 + 1),
    "a_ragged_list": lambda *a: [[1], [2, 3]],
    "a_list_of_itself": itself_in_a_list,
    "a_long_range": lambda *a: range(10**10),
    "a_long_text": lambda *a: "x" * 10**6,
    "a_text_that_is_no_text": lambda *a: "\ud800" * 200,
    "markup": lambda *a: "<script>alert(1)</script>",
    "a_long_integer": lambda *a: 10**5000,
    "a_false_float": lambda *a: EvilFloat(7.0),
    "a_false_array": lambda *a: np.full((2, 2), 7.0).view(EvilArray),
    "complex_numbers": lambda *a: np.full((2, 2), 7j),
    "a_record": lambda *a: np.zeros(3, dtype=[("a", float), ("b", "U3")]),
    "dates": lambda *a: np.array(["2020-01-01"], dtype="datetime64[D]"),
    "bytes": lambda *a: b"7.0",
    "a_dictionary": lambda *a: {"x": 7.0},
    "a_set": lambda *a: {7.0},
    "a_class": lambda *a: Evil,
    "a_function": lambda *a: returning,
    "a_module": lambda *a: np,
    "a_mock": lambda *a: MagicMock(),
    "not_implemented": lambda *a: NotImplemented,
    "many_dimensions": lambda *a: np.zeros((1,) * 64),
    "nothing_in_an_array": lambda *a: np.zeros((0, 3)),
    "infinity": lambda *a: float("inf"),
    "its_own_process_number": lambda *a: os.getpid() * 1000.0,
}

RETURNING = [returning(make, name) for name, make in RETURNED.items()]

RAISING = list(map(raising, (
    SystemExit(0), SystemExit("hello"), KeyboardInterrupt(), GeneratorExit(), OwnError(), Unspeakable(),
    NamelessError(), MemoryError(), StopIteration(7.0), UserWarning("hello"), ValueError("x" * 10**7),
    ValueError("<b>\n\ud800" * 99), fence.TooSlow(), ExceptionGroup("several", [ValueError("hello")]),
)))  # fmt: skip

HOSTILE = [
    recurses, recurses_through_the_floor, calls_exit, leaves_at_once, aborts, kills_itself, reads_where_nothing_is,
    splits_in_two, asks, stops_to_debug, prints_a_million_lines, prints_to_saved_streams, writes_to_descriptors,
    writes_everywhere, closes_everything, closes_its_stdout, logs, warns, dumps_its_frames, forgets_to_await,
    changes_its_arguments, replaces_numpy, replaces_builtins, replaces_the_checks, empties_the_checks, replaces_json,
    stops_the_clock, turns_errors_into_exceptions, seeds_everything, breaks_printing, moves_house, forgets_numpy,
    traces_everything, sets_an_alarm, leaves_a_thread_running, leaves_something_for_the_end, has_an_unhappy_end,
    Evil, Evil(), Lawless(), MagicMock(side_effect=OwnError), functools.partial(loops, x=1), np.exp,
    *RAISING, *RETURNING,
]  # fmt: skip


def name(answer):
    """Name an answer without asking it."""
    return answer.__name__ if type(answer) in (type, type(name), np.ufunc) else type(answer).__name__
