"""Start the course.

    python start.py             open JupyterLab at the first notebook
    python start.py test        run every test

What follows is passed on to JupyterLab or to pytest:

    python start.py --no-browser --port 9000
    python start.py test -k sigmoid

The first run installs the course into a folder of its own, .venv (for the tests .venv-test), and later runs
use it at once. To begin afresh, delete that folder.
"""

import argparse
import contextlib
import hashlib
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent
BEGAN = time.monotonic()
MOST_WORKERS = 8  # more would only wait for the longest test file
FIRST_PAGE = "/lab/tree/notebooks/00_start_here.ipynb"


def main(args):
    """Do what the command line asks for, and return the exit code."""
    check_python()
    sys.stdout.reconfigure(errors="replace", line_buffering=True)  # any console, no line too late
    if args in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    if args[:1] == ["test"]:
        python = environment(".venv-test", ".[test]")
        print("Running every test with pytest.")
        # One worker more than cores, since some tests wait. A file, and so a notebook's kernel, stays with one worker;
        # in alphabetical order no slow one comes last.
        workers = min((os.cpu_count() or 1) + 1, MOST_WORKERS)
        on_all_cores = ["-n", str(workers), "--dist", "loadfile", "--no-loadscope-reorder"]
        return run([python, "-m", "pytest", *on_all_cores, *args[1:]])
    check_port(args)
    python = environment(".venv", ".")
    print("Opening JupyterLab. To stop it, press Ctrl-C here.")
    where = [f"--ServerApp.root_dir={ROOT}", f"--LabApp.default_url={FIRST_PAGE}"]
    return run([python, "-m", "jupyterlab", *where, *args])


def check_python():
    """Stop where Python is too old for the course, or cannot make environments."""
    if sys.version_info < OLDEST_PYTHON:
        found, needed = (".".join(map(str, version[:2])) for version in (sys.version_info, OLDEST_PYTHON))
        sys.exit(f"The course needs Python {needed} or newer, and this is Python {found}: "
                 "install a newer one from python.org, and start the course with that.")
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        sys.exit("This Python cannot make environments, because its module venv is missing or incomplete: "
                 "install it (on Debian and Ubuntu: sudo apt install python3-venv), then try again.")


def check_port(args):
    """Stop where the port asked for is not free: JupyterLab would quietly take another."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--port", "--ServerApp.port", type=int, default=0)  # port 0 is always free
    port = parser.parse_known_args(args)[0].port
    with socket.socket() as probe:
        if os.name != "nt":  # on Windows this option would let two programs share one port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            sys.exit(f"Port {port} is taken or not allowed: choose another number after --port.")


def environment(name, what):
    """Return the Python of the environment in folder `name`, with `what` installed there first if need be."""
    folder = ROOT / name
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "course-stamp.txt"
    place = "Python {}.{} in {}\n".format(*sys.version_info[:2], folder)
    content = f"{what} {hashlib.sha256((ROOT / 'pyproject.toml').read_bytes()).hexdigest()}\n"
    found = stamp.read_text("utf-8") if stamp.exists() and python.exists() else ""
    if found == place + content:
        return str(python)
    outdated = found.startswith(place)
    if outdated:
        print(f"pyproject.toml has changed: bringing the environment in {name} up to date.")
    elif folder.exists():
        print(f"The environment in {name} is unfinished, or for another Python or folder: making it anew.")
    else:
        print(f"First start: installing the course into {name}. This takes a minute or two, once.")
    mark_unfinished(stamp)
    if not outdated:
        work([sys.executable, "-m", "venv", "--clear", folder], "close what still uses this folder")
    work([python, "-u", "-m", "pip", "install", "--prefer-binary", "--progress-bar=off", "-e", what],
         "see that this computer is connected to the internet")
    stamp.write_text(place + content, "utf-8")
    return str(python)


def mark_unfinished(stamp):
    """Empty the stamp, so that an interrupted installation never counts as finished."""
    try:
        stamp.parent.mkdir(exist_ok=True)
        stamp.write_text("")
    except OSError as error:
        sys.exit(f"Cannot write into {stamp.parent} ({error.strerror}): "
                 "copy the course to a folder of your own, and start it there.")


def work(command, advice):
    """Run one step of the installation, showing how it goes; where it fails, stop with its last words."""
    with tempfile.TemporaryDirectory() as scratch:
        log = Path(scratch, "log.txt")
        with log.open("wb") as output, launched(command, stdout=output, stderr=output) as child:
            follow(child, log)
        if child.returncode:
            last_words = "\n".join(log.read_text(errors="replace").splitlines()[-20:])
            sys.exit(f"{last_words}\n\nThe installation failed, for the reason above: "
                     f"{advice}, then run the same command again.")


def follow(child, log):
    """Until the child ends, show the seconds and the log's last line; on a terminal, in one moving line."""
    terminal, width = sys.stdout.isatty(), shutil.get_terminal_size().columns - 1
    while child.poll() is None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(0.2 if terminal else 5)
        latest = log.read_text(errors="replace").strip().rpartition("\n")[2].strip() or "preparing"
        text = f"{time.monotonic() - BEGAN:5.0f} s  {latest}"[:width]
        print(text.ljust(width) if terminal else text, end="\r" if terminal else "\n", flush=True)
    if terminal:
        print(" " * width, end="\r")


def run(command):
    """Run JupyterLab or pytest to its end, and return its exit code."""
    with launched(command) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                pass  # Ctrl-C reaches the child too: JupyterLab asks before it stops, pytest sums up


@contextlib.contextmanager
def launched(command, **options):
    """Start a program in the course's folder, its neighbours first on PATH, NumPy on one thread; leave none behind."""
    leftovers = ("MPLBACKEND", "PYTHONDONTWRITEBYTECODE", "PYTHONHOME")
    kept = {name: value for name, value in os.environ.items() if name not in leftovers}
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", os.defpath)])
    kept.update(PATH=path, PIP_USER="0", OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
    child = subprocess.Popen([str(part) for part in command], cwd=ROOT, env=kept, **options)
    try:
        yield child
    finally:
        child.terminate()  # one that has ended takes no notice
        child.wait()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("\nStopped.")
