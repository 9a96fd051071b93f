"""The sentences of a check: what was tried, what was expected, what came, one hint."""

import inspect
import traceback

import numpy as np


def _stub(x):
    ...


def _documented_stub(x):
    """Stand for a stub with a docstring."""
    ...


_STUBS = (_stub.__code__.co_code, _documented_stub.__code__.co_code)

GENERAL = {
    "not-attempted": "Replace the ... with your answer, run the cell, then run this one again.",
    "not-a-function": "A function was expected here.",
    "arguments": "The function does not take the arguments that the exercise names.",
    "exception": "Your function stopped with an error.",
    "too-slow": "Your function was still running after five seconds, so it was stopped. Does its loop ever end?",
    "died": "Your function brought down the Python in which it was tried. Does it leave early, call itself for ever, "
    "or fill the memory?",
    "printed": "Your function prints its result and returns nothing. Use return instead of print.",
    "returned-nothing": "Your function returns nothing (None). Does every way through it end with return?",
    "not-numbers": "Your function returns something of another kind than the exercise asks for.",
    "changed-input": "Your function changes the array that it was given. Work on a new array instead.",
    "shape": "The values come back in another shape than the exercise asks for.",
    "scalar-only": "Your function works for a single number, but not for every array: an if asks one question where an "
    "array has many answers, and math takes one number. Choose element by element, with NumPy's functions.",
    "array-only": "Your function works for arrays, but not for a single number, which has no shape, no length and no "
    "entries. np.asarray(x, dtype=float) takes both, and so do NumPy's functions.",
    "nan": "The result contains nan (not a number) where a number was expected.",
    "value": "The value is not right.",
    "warning": "The numbers are right, but NumPy had to warn on the way.",
    "unusable": "The check cannot even look at this answer. A plain function, made with def, is all that is needed.",
    "borrowed": "Your function calls the one of the course that does just this. Here you write your own.",
    "random": "The same input gave two different results. The answer must not depend on chance or on the last call.",
}


ABOUT_NUMBERS = {"value", "nan", "warning"}  # only here does a hint about the formula help


def unfit_to_run(name, truth, answer, probe):
    """Return (diagnosis, details) for an answer that need not be run at all, else None."""
    if answer is ... or _is_stub(answer):
        return "not-attempted", (("", GENERAL["not-attempted"]),)
    if not callable(answer):
        came = f"{name} is {brief(answer)}, of type {type(answer).__name__}"
        return "not-a-function", (("", GENERAL["not-a-function"]), ("Got", came))
    if not _takes(answer, probe):
        expected = ("Expected", f"{name}{inspect.signature(truth)}")
        return "arguments", (("", GENERAL["arguments"]), expected, ("Got", f"{name}{inspect.signature(answer)}"))
    return None


def _is_stub(answer):
    """Tell whether a function's body is still the untouched `...`."""
    code = getattr(answer, "__code__", None)
    return code is not None and code.co_code in _STUBS and set(code.co_consts) <= {None, answer.__doc__}


def _takes(answer, probe):
    try:
        signature = inspect.signature(answer)
    except (TypeError, ValueError):  # some built-in functions have none
        return True
    try:
        signature.bind(*probe)
    except TypeError:
        return False
    return True


def unfinished(outcome):
    """Tell whether a call only said that the answer is still to be written."""
    return outcome.error == "NotImplementedError" or (isinstance(outcome.value, Thing) and outcome.value == "Ellipsis")


def evidence(name, probe, expected, outcome, problem):
    """Show the input tried, the value expected, and what came."""
    tried = ("Tried", f"{name}({', '.join(brief(a) for a in probe)})")
    if problem in ("too-slow", "died", "borrowed", "random", "changed-input"):
        return (tried,)
    return tried, ("Expected", brief(expected)), ("Got", _came(outcome, expected, problem))


def _came(outcome, expected, problem):
    if problem == "exception":
        return outcome.text or outcome.error
    if problem == "warning":
        return f"{brief(outcome.value)}, and the warning: {outcome.warning}"
    return brief(outcome.value) + _relative_error(outcome.value, expected)


def _own_line(answer, error):
    """Quote the last line of the student's own code that the error passed through."""
    name = getattr(getattr(answer, "__code__", None), "co_filename", None)
    lines = [f.line for f in traceback.extract_tb(error.__traceback__, limit=-50) if f.filename == name and f.line]
    return f" (in your line: {_shorten(lines[-1])})" if lines else ""


def described(error, answer):
    """Say an error in one line: its type, its message if it has one, the student's own line."""
    said = ": ".join(filter(None, (brief(type(error)), brief(error, str))))
    return said + _own_line(answer, error)


class Thing(str):
    """What an answer returned where it is no number: its text."""

    __repr__ = str.__str__


def _relative_error(value, expected):
    """Say how far off a number, or the worst of several, is, when six digits do not show it."""
    if isinstance(value, Thing | None) or brief(value) != brief(expected) or not np.any(expected):
        return ""
    right = np.where(expected, expected, 1)
    return f" (relative error up to {np.max(np.abs((np.asarray(value) - expected) / right)):.1e})"


def score(earned, lost):
    """Explain partial credit: which parts are right, which are not."""
    if not earned:
        return ()
    return (("Already right", _titles(earned)), ("Still missing", _titles(lost)))


def all_right(outcomes):
    """Say what an answer that earns everything was tried on, and what could still be better."""
    listed = any(isinstance(outcome.value, list) for outcome in outcomes)
    note = (("", "It returns a list. That counts; an array would let you go on calculating."),) if listed else ()
    return (("", f"Right at all {len(outcomes)} inputs tried."), *note)


def _titles(parts):
    return "; ".join(part.title for part in parts) + "."


def brief(value, text=repr):
    """Write anything in one short line, numbers with six digits; never raises an Exception."""
    try:
        if type(value) is np.ndarray and value.dtype.kind in "biuf":
            if value.ndim > 3:
                return _shorten(f"an array of shape {value.shape}")
            with np.printoptions(formatter=None):
                shown = np.array2string(value, precision=6, threshold=8, edgeitems=2, separator=", ")
            return "array(" + " ".join(shown.split()) + ")"
        if type(value) is float or isinstance(value, np.floating):
            return f"{value:.6g}"
        if isinstance(value, type) or inspect.isroutine(value):
            return str(value.__name__)
        return _shorten(text(value))
    except (Exception, SystemExit):
        return f"something that cannot be shown, of type {type.__repr__(type(value))}"


def _shorten(text, most=160):
    text = text[: most + 1].encode("utf-8", "replace").decode()
    return text if len(text) <= most else text[:most] + " ..."
