"""What a class hands in is read whatever a platform made of it: two students are never one, none stops the others."""

import io
import json
import os
import stat
import zipfile

import pytest

from grading import intake
from grading.intake import archives, reading

NAME = "01_definition_exercises.ipynb"
STUB = "def sigmoid(x):\n    ..."
CELLS = {NAME: {"sigmoid": STUB, "check_sigmoid": "checks.sigmoid(sigmoid)"}}


def book(source="def sigmoid(x):\n    return x", **changes):
    """Return the bytes of a small notebook; `changes` go to its answer cell, None takes a key away."""
    cell = {"cell_type": "code", "id": "a", "metadata": {"nbgrader": {"grade_id": "sigmoid"}}, "source": source,
            "outputs": [], "execution_count": None} | changes  # fmt: skip
    cell = {key: value for key, value in cell.items() if value is not KeyError}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}).encode()


def zipped(*members):
    """Return a zip's bytes; a member is (name, content) or (ZipInfo, content)."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
    return packed.getvalue()


def read(tmp_path, *members, roster=()):
    """Read a zip with these members."""
    export = tmp_path / "export.zip"
    export.write_bytes(zipped(*members))
    return intake.read(export, "01_definition", roster)


LAYOUTS = {
    "Moodle": ["Zoë Adams_11_assignsubmission_file_/hw.ipynb", "Bob_12_assignsubmission_file_/hw.ipynb"],
    "Moodle, groups": ["Group A-Zoë_11_assignsubmission_file_/hw.ipynb", "Group B-Bob_12_assignsubmission_file_/h"
                       ".ipynb"],
    "Moodle, no folders": ["Zoë_11_assignsubmission_file_hw.ipynb", "Bob_12_assignsubmission_file_hw.ipynb"],
    "Moodle, text online": ["Zoë_11_assignsubmission_file_/hw.ipynb", "Zoë_11_assignsubmission_onlinetext_/t.html",
                            "Bob_12_assignsubmission_file_/hw.ipynb"],
    "Moodle in a folder": ["course-123/Zoë_11_assignsubmission_file_/hw.ipynb",
                           "course-123/Bob_12_assignsubmission_file_/h.ipynb"],
    "Canvas": ["adamszoe_11_4711_hw.ipynb", "brownbob_LATE_12_4712_hw-1.ipynb"],
    "Canvas, anonymous": ["anon_11_4711_hw.ipynb", "anon_12_LATE_4712_hw.ipynb"],
    "Blackboard": ["Week 1_11_attempt_2026-01-10-12-30-00_hw.ipynb", "Week 1_11_attempt_2026-01-10-12-30-00.txt",
                   "Week 1_12_attempt_2026-01-10-12-31-00_hw.ipynb"],
    "Brightspace": ["11-4711 - Zoë Adams - Jan 10, 2026 1200 PM/hw.ipynb",
                    "12-4712 - Bob Brown - Jan 10, 2026 105 PM/hw.ipynb",
                    "12-4713 - Bob Brown - Jan 11, 2026 900 AM/hw.ipynb"],
    "Gradescope": ["assignment_7_export/submission_metadata.yml", "assignment_7_export/submission_11/hw.ipynb",
                   "assignment_7_export/submission_12/hw.ipynb"],
    "Google Classroom": ["11 - hw.ipynb", "Copy of 12 - hw.ipynb"],
    "Teams": ["Submitted files/11/Lesson 1/Version 1/hw.ipynb", "Submitted files/12/Lesson 1/hw.ipynb"],
    "folders": ["11/hw.ipynb", "12/01_definition/hw.ipynb"],
    "folders, deep": ["all/term/11/deep/er/hw.ipynb", "all/term/12/hw.ipynb"],
    "flat": ["11.ipynb", "12.ipynb"],
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_whose_a_file_is_is_read_from_every_layout(tmp_path, layout):
    found = read(tmp_path, *((path, book()) for path in LAYOUTS[layout]))
    assert list(found) == ["11", "12"]
    assert all(any(file.name.endswith(".ipynb") for file in files) for files in found.values())


def test_a_user_name_with_underscores_is_found_by_what_all_share_or_by_the_roster(tmp_path):
    day = "attempt_2026-01-10-12-30-00_hw.ipynb"
    two = [(f"Week 1_a_smith_{day}", book()), (f"Week 1_b_smith_{day}", book())]
    assert list(read(tmp_path, *two)) == ["a_smith", "b_smith"]
    assert list(read(tmp_path, two[0], roster=["a_smith", "smith"])) == ["a_smith"]


def test_the_names_of_the_owners_are_kept(tmp_path):
    found = read(tmp_path, ("Zoë Adams_11_assignsubmission_file_/hw.ipynb", book()))
    assert found["11"][0].owner == "Zoë Adams"


@pytest.mark.parametrize(
    "paths",
    [
        ["Zoe_11_assignsubmission_file_/a.ipynb", "Bob_11_assignsubmission_file_/a.ipynb"],
        ["a:b/x.ipynb", "a?b/x.ipynb", "c/x.ipynb"],
        ["zoe/x.ipynb", "Zoe/x.ipynb"],
    ],
)
def test_two_students_are_never_one(tmp_path, paths):
    with pytest.raises(ValueError, match="Two students would be taken for one: .* and "):
        read(tmp_path, *((path, book()) for path in paths))


# --- archives ------------------------------------------------------------------------------------------------


def test_a_zip_without_dates_is_read_and_tells_no_time(tmp_path):
    packed = bytearray(zipped(("zoe.ipynb", book())))
    for signature, place in ((b"PK\x03\x04", 10), (b"PK\x01\x02", 12)):
        at = packed.index(signature) + place
        packed[at : at + 4] = b"\0\0\0\0"
    (tmp_path / "export.zip").write_bytes(packed)
    assert intake.read(tmp_path / "export.zip", "01_definition")["zoe"][0].time == 0.0


def problem_of(found, student):
    submission = intake.opened(student, found[student], CELLS)
    assert not submission.notebooks
    return submission.unreadable


def link(name):
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def damaged():
    packed = bytearray(zipped(("hw.ipynb", os.urandom(2000))))
    packed[300] ^= 255
    return bytes(packed)


def bomb():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("hw.ipynb", b"\0" * (archives.LARGEST + 1))
    return packed.getvalue()


def nested(depth):
    inner = zipped(("hw.ipynb", book()))
    for _ in range(depth):
        inner = zipped(("inner.zip", inner))
    return inner


def many():
    return zipped(*((f"{k}.txt", b"") for k in range(archives.MOST_FILES + 1)))


BAD = {
    "damaged": ("hw.zip", damaged, "damaged"),
    "no zip at all": ("hw.zip", lambda: b"hello", "is damaged, or no zip"),
    "cut off": ("hw.zip", lambda: zipped(("hw.ipynb", book()))[:-40], "is damaged, or no zip"),
    "too large": ("hw.zip", bomb, "larger than 100 MB"),
    "too deep": ("hw.zip", lambda: nested(archives.DEEPEST + 1), "more, or deeper"),
    "too many": ("hw.zip", many, "more, or deeper"),
    "a link in a zip": ("hw.zip", lambda: zipped((link("hw.ipynb"), b"/etc/passwd")), "is a link"),
    "another archive": ("hw.rar", lambda: b"Rar!", "not opened here"),
    "nothing in it": ("hw.zip", lambda: zipped(), "nothing"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_archive_is_its_owners_alone_and_says_why(tmp_path, kind):
    name, content, said = BAD[kind]
    found = read(tmp_path, ("bob/note.txt", b"x"), (f"bob/{name}", content()), ("zoe/hw.ipynb", book()))
    assert intake.opened("zoe", found["zoe"], CELLS).notebooks
    assert said in problem_of(found, "bob") or kind == "nothing in it"


def test_a_zip_with_a_password_is_named(tmp_path):
    packed = bytearray(zipped(("hw.ipynb", book())))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.index(signature) + place] |= 1
    found = read(tmp_path, ("bob/hw.zip", bytes(packed)), ("zoe/hw.ipynb", book()))
    assert "a zip with a password" in problem_of(found, "bob")


def test_zips_in_zips_are_opened_within_bounds_and_belong_to_their_owner(tmp_path):
    deep = nested(archives.DEEPEST - 1)
    found = read(tmp_path, ("adamszoe_11_4711_hw.zip", deep), ("brown_12_4712_hw.ipynb", book()))
    assert intake.opened("11", found["11"], CELLS).notebooks and list(found) == ["11", "12"]


def test_a_notebook_and_its_own_zip_do_not_meet(tmp_path):
    both = [("zoe/hw.ipynb", book()), ("zoe/hw.ipynb.zip", zipped(("hw.ipynb", book()))), ("bob/x.ipynb", book())]
    names = [intake.kept_name(file) for file in read(tmp_path, *both)["zoe"]]
    assert not any(one != other and f"{other}/".startswith(f"{one}/") for one in names for other in names)


def test_paths_that_lead_elsewhere_stay_inside(tmp_path):
    paths = ("zoe/../../../etc/hw.ipynb", "/bob/C:\\x\\hw.ipynb", "c/h.ipynb")
    found = read(tmp_path, *((path, book()) for path in paths))
    for files in found.values():
        for file in files:
            parts = intake.kept_name(file).split("/")
            assert all(part not in ("", ".", "..") and ":" not in part and "\\" not in part for part in parts)


def test_a_long_name_is_shortened_and_keeps_its_ending():
    name = intake.safe("练" * 110 + ".ipynb")
    assert len(name.encode()) <= reading.LONGEST and name.endswith(".ipynb")
    assert name != intake.safe("练" * 111 + ".ipynb")


def test_links_in_a_folder_are_not_followed(tmp_path):
    (tmp_path / "in/zoe").mkdir(parents=True)
    (tmp_path / "in/bob").mkdir()
    (tmp_path / "secret.ipynb").write_bytes(book())
    (tmp_path / "in/zoe/hw.ipynb").write_bytes(book())
    (tmp_path / "in/bob/hw.ipynb").symlink_to(tmp_path / "secret.ipynb")
    found = intake.read(tmp_path / "in", "01_definition")
    assert "is a link" in problem_of(found, "bob")


def test_why_a_file_was_not_taken_is_kept_with_the_rest(tmp_path):
    found = read(tmp_path, ("bob/hw.zip", b"hello"), ("zoe/hw.ipynb", book()))["bob"]
    for file in found:
        (tmp_path / intake.kept_name(file)).write_bytes(file.content)
    (tmp_path / "export.zip").unlink()
    again = intake.files(tmp_path)
    assert [file.problem for file in again] == [file.problem for file in found] != [""]
    assert intake.digest(again) == intake.digest(found)


def test_odd_paths_in_an_archive_cost_nobody_anything(tmp_path):
    odd = ["data", "data/x.csv", "a:b", "a?b", f"{'d' * 100}/" * 50 + "hw.ipynb"]
    (tmp_path / "export.zip").write_bytes(zipped(("bob/hw.ipynb", book()), *((f"zoe/{path}", b"x") for path in odd)))
    found = intake.read(tmp_path / "export.zip", "01_definition")["zoe"]
    kept = [intake.kept_name(file) for file in found]
    for path in kept:  # as it is written into collected/
        (tmp_path / "kept" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "kept" / path).write_bytes(b"x")
    assert len(set(kept)) == len(odd)
    assert intake.digest(intake.files(tmp_path / "kept")) == intake.digest(found)


def test_a_zip_in_which_windows_parted_the_folders_is_read(tmp_path):
    assert list(read(tmp_path, ("class\\zoe\\hw.ipynb", book()), ("class\\bob\\hw.ipynb", book()))) == ["bob", "zoe"]


def test_many_archives_of_many_empty_files_are_within_the_bounds(tmp_path):
    part = zipped(*((f"{k}.txt", b"") for k in range(archives.MOST_FILES - 1)))
    found = read(tmp_path, ("zoe/hw.zip", zipped(*((f"{k}.zip", part) for k in range(4)))))
    assert len(found["zoe"]) <= archives.MOST_FILES + 1
    assert "holds more" in problem_of(found, "zoe")


def test_who_handed_in_only_what_jupyter_saved_is_not_lost(tmp_path):
    saved = ".ipynb_checkpoints/hw-checkpoint.ipynb"
    found = read(tmp_path, *((f"class/{path}", book()) for path in (f"zoe/{saved}", "bob/hw.ipynb", f"bob/{saved}")))
    assert [len(files) for files in found.values()] == [1, 1]
    assert intake.opened("zoe", found["zoe"], CELLS).notebooks


def test_a_student_on_the_roster_is_no_folder_around_the_class(tmp_path):
    assert list(read(tmp_path, ("zoe/work/hw.ipynb", book()), roster=["zoe"])) == ["zoe"]


def test_a_student_cannot_tell_the_time_nor_hand_in_for_another(tmp_path):
    old = zipfile.ZipInfo("hw.ipynb", (1999, 1, 1, 0, 0, 0))
    found = read(tmp_path, ("zoe/hw.zip", zipped((old, book()), ("timestamp.txt", b"1999-01-01 00:00:00 UTC"))),
                 ("bob/timestamp.txt", b"1999-01-01 00:00:00 UTC"), ("bob/hw.ipynb", book()))  # fmt: skip
    for files in found.values():
        submission = intake.opened("x", files, CELLS)
        assert submission.time() is None and not submission.time(of_files=True).startswith("1999")
    day = "attempt_2026-01-10-12-30-00"
    paths = [f"Week 1_mal_{day}_x_bob_{day}_hw.ipynb", f"Week 1_bob_{day}_hw.ipynb"]
    found = read(tmp_path, *((path, book()) for path in paths), roster=["bob", "mal"])
    assert {student: len(files) for student, files in found.items()} == {"bob": 1, "mal": 1}


BLANK, FILLED = book(STUB), book("def sigmoid(x):\n    return 1")
FORMS = {
    "a copy beside the blank one": {NAME: BLANK, "exercises-Copy1.ipynb": FILLED},
    "a copy that lost its names": {NAME: BLANK, "exercises (1).ipynb": FILLED.replace(b"grade_id", b"x")},
    "the right name": {"old.ipynb": BLANK, NAME: FILLED},
    "another ending": {f"{NAME}.txt": FILLED, "notes.txt": b"x"},
    "a zip under another name": {NAME: zipped((NAME, FILLED))},
    "utf-16 without a mark": {NAME: FILLED.decode().encode("utf-16-le")},
    "zeros at the end": {NAME: FILLED + b"\0" * 4096},
}


@pytest.mark.parametrize("form", FORMS)
def test_the_notebook_with_the_answers_is_taken_whatever_it_is_called(tmp_path, form):
    found = read(tmp_path, *((f"{who}/{name}", c) for who in ("a", "b") for name, c in FORMS[form].items()))
    assert "return 1" in intake.as_text(intake.opened("a", found["a"], CELLS).notebooks[NAME])


# --- notebooks -----------------------------------------------------------------------------------------------

REPAIRED = {
    "no outputs": book(outputs=KeyError, execution_count=KeyError),
    "no metadata": book(metadata=KeyError),
    "source is null": book(source=None),
    "source holds no texts": book(source=["x", None, 3]),
    "half a character": book().replace(b"return x", b"return x # \\ud83d"),
    "half a character in an output": book(outputs=[{"output_type": "stream", "name": "stdout", "text": "\ud83d"}]),
    "an output of another form": book(outputs=[{"odd": 1}, 7]),
    "outputs is null": book(outputs=None),
    "odd ids": book(id="a b!"),
    "id is a number": book(id=3),
    "a mark": b"\xef\xbb\xbf" + book(),
    "utf-16": book().decode().encode("utf-16"),
    "an old encoding": book().replace(b"return x", b"return x # caf\xe9"),
    "widgets without state": book().replace(b'"metadata": {}, "cells"', b'"metadata": {"widgets": {"x": {}}}, "cells"'),
    "metadata is null": book().replace(b'"metadata": {}, "cells"', b'"metadata": null, "cells"'),
    "kernelspec is a text": book().replace(b'"metadata": {}, "cells"', b'"metadata": {"kernelspec": "py"}, "cells"'),
    "no format": book().replace(b'"nbformat": 4, "nbformat_minor": 5, ', b""),
    "format 4.2": book().replace(b'"nbformat_minor": 5', b'"nbformat_minor": 2'),
    "format from the future": book().replace(b'"nbformat_minor": 5', b'"nbformat_minor": 9'),
    "a cell that is none": book().replace(b'"cells": [', b'"cells": [7, null, '),
    "not a number": book().replace(b'"execution_count": null', b'"execution_count": NaN'),
}


@pytest.mark.parametrize("kind", REPAIRED)
def test_what_an_editor_spoiled_is_repaired(kind):
    import nbformat

    found = intake.notebook(REPAIRED[kind])
    nbformat.validate(found)
    assert intake.as_text(found).encode("utf-8")
    ours = next(cell for cell in found.cells if cell.cell_type == "code" or "no metadata" in kind)
    assert ours.source or "source" in kind


@pytest.mark.parametrize("space", ["\u00a0", "\u2003", "\u3000"])
def test_spaces_that_python_does_not_take_become_plain(space):
    source = f"def sigmoid(x):\n{space * 4}return x"
    assert intake.notebook(book(source)).cells[0].source == "def sigmoid(x):\n    return x"
    assert intake.notebook(book(f"text = 'a{space}b'")).cells[0].source == f"text = 'a{space}b'"


BROKEN = {
    "empty": (b"", "the file is empty"),
    "zeros": (b"\0" * 99, "the file is empty"),
    "cut off": (book()[:-30], "the file is cut off"),
    "cut off within a word": (b'{"cells": [{"metadata": {"deletable": fal', "the file is cut off"),
    "damaged": (book().replace(b":", b";", 3), "the file is damaged in line 1"),
    "a picture": (b"\x89PNG\r\n\xff\xfe", "the file is not text"),
    "a number": (b"7", "the file is not a notebook"),
    "cells is a text": (b'{"cells": "x", "nbformat": 4}', "holds no list of cells"),
    "a web page": (b"\n<!DOCTYPE html><html>Please log in</html>", "is a web page, not a notebook"),
    "very deep": (b"[" * 100_000, "nested too deeply"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_is_no_notebook_is_told_why(kind):
    content, said = BROKEN[kind]
    with pytest.raises(ValueError, match=said):
        intake.notebook(content)
    assert said in intake.opened("bob", [intake.File("hw.ipynb", content, 0.0)], CELLS).unreadable


# --- rosters -------------------------------------------------------------------------------------------------

ZOE = {"id": "zadams", "first_name": "Zoë", "last_name": "Adams", "email": "z@x.org"}
ROSTERS = {
    "as nbgrader": "id,first_name,last_name,email\nzadams,Zoë,Adams,z@x.org\n".encode(),
    "semicolons": "id;first_name;last_name;email\nzadams;Zoë;Adams;z@x.org\n".encode(),
    "utf-16, tabs": "\ufeffid\tfirst_name\tlast_name\temail\nzadams\tZoë\tAdams\tz@x.org\n".encode("utf-16-le"),
    "an old encoding": "id;first_name;last_name;email\r\nzadams;Zoë;Adams;z@x.org\r\n".encode("cp1252"),
    "Gradescope": "First Name,Last Name,SID,Email,Sections\nZoë,Adams,zadams,z@x.org,\n".encode(),
    "Brightspace": "OrgDefinedId,Username,Last Name,First Name,Email,End-of-Line Indicator\n"
                   "#77,#zadams,Adams,Zoë,z@x.org,#\n".encode(),
    "Blackboard": "\ufeffLast Name\tFirst Name\tUsername\tEmail\n\"Adams\"\t\"Zoë\"\t\"zadams\"\t\"z@x.org\"".encode(),
    "in German": "Nachname;Vorname;Anmeldename;E-Mail-Adresse\nAdams;Zoë;zadams;z@x.org\n".encode(),
}  # fmt: skip


@pytest.mark.parametrize("kind", ROSTERS)
def test_a_roster_is_read_as_a_platform_exports_it(tmp_path, kind):
    (tmp_path / "class.csv").write_bytes(ROSTERS[kind])
    assert intake.roster(tmp_path / "class.csv") == [ZOE]


def test_canvas_and_moodle_know_a_student_by_a_number(tmp_path):
    table = tmp_path / "class.csv"
    table.write_text('Student,ID,SIS Login ID,Section\n    Points Possible,,,\n"Adams, Zoë",11,zadams,A\n', "utf-8")
    assert [row["id"] for row in intake.roster(table)] == ["11"]
    table.write_text("Identifier,Full name\nParticipant 11,Zoë Adams\n", "utf-8")
    assert [row["id"] for row in intake.roster(table)] == ["11"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (zipped(("xl/workbook.xml", b"x")), "is a spreadsheet program's own file .* save it as csv"),
        (b"", "is empty"),
        (b"name,colour\nzoe,red\n", "has no column called id"),
        (b"id,first_name\n", "names no student"),
    ],
)
def test_what_is_no_roster_is_named_with_what_was_expected(tmp_path, content, said):
    (tmp_path / "class.csv").write_bytes(content)
    with pytest.raises(ValueError, match=f"class.csv {said}"):
        intake.roster(tmp_path / "class.csv")
