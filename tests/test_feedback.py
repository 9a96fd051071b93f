"""The box under a check: what it shows of an answer, the hints that it leads to, and what the notebook knows."""

import dataclasses
import html
import re

import numpy as np
import pytest
from corpus import ARRAY, double
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from course_utils import activations
from course_utils.checks.engine import child, notebook
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.checks.engine.runnable import call
from course_utils.checks.engine.running import called

LONG = Exercise("total", lambda x: x.sum(), (Part("long arrays", ((np.arange(99.0),), (np.ones(3),)), "?"),))
TWO = Exercise(
    "two",
    lambda x: np.array([x, 2 * x]),
    (
        Part("the first", ((1.0,), (2.0,)), "Which one is x itself?", view=lambda p: p[0], more="Look at x = 1."),
        Part("the second", ((1.0,), (5.0,)), "How often x?", view=lambda p: p[1], shows="the doubles"),
    ),
)


@pytest.fixture(autouse=True)
def here(monkeypatch):
    monkeypatch.setattr(child, "AVAILABLE", False)
    TWO._lately.clear()


def rows(feedback):
    return {label: text for label, text in feedback.details if label}


# --- what is shown ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        (1.5, -3, "relu", True, None),
        (np.array([[1.0, -2.0], [3.0, 0.1]]), np.array([1, 0, 1]), np.array([True, False])),
        (np.float32(0.5), np.array([0.1, np.inf, -np.inf, np.nan]), np.inf),
        (np.zeros((0, 3)), np.array([0.1], dtype=np.float32), np.array(["a", "b"])),
        ([np.eye(2), np.ones(3)], (1.0, [2]), np.float16, np.tanh, activations.sigmoid),
    ],
)
def test_what_was_tried_can_be_run_as_it_stands(arguments):
    again = eval(call("tuple_of", arguments, "abcde"), {"np": np, "activations": activations, "tuple_of": lambda *a: a})
    for a, b in zip(again, arguments, strict=True):
        assert type(a) is type(b) or isinstance(b, np.floating)
        np.testing.assert_equal(a, b)
        assert getattr(a, "dtype", None) == getattr(b, "dtype", None) or isinstance(b, np.floating)


def test_a_long_array_is_shortened_and_the_line_says_so():
    tried = rows(LONG(lambda x: 1.0))["Tried"]
    assert tried == "total(x) with x = 0, 1, 2, ..., 98: 99 numbers"


def test_the_students_own_name_stands_in_the_box():
    def my_double(x):
        return 3 * x

    assert rows(double(my_double))["Tried"] == "my_double(1.0)"
    assert rows(double(lambda x: 3 * x))["Tried"] == "double(1.0)"


def test_what_was_printed_is_shown_and_bounded():
    def talks(x):
        print("half-way <b>", x, end="\n\n")
        print("x" * 10**6)
        return 3 * x

    feedback = double(talks)
    assert rows(feedback)["Your function printed"].startswith("half-way <b> 1.0\n")
    assert len(feedback.message) < 900 and "<b>" not in feedback._repr_html_()
    assert "Your function printed" not in double(lambda x: 3 * x).message


def test_the_compared_numbers_have_their_name():
    feedback = TWO(lambda x: (x, 3 * x + 0.5))
    assert rows(feedback)["Compared"] == "the doubles" and rows(feedback)["Expected"] == "2"
    assert feedback.part == "the second"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("up", "a text, 'up'"),
        (lambda x: x, "a function, <lambda>"),
        ((x for x in ()), "a generator"),
        ({"x": 1}, "a dictionary, {'x': 1}"),
        (object(), "an object, <object object>"),
    ],
)
def test_types_are_said_in_words_and_addresses_never(value, said):
    assert rows(double(lambda x: value))["Got"] == said
    if not callable(value):
        assert rows(double(value))["Got"] == f"double is {said}"


def test_under_an_error_there_is_only_the_error_and_the_students_line():
    def fails(x):
        return x + "1"

    feedback = double(fails)
    assert rows(feedback)["Your line"] == 'return x + "1"'
    assert rows(feedback)["Stopped by"].startswith("TypeError: unsupported operand")
    assert not {"Expected", "Got", "Compared"} & set(rows(feedback))


def test_a_name_from_the_first_cell_that_is_missing_is_asked_for():
    def eager(x):
        return activations.tanh(x)

    missing = eval("lambda x: plt.sin(x)", {})
    assert "Did you run the first cell of the notebook?" in double(missing).message
    assert "first cell" not in double(eval("lambda x: sinus(x)", {})).message
    assert "first cell" not in double(eager).message


def test_what_is_called_right_has_no_fault_at_all():
    warns = Exercise("w", lambda x: x, tuple(Part(title, ((x,),), "?") for title, x in zip("abc", (1.0, 2.0, 3.0))))

    def answer(x):
        if x < 3:
            np.exp(np.float64(1e6))
        return x

    feedback = warns(answer)
    assert (feedback.points, rows(feedback)["Already right"], rows(feedback)["Still missing"]) == (2, "c.", "b.")


