"""Try every check, and print a table: per exercise, right forms, mistakes and hostile answers as they should be.

    python tools/check_table.py                 all lessons
    python tools/check_table.py definition      the named ones

A right form counts if it earns every point, a mistake if the check names it, a hostile answer if the check ends with a
sentence and without full points, and a right form passes after it. Hostile answers get a fifth of a second here.
"""

import sys
from pathlib import Path
from unittest.mock import patch

from tqdm import tqdm

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from corpus import LESSONS, exercises, right  # noqa: E402
from corpus.hostile import ENDLESS, HOSTILE  # noqa: E402

from course_utils.checks.engine import exercise, wording  # noqa: E402


def main(lessons):
    """Print the table for these lessons; return 1 where anything is not as it should be."""
    if unknown := set(lessons) - set(LESSONS):
        sys.exit(f"There is no lesson {', '.join(unknown)}; there are {', '.join(LESSONS)}.")
    checks = [(lesson, check) for lesson in lessons or LESSONS for check in exercises(lesson).values()]
    rows = [(lesson, check.name, *row(lesson, check)) for lesson, check in tqdm(checks, unit="exercise")]
    print(table(rows))
    return int(any(there != passed for _, _, *counts in rows for there, passed in counts))


def row(lesson, check):
    """Return, for right forms, mistakes and hostile answers, how many there are and how many are as they should be."""
    forms = right(lesson, check.name)
    accepted = [check(answer).passed for answer in forms]
    named = [check(mistake.answer).diagnosis == mistake.id for mistake in check.mistakes]
    survived = [survives(check, answer) and check(forms[0]).passed for answer in [*ENDLESS, *HOSTILE]]
    return [(len(column), sum(column)) for column in (accepted, named, survived)]


def survives(check, answer):
    """Tell whether a hostile answer gets a sentence, and less than all points."""
    with patch.object(exercise, "SECONDS", 0.2):
        feedback = check(answer)
    known = {*wording.GENERAL, *(mistake.id for mistake in check.mistakes)}
    named = feedback.diagnosis in known or str(feedback.diagnosis).startswith("seen-")
    return named and feedback.points < feedback.max_points


def table(rows):
    """Lay out the rows, and a last one with the sums."""
    sums = [tuple(map(sum, zip(*column))) for column in zip(*(counts for _, _, *counts in rows))]
    lines = [("lesson", "exercise", "right forms accepted", "mistakes named", "hostile answers survived")]
    for lesson, name, *counts in [*rows, ("all", f"{len(rows)} exercises", *sums)]:
        lines.append((lesson, name, *(f"{passed} of {there}" for there, passed in counts)))
    widths = [max(map(len, column)) for column in zip(*lines)]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
