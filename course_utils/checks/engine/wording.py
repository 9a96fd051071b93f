"""The sentences of a check: what was tried, what was expected, what came, one hint."""

import numpy as np

from course_utils.checks.engine.outcome import Thing
from course_utils.checks.engine.showing import brief

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
    "scalar-only": "Your function works for a single number, but not for every array. Does an if ask one question "
    "where an array has many answers, or does a function of math get more than one number? NumPy's functions take "
    "both.",
    "array-only": "Your function works for arrays, but not for a single number. Does it ask for the shape, the length "
    "or an entry of something that has none? np.asarray(x, dtype=float) takes both, and so do NumPy's functions.",
    "nan": "The result contains nan (not a number) where a number was expected.",
    "value": "The value is not right.",
    "warning": "The numbers are right, but NumPy had to warn on the way.",
    "unusable": "The check cannot even look at this answer. A plain function, made with def, is all that is needed.",
    "borrowed": "Your function calls one of the course's own. Here that one is yours to write.",
    "unreadable": "What came back from running your function is nothing that a run yields, so nothing of it counts.",
    "random": "The same input gave two different results. The answer must not depend on chance or on the last call.",
}


ABOUT_NUMBERS = {"value", "nan", "warning"}  # only here does a hint about the formula help


FAMILY_OF = {  # the families of the general mistakes; a value that is wrong, and nothing more, has none
    "shape": "shape", "scalar-only": "shape", "array-only": "shape", "not-numbers": "shape",
    "nan": "overflow", "warning": "overflow",
    **dict.fromkeys(("not-a-function", "arguments", "exception", "too-slow", "died", "printed", "returned-nothing",
                     "changed-input", "unusable", "unreadable", "borrowed", "random"), "program"),
}  # fmt: skip


def unfit(look, name, parameters):
    """Return (diagnosis, details ...) for an answer that was not run at all."""
    if look.kind == "stub":
        return ("not-attempted",)
    if look.kind == "no-function":
        return "not-a-function", ("Got", f"{name} is {look.text}")
    if look.kind == "arguments":
        return "arguments", ("Expected", f"{name}{parameters}"), ("Got", f"{look.name or name}{look.text}")
    return ("unusable",)


def borrowed(name, without):
    """Name the function that an answer must not call, if it is one of them."""
    found = [f"{f.__module__.split('.')[-1]}.{f.__name__}" for f in without if f.__name__ == name]
    return tuple(("Called", called) for called in found[:1])


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
        return f"{_value(outcome)}, and the warning: {outcome.warning}"
    return _value(outcome) + _relative_error(outcome.value, expected)


def _relative_error(value, expected):
    """Say how far off a number, or the worst of several, is, when six digits do not show it."""
    if isinstance(value, Thing | None) or brief(value) != brief(expected):
        return ""
    if np.shape(value) != np.shape(expected):
        return f" (shape {np.shape(value)}, where {np.shape(expected)} is right)"
    if not np.any(expected):
        return ""
    right = np.where(expected, expected, 1)
    return f" (relative error up to {np.max(np.abs((np.asarray(value) - expected) / right)):.1e})"


def _value(outcome):
    """Show the value of an outcome; numbers from a list or a tuple in its brackets."""
    shown = brief(outcome.value)
    return shown.removeprefix("array(").removesuffix(")") if outcome.listed else shown


def score(earned, lost):
    """Explain partial credit: which parts are right, which are not."""
    if not earned:
        return ()
    return (("Already right", _titles(earned)), ("Still missing", _titles(lost)))


def all_right(outcomes):
    """Say what an answer that earns everything was tried on, and what could still be better."""
    listed = any(outcome.listed for outcome in outcomes)
    note = (("", "It returns a list. That counts; an array would let you go on calculating."),) if listed else ()
    return (("", f"Right at all {len(outcomes)} inputs tried."), *note)


def _titles(parts):
    return "; ".join(part.title for part in parts) + "."
