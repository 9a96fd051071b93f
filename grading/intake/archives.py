"""Open what came, a folder or a zip in which zips may lie; nothing is written, no link is followed.

What cannot be had becomes a file with a problem, so that one damaged file costs its owner alone.
"""

import io
import re
import stat
import zipfile
import zlib
from dataclasses import dataclass
from datetime import datetime

LARGEST = 100_000_000  # bytes of one file
MOST_FILES, MOST_BYTES, DEEPEST = 2_000, 400_000_000, 4  # of what one student packed
OTHER_ARCHIVES = re.compile(r"\.(rar|7z|tar|tgz|tar\.\w+|gz|bz2|xz)$", re.IGNORECASE)
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


@dataclass
class Raw:
    """A file as it lies in what came: path, bytes, time (seconds; 0 where none is told), or why it cannot be had."""

    path: str
    content: bytes = b""
    time: float = 0.0
    problem: str = ""


def in_folder(folder):
    """Yield a Raw for each file below a folder, links among them as a problem; zips are left as they are."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix().encode("utf-8", "replace").decode()
        if path.is_symlink():
            yield Raw(name, problem=f"{path.name} is a link, and links are not followed: hand in the file itself")
        elif path.is_file():
            yield _on_disk(path, name)


def _on_disk(path, name):
    try:
        about = path.stat()
        if about.st_size > LARGEST:
            return Raw(name, time=about.st_mtime, problem=f"{path.name} is larger than {LARGEST // 10**6} MB")
        return Raw(name, path.read_bytes(), about.st_mtime)
    except OSError as error:
        return Raw(name, problem=f"{path.name} cannot be read ({error.strerror})")


def in_zip(source, where=""):
    """Yield a Raw for each file in a zip (a path or a binary stream); `where` stands before each path.

    Raises zipfile.BadZipFile for what is no zip.
    """
    with zipfile.ZipFile(source) as archive:
        for member in archive.infolist():
            if not member.is_dir():
                yield _member(archive, member, where + member.filename.replace("\\", "/"))  # as Windows writes them


def _member(archive, member, path):
    name, time = path.rpartition("/")[2], _time(member.date_time)
    if stat.S_ISLNK(member.external_attr >> 16):
        return Raw(path, problem=f"{name} is a link, and links are not followed: hand in the file itself")
    if member.file_size > LARGEST:
        return Raw(path, time=time, problem=f"{name} is larger than {LARGEST // 10**6} MB")
    if member.flag_bits & 1:
        return Raw(path, time=time, problem=f"{name} lies in a zip with a password")
    try:
        with archive.open(member) as stream:
            content = stream.read(LARGEST + 1)  # what a member says of its own size need not be true
    except DAMAGED:
        return Raw(path, time=time, problem=f"the zip with {name} is damaged")
    if len(content) > LARGEST:
        return Raw(path, time=time, problem=f"{name} is larger than {LARGEST // 10**6} MB")
    return Raw(path, content, time)


def _time(parts):
    """Return a zip's time in seconds; one without a date (some programs write none) tells nothing.

    >>> _time((1980, 0, 0, 0, 0, 0))
    0.0
    """
    try:
        return datetime(*parts).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0


def unpacked(raw, depth=1):
    """Yield a Raw, or what is in it where a student handed in a zip, within bounds.

    The zip's own name stays part of the path, so that hw.ipynb and what is in hw.ipynb.zip do not meet.
    """
    if OTHER_ARCHIVES.search(raw.path) and not raw.problem:
        raw.problem = f"{raw.path.rpartition('/')[2]} is an archive that is not opened here: hand in the notebook"
    renamed = raw.path.lower().endswith(".ipynb") and raw.content.startswith(b"PK\x03\x04")
    if raw.problem or not (renamed or raw.path.lower().endswith(".zip")):
        yield raw
        return
    name = raw.path.rpartition("/")[2]
    try:
        with zipfile.ZipFile(io.BytesIO(raw.content)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
    except DAMAGED:
        yield Raw(raw.path, raw.content, raw.time, f"{name} is damaged, or no zip")
        return
    if depth > DEEPEST or len(members) > MOST_FILES or sum(member.file_size for member in members) > MOST_BYTES:
        yield Raw(raw.path, b"", raw.time, f"{name} holds more, or deeper, than is opened here: hand in the notebook")
        return
    number, size = 0, 0
    for inner in in_zip(io.BytesIO(raw.content), f"{raw.path}/"):
        for file in unpacked(inner, depth + 1):
            number, size = number + 1, size + len(file.content)
            if number > MOST_FILES or size > MOST_BYTES:
                yield Raw(raw.path, b"", raw.time, f"{name} holds more than is opened here: hand in the notebook")
                return
            yield file
