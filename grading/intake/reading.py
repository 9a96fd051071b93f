"""Read what came, as a platform exports it or as folders, and tell whose each file is."""

import hashlib
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from grading.intake import archives
from grading.intake.layouts import is_export, owners

LONGEST = 120  # bytes of a file's name where it is kept; file systems take 255, and paths are long
NOT_TAKEN = ".not-taken.txt"  # ends the name under which it is kept why a file could not be had
NOT_WORK = re.compile(r"(^|/)(__MACOSX|\.ipynb_checkpoints|\.[^/]*|Thumbs\.db|desktop\.ini)(/|$)")


@dataclass
class File:
    """One file that a student handed in: name, bytes, time (seconds, as os.stat has it), owner if the platform says.

    `problem` says why its bytes could not be had; then its content says the same, so that it is kept like any other.
    """

    name: str
    content: bytes
    time: float
    owner: str = ""
    problem: str = ""


def read(source, assignment, roster=()):
    """Return {student: [File, ...]} from a zip, a folder, or one notebook; `roster` lists the students' ids, if known.

    Raises ValueError for anything else, and where two students would become one.
    """
    found = [raw for raw in _raw(Path(source)) if not NOT_WORK.search(raw.path)]
    found = _without_common_folder(found, assignment)
    whose = owners([raw.path for raw in found], assignment, roster)
    students, names = {}, {}
    for raw in found:
        owner = whose.get(raw.path)
        if owner is None:
            continue
        student = safe(owner.id)
        names.setdefault(student, set()).add((owner.id, owner.name))
        inside = [(owner.file + file.path[len(raw.path) :], file) for file in archives.unpacked(raw)]
        work = [(name, file) for name, file in inside if not NOT_WORK.search(name)]
        if not work:  # an archive with nothing in it is still somebody's
            work = [(owner.file, archives.Raw(raw.path, time=raw.time, problem=f"{owner.file} holds no file"))]
        students.setdefault(student, []).extend(_file(name, f, owner.time or f.time, owner.name) for name, f in work)
    _refuse_twins(names)
    return dict(sorted(students.items()))


def _raw(source):
    """Yield what lies in a folder or a zip, or the one notebook."""
    if source.is_dir():
        return archives.in_folder(source)
    if source.is_file() and zipfile.is_zipfile(source):
        return archives.in_zip(source)
    if source.is_file() and source.suffix == ".ipynb":
        return [archives.Raw(source.name, source.read_bytes(), source.stat().st_mtime)]
    raise ValueError(f"{source} is neither a folder nor a zip file nor a notebook.")


def _refuse_twins(names):
    """Stop where two owners, or two ids, would be taken for one student.

    Two students that differ in small and capital letters alone would share a folder on many systems.
    """
    folded = {}
    for student, its in names.items():
        folded.setdefault(unicodedata.normalize("NFKC", student).casefold(), set()).update(its)
    for its in folded.values():
        if len({raw for raw, _ in its}) > 1 or len({name for _, name in its if name}) > 1:
            both = " and ".join(sorted({f"{name} ({raw})" if name else raw for raw, name in its}))
            raise ValueError(f"Two students would be taken for one: {both}. Rename one of them, then read again.")


def files(folder):
    """Return the files in a folder, in order of their names; of links and what cannot be read, the problem."""
    return [_file(raw.path, raw, raw.time) for raw in archives.in_folder(Path(folder)) if not NOT_WORK.search(raw.path)]


def _file(name, raw, time, owner=""):
    """Return the File for a Raw; a problem is its content, and one that was kept is a problem again."""
    if name.endswith(NOT_TAKEN):
        raw.problem = raw.content.decode("utf-8", "replace")
    if not raw.problem:
        return File(name, raw.content, time, owner)
    return File(name.removesuffix(NOT_TAKEN) + NOT_TAKEN, raw.problem.encode(), time, owner, raw.problem)


def safe(name):
    """Return a name that folders and nbgrader's patterns can take.

    >>> safe("=HYPERLINK(x)"), safe(" ../a b. "), safe("CON")
    ('_HYPERLINK_x_', '_a b', 'CON_')
    """
    name = re.sub(r"[^\w .@-]", "_", unicodedata.normalize("NFC", name)).strip(" .")
    if re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", name):  # devices, on Windows
        name += "_"
    return shortened(name) or "_"


def shortened(name):
    """Return a name of at most LONGEST bytes; a longer one keeps its beginning and its ending, and gets a digest."""
    if len(name.encode("utf-8", "replace")) <= LONGEST:
        return name
    mark, suffix = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:8], PurePosixPath(name).suffix[:10]
    start = name.encode("utf-8", "replace")[: LONGEST - 20].decode("utf-8", "ignore")
    return f"{start}~{mark}{suffix}"


def digest(files):
    """Return a short name for files and what is in them, the same before and after they are kept."""
    parts = sorted(kept_name(file).encode() + hashlib.sha256(file.content).digest() for file in files)
    return hashlib.sha256(b"".join(parts)).hexdigest()


def kept_name(file):
    """Return the path under which a file is kept."""
    return "/".join(map(safe, PurePosixPath(file.name).parts))


def _without_common_folder(found, assignment):
    """Strip the folder that a whole export lies in, and one in that, as long as there is one."""
    paths = [PurePosixPath(raw.path).parts for raw in found]
    if is_export(raw.path for raw in found) or not paths:
        return found
    one = len({parts[0] for parts in paths}) == 1 and all(len(parts) > 1 for parts in paths)
    inner = ["/".join(parts[1:]) for parts in paths]
    folders = all(len(parts) > 2 and parts[1] != assignment for parts in paths)
    if not (one and (folders or is_export(inner))):
        return found
    for raw, path in zip(found, inner):
        raw.path = path
    return _without_common_folder(found, assignment)
