"""What an explorer asks of matplotlib: find what moves, move it, and say where it then is in the SVG."""

import io
import re

import numpy as np
from matplotlib import rc_context
from matplotlib.cbook import STEP_LOOKUP_MAP
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon
from matplotlib.text import Text
from PIL import Image

DPI = 72  # at this resolution one pixel of matplotlib is one point of the SVG
UNIT = 32  # coordinates travel as int16, in 1/32 of a point: off by at most 1/64 point
GAP = -(2**15)  # stands for nan: the pen is lifted there
NARROW = 3.2  # inches: the width of a figure on a telephone
COLOURS_OF_A_PICTURE = 96  # more would only make it larger
GREY, PALE = "#767676", "#b4b4b4"
COLOURS = {  # of the course's figures: the name under which a page may give another, as a dark one does
    "#000000": "ink", "#202020": "text", "#404040": "edge", "#767676": "grey", "#e4e4e4": "grid", "#ffffff": "ground",
    "#0072b2": "blue", "#d55e00": "vermilion", "#c35600": "vermilion-ink", "#009e73": "green", "#cc79a7": "purple",
    "#56b4e9": "sky", "#008762": "green-ink",
}  # fmt: skip


def prepare(fig, shown):
    """Lay ``fig`` out for good, let it show ``shown`` (gid to data) and return the moving artists by gid."""
    fig.set_dpi(DPI)
    fig.draw_without_rendering()
    fig.set_layout_engine("none")
    artists = {gid: _find(fig, gid) for gid in shown}
    for gid, artist in artists.items():
        _move(artist, shown[gid])
    return artists


def _find(fig, gid):
    """Return the artist of ``fig`` called ``gid``."""
    found = fig.findobj(lambda artist: artist.get_gid() == gid)
    if not found:
        raise ValueError(f"at() moves {gid!r}, but no artist of the figure has that gid.")
    if not isinstance(found[0], Line2D | Polygon | Text):
        kind = type(found[0]).__name__
        raise TypeError(f"{gid!r} is a {kind}, but only lines, outlines (ax.fill) and texts can move.")
    if isinstance(found[0], Text):
        found[0].set_parse_math(False)
    return found[0]


def _move(artist, data):
    """Let ``artist`` show ``data``: (x, y) for a line or an outline, text or (x, y, text) for a text."""
    if isinstance(artist, Line2D):
        artist.set_data(*_columns(data))
    elif isinstance(artist, Polygon):
        artist.set_xy(_points(artist, data))
    else:
        artist.set_text(letters(data))
        artist.set_position(_points(artist, data)[0])


def letters(data):
    """Return the string that a text shows."""
    return data if isinstance(data, str) else data[2]


def coordinates(artist, shown):
    """Return where ``artist`` is in the SVG when it shows each of ``shown``: int16, a row for each of them.

    A row is x, y, x, y ... from the top left, in units of 1/32 point.
    """
    points = [_points(artist, data) for data in shown]
    if len({len(some) for some in points}) > 1:
        raise ValueError(f"{artist.get_gid()!r} has more points at some positions: fill them up with nan.")
    pixels = artist.get_transform().transform(np.concatenate(points))
    svg = [0, artist.get_figure().bbox.height] + pixels * [1, -1]
    units, gap = np.rint(UNIT * svg), ~np.isfinite(svg).all(axis=1)
    if (np.abs(units[~gap]) >= -GAP).any():
        raise ValueError(f"{artist.get_gid()!r} lies 1000 points outside: clip its data, or use nan.")
    units[gap] = GAP
    return units.astype(np.int16).reshape(len(points), -1)


def _points(artist, data):
    """Return the points of ``data``, shape (n, 2): a stepped line with its corners, an outline closed."""
    if isinstance(artist, Text):
        return np.array([artist.get_position() if isinstance(data, str) else data[:2]])
    x, y = _columns(data)
    if isinstance(artist, Polygon):
        return np.column_stack([np.append(x, x[0]), np.append(y, y[0])])
    return np.column_stack(STEP_LOOKUP_MAP[artist.get_drawstyle()](x, y))


def _columns(data):
    """Return x and y, shapes (n,), of which either may have been one number for all points."""
    return np.broadcast_arrays(*map(np.atleast_1d, data))


