"""Rooms for programs that nobody trusts: a process that waits, loaded, and shuts in a copy of itself for each."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from grading.sandbox import view

ROOT = str(Path(__file__).resolve().parents[2])
LIMITS = {
    "memory": 2_000_000_000,  # bytes, together
    "cpu": 600,  # seconds of processor time, together
    "processes": 128,  # and threads
    "file": 64_000_000,  # bytes of one file
    "open_files": 512,  # of one process
    "scratch": 128_000_000,  # bytes of all files
}
PATIENCE = 120  # seconds for what takes one on a machine that is not busy
PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH")  # and what steers the numerical libraries
if sys.platform != "linux":  # there is no room with a home of its own
    PASSED_ON += ("HOME", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "COMSPEC", "PATHEXT", "USERPROFILE", "APPDATA")
NUMERICAL = ("OPENBLAS_", "OMP_", "MKL_", "BLIS_")


class Unavailable(ValueError):
    """A sandbox that is not to be had here; says why in one sentence."""


def clean_environment(more=None):
    """Return the environment of a submission: nothing of the instructor's but the language and the processors.

    `more` is a dict of variables to add.
    """
    kept = {name: text for name, text in os.environ.items() if name in PASSED_ON or name.startswith(NUMERICAL)}
    return {"PATH": os.defpath, **kept, **(more or {})}


class Nursery:
    """A process that waits, loaded, and shuts in a copy of itself for each program (Linux only).

    level: "bwrap", "landlock" or "none".
    visible: folders that the programs may read besides Python's own; they are on its search path.
    hidden: folders and files within these, or within Python's own, that they may not.
    load: names of modules that are imported once, for all. What they hold, a program can read.
    limits: what differs from LIMITS.

    Close it, or use it in a `with` block. Several processes and threads may use it at once. Raises Unavailable.
    """

    def __init__(self, level, visible=(), hidden=(), load=(), limits=None):
        """Start the process, and wait until it has loaded."""
        visible, hidden = ([str(Path(path).absolute()) for path in paths] for paths in (visible, hidden))
        for path in visible:
            if not os.path.isdir(path):
                raise ValueError(f"{path} cannot be shown to submissions: expected a folder that exists.")
        settings = {
            "level": level,
            "load": list(load),
            "without": [ROOT],
            "limits": {**LIMITS, **(limits or {})},
            "counts_apart": tuple(int(part) for part in os.uname().release.split("-")[0].split(".")[:2]) >= (5, 14),
            "closed": view.closed(visible),
            "landlock": view.landlocked(visible, hidden) if level == "landlock" else None,
        }
        begin = f"import sys; sys.path.insert(0, {ROOT!r}); from grading.sandbox import inside; inside.main()"
        command = [sys.executable, "-c", begin, json.dumps(settings)]
        if level == "bwrap":
            program = shutil.which("bwrap")
            if program is None:
                raise Unavailable("bubblewrap is not installed (on Debian, Ubuntu and Fedora the package bubblewrap).")
            command = view.bubblewrap(program, visible, hidden, command, os.geteuid() == 0)
        own = {"MPLCONFIGDIR": view.SCRATCH} if level == "bwrap" else {}  # where what is loaded first may write
        self.level, self._closed = level, False
        self._requests, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with tempfile.TemporaryFile() as errors:
            self._process = subprocess.Popen(
                command,
                stdin=other,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                start_new_session=True,
                env=clean_environment({**own, "PYTHONPATH": os.pathsep.join(visible), "PYTHONDONTWRITEBYTECODE": "1"}),
                cwd="/",
            )
            other.close()
            self._requests.settimeout(PATIENCE)
            if self._requests.recv(64) != b"loaded":
                self.close()
                errors.seek(0)
                words = errors.read().decode(errors="replace").strip().splitlines() or ["it said nothing"]
                raise Unavailable(f"the sandbox {level} could not be started: {words[-1]}")

    def room(self):
        """Return a Room, ready for one program."""
        own, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            socket.send_fds(self._requests, [b"room"], [other.fileno()])
        except OSError:
            own.close()
            raise Unavailable(f"the sandbox {self.level} has ended.") from None
        finally:
            other.close()
        return Room(own)

    def close(self):
        """End the process, and every room."""
        self._requests.close()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Room:
    """Where one program runs, shut in. It ends when the room is closed, or when the process that asked for it ends.

    path: the scratch as it is reached from this process, a folder with work/, home/, tmp/ and kernel/.
    """

    def __init__(self, caller):
        """Wait until the room is made; `caller` is the socket to it. Raises Unavailable."""
        self._caller, self._outcome = caller, None
        caller.settimeout(PATIENCE)
        message, files, _, _ = socket.recv_fds(caller, 4096, 1)
        answer = json.loads(message or b'{"why": "it ended at once"}')
        if not files:
            caller.close()
            raise Unavailable(answer["why"])
        self._folder, self._user = files[0], answer["user"]
        self.path = f"/proc/self/fd/{self._folder}"

    def lay(self, folder):
        """Copy the files in `folder` into work/, links as links, before the program is started."""
        work = f"{self.path}/work"
        shutil.copytree(folder, work, symlinks=True, dirs_exist_ok=True)
        if self._user is not None:
            for path in (Path(top, name) for top, folders, files in os.walk(work) for name in [*folders, *files]):
                os.chown(path, self._user, self._user, follow_symlinks=False)

    def start(self, module, function, environment=None, **arguments):
        """Call a function of a module in the room; its whole number, or 0, is the program's exit code."""
        orders = {"module": module, "function": function, "environment": environment or {}, "arguments": arguments}
        self._caller.send(json.dumps(orders).encode())

    def outcome(self, seconds=0):
        """Wait for up to `seconds`; return None while the program runs, else (exit code, why it was ended or '')."""
        if self._outcome is None:
            self._caller.settimeout(seconds)
            try:
                answer = json.loads(self._caller.recv(4096) or "{}")
                self._outcome = answer.get("ended", -9), answer.get("why", "its sandbox was ended")
            except (BlockingIOError, TimeoutError):
                return None
            except OSError:
                self._outcome = -9, "its sandbox was ended"
        return self._outcome

    def log(self):
        """Return the end of what the program printed."""
        try:
            file = os.open(f"{self.path}/kernel/log", os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError:
            return ""
        with open(file, "rb") as log:
            log.seek(max(0, os.fstat(file).st_size - 10_000))
            return log.read(10_000).decode(errors="replace")

    def signal(self, number):
        """Send a signal to the program."""
        try:
            self._caller.send(str(int(number)).encode())
        except OSError:  # it has ended
            pass

    def close(self):
        """End the program and all that it started, and wait until nothing of it is left."""
        if self._folder is not None:
            try:
                self._caller.shutdown(socket.SHUT_WR)
            except OSError:
                pass
            self.outcome(PATIENCE)
            self._caller.settimeout(PATIENCE)
            try:
                self._caller.recv(1)  # until the other end is closed, too: then everything is cleared away
            except OSError:
                pass
            self._caller.close()
            os.close(self._folder)
            self._folder = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
