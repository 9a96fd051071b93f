"""Exercise 6.4: dead_units."""

import numpy as np

from course_utils import training
from course_utils.checks.definition._shared import made
from course_utils.checks.engine.exercise import Exercise, Part

_SOME_DEAD = np.array([[0, 0.7, 0, 0, 1.2], [0, 0, 0.3, 0, 0.4], [0, 2.1, 0, 0, 0.9]])
_ONE_ROW = np.array([[0.0, 0.5, 0.0, 0.0]])
_FAINT = np.array([[0, 1e-12, 3e-6, 0.0], [0, 0, 4e-9, 0.005], [0, 0, 0, 0], [0, 0, 2e-4, 0.002]])
_FAINTER = np.array([[0.0, 0.0, 1e-100], [0.0, 1e-200, 0.0]])  # their squares are rounded to 0
_TALL = np.zeros((30, 5))  # one unit fires in the first row only, one in the middle, one in the last, one always
_TALL[0, 0] = _TALL[17, 1] = _TALL[-1, 2] = 1.5
_TALL[:, 3] = 0.5
_CONSTANT = np.array([[2.0, 0.0, 0.3], [2.0, 0.0, 0.0]])
_LAYER = np.maximum(np.random.default_rng(4).normal(-2, 1, (40, 30)), 0)  # some units dead, most of them nearly so


def _dead(unit):
    """Return an answer to dead_units from a test of the column of one unit."""
    return lambda acts: np.mean([unit(column) for column in acts.T])


def _silent(column):
    return np.all(column == 0)


def _times(factor):
    """Return an answer to dead_units: the right share times factor(acts)."""
    return lambda acts: _dead(_silent)(acts) * factor(acts)


_DIGITS = {"rtol": 1e-12, "atol": 1e-12, "shows": "the share"}

exercise = Exercise(
    "dead_units",
    lambda acts: _dead(_silent)(acts),
    (
        Part("some units "
             "dead", ((_SOME_DEAD,), (_ONE_ROW,), (_LAYER,), (_SOME_DEAD[:, :1],), (np.array([[0, 2], [0, 1]]),)),
             "Who is asked, the rows or the columns? And what must hold in every row?",
             more="First a yes or no for each unit; then the mean of these answers.", **_DIGITS),
        Part("all dead, or none", ((np.zeros((3, 2)),), (_SOME_DEAD[:, [1, 2, 4]] + 0.1,), (np.zeros((1, 1)),)),
             "Which number is the share if all are dead, and which if none is?",
             more="A share lies between 0 and 1, and reaches both. By what is the count divided?", **_DIGITS),
        Part("faint units are alive, and constant ones", ((_FAINT,), (_CONSTANT,), (_TALL,), (_FAINTER,)),
             "How large must an output be, and how often, for its unit to live?",
             more="Compare with 0 itself, without a tolerance. One row with a faint output is enough to "
                  "live.", **_DIGITS),
    ),
    (
        *made("share-of-zeros", "wrong rows", "The number is the share of zeros among all entries. A unit that is "
              "silent for one row may fire for another: which question is asked of a "
              "unit?", lambda acts: np.mean(acts == 0)),
        *made("once-silent", "boundary", "Units that are silent at least once are counted. For how many rows must a "
              "dead unit be silent?", _dead(lambda column: np.any(column == 0))),
        *made("never-silent", "complement", "The number is the share of units that are silent for NO row.",
              _dead(np.all)),
        *made("rows", "axis", "The number is that of the ROWS that are 0 throughout. A unit is a column.",
              lambda acts: np.mean(np.all(acts == 0, axis=1))),
        *made("alive", "complement", "The number is the share of units that are alive.",
              lambda acts: 1 - _dead(_silent)(acts), lambda acts: np.sum(np.any(acts, axis=0))),
        *made("count", "mean or sum", "The number is how many units are dead. Of how "
                                      "many?", _times(lambda acts: acts.shape[1])),
        *made("percent", "scale", "The number is in percent. A share lies between 0 and 1.", _times(lambda acts: 100)),
        *made("other-divisor", "mean or sum", "The count of dead units is right, but divided by another number than "
              "that of the units. By the rows, or by all the "
              "entries?", _times(lambda acts: acts.shape[1] / acts.shape[0]),
              _times(lambda acts: 1 / acts.shape[0])),
        *made("one-row", "wrong rows", "The number is that of a single row. All rows count.",
              _dead(lambda column: column[0] == 0), _dead(lambda column: column[-1] == 0)),
        *made("constant", "another function", "Units that never change are counted, too. One that is always 2 passes "
              "gradients on.", _dead(lambda column: np.ptp(column) == 0)),
        *made("faint", "guard", "Units with faint outputs are counted, too. An output of 1e-9 is not 0, so the unit "
              "still learns. Is there a tolerance, a rounding, or a square that is rounded to 0?",
              *(_dead(lambda column, least=least: np.all(column < least))
                for least in (1e-16, 1e-15, 1e-12, 1e-10, 1e-8, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2)),
              *(_dead(lambda column, least=least: np.mean(column) < least) for least in (1e-12, 1e-8, 1e-6, 1e-3)),
              _dead(lambda column: np.allclose(column, 0)), _dead(lambda column: np.std(column) < 1e-8),
              *(_dead(lambda column, k=k: np.all(np.round(column, k) == 0)) for k in (2, 3, 4, 6, 8)),
              _dead(lambda column: not np.any(column.astype(int))),
              _dead(lambda column: not np.any(np.float32(column))), _dead(lambda column: np.sum(column**2) == 0),
              _dead(lambda column: np.linalg.norm(column) == 0), _dead(lambda column: np.std(column) == 0)),
        *made("one-by-one", "shape", "An answer came for each unit. The share of the dead ones was asked for.",
              lambda acts: np.all(acts == 0, axis=0) * 1.0),
        *made("nearly-always-silent", "boundary", "Units that are silent for MOST rows are counted, too. One row with "
              "an output is enough to live.",
              *(_dead(lambda column, share=share: np.mean(column == 0) >= share)
                for share in (0.5, 0.75, 0.8, 0.9, 0.95)), _dead(lambda column: np.median(column) == 0)),
    ),
    (training.layer_statistics,),
    section="6.4",
)
