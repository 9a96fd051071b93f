"""Exercise 6.4: dead_units."""

import numpy as np

from course_utils.checks.engine.exercise import Exercise, Mistake, Part

_SOME_DEAD = np.array([[0, 0.7, 0, 0, 1.2], [0, 0, 0.3, 0, 0.4], [0, 2.1, 0, 0, 0.9]])


_ONE_ROW = np.array([[0.0, 0.5, 0.0, 0.0]])


_FAINT = np.array([[0, 1e-12, 3e-6, 0.0], [0, 0, 4e-9, 0.005], [0, 0, 0, 0], [0, 0, 2e-4, 0.002]])


_TALL = np.zeros((30, 5))  # one unit fires in the first row only, one in the middle, one in the last, one always


_TALL[0, 0] = _TALL[17, 1] = _TALL[-1, 2] = 1.5


_TALL[:, 3] = 0.5


_CONSTANT = np.array([[2.0, 0.0, 0.3], [2.0, 0.0, 0.0]])


def _dead(unit):
    """Return an answer to dead_units from a test of the column of one unit."""
    return lambda acts: np.mean([unit(column) for column in acts.T])


def _always_silent(column):
    return np.all(column == 0)


exercise = Exercise(
    "dead_units",
    lambda acts: _dead(_always_silent)(acts),
    (
        Part("some units dead", ((_SOME_DEAD,), (_ONE_ROW,)),
             "Ask of each column whether it is 0 in every row; then take the share of such columns.", atol=1e-12),
        Part("all dead, or none", ((np.zeros((3, 2)),), (_SOME_DEAD[:, [1, 2, 4]] + 0.1,)),
             "A share lies between 0 and 1, and reaches both.", atol=1e-12),
        Part("faint units are alive, and constant ones", ((_FAINT,), (_CONSTANT,), (_TALL,)),
             "Dead means exactly 0 in every row. One row with a faint output is enough to live.", atol=1e-12),
    ),
    (
        Mistake("share-of-zeros", lambda acts: np.mean(acts == 0),
                "This is the share of zeros. A unit that is silent for one row may well fire for another.",
                family="wrong rows"),
        Mistake("once-silent", _dead(lambda column: np.any(column == 0)),
                "You count units that are silent at least once. Dead means silent for EVERY row.", family="boundary"),
        Mistake("never-silent", lambda acts: np.mean(np.all(acts, axis=0)),
                "This is the share of units that are silent for NO row. Dead means silent for every row.",
                family="complement"),
        Mistake("rows", lambda acts: np.mean(np.all(acts == 0, axis=1)),
                "You ask it of the rows. A unit is a column: what does it do in all rows?", family="axis"),
        Mistake("alive", lambda acts: 1 - _dead(_always_silent)(acts),
                "This is the share of units that are alive.", family="complement"),
        Mistake("count", lambda acts: _dead(_always_silent)(acts) * acts.shape[1],
                "This is the number of dead units. Divide by the number of units.", family="mean or sum"),
        Mistake("percent", lambda acts: _dead(_always_silent)(acts) * 100,
                "This is in percent. A share lies between 0 and 1.", family="scale"),
        Mistake("divided-by-rows", lambda acts: _dead(_always_silent)(acts) * acts.shape[1] / acts.shape[0],
                "You divide by the number of rows. It is a share of the units.", family="mean or sum"),
        Mistake("divided-by-all", lambda acts: _dead(_always_silent)(acts) / acts.shape[0],
                "You divide by the number of entries. It is a share of the units.", family="mean or sum"),
        Mistake("first-row", _dead(lambda column: column[0] == 0),
                "You look at the first row only.", family="wrong rows"),
        Mistake("constant", _dead(lambda column: np.ptp(column) == 0),
                "You count units that never change. One that is always 2 is not dead: it passes gradients on.",
                family="another function"),
        *(Mistake("faint", _dead(lambda column, least=least: np.all(column < least)),
                  "A faint output is not 0: its slope is 1, so the unit still learns. Compare with 0 itself.",
                  family="guard")
          for least in (1e-10, 1e-8, 1e-5, 1e-3, 1e-2)),
        Mistake("one-by-one", lambda acts: np.all(acts == 0, axis=0) * 1.0,
                "This says of each unit whether it is dead. Their share was asked for.", family="shape"),
        *(Mistake("nearly-always-silent", _dead(silent),
                  "You count units that are silent for MOST rows. One row with an output is enough to live.",
                  family="boundary")
          for silent in (*(lambda column, share=share: np.mean(column == 0) >= share
                           for share in (0.5, 0.75, 0.8, 0.9, 0.95)), lambda column: np.median(column) == 0)),
        Mistake("last-row", _dead(lambda column: column[-1] == 0),
                "You look at the last row only.", family="wrong rows"),
    ),
    section="6.4",
)
