"""What an explorer asks of matplotlib: find what moves, move it, and say where it then is in the SVG."""

import io

import numpy as np
from matplotlib import rc_context
from matplotlib.cbook import STEP_LOOKUP_MAP
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon
from matplotlib.text import Text

DPI = 72  # at this resolution one pixel of matplotlib is one point of the SVG
UNIT = 32  # coordinates travel as int16, in 1/32 of a point: off by at most 1/64 point
GAP = -(2**15)  # stands for nan: the pen is lifted there


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


def template(fig, artists):
    """Return ``fig`` as SVG, bytes, with every moving part in it.

    matplotlib leaves out marks that lie outside and texts without letters, so all marks wait in the middle.
    """
    for artist in artists:
        if isinstance(artist, Line2D):
            middle = artist.get_transform().inverted().transform(fig.bbox.size / 2)
            artist.set_data(*np.tile(middle, (len(artist.get_xydata()), 1)).T)
        elif isinstance(artist, Text):
            artist.set_text(artist.get_text() or "\N{NO-BREAK SPACE}")
    return render(fig, "svg", metadata=dict.fromkeys(["Date", "Creator", "Format", "Type"]))


def render(fig, kind, **options):
    """Return ``fig`` as the bytes of a file of that ``kind``, on white."""
    page = io.BytesIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "explorer", "savefig.bbox": "standard"}):
        fig.savefig(page, format=kind, facecolor="white", **options)
    return page.getvalue()
