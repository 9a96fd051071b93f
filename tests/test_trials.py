"""A trial runs an answer where nothing knows what is right; its lines are judged elsewhere, with suspicion."""

import contextlib
import importlib
import json
import pickle
import random
import subprocess
import sys

import cloudpickle
import numpy as np
import pytest
from corpus import LESSONS, double, exercises, hostile, right

from course_utils import activations, hidden_activations
from course_utils.checks.engine import child, wording
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.checks.engine.outcome import Look, Outcome, packed
from course_utils.checks.engine.running import called
from grading.judge.stage import RUNS_ANSWERS

EXERCISES = [(lesson, name) for lesson in LESSONS for name in exercises(lesson)]


@pytest.fixture(params=["in a child process", "in this process"])
def each_way(request, monkeypatch):
    """Run the test both ways that an answer can be run."""
    monkeypatch.setattr(child, "AVAILABLE", child.AVAILABLE and request.param == "in a child process")


# --- into another process ---------------------------------------------------------------------------------------

ELSEWHERE = f"NEEDED = { {*RUNS_ANSWERS} - {'__init__'} }" + """
import pickle, sys

class Closed:
    def find_spec(self, name, path=None, target=None):
        if name.startswith("course_utils.checks.") and name not in ALLOWED:
            raise ModuleNotFoundError(name)

ALLOWED = {"course_utils.checks.engine", *(f"course_utils.checks.engine.{name}" for name in NEEDED)}
sys.meta_path.insert(0, Closed())
from course_utils.checks.engine import child
from course_utils.checks.engine.trial import Trial
child.AVAILABLE = False
sent = pickle.load(sys.stdin.buffer)
answers = [(Trial.from_bytes(data), list(map(pickle.loads, forms))) for data, forms in sent]
lines = [[trial.run(form) for form in forms] for trial, forms in answers]
assert not [name for name in sys.modules if name.startswith("course_utils.checks.") and name not in ALLOWED]
sys.stdout.buffer.write(pickle.dumps(lines))
"""


def by_value(lesson, name):
    """Return the right forms of an exercise, and as bytes for a process that has no corpus to import.

    What NumPy makes of a function with vectorize cannot be written; few forms are of that kind.
    """
    forms, written = [], []
    modules = [importlib.import_module(m) for m in ("corpus", f"corpus.{lesson}.{name}")]
    for module in modules:
        cloudpickle.register_pickle_by_value(module)
    try:
        for form in right(lesson, name):
            with contextlib.suppress(pickle.PicklingError):
                written.append(cloudpickle.dumps(form))
                forms.append(form)
        return forms, written
    finally:
        for module in modules:
            cloudpickle.unregister_pickle_by_value(module)


