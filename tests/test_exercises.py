"""The exercises: made from solutions/ alone, safe to hand out, and graded by nbgrader as the checks mean it."""

import copy
import re
import runpy
import shutil
from pathlib import Path
from types import SimpleNamespace

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.apps import NbGraderAPI
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.utils import determine_grade, is_grade, is_locked, is_solution
from traitlets.config import PyFileConfigLoader

from course_utils.checks import definition

ROOT = Path(__file__).resolve().parent.parent
TOOL = SimpleNamespace(**runpy.run_path(str(ROOT / "tools" / "release.py")))
SOLVED = sorted((ROOT / "solutions").glob("*/*.ipynb"))
REGION = re.compile(r"^ *# BEGIN SOLUTION\n(.*?)^ *# END SOLUTION$", re.DOTALL | re.MULTILINE)

each_solved = pytest.mark.parametrize("path", SOLVED, ids=lambda path: path.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def handed_out(path):
    """Return the notebook in exercises/ that belongs to a solved one."""
    return ROOT / "exercises" / path.relative_to(ROOT / "solutions")


def answers(notebook):
    return [cell for cell in notebook.cells if is_solution(cell)]


def checks(notebook):
    return [cell for cell in notebook.cells if is_grade(cell) and not is_solution(cell)]


def executed(notebook, folder):
    """Return a copy of the notebook, run to its end in a fresh kernel in this folder."""
    client = NotebookClient(copy.deepcopy(notebook), timeout=600, kernel_name="python3",
                            resources={"metadata": {"path": str(folder)}})  # fmt: skip
    return client.execute()


def value(cell):
    """Return the data of the cell's only output, the value of its last line."""
    [output] = cell.outputs
    assert output.output_type == "execute_result", output
    return output.data


def test_there_are_exercises():
    assert SOLVED


# Made from solutions/


def test_exercises_are_what_solutions_make():
    differing = [path.relative_to(ROOT).as_posix() for path, _ in TOOL.differences()]
    assert not differing, f"run python tools/release.py: {differing}"


@each_solved
def test_release_repeats_itself_and_leaves_its_source_alone(path):
    notebook = read(path)
    released = TOOL.release(notebook)
    assert nbformat.writes(released) == nbformat.writes(TOOL.release(notebook))
    assert notebook == read(path)
    assert [cell.id for cell in released.cells] == [cell.id for cell in notebook.cells]
    assert released.metadata.kernelspec == notebook.metadata.kernelspec


def test_nbgrader_itself_makes_the_same_bytes(tmp_path):
    shutil.copytree(ROOT / "solutions", tmp_path / "solutions")
    config = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()
    config.CourseDirectory.root = str(tmp_path)
    config.GenerateAssignment.no_database, config.SaveCells.enabled = True, False
    for name in {path.parent.name for path in SOLVED}:
        outcome = NbGraderAPI(config=config).generate_assignment(name)
        assert outcome["success"], outcome["log"]
    names = [path.relative_to(ROOT / "solutions") for path in SOLVED]
    assert [(tmp_path / "exercises" / n).read_bytes() for n in names] == [handed_out(p).read_bytes() for p in SOLVED]


def test_the_command_writes_checks_and_names_what_is_wrong(tmp_path, capsys):
    shutil.copytree(ROOT / "solutions", tmp_path / "solutions")
    (tmp_path / "solutions" / "01_definition" / "data").mkdir()
    (tmp_path / "solutions" / "01_definition" / "data" / "growth.csv").write_text("0,1\n")
    assert TOOL.main(["--check"], tmp_path) == 1 and not (tmp_path / "exercises").exists()
    assert TOOL.main([], tmp_path) == 0 and TOOL.main(["--check"], tmp_path) == 0
    assert (tmp_path / "exercises" / "01_definition" / "data" / "growth.csv").read_text() == "0,1\n"
    changed, stray = (tmp_path / "exercises" / "01_definition" / n for n in ("data/growth.csv", "notes.txt"))
    changed.write_text("0,2\n")
    stray.write_text("mine")
    capsys.readouterr()
    assert TOOL.main(["--check"], tmp_path) == 1
    assert capsys.readouterr().out.splitlines() == [
        "exercises/01_definition/data/growth.csv: not what solutions/ makes; run python tools/release.py.",
        "exercises/01_definition/notes.txt: nothing in solutions/ makes this file; delete it.",
    ]
    assert TOOL.main([], tmp_path) == 1 and changed.read_text() == "0,1\n" and stray.exists()


def test_what_nbgrader_cannot_release_is_one_sentence(tmp_path):
    path = tmp_path / "broken.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell("# BEGIN SOLUTION\nx = 1")]), path)
    with pytest.raises(SystemExit, match="^broken.ipynb cannot be released: no end solution"):
        TOOL.released_bytes(path)


# Marked up for nbgrader


@each_solved
def test_cells_are_marked_up(path):
    notebook = read(path)
    MetadataValidator().validate_nb(notebook)  # schema version 3, unique grade ids, points where graded
    assert answers(notebook) and checks(notebook)
    for cell in answers(notebook):
        regions = REGION.findall(cell.source) if cell.cell_type == "code" else [cell.source]
        assert len(regions) == 1 and cell.source.count("SOLUTION") in (0, 2), cell.source
    for cell in checks(notebook):
        assert is_locked(cell) and cell.metadata.nbgrader.points > 0, cell.source
        assert len(cell.source.splitlines()) == 1, cell.source


@each_solved
def test_no_solution_is_handed_out(path):
    solved, released = read(path), read(handed_out(path))
    everything = "\n".join(cell.source for cell in released.cells)
    assert "SOLUTION" not in handed_out(path).read_text(encoding="utf-8")
    for cell in answers(solved):
        for region in REGION.findall(cell.source):
            lines = [line.strip() for line in region.splitlines()]
            shown = [line for line in lines if len(line) > 12 and line in everything]
            assert not shown, f"in the exercises stands {shown}"
    for cell in released.cells:
        assert not cell.get("outputs") and cell.get("execution_count") is None


@each_solved
def test_answers_are_stubs_and_checks_are_locked(path):
    released = read(handed_out(path))
    for cell in answers(released):
        stub = "..." if cell.cell_type == "code" else "*Write your answer here, in your own words.*"
        assert cell.source.splitlines()[-1].strip() == stub, cell.source
    for cell in checks(released):
        assert cell.metadata.editable is False and cell.metadata.deletable is False


# Said to the student

HEADING = re.compile(r"^## (\S+) .*?(★+) · (\d+) points? · (\d+) minutes$", re.MULTILINE)


def texts(notebook):
    """Yield (heading, text, points) of each exercise: its Markdown, and the points of its cells."""
    headings = [i for i, cell in enumerate(notebook.cells) if HEADING.search(cell.source)]
    for i, end in zip(headings, [*headings[1:], len(notebook.cells)]):
        cells = notebook.cells[i:end]
        text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
        yield HEADING.search(cells[0].source), text, sum(c.metadata.nbgrader.points for c in cells if is_grade(c))


@each_solved
def test_stars_points_and_minutes_follow_the_rule(path):
    said, cells = list(texts(read(path))), read(path).cells
    assert sum(points for *_, points in said) == sum(c.metadata.nbgrader.points for c in cells if is_grade(c))
    for heading, _, points in said:
        stars = 1 if points <= 3 else 2 if points == 4 else 3
        assert heading.groups()[1:] == ("★" * stars, f"{points:g}", f"{3 * points:g}"), heading[0]


@each_solved
def test_each_exercise_says_what_may_be_called(path):
    notebook = read(path)
    if not re.search("You may call (all|everything)", notebook.cells[0].source):
        said = re.compile(r"\bcall(ed)?\b|without the course's")
        assert [heading[1] for heading, text, _ in texts(notebook) if not said.search(text)] == []


@each_solved
def test_two_exercises_of_a_lesson_ask_for_transfer(path):
    assert sum("*Transfer" in text for _, text, _ in texts(read(path))) >= 2


@each_solved
def test_a_hint_is_offered_and_the_end_says_where_one_stands(path):
    cells = read(path).cells
    assert "`checks.NAME.hint()`" in cells[0].source
    [place] = [i for i, cell in enumerate(cells) if cell.source == "progress.summary(checks)"]
    assert place == len(cells) - 2 and is_locked(cells[place]) and not is_grade(cells[place])
    last = cells[place].outputs[0].data["text/plain"].splitlines()[-1]
    assert last.startswith(("Nothing is open.", "Answers in words"))
    lesson, closing = path.parent.name, cells[-1].source
    links = [f"../../{folder}/{lesson}/{path.name}" for folder in ("solutions", "exercises")]
    number = int(lesson[:2])
    following = [f.stem for f in (ROOT / "notebooks").glob(f"{number + 1:02}_*.ipynb")]
    for link in (*links, f"../../notebooks/{lesson}.ipynb", *following):
        assert link in closing, link
    assert closing.index("After you have tried:") < closing.index(links[0])


# Graded as meant


@each_solved
def test_the_solutions_earn_every_point(path):
    for cell in checks(read(path)):
        points = cell.metadata.nbgrader.points
        assert determine_grade(cell) == (points, points), cell.source
        assert float(value(cell)["text/plain"]) == points, cell.source


@each_solved
def test_the_untouched_notebook_runs_to_its_end_and_earns_nothing(path):
    notebook = executed(read(handed_out(path)), handed_out(path).parent)
    for cell in checks(notebook):
        points = cell.metadata.nbgrader.points
        assert determine_grade(cell) == (0, points), cell.source
        assert float(value(cell)["text/plain"]) == 0, cell.source
        assert "Not attempted yet" in value(cell)["text/html"]
        assert f"0 of {points:g} points" in value(cell)["text/html"], cell.source
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert not [output for output in outputs if output.get("name") == "stderr"]


FULL = "t = np.exp(-np.abs(x)); return np.where(np.asarray(x) >= 0, 1, t) / (1 + t)"
ANSWERS = {  # for the exercise sigmoid: the body of the function, and whether it earns all, some or no points
    "full": (FULL, "all"),
    "full, and talks to stderr": (f"import sys; print('hm', file=sys.stderr); {FULL}", "all"),
    "partial": ("return 0.5 + 0.5 * np.tanh(0.5 * x)", "some"),
    "partial, overflow warning": ("return 1 / (1 + np.exp(-x))", "some"),
    "zero": ("return 2.0 * x + 7.0", "none"),
    "zero, exception": ("raise ValueError('no idea')", "none"),
    "zero, nothing returned": ("print(1 / (1 + np.exp(-x)))", "none"),
}  # fmt: skip


def source(body):
    return f"def sigmoid(x):\n    {body}"


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Every answer above and, below it, its check as students get it: run in one kernel, by name of the answer."""
    [check] = [cell for cell in checks(read(SOLVED[0])) if cell.source == "checks.sigmoid(sigmoid)"]
    start = "import numpy as np\nfrom course_utils.checks import definition as checks"
    cells = [new_code_cell(start)]
    for body, _ in ANSWERS.values():
        cells += [new_code_cell(source(body)), new_code_cell(check.source, metadata=copy.deepcopy(check.metadata))]
    notebook = executed(new_notebook(cells=cells), tmp_path_factory.mktemp("graded"))
    return dict(zip(ANSWERS, notebook.cells[2::2], strict=True))


@pytest.mark.parametrize("name", ANSWERS)
def test_nbgrader_reads_the_points_that_the_check_gave(graded, name):
    body, earns = ANSWERS[name]
    scope = {"np": np}
    exec(source(body), scope)
    feedback = definition.sigmoid(scope["sigmoid"])
    points, most = determine_grade(graded[name])
    assert (points, most) == (feedback.points, feedback.max_points)
    assert {"all": points == most, "some": 0 < points < most, "none": points == 0}[earns], points
    assert repr(points) == value(graded[name])["text/plain"]
