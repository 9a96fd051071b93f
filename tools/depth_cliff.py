"""Compute the grid of course_utils/depth_cliff.py again, on all cores, and store it.

    python tools/depth_cliff.py

It takes some minutes. What is computed is kept at once: interrupt it, and the next call goes on from there.
"""

import csv
import os
import signal
from concurrent.futures import ProcessPoolExecutor, as_completed
from itertools import product

from course_utils.depth_cliff import DEPTHS, RATES, SEEDS, SETTINGS, STORED, measure
from course_utils.training import with_progress

COLUMNS = ("setting", "depth", "lr", "seed", "accuracy")
UNFINISHED = STORED.with_suffix(".unfinished")
CELLS = [tuple(map(str, cell)) for cell in product(SETTINGS, DEPTHS, RATES, SEEDS)]


def main():
    """Compute what is missing, then write the grid in order."""
    accuracy = kept()
    missing = [cell for cell in CELLS if cell not in accuracy]
    quiet = {"initializer": signal.signal, "initargs": (signal.SIGINT, signal.SIG_IGN)}  # Ctrl-C is for us alone
    with UNFINISHED.open("a", newline="") as file, ProcessPoolExecutor(os.cpu_count(), **quiet) as workers:
        runs = {workers.submit(one, cell): cell for cell in missing}
        try:
            for run, _ in zip(as_completed(runs), with_progress(range(len(runs)), "runs")):
                accuracy[runs[run]] = run.result()
                csv.writer(file).writerow([*runs[run], run.result()])
                file.flush()
        except KeyboardInterrupt:
            workers.shutdown(cancel_futures=True)
            raise SystemExit(f"Stopped; {len(accuracy)} of {len(CELLS)} runs are kept.") from None
    with STORED.open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *((*cell, accuracy[cell]) for cell in CELLS)])
    UNFINISHED.unlink()


def one(cell):
    """Measure one cell, given as text, and return its accuracy as it is stored."""
    setting, depth, lr, seed = cell
    return f"{measure(setting, int(depth), float(lr), int(seed)):.4f}"


def kept():
    """Return what an interrupted call has computed, a dict from cell to accuracy."""
    if not UNFINISHED.exists():
        return {}
    with UNFINISHED.open(newline="") as file:
        return {tuple(row[:4]): row[4] for row in csv.reader(file) if len(row) == len(COLUMNS)}


if __name__ == "__main__":
    main()
