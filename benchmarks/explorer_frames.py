"""Frames a second that a drag over 60 positions shows in JupyterLab, by the way the figure is drawn.

Run from the course's folder: python -m benchmarks.explorer_frames
All rows are measured in one browser, one position of the slider for each animation frame, best of three drags.
"""

import tempfile
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from tests.browser import chromium, flow, interrupt, jupyterlab, keep_busy, open_notebook, run_all, watched_page

CELLS = [
    """
import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from course_utils.activations import sigmoid
from course_utils.explorers.stage import Control, explorer

x, ks = np.linspace(-6, 6, 241), np.linspace(0.25, 8, 61)

def draw(live):
    ax = Figure(figsize=(7.2, 3.8)).subplots()
    ax.plot(x, sigmoid(x), gid="curve")
    return explorer(ax.figure, lambda k: {"curve": (x, sigmoid(k * x))}, [Control("k", "k", ks, 1)], "k", live=live)

def redraw(k):
    _, ax = plt.subplots(figsize=(7.2, 3.8))
    ax.plot(x, sigmoid(k * x))
    plt.show()
""",
    "draw(live=False)",
    "draw(live=True)",
    "ipywidgets.interactive(redraw, k=ipywidgets.SelectionSlider(options=ks.tolist()))",
]
ROWS = {
    "explorer, computed beforehand": ".explorer >> nth=0 >> svg",
    "explorer, live": ".explorer >> nth=1 >> svg",
    "ipywidgets.interactive, new figure": ".widget-interact .widget-output",
}


def measure(page):
    """Return the frames a second of every row, best of three."""
    sliders = page.get_by_role("slider")
    return [
        max(flow(page, sliders.nth(i), page.locator(picture))["rate"] for _ in range(3))
        for i, picture in enumerate(ROWS.values())
    ]


def main():
    """Print the table."""
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    with tempfile.TemporaryDirectory() as folder, jupyterlab(Path(folder)) as lab, chromium() as browser:
        notebook = new_notebook(cells=[new_code_cell(source) for source in CELLS], metadata=kernel)
        nbformat.write(notebook, lab[2] / "notebooks" / "frames.ipynb")
        with watched_page(browser, lab) as page:
            open_notebook(page, lab, "notebooks/frames.ipynb")
            run_all(page)
            idle = measure(page)
            keep_busy(page)
            busy = measure(page)
            interrupt(page)
    print(f"{'frames a second':<36}{'kernel idle':>12}{'kernel busy':>12}")
    for row, *rates in zip(ROWS, idle, busy, strict=True):
        print(f"{row:<36}{rates[0]:>12.0f}{rates[1]:>12.0f}")


if __name__ == "__main__":
    main()
