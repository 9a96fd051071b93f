"""Grade what a class handed in: every submission ends with its points, or with the reason why it has none.

    python grade.py 01_definition --submissions download.zip    a zip or folder, as a learning platform exports it
    python grade.py 01_definition                               what lies in submitted/, or was read before
    python grade.py 01_definition --roster class.csv            name also those who handed in nothing

Each submission is graded by nbgrader itself, in a process and a fresh kernel of its own, as many at once as the
machine has cores. What was handed in is kept as it came, in collected/. The gradebook, autograded/ and a table,
grades_01_definition.csv, hold the result. Stop it with Ctrl-C whenever you like: the same command goes on from there.
"""

import argparse
import contextlib
import csv
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")  # before anything imports NumPy
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
try:
    import nbformat
    from nbgrader.api import Gradebook, MissingEntry
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.preprocessors import AssignLatePenalties, SaveAutoGrades
    from nbgrader.utils import parse_utc, rmtree
except ImportError:
    sys.exit('nbgrader is not installed here: run pip install -e ".[teach]" first, in the environment you grade in.')

from tools.grading import handed_in
from tools.grading.collected import digest, entries, gather, readable, write_down
from tools.grading.repair import NOTES, grade_id
from tools.grading.workers import STOP, configured, graded

ROOT = Path(__file__).resolve().parent
SECRET = "submission_secret.txt"  # nbgrader's exchange asks for it when feedback is released


