"""The sandbox stops what it says it stops: hostile programs are run in every level that this machine offers."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import hostile
import nbformat
import pytest
from nbclient import NotebookClient

from grading import sandbox
from grading.sandbox import kernels

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="a sandbox needs Linux")
SYSTEM_PYTHON = "/usr/bin/python3"
NOBODY = 65534
RUN = ("grading.sandbox.program", "run")


def offered(level):
    """Skip where the level is not to be had; on CI, bubblewrap must be there."""
    try:
        sandbox.choose(level)
    except sandbox.Unavailable as reason:
        if level == "bwrap" and os.environ.get("CI") == "true":
            raise
        pytest.skip(str(reason))
    return level


@pytest.fixture(scope="module", params=sandbox.LEVELS)
def level(request):
    return offered(request.param)


@pytest.fixture(scope="module")
def nursery(level):
    with sandbox.Nursery(level, limits=hostile.LIMITS) as made:
        yield made


@pytest.fixture(scope="module")
def world():
    with hostile.attacked() as made:
        yield made


def ran(nursery, source, seconds=60):
    with nursery.room() as room:
        room.start(*RUN, source=source)
        return *(room.outcome(seconds) or (None, "it did not end")), room.log()


def test_a_level_that_is_unknown_or_not_to_be_had_is_named(monkeypatch):
    with pytest.raises(ValueError, match="There is no sandbox 'docker': expected auto, bwrap, landlock or none."):
        sandbox.choose("docker")
    monkeypatch.setattr(sandbox, "_tried", lambda level: "" if level == "none" else "it rains.")
    with pytest.raises(sandbox.Unavailable, match="^The sandbox bwrap is not to be had: it rains.$"):
        sandbox.choose("bwrap")
    level, sentence = sandbox.choose("auto")
    assert level == "none" and "with your own rights" in sentence
    assert sys.platform != "linux" or "bwrap is not to be had: it rains" in sentence


@LINUX
def test_the_strongest_level_is_chosen_and_a_missing_bubblewrap_said(monkeypatch):
    offered("bwrap")
    assert sandbox.choose("auto") == sandbox.choose("bwrap")
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(sandbox.Unavailable, match="bubblewrap is not installed"):
        sandbox.Nursery("bwrap")


@LINUX
@pytest.mark.parametrize("name", hostile.ATTACKS)
def test_an_attack_does_what_the_table_says_and_leaves_nothing(name, level, nursery, world):
    expected = hostile.expected(name, level)
    if expected is None:
        pytest.skip(f"{name} is not to be tried in the sandbox {level} here")
    succeeded, why = hostile.tried(name, nursery, world)
    assert succeeded == expected, why
    assert ran(nursery, "print('next')") == (0, "", "next\n")


@LINUX
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can be somebody else")
@pytest.mark.parametrize("as_user", ["bwrap", "landlock"])
def test_the_same_holds_for_an_ordinary_user(as_user, monkeypatch):
    offered(as_user)
    system = shutil.which(SYSTEM_PYTHON)
    if not system or subprocess.run([system, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]).returncode:
        pytest.skip(f"{SYSTEM_PYTHON} is not there, or too old")
    with tempfile.TemporaryDirectory() as folder:  # pytest's own is closed to others, as a checkout may be
        package = Path(folder, "grading/sandbox")
        shutil.copytree(Path(sandbox.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
        Path(folder, "grading/__init__.py").touch()
        shutil.copy(hostile.__file__, folder)
        os.chmod(folder, 0o755)
        done = subprocess.run(
            [system, f"{folder}/hostile.py", as_user],
            env=sandbox.clean_environment({"PYTHONPATH": folder}),
            user=NOBODY,
            group=NOBODY,
            extra_groups=[],
            cwd="/",
            capture_output=True,
            text=True,
        )
    assert done.returncode == 0, done.stderr
    outcomes = json.loads(done.stdout)
    assert outcomes and {name: hostile.expected(name, as_user) for name in outcomes} == {
        name: succeeded for name, (succeeded, _) in outcomes.items()
    }


@LINUX
def test_why_a_program_was_ended_is_said(nursery):
    assert ran(nursery, "import os; os._exit(7)")[:2] == (7, "")
    assert ran(nursery, "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")[:2] == (-9, "")
    code, why, _ = ran(
        nursery,
        "x = bytearray(300_000_000)\nimport os, time\nos.fork()\nx[::4096] = bytes(len(x[::4096]))\ntime.sleep(60)",
    )
    assert code == -9 and why == "it took more than 0.5 GB of memory"


@LINUX
def test_a_signal_reaches_the_program_and_closing_ends_it(nursery):
    heard = "import os, signal, time\nsignal.signal(signal.SIGINT, lambda *_: os._exit(9))\n"
    with nursery.room() as room:
        room.start(*RUN, source=heard + "open('ready', 'w').close()\ntime.sleep(600)")
        _until(lambda: os.path.exists(f"{room.path}/work/ready"))
        assert room.outcome() is None
        room.signal(signal.SIGINT)
        assert room.outcome(60) == (9, "")
        room.signal(signal.SIGINT)  # it has ended, and nobody minds


def _until(true, seconds=120):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


ASKS_AND_DIES = """\
import os, signal, sys, time
from grading import sandbox
with sandbox.Nursery({level!r}) as nursery, nursery.room() as room:
    room.start("grading.sandbox.program", "run", source={source!r})
    while not os.path.exists(room.path + "/work/ready"):
        assert room.outcome(0.05) is None, room.log()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@LINUX
