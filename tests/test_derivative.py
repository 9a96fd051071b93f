"""What lesson 02 needs beyond the tests of every lesson: its drawing check, its explorers, the syllabus's numbers."""

import math

import matplotlib.pyplot as plt
import numpy as np
import pytest
from corpus.derivative.draw import RIGHT
from test_lessons import cells

from course_utils.activations import sigmoid
from course_utils.checks import derivative as checks
from course_utils.explorers.derivative import affine_explorer, step_explorer, tangent_explorer


@pytest.fixture(autouse=True)
def no_figures():
    plt.close("all")
    yield
    plt.close("all")


def as_printed():
    x = np.arange(-6, 6, 0.01)
    _, ax = plt.subplots()
    ax.plot(x, (sigmoid(x), sigmoid(x) * (1 - sigmoid(x))))


def shows():
    ax = RIGHT[0]()
    plt.show()
    return ax


@pytest.mark.parametrize("answer", [*RIGHT, shows, as_printed, plt.figure])
def test_the_drawing_check_leaves_and_shows_no_figure_but_keeps_the_students_own(answer, monkeypatch):
    shown = []
    monkeypatch.setattr(plt, "show", lambda *_, **__: shown.append(plt.get_fignums()))
    own = plt.figure()
    checks.draw(answer)
    assert plt.get_fignums() == [own.number] and not shown


def test_a_figure_of_another_kind_is_said_to_be_one():
    assert checks.draw(lambda: 2).diagnosis == "not-numbers"
    assert checks.draw(lambda: plt.plot([0, 1])).points == 0
    assert checks.draw(as_printed).diagnosis == "exception"
    assert "ax.plot(x, (sigmoid(x)" in checks.draw(as_printed).message


def test_a_swapped_label_costs_the_curves_and_nothing_else():
    def swapped():
        ax = RIGHT[0]()
        for line, label in zip(ax.lines, ("derivative", "sigmoid")):
            line.set_label(label)
        ax.legend()
        return ax

    feedback = checks.draw(swapped)
    assert (feedback.points, feedback.diagnosis) == (2, "swapped")


@pytest.mark.parametrize(
    ("explorer", "values", "readout"),
    [
        (tangent_explorer, {"x0": 1.0, "h": 0.001}, "line through x and x + h: slope 0.1966; tangent at x: 0.1966"),
        (tangent_explorer, {"x0": 2.0, "h": 0.001}, "line through x and x + h: slope 0.1050; tangent at x: 0.1050"),
        (
            step_explorer,
            {"method": "forward", "h": 0.001},
            "forward: slope 0.196566, relative error 2\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}10⁻⁴",
        ),
        (
            step_explorer,
            {"method": "complex", "h": 0.001},
            "complex: slope 0.196612, relative error 3\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}10⁻⁸",
        ),
        (affine_explorer, {"w": 7.0, "b": 1.0}, "steepest: w/4 = 1.75; slope above 1 over a width of 0.448"),
        (affine_explorer, {"w": 4.0, "b": 0.0}, "steepest: w/4 = 1; slope nowhere above 1"),
    ],
)
def test_an_explorer_says_what_the_lesson_measures(explorer, values, readout):
    shown = explorer()
    options = [[value for _, value in control.options] for control in shown.controls.values()]
    place = [list(some).index(values[name]) for some, name in zip(options, shown.controls)]
    assert (
        shown.texts[:: len(shown.texts) // math.prod(map(len, options))][
            np.ravel_multi_index(place, list(map(len, options)))
        ]
        == readout
    )


def printed(lesson):
    return "".join(out.get("text", "") for cell in cells(lesson) if cell.cell_type == "code" for out in cell.outputs)


@pytest.mark.parametrize(
    "number",
    ["0.196612", "42.00%", "1.76275", "1.31696", "0.0962250", "0.7887", "0.2113", "1.6629", "0.659046", "0.2247",
     "0.4477", "6.894", "1.17e-03", "1.20e-04", "8.53305e-17", "36.74", "4.585"],
)  # fmt: skip
def test_the_lesson_prints_the_syllabuss_numbers(number):
    assert number in printed("02_derivative")
