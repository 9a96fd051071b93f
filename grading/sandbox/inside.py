"""The nursery: a process that has loaded what a kernel needs, and forks one for each submission, shut in.

    nursery -> keeper (watches, and ends all) -> first (reaps what is orphaned) -> the submission's program

It talks to who asked through one socket a program: where either end closes, the program ends. Linux only. Nothing here
imports anything of the course: what the nursery holds in memory, a submission can read.
"""

import contextlib
import importlib
import json
import os
import select
import shutil
import signal
import socket
import sys
import tempfile
import time

from grading.sandbox import program, system
from grading.sandbox.view import SCRATCH

BREATH = 0.25  # seconds between two looks at what a submission takes
LONGEST_ORDER = 1 << 17  # bytes
FOLDERS = ("work", "home", "tmp", "shm", "kernel")  # of the scratch


def main():
    """Load what is asked for, then shut in whatever is asked for through the socket that is standard input."""
    settings = json.loads(sys.argv[1])
    sys.path[:] = [path for path in sys.path if path not in settings["without"]]
    for module in settings["load"]:
        importlib.import_module(module)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # keepers need no one to wait for them
    requests = socket.socket(fileno=os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)  # or a keeper would hold the socket when the nursery has ended
    requests.send(b"loaded")
    nursery, mine = os.pipe()  # keepers see the end of the one when the nursery, which has the other, ends
    while True:
        message, files, _, _ = socket.recv_fds(requests, 64, 1)
        if not message:  # no one is left who could ask
            return
        if os.fork() == 0:
            requests.close()
            os.close(mine)
            with contextlib.suppress(BaseException):
                _keep(socket.socket(fileno=files[0]), nursery, settings)
            os._exit(0)
        os.close(files[0])


def _keep(caller, nursery, settings):
    """Start one program shut in; watch it; end all that is left of it; say how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    limits, apart = settings["limits"], settings["level"] == "bwrap"
    folder = None if apart else tempfile.mkdtemp(prefix="scratch")
    try:
        as_root = os.geteuid() == 0
        nobody = 2_000_000_000 + int.from_bytes(os.urandom(4)) % 100_000_000  # a user that nobody else is
        settings["user"] = nobody if as_root and settings["level"] != "none" else None
        if apart:
            spaces = system.NEW_PIDS | system.NEW_NETWORK | system.NEW_MESSAGES | system.NEW_NAME
            system.own_namespaces(spaces if as_root else spaces | system.NEW_USER)
            system.open_loopback()
        system.set_process(system.REAP_ORPHANS, 1)
        source, orders = os.pipe()
        first = os.fork()
        if first == 0:
            os.close(orders)
            try:
                _first(caller, source, folder, settings)
            except BaseException as error:
                _say(caller, ended=-1, why=f"the sandbox could not be made: {error}")
            os._exit(255)
        os.close(source)
        ended, why = _watch(caller, nursery, first, orders, limits, folder)
        _end_all(first)
        _say(caller, ended=ended, why=why)
        while nursery not in select.select([caller, nursery], [], [])[0] and caller.recv(LONGEST_ORDER):
            pass  # the caller may read what the program left, until the room is closed
    finally:
        if folder:
            _remove(folder)


def _say(caller, **outcome):
    with contextlib.suppress(OSError):
        caller.send(json.dumps(outcome).encode(), socket.MSG_DONTWAIT)


def _watch(caller, nursery, first, orders, limits, folder):
    """Wait until the program ends, takes too much, or nobody wants it; return (how it ended, why it was ended)."""
    events = select.poll()
    for file in (caller.fileno(), nursery, os.pidfd_open(first)):
        events.register(file, select.POLLIN)
    while True:
        if nursery in [file for file, _ in events.poll(BREATH * 1000)]:
            return -signal.SIGKILL, "the sandbox has been closed"
        ended, status = os.waitpid(first, os.WNOHANG)
        if ended:
            code = os.waitstatus_to_exitcode(status)
            return (code if code < 128 else 128 - code), ""
        with contextlib.suppress(BlockingIOError):
            message = caller.recv(LONGEST_ORDER, socket.MSG_DONTWAIT)
            if not message:
                return -signal.SIGKILL, "nobody waits for it"
            if message.startswith(b"{"):
                os.write(orders, message)
                os.close(orders)
            else:
                _signal(int(message))
        why = _too_much(system.descendants(os.getpid()), limits, folder)
        if why:
            return -signal.SIGKILL, why


def _signal(number):
    """Send a signal to the program: the second of those that descend from the keeper."""
    for process in system.descendants(os.getpid())[1:2]:
        with contextlib.suppress(OSError):
            os.kill(process, number)


def _too_much(processes, limits, folder):
    """Return in words what these processes together take too much of, or nothing."""
    if system.memory(processes) > limits["memory"] < system.memory(processes, exact=True):
        return f"it took more than {limits['memory'] / 1e9:.3g} GB of memory"
    if system.seconds(processes) > limits["cpu"]:
        return f"it took more than {limits['cpu']} seconds of processor time"
    if len(processes) > limits["processes"]:
        return f"it started more than {limits['processes']} processes"
    if folder and _size(folder) > limits["scratch"]:
        return f"it wrote more than {limits['scratch'] / 1e6:.3g} MB"
    return ""


def _size(folder):
    total = 0
    for path, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                total += os.lstat(os.path.join(path, name)).st_blocks * 512
    return total


def _end_all(first):
    """Kill all that descends from this process, whatever it calls itself, until nothing is left."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(first, signal.SIGKILL)
    while True:
        for process in system.descendants(os.getpid()):
            with contextlib.suppress(OSError):
                os.kill(process, signal.SIGKILL)
        try:
            os.waitpid(-1, os.WNOHANG) == (0, 0) and time.sleep(0.001)
        except ChildProcessError:
            return