def test_everything_ends_with_the_one_who_asked(level, world, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    sleeper = f"{world.about['marker']!r}; import time; time.sleep(600)"
    source = (
        f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {sleeper!r}])\nopen('ready', 'w').close()\n"
    )
    source += "import time; time.sleep(600)"
    done = subprocess.run([sys.executable, "-c", ASKS_AND_DIES.format(level=level, source=source)])
    assert done.returncode == -signal.SIGKILL
    _until(lambda: not world.survivors())
    _until(lambda: not list(tmp_path.iterdir()))


@LINUX
def test_a_nursery_that_is_closed_ends_its_rooms_and_says_so(level):
    with sandbox.Nursery(level) as nursery:
        room = nursery.room()
        room.start(*RUN, source="import time; time.sleep(600)")
    code, why = room.outcome(60)
    assert code == -signal.SIGKILL and "has been closed" in why or "was ended" in why
    room.close()
    with pytest.raises(sandbox.Unavailable, match="has ended"):
        nursery.room()


@LINUX
def test_a_nursery_that_has_died_is_said_at_once():
    with sandbox.Nursery("none") as nursery, nursery.room() as room:
        room.start(*RUN, source="import time; time.sleep(600)")
        nursery._process.kill()
        nursery._process.wait()
        with pytest.raises(sandbox.Unavailable, match="has ended"):
            nursery.room()
        assert room.outcome(60)[0] == -signal.SIGKILL


@LINUX
def test_what_is_visible_can_be_imported_and_what_is_hidden_not(level, tmp_path):
    folder = Path(tempfile.mkdtemp())
    try:
        (folder / "course/truths").mkdir(parents=True)
        (folder / "course/sigmoid.py").write_text("answer = 42")
        (folder / "course/truths/answers.py").write_text("answer = 43")
        folder.chmod(0o755)
        with sandbox.Nursery(level, visible=[folder / "course"], hidden=[folder / "course/truths"]) as nursery:
            assert ran(nursery, "import sigmoid; print(sigmoid.answer)") == (0, "", "42\n")
            hidden = ran(nursery, "import truths.answers; print(truths.answers.answer)")
        assert (hidden[0] == 0) == (level == "none"), hidden
    finally:
        shutil.rmtree(folder)


@LINUX
def test_files_that_were_handed_in_are_there_and_belong_to_the_program(nursery, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/table.csv").write_text("1,2")
    (tmp_path / "link").symlink_to("/etc/hostname")
    with nursery.room() as room:
        room.lay(tmp_path)
        room.start(*RUN, source="open('data/table.csv', 'a').write(',3'); print(open('data/table.csv').read())")
        assert room.outcome(60) == (0, "") and room.log() == "1,2,3\n"
        assert os.path.islink(f"{room.path}/work/link")
    assert (tmp_path / "data/table.csv").read_text() == "1,2"


def notebook(*sources):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])


def executed(book, folder, **manager):
    made = kernels.KernelManager(connection_file=str(folder / "connection.json"), **manager)
    client = NotebookClient(book, km=made, resources={"metadata": {"path": str(folder)}}, startup_timeout=120)
    client.owns_km = True
    client.shutdown_kernel = "immediate"
    client.execute(cleanup_kc=True)
    return [output.get("text", "") or output.get("evalue", "") for cell in book.cells for output in cell.outputs]


@LINUX
def test_a_kernel_runs_in_a_room(level, tmp_path, monkeypatch):
    monkeypatch.setenv("INSTRUCTORS_TOKEN", hostile.SECRET)
    (tmp_path / "helper.py").write_text("double = lambda x: 2 * x")
    found = "helper.double(numpy.arange(3)), *map(os.environ.get, ['INSTRUCTORS_TOKEN', 'EXTRA'])"
    look = f"import os, numpy, helper\nprint({found})"
    with kernels.nursery(level) as nursery:
        for _ in range(2):
            texts = executed(notebook(look), tmp_path, nursery=nursery, environment={"EXTRA": "more"})
            assert texts == ["[0 2 4] None more\n"]


@LINUX
def test_the_processes_of_a_room_can_talk_to_each_other():  # a kernel's children print through a local connection
    talk = (
        "import socket\nserver = socket.create_server(('127.0.0.1', 0))\nsocket.create_connection(server.getsockname())"
    )
    with sandbox.Nursery(offered("bwrap")) as nursery:
        assert ran(nursery, talk) == (0, "", "")


def test_an_ordinary_kernel_has_a_clean_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("INSTRUCTORS_TOKEN", hostile.SECRET)
    texts = executed(notebook("import os\nprint(os.environ.get('INSTRUCTORS_TOKEN'))"), tmp_path, nursery=None)
    assert texts == ["None\n"]


def test_every_attack_is_of_one_kind():
    assert sorted(name for names in hostile.KINDS.values() for name in names) == sorted(hostile.ATTACKS)
    assert len(hostile.short_table().splitlines()) == 2 + len(hostile.KINDS)


def test_a_folder_that_is_not_there_cannot_be_shown(tmp_path):
    with pytest.raises(ValueError, match="nowhere cannot be shown to submissions: expected a folder that exists"):
        sandbox.Nursery("none", visible=[tmp_path / "nowhere"])


def test_instructors_read_the_table_as_the_tests_try_it():
    page = Path(__file__).resolve().parent.parent / "INSTRUCTORS.md"
    assert hostile.table() in page.read_text("utf-8")


def test_the_table_has_a_row_for_every_attack():
    lines = hostile.table().splitlines()
    assert len(lines) == 2 + len(hostile.ATTACKS) and len(set(lines)) == len(lines)
    assert all(line.count("|") == 2 + len(sandbox.LEVELS) for line in lines)
