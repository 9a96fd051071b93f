"""Hostile programs, each bounded, and a world for them to attack: what the sandbox must stop, level by level.

Each attack is a function whose source is run in a room; it gets the world as a dict, and returns whether it succeeded.
`python hostile.py LEVEL` tries all and prints which succeeded, without pytest: so they run as another user, too.
"""

import contextlib
import ctypes
import hashlib
import inspect
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from grading import sandbox
from grading.sandbox.calls import SUPPORTED
from grading.sandbox.landlock import version

ATTACKS, SECRET, PATIENCE = {}, "s3cret-of-the-instructor", 120
LIMITS = {"cpu": 3, "memory": 500_000_000, "file": 64_000_000, "scratch": 100_000_000, "processes": 64}
BEGIN = "import contextlib, ctypes, os, signal, socket, subprocess, sys, time\n"
END = "\nos._exit(10 if {name}({world!r}) else 0)\n"


def attack(stopped_by, harmless=True, landlock=1):
    """Register an attack: levels that stop it, whether it may run unguarded, the Landlock version that it takes."""

    def register(function):
        ATTACKS[function.__name__] = (function, tuple(stopped_by.split()), harmless, landlock)
        return function

    return register


@attack("bwrap landlock")
def reads_gradebook(world):
    """Read the gradebook"""
    return b"points" in open(world["folder"] + "/gradebook.db", "rb").read()


@attack("bwrap landlock")
def reads_others(world):
    """Read another student's work"""
    return bool(os.listdir(world["folder"] + "/submitted"))


@attack("bwrap landlock")
def reads_through_link(world):
    """Read through a link in the scratch"""
    os.symlink(world["folder"], "link")
    return b"points" in open("link/gradebook.db", "rb").read()


@attack("bwrap landlock")
def reads_home(world):
    """Read the instructor's home folder"""
    return bool(os.listdir(world["home"]))


@attack("bwrap landlock none")
def reads_environment(world):
    """Find a secret in its own environment"""
    return "s3cret" in repr(dict(os.environ)) or b"s3cret" in open("/proc/self/environ", "rb").read()


@attack("bwrap landlock")
def reads_environment_of_others(world):
    """Find a secret in the environment of another process"""
    for name in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            if b"s3cret" in open(f"/proc/{name}/environ", "rb").read():
                return True
    return False


@attack("bwrap landlock")
def lists_processes(world):
    """See which other programs run"""
    return os.path.exists(f"/proc/{world['victim']}/cmdline") and bool(os.listdir(f"/proc/{world['victim']}"))


@attack("bwrap landlock none")
def finds_open_files(world):
    """Find a file or socket that the grader left open"""
    for number in range(3, 1000):
        with contextlib.suppress(OSError):
            os.fstat(number)
            return True
    return False


@attack("bwrap landlock")
def changes_others(world):
    """Change another student's work"""
    open(world["folder"] + "/submitted/victim/answer.txt", "a").write("0 points")
    return True


@attack("bwrap landlock", harmless=False)
def writes_checkout(world):
    """Write into the course"""
    open(world["course"] + "/planted.txt", "w").close()
    return True


@attack("bwrap landlock", harmless=False)
def writes_environment(world):
    """Write into the Python environment"""
    import sysconfig

    open(sysconfig.get_path("purelib") + "/planted.pth", "w").close()
    return True


@attack("bwrap landlock", harmless=False)
def writes_startup(world):
    """Write into IPython's start-up in the home folder"""
    folder = world["home"] + "/.ipython/profile_default/startup"
    os.makedirs(folder, exist_ok=True)
    open(folder + "/00-planted.py", "w").close()
    return False  # whether it is there, outside, tells: a room may have a folder of that name of its own


@attack("bwrap landlock", harmless=False)
def writes_temporary(world):
    """Leave a file in the temporary folder of all"""
    open(world["planted"], "w").close()
    return False  # whether it is there, outside, tells: a room has a temporary folder of its own


@attack("bwrap landlock")
def connects(world):
    """Talk to a server on this machine (TCP)"""
    socket.create_connection(("127.0.0.1", world["tcp"]), timeout=5).send(b"hit")
    return True


@attack("bwrap landlock")
def sends_datagram(world):
    """Send a datagram to a server on this machine (UDP)"""
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"hit", ("127.0.0.1", world["udp"]))
    return False  # the server tells


@attack("bwrap landlock")
def connects_abstract(world):
    """Talk to a local socket without a file name"""
    socket.socket(socket.AF_UNIX).connect("\0" + world["abstract"])
    return True


