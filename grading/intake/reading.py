"""Read what came, as a platform exports it or as folders, and tell whose each file is."""

import hashlib
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from grading.intake import archives
from grading.intake.layouts import is_export, owners

LONGEST = 120  # bytes of a file's name where it is kept; file systems take 255
LONGEST_PATH = 500  # bytes of its path, which systems bound too
NOT_TAKEN = ".not-taken.txt"  # ends the name under which it is kept why a file could not be had
NOT_WORK = re.compile(r"(^|/)(__MACOSX|\.ipynb_checkpoints|\.[^/]*|Thumbs\.db|desktop\.ini)(/|$)")
SAVED = re.compile(r"[^.].*/\.ipynb_checkpoints/[^/]+\.ipynb")  # by Jupyter, by the way
STAMP = "timestamp.txt"  # what nbgrader's exchange writes; a student may write one too


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
    came = list(_raw(Path(source)))
    found = [raw for raw in came if not NOT_WORK.search(raw.path)]
    before = found[0].path if found else ""
    found = _without_common_folder(found, assignment, roster)
    around = before.removesuffix(found[0].path) if found else ""
    whose = owners([raw.path for raw in found], assignment, roster)
    students, names = {}, {}
    for raw in found:
        if owner := whose.get(raw.path):
            names.setdefault(safe(owner.id), set()).add((owner.id, owner.name))
            students.setdefault(safe(owner.id), []).extend(_handed_in(raw, owner))
    saved = {path: raw for raw in came if SAVED.fullmatch(path := raw.path.removeprefix(around))}
    for path, owner in owners(saved, assignment, roster).items():
        if safe(owner.id) not in names:  # all that there is of theirs
            students.setdefault(safe(owner.id), []).append(_file(owner.file, saved[path], saved[path].time, owner.name))
    _refuse_twins(names)
    return {student: apart(its) for student, its in sorted(students.items())}


def _handed_in(raw, owner):
    """Return the Files in what a student handed in: itself, or what is in an archive.

    An archive's own times are the student's: the latest file in it came when the archive came. Nor does a file called
    timestamp.txt tell the time, where it came from a student.
    """
    inside = [(owner.file + file.path[len(raw.path) :], file) for file in archives.unpacked(raw)]
    work = [(name, file) for name, file in inside if not NOT_WORK.search(name)]
    if not work:  # an archive with nothing in it is still somebody's
        work = [(owner.file, archives.Raw(raw.path, problem=f"{owner.file} holds no file"))]
    later = (owner.time or raw.time) - max(file.time for _, file in work)
    work = [(re.sub(f"^{STAMP}$", f"handed_in_{STAMP}", name), file) for name, file in work]
    return [_file(name, file, max(file.time + later, 0.0), owner.name) for name, file in work]


def apart(files):
    """Return a student's files, each with a path that no other file or folder of theirs has.

    >>> [file.name for file in apart([File(name, b"", 0.0) for name in ("data", "data/x.csv", "a:b", "a?b")])]
    ['data', 'other2/data/x.csv', 'a:b', 'other2/a?b']
    """
    taken, folders = set(), set()
    for file in files:
        name, number = file.name, 1
        while True:
            path = PurePosixPath(kept_name(file))
            above = {str(folder) for folder in path.parents}
            if str(path) not in taken | folders and not above & taken:
                break
            number += 1
            file.name = f"other{number}/{name}"
        taken.add(str(path))
        folders |= above
    return files


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
    found = [raw for raw in archives.in_folder(Path(folder)) if not NOT_WORK.search(raw.path)]
    return apart([_file(raw.path, raw, raw.time) for raw in found])


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
    return f"{start}_{mark}{suffix}"


def digest(files):
    """Return a short name for files and what is in them, the same before and after they are kept."""
    parts = sorted(kept_name(file).encode() + hashlib.sha256(file.content).digest() for file in files)
    return hashlib.sha256(b"".join(parts)).hexdigest()


def kept_name(file):
    """Return the path under which a file is kept; of one that is too long a digest and the file's own name."""
    parts = [safe(part) for part in PurePosixPath(file.name).parts]
    path = "/".join(parts)
    if len(path.encode()) <= LONGEST_PATH:
        return path
    return f"{hashlib.sha256(path.encode()).hexdigest()[:8]}/{parts[-1]}"


def _without_common_folder(found, assignment, roster=()):
    """Strip the folder that a whole export lies in, and one in that, as long as there is one; never a student's."""
    paths = [PurePosixPath(raw.path).parts for raw in found]
    if is_export(raw.path for raw in found) or not paths:
        return found
    one = len({parts[0] for parts in paths}) == 1 and all(len(parts) > 1 for parts in paths)
    one = one and safe(paths[0][0]) not in roster
    inner = ["/".join(parts[1:]) for parts in paths]
    folders = all(len(parts) > 2 and parts[1] != assignment for parts in paths)
    if not (one and (folders or is_export(inner))):
        return found
    for raw, path in zip(found, inner):
        raw.path = path
    return _without_common_folder(found, assignment, roster)
