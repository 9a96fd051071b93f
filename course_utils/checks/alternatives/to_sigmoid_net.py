"""Exercise 6.2: to_sigmoid_net."""

import numpy as np

from course_utils.activations import sigmoid
from course_utils.checks.engine.arrays import Arrays
from course_utils.checks.engine.exercise import Exercise, Mistake, Part

_POINTS = np.array([[0.3, -1.2], [2.0, 0.5], [-0.7, -0.4], [1.1, 1.9]])


def _tanh_net(*sizes):
    """Return a net's weights and biases, one list each: numbers between -1 and 1, without pattern."""
    Ws = (np.sin(1.7 * np.arange(1, m * n + 1) ** 2).round(2).reshape(m, n) for m, n in zip(sizes, sizes[1:]))
    return Arrays(Ws), Arrays(np.cos(2.3 * np.arange(1, n + 1) ** 2).round(2) for n in sizes[1:])


def _logits(net):
    """View the logits of a net (Ws, bs) whose hidden layers are sigmoids, at four fixed points, or nothing."""
    try:
        Ws, bs = net
        h = _POINTS
        for W, b in zip(Ws[:-1], bs[:-1], strict=True):
            h = sigmoid(h @ W + b)
        return h @ Ws[-1] + bs[-1]
    except Exception:
        return np.empty(0)


def _convert(first=(2, 2, 0), middle=(4, 2, -2), last=(2, 1, -1), alone=(1, 1, 0), axis=0):
    """Return an answer to to_sigmoid_net: each layer (w, b, s) becomes w W and b b + s sum(W)."""
    def layer(W, b, w_times, b_times, s_times):
        return w_times * W, b_times * b + s_times * W.sum(axis=axis)

    def answer(Ws, bs):
        kinds = [first, *[middle] * (len(Ws) - 2), last] if len(Ws) > 1 else [alone]
        return tuple(map(list, zip(*(layer(W, b, *kind) for W, b, kind in zip(Ws, bs, kinds)))))

    return answer


def _shifted_by_one(Ws, bs):
    if len(Ws) == 1:
        return Ws, bs
    weights = [2 * Ws[0], *(4 * W for W in Ws[1:-1]), 2 * Ws[-1]]
    return weights, [2 * bs[0], *(2 * b - 2 for b in bs[1:-1]), bs[-1] - 1]


def _with_mean_shifts(Ws, bs):
    """Return the new biases, each shift divided by the number of weights that it adds up."""
    whole, scaled = _convert()(Ws, bs)[1], _convert((2, 2, 0), (4, 2, 0), (2, 1, 0))(Ws, bs)[1]
    return [b + (a - b) / len(W) for a, b, W in zip(whole, scaled, Ws)]


_LOGITS = {"rtol": 0.0, "atol": 1e-12, "view": _logits}


