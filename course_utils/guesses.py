"""A guess beside its measurement, in words: what the reader said, what came, and why people guess so.

A lesson asks, the reader writes a guess, and the measuring cell ends with one line:

>>> guess_linear_zone = 2.0
>>> compare(guess_linear_zone, 0.8, why="The eye forgives a curve that bends slowly.")
You said 2; measured 0.8: 2.5 times too large.
The eye forgives a curve that bends slowly.
>>> compare(None, 0.8)
Measured 0.8. You made no guess this time; the next one is as free.

Nothing is scored, and no guess can stop a lesson: one that cannot be compared is told what was expected.
"""

from numbers import Real

import numpy as np

MIME = "application/vnd.sigmoid-course.guess+json"  # what the book turns into a form
NEAR = 0.1  # relative: a number this close counts as right, unless the lesson says otherwise


class Comparison:
    """What to say of a guess: as text in a notebook, as data for the book."""

    def __init__(self, text, data):
        """Keep the sentence(s) and what they were made of."""
        self.text, self.data = text, data

    def __repr__(self):
        return self.text

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": self.text, MIME: self.data | {"measured": _for_json(self.data["measured"])}}


def _for_json(value):
    """Write a number for which JSON has no word, infinity or nan, as text."""
    if isinstance(value, tuple | list):
        return [_for_json(item) for item in value]
    return str(value) if isinstance(value, float) and not np.isfinite(value) else value


def compare(guess, measured, why="", near=NEAR, digits=3, unit="", same=()):
    """Set a guess beside what was measured, and say in words how they differ.

    `measured`: a number, a word, True or False, or a tuple (or list) of these, as the lesson asks for them. A list of
    words is an order, a set is names in any order, a tuple stands item by item. `why`: the reason people guess
    otherwise, said only when the guess was off. `near`: how far off, relatively, a number still counts as right;
    `digits`: how many are shown. `unit` is written behind a number. `same`: words that mean the same as the measured
    word, for example ("bent",).

    Returns an object that shows itself. Never raises for a guess: what does not fit is answered with what would.

    >>> compare("Curved", "straight", same=("a line",), why="On ordinary axes it is.")
    You said Curved; measured straight.
    On ordinary axes it is.
    >>> compare((0.1, 0.1), (0.0167, 0.2311), digits=4)
    You said 0.1 and 0.1; measured 0.0167 and 0.2311: 5.99 times too large and 57 % too small.
    >>> compare(["relu", "tanh"], ["tanh", "relu"])
    You said relu, tanh; measured tanh, relu: 0 of 2 in their place.
    >>> compare(["relu", "tanh"], {"tanh", "selu"})
    You said relu, tanh; measured selu, tanh: 1 of 2 named, 1 too many.
    >>> compare("two", 2.0)
    Measured 2. Your guess 'two' cannot be compared: a number is expected.
    """
    measured = _plain(measured)
    shown, any_order = _shown(measured, digits, unit), isinstance(measured, frozenset)
    data = {"measured": sorted(measured) if any_order else measured, "shown": shown, "why": why, "near": near,
            "unit": unit, "same": [*same], **({"any_order": True} if any_order else {})}  # fmt: skip
    guess = _plain(guess)
    if guess is None or guess is ...:
        return Comparison(f"Measured {shown}. You made no guess this time; the next one is as free.", data)
    if not _fits(guess, measured):
        expected = f"Your guess {_brief(guess)} cannot be compared: {_kind(measured)} expected."
        return Comparison(f"Measured {shown}. {expected}", data)
    guess = _paired(guess, measured)
    right, how = _judged(guess, measured, near, same)
    said = f"You said {_shown(guess, digits, unit)}; measured {shown}{f': {how}' if how else ''}."
    return Comparison(said if right or not why else f"{said}\n{why}", data)


def _plain(value):
    """Turn NumPy's scalars and arrays into Python's own, so that one rule serves all."""
    if isinstance(value, np.generic | np.ndarray):
        return _plain(value.tolist() if value.ndim == 0 else tuple(value.tolist()))
    if isinstance(value, tuple | list):
        return type(value)(_plain(item) for item in value) if type(value) in (tuple, list) else tuple(value)
    return frozenset(map(_plain, value)) if isinstance(value, set | frozenset) else value


def _is_number(value):
    if not isinstance(value, Real) or isinstance(value, bool):
        return False
    try:
        return abs(float(value)) >= 0 or float(value) != float(value)
    except OverflowError:
        return False


