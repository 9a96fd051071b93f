"""Kernels for grading that start at once: forked from a process that has loaded everything already. Linux only.

Elsewhere forking is not safe, and the ordinary kernels of Jupyter are used. Every submission still gets a fresh one.
"""

import contextlib
import importlib
import json
import os
import signal
import sys
from types import SimpleNamespace

from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner

CPU_SECONDS = 600
CAN_FORK = sys.platform == "linux"
_waiting = []  # (process id, where to write what the kernel needs), one for each kernel that waits to be used


def load():
    """Import what a kernel needs, once, in the process that will be forked."""
    for module in ("numpy", "ipykernel.kernelapp", "ipykernel.ipkernel", "IPython.core.magics", "course_utils.checks"):
        importlib.import_module(module)


def fork_kernel():
    """Fork a process that waits to become a kernel. Call it before the process has threads or an event loop."""
    source, target = os.pipe()
    process_id = os.fork()
    if process_id == 0:
        os.close(target)
        with open(source) as orders:
            text = orders.read()
        if not text:  # nobody needed it
            os._exit(0)
        with contextlib.suppress(BaseException):
            _become_kernel(**json.loads(text))
        os._exit(1)
    os.close(source)
    _waiting.append((process_id, target))


def _become_kernel(connection_file, folder, environment):
    import resource

    from ipykernel.kernelapp import IPKernelApp

    os.environ.update(environment)
    os.chdir(folder)
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))  # for all that it starts, too
    parent = f"--IPKernelApp.parent_handle={os.getppid()}"  # when that ends, so does the kernel
    IPKernelApp.launch_instance(["-f", connection_file, "--HistoryManager.hist_file=:memory:", parent])


class _Process(SimpleNamespace):
    """The part of subprocess.Popen that a provisioner uses, for a child that was forked."""

    stdin = stdout = stderr = returncode = None

    def poll(self):
        if self.returncode is None:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            self.returncode = os.waitstatus_to_exitcode(status) if ended else None
        return self.returncode

    def wait(self):
        if self.returncode is None:
            self.returncode = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.returncode

    def send_signal(self, number):
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self):
        self.send_signal(signal.SIGKILL)

    def terminate(self):
        self.send_signal(signal.SIGTERM)


class _Forked(LocalProvisioner):
    """Hand the connection file to a process that waits."""

    async def launch_kernel(self, cmd, **kwargs):
        self.pid, target = _waiting.pop()
        added = {name: value for name, value in kwargs["env"].items() if os.environ.get(name) != value}
        orders = {"connection_file": self.parent.connection_file, "folder": kwargs["cwd"], "environment": added}
        with open(target, "w") as pipe:
            json.dump(orders, pipe)
        self.process = _Process(pid=self.pid)
        return self.connection_info


class KernelManager(AsyncKernelManager):
    """Jupyter's own, except that it takes a forked process where one waits."""

    async def _async_pre_start_kernel(self, **kwargs):
        if _waiting and self.provisioner is None:
            self.provisioner = _Forked(kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self)
        return await super()._async_pre_start_kernel(**kwargs)
