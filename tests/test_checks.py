"""Every check: right answers pass, known mistakes are named, and what it says can be read."""

import html
import re
import warnings

import numpy as np
import pytest
from corpus import ARRAY, LESSONS, double, exercises, right

from course_utils.activations import sigmoid, sigmoid_grad
from course_utils.checks import definition, derivative
from course_utils.checks.engine import (
    child,
    wording,
)
from course_utils.checks.engine.exercise import Exercise, Part

EXERCISES = [(lesson, name) for lesson in LESSONS for name in exercises(lesson)]
each_exercise = pytest.mark.parametrize(("lesson", "name"), EXERCISES)


@pytest.fixture(params=["in a child process", "in this process"])
def each_way(request, monkeypatch):
    """Run the test both ways that an answer can be run."""
    monkeypatch.setattr(child, "AVAILABLE", child.AVAILABLE and request.param == "in a child process")


@each_exercise
def test_a_right_answer_passes_in_every_form(here, lesson, name):
    verdicts = map(exercises(lesson)[name], right(lesson, name))
    assert not [verdict.message for verdict in verdicts if not verdict.passed or verdict.diagnosis is not None]


@each_exercise
def test_a_known_mistake_is_named_with_its_own_sentence_on_a_small_screen(here, lesson, name):
    check = exercises(lesson)[name]
    verdicts = [(mistake, check(mistake.answer)) for mistake in check.mistakes]
    assert not [f"{mistake.id}: {v.diagnosis}: {v.message}" for mistake, v in verdicts if not is_named(mistake, v)]


def is_named(mistake, verdict):
    """Tell whether a verdict names this mistake, in words and in HTML, and is short."""
    told = not verdict.passed and verdict.points < verdict.max_points and verdict.diagnosis == mistake.id
    small = len(verdict.message) < 1100 and len(verdict.message.splitlines()) <= 9
    return told and small and mistake.says in verdict.message and mistake.says in html_text(verdict)


OVERFLOWS = [
    (lesson, name, i) for lesson, name in EXERCISES for i, mistake in enumerate(exercises(lesson)[name].mistakes)
    if re.search(r"overflow(?!-point)", mistake.id)
]  # fmt: skip


@pytest.mark.parametrize(("lesson", "name", "i"), OVERFLOWS)
def test_a_right_formula_that_overflows_earns_most_of_the_points_and_says_what_is_missing(here, lesson, name, i):
    check = exercises(lesson)[name]
    feedback = check(check.mistakes[i].answer)
    assert check.max_points / 2 < feedback.points < check.max_points
    assert "Already right: " in feedback.message and "Still missing: " in feedback.message


@each_exercise
def test_an_exercise_has_enough_of_everything(lesson, name):
    check = exercises(lesson)[name]
    assert check.name == name
    assert len({m.id for m in check.mistakes}) >= 4
    assert len(right(lesson, name)) >= 5


def html_text(feedback):
    return html.unescape(re.sub("<[^>]+>", "", feedback._repr_html_()))


# --- the general mistakes, shown on one small exercise ---------------------------------------------------


def stub(x):
    ...


def documented_stub(x):
    """Return 2 x."""
    ...


def begun(x):
    """Return 2 x."""
    for _ in range(2):
        half = x @ x  # noqa: F841  it stops here
        ...


def begun_and_finished(x):
    twice = 2 * x
    return twice
    ...


def returns_the_dots(x):
    return ...


def is_not_implemented(x):
    """Return 2 x."""
    raise NotImplementedError("your code here")


def prints(x):
    print(2 * x)


def forgets_return(x):
    2 * x


def changes_input(x):
    x *= 2
    return x


def flattens(x):
    return np.ravel(2 * x)


def returns_list(x):
    return (2 * x).tolist() if np.ndim(x) else 2 * x


def scalar_only(x):
    return 2 * x if x > 0 else -2 * abs(x)


def array_only(x):
    out = np.zeros(x.shape)
    out[:] = 2 * x
    return out


def fails_at_zero(x):
    return 2 * x if np.ndim(x) else 2 * x * (x / x)


def recurses(x):
    return recurses(x)


def warns(x):
    np.exp(np.float64(1e6))
    return 2 * x


def warns_and_is_wrong(x):
    return warns(x) if np.ndim(x) else warns(x) + 1


def nan(x):
    return np.asarray(x) * np.nan


