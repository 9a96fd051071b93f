"""A check takes no more memory than a hub or a container allows, so that it can still say what went wrong."""

from math import inf

import numpy as np
import pytest
from corpus import LESSONS, double, exercises, right

from course_utils.checks.engine import child, exercise
from course_utils.checks.engine.memory import memory_left

alone = pytest.mark.skipif(not child.AVAILABLE, reason="This platform gives an answer no process of its own.")
GB = 10**9


def version_2(folder, limit, use, kept=0):
    folder.mkdir(parents=True, exist_ok=True)
    folder.joinpath("memory.max").write_text(f"{limit}\n")
    folder.joinpath("memory.current").write_text(f"{use}\n")
    folder.joinpath("memory.stat").write_text(f"anon {use}\nactive_file {kept}\ninactive_file {kept}\n")


def version_1(folder, limit, use, kept=0):
    folder.mkdir(parents=True, exist_ok=True)
    folder.joinpath("memory.limit_in_bytes").write_text(f"{limit}\n")
    folder.joinpath("memory.usage_in_bytes").write_text(f"{use}\n")
    stat = f"active_file 0\ninactive_file 0\ntotal_active_file {kept}\ntotal_inactive_file {kept}\n"
    folder.joinpath("memory.stat").write_text(stat)


@pytest.fixture
def linux(tmp_path):
    """Return a function that makes the files of a Linux whose process is in the groups that it is given."""

    def made(groups):
        tmp_path.joinpath("proc/self").mkdir(parents=True)
        tmp_path.joinpath("proc/self/cgroup").write_text(groups)
        return tmp_path

    return made


def test_a_limit_of_version_2_leaves_what_is_not_used(linux):
    root = linux("0::/jupyter.slice/jupyter-ann.service\n")
    version_2(root / "sys/fs/cgroup/jupyter.slice", 9 * GB, 7 * GB)
    version_2(root / "sys/fs/cgroup/jupyter.slice/jupyter-ann.service", 1 * GB, 700_000_000, kept=100_000_000)
    assert memory_left(root) == 500_000_000


def test_a_limit_of_version_1_leaves_what_is_not_used(linux):
    root = linux("5:cpu,cpuacct:/\n4:memory:/docker/ann\n0::/\n")
    version_1(root / "sys/fs/cgroup/memory", 2**63 - 4096, 20 * GB)
    version_1(root / "sys/fs/cgroup/memory/docker/ann", 1 * GB, 700_000_000, kept=50_000_000)
    assert memory_left(root) == 400_000_000


@pytest.mark.parametrize(("groups", "mount", "write"), [
    ("0::/\n", "sys/fs/cgroup", version_2),  # a container with a view of its own
    ("0::/kubepods/pod1/ann\n", "sys/fs/cgroup", version_2),  # one that is told the path outside, where it has no files
    ("4:memory:/docker/ann\n", "sys/fs/cgroup/memory", version_1),
])  # fmt: skip
def test_a_container_sees_its_own_limit(linux, groups, mount, write):
    root = linux(groups)
    write(root / mount, 1 * GB, 400_000_000)
    assert memory_left(root) == 600_000_000


def test_the_tightest_of_nested_limits_counts(linux):
    root = linux("0::/class/ann\n")
    version_2(root / "sys/fs/cgroup/class", 8 * GB, 7_900_000_000)
    version_2(root / "sys/fs/cgroup/class/ann", 1 * GB, 400_000_000)
    assert memory_left(root) == 100_000_000


def test_more_in_use_than_allowed_leaves_nothing(linux):
    root = linux("0::/\n")
    version_2(root / "sys/fs/cgroup", 1 * GB, 2 * GB)
    assert memory_left(root) == 0


@pytest.mark.parametrize("groups", ["0::/ann\n", "0::/elsewhere\n", "9:name=systemd:/ann\n", "", "no group\n"])
def test_no_limit_is_no_limit(linux, groups):
    root = linux(groups)
    version_2(root / "sys/fs/cgroup/ann", "max", 1 * GB)
    assert memory_left(root) == inf


def test_what_the_limit_leaves_bounds_an_answer(monkeypatch):
    for left, allowed in ((inf, 2**31), (2**40, 2**31), (2**30, 2**30 - 2**26), (0, 2**26)):
        monkeypatch.setattr(child, "memory_left", lambda left=left: left)
        assert child._allowed() == allowed


@alone
def test_an_answer_that_needs_more_is_told_so(monkeypatch):
    monkeypatch.setattr(child, "memory_left", lambda: 2**28)
    assert "MemoryError" in double(lambda x: np.ones(2**26)[0] * 2 * x).message  # half a gigabyte
    assert double(lambda x: np.ones(2**22)[0] * 2 * x).passed


@alone
def test_the_machine_takes_the_child_before_the_notebook():
    def reads(x):
        with open("/proc/self/oom_score_adj") as file:
            return float(file.read())

    assert "1000" in double(reads).message


@alone
@pytest.mark.parametrize("lesson", LESSONS)
def test_a_right_answer_passes_where_nothing_is_left(lesson, monkeypatch):
    monkeypatch.setattr(child, "memory_left", lambda: 0)
    monkeypatch.setattr(exercise, "SECONDS", 60.0)  # the machine may be busy
    failed = [name for name, check in exercises(lesson).items() if not check(right(lesson, name)[0]).passed]
    assert not failed
