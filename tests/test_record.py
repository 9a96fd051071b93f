"""What is written: whole or as it was, harmless to a spreadsheet and a terminal, and a report from the journal."""

import csv
import io
import json
import os
import time
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbconvert import HTMLExporter
from submissions import ASSIGNMENT, NAME, POINTS, ROOT, SOLVED

import grade as command
from grading import intake
from grading.course import Course, configured
from grading.record import collected, fill, pages, reporting, table


def row(student, score=24, waiting=0, **more):
    return {"student_id": student, "last_name": "Adams", "first_name": "Zoë", "email": "", "status": "graded",
            "score": score, "late_penalty": 0, "max_score": 60, "waiting": waiting, "handed_in": "", "note": "",
            } | more  # fmt: skip


# --- tables --------------------------------------------------------------------------------------------------


def test_no_cell_of_the_table_is_a_formula_or_an_order_to_the_terminal(capsys, tmp_path):
    rows = [row("a", last_name='=HYPERLINK("http:x")', first_name="@SUM(1)"), row("b", last_name="\x1b[2J\u202eRED"),
            row("c", note="-1+1", last_name="\t=1")]  # fmt: skip
    cells = [cell for line in csv.reader(io.StringIO(table.as_csv(rows))) for cell in line]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "@", "-")) or "\x1b" in cell]
    assert "'=HYPERLINK" in "".join(cells)
    assert table.report(course_at(tmp_path), rows) == 0
    assert "\x1b" not in (said := capsys.readouterr().out) and "\u202e" not in said


def course_at(root):
    return Course(root, ASSIGNMENT, {}, None)


def test_a_table_that_is_open_elsewhere_is_said_after_the_list_and_kept_beside(monkeypatch, tmp_path, capsys):
    (tmp_path / f"grades_{ASSIGNMENT}.csv").write_text("old")

    def held(*_):
        raise PermissionError

    monkeypatch.setattr(os, "replace", held)
    assert table.report(course_at(tmp_path), [row("zadams")]) == 1
    said = capsys.readouterr().out
    assert said.index("zadams") < said.index("could not be replaced: close it where it is open")
    assert (tmp_path / f"grades_{ASSIGNMENT}.csv").read_text() == "old"
    assert "zadams" in (tmp_path / f"grades_{ASSIGNMENT}_new.csv").read_text("utf-8-sig")


def test_written_answers_that_wait_are_counted_and_not_filled_in_as_final(tmp_path, capsys):
    rows = [row("11", 34, waiting=36, max_score=70), row("12", 60, max_score=70)]
    table.report(course_at(tmp_path), rows)
    said = capsys.readouterr().out
    assert "34 of 34, 36 wait for you" in said and "60 of 70" in said and "written answers of 1 wait for you" in said
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("Username,01_definition\n11,\n12,\n")
    assert fill.write(sheet, ASSIGNMENT, rows) == [
        "Filled in: sheet_filled.csv.", "Left blank, since written answers wait for you: 11."]  # fmt: skip
    assert (tmp_path / "sheet_filled.csv").read_text() == "Username,01_definition\n11,\n12,60\n"
    assert sheet.read_text() == "Username,01_definition\n11,\n12,\n"


# --- what is kept ----------------------------------------------------------------------------------------------


def test_who_handed_in_and_is_not_on_the_roster_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(command.collected, "keep", lambda *_: [])
    monkeypatch.setattr(command.collected, "students", lambda _: [Path("zoe"), Path("zoee")])
    for name in ("release", "enrol"):
        monkeypatch.setattr(command.gradebook, name, lambda *_: None)
    (tmp_path / "class.csv").write_text("id\nzoe\n")
    (tmp_path / "zoe.ipynb").write_text("{}")
    course = Course(tmp_path, ASSIGNMENT, {NAME: {}}, None)
    said = command.take_in(course, command.parsed([ASSIGNMENT, "--roster", str(tmp_path / "class.csv"),
                                                   "--submissions", str(tmp_path / "zoe.ipynb")]))  # fmt: skip
    assert said == ["Not on the roster, though they handed in something: zoee."]


def test_a_folder_is_written_whole_or_stays_as_it_was(tmp_path, monkeypatch):
    good = [intake.File("a.txt", b"old", 0.0), intake.File("b.txt", b"old", 0.0)]
    collected._write(tmp_path / "zoe", good)

    class Full(Exception):
        pass

    def full(*_):
        raise Full

    monkeypatch.setattr(os, "utime", full)
    with pytest.raises(Full):
        collected._write(tmp_path / "zoe", [intake.File("a.txt", b"new", 0.0)])
    assert {file.name: file.content for file in intake.files(tmp_path / "zoe")} == {"a.txt": b"old", "b.txt": b"old"}
    monkeypatch.undo()
    collected._write(tmp_path / "zoe", [intake.File("a.txt", b"new", 0.0)])
    assert [path.name for path in tmp_path.iterdir()] == ["zoe"]


