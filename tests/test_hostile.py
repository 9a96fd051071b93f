"""Nothing that an answer does can break a check: it ends with a sentence, and all else is as it was."""

import builtins
import errno
import os
import random
import runpy
import signal
import subprocess
import sys
import threading
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from corpus import LESSONS, double, exercises, hostile, right
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits

from course_utils.checks.engine import borrowing, child, exercise, judging, outcome, running, showing, trial, wording

alone = pytest.mark.skipif(not child.AVAILABLE, reason="This platform gives an answer no process of its own.")
ONE_OF_EACH = [double, *(next(iter(exercises(lesson).values())) for lesson in LESSONS)]
SECONDS = exercise.SECONDS
MODULES = (builtins, np, borrowing, child, exercise, judging, outcome, running, showing, trial, wording)


@pytest.fixture(scope="module", autouse=True)
def everything_loaded():
    """Let the checks remember and import what they need, so that only an answer can change anything."""
    for check in ONE_OF_EACH:
        check(lambda *given, check=check: check.truth(*given))
        check(lambda *_: 7.0)


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(exercise, "SECONDS", 2.0)
    monkeypatch.setattr(child, "_MEMORY", 2**28)


@pytest.fixture
def hurried(impatient, monkeypatch):
    """For answers that are waited for in vain; on a busy machine this may be too little for a right one."""
    monkeypatch.setattr(exercise, "SECONDS", 0.4)


@pytest.fixture
def no_child(monkeypatch):
    monkeypatch.setattr(child, "AVAILABLE", False)


def state():
    """Return all that an answer might change."""
    return [
        os.getcwd(), dict(os.environ), list(sys.path), set(sys.modules), sys.stdout, sys.stderr,
        sys.getrecursionlimit(), sys.gettrace(), sys.getprofile(), np.geterr(), np.get_printoptions(),
        random.getstate(), list(warnings.filters),
        np.random.get_bit_generator(), np.random.get_state()[1].tolist(), threading.active_count(),
        list(map(signal.getsignal, signal.valid_signals())), dict(wording.GENERAL),
        len(os.listdir("/dev/fd")) if os.path.isdir("/dev/fd") else None,
        *(dict(vars(module)) for module in MODULES),
    ]  # fmt: skip


def survives(check, answer):
    """Judge a hostile answer, look at the verdict and at the world, and judge a right one; return the verdict."""
    before = state()
    feedback = check(answer)
    assert state() == before
    known = {*wording.GENERAL, *(mistake.id for mistake in check.mistakes)}
    assert feedback.diagnosis in known or feedback.diagnosis.startswith("seen-")
    assert not feedback.passed and 0 <= float(repr(feedback)) < feedback.max_points
    assert len(feedback.message) < 1200, feedback.message
    with pytest.MonkeyPatch.context() as usual:
        usual.setattr(exercise, "SECONDS", SECONDS)
        assert double(lambda x: 2 * x).passed
    return feedback


@alone
@pytest.mark.parametrize("answer", hostile.ENDLESS, ids=hostile.name)
def test_an_endless_answer_is_stopped(hurried, answer, capfd):
    feedback = survives(double, answer)
    assert feedback.diagnosis in ("too-slow", "unusable"), feedback.message
    assert capfd.readouterr() == ("", "")


@alone
@pytest.mark.parametrize("answer", hostile.HOSTILE, ids=hostile.name)
def test_a_hostile_answer_gets_a_sentence_and_changes_nothing(hurried, answer, capfd):
    for check in ONE_OF_EACH:
        survives(check, answer)
    assert capfd.readouterr() == ("", "")


@alone
def test_the_sentence_fits_the_end_that_an_answer_came_to():
    assert double(hostile.leaves_at_once).diagnosis == "died"
    assert double(hostile.kills_itself).diagnosis == "died"
    assert double(hostile.recurses_through_the_floor).diagnosis in ("exception", "died")
    assert double(hostile.counts_inside_c).diagnosis == "too-slow"
    assert "MemoryError" in double(lambda x: np.ones(2**26)).message