@attack("bwrap landlock")
def connects_named(world):
    """Talk to a local socket with a file name"""
    socket.socket(socket.AF_UNIX).connect(world["named"])
    return True


@attack("bwrap landlock", harmless=False, landlock=6)
def kills_others(world):
    """End another program of the instructor"""
    for number in (world["victim"], world["grader"]):
        with contextlib.suppress(OSError):
            os.kill(number, signal.SIGKILL)
    return False  # whether it lives tells


@attack("bwrap landlock", harmless=False, landlock=6)
def kills_parents(world):
    """End those who watch it"""
    for number in (os.getppid(), 1, *range(2, 50), -1):
        with contextlib.suppress(OSError):
            if number != os.getpid():
                os.kill(number, signal.SIGKILL)
    return False


@attack("bwrap landlock")
def reads_memory(world):
    """Read the memory of another program"""
    with contextlib.suppress(OSError):
        open(f"/proc/{world['victim']}/mem", "rb")
        return True
    return ctypes.CDLL(None).ptrace(16, world["victim"], None, None) == 0  # PTRACE_ATTACH


@attack("bwrap landlock none")
def fifty_sleepers(world):
    """Leave fifty programs running"""
    for _ in range(50):
        subprocess.Popen([sys.executable, "-c", f"'{world['marker']}'; import time; time.sleep(300)"])
    return False  # whether they live on tells


@attack("bwrap landlock none")
def lives_on(world):
    """Live on as a daemon (double fork, own session)"""
    for _ in range(2):
        if os.fork():
            os._exit(0)
        os.setsid()
    os.execv(sys.executable, [sys.executable, "-c", f"'{world['marker']}'; import time; time.sleep(300)"])


@attack("bwrap landlock", harmless=False)
def fork_bomb(world):
    """Fork without end"""
    end, count = time.monotonic() + 20, 0
    while time.monotonic() < end and count < 1500:  # bounded, whatever stops it
        try:
            if os.fork() == 0:
                time.sleep(20)
                os._exit(0)
            count += 1
        except OSError:
            return False
    return True


@attack("bwrap landlock none")
def takes_memory(world):
    """Take more memory than it may"""
    return bool(bytearray(900_000_000))


@attack("bwrap landlock none")
def takes_memory_in_parts(world):
    """Take more memory than it may, in eight processes"""
    for _ in range(8):
        if os.fork() == 0:
            held = bytearray(os.urandom(1000) * 120_000)
            time.sleep(30)
            os._exit(len(held) and 0)
    time.sleep(20)
    return True


@attack("bwrap landlock", harmless=False)
def takes_memory_without_a_name(world):
    """Take memory that belongs to no program (memfd)"""
    held = [os.memfd_create("held") for _ in range(12)]
    for file in held:
        os.write(file, bytes(50_000_000))
    time.sleep(3)
    return len(held) == 12


@attack("bwrap landlock", harmless=False)
def leaves_shared_memory(world):
    """Leave shared memory behind (System V)"""
    return ctypes.CDLL(None).shmget(0x5195, 1_000_000, 0o1600) >= 0


@attack("bwrap landlock none")
def writes_large_file(world):
    """Write a file of 200 MB"""
    with open("large", "wb") as file:
        for _ in range(200):
            file.write(bytes(1_000_000))
    return True


@attack("bwrap landlock none")
def fills_disk(world):
    """Fill the disk with many files"""
    for number in range(40):
        with open(f"part{number}", "wb") as file:
            file.write(bytes(10_000_000))
        time.sleep(0.05)
    time.sleep(10)
    return True


@attack("bwrap landlock none")
def never_ends(world):
    """Compute without end"""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        pass
    return True


@attack("bwrap landlock", harmless=False)
def becomes_root(world):
    """Become root in a namespace of its own, and open what is read-only"""
    library, course = ctypes.CDLL(None), world["course"]
    library.unshare(0x10000000 | 0x00020000)  # CLONE_NEWUSER, CLONE_NEWNS
    for path in ("/", course, "/usr", sys.prefix):
        library.mount(None, path.encode(), None, ctypes.c_ulong(32 | 4096), None)  # remount, to be written
        with contextlib.suppress(OSError):
            open(path.rstrip("/") + "/planted.txt", "w").close()
            return True
    library.mount(b"proc", b"/scratch/tmp", b"proc", ctypes.c_ulong(0), None)
    return any(os.path.exists(f"/scratch/tmp/{world[name]}/cmdline") for name in ("victim", "grader"))


