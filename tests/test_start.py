"""start.py: what it installs and when, what it passes on, and what it says where it cannot go on."""

import ast
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import start

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def course(tmp_path, monkeypatch):
    """Return a folder that start.py takes for the course's, with a space in its name."""
    folder = tmp_path / "my course"
    folder.mkdir()
    shutil.copy(ROOT / "pyproject.toml", folder)
    monkeypatch.setattr(start, "ROOT", folder)
    return folder


@pytest.fixture
def steps(monkeypatch):
    """Return the list of installation steps, which are noted down instead of done."""
    done = []

    def note(command, advice):
        step = command[command.index("-m") + 1]
        if step == "venv":
            python = Path(command[-1]) / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
            python.parent.mkdir(parents=True, exist_ok=True)
            python.touch()
        done.append(step)

    monkeypatch.setattr(start, "work", note)
    return done


def interrupted(command, advice):
    raise KeyboardInterrupt


# When it installs.

def test_first_run_installs_and_second_uses_it_at_once(course, steps, capsys):
    python = start.environment(".venv", ".")
    assert steps == ["venv", "pip"] and Path(python).is_relative_to(course / ".venv")
    assert "First start" in capsys.readouterr().out
    assert start.environment(".venv", ".") == python
    assert steps == ["venv", "pip"] and capsys.readouterr().out == ""


def test_tests_have_an_environment_of_their_own(course, steps):
    assert start.environment(".venv", ".") != start.environment(".venv-test", ".[test]")
    assert steps == ["venv", "pip"] * 2


def test_changed_pyproject_is_installed_again(course, steps, capsys):
    start.environment(".venv", ".")
    (course / "pyproject.toml").write_text("[project]")
    start.environment(".venv", ".")
    assert steps == ["venv", "pip", "pip"] and "pyproject.toml has changed" in capsys.readouterr().out


def test_another_python_gets_a_new_environment(course, steps, capsys, monkeypatch):
    start.environment(".venv", ".")
    with monkeypatch.context() as other:
        other.setattr(sys, "version_info", (3, 99, 0))
        start.environment(".venv", ".")
    assert steps == ["venv", "pip"] * 2 and "another Python" in capsys.readouterr().out


def test_moved_folder_gets_a_new_environment(course, steps, monkeypatch):
    start.environment(".venv", ".")
    monkeypatch.setattr(start, "ROOT", course.rename(course.with_name("moved")))
    start.environment(".venv", ".")
    assert steps == ["venv", "pip"] * 2


@pytest.mark.parametrize("outdated", [False, True])
def test_interrupted_installation_does_not_count(course, steps, capsys, monkeypatch, outdated):
    if outdated:
        start.environment(".venv", ".")
        (course / "pyproject.toml").write_text("[project]")
    with monkeypatch.context() as now, pytest.raises(KeyboardInterrupt):
        now.setattr(start, "work", interrupted)
        start.environment(".venv", ".")
    steps.clear()
    start.environment(".venv", ".")
    assert steps == ["venv", "pip"] and "unfinished" in capsys.readouterr().out


# What it runs.

@pytest.fixture
def command(monkeypatch):
    """Return a function that gives the command which these arguments would run."""
    monkeypatch.setattr(start, "environment", lambda name, what: f"python of {name} with {what}")
    monkeypatch.setattr(start, "run", lambda command: command)
    return start.main


def test_arguments_are_passed_on_to_jupyterlab(command):
    python, *options, no_browser, port, number = command(["--no-browser", "--port", "0"])
    assert python == "python of .venv with ." and options[:2] == ["-m", "jupyterlab"]
    assert [no_browser, port, number] == ["--no-browser", "--port", "0"]
    assert f"--ServerApp.root_dir={ROOT}" in options


@pytest.mark.parametrize("cores, workers", [(1, "2"), (2, "3"), (64, "8"), (None, "2")])
def test_arguments_are_passed_on_to_pytest(command, monkeypatch, cores, workers):
    monkeypatch.setattr(start.os, "cpu_count", lambda: cores)
    assert command(["test", "-k", "sigmoid"]) == [
        "python of .venv-test with .[test]", "-m", "pytest",
        "-n", workers, "--dist", "loadfile", "--no-loadscope-reorder", "-k", "sigmoid"]


