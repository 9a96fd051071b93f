"""start.py: what it installs and when, what it passes on, and what it says where it cannot go on."""

import ast
import json
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
    shutil.copytree(ROOT / "jupyter", folder / "jupyter")
    monkeypatch.setattr(start, "ROOT", folder)
    return folder


QUICK = ["bare venv", "pip install uv", "uv pip install", "trial"]
SLOW = ["venv", "pip install", "trial"]


def step(command):
    """Return the name of a step of the installation."""
    words = [str(word) for word in command]
    if "venv" in words:
        return "bare venv" if "--without-pip" in words else "venv"
    if "-c" in words:
        return "trial"
    return "uv pip install" if Path(words[0]).stem == "uv" else "pip install uv" if "uv" in words else "pip install"


class Steps(list):
    """The steps of the installation, which are noted down instead of done; the names in `failing` fail, each once."""

    failing = ()

    def __call__(self, command, settings=()):
        self.append(step(command))
        if "venv" in self[-1]:
            python = Path(command[3]) / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
            python.parent.mkdir(parents=True, exist_ok=True)
            python.touch()
        if self[-1] in self.failing:
            self.failing = [name for name in self.failing if name != self[-1]]
            return ["ERROR: the reason"]


@pytest.fixture
def steps(monkeypatch):
    monkeypatch.setattr(start, "attempt", done := Steps())
    monkeypatch.setattr(start, "pip_settings", dict)
    return done


def interrupted(command, settings=()):
    raise KeyboardInterrupt


# When it installs.

def test_first_run_installs_and_second_uses_it_at_once(course, steps, capsys):
    python = start.environment(".venv", ".", "jupyterlab")
    assert steps == QUICK and Path(python).is_relative_to(course / ".venv")
    assert "First start" in capsys.readouterr().out
    assert start.environment(".venv", ".", "jupyterlab") == python
    assert steps == QUICK and capsys.readouterr().out == ""


def test_tests_have_an_environment_of_their_own(course, steps):
    assert start.environment(".venv", ".") != start.environment(".venv-test", ".[test]")
    assert steps == QUICK * 2


def test_changed_pyproject_is_installed_again(course, steps, capsys):
    start.environment(".venv", ".")
    mine = course / ".venv" / "jupyter" / "lab" / "workspaces" / "default-37a8.jupyterlab-workspace"
    mine.write_text("where I left it")
    (course / "pyproject.toml").write_text("[project]")
    start.environment(".venv", ".")
    assert steps == [*QUICK, *QUICK[1:]] and "pyproject.toml has changed" in capsys.readouterr().out
    assert mine.read_text() == "where I left it"


def test_another_python_gets_a_new_environment(course, steps, capsys, monkeypatch):
    start.environment(".venv", ".")
    with monkeypatch.context() as other:
        other.setattr(sys, "version_info", (3, 99, 0))
        start.environment(".venv", ".")
    assert steps == QUICK * 2 and "another Python" in capsys.readouterr().out


def test_moved_folder_gets_a_new_environment(course, steps, monkeypatch):
    start.environment(".venv", ".")
    monkeypatch.setattr(start, "ROOT", course.rename(course.with_name("moved")))
    start.environment(".venv", ".")
    assert steps == QUICK * 2


@pytest.mark.parametrize("outdated", [False, True])
def test_interrupted_installation_does_not_count(course, steps, capsys, monkeypatch, outdated):
    if outdated:
        start.environment(".venv", ".")
        (course / "pyproject.toml").write_text("[project]")
    with monkeypatch.context() as now, pytest.raises(KeyboardInterrupt):
        now.setattr(start, "attempt", interrupted)
        start.environment(".venv", ".")
    steps.clear()
    start.environment(".venv", ".")
    assert steps == QUICK and "unfinished" in capsys.readouterr().out


# How it installs.

@pytest.mark.parametrize("failing", QUICK)
def test_where_uv_fails_pip_installs_the_same(course, steps, failing, capsys):
    steps.failing = [failing]
    start.environment(".venv", ".")
    assert steps == [*QUICK[: QUICK.index(failing) + 1], *SLOW] and "With pip" in capsys.readouterr().out


@pytest.mark.parametrize("failing", SLOW)
def test_what_fails_with_pip_too_does_not_count(course, steps, failing):
    steps.failing = ["uv pip install", failing]
    assert "ERROR: the reason\n\nThe installation failed" in sentence(start.environment, ".venv", ".")
    assert steps[-1] == failing
    assert (course / ".venv" / "course-stamp.txt").read_text() == ""


