"""Start the course.

    python start.py             open JupyterLab at the first notebook, later where you left it
    python start.py test        run every test
    python start.py book        make the book, pages that need no installation (--serve opens it)

On macOS and Linux the command may be python3, on Windows py. What follows is passed on to JupyterLab or to pytest:

    python start.py --no-browser --port 9000
    python start.py test -k sigmoid

The first run installs the course into a folder of its own, .venv (for the tests .venv-test, for the book
.venv-book), and later runs use it at once. To begin afresh, delete that folder.
"""

import argparse
import ast
import contextlib
import difflib
import hashlib
import importlib.util
import os
import re
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

# What says where packages come from, by its name in pip's settings: it is kept, and told to uv by uv's name for it.
# All other settings of pip (a prefix, a target ...) are left aside: here they would only spoil the installation.
KEPT = {"index-url": "UV_DEFAULT_INDEX", "extra-index-url": "UV_INDEX", "find-links": "UV_FIND_LINKS",
        "no-index": "UV_NO_INDEX", "constraint": "UV_CONSTRAINT", "trusted-host": "UV_INSECURE_HOST",
        "cert": "SSL_CERT_FILE", "proxy": "HTTPS_PROXY", "cache-dir": None, "no-cache-dir": None, "client-cert": None,
        "keyring-provider": None, "retries": None, "timeout": None, "default-timeout": None}  # fmt: skip
ADVICE = {  # what the lines about trouble hold: what helps; the first that fits is given
    r"no space left|errno 28\b|os error (28|112)\b|winerror 112|disk quota|not enough space":
        "the disk is full: free 1 GB",
    r"certificate|sslerror":
        "the network shows a certificate of its own (a firm's, a school's): name its file in the variable PIP_CERT",
    r"proxy": "the proxy does not let you through: see that its address is right (python -m pip config list)",
    r"name resolution|to resolve|getaddrinfo|dns|connection|timed ?out|unreachable|max retries|sending request":
        "see that this computer is connected to the internet",
    r"permission|access is denied|errno 13\b|winerror (5|32)\b|os error (5|13|32)\b|read-only|used by another":
        "close what still uses the folder .venv, and see that you may write there",
    r"no matching distribution|satisfies|no solution found|wheel|metadata|subprocess":
        "a package is not to be had for Python {}.{} on this computer, or not where pip is set to look (python -m pip "
        "config list): try it with another Python",
    r"hash": "a download came damaged",
    r"memory|signal 9": "the memory was too small: close other programs",
}


def main(args):
    """Do what the command line asks for, and return the exit code."""
    check_python()
    sys.stdout.reconfigure(errors="replace", line_buffering=True)  # any console, no line too late
    if args in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    commands = {"test": run_tests, "book": make_book}
    if not args or args[0].startswith("-"):
        return open_lab(args)
    if args[0] in commands:
        return commands[args[0]](args[1:])
    near = difflib.get_close_matches(args[0], commands, 1)
    known = " or ".join(f"python start.py {word}".strip() for word in ("", *commands))
    sys.exit(f"There is no command {args[0]!r}{f'; did you mean {near[0]!r}?' if near else '.'} Say {known}.")


def run_tests(args):
    """Run the tests with pytest."""
    python = environment(".venv-test", ".[test]", "pytest")
    print("Running every test with pytest.")
    # One worker more than cores, since some tests wait. A file, and so a notebook's kernel, stays with one worker;
    # conftest.py puts the longest first.
    workers = min((os.cpu_count() or 1) + 1, MOST_WORKERS)
    on_all_cores = ["-n", str(workers), "--dist", "loadfile", "--no-loadscope-reorder"]
    return run([python, "-m", "pytest", *on_all_cores, *args])


def make_book(args):
    """Make the book from the stored notebooks."""
    python = environment(".venv-book", ".[book]", "myst_nb", "furo")
    print("Making the book; this takes up to a minute.")
    return run([python, "-m", "book", *args])


def open_lab(args):
    """Open the course in JupyterLab."""
    check_port(args)
    as_root = check_root(args)
    python = environment(".venv", ".", "jupyterlab", "ipykernel")
    print("Opening JupyterLab in the browser; this takes some seconds. To stop it, press Ctrl-C here twice.")
    return run([python, "-m", "jupyterlab", f"--ServerApp.root_dir={ROOT}", *as_root, *args])


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


def check_root(args):
    """Return what JupyterLab must be told where root starts it, as in a container; stop where it was sudo."""
    if getattr(os, "geteuid", lambda: 1)() or "--allow-root" in args:
        return []
    if "SUDO_USER" in os.environ:
        sys.exit("Start the course without sudo: it needs no rights, and files that root makes would be in your way.")
    print("You are root, as is usual in a container: JupyterLab is told to allow it. If the browser is outside, add "
          "--ip=0.0.0.0 --no-browser.")
    return ["--allow-root"]


def environment(name, what, *needed):
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
    install(folder, python, what, ["-I", "-c", f"import course_utils.activations, {', '.join(needed)}"], outdated)
    if not (folder / "jupyter" / "lab").exists():
        shutil.copytree(ROOT / "jupyter", folder / "jupyter", dirs_exist_ok=True)  # the first page, no news
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


