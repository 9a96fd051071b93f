"""Compute the lower ends of course_utils/intervals.py again, and store them.

    python tools/intervals.py

These are 320,000 fits, some five minutes of two cores.
"""

import csv
import os
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from pathlib import Path

from tqdm import tqdm

from course_utils import intervals


def main():
    """Compute every record of every curve, and write the file."""
    cells = list(product(intervals.CURVES, range(intervals.RECORDS)))
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        rows = list(tqdm(workers.map(one, cells, chunksize=10), total=len(cells), unit="record"))
    path = Path(intervals.__file__).parent / "data" / "intervals.csv"
    with path.open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("curve", "record", *intervals.METHODS), *rows])


def one(cell):
    """Return one line of the file."""
    return (*cell, *(f"{end:.3f}" for end in intervals.lower_ends(*cell)))


if __name__ == "__main__":
    main()
