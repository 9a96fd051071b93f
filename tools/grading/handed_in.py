"""Read what a class handed in, as it comes: a platform's zip or folder, a folder or a notebook for each student."""

import csv
import io
import json
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

import nbformat

LARGEST = 100_000_000  # bytes of one file
PLATFORMS = [  # how they name what they export: who, which file
    re.compile(r"(?P<name>[^/]*?)_(?P<id>\d+)_assignsubmission_file_?/?(?P<file>.*)"),  # Moodle
    re.compile(r"(?P<name>[^_/]+)(?:_LATE)?_(?P<id>\d+)_\d+_(?P<file>[^/]+)"),  # Canvas
    re.compile(r"[^/]*?_(?P<id>[^_/]+)_attempt_(?P<time>[\d-]{19})_?(?P<file>[^/]*)"),  # Blackboard
]
ROSTER = {  # columns of a roster, as nbgrader, Moodle and Canvas call them
    "id": ("id", "student_id", "identifier"),
    "first_name": ("first_name", "first name"),
    "last_name": ("last_name", "last name", "full name", "student"),
    "email": ("email", "email address"),
}
NOT_WORK = re.compile(r"(^|/)(__MACOSX|\.ipynb_checkpoints|\.[^/]*|Thumbs\.db)(/|$)")


@dataclass
class File:
    """One file that a student handed in: name, bytes, time (seconds, as os.stat has it), owner if the platform says."""

    name: str
    content: bytes
    time: float
    owner: str = ""


def read(source, assignment):
    """Return {student: [File, ...]} from a zip, a folder, or one notebook.

    Raises ValueError for anything else.
    """
    source, students = Path(source), {}
    if source.is_dir():
        found = _in_folder(source)
    elif zipfile.is_zipfile(source):
        found = _in_zip(source)
    elif source.is_file() and source.suffix == ".ipynb":
        found = [(source.name, source.read_bytes(), source.stat().st_mtime)]
    else:
        raise ValueError(f"{source} is neither a folder nor a zip file nor a notebook.")
    found = [entry for entry in found if not NOT_WORK.search(entry[0])]
    for path, content, time in _without_common_folder(found, assignment):
        student, name, exact_time, owner = whose(path, assignment)
        students.setdefault(student, []).append(File(name, content, exact_time or time, owner))
    return dict(sorted(students.items()))


def files(folder):
    """Return the files in a folder, in order of their names."""
    return [File(*entry) for entry in _in_folder(Path(folder)) if not NOT_WORK.search(entry[0])]


def whose(path, assignment):
    """Return (student, file name, time or None, owner's name) as a path tells them.

    >>> whose("Zoe Adams_4711_assignsubmission_file_/01.ipynb", "01_definition")
    ('4711', '01.ipynb', None, 'Zoe Adams')
    >>> whose("adamszoe_LATE_88_1234_01-2.ipynb", "01_definition")
    ('88', '01-2.ipynb', None, 'adamszoe')
    >>> whose("zoe/01_definition/01.ipynb", "01_definition")
    ('zoe', '01.ipynb', None, '')
    """
    for platform in PLATFORMS:
        match = platform.fullmatch(path)
        if match:
            parts = match.groupdict(default="")
            name = parts["file"] or PurePosixPath(path).name
            return safe(parts["id"]), name, _time(parts.get("time")), parts.get("name", "")
    first, *rest = PurePosixPath(path).parts
    rest = rest[1:] if len(rest) > 1 and rest[0] == assignment else rest
    return safe(first if rest else PurePosixPath(path).stem), "/".join(rest) or first, None, ""


def safe(name):
    """Return a name that folders and nbgrader's patterns can take."""
    name = re.sub(r"[^\w .@-]", "_", unicodedata.normalize("NFC", name)).strip(" .")
    return name or "_"


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


def _time(text):
    return datetime.strptime(text, "%Y-%m-%d-%H-%M-%S").timestamp() if text else None