def main(arguments, root=ROOT):
    """Run the command and return its exit code: 1 where a submission could not be graded."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("assignment", help="the name of a folder in exercises/, for example 01_definition")
    parser.add_argument("--submissions", help="a zip, a folder or a notebook: what was handed in")
    parser.add_argument("--roster", help="a table (csv) of all students: id, first_name, last_name, email")
    parser.add_argument("--times", action="store_true", help="take the files' times as the times of handing in")
    parser.add_argument("--replace", action="store_true", help="take what --submissions holds even if later work came")
    parser.add_argument("--again", action="store_true", help="grade also what has been graded before")
    jobs = (os.cpu_count() or 1) + 1  # one waits now and then
    parser.add_argument("--jobs", type=int, default=jobs, help=f"submissions at once (here {jobs}, if not given)")
    options = parser.parse_args(arguments)
    warnings.filterwarnings("ignore", module="nbgrader")  # what it says of its own database calls helps nobody
    try:
        course = known(root, options.assignment)
        roster = handed_in.roster(options.roster) if options.roster else []
        handed = handed_in.read(options.submissions, course.name) if options.submissions else None
        said = gather(course, handed, options.replace)
        if not (roster or course.collected.exists()):
            raise ValueError(f"Nothing has been handed in for {course.name} yet. Name a zip or folder: --submissions.")
        release(course)
        owners = {s: next((file.owner for file in files), "") for s, files in (handed or {}).items()}
        students = sorted(path.name for path in course.collected.glob("*"))
        enrol(course, [{"id": s, "last_name": owners.get(s, "")} for s in students] + roster)
    except (ValueError, OSError) as error:
        sys.exit(str(error))
    except subprocess.CalledProcessError:
        if STOP.is_set():  # Ctrl-C reaches what nbgrader starts, too
            raise KeyboardInterrupt from None
        raise
    print("".join(f"{sentence}\n" for sentence in said), end="")
    grade(course, options)
    return report(course)


def known(root, assignment):
    """Return what is known of an assignment. Raises ValueError for one that does not exist."""
    config = configured(root)
    course = SimpleNamespace(root=root, name=assignment, config=config, directory=CourseDirectory(config=config))
    course.db_url, course.collected = course.directory.db_url, root / "collected" / assignment
    course.earlier, course.journal = (root / "collected" / f"{assignment}.{end}" for end in ("earlier", "jsonl"))
    course.cells = {path.name: [grade_id(cell) for cell in nbformat.read(path, as_version=4).cells if grade_id(cell)]
                    for path in sorted((root / "exercises" / assignment).glob("*.ipynb"))}  # fmt: skip
    if not course.cells:
        raise ValueError(f"There is no notebook in exercises/{assignment}: name one of the folders in exercises/.")
    return course


def release(course):
    """Write the assignment into the gradebook, if it is not there yet.

    Raises ValueError for one that nbgrader cannot release.
    """
    with Gradebook(course.db_url) as gradebook, contextlib.suppress(MissingEntry):
        for name in course.cells:
            gradebook.find_notebook(Path(name).stem, course.name)
        return
    made = NbGraderAPI(config=course.config).generate_assignment(course.name, force=True)
    if not made["success"]:
        raise ValueError(f"nbgrader cannot release {course.name}:\n{made['log']}")


def enrol(course, students):
    """Write students into the gradebook; what is not known about them stays as it is there."""
    with Gradebook(course.db_url) as gradebook:
        for row in students:
            gradebook.update_or_create_student(row["id"], **{k: v for k, v in row.items() if v and k != "id"})


def grade(course, options):
    """Grade every submission that is new or has changed, and write down each as it ends."""
    handed = {path.name: handed_in.files(path) for path in sorted(course.collected.glob("*"))}
    names = {student: digest(files) for student, files in handed.items()}
    course.same = {s: entry for s, entry in entries(course).items() if entry["handed_in"] == names.get(s)}
    todo = {s: files for s, files in handed.items() if options.again or s not in course.same}
    found = {student: hand_over(course, student, files, options.times) for student, files in todo.items()}
    began, ready = time.monotonic(), [student for student, (reason, _) in found.items() if not reason]
    for student in todo.keys() - set(ready):
        record(course, student, names[student], *found[student])
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        shutil.copy(course.db_url.removeprefix("sqlite:///"), scratch / "gradebook.db")
        for count, (student, reason) in enumerate(graded(course.root, course.name, ready, scratch, options.jobs), 1):
            made = scratch / student / "autograded" / student / course.name
            record(course, student, names[student], reason, found[student][1], made)
            show_progress(count, len(ready), time.monotonic() - began)


def hand_over(course, student, files, times):
    """Put a student's notebooks into submitted/, readable and with their right names; return (reason, notes).

    The reason is None where there is something to grade.
    """
    folder = course.root / "submitted" / student / course.name
    notebooks, notes, problems = readable(course, files)
    rmtree(folder) if folder.exists() else None
    folder.mkdir(parents=True)
    for name, notebook in notebooks.items():
        nbformat.write(notebook, folder / name)
    for file in files:
        if file.name == SECRET:
            (folder / SECRET).write_bytes(file.content)
    when = time_of(files, times) or course.same.get(student, {}).get("time")
    if when:
        (folder / "timestamp.txt").write_text(when)
    return (None, notes + problems) if notebooks else ("; ".join(problems), [])


def time_of(files, times):
    """Return when files were handed in, as text: by their timestamp.txt or, if `times`, by their own times; or None."""
    for file in files:
        with contextlib.suppress(ValueError):
            if file.name == "timestamp.txt":
                return str(parse_utc(file.content.decode().strip()))
    latest = max((file.time for file in files), default=0)
    return datetime.fromtimestamp(latest, UTC).isoformat(" ", "seconds") if times else None


def record(course, student, handed, reason, notes, made=None):
    """Write what became of a submission into the gradebook, autograded/ and, last, the journal."""
    submitted = course.root / "submitted" / student / course.name
    target = course.root / "autograded" / student / course.name
    timestamp = course.directory.get_existing_timestamp(str(submitted))
    with Gradebook(course.db_url) as gradebook:
        gradebook.update_or_create_student(student)
        submission = gradebook.update_or_create_submission(course.name, student, timestamp=timestamp)
        for grade in [grade for notebook in submission.notebooks for grade in notebook.grades]:
            grade.auto_score, grade.needs_manual_grade = None if reason else 0, bool(reason)
        gradebook.db.commit()
    for stale in (target, course.root / "feedback" / student / course.name):
        rmtree(stale) if stale.exists() else None
    for path in [] if reason else sorted(made.glob("*.ipynb")):
        notes = notes + save_grades(course, student, path)
    if not reason:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(made, target)
    entry = {"student": student, "handed_in": handed, "submitted": digest(handed_in.files(submitted))}
    entry |= {"status": "not graded", "note": reason} if reason else {"status": "graded", "note": "; ".join(notes)}
    entry |= {"time": str(timestamp) if timestamp else None}
    write_down(course, entry | {"refused": course.same.get(student, {}).get("refused", {})})


def save_grades(course, student, path):
    """Let nbgrader read the points off an executed notebook into the gradebook; return the notes in it."""
    notebook = nbformat.read(path, as_version=4)
    names = {"student": student, "assignment": course.name, "notebook": path.stem, "db_url": course.db_url}
    for step in (SaveAutoGrades, AssignLatePenalties):
        step(config=course.config).preprocess(notebook, {"nbgrader": names})
    return notebook.metadata.get(NOTES, [])


def show_progress(count, total, seconds):
    """Draw a bar: one moving line on a terminal, elsewhere a line for every tenth."""
    bar = "#" * (30 * count // total)
    line = f"[{bar:30}] {count} of {total} graded, {seconds / count * (total - count):.0f} s left "
    if sys.stdout.isatty():
        print(line, end="\r" if count < total else "\n", flush=True)
    elif count == total or count * 10 // total > (count - 1) * 10 // total:
        print(line, flush=True)


def report(course):
    """Say for every student in the gradebook what became of the work, here and in a table; return the exit code."""
    journal, rows = entries(course), []
    with Gradebook(course.db_url) as gradebook:
        most = gradebook.find_assignment(course.name).max_score
        for student in gradebook.students:
            entry = journal.get(student.id, {"status": "nothing handed in", "note": ""})
            refused = [f"a later file was not taken: {why}" for why in entry.get("refused", {}).values()]
            note = "; ".join([entry["note"], *refused] if entry["note"] else refused)
            row = {"student_id": student.id, "last_name": student.last_name, "first_name": student.first_name,
                   "email": student.email, "status": entry["status"], "score": "", "late_penalty": "",
                   "max_score": most, "handed_in": "", "note": note}  # fmt: skip
            if entry["status"] == "graded":
                work = gradebook.find_submission(course.name, student.id)
                late = work.late_submission_penalty or 0
                row |= {"score": max(0, work.score - late), "late_penalty": late, "handed_in": work.timestamp or ""}
            rows.append(row)
    table = course.root / f"grades_{course.name}.csv"
    with table.open("w", encoding="utf-8-sig", newline="") as file:  # the mark lets spreadsheets read names rightly
        writer = csv.DictWriter(file, list(rows[0]) if rows else [])
        writer.writeheader()
        writer.writerows(rows)
    names = {row["student_id"]: f"{row['first_name'] or ''} {row['last_name'] or ''}".strip() for row in rows}
    width = max(map(len, names.values()), default=0) + 1
    for row in rows:
        points = f"{row['score']:g} of {most:g}" if row["status"] == "graded" else ""
        who = f"{row['student_id']:20} {names[row['student_id']]:{width}}"
        print(f"{who}{row['status']:18} {points:12} {row['note']}".rstrip())
    counts = Counter(row["status"] for row in rows)
    who = "1 student" if len(rows) == 1 else f"{len(rows)} students"
    print(f"{who}:", ", ".join(f"{n} {status}" for status, n in counts.items()) + f". See {table.name}.")
    return int(any(row["status"] == "not graded" for row in rows))


if __name__ == "__main__":
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: STOP.set())
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("\nStopped. The same command goes on from here.")