def test_it_is_tried_before_it_counts(course):
    said = start.attempt([sys.executable, "-I", "-c", "import course_utils.activations, no_such_package"])
    assert "No module named 'no_such_package'" in said[-1]


def test_what_pip_is_set_to_is_kept_where_it_says_where_packages_come_from(tmp_path, monkeypatch):
    (tmp_path / "pip.conf").write_text(
        "[global]\nindex-url = https://mirror.example/simple\ntimeout = 9\ntarget = /elsewhere\n"
        "[install]\nconstraint = one.txt\nfind-links =\n  /a\n  /b\n[download]\nproxy = download.example:80\n")
    for name in list(os.environ):
        if name.startswith("PIP_"):
            monkeypatch.delenv(name)
    ours = {"CONFIG_FILE": str(tmp_path / "pip.conf"), "CONSTRAINT": "two.txt", "PREFIX": "/x", "ROOT": "/y"}
    for name, value in ours.items():
        monkeypatch.setenv("PIP_" + name, value)
    found = start.pip_settings()
    assert found["index-url"] == "https://mirror.example/simple" and found["timeout"] == "9"
    assert found["find-links"].split() == ["/a", "/b"] and found["constraint"] == "two.txt"
    assert not {"target", "prefix", "root"} & set(found) and found.get("proxy") != "download.example:80"


def test_a_mirror_a_certificate_and_a_proxy_are_handed_over(course, monkeypatch):
    mirror = "https://mirror.example/simple"
    said = {"index-url": mirror, "find-links": "/a\n/b", "constraint": "one.txt two.txt",
            "cert": "/firm.pem", "proxy": "proxy.example:80", "timeout": "9"}
    told = {}
    monkeypatch.setattr(start, "pip_settings", lambda: said)
    monkeypatch.setattr(start, "attempt", lambda command, settings=(): told.update({step(command): dict(settings)}))
    start.environment(".venv", ".")
    assert told["uv pip install"] == {
        "UV_DEFAULT_INDEX": mirror, "UV_FIND_LINKS": "/a,/b", "UV_CONSTRAINT": "one.txt two.txt",
        "SSL_CERT_FILE": "/firm.pem", "HTTPS_PROXY": "proxy.example:80"}  # fmt: skip
    assert told["pip install uv"]["PIP_INDEX_URL"] == mirror
    assert told["pip install uv"]["PIP_CONFIG_FILE"] == os.devnull


def test_nothing_foreign_gets_in(monkeypatch, tmp_path):
    foreign = ["PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PYTHONDONTWRITEBYTECODE", "MPLBACKEND", "JUPYTER_PATH",
               "PIP_PREFIX", "PIP_TARGET", "PIP_ROOT", "UV_INDEX", "JUPYTER_CONFIG_PATH", "JUPYTERLAB_SETTINGS_DIR"]
    for name in [*foreign, "JUPYTER_CONFIG_DIR", "IPYTHONDIR", "JUPYTER_TOKEN", "OMP_NUM_THREADS"]:
        monkeypatch.setenv(name, "/foreign")
    variables = start.surroundings(tmp_path / "bin")
    assert not set(foreign) & set(variables) and variables["JUPYTER_TOKEN"] == "/foreign"
    assert [name for name, value in variables.items() if value == "/foreign"] == ["JUPYTER_TOKEN"]
    assert variables["JUPYTER_CONFIG_DIR"] == str(tmp_path / "jupyter")


def test_it_says_how_far_it_is(course, capsys):
    place = course / ".venv" / "lib" / "python3.99" / "site-packages"
    for name in ("a-1", "b-2"):
        (place / f"{name}.dist-info").mkdir(parents=True)
    with start.launched([sys.executable, "-c", "print('Installing a, b')"], stdout=(course / "log").open("w")) as child:
        start.follow(child, course / "log", course / ".venv")
    assert "s, 2 packages in place. Installing a, b" in capsys.readouterr().out


# What it runs.

