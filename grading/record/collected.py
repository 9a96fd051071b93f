"""What was handed in, kept as it came in collected/, and the journal of what became of it."""

import contextlib
import functools
import importlib.util
import json
import os
import shutil
import sys

from nbgrader.utils import rmtree

from grading import intake
from grading.judge.repair import listed


def entries(course):
    """Return the journal, {student: what was found the last time}."""
    return {entry["student"]: entry for entry in _lines(course)}


def _lines(course):
    for line in course.journal.read_text("utf-8").splitlines() if course.journal.exists() else []:
        with contextlib.suppress(ValueError):  # a line that was being written when the machine stopped
            yield json.loads(line)


def write_down(course, entry):
    """Add an entry to the journal."""
    with course.journal.open("a", encoding="utf-8") as journal:
        journal.write(json.dumps(entry, ensure_ascii=False) + "\n")


def keep(course, came, replace=False):
    """Keep what came, a list of Submissions, in collected/.

    What it takes the place of is kept too, in collected/ASSIGNMENT.earlier. Two things are not taken, unless `replace`
    says so: files that came before the ones that lie there (an old download, read again), and files that cannot be
    read where others have their points. Return a sentence for each of the first kind; the journal tells of the second.
    """
    before, seen, said = {}, {}, []
    for entry in _lines(course):
        before[entry["student"]] = entry
        seen.setdefault(entry["student"], set()).update([entry["handed_in"], *entry.get("refused", {})])
    for new in came:
        last = before.get(new.student, {})
        there, refused = intake.files(course.collected / new.student), last.get("refused", {})
        changed = bool(there) and new.digest != intake.digest(there)
        if changed and not replace and new.digest in seen.get(new.student, ()):
            if new.digest not in refused:
                said.append(f"{new.student}: a later submission is kept, and this one left; --replace takes this one.")
            continue
        why = new.unreadable if changed and not replace and last.get("status") == "graded" else None
        if changed:
            content = new.files if why else there
            _write(course.earlier / new.student / intake.digest(content)[:8], content)
        if why:
            write_down(course, last | {"refused": refused | {new.digest: why}})
        else:
            _write(course.collected / new.student, new.files)
    return said


def new_in_submitted(course):
    """Return a Submission for each student whose folder in submitted/ is not as grading left it."""
    before = entries(course)
    places = {path.parent.name: path for path in sorted(course.root.glob(f"submitted/*/{course.name}"))}
    found = {student: intake.files(place) for student, place in places.items()}
    return [intake.opened(student, files, course.cells) for student, files in found.items()
            if intake.digest(files) != before.get(student, {}).get("submitted")]  # fmt: skip


def students(course):
    """Return the folders of the students in collected/; one that was being written when the machine stopped is none."""
    return sorted(path for path in course.collected.glob("*") if not path.name.startswith("."))


def waiting(course, again=False):
    """Return a Submission for each student in collected/ who is new or has handed in something else (`again`: all)."""
    before = entries(course)
    found = {path.name: intake.files(path) for path in students(course)}
    return [intake.opened(student, files, course.cells) for student, files in found.items()
            if again or intake.digest(files) != before.get(student, {}).get("handed_in")]  # fmt: skip


def hand_over(course, submission, when):
    """Put the notebooks of a Submission into submitted/, where nbgrader looks for them, with their right names."""
    folder = course.submitted(submission.student)
    rmtree(folder) if folder.exists() else None
    folder.mkdir(parents=True)
    for name, notebook in submission.notebooks.items():
        (folder / name).write_text(intake.as_text(notebook), "utf-8")
    for path, content in beside(submission).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    if when:
        (folder / "timestamp.txt").write_text(when)


def beside(submission):
    """Return the files that a notebook is to find beside it, {path: bytes}: all that are no notebooks.

    A file beside the notebook is found before what is installed; one that would hide a module is left out. A single
    folder around everything is no part of the path.
    """
    found = {intake.kept_name(file): file.content for file in submission.files
             if not file.problem and not file.name.endswith(".ipynb") and file.name != "timestamp.txt"}  # fmt: skip
    return {path: content for path, content in _without_folder(found, submission).items() if not hides(path)}


def _without_folder(found, submission):
    """Lay files where the notebook lay: a folder that holds the notebook too is no part of their paths."""
    books = [intake.kept_name(file).rpartition("/")[0] for file in submission.files if file.name.endswith(".ipynb")]
    place = f"{books[0]}/" if len(set(books)) == 1 and books[0] else ""
    return {path.removeprefix(place): content for path, content in found.items()}


@functools.cache
def _installed(name):
    try:
        return name in sys.builtin_module_names or importlib.util.find_spec(name) is not None
    except (ImportError, ValueError, AttributeError):
        return True


def hides(path):
    """Tell whether a file, laid beside the notebook, would be imported in place of something installed.

    >>> hides("numpy.py"), hides("random/x.txt"), hides("my_helpers.py"), hides("data.csv")
    (True, True, False, False)
    """
    first, *rest = path.split("/")
    name = first if rest else first.partition(".")[0] if first.endswith((".py", ".pyc", ".so", ".pyd", ".pth")) else ""
    return bool(name) and (not name.isidentifier() or _installed(name)) if name else False


def left_out(submission):
    """Say which files are not laid beside the notebook, in a list of at most one sentence."""
    names = [intake.kept_name(file) for file in submission.files if not file.name.endswith(".ipynb")]
    hidden = sorted(path for path in _without_folder(dict.fromkeys(names), submission) if hides(path))
    return [f"left out, since they would hide installed modules: {listed(hidden)}"] if hidden else []


def _write(folder, files):
    """Write files beside and rename: a folder is whole, or as it was."""
    new, old = (folder.with_name(f".{folder.name}.{which}") for which in ("new", "old"))
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)
    new.mkdir(parents=True)
    for file in files:
        path = new / intake.kept_name(file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
        os.utime(path, (file.time, file.time))
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