@alone
def test_what_came_before_the_end_counts():
    def fails_on_arrays(x):
        return 2 * x if np.ndim(x) == 0 else os.abort()

    feedback = double(fails_on_arrays)
    assert (feedback.diagnosis, feedback.points) == ("died", 1)
    assert "Already right: single numbers." in feedback.message


@alone
def test_a_process_that_an_answer_starts_does_not_speak_for_it():
    def forks(x):
        return 2 * x if os.fork() else 3 * x

    assert double(forks).passed


def left_alone(door):
    """Tell whether the last process that has this pipe open goes away, in the end."""
    for _ in range(60_000):
        try:
            os.close(os.open(door, os.O_WRONLY | os.O_NONBLOCK))
        except OSError as error:
            return error.errno == errno.ENXIO
        time.sleep(0.01)
    return False


@alone
def test_a_program_that_an_answer_starts_ends_with_it(tmp_path):
    door = tmp_path / "door"
    os.mkfifo(door)

    def starts(x):
        if np.ndim(x):
            subprocess.Popen([sys.executable, "-S", "-c", f"import time; f = open({str(door)!r}); time.sleep(1e6)"])
            open(door, "w").close()  # waits for the other to have come
        return 2 * x

    assert double(starts).passed
    assert left_alone(door)


ORPHAN = """
from course_utils.checks.engine import child
child._CPU = 1

def work():
    door = open({door!r})
    while True:
        pass
    yield b""

child.lines_from(work, 60, 60)
"""


@alone
def test_an_endless_answer_ends_even_if_its_kernel_was_killed(tmp_path):
    door = tmp_path / "door"
    os.mkfifo(door)
    with subprocess.Popen([sys.executable, "-c", ORPHAN.format(door=str(door))]) as kernel:
        with open(door, "w"):  # waits for the answer to have come
            kernel.kill()
    assert left_alone(door)


@alone
def test_a_gigabyte_is_no_answer(monkeypatch):
    monkeypatch.setattr(child, "_MEMORY", 2**31)
    assert "an array of shape (134217728,)" in double(lambda x: np.zeros(2**27)).message


@alone
def test_a_second_thread_does_not_make_a_right_answer_hang():
    def trains(x):
        with np.errstate(all="ignore"):
            HistGradientBoostingClassifier(max_iter=2).fit(np.eye(50), np.arange(50) % 2)
        return 2 * x

    with threadpool_limits(2):
        assert double(trains).passed or double(trains).passed  # the first may still have to import something
        trains(1.0)
        assert double(trains).passed


@alone
def test_no_warning_of_threads_beside_a_fork_gets_out(monkeypatch):
    def fork(real=os.fork):
        warnings.warn("This process is multi-threaded.", DeprecationWarning, stacklevel=2)
        return real()

    monkeypatch.setattr(os, "fork", fork)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert double(lambda x: 2 * x).passed


@alone
def test_a_check_in_another_thread_is_as_safe():
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(double, hostile.counts_inside_c).result(timeout=600).diagnosis == "too-slow"
        assert pool.submit(double, lambda x: 2 * x).result(timeout=600).passed


# --- where a platform has no child process to give ----------------------------------------------------------

TAME = [
    hostile.recurses, hostile.calls_exit, hostile.asks, hostile.closes_its_stdout, hostile.warns,
    hostile.replaces_numpy, hostile.replaces_builtins, hostile.turns_errors_into_exceptions,
    hostile.seeds_everything, hostile.breaks_printing,
    hostile.prints_a_million_lines, *hostile.RAISING, *hostile.RETURNING,
]  # fmt: skip


@pytest.mark.parametrize("answer", TAME, ids=hostile.name)
def test_a_tame_answer_changes_nothing_here_either(no_child, answer, capfd):
    survives(double, answer)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("answer", [hostile.loops, hostile.swallows_and_loops, hostile.sleeps_and_swallows])
def test_an_endless_answer_is_stopped_here_too(hurried, no_child, answer):
    assert survives(double, answer).diagnosis == "too-slow"


