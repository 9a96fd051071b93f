"""A thousand spoiled notebooks and a hundred spoiled archives: each ends as something to grade or as a named reason.

Nothing here runs a kernel; the worst of these go through the whole of grade.py in test_grading.py.
"""

import json
import random

import nbformat
import pytest
from submissions import ASSIGNMENT, NAME, POINTS, SOLVED, STUBS
from test_intake import zipped

from grading import intake
from grading.judge.repair import parses

CELLS = {NAME: STUBS | {f"check_{name}": f"checks.{name}({name})" for name in POINTS}}
RIGHT = nbformat.writes(SOLVED).encode()
ODD = [None, True, 0, -1, 1e400, float("nan"), "", "\ud83d", "x" * 50_000, [], [None], [[]], {}, {"a": {}}, "\0"]
NAMES = ["hw.ipynb", "a/b/../hw.ipynb", "/hw.ipynb", "C:\\hw.ipynb", "h\u202ew.ipynb", "x" * 250]


def nodes(value, path=()):
    """Yield the path of every value in JSON."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from nodes(item, (*path, key))


def changed(data, path, value):
    """Set a value deep inside, or take it away where `value` is KeyError."""
    *way, last = path
    for key in way:
        data = data[key]
    if value is KeyError:
        del data[last]
    else:
        data[last] = value


def spoiled_structure(rng):
    data = json.loads(RIGHT)
    for _ in range(rng.choice([1, 1, 1, 2, 5, 20])):
        paths = [path for path in nodes(data) if path and len(path) <= 5]
        if paths:
            changed(data, rng.choice(paths), rng.choice([KeyError, KeyError, *ODD]))
    if rng.random() < 0.2 and isinstance(data.get("cells"), list):
        rng.shuffle(data["cells"])
    if rng.random() < 0.1 and isinstance(data.get("cells"), list):
        data["cells"] *= 2
    return json.dumps(data, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")


def spoiled_bytes(rng):
    content = bytearray(RIGHT)
    for _ in range(rng.choice([1, 2, 10, 200])):
        place, kind = rng.randrange(len(content)), rng.randrange(4)
        if kind == 0:
            content[place] = rng.randrange(256)
        elif kind == 1:
            del content[place : place + rng.randrange(1, 50)]
        elif kind == 2:
            content[place:place] = rng.randbytes(rng.randrange(1, 20))
        else:
            content[place:place] = content[place // 2 : place // 2 + rng.randrange(1, 500)]
    if rng.random() < 0.2:
        content = content[: rng.randrange(len(content))]
    if rng.random() < 0.1:
        encoding = rng.choice(["utf-16", "utf-32", "cp1252", "utf-7"])
        content = content.decode("utf-8", "ignore").encode(encoding, "ignore")
    return bytes(content)


def is_graded_or_told_why(submission):
    """Tell whether there is a sound notebook to grade, or a reason in words."""
    if not submission.notebooks:
        return len(submission.unreadable) > 8 and "\n" not in submission.unreadable
    for notebook in submission.notebooks.values():
        nbformat.validate(notebook)
        intake.as_text(notebook).encode("utf-8")
        [parses(cell.source) for cell in notebook.cells]
    return True


@pytest.mark.parametrize("spoiled", [spoiled_structure, spoiled_bytes])
@pytest.mark.parametrize("block", range(10))
def test_a_spoiled_notebook_ends_as_something_to_grade_or_as_a_reason(spoiled, block):
    rng, readable = random.Random(f"{spoiled.__name__} {block}"), 0
    for _ in range(50):
        submission = intake.opened("zoe", [intake.File("hw.ipynb", spoiled(rng), 0.0)], CELLS)
        assert is_graded_or_told_why(submission)
        readable += bool(submission.notebooks)
    assert readable > 10 if spoiled is spoiled_structure else readable < 50


def spoiled_archive(rng):
    """Return (name, bytes) of what a student may hand in as a zip."""
    members = [(rng.choice(NAMES), RIGHT)]
    members += [(f"extra{k}.py", b"x = 1") for k in range(rng.randrange(4))]
    content = zipped(*members)
    for _ in range(rng.randrange(3)):
        content = zipped(("inner.zip", content), ("note.txt", b"hello"))
    content = bytearray(content)
    for _ in range(rng.choice([0, 1, 3, 30])):
        content[rng.randrange(len(content))] = rng.randrange(256)
    if rng.random() < 0.2:
        content = content[: rng.randrange(len(content))]
    return rng.choice(["hw.zip", "hw.ipynb.zip", "HW.ZIP", "hw"]), bytes(content)


@pytest.mark.parametrize("block", range(10))
def test_a_spoiled_archive_costs_its_owner_alone(tmp_path, block):
    rng = random.Random(f"archives {block}")
    members, students = [("right/hw.ipynb", RIGHT)], [f"s{k}" for k in range(12)]
    for student in students:
        name, content = spoiled_archive(rng)
        members.append((f"{student}/{name}", content))
    (tmp_path / "export.zip").write_bytes(zipped(*members))
    found = intake.read(tmp_path / "export.zip", ASSIGNMENT)
    assert sorted(found) == sorted(["right", *students])
    submissions = {student: intake.opened(student, files, CELLS) for student, files in found.items()}
    assert all(map(is_graded_or_told_why, submissions.values()))
    assert nbformat.writes(submissions["right"].notebooks[NAME]).count("def sigmoid(x)") == 1
    parts = [part for files in found.values() for file in files for part in intake.kept_name(file).split("/")]
    assert all(len(part.encode()) <= 140 and part not in ("", ".", "..") for part in parts)
