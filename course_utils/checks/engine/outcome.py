"""What came of running an answer, as plain data: written as lines of JSON, and read back with suspicion.

The lines of one trial are a Look, then an Outcome for each probe, then one more for the first probe. They are written
where the student's code runs, so whoever reads them trusts nothing: a line that is not exactly of this form is an
Unreadable.
"""

import json
from dataclasses import dataclass
from math import prod

import numpy as np

NUMBERS_AT_MOST = 100_000  # in one value; more is no answer
_LINE_AT_MOST = 4 * 2**20  # bytes
_TEXT_AT_MOST = 1000  # characters


class Unreadable(ValueError):
    """Raised for a line that no trial has written."""


class Thing(str):
    """What an answer returned where it is no number: its text."""

    __repr__ = str.__str__


@dataclass(frozen=True)
class Look:
    """What can be seen of an answer before it is run.

    `kind`: "function", or why it need not be run: "stub", "no-function", "arguments", "unusable". `name` is the
    function's own name; `text` what was found in its place, or its arguments; of a function, the three dots if they
    still stand in it.
    """

    kind: str
    name: str = ""
    text: str = ""


KINDS = ("function", "stub", "no-function", "arguments", "unusable")


@dataclass(frozen=True)
class Outcome:
    """What one call of an answer did, in plain data: no object of the student's lives on in it.

    `value`: None, a float, an array, or a Thing for all else; `listed` tells that the numbers came in a list or a
    tuple. `error`: the name of the error that stopped it; `text` says it in a line, and `line` is the student's own
    line. `printed`: the beginning of what it printed. `borrowed`: the function of the course that it called and must
    not call.
    """

    value: object = None
    listed: bool = False
    error: str | None = None
    text: str = ""
    line: str = ""
    warning: str | None = None
    printed: str = ""
    changed_input: bool = False
    borrowed: str | None = None


def packed(record):
    """Write a Look or an Outcome as one line of JSON, in bytes."""
    fields = dict(vars(record))
    value = fields.get("value")
    if isinstance(value, Thing):
        fields["value"] = str(value)
    elif value is not None:
        array = np.asarray(value, dtype=float)
        fields["value"] = [list(array.shape), array.ravel().tolist()]
    return json.dumps(fields).encode()


def look_from(line):
    """Read back a Look.

    >>> look_from(packed(Look("function", "sigmoid")))
    Look(kind='function', name='sigmoid', text='')
    """
    fields = _fields(line, Look)
    look = Look(**{name: _text(value) for name, value in fields.items()})
    if look.kind not in KINDS or not (look.name == "" or look.name.isidentifier()):
        raise Unreadable
    return look


def outcome_from(line):
    """Read back an Outcome.

    >>> outcome_from(packed(Outcome(np.array([[0.1, np.inf]])))).value
    array([[0.1, inf]])
    """
    fields = _fields(line, Outcome)
    if not {type(fields["listed"]), type(fields["changed_input"])} == {bool}:
        raise Unreadable
    for name in ("text", "line", "printed"):
        fields[name] = _text(fields[name])
    for name in ("error", "warning", "borrowed"):
        fields[name] = None if fields[name] is None else _text(fields[name])
    return Outcome(**{**fields, "value": _value(fields["value"])})


def _fields(line, kind):
    """Return the fields of a line, which are just those of `kind`."""
    if not isinstance(line, bytes) or len(line) > _LINE_AT_MOST:
        raise Unreadable
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        raise Unreadable from None
    if type(fields) is not dict or fields.keys() != kind.__dataclass_fields__.keys():
        raise Unreadable
    return fields


def _text(value):
    if type(value) is not str or len(value) > _TEXT_AT_MOST:
        raise Unreadable
    value = value.encode("utf-8", "replace").decode()
    return "".join(c if c.isprintable() or c == "\n" else " " for c in value)


def _value(value):
    """Return None, a Thing, a float or an array for what stands in a line's "value"."""
    if value is None:
        return None
    if type(value) is str:
        return Thing(_text(value))
    if type(value) is not list or len(value) != 2 or not all(type(item) is list for item in value):
        raise Unreadable
    shape, numbers = value
    sizes_fit = len(shape) <= 64 and all(type(n) is int and 0 <= n <= NUMBERS_AT_MOST for n in shape)
    if not sizes_fit or prod(shape) != len(numbers) or not {*map(type, numbers)} <= {int, float}:
        raise Unreadable
    try:
        array = np.array(numbers, dtype=float).reshape(shape)
    except (OverflowError, ValueError):
        raise Unreadable from None
    return array if shape else array[()]


def outcomes_from(lines, count):
    """Read the lines of a trial of `count` calls: a Look, and an Outcome for each call and for the first once more.

    Lines that are missing at the end are calls that never came back: Died, or TooSlow if the last line says that the
    answer had to be stopped. Where the answer was not run at all, there is no Outcome. Raises Unreadable.
    """
    if not isinstance(lines, list | tuple) or len(lines) > count + 2:
        raise Unreadable
    if not lines:
        return Look("unusable"), []
    look, outcomes = look_from(lines[0]), [outcome_from(line) for line in lines[1:]]
    if look.kind != "function":
        return look, []
    last = outcomes[-1].error if outcomes else None
    return look, outcomes + [Outcome(error="TooSlow" if last == "TooSlow" else "Died")] * (count + 1 - len(outcomes))
