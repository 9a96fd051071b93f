"""Compute the grids of course_utils/depth_cliff.py and course_utils/thirty_layers.py again, and store them.

    python tools/depth_cliff.py                                        all of them
    python tools/depth_cliff.py thirty_search.csv thirty_layers.csv    these, in this order

A search chooses the rates of the grid named after it, so it comes first. All cores that the process may use work.
What is computed is kept at once: interrupt it, and the next call goes on from there.
"""

import csv
import os
import signal
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from itertools import product
from pathlib import Path

from tqdm import tqdm

from course_utils import depth_cliff, thirty_layers

GRIDS = depth_cliff.GRIDS | thirty_layers.GRIDS
FOLDER = Path(depth_cliff.__file__).parent / "data"


def main(names):
    """Compute the named grids, or all."""
    for name in names or GRIDS:
        make(name)


def make(name):
    """Compute what is missing of one grid, then write it in order."""
    axes, unfinished = GRIDS[name][1], FOLDER / f"{name}.unfinished"
    cells = [tuple(map(str, cell)) for cell in product(*axes.values())]
    accuracy = kept(unfinished)
    with unfinished.open("a", newline="") as file:
        for cell, found in computed(name, [cell for cell in cells if cell not in accuracy]):
            accuracy[cell] = found
            csv.writer(file).writerow([*cell, found])
            file.flush()
    with (FOLDER / name).open("w", newline="") as file:
        rows = [(*axes, "accuracy"), *((*cell, accuracy[cell]) for cell in cells)]
        csv.writer(file, lineterminator="\n").writerows(rows)
    unfinished.unlink()


def kept(unfinished):
    """Return what an interrupted call has computed, a dict from cell to accuracy."""
    if not unfinished.exists():
        return {}
    with unfinished.open(newline="") as file:
        return {tuple(cell): accuracy for *cell, accuracy in csv.reader(file)}


def computed(name, cells):
    """Yield (cell, accuracy), both as text, as the cells get ready; show a bar."""
    quiet = {"initializer": signal.signal, "initargs": (signal.SIGINT, signal.SIG_IGN)}  # Ctrl-C is for us alone
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    with ProcessPoolExecutor(cores, **quiet) as workers:
        runs = {workers.submit(one, name, cell): cell for cell in cells}
        try:
            for run in tqdm(as_completed(runs), desc=name, total=len(runs), unit="run"):
                yield runs[run], run.result()
        except KeyboardInterrupt:
            workers.shutdown(cancel_futures=True)
            sys.exit("Stopped; what was computed is kept.")


def one(name, cell):
    """Measure one cell, given as text, and return its accuracy as it is stored."""
    measure, axes = GRIDS[name]
    kinds = [type(axis[0]) for axis in axes.values()]
    return f"{measure(*(kind(value) for kind, value in zip(kinds, cell))):.4f}"


if __name__ == "__main__":
    main(sys.argv[1:])