def test_files_beside_a_notebook_lie_beside_it_but_hide_nothing():
    files = [intake.File(name, b"x", 0.0) for name in ("hw/hw.ipynb", "hw/my_helpers.py", "hw/data/points.csv",
                                                       "hw/numpy.py", "hw/course_utils/x.py", "note.html")]  # fmt: skip
    submission = intake.opened("zoe", files, {NAME: {}})
    assert sorted(collected.beside(submission)) == ["data/points.csv", "my_helpers.py", "note.html"]
    assert collected.left_out(submission) == [
        "left out, since they would hide installed modules: course_utils/x.py, numpy.py"]  # fmt: skip


# --- the report ------------------------------------------------------------------------------------------------


@pytest.fixture
def graded_class(tmp_path):
    """A course of which 200 students have a journal, and one an executed notebook."""
    for folder in ("exercises", "solutions"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    (tmp_path / "nbgrader_config.py").write_bytes((ROOT / "nbgrader_config.py").read_bytes())
    course = Course.known(tmp_path, ASSIGNMENT)
    course.journal.parent.mkdir(parents=True)
    for k in range(200):
        checks = {f"check_{name}": {"points": most * (k % 3 != 1), "max": most, "attempted": k % 3 < 2,
                                    "diagnosis": [None, "mirrored", "not-attempted"][k % 3] if k % 7 else None,
                                    "family": "sign" if k % 3 == 1 and k % 7 else None}
                  for name, most in POINTS.items()}  # fmt: skip
        collected.write_down(course, {"student": f"s{k}", "handed_in": "", "status": "graded", "checks": checks})
    place = tmp_path / "autograded" / "s1" / ASSIGNMENT
    place.mkdir(parents=True)
    (place / NAME).write_text(json.dumps(SOLVED), "utf-8")
    return course


def test_the_report_is_made_from_the_journal_in_a_few_seconds(graded_class):
    rows = [row(f"s{k}") for k in range(200)]
    began = time.process_time()
    name = reporting.write(graded_class, rows)
    page = (graded_class.root / name).read_text("utf-8")
    print(f"{time.process_time() - began:.1f} s of processor time for 200 students")
    assert name == f"report_{ASSIGNMENT}.html" and "200 students with graded work" in page
    assert "1.8 A sigmoid that does not overflow" in page and "sign" in page
    assert "Adams" not in page and "return" in page  # an example of an answer, without a name
    assert "Zoë Adams" in (graded_class.root / reporting.write(graded_class, rows, named=True)).read_text("utf-8")


def test_a_lesson_that_was_not_graded_is_no_part_of_the_trend(graded_class):
    assert reporting.lessons(graded_class) == [ASSIGNMENT]
    assert set(reporting.results(graded_class)["s0"]) == set(POINTS)


# --- the command -----------------------------------------------------------------------------------------------


def test_what_cannot_be_given_back_is_one_sentence(graded_class, tmp_path, capsys):
    (tmp_path / "sheet.csv").write_text("id,other\ns1,\n")
    options = command.parsed([ASSIGNMENT, "--fill", str(tmp_path / "sheet.csv")])
    assert command.give_back(graded_class, options, [row("s1")]) == 1
    assert "has no column for 01_definition; it has id, other. Name one with --column." in capsys.readouterr().out


# --- pages of feedback ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted((ROOT / "exercises").rglob("*.ipynb")), ids=lambda path: path.stem)
def test_a_page_of_feedback_has_no_link_to_a_file_that_is_not_there(path):
    notebook, resources = pages.StandAlone().preprocess(nbformat.read(path, as_version=4), {})
    shown = BeautifulSoup(HTMLExporter(template_name="basic").from_notebook_node(notebook)[0], "html.parser")
    assert [a["href"] for a in shown("a", href=True) if not a["href"].startswith(("#", "https://"))] == []
    assert "](" not in shown.get_text() and "white-space: pre-wrap" in resources["inlining"]["css"][0]


def test_the_course_makes_its_pages_so():
    assert configured(ROOT).GenerateFeedback.preprocessors[-1] == "grading.record.pages.StandAlone"
    assert pages.StandAlone().enabled


@pytest.mark.parametrize("text", ["![a](a.png)", "[a](https://a.b/c)", "[a](#b)", "$f[x](y)$ is here", "`[a](b)`",
                                  "$$\nf[x](y)\n$$", "```\n[a](b)\n```", "[a](mailto:a@b.c)"])  # fmt: skip
def test_what_is_no_link_to_a_file_stays(text):
    assert pages.without_links(text) == text
