"""Whose is a file? How the platforms name what they export.

Each rule is a pattern over a path in the export, tried in turn: `id` is the student, `name` the owner as the platform
writes it, `file` the file, `time` when it came, where the platform says so.
"""

import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath


@dataclass(frozen=True)
class Owner:
    """Whose a file is: the id, the file's own name, the time of handing in (seconds) or None, the owner's name."""

    id: str
    file: str
    time: float | None = None
    name: str = ""


WHEN = r"\w{3,9}\.? \d{1,2}, \d{4} \d{1,2}[:.]?\d{2} ?[AP]M"
RULES = {
    # Zoe Adams_4711_assignsubmission_file_/hw.ipynb; without folders; texts written online; "Group A-Zoe Adams_..."
    "Moodle": r"(?P<name>[^/]*?)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)_?/?(?P<file>.*)",
    # 12-345 - Zoe Adams - Jan 10, 2026 1200 PM/hw.ipynb, or the same with " - " in place of the folder
    "Brightspace": rf"(?P<id>\d+)-\d+ ?- ?(?P<name>[^/]+?) ?- ?(?P<when>{WHEN})(?:/| ?- ?)(?P<file>.+)",
    # Week 1_zadams_attempt_2026-01-10-12-30-00_hw.ipynb; the same with .txt is Blackboard's own
    "Blackboard": r"(?P<head>[^/]*?)_attempt_(?P<time>[\d-]{19})(?:_(?P<file>[^/]+)|(?P<note>\.txt))",
    # anon_7aBc9_LATE_1234_hw.ipynb
    "Canvas, anonymous": r"anon(?:ymous)?_(?P<id>\w+?)(?:_LATE)?_\d+_(?P<file>[^/]+)",
    # adamszoe_LATE_88_1234_hw.ipynb
    "Canvas": r"(?P<name>[^_/]+)(?:_LATE)?_(?P<id>\d+)_\d+_(?P<file>[^/]+)",
    # assignment_7_export/submission_101/hw.ipynb
    "Gradescope": r"(?:[^/]*_export/)?submission_(?P<id>\d+)/(?P<file>.+)",
    # Submitted files/Zoe Adams/Lesson 1/Version 2/hw.ipynb
    "Teams": r"(?:Submitted files|Student Work|Abgegebene Dateien)/(?P<id>[^/]+)/[^/]+/(?:Version \d+/)?(?P<file>.+)",
}
NO_WORK = re.compile(r"(^|/)(submission_metadata\.\w+|[^/]*_attempt_[\d-]{19}\.txt)$")
CLASSROOM = re.compile(r"(?:(?:Copy of|Kopie von) )?(?P<id>[^/]+?) - (?P<file>[^/]+)")  # Google: all in one folder


def owners(paths, assignment, roster=()):
    """Return {path: Owner} for all paths of an export; those that are no student's work are left out.

    `roster` lists the students' ids, where a class's table was given.

    >>> found = owners(["Zoe Adams_4711_assignsubmission_file_/01.ipynb", "adamszoe_LATE_88_1234_01-2.ipynb"], "01")
    >>> [(owner.id, owner.file, owner.name) for owner in found.values()]
    [('4711', '01.ipynb', 'Zoe Adams'), ('88', '01-2.ipynb', 'adamszoe')]
    >>> found = owners(["zoe/01_definition/01.ipynb", "bob.ipynb"], "01_definition")
    >>> [(owner.id, owner.file) for owner in found.values()]
    [('zoe', '01.ipynb'), ('bob', 'bob.ipynb')]
    """
    found, rest, heads = {}, [], {}
    for path in paths:
        if NO_WORK.search(path):
            continue
        platform, match = _matched(path)
        if platform == "Blackboard":
            heads[path] = match
        elif match:
            parts = match.groupdict()
            file = parts["file"] or PurePosixPath(path).name
            found[path] = Owner(parts["id"], file, _written(parts.get("when")), parts.get("name") or "")
        else:
            rest.append(path)
    found |= _blackboard(heads, roster) | (_classroom(rest) or _folders(rest, assignment))
    return {path: found[path] for path in paths if path in found}


def is_export(paths):
    """Tell whether every path is named as a platform names it."""
    return all(_matched(path)[1] or NO_WORK.search(path) for path in paths)


def _matched(path):
    for platform, rule in RULES.items():
        if match := re.fullmatch(rule, path, re.DOTALL):
            return platform, match
    return None, None


def _blackboard(heads, roster):
    """Part "Week 1_a_smith" into the column's name and the user's: by the roster, else by what all heads share."""
    shared = os.path.commonprefix(sorted({match["head"] for match in heads.values()}))
    shared = shared[: shared.rfind("_") + 1]
    several = len({match["head"] for match in heads.values()}) > 1
    found = {}
    for path, match in heads.items():
        head = match["head"]
        known = [user for user in roster if head.endswith(f"_{user}") or head == user]
        user = max(known, key=len) if known else head[len(shared) :] if several and shared else head.rpartition("_")[2]
        time = datetime.strptime(match["time"], "%Y-%m-%d-%H-%M-%S").timestamp()
        found[path] = Owner(user or head, match["file"], time)
    return found


def _written(when):
    """Read Brightspace's time, for example "Jan 10, 2026 1200 PM"; None where it is written in another way."""
    for form in ("%b %d, %Y %I%M %p", "%B %d, %Y %I%M %p", "%b %d, %Y %I:%M %p", "%B %d, %Y %I:%M %p"):
        try:
            return datetime.strptime(when or "", form).timestamp()
        except ValueError:
            continue
    return None


def _classroom(paths):
    """Read "STUDENT - FILE", if every notebook is named so and they lie in one folder."""
    matches = {path: CLASSROOM.fullmatch(path) for path in paths}
    notebooks = [path for path in paths if path.lower().endswith(".ipynb")]
    if not notebooks or not all(matches[path] for path in notebooks):
        return {}
    return {path: Owner(match["id"].strip(), match["file"].strip()) for path, match in matches.items() if match}


def _folders(paths, assignment):
    """Read STUDENT/.../file and STUDENT.ipynb."""
    found = {}
    for path in paths:
        first, *rest = PurePosixPath(path).parts
        rest = rest[1:] if len(rest) > 1 and rest[0] == assignment else rest
        found[path] = Owner(first if rest else PurePosixPath(path).stem, "/".join(rest) or first)
    return found
