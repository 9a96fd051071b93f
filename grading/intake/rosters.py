"""Read a roster, the table of all students."""

import re

from grading.intake.reading import safe
from grading.intake.tables import opened

ROSTER = {  # columns of a roster, surest first, as nbgrader and the platforms call them
    "id": ("student_id", "id", "identifier", "sid", "username", "user name", "login id", "sis login id", "orgdefinedid",
           "id number", "student id", "anmeldename", "benutzername", "id-nummer", "matrikelnummer"),
    "first_name": ("first_name", "first name", "firstname", "given name", "vorname"),
    "last_name": ("last_name", "last name", "lastname", "surname", "family name", "nachname",
                  "full name", "student", "name", "vollständiger name"),
    "email": ("email", "email address", "e-mail", "e-mail address", "e-mail-adresse", "mail"),
}  # fmt: skip
ORNAMENTS = re.compile(r"^(#|(participant|teilnehmer(/in|:in|\*in)?)\s*(?=\d+$))", re.IGNORECASE)
NO_STUDENT = re.compile(r"\s*(points possible|manual posting|student, test|test student)\s*", re.IGNORECASE)


def roster(path):
    """Return a dict for each student in a table; its columns may be called as a platform calls them.

    Raises ValueError, naming the file, for what is no table, or has no ids.
    """
    sheet = opened(path)
    columns = {field: [sheet.titles.index(n) for n in its if n in sheet.titles] for field, its in ROSTER.items()}
    if not columns["id"]:
        raise ValueError(f"{path} has no column called id, or as a platform calls it ({', '.join(ROSTER['id'][2:8])}, "
                         f"...): its first line names {', '.join(filter(None, sheet.titles)) or 'nothing'}.")
    rows = [{field: _first(sheet, row, its) for field, its in columns.items()} for row in sheet.rows[1:]]
    found = [row | {"id": safe(plain_id(row["id"]))} for row in rows
             if row["id"].strip() and not NO_STUDENT.fullmatch(row["last_name"])]  # fmt: skip
    if not found:
        raise ValueError(f"{path} names no student: below its first line a line for each was expected.")
    return found


def plain_id(text):
    """Return an id without a platform's ornaments.

    >>> plain_id("#zadams"), plain_id("Participant 4711"), plain_id("Teilnehmer/in12")
    ('zadams', '4711', '12')
    """
    return ORNAMENTS.sub("", text.strip())


def _first(sheet, row, columns):
    return next((text for k in columns if (text := sheet.cell(row, k).strip())), "")