def lay_out(fig, artists, largest=99):
    """Lay ``fig`` out without its readout; return it as SVG with every moving part, and the box of each part.

    No text is larger than ``largest`` points. A box is (left, top, width, height) of the artist's axes, in points
    from the top left: what lies there keeps its place in the box, in whatever layout.
    """
    for artist in fig.findobj(lambda artist: artist.get_gid() == "readout"):
        artist.set_visible(False)
    for artist in artists.values():
        artist.set_in_layout(not isinstance(artist, Line2D))  # marks wait in the middle: see template()
    for text in fig.findobj(Text):
        text.set_fontsize(min(text.get_fontsize(), largest))
    fig.set_layout_engine("constrained")
    fig.draw_without_rendering()
    fig.set_layout_engine("none")
    height = fig.bbox.height
    boxes = [(artist.axes or fig).bbox for artist in artists.values()]
    svg = template(fig, artists.values())
    return svg, [(box.x0, height - box.y1, box.width, box.height) for box in boxes]


def maps(boxes, others):
    """Return how a point of each box comes to lie in the other one: [scale x, shift x, scale y, shift y]."""
    found = []
    for (x, y, w, h), (left, top, width, height) in zip(boxes, others, strict=True):
        across, down = width / w, height / h
        found.append([round(value, 6) for value in (across, left - across * x, down, top - down * y)])
    return found


def stacked(fig, ratios=None):
    """Lay the axes of ``fig`` out below each other, for a telephone; ``ratios`` are their heights, one by default."""
    axes = fig.axes
    ratios = ratios or [1] * len(axes)
    fig.set_size_inches(NARROW, 0.5 + 2.2 * len(axes))
    grid = fig.add_gridspec(len(axes), 1, height_ratios=ratios)
    for ax, place in zip(axes, grid, strict=True):
        ax.set_subplotspec(place)
        ax.tick_params(labelleft=True, labelbottom=True)


def template(fig, artists):
    """Return ``fig`` as SVG with every moving part in it, its colours by name, so that a page can change them.

    matplotlib leaves out marks that lie outside and texts without letters, so all marks wait in the middle.
    """
    for artist in artists:
        if isinstance(artist, Line2D):
            middle = artist.get_transform().inverted().transform(fig.bbox.size / 2)
            artist.set_data(*np.tile(middle, (len(artist.get_xydata()), 1)).T)
        elif isinstance(artist, Text):
            artist.set_text(artist.get_text() or "\N{NO-BREAK SPACE}")
    for ax in fig.axes:
        ax.patch.set_visible(False)
    return svg(fig)


def svg(fig, **options):
    """Return ``fig`` as SVG without a ground, its colours by name where the course has one for them."""
    nothing = dict.fromkeys(["Date", "Creator", "Format", "Type"])
    text = render(fig, "svg", facecolor="none", metadata=nothing, **options).decode()
    return re.sub("#[0-9a-f]{6}", _by_name, text[text.index("<svg") :])


def _by_name(found):
    name = COLOURS.get(found[0])
    return f"var(--explorer-{name}, {found[0]})" if name else found[0]


def still(fig, controls):
    """Return a picture, PNG bytes: ``fig`` on white, its controls in grey, and the advice to run the cell.

    ``controls`` holds (label, value, share of the way) of each slider, (label, value, None) of each list.
    """
    rows = len(controls) + 1
    below = Figure(figsize=(fig.get_figwidth(), 0.3 * rows), layout="none")
    ax = below.add_axes((0, 0, 1, 1), xlim=(0, 1), ylim=(rows, 0))
    ax.set_axis_off()
    for row, (label, value, share) in enumerate(controls):
        y = row + 0.5
        ax.text(0.34, y, label, ha="right", va="center", color=GREY)
        if share is None:
            ax.text(0.36, y, f"{value} ▾", va="center", color=GREY)
            continue
        ax.text(0.9, y, value, va="center", color=GREY)
        ax.plot([0.36, 0.88], [y, y], color=PALE, linewidth=3, solid_capstyle="round")
        ax.plot(0.36 + 0.52 * share, y, "o", color=PALE, markersize=10)
    ax.text(0.36, rows - 0.5, "▶ Run this cell to play.", va="center", color=GREY)
    pictures = [Image.open(io.BytesIO(render(part, "png", dpi=2 * DPI))).convert("RGB") for part in (fig, below)]
    page = io.BytesIO()
    Image.fromarray(np.vstack(pictures)).quantize(COLOURS_OF_A_PICTURE).save(page, "png", optimize=True)
    return page.getvalue()


def render(fig, kind, facecolor="white", **options):
    """Return ``fig`` as the bytes of a file of that ``kind``."""
    page = io.BytesIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "explorer", "savefig.bbox": "standard"}):
        fig.savefig(page, format=kind, facecolor=facecolor, **options)
    return page.getvalue()
