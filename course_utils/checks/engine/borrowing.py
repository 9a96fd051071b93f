"""What an answer must not call: while it runs, these functions are traps that write down that they were called.

Not the names but the functions themselves are changed, so that it does not matter how an answer came by them; and what
was called stays written down, so that catching the exception helps nobody.
"""

import functools
import sys
import types
from contextlib import contextmanager

_caught = []  # the names of the functions that were called since the traps were set
_originals = []  # the functions themselves, by the first line of their traps: what a probe's function may call
_ours = set()  # the code of the probes' functions


class Borrowed(BaseException):
    """Raised where an answer calls a function that it should have been."""


@contextmanager
def traps(functions, arguments=()):
    """Set a trap in each of the functions; yield a list in which the names of those that are called appear.

    A function among `arguments` is ours: what it calls in its turn is no borrowing.
    """
    codes = {inner: inner.__code__ for function in functions for inner in _layers(function)}
    _caught.clear()
    _ours.update(code for argument in arguments if hasattr(argument, "__code__") for code in _inside(argument.__code__))
    _originals[:] = map(clone, codes)
    for i, function in enumerate(codes):
        free = function.__code__.co_freevars  # Python wants as many as there were
        function.__code__ = _trap.__code__.replace(co_name=function.__name__, co_firstlineno=i, co_freevars=free)
    try:
        yield _caught
    finally:
        for function, code in codes.items():
            function.__code__ = code
        _originals.clear()
        _ours.clear()


def handed(arguments):
    """Return the arguments of a probe; in the place of a function that is a trap now, one that does what it did."""
    return tuple(_untrapped(argument) if hasattr(argument, "__code__") else argument for argument in arguments)


def _untrapped(function):
    code = function.__code__
    return _originals[code.co_firstlineno] if code.co_names == _trap.__code__.co_names else function


def _layers(function):
    """Yield a function and those that it wraps, as functools.wraps writes it down."""
    while hasattr(function, "__code__"):
        yield function
        function = getattr(function, "__wrapped__", None)


def clone(function):
    """Return a function that does the same."""
    copy = types.FunctionType(
        function.__code__, function.__globals__, function.__name__, function.__defaults__, function.__closure__
    )
    copy.__kwdefaults__ = function.__kwdefaults__
    return functools.update_wrapper(copy, function)


def _inside(code):
    """Return a function's code and that of the functions in it."""
    return {code}.union(*(_inside(inner) for inner in code.co_consts if isinstance(inner, types.CodeType)))


def _trap(*arguments, **keywords):
    from course_utils.checks.engine.borrowing import sprung

    return sprung(*arguments, **keywords)


def sprung(*arguments, **keywords):
    """Write down which function was called and raise Borrowed; or do its work, for one of our own functions."""
    frame = sys._getframe(1)
    original = _originals[frame.f_code.co_firstlineno]
    while (frame := frame.f_back) and frame.f_code not in THEIR_SIDE:
        if frame.f_code in _ours or frame.f_code in OUR_SIDE or _of_a_lesson(frame.f_globals):
            return original(*arguments, **keywords)
    _caught.append(original.__name__)
    raise Borrowed


def _of_a_lesson(names):
    """Tell whether these are the names of one of the checks' own modules, which also hold the known mistakes."""
    module = str(names.get("__name__"))
    return module.startswith("course_utils.checks.") and vars(sys.modules.get(module, sys)) is names


OUR_SIDE, THEIR_SIDE = set(), set()  # the code that calls what is ours, and the code that calls a student's function


def our_side(function):
    """Mark a function that calls nothing of the student's: what it calls may call anything."""
    OUR_SIDE.add(function.__code__)
    return function


def their_side(function):
    """Mark a function that calls a student's."""
    THEIR_SIDE.add(function.__code__)
    return function
