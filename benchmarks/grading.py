"""Grade classes with grade.py and with plain `nbgrader autograde`: python benchmarks/grading.py 50 200 [--alone 800].

The submissions are the same, in the same run: right, untouched, wrong in one answer. Plain means nbgrader with its
own steps, for nothing here is broken. grade.py shuts kernels in as it does by default; its first line says how. After
`--alone` stand sizes for grade.py alone, to see how the time grows with the number.
"""

import argparse
import csv
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from submissions import ASSIGNMENT, NAME, everyday  # noqa: E402

PLAIN = """
c = get_config()
c.CourseDirectory.source_directory, c.CourseDirectory.release_directory = "solutions", "exercises"
"""


def course(folder, students):
    """Make a course with submissions in `folder`."""
    for part in ("solutions", "exercises", "grading"):
        shutil.copytree(ROOT / part, folder / part)
    for part in ("grade.py", "nbgrader_config.py"):
        shutil.copy(ROOT / part, folder)
    for student, content in students.items():
        place = folder / "submitted" / student / ASSIGNMENT
        place.mkdir(parents=True)
        (place / NAME).write_bytes(content)


def nbgrader(folder, *arguments):
    """Run an nbgrader command in a course."""
    command = [sys.executable, "-m", "nbgrader", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True)


def by_nbgrader(folder):
    """Return the seconds that plain nbgrader takes, and its points."""
    (folder / "nbgrader_config.py").write_text(PLAIN)
    nbgrader(folder, "generate_assignment", ASSIGNMENT, "--force")
    began = time.perf_counter()
    nbgrader(folder, "autograde", ASSIGNMENT)
    seconds = time.perf_counter() - began
    nbgrader(folder, "export")
    return seconds, points(folder / "grades.csv")


def by_grade(folder):
    """Return the seconds that grade.py takes, and its points."""
    nbgrader(folder, "generate_assignment", ASSIGNMENT, "--force")
    began = time.perf_counter()
    subprocess.run([sys.executable, "grade.py", ASSIGNMENT], cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - began, points(folder / f"grades_{ASSIGNMENT}.csv")


def points(table):
    """Read a table of grades."""
    with table.open(encoding="utf-8-sig", newline="") as rows:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(rows)}


def measured(way, number):
    """Return what one way says of a class of this size."""
    with tempfile.TemporaryDirectory() as folder:
        course(Path(folder), everyday(number))
        return way(Path(folder))


def main():
    """Print one line for each size of class."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=int, default=[50, 200])
    parser.add_argument("--alone", nargs="*", type=int, default=[])
    options = parser.parse_args()
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    print(f"{os.cpu_count()} cores\nstudents   nbgrader     grade.py    a submission   times as fast", flush=True)
    for number in options.sizes:
        (ours, mine), (plain, theirs) = (measured(way, number) for way in (by_grade, by_nbgrader))
        assert theirs == mine, "the two do not give the same points"
        print(f"{number:8} {plain:8.1f} s {ours:10.1f} s {ours / number:13.2f} s {plain / ours:15.2f}", flush=True)
    for number in options.alone:
        ours, _ = measured(by_grade, number)
        print(f"{number:8} {'':8}   {ours:10.1f} s {ours / number:13.2f} s", flush=True)


if __name__ == "__main__":
    main()