def test_help_installs_nothing(steps, capsys):
    assert start.main(["--help"]) == 0
    assert "python start.py test" in capsys.readouterr().out and not steps


def test_first_page_exists():
    assert (ROOT / start.FIRST_PAGE.removeprefix("/lab/tree/")).exists()


@pytest.mark.parametrize(("leftover", "code"), [("OMP_NUM_THREADS", 1), ("MPLBACKEND", 7)])
def test_exit_code_and_surroundings_of_what_it_runs(monkeypatch, leftover, code):
    monkeypatch.setenv(leftover, "2")
    child = f"import os; raise SystemExit(int(os.environ.get('{leftover}', 7)))"
    assert start.run([sys.executable, "-c", child]) == code


# Where it cannot go on: one sentence, no traceback, a code that is not zero.

def sentence(function, *args):
    with pytest.raises(SystemExit) as stop:
        function(*args)
    return stop.value.code


def test_it_can_be_read_by_old_pythons():
    ast.parse((ROOT / "start.py").read_text("utf-8"), feature_version=(3, 6))


def test_python_too_old(command, monkeypatch):
    with monkeypatch.context() as old:
        old.setattr(sys, "version_info", (3, 10, 13))
        said = sentence(command, [])
    assert said.startswith("The course needs Python 3.11 or newer, and this is Python 3.10:")


def test_no_venv(command, monkeypatch):
    with monkeypatch.context() as bare:
        bare.setattr(start.importlib.util, "find_spec", lambda name: None)
        said = sentence(command, [])
    assert "python3-venv" in said


@pytest.mark.parametrize("form", ["--port {}", "--port={}", "--ServerApp.port={}", "--no-browser --port {}"])
def test_port_taken(command, form):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert f"Port {port} is taken" in sentence(command, form.format(port).split())


def test_folder_that_cannot_be_written(course, steps):
    (course / ".venv").touch()  # a file of that name stands in the way of everyone, root included
    assert "Cannot write into" in sentence(start.environment, ".venv", ".")
    assert not steps


def test_failing_step_shows_its_last_words_and_the_advice(course, capsys):
    code = "print('too early'); print('line\\n' * 20 + 'the reason'); raise SystemExit(3)"
    said = sentence(start.work, [sys.executable, "-c", code], "do this")
    assert "the reason\n\nThe installation failed" in said and "do this" in said and "too early" not in said


@pytest.fixture
def copy(course):
    """Return a command that runs a copy of start.py, in the way of a student without a network."""
    for name in ("start.py", "README.md", "course_utils"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, course / name)
    without = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": os.devnull}
    return {"args": [sys.executable, course / "start.py"], "cwd": course.parent, "env": os.environ | without,
            "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}


def test_no_network(course, copy):
    finished = subprocess.run(**copy)
    assert finished.returncode == 1 and "Traceback" not in finished.stderr
    *pip, empty, said = finished.stderr.splitlines()
    assert any("hatchling" in line for line in pip) and "connected to the internet" in said
    assert not (course / ".venv" / "course-stamp.txt").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signals to another program")
@pytest.mark.parametrize("how", ["Ctrl-C", "terminated"])
def test_it_stops_quietly(copy, how):
    with subprocess.Popen(**copy, start_new_session=True) as child:
        assert child.stdout.readline().startswith("First start")
        if how == "Ctrl-C":
            os.killpg(child.pid, signal.SIGINT)
        else:
            child.terminate()
        said = child.communicate(timeout=30)[1]
    assert child.returncode and said.strip() == "Stopped."


def test_what_it_started_does_not_outlive_it():
    code = "import time; time.sleep(60)"
    with pytest.raises(KeyboardInterrupt), start.launched([sys.executable, "-c", code]) as child:
        raise KeyboardInterrupt
    assert child.poll() is not None