def _fits(guess, measured):
    if isinstance(measured, frozenset):
        names = [guess] if isinstance(guess, str) else guess
        return isinstance(names, tuple | list | frozenset) and all(isinstance(name, str) for name in names)
    if isinstance(measured, tuple | list):
        if not isinstance(guess, tuple | list):
            return isinstance(measured, list) and _fits(guess, measured[0])
        if isinstance(measured, list):
            return all(isinstance(g, str) for g in guess)
        return len(guess) == len(measured) and all(g is None or _fits(g, m) for g, m in zip(guess, measured))
    if isinstance(measured, bool):
        return isinstance(guess, bool) or (isinstance(guess, str) and guess.lower() in ("true", "false", "yes", "no"))
    if isinstance(measured, str):
        return isinstance(guess, str)
    return _is_number(guess)


def _paired(guess, measured):
    """Give a guess the form of the measurement: one name for an order of one, words for True and False."""
    if isinstance(measured, frozenset):
        return frozenset([guess] if isinstance(guess, str) else guess)
    if isinstance(measured, tuple | list):
        guess = [guess] if not isinstance(guess, tuple | list) else guess
        return [*guess] if isinstance(measured, list) else tuple(map(_paired, guess, measured))
    if isinstance(measured, bool) and not isinstance(guess, bool) and guess is not None:
        return str(guess).lower() in ("true", "yes")
    return guess


def _judged(guess, measured, near, same):
    """Return whether a guess is right, and how it differs, in words (nothing where the two speak for themselves)."""
    if isinstance(measured, frozenset):
        names, wanted = set(map(_word, guess)), set(map(_word, measured))
        named, extra = len(names & wanted), len(names - wanted)
        right = names == wanted
        return right, "that is it" if right else f"{named} of {len(wanted)} named" + f", {extra} too many" * (extra > 0)
    if isinstance(measured, list):
        places = sum(_word(g) == _word(m) for g, m in zip(guess, measured))
        right = places == len(measured) == len(guess)
        return right, "that is it" if right else f"{places} of {len(measured)} in their place"
    if isinstance(measured, tuple):
        each = [_judged(g, m, near, same) if g is not None else (False, "no guess") for g, m in zip(guess, measured)]
        right, said = all(ok for ok, _ in each), [how or ("right" if ok else "another") for ok, how in each]
        return right, "that is it" if right else _joined(said)
    if isinstance(measured, str):
        right = _word(guess) in {_word(measured), *map(_word, same)}
        return right, "that is it" if right else ""
    if isinstance(measured, bool):
        return guess == measured, "that is it" if guess == measured else ""
    return _number(guess, measured, near)


def _number(guess, measured, near):
    if not np.isfinite(guess) or not np.isfinite(measured):
        return guess == measured, "that is it" if guess == measured else ""
    if abs(guess - measured) <= near * abs(measured):
        return True, "that is it" if guess == measured else "close"
    if guess == 0 or measured == 0:
        return False, f"off by {abs(guess - measured):.3g}"
    if guess * measured < 0:
        return False, "the other sign"
    factor = guess / measured
    if factor > 1:
        return False, f"{_times(factor) if factor >= 2 else f'{100 * (factor - 1):.0f} %'} too large"
    return False, f"{_times(1 / factor) if factor <= 0.4 else f'{100 * (1 - factor):.0f} %'} too small"


def _times(factor):
    return f"{factor:.3g} times" if factor < 1e4 else f"about 10^{np.log10(factor):.0f} times"


def _word(value):
    return " ".join(str(value).lower().replace("-", " ").split()).strip(".!?'\"")


def _shown(value, digits, unit=""):
    if isinstance(value, list | frozenset):
        return ", ".join(sorted(value) if isinstance(value, frozenset) else map(str, value)) or "none"
    if isinstance(value, tuple):
        return _joined([_shown(item, digits, unit) for item in value])
    if _is_number(value):
        number = str(value) if isinstance(value, int) else f"{value:.{digits}g}"
        return f"{number} {unit}".strip()
    return "nothing" if value is None else str(value).strip()


def _joined(parts):
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])}{',' * (len(parts) > 2)} and {parts[-1]}"


def _kind(measured):
    """Say what a guess must look like."""
    if isinstance(measured, tuple):
        return f"{len(measured)} things in brackets, with commas between them, are"
    if isinstance(measured, list | frozenset):
        return "a list of names is"
    if isinstance(measured, bool):
        return "True or False is"
    return "a word is" if isinstance(measured, str) else "a number is"


def _brief(value):
    try:
        text = repr(value)
    except Exception:
        text = f"of type {type(value).__name__}"
    return text if len(text) <= 60 else text[:60] + " ..."
