"""The exercises as otter-grader sees them: the same points as nbgrader's, from the same source.

otter-grader wants an environment of its own. Make one with

    python -m venv .venv-otter
    .venv-otter/bin/pip install otter-grader ipykernel numpy matplotlib scipy threadpoolctl

or name the command of another in the environment variable OTTER; without either, the tests that need it are skipped.
"""

import json
import os
import runpy
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from nbformat.v4 import new_code_cell
from submissions import ALL, ANSWERS, ASSIGNMENT, NAME, PARTIAL, POINTS, ROOT, WRONG, function

TOOL = SimpleNamespace(**runpy.run_path(str(ROOT / "tools" / "export_otter.py")))
OTTER = Path(os.environ.get("OTTER", ROOT / ".venv-otter" / "bin" / "otter"))
needs_otter = pytest.mark.skipif(not OTTER.exists(), reason=f"otter-grader is not installed: {OTTER} is missing.")
SUBMISSIONS = {
    "solved": ({}, POINTS),
    "untouched": (None, dict.fromkeys(POINTS, 0)),
    "wrong": ({name: function(name, body) for name, body in WRONG.items()}, PARTIAL),
    "textbook": ({"sigmoid": function("sigmoid", WRONG["sigmoid"])}, POINTS | {"sigmoid": PARTIAL["sigmoid"]}),
    "exception": ({"logit": function("logit", "raise ValueError")}, POINTS | {"logit": 0}),
}


def otter(folder, *arguments):
    path = os.pathsep.join([str(OTTER.parent), os.environ["PATH"]])
    command = [str(OTTER), *map(str, arguments)]
    outcome = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=os.environ | {"PATH": path})
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


@pytest.fixture(scope="module")
def assigned(tmp_path_factory):
    """The exported lesson after `otter assign`: (folder of the students' notebook, zip of the autograder)."""
    folder = tmp_path_factory.mktemp("otter")
    TOOL.main([ASSIGNMENT, str(folder)])
    otter(folder / ASSIGNMENT, "assign", "--no-pdfs", NAME, "out")
    [autograder] = (folder / ASSIGNMENT / "out" / "autograder").glob("*.zip")
    return folder / ASSIGNMENT / "out" / "student", autograder


def question(cell):
    """Return the exercise whose stub a student's cell holds, or None."""
    return next((name for name in ANSWERS if cell.cell_type == "code" and f"def {name}(" in cell.source), None)


def test_each_point_is_a_test():
    solved = nbformat.read(ROOT / "solutions" / ASSIGNMENT / NAME, as_version=4)
    exported = TOOL.exported(solved, "lesson")
    nbformat.validate(exported)
    tests = [cell.source for cell in exported.cells if "def test_point_" in cell.source]
    assert len(tests) == ALL
    assert sum("checks.sigmoid(sigmoid)" in source for source in tests) == POINTS["sigmoid"]
    raw = [cell.source.splitlines()[0] for cell in exported.cells if cell.cell_type == "raw"]
    assert raw[1:7] == ["# BEGIN QUESTION", "# BEGIN SOLUTION", "# END SOLUTION", "# BEGIN TESTS", "# END TESTS",
                        "# END QUESTION"]  # fmt: skip


@pytest.mark.parametrize(("source", "points"), [("assert True\nx = 1", 2), ("checks.sigmoid(sigmoid)", 1.5)])
def test_what_otter_cannot_grade_is_a_sentence(source, points):
    cell = new_code_cell(source, metadata={"nbgrader": {"points": points}})
    with pytest.raises(ValueError, match="^otter needs a check that is one expression with whole points"):
        TOOL.tests(cell)


@needs_otter
def test_students_get_no_solution(assigned):
    handed_out = (assigned[0] / NAME).read_text("utf-8")
    assert "SOLUTION" not in handed_out and "half_a_step" not in handed_out
    assert (assigned[0] / "course_utils" / "checks" / "definition.py").exists()


@needs_otter
@pytest.mark.parametrize("name", SUBMISSIONS)
def test_otter_gives_the_points_that_nbgrader_gives(assigned, tmp_path, name):
    answers, points = SUBMISSIONS[name]
    notebook = nbformat.read(assigned[0] / NAME, as_version=4)
    for cell in notebook.cells:
        if answers is not None and question(cell):
            cell.source = (ANSWERS | answers)[question(cell)]
    nbformat.write(notebook, tmp_path / NAME)
    shutil.copytree(assigned[0] / "course_utils", tmp_path / "course_utils")
    otter(tmp_path, "run", "-a", assigned[1], "--no-logo", NAME)
    found = {test["name"]: test["score"] for test in json.loads((tmp_path / "results.json").read_text())["tests"]
             if test["name"] in POINTS}  # fmt: skip
    assert found == points