exercise = Exercise(
    "to_sigmoid_net",
    lambda Ws, bs: _convert()(Ws, bs),
    (
        Part("one hidden layer", (_tanh_net(2, 4, 3), _tanh_net(2, 3, 1)),
             "Compared: the logits of the sigmoid net at four points. Put tanh(z) = 2 sigmoid(2z) - 1 into the next "
             "layer and multiply out: what becomes of the -1?", 2.0, **_LOGITS),
        Part("several hidden layers", (_tanh_net(2, 4, 3, 2), _tanh_net(2, 3, 5, 4, 1)),
             "Compared: the logits at four points. A layer in the middle gets a sigmoid's outputs AND feeds a sigmoid: "
             "two changes.", 2.0, **_LOGITS),
        Part("no hidden layer", (_tanh_net(2, 3),),
             "With a single layer there is no tanh to replace.", 1.0, **_LOGITS),
    ),
    (
        Mistake("no-net", lambda Ws, bs: Ws,
                "What came back is no net that fits its data. Two lists are expected, weights and biases, with arrays "
                "of the same shapes as in the net that was given.", family="shape"),
        Mistake("unchanged", _convert((1, 1, 0), (1, 1, 0), (1, 1, 0)),
                "Nothing changed: sigmoids in the place of the tanhs, and the same weights, give another function.",
                family="missing part"),
        Mistake("shift-forgotten", _convert((2, 2, 0), (4, 2, 0), (2, 1, 0)),
                "The weights are right. But tanh has a -1 that the sigmoid lacks: it must go into the next layer's "
                "biases.", family="missing part"),
        Mistake("shift-forgotten", _convert((2, 2, 0), (4, 4, 0), (2, 2, 0)),
                "The weights are right. But tanh has a -1 that the sigmoid lacks: it must go into the next layer's "
                "biases, which are not scaled like weights.", family="missing part"),
        Mistake("shift-sign", _convert((2, 2, 0), (4, 2, 2), (2, 1, 1)),
                "The shift has the wrong sign: tanh is 2 sigmoid MINUS 1.", family="sign"),
        Mistake("shift-of-new-weights", _convert((2, 2, 0), (4, 2, -4), (2, 1, -2)),
                "The shift is taken from weights that are already changed. It is the sum of the OLD ones, before "
                "the factor in front of the sigmoid.", family="order of steps"),
        Mistake("shift-of-new-weights", _convert((2, 2, 0), (4, 2, -8), (2, 1, -2)),
                "The shift is taken from weights that are already changed. It is the sum of the OLD ones.",
                family="order of steps"),
        Mistake("shift-not-doubled", _convert((2, 2, 0), (4, 2, -1), (2, 1, -1)),
                "In the middle the shift arrives inside a tanh, so it is doubled like all else that stands there.",
                family="scale"),
        Mistake("shift-by-one", _shifted_by_one,
                "You take 1 off each bias. The -1 of each unit reaches the next layer through a weight: which sum does "
                "that make?", family="mean or sum"),
        Mistake("half-a-shift", _convert((2, 2, 0), (4, 2, -1), (2, 1, -0.5)),
                "Half the shift is missing. A sigmoid's mean is one half, but here it stands with a factor 2.",
                family="scale"),
        Mistake("wrong-sum", _convert(axis=1),
                "The sum runs the wrong way. A bias of unit j needs all weights INTO j, a column of W.", family="axis"),
        Mistake("wrong-sum", _convert(axis=None),
                "One sum over the whole of W goes into every bias. A bias of unit j needs only the weights into j.",
                family="axis"),
        Mistake("first-like-the-middle", _convert((4, 2, -2)),
                "The first layer's inputs are data, not a sigmoid's outputs. What of the change falls away there?",
                family="off by one"),
        Mistake("last-like-the-middle", _convert(last=(4, 2, -2)),
                "The last layer's outputs are logits: no sigmoid follows. What of the change falls away there?",
                family="off by one"),
        Mistake("all-like-the-middle", _convert((4, 2, -2), last=(4, 2, -2), alone=(4, 2, -2)),
                "Every layer is changed alike. But the first gets data, not a sigmoid's outputs, and the last feeds no "
                "sigmoid.", family="off by one"),
        Mistake("middle-like-the-last", _convert(middle=(2, 1, -1)),
                "A middle layer feeds a sigmoid too, so everything inside it is doubled once more.",
                family="off by one"),
        Mistake("middle-like-the-first", _convert(middle=(2, 2, 0)),
                "A middle layer gets the outputs of sigmoids, so the change of a last layer is needed there as well.",
                family="off by one"),
        *(Mistake("only-inside", _convert((2, 2, 0), (2, 2, 0), (w, w, 0), (w, w, 0)),
                  "Now each sigmoid is as steep as its tanh, but it still runs from 0 to 1: the next layer must "
                  "stretch and shift it.", family="missing part") for w in (1, 2)),
        Mistake("only-outside", _convert((1, 1, 0), (2, 1, -1), (2, 1, -1)),
                "The outputs are stretched and shifted. But tanh(z) needs sigmoid(2z): the 2 inside is missing.",
                family="missing part"),
        Mistake("wrong-tanh", _convert((1, 1, 0), (4, 1, -2), (4, 1, -2)),
                "This fits 2 tanh(z/2), which is 4 sigmoid(z) - 2. The net's hidden units are tanh(z).",
                family="scale"),
        Mistake("other-direction", _convert((0.5, 0.5, 0), (0.25, 0.5, 0.25), (0.5, 1, 0.5)),
                "This turns a sigmoid net into a tanh net. The other direction was asked for.", family="complement"),
        Mistake("one-layer-too", _convert(alone=(2, 2, 0)),
                "Nets with hidden layers are right. With a single layer there is no tanh, so nothing may change.",
                family="off by one"),
        Mistake("one-layer-too", _convert(alone=(2, 1, -1)),
                "Nets with hidden layers are right. With a single layer there is no tanh, so nothing may change.",
                family="off by one"),
        *(Mistake("biases-not-doubled", _convert(first, middle),
                  "The weights are right. But all that stands inside a tanh is doubled, the biases too.",
                  family="missing part")
          for first in ((2, 1, 0), (2, 2, 0)) for middle in ((4, 1, -2), (4, 1, -1), (4, 2, -2))
          if (first, middle) != ((2, 2, 0), (4, 2, -2))),
        Mistake("last-not-stretched", _convert(last=(1, 1, -1)),
                "The last layer gets numbers from 0 to 1 where it got -1 to 1. Its weights must make up for the "
                "width.", family="missing part"),
        Mistake("mean-for-sum", lambda Ws, bs: (_convert()(Ws, bs)[0], _with_mean_shifts(Ws, bs)),
                "Your shift is a mean of weights. Each unit of the layer before brings its own -1: add them up.",
                family="mean or sum"),
    ),
    section="6.2",
)