@attack("bwrap landlock", harmless=False)
def opens_by_handle(world):
    """Open a file by its number, past its folder"""
    library = ctypes.CDLL(None, use_errno=True)
    for near in ("/usr", sys.prefix, "."):
        mount = os.open(near, os.O_RDONLY)
        for kind, numbers in ((1, (world["inode"], 0)), (2, (world["inode"], 0, 2, 0))):
            handle = (ctypes.c_uint32 * (2 + len(numbers)))(4 * len(numbers), kind, *numbers)
            file = library.open_by_handle_at(mount, ctypes.byref(handle), os.O_RDONLY)
            if file >= 0 and b"points" in os.read(file, 100):
                return True
    return False


@attack("bwrap landlock", harmless=False)
def opens_disk(world):
    """Open the disk itself"""
    for name in os.listdir("/dev"):
        if name.startswith(("vd", "sd", "nvme", "kmsg", "mem", "loop")):
            with contextlib.suppress(OSError):
                os.close(os.open("/dev/" + name, os.O_RDONLY))
                return True
    with contextlib.suppress(OSError):
        os.mknod("disk", 0o60600, os.makedev(254, 0))
        os.close(os.open("disk", os.O_RDONLY))
        return True
    return False


@attack("bwrap landlock")
def reads_another_room(world):
    """Read the scratch of a submission that is being graded"""
    for path in (world["other"], "/scratch/work/other.txt"):
        with contextlib.suppress(OSError):
            return b"answer" in open(path, "rb").read()
    return False


class World:
    """What an instructor's machine holds, in a folder of its own, and servers that note who calls."""

    def __init__(self, folder):
        """Make the files, the servers, and a program that could be ended."""
        self.folder, self.calls = Path(folder), []
        (self.folder / "submitted/victim").mkdir(parents=True)
        (self.folder / "home/.ipython").mkdir(parents=True)
        (self.folder / "gradebook.db").write_text("points of all")
        (self.folder / "submitted/victim/answer.txt").write_text("an answer")
        os.environ["INSTRUCTORS_TOKEN"] = SECRET
        self.victim = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        self.sockets = {
            "tcp": self._server(socket.AF_INET, ("127.0.0.1", 0)),
            "udp": self._server(socket.AF_INET, ("127.0.0.1", 0), socket.SOCK_DGRAM),
            "abstract": self._server(socket.AF_UNIX, f"\0course-{os.getpid()}"),
            "named": self._server(socket.AF_UNIX, str(self.folder / "socket")),
        }
        self.about = {
            "folder": str(self.folder),
            "home": str(self.folder / "home"),
            "course": str(Path(sandbox.__file__).parents[2]),
            "planted": f"/tmp/planted-by-{os.getpid()}",
            "inode": (self.folder / "gradebook.db").stat().st_ino,
            "marker": f"hostile-{os.getpid()}",
            "victim": self.victim.pid,
            "grader": os.getpid(),
            "tcp": self.sockets["tcp"].getsockname()[1],
            "udp": self.sockets["udp"].getsockname()[1],
            "abstract": self.sockets["abstract"].getsockname()[1:].decode(),
            "named": str(self.folder / "socket"),
        }

    def _server(self, family, address, kind=socket.SOCK_STREAM):
        server = socket.socket(family, kind)
        server.bind(address)
        if family == socket.AF_UNIX and address[0] != "\0":
            os.chmod(address, 0o777)
        server.listen() if kind == socket.SOCK_STREAM else None
        threading.Thread(target=self._note, args=(server, kind), daemon=True).start()
        return server

    def _note(self, server, kind):
        with contextlib.suppress(OSError):
            while True:
                if kind == socket.SOCK_STREAM:
                    server.accept()[0].close()
                else:
                    server.recv(10)
                self.calls.append(kind)

    def digest(self):
        """Return a digest of every file in the world, and of the names of what could be planted."""
        found = hashlib.sha256(Path("/proc/sysvipc/shm").read_bytes())
        for path in sorted(self.folder.rglob("*")):
            found.update(bytes(path.relative_to(self.folder)))
            found.update(path.read_bytes() if path.is_file() else b"")
        for path in (self.about["course"], sys.prefix, "/tmp/planted-by-" + str(os.getpid())):
            found.update(str([os.path.exists(path), os.path.exists(f"{path}/planted.txt")]).encode())
        return found.hexdigest()

    def survivors(self):
        """Return the command lines of what an attack left running."""
        found = []
        for name in filter(str.isdigit, os.listdir("/proc")):
            with contextlib.suppress(OSError):
                line = Path(f"/proc/{name}/cmdline").read_bytes()
                found += [line] if self.about["marker"].encode() in line else []
        return found

    def close(self):
        """End the servers and the program."""
        for server in self.sockets.values():
            with contextlib.suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            server.close()
        self.victim.kill()
        self.victim.wait()
        del os.environ["INSTRUCTORS_TOKEN"]


