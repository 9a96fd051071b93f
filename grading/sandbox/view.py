"""What a submission can see: the system's programs, the Python environment, what the caller names; nothing else."""

import os
import sys
from pathlib import Path

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/lib32", "/libx32", "/etc/alternatives", "/etc/fonts")
SYSTEM += ("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/localtime", "/etc/mime.types")
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
ABOUT_THE_MACHINE = ("/proc/cpuinfo", "/proc/meminfo", "/proc/stat")  # where /proc is the whole system's
SCRATCH = "/scratch"  # where a submission works, inside
OWN = str(Path(__file__).parent)  # these modules


def environment_folders():
    """Return the folders of this Python environment; what lies within another is not repeated."""
    real = os.path.dirname(os.path.dirname(os.path.realpath(sys.executable)))
    wanted = {sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix, real}
    return sorted(path for path in wanted if path != "/" and not _within(path, [*wanted - {path}, *SYSTEM]))


def readable(visible):
    """Return every path that a submission may read."""
    return [*filter(os.path.exists, SYSTEM), *environment_folders(), OWN, *visible]


def bubblewrap(program, visible, hidden, command, as_root):
    """Return the command line that runs `command` where only the view is to be seen, and all of it read-only.

    As root, bubblewrap needs no user namespace; what it starts keeps the few rights with which it shuts in others.
    """
    rights = ["SYS_ADMIN", "SETUID", "SETGID", "CHOWN", "KILL", "NET_ADMIN", "SYS_PTRACE"] if as_root else []
    line = [program, "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--new-session"]
    line += [] if as_root else ["--unshare-user"]
    line += [*(["--cap-drop", "ALL"] if as_root else []), *(f for name in rights for f in ("--cap-add", f"CAP_{name}"))]
    shown = readable(visible)
    for folder in sorted({str(parent) for path in shown for parent in Path(path).parents} - {"/"}):
        line += ["--dir", folder]  # open to all: made on the way to another, it is its owner's alone
    for path in shown:
        link = os.path.islink(path) and path in SYSTEM and _within(os.path.realpath(path), SYSTEM)
        line += ["--symlink", os.readlink(path), path] if link else ["--ro-bind", path, path]
    for path in hidden:
        line += ["--tmpfs", path, "--remount-ro", path] if os.path.isdir(path) else ["--ro-bind", "/dev/null", path]
    line += ["--proc", "/proc", "--dev", "/dev", "--dir", "/tmp", "--tmpfs", SCRATCH, "--remount-ro", "/dev"]
    return [*line, "--remount-ro", "/", "--chdir", "/", "--", *command]


def landlocked(visible, hidden):
    """Return (paths to read, folders to list): the view, in the terms of Landlock, which cannot hide within a path."""
    files, folders = [], []
    waiting = [os.path.realpath(path) for path in readable(visible)]
    hidden = [os.path.realpath(path) for path in hidden]
    for path in waiting:
        if path in hidden:
            continue
        if any(_within(other, [path]) for other in hidden):
            folders.append(path)
            waiting += (os.path.join(path, name) for name in os.listdir(path))
        else:
            files.append(path)
    return [*files, *ABOUT_THE_MACHINE], folders


def closed(visible):
    """Tell whether the view lies in a folder that is closed to other users, as root's home is."""
    return any(not os.stat(folder).st_mode & 1 for path in readable(visible) for folder in Path(path).parents)


def _within(path, folders):
    return any(path == folder or path.startswith(folder.rstrip("/") + "/") for folder in folders)
