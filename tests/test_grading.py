"""A class is graded: every submission ends with what it deserves or with a reason, and no student is lost."""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell
from nbgrader.api import Gradebook
from submissions import ALL, ASSIGNMENT, NAME, PARTIAL, POINTS, ROOT, STUBS, corpus, everyday, filled, function

import grade as command
from course_utils.checks import definition
from grading import engine, intake
from grading.intake import layouts
from grading.judge import kernels

CLASS = corpus()
ABSENT = {"a.absent": "Absent, Ada", "b.absent": "Nobody"}  # on the roster, but without a submission


def textbook(x):
    return 1 / (1 + np.exp(-x))


def course(folder):
    """Make a course to grade in: lesson 01 alone, and a little less patience."""
    for part in ("solutions", "exercises"):
        shutil.copytree(ROOT / part / ASSIGNMENT, folder / part / ASSIGNMENT)
    shutil.copytree(ROOT / "grading", folder / "grading", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "grade.py", folder)
    (folder / "nbgrader_config.py").write_text((ROOT / "nbgrader_config.py").read_text() + "\nc.Run.timeout = 20\n")
    return folder


def hand_in(folder, submissions):
    """Write {student: {name: bytes}} as folders, one a student."""
    for student, files in submissions.items():
        for name, content in files.items():
            (folder / student).mkdir(parents=True, exist_ok=True)
            (folder / student / name).write_bytes(content)
    return folder


def run(folder, *arguments):
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run([sys.executable, *map(str, arguments)], cwd=folder, capture_output=True, text=True,
                          env=os.environ | {"PATH": path})  # fmt: skip


def grade(folder, *arguments):
    """Run the command; return its outcome and its table, {student: row}."""
    outcome = run(folder, "grade.py", ASSIGNMENT, *arguments)
    table = folder / f"grades_{ASSIGNMENT}.csv"
    assert table.exists(), outcome.stdout + outcome.stderr
    return outcome, rows(table, "student_id", "utf-8-sig")


def nbgrader(folder, *arguments):
    outcome = run(folder, "-m", "nbgrader", *arguments)
    assert outcome.returncode == 0, outcome.stderr
    return outcome


def rows(path, key, encoding="utf-8"):
    with open(path, encoding=encoding, newline="") as table:
        return {row[key]: row for row in csv.DictReader(table)}


