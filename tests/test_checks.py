"""Every check: right answers pass, known mistakes are named, nothing an answer does gets out."""

import importlib
import pkgutil
import time
import warnings

import numpy as np
import pytest

from course_utils import checks
from course_utils.checks import wording
from course_utils.checks.exercise import Exercise, Mistake, Part

NOT_LESSONS = {"exercise", "feedback", "fence", "running", "wording"}
LESSONS = sorted(m.name for m in pkgutil.iter_modules(checks.__path__) if m.name not in NOT_LESSONS)


def exercises(lesson):
    module = importlib.import_module(f"course_utils.checks.{lesson}")
    return {name: value for name, value in vars(module).items() if isinstance(value, Exercise)}


def right(lesson):
    return importlib.import_module(f"corpus.{lesson}").RIGHT


EXERCISES = [(lesson, name) for lesson in LESSONS for name in exercises(lesson)]
RIGHT = [(lesson, name, i) for lesson, name in EXERCISES for i in range(len(right(lesson)[name]))]
MISTAKES = [(lesson, name, i) for lesson, name in EXERCISES for i in range(len(exercises(lesson)[name].mistakes))]


@pytest.mark.parametrize(("lesson", "name", "i"), RIGHT)
def test_a_right_answer_passes_in_every_form(lesson, name, i):
    feedback = exercises(lesson)[name](right(lesson)[name][i])
    assert feedback.passed and feedback.diagnosis is None, feedback.message


@pytest.mark.parametrize(("lesson", "name", "i"), MISTAKES)
def test_a_known_mistake_is_named_with_its_own_sentence(lesson, name, i):
    check = exercises(lesson)[name]
    mistake = check.mistakes[i]
    feedback = check(mistake.answer)
    assert not feedback.passed
    assert (feedback.diagnosis, mistake.says in feedback.message) == (mistake.id, True), feedback.message
    assert mistake.says in html_text(feedback)


@pytest.mark.parametrize(("lesson", "name"), EXERCISES)
def test_an_exercise_has_enough_of_everything(lesson, name):
    check = exercises(lesson)[name]
    assert check.name == name
    assert len({m.id for m in check.mistakes}) >= 4
    assert len(right(lesson)[name]) >= 5


@pytest.mark.parametrize(("lesson", "name"), EXERCISES)
def test_messages_fit_on_a_small_screen(lesson, name):
    check = exercises(lesson)[name]
    for mistake in check.mistakes:
        message = check(mistake.answer).message
        assert len(message) < 900 and len(message.splitlines()) <= 7, message


def html_text(feedback):
    import html
    import re

    return html.unescape(re.sub("<[^>]+>", "", feedback._repr_html_()))


# --- the general mistakes, shown on one small exercise ---------------------------------------------------

ARRAY = np.array([[1.0, -2.0], [3.0, 0.5]])
double = Exercise(
    "double",
    lambda x: 2.0 * x,
    (Part("single numbers", ((1.0,), (-3.5,), (0.0,)), "Twice x."), Part("arrays", ((ARRAY,),), "Twice x.")),
    (Mistake("squared", lambda x: x**2, "This is the square."),),
)


def stub(x):
    ...


def documented_stub(x):
    """Return 2 x."""
    ...


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


def loops(x):
    while True:
        x = x + 0


def swallows_and_loops(x):
    while True:
        try:
            x = x + 0
        except:  # noqa: E722
            pass


def sleeps_and_swallows(x):
    while True:
        try:
            time.sleep(9)
        except:  # noqa: E722
            pass


def recurses(x):
    return recurses(x)


def warns(x):
    np.exp(np.float64(1e6))
    return 2 * x


def nan(x):
    return np.asarray(x) * np.nan


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


@pytest.mark.parametrize(
    ("answer", "diagnosis", "points"),
    [
        (..., "not-attempted", 0),
        (stub, "not-attempted", 0),
        (documented_stub, "not-attempted", 0),
        (2.0, "not-a-function", 0),
        (None, "not-a-function", 0),
        (lambda: 2, "arguments", 0),
        (lambda x, y: 2 * x, "arguments", 0),
        (prints, "printed", 0),
        (forgets_return, "returned-nothing", 0),
        (changes_input, "changed-input", 1),
        (flattens, "shape", 0),
        (returns_list, "list", 1),
        (scalar_only, "scalar-only", 1),
        (recurses, "exception", 0),
        (uses_a_missing_name, "exception", 0),
        (exits, "exception", 0),
        (interrupts, "exception", 0),
        (asks, "exception", 0),
        (warns, "warning", 0),
        (nan, "nan", 0),
        (depends_on_chance, "random", 0),
        (stateful, "random", 0),
        (lambda x: "twice", "not-numbers", 0),
        (lambda x: [[1], [2, 3]], "not-numbers", 0),
        (lambda x: (v for v in [x]), "not-numbers", 0),
        (lambda x: np.array([None]), "not-numbers", 0),
        (lambda x: 2 * x + 1, "value", 0),
        (lambda x: x**2, "squared", 0),
    ],
)
def test_general_mistakes_have_their_own_feedback(answer, diagnosis, points, capfd):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        feedback = double(answer)
    assert (feedback.diagnosis, feedback.points) == (diagnosis, points), feedback.message
    assert not feedback and not feedback.passed
    assert wording.GENERAL.get(diagnosis, "This is the square.") in feedback.message
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("answer", [loops, swallows_and_loops, sleeps_and_swallows])
def test_an_endless_answer_is_stopped_and_said_to_be(answer):
    begun = time.monotonic()
    feedback = double(answer)
    assert feedback.diagnosis == "too-slow"
    assert time.monotonic() - begun < 60  # it ended; how fast is not this test's business
    assert double(lambda x: 2 * x).passed


