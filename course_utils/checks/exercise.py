"""Judge an answer: run it on probe inputs, compare with the truth, name the mistake."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from time import monotonic

import numpy as np

from course_utils.checks import wording
from course_utils.checks.feedback import Feedback
from course_utils.checks.fence import TooSlow, restore_numpy
from course_utils.checks.running import run


@dataclass(frozen=True)
class Mistake:
    """A mistake as data: its id, a wrong answer that makes it, and what a good tutor says."""

    id: str
    answer: Callable
    says: str


@dataclass(frozen=True)
class Part:
    """One aspect of an exercise: probes (tuples of arguments) that earn its points together.

    An answer passes a probe when it equals the truth within `rtol` (relative) or `atol` (absolute),
    in the same shape, without a floating-point warning (unless `warnings_cost` is False). `hint` is shown when no
    mistake is recognised.
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


@dataclass(frozen=True)
class Exercise:
    """A check: call it with an answer, get a Feedback.

    >>> double = Exercise("double", lambda x: 2 * x, (Part("numbers", ((1.0,), (3.0,)), "twice x"),))
    >>> double(lambda x: x + x).passed
    True
    >>> print(double(lambda x: x + 1).message)
    Not yet: 0 of 1 points.
    The value is not right.
    Tried: double(3.0)
    Expected: 6
    Got: 4
    Hint: twice x
    """

    name: str
    truth: Callable
    parts: tuple[Part, ...]
    mistakes: tuple[Mistake, ...] = ()

    def __call__(self, answer):
        """Judge an answer; never raises, never prints, always ends."""
        restore_numpy()
        with np.errstate(all="ignore"):  # whatever the notebook has set, judging is silent
            try:
                return self._judge(answer)
            except (Exception, SystemExit):  # the answer is so strange an object that it cannot even be looked at
                return Feedback(0.0, self.max_points, "unusable", (("", wording.GENERAL["unusable"]),))

    def _judge(self, answer):
        unfit = wording.unfit_to_run(self.name, self.truth, answer, self._longest_probe)
        if unfit:
            return Feedback(0.0, self.max_points, *unfit)
        self.expected  # noqa: B018  computed before the answer can touch anything
        outcomes = run_all(answer, self.probes)
        problems = self._problems(outcomes)
        if not any(problems) and not _repeatable(answer, self.probes[:1], outcomes[0]):
            problems = ["random"] * len(problems)
        return self._feedback(answer, outcomes, problems)

    @property
    def max_points(self):
        """Sum the points of the parts."""
        return float(sum(part.points for part in self.parts))

    @cached_property
    def probes(self):
        """List (part, arguments) for every probe."""
        return [(part, probe) for part in self.parts for probe in part.probes]

    @property
    def _longest_probe(self):
        return max((probe for _, probe in self.probes), key=len)

    @cached_property
    def expected(self):
        """Compute the right value at every probe."""
        return [outcome.value for outcome in run_all(self.truth, self.probes)]

    @cached_property
    def _fingerprints(self):
        """Run every listed mistake on the probes: (mistake, outcomes, problems)."""
        outcomes = [run_all(m.answer, self.probes) for m in self.mistakes]
        return [(m, o, self._problems(o)) for m, o in zip(self.mistakes, outcomes)]

    def _problems(self, outcomes):
        return [problem(o, e, part) for o, e, (part, _) in zip(outcomes, self.expected, self.probes)]

    def _recognise(self, outcomes, problems):
        """Find the listed mistake that fails where the answer fails, and in the same way.

        Failing that, find the one that is alike wherever the answer is quiet: the same mistake, made noisily.
        """

        def alike(its, places):
            return all(_alike(outcomes[i], its[i], self.probes[i][0].rtol) for i in places)

        failing = _failing(problems)
        quiet = [i for i, o in enumerate(outcomes) if not (o.error or o.warning)]
        wrong = {i for i in quiet if problems[i] in ("value", "nan")}
        same = (m for m, o, p in self._fingerprints if _failing(p) == failing and alike(o, failing))
        noisy = (m for m, o, p in self._fingerprints if 1 < len(wrong) and wrong <= {*_failing(p)} and alike(o, quiet))
        return next(same, None) or next(noisy, None)

    def _feedback(self, answer, outcomes, problems):
        lost = {id(part) for (part, _), p in zip(self.probes, problems) if p}
        earned = [part for part in self.parts if id(part) not in lost]
        points = float(sum(part.points for part in earned))
        if not lost:
            return Feedback(points, points, None, wording.all_right(len(problems)))
        mistake = self._recognise(outcomes, problems)
        first = next(i for i, p in enumerate(problems) if p)
        part, probe = self.probes[first]
        diagnosis = mistake.id if mistake else self._general(problems, first)
        details = (
            ("", mistake.says if mistake else wording.GENERAL[diagnosis]),
            *wording.evidence(self.name, answer, probe, self.expected[first], outcomes[first], problems[first]),
            *((("Hint", part.hint),) if diagnosis in wording.ABOUT_NUMBERS else ()),
            *wording.score(earned, [p for p in self.parts if id(p) in lost]),
        )
        return Feedback(points, self.max_points, diagnosis, details)

    def _general(self, problems, first):
        """Name a general mistake: the first problem, unless only the arrays fail and fail with an error."""
        failing = set(_failing(problems))
        arrays = {i for i, e in enumerate(self.expected) if np.ndim(e)}
        scalar_only = failing <= arrays < set(range(len(problems))) and problems[first] == "exception"
        return "scalar-only" if scalar_only else problems[first]


