"""Measure the grids of course_utils.stored_runs again, on all cores, and store them.

    python tools/stored_runs.py                all, in some minutes
    python tools/stored_runs.py contrast       one of them

Two runs of one row agree to the digits that are stored, or nearly: the last bit of an exponential differs by machine.
"""

import csv
import sys
from itertools import product
from multiprocessing import Pool
from pathlib import Path

from threadpoolctl import threadpool_limits
from tqdm import tqdm

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from course_utils import stored_runs  # noqa: E402


def main(names):
    """Measure and write the named grids, or all."""
    for name in names or stored_runs.GRIDS:
        grid = stored_runs.GRIDS[name]
        rows = [(name, place) for place in product(*grid.axes.values())]
        with Pool() as workers:
            found = list(tqdm(workers.imap(row, rows), desc=name, total=len(rows), unit="run"))
        with (stored_runs.FOLDER / f"{name}.csv").open("w", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([(*grid.axes, *grid.values), *found])


def row(job):
    """Measure one row and return it as it is stored."""
    name, place = job
    with threadpool_limits(1):
        return (*place, *(f"{value:.4g}" for value in stored_runs.measured(name, *place)))


if __name__ == "__main__":
    main(sys.argv[1:])
