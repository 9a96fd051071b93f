"""Exercise 5.4a: backward."""

from functools import partial

import numpy as np

from course_utils import networks
from course_utils.activations import sigmoid, sigmoid_grad
from course_utils.checks.engine.arrays import Arrays, in_a_row, shapes
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.checks.vanishing_gradients._backward import (
    backward,
    bare,
    changed,
    deltas,
    differences,
    ends,
    every_array,
    from_own_output,
    made,
    of_squares,
    one_hot,
    one_slope_short,
    right_end,
    slope_not_passed_on,
    softmax_minus,
    softmaxes,
    whole_columns,
    whole_rows,
    with_slope_of_z,
    with_stepped_weights,
)
from course_utils.checks.vanishing_gradients._shared import NETS, STEPS, named, net, rows, softmax, some_forward


def _view(which, layers=slice(None)):
    """Return a view of the numbers in one of two lists of arrays, in a row; of none where there are no two."""

    def view(lists):
        try:
            return in_a_row(list(list(lists)[which])[layers])
        except (IndexError, TypeError):
            return np.empty(0)

    return view


_LABELS = ([1, 0, 1], [2, 0, 1, 1], [0, 2, 1, 1, 2], [2], [1, 1, 0])
_TRAINED = tuple((*net, np.array(y)) for net, y in zip(NETS, _LABELS))
_DEEP = (*net(2, 2, 2, 2, 2, 2, seed=5, scale=0.3), rows(4, 2), np.array([0, 1, 1, 0]))
_SURE = (Arrays([np.array([[14.0, 0.0, -1.0, -22.0]])]), Arrays([np.zeros(4)]), np.array([[1.0]]), np.array([0]))
_LARGE = (*net(2, 3, seed=8, scale=0.1), 40 * rows(3, 2), np.array([0, 1, 0]))
_HUGE = (  # the rows' logits are near 1000 and near -1000; within a row they are near each other
    Arrays([np.array([[1.0, -1.0]]), np.array([[5000.0, 5000.5, 5001.0], [1.0, 0.0, -0.5]])]),
    Arrays([np.zeros(2), np.array([-2500.0, -2500.5, -2499.5])]),
    np.array([[0.85], [-0.85]]), np.array([2, 0]),
)  # fmt: skip
_APART = (Arrays([np.array([[1000.0, -1000.0, 998.0]])]), Arrays([np.zeros(3)]), np.array([[1.0], [-1.0]]),
          np.array([1, 0]))  # fmt: skip


