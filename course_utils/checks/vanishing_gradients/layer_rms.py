"""Exercise 5.5: layer_rms."""

import numpy as np

from course_utils.checks.engine.arrays import Arrays, in_a_row
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.checks.vanishing_gradients._shared import rows


def _layerwise(size):
    return lambda gradients: np.array([size(np.asarray(g)) for g in gradients])


def _rms(g):
    return np.sqrt(np.mean(np.square(g, dtype=float)))


_GRADIENTS = Arrays([np.array([[0.3, -0.4], [1.2, 0.5], [0.1, -0.8]]), np.array([2.0, -1.0]), rows(4, 5) * 1e-6])


_TINY = Arrays(np.array(g * 1e-30, dtype=np.float32) for g in _GRADIENTS)


exercise = Exercise(
    "layer_rms",
    lambda gradients: _layerwise(_rms)(gradients),
    (
        Part("a single layer", ((Arrays([np.array([[3.0, -1.0], [1.0, 5.0]])]),),),
             "Square, average, take the root: in this order.", 1.0, 1e-6, view=in_a_row),
        Part("layers of different shapes", ((_GRADIENTS,),), "One number for each array in the list.", 1.0, 1e-6,
             view=in_a_row),
        Part("tiny numbers in float32", ((_TINY,),),
             "The square of 1e-30 is 1e-60, and float32 ends near 1e-45. Which type has room?", 1.0, 1e-6,
             view=in_a_row),
    ),
    (
        Mistake("float32", _layerwise(lambda g: np.sqrt(np.mean(g * g))),
                "The formula is right. In float32 the squares of tiny numbers are rounded to 0, as in section 5.7. "
                "Which type has room for them?", "dtype"),
        Mistake("mean", _layerwise(lambda g: np.mean(g, dtype=float)),
                "This is the mean, in which plus and minus cancel. Square first.", "another function"),
        Mistake("mean-size", _layerwise(lambda g: np.mean(np.abs(g), dtype=float)),
                "This is the mean of the absolute values. Root mean square: square, average, root.",
                "another function"),
        *(Mistake("deviation", _layerwise(lambda g, ddof=ddof: np.std(g, dtype=float, ddof=ddof)),
                  "This is a standard deviation: it takes the mean off first. Here the distance from 0 counts.",
                "another function")
          for ddof in (0, 1)),
        *(Mistake("not-averaged", _layerwise(lambda g, to=to: np.linalg.norm(g.astype(to))),
                  "This is the norm, the root of the SUM of squares: a layer with more weights looks larger. Average.",
                "mean or sum")
          for to in (float, np.float32)),
        *(Mistake("no-root", _layerwise(lambda g, to=to: np.mean(np.square(g, dtype=to))),
                  "This is the mean of the squares. The root is missing.", "missing part") for to in (float, None)),
        *(Mistake("sum-of-squares", _layerwise(lambda g, to=to: np.sum(np.square(g, dtype=to))),
                  "This is the sum of the squares. Average them, then take the root.",
                "mean or sum") for to in (float, None)),
        *(Mistake("root-first", _layerwise(lambda g, to=to: np.linalg.norm(g.astype(to)) / g.size),
                  "You divide by the number of weights after the root. Average first, then take the root.",
                "order of steps")
          for to in (float, np.float32)),
        *(Mistake("largest", _layerwise(lambda g, most=most: most(g.astype(float))),
                  "This is the largest number of each layer. One of them is not the layer: average the squares.",
                "another function")
          for most in (np.max, lambda g: np.abs(g).max())),
        Mistake("divided-by-rows", _layerwise(lambda g: np.sqrt(np.sum(np.square(g, dtype=float)) / len(g))),
                "You divide by the number of rows. A mean divides by the number of all entries.", "mean or sum"),
        Mistake("one-for-all", lambda gradients: _rms(in_a_row(gradients)),
                "This is one number for the whole net. The question is how the layers differ: one number for each.",
                "axis"),
        *(Mistake("by-column", lambda gradients, axis=axis: [np.sqrt(np.mean(np.square(g, dtype=float), axis=axis))
                                                             for g in gradients],
                  "You average along one axis only. A layer is one number: average over all its weights.", "axis")
          for axis in (0, -1)),
        Mistake("by-rows-of-a-layer", lambda gradients: _rms(gradients[0]),
                "This is the first layer alone. Return one number for each layer.", "off by one"),
        Mistake("last-first", lambda gradients: _layerwise(_rms)(gradients[::-1]),
                "The numbers come back from the last layer to the first. Keep the order of the list.",
                "argument order"),
        *(Mistake("largest-stretch", _layerwise(lambda g, to=to: np.linalg.norm(g.astype(to), 2)),
                  "norm(g, 2) of a matrix is its largest stretch. What is asked for is the size of its entries.",
                "another function")
          for to in (float, np.float32)),
        Mistake("n-minus-one", _layerwise(lambda g: np.sqrt(np.sum(np.square(g, dtype=float)) / (g.size - 1))),
                "You divide by n - 1. A mean divides by the number of all entries.", "mean or sum"),
        *(Mistake("rounded", lambda gradients, n=n: _layerwise(_rms)(gradients).round(n),
                  "The numbers are rounded to a number of decimals. Where gradients are small no digit is left.",
                "precision")
          for n in (4, 5, 6, 7, 8)),
        Mistake("one-for-all", lambda gradients: _layerwise(_rms)(gradients).mean(),
                "This is one number for the whole net. The question is how the layers differ: one number for each.",
                "axis"),
    ),
    section="5.5",
)
