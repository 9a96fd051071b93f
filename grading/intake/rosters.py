"""Read a roster, the table of all students."""

import csv

from grading.intake.reading import safe

ROSTER = {  # columns of a roster, as nbgrader, Moodle and Canvas call them
    "id": ("id", "student_id", "identifier"),
    "first_name": ("first_name", "first name"),
    "last_name": ("last_name", "last name", "full name", "student"),
    "email": ("email", "email address"),
}


def roster(path):
    """Return a dict for each student in a table; its columns may be called as Moodle or Canvas call them.

    Raises ValueError for a table without ids.
    """
    with open(path, encoding="utf-8-sig", newline="") as table:
        rows = [{str(k).strip().lower(): str(v or "").strip() for k, v in row.items()} for row in csv.DictReader(table)]
    found = [{field: next((row[n] for n in its if row.get(n)), "") for field, its in ROSTER.items()} for row in rows]
    if not any(row["id"] for row in found):
        raise ValueError(f"{path} has no column called id: its first line must name the columns.")
    return [row | {"id": safe(row["id"].removeprefix("Participant "))} for row in found if row["id"]]
