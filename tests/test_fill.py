"""A platform's own table gets one column filled, and keeps every other byte."""

import csv
import io

import pytest

from grading.intake import tables
from grading.record import fill

CLASS = [
    {"student_id": "11", "first_name": "Zoë", "last_name": "Adams", "email": "zoe@uni.edu", "score": 24},
    {"student_id": "12", "first_name": "Bob", "last_name": "Brown", "email": "bob@uni.edu", "score": 7.5},
    {"student_id": "13", "first_name": "Cy", "last_name": "Clark", "email": "", "score": ""},
]
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,01 Definition (4711),Essay (12),Final Score\r\n"
    "    Points Possible,,,,,24.00,10.00,(read only)\r\n"
    '"Adams, Zoë",11,u11,zadams,"A, B",,9.00,\r\n'
    '"Brown, Bob",12,u12,bbrown,A,,,\r\n'
    '"Clark, Cy",13,u13,cclark,A,3.00,,\r\n'
    '"Student, Test",99,,,A,,,\r\n'
)
MOODLE_WORKSHEET = (
    'Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Last modified (grade)","Feedback comments"\n'
    '"Participant 11","Zoë Adams",zoe@uni.edu,"Submitted, for grading",,24.00,-,\n'
    '"Participant 12","Bob Brown",bob@uni.edu,Submitted,,24.00,-,"well, done"\n'
    '"Participant 13","Cy Clark",cy@uni.edu,"No submission",-,24.00,-,\n'
)
MOODLE_GERMAN = (
    "ID;Vollständiger Name;E-Mail-Adresse;Status;Bewertung;Bestwertung\r\n"
    "Teilnehmer/in11;Zoë Adams;zoe@uni.edu;Abgegeben;;24,00\r\n"
    "Teilnehmer/in12;Bob Brown;bob@uni.edu;Abgegeben;;24,00\r\n"
)
MOODLE_GRADEBOOK = (
    '"First name","Last name","ID number",Institution,"Email address","Assignment: 01_definition (Real)","Total"\n'
    'Zoë,Adams,,"",zoe@uni.edu,-,12.00\n'
    'Bob,Brown,,"",bob@uni.edu,-,\n'
)
BLACKBOARD = (
    '"Last Name"\t"First Name"\t"Username"\t"Student ID"\t"01 Definition [Total Pts: 24 Score] |30312"\t"Other |1"\n'
    '"Adams"\t"Zoë"\t"11"\t"u11"\t""\t"3"\n'
    '"Brown"\t"Bob"\t"12"\t"u12"\t""\t""'
)
BRIGHTSPACE = (
    "OrgDefinedId,Username,Last Name,First Name,01 Definition Points Grade <Numeric MaxPoints:24>,"
    "End-of-Line Indicator\r\n"
    "#11,#zadams,Adams,Zoë,,#\r\n"
    "#12,#bbrown,Brown,Bob,,#\r\n"
)
TABLES = {
    "canvas": (CANVAS.encode(), 5, ["24", "7.5"]),
    "canvas with a mark": (b"\xef\xbb\xbf" + CANVAS.encode(), 5, ["24", "7.5"]),
    "moodle worksheet": (MOODLE_WORKSHEET.encode(), 4, ["24", "7.5"]),
    "moodle worksheet in German": (MOODLE_GERMAN.encode("cp1252"), 4, ["24", "7,5"]),
    "moodle gradebook": (MOODLE_GRADEBOOK.encode(), 5, ["24", "7.5"]),
    "blackboard": (b"\xff\xfe" + BLACKBOARD.encode("utf-16-le"), 4, ["24", "7.5"]),
    "brightspace": (BRIGHTSPACE.encode(), 4, ["24", "7.5"]),
}


def put(tmp_path, content):
    path = tmp_path / "sheet.csv"
    path.write_bytes(content)
    return path


