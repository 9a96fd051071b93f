"""The drawings of the book: each figure of the notebooks as SVG, as it is and laid out anew for a telephone.

An extension of the kernels in which tools/execute.py runs the notebooks. What it says beside a figure's picture ends in
book/drawings/, in files that have their name from the picture's bytes: a picture that was made elsewhere, or later,
has no drawing, and the book shows the picture itself.
"""

import base64
import hashlib
import io
import itertools
import pickle
import re
import textwrap
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Affine2D
from PIL import Image

from course_utils.explorers import figure

FOLDER = Path(__file__).resolve().parent.parent / "book" / "drawings"
MIME = "application/x-sigmoid-drawings+json"
NARROW = 4.1  # inches: on a telephone of 360 CSS pixels, tick labels of 10 points have 11
LEAST = 10  # points


def load_ipython_extension(shell):
    """Let the kernel say, beside the picture of a figure, what its drawings are."""
    shell.display_formatter.mimebundle_formatter.for_type(Figure, drawings)


def lighter(png):
    """Return a picture, both in base64, with as few colours as the eye needs of a figure: a third of the bytes."""
    page = io.BytesIO()
    Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB").quantize(160).save(page, "png", optimize=True)
    return base64.b64encode(page.getvalue()).decode()


def paths(png):
    """Return the paths of the (wide, narrow) drawings of a picture, which is given in base64."""
    name = hashlib.sha256(base64.b64decode(png)).hexdigest()[:16]
    return FOLDER / f"{name}.svg", FOLDER / f"{name}.narrow.svg"


def drawings(fig, include=None, exclude=None):
    """Return {MIME: [wide, narrow]}: two SVGs; the figure itself stays as it is."""
    copies = [pickle.loads(pickle.dumps(fig)) for _ in range(2)]
    narrow(copies[1])
    svgs = [drawn(copy) for copy in copies]
    for copy in copies:
        plt.close(copy)
    return {MIME: svgs}


def drawn(fig):
    """Return ``fig`` as SVG on no ground, its colours by name, its shapes to a tenth of a point."""
    for ax in fig.axes:
        ax.patch.set_visible(False)
    svg = figure.svg(fig, bbox_inches="tight")
    svg = re.sub(r"<style.*?</style>| font-family: [^;\"]*;?", "", svg, flags=re.S)  # the page says both for all
    svg = re.sub(r'<g id="[^"]*"', "<g", svg)
    svg = re.sub(r"<[^>]*>", lambda tag: re.sub(r"-?\d+\.\d\d+", _rounded, tag[0]), svg)
    svg = re.sub(r' d="[^"CQ]*"', lambda straight: straight[0].replace("L ", ""), svg)  # what follows M are lines
    return re.sub(r"\s*\n\s*", " ", re.sub(r">\s*\n\s*<", "><", svg))


def _rounded(number):
    return f"{float(number[0]):.1f}".removesuffix(".0")


def narrow(fig):
    """Lay ``fig`` out for a telephone: panels below each other, long titles on two lines, labels beside the curves."""
    fig.set_dpi(figure.DPI)
    width, height = fig.get_size_inches()
    placed = [ax for ax in fig.axes if ax.get_subplotspec() is not None]
    rows, columns = placed[0].get_subplotspec().get_gridspec().get_geometry()
    fewer = 1 if rows == 1 else min(columns, 3)
    if fewer < columns:
        more = -(-rows * columns // fewer)
        grid = fig.add_gridspec(more, fewer)
        for ax in placed:
            ax.set_subplotspec(grid[ax.get_subplotspec().num1])
            ax.tick_params(labelleft=True, labelbottom=True)
        height *= 0.875 * more / rows
    fig.set_size_inches(min(width, NARROW), height)
    for text in fig.findobj(Text):
        text.set_fontsize(max(text.get_fontsize(), LEAST))
    fig.draw_without_rendering()
    for text in fig.findobj(Text):
        box, letters = text.get_window_extent(), len(text.get_text())
        room = min(fig.bbox.x1 - box.x0, fig.bbox.width)
        if letters > 20 and text.get_rotation() == 0 and 0 < room < box.width:
            text.set_text(textwrap.fill(text.get_text(), int(letters * room / box.width)))
    fig.draw_without_rendering()
    fig.set_layout_engine("none")
    for ax in fig.axes:
        _part(ax)


def _part(ax):
    """Move the words of ``ax`` that lie on each other, on a curve or outside, by as little as frees them."""
    frame = ax.get_window_extent()
    curves = np.vstack([[[-1, -1]], *(_along(line.get_transform().transform(line.get_xydata())) for line in ax.lines)])
    words = [text for text in ax.texts if text.get_text().strip()]
    boxes = {text: text.get_window_extent() for text in words}

    def cost(text, box):
        on_words = sum(box.count_overlaps([other]) for one, other in boxes.items() if one is not text)
        on_curves = 0 if text.get_bbox_patch() else box.count_contains(curves)
        return 40 * on_words + on_curves + 4 * max(frame.x0 - box.x0, 0) + max(box.y1 - frame.y1 - box.height, 0)

    for text, box in boxes.items():
        steps = itertools.product(np.arange(-3, 3.1, 0.25) * box.height, np.arange(-0.75, 0.8, 0.25) * box.width)
        tried = [(cost(text, box.translated(dx, dy)) + 0.1 * np.hypot(2 * dx, dy), dx, dy) for dy, dx in steps]
        _, dx, dy = min(tried)
        boxes[text] = box.translated(dx, dy)
        if isinstance(text, Annotation) and text.anncoords == "offset points":
            text.xyann = np.add(text.xyann, (dx, dy))
        else:
            text.set_transform(text.get_transform() + Affine2D().translate(dx, dy))


def _along(corners):
    """Return points along the line through ``corners`` (n, 2), two pixels apart."""
    corners = corners[np.isfinite(corners).all(axis=1)]
    if not len(corners):
        return corners
    steps = np.hypot(*np.diff(corners, axis=0).T)
    length = np.concatenate([[0], np.cumsum(steps)])
    at = np.arange(0, length[-1] + 1, 2)
    return np.column_stack([np.interp(at, length, column) for column in corners.T])
