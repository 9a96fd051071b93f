"""The stage of every explorer: matplotlib draws the figure once, the browser moves its artists.

An explorer is a figure whose moving artists carry a gid, and a function ``at`` that says what each of them
shows at one position of the controls. Every position is computed here and sent once, so that a move asks
nothing of the kernel: ``drawing.js`` only sets the outlines of paths and the letters of texts.
"""

import base64
import itertools
from pathlib import Path
from typing import Any, NamedTuple

import anywidget
import numpy as np
import traitlets
from matplotlib.text import Text

from course_utils.explorers import figure

MOST_BYTES = 1_000_000
SHOWN = 100  # pixels per inch on the page, as for every other figure
READOUT, SCORE = "readout", "score"  # what ``at`` may return besides what its artists show
HERE = Path(__file__).parent


def number(value, spec="g"):
    """Return a number as the course writes it: a real minus sign, and powers of ten as powers.

    >>> print(number(-0.25), number(3e-13), number(1e-13), number(1234.5, ".2e"), sep=", ")
    −0.25, 3 × 10⁻¹³, 10⁻¹³, 1.23 × 10³
    """
    digits, _, power = f"{value:{spec}}".partition("e")
    digits = digits.replace("-", "−")
    if not power:
        return digits
    raised = "10" + str(int(power)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return raised if digits == "1" else f"{digits}\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}{raised}"


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
            return [(value.replace(" - ", " − "), value) for value in self.values]
        return [(number(value), float(f"{value:g}")) for value in self.values]

    def index(self):
        """Return the number of the position at which it starts."""
        values = [value for _, value in self.options()]
        if isinstance(self.start, str):
            return values.index(self.start)
        return int(np.abs(np.subtract(values, self.start)).argmin())


class Grab(NamedTuple):
    """What a hand can take hold of: the artist ``gid`` sets the controls named in ``sets``.

    The controls take the position at which the artist lies nearest to the pointer. The marks named in ``keeps`` are
    to stay where they are meanwhile, as well as the positions allow.
    """

    gid: str
    sets: tuple
    keeps: tuple = ()


class Goal(NamedTuple):
    """Something to reach: the number that ``at`` returns as "score" is to fall to ``limit`` or below.

    ``text`` says what to do; scores are rounded to so many ``digits`` after the point, and judged as they are shown.
    """

    text: str
    limit: float
    digits: int


class Knob:
    """One control as it stands: its ``options``, and the ``value`` and ``index`` of the one that is chosen."""

    def __init__(self, shown, place, control):
        """Take the explorer, the place among its controls, and the Control."""
        self._shown, self._place = shown, place
        self.label, self.options = control.label, control.options()

    @property
    def index(self):
        """The number of the position."""
        return self._shown.positions[self._place]

    @property
    def value(self):
        """What ``at`` receives; set it to one of the options to move the control."""
        return self.options[self.index][1]

    @value.setter
    def value(self, value):
        values = [one for _, one in self.options]
        if value not in values:
            raise ValueError(f"{self.label} has no position {value!r}: expected one of {', '.join(map(str, values))}.")
        positions = [*self._shown.positions]
        positions[self._place] = values.index(value)
        self._shown.positions = positions


class Explorer(anywidget.AnyWidget):
    """A figure above its controls; where nothing is live, a picture of the first position."""

    _esm = "\n".join((HERE / name).read_text("utf-8") for name in ("drawing.js", "widget.js"))
    _css = HERE / "stage.css"
    scene = traitlets.Dict(help="the figure, its parts and its controls: see explorer()").tag(sync=True)
    positions = traitlets.List(traitlets.Int(), help="where the controls are").tag(sync=True)
    still = traitlets.Bytes(help="all coordinates at the first position, int16").tag(sync=True)
    moving = traitlets.Bytes(help="which of them are not the same at every position, int32").tag(sync=True)
    frames = traitlets.Bytes(help="these, position by position, int16").tag(sync=True)
    texts = traitlets.List(help="what readout and texts say, position by position").tag(sync=True)

    def __init__(self, controls, png, width, **sent):
        """Take the controls, the picture (bytes), the width of both in pixels, and what the browser needs."""
        super().__init__(positions=sent["scene"]["start"], layout={"max_width": f"{width}px"}, **sent)
        self.add_class("explorer")
        self.png, self.width = png, width
        self.controls = {control.name: Knob(self, place, control) for place, control in enumerate(controls)}

    def _repr_mimebundle_(self, **kwargs):
        picture = {"text/plain": self.scene["description"], "image/png": base64.b64encode(self.png).decode()}
        data, *_ = super()._repr_mimebundle_(**kwargs)
        return data | picture, {"image/png": {"width": self.width}}


def explorer(
    fig, at, controls, description, grabs=(), play=None, ghosts=(), goal=None, narrow=figure.stacked, live=False
):
    """Return ``fig`` as an interactive figure that follows its ``controls``.

    ``at`` is called with the value of each control, by name, and returns a dict: the gid of each moving
    artist, and what it shows. That is (x, y) for a line, marks or an outline (``ax.plot``, ``ax.axvline``,
    ``ax.fill``), and a string or (x, y, string) for a text. The number of points must not change; nan leaves
    a gap. What it says of "readout" stands above the figure, and its "score" is what the ``goal`` is about.
    ``description`` is one sentence that says what there is to see, for where nothing can be shown.

    ``grabs`` are what a hand can take hold of in the figure; ``play`` names the control that runs by itself;
    ``ghosts`` are gids of lines that leave a faint copy where they rested last. ``narrow`` lays the figure out
    anew for a telephone.

    All positions are computed now, unless ``live``: then the kernel computes each one when asked for it.
    Raises TypeError for an artist that cannot be moved, ValueError for a gid that no artist has, for points
    far outside the figure, for a number of points that changes, and for more than 1 MB of positions.
    """
    names = [control.name for control in controls]
    choices = [[value for _, value in control.options()] for control in controls]
    start = [control.index() for control in controls]

    def shown_at(positions):
        chosen = zip(names, choices, positions, strict=True)
        return at(**{name: values[i] for name, values, i in chosen})

    def record(positions):
        return _record(artists, [shown_at(position) for position in positions])

    def follow(change):
        blocks, texts, _ = record([change.new])
        with made.hold_sync():
            made.frames, made.texts = np.hstack(blocks).tobytes(), texts

    first = shown_at(start)
    artists = figure.prepare(fig, {gid: data for gid, data in first.items() if gid != SCORE})
    shares = [None if isinstance(c.start, str) else i / max(len(c.values) - 1, 1) for c, i in zip(controls, start)]
    png = figure.still(fig, [(c.label, c.options()[i][0], share) for c, i, share in zip(controls, start, shares)])
    artists.pop(READOUT, None)
    for grab in grabs:
        if artists[grab.gid].get_linestyle() == "None":
            artists[grab.gid].set_clip_on(False)  # a mark at the edge stays whole
    width = round(SHOWN * fig.get_figwidth())
    layouts = {"wide": figure.lay_out(fig, artists)}
    blocks, texts, scores = record([start] if live else _grid(controls))
    frames = np.hstack(blocks)
    still = frames[0 if live else np.ravel_multi_index(start, [len(values) for values in choices])]
    narrow(fig)
    layouts["narrow"] = figure.lay_out(fig, artists, largest=10)
    moving = np.flatnonzero((frames != still).any(axis=0) | live)
    step = len(texts) // len(frames)
    scene = {
        "description": description, "live": live, "start": start,
        "longest": max(texts[::step], key=len) if READOUT in first else "",
        "layouts": {
            name: {"svg": svg, "maps": figure.maps(layouts["wide"][1], boxes)} for name, (svg, boxes) in layouts.items()
        },
        "parts": [[gid, block.shape[1] // 2, isinstance(artists[gid], Text)] for gid, block in zip(artists, blocks)],
        "controls": [
            {"label": c.label, "options": [text for text, _ in c.options()], "slider": not isinstance(c.start, str)}
            for c in controls
        ],
        "grabs": [
            {"gid": grab.gid, "sets": [names.index(name) for name in grab.sets], "keeps": list(grab.keeps)}
            for grab in grabs
        ],
        "play": None if play is None else names.index(play), "ghosts": list(ghosts),
        "goal": goal and {
            **goal._asdict(), "limit": round(float(goal.limit), goal.digits),
            "scores": [round(float(score), goal.digits) for score in scores],
        },
    }  # fmt: skip
    if (size := frames[:, moving].nbytes + sum(map(len, texts))) > MOST_BYTES:
        raise ValueError(f"{len(frames)} positions take {size / 1e6:.1f} MB, not 1: use fewer, or live=True.")
    sent = {
        "still": still.tobytes(),
        "moving": moving.astype(np.int32).tobytes(),
        "frames": frames[:, moving].tobytes(),
    }
    made = Explorer(controls, png, width, scene=scene, texts=texts, **sent)
    if live:
        made.observe(follow, "positions")
    return made


def _grid(controls):
    """Return all positions, as numbers of the controls' values; the last control runs fastest."""
    return itertools.product(*(range(len(control.values)) for control in controls))


def _record(artists, shown):
    """Return the coordinates of each artist (a row for each of ``shown``), all texts in one list, and the scores.

    The texts of a position are its readout, then those of the artists.
    """
    blocks = [figure.coordinates(artist, [data[gid] for data in shown]) for gid, artist in artists.items()]
    written = [gid for gid, artist in artists.items() if isinstance(artist, Text)]
    texts = [
        text for data in shown for text in (data.get(READOUT, ""), *(figure.letters(data[gid]) for gid in written))
    ]
    return blocks, texts, [data.get(SCORE, 0.0) for data in shown]
