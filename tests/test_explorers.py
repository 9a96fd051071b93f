"""The explorers without a browser: what is sent to one is what matplotlib would draw at every position."""

import base64
import functools
import io
import json
import pickle
import re
import sys
from unittest.mock import Mock
from xml.etree import ElementTree

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Polygon
from matplotlib.text import Text
from scipy.optimize import curve_fit

from course_utils.activations import logistic
from course_utils.datasets import yeast_growth
from course_utils.explorers import (
    alternatives,
    audit,
    calibration,
    definition,
    derivative,
    figure,
    logistic_regression,
    stage,
    today,
    vanishing_gradients,
)
from course_utils.explorers.stage import Control, explorer

EXPLORERS = {
    "steepness": (definition.steepness_explorer, [{"k": 0.25}, {"k": 1.375}, {"k": 8.0}]),
    "growth": (definition.growth_explorer, [{"L": 500.0, "k": 0.35, "x0": 5.5}, {"L": 740.0, "k": 0.75, "x0": 10.0}]),
    "saturation": (definition.saturation_explorer, [{"dtype": "float16", "x0": 9.0}, {"dtype": "float32", "x0": 0.0}]),
    "tangent": (derivative.tangent_explorer, [{"x0": -6.0, "h": 0.001}, {"x0": 6.0, "h": 0.7}]),
    "step": (derivative.step_explorer, [{"method": "complex", "h": 1.0}, {"method": "forward", "h": 0.1}]),
    "affine": (derivative.affine_explorer, [{"w": 0.5, "b": -4.0}, {"w": 12.0, "b": 4.0}]),
    "hand fit": (logistic_regression.hand_fit_explorer, [{"b0": 15.0, "b1": -0.23}, {"b0": 0.0, "b1": 0.1}]),
    "threshold": (logistic_regression.threshold_explorer, [{"threshold": 0.2, "times": 5.0}]),
    "separation": (calibration.separation_explorer, [{"moved": 1.0, "ridge": 0.0}, {"moved": 3.0, "ridge": 10.0}]),
    "temperature": (calibration.temperature_explorer, [{"T": 0.1}, {"T": 1.0}, {"T": 10.0}]),
    "probit": (audit.probit_explorer, [{"c": 1.0}, {"c": 1.7}]),
    "memory": (audit.memory_explorer, [{"w": 0.5}, {"w": 1.1}]),
    "chain": (vanishing_gradients.chain_explorer, [{"w": 4.0, "b": -2.0, "L": 30.0}, {"w": 8.0, "b": 2.0, "L": 1.0}]),
    "gain": (vanishing_gradients.gain_explorer, [{"s": 0.5}, {"s": 8.0}]),
    "plateau": (vanishing_gradients.plateau_explorer, [{"epoch": 60.0}, {"epoch": 170.0}]),
    "activation": (alternatives.activation_explorer, [{"name": "selu", "s": 0.1}, {"name": "softplus", "s": 6.0}]),
    "depth": (alternatives.depth_explorer, [{"name": "relu", "s": 4.0}, {"name": "sigmoid, centred", "s": 0.5}]),
    "cliff": (alternatives.cliff_explorer, [{"lr": "0.1"}, {"lr": "1"}]),
    "preference": (today.preference_explorer, [{"beta": 2.0, "smoothing": 0.2}, {"beta": 0.25, "smoothing": 0.0}]),
    "gate": (today.gate_explorer, [{"b": -2.0, "T": 100.0}, {"b": 7.0, "T": 1.0}]),
    "attention": (today.attention_explorer, [{"b": -8.0, "n": 2.0}, {"b": 0.0, "n": 4096.0}]),
    "focal": (today.focal_explorer, [{"gamma": 0.0}, {"gamma": 8.0}]),
}
SVG = "{http://www.w3.org/2000/svg}"


@functools.cache
def made(name):
    """Make an explorer of the course; return it, its figure in each layout, its `at`, and positions to look at."""
    (make, positions), figures, lay_out, spy = EXPLORERS[name], [], figure.lay_out, Mock(side_effect=explorer)

    def copying(fig, *args, **kwargs):
        laid = lay_out(fig, *args, **kwargs)
        figures.append(pickle.loads(pickle.dumps(fig)))
        return laid

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figure, "lay_out", copying)
        patch.setattr(sys.modules[make.__module__], "explorer", spy)
        shown = make()
    return shown, dict(zip(shown.scene["layouts"], figures, strict=True)), spy.call_args.args[1], positions


@pytest.fixture(scope="module", params=EXPLORERS)
def played(request):
    return made(request.param)


def values(shown):
    return {name: control.value for name, control in shown.controls.items()}