exercise = Exercise(
    "backward",
    lambda Ws, bs, X, y: backward(Ws, bs, X, y),
    (
        Part("the shapes", _TRAINED, "Which shape has the slope by an array of weights? Compared are the shapes, first "
             "those of Ws, then those of bs.", view=shapes,
             shows="the shapes of the arrays, a row for each; 0 stands for a second number that is not there",
             more="You walk from the last layer to the first, and the lists are wanted from the first to the last."),
        Part("the last layer's weights", (*_TRAINED[1:], _SURE, _LARGE),
             "You know how the loss moves with the logits. How do the logits move with one weight?", 1.0, 1e-7,
             view=_view(0, slice(-1, None)), shows="the slopes by the last layer's weights, in a row",
             more="One weight is multiplied by one column of h and reaches one logit, in every row of the data. So a "
             "sum over the rows is wanted: which product of h and delta does that, by its shapes?"),
        Part("the hidden layers' weights", (*_TRAINED[:3], _DEEP, _TRAINED[4]),
             "How does a hidden layer's z reach the loss? Through which steps does one have to go back?", 1.0, 1e-7,
             view=_view(0, slice(-1)), shows="the slopes by the hidden layers' weights, in a row",
             more="Back through W of the layer above it, turned so that the shapes fit; then through the layer's own "
             "sigmoid, whose slope its output h tells. After that all goes as in the last layer."),
        Part("the biases", (*_TRAINED[1:], _SURE),
             "A bias moves the z of its unit in every row of the data at once. What does that do to the loss?", 1.0,
             1e-7, view=_view(1), shows="the slopes by the biases, in a row",
             more="delta has a row for each row of the data, a bias has none. Along which axis does that add up?"),
        Part("logits near 1000 and near -1000", (_HUGE, _APART),
             "exp(1000) is too large for a float. What may be taken off a whole row of logits, so that no probability "
             "changes?", 1.0, 1e-7, 1e-9, view=in_a_row, shows="all the slopes, in a row",
             more="Numbers far below 0 may go to exp, which makes 0 of them; numbers far above may not. Which number, "
             "taken off its row, leaves nothing above 0, and a 1 among the exponentials?"),
    ),
    (
        *named("summed", "mean or sum", "Everything is as many times too large as there are rows. The loss is a mean.",
               *ends(lambda z, y: right_end(z, y) * len(y))),
        *named("divided-twice", "mean or sum", "Everything is as many times too small as there are rows. Does the 1 / "
               "n come in twice?", *ends(lambda z, y: right_end(z, y) / len(y))),
        *named("divided-by-classes", "mean or sum", "The slopes are those of a mean over something else than the rows: "
               "the classes, all the logits, or n - 1. Over what does the mean run?",
               *ends(*(lambda z, y, count=count: right_end(z, y) * len(y) / count(z) for count in (
                   lambda z: z.size, lambda z: z.shape[1], lambda z: max(len(z) - 1, 1))))),
        *named("divided-in-part", "mean or sum", "The slope by the logits fits where only one of its two terms is "
               "divided by n. What does the division belong to?", *ends(
                   lambda z, y: softmax(z) / len(y) - one_hot(z, y), lambda z, y: softmax(z) - one_hot(z, y) / len(y))),
        *named("divided-in-each-layer", "mean or sum", "The last layer is right. Each one further down is again as "
               "many times too small as there are rows. How often does the mean come in?",
               lambda Ws, bs, X, y: backward(Ws, bs, X, y, back=lambda delta, W: delta @ W.T / len(y))),
        *named("sign", "sign", "All slopes have the opposite sign. Where the softmax exceeds the one-hot, does the "
               "loss rise or fall with the logit?", *ends(lambda z, y: -right_end(z, y))),
        *named("one-hot-forgotten", "missing part", "The labels play no part in these slopes. Where do they come in?",
               *ends(lambda z, y: softmax(z) / len(y))),
        *named("wrong-entries", "wrong rows", "These slopes come about where the 1 is taken off whole rows or columns, "
               "as p[y] -= 1 or p[:, y] -= 1 would do. How many entries of a row does a label change?",
               *ends(softmax_minus(whole_rows), softmax_minus(whole_columns))),
        *named("label-as-a-number", "another function", "These slopes come about where the label itself is taken off, "
               "or its neighbour's column is used. Which column does a label name?",
               *ends(softmax_minus(lambda z, y: y[:, None]), softmax_minus(lambda z, y: one_hot(z, y - 1)))),
        *named("labels-smoothed", "guard", "These slopes come about where the label's one-hot is softened: some of the "
               "1 goes to the other classes.",
               *ends(softmax_minus(lambda z, y: 0.9 * one_hot(z, y) + 0.1 / z.shape[1]))),
        *named("sigmoid-for-softmax", "another function", "These slopes come about where the logits go through a "
               "sigmoid each. The classes share one probability: which function does that?", *softmaxes(sigmoid)),
        *named("no-softmax", "missing part", "These slopes come about where the one-hot is taken off the logits, or "
               "off log p, once or twice. Off which numbers should it be?", *softmaxes(lambda z: z, lambda z: np.log(
                   softmax(z))), *ends(lambda z, y: 2 * (z - one_hot(z, y)) / len(y))),
        *named("M33-twice-at-the-end", "missing part", "These slopes come about where the logits go through a sigmoid "
               "or a softmax before the softmax. How does the last layer end?",
               *softmaxes(lambda z: softmax(sigmoid(z)), lambda z: softmax(softmax(z)))),
        *named("softmax-axis", "axis", "These slopes come about where the probabilities add up to 1 in each column, or "
               "in the whole table. Where should they?",
               *softmaxes(partial(softmax, axis=0), partial(softmax, axis=None))),
        *named("M15-slope-at-the-end", "chain rule", "There is a slope too many at the last layer, p (1 - p) or that "
               "of a sigmoid. What is left of it, with the cross-entropy?", *ends(
                   lambda z, y: right_end(z, y) * (p := softmax(z)) * (1 - p),
                   lambda z, y: right_end(z, y) * sigmoid_grad(z))),
        *named("M16-squared", "another function", "These are the slopes of a squared error, or twice the right ones. "
               "Which loss is asked for?", *ends(of_squares, lambda z, y: 2 * right_end(z, y))),
        *named("slope-forgotten", "chain rule", "The slopes fit where a hidden layer's sigmoid, or every one's, is "
               "left out on the way back. Does delta go through each?", changed(slope=lambda h: 1.0),
               one_slope_short(1), one_slope_short(-1), slope_not_passed_on),
        *named("M8-slope-of-the-output", "order of steps", "The slopes fit where the sigmoid's slope is taken at h. h "
               "has been through the sigmoid already: at what does its slope belong?", changed(slope=sigmoid_grad)),
        *named("M8-formula-of-z", "another function", "The slopes fit where z (1 - z) stands for the sigmoid's slope. "
               "For which number is that formula made?", with_slope_of_z),
        *named("other-slope", "another function", "On the way back something else stands for the sigmoid's slope: h, "
               "1 - h, its square, the slope of tanh. What is it, by h?", *(changed(slope=slope) for slope in (
                   lambda h: h, lambda h: 1 - h, lambda h: 1 - h**2, lambda h: (h - h**2) ** 2, lambda h: h + h**2,
                   sigmoid))),
        *named("slope-sign", "sign", "The slopes change their sign from hidden layer to hidden layer. Which sign has "
               "the sigmoid's slope?", changed(slope=lambda h: h * (h - 1))),
        *named("M11-quarter", "another function", "The slopes fit where every sigmoid's slope is a quarter. Where is "
               "it as large as that?", changed(slope=lambda h: 0.25)),
        *named("tanh", "another function", "These are the slopes of a net of tanh. Which net is it here?",
               changed(f=np.tanh, slope=lambda h: 1 - h**2)),
        *named("not-transposed", "axis", "The slopes fit where W is used as it is, on the way back. It leads from "
               "inputs to outputs: how must it stand here?", changed(back=lambda delta, W: delta @ W)),
        *named("stepped-weights", "order of steps", "The last layer is right, and the others are near. Does delta go "
               "back through weights that have changed?", with_stepped_weights),
        *named("dW-transposed", "axis", "Every dW is turned round. Which shape has its W?",
               *made(lambda dWs, dbs: ([dW.T for dW in dWs], dbs),
                     lambda dWs, dbs: ([dW.T for dW in dWs][::-1], dbs[::-1]))),
        *named("last-first", "argument order", "Your lists, or one of them, run from the last layer to the first.",
               *made(*(lambda dWs, dbs, a=a, b=b: (dWs[::a], dbs[::b]) for a, b in ((-1, -1), (1, -1), (-1, 1))))),
        *named("pairs", "shape", "The slopes by weights and by biases take turns. Two lists are asked for: all dW, "
               "then all db.", *made(lambda dWs, dbs: list(zip(dWs, dbs)),
                                 lambda dWs, dbs: [a for pair in zip(dWs, dbs) for a in pair])),
        *named("swapped", "argument order", "The list of dW comes first, then that of db.",
               *made(lambda dWs, dbs: (dbs, dWs))),
        *named("one-list", "shape", "One long list, or one long row. Two lists of arrays are asked for, in the shapes "
               "of Ws and bs.", *made(lambda dWs, dbs: dWs + dbs, lambda dWs, dbs: (in_a_row(dWs), in_a_row(dbs)),
                                       lambda dWs, dbs: in_a_row([dWs, dbs]))),
        *named("one-of-two", "shape", "Only the slopes by the weights come back. The biases have slopes too.",
               *made(lambda dWs, dbs: dWs)),
        *named("one-layer-only", "shape", "These are the slopes of one layer alone. Every layer's are asked for, in "
               "two lists.", *made(lambda dWs, dbs: (dWs[-1], dbs[-1]), lambda dWs, dbs: (dWs[0], dbs[0]))),
        *named("deltas", "missing part", "These are the deltas themselves, a row for each row of the data. What comes "
               "of them for a weight and for a bias?", lambda *given: (deltas(*given), deltas(*given))),
        *named("loss", "another function", "This is one number, such as the loss. Its slopes are asked for.",
               lambda Ws, bs, X, y: -np.mean(np.log(softmax(some_forward(Ws, bs, X)[-1]))[range(len(y)), y])),
        *named("bias-mean", "mean or sum", "The weights are right. The biases are as many times too small as there are "
               "rows. Is there a mean where 1 / n has come in already?",
               changed(of_bias=lambda delta: delta.mean(axis=0))),
        *named("bias-not-divided", "mean or sum", "The weights are right. The biases are as many times too large as "
               "there are rows.", changed(of_bias=lambda delta: delta.sum(axis=0) * len(delta))),
        *named("weights-not-divided", "mean or sum", "The biases are right. The weights are as many times too large, "
               "or too small, as there are rows.", changed(of_weights=lambda h, delta: h.T @ delta * len(h)),
               changed(of_weights=lambda h, delta: h.T @ delta / len(h))),
        *named("own-output", "off by one", "The biases are right. Each dW fits the layer's OUTPUT. By what are its "
               "weights multiplied?", from_own_output),
        *named("bias-rows", "axis", "The weights are right. The biases are not summed over the rows: all rows are "
               "there, or the first alone, or the sum runs another way. What does a bias move?",
               *(changed(of_bias=of_bias) for of_bias in (
                   lambda delta: delta, lambda delta: delta[0], lambda delta: delta.sum(axis=1), np.sum))),
        *named("bias-zero", "missing part", "The weights are right, and the slopes by the biases are all 0, or "
               "those of the hidden layers. Are they still to be filled in?",
               changed(of_bias=lambda delta: 0.0 * delta[0]),
               *made(lambda dWs, dbs: (dWs, [*(0 * db for db in dbs[:-1]), dbs[-1]]))),
        *named("weights-zero", "missing part", "The biases are right, and some of the slopes by the weights are all 0. "
               "Are they still to be filled in?", *made(lambda dWs, dbs: ([*(0 * dW for dW in dWs[:-1]), dWs[-1]], dbs),
                                                    lambda dWs, dbs: ([0 * dW for dW in dWs], dbs))),
        *named("bias-dimensions", "shape", "The numbers are right. But each db has a second dimension; the biases have "
               "none.", changed(of_bias=lambda delta: delta.sum(axis=0, keepdims=True)),
               *made(lambda dWs, dbs: (dWs, [db[:, None] for db in dbs]))),
        *named("overflow", "overflow", "Everything is right where the logits are small. Where they are large, exp is "
               "infinite, or a whole row of exponentials is 0. What may be taken off each row?", *softmaxes(
                   bare, lambda z: bare(z - z.max()), lambda z: np.nan_to_num(bare(z)),
                   *(lambda z, some=some: bare(z - some(z, axis=1, keepdims=True)) for some in (np.mean, np.min)))),
        *named("clipped", "guard", "Everything is right where the logits are small. The large ones fit where they are "
               "cut off at some limit. Then different logits become equal: what else helps?",
               *softmaxes(*(lambda z, most=most: bare(np.clip(z, -most, most)) for most in (20, 50, 100, 500, 700)))),
        *named("small-number-added", "guard", "Right, but not to so many digits where a probability is near 0 or 1. Is "
               "a small number added to a sum, or p cut off at one?", *softmaxes(
                   *(lambda z, least=least: (e := np.exp(z - z.max(axis=1, keepdims=True))) / (
                       e.sum(axis=1, keepdims=True) + least) for least in (1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12)),
                   *(lambda z, least=least: np.clip(softmax(z), least, 1 - least) for least in (
                       1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15)))),
        *named("column-max", "axis", "These slopes come about where a number is taken off each column of logits. Which "
               "numbers may go without a change in any probability?", *softmaxes(lambda z: bare(z - z.max(axis=0)))),
        *named("slopes-cut-off", "guard", "Where a slope is large it stands at 1, 5 or another limit. Are the slopes "
               "cut off?", *every_array(*(lambda a, most=most: np.clip(a, -most, most) for most in (0.1, 1, 5, 10)))),
        *named("rounded", "precision", "Right to some decimals, and small slopes have few digits left. Is something "
               "rounded?", *every_array(*(lambda a, n=n: np.round(a, n) for n in (3, 4, 5, 6, 8, 10)))),
        *named("differences", "precision", "Near the slopes, but not to seven digits where they are small. Are losses "
               "subtracted? Their difference has few digits left.", *(partial(differences, h=h, back=back)
                                                          for h in STEPS[3:6] for back in (h, 0))),
        *named("label-entries-only", "wrong rows", "Only the label's logit has a slope here. Do the other logits move "
               "the softmax?", *ends(lambda z, y: right_end(z, y) * one_hot(z, y))),
        *named("penalty", "missing part", "The biases are right. In the weights there is some of W itself, as a "
               "penalty on large weights would add it. Which loss is asked for?", *(
                   lambda Ws, bs, X, y, some=some: (lambda dWs, dbs: ([dW + some * W for dW, W in zip(dWs, Ws)], dbs))(
                       *backward(Ws, bs, X, y)) for some in (1.0, 0.1, 0.01, 1e-3, 1e-4))),
        *named("another-loss", "another function", "These are the slopes of another loss: of the distance, of log p "
               "alone, of ten yes or no questions, of a softened softmax, or of right and wrong.", *ends(
                   lambda z, y: np.log(softmax(z)) * one_hot(z, y) / len(y),
                   lambda z, y: softmax(z) * one_hot(z, y) / len(y),
                   lambda z, y: np.sign(right_end(z, y)) / len(y), lambda z, y: (sigmoid(z) - one_hot(z, y)) / z.size),
               *softmaxes(lambda z: softmax(z / 2), lambda z: softmax(2 * z), lambda z: one_hot(z, z.argmax(axis=1)))),
        *named("rows-lost", "wrong rows", "These are the slopes of one row of the data alone. The mean runs over all.",
               *(lambda Ws, bs, X, y, some=some: backward(Ws, bs, X[some], y[some])
                 for some in (slice(1), slice(-1, None)))),
        *named("inputs-left-out", "missing part", "The biases are right. Each dW fits an input of 1 in its layer. By "
               "what is a weight multiplied?", changed(of_weights=lambda h, delta: (0 * h + 1).T @ delta)),
        *named("slope-by-the-softmax", "chain rule", "These slopes fit where -1 / p, the slope by the probability, "
               "stands for that by the logit. Which step lies between?",
               *ends(lambda z, y: -one_hot(z, y) / softmax(z) / len(y))),
        *named("updated", "another function", "These are weights after a step. The slopes themselves are asked for.",
               *(lambda Ws, bs, X, y, rate=rate: tuple([a - rate * d for a, d in zip(*pair)] for pair in zip(
                   (Ws, bs), backward(Ws, bs, X, y))) for rate in (1, 0.1, 0.01))),
    ),
    without=(networks.backward, networks.loss_and_gradient, networks.cross_entropy),
    section="5.4a",
)  # fmt: skip
