"""Seconds of processor time to make each explorer, the first time and again, and the kB that it sends, in one run.

Run from the course's folder: python -m benchmarks.explorers
"""

import importlib
import json
import pkgutil
import time

from course_utils import explorers
from course_utils.datasets import digits_split


def main():
    """Print the table."""
    digits_split()  # it loads libraries that a lesson has loaded by then
    print(f"{'explorer':<14}{'first':>9}{'again':>9}{'positions':>11}{'kB':>7}{'grabs':>7}{'play':>6}{'goal':>6}")
    for info in pkgutil.iter_modules(explorers.__path__):
        module = importlib.import_module(f"course_utils.explorers.{info.name}")
        for name, make in vars(module).items():
            if name.endswith("_explorer") and not name.startswith("_"):
                times = [time.process_time()]
                for _ in range(2):
                    shown = make()
                    times.append(time.process_time())
                first, again = (after - before for before, after in zip(times, times[1:]))
                scene = shown.scene
                positions = len(shown.texts) // (1 + sum(is_text for *_, is_text in scene["parts"]))
                sent = len(shown.still) + len(shown.moving) + len(shown.frames) + len(json.dumps([scene, shown.texts]))
                plays, ends = scene["play"] is not None, scene["goal"] is not None
                marks = [len(scene["grabs"]), "yes" if plays else "", "yes" if ends else ""]
                print(f"{name[:-9]:<14}{first:>9.2f}{again:>9.2f}{positions:>11}{sent / 1000:>7.0f}"
                      f"{marks[0]:>7}{marks[1]:>6}{marks[2]:>6}")  # fmt: skip


if __name__ == "__main__":
    main()
