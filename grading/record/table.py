"""The table of a class: a line for every student, in a file and on the screen."""

import csv
import io
import os
import re
from collections import Counter

from nbgrader.api import Gradebook

from grading.record.collected import entries

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def rows_of(course):
    """Return a dict for every student in the gradebook: who, status, score, what waits for a person, and the notes."""
    with Gradebook(course.db_url) as gradebook:
        most = gradebook.find_assignment(course.name).max_score
        return _rows(course, gradebook, most)


def report(course, rows):
    """Say for every student what became of the work, on the screen and then in a table.

    Return the exit code: 1 where a submission could not be graded, or the table could not be written.
    """
    names = {row["student_id"]: f"{row['first_name'] or ''} {row['last_name'] or ''}".strip() for row in rows}
    width = max(map(len, names.values()), default=0) + 1
    for row in rows:
        who = f"{row['student_id']:20} {names[row['student_id']]:{width}}"
        print(plain(f"{who}{row['status']:18} {_points(row):12} {row['note']}".rstrip()))
    counts = Counter(row["status"] for row in rows)
    who = "1 student" if len(rows) == 1 else f"{len(rows)} students"
    table = course.root / f"grades_{course.name}.csv"
    said = replaced(table, as_csv(rows))
    print(f"{who}:", ", ".join(f"{n} {status}" for status, n in counts.items()) + f". See {said or table.name}.")
    waits = sum(row["waiting"] > 0 for row in rows)
    if waits:
        print(f"The written answers of {waits} wait for you, in Formgrader; their scores are not final.")
    if said:
        print(f"{table.name} could not be replaced: close it where it is open, then run the same command again.")
    return int(bool(said) or any(row["status"] == "not graded" for row in rows))


def as_csv(rows):
    """Return the table as text, in which no cell is a formula to a spreadsheet program."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]) if rows else [])
    writer.writeheader()
    writer.writerows([{key: harmless(value) for key, value in row.items()} for row in rows])
    return text.getvalue()


def replaced(path, text, encoding="utf-8-sig"):  # the mark lets spreadsheets read names rightly
    """Write a file beside and rename it; where the old one is held fast, return the name of the new one, else None."""
    new = path.with_name(f"{path.stem}_new{path.suffix}")
    new.write_text(text, encoding, newline="")
    try:
        os.replace(new, path)
    except PermissionError:
        return new.name
    return None


def plain(text):
    r"""Return a text without the characters that command a terminal.

    >>> plain("\x1b[2JRED")
    '\ufffd[2JRED'
    """
    return CONTROL.sub("\ufffd", text)


def harmless(value):
    """Return a cell that a spreadsheet program shows and does not run.

    >>> harmless("=1+1"), harmless("Adams"), harmless(-1.5)
    ("'=1+1", 'Adams', -1.5)
    """
    if not isinstance(value, str):
        return value
    value = plain(value)
    return f"'{value}" if value.lstrip("\ufffd \t\r\n").startswith(("=", "+", "-", "@")) else value


def _points(row):
    if row["status"] != "graded":
        return ""
    if row["waiting"]:
        return f"{row['score']:g} of {row['max_score'] - row['waiting']:g}, {row['waiting']:g} wait for you"
    return f"{row['score']:g} of {row['max_score']:g}"


def _rows(course, gradebook, most):
    journal, rows = entries(course), []
    for student in gradebook.students:
        entry = journal.get(student.id, {"status": "nothing handed in", "note": ""})
        refused = [f"a later file was not taken: {why}" for why in entry.get("refused", {}).values()]
        row = {"student_id": student.id, "last_name": student.last_name, "first_name": student.first_name,
               "email": student.email, "status": entry["status"], "score": "", "late_penalty": "",
               "max_score": most, "waiting": 0, "handed_in": ""}  # fmt: skip
        notes = [entry["note"], *refused]
        if entry["status"] == "graded":
            work = gradebook.find_submission(course.name, student.id)
            late = work.late_submission_penalty or 0
            row |= {"score": max(0, work.score - late), "late_penalty": late, "handed_in": work.timestamp or ""}
            row["waiting"] = sum(grade.max_score for notebook in work.notebooks for grade in notebook.grades
                                 if grade.needs_manual_grade)  # fmt: skip
            if entry.get("was") not in (None, work.score):
                notes.insert(0, f"was {entry['was']:g}")
        rows.append(row | {"note": "; ".join(filter(None, notes))})
    return rows
