"""Progress: a small file, whole or as it was, that no damage and no other user can turn against a lesson."""

import json
import re
import sys
from types import ModuleType, SimpleNamespace

import pytest
from corpus import double
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, writes

from course_utils import progress
from course_utils.checks.engine.exercise import Exercise


@pytest.fixture
def file(tmp_path, monkeypatch):
    """Keep progress in a file of the test's own, as in a notebook."""
    monkeypatch.setenv(progress.OFF, str(tmp_path / "kept.json"))
    monkeypatch.setattr(progress, "_in_notebook", lambda: True)
    monkeypatch.setattr(progress, "_now", {})
    return tmp_path / "kept.json"


CHECKS = SimpleNamespace(
    logit=SimpleNamespace(section="1.10", name="logit", max_points=3.0),
    sigmoid=SimpleNamespace(section="1.8", name="sigmoid", max_points=4.0),
    numpy="no check",
)


def test_the_file_keeps_the_best_and_the_session_the_last(file):
    progress.record("1.8", "sigmoid", 4, 4)
    progress.record("1.8", "sigmoid", 2, 4)
    assert json.loads(file.read_text()) == {"1.8 sigmoid": [4.0, 4.0]}
    summary = progress.summary(CHECKS)
    assert [row[:2] for row in summary.rows] == [("1.8 sigmoid", 2.0), ("1.10 logit", 0.0)]
    assert "In all 2 of 7 points." in repr(summary)
    assert "Not checked since the notebook was started: 1.10 logit." in repr(summary)
    assert progress.overview({"01 Definition": CHECKS}).total == (4.0, 7.0)
    assert "2 of 7" in summary._repr_html_()


DAMAGED = ["", "{", "[]", "null", '{"1.8 sigmoid": 3}', '{"1.8 sigmoid": ["a", {}]}', "\0", "[" * 99999]


@pytest.mark.parametrize("content", DAMAGED)
def test_a_damaged_file_is_no_obstacle(file, content):
    file.write_text(content)
    assert progress.read(file) == {}
    progress.record("1.8", "sigmoid", 3, 4)
    assert progress.read(file) == {"1.8 sigmoid": [3.0, 4.0]}


def test_a_file_that_cannot_be_written_is_no_obstacle(file, monkeypatch):
    progress.record("1.8", "sigmoid", 3, 4)
    before = file.read_bytes()

    def refuses(*_):
        raise PermissionError

    monkeypatch.setattr(progress.os, "replace", refuses)
    progress.record("1.8", "sigmoid", 4, 4)
    assert file.read_bytes() == before and list(file.parent.iterdir()) == [file]
    monkeypatch.setenv(progress.OFF, str(file.parent / "nowhere" / "kept.json"))
    progress.record("1.8", "sigmoid", 4, 4)
    assert progress.summary(CHECKS).total == (4.0, 7.0)


def test_nothing_is_kept_where_it_is_switched_off_or_outside_a_notebook(file, monkeypatch):
    monkeypatch.setattr(progress, "_in_notebook", lambda: False)
    progress.record("1.8", "sigmoid", 4, 4)
    monkeypatch.setattr(progress, "_in_notebook", lambda: True)
    monkeypatch.setenv(progress.OFF, "off")
    progress.record("1.8", "sigmoid", 4, 4)
    assert not file.exists() and progress.place() is None


def test_the_file_lies_in_the_course_and_holds_no_more_than_points(tmp_path, monkeypatch):
    (tmp_path / "exercises" / "01").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "exercises" / "01")
    monkeypatch.delenv(progress.OFF, raising=False)
    monkeypatch.setattr(progress, "_in_notebook", lambda: True)
    progress.record("1.8", "sigmoid", 4, 4)
    assert json.loads((tmp_path / progress.FILE).read_text()) == {"1.8 sigmoid": [4.0, 4.0]}


