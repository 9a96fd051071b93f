"""Exercise S9: same_sign_share."""

import numpy as np

from course_utils.checks.audit._shared import NINE
from course_utils.checks.engine.exercise import Exercise, Mistake, Part


def _one_sign(table, axis=0):
    """Tell for each column whether all its entries are above 0, or all below."""
    return np.all(table > 0, axis=axis) | np.all(table < 0, axis=axis)


_RNG = np.random.default_rng(7)


_H, _DELTA = _RNG.uniform(0.1, 0.9, (6, 3)), _RNG.normal(size=(6, 12))


_MIXED = np.array([[0.3, -0.5]])


exercise = Exercise(
    "same_sign_share",
    lambda H, delta: np.mean(_one_sign(H.T @ delta)),
    (
        Part("one row", ((_H[:1], _DELTA[:1]), (2 * _H[:1] - 1, _DELTA[:1]), (_MIXED, _DELTA[1:2]),
                         (_MIXED, np.array([[0.8, 1.5]]))),
             "With one row, the gradient of a weight is the output before it times the unit's slope.", **NINE),
        Part("several rows", ((_H, _DELTA), (_H[:2], _DELTA[:2]), (2 * _H - 1, _DELTA)),
             "Add up over the rows first. Then, for each unit: do its weights' gradients all have one sign?", **NINE),
    ),
    (
        Mistake("before-summing", lambda H, delta: np.mean(_one_sign(H, axis=1)),
                "You judge each row for itself. A step follows the SUM over the rows, where signs can differ.",
                family="order of steps"),
        Mistake("slopes-only", lambda H, delta: np.mean(_one_sign(delta)),
                "You look at the signs of delta alone. The gradients of the weights depend on H as well.",
                family="wrong rows"),
        Mistake("axis", lambda H, delta: np.mean(_one_sign(H.T @ delta, axis=1)),
                "You ask for each INPUT whether its gradients agree. The weights of one unit stand along the other "
                "axis.", family="axis"),
        Mistake("entries", lambda H, delta: np.mean(H.T @ delta > 0),
                "This is the share of positive gradients. For each unit: do ALL of its gradients share a sign?",
                family="another function"),
        Mistake("whole-table", lambda H, delta: np.mean(_one_sign(H.T @ delta, axis=None)),
                "You ask the whole table at once. Ask each column, that is each unit, and take the share that says "
                "yes.", family="axis"),
        Mistake("positive-only", lambda H, delta: np.mean(np.all(H.T @ delta > 0, axis=0)),
                "You count the units whose gradients are all positive. All negative is one sign too.", family="sign"),
        Mistake("counted", lambda H, delta: np.sum(_one_sign(H.T @ delta)),
                "This counts the units. Return their share.", family="mean or sum"),
        Mistake("mask", lambda H, delta: _one_sign(H.T @ delta),
                "This says of each unit whether its gradients agree. Return the share, one number.", family="shape"),
        Mistake("negative-only", lambda H, delta: np.mean(np.all(H.T @ delta < 0, axis=0)),
                "You count the units whose gradients are all negative. All positive is one sign too.", family="sign"),
        Mistake("divided-by-inputs", lambda H, delta: np.sum(_one_sign(H.T @ delta)) / H.shape[1],
                "You divide by the number of inputs. It is a share of the units.", family="mean or sum"),
        Mistake("divided-by-rows", lambda H, delta: np.sum(_one_sign(H.T @ delta)) / len(H),
                "You divide by the number of rows. It is a share of the units.", family="mean or sum"),
        Mistake("claim", lambda H, delta: 1.0,
                "That is what the sentence claims. Look at the gradients.", family="evidence"),
        Mistake("product", lambda H, delta: np.mean(np.prod(H.T @ delta, axis=0) > 0),
                "You look at the sign of a product. Two minus signs hide in it: compare the signs one by one.",
                family="another function"),
    ),
    section="S9",
)