def test_an_input_changed_in_place_costs_one_part_everywhere():
    def view(f):
        return called(f, np.array([1.0, 2.0]))

    def changes(x):
        x *= 2
        return x

    def changes_and_is_wrong(x):
        x *= 3
        return x

    arrays = Exercise("a", lambda x: 2 * x, tuple(Part(t, ((ARRAY,), (2 * ARRAY,)), "?") for t in "abc"))
    made = Exercise("m", lambda: lambda x: 2 * x, tuple(Part(t, ((),), "?", view=view) for t in "abc"))
    for check, answer, wrong in ((arrays, changes, changes_and_is_wrong),
                                 (made, lambda: changes, lambda: changes_and_is_wrong)):  # fmt: skip
        assert (check(answer).points, check(answer).diagnosis) == (2, "changed-input")
        assert (check(wrong).points, check(wrong).diagnosis) == (0, "changed-input")


def test_the_box_is_a_grid_that_sets_no_colour_of_a_text():
    shown = double(lambda x: 3 * x)._repr_html_()
    assert "display: grid" in shown and "<dt" in shown and "1.0</code>" not in shown
    assert {colour.strip() for colour in re.findall(r"(?<!-)color:([^;\"]+)", shown)} == {"inherit"}
    assert "✗ Not yet" in html.unescape(shown) and "0 of 2 points" in shown


# --- hints --------------------------------------------------------------------------------------------------------


def test_a_first_failure_shows_no_hint_and_says_where_to_get_one():
    feedback = TWO(lambda x: (0.0, 0.0))
    assert "Which one" not in feedback.message and "For a hint: checks.two.hint()" in feedback.message
    assert "hint" not in TWO(lambda x: (x, 2 * x)).message


def test_hints_come_in_two_steps_and_fit_the_part_that_is_lost():
    assert "Which one is x itself?" in repr(TWO.hint())
    TWO(lambda x: (x, 3 * x))
    assert "How often x?" in repr(TWO.hint()) and "Next step" not in repr(TWO.hint())
    TWO(lambda x: (3 * x, 2 * x))
    first = TWO.hint()
    assert "Which one is x itself?" in repr(first) and 'checks.two.hint("what I have tried' in repr(first)
    assert "Look at x = 1." not in repr(first)
    for silent in ("", "  ", "help", 7):
        assert "Look at x = 1." not in repr(TWO.hint(silent))
    second = TWO.hint("I return three <b>times x")
    assert "Look at x = 1." in repr(second) and "three <b>times" in repr(second)
    assert "<b>" not in second._repr_html_() and "Look at x = 1." in second._repr_html_()
    TWO(lambda x: (x, 2 * x))
    assert "nothing is missing" in repr(TWO.hint())


def test_hints_change_no_equality_and_judging_elsewhere_leaves_no_trace():
    other = dataclasses.replace(TWO)
    TWO(lambda x: (x, 3 * x))
    assert other._lately == {} and TWO._lately and (other.name, other.parts) == (TWO.name, TWO.parts)
    one = Exercise("one", abs, ())
    same = Exercise("one", abs, ())
    one._lately["part"] = "x"
    assert one == same
    other.judge(other.trial.run(lambda x: (x, 3 * x)))
    assert other._lately == {}


# --- in a notebook ------------------------------------------------------------------------------------------------

CELLS = """
import numpy as np
from course_utils.checks import definition as checks
---
def tanh_from_sigmoid(x):
    return np.sinh(x)
---
checks.tanh_from_sigmoid(tanh_from_sigmoid)
---
def tanh_from_sigmoid(x)
    return np.tanh(x)
---
checks.tanh_from_sigmoid(tanh_from_sigmoid)
---
undefined_name
def tanh_from_sigmoid(x):
    return np.tanh(x)
---
checks.tanh_from_sigmoid(tanh_from_sigmoid)
---
def tanh_from_sigmoid(x):
    "Mine."
    return np.tanh(x)
---
checks.tanh_from_sigmoid(tanh_from_sigmoid)
---
tanh_from_sigmoid = np.tanh
---
checks.tanh_from_sigmoid(tanh_from_sigmoid)
---
checks.tanh_from_sigmoid.hint()
"""


def test_a_stale_answer_is_said_to_be_one():
    cells = new_notebook(cells=[new_code_cell(source.strip()) for source in CELLS.split("---\n")])
    NotebookClient(cells, timeout=120, kernel_name="python3", allow_errors=True).execute()
    outputs = [output for cell in cells.cells for output in cell.outputs if "data" in output]
    said = [html.unescape(output.data["text/html"]) for output in outputs]
    before = "so this is your answer from before."
    assert before not in said[0]
    assert f"stopped with a SyntaxError, {before}" in said[1] and "Not yet" in said[1]
    assert f"stopped with an error before it came to tanh_from_sigmoid, {before}" in said[2]
    assert [before in text for text in said[3:]] == [False, False, False]
    assert "nothing is missing" in said[-1]
    assert cells.cells[-1].outputs[0].data["text/plain"].startswith("Your last answer")


def test_outside_of_ipython_nothing_is_said():
    assert notebook.stale("double", lambda x: x) == ""
