"""Exercise 5.4: backward."""

from functools import partial

import numpy as np

from course_utils.activations import sigmoid, sigmoid_grad
from course_utils.checks.engine.arrays import Arrays, in_a_row, shapes
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.checks.vanishing_gradients._shared import NETS, STEPS, net, rows, softmax, some_forward
from course_utils.networks import cross_entropy


def _bare_softmax(z):
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


def _one_hot(logits, y):
    return np.eye(logits.shape[1])[y]


def _softmax_minus(away, softmax=softmax):
    """Return the function of (logits, y) that takes `away` from the softmax, over n."""
    return lambda z, y: (softmax(z) - away(z, y)) / len(y)


def _whole_rows(z, y):
    return np.isin(np.arange(len(z)), y)[:, None] * np.ones_like(z)


def _whole_columns(z, y):
    return np.isin(np.arange(z.shape[1]), y) * np.ones_like(z)


_RIGHT_END = _softmax_minus(_one_hot)


def _backward(Ws, bs, X, y, end=lambda z, y: cross_entropy(z, y)[1], slope=lambda h: h - h * h,
              of_bias=lambda delta: delta.sum(axis=0), back=lambda delta, W: delta @ W.T):  # fmt: skip
    layers, dWs, dbs = [X, *some_forward(Ws, bs, X)], [], []
    delta = end(layers.pop(), y)
    for W, h in zip(reversed(Ws), reversed(layers)):
        dWs.insert(0, h.T @ delta)
        dbs.insert(0, of_bias(delta))
        delta = back(delta, W) * slope(h)
    return dWs, dbs


def _from_own_output(Ws, bs, X, y):
    """Return the right slopes by the biases, and with them slopes by the weights from h one layer too late."""
    deltas = _backward(Ws, bs, X, y, of_bias=lambda delta: delta)[1]
    return [h.T @ delta for h, delta in zip(some_forward(Ws, bs, X), deltas)], [delta.sum(axis=0) for delta in deltas]


def _with_slope_of_z(Ws, bs, X, y):
    """Take z (1 - z) for the sigmoid's slope; z is had back from h."""
    return _backward(Ws, bs, X, y, slope=lambda h: (z := np.log(h) - np.log1p(-h)) * (1 - z))


def _end(end):
    return partial(_backward, end=end)


def _paired(wrong):
    """Return an answer to backward that makes something else of the right lists."""
    return lambda Ws, bs, X, y: wrong(*_backward(Ws, bs, X, y))


def _times_n(n, dWs, dbs):
    return [n * dW for dW in dWs], dbs


def _backward_differences(Ws, bs, X, y, h, back):
    Ws, bs = [W.copy() for W in Ws], [b.copy() for b in bs]

    def loss():
        return cross_entropy(some_forward(Ws, bs, X)[-1], y)[0]

    def by(array, i):
        start = array.flat[i]
        array.flat[i] = start + h
        above = loss()
        array.flat[i] = start - back
        below = loss()
        array.flat[i] = start
        return (above - below) / (h + back)

    return tuple([np.array([by(a, i) for i in range(a.size)]).reshape(a.shape) for a in group] for group in (Ws, bs))


_LABELS = (np.array([1, 0, 1]), np.array([2, 0, 1, 1]), np.array([0, 2, 1, 1, 2]))


_TRAINED = tuple((*net, y) for net, y in zip(NETS, _LABELS))


_DEEP = (*net(2, 2, 2, 2, 2, 2, seed=5, scale=0.3), rows(4, 2), np.array([0, 1, 1, 0]))


_HUGE = (  # the rows' logits are near 1000 and near -1000; within a row they are near each other
    Arrays([np.array([[1.0, -1.0]]), np.array([[5000.0, 5000.5, 5001.0], [1.0, 0.0, -0.5]])]),
    Arrays([np.zeros(2), np.array([-2500.0, -2500.5, -2499.5])]),
    np.array([[0.85], [-0.85]]), np.array([2, 0]),
)  # fmt: skip


