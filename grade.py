"""Grade what a class handed in: every submission ends with its points, or with the reason why it has none.

    python grade.py 01_definition --submissions download.zip    a zip or folder, as a learning platform exports it
    python grade.py 01_definition                               what lies in submitted/, or was read before
    python grade.py 01_definition --roster class.csv            name also those who handed in nothing
    python grade.py 01_definition --fill sheet.csv              fill the points into your platform's own table
    python grade.py 01_definition --report                      one page: what has the class not understood?

Each submission is graded by nbgrader itself, in a process and a fresh kernel of its own, as many at once as the
machine has cores. What was handed in is kept as it came, in collected/. The gradebook, autograded/ and a table,
grades_01_definition.csv, hold the result. Stop it with Ctrl-C whenever you like: the same command goes on from there.
"""

import argparse
import contextlib
import errno
import os
import signal
import subprocess
import sys
import warnings
from pathlib import Path

os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")  # before anything imports NumPy
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
try:
    from sqlalchemy.exc import DatabaseError

    from grading import engine, intake
    from grading.cluster import Cluster
    from grading.course import Course
    from grading.judge import judging, kernels
    from grading.record import collected, fill, gradebook, reporting, table
    from grading.sandbox import LEVELS
except ModuleNotFoundError as error:
    sys.exit(f'{error.name} is missing: run pip install -e ".[teach]" first, in the environment you grade in.')

ROOT = Path(__file__).resolve().parent
MACHINE = {errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EPERM, errno.EDQUOT}
MANY = 5  # submissions, from which on it pays to prepare what all of them need


def main(arguments, root=ROOT):
    """Run the command and return its exit code: 1 where a submission could not be graded."""
    options = parsed(arguments)
    warnings.filterwarnings("ignore", module="nbgrader")  # what it says of its own database calls helps nobody
    try:
        course = Course.known(root, options.assignment)
        course.config.Run.sandbox = wish = options.sandbox or course.config.Run.get("sandbox", "auto")
        where = f"submissions run on the workers of {options.scheduler}: sandbox {wish} there."
        print(where if options.scheduler else kernels.chosen(wish)[1])
        said = take_in(course, options)
        print("".join(f"{table.plain(sentence)}\n" for sentence in said), end="")
        grade(course, options)
        rows = table.rows_of(course)
        return max(table.report(course, rows), give_back(course, options, rows))
    except DatabaseError as error:
        sys.exit(f"The gradebook cannot be used ({str(error.__cause__ or error).splitlines()[0]}): close what holds it "
                 "open, Formgrader for example, and run the same command again. Nothing is lost.")
    except OSError as error:
        sys.exit(f"{error}: see that there is room and that this folder may be written to, then run the same command "
                 "again. Nothing is lost." if error.errno in MACHINE else str(error))
    except ValueError as error:
        sys.exit(str(error))
    except subprocess.CalledProcessError:
        if engine.STOP.is_set():  # Ctrl-C reaches what nbgrader starts, too
            raise KeyboardInterrupt from None
        raise


def give_back(course, options, rows):
    """Fill the platform's table and write the report, where they are asked for; return 1 where one cannot be."""
    said = []
    try:
        said += fill.write(options.fill, course.name, rows, options.column) if options.fill else []
        said += [f"Report: {reporting.write(course, rows, options.names)}."] if options.report else []
    except (ValueError, OSError) as error:
        said.append(str(error))
        return 1
    finally:
        print("".join(f"{table.plain(sentence)}\n" for sentence in said), end="")
    return 0


