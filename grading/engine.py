"""Grade submissions side by side: each by nbgrader itself, in a process with a gradebook and a kernel of its own."""

import contextlib
import multiprocessing.connection
import os
import re
import shutil
import signal
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

from nbgrader.apps import NbGraderAPI

from grading.course import configured
from grading.judge import kernels

TRIES = 2  # for what is the machine's fault
MACHINE = re.compile(r"grading ended with code|Kernel died before|Kernel didn't respond")
PATIENCE = 900  # seconds for one submission, whatever it does
SPARE_KERNELS = 2  # for what ends its kernel
STOP = threading.Event()  # set by a signal; an exception raised by one could be lost in some object's last breath
LEFT_TO_THE_WRITER = ("SaveAutoGrades", "AssignLatePenalties")  # one process alone writes into the gradebook


def graded(root, assignment, students, scratch, jobs):
    """Yield (student, reason) for each submission as it ends, `jobs` at a time; the reason is None for a graded one.

    `scratch` holds a copy of the gradebook; what nbgrader makes of a submission is in scratch/STUDENT/autograded until
    the next one is asked for. What the machine spoiled is tried again. Raises KeyboardInterrupt soon after STOP is set.
    """
    if kernels.CAN_FORK:
        kernels.load()
    running, waiting, tries = [], list(reversed(students)), Counter()
    try:
        while True:
            if STOP.is_set():
                raise KeyboardInterrupt
            while waiting and len(running) < jobs:
                running.append(_launched(root, assignment, waiting.pop(), scratch))
            if not running:
                return
            multiprocessing.connection.wait([job.result for job in running], timeout=0.5)
            for job in filter(_has_ended, list(running)):
                running.remove(job)
                reason = _stopped(job)
                tries[job.student] += 1
                if reason and MACHINE.search(reason) and tries[job.student] < TRIES:
                    waiting.append(job.student)
                else:
                    yield job.student, reason
                shutil.rmtree(scratch / job.student, ignore_errors=True)
    finally:
        for job in running:
            _stopped(job)


def _launched(root, assignment, student, scratch):
    folder = scratch / student
    folder.mkdir()
    shutil.copy(scratch / "gradebook.db", folder)
    context = multiprocessing.get_context("fork" if kernels.CAN_FORK else "spawn")
    result, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(root, assignment, student, folder, sender))
    process.start()
    sender.close()
    return SimpleNamespace(student=student, process=process, result=result, began=time.monotonic())


def _has_ended(job):
    return job.result.poll() or not job.process.is_alive() or time.monotonic() - job.began > PATIENCE


def _outcome(job):
    """Return the reason why a job brought no grade, or None."""
    with contextlib.suppress(EOFError, OSError):
        if job.result.poll():
            return job.result.recv()
        if job.process.is_alive():
            return "grading took too long"
    job.process.join(timeout=10)  # it has closed its end of the pipe, and is about to be gone
    return f"grading ended with code {job.process.exitcode}"


def _stopped(job):
    """End a job and all that it started; return its outcome."""
    reason = _outcome(job)
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(job.process.pid, signal.SIGKILL)
    job.process.kill()
    job.process.join()
    job.result.close()
    return reason


def _work(root, assignment, student, folder, result):
    """Let nbgrader grade one submission; everything it writes goes into `folder`."""
    for name, usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGTERM, signal.SIG_DFL)):
        signal.signal(name, usual)
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    sys.stdout = sys.stderr = open(os.devnull, "w")
    for number in (1, 2):
        os.dup2(sys.stdout.fileno(), number)
    if kernels.CAN_FORK:
        for _ in range(len(list(Path(root, "exercises", assignment).glob("*.ipynb"))) + SPARE_KERNELS):
            kernels.fork_kernel()
    config = configured(root)
    config.CourseDirectory.autograded_directory = str(folder / "autograded")
    config.CourseDirectory.db_url = f"sqlite:///{folder / 'gradebook.db'}"
    steps = config.Autograde.autograde_preprocessors
    config.Autograde.autograde_preprocessors = [step for step in steps if not step.endswith(LEFT_TO_THE_WRITER)]
    outcome = NbGraderAPI(config=config).autograde(assignment, student)
    result.send(None if outcome["success"] else _last_words(outcome))
    result.close()


def _last_words(outcome):
    """Return the error that stopped nbgrader, in a line."""
    text = f"{outcome.get('error', '')}\n{outcome.get('log', '')}"
    errors = re.findall(r"^ *([\w.]*(?:Error|Exception|Exit)\w*(?::.*)?)$", text, re.MULTILINE)
    return f"nbgrader stopped: {errors[-1].strip()[:200]}" if errors else "nbgrader stopped without a reason"
