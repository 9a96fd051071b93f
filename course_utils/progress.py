"""What this reader has solved, in a small file beside the course that never leaves it.

The checks write down points; the end of each exercise notebook and lesson 00 read them. No name, no answer, no time of
day is kept. Where the file cannot be read or written, all goes on without it.
"""

import json
import os
import re
import sys
import tempfile
from contextlib import suppress
from html import escape
from pathlib import Path

FILE = ".course_progress.json"
OFF = "SIGMOID_COURSE_PROGRESS"  # an environment variable: "off" keeps nothing, a path keeps it there
STUB = "*Write your answer here, in your own words.*"

_now = {}  # what was checked since the kernel started: {key: (points, most)}


def record(section, name, points, max_points):
    """Keep the points of a check: the last ones for this session, the best ones in the file.

    Nothing is written outside a notebook, so tests and graders leave no trace. Never raises.
    """
    with suppress(Exception):
        key, points, most = f"{section} {name}", float(points), float(max_points)
        _now[key] = points, most
        path = place(("solutions", "notebooks"))
        if path is None or not section or not _in_notebook():
            return
        kept = read(path)
        best = [max(points, kept.get(key, [0.0])[0]), most]
        if kept.get(key) != best:
            _write(path, {**kept, key: best})


def place(nowhere=("solutions",)):
    """Return where the file lies: in the course's folder, the nearest one above that holds exercises; or None.

    The solved notebooks earn nothing for who reads them: in the folders `nowhere` there is no such place. Nor do the
    lessons, whose checks are shown and not solved; but they may read what is kept.
    """
    told = os.environ.get(OFF, "")
    if told:
        return None if told == "off" else Path(told)
    with suppress(OSError):
        here = Path.cwd()
        course = next((folder for folder in (here, *here.parents) if (folder / "exercises").is_dir()), None)
        inside = course and "".join(here.relative_to(course).parts[:1])  # the folder of the course that we are in
        return course / FILE if course and inside not in nowhere else None
    return None


def read(path):
    """Return what is kept, {key: [points, most]}; nothing where it cannot be read or is not of this form."""
    try:
        kept = json.loads(Path(path).read_text("utf-8"))
        return {str(key): [float(value[0]), float(value[1])] for key, value in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError, LookupError, RecursionError):
        return {}


def _write(path, kept):
    """Write beside and rename, so that a file is whole or as it was."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=FILE, delete=False, encoding="utf-8") as file:
        json.dump(kept, file, indent=1, sort_keys=True)
    try:
        os.replace(file.name, path)
    except OSError:
        os.unlink(file.name)


def _in_notebook():
    shell = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    return shell is not None and hasattr(shell, "kernel")


class Table:
    """Rows of (what, points, most) that show themselves, in a notebook as a table, elsewhere as lines."""

    def __init__(self, title, rows, notes=()):
        """Keep the rows; `notes` are sentences that stand below."""
        self.title, self.rows, self.notes = title, rows, notes

    @property
    def total(self):
        """Sum up (points, most)."""
        return sum(row[1] for row in self.rows), sum(row[2] for row in self.rows)

    def __repr__(self):
        width = max([len(what) for what, *_ in self.rows], default=0)
        lines = [f"{_sign(points, most)} {what:{width}}  {_words(points, most)}" for what, points, most in self.rows]
        return "\n".join([self.title, *lines, *self._below])

    def _repr_html_(self):
        cells = "".join(
            f'<tr><td style="text-align: left">{escape(what)}</td><td>{_sign(points, most)}</td>'
            f'<td style="text-align: left">{_words(points, most)}</td></tr>'
            for what, points, most in self.rows
        )
        below = "".join(f"<p>{escape(sentence)}</p>" for sentence in self._below)
        return f"<p><strong>{escape(self.title)}</strong></p>{f'<table>{cells}</table>' * bool(cells)}{below}"

    @property
    def _below(self):
        return [f"In all {_words(*self.total)}."] * bool(self.rows) + list(self.notes)


def _words(points, most):
    return f"{points:g} of {most:g} points"


def _sign(points, most):
    return "✓" if most and points >= most else "◐" if points else "○"


def summary(checks):
    """Show the points of each exercise of a lesson, the total, what is open, and what was edited since its check.

    `checks` is the lesson's module of checks. What was checked since the kernel started counts; of the rest, what the
    file holds is named. Where work is graded, that module holds no checks, and this says so.
    """
    found = _ordered(checks)
    if not found:
        return Table("Your points", [], ["They are counted when the work is graded."])
    keys = {f"{check.section} {check.name}": check for check in found}
    rows = [(key, _now.get(key, (0.0, 0))[0], check.max_points) for key, check in keys.items()]
    still_open = [key for key, points, most in rows if key in _now and points < most]
    edited = [key for key, check in keys.items() if key in _now and getattr(check, "outdated", False)]
    unseen = [key for key in keys if key not in _now]
    best = (read(place()) if place() else {}) if unseen else {}
    unseen = [f"{key} (earlier {_words(*best[key])})" if key in best else key for key in unseen]
    notes = [
        *_note("Still open", still_open),
        *_note("Edited since its check, so run that check again", edited),
        *_note("Not checked since the notebook was started", unseen),
        *_in_words(found),
    ]
    return Table("Your points", rows, notes or ["Nothing is open."])


def _note(what, keys):
    return [f"{what}: {', '.join(keys)}."] if keys else []


def _ordered(checks):
    """Return a lesson's checks in the order of their sections."""
    return sorted((c for c in vars(checks).values() if hasattr(c, "section")), key=lambda c: _by_number(c.section))