def scene(shown, position, layout="wide"):
    """Return the coordinates of each part, in points of a layout, and the texts that the browser finds there."""
    controls = shown.controls.items()
    index = [[value for _, value in control.options].index(position[name]) for name, control in controls]
    number = np.ravel_multi_index(index, [len(control.options) for _, control in controls])
    row, moving = np.frombuffer(shown.still, np.int16).copy(), np.frombuffer(shown.moving, np.int32)
    frames = np.frombuffer(shown.frames, np.int16).reshape(-1, moving.size)
    row[moving] = frames[number]
    parts, points = shown.scene["parts"], {}
    ends = np.cumsum([2 * count for _, count, _ in parts])[:-1]
    for (gid, *_), block, (across, left, down, top) in zip(
        parts, np.split(row, ends), shown.scene["layouts"][layout]["maps"], strict=True
    ):
        xy = np.where(block == figure.GAP, np.nan, block / figure.UNIT).reshape(-1, 2)
        points[gid] = xy * [across, down] + [left, top]
    texts = np.reshape(shown.texts, (len(frames), -1))[number]
    return points, texts.tolist()


def drawing(fig):
    """Return what matplotlib's own SVG of a figure holds."""
    with matplotlib.rc_context({"path.simplify": False}):
        return ElementTree.fromstring(figure.render(fig, "svg"))


def drawn(page, gid):
    """Return what a drawing says of an artist: the points of its path, marks or text; its letters."""
    (group,) = page.iterfind(f".//{SVG}g[@id='{gid}']")
    path = [re.findall(r"-?[\d.]+", path.get("d")) for path in group.findall(f"{SVG}path")]
    marks = [(mark.get("x"), mark.get("y")) for name in ("use", "text") for mark in group.iter(SVG + name)]
    return np.array(path or marks, float).reshape(-1, 2), [text.text for text in group.iter(SVG + "text")]


def looks(fig, at, positions):
    """Return what matplotlib draws at each position, as ``fig`` is laid out now: (readout, {gid: (artist, drawn)})."""
    found = []
    for position in positions:
        said = {gid: data for gid, data in at(**position).items() if gid != stage.SCORE}
        readout = said.pop(stage.READOUT)
        artists = figure.prepare(fig, said)
        page = drawing(fig)
        found.append((readout, {gid: (artist, *drawn(page, gid)) for gid, artist in artists.items()}))
    return found


@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_every_position_is_where_matplotlib_draws_it(played, layout):
    shown, figures, at, others = played
    start = values(shown)
    positions = [start, *others]
    seen = looks(figures[layout], at, positions)
    stretch = np.ravel([[m[0], m[2]] for m in shown.scene["layouts"][layout]["maps"]]).max()
    for position, (readout, parts) in zip(positions, seen, strict=True):
        points, texts = scene(shown, position, layout)
        assert texts.pop(0) == readout
        for gid, (artist, expected, lines) in parts.items():
            here = points[gid][~np.isnan(points[gid][:, 0])]
            if isinstance(artist, Text):  # the browser moves a text by as much as its anchor
                here = (seen[0][1][gid][1] + points[gid] - scene(shown, start, layout)[0][gid])[:1]
                expected = expected[:1]
                assert texts.pop(0) == "\n".join(lines)
            elif isinstance(artist, Polygon):  # "z" ends its outline where we go back to the start
                assert np.array_equal(here[-1], here[0])
                here = here[: len(expected)]
            atol = (2 if lines else 1) / 64 * max(stretch, 1) + 1e-3
            np.testing.assert_allclose(here, expected, rtol=0, atol=atol)


def test_the_picture_is_the_first_position_on_white_above_grey_controls(played):
    shown = played[0]
    picture = matplotlib.image.imread(io.BytesIO(shown.png))[..., :3]
    assert picture.shape[1] == 1036 and (picture[0, 0] == 1).all()
    below = picture[-round(144 * 0.3 * (len(shown.controls) + 1)) :]
    assert below.min() < 0.6 and np.ptp(below, axis=-1).max() < 0.1  # something is there, and all of it grey


def test_its_colours_have_names_so_that_a_dark_page_can_give_others(played):
    for layout in played[0].scene["layouts"].values():
        assert re.search(r"var\(--explorer-edge, #404040\)", layout["svg"])
        assert not re.search(r"(?<!, )#[0-9a-f]{6}", layout["svg"])