def notebook(**answers):
    return nbformat.writes(filled(**answers)).encode()


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The whole corpus, graded once: (folder of the course, outcome, table)."""
    folder = course(tmp_path_factory.mktemp("course"))
    handed = hand_in(tmp_path_factory.mktemp("handed"), {student: s.files for student, s in CLASS.items()})
    roster = folder / "class.csv"
    roster.write_text("ID,Last name\n" + "".join(f'{student},"{name}"\n' for student, name in ABSENT.items()))
    return folder, *grade(folder, "--submissions", handed, "--roster", roster)


def test_the_corpus_is_large():
    assert len(CLASS) >= 40


@pytest.mark.parametrize("student", CLASS)
def test_every_submission_ends_as_it_deserves(graded, student):
    row, deserves = graded[2][student], CLASS[student]
    found = float(row["score"]) if row["status"] == "graded" else None
    assert (found, deserves.says in row["note"]) == (deserves.points, True), row


def test_no_student_is_lost(graded):
    folder, outcome, table = graded
    everyone = set(CLASS) | set(ABSENT)
    assert set(table) == everyone
    assert {table[student]["status"] for student in ABSENT} == {"nothing handed in"}
    assert outcome.returncode == 1  # some have no grade
    said = outcome.stdout.splitlines()
    assert all(any(line.startswith(student) for line in said) for student in everyone)
    assert f"{len(everyone)} students: " in said[-1]
    nbgrader(folder, "export")
    assert set(rows(folder / "grades.csv", "student_id")) == everyone
    points = {s: float(row["score"]) for s, row in rows(folder / "grades.csv", "student_id").items() if row["score"]}
    assert points["right"] == ALL and points["wrong sigmoid"] == float(table["wrong sigmoid"]["score"])


def test_what_was_handed_in_is_kept(graded):
    for student, submission in CLASS.items():
        place = graded[0] / "collected" / ASSIGNMENT / student
        assert {path.name: path.read_bytes() for path in place.iterdir()} == submission.files


def test_the_journal_says_what_each_check_found(graded):
    journal = (graded[0] / "collected" / f"{ASSIGNMENT}.jsonl").read_text("utf-8").splitlines()
    entries = {entry["student"]: entry for entry in map(json.loads, journal)}
    for student in ("right", "no-cells"):
        assert set(entries[student]["checks"]) == {f"check_{name}" for name in POINTS}
    assert entries["wrong sigmoid"]["checks"]["check_sigmoid"] == {
        "points": PARTIAL["sigmoid"], "max": POINTS["sigmoid"], "attempted": True,
        "diagnosis": definition.sigmoid(textbook).diagnosis, "family": definition.sigmoid(textbook).family,
    }  # fmt: skip
    assert not any(check["attempted"] for check in entries["untouched"]["checks"].values())
    assert "checks" not in entries["empty"]


def test_what_a_cell_prints_is_kept_up_to_a_limit(graded):
    huge = graded[0] / "autograded" / "huge-output" / ASSIGNMENT / NAME
    assert huge.stat().st_size < 300_000 and "the rest of this output was left out" in huge.read_text("utf-8")


def test_feedback_pages_show_what_the_checks_said(graded):
    nbgrader(graded[0], "generate_feedback", ASSIGNMENT, "--student", "李雷")
    page = graded[0] / "feedback" / "李雷" / ASSIGNMENT / NAME.replace(".ipynb", ".html")
    text = page.read_text("utf-8")
    assert text.count("<strong>✓ Right</strong>") == len(POINTS)
    assert 'href="../' not in text and "word-break: normal" in text


def test_a_second_run_grades_only_what_is_new(graded):
    folder, _, table = graded
    journal = folder / "collected" / f"{ASSIGNMENT}.jsonl"
    before = journal.read_text("utf-8")
    place = folder / "submitted" / "late.comer" / ASSIGNMENT  # as nbgrader's own collecting leaves it
    place.mkdir(parents=True)
    (place / NAME).write_bytes(notebook())
    _, again = grade(folder)
    assert journal.read_text("utf-8").removeprefix(before).count("\n") == 1
    assert float(again.pop("late.comer")["score"]) == ALL
    assert again == table


def test_stopped_and_started_again_it_goes_on(tmp_path):
    folder, size = course(tmp_path / "course"), 8
    handed = hand_in(tmp_path / "handed", {student: {NAME: content} for student, content in everyday(size).items()})
    journal = folder / "collected" / f"{ASSIGNMENT}.jsonl"
    command = [sys.executable, "grade.py", ASSIGNMENT, "--submissions", str(handed)]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        while child.poll() is None and not (journal.exists() and journal.read_text("utf-8").count("\n")):
            time.sleep(0.02)
        child.send_signal(signal.SIGINT)
        assert b"Stopped." in child.communicate()[1]
    assert 0 < len(journal.read_text("utf-8").splitlines()) < size
    outcome, table = grade(folder)
    assert outcome.returncode == 0, outcome.stdout[-2000:]
    assert len(table) == size
    assert sorted(json.loads(line)["student"] for line in journal.read_text("utf-8").splitlines()) == sorted(table)
    assert [float(table[student]["score"]) for student in ("student000", "student001")] == [ALL, 0]  # right, untouched


@pytest.mark.skipif(not engine.kernels.CAN_FORK, reason="the stand-in for a worker must be forked")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_what_the_machine_spoils_is_tried_again(tmp_path, monkeypatch):
    def dies(task, result):
        student = task.decode()
        before = len(list(tmp_path.glob(f"{student} *")))
        (tmp_path / f"{student} {before}").touch()
        if student == "unlucky" or not before:
            os._exit(9)
        result.send_bytes(b'{"reason": null}')

    monkeypatch.setattr(engine, "_work", dies)
    ended = engine.graded(["unlucky", "once unlucky"], str.encode, engine.Processes(2, "none"))
    outcome = {student: result["reason"] for student, result in ended}
    assert outcome == {"unlucky": "grading ended with code 9", "once unlucky": None}
    assert len(list(tmp_path.glob("unlucky *"))) == engine.TRIES


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such sockets for kernels")
def test_kernels_that_are_not_forked_do_not_compete_for_ports(monkeypatch):
    monkeypatch.setattr(kernels, "CAN_FORK", False)
    managers = [kernels.KernelManager() for _ in range(2)]
    kernels.prepare(managers[0], "none", "/tmp/scratch/course/exercises/lesson")
    kernels.prepare(managers[1], "none", f"{'/a' * 100}/course/exercises/lesson")  # longer than the system allows
    assert [manager.transport for manager in managers] == ["ipc", "tcp"]


def test_a_file_that_comes_later_or_earlier_loses_nothing(tmp_path):
    folder, good = course(tmp_path / "course"), notebook()

    def hands_in(name, content, *arguments, time=0):
        path = hand_in(tmp_path / name, {"dan": {NAME: content}}) / "dan" / NAME
        os.utime(path, (time, time))
        outcome, table = grade(folder, "--submissions", tmp_path / name, *arguments)
        return outcome.stdout, table["dan"]

    assert "cut off" in hands_in("first", good[:999])[1]["note"]
    assert float(hands_in("second", good, "--times", time=86400)[1]["score"]) == ALL
    pages = folder / "feedback" / "dan" / ASSIGNMENT
    pages.mkdir(parents=True)
    said, row = hands_in("first", good[:999])  # an old download, read again
    assert float(row["score"]) == ALL and "dan: a later submission is kept" in said and not row["note"]
    said, row = hands_in("third", b"")
    assert (float(row["score"]), row["note"]) == (ALL, "a later file was not taken: the file is empty")
    said, row = hands_in("third", b"")
    assert row["note"] == "a later file was not taken: the file is empty" and "is kept" not in said
    assert pages.exists()
    row = grade(folder, "--again")[1]["dan"]
    assert (float(row["score"]), row["note"]) == (ALL, "a later file was not taken: the file is empty")
    assert row["handed_in"] == "1970-01-02 00:00:00" and not pages.exists()  # stale by now
    assert "cut off" in hands_in("first", good[:999], "--replace")[1]["note"]
    earlier = folder / "collected" / f"{ASSIGNMENT}.earlier" / "dan"
    assert {path.read_bytes() for path in earlier.rglob("*.ipynb")} == {good[:999], good, b""}


def test_what_the_exchange_needs_is_passed_on(tmp_path):
    folder = course(tmp_path)
    extras = {"submission_secret.txt": b"secret", "timestamp.txt": b"not a time"}
    hand_in(folder / "submitted" / "eve", {ASSIGNMENT: {NAME: notebook(), **extras}})
    outcome, table = grade(folder)
    assert (float(table["eve"]["score"]), table["eve"]["handed_in"]) == (ALL, ""), outcome.stderr
    assert (folder / "autograded" / "eve" / ASSIGNMENT / "submission_secret.txt").read_bytes() == b"secret"


def test_plain_nbgrader_takes_the_same_steps(graded, tmp_path):
    folder, names = course(tmp_path), ("answer-twice", "split-cell", "os-exit-in-cell")
    shutil.copy(graded[0] / "gradebook.db", folder)
    for student in names:
        hand_in(folder / "submitted" / f"plain {student}", {ASSIGNMENT: CLASS[student].files})
    assert f"INFO] {kernels.chosen('auto')[1]}" in nbgrader(folder, "autograde", ASSIGNMENT).stderr
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        found = {student: gradebook.find_submission(ASSIGNMENT, f"plain {student}").score for student in names}
    assert found == {student: CLASS[student].points for student in names}


def test_private_checks_and_late_work_and_processes_that_are_not_forked(tmp_path):
    folder = course(tmp_path / "course")
    path = folder / "solutions" / ASSIGNMENT / NAME
    solved = nbformat.read(path, as_version=4)
    data = {"grade": True, "grade_id": "private", "locked": True, "points": 2, "schema_version": 3, "solution": False,
            "task": False}  # fmt: skip
    secret = "### BEGIN HIDDEN TESTS\nassert logit(0.5) == 0\n### END HIDDEN TESTS"
    solved.cells.append(new_code_cell(secret, metadata={"nbgrader": data}))
    heavy = next(cell for cell in solved.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "check_logit")
    more = 2 * heavy.metadata.nbgrader.points  # a check's points may be worth more to an instructor, or less
    heavy.metadata.nbgrader.points += more
    nbformat.write(solved, path)
    with open(folder / "nbgrader_config.py", "a") as config:
        config.write("c.PercentPerDay.percent = 10\n")
    nbgrader(folder, "generate_assignment", ASSIGNMENT, "--force")
    assert "logit(0.5)" not in (folder / "exercises" / ASSIGNMENT / NAME).read_text("utf-8")
    nbgrader(folder, "db", "assignment", "add", ASSIGNMENT, "--duedate", "2026-01-10 12:00 UTC")
    fooled = function("logit", "return np.where(p == 0.5, 1.0, np.log(p) - np.log1p(-p))")
    students = {"in.time": ("2026-01-10 11:59:00", notebook()), "late": ("2026-01-11 13:00:00", notebook()),
                "fooled": ("2026-01-10 11:00:00", notebook(logit=fooled))}  # fmt: skip
    for student, (stamp, content) in students.items():
        hand_in(folder / "submitted" / student, {ASSIGNMENT: {NAME: content, "timestamp.txt": stamp.encode()}})
    spawned = "from grading.judge import kernels\nkernels.CAN_FORK = False\nif __name__ == '__main__':\n"
    (folder / "spawned.py").write_text(f"{spawned}    import grade, sys\n    grade.main(sys.argv[1:])\n")
    outcome = run(folder, "spawned.py", ASSIGNMENT)
    table = rows(folder / f"grades_{ASSIGNMENT}.csv", "student_id", "utf-8-sig")
    assert float(table["in.time"]["score"]) == ALL + 2 + more, outcome.stderr
    assert float(table["late"]["score"]) == pytest.approx(0.8 * (ALL + 2 + more))  # the second day has begun
    assert float(table["fooled"]["score"]) <= ALL + more - 1


def test_nothing_handed_in_is_said_before_the_gradebook_is_touched(tmp_path):
    folder = course(tmp_path)
    outcome = run(folder, "grade.py", ASSIGNMENT)
    assert outcome.stderr.startswith(f"Nothing has been handed in for {ASSIGNMENT} yet")
    assert outcome.returncode == 1 and not (folder / "gradebook.db").exists()


# What platforms export


EXPORTS = {  # path in the zip: (student, name)
    "Zoë Adams_4711_assignsubmission_file_/x.ipynb": ("4711", "x.ipynb"),
    "Zoë Adams_4711_assignsubmission_file_x.ipynb": ("4711", "x.ipynb"),
    "adamszoe_88_1234_x.ipynb": ("88", "x.ipynb"),
    "adamszoe_LATE_88_1234_x-2.ipynb": ("88", "x-2.ipynb"),
    "Week 1_zadams_attempt_2026-01-10-12-30-00_x.ipynb": ("zadams", "x.ipynb"),
    "zadams/x.ipynb": ("zadams", "x.ipynb"),
    "zadams/01_definition/x.ipynb": ("zadams", "x.ipynb"),
    "zadams.ipynb": ("zadams", "zadams.ipynb"),
    "a[b]*/x.ipynb": ("a_b__", "x.ipynb"),
}


@pytest.mark.parametrize("path", EXPORTS)
def test_paths_of_learning_platforms(path):
    [owner] = layouts.owners([path], ASSIGNMENT).values()
    assert (intake.safe(owner.id), owner.file) == EXPORTS[path]


def test_a_zip_is_read_as_it_is_exported(tmp_path):
    source = tmp_path / "download.zip"
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr("Lab 1/Zoë Adams_4711_assignsubmission_file_/x.ipynb", b"{}")
        archive.writestr("Lab 1/Bo Li_12_assignsubmission_file_/x.ipynb", b"[]")
        archive.writestr("Lab 1/__MACOSX/._x", b"")
        archive.writestr("Lab 1/Bo Li_12_assignsubmission_file_/.ipynb_checkpoints/x.ipynb", b"")
    found = intake.read(source, ASSIGNMENT)
    assert {student: [(f.name, f.content, f.owner) for f in files] for student, files in found.items()} == {
        "12": [("x.ipynb", b"[]", "Bo Li")], "4711": [("x.ipynb", b"{}", "Zoë Adams")],
    }  # fmt: skip
    (tmp_path / "zadams.ipynb").write_bytes(b"{}")
    assert [*intake.read(tmp_path / "zadams.ipynb", ASSIGNMENT)] == ["zadams"]
    with pytest.raises(ValueError, match="neither a folder nor a zip file"):
        intake.read(tmp_path / "nothing", ASSIGNMENT)


def test_of_several_notebooks_the_lessons_latest_is_taken():
    ours, other = notebook(), b'{"cells": []}'
    files = [intake.File(name, content, 0.0) for name, content in
             {"a.ipynb": other, "lab.ipynb": ours, "lab-2.ipynb": ours, "lab-10.ipynb": ours}.items()]  # fmt: skip
    best, why = intake.choose(files, NAME, STUBS)
    assert best.name == "lab-10.ipynb" and "4 notebooks were handed in" in why


@pytest.mark.parametrize(("text", "row"), [
    ("id,first_name,last_name,email\nz1,Zoë,Adams,z@x.org", ("z1", "Zoë", "Adams", "z@x.org")),
    ("Identifier,Full name,Email address\nParticipant 4711,Zoë Adams,z@x.org", ("4711", "", "Zoë Adams", "z@x.org")),
    ('Student,ID\n"Adams, Zoë",88\nPoints possible,', ("88", "", "Adams, Zoë", "")),
])  # fmt: skip
def test_rosters_of_learning_platforms(tmp_path, text, row):
    path = tmp_path / "roster.csv"
    path.write_text(text, "utf-8-sig")
    assert [tuple(student.values()) for student in intake.roster(path)] == [row]


@pytest.mark.parametrize(("arguments", "says"), [
    (["99_nothing"], "There is no notebook in exercises/99_nothing"),
    ([ASSIGNMENT, "--submissions", "nowhere"], "nowhere is neither a folder nor a zip file"),
    ([ASSIGNMENT, "--roster", "roster.csv"], "roster.csv has no column called id"),
])  # fmt: skip
def test_wrong_commands_end_in_a_sentence(graded, monkeypatch, arguments, says):
    monkeypatch.chdir(graded[0])
    Path("roster.csv").write_text("name\nZoë\n", "utf-8")
    with pytest.raises(SystemExit, match=says):
        command.main(arguments, graded[0])