def program(name, about):
    """Return the text of an attack, as it is run in a room."""
    source = inspect.getsource(ATTACKS[name][0])
    return BEGIN + source[source.index("def ") :] + END.format(name=name, world=about)


def tried(name, nursery, world):
    """Run an attack; return whether it had success, and why it was ended where it was."""
    before = world.digest()
    with nursery.room() as other, nursery.room() as room:
        Path(other.path, "work/other.txt").write_text("an answer")
        about = {**world.about, "other": os.path.realpath(f"{other.path}/work/other.txt")}
        world.calls.clear()
        room.start("grading.sandbox.program", "run", source=program(name, about))
        code, why = room.outcome(PATIENCE) or (10, "it did not end")
        log = room.log()
    if name == "sends_datagram":
        time.sleep(0.5)
    broken = world.digest() != before or world.survivors() or world.calls or world.victim.poll() is not None
    for path in (world.about["planted"],):
        Path(path).unlink(missing_ok=True)
    return bool(code == 10 or broken), why or log


def expected(name, level):
    """Tell whether an attack should have success, None where it is not to be tried."""
    _, stopped_by, harmless, landlock = ATTACKS[name]
    if (level == "none" and not harmless) or (level == "landlock" and (version() < landlock or not SUPPORTED)):
        return None
    return level not in stopped_by


KINDS = {
    "read the gradebook, others' work, the home folder, secrets": [
        *("reads_gradebook", "reads_others", "reads_through_link", "reads_home", "reads_environment", "reads_memory"),
        *(
            "reads_environment_of_others",
            "lists_processes",
            "finds_open_files",
            "reads_another_room",
            "opens_by_handle",
        ),
    ],
    "write into the course, the environment, the home folder, others' work": [
        *(
            "changes_others",
            "writes_checkout",
            "writes_environment",
            "writes_startup",
            "writes_temporary",
            "opens_disk",
        ),
        "becomes_root",
    ],
    "reach the network, or a server on this machine": [
        *("connects", "sends_datagram", "connects_abstract", "connects_named"),
    ],
    "end other programs": ["kills_others", "kills_parents"],
    "leave programs or memory behind": ["fifty_sleepers", "lives_on", "leaves_shared_memory"],
    "take memory, disk, processor or processes without end": [
        *("takes_memory", "takes_memory_in_parts", "takes_memory_without_a_name", "fork_bomb", "never_ends"),
        *("writes_large_file", "fills_disk"),
    ],
}


def short_table():
    """Return the table kind of attack x level, in Markdown: stopped, open, or how many of its attacks are stopped."""
    lines = ["| a submission tries to | bwrap | landlock | none |", "|---|---|---|---|"]
    for kind, names in KINDS.items():
        stopped = [sum(level in ATTACKS[name][1] for name in names) for level in sandbox.LEVELS]
        cells = [{len(names): "stopped", 0: "**open**"}.get(n, f"{n} of {len(names)} ways stopped") for n in stopped]
        lines.append(f"| {kind} | {' | '.join(cells)} |")
    return "\n".join(lines)


def table():
    """Return the table attack x level, in Markdown. The tests hold the sandbox to it."""
    lines = ["| a submission tries to | bwrap | landlock | none |", "|---|---|---|---|"]
    for function, stopped_by, _, _ in ATTACKS.values():
        text = inspect.getdoc(function)
        cells = ["stopped" if level in stopped_by else "**open**" for level in sandbox.LEVELS]
        lines.append(f"| {text[0].lower()}{text[1:]} | {' | '.join(cells)} |")
    return "\n".join(lines)


@contextlib.contextmanager
def attacked():
    """Make a world in a folder that everybody could read, but for the sandbox."""
    with tempfile.TemporaryDirectory(prefix="world") as folder:
        os.chmod(folder, 0o755)
        world = World(folder)
        try:
            yield world
        finally:
            world.close()


if __name__ == "__main__":
    signal.alarm(600)
    with attacked() as attacked_world, sandbox.Nursery(sys.argv[1], limits=LIMITS) as rooms:
        names = [
            name for name in ATTACKS if expected(name, sys.argv[1]) is not None and name in (sys.argv[2:] or ATTACKS)
        ]
        print(json.dumps({name: tried(name, rooms, attacked_world) for name in names}))
