"""Exercise 4.1: is_separable_1d."""

import numpy as np

from course_utils import calibration
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.checks.logistic_regression._shared import several


def _rows(x, y):
    return np.array(x, dtype=float), np.array(y)


def _ends(compare):
    """Return an answer to is_separable_1d that compares (no, yes), the values of x of the two classes."""
    return lambda x, y: bool(compare(x[y == 0], x[y == 1]))


def _right(x, y):
    no, yes = x[y == 0], x[y == 1]
    return bool(no.max() < yes.min() or yes.max() < no.min())


def _with_room(room):
    """Return an answer that wants a gap of more than room(x)."""
    return lambda x, y: max(x[y == 1].min() - x[y == 0].max(), x[y == 0].min() - x[y == 1].max()) > room(x)


def _tries(thresholds, ways=(np.greater, np.less)):
    """Return an answer that tries the thresholds (x, y), with yes beyond them in each of these ways."""

    def answer(x, y):
        tried = np.atleast_1d(thresholds(x, y))
        return any(np.any(np.all(way.outer(x, tried) == y[:, None], axis=0)) for way in ways)

    return answer


def _changes(labels):
    return np.count_nonzero(np.diff(labels)) == 1


def _midway(x, y):
    return (x[y == 0].mean() + x[y == 1].mean()) / 2


def _between(x, y):
    return (x[y == 0].max() + x[y == 1].min()) / 2


def _middle_of_gap(x, y):
    return _between(x, y) if x[y == 1].min() > x[y == 0].max() else (x[y == 0].min() + x[y == 1].max()) / 2


_GRIDS = (
    lambda x, y: np.linspace(x.min(), x.max(), 50), lambda x, y: np.linspace(x.min(), x.max(), 100),
    lambda x, y: np.linspace(x.min(), x.max(), 500), lambda x, y: np.linspace(x.min(), x.max(), 1000),
    lambda x, y: np.linspace(x.min(), x.max(), 10_000), lambda x, y: np.arange(x.min(), x.max()),
    lambda x, y: np.arange(int(x.min()), int(x.max()) + 1), lambda x, y: np.arange(x.min(), x.max(), 0.1),
)  # fmt: skip
_ONE_PLACE = (
    lambda x, y: x.mean(), lambda x, y: np.median(x), lambda x, y: 0.0, lambda x, y: x[0], _midway,
    lambda x, y: (x.min() + x.max()) / 2,
)  # fmt: skip
_VERDICT = {"shows": "True as 1, False as 0"}

