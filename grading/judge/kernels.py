"""The kernels of submissions: shut in where the system can, and with the stage on their path in place of the course."""

import atexit
import contextlib
import functools
import os
import shutil
import sys
import tempfile
from pathlib import Path

import course_utils
from grading import sandbox
from grading.judge.stage import stage
from grading.sandbox import kernels as shut_in

CAN_FORK = shut_in.CAN_FORK
LONGEST_SOCKET = 90  # bytes of a path to one; systems allow 104 or 108 with its number
LOADED = (*shut_in.LOADED, "course_utils.checks")
HEAVY = ("matplotlib.pyplot",)  # it looks for the machine's fonts when it is loaded first
KernelManager = shut_in.KernelManager
ENVIRONMENT = {"NBGRADER_EXECUTION": "autograde", "PYTHONDONTWRITEBYTECODE": "1"}


@functools.cache
def chosen(wish):
    """Return (level, sentence) of the sandbox: see `grading.sandbox.choose`."""
    return sandbox.choose(wish)


def heavy(source):
    """Return the modules in a lesson's first cells that are worth loading once for all of its submissions."""
    return tuple(module for module in HEAVY if module in source)


@functools.cache
def nursery(wish, modules=()):
    """Return the nursery of this process and of those that it forks, started when it is first asked for.

    It has loaded what every kernel needs, and `modules`.
    """
    level, _ = chosen(wish)
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # a submission is one of several
    here = Path(course_utils.__file__).parent
    within = any(here.is_relative_to(path) for path in map(Path, {sys.prefix, sys.base_prefix}))
    made = sandbox.Nursery(level, visible=[stage()], hidden=[here] if within else [], load=(*LOADED, *modules))
    atexit.register(made.close)
    return made


def prepare(manager, wish, place, modules=()):
    """Tell a new manager where its kernel begins, and to talk through files where the system can.

    Where two kernels draw the same port, one cannot start. `place` is the folder in which it runs.
    """
    if CAN_FORK:
        manager.nursery, manager.environment = nursery(wish, modules), ENVIRONMENT
        return
    manager.nursery, manager.environment = None, {**ENVIRONMENT, "PYTHONPATH": str(stage())}
    sockets = str(Path(place).parents[2] / "kernel")
    if sys.platform != "win32" and len(os.fsencode(sockets)) < LONGEST_SOCKET:
        manager.transport, manager.ip = "ipc", sockets


@contextlib.contextmanager
def folder(source, assignment):
    """Yield the folder in which a kernel runs: a copy of `source`, or `source` itself where the sandbox copies."""
    if CAN_FORK:
        yield Path(source)
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        place = Path(scratch, "course", "exercises", assignment)
        shutil.copytree(source, place)
        yield place
