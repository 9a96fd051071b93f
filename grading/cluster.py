"""Judge submissions on the workers of a dask cluster: the same function of bytes, on other machines.

Each worker needs the course in the same version, as its current folder, and `pip install -e ".[cluster]"`.
"""

import json
import time
from types import SimpleNamespace

from grading.engine import BREATH, PATIENCE
from grading.judge import judging

ANSWER = 30  # seconds for the scheduler's first answer


class Cluster:
    """A pool for `graded`: the workers of the scheduler at `address`, for example tcp://host:8786."""

    def __init__(self, address):
        """Reach the scheduler. Raises ValueError where it does not answer, has no workers, or dask is not here."""
        try:
            import distributed
        except ModuleNotFoundError:
            raise ValueError('dask is not installed here: run pip install -e ".[cluster]" first.') from None
        try:
            self._client = distributed.Client(address, timeout=ANSWER, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ValueError(f"The scheduler {address} does not answer: {error}") from None
        cores = sum(self._client.nthreads().values())
        if not cores:
            self._client.close()
            raise ValueError(f"The scheduler {address} has no workers.")
        self.size, self.address = 2 * cores, address  # one waits at each worker

    def start(self, student, task):
        """Send a task to the cluster; never take it for an equal one."""
        future = self._client.submit(judging.judged, task, pure=False)
        return SimpleNamespace(student=student, future=future, began=time.monotonic())

    def ended(self, jobs):
        """Return the jobs that have ended, or taken too long, after a short wait for one of them.

        Raises ValueError where the scheduler has gone.
        """
        end = time.monotonic() + BREATH
        while all(job.future.status == "pending" for job in jobs) and time.monotonic() < end:
            time.sleep(0.02)
        if self._client.status != "running":
            raise ValueError(f"The scheduler {self.address} has gone. The same command goes on from here.")
        late = time.monotonic() - 2 * PATIENCE
        return [job for job in jobs if job.future.status != "pending" or job.began < late]

    def stop(self, job):
        """Forget a job; return its result."""
        try:
            if job.future.status == "finished":
                return json.loads(job.future.result(timeout=ANSWER))
            if job.future.status == "error":
                error = job.future.exception(timeout=ANSWER)
                return {"reason": f"grading stopped on the cluster: {type(error).__name__}"}
            return {"reason": "grading took too long" if job.future.status == "pending" else "KilledWorker: lost"}
        finally:
            job.future.cancel()

    def close(self):
        """Leave the cluster as it was."""
        self._client.close()