def _in_folder(folder):
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes() if path.stat().st_size <= LARGEST else b""
            yield from _unpacked(path.relative_to(folder).as_posix(), content, path.stat().st_mtime)


def _in_zip(source):
    with zipfile.ZipFile(source) as archive:
        for member in archive.infolist():
            if not member.is_dir():
                time = datetime(*member.date_time).timestamp()
                content = archive.read(member) if member.file_size <= LARGEST else b""
                yield from _unpacked(member.filename, content, time)


def _unpacked(path, content, time):
    """Yield a file, or what is in it where a student handed in a zip."""
    if path.lower().endswith(".zip") and zipfile.is_zipfile(io.BytesIO(content)):
        for inner, inner_content, inner_time in _in_zip(io.BytesIO(content)):
            yield f"{path[:-4]}/{inner}", inner_content, inner_time
    else:
        yield path, content, time


def _without_common_folder(found, assignment):
    """Strip the folder that a whole export lies in."""
    paths = [PurePosixPath(path).parts for path, _, _ in found]
    one = len({parts[0] for parts in paths}) == 1 and all(len(parts) > 1 for parts in paths)
    inner = ["/".join(parts[1:]) for parts in paths]
    folders = all(len(parts) > 2 and parts[1] != assignment for parts in paths)
    named = all(any(platform.fullmatch(path) for platform in PLATFORMS) for path in inner)
    return [(path, *rest) for path, (_, *rest) in zip(inner, found)] if one and (folders or named) else found


def choose(files, wanted, known):
    """Return (the student's File for the released notebook `wanted`, why it was taken), or (None, why not).

    `known` are the names of the released cells. Of several notebooks the one with most of these is taken, then the
    one with the right name, then the latest attempt.
    """
    notebooks = [file for file in files if file.name.lower().endswith(".ipynb")]
    if not notebooks:
        others = ", ".join(file.name for file in files) or "nothing"
        return None, f"no notebook was handed in, but {others}"
    ranked = sorted(notebooks, key=lambda file: _rank(file, wanted, known))
    best, why = ranked[-1], []
    if best.name != wanted:
        why.append(f"its name was {best.name}")
    if len(notebooks) > 1:
        why.append(f"{len(notebooks)} notebooks were handed in; this is {best.name}")
    return best, "; ".join(why)


def _rank(file, wanted, known):
    try:
        text = json.dumps(json.loads(decoded(file.content)))
        ours = sum(f'"{name}"' in text for name in known)
    except ValueError:
        ours = -1
    attempt = re.search(r"-(\d+)\.ipynb$", file.name)
    return ours, file.name == wanted, int(attempt[1]) if attempt else 0, file.time


def decoded(content):
    """Return a file's text, whatever mark it begins with."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    return content.decode("utf-8-sig")


def notebook(content):
    """Return the notebook in a file's bytes, in the format of today.

    Raises ValueError, with the reason in words, where the bytes hold none.
    """
    if not content.strip(b"\xef\xbb\xbf\0 \r\n\t"):
        raise ValueError("the file is empty")
    try:
        text = decoded(content)
        data = json.loads(text)
    except UnicodeDecodeError:
        raise ValueError("the file is not text") from None
    except json.JSONDecodeError as error:
        cut = error.msg.startswith("Unterminated string") or not text[error.pos + 1 :].strip()
        raise ValueError("the file is cut off" if cut else f"the file is damaged in line {error.lineno}") from None
    if not isinstance(data, dict) or "nbformat" not in data or not {"cells", "worksheets"} & set(data):
        raise ValueError("the file is not a notebook")
    try:
        found = nbformat.reads(text, as_version=4)
        return nbformat.v4.upgrade(found) if found.nbformat_minor < 5 else found
    except Exception as error:  # whatever nbformat meets in a damaged file
        raise ValueError(f"the notebook is damaged ({type(error).__name__}: {error})") from None
