"""Judge many submissions, several at once: here, each in a process of its own, or wherever a pool puts them."""

import contextlib
import json
import multiprocessing.connection
import os
import re
import signal
import sys
import threading
import time
from collections import Counter
from types import SimpleNamespace

from grading.judge import execution, judging, kernels, repair  # noqa: F401  loaded here, once, before any fork

TRIES = 2  # for what is the machine's fault
MACHINE = re.compile(
    "grading ended with code|Kernel died before|Kernel didn't respond|sandbox .* has ended|KilledWorker"
)
PATIENCE = 900  # seconds for one submission, whatever it does
BREATH = 0.5  # seconds between two looks at STOP
STOP = threading.Event()  # set by a signal; an exception raised by one could be lost in some object's last breath


def graded(students, task_of, pool):
    """Yield (student, result) for each submission as it ends; a result is what `judged` returns.

    `task_of(student)` makes the bytes that `judged` takes. `pool` runs them: Processes here, or a Cluster. What the
    machine spoiled is tried again. Raises KeyboardInterrupt soon after STOP is set.
    """
    running, waiting, tries = [], list(reversed(students)), Counter()
    try:
        while waiting or running:
            if STOP.is_set():
                raise KeyboardInterrupt
            while waiting and len(running) < pool.size:
                student = waiting.pop()
                running.append(pool.start(student, task_of(student)))
            for job in pool.ended(running):
                running.remove(job)
                result = pool.stop(job)
                tries[job.student] += 1
                if result["reason"] and MACHINE.search(result["reason"]) and tries[job.student] < TRIES:
                    waiting.append(job.student)
                else:
                    yield job.student, result
    finally:
        for job in running:
            pool.stop(job)


class Processes:
    """Judge `size` submissions at once on this machine, each in a process of its own that can be ended."""

    def __init__(self, size, sandbox="auto", modules=()):
        """Start the nursery of the kernels, which all processes share."""
        self.size = size
        if kernels.CAN_FORK:
            kernels.nursery(sandbox, modules)

    def start(self, student, task):
        """Begin to judge a task."""
        context = multiprocessing.get_context("fork" if kernels.CAN_FORK else "spawn")
        result, sender = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(task, sender))
        process.start()
        sender.close()
        return SimpleNamespace(student=student, process=process, result=result, began=time.monotonic())

    def ended(self, jobs):
        """Return the jobs that have ended, or taken too long, after a short wait for one of them."""
        multiprocessing.connection.wait([job.result for job in jobs], timeout=BREATH)
        return [job for job in jobs if job.result.poll() or not job.process.is_alive() or _too_long(job)]

    def stop(self, job):
        """End a job and all that it started; return its result."""
        result = _outcome(job)
        if hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(job.process.pid, signal.SIGKILL)
        job.process.kill()
        job.process.join()
        job.result.close()
        return result

    def close(self):
        """Leave nothing behind."""


def _too_long(job):
    return time.monotonic() - job.began > PATIENCE


def _outcome(job):
    """Return what `judged` returned, or a result that says why there is none."""
    with contextlib.suppress(EOFError, OSError, ValueError):
        if job.result.poll():
            return json.loads(job.result.recv_bytes())
        if job.process.is_alive():
            return {"reason": "grading took too long"}
    job.process.join(timeout=10)  # it has closed its end of the pipe, and is about to be gone
    return {"reason": f"grading ended with code {job.process.exitcode}"}


def _work(task, result):
    """Judge one submission, in silence."""
    for name, usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGTERM, signal.SIG_DFL)):
        signal.signal(name, usual)
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    sys.stdout = sys.stderr = open(os.devnull, "w")
    for number in (1, 2):
        os.dup2(sys.stdout.fileno(), number)
    result.send_bytes(judging.judged(task))
    result.close()
