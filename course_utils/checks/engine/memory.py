"""How much memory a check may take where a hub, a container or a cluster allows less than the machine has."""

from contextlib import suppress
from math import inf
from pathlib import Path

# Linux keeps a limit in a control group: of version 2, or of version 1, whose files have other names.
_FILES = {
    2: ("sys/fs/cgroup", "memory.max", "memory.current", ""),
    1: ("sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes", "total_"),
}


def memory_left(root=Path("/")) -> float:
    """Return the bytes that this process and its children may still take, or inf where no limit is in force.

    A control group lies in others, each with a limit of its own; the one that leaves least counts. `root` is the
    folder that holds proc/ and sys/.

    >>> memory_left() > 0
    True
    >>> memory_left(Path("no such folder"))
    inf
    """
    left = inf
    with suppress(OSError, ValueError):  # no Linux, or a file that cannot be read
        for line in (root / "proc/self/cgroup").read_text().splitlines():
            _, controllers, path = line.split(":", 2)
            if not controllers or "memory" in controllers.split(","):
                mount, *files = _FILES[1 if controllers else 2]
                parts = path.strip("/").split("/")
                folders = [root.joinpath(mount, *parts[:n]) for n in range(len(parts) + 1)]
                left = min(left, *(_left_in(folder, *files) for folder in folders))
    return left


def _left_in(folder, limit, use, prefix):
    """Return what one group leaves. What is kept of files that were read does not count: Linux gives it back."""
    with suppress(OSError, ValueError):  # no such group, or no limit: "max"
        most, used = (int((folder / name).read_text()) for name in (limit, use))
        kept = dict(line.split() for line in (folder / "memory.stat").read_text().splitlines())
        return max(most - used + sum(int(kept.get(f"{prefix}{which}_file", 0)) for which in ("active", "inactive")), 0)
    return inf