def test_the_solved_notebooks_earn_nothing_for_who_reads_them(tmp_path, monkeypatch):
    for folder in ("exercises/01", "solutions/01", "elsewhere"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.delenv(progress.OFF, raising=False)
    for folder, place in (("exercises/01", tmp_path / progress.FILE), ("elsewhere", tmp_path / progress.FILE),
                          ("solutions/01", None)):  # fmt: skip
        monkeypatch.chdir(tmp_path / folder)
        assert progress.place() == place


def test_a_lesson_reads_what_is_kept_and_its_own_checks_earn_nothing(tmp_path, monkeypatch):
    for folder in ("exercises/01", "notebooks"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.delenv(progress.OFF, raising=False)
    monkeypatch.setattr(progress, "_in_notebook", lambda: True)
    monkeypatch.setattr(progress, "_now", {})
    monkeypatch.chdir(tmp_path / "notebooks")
    progress.record("1.8", "sigmoid", 4, 4)
    assert not (tmp_path / progress.FILE).exists()
    monkeypatch.chdir(tmp_path / "exercises" / "01")
    progress.record("1.8", "sigmoid", 3, 4)
    monkeypatch.chdir(tmp_path / "notebooks")
    assert progress.overview({"01 Definition": CHECKS}).total == (3.0, 7.0)


def test_a_check_writes_its_points_down_and_never_fails_for_it(file, monkeypatch):
    check = Exercise("double", double.truth, double.parts, section="1.1")
    check(lambda x: 2 * x if x.ndim else 1.0)
    check(lambda x: 2.0 * x)
    assert progress.read(file) == {"1.1 double": [2.0, 2.0]}

    def fails(*_):
        raise RuntimeError

    monkeypatch.setattr(progress, "read", fails)
    assert check(lambda x: 2.0 * x).passed


def test_the_summary_says_what_is_open_and_what_only_the_file_knows(file):
    progress.record("1.10", "logit", 3, 3)
    progress._now.clear()
    progress.record("1.8", "sigmoid", 1, 4)
    assert progress.summary(CHECKS).notes == [
        "Still open: 1.8 sigmoid.",
        "Not checked since the notebook was started: 1.10 logit (earlier 3 of 3 points).",
    ]
    progress.record("1.8", "sigmoid", 4, 4)
    progress.record("1.10", "logit", 3, 3)
    assert progress.summary(CHECKS).notes == ["Nothing is open."]


class Shell:
    """A notebook's shell: its names, and the sources of its cells."""

    kernel = True

    def __init__(self):
        self.user_ns = {"In": [""]}

    def run(self, source):
        """Run a cell as far as it goes."""
        self.user_ns["In"].append(source)
        try:
            exec(compile(source, "cell", "exec"), self.user_ns)
        except Exception as error:
            return type(error).__name__


@pytest.fixture
def shell(monkeypatch):
    """Stand for the notebook in which checks are called."""
    shell, module = Shell(), ModuleType("IPython")
    module.get_ipython = lambda: shell
    monkeypatch.setitem(sys.modules, "IPython", module)
    return shell


RIGHT = "def double(x):\n    return 2 * x"


@pytest.mark.parametrize(("then", "edited"), [
    (RIGHT, False), ("y = 3", False), ("def double(x):\n    return x + x", True), ("def double(x:\n    return 3", True),
    ("double = 2", True),
])  # fmt: skip
def test_an_answer_that_was_edited_since_its_check_is_named(file, shell, then, edited):
    check = Exercise("double", double.truth, double.parts, section="1.1")
    checks = SimpleNamespace(double=check)
    shell.run(RIGHT)
    assert check(shell.user_ns["double"]).passed and not check.outdated
    shell.run(then)
    assert check.outdated == edited
    assert ("Edited since its check" in repr(progress.summary(checks))) == edited


def test_where_work_is_graded_the_summary_says_that_it_counts_later():
    summary = progress.summary(SimpleNamespace(check=lambda name: name))
    assert repr(summary) == "Your points\nThey are counted when the work is graded."
    assert "table" not in summary._repr_html_()


def written(*sources):
    """Return a notebook with one check, and answers in words."""
    check = {"grade_id": "check_slope", "solution": False}
    cells = [new_code_cell("checks.slope(slope)", metadata={"nbgrader": check})]
    cells += [new_markdown_cell(source, metadata={"nbgrader": {"grade_id": f"verdict_{name}", "solution": True}})
              for name, source in zip(("slope", "draw"), sources)]  # fmt: skip
    return writes(new_notebook(cells=cells))


def test_answers_in_words_are_counted_in_the_notebook_as_it_was_saved(file, tmp_path, monkeypatch):
    checks = SimpleNamespace(slope=SimpleNamespace(section="S2", name="slope", max_points=2.0),
                             draw=SimpleNamespace(section="S10", name="draw", max_points=2.0))  # fmt: skip
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    (tmp_path / "damaged.ipynb").write_text("{")
    (tmp_path / "other.ipynb").write_text("[]")
    assert "words" not in repr(progress.summary(checks))
    (tmp_path / "mine.ipynb").write_text(written("*Right.* It is 4 times as steep.", progress.STUB))
    assert "Answers in words: 1 of 2 are filled in, open: S10 (in the notebook" in repr(progress.summary(checks))
    (tmp_path / "copy.ipynb").write_text(written(" ", progress.STUB))
    monkeypatch.setenv("JPY_SESSION_NAME", "exercises/07/mine.ipynb")
    assert "1 of 2 are filled in" in repr(progress.summary(checks))
    monkeypatch.setenv("JPY_SESSION_NAME", "exercises/07/copy.ipynb")
    assert "0 of 2 are filled in, open: S2, S10" in repr(progress.summary(checks))


def test_a_notebook_keeps_its_points_beside_the_course_and_names_what_was_edited(tmp_path, monkeypatch):
    folder = tmp_path / "exercises" / "01_definition"
    folder.mkdir(parents=True)
    monkeypatch.delenv(progress.OFF, raising=False)
    sources = ["from course_utils import progress\nfrom course_utils.checks import definition as checks",
               "def logit(p):\n    return 0 * p", "checks.logit(logit)", "def logit(p):\n    return p - 0.5",
               "progress.summary(checks)",
               "import numpy as np\n\ndef logit(p):\n    return np.log(p / (1 - p))", "checks.logit(logit)",
               "progress.summary(checks)"]  # fmt: skip
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    client = NotebookClient(notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(folder)}})
    cells = client.execute().cells
    before, after = (cells[i].outputs[0].data["text/plain"] for i in (4, 7))
    assert "Still open: 1.6 logit." in before
    assert "Edited since its check, so run that check again: 1.6 logit." in before
    assert re.search(r"✓ 1\.6 logit +3 of 3 points", after) and "Edited" not in after
    assert json.loads((tmp_path / progress.FILE).read_text()) == {"1.6 logit": [3.0, 3.0]}
