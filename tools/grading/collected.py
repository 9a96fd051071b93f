"""What was handed in, kept as it came in collected/, and the journal of what became of it."""

import contextlib
import hashlib
import json
import os
import shutil
from pathlib import Path

from tools.grading import handed_in


def digest(files):
    """Return a short name for files and what is in them, the same before and after they are kept."""
    parts = sorted(_kept_name(file).encode() + hashlib.sha256(file.content).digest() for file in files)
    return hashlib.sha256(b"".join(parts)).hexdigest()


def _kept_name(file):
    return "/".join(map(handed_in.safe, Path(file.name).parts))


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


def readable(course, files):
    """Return the notebooks in files, {released name: notebook}, notes on them, and why there are not more."""
    found, notes, problems = {}, [], []
    for wanted, cells in course.cells.items():
        best, why = handed_in.choose(files, wanted, cells)
        try:
            if best:
                found[wanted] = handed_in.notebook(best.content)
        except ValueError as error:
            best, why = None, str(error)
        (notes if best else problems).extend([why] if why else [])
    return found, notes, problems


def gather(course, handed, replace=False):
    """Keep what was handed in, {student: files}, as it came; without it, take what is new in submitted/.

    What it takes the place of is kept too, in collected/ASSIGNMENT.earlier. Two things are not taken, unless `replace`
    says so: files that came before the ones that lie there (an old download, read again), and files that cannot be
    read where others have their points. Return a sentence for each of the first kind; the journal tells of the second.
    """
    before, seen, said = {}, {}, []
    for entry in _lines(course):
        before[entry["student"]] = entry
        seen.setdefault(entry["student"], set()).update([entry["handed_in"], *entry.get("refused", {})])
    for student, files in (_new_in_submitted(course, before) if handed is None else handed).items():
        name, last = digest(files), before.get(student, {})
        there, refused = handed_in.files(course.collected / student), last.get("refused", {})
        name_there = digest(there)
        changed = bool(there) and name != name_there
        if changed and not replace and name in seen.get(student, ()):
            if name not in refused:
                said.append(f"{student}: a later submission is kept, and this one left; --replace takes this one.")
            continue
        why = _unreadable(course, files) if changed and not replace and last.get("status") == "graded" else None
        if changed:
            aside, content = (name, files) if why else (name_there, there)
            _keep(course.earlier / student / aside[:8], content)
        if why:
            write_down(course, last | {"refused": refused | {name: why}})
        else:
            _keep(course.collected / student, files)
    return said


def _new_in_submitted(course, before):
    places = {path.parent.name: path for path in sorted(course.root.glob(f"submitted/*/{course.name}"))}
    found = {student: handed_in.files(place) for student, place in places.items()}
    return {s: files for s, files in found.items() if digest(files) != before.get(s, {}).get("submitted")}


def _unreadable(course, files):
    """Return why nothing can be graded, or None."""
    notebooks, _, problems = readable(course, files)
    return None if notebooks else "; ".join(problems)


def _keep(folder, files):
    shutil.rmtree(folder, ignore_errors=True)
    for file in files:
        path = folder / _kept_name(file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
        os.utime(path, (file.time, file.time))