def test_no_number_is_written_as_a_program_would(played):
    shown = played[0]
    labels = [text for control in shown.scene["controls"] for text in control["options"] if control["slider"]]
    for text in [*labels, *shown.texts, *re.findall(r">([^<>]+)</text>", shown.scene["layouts"]["wide"]["svg"])]:
        assert not re.search(r"\de[-+]?\d|(?<!\w)-\s?[\w.]|\d x \d", text), text


def test_a_goal_is_not_reached_at_the_start_and_can_be_reached(played):
    shown = played[0]
    if goal := shown.scene["goal"]:
        sizes = [len(control["options"]) for control in shown.scene["controls"]]
        first = goal["scores"][np.ravel_multi_index(shown.scene["start"], sizes)]
        assert len(goal["scores"]) == np.prod(sizes)
        assert min(goal["scores"]) <= goal["limit"] < first
        assert np.mean(np.array(goal["scores"]) <= goal["limit"]) < 0.4  # it wants to be looked for


def test_what_can_be_grabbed_moves_with_what_it_sets(played):
    shown = played[0]
    gids = [gid for gid, *_ in shown.scene["parts"]]
    for grab in shown.scene["grabs"]:
        assert set(grab["keeps"]) <= set(gids)
        before = scene(shown, values(shown))[0][grab["gid"]]
        for place in grab["sets"]:
            knob = list(shown.controls.values())[place]
            others = [value for _, value in knob.options if value != knob.value]
            name = list(shown.controls)[place]
            seen = [scene(shown, values(shown) | {name: value})[0][grab["gid"]] for value in others]
            assert any(not np.array_equal(before, after, equal_nan=True) for after in seen)


def test_what_is_sent_stays_under_a_megabyte_and_repeats_nothing(played):
    sent = played[0]
    scene = len(json.dumps(sent.scene))
    assert len(sent.frames) + scene + len(sent.still) + len(sent.moving) + sum(map(len, sent.texts)) < 1_000_000
    assert len(sent.moving) // 4 <= len(sent.still) // 2


def test_the_output_holds_a_live_figure_a_picture_and_a_sentence(played):
    data, metadata = played[0]._repr_mimebundle_()
    assert set(data) == {"text/plain", "image/png", "application/vnd.jupyter.widget-view+json"}
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert re.fullmatch(r"Explorer: [^<>\n]{20,100}\.", data["text/plain"])
    assert metadata["image/png"]["width"] == 720
    json.dumps([data, metadata])


def test_every_value_of_every_control_can_be_set_from_python(played):
    for control in played[0].controls.values():
        start = control.value
        for number, (_, value) in enumerate(control.options):
            control.value = value
            assert control.index == number
        control.value = start


def test_no_figure_is_left_open(played):
    assert not plt.get_fignums()


MOVES = {
    "line": lambda b: ([0, b], [b, 1]),
    "stairs": lambda b: ([0, b, 1], [0.1, b, 0.9]),
    "marks": lambda b: ([b, np.nan, 1.5], [b, b, b]),
    "upright": lambda b: (b, [0, 1]),
    "area": lambda b: ([0, b, 1], [0, b, b]),
    "text": lambda b: (b, b, "$half" if b < 0.5 else ""),
}


def sketch(live=False, values=(0.0, 0.5, 1.0), start=0, **moves):
    """Return an explorer with one artist of each kind, of which those in ``moves`` (all by default) move."""
    ax = Figure().subplots()
    ax.set(xlim=(0, 1), ylim=(0, 1))
    ax.plot([0, 1], [0, 1], gid="line")
    ax.step([0, 0.5, 1], [0, 0.5, 1], where="post", gid="stairs")
    ax.plot([0.1, 0.2, 0.3], [0.5] * 3, "o", gid="marks")
    ax.axvline(0.5, gid="upright")
    ax.fill([0, 1, 1], [0, 0, 1], gid="area")
    ax.text(0.5, 0.5, "", gid="text")
    ax.fill_between([0, 1], [0, 1], gid="band")

    def at(b):
        return {gid: move(b) for gid, move in (moves or MOVES).items()}

    control = Control("b", "height b", values, start)
    return explorer(ax.figure, at, [control], "Explorer: a sketch.", live=live, narrow=lambda fig: None), ax, at