def masked(x):
    return np.ma.masked_equal(2 * x, -4) if np.ndim(x) else 2 * x


def depends_on_chance(x):
    return 2 * x * (1 + np.random.default_rng().random() * 1e-13)


def stateful(x, calls=[]):  # noqa: B006
    calls.append(x)
    return 2 * x if len(calls) <= 4 else 3 * x


def uses_a_missing_name(x):
    return missing_name * x  # noqa: F821


def exits(x):
    raise SystemExit(0)


def interrupts(x):
    raise KeyboardInterrupt


def asks(x):
    return float(input("x? "))


SPECIAL = {
    "squared": "This is the square.",
    "seen-other-shape": "The numbers are right, in another shape. Your shape is (1,), and () is right.",
    "seen-one-off": "Your values are all larger by 1.",
}
FAMILY_OF_SPECIAL = {"squared": "", "seen-other-shape": "shape", "seen-one-off": "off by one"}


@pytest.mark.parametrize(
    ("answer", "diagnosis", "points"),
    [
        (..., "not-attempted", 0),
        (stub, "not-attempted", 0),
        (documented_stub, "not-attempted", 0),
        (begun, "not-attempted", 0),
        (returns_the_dots, "not-attempted", 0),
        (is_not_implemented, "not-attempted", 0),
        (2.0, "not-a-function", 0),
        (None, "not-a-function", 0),
        (lambda: 2, "arguments", 0),
        (lambda x, y: 2 * x, "arguments", 0),
        (prints, "printed", 0),
        (forgets_return, "returned-nothing", 0),
        (changes_input, "changed-input", 1),
        (flattens, "seen-other-shape", 0),
        (scalar_only, "scalar-only", 1),
        (array_only, "array-only", 1),
        (fails_at_zero, "exception", 1),
        (recurses, "exception", 0),
        (uses_a_missing_name, "exception", 0),
        (exits, "exception", 0),
        (interrupts, "exception", 0),
        (asks, "exception", 0),
        (warns, "warning", 1),
        (warns_and_is_wrong, "value", 0),
        (nan, "nan", 0),
        (masked, "nan", 1),
        (depends_on_chance, "random", 0),
        (stateful, "random", 0),
        (lambda x: "twice", "not-numbers", 0),
        (lambda x: [[1], [2, 3]], "not-numbers", 0),
        (lambda x: (v for v in [x]), "not-numbers", 0),
        (lambda x: np.array([None]), "not-numbers", 0),
        (lambda x: 2 * x + 1, "seen-one-off", 0),
        (lambda x: np.cosh(x), "value", 0),
        (lambda x: np.ones((2, 3)), "shape", 0),
        (lambda x: x**2, "squared", 0),
    ],
)
def test_general_mistakes_have_their_own_feedback(each_way, answer, diagnosis, points, capfd):
    stateful.__defaults__[0].clear()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        feedback = double(answer)
    assert (feedback.diagnosis, feedback.points) == (diagnosis, points), feedback.message
    assert not feedback and not feedback.passed
    assert (wording.GENERAL | SPECIAL)[diagnosis] in feedback.message
    assert feedback.family == (wording.FAMILY_OF | FAMILY_OF_SPECIAL).get(diagnosis)
    assert capfd.readouterr() == ("", "")


def test_dots_that_were_left_below_an_answer_do_no_harm(each_way):
    assert double(begun_and_finished).passed


def test_a_list_of_the_right_numbers_counts(each_way):
    feedback = double(returns_list)
    assert feedback.passed and "It returns a list." in feedback.message
    assert "list" not in double(lambda x: 2 * x).message


@pytest.mark.parametrize(
    ("check", "answer"), [(definition.sigmoid, sigmoid), (derivative.sigmoid_grad, sigmoid_grad)]
)
def test_what_an_exercise_asks_to_write_cannot_be_borrowed(each_way, check, answer):
    for borrowed in (answer, lambda x: answer(x), lambda x: 0 + 1 * answer(np.asarray(x, float))):
        feedback = check(borrowed)
        assert (feedback.diagnosis, feedback.points) == ("borrowed", 0), feedback.message


@pytest.mark.parametrize("check", [definition.elo_expected, definition.saturation_point, derivative.affine_slope])
def test_the_checks_own_truth_is_no_answer(each_way, check):
    for borrowed in (check.truth, lambda *given: check.truth(*given)):
        feedback = check(borrowed)
        assert (feedback.diagnosis, feedback.points) == ("borrowed", 0), feedback.message
        assert f"Called: checks.{check.name}.truth" in feedback.message


