"""The drawings of the book: each stored figure has its two, they fit, and a telephone's are legible."""

import re

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from matplotlib.figure import Figure

from course_utils.plotting import STYLE, mark
from tools import execute, pictures


def test_each_stored_figure_has_its_drawings_and_no_other_is_kept():
    explorers = {
        output.data["image/png"]
        for path in execute.all_notebooks()
        for cell in nbformat.read(path, as_version=4).cells
        for output in cell.get("outputs", [])
        if output.get("data", {}).get("text/plain", "").startswith("Explorer:")
    }
    stored = {png for path in execute.all_notebooks() for png in execute.pngs(path)} - explorers
    wanted = {path for png in stored for path in pictures.paths(png)}
    assert {path.name for path in wanted} == {path.name for path in pictures.FOLDER.iterdir()}
    assert len(wanted) > 100


def test_on_a_telephone_of_360_pixels_no_word_of_a_figure_is_small():
    for path in pictures.FOLDER.glob("*.narrow.svg"):
        svg = path.read_text("utf-8")
        width = float(re.search(r'width="([\d.]+)pt"', svg)[1])
        smallest = min(float(size) for size in re.findall(r"<text[^>]*font-size: ([\d.]+)px", svg))
        assert smallest * (360 - 32) / width > 10.2, path.name  # on one of 390 pixels 11.1


@pytest.fixture
def two_panels():
    with plt.style.context(STYLE):
        fig, axes = plt.subplots(1, 2)
        axes[0].set_title("A title that is a good deal longer than what a telephone has room for")
        mark(axes[0], 0, 1, "on the left")
        yield fig
        plt.close(fig)


def test_panels_stand_below_each_other_and_the_figure_itself_stays(two_panels):
    before = two_panels.get_size_inches().tolist()
    wide, narrow = pictures.drawings(two_panels)[pictures.MIME]
    boxes = [[float(n) for n in re.search(r'viewBox="([^"]+)"', svg)[1].split()] for svg in (wide, narrow)]
    assert boxes[0][2] > boxes[0][3] and boxes[1][2] < boxes[1][3]
    assert two_panels.get_size_inches().tolist() == before
    assert plt.get_fignums() == [two_panels.number]


def test_a_label_leaves_the_curve_and_the_other_label():
    with plt.style.context(STYLE):
        ax = Figure(figsize=(7.2, 3.8)).subplots()
        ax.plot([0, 1], [0.5, 0.5])
        for text in ("first", "second"):
            ax.annotate(text, (0.5, 0.5), (0, 0), textcoords="offset points", va="center")
        pictures.narrow(ax.figure)
    boxes = [text.get_window_extent() for text in ax.texts]
    line = ax.transData.transform([(0, 0.5), (1, 0.5)])
    assert not boxes[0].overlaps(boxes[1])
    assert not any(box.y0 < line[0, 1] < box.y1 for box in boxes)


def test_straight_paths_keep_their_points_and_curved_ones_their_letters():
    ax = Figure().subplots()
    ax.plot([0, 1, 2], [0, 1, 0])
    ax.add_patch(plt.Circle((1, 0.5), 0.2))
    svg = pictures.drawn(ax.figure)
    (line,) = re.findall(r' d="(M [^"CQ]*)"[^>]*stroke: #1f77b4', svg)
    assert len(line.split()) == 7
    assert np.unique([path.count("C ") for path in re.findall(r' d="([^"]*C [^"]*)"', svg)]).max() == 8
