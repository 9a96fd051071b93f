"""The stage of every explorer: matplotlib draws the figure once, the browser moves its artists.

An explorer is a figure whose moving artists carry a gid, and a function ``at`` that says what each of them
shows at one position of the controls. Every position is computed here and sent once, so that a move of a
slider asks nothing of the kernel: ``stage.js`` only sets the outlines of paths and the letters of texts.
"""

import base64
import itertools
from pathlib import Path
from typing import Any, NamedTuple

import anywidget
import ipywidgets
import numpy as np
import traitlets
from matplotlib.text import Text

from course_utils.explorers import figure

MOST_BYTES = 1_000_000
SHOWN = 100  # pixels per inch on the page, as for every other figure


class Control(NamedTuple):
    """One control of an explorer: numbers become a slider, strings a drop-down list.

    ``name`` is the argument of ``at`` that it sets, ``label`` what the reader sees, ``values`` its positions;
    it starts at the value nearest to ``start``.

    >>> Control("k", "steepness k", [0.5, 1, 2], start=1).options()
    [('0.5', 0.5), ('1', 1.0), ('2', 2.0)]
    """

    name: str
    label: str
    values: Any
    start: Any

    def options(self):
        """Return the positions as (what is read, what ``at`` receives): a number is exactly what is read."""
        if isinstance(self.start, str):
            return [(value, value) for value in self.values]
        return [(f"{value:g}", float(f"{value:g}")) for value in self.values]

    def widget(self, letters):
        """Return the ipywidgets control, with room for a label of so many ``letters``."""
        values = [value for _, value in self.options()]
        if isinstance(self.start, str):
            kind, index = ipywidgets.Dropdown, values.index(self.start)
        else:
            kind, index = ipywidgets.SelectionSlider, int(np.abs(np.subtract(values, self.start)).argmin())
        looks = {"style": {"description_width": f"{letters}ch"}, "layout": {"width": "auto"}}
        control = kind(options=self.options(), index=index, description=self.label, **looks)
        return control.add_class("explorer-control")


class Stage(anywidget.AnyWidget):
    """What the browser needs: the figure, which of its parts move, and where they are at each position."""

    _esm = Path(__file__).with_name("stage.js")
    _css = Path(__file__).with_name("stage.css")
    description = traitlets.Unicode().tag(sync=True)
    controls = traitlets.List().tag(sync=True, **ipywidgets.widget_serialization)
    svg = traitlets.Unicode().tag(sync=True)
    parts = traitlets.List(help="gid and number of points of each moving artist").tag(sync=True)
    still = traitlets.Bytes(help="all coordinates at the first position, int16").tag(sync=True)
    moving = traitlets.Bytes(help="which of them are not the same at every position, int32").tag(sync=True)
    frames = traitlets.Bytes(help="these, position by position, int16").tag(sync=True)
    texts = traitlets.List(help="what the texts say, position by position").tag(sync=True)
    live = traitlets.Bool(help="frames and texts hold the current position alone").tag(sync=True)


class Explorer(ipywidgets.VBox):
    """A stage above its controls; where nothing is live, a picture of the first position."""

    def __init__(self, stage, controls, png, width):
        """Take the stage, its controls by name, the picture (bytes) and the width of both, in pixels."""
        super().__init__([stage, *controls.values()], layout={"max_width": f"{width}px"})
        self.add_class("explorer")
        self.stage, self.controls, self.png, self.width = stage, controls, png, width

    def _repr_mimebundle_(self, **kwargs):
        picture = {"text/plain": self.stage.description, "image/png": base64.b64encode(self.png).decode()}
        return super()._repr_mimebundle_(**kwargs) | picture, {"image/png": {"width": self.width}}


def explorer(fig, at, controls, description, live=False):
    """Return ``fig`` as an interactive figure that follows its ``controls``.

    ``at`` is called with the value of each control, by name, and returns a dict: the gid of each moving
    artist, and what it shows. That is (x, y) for a line, marks or an outline (``ax.plot``, ``ax.axvline``,
    ``ax.fill``), and a string or (x, y, string) for a text. The number of points must not change; nan leaves
    a gap. ``description`` is one sentence that says what there is to see, for where nothing can be shown.

    All positions are computed now, unless ``live``: then the kernel computes each one when asked for it.
    Raises TypeError for an artist that cannot be moved, ValueError for a gid that no artist has, for points
    far outside the figure, for a number of points that changes, and for more than 1 MB of positions.
    """
    letters = max(len(control.label) for control in controls)
    widgets = {control.name: control.widget(letters) for control in controls}

    def record(positions):
        return _record(artists, [at(**values) for values in positions])

    def now():
        return {name: widget.value for name, widget in widgets.items()}

    def follow(_):
        blocks, texts = record([now()])
        with stage.hold_sync():
            stage.frames, stage.texts = np.hstack(blocks).tobytes(), texts

    artists = figure.prepare(fig, at(**now()))
    png, svg = figure.render(fig, "png", dpi=2 * figure.DPI), figure.template(fig, artists.values())
    blocks, texts = record([now()] if live else _grid(controls))
    still, frames = np.hstack(record([now()])[0])[0], np.hstack(blocks)
    moving = np.flatnonzero((frames != still).any(axis=0) | live)
    stage = Stage(
        description=description, controls=list(widgets.values()), live=live, svg=svg.decode(), texts=texts,
        parts=[[gid, block.shape[1] // 2] for gid, block in zip(artists, blocks, strict=True)],
        still=still.tobytes(), moving=moving.astype(np.int32).tobytes(), frames=frames[:, moving].tobytes(),
    )  # fmt: skip
    if (size := len(stage.frames) + sum(map(len, texts))) > MOST_BYTES:
        raise ValueError(f"{len(frames)} positions take {size / 1e6:.1f} MB, not 1: use fewer, or live=True.")
    for widget in widgets.values() if live else []:
        widget.observe(follow, "value")
    return Explorer(stage, widgets, png, round(SHOWN * fig.get_figwidth()))


def _grid(controls):
    """Return the values of all ``controls``, by name, at every position; the last control runs fastest."""
    names = [control.name for control in controls]
    grid = itertools.product(*([value for _, value in control.options()] for control in controls))
    return [dict(zip(names, values, strict=True)) for values in grid]


def _record(artists, shown):
    """Return the coordinates of each artist (a row for each of ``shown``) and all texts, in one list."""
    blocks = [figure.coordinates(artist, [data[gid] for data in shown]) for gid, artist in artists.items()]
    written = [gid for gid, artist in artists.items() if isinstance(artist, Text)]
    return blocks, [figure.letters(data[gid]) for data in shown for gid in written]
