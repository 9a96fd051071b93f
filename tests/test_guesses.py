"""A guess is answered in words, whatever it is, and never stops a lesson."""

import json

import numpy as np
import pytest

from course_utils.guesses import MIME, compare

WHY = "The eye forgives slow bends."


@pytest.mark.parametrize(
    ("guess", "measured", "said"),
    [
        (2.0, 0.8, "2.5 times too large"),
        (0.2, 0.8, "4 times too small"),
        (0.6, 0.8, "25 % too small"),
        (1.0, 0.8, "25 % too large"),
        (0.82, 0.8, "close"),
        (0.8, 0.8, "that is it"),
        (-0.8, 0.8, "the other sign"),
        (0, 2.0, "off by 2"),
        (3, 0, "off by 3"),
        (1e-20, 1e-3, "about 10^17 times too small"),
        (np.float32(0.5), np.float64(0.5), "that is it"),
        (np.array([1.0, 2.0]), (1.0, 4.0), "that is it and 50 % too small"),
        ([1, 2], (1.0, 4.0), "that is it and 50 % too small"),
        ((None, 4), (1.0, 4.0), "no guess and that is it"),
        ("Straight.", "straight", "that is it"),
        ("bent", "curved", "measured curved"),
        ("YES", True, "that is it"),
        (False, True, "measured True"),
        ("relu", ["relu"], "that is it"),
        (["b", "a", "c"], ["a", "b", "c"], "1 of 3 in their place"),
        (("squared", 10), ("log-loss", 20), "another and 50 % too small"),
        (["Relu", "selu"], {"selu", "relu"}, "that is it"),
        ("selu", {"selu", "relu"}, "1 of 2 named."),
        (["tanh", "selu", "elu"], {"selu"}, "1 of 1 named, 2 too many"),
        (("tanh", "selu"), {"selu", "relu"}, "1 of 2 named, 1 too many"),
    ],
)
def test_a_guess_is_set_beside_what_was_measured(guess, measured, said):
    text = str(compare(guess, measured, why=WHY))
    assert text.startswith("You said ") and said in text
    assert (WHY in text) == (not any(right in text.split("; measured")[1] for right in (": that is it.", ": close.")))


@pytest.mark.parametrize("guess", [None, ...])
def test_no_guess_is_fine(guess):
    text = str(compare(guess, 0.8, why=WHY))
    assert text.startswith("Measured 0.8.") and "no guess" in text and WHY not in text


class Strange:
    def __repr__(self):
        raise ValueError


@pytest.mark.parametrize("guess", ["two", (1, 2), 1 + 2j, Strange(), 10**400, {}, print, [], b"x", np.array([[1]])])
def test_what_cannot_be_compared_is_told_what_is_expected(guess):
    text = str(compare(guess, 0.8, why=WHY))
    assert "cannot be compared: a number is expected." in text and "Measured 0.8." in text


ANYTHING = [None, 1, 1.5, "word", True, (1, 2), ("a",), [], [1], [[1]], float("nan"), float("inf"), Strange(), 10**400]


@pytest.mark.parametrize("measured", [0.8, 3, "word", True, (1.0, "word"), ["a", "b"], {"a"}, np.float64(1),
                                      np.ones(2)])
@pytest.mark.parametrize("guess", ANYTHING)
def test_nothing_that_a_reader_writes_stops_the_lesson(guess, measured):
    comparison = compare(guess, measured, why=WHY)
    assert 0 < len(str(comparison)) < 400


def test_names_in_any_order_reach_the_book_as_a_list():
    data = compare(None, {"selu", "relu"})._repr_mimebundle_()[MIME]
    assert data["measured"] == ["relu", "selu"] and data["any_order"] is True


def test_the_book_gets_what_it_needs_to_hold_the_answer_back():
    bundle = compare(None, 0.8, why=WHY, unit="cm")._repr_mimebundle_()
    assert bundle["text/plain"].startswith("Measured 0.8 cm.")
    assert bundle[MIME] == {"measured": 0.8, "shown": "0.8 cm", "why": WHY, "near": 0.1, "unit": "cm", "same": []}


def test_what_is_stored_is_json_also_where_the_measurement_is_infinite():
    stored = compare(10, (np.inf, 2.0))._repr_mimebundle_()[MIME]
    assert json.loads(json.dumps(stored, allow_nan=False))["measured"] == ["inf", 2.0]