def parsed(arguments):
    """Return the options of the command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("assignment", help="the name of a folder in exercises/, for example 01_definition")
    parser.add_argument("--submissions", help="a zip, a folder or a notebook: what was handed in")
    parser.add_argument("--roster", help="a table (csv) of all students: id, first_name, last_name, email")
    parser.add_argument("--sandbox", choices=["auto", *LEVELS], help="how submissions are shut in; auto if not given")
    parser.add_argument("--times", action="store_true", help="take the files' times as the times of handing in")
    parser.add_argument("--replace", action="store_true", help="take what --submissions holds even if later work came")
    parser.add_argument("--fill", metavar="SHEET", help="your platform's own table: one column of it is filled in")
    parser.add_argument("--column", help="the column to fill, where several could be meant")
    parser.add_argument("--report", action="store_true", help="write a page about what the class has not understood")
    parser.add_argument("--names", action="store_true", help="list in the report, by name, who is stuck")
    parser.add_argument("--again", action="store_true", help="grade also what has been graded before")
    jobs = (os.cpu_count() or 1) + 1  # one waits now and then
    parser.add_argument("--jobs", type=int, default=jobs, help=f"submissions at once (here {jobs}, if not given)")
    parser.add_argument("--scheduler", help="a dask scheduler, tcp://host:8786: grade on its workers")
    return parser.parse_args(arguments)


def take_in(course, options):
    """Read what came, keep it, and write its students into the gradebook; return what is to be said about it.

    Raises ValueError where nothing came, or something that cannot be read.
    """
    roster = intake.roster(options.roster) if options.roster else []
    if options.submissions:
        handed = intake.read(options.submissions, course.name, [row["id"] for row in roster])
        came = [intake.opened(student, files, course.cells) for student, files in handed.items()]
    else:
        came = collected.new_in_submitted(course)
    said = collected.keep(course, came, options.replace)
    if not (roster or course.collected.exists()):
        raise ValueError(f"Nothing has been handed in for {course.name} yet. Name a zip or folder: --submissions.")
    gradebook.release(course)
    owners = {submission.student: submission.owner for submission in came}
    students = [path.name for path in collected.students(course)]
    gradebook.enrol(course, [{"id": s, "last_name": owners.get(s, "")} for s in students] + roster)
    strangers = sorted(set(students) - {row["id"] for row in roster}) if roster else []
    return said + [f"Not on the roster, though they handed in something: {', '.join(strangers)}."] * bool(strangers)


def grade(course, options):
    """Grade every submission that is new or has changed, and write down each as it ends."""
    submissions = {submission.student: submission for submission in collected.waiting(course, options.again)}
    before = collected.entries(course)
    same = {s: before[s] if before.get(s, {}).get("handed_in") == submission.digest else {}
            for s, submission in submissions.items()}  # fmt: skip
    released, files = gradebook.originals(course), course.files()

    def task_of(student):
        submission = submissions[student]
        there = collected.beside(submission) | files
        return judging.task(course.name, released, submission.notebooks, there, course.config)

    def write(student, result):
        gradebook.write(course, submissions[student], result, same[student].get("refused"))

    ready = []
    for student, submission in submissions.items():
        when = submission.time(options.times) or same[student].get("time")
        reason = because(collected.hand_over, course, submission, when) or submission.unreadable
        write(student, {"reason": reason}) if reason else ready.append(student)
    if not ready:
        return
    if len(ready) >= MANY and not options.scheduler:
        judging.warm(released)
    there, wish = options.scheduler, course.config.Run.sandbox
    pool = Cluster(there) if there else engine.Processes(options.jobs, wish, judging.heavy(released))
    with contextlib.closing(pool):
        for student, result in progress(engine.graded(ready, task_of, pool), len(ready)):
            reason = because(write, student, result)
            if reason:
                write(student, {"reason": reason})


def because(do, *arguments):
    """Do something with one student's work; return None, or the reason why it cannot be done: it stops no other."""
    try:
        do(*arguments)
    except OSError:  # the machine's doing, not the student's
        raise
    except Exception as error:
        return judging.last_words(error)


def progress(results, total):
    """Pass results on, and show how many there were: a bar on a terminal, elsewhere a line for every tenth."""
    if sys.stdout.isatty():
        from tqdm import tqdm

        yield from tqdm(results, total=total, unit=" graded", file=sys.stdout, dynamic_ncols=True)
        return
    for count, result in enumerate(results, 1):
        yield result
        if count * 10 // total > (count - 1) * 10 // total:
            print(f"{count} of {total} graded", flush=True)


if __name__ == "__main__":
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: engine.STOP.set())
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("\nStopped. The same command goes on from here.")