def test_every_trial_runs_where_no_check_can_be_imported(here):
    forms = {(lesson, name): by_value(lesson, name) for lesson, name in EXERCISES}
    sent = [(exercises(lesson)[name].trial.to_bytes(), forms[lesson, name][1]) for lesson, name in EXERCISES]
    ran = subprocess.run([sys.executable, "-c", ELSEWHERE], input=pickle.dumps(sent), capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    for (lesson, name), came in zip(EXERCISES, pickle.loads(ran.stdout), strict=True):
        check = exercises(lesson)[name]
        assert len(came) >= 3, name
        assert came == [check.trial.run(form) for form in forms[lesson, name][0]], name
        assert all(check.judge(lines).passed for lines in came), name


def test_a_trial_that_was_written_does_what_the_first_one_does(each_way):
    again = pickle.loads(double.trial.to_bytes())
    for answer in (lambda x: 2 * x, lambda x: 3 * x, lambda x: 1 / 0, 7, ...):
        assert again.run(answer) == double.trial.run(answer)


# --- lines that no trial has written -----------------------------------------------------------------------------

LINES = double.trial.run(lambda x: 2 * x)
LOOK, *OUTCOMES = LINES
FIELDS = json.loads(OUTCOMES[0])


def forged(**fields):
    return json.dumps({**FIELDS, **fields}).encode()


NOT_LINES = {
    "a number": b"2.0",
    "no JSON": b"{",
    "no text": b"\xff\xfe",
    "nested for ever": b"[" * 10**6,
    "no bytes": "2.0",
    "too long": b" " * 10**7,
    "an integer without end": b'{"value": 1' + b"0" * 5000 + b"}",
    "a field less": json.dumps({k: v for k, v in FIELDS.items() if k != "printed"}).encode(),
    "a field more": forged(points=2.0),
    "a number for a text": forged(text=7),
    "a long text": forged(text="x" * 10**5),
    "a list for an error": forged(error=["TooSlow"]),
    "a number for yes or no": forged(changed_input=0),
    "a bare value": forged(value=2.0),
    "a value that says yes": forged(value=True),
    "numbers that say yes": forged(value=[[], [True]]),
    "numbers in words": forged(value=[[], ["2.0"]]),
    "more numbers than the shape has": forged(value=[[], [2.0, 2.0]]),
    "a shape without end": forged(value=[[10**9, 10**9], []]),
    "a shape with a nothing in it": forged(value=[[0, 10**9], []]),
    "a negative shape": forged(value=[[-1, -1], [2.0]]),
    "many dimensions": forged(value=[[1] * 65, [2.0]]),
    "a number that is too large": forged(value=[[], [10**400]]),
}


@pytest.mark.parametrize("line", NOT_LINES.values(), ids=NOT_LINES)
def test_one_line_that_no_trial_writes_and_nothing_counts(line):
    for i in range(len(LINES)):
        feedback = double.judge([*LINES[:i], line, *LINES[i + 1 :]])
        assert (feedback.points, feedback.diagnosis) == (0, "unreadable")
        assert wording.GENERAL["unreadable"] in feedback.message


@pytest.mark.parametrize(
    ("lines", "diagnosis", "points"),
    [
        ([], "unusable", 0),
        (None, "unreadable", 0),
        (7, "unreadable", 0),
        ([*LINES, LINES[-1]], "unreadable", 0),
        (LINES[1:], "unreadable", 0),
        (LINES[:1], "died", 0),
        (LINES[:4], "died", 1),
        ([*LINES[:4], packed(Outcome(error="TooSlow"))], "too-slow", 1),
        (LINES[:-1], "died", 0),
        ([packed(Look("stub")), *LINES[1:]], "not-attempted", 0),
        ([LOOK, *OUTCOMES[::-1]], "shape", 0),
        ([LOOK, *(forged(value=[[], [float("nan")]]) for _ in OUTCOMES)], "nan", 0),
        ([LOOK, *(forged(value=[[], [float("inf")]]) for _ in OUTCOMES)], "value", 0),
        ([LOOK, *(forged(value=None) for _ in OUTCOMES)], "returned-nothing", 0),
        ([LOOK, *(forged(borrowed="os.system") for _ in OUTCOMES)], "borrowed", 0),
    ],
)
def test_lines_earn_what_they_deserve(lines, diagnosis, points):
    feedback = double.judge(lines)
    assert (feedback.diagnosis, feedback.points) == (diagnosis, points), feedback.message
    assert "os.system" not in feedback.message


@pytest.mark.parametrize("seed", range(4))
def test_lines_that_are_damaged_at_random_never_break_the_judge(seed):
    draw = random.Random(seed)
    for lesson, name in EXERCISES[seed::4]:
        check = exercises(lesson)[name]
        lines = check.trial.run(right(lesson, name)[0])
        for _ in range(30):
            damaged = [bytearray(line) for line in lines]
            for _ in range(draw.choice((1, 2, 9))):
                line = draw.choice(damaged)
                line[draw.randrange(len(line))] = draw.randrange(256)
            if draw.random() < 0.3:
                draw.shuffle(damaged)
            feedback = check.judge(list(map(bytes, damaged)))
            assert 0 <= feedback.points <= feedback.max_points
            assert feedback.passed or feedback.diagnosis


# --- what must not be called -------------------------------------------------------------------------------------


def own(x):
    return 1 / (1 + np.exp(-np.asarray(x, float)))


S = Exercise(
    "s",
    lambda x: own(x),
    (Part("single numbers", ((0.5,), (2.0,)), "?"), Part("arrays", ((np.ones(3),),), "?")),
    without=(activations.sigmoid,),
)


def swallows(x):
    try:
        return activations.sigmoid(x)
    except BaseException:
        return own(x)


def only_for_arrays(x):
    return activations.sigmoid(x) if np.ndim(x) else own(x)


BORROWERS = {
    "itself": activations.sigmoid,
    "called": lambda x: activations.sigmoid(x),
    "swallows": swallows,
    "only for arrays": only_for_arrays,
    "unwrapped": lambda x: activations.sigmoid.__wrapped__(np.asarray(x, float)),
    "vectorised": np.vectorize(lambda x: activations.sigmoid(x)),
    "through another": lambda x: 1 - activations.sigmoid(-x),
    "by a function of the course": lambda x: activations.sigmoid_grad(x) * (1 + np.exp(-x)) ** 2 / np.exp(-x) * own(x),
}


@pytest.mark.parametrize("answer", BORROWERS.values(), ids=BORROWERS)
def test_what_is_to_be_written_cannot_be_called_at_any_probe(each_way, answer):
    feedback = S(answer)
    assert (feedback.diagnosis, feedback.points) == ("borrowed", 0), feedback.message
    assert "activations.sigmoid" in feedback.message
    assert activations.sigmoid(0.0) == 0.5 and S(own).passed


def test_a_probe_may_bring_and_use_what_the_answer_must_not_call(each_way):
    probes = ((activations.sigmoid, 0.0), (hidden_activations.ACTIVATIONS["silu"][0], 1.0), (own, 0.5),
              (lambda x: activations.sigmoid(x), 0.3))  # fmt: skip
    check = Exercise("apply", lambda f, x: f(x), (Part("all", probes, "?"),), without=(activations.sigmoid,))
    assert check(lambda f, x: f(x)).passed
    assert check(lambda f, x: activations.sigmoid(x)).diagnosis == "borrowed"


def test_a_view_may_call_it_and_the_functions_that_an_answer_returns_may_not(each_way):
    def view(f):
        return called(f, 0.5) - activations.sigmoid(0.0)

    check = Exercise("make", lambda: own, (Part("all", ((),), "?", view=view),), without=(activations.sigmoid,))
    assert check(lambda: own).passed
    assert check(lambda: activations.sigmoid).diagnosis == "borrowed"
    assert check(lambda: lambda x: 0 + activations.sigmoid(x)).diagnosis == "borrowed"


def test_what_a_returned_function_does_is_the_answers_doing(each_way):
    def view(f):
        return called(f, np.ones(2))

    def changes(x):
        x *= 2
        return x

    check = Exercise("make", lambda: lambda x: 2 * x, (Part("all", ((),), "?", view=view),))
    assert check(lambda: lambda x: x + x).passed
    assert check(lambda: changes).diagnosis == "changed-input"
    feedback = check(lambda: lambda x: x / {})
    assert feedback.diagnosis == "exception" and "x / {}" in feedback.message, feedback.message
    assert check(lambda: 7).diagnosis in ("not-numbers", "exception")


def test_what_cannot_be_fenced_is_said_when_the_exercise_is_made():
    with pytest.raises(TypeError, match="^s: `without` takes functions made with def, not <ufunc 'exp'>"):
        Exercise("s", own, (), without=(np.exp,))


def test_the_traps_are_gone_after_whatever_happened(monkeypatch):
    monkeypatch.setattr(child, "AVAILABLE", False)
    code = activations.sigmoid.__code__
    for answer in (hostile.recurses, hostile.calls_exit, swallows, 7, ..., hostile.Evil()):
        S(answer)
        assert activations.sigmoid.__code__ is code
