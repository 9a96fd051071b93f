"""Jupyter kernels shut in: nbclient stays outside and talks to them through files in their room.

Where a process cannot be forked (macOS, Windows) they are Jupyter's ordinary ones, with a clean environment.
"""

import asyncio
import signal
import sys

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import KernelProvisionerBase
from traitlets import Any

from grading.sandbox.nursery import LIMITS, ROOT, Nursery, clean_environment

LOADED = ("numpy", "ipykernel.kernelapp", "ipykernel.ipkernel", "IPython.core.magics")
CAN_FORK = sys.platform == "linux"
BREATH = 0.02  # seconds between two looks
ORDINARY = """\
import sys
sys.path.insert(0, {root!r})
from grading.sandbox.system import limit
del sys.path[0]
limit({limits!r})
from ipykernel.kernelapp import launch_new_instance
launch_new_instance()"""


def nursery(level, load=LOADED, **options):
    """Return a Nursery that has loaded what a kernel needs; None where only ordinary kernels are to be had."""
    return Nursery(level, load=load, **options) if CAN_FORK else None


class ShutIn(KernelProvisionerBase):
    """Starts a kernel in the room of its manager, and ends both."""

    room = None

    @property
    def has_process(self):
        """Tell whether a kernel has been started, and not yet cleaned up."""
        return self.room is not None

    async def poll(self):
        """Return None while the kernel runs, else its exit code."""
        outcome = self.room.outcome() if self.room else (0, "")
        return outcome and outcome[0]

    async def wait(self):
        """Wait until the kernel has ended; return its exit code."""
        while (code := await self.poll()) is None:
            await asyncio.sleep(BREATH)
        return code

    async def send_signal(self, signum):
        """Send the kernel a signal."""
        if self.room:
            self.room.signal(signum)

    async def kill(self, restart=False):
        """End the kernel, and all that it started."""
        if self.room:
            self.room.close()

    async def terminate(self, restart=False):
        """Ask the kernel to end."""
        await self.send_signal(signal.SIGTERM)

    async def cleanup(self, restart=False):
        """Leave nothing of the kernel."""
        await self.kill()
        self.room = None

    async def pre_launch(self, **kwargs):
        """Make a room, with the submission's files in it, and agree on where to talk."""
        manager = self.parent
        self.room = manager.nursery.room()
        if kwargs.get("cwd"):
            self.room.lay(kwargs["cwd"])
        manager.transport, manager.ip = "ipc", f"{self.room.path}/kernel/socket"
        manager.write_connection_file()
        self.connection_info = manager.get_connection_info()
        return await super().pre_launch(cmd=[], **kwargs)

    async def launch_kernel(self, cmd, **kwargs):
        """Start the kernel in its room."""
        inside = {**self.connection_info, "ip": "../kernel/socket", "key": self.connection_info["key"].decode()}
        self.room.start("grading.sandbox.program", "kernel", environment=self.parent.environment, connection=inside)
        return self.connection_info


class KernelManager(AsyncKernelManager):
    """Jupyter's own, for a kernel in a room of `nursery`. What is in the folder `cwd` is laid into the room.

    nursery: a Nursery, or None for an ordinary kernel, which works in the folder itself.
    environment: variables that the kernel finds besides the usual few.
    """

    nursery = Any()
    environment = Any({})

    @property
    def why(self):
        """Say why the kernel was ended from outside, or nothing."""
        outcome = self.provisioner.room.outcome() if getattr(self.provisioner, "room", None) else None
        return outcome[1] if outcome else ""

    async def _async_pre_start_kernel(self, **kwargs):
        if self.nursery is None:
            command = [sys.executable, "-c", ORDINARY.format(root=ROOT, limits=LIMITS), "-f", "{connection_file}"]
            self._kernel_spec = KernelSpec(argv=command, language="python", display_name="Python 3")
            kwargs["env"] = clean_environment(self.environment)
        elif self.provisioner is None:
            self.provisioner = ShutIn(kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self)
        return await super()._async_pre_start_kernel(**kwargs)
