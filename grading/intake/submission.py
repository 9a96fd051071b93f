"""A Submission: what one student handed in, read once, for all that follows."""

import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime

from nbgrader.utils import parse_utc

from grading.intake.notebooks import choose, notebook
from grading.intake.reading import STAMP, digest


@dataclass
class Submission:
    """What one student handed in: the files as they came, and what of them can be graded.

    `notebooks` has the readable ones by their released names; `notes` say how they were found, `problems` why there
    are not more; `digest` is the name of these files and no others.
    """

    student: str
    files: list
    digest: str
    notebooks: dict
    notes: list
    problems: list

    @property
    def owner(self):
        """Return the student's name, where the platform says it."""
        return next((file.owner for file in self.files), "")

    @property
    def unreadable(self):
        """Return why nothing can be graded, or None."""
        return None if self.notebooks else "; ".join(self.problems)

    def time(self, of_files=False):
        """Return when it came, as text: by its timestamp.txt or, if `of_files`, by its files' times; else None."""
        for file in self.files:
            with contextlib.suppress(ValueError):
                if file.name == STAMP:
                    return str(parse_utc(file.content.decode().strip()))
        latest = max((file.time for file in self.files), default=0)
        return datetime.fromtimestamp(latest, UTC).isoformat(" ", "seconds") if of_files else None


def opened(student, files, cells):
    """Return the Submission in a student's files; `cells` are each released notebook's cells.

    >>> from grading.intake.reading import File
    >>> from grading.intake.submission import opened
    >>> opened("zoe", [File("essay.pdf", b"", 0.0)], {"01.ipynb": {"sigmoid": "..."}}).unreadable
    'no notebook was handed in, but essay.pdf'
    """
    found = Submission(student, files, digest(files), {}, [], [])
    for wanted, names in cells.items():
        try:
            best, why = choose(files, wanted, names)
            if best:
                found.notebooks[wanted] = notebook(best.content)
        except ValueError as error:
            best, why = None, str(error)
        except (Exception, RecursionError, MemoryError) as error:  # one student's files never stop a class
            best, why = None, f"the notebook cannot be read ({type(error).__name__})"
        (found.notes if best else found.problems).extend([why] if why else [])
    return found
