"""nbgrader's gradebook, autograded/ and the journal: what became of each submission."""

import contextlib
import shutil
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties, OverwriteCells, SaveAutoGrades
from nbgrader.utils import rmtree

from grading import intake
from grading.record import collected

SERVED = (".ipynb", ".png", ".jpg", ".jpeg", ".csv", ".txt")


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


def originals(course):
    """Return the released notebooks as they are graded, by name: with hidden lines and the gradebook's points."""
    found = {}
    for path in sorted((course.root / "exercises" / course.name).glob("*.ipynb")):
        names = {"assignment": course.name, "notebook": path.stem, "db_url": course.db_url}
        notebook = nbformat.read(path, as_version=4)
        found[path.name], _ = OverwriteCells(config=course.config).preprocess(notebook, {"nbgrader": names})
    return found


def enrol(course, students):
    """Write students into the gradebook; what is not known about them stays as it is there."""
    with Gradebook(course.db_url) as gradebook:
        for row in students:
            gradebook.update_or_create_student(row["id"], **{k: v for k, v in row.items() if v and k != "id"})


def write(course, submission, result, refused=None):
    """Write what became of a Submission into the gradebook, autograded/ and, last, the journal.

    `result` is what the judge returned; its `reason` says why there is no grade, or is None.
    """
    student, place, reason = submission.student, course.submitted(submission.student), result["reason"]
    if not reason and intake.digest(intake.files(course.collected / student)) != submission.digest:
        reason = "what lies in collected/ changed while it was graded; grade it again"
    timestamp = CourseDirectory(config=course.config).get_existing_timestamp(str(place))
    with Gradebook(course.db_url) as gradebook:
        gradebook.update_or_create_student(student)
        work = gradebook.update_or_create_submission(course.name, student, timestamp=timestamp)
        scored = any(grade.auto_score is not None for notebook in work.notebooks for grade in notebook.grades)
        was = work.score if scored else None
        for grade in [grade for notebook in work.notebooks for grade in notebook.grades]:
            grade.auto_score, grade.needs_manual_grade = None if reason else 0, bool(reason)
        gradebook.db.commit()
    target = course.root / "autograded" / student / course.name
    for stale in (target, course.root / "feedback" / student / course.name):
        rmtree(stale) if stale.exists() else None
    if not reason:
        shutil.copytree(place, target, ignore=_not_to_be_served)
    for name, text in {} if reason else result["notebooks"].items():
        (target / name).write_text(text, "utf-8")
        _save_grades(course, student, target / name)
    notes = [*submission.notes, *submission.problems, *result.get("notes", []), *collected.left_out(submission)]
    entry = {"student": student, "handed_in": submission.digest, "submitted": intake.digest(intake.files(place))}
    entry |= {"status": "not graded", "note": reason} if reason else {"status": "graded", "note": "; ".join(notes)}
    entry |= {"time": str(timestamp) if timestamp else None, "refused": refused or {}, "was": was}
    collected.write_down(course, entry | ({} if reason else {name: result[name] for name in ("checks", "sandbox")}))


def _not_to_be_served(folder, names):
    """Name what stays out of autograded/: Formgrader serves what lies there as the instructor's own page."""
    return [name for name in names if not (Path(folder) / name).is_dir() and not name.lower().endswith(SERVED)]


def _save_grades(course, student, path):
    """Let nbgrader read the points off an executed notebook into the gradebook."""
    notebook = nbformat.read(path, as_version=4)
    names = {"student": student, "assignment": course.name, "notebook": path.stem, "db_url": course.db_url}
    for step in (SaveAutoGrades, AssignLatePenalties):
        step(config=course.config).preprocess(notebook, {"nbgrader": names})
