"""Fill the points of a class into a platform's own table: one column, and every other byte as it was.

A platform finds its students again only in its own export, so nothing is written anew here: the text of the one column
is put into the bytes that came. Known are the gradebooks of Canvas, Moodle, Blackboard and Brightspace, and Moodle's
grading worksheet.
"""

import re
from pathlib import Path

from grading.intake.reading import safe
from grading.intake.rosters import plain_id
from grading.intake.tables import opened

IDS = (  # the columns by which a platform knows a student, surest first, in English and German
    "id", "identifier", "orgdefinedid", "sis user id", "sis login id", "username", "user name", "student id", "sid",
    "id number", "login id", "benutzername", "anmeldename", "id-nummer", "matrikelnummer", "email address", "email",
    "e-mail-adresse", "e-mail",
)  # fmt: skip
NAMES = (("first name", "last name"), ("first name", "surname"), ("vorname", "nachname"))
FULL_NAMES = ("student", "full name", "vollständiger name", "name")
WORKSHEET = ("grade", "bewertung")  # Moodle's grading worksheet is of one assignment, and calls its column so
NO_STUDENT = re.compile(r"\s*(points possible|manual posting|test student|student, test)?\s*", re.IGNORECASE)


def write(path, assignment, rows, column=None):
    """Write the filled table beside the one that came, as NAME_filled; return sentences about it.

    Students whose written answers wait for a person are left as they stand, and so are those without a grade.
    """
    waits = [row["student_id"] for row in rows if row["waiting"]]
    final = [row | {"score": ""} if row["waiting"] else row for row in rows]
    content, said = filled(path, assignment, final, column)
    target = Path(path).with_name(f"{Path(path).stem}_filled{Path(path).suffix}")
    target.write_bytes(content)
    said += [f"Left blank, since written answers wait for you: {', '.join(waits)}."] if waits else []
    return [f"Filled in: {target.name}.", *said]


def filled(path, assignment, rows, column=None):
    """Return (bytes of the filled table, sentences about what did not match).

    `rows` are dicts with student_id, first_name, last_name, email, score (a number, or "" where there is none to give).
    `column` names the column where several could be meant. A student without a score keeps what stands there. Raises
    ValueError, with what was expected, for a file that is no table or has no such column.
    """
    sheet = opened(path)
    target = _target(sheet, assignment, column, path)
    known, used, changes, strangers = _known(rows), set(), [], []
    comma = _decimal_comma(sheet, target)
    for row in sheet.rows[1:]:
        who = _described(sheet, row)
        if NO_STUDENT.fullmatch(sheet.cell(row, 0)) and (not who or sheet.cell(row, 0).strip()):
            continue
        student = next((known[key] for key in _keys(sheet, row) if key in known), None)
        if student is None:
            strangers.append(who)
            continue
        used.add(student["student_id"])
        if student["score"] != "" and target < len(row):
            number = f"{student['score']:.6g}"
            changes.append((row[target], number.replace(".", ",") if comma else number))
    missing = [row["student_id"] for row in rows if row["score"] != "" and row["student_id"] not in used]
    said = [f"In the table, but not among your students: {', '.join(strangers)}."] if strangers else []
    said += [f"Graded, but not found in the table: {', '.join(missing)}."] if missing else []
    return _replaced(sheet, changes), said


def _target(sheet, assignment, column, path):
    """Return the number of the column to fill."""
    plain = _plain(column or assignment)
    titles = [_plain(re.sub(r"[\[(<|].*", "", title)) for title in sheet.titles]
    whole = [k for k, title in enumerate(sheet.titles) if _plain(title) == plain]
    found = whole or [k for k, title in enumerate(titles) if title and (title == plain or plain in title)]
    if not found and not column:
        found = [k for k, title in enumerate(sheet.titles) if title in WORKSHEET]
    if len(found) == 1:
        return found[0]
    columns = ", ".join(sheet.cell(sheet.rows[0], k).strip() for k in (found or range(len(titles))))
    if found:
        raise ValueError(f"{path} has several columns for {column or assignment}: {columns}. Name one with --column.")
    raise ValueError(f"{path} has no column for {column or assignment}; it has {columns}. Name one with --column.")


def _plain(text):
    return re.sub(r"[\W_]+", " ", text).strip().lower()


def _key(text):
    """Return an id as both sides are compared: without the platform's ornaments, in small letters."""
    text = plain_id(text)
    return safe(text).lower() if text else ""


def _known(rows):
    """Map ids, addresses and full names to students; what two students share names neither."""
    found = {}
    for row in rows:
        first, last = row.get("first_name") or "", row.get("last_name") or ""
        keys = {_key(row["student_id"]), _key(row.get("email") or "")} | {_name(first, last), _name(last, first)}
        for key in keys - {""}:
            found[key] = row if found.get(key, row) is row else None
    return {key: row for key, row in found.items() if row}


def _name(first, last):
    return f"name {_plain(f'{first} {last}')}" if first or last else ""


def _keys(sheet, row):
    """Yield by what a row may be known: its ids, then its names."""
    titles = sheet.titles
    for title in IDS:
        for column in (k for k, other in enumerate(titles) if other == title):
            yield _key(sheet.cell(row, column))
    for first, last in NAMES:
        if first in titles and last in titles:
            yield _name(sheet.cell(row, titles.index(first)), sheet.cell(row, titles.index(last)))
    for title in FULL_NAMES:
        if title in titles:
            last, comma, first = sheet.cell(row, titles.index(title)).partition(",")
            yield _name(first, last) if comma else _name(last, "")


def _described(sheet, row):
    texts = [sheet.cell(row, k).strip() for k in range(min(len(row), 3))]
    return " ".join(text for text in texts if text)


def _decimal_comma(sheet, target):
    """Tell whether numbers are written with a comma here: as other cells are, or since semicolons part the cells."""
    cells = [sheet.cell(row, k) for row in sheet.rows[1:] for k in range(len(row))]
    if any(re.fullmatch(r"\d+,\d+", cell) for cell in cells):
        return True
    return sheet.delimiter == ";" and not any(re.fullmatch(r"\d+\.\d+", cell) for cell in cells)


def _replaced(sheet, changes):
    parts, place = [], 0
    for (start, end), new in sorted(changes):
        quoted = sheet.text[start:end].startswith('"') or sheet.delimiter in new
        parts += [sheet.text[place:start], f'"{new}"' if quoted else new]
        place = end
    return sheet.mark + "".join([*parts, sheet.text[place:]]).encode(sheet.encoding, "surrogateescape")