exercise = Exercise(
    "is_separable_1d",
    _right,
    (
        Part("yes on the right", (
            _rows([1, 2, 4, 7, 11], [0, 0, 1, 1, 1]),
            _rows([2, 3, 5, 8], [0, 1, 0, 1]),
            _rows([1, 2, 4, 6, 9], [0, 0, 1, 0, 1]),
            _rows([6, -7, 3, -1, 9, -4], [1, 0, 1, 0, 1, 0]),
            _rows([400.25, 0, 400, 900, 4000], [1, 0, 0, 1, 1]),
            _rows([0.3, 1.5371700, 1.5371704, 2.7], [0, 0, 1, 1]),
            _rows([0.25, 1.5, 1.5 + 1e-9, 2.75], [0, 0, 1, 1]),
        ), "Which value of each class comes closest to the other class?", **_VERDICT,
             more="With yes on the right, all noes must lie below all yeses. Two values decide that, one of each "
             "class: which of the noes, which of the yeses?"),
        Part("yes on the left", (
            _rows([1, 2, 4, 7, 11], [1, 1, 1, 0, 0]),
            _rows([2, 3, 5, 8], [1, 0, 1, 0]),
            _rows([1, 2, 4, 6, 9], [1, 1, 0, 1, 0]),
            _rows([0, 1, 2, 3, 4, 50], [1, 1, 1, 0, 0, 0]),
            _rows([6, -7, 3, -1, 9, -4], [0, 1, 0, 1, 0, 1]),
            _rows([400.25, 0, 400, 900, 4000], [0, 1, 1, 0, 0]),
            _rows([2.7, 1.5371704, 1.5371700, 0.3], [0, 0, 1, 1]),
            _rows([2.75, 1.5 + 1e-13, 1.5, 0.25], [0, 0, 1, 1]),
        ), "The classes may stand either way round. Which of the two have you asked about?", **_VERDICT,
             more="Ask the same question once more with the classes exchanged; one yes is enough."),
        Part("one class inside the other, single rows", (
            _rows([1, 2, 4, 7, 9], [0, 1, 1, 0, 0]),
            _rows([9, 1, 5], [1, 0, 1]),
            _rows([9, 1, 5], [0, 0, 1]),
            _rows([9, 5, 1.5], [0, 1, 0]),
            _rows([-3, 3], [1, 0]),
        ), "How many sides has a threshold? What may be on each?", **_VERDICT,
             more="If one class lies inside the other, two thresholds would be needed; one has to do. A class of one "
             "row has a smallest and a largest value like any other."),
        Part("a value that both share", (
            _rows([1, 2.5, 2.5, 3], [0, 0, 1, 1]),
            _rows([1, 2.5, 2.5, 3], [0, 1, 0, 1]),
            _rows([3, 2.5, 2.5, 1], [0, 0, 1, 1]),
            _rows([2.5, 2.5, 2.5, 4, 4], [0, 0, 0, 1, 1]),
            _rows([2.5, 2.5, 4.5, 4.5, 2.5], [1, 1, 0, 0, 1]),
            _rows([1, 1], [0, 1]),
        ), "Can a threshold part two rows with the same x? And do equal values within one class do harm?", **_VERDICT,
             more="Where the ends of the classes meet, the answer is False: compare strictly."),
    ),
    (
        *several("one-way-round", "Right only where one of the two classes is above the other; the other way round the "
                 "answer is always False. Which class may be below?", "missing part",
                 _ends(lambda no, yes: no.max() < yes.min()), _ends(lambda no, yes: yes.max() < no.min()),
                 _ends(lambda no, yes: no.max() <= yes.min()), _ends(lambda no, yes: yes.max() <= no.min()),
                 lambda x, y: np.array_equal(y[np.argsort(x, kind="stable")], np.sort(y))),
        *several("shared-value", "Right but where both classes hold the same value: some such data count as parted "
                 "here. Can a threshold part two rows with the same x? Is < meant where <= stands, or are rows with "
                 "equal x sorted in a chance order?", "boundary",
                 _ends(lambda no, yes: no.max() <= yes.min() or yes.max() <= no.min()),
                 _ends(lambda no, yes: no.max() <= yes.min() or yes.max() < no.min()),
                 _ends(lambda no, yes: no.max() < yes.min() or yes.max() <= no.min()),
                 _ends(lambda no, yes: np.ptp(no) + np.ptp(yes) <= np.ptp(np.append(no, yes))),
                 lambda x, y: bool(_changes(y[np.argsort(x, kind="stable")])),
                 lambda x, y: bool(_changes(y[np.argsort(x)]))),
        *several("narrow-gap", "A narrow gap counts as none here; any gap will do. Does the answer ask for a distance, "
                 "call nearly equal values equal, or try thresholds at fixed distances?", "guard",
                 *(_with_room(lambda x, room=room: room)
                   for room in (1e-12, 1e-10, 1e-9, 1e-8, 1e-6, 1e-4, 1e-3, 0.01, 0.1, 0.5, 1.0)),
                 lambda x, y: _right(x, y) and not np.isclose(x[y == 0][:, None], x[y == 1]).any(),
                 _with_room(lambda x: 0.01 * np.ptp(x)), _with_room(lambda x: 0.05 * np.ptp(x)),
                 *(_tries(grid, ways) for grid in _GRIDS for ways in (
                     (np.greater, np.less), (np.greater, np.less_equal)))),
        *several("not-sorted", "The verdict changes with the order of the rows. Does the answer look at neighbours, or "
                 "at first and last rows, in the order given? It is the order of x that matters.", "order of steps",
                 lambda x, y: bool(_changes(y)), _ends(lambda no, yes: no[-1] < yes[0] or yes[-1] < no[0]),
                 lambda x, y: bool(np.all(np.diff(y) >= 0) or np.all(np.diff(y) <= 0))),
        *several("means", "Data that overlap count as parted, or parted data as not. Does a mean or a median stand "
                 "where an end of a class should stand, or a distance of means? Half of a class lies beyond its "
                 "middle.",
                 "another function", _ends(lambda no, yes: no.mean() != yes.mean()),
                 *(_ends(lambda no, yes, f=f: f(no) < yes.min() or f(yes) < no.min()) for f in (np.mean, np.median)),
                 *(_ends(lambda no, yes, f=f: f(no) < yes.min()) for f in (np.mean, np.median)),
                 _ends(lambda no, yes: abs(no.mean() - yes.mean()) > no.std() + yes.std())),
        *several("correlation", "Some data with a gap are not seen, and some without count. Is it a correlation, "
                 "compared with a limit? Whether the classes touch it cannot say.", "another function",
                 *(lambda x, y, most=most: bool(abs(np.corrcoef(x, y)[0, 1]) > most) for most in (0.5, 0.7, 0.8, 0.9))),
        *several("one-end", "Data that overlap count as parted. Are ends of the same kind compared, two largest or two "
                 "smallest values? Which end of one class meets which end of the other?", "wrong rows",
                 _ends(lambda no, yes: no.max() < yes.max() and no.min() < yes.min()
                       or yes.max() < no.max() and yes.min() < no.min()),
                 _ends(lambda no, yes: no.max() < yes.max() or yes.min() < no.min()),
                 _ends(lambda no, yes: no.max() < yes.max() or yes.max() < no.max()),
                 _ends(lambda no, yes: no.min() > yes.max() or yes.min() > no.min()),
                 _ends(lambda no, yes: no.min() < yes.max() or yes.min() < no.max())),
        *several("both-at-once", "The answer is False, whatever the data. If both ways round must hold at once, can "
                 "any data do that?", "boundary",
                 _ends(lambda no, yes: no.max() < yes.min() and yes.max() < no.min()), lambda x, y: False),
        *several("no-shared-value", "Data that overlap count as parted as soon as no value is shared. 1, 2, 3, 4 with "
                 "labels 0, 1, 0, 1 share none; is there a threshold?", "boundary",
                 _ends(lambda no, yes: not set(no) & set(yes))),
        *several("one-threshold", "Some data with a gap are not seen. Is only ONE threshold tried, the mean, the "
                 "middle, 0 or the first value? The question is whether any threshold parts the classes.", "wrong rows",
                 *(_tries(at, ways) for at in _ONE_PLACE for ways in (
                     (np.greater, np.less), (np.greater, np.less_equal), (np.greater,)))),
        *several("turned-round", "True and False are exchanged. True means that a threshold parts the classes.",
                 "complement", lambda x, y: not _right(x, y)),
        *several("always-true", "The answer is True, whatever the data.", "boundary", lambda x, y: True),
        *several("number-not-verdict", "A number came back, a width or a place. The question is whether there is a "
                 "gap: answer with True or False.", "another function", lambda x, y: x[y == 1].min() - x[y == 0].max(),
                 lambda x, y: max(x[y == 1].min() - x[y == 0].max(), x[y == 0].min() - x[y == 1].max()), _between,
                 lambda x, y: _right(x, y) and _middle_of_gap(x, y)),
        *several("verdict-of-each-row", "One True or False for each row came back. One for all of them is asked for.",
                 "shape", lambda x, y: (x > x[y == 0].max()) == y, lambda x, y: (x > x.mean()) == y),
        *several("no-repeats", "Right but where a class holds a value twice. Within one class that does no harm.",
                 "boundary", lambda x, y: _right(x, y) and len(set(x)) == len(x)),
    ),
    without=(calibration.is_separable_1d, calibration.separating_direction),
    section="4.1",
)