def run_all(answer, probes, seconds=5.0):
    """Run an answer on (part, arguments) pairs, all in three times `seconds`; wait only once for one that is stuck."""
    outcomes, end = [], monotonic() + 3 * seconds
    for part, arguments in probes:
        stuck = outcomes and outcomes[-1].error in (TooSlow, KeyboardInterrupt)
        left = min(seconds, max(end - monotonic(), 0.01))
        outcomes.append(outcomes[-1] if stuck else run(answer, arguments, left, part.view))
    return outcomes


def _failing(problems):
    return [i for i, p in enumerate(problems) if p]


def problem(outcome, expected, part):
    """Name what is wrong with one outcome, or return None."""
    if outcome.error is not None:
        return "too-slow" if outcome.error is TooSlow else "exception"
    if outcome.value is None:
        return "printed" if outcome.printed else "returned-nothing"
    got, right = numbers(outcome.value), np.asarray(expected)
    if got is None:
        return "not-numbers"
    if outcome.changed_input:
        return "changed-input"
    if got.shape != right.shape:
        return "shape"
    if np.any(np.isnan(got) & ~np.isnan(right)):
        return "nan"
    if not np.all(close(got, right, part.rtol, part.atol)):
        return "value"
    if right.ndim and isinstance(outcome.value, list | tuple):
        return "list"
    return "warning" if outcome.warning and part.warnings_cost else None


def numbers(value):
    """Return an outcome's value as an array of real numbers, or None where it is none."""
    return None if value is None or isinstance(value, wording.Thing) else np.asarray(value, dtype=float)


def close(got, right, rtol, atol):
    """Compare element by element; infinities and nans must be in the same places."""
    return np.isclose(got, right, rtol=rtol, atol=atol, equal_nan=True)


def _alike(one, other, rtol):
    if one.error is not None or other.error is not None:
        return one.error is other.error
    a, b = numbers(one.value), numbers(other.value)
    return a is not None and b is not None and a.shape == b.shape and bool(np.all(close(a, b, max(1e-6, rtol), 0.0)))


def _repeatable(answer, probes, outcome):
    again, before = numbers(run_all(answer, probes)[0].value), numbers(outcome.value)
    return again is not None and np.array_equal(again, before, equal_nan=True)