@pytest.fixture
def command(monkeypatch):
    """Return a function that gives the command which these arguments would run."""
    monkeypatch.setattr(start, "environment", lambda name, what, *needed: f"python of {name} with {what}")
    monkeypatch.setattr(start.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.delenv("SUDO_USER", raising=False)
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
    [workspace] = (ROOT / "jupyter" / "lab" / "workspaces").iterdir()
    desk = json.loads(workspace.read_text("utf-8"))["data"]
    [page] = desk["layout-restorer:data"]["main"]["dock"]["widgets"]
    assert (ROOT / desk[page]["data"]["path"]).exists()


def test_root_in_a_container_is_let_in_before_anything_is_installed(command, monkeypatch, capsys):
    monkeypatch.setattr(start.os, "geteuid", lambda: 0, raising=False)
    assert command([])[-1] == "--allow-root" and "You are root" in capsys.readouterr().out
    assert command(["--allow-root"]).count("--allow-root") == 1
    monkeypatch.setenv("SUDO_USER", "ada")
    assert "without sudo" in sentence(command, [])
    assert command(["--allow-root"])[-1] == "--allow-root"


def test_the_way_out_is_said(command, capsys):
    command([])
    assert "press Ctrl-C here twice" in capsys.readouterr().out


@pytest.mark.parametrize(("word", "says"), [("tset", "did you mean 'test'? Say"), ("xyz", "no command 'xyz'. Say")])
def test_unknown_word(command, word, says):
    said = sentence(command, [word, "--port", "9000"])
    assert says in said and said.endswith("Say python start.py or python start.py test or python start.py book.")


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


def test_failing_step_shows_its_last_words(course):
    code = "print('too early'); print('line\\n' * 20 + 'the reason'); raise SystemExit(3)"
    said = sentence(start.work, [sys.executable, "-c", code])
    assert "the reason\n\nThe installation failed" in said and "too early" not in said


@pytest.mark.parametrize(("words", "advice"), [  # of pip and of uv, as they were seen
    ("Collecting requests\nERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
     "disk is full"),
    ("error: failed to copy file from /a to /b: No space left on device (os error 28)", "disk is full"),
    ("WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(': Failed to establish a new "
     "connection: [Errno 111] Connection refused')': /uv/\nERROR: No matching distribution found for uv", "internet"),
    ("WARNING: Retrying after connection broken by 'NameResolutionError(Failed to resolve)'", "internet"),
    ("ReadTimeoutError: HTTPSConnectionPool(host='index.example', port=443): Read timed out.", "internet"),
    ("error: Failed to fetch: `https://index.example/simple/numpy/`\n  Caused by: error sending request", "internet"),
    ("WARNING: Retrying after connection broken by 'ProxyError('Cannot connect to proxy.', ...)'", "proxy"),
    ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed'))", "PIP_CERT"),
    ("ERROR: Could not install packages due to an OSError: [WinError 5] Access is denied: 'C:\\\\x'", "still uses"),
    ("ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: '/x'", "still uses"),
    ("ERROR: Could not find a version that satisfies the requirement numpy>=2.0 (from versions: none)\n"
     "ERROR: No matching distribution found for numpy>=2.0", "another Python"),
    ("  error: subprocess-exited-with-error\n  ERROR: Failed building wheel for numpy", "another Python"),
    ("  × No solution found when resolving dependencies:", "another Python"),
    ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "damaged"),
    ("Collecting numpy\nended by signal 9", "memory"),
    ("Collecting jupyter-server-proxy\nDownloading memory_profiler-1-network-connection.whl\nValueError: what?",
     "whoever gave you"),
])
def test_advice_fits_the_error(monkeypatch, words, advice):
    monkeypatch.setattr(start, "attempt", lambda *args: words.splitlines())
    said = sentence(start.work, [])
    assert advice in said.rpartition("for the reason above: ")[2], said


@pytest.fixture
def copy(course):
    """Return a command that runs a copy of start.py, in the way of a student without a network."""
    for name in ("start.py", "README.md", "course_utils"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, course / name)
    without = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "1", "PIP_CONFIG_FILE": os.devnull}
    return {"args": [sys.executable, course / "start.py"], "cwd": course.parent, "env": os.environ | without,
            "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}


def test_no_network(course, copy):
    """The port 9 of this machine, which nobody listens at, stands for an index that cannot be reached."""
    finished = subprocess.run(**copy)
    assert finished.returncode == 1 and "Traceback" not in finished.stderr
    *pip, empty, said = finished.stderr.splitlines()
    assert any("127.0.0.1" in line for line in pip) and "connected to the internet" in said
    assert not (course / ".venv" / "course-stamp.txt").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signals to another program")
@pytest.mark.parametrize("how", ["Ctrl-C", "terminated"])
def test_it_stops_quietly(copy, how):
    with subprocess.Popen(**copy, start_new_session=True) as child:
        assert any(line.startswith("First start") for line in child.stdout)
        if how == "Ctrl-C":
            os.killpg(child.pid, signal.SIGINT)
        else:
            child.terminate()
        said = child.communicate(timeout=300)[1]
    assert child.returncode and said.strip() == "Stopped."


def test_what_it_started_does_not_outlive_it():
    code = "import time; time.sleep(60)"
    with pytest.raises(KeyboardInterrupt), start.launched([sys.executable, "-c", code]) as child:
        raise KeyboardInterrupt
    assert child.poll() is not None
