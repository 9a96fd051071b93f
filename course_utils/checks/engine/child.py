"""Work in a child process: nothing that it does can reach this one, and it ends when it takes too long."""

import gc
import os
import select
import signal
import sys
import warnings
from contextlib import suppress
from pathlib import Path
from time import monotonic

from threadpoolctl import ThreadpoolController

from course_utils.checks.engine.memory import memory_left

AVAILABLE = hasattr(os, "fork") and sys.platform != "darwin"  # Apple's maths libraries do not survive a fork

_MEMORY = 2 * 2**30  # bytes that a child may allocate, where a hub or a container leaves as much
_RESERVE = 2**26  # bytes of what is left that it may not: it and the notebook copy what they share when they change it
_LEAST = 2**26  # bytes that it may allocate in any case, for a right answer needs some
_CPU = 60  # seconds that it may compute, even if nobody is left to stop it
_FILE = 64 * 2**20  # bytes that it may write to one file
_CHUNK, _CHUNKS_AT_MOST = 2**16, 2**12  # bytes, and how many times that many are read


def lines_from(work, patience, at_most):
    """Return the lines (bytes) that `work()` yields in a child process, and whether it had to be stopped.

    It is stopped after `patience` seconds without news, or `at_most` seconds in all. A child that dies sends no more
    lines. Where no child is to be had, all happens here, and whoever wrote `work` must see to the time.
    """
    if not AVAILABLE:
        return list(work()), False
    threads, (reader, writer) = _threads(), os.pipe()
    pid = _fork()
    if pid == 0:
        _be_the_child(work, writer, threads)
    os.close(writer)
    try:
        return _received(reader, patience, at_most)
    finally:
        os.close(reader)
        _end(pid)


def _threads():
    with suppress(OSError):  # a sandbox has closed the list of libraries
        return ThreadpoolController()


def _fork():
    with warnings.catch_warnings():  # newer Pythons warn where there are threads; the child needs none of them
        warnings.simplefilter("ignore")
        return os.fork()


def _received(reader, patience, at_most):
    chunks, end, poll = [], monotonic() + at_most, select.poll()
    poll.register(reader)
    while ready := poll.poll(1000 * max(min(patience, end - monotonic()), 0)):
        chunks.append(os.read(reader, _CHUNK))
        if not chunks[-1] or len(chunks) == _CHUNKS_AT_MOST:
            break
    return b"".join(chunks).split(b"\n")[:-1], not ready


def _end(pid):
    """Kill the child, and with it what it has started itself."""
    for kill in (os.kill, os.killpg):
        with suppress(OSError):
            kill(pid, signal.SIGKILL)
    with suppress(ChildProcessError):
        os.waitpid(pid, 0)


def _be_the_child(work, writer, threads, leave=os._exit):
    """Send the lines of `work()`; never return, even if an answer has emptied this module or replaced os._exit."""
    try:
        os.setsid()
        gc.freeze()  # else a collection would copy all that the two processes share
        if threads:
            threads.limit(limits=1)  # threads that NumPy and others had before the fork would be waited for in vain
        _cut_off(writer)
        _limit()
        me = os.getpid()
        for line in work():
            if os.getpid() != me:  # the answer has forked, and this is its child
                break
            rest = line + b"\n"
            while rest:
                rest = rest[os.write(writer, rest) :]
    finally:
        leave(0)


def _cut_off(writer):
    """Close all open files but the pipe, and the way to the notebook."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    for number in _open_files():
        if number > 2 and number != writer:
            with suppress(OSError):
                os.close(number)
    to_the_notebook = getattr(sys.stdout, "pub_thread", None)
    if to_the_notebook:
        to_the_notebook.socket = None


def _open_files():
    with suppress(OSError):  # no such folder, or one that a sandbox has closed
        return [int(name) for name in os.listdir("/dev/fd")]
    return range(1024)


def _limit():
    import resource  # where there is no fork, there is no such module

    used = 0
    with suppress(OSError):  # no such file, or one that a sandbox has closed
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    for what, most in (("AS", used + _allowed()), ("CPU", _CPU), ("FSIZE", _FILE), ("CORE", 0)):
        what = getattr(resource, f"RLIMIT_{what}")
        soft, hard = resource.getrlimit(what)
        least = min(limit for limit in (most, soft, hard) if limit != resource.RLIM_INFINITY)
        resource.setrlimit(what, (least, hard))
    with suppress(OSError):  # where memory runs out all the same, Linux is to take this child and leave the notebook
        Path("/proc/self/oom_score_adj").write_text("1000")


def _allowed():
    return min(_MEMORY, max(memory_left() - _RESERVE, _LEAST))
