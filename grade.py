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
import hashlib
import json
import os
import shutil
import signal
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
    from nbgrader.utils import rmtree
except ImportError:
    sys.exit('nbgrader is not installed here: run pip install -e ".[teach]" first, in the environment you grade in.')

from tools.grading import handed_in
from tools.grading.repair import NOTES, grade_id
from tools.grading.workers import STOP, configured, graded

ROOT = Path(__file__).resolve().parent


def main(arguments, root=ROOT):
    """Run the command and return its exit code: 1 where a submission could not be graded."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("assignment", help="the name of a folder in exercises/, for example 01_definition")
    parser.add_argument("--submissions", help="a zip or a folder with what was handed in")
    parser.add_argument("--roster", help="a table (csv) of all students: id, first_name, last_name, email")
    parser.add_argument("--times", action="store_true", help="take the files' times as the times of handing in")
    parser.add_argument("--again", action="store_true", help="grade also what has been graded before")
    jobs = (os.cpu_count() or 1) + 1  # one waits now and then
    parser.add_argument("--jobs", type=int, default=jobs, help=f"submissions at once (here {jobs}, if not given)")
    options = parser.parse_args(arguments)
    warnings.filterwarnings("ignore", module="nbgrader")  # what it says of its own database calls helps nobody
    try:
        course = opened(root, options.assignment)
        gather(course, options.submissions and handed_in.read(options.submissions, course.name))
        enrol(course, handed_in.roster(options.roster) if options.roster else [])
    except (ValueError, OSError) as error:
        sys.exit(str(error))
    grade(course, options)
    return report(course)


def opened(root, assignment):
    """Return what is known of an assignment; write it into the gradebook if it is not there yet.

    Raises ValueError for an assignment that does not exist, or that nbgrader cannot release.
    """
    config = configured(root)
    course = SimpleNamespace(root=root, name=assignment, config=config, directory=CourseDirectory(config=config))
    course.db_url, course.collected = course.directory.db_url, root / "collected" / assignment
    course.journal = root / "collected" / f"{assignment}.jsonl"
    course.cells = {path.name: [grade_id(cell) for cell in nbformat.read(path, as_version=4).cells if grade_id(cell)]
                    for path in sorted((root / "exercises" / assignment).glob("*.ipynb"))}  # fmt: skip
    if not course.cells:
        raise ValueError(f"There is no notebook in exercises/{assignment}: name one of the folders in exercises/.")
    with Gradebook(course.db_url) as gradebook, contextlib.suppress(MissingEntry):
        for name in course.cells:
            gradebook.find_notebook(Path(name).stem, assignment)
        return course
    made = NbGraderAPI(config=config).generate_assignment(assignment, force=True)
    if not made["success"]:
        raise ValueError(f"nbgrader cannot release {assignment}:\n{made['log']}")
    return course


def gather(course, handed):
    """Keep what was handed in, {student: files}, as it came; without it, take what is new in submitted/."""
    if handed is None:
        known = {student: entry["submitted"] for student, entry in entries(course).items()}
        places = {path.parent.name: path for path in sorted(course.root.glob(f"submitted/*/{course.name}"))}
        handed = {student: handed_in.files(place) for student, place in places.items()}
        handed = {student: files for student, files in handed.items() if digest(files) != known.get(student)}
    for student, files in handed.items():
        shutil.rmtree(course.collected / student, ignore_errors=True)
        for file in files:
            path = course.collected.joinpath(student, *map(handed_in.safe, Path(file.name).parts))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.content)
            os.utime(path, (file.time, file.time))
    enrol(course, [{"id": s, "last_name": next((f.owner for f in files), "")} for s, files in handed.items()])


def digest(files):
    """Return a short name for the content of files."""
    return hashlib.sha256(b"".join(f.name.encode() + hashlib.sha256(f.content).digest() for f in files)).hexdigest()


def entries(course):
    """Return the journal, {student: what was found the last time}."""
    found, lines = {}, course.journal.read_text("utf-8").splitlines() if course.journal.exists() else []
    for line in lines:
        with contextlib.suppress(ValueError):  # a line that was being written when the machine stopped
            entry = json.loads(line)
            found[entry["student"]] = entry
    return found


def enrol(course, students):
    """Write students into the gradebook; what is not known about them stays as it is there."""
    with Gradebook(course.db_url) as gradebook:
        for row in students:
            gradebook.update_or_create_student(row["id"], **{k: v for k, v in row.items() if v and k != "id"})


def grade(course, options):
    """Grade every submission that is new or has changed, and write down each as it ends."""
    done = {} if options.again else entries(course)
    handed = {path.name: handed_in.files(path) for path in sorted(course.collected.glob("*"))}
    todo = {s: files for s, files in handed.items() if done.get(s, {}).get("handed_in") != digest(files)}
    found = {student: hand_over(course, student, files, options.times) for student, files in todo.items()}
    began, ready = time.monotonic(), [student for student, (reason, _) in found.items() if not reason]
    for student in todo.keys() - set(ready):
        record(course, student, digest(todo[student]), *found[student])
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        shutil.copy(course.db_url.removeprefix("sqlite:///"), scratch / "gradebook.db")
        for count, (student, reason) in enumerate(graded(course.root, course.name, ready, scratch, options.jobs), 1):
            made = scratch / student / "autograded" / student / course.name
            record(course, student, digest(todo[student]), reason, found[student][1], made)
            show_progress(count, len(ready), time.monotonic() - began)


def hand_over(course, student, files, times):
    """Put a student's notebooks into submitted/, readable and with their right names; return (reason, notes).

    The reason is None where there is something to grade.
    """
    folder, notes, problems = course.root / "submitted" / student / course.name, [], []
    rmtree(folder) if folder.exists() else None
    folder.mkdir(parents=True)
    for wanted, cells in course.cells.items():
        best, why = handed_in.choose(files, wanted, cells)
        try:
            notebook = handed_in.notebook(best.content) if best else None
        except ValueError as error:
            best, why = None, str(error)
        if best:
            nbformat.write(notebook, folder / wanted)
        (notes if best else problems).extend([why] if why else [])
    stamps = [file.content.decode() for file in files if file.name == "timestamp.txt"]
    if times and not stamps:
        stamps = [datetime.fromtimestamp(max((f.time for f in files), default=0), UTC).isoformat(" ", "seconds")]
    for stamp in stamps:
        (folder / "timestamp.txt").write_text(stamp)
    return ("; ".join(problems), []) if len(problems) == len(course.cells) else (None, notes + problems)


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
    rmtree(target) if target.exists() else None
    for path in [] if reason else sorted(made.glob("*.ipynb")):
        notes = notes + save_grades(course, student, path)
    if not reason:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(made, target)
    entry = {"student": student, "handed_in": handed, "submitted": digest(handed_in.files(submitted))}
    entry |= {"status": "not graded", "note": reason} if reason else {"status": "graded", "note": "; ".join(notes)}
    with course.journal.open("a", encoding="utf-8") as journal:
        journal.write(json.dumps(entry, ensure_ascii=False) + "\n")


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
            row = {"student_id": student.id, "last_name": student.last_name, "first_name": student.first_name,
                   "email": student.email, "status": entry["status"], "score": "", "late_penalty": "",
                   "max_score": most, "handed_in": "", "note": entry["note"]}  # fmt: skip
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
    for row in rows:
        points = f"{row['score']:g} of {most:g}" if row["status"] == "graded" else ""
        print(f"{row['student_id']:20} {row['status']:18} {points:12} {row['note']}".rstrip())
    counts = Counter(row["status"] for row in rows)
    print(f"{len(rows)} students:", ", ".join(f"{n} {status}" for status, n in counts.items()) + f". See {table.name}.")
    return int(any(row["status"] == "not graded" for row in rows))


if __name__ == "__main__":
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: STOP.set())
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("\nStopped. The same command goes on from here.")
