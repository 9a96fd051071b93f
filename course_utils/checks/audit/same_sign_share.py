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
_BATCH = _RNG.uniform(0.01, 0.99, (64, 8)), _RNG.normal(size=(64, 10))


exercise = Exercise(
    "same_sign_share",
    lambda H, delta: np.mean(_one_sign(H.T @ delta)),
    (
        Part("one row", ((_H[:1], _DELTA[:1]), (2 * _H[:1] - 1, _DELTA[:1]), (_MIXED, _DELTA[1:2]),
                         (_MIXED, np.array([[0.8, 1.5]])), (_H[:1], np.array([[-2.0]])), (-_H[2:3], _DELTA[2:3]),
                         (_BATCH[0][:1], _BATCH[1][:1]), (2 * _BATCH[0][:1] - 1, _BATCH[1][:1])),
             "With one row, what is the gradient of one weight, and whose sign does it have?", shows="the share",
             more="Write the gradients as an array, one row for each input and one column for each unit. When do all "
             "entries of a column agree?", **NINE),
        Part("several rows", ((_H, _DELTA), (_H[:2], _DELTA[:2]), (2 * _H - 1, _DELTA), _BATCH, (_H[:, :1], _DELTA),
                              (_H - 0.3, _DELTA[:, :1]), (2 * _BATCH[0] - 1, _BATCH[1])),
             "What does a step follow: the slopes of the single rows, or something made of all of them?",
             shows="the share",
             more="Add up over the rows first; the exercise gives the product that does it. All above 0 is one sign, "
             "and all below is one too.", **NINE),
    ),
    (
        *(Mistake("before-summing", wrong,
                  "Right for one row. For several, the number is that of the single rows, as if each made a step of "
                  "its own. What does a step follow?", family="order of steps")
          for wrong in (lambda H, delta: np.mean(_one_sign(H, axis=1)),
                        lambda H, delta: np.mean(_one_sign(H[:, :, None] * delta[:, None, :], axis=1)),
                        lambda H, delta: np.mean(np.all(_one_sign(H[:, :, None] * delta[:, None, :], axis=1), axis=0)),
                        lambda H, delta: np.mean(_one_sign(H[:, :, None] * delta[:, None, :], axis=(0, 1))))),
        Mistake("slopes-only", lambda H, delta: np.mean(_one_sign(delta)),
                "The number does not depend on H. The gradients of the weights do.", family="wrong rows"),
        *(Mistake("axis", lambda H, delta, f=f: f(H, delta),
                  "The number is that for each INPUT: whether its gradients agree. The weights of one unit stand along "
                  "the other axis.", family="axis")
          for f in (lambda H, delta: np.mean(_one_sign(H.T @ delta, axis=1)),
                    lambda H, delta: np.mean(_one_sign(delta.T @ H)))),
        *(Mistake("entries", wrong,
                  "The number is a share of all GRADIENTS. For each unit: do all of its gradients share a sign?",
                  family="another function")
          for wrong in (lambda H, delta: np.mean(H.T @ delta > 0), lambda H, delta: np.mean(H.T @ delta < 0),
                        lambda H, delta: max(np.mean(H.T @ delta > 0), np.mean(H.T @ delta < 0)),
                        lambda H, delta: np.mean(np.maximum(np.mean(H.T @ delta > 0, axis=0),
                                                            np.mean(H.T @ delta < 0, axis=0))))),
        Mistake("whole-table", lambda H, delta: np.mean(_one_sign(H.T @ delta, axis=None)),
                "The number is 0 or 1, as if the whole table were asked at once. Ask each column, that is each unit.",
                family="axis"),
        Mistake("positive-only", lambda H, delta: np.mean(np.all(H.T @ delta > 0, axis=0)),
                "Units whose gradients are all negative are not counted. All below 0 is one sign too.", family="sign"),
        Mistake("negative-only", lambda H, delta: np.mean(np.all(H.T @ delta < 0, axis=0)),
                "Units whose gradients are all positive are not counted. All above 0 is one sign too.", family="sign"),
        Mistake("counted", lambda H, delta: np.sum(_one_sign(H.T @ delta)),
                "This is how many units there are. Return their share.", family="mean or sum"),
        Mistake("mask", lambda H, delta: _one_sign(H.T @ delta),
                "There is an answer for each unit: whether its gradients agree. Return the share, one number.",
                family="shape"),
        *(Mistake("divided-by-another", lambda H, delta, n=n: np.sum(_one_sign(H.T @ delta)) / n(H, delta),
                  "The count is right, and is divided by another number than that of the units. Is it the inputs, the "
                  "rows, or all the weights?", family="mean or sum")
          for n in (lambda H, delta: H.shape[1], lambda H, delta: len(H), lambda H, delta: H.shape[1] * delta.shape[1],
                    lambda H, delta: delta.size)),
        Mistake("claim", lambda H, delta: 1.0,
                "That is 1 everywhere, as the sentence claims. Look at the gradients.", family="evidence"),
        *(Mistake("product", wrong,
                  "The number is that of a product or a sum of the gradients: two minus signs, or a large entry, hide "
                  "in it. Compare the signs one by one.", family="another function")
          for wrong in (lambda H, delta: np.mean(np.prod(H.T @ delta, axis=0) > 0),
                        lambda H, delta: np.mean(np.sum(H.T @ delta, axis=0) > 0))),
        Mistake("mixed", lambda H, delta: 1 - np.mean(_one_sign(H.T @ delta)),
                "This is the share of the units whose gradients DIFFER in sign.", family="complement"),
        Mistake("neighbours", lambda H, delta: np.mean(np.sign((H.T @ delta)[0]) == np.sign((H.T @ delta)[-1])),
                "The number is that of the first and the last input alone. All gradients of a unit count.",
                family="wrong rows"),
    ),
    section="S9",
)
