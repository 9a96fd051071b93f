"""The table of a class: a line for every student, in a file and on the screen."""

import csv
from collections import Counter

from nbgrader.api import Gradebook

from grading.record.collected import entries


def report(course):
    """Say for every student in the gradebook what became of the work, here and in a table.

    Return the exit code: 1 where a submission could not be graded.
    """
    with Gradebook(course.db_url) as gradebook:
        most = gradebook.find_assignment(course.name).max_score
        rows = _rows(course, gradebook, most)
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


def _rows(course, gradebook, most):
    journal, rows = entries(course), []
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
    return rows
