"""Exercise 5.5: layer_rms."""

import numpy as np

from course_utils import training
from course_utils.checks.engine.arrays import Arrays, in_a_row
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.checks.vanishing_gradients._shared import named, rows


def _layerwise(*sizes):
    """List answers to layer_rms, one for each size of an array, in the types that float32 may be kept in."""
    return [_by_layer(lambda g, size=size, to=to: size(np.asarray(g, to))) for size in sizes for to in (float, None)]


def _by_layer(size):
    return lambda gradients: np.array([size(np.asarray(g)) for g in gradients])


def _rms(g):
    return np.sqrt(np.mean(np.square(g, dtype=float)))


def _made(change):
    """Return an answer that makes something else of the right numbers."""
    return lambda gradients: change(_by_layer(_rms)(gradients))


_GRADIENTS = Arrays([np.array([[0.3, -0.4], [1.2, 0.5], [0.1, -0.8]]), np.array([2.0, -1.0]), rows(4, 5) * 1e-6])
_MORE = Arrays([rows(24, 1, seed=3).reshape(2, 3, 4) * 100, np.array([[-7.0]]), rows(3, 3, seed=4), rows(1, 6, seed=5)])
_TINY = Arrays(np.array(g, dtype=np.float32) for g in (
    _GRADIENTS[0] * 1e-30, _GRADIENTS[1] * 1e-30, rows(4, 5) * 1e-29))  # fmt: skip


