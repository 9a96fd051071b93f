"""The sentences of a check: what was tried, what was expected, what came, one hint."""

import re
from pathlib import Path

import numpy as np

from course_utils.checks.engine.outcome import Thing
from course_utils.checks.engine.showing import brief, shorten

GENERAL = {
    "not-attempted": "Replace the ... with your answer, run the cell, then run this one again.",
    "not-a-function": "A function was expected here.",
    "arguments": "The function does not take the arguments that the exercise names.",
    "exception": "Your function stopped with an error.",
    "shapes-clash": "Your function stopped where two arrays meet whose shapes do not fit. Which shapes have the two? "
    "Is one of them to be turned round?",
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
    "one-axis-only": "Your function works for an array of one axis, and stops for others. Does a loop go through x "
    "number by number? NumPy's functions take a single number and an array of any shape.",
    "nan": "There is a nan (not a number) where a number was expected.",
    "value": "The value is not right.",
    "warning": "The numbers are right, but NumPy had to warn on the way.",
    "unusable": "The check cannot even look at this answer. A plain function, made with def, is all that is needed.",
    "borrowed": "Your function calls one of the course's own. Here that one is yours to write.",
    "unreadable": "What came back from running your function is nothing that a run yields, so nothing of it counts.",
    "random": "The same input gave two different results. The answer must not depend on chance or on the last call.",
}


FAMILY_OF = {  # the families of the general mistakes; a value that is wrong, and nothing more, has none
    **dict.fromkeys(("shape", "shapes-clash", "scalar-only", "array-only", "one-axis-only", "not-numbers"), "shape"),
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


def borrowed(called, without, own, name):
    """Name the function that was called: one of those that the answer must not call, or the check's own truth."""
    known = {f.__name__: f"checks.{name}.truth" for f in own}
    known |= {f.__name__: f"{f.__module__.split('.')[-1]}.{f.__name__}" for f in without}
    return (("Called", known[called]),) if called in known else ()


def unfinished(outcome, dots=False):
    """Tell whether a call only said that the answer is still to be written; `dots` tells that they still stand in it.

    Where only some lines of an answer are asked for, those below the dots miss what is to be written.
    """
    if dots and (outcome.error in ("NameError", "UnboundLocalError") or (outcome.value is None and not outcome.error)):
        return True
    return outcome.error == "NotImplementedError" or (isinstance(outcome.value, Thing) and outcome.value == "Ellipsis")


def evidence(tried, part, expected, outcome, problem):
    """Show the call tried, the value expected and what came; under an error, only the error and the student's line."""
    rows = [("Tried", tried)]
    if problem == "exception":
        stopped = ("Stopped by", outcome.text or outcome.error), ("Your line", outcome.line)
        rows = [*stopped, *rows, *_unknown_name(outcome)]
    elif problem not in ("too-slow", "died", "random"):
        rows += [("Compared", part.shows), ("Expected", brief(expected)), ("Got", _came(outcome, expected, problem))]
    return (*(row for row in rows if row[1]), *_printed(outcome, problem))


def _unknown_name(outcome):
    """Ask for the first cell where a name is missing that it imports."""
    name = re.match(r"NameError: name '(\w+)' is not defined", outcome.text)
    imported = name and (name[1] in ("np", "plt", "math") or (_COURSE / f"{name[1]}.py").exists())
    return [("", "Did you run the first cell of the notebook? It imports this name.")] if imported else []


_COURSE = Path(__file__).parents[2]


def _printed(outcome, problem):
    """Show the first lines of what the student printed."""
    lines = outcome.printed.strip().splitlines()[:3]
    if not lines or problem in ("too-slow", "died"):
        return []
    return [("Your function printed", "\n".join(shorten(line, 80) for line in lines))]


def _came(outcome, expected, problem):
    if problem == "returned-nothing" or problem == "printed":
        return "None"
    warned = f", and the warning: {outcome.warning}" if problem == "warning" else ""
    return _value(outcome) + (warned or _relative_error(outcome.value, expected))


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
    """Explain partial credit: which parts are right without any fault, which are lost."""
    if not earned:
        return ()
    return ("Already right", _titles(earned)), ("Still missing", _titles(lost))


def to_a_hint(name):
    """Say how to get a hint."""
    return "For a hint", f"checks.{name}.hint()"


def all_right(outcomes):
    """Say what an answer that earns everything was tried on, and what could still be better."""
    listed = any(outcome.listed for outcome in outcomes)
    note = (("", "It returns a list. That counts; an array would let you go on calculating."),) if listed else ()
    return (("", f"Right at all {len(outcomes)} inputs tried."), *note)


def _titles(parts):
    return "; ".join(part.title for part in parts) + "."
