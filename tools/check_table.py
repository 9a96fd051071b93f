"""Try every check, and print a table: per exercise, what is as it should be, and how long a call takes.

    python tools/check_table.py                 all lessons
    python tools/check_table.py definition      the named ones

A right form counts if it earns every point, a mistake if the check names it, a hostile answer if the check ends with a
sentence and without full points, and a right form passes after it. Hostile answers get a fifth of a second here. The
seconds are those of the calls with right forms and mistakes, the very first one included, which runs the truth and all
mistakes once.
"""

import sys
from pathlib import Path
from statistics import median
from time import perf_counter
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
    return int(any(there != passed for _, _, counts, _ in rows for there, passed in counts))


def row(lesson, check):
    """Return (how many there are, how many are as they should be) for three kinds of answer; and the calls' seconds."""
    forms = right(lesson, check.name)
    wrong, w = zip(*(timed(check, mistake.answer) for mistake in check.mistakes))
    accepted, r = zip(*(timed(check, answer) for answer in forms))
    survived = [survives(check, answer) and check(forms[0]).passed for answer in [*ENDLESS, *HOSTILE]]
    named = [feedback.diagnosis == mistake.id for feedback, mistake in zip(wrong, check.mistakes)]
    counts = [(len(c), sum(c)) for c in ([feedback.passed for feedback in accepted], named, survived)]
    return counts, [*w, *r]


def timed(check, answer):
    """Return the Feedback for an answer, and the seconds that it took."""
    start = perf_counter()
    feedback = check(answer)
    return feedback, perf_counter() - start


def survives(check, answer):
    """Tell whether a hostile answer gets a sentence, and less than all points."""
    with patch.object(exercise, "SECONDS", 0.2):
        feedback = check(answer)
    known = {*wording.GENERAL, *(mistake.id for mistake in check.mistakes)}
    named = feedback.diagnosis in known or str(feedback.diagnosis).startswith("seen-")
    return named and feedback.points < feedback.max_points


def table(rows):
    """Lay out the rows, and a last one with the sums."""
    sums = [tuple(map(sum, zip(*column))) for column in zip(*(counts for _, _, counts, _ in rows))]
    everything = ("all", f"{len(rows)} exercises", sums, [second for *_, seconds in rows for second in seconds])
    lines = [("lesson", "exercise", "right forms accepted", "mistakes named", "hostile answers survived",
              "seconds a call: median", "largest")]  # fmt: skip
    for lesson, name, counts, seconds in [*rows, everything]:
        came = (f"{passed} of {there}" for there, passed in counts)
        lines.append((lesson, name, *came, f"{median(seconds):.3f}", f"{max(seconds):.2f}"))
    widths = [max(map(len, column)) for column in zip(*lines)]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
