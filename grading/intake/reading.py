"""Read what came, as a platform exports it or as folders, and tell whose each file is."""

import hashlib
import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

LARGEST = 100_000_000  # bytes of one file
PLATFORMS = [  # how they name what they export: who, which file
    re.compile(r"(?P<name>[^/]*?)_(?P<id>\d+)_assignsubmission_file_?/?(?P<file>.*)"),  # Moodle
    re.compile(r"(?P<name>[^_/]+)(?:_LATE)?_(?P<id>\d+)_\d+_(?P<file>[^/]+)"),  # Canvas
    re.compile(r"[^/]*?_(?P<id>[^_/]+)_attempt_(?P<time>[\d-]{19})_?(?P<file>[^/]*)"),  # Blackboard
]
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


def digest(files):
    """Return a short name for files and what is in them, the same before and after they are kept."""
    parts = sorted(kept_name(file).encode() + hashlib.sha256(file.content).digest() for file in files)
    return hashlib.sha256(b"".join(parts)).hexdigest()


def kept_name(file):
    """Return the path under which a file is kept."""
    return "/".join(map(safe, Path(file.name).parts))


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
