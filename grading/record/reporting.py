"""What the report of a class is made from: the journal's diagnoses, and the answers as they were graded."""

import nbformat

from grading import report
from grading.judge.repair import grade_id
from grading.record.collected import entries
from grading.record.table import replaced


def write(course, rows, named=False):
    """Write report_ASSIGNMENT.html; return its name. `rows` are the table's; `named` lists who is stuck by name."""
    items = report.items_of(course.root / "exercises" / course.name)
    names = {row["student_id"]: f"{row['first_name'] or ''} {row['last_name'] or ''}".strip() or row["student_id"]
             for row in rows}  # fmt: skip
    trend = [(lesson, results(course.of(lesson))) for lesson in lessons(course)]
    here = results(course, sources=True)
    text = report.page(course.name, items, here, trend, names if named else None, hidden=set(names.values()))
    path = course.root / f"report_{course.name}.html"
    return replaced(path, text, "utf-8") or path.name


def lessons(course):
    """Return the names of the lessons graded so far, in order, up to this one."""
    folders = sorted(path.name for path in (course.root / "exercises").iterdir() if path.is_dir())
    return [name for name in folders if name <= course.name and course.of(name).journal.exists()]


def results(course, sources=False):
    """Return {student: {name of a check: Result}} from a lesson's journal; with `sources`, with the answers too."""
    names = checks_of(course)
    found = {}
    for student, entry in entries(course).items():
        if entry.get("status") == "graded" and entry.get("checks"):
            answers = answers_of(course, student) if sources else {}
            found[student] = {
                names[key]: report.Result(one["points"], one["max"], one.get("diagnosis"), one.get("family"),
                                          answers.get(names[key], ""))
                for key, one in entry["checks"].items() if key in names
            }  # fmt: skip
    return found


def checks_of(course):
    """Map the grade id of each check cell to the name of its check."""
    return {grade_id(cell): cell.source.partition("(")[0].removeprefix("checks.")
            for path in sorted((course.root / "exercises" / course.name).glob("*.ipynb"))
            for cell in nbformat.read(path, as_version=4).cells
            if grade_id(cell) and cell.source.startswith("checks.")}  # fmt: skip


def answers_of(course, student):
    """Return the source of a student's answer cells, by their grade ids."""
    folder = course.root / "autograded" / student / course.name
    return {grade_id(cell): cell.source for path in sorted(folder.glob("*.ipynb"))
            for cell in nbformat.read(path, as_version=4).cells if grade_id(cell)}  # fmt: skip
