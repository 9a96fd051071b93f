"""Compute the runs of course_utils/deep_sigmoids.py again, and store them.

    python tools/deep_sigmoids.py                    all files
    python tools/deep_sigmoids.py ten_layers.csv     one of them

All of them take some twenty minutes, of which ten_layers.csv is half.
"""

import csv
import sys
from itertools import product

from tqdm import tqdm

from course_utils import deep_sigmoids as runs


def main(names):
    """Write the named files, or all."""
    for name in names or FILES:
        header, make = FILES[name]
        rows = list(make())
        with (runs.FOLDER / name).open("w", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *rows])


def counted(*axes):
    """Return all combinations of the axes, with a bar that counts along."""
    return tqdm(list(product(*axes)), unit="run")


def plateau():
    """Yield a row for every stored epoch of every run on the plateau."""
    for layers, seed in counted(runs.EPOCHS, runs.SEEDS):
        run = runs.measure(layers, seed, runs.EPOCHS[layers])
        for epoch in range(0, run.epochs + 1, runs.EVERY[layers]):
            yield layers, seed, epoch, *(f"{getattr(run, name)[epoch]:.6g}" for name in runs.SCORES)


def outputs():
    """Yield a row for every picture of the outputs and every layer."""
    for k, (loss, shares, means) in enumerate(tqdm(runs.measure_outputs(), total=runs.STRETCHES + 1)):
        for layer in range(4):
            yield k * runs.STRETCH, layer + 1, *(f"{x:.5g}" for x in (loss, means[layer], *shares[layer]))


def ten_layers():
    """Yield a row for every setting of ten layers and every seed."""
    for setting, seed in counted(runs.TEN, runs.SEEDS):
        yield *setting, seed, *(f"{share:.5f}" for share in runs.measure_ten(*setting, seed))


def activations():
    """Yield a row for every activation and seed: four layers, ten epochs."""
    for name, seed in counted(runs.ACTIVATIONS, runs.SEEDS):
        yield name, seed, f"{runs.measure(4, seed, 10, name).test_accuracy[-1]:.4f}"


def xor():
    """Yield a row for every number of hidden units and every seed."""
    for hidden, seed in counted(runs.HIDDEN, runs.XOR_SEEDS):
        yield hidden, seed, f"{runs.measure_xor(hidden, seed):.3f}"


FILES = {  # name: its columns, and what makes its rows
    "plateau.csv": (("layers", "seed", "epoch", *runs.SCORES), plateau),
    "plateau_outputs.csv": (
        ("epoch", "layer", "loss", "mean", *(f"share{k}" for k in range(1, runs.BINS + 1))),
        outputs,
    ),
    "ten_layers.csv": (("start", "width", "rate", "seed", "saturated", "accuracy", "test_accuracy"), ten_layers),
    "activations.csv": (("activation", "seed", "test_accuracy"), activations),
    "xor.csv": (("hidden", "seed", "loss"), xor),
}


if __name__ == "__main__":
    main(sys.argv[1:])