def _in_words(found):
    """Say which answers in words are filled in, as the notebook beside this kernel was saved last."""
    sections = {check.name: check.section for check in found}
    written = _written(f"check_{found[0].name}")
    if not written:
        return []
    empty = [sections.get(name.partition("_")[2], name) for name, filled in written.items() if not filled]
    said = f"Answers in words: {len(written) - len(empty)} of {len(written)} are filled in"
    rest = ", open: " + ", ".join(empty) if empty else ""
    return [f"{said}{rest} (in the notebook as it was last saved)."]


def _written(known):
    """Return {grade_id: filled} of the Markdown answers in the notebook that holds the cell with the id `known`."""
    for path in _notebooks():
        with suppress(OSError, ValueError, TypeError, AttributeError, LookupError):
            cells = {cell["metadata"]["nbgrader"]["grade_id"]: cell
                     for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["metadata"].get("nbgrader")}
            if known in cells:
                return {name: "".join(cell["source"]).strip() not in ("", STUB) for name, cell in cells.items()
                        if cell["cell_type"] == "markdown" and cell["metadata"]["nbgrader"].get("solution")}
    return {}


def _notebooks():
    """Return the notebooks in this folder: first the one that this kernel was started for, then the newest."""
    with suppress(OSError):
        name = Path(os.environ.get("JPY_SESSION_NAME", "")).name
        return sorted(Path.cwd().glob("*.ipynb"), key=lambda path: (path.name != name, -path.stat().st_mtime))
    return []


def overview(lessons):
    """Show the best points of every lesson: `lessons` maps a title to the lesson's module of checks."""
    kept, rows = read(place()) if place() else {}, []
    for title, checks in lessons.items():
        found = _ordered(checks)
        best = [min(kept.get(f"{c.section} {c.name}", [0.0])[0], c.max_points) for c in found]
        rows.append((title, sum(best), sum(c.max_points for c in found)))
    return Table("Where you are", rows, [] if kept else ["Nothing is kept yet: a check's points appear here."])


def _by_number(section):
    """Sort 1.10 behind 1.9, S2 before S10, and C1 behind the S, as lesson 07 has them.

    >>> sorted(["C1", "1.10", "1.9", "S10", "S2", "6.5b", "6.5a"], key=_by_number)
    ['1.9', '1.10', '6.5a', '6.5b', 'S2', 'S10', 'C1']
    """
    first = -ord(section[0]) if section[:1].isalpha() else 0
    parts = re.findall(r"\d+|[A-Za-z]+", section)
    return first < 0, first, [(not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts]