def _remove(folder):
    """Remove a folder, though its owner may have closed it."""

    def open_and_retry(function, path, _):
        with contextlib.suppress(OSError):
            os.chmod(os.path.dirname(path), 0o700)
            os.chmod(path, 0o700, follow_symlinks=False) if not os.path.islink(path) else None
            function(path)

    shutil.rmtree(folder, onerror=open_and_retry)


def _first(caller, source, folder, settings):
    """Make the scratch, say so, and once the orders come start the program; reap what it leaves behind."""
    user = settings["user"]
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")  # where the machine runs out of memory, this is what has to go
    system.set_process(system.REAP_ORPHANS, 1)
    if settings["level"] == "bwrap":
        _mount_scratch(settings["limits"]["scratch"])
        folder = SCRATCH
    for name in FOLDERS:
        with contextlib.suppress(FileExistsError):
            os.mkdir(os.path.join(folder, name))
        if user is not None:
            os.chown(os.path.join(folder, name), user, user)
    if settings["level"] == "bwrap":
        if not os.listdir("/tmp"):  # nothing that is to be seen lies there
            system.mount(f"{SCRATCH}/tmp", "/tmp", flags=system.BIND)
        system.mount(f"{SCRATCH}/shm", "/dev/shm", flags=system.BIND)
    if user is not None:
        os.chown(folder, user, user)
    system.set_process(system.DIE_WITH_PARENT, signal.SIGKILL)
    socket.send_fds(caller, [json.dumps({"user": user}).encode()], [os.open(folder, os.O_RDONLY | os.O_DIRECTORY)])
    with open(source) as pipe:
        orders = pipe.read()
    if not orders:
        os._exit(0)
    started = os.fork()
    if started == 0:
        program.shut_in(folder, settings)
        program.become(folder, **json.loads(orders))
    if settings["level"] != "none":
        system.drop_capabilities(but=system.KILL if user is not None else None)
    caller.close()
    while True:
        ended, status = os.wait()
        if ended == started:
            code = os.waitstatus_to_exitcode(status)
            os._exit(code if code >= 0 else 128 - code)


def _mount_scratch(size):
    """Give this process mounts of its own: a scratch of limited size, and the processes of this sandbox alone."""
    system.own_namespaces(system.NEW_MOUNTS)
    system.mount("none", "/", flags=system.ALL_PRIVATE)
    flags = system.NO_SETUID | system.NO_DEVICES
    system.mount("tmpfs", SCRATCH, "tmpfs", flags, f"size={size},nr_inodes={size // 4096},mode=755")
    system.mount("proc", "/proc", "proc", flags | system.NO_PROGRAMS | system.READ_ONLY)