def test_an_endless_answer_is_stopped_in_another_thread_too():
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(double, loops).result(timeout=60).diagnosis == "too-slow"
        assert pool.submit(double, lambda x: 2 * x).result(timeout=60).passed


def test_an_error_is_shown_with_the_students_own_line():
    def answer(x):
        return 1 / (x - x)

    message = double(answer).message
    assert "ZeroDivisionError: float division by zero" in message or "division by zero" in message
    assert "return 1 / (x - x)" in message
    assert "Traceback" not in message


def test_what_an_answer_replaces_is_put_back():
    def vandal(x):
        np.random.seed(0)
        np.seterr(all="ignore")
        np.allclose = np.all = np.abs = lambda *a, **k: True
        return x

    random_state, errors, allclose = np.random.get_state()[1].copy(), np.geterr(), np.allclose
    assert double(vandal).diagnosis == "value"
    assert np.array_equal(np.random.get_state()[1], random_state)
    assert np.geterr() == errors
    assert np.allclose is allclose


def test_replacing_numpy_before_the_check_gains_nothing(monkeypatch):
    monkeypatch.setattr(np, "abs", lambda *a: 0.0)
    monkeypatch.setattr(np, "all", lambda *a: True)
    assert not double(lambda x: 3 * x).passed


def test_endless_printing_is_cut():
    def chatty(x):
        for _ in range(100_000):
            print("still here")
        return 2 * x

    assert double(chatty).passed


def test_feedback_reads_as_points_and_as_words():
    feedback = double(scalar_only)
    assert repr(feedback) == "1.0" and float(feedback) == 1.0 and feedback.max_points == 2.0
    assert feedback.message.startswith("Partly right: 1 of 2 points.")
    for label in ("Tried: double(array(", "Expected: array(", "Got: ValueError", "Already right: single numbers."):
        assert label in feedback.message
    assert "◐" in feedback._repr_html_()


def test_feedback_escapes_what_the_student_wrote():
    assert "<script>" not in double(lambda x: "<script>alert(1)</script>")._repr_html_()


def test_probes_reach_the_answer_as_copies():
    def greedy(x):
        if np.ndim(x):
            x[...] = 0
        return 2.0 * x

    assert double(greedy).diagnosis == "changed-input"
    assert double(lambda x: 2 * x).passed


def test_a_view_picks_what_is_compared():
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


class Evil:
    """An object that cannot be looked at."""

    def __array__(self, *args, **kwargs):
        raise SystemExit

    __repr__ = __float__ = __array__


class Unspeakable(Exception):
    def __str__(self):
        raise ValueError


def raises_the_unspeakable(x):
    raise Unspeakable


def replaces_builtins(x):
    import builtins

    builtins.zip = lambda *a: iter(())
    builtins.isinstance = builtins.any = lambda *a: False
    return 3 * x


@pytest.mark.parametrize(
    ("answer", "diagnosis"),
    [
        (lambda x: 10**5000, "not-numbers"),
        (lambda x: Evil(), "exception"),
        (lambda x: np.broadcast_to(1.0, (10**6, 10**6)), "not-numbers"),
        (lambda x: range(10**10), "exception"),
        (raises_the_unspeakable, "exception"),
        (replaces_builtins, "value"),
    ],
)
def test_strange_answers_get_a_sentence_and_harm_nothing(answer, diagnosis):
    feedback = double(answer)
    assert feedback.points == 0 and feedback.diagnosis in (diagnosis, "not-numbers"), feedback.message
    assert list(zip([1], [2])) == [(1, 2)] and isinstance(1, int)
    assert double(lambda x: 2 * x).passed


@pytest.mark.parametrize("mode", ["raise", "warn", "ignore"])
def test_what_the_notebook_has_set_changes_no_judgement(mode, capfd):
    from course_utils.checks import definition

    with np.errstate(all=mode):
        assert definition.sigmoid(right("definition")["sigmoid"][1]).passed
        assert definition.sigmoid(lambda x: 1 / (1 + np.exp(-x))).diagnosis == "overflow-left"
    assert capfd.readouterr() == ("", "")


def test_a_mistake_made_noisily_is_still_named():
    from course_utils.checks import definition

    def naive_and_shifted_the_wrong_way(x, L, k, x0):
        return L / (1 + np.exp(-k * (x + x0)))

    assert definition.logistic(naive_and_shifted_the_wrong_way).diagnosis == "shift-sign"
