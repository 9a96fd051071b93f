"""Read what a class handed in, as it comes; nothing here writes.

`read` tells whose each file is, `opened` makes a Submission of one student's files, `roster` reads a class's table.
"""

from grading.intake.notebooks import as_text, choose, notebook
from grading.intake.reading import File, digest, files, kept_name, read, safe
from grading.intake.rosters import roster
from grading.intake.submission import Submission, opened

__all__ = [
    "File",
    "Submission",
    "as_text",
    "choose",
    "digest",
    "files",
    "kept_name",
    "notebook",
    "opened",
    "read",
    "roster",
    "safe",
]