def cells(content):
    sheet_text = next((content[len(m) :].decode(e) for m, e in tables.MARKS if content.startswith(m)), None)
    try:
        sheet_text = sheet_text or content.decode()
    except UnicodeDecodeError:
        sheet_text = content.decode("cp1252")
    delimiter = max("\t;,", key=sheet_text.splitlines()[0].count)
    return list(csv.reader(io.StringIO(sheet_text, newline=""), delimiter=delimiter))


@pytest.mark.parametrize("name", TABLES)
def test_one_column_is_filled_and_every_other_byte_stays(tmp_path, name):
    before, column, points = TABLES[name]
    after, _ = fill.filled(put(tmp_path, before), "01_definition", CLASS)
    old, new = cells(before), cells(after)
    shown = [row[column] for row in new if any(student in "".join(row) for student in ("Zoë", "Bob"))]
    assert shown == points
    for one, other in zip(old, new, strict=True):
        assert one[:column] + one[column + 1 :] == other[:column] + other[column + 1 :]
    old, new = (tables.opened(put(tmp_path, content)) for content in (before, after))
    back = [(row[column], old.text[slice(*its[column])]) for row, its in zip(new.rows, old.rows) if column < len(row)]
    text, place = "", 0
    for (start, end), came in back:
        text, place = text + new.text[place:start] + came, end
    assert new.mark + (text + new.text[place:]).encode(new.encoding) == before
    assert fill.filled(put(tmp_path, before), "01_definition", [])[0] == before


def test_who_has_no_points_keeps_what_stands_there_and_strangers_are_named(tmp_path):
    after, said = fill.filled(put(tmp_path, CANVAS.encode()), "01_definition", CLASS)
    assert b'"Clark, Cy",13,u13,cclark,A,3.00,,\r\n' in after
    assert b"Points Possible,,,,,24.00,10.00,(read only)" in after
    assert said == []
    later = [*CLASS, {**CLASS[0], "student_id": "77", "first_name": "Di", "last_name": "Dunn", "email": ""}]
    fewer = [row for row in later if row["student_id"] != "12"]
    _, said = fill.filled(put(tmp_path, CANVAS.encode()), "01_definition", fewer)
    assert said == ["In the table, but not among your students: Brown, Bob 12 u12.",
                    "Graded, but not found in the table: 77."]  # fmt: skip


def test_a_student_is_found_by_name_where_no_id_fits_but_never_where_two_share_it(tmp_path):
    twins = [{**CLASS[0], "student_id": "a"}, {**CLASS[0], "student_id": "b", "email": ""}]
    one = [{**CLASS[0], "student_id": "a", "email": ""}]
    assert b",A, B" not in (filled := fill.filled(put(tmp_path, CANVAS.encode()), "01_definition", one)[0])
    assert b'"Adams, Zo\xc3\xab",11,u11,zadams,"A, B",24,9.00' in filled
    assert fill.filled(put(tmp_path, CANVAS.encode()), "01_definition", twins)[0] == CANVAS.encode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (CANVAS.replace("01 Definition (4711)", "Week 1 (4711)").encode(), "has no column for 01_definition; it"),
        (CANVAS.replace("Essay (12)", "01 definition again (12)").encode(), "several columns for 01_definition"),
        (b"PK\x03\x04....", "save it as csv"),
        (b"", "is empty"),
        (b"one\ntwo\n", "has no column for"),
    ],
)
def test_what_cannot_be_filled_is_told_why(tmp_path, content, said):
    with pytest.raises(ValueError, match=said):
        fill.filled(put(tmp_path, content), "01_definition", CLASS)


def test_the_column_can_be_named(tmp_path):
    sheet = put(tmp_path, CANVAS.replace("Essay (12)", "01 definition again (12)").encode())
    after, _ = fill.filled(sheet, "01_definition", CLASS, "Final Score")
    assert b'"Adams, Zo\xc3\xab",11,u11,zadams,"A, B",,9.00,24\r\n' in after