@pytest.mark.parametrize("b", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("gid", ["line", "stairs", "upright", "area"])
def test_each_kind_of_artist_is_where_matplotlib_draws_it(gid, b):
    shown, ax, at = sketch()
    figure.prepare(ax.figure, at(b))
    expected, _ = drawn(drawing(ax.figure), gid)
    if gid == "area":  # matplotlib closes it with a z
        expected = np.vstack([expected, expected[:1]])
    np.testing.assert_allclose(scene(shown, {"b": b})[0][gid], expected, rtol=0, atol=1 / 64 + 1e-6)


def test_a_mark_outside_or_missing_and_an_empty_text_keep_their_place_in_the_svg():
    shown, ax, _ = sketch(start=1)
    page = ElementTree.fromstring(shown.scene["layouts"]["wide"]["svg"])
    marks, text = (page.find(f".//{SVG}g[@id='{gid}']") for gid in ("marks", "text"))
    assert len(list(marks.iter(f"{SVG}use"))) == 3
    assert len(list(text.iter(f"{SVG}text"))) == 1
    points = scene(shown, {"b": 1.0})[0]["marks"]
    assert np.isnan(points[1]).all() and points[2, 0] > ax.figure.bbox.width
    assert shown.texts == ["", "$half", "", "", "", ""]


def test_a_live_explorer_sends_one_position_a_move_in_one_message_of_at_most_ten_kilobytes(monkeypatch):
    x, sent = np.linspace(0, 1, 1000), []
    line, text = lambda b: (x, x**2 * b), lambda b: f"height {b:g}"
    shown, ax, at = sketch(live=True, values=np.linspace(0, 1, 101), line=line, text=text)
    monkeypatch.setattr(shown, "_send", lambda message, buffers: sent.append((message, buffers)))
    shown.controls["b"].value = 0.37
    ((message, buffers),) = [some for some in sent if "texts" in some[0]["state"]]
    assert len(json.dumps(message)) + sum(map(len, buffers)) <= 10_000
    assert message["state"]["texts"] == ["", "height 0.37"]
    figure.prepare(ax.figure, at(0.37))
    here = np.frombuffer(buffers[0], np.int16)[:2000].reshape(-1, 2) / figure.UNIT
    np.testing.assert_allclose(here, drawn(drawing(ax.figure), "line")[0], rtol=0, atol=1 / 64 + 1e-6)


@pytest.mark.parametrize(
    ("moves", "error", "sentence"),
    [
        ({"lime": lambda b: ([0, 1], b)}, ValueError, "at() moves 'lime', but no artist of the figure has that gid."),
        ({"band": lambda b: ([0, 1], b)}, TypeError, "PolyCollection, but only lines, outlines"),
        ({"line": lambda b: ([0, 1], 9 * b)}, ValueError, "'line' lies 1000 points outside: clip its data, or use"),
        ({"line": lambda b: ([0] * (2 + int(b)), b)}, ValueError, "'line' has more points at some positions: fill"),
    ],
)
def test_what_cannot_be_moved_is_said_in_one_sentence(moves, error, sentence):
    with pytest.raises(error, match=re.escape(sentence)):
        sketch(**moves)


def test_too_many_positions_are_refused():
    with pytest.raises(ValueError, match=r"^2000 positions take 1\.6 MB, not 1: use fewer, or live=True\.$"):
        sketch(values=np.linspace(0, 1, 2000), line=lambda b: (np.linspace(0, 1, 400), b))


def test_a_control_starts_at_the_nearest_value_and_reads_as_what_at_receives():
    control = Control("k", "rate", np.arange(0.25, 0.86, 0.05), start=0.5)
    assert control.options()[control.index()] == ("0.5", 0.5)
    assert all(float(label) == value for label, value in control.options())


def test_python_moves_a_control_to_one_of_its_positions_only():
    shown, *_ = sketch()
    shown.controls["b"].value = 0.5
    assert shown.positions == [1] and shown.controls["b"].value == 0.5
    with pytest.raises(ValueError, match=r"^height b has no position 0.7: expected one of 0.0, 0.5, 1.0\.$"):
        shown.controls["b"].value = 0.7


def test_the_growth_sliders_reach_the_best_fit_to_the_yeast():
    yeast = yeast_growth()
    hours, amount = yeast.X[:, 0], yeast.y
    best, _ = curve_fit(logistic, hours, amount, [660, 0.5, 8])
    np.testing.assert_allclose(best, [663.02, 0.5470, 7.808], rtol=1e-4)
    errors = [float(text.split()[-1]) for text in made("growth")[0].texts[::2]]
    assert min(errors) < 1.5 * np.sqrt(np.mean((logistic(hours, *best) - amount) ** 2))


@pytest.mark.parametrize(("dtype", "x"), [("float16", 7.62), ("float32", 16.6355), ("float64", 36.7368)])
def test_saturation_is_found_to_the_last_digit(dtype, x):
    one = np.dtype(dtype).type(definition._first_one(dtype))
    assert one == pytest.approx(x, rel=1e-3)
    assert definition._sigmoid_in(dtype, one) == 1
    assert definition._sigmoid_in(dtype, np.nextafter(one, one - one)) < 1