def half_written(x):
    twice = 2 * x  # noqa: F841
    ...


def half_written_above_a_given_line(x):
    ...
    return result  # noqa: F821


def written_above_the_dots(x):
    return 2 * x
    ...


def wrong_above_the_dots(x):
    return 3 * x
    ...


@pytest.mark.parametrize(("answer", "diagnosis"), [
    (half_written, "not-attempted"), (half_written_above_a_given_line, "not-attempted"),
    (written_above_the_dots, None), (wrong_above_the_dots, "seen-factor"), (uses_a_missing_name, "exception"),
])  # fmt: skip
def test_where_the_dots_still_stand_among_given_lines_nothing_was_attempted(each_way, answer, diagnosis):
    feedback = double(answer)
    assert feedback.diagnosis == diagnosis, feedback.message


def test_an_error_is_shown_with_the_students_own_line(each_way):
    def answer(x):
        return 1 / (x - x)

    message = double(answer).message
    assert "division by zero" in message and "ZeroDivisionError: " in message
    assert "Your line: return 1 / (x - x)" in message
    assert not re.search("Traceback|Expected:|Got:", message)


def test_replacing_numpy_before_the_check_gains_nothing(each_way, monkeypatch):
    monkeypatch.setattr(np, "abs", lambda *a: 0.0)
    monkeypatch.setattr(np, "all", lambda *a: True)
    assert not double(lambda x: 3 * x).passed


def test_feedback_reads_as_points_and_as_words():
    feedback = double(scalar_only)
    assert repr(feedback) == "1.0" and float(feedback) == 1.0 and feedback.max_points == 2.0
    assert feedback.message.startswith("Partly right: 1 of 2 points.")
    for label in ("Tried: scalar_only(np.array([[1., -2.], [3., 0.5]]))", "Stopped by: ValueError: The truth value",
                  "Already right: single numbers.", "For a hint: checks.double.hint()"):  # fmt: skip
        assert label in feedback.message
    assert "◐" in feedback._repr_html_()


def test_feedback_escapes_what_the_student_wrote():
    assert "<script>" not in double(lambda x: "<script>alert(1)</script>")._repr_html_()


def test_what_comes_is_shown_in_a_line():
    message = double(lambda x: np.zeros((3,) * 9)).message
    assert "Got: an array of shape (3, 3, 3, 3, 3, 3, 3, 3, 3)" in message


def test_probes_reach_the_answer_as_copies(each_way):
    def greedy(x):
        if np.ndim(x):
            x[...] = 0
        return 2.0 * x

    before = ARRAY.copy()
    assert double(greedy).diagnosis == "changed-input"
    assert np.array_equal(ARRAY, before) and double(lambda x: 2 * x).passed


def test_a_view_picks_what_is_compared(each_way):
    pair = Exercise(
        "pair",
        lambda x: (x, x**2),
        (
            Part("first", ((2.0,),), "x", view=lambda p: p[0]),
            Part("second", ((2.0,),), "x squared", view=lambda p: p[1]),
        ),
    )
    assert pair(lambda x: [x, x * x]).passed
    assert pair(lambda x: (x, 3 * x)).points == 1
    assert pair(lambda x: x).diagnosis == "not-numbers"


@pytest.mark.parametrize("mode", ["raise", "warn", "ignore"])
def test_what_the_notebook_has_set_changes_no_judgement(each_way, mode, capfd):
    with np.errstate(all=mode):
        assert definition.sigmoid(right("definition", "sigmoid")[1]).passed
        assert definition.sigmoid(lambda x: 1 / (1 + np.exp(-x))).diagnosis == "overflow-left"
    assert capfd.readouterr() == ("", "")


def test_warnings_alone_cost_one_part():
    feedback = derivative.sigmoid_grad(next(m.answer for m in derivative.sigmoid_grad.mistakes if m.id == "where-both"))
    assert (feedback.points, feedback.max_points) == (4, 5)
    assert "Still missing: no warning at plus or minus 1000." in feedback.message


def test_a_mistake_made_noisily_is_still_named():
    def naive_and_shifted_the_wrong_way(x, L, k, x0):
        return L / (1 + np.exp(-k * (x + x0)))

    assert definition.logistic(naive_and_shifted_the_wrong_way).diagnosis == "shift-sign"