def install(folder, python, what, trial, outdated):
    """Install `what` with uv, which is several times faster, or with pip where uv fails; then try it out."""
    kept = pip_settings()
    for_pip = {"PIP_" + name.upper().replace("-", "_"): value for name, value in kept.items()}
    for_pip.update(PIP_CONFIG_FILE=os.devnull, PIP_DISABLE_PIP_VERSION_CHECK="1")
    for_uv = {KEPT[name]: re.sub(r"\s+", "," if name == "find-links" else " ", value)
              for name, value in kept.items() if KEPT[name]}  # fmt: skip
    venv, pip = [sys.executable, "-m", "venv", folder, *([] if outdated else ["--clear"])], ["-u", "-m", "pip"]
    quick = [
        ([*venv, "--without-pip"], {}),  # pip alone takes longer than uv with all the rest
        ([sys.executable, *pip, "--python", python, "install", "--progress-bar=off", "--retries=1",
          "--only-binary=:all:", "uv"], for_pip),
        ([python.with_name("uv" + python.suffix), "pip", "install", "--python", python,
          "--index-strategy=unsafe-best-match", "pip", "-e", what], for_uv),
        ([python, *trial], {}),
    ]  # fmt: skip
    if all(attempt(*step) is None for step in quick[outdated:]):
        return
    print("The fast way, with uv, is not open here. With pip it takes a few minutes.")
    work(venv)
    work([python, *pip, "install", "--prefer-binary", "--progress-bar=off", "-e", what], for_pip)
    work([python, *trial])


def pip_settings():
    """Return what pip is set to, in its files and variables, as far as it is KEPT: a dict of texts."""
    of_pip = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    ask = [sys.executable, "-m", "pip", "config", "list"]
    with launched(ask, of_pip, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        lines = child.communicate()[0].decode(errors="replace").splitlines()
    found = re.findall(r"^(global|install|:env:)\.([\w-]+)=(.*)$", "\n".join(lines), re.MULTILINE)
    found.sort(key=lambda setting: ("global", "install", ":env:").index(setting[0]))  # the later ones win
    return {name: str(ast.literal_eval(value)).strip() for _, name, value in found if name in KEPT}


def work(command, settings=()):
    """Run one step of the installation; where it fails, stop with its last words and what helps."""
    said = attempt(command, settings)
    if said is None:
        return
    trouble = re.compile("err|warn|fail|could ?n|cannot|denied|signal|×|╰", re.IGNORECASE)
    troubles = "\n".join(filter(trouble.search, said))
    advice = next((helps for signs, helps in ADVICE.items() if re.search(signs, troubles, re.I)),
                  "if it comes again, show these lines to whoever gave you the course")
    sys.exit("\n".join(said[-20:]) + "\n\nThe installation failed, for the reason above: "
             + advice.format(*sys.version_info) + ". Then run the same command again.")


def attempt(command, settings=()):
    """Run one step of the installation, showing how it goes; return None, or if it failed the lines it wrote."""
    with tempfile.TemporaryDirectory() as scratch:
        log = Path(scratch, "log.txt")
        with log.open("wb") as output, launched(command, settings, stdout=output, stderr=output) as child:
            follow(child, log, Path(command[0]).parents[1])
        ended = [f"ended by signal {-child.returncode}"] if child.returncode < 0 else []
        return log.read_text(errors="replace").splitlines() + ended if child.returncode else None


def follow(child, log, folder):
    """Until the child ends, show the seconds, the packages so far and its last line; on a terminal all in one line."""
    terminal, width = sys.stdout.isatty(), shutil.get_terminal_size().columns - 1
    places = [f"{lib}/site-packages/*.dist-info" for lib in ("lib/python*", "Lib")] if ROOT in folder.parents else []
    while child.poll() is None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(0.2 if terminal else 5)
        latest = log.read_text(errors="replace").strip().rpartition("\n")[2].strip() or "preparing"
        packages = sum(1 for place in places for _ in folder.glob(place))
        text = f"{time.monotonic() - BEGAN:5.0f} s, {packages} packages in place. {latest}"[:width]
        print(text.ljust(width) if terminal else text, end="\r" if terminal else "\n", flush=True)
    if terminal:
        print(" " * width, end="\r")


def run(command):
    """Run JupyterLab or pytest to its end, and return its exit code."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as kernels:
        where = {"JUPYTER_RUNTIME_DIR": os.environ.get("JUPYTER_RUNTIME_DIR", kernels)}
        with launched(command, where) as child:
            while True:
                try:
                    return child.wait()
                except KeyboardInterrupt:
                    pass  # Ctrl-C reaches the child too: JupyterLab asks before it stops, pytest sums up


@contextlib.contextmanager
def launched(command, settings=(), **options):
    """Start a program in the course's folder, with these variables; leave none behind."""
    command = [str(part) for part in command]
    env = {**surroundings(Path(command[0]).parent), **dict(settings)}
    child = subprocess.Popen(command, cwd=ROOT, env=env, **options)
    try:
        yield child
    finally:
        child.terminate()  # one that has ended takes no notice
        child.wait()


def surroundings(programs):
    """Return the variables for what is started: its neighbours first on PATH, NumPy on one thread, nothing foreign."""
    foreign = ("PYTHON", "PIP_", "UV_", "JUPYTER", "IPYTHON", "MPLBACKEND")
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith(foreign) or name in ("JUPYTER_TOKEN", "UV_CACHE_DIR")}
    path = os.pathsep.join([str(programs), os.environ.get("PATH", os.defpath)])
    return {**kept, "PATH": path, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "UV_NO_CONFIG": "1",
            "UV_SYSTEM_CERTS": "1", **folders(programs.parent / "jupyter")}  # fmt: skip


def folders(own):
    """Return the variables that keep all of Jupyter's and IPython's settings in this folder."""
    return {"JUPYTER_CONFIG_DIR": str(own), "JUPYTER_DATA_DIR": str(own / "data"), "IPYTHONDIR": str(own / "ipython")}


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("\nStopped.")
