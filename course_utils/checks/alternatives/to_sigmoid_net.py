"""Exercise 6.2: to_sigmoid_net."""

import numpy as np

from course_utils.activations import sigmoid
from course_utils.checks.definition._shared import made
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


def _with_shift(shift):
    """Return an answer to to_sigmoid_net whose shifts are another function of (W, b) than the sum of the weights."""
    def answer(Ws, bs):
        weights, biases = _convert((2, 2, 0), (4, 2, 0), (2, 1, 0))(Ws, bs)
        factors = [0, *[2] * (len(Ws) - 2), 1] if len(Ws) > 1 else [0]
        return weights, [b - k * shift(W, old) for b, k, W, old in zip(biases, factors, Ws, bs)]

    return answer


def _with_mean_shifts(Ws, bs):
    """Return the new biases, each shift divided by the number of weights that it adds up."""
    whole, scaled = _convert()(Ws, bs)[1], _convert((2, 2, 0), (4, 2, 0), (2, 1, 0))(Ws, bs)[1]
    return [b + (a - b) / len(W) for a, b, W in zip(whole, scaled, Ws)]


_LOGITS = {"rtol": 0.0, "atol": 1e-12, "view": _logits, "warnings_cost": False,
           "shows": "the logits at four points"}


exercise = Exercise(
    "to_sigmoid_net",
    lambda Ws, bs: _convert()(Ws, bs),
    (
        Part("one hidden layer", (_tanh_net(2, 4, 3), _tanh_net(2, 3, 1), _tanh_net(2, 1, 2)),
             "What does the next layer get from a tanh, and what from a sigmoid? Which of its numbers can make up for "
             "it?",
             2.0, more="Write the last layer with 2 sigmoid - 1 for each tanh, and multiply out: what becomes of the "
             "-1, once it has met the weights?", **_LOGITS),
        Part("several hidden layers", (_tanh_net(2, 4, 3, 2), _tanh_net(2, 3, 5, 4, 1), _tanh_net(2, 3, 2, 3, 2, 3, 1)),
             "What does a layer in the middle get, and what does it feed?", 2.0,
             more="Two changes meet there: one for what it gets, one for what it feeds. Make them one after the other, "
             "on weights and biases.", **_LOGITS),
        Part("no hidden layer", (_tanh_net(2, 3), _tanh_net(2, 1)), "How many tanhs are there to replace?", 1.0,
             more="With a single layer the net is what it was.", **_LOGITS),
    ),
    (
        Mistake("no-net", lambda Ws, bs: Ws,
                "What came back cannot be run as a net. Two lists are expected, weights and biases, with arrays of "
                "the same shapes as in the net that was given.", family="shape"),
        Mistake("unchanged", _convert((1, 1, 0), (1, 1, 0), (1, 1, 0)),
                "These are the logits of the net as it was given, with sigmoids for tanhs. What has to change?",
                family="missing part"),
        Mistake("shift-forgotten", _convert((2, 2, 0), (4, 2, 0), (2, 1, 0)),
                "The -1 of each tanh is lost here. Which numbers of the next "
                "layer can take it in?", family="missing part"),
        Mistake("shift-forgotten", _convert((2, 2, 0), (4, 4, 0), (2, 2, 0)),
                "The -1 of each tanh is lost here, and the biases are scaled like weights.", family="missing part"),
        Mistake("shift-sign", _convert((2, 2, 0), (4, 2, 2), (2, 1, 1)),
                "These are the logits of a net whose shift has the other sign. Which sign has the 1 in tanh?",
                family="sign"),
        Mistake("shift-of-new-weights", _convert((2, 2, 0), (4, 2, -4), (2, 1, -2)),
                "These are the logits of a net whose shift is twice too large, as of weights that are changed already. "
                "Which weights does the -1 meet?", family="order of steps"),
        Mistake("shift-of-new-weights", _convert((2, 2, 0), (4, 2, -8), (2, 1, -2)),
                "These are the logits of a net whose shift is too large, as of weights that are changed already. "
                "Which weights does the -1 meet?",
                family="order of steps"),
        Mistake("shift-not-doubled", _convert((2, 2, 0), (4, 2, -1), (2, 1, -1)),
                "Right with one hidden layer. In the middle the logits are those of half the shift: what happens to "
                "all that stands inside a tanh?",
                family="scale"),
        Mistake("shift-by-one", _shifted_by_one,
                "These are the logits of a net with 1 taken off each bias. Through what does the -1 of each unit reach "
                "the next layer?", family="mean or sum"),
        Mistake("half-a-shift", _convert((2, 2, 0), (4, 2, -1), (2, 1, -0.5)),
                "These are the logits of a net with half the shift. What stands in front of the sigmoid?",
                family="scale"),
        Mistake("wrong-sum", _convert(axis=1),
                "These are the logits of shifts that are summed the other way. Which weights lead INTO unit j?",
                family="axis"),
        Mistake("wrong-sum", _convert(axis=None),
                "These are the logits of one shift for all units, a sum over the whole of W. Which weights lead into "
                "unit j?",
                family="axis"),
        Mistake("first-like-the-middle", _convert((4, 2, -2)),
                "These are the logits of a net whose first layer is changed as if it got a sigmoid's outputs. What "
                "does it get?",
                family="off by one"),
        Mistake("last-like-the-middle", _convert(last=(4, 2, -2)),
                "These are the logits of a net whose last layer is changed as if it fed a sigmoid. What follows it?",
                family="off by one"),
        Mistake("all-like-the-middle", _convert((4, 2, -2), last=(4, 2, -2), alone=(4, 2, -2)),
                "These are the logits of a net all of whose layers are changed alike. What does the first one get, and "
                "what does the last one feed?", family="off by one"),
        Mistake("middle-like-the-last", _convert(middle=(2, 1, -1)),
                "Right with one hidden layer. A layer in the middle is changed like the last one; yet what does it "
                "feed?",
                family="off by one"),
        Mistake("middle-like-the-first", _convert(middle=(2, 2, 0)),
                "Right with one hidden layer. A layer in the middle is changed like the first one; yet what does it "
                "get?",
                family="off by one"),
        *(Mistake("only-inside", _convert((2, 2, 0), (2, 2, 0), (w, w, 0), (w, w, 0)),
                  "The hidden sigmoids are as steep as their tanhs. But they run from 0 to 1: what must the next layer "
                  "do, the last one too?", family="missing part") for w in (1, 2)),
        Mistake("only-outside", _convert((1, 1, 0), (2, 1, -1), (2, 1, -1)),
                "These are the logits of sigmoids that are stretched and shifted, but half as steep as tanh. Where "
                "does the other 2 belong?",
                family="missing part"),
        Mistake("wrong-tanh", _convert((1, 1, 0), (4, 1, -2), (4, 1, -2)),
                "These are the logits of hidden units 2 tanh(z/2), which is 4 sigmoid(z) - 2. The net's are tanh(z).",
                family="scale"),
        Mistake("other-direction", _convert((0.5, 0.5, 0), (0.25, 0.5, 0.25), (0.5, 1, 0.5)),
                "These are the logits of the way from a sigmoid net to a tanh net. Which direction was asked for?",
                family="complement"),
        Mistake("first-layer-too", _convert((4, 2, -2), alone=(2, 1, -1)),
                "The first layer, too, is treated as if it got sigmoids. What does it get?", family="wrong rows"),
        *(Mistake("other-stretch", _convert((a, a, 0), (2 * a, a, -a)),
                  "The logits are those of hidden layers whose sigmoids are not as steep as tanh. Which factor stands "
                  "inside the sigmoid?", family="scale") for a in (0.5, 4)),
        Mistake("one-layer-too", _convert(alone=(2, 2, 0)),
                "Nets with hidden layers are right. With a single layer there is no tanh, so nothing may change.",
                family="off by one"),
        Mistake("one-layer-too", _convert(alone=(2, 1, -1)),
                "Nets with hidden layers are right. With a single layer there is no tanh, so nothing may change.",
                family="off by one"),
        *(Mistake("biases-not-doubled", _convert(first, middle),
                  "These are the logits of a net whose biases are not doubled. What stands inside a tanh?",
                  family="missing part")
          for first in ((2, 1, 0), (2, 2, 0)) for middle in ((4, 1, -2), (4, 1, -1), (4, 2, -2))
          if (first, middle) != ((2, 2, 0), (4, 2, -2))),
        *made("middle-factor", "missing part", "Right with one hidden layer. With several, the logits are those of a "
              "layer in the middle with another factor on its weights, its biases or its shift. Two changes meet "
              "there: do both reach all three?", *(_convert(middle=kind) for kind in (
                  (2, 2, -2), (2, 2, -1), (4, 2, 0), (4, 1, 0), (2, 1, 0), (2, 1, -2), (4, 2, -4), (4, 2, 2),
                  (4, 4, -2),
                  (4, 4, -4), (4, 1, -4), (1, 1, -1), (1, 1, 0), (4, 4, 0)))),
        *made("last-factor", "missing part", "In the last layer a factor of the weights, the biases or the shift is "
                                             "another.",
              *(_convert(last=kind) for kind in ((2, 2, -1), (2, 1, 0), (2, 2, -2), (2, 2, 0), (1, 1, 0), (2, 1, -2),
                                                 (2, 1, 1), (2, 1, -0.5), (1, 1, -0.5), (4, 1, -2)))),
        *made("first-factor", "missing part", "The logits are those of a first layer with another factor on its "
              "weights or its biases. What stands inside its tanh?",
              *(_convert(kind) for kind in ((1, 1, 0), (1, 2, 0), (2, 2, -1), (0.5, 0.5, 0), (4, 4, 0), (4, 2, 0)))),
        *made("not-stretched", "missing part", "The logits are those of layers that shift what they get, but do not "
              "stretch it. How wide are the outputs of tanh, and how wide those of a sigmoid?",
              _convert(middle=(2, 2, -2), last=(1, 1, -1)), _convert(middle=(1, 1, -1), last=(1, 1, -1))),
        *made("another-sum", "wrong rows", "The logits are those of a shift made of other numbers than the sum of the "
              "weights into each unit. What does each -1 meet on its way?",
              _with_shift(lambda W, b: np.abs(W).sum(axis=0)), _with_shift(lambda W, b: 0 * b + b.sum()),
              _with_shift(lambda W, b: 0 * b + len(W)), _with_shift(lambda W, b: W[0]),
              _with_shift(lambda W, b: (W**2).sum(axis=0))),
        Mistake("last-not-stretched", _convert(last=(1, 1, -1)),
                "These are the logits of a last layer with its old weights. It gets numbers from 0 to 1 where it got "
                "-1 to 1: what makes up for the width?", family="missing part"),
        Mistake("mean-for-sum", lambda Ws, bs: (_convert()(Ws, bs)[0], _with_mean_shifts(Ws, bs)),
                "These are the logits of shifts that are MEANS of weights. Does each unit of the layer before bring a "
                "-1?",
                family="mean or sum"),
    ),
    section="6.2",
)
