"""The sandbox: how a program that nobody trusts is shut in, by the strongest means that this system offers."""

import functools
import sys

from grading.sandbox.calls import SUPPORTED
from grading.sandbox.landlock import version
from grading.sandbox.nursery import LIMITS, Nursery, Room, Unavailable, clean_environment

__all__ = ["LEVELS", "LIMITS", "Nursery", "Room", "Unavailable", "choose", "clean_environment"]

LEVELS = ("bwrap", "landlock", "none")  # the strongest first
SAYS = {
    "bwrap": "sandbox bwrap: submissions run shut in by bubblewrap, without network, home and course folders",
    "landlock": "sandbox landlock: submissions reach their own files alone, and no network",
    "none": "sandbox none: submissions run with your own rights, and can read and change what you can",
}


def choose(wish="auto"):
    """Return (level, sentence for the first line): the level wished for, or with "auto" the strongest to be had.

    Each level is tried by running a program in it. Raises Unavailable, a ValueError, where the wish cannot be met.
    """
    if wish not in ("auto", *LEVELS):
        raise Unavailable(f"There is no sandbox {wish!r}: expected auto, {', '.join(LEVELS[:-1])} or {LEVELS[-1]}.")
    reasons = []
    for level in LEVELS if wish == "auto" else (wish,):
        reason = _tried(level)
        if not reason:
            return level, _sentence(level, reasons)
        reasons.append(f"{level} is not to be had: {reason}")
    raise Unavailable(f"The sandbox {reasons[0]}")


def _sentence(level, reasons):
    more = ""
    if level == "landlock":
        more += "" if SUPPORTED else " but local sockets and UDP"
        more += "" if version() >= 6 else ", but they may send signals to your programs (closing that needs Linux 6.12)"
    if sys.platform != "linux":
        more += " (a sandbox needs Linux)"
    elif reasons:
        more += f" ({reasons[0].rstrip('.')})"
    return f"{SAYS[level]}{more}."


@functools.cache
def _tried(level):
    """Run a program in the sandbox of this level; return why it cannot be had, or nothing."""
    if level == "none":
        return ""
    if sys.platform != "linux":
        return "it needs Linux."
    if level == "landlock" and not version():
        return "this Linux has no Landlock (5.13 or later, switched on)."
    try:
        with Nursery(level) as nursery, nursery.room() as room:
            room.start("grading.sandbox.program", "run", source="pass")
            code, why = room.outcome(60) or (1, "it did not end")
    except (Unavailable, OSError) as error:
        return str(error).removeprefix(f"the sandbox {level} could not be started: ")
    return "" if code == 0 else why or f"a program in it ended with code {code}."