def test_an_endless_answer_is_stopped_in_another_thread_too(no_child):
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(double, hostile.loops).result(timeout=600).diagnosis == "too-slow"
        assert pool.submit(double, lambda x: 2 * x).result(timeout=600).passed


# --- in a notebook ------------------------------------------------------------------------------------------

CELLS = """
import logging, os, sys
import numpy as np
from IPython.display import display
from course_utils.checks import definition as checks
from course_utils.checks.engine import exercise
exercise.SECONDS, saved, number = 1.0, sys.stderr, os.dup(2)
logging.basicConfig()
---
def noisy(x):
    print("hello", file=saved, flush=True)
    os.write(2, b"hello")
    logging.error("hello")
    display("hello")
    return np.tanh(x)
checks.tanh_from_sigmoid(noisy)
---
def noisier(x):
    return os.write(number, b"hello")
checks.tanh_from_sigmoid(noisier)
---
def leaves(x):
    os._exit(0)
checks.tanh_from_sigmoid(leaves)
---
def endless(x):
    return sum(iter(int, 1))
checks.tanh_from_sigmoid(endless)
---
def asks(x):
    return float(input())
checks.tanh_from_sigmoid(asks)
---
checks.tanh_from_sigmoid(np.tanh)
"""


@alone
def test_a_kernel_shows_the_verdict_and_nothing_else(tmp_path, monkeypatch):
    monkeypatch.delenv("PYTEST_CURRENT_TEST")  # with it, a kernel does not look at what is written to its descriptors
    notebook = new_notebook(cells=[new_code_cell(source) for source in CELLS.split("---\n")])
    where = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, timeout=600, kernel_name="python3", resources=where).execute()
    shown = [[out.get("data", out).get("text/plain", out) for out in cell.outputs] for cell in notebook.cells]
    assert shown == [[], ["3.0"], ["0.0"], ["0.0"], ["0.0"], ["0.0"], ["3.0"]]


# --- the table of tools/check_table.py ----------------------------------------------------------------------


@alone
def test_the_table_counts_what_is_as_it_should_be(monkeypatch, capsys):
    main = runpy.run_path(str(Path(__file__).parents[1] / "tools" / "check_table.py"))["main"]
    names = main.__globals__
    monkeypatch.setitem(names, "ENDLESS", [])
    monkeypatch.setitem(names, "HOSTILE", [hostile.leaves_at_once, hostile.calls_exit])
    monkeypatch.setitem(names, "exercises", lambda lesson: {"double": double})
    monkeypatch.setitem(names, "right", lambda lesson, name: [lambda x: 2 * x, lambda x: x + x])
    assert main(["definition"]) == 0
    assert capsys.readouterr().out.splitlines()[1].split()[:-2] == "definition double 2 of 2 1 of 1 2 of 2".split()
    monkeypatch.setitem(names, "right", lambda lesson, name: [lambda x: 2 * x, lambda x: 3 * x])
    monkeypatch.setitem(names, "HOSTILE", [hostile.leaves_at_once, lambda x: 2 * x])
    assert main(["definition"]) == 1
    *line, middle, largest = capsys.readouterr().out.splitlines()[1].split()
    assert line == "definition double 1 of 2 1 of 1 1 of 2".split()
    assert 0 < float(middle) + 0.001 and float(middle) <= float(largest) + 0.01
    with pytest.raises(SystemExit, match="There is no lesson addition"):
        main(["addition"])


def test_nothing_of_it_stays_behind(monkeypatch):
    """An interruption that is called back must not leave CPython waiting for it, as it did once."""
    with monkeypatch.context() as here, ThreadPoolExecutor(1) as pool:
        here.setattr(child, "AVAILABLE", False)
        assert pool.submit(double, hostile.loops).result(timeout=600).diagnosis == "too-slow"
    check = exercises("definition")["sigmoid"]  # it watches every call of an answer, and that is where Python hung
    assert check(right("definition", "sigmoid")[0]).passed
