"""The last step of a sandbox: a process gives up its rights, and becomes the program that nobody trusts."""

import contextlib
import importlib
import json
import os
import signal
import sys
import tempfile
import traceback

from grading.sandbox import calls, landlock, system
from grading.sandbox.view import DEVICES


def shut_in(folder, settings):
    """Give up every right that a submission does not need, for good."""
    os.setsid()
    level, user = settings["level"], settings["user"]
    if user is not None:
        system.become(user, but=system.READ_CLOSED_FOLDERS if level == "landlock" and settings["closed"] else None)
    elif level != "none":
        system.drop_capabilities()
    system.set_process(system.DIE_WITH_PARENT, signal.SIGKILL)
    system.limit(settings["limits"], own_count=user is not None or (level == "bwrap" and settings["counts_apart"]))
    if level == "landlock":
        landlock.restrict(*settings["landlock"], [folder, *DEVICES])
    os.chdir(os.path.join(folder, "work"))
    if level != "none":
        calls.refuse(network=level == "landlock")


def become(folder, module, function, arguments, environment):
    """Become the program: close what the nursery had open, then call its function. It does not return."""
    code = 1
    try:
        log = os.open("../kernel/log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        for file, number in ((os.open(os.devnull, os.O_RDONLY), 0), (log, 1), (log, 2)):
            os.dup2(file, number)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        own = {"HOME": "home", "TMPDIR": "tmp", "MPLCONFIGDIR": "home/matplotlib", "IPYTHONDIR": "home/ipython"}
        os.environ.update({name: os.path.join(folder, path) for name, path in own.items()})
        os.environ.update(USER="student", LOGNAME="student", **environment)
        tempfile.tempdir = None
        signal.signal(signal.SIGINT, signal.default_int_handler)  # who started the nursery may have ignored it
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        code = getattr(importlib.import_module(module), function)(**arguments) or 0
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 0 if error.code is None else 1
    except BaseException:
        traceback.print_exc()
    finally:
        with contextlib.suppress(BaseException):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code & 127)


def run(source):
    """Run a program, a text. This is what the tests of the sandbox start in it."""
    exec(compile(source, "<program>", "exec"), {"__name__": "__main__"})


def kernel(connection):
    """Be a Jupyter kernel, for who knows its key; `connection` is what stands in a connection file."""
    from ipykernel.kernelapp import IPKernelApp

    with open("../kernel/connection.json", "w") as file:
        json.dump(connection, file)
    IPKernelApp.launch_instance(
        ["-f", os.path.abspath(file.name), "--HistoryManager.hist_file=:memory:", "--IPKernelApp.parent_handle=0"]
    )