exercise = Exercise(
    "layer_rms",
    lambda gradients: _by_layer(_rms)(gradients),
    (
        Part("a single layer", tuple((Arrays([np.array(g)]),) for g in ([[3.0, -1.0], [1.0, 5.0]], [0.5, -2.0, 4.0])),
             "Root mean square: in which order are the three words done?", 1.0, 1e-6, view=in_a_row,
             shows="one number for each array",
             more="The last word comes first, on every entry; then one number is made of all of them; the root is the "
             "last step."),
        Part("layers of different shapes", ((_GRADIENTS,), (_MORE,)), "Arrays of different shapes make no table. How "
             "does one go through a list?", 1.0, 1e-6, view=in_a_row, shows="one number for each array",
             more="A list comprehension, or a loop with append, makes one number of each array, whatever its shape."),
        Part("tiny numbers in float32", ((_TINY,),),
             "The square of 1e-30 is 1e-60, and float32 ends near 1e-45. Which type has room?", 1.0, 1e-6,
             view=in_a_row, shows="one number for each array",
             more="The type has to change before the square is taken: what has become 0 stays 0, in any type."),
    ),
    (
        *named("float32", "dtype", "Right, but for tiny numbers in float32, which come out as 0 or lose their digits. "
               "Where is the square taken, and in which type? Or is something rounded?",
               _by_layer(lambda g: np.sqrt(np.mean(g * g))),
               *(_by_layer(lambda g, k=k: float(np.sqrt(np.mean(np.square(g * g.dtype.type(k))))) / k)
                 for k in (1e8, 1e9, 1e10))),
        *named("mean", "another function", "This is the mean, or its size. Plus and minus cancel in it: what does a "
               "square do to a sign?", *_layerwise(np.mean, lambda g: np.abs(np.mean(g)))),
        *named("mean-size", "another function", "This is the mean of the absolute values. Which mean does the root "
               "mean square take?", *_layerwise(lambda g: np.mean(np.abs(g)))),
        *named("root-of-the-mean", "order of steps", "This is the root of the size of the mean, or the mean of roots. "
               "In which order are square, mean and root taken?",
               *_layerwise(lambda g: np.sqrt(np.abs(np.mean(g))), lambda g: np.mean(np.sqrt(np.abs(g))))),
        *named("deviation", "another function", "This is a standard deviation, or its square: the distance from the "
               "mean. From where does the root mean square measure?",
               *_layerwise(np.std, np.var, lambda g: np.std(g) if g.size == 1 else np.std(g, ddof=1))),
        *named("not-averaged", "mean or sum", "This is the norm, the root of the SUM of the squares. A layer with more "
               "weights looks larger in it.", *_layerwise(lambda g: np.linalg.norm(np.ravel(g)))),
        *named("no-root", "missing part", "This is the mean of the squares. Which step is left?",
               *_layerwise(lambda g: np.mean(np.square(g)))),
        *named("sum-of-squares", "mean or sum", "This is the sum of the squares. Which two steps are left?",
               *_layerwise(lambda g: np.sum(np.square(g)))),
        *named("root-first", "order of steps", "This is the norm over the number of entries. Is that number under the "
               "root?", *_layerwise(lambda g: np.linalg.norm(np.ravel(g)) / g.size)),
        *named("powers", "missing part", "A square or a root comes once too often, or the fourth power takes the place "
               "of the square.", *_layerwise(lambda g: np.mean(g**2) ** 0.25, lambda g: np.mean(g**4) ** 0.5,
                                             lambda g: np.mean(g**4) ** 0.25)),
        *named("middle-or-largest", "another function", "This is the largest or the middle number of each layer. Do "
               "all the entries count?", *_layerwise(np.max, lambda g: np.abs(g).max(), lambda g: np.median(np.abs(g)),
                                                     lambda g: np.sqrt(np.median(np.square(g))))),
        *named("other-count", "mean or sum", "The sum of the squares is divided by something else than the number of "
               "entries: the rows, the columns, n - 1, the layers. Over what does a mean run?",
               *_layerwise(*(lambda g, count=count: np.sqrt(np.sum(np.square(g)) / count(g)) for count in (
                   len, lambda g: g.shape[-1], lambda g: max(g.size - 1, 1), lambda g: len(g) ** 2))),
               lambda gradients: _by_layer(lambda g: np.sqrt(np.sum(np.square(g, dtype=float)) / len(gradients)))(
                   gradients)),
        *named("another-measure", "another function", "This is another measure of the entries: their range, sum, "
               "geometric mean, their spread about the median or against the mean. Which three words are asked for?",
               *_layerwise(
                   np.ptp, lambda g: np.abs(g).sum(), np.sum, lambda g: np.exp(np.log(np.abs(g)).mean()),
                   lambda g: np.std(g) / np.mean(g), lambda g: _rms(g - np.median(g)),
                   lambda g: np.sqrt(np.sum(g**2) / 2),
                   lambda g: np.mean(g) ** 2, lambda g: np.sqrt(np.mean(np.sum(g, axis=0) ** 2)), lambda g: g.flat[0])),
        *named("sizes-of-entries", "missing part", "Each entry comes back by itself, without its sign. A layer is one "
               "number: which step is left?", lambda gradients: [np.sqrt(np.square(g, dtype=float)) for g in gradients],
               lambda gradients: [np.square(g, dtype=float) for g in gradients]),
        *named("positive-only", "wrong rows", "These numbers fit where the positive entries alone count.",
               *_layerwise(lambda g: _rms(g[g > 0]) if np.any(g > 0) else np.nan)),
        *named("one-for-all", "axis", "One number for the whole net. How do the layers differ?",
               lambda gradients: _rms(in_a_row(gradients)), _made(np.mean), _made(np.sum)),
        *named("by-column", "axis", "One number for each row or column, or their mean. A layer is one number, over all "
               "its entries.",
               *(lambda gradients, axis=axis: [np.sqrt(np.mean(np.square(g, dtype=float), axis=axis))
                                               for g in gradients] for axis in (0, -1)),
               *(_by_layer(lambda g, axis=axis, f=f: np.mean(np.sqrt(f(np.square(g, dtype=float), axis=axis))))
                 for axis in (0, -1) for f in (np.mean, np.sum))),
        *named("first-layer-only", "off by one", "This is the first layer alone. One number for each is asked for.",
               _made(lambda sizes: sizes[0]), _made(lambda sizes: sizes[:1])),
        *named("last-first", "argument order", "The right numbers in another order. The list has its own.",
               _made(lambda sizes: sizes[::-1]), _made(np.sort), _made(lambda sizes: np.sort(sizes)[::-1])),
        *named("relative", "scale", "These are the sizes relative to one of the layers, the first, the last or the "
               "largest. The sizes themselves are asked for.",
               *(_made(lambda sizes, i=i: sizes / sizes[i]) for i in (0, -1)),
               _made(lambda sizes: sizes / sizes.max()), _made(lambda sizes: sizes[:-1] / sizes[1:])),
        *named("logarithm", "log base", "These are logarithms, as the lesson's figure draws the sizes.",
               _made(np.log10), _made(np.log)),
        *named("another-norm", "another function", "This is another norm of a matrix: its largest stretch, or a "
               "largest sum. How large are its entries?", *_layerwise(
                   lambda g: np.linalg.norm(g if g.ndim < 3 else g[0], 2), lambda g: np.linalg.norm(
                       g if g.ndim < 3 else g[0], 1))),
        *named("rounded", "precision", "Right to some decimals. What is left of small numbers, where decimals are cut?",
               *(_made(lambda sizes, n=n: sizes.round(n)) for n in range(2, 12))),
        *named("small-number-added", "guard", "Right where gradients are large; small ones come out too large. Is a "
               "small number added, or the least one cut off?",
               *(_by_layer(lambda g, least=least, f=f: f(g, least)) for least in 10.0 ** -np.arange(6, 17)
                 for f in (lambda g, least: np.sqrt(_rms(g) ** 2 + least), lambda g, least: _rms(g) + least,
                           lambda g, least: _rms(np.maximum(np.abs(g), least))))),
    ),
    without=(training.layer_statistics,),
    section="5.5",
)  # fmt: skip