exercise = Exercise(
    "backward",
    lambda Ws, bs, X, y: _backward(Ws, bs, X, y),
    (
        Part("the shapes", _TRAINED,
             "Compared are the shapes, one row for each array: first those of Ws, then those of bs. The latter have "
             "only one number; 0 stands for the second.", view=shapes),
        Part("the last layer's weights", _TRAINED[1:],
             "By the logits, the mean loss has the slope (softmax - one-hot) / n. What is dW, given that and h?",
             1.0, 1e-7, view=lambda lists: in_a_row(lists[0][-1])),
        Part("the hidden layers' weights", (*_TRAINED[:2], _DEEP),
             "From layer to layer: back through W, then times the sigmoid's slope of that layer.",
             1.0, 1e-7, view=lambda lists: in_a_row(list(lists[0][:-1]))),
        Part("the biases", _TRAINED[1:],
             "A bias moves the z of its unit in every row of the data at once. What does that do to the loss?",
             1.0, 1e-7, view=lambda lists: in_a_row(list(lists[1]))),
        Part("logits near 1000 and near -1000", (_HUGE,),
             "exp(1000) is too large for a float. Taking one number off a whole row of logits changes no probability.",
             1.0, 1e-7, 1e-9, view=in_a_row),
    ),
    (
        Mistake("summed", _end(lambda z, y: _RIGHT_END(z, y) * len(y)),
                "These are the gradients of the summed loss. The mean loss divides by the number of rows.",
                "mean or sum"),
        Mistake("divided-twice", _end(lambda z, y: _RIGHT_END(z, y) / len(y)),
                "You divide by the number of rows twice.", "mean or sum"),
        Mistake("divided-by-classes", _end(lambda z, y: _RIGHT_END(z, y) * len(y) / z.size),
                "The mean runs over the rows, not over all the numbers in the table of logits.", "mean or sum"),
        Mistake("sign", _end(lambda z, y: -_RIGHT_END(z, y)),
                "All your slopes have the wrong sign: where the softmax exceeds the one-hot, the loss rises with the "
                "logit.", "sign"),
        Mistake("one-hot-forgotten", _end(lambda z, y: softmax(z) / len(y)),
                "The labels play no part: the one-hot is missing.", "missing part"),
        Mistake("wrong-entries", _end(_softmax_minus(_whole_rows)),
                "p[y] -= 1 changes whole rows. The 1 comes off a single entry in each row, in the column of its "
                "label.", "wrong rows"),
        Mistake("wrong-entries", _end(_softmax_minus(_whole_columns)),
                "p[:, y] -= 1 changes whole columns. The 1 comes off a single entry in each row, in the column of its "
                "label.", "wrong rows"),
        Mistake("label-as-a-number", _end(_softmax_minus(lambda z, y: y[:, None])),
                "You subtract the label itself. A label is the number of a column: the 1 comes off there, and nothing "
                "elsewhere.", "another function"),
        Mistake("sigmoid-for-softmax", _end(_softmax_minus(_one_hot, sigmoid)),
                "The logits went through a sigmoid. Several classes share one probability: softmax.",
                "another function"),
        Mistake("M33-sigmoid-at-the-end", _end(_softmax_minus(_one_hot, lambda z: softmax(sigmoid(z)))),
                "The logits went through a sigmoid before the softmax. The last layer ends with h @ W + b.",
                "missing part"),
        Mistake("softmax-axis", _end(_softmax_minus(_one_hot, partial(softmax, axis=0))),
                "Your softmax runs down the columns. Its probabilities add up to 1 in each row.", "axis"),
        Mistake("softmax-axis", _end(_softmax_minus(_one_hot, partial(softmax, axis=None))),
                "Your softmax runs over the whole table. Its probabilities add up to 1 in each row.", "axis"),
        Mistake("M15-slope-at-the-end",
                _end(lambda z, y: _RIGHT_END(z, y) * (p := softmax(z)) * (1 - p)),
                "There is a p (1 - p) too many at the last layer. With cross-entropy it has cancelled.", "chain rule"),
        Mistake("M15-slope-at-the-end", _end(lambda z, y: _RIGHT_END(z, y) * sigmoid_grad(z)),
                "There is a sigmoid's slope at the last layer. That layer has no sigmoid.", "chain rule"),
        Mistake("M16-squared", _end(lambda z, y: 2 * (z - _one_hot(z, y)) / len(y)),
                "These are the gradients of a squared error of the logits. The loss is the cross-entropy.",
                "another function"),
        Mistake("slope-forgotten", partial(_backward, slope=lambda h: 1.0),
                "On the way back through a hidden layer the sigmoid's slope is missing.", "chain rule"),
        Mistake("M8-slope-of-the-output", partial(_backward, slope=sigmoid_grad),
                "sigmoid_grad wants z, but you give it h, which has been through the sigmoid already.",
                "order of steps"),
        Mistake("activation-for-slope", partial(_backward, slope=lambda h: h),
                "On the way back you multiply by the activation itself. Its slope is asked for.", "another function"),
        Mistake("tanh", partial(_backward, slope=lambda h: 1 - h**2),
                "1 - h^2 is the slope of tanh. These are sigmoids.", "another function"),
        Mistake("half-a-slope", partial(_backward, slope=lambda h: 1 - h),
                "1 - h is one of the two factors of the sigmoid's slope; the other, h, is missing.", "chain rule"),
        Mistake("M11-quarter", partial(_backward, slope=lambda h: 0.25),
                "You take a quarter for every slope. That is the largest it can be, at z = 0.", "another function"),
        Mistake("not-transposed", partial(_backward, back=lambda delta, W: delta @ W),
                "On the way back W must be turned round: it leads from outputs to inputs.", "axis"),
        Mistake("dW-transposed", _paired(lambda dWs, dbs: ([dW.T for dW in dWs], dbs)),
                "Every dW is turned round. It has the shape of its W, (inputs, outputs).", "axis"),
        Mistake("last-first", _paired(lambda dWs, dbs: (dWs[::-1], dbs[::-1])),
                "Your lists run from the last layer to the first, as backpropagation does. Turn them round.",
                "argument order"),
        Mistake("pairs", _paired(lambda dWs, dbs: list(zip(dWs, dbs))),
                "You return a pair for each layer. Return two lists: all dW, then all db.", "shape"),
        Mistake("swapped", _paired(lambda dWs, dbs: (dbs, dWs)), "The list of dW comes first, then that of db.",
                "argument order"),
        Mistake("one-list", _paired(lambda dWs, dbs: dWs + dbs),
                "You return one long list. Return two: return dWs, dbs", "shape"),
        Mistake("one-of-two", _paired(lambda dWs, dbs: dWs), "The biases have gradients too: return dWs, dbs", "shape"),
        Mistake("bias-mean", partial(_backward, of_bias=lambda delta: delta.mean(axis=0)),
                "The weights are right. For the biases you average over the rows once more; the 1 / n is in there "
                "already.", "mean or sum"),
        Mistake("bias-not-divided", partial(_backward, of_bias=lambda delta: delta.sum(axis=0) * len(delta)),
                "The weights are right. In the biases the division by n is missing.", "mean or sum"),
        Mistake("weights-not-divided", lambda Ws, bs, X, y: _times_n(len(y), *_backward(Ws, bs, X, y)),
                "The biases are right. In the weights the division by n is missing.", "mean or sum"),
        Mistake("own-output", _from_own_output,
                "The biases are right. But each dW is built from the layer's OUTPUT. Its weights multiply what the "
                "layer was given.", "off by one"),
        Mistake("last-layer-only", _paired(lambda dWs, dbs: (dWs[-1], dbs[-1])),
                "These are the slopes of the last layer alone. Go on, back through every layer, and collect them in "
                "two lists.", "shape"),
        Mistake("bias-not-summed", partial(_backward, of_bias=lambda delta: delta),
                "The weights are right. A bias acts on every row, so its slope is the sum over the rows.", "axis"),
        Mistake("bias-wrong-axis", partial(_backward, of_bias=lambda delta: delta.sum(axis=1)),
                "The weights are right. For the biases you sum over the units; sum over the rows.", "axis"),
        Mistake("bias-one-number", partial(_backward, of_bias=np.sum),
                "The weights are right. For the biases you sum over everything; each unit has its own.", "axis"),
        Mistake("bias-dimensions", partial(_backward, of_bias=lambda delta: delta.sum(axis=0, keepdims=True)),
                "The numbers are right. But each db has the shape of its b, (units,), without a second dimension.",
                "shape"),
        *(Mistake("overflow", _end(_softmax_minus(_one_hot, lambda z, take=take: _bare_softmax(z - take(z)))),
                  "Everything is right where the logits are small. exp overflows, or a whole row of exponentials is 0, "
                  "where they are large. What may be taken off each row?", "overflow")
          for take in (lambda z: 0.0, np.max)),
        Mistake("column-max", _end(_softmax_minus(_one_hot, lambda z: _bare_softmax(z - z.max(axis=0)))),
                "You take a number off each column of logits. That changes the probabilities: only one number for "
                "each row may go.", "axis"),
        *(Mistake("differences", partial(_backward_differences, h=h, back=back),
                  "Differences round: they are fine to test your gradients with, but small slopes lose their digits. "
                  "Use the chain rule.", "precision")
          for h, back in (*((h, h) for h in STEPS[1:6]), (1e-5, 0), (1e-6, 0), (1e-8, 0))),
        Mistake("divided-by-classes", _end(lambda z, y: _RIGHT_END(z, y) * len(y) / z.shape[1]),
                "You divide by the number of classes. The mean runs over the rows.", "mean or sum"),
        Mistake("weights-divided-twice", lambda Ws, bs, X, y: _times_n(1 / len(y), *_backward(Ws, bs, X, y)),
                "The biases are right. In the weights you divide by n once more; it is in delta already.",
                "mean or sum"),
        Mistake("label-entries-only", _end(lambda z, y: _RIGHT_END(z, y) * _one_hot(z, y)),
                "Only the label's logit has a slope here. The other logits move the softmax too.", "wrong rows"),
        Mistake("slope-by-the-softmax", _end(lambda z, y: -_one_hot(z, y) / softmax(z) / len(y)),
                "This is the slope by the probabilities, -1 / p. One step is missing, back through the softmax to the "
                "logits.", "chain rule"),
        *(Mistake("one-list-turned", _paired(lambda dWs, dbs, a=a, b=b: (dWs[::a], dbs[::b])),
                  "One of your two lists runs from the last layer to the first. Turn it round.", "argument order")
          for a, b in ((1, -1), (-1, 1))),
        Mistake("flattened", _paired(lambda dWs, dbs: (in_a_row(dWs), in_a_row(dbs))),
                "Your slopes stand in long rows. Return lists of arrays, in the shapes of Ws and bs.", "shape"),
        Mistake("updated", lambda Ws, bs, X, y: tuple(
                    [a - d for a, d in zip(*pair)] for pair in zip((Ws, bs), _backward(Ws, bs, X, y))),
                "These are the weights after a step. Return the slopes.", "another function"),
        Mistake("M8-formula-of-z", _with_slope_of_z,
                "z (1 - z) is no slope: that formula wants the output h, not z.", "another function"),
    ),
    section="5.4",
)
