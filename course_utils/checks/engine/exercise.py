"""Judge an answer: run it on probe inputs, compare with the truth, name the mistake."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from course_utils import progress
from course_utils.checks.engine import hints, notebook, wording
from course_utils.checks.engine.feedback import Feedback
from course_utils.checks.engine.fence import restore_numpy
from course_utils.checks.engine.hints import Hint
from course_utils.checks.engine.judging import problem, second_thought
from course_utils.checks.engine.outcome import Unreadable, outcomes_from
from course_utils.checks.engine.recognising import recognised
from course_utils.checks.engine.runnable import call
from course_utils.checks.engine.running import run
from course_utils.checks.engine.trial import Trial

SECONDS = 5.0  # for one call of an answer; all calls together have three times as long
_PATIENCE = 600.0  # for our own functions, which end, on however busy a machine


@dataclass(frozen=True)
class Mistake:
    """A mistake as data: its id, a wrong answer that makes it, and what a good tutor says."""

    id: str
    answer: Callable
    says: str
    family: str = ""


@dataclass(frozen=True)
class Part:
    """One aspect of an exercise: probes (tuples of arguments) that earn its points together.

    An answer passes a probe when it equals the truth within `rtol` (relative) or `atol` (absolute),
    in the same shape, without a floating-point warning (unless `warnings_cost` is False). `hint` is the first step of
    help, a question or a direction without the formula; `more` is the second. `shows` says what the compared numbers
    are, for example "the slopes".
    `view` picks from the returned object the numbers to compare, for example one of a pair, or a figure's curve.
    """

    title: str
    probes: tuple
    hint: str
    points: float = 1.0
    rtol: float = 1e-12
    atol: float = 0.0
    view: Callable | None = None
    warnings_cost: bool = True
    more: str = ""
    shows: str = ""


@dataclass(frozen=True)
class Exercise:
    """A check: call it with an answer, get a Feedback.

    The answer runs in a process of its own where the platform can give one, and sends back plain data. A part is earned
    whole or not at all; where every number is right, the warnings of several parts cost only one of them. `without`
    names functions of the course that the answer must not call, because it should be one of them; nor may it call the
    check's own `truth`. `section` is the number that the exercise shares with the lesson's section.

    >>> double = Exercise("double", lambda x: 2 * x, (Part("numbers", ((1.0,), (3.0,)), "How often x?"),))
    >>> double(lambda x: x + x).passed
    True
    >>> print(double(lambda x: x + 1).message)
    Not yet: 0 of 1 points.
    The value is not right.
    Tried: double(3.0)
    Expected: 6
    Got: 4
    For a hint: checks.double.hint()
    """

    name: str
    truth: Callable
    parts: tuple[Part, ...]
    mistakes: tuple[Mistake, ...] = ()
    without: tuple[Callable, ...] = ()
    section: str = ""
    _lately: dict = field(default_factory=dict, init=False, repr=False, compare=False)  # how the last answer did

    def __post_init__(self):
        """Raise a TypeError for what cannot be fenced: only functions written in Python can."""
        if strange := [function for function in self.without if not hasattr(function, "__code__")]:
            raise TypeError(f"{self.name}: `without` takes functions made with def, not {strange[0]!r}.")

    def __call__(self, answer):
        """Judge an answer; never raises, never prints, always ends. In a notebook its points are written down."""
        restore_numpy()
        with np.errstate(all="ignore"):  # whatever the notebook has set, judging is silent
            self.expected  # noqa: B018  computed before the answer can touch anything
            feedback = self.judge(replace(self.trial, without=(*self.without, *self._own)).run(answer))
        self._lately.update(part=feedback.part, passed=feedback.passed, answer=answer)
        progress.record(self.section, self.name, feedback.points, feedback.max_points)
        return feedback.after(notebook.stale(self.name, answer))

    def hint(self, words=None) -> Hint:
        """Return a hint to the first part that the last answer has not got right, in two steps.

        The first step is a question or a direction. The second comes for `words`: one line in which you say what you
        have tried, or where you are stuck.

        >>> print(Exercise("double", lambda x: 2 * x, (Part("numbers", ((1.0,), (3.0,)), "How often x?"),)).hint())
        A hint: numbers.
        How often x?
        """
        part = next((part for part in self.parts if part.title == self._lately.get("part")), self.parts[0])
        return hints.hint(self.name, part, words, self._lately.get("passed", False))

    @property
    def outdated(self) -> bool:
        """Tell whether the notebook holds another answer by now than the one that was judged last."""
        return "answer" in self._lately and notebook.changed(self.name, self._lately["answer"])

    @property
    def _own(self):
        """Return the truth where it is written for this check alone: what the course has, each exercise names."""
        ours = str(self.truth.__module__).startswith("course_utils.checks.") and hasattr(self.truth, "__code__")
        return (self.truth,) if ours else ()

    @property
    def trial(self) -> Trial:
        """Return what is needed to run an answer, and nothing that knows what is right."""
        calls = tuple((arguments, part.view) for part, arguments in self.probes)
        return Trial(self.name, str(inspect.signature(self.truth)), calls, self.without, SECONDS)

    def judge(self, lines) -> Feedback:
        """Return the Feedback for the lines (bytes) of a trial; never raises, whatever stands in them.

        >>> double = Exercise("double", lambda x: 2 * x, (Part("numbers", ((1.0,), (3.0,)), "twice x"),))
        >>> double.judge(double.trial.run(lambda x: x + x)), double.judge([b"2.0"])
        (1.0, 0.0)
        """
        with np.errstate(all="ignore"):
            try:
                look, outcomes = outcomes_from(lines, len(self.probes))
            except Unreadable:
                return self._nothing("unreadable")
            if look.kind != "function":
                diagnosis, *details = wording.unfit(look, self.name, self.trial.parameters)
                return self._nothing(diagnosis, *details)
            *outcomes, again = outcomes
            if called := next((outcome.borrowed for outcome in [*outcomes, again] if outcome.borrowed), None):
                return self._nothing("borrowed", *wording.borrowed(called, self.without, self._own, self.name))
            if all(wording.unfinished(outcome, dots=look.text == "...") for outcome in outcomes):
                return self._nothing("not-attempted")
            problems = self._problems(outcomes)
            if not any(problems):
                problems = [second_thought(outcomes[0], again)] * len(outcomes)
            return self._feedback(look.name or self.name, outcomes, problems)

    def _nothing(self, diagnosis, *details):
        details = (("", wording.GENERAL[diagnosis]), *details, wording.to_a_hint(self.name))
        family = wording.FAMILY_OF.get(diagnosis)
        return Feedback(0.0, self.max_points, diagnosis, details, family, self.parts[0].title)

    @cached_property
    def parameters(self):
        """List the names of the arguments."""
        return list(inspect.signature(self.truth).parameters)

    @property
    def max_points(self):
        """Sum the points of the parts."""
        return float(sum(part.points for part in self.parts))

    @cached_property
    def probes(self):
        """List (part, arguments) for every probe."""
        return [(part, probe) for part in self.parts for probe in part.probes]

    def _run(self, ours):
        """Run one of our own functions, the truth or a mistake, on all probes."""
        return [run(ours, arguments, _PATIENCE, part.view) for part, arguments in self.probes]

    @cached_property
    def expected(self):
        """Compute the right value at every probe."""
        return [outcome.value for outcome in self._run(self.truth)]

    def mistaken(self, mistake, i):
        """Return (outcome, problem) of a listed mistake at probe i; each is run once, when it is first asked for."""
        if (id(mistake), i) not in self._ran:
            part, arguments = self.probes[i]
            outcome = run(mistake.answer, arguments, _PATIENCE, part.view)
            self._ran[id(mistake), i] = outcome, problem(outcome, self.expected[i], part)
        return self._ran[id(mistake), i]

    @cached_property
    def _ran(self):
        return {}

    def _problems(self, outcomes):
        return [problem(o, e, part) for o, e, (part, _) in zip(outcomes, self.expected, self.probes)]

    def _feedback(self, name, outcomes, problems):
        lost, failing = self._lost(problems), _failing(problems)
        if not lost:
            return Feedback(self.max_points, self.max_points, None, wording.all_right(outcomes))
        in_question = [i for i in failing if id(self.probes[i][0]) in lost]
        first = min(in_question, key=lambda i: problems[i] == "warning")  # a warning says that the numbers are right
        part, probe = self.probes[first]
        tried = call(name, probe, self.parameters)
        named = recognised(self, outcomes, problems, first)
        faulty = {id(self.probes[i][0]) for i in failing}
        details = (
            ("", named.says),
            *wording.evidence(tried, part, self.expected[first], outcomes[first], problems[first]),
            *wording.score([p for p in self.parts if id(p) not in faulty], [p for p in self.parts if id(p) in lost]),
            wording.to_a_hint(self.name),
        )
        points = float(sum(part.points for part in self.parts if id(part) not in lost))
        return Feedback(points, self.max_points, named.id, details, named.family, part.title)

    def _lost(self, problems):
        """Return the ids of the lost parts; where all numbers are right, all else together costs the last one."""
        lost = [id(self.probes[i][0]) for i in _failing(problems)]
        return lost[-1:] if {*problems} <= {None, "warning", "changed-input"} else lost


def _failing(problems):
    return [i for i, p in enumerate(problems) if p]
