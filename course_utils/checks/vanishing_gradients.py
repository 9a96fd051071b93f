"""Checks for lesson 05: a chain's slope, a net forwards and backwards, sizes of gradients, underflow, patience."""

from functools import partial

import numpy as np

from course_utils import hidden_activations
from course_utils.activations import sigmoid, sigmoid_grad, tanh_grad
from course_utils.checks.engine.arrays import Arrays, in_a_row, shapes
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.networks import cross_entropy

_NINE = dict(rtol=1e-9)
_STEPS = (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8)  # what people take for h in a difference


# --- 5.1 ---------------------------------------------------------------------------------------------------


def _chain(factor=lambda w, h, z: w * sigmoid_grad(z), combine=np.prod, into=lambda w, h, b: w * h + b, out=sigmoid):
    """Return an answer to chain_gradient that combines one factor for each neuron, whose input is h."""

    def answer(w, b, x):
        h, factors = x, []
        for w_l, b_l in zip(w, b):
            z = into(w_l, h, b_l)
            factors.append(factor(w_l, h, z))
            h = out(z)
        return combine(factors)

    return answer


def _output(w, b, x):
    for w_l, b_l in zip(w, b):
        x = sigmoid(w_l * x + b_l)
    return x


def _chain_difference(h, back):
    return lambda w, b, x: (_output(w, b, x + h) - _output(w, b, x - back)) / (h + back)


def _slope_passed_on(w, b, x):
    for w_l, b_l in zip(w, b):
        x = w_l * sigmoid_grad(w_l * x + b_l)
    return x


def _factor_with(slope):
    return lambda w, h, z: w * slope(z)


_SLOPES = (sigmoid_grad, lambda z: sigmoid(z) * (1 - sigmoid(z)))  # right, and right but for a neuron far out
_THREE = (np.array([0.7, -1.3, 2.5]), np.array([0.2, 0.9, -0.4]), 1.5)

chain_gradient = Exercise(
    "chain_gradient",
    lambda w, b, x: _chain()(w, b, x),
    (
        Part("one neuron", ((np.array([1.5]), np.array([-0.5]), 2.0), (np.array([-3.0]), np.array([0.8]), 0.4)),
             "How fast does z move with x, and how fast does the output move with z?", **_NINE),
        Part("several neurons",
             (_THREE, (np.full(6, 2.0), np.zeros(6), -0.3), (np.full(40, 4.0), np.full(40, -2.0), 0.5)),
             "The chain rule multiplies one factor for each neuron, each taken at the z that arrives there.", 2.0,
             **_NINE),
        Part("a neuron far out", ((np.array([40.0, 1.5]), np.array([0.0, -0.5]), 1.0),),
             "At z = 40 the output is rounded to 1, but the slope is not 0. Which function of the course knows it?",
             **_NINE),
    ),
    (
        *(Mistake("M25-weights-forgotten", _chain(lambda w, h, z, slope=slope: slope(z)),
                  "These are the slopes of the sigmoids alone. Before the sigmoid sees its input, the neuron stretches "
                  "it.")
          for slope in _SLOPES),
        Mistake("M25-quarters", lambda w, b, x: 0.25 ** len(w),
                "A quarter for each layer is the largest slope of the sigmoid, at z = 0. Where is z here? And what "
                "does the weight do?"),
        Mistake("slope-at-0", lambda w, b, x: np.prod(w) / 4.0 ** len(w),
                "The weights are there, but the slope of the sigmoid is a quarter only where z = 0."),
        *(Mistake("sum", _chain(_factor_with(slope), np.sum),
                  "You add the factors. The slope of a function of a function is a product.")
          for slope in _SLOPES),
        *(Mistake("last-neuron-only", _chain(_factor_with(slope), lambda factors: factors[-1]),
                  "This is the last neuron's factor alone. x is further back: every neuron on the way counts.")
          for slope in _SLOPES),
        *(Mistake("first-neuron-only", _chain(_factor_with(slope), lambda factors: factors[0]),
                  "This is the first neuron's factor alone. The output is further on: every neuron on the way counts.")
          for slope in _SLOPES),
        Mistake("first-neuron-missing", _chain(combine=lambda factors: np.prod(factors[1:])),
                "This is the slope by the first neuron's output. From there to x one factor is missing."),
        Mistake("last-neuron-missing", _chain(combine=lambda factors: np.prod(factors[:-1])),
                "This is the slope of the last neuron's input. One factor is missing at the end."),
        Mistake("no-sigmoid-at-the-end", lambda w, b, x: _chain()(w[:-1], b[:-1], x) * w[-1],
                "The last neuron has a sigmoid too; its slope is missing."),
        *(Mistake("x-everywhere", lambda w, b, x, slope=slope: np.prod(w * slope(w * x + b)),
                  "You give x to every neuron. Only the first one sees x; each other sees the output before it.")
          for slope in _SLOPES),
        *(Mistake("sigmoid-not-passed-on", _chain(_factor_with(slope), out=lambda z: z),
                  "On the way through the chain you pass z on. What the next neuron gets is the sigmoid of it.")
          for slope in _SLOPES),
        Mistake("slope-passed-on", lambda w, b, x: _slope_passed_on(w, b, x),
                "You hand each neuron's slope on as the next one's input. What travels is the output; the slopes are "
                "multiplied beside it."),
        Mistake("moved-on-too-early", _chain(lambda w, h, z: w * sigmoid_grad(w * (sigmoid(z) - h) + z)),
                "Your h is already the neuron's output when you take its slope. Take the slope first, then move on."),
        *(Mistake("bias-forgotten", _chain(_factor_with(slope), into=lambda w, h, b: w * h),
                  "The bias is missing. It is no factor, but it decides where on the curve a neuron sits.")
          for slope in _SLOPES),
        *(Mistake("bias-inside", _chain(_factor_with(slope), into=lambda w, h, b: w * (h + b)),
                  "The bias is multiplied by the weight. A neuron computes w h + b.")
          for slope in _SLOPES),
        Mistake("M8-slope-of-the-output", _chain(lambda w, h, z: w * sigmoid_grad(sigmoid(z))),
                "The slope is taken at the neuron's output. sigmoid_grad wants z, what goes into the sigmoid."),
        Mistake("M8-formula-of-z", _chain(lambda w, h, z: w * z * (1 - z)),
                "z (1 - z) is no slope: that formula wants the output s, not z."),
        Mistake("slope-of-the-input", _chain(lambda w, h, z: w * sigmoid_grad(h)),
                "The slope is taken at the neuron's input, before weight and bias have acted."),
        Mistake("output", _output,
                "This is the chain's output. The question is how fast it moves when x moves."),
        Mistake("by-the-weight", lambda w, b, x: _chain()(w, b, x) * x / w[0],
                "This is the slope by the first weight. The exercise asks for the slope by x."),
        Mistake("backwards", lambda w, b, x: _chain()(w[::-1], b[::-1], x),
                "The signal runs through your neurons in the wrong order: w[0] and b[0] belong to the one that sees "
                "x."),
        Mistake("log10", lambda w, b, x: np.log10(np.abs(_chain()(w, b, x))),
                "This is the logarithm that the lesson's figure draws. Return the slope itself, with its sign."),
        Mistake("sign-lost", lambda w, b, x: np.abs(_chain()(w, b, x)),
                "The size is right. A negative weight turns the slope round: keep the sign."),
        Mistake("tanh", _chain(lambda w, h, z: w * (1 - sigmoid(z) ** 2)),
                "1 - s^2 is how tanh gets its slope from its output. These neurons are sigmoids."),
        Mistake("rounded-far-out", _chain(lambda w, h, z: w * (sigmoid(z) - sigmoid(z) ** 2)),
                "The chain rule is right. But where the output is rounded to 1, s (1 - s) is 0, and the slope is not. "
                "The course has a function that takes the slope from z."),
        *(Mistake("differences", _chain_difference(h, back),
                  "Two outputs subtracted lose the digits that a small slope needs. Use the chain rule.")
          for h in _STEPS for back in (h, 0.0)),
        *(Mistake("not-multiplied", _chain(combine=combine),
                  "You return one number for each neuron. The slope of the whole chain is one number.")
          for combine in (np.array, np.cumprod)),
        Mistake("half-a-slope", _chain(lambda w, h, z: w * sigmoid(-z)),
                "1 - s is one of the two factors of the sigmoid's slope; the other one is missing."),
        Mistake("output-for-slope", _chain(lambda w, h, z: w * sigmoid(z)),
                "You multiply by the neuron's output. Its slope is asked for."),
        Mistake("started-at-0", lambda w, b, x: 0.0,
                "Your slope is 0, whatever the chain. A product begins with 1, not with 0."),
        Mistake("first-neuron-skipped", lambda w, b, x: _chain()(w[1:], b[1:], x),
                "The first neuron is skipped: x goes straight into the second. Counting begins with 0."),
        Mistake("mean", _chain(combine=np.mean),
                "You average the factors. The slope of a function of a function is a product."),
        Mistake("bias-as-slope", _chain(lambda w, h, z: z * sigmoid_grad(z)),
                "You multiply by z. How fast does z move when the neuron's input does?"),
    ),
)  # fmt: skip


# --- 5.3 ---------------------------------------------------------------------------------------------------


def _forward(Ws, bs, X, f=sigmoid, last=lambda z: z, affine=lambda h, W, b: h @ W + b):
    layers = []
    for l, (W, b) in enumerate(zip(Ws, bs)):
        X = (f if l < len(Ws) - 1 else last)(affine(X, W, b))
        layers.append(X)
    return layers


def _late_bias(Ws, bs, X):
    layers = []
    for l, (W, b) in enumerate(zip(Ws, bs)):
        X = (sigmoid(X @ W) if l < len(Ws) - 1 else X @ W) + b
        layers.append(X)
    return layers


def _pre_activations(Ws, bs, X):
    return [h @ W + b for h, W, b in zip([X, *_forward(Ws, bs, X)], Ws, bs)]


def _softmax(z, axis=1):
    powers = np.exp(z - z.max(axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)


def _bare_softmax(z):
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


def _net(*sizes, seed=0, scale=1.0):
    """Return the weights and biases of a small net, with one decimal before the weights are scaled."""
    rng = np.random.default_rng(seed)
    Ws = Arrays(scale * rng.normal(size=shape).round(1) for shape in zip(sizes, sizes[1:]))
    return Ws, Arrays(rng.normal(size=size).round(1) for size in sizes[1:])


def _rows(n, columns, seed=1):
    return np.random.default_rng(seed).normal(size=(n, columns)).round(1)


def _shapes_of_layers(layers):
    """View the shapes of the layers' arrays, which may be written out as nested lists."""
    return shapes([_one_array(layer) for layer in layers] if isinstance(layers, list | tuple) else layers)


def _one_array(layer):
    """Return the layer as an array; an empty one where it is several layers."""
    try:
        return np.asarray(layer, dtype=float)
    except ValueError:
        return np.empty(0)


_NETS = (
    (*_net(2, 3, 2), np.array([[1.0, -2.0], [0.5, 3.0], [-1.5, 0.0]])),
    (*_net(3, 3, 3, 3, seed=2), _rows(4, 3)),
    (*_net(3, 4, 2, 3, seed=3), _rows(5, 3)),
    (*_net(3, 4, seed=4), _rows(1, 3)),
)

forward = Exercise(
    "forward",
    lambda Ws, bs, X: _forward(Ws, bs, X),
    (
        Part("as many arrays as layers, in their shapes", _NETS,
             "Compared are the shapes, one row for each array: (rows, units), layer by layer, without X.",
             view=_shapes_of_layers),
        Part("the hidden layers", _NETS[:3],
             "h @ W + b, then the sigmoid; the result is what the next layer gets.",
             view=lambda layers: in_a_row(list(layers)[:-1]), **_NINE),
        Part("the logits", _NETS, "The last layer ends with h @ W + b.",
             view=lambda layers: in_a_row(list(layers)[-1:]), **_NINE),
    ),
    (
        Mistake("M33-sigmoid-at-the-end", partial(_forward, last=sigmoid),
                "The last layer has a sigmoid too. It should return logits: the loss does the rest."),
        Mistake("softmax-at-the-end", partial(_forward, last=_softmax),
                "The last layer returns probabilities. It should return logits: the loss does the rest."),
        Mistake("M28-no-sigmoid", partial(_forward, f=lambda z: z),
                "There is no sigmoid in your hidden layers: without it the layers collapse into a single linear one."),
        Mistake("pre-activations", _pre_activations,
                "Each hidden layer is passed on rightly, but your list holds h @ W + b, before the sigmoid."),
        Mistake("bias-forgotten", partial(_forward, affine=lambda h, W, b: h @ W),
                "The biases are missing."),
        Mistake("bias-after-the-sigmoid", _late_bias,
                "In the hidden layers the bias is added after the sigmoid; it belongs inside."),
        *(Mistake("input-included", lambda Ws, bs, X, last=last: [X, *_forward(Ws, bs, X, last=last)],
                  "Your list begins with X. The exercise wants the layers' outputs alone.")
          for last in (lambda z: z, sigmoid, _softmax)),
        *(Mistake("logits-only", lambda Ws, bs, X, last=last: _forward(Ws, bs, X, last=last)[-1],
                  "This is the last layer alone. Collect what every layer gives, in a list.")
          for last in (lambda z: z, sigmoid, _softmax)),
        Mistake("both-in-pairs", lambda Ws, bs, X: list(zip(_pre_activations(Ws, bs, X),
                                                            _forward(Ws, bs, X, last=sigmoid))),
                "You return a pair for each layer. One array for each is asked for: what the layer passes on."),
        Mistake("one-table", lambda Ws, bs, X: np.concatenate(_forward(Ws, bs, X), axis=1),
                "Your layers are glued together into one table. Return a list of arrays, one for each layer. (The rows "
                "below are the shapes of arrays.)"),
        Mistake("z-of-the-layer-before", lambda Ws, bs, X: [*_forward(Ws, bs, X)[:-1],
                                                            _pre_activations(Ws, bs, X)[max(len(Ws) - 2, 0)]],
                "At the end of your list stands the z of the last hidden layer. The last layer has its own W and b: "
                "they come into play after the loop."),
        Mistake("hidden-only", lambda Ws, bs, X: _forward(Ws, bs, X)[:-1],
                "The logits are missing at the end of the list."),
        Mistake("last-first", lambda Ws, bs, X: _forward(Ws, bs, X)[::-1],
                "Your list runs from the last layer to the first. Turn it round."),
        Mistake("transposed", partial(_forward, affine=lambda h, W, b: h @ W.T + b),
                "You turn the weights round. Here W has shape (inputs, outputs) and the data come in rows."),
        Mistake("X-everywhere", lambda Ws, bs, X: [*(sigmoid(X @ W + b) for W, b in zip(Ws[:-1], bs)),
                                                   X @ Ws[-1] + bs[-1]],
                "You give X to every layer. Only the first one sees X; each other sees the layer before it."),
        Mistake("sigmoid-of-the-input", lambda Ws, bs, X: _forward(Ws, bs, sigmoid(X)),
                "The data go through a sigmoid before the first layer. They go in as they are."),
        Mistake("tanh", partial(_forward, f=np.tanh), "These are tanh units. The exercise asks for sigmoids."),
        Mistake("relu", partial(_forward, f=lambda z: np.maximum(z, 0)),
                "These are relu units. The exercise asks for sigmoids."),
        Mistake("slopes", lambda Ws, bs, X: [*map(sigmoid_grad, (z := _pre_activations(Ws, bs, X))[:-1]), z[-1]],
                "Your hidden layers hold the sigmoid's slope. That comes on the way back."),
        Mistake("hidden-and-logits", lambda Ws, bs, X: ((layers := _forward(Ws, bs, X))[:-1], layers[-1]),
                "You return two things, a list of hidden layers and the logits. One list is asked for, with the logits "
                "at its end. (The rows below are the shapes of arrays.)"),
        Mistake("last-bias-forgotten", lambda Ws, bs, X: _forward(Ws, [*bs[:-1], 0.0], X),
                "The last layer's bias is missing."),
        Mistake("M2-mirrored", partial(_forward, f=lambda z: sigmoid(-z)),
                "Your sigmoid falls. Look at the sign in the exponent."),
        Mistake("logits-twice", lambda Ws, bs, X: [*_forward(Ws, bs, X, last=sigmoid), _forward(Ws, bs, X)[-1]],
                "The last layer is there twice, once with a sigmoid. Only its logits belong in the list."),
        Mistake("last-through-two", lambda Ws, bs, X: [*map(sigmoid, _forward(Ws, bs, X))],
                "Each layer's output has been through one sigmoid too many on its way into the list."),
    ),
)  # fmt: skip


# --- 5.4 ---------------------------------------------------------------------------------------------------


def _one_hot(logits, y):
    return np.eye(logits.shape[1])[y]


def _softmax_minus(away, softmax=_softmax):
    """Return the function of (logits, y) that takes `away` from the softmax, over n."""
    return lambda z, y: (softmax(z) - away(z, y)) / len(y)


def _whole_rows(z, y):
    return np.isin(np.arange(len(z)), y)[:, None] * np.ones_like(z)


def _whole_columns(z, y):
    return np.isin(np.arange(z.shape[1]), y) * np.ones_like(z)


_RIGHT_END = _softmax_minus(_one_hot)


def _backward(Ws, bs, X, y, end=lambda z, y: cross_entropy(z, y)[1], slope=lambda h: h - h * h,
              of_bias=lambda delta: delta.sum(axis=0), back=lambda delta, W: delta @ W.T):  # fmt: skip
    layers, dWs, dbs = [X, *_forward(Ws, bs, X)], [], []
    delta = end(layers.pop(), y)
    for W, h in zip(reversed(Ws), reversed(layers)):
        dWs.insert(0, h.T @ delta)
        dbs.insert(0, of_bias(delta))
        delta = back(delta, W) * slope(h)
    return dWs, dbs


def _from_own_output(Ws, bs, X, y):
    """Return the right slopes by the biases, and with them slopes by the weights from h one layer too late."""
    deltas = _backward(Ws, bs, X, y, of_bias=lambda delta: delta)[1]
    return [h.T @ delta for h, delta in zip(_forward(Ws, bs, X), deltas)], [delta.sum(axis=0) for delta in deltas]


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
        return cross_entropy(_forward(Ws, bs, X)[-1], y)[0]

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
_TRAINED = tuple((*net, y) for net, y in zip(_NETS, _LABELS))
_DEEP = (*_net(2, 2, 2, 2, 2, 2, seed=5, scale=0.3), _rows(4, 2), np.array([0, 1, 1, 0]))
_HUGE = (  # the rows' logits are near 1000 and near -1000; within a row they are near each other
    Arrays([np.array([[1.0, -1.0]]), np.array([[5000.0, 5000.5, 5001.0], [1.0, 0.0, -0.5]])]),
    Arrays([np.zeros(2), np.array([-2500.0, -2500.5, -2499.5])]),
    np.array([[0.85], [-0.85]]), np.array([2, 0]),
)  # fmt: skip

backward = Exercise(
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
                "These are the gradients of the summed loss. The mean loss divides by the number of rows."),
        Mistake("divided-twice", _end(lambda z, y: _RIGHT_END(z, y) / len(y)),
                "You divide by the number of rows twice."),
        Mistake("divided-by-classes", _end(lambda z, y: _RIGHT_END(z, y) * len(y) / z.size),
                "The mean runs over the rows, not over all the numbers in the table of logits."),
        Mistake("sign", _end(lambda z, y: -_RIGHT_END(z, y)),
                "All your slopes have the wrong sign: where the softmax exceeds the one-hot, the loss rises with the "
                "logit."),
        Mistake("one-hot-forgotten", _end(lambda z, y: _softmax(z) / len(y)),
                "The labels play no part: the one-hot is missing."),
        Mistake("wrong-entries", _end(_softmax_minus(_whole_rows)),
                "p[y] -= 1 changes whole rows. The 1 comes off a single entry in each row, in the column of its "
                "label."),
        Mistake("wrong-entries", _end(_softmax_minus(_whole_columns)),
                "p[:, y] -= 1 changes whole columns. The 1 comes off a single entry in each row, in the column of its "
                "label."),
        Mistake("label-as-a-number", _end(_softmax_minus(lambda z, y: y[:, None])),
                "You subtract the label itself. A label is the number of a column: the 1 comes off there, and nothing "
                "elsewhere."),
        Mistake("sigmoid-for-softmax", _end(_softmax_minus(_one_hot, sigmoid)),
                "The logits went through a sigmoid. Several classes share one probability: softmax."),
        Mistake("M33-sigmoid-at-the-end", _end(_softmax_minus(_one_hot, lambda z: _softmax(sigmoid(z)))),
                "The logits went through a sigmoid before the softmax. The last layer ends with h @ W + b."),
        Mistake("softmax-axis", _end(_softmax_minus(_one_hot, partial(_softmax, axis=0))),
                "Your softmax runs down the columns. Its probabilities add up to 1 in each row."),
        Mistake("softmax-axis", _end(_softmax_minus(_one_hot, partial(_softmax, axis=None))),
                "Your softmax runs over the whole table. Its probabilities add up to 1 in each row."),
        Mistake("M15-slope-at-the-end",
                _end(lambda z, y: _RIGHT_END(z, y) * (p := _softmax(z)) * (1 - p)),
                "There is a p (1 - p) too many at the last layer. With cross-entropy it has cancelled."),
        Mistake("M15-slope-at-the-end", _end(lambda z, y: _RIGHT_END(z, y) * sigmoid_grad(z)),
                "There is a sigmoid's slope at the last layer. That layer has no sigmoid."),
        Mistake("M16-squared", _end(lambda z, y: 2 * (z - _one_hot(z, y)) / len(y)),
                "These are the gradients of a squared error of the logits. The loss is the cross-entropy."),
        Mistake("slope-forgotten", partial(_backward, slope=lambda h: 1.0),
                "On the way back through a hidden layer the sigmoid's slope is missing."),
        Mistake("M8-slope-of-the-output", partial(_backward, slope=sigmoid_grad),
                "sigmoid_grad wants z, but you give it h, which has been through the sigmoid already."),
        Mistake("activation-for-slope", partial(_backward, slope=lambda h: h),
                "On the way back you multiply by the activation itself. Its slope is asked for."),
        Mistake("tanh", partial(_backward, slope=lambda h: 1 - h**2),
                "1 - h^2 is the slope of tanh. These are sigmoids."),
        Mistake("half-a-slope", partial(_backward, slope=lambda h: 1 - h),
                "1 - h is one of the two factors of the sigmoid's slope; the other, h, is missing."),
        Mistake("M11-quarter", partial(_backward, slope=lambda h: 0.25),
                "You take a quarter for every slope. That is the largest it can be, at z = 0."),
        Mistake("not-transposed", partial(_backward, back=lambda delta, W: delta @ W),
                "On the way back W must be turned round: it leads from outputs to inputs."),
        Mistake("dW-transposed", _paired(lambda dWs, dbs: ([dW.T for dW in dWs], dbs)),
                "Every dW is turned round. It has the shape of its W, (inputs, outputs)."),
        Mistake("last-first", _paired(lambda dWs, dbs: (dWs[::-1], dbs[::-1])),
                "Your lists run from the last layer to the first, as backpropagation does. Turn them round."),
        Mistake("pairs", _paired(lambda dWs, dbs: list(zip(dWs, dbs))),
                "You return a pair for each layer. Return two lists: all dW, then all db."),
        Mistake("swapped", _paired(lambda dWs, dbs: (dbs, dWs)), "The list of dW comes first, then that of db."),
        Mistake("one-list", _paired(lambda dWs, dbs: dWs + dbs),
                "You return one long list. Return two: return dWs, dbs"),
        Mistake("one-of-two", _paired(lambda dWs, dbs: dWs), "The biases have gradients too: return dWs, dbs"),
        Mistake("bias-mean", partial(_backward, of_bias=lambda delta: delta.mean(axis=0)),
                "The weights are right. For the biases you average over the rows once more; the 1 / n is in there "
                "already."),
        Mistake("bias-not-divided", partial(_backward, of_bias=lambda delta: delta.sum(axis=0) * len(delta)),
                "The weights are right. In the biases the division by n is missing."),
        Mistake("weights-not-divided", lambda Ws, bs, X, y: _times_n(len(y), *_backward(Ws, bs, X, y)),
                "The biases are right. In the weights the division by n is missing."),
        Mistake("own-output", _from_own_output,
                "The biases are right. But each dW is built from the layer's OUTPUT. Its weights multiply what the "
                "layer was given."),
        Mistake("last-layer-only", _paired(lambda dWs, dbs: (dWs[-1], dbs[-1])),
                "These are the slopes of the last layer alone. Go on, back through every layer, and collect them in "
                "two lists."),
        Mistake("bias-not-summed", partial(_backward, of_bias=lambda delta: delta),
                "The weights are right. A bias acts on every row, so its slope is the sum over the rows."),
        Mistake("bias-wrong-axis", partial(_backward, of_bias=lambda delta: delta.sum(axis=1)),
                "The weights are right. For the biases you sum over the units; sum over the rows."),
        Mistake("bias-one-number", partial(_backward, of_bias=np.sum),
                "The weights are right. For the biases you sum over everything; each unit has its own."),
        Mistake("bias-dimensions", partial(_backward, of_bias=lambda delta: delta.sum(axis=0, keepdims=True)),
                "The numbers are right. But each db has the shape of its b, (units,), without a second dimension."),
        *(Mistake("overflow", _end(_softmax_minus(_one_hot, lambda z, take=take: _bare_softmax(z - take(z)))),
                  "Everything is right where the logits are small. exp overflows, or a whole row of exponentials is 0, "
                  "where they are large. What may be taken off each row?")
          for take in (lambda z: 0.0, np.max)),
        Mistake("column-max", _end(_softmax_minus(_one_hot, lambda z: _bare_softmax(z - z.max(axis=0)))),
                "You take a number off each column of logits. That changes the probabilities: only one number for "
                "each row may go."),
        *(Mistake("differences", partial(_backward_differences, h=h, back=back),
                  "Differences round: they are fine to test your gradients with, but small slopes lose their digits. "
                  "Use the chain rule.")
          for h, back in (*((h, h) for h in _STEPS[1:6]), (1e-5, 0), (1e-6, 0), (1e-8, 0))),
        Mistake("divided-by-classes", _end(lambda z, y: _RIGHT_END(z, y) * len(y) / z.shape[1]),
                "You divide by the number of classes. The mean runs over the rows."),
        Mistake("weights-divided-twice", lambda Ws, bs, X, y: _times_n(1 / len(y), *_backward(Ws, bs, X, y)),
                "The biases are right. In the weights you divide by n once more; it is in delta already."),
        Mistake("label-entries-only", _end(lambda z, y: _RIGHT_END(z, y) * _one_hot(z, y)),
                "Only the label's logit has a slope here. The other logits move the softmax too."),
        Mistake("slope-by-the-softmax", _end(lambda z, y: -_one_hot(z, y) / _softmax(z) / len(y)),
                "This is the slope by the probabilities, -1 / p. One step is missing, back through the softmax to the "
                "logits."),
        *(Mistake("one-list-turned", _paired(lambda dWs, dbs, a=a, b=b: (dWs[::a], dbs[::b])),
                  "One of your two lists runs from the last layer to the first. Turn it round.")
          for a, b in ((1, -1), (-1, 1))),
        Mistake("flattened", _paired(lambda dWs, dbs: (in_a_row(dWs), in_a_row(dbs))),
                "Your slopes stand in long rows. Return lists of arrays, in the shapes of Ws and bs."),
        Mistake("updated", lambda Ws, bs, X, y: tuple(
                    [a - d for a, d in zip(*pair)] for pair in zip((Ws, bs), _backward(Ws, bs, X, y))),
                "These are the weights after a step. Return the slopes."),
        Mistake("M8-formula-of-z", _with_slope_of_z,
                "z (1 - z) is no slope: that formula wants the output h, not z."),
    ),
)  # fmt: skip


# --- 5.5 ---------------------------------------------------------------------------------------------------


def _layerwise(size):
    return lambda gradients: np.array([size(np.asarray(g)) for g in gradients])


def _rms(g):
    return np.sqrt(np.mean(np.square(g, dtype=float)))


_GRADIENTS = Arrays([np.array([[0.3, -0.4], [1.2, 0.5], [0.1, -0.8]]), np.array([2.0, -1.0]), _rows(4, 5) * 1e-6])
_TINY = Arrays(np.array(g * 1e-30, dtype=np.float32) for g in _GRADIENTS)

layer_rms = Exercise(
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
                "Which type has room for them?"),
        Mistake("mean", _layerwise(lambda g: np.mean(g, dtype=float)),
                "This is the mean, in which plus and minus cancel. Square first."),
        Mistake("mean-size", _layerwise(lambda g: np.mean(np.abs(g), dtype=float)),
                "This is the mean of the absolute values. Root mean square: square, average, root."),
        *(Mistake("deviation", _layerwise(lambda g, ddof=ddof: np.std(g, dtype=float, ddof=ddof)),
                  "This is a standard deviation: it takes the mean off first. Here the distance from 0 counts.")
          for ddof in (0, 1)),
        *(Mistake("not-averaged", _layerwise(lambda g, to=to: np.linalg.norm(g.astype(to))),
                  "This is the norm, the root of the SUM of squares: a layer with more weights looks larger. Average.")
          for to in (float, np.float32)),
        *(Mistake("no-root", _layerwise(lambda g, to=to: np.mean(np.square(g, dtype=to))),
                  "This is the mean of the squares. The root is missing.") for to in (float, None)),
        *(Mistake("sum-of-squares", _layerwise(lambda g, to=to: np.sum(np.square(g, dtype=to))),
                  "This is the sum of the squares. Average them, then take the root.") for to in (float, None)),
        *(Mistake("root-first", _layerwise(lambda g, to=to: np.linalg.norm(g.astype(to)) / g.size),
                  "You divide by the number of weights after the root. Average first, then take the root.")
          for to in (float, np.float32)),
        *(Mistake("largest", _layerwise(lambda g, most=most: most(g.astype(float))),
                  "This is the largest number of each layer. One of them is not the layer: average the squares.")
          for most in (np.max, lambda g: np.abs(g).max())),
        Mistake("divided-by-rows", _layerwise(lambda g: np.sqrt(np.sum(np.square(g, dtype=float)) / len(g))),
                "You divide by the number of rows. A mean divides by the number of all entries."),
        Mistake("one-for-all", lambda gradients: _rms(in_a_row(gradients)),
                "This is one number for the whole net. The question is how the layers differ: one number for each."),
        *(Mistake("by-column", lambda gradients, axis=axis: [np.sqrt(np.mean(np.square(g, dtype=float), axis=axis))
                                                             for g in gradients],
                  "You average along one axis only. A layer is one number: average over all its weights.")
          for axis in (0, -1)),
        Mistake("by-rows-of-a-layer", lambda gradients: _rms(gradients[0]),
                "This is the first layer alone. Return one number for each layer."),
        Mistake("last-first", lambda gradients: _layerwise(_rms)(gradients[::-1]),
                "The numbers come back from the last layer to the first. Keep the order of the list."),
        *(Mistake("largest-stretch", _layerwise(lambda g, to=to: np.linalg.norm(g.astype(to), 2)),
                  "norm(g, 2) of a matrix is its largest stretch. What is asked for is the size of its entries.")
          for to in (float, np.float32)),
        Mistake("n-minus-one", _layerwise(lambda g: np.sqrt(np.sum(np.square(g, dtype=float)) / (g.size - 1))),
                "You divide by n - 1. A mean divides by the number of all entries."),
        *(Mistake("rounded", lambda gradients, n=n: _layerwise(_rms)(gradients).round(n),
                  "The numbers are rounded to a number of decimals. Where gradients are small no digit is left.")
          for n in (4, 5, 6, 7, 8)),
        Mistake("one-for-all", lambda gradients: _layerwise(_rms)(gradients).mean(),
                "This is one number for the whole net. The question is how the layers differ: one number for each."),
    ),
)  # fmt: skip


# --- 5.6 ---------------------------------------------------------------------------------------------------


_HUNDRED = np.polynomial.hermite_e.hermegauss(100)


def _mean(f, deviation, rule=_HUNDRED):
    """Return the mean of f(z) for z from N(0, deviation^2)."""
    nodes, weights = rule
    return weights @ f(deviation * nodes) / np.sqrt(2 * np.pi)


def _factor(then, steps=50, q_next=lambda s_w, d: s_w**2 * _mean(lambda z: sigmoid(z) ** 2, d), root=np.sqrt):
    """Return an answer to predicted_factor: `then` of s_w and the root of q, after so many steps."""

    def answer(s_w):
        q = 1.0
        for _ in range(steps):
            q = q_next(s_w, root(q))
        return then(s_w, root(q))

    return answer


def _slope_square(d):
    return _mean(lambda z: sigmoid_grad(z) ** 2, d)


def _right_end(s_w, d):
    return s_w * np.sqrt(_slope_square(d))


def _coarse(nodes):
    """Return the recipe for predicted_factor, done with so few nodes."""
    mean = partial(_mean, rule=np.polynomial.hermite_e.hermegauss(nodes))
    return _factor(lambda s_w, d: s_w * np.sqrt(mean(lambda z: sigmoid_grad(z) ** 2, d)),
                   q_next=lambda s_w, d: s_w**2 * mean(lambda z: sigmoid(z) ** 2, d))  # fmt: skip


_PERCENT = dict(rtol=5e-3)

predicted_factor = Exercise(
    "predicted_factor",
    lambda s_w: hidden_activations.predicted_factor(s_w),
    (
        Part("s_w = 1", ((1.0,),),
             "First find q, step by step, until it no longer moves. Then the factor.", **_PERCENT),
        Part("small weights and large ones", ((3**-0.5,), (0.2,), (2.0,), (4.0,)),
             "Where does s_w enter? In q once, squared, and in the factor once more. (A few thousand random draws are "
             "too few: with large weights the slope is a narrow peak.)", 2.0, **_PERCENT),
    ),
    (
        Mistake("q-not-used", _factor(_right_end, 0),
                "In the last step your z still has variance 1, where q began. It must have the q that you end with."),
        *(Mistake("q-not-settled", _factor(_right_end, steps),
                  "q has not settled yet. Repeat its step until it no longer moves; 50 times are plenty. (You do? Then "
                  "is z spread anew, with each new q?)") for steps in (1, 2)),
        *(Mistake("too-few-nodes", _coarse(nodes),
                  "The recipe is right. With large weights the slope is a narrow peak, and your nodes (or draws) are "
                  "too few to see it well. Take more of them.") for nodes in (3, 5, 6, 7, 8, 9, 10, 12, 15, 16)),
        *(Mistake("no-root", _factor(lambda s_w, d, power=power: s_w**power * _slope_square(d)),
                  "The root is missing: this is the factor of the SQUARES of the gradients, or near it.")
          for power in (1, 2)),
        Mistake("weights-squared", _factor(lambda s_w, d: s_w**2 * np.sqrt(_slope_square(d))),
                "The root must cover s_w squared as well."),
        Mistake("weights-not-squared", _factor(lambda s_w, d: np.sqrt(s_w * _slope_square(d))),
                "Under the root s_w must be squared, as the slope is."),
        Mistake("weights-forgotten", _factor(lambda s_w, d: np.sqrt(_slope_square(d))),
                "In the last step s_w is missing: the gradient passes through the weights too."),
        Mistake("mean-slope", _factor(lambda s_w, d: s_w * _mean(sigmoid_grad, d)),
                "This takes the mean of the slope. Sizes are root mean squares: square the slope before averaging."),
        Mistake("M25-quarter", lambda s_w: s_w / 4,
                "A quarter is the slope at z = 0. Away from it slopes are smaller, and how far z spreads depends on "
                "s_w."),
        Mistake("M25-quarter", lambda s_w: 0.25,
                "A quarter for every layer knows nothing of the weights, nor of where z is."),
        Mistake("variance-for-square",
                _factor(_right_end, q_next=lambda s_w, d: s_w**2 * (_mean(lambda z: sigmoid(z) ** 2, d)
                                                                    - _mean(sigmoid, d) ** 2)),
                "For q you use the variance of the activations. A sigmoid's outputs are not centred at 0, and their "
                "mean counts: take the mean square."),
        Mistake("square-of-mean",
                _factor(_right_end, q_next=lambda s_w, d: s_w**2 * _mean(sigmoid, d) ** 2),
                "For q you square the mean. Square first, then take the mean."),
        Mistake("square-of-mean", _factor(lambda s_w, d: s_w * _mean(sigmoid_grad, d),
                                          q_next=lambda s_w, d: s_w**2 * _mean(sigmoid, d) ** 2),
                "You square the means, both times. Square first, then take the mean."),
        Mistake("mean-for-square", _factor(_right_end, q_next=lambda s_w, d: s_w**2 * _mean(sigmoid, d)),
                "For q you average the activations. Average their squares."),
        Mistake("weights-in-place-of-q", lambda s_w: _right_end(s_w, s_w),
                "You spread z as if the activations had a mean square of 1. Their mean square is step 1's business."),
        Mistake("activations-in-place-of-q", _factor(lambda s_w, d: _right_end(s_w, d / s_w)),
                "In the last step z has the mean square of the activations. It must have q: the weights belong to it."),
        Mistake("weights-once-in-q", _factor(_right_end, q_next=lambda s_w, d: s_w * _mean(lambda z: sigmoid(z)**2, d)),
                "In the step for q the weights count squared: q is a mean square."),
        Mistake("weights-not-in-q", _factor(_right_end, q_next=lambda s_w, d: _mean(lambda z: sigmoid(z) ** 2, d)),
                "In the step for q the weights are missing."),
        Mistake("slopes-in-q", _factor(_right_end, q_next=lambda s_w, d: s_w**2 * _slope_square(d)),
                "Forwards it is the activations that travel: q has the sigmoid in it, not its slope."),
        Mistake("q-as-deviation", _factor(_right_end, root=lambda q: q),
                "q is a variance, and you use it as a standard deviation: z is the root of q times a standard normal "
                "number."),
        Mistake("weights-not-normalised",
                _factor(lambda s_w, d: s_w * np.sqrt(_slope_square(d) * np.sqrt(2 * np.pi)), q_next=lambda s_w, d:
                        s_w**2 * _mean(lambda z: sigmoid(z) ** 2, d) * np.sqrt(2 * np.pi)),
                "Your weights add up to 2.5066, the root of 2 pi. A mean needs weights that add up to 1."),
        Mistake("other-hermite",
                _factor(lambda s_w, d: _right_end(s_w, d / np.sqrt(2)),
                        q_next=lambda s_w, d: s_w**2 * _mean(lambda z: sigmoid(z) ** 2, d / np.sqrt(2))),
                "Your normal numbers have variance 1/2: hermgauss is made for exp(-x^2). Take hermegauss, for "
                "exp(-x^2 / 2)."),
        Mistake("tanh", _factor(lambda s_w, d: s_w * np.sqrt(_mean(lambda z: tanh_grad(z) ** 2, d)),
                                q_next=lambda s_w, d: s_w**2 * _mean(lambda z: np.tanh(z) ** 2, d)),
                "This is the factor for tanh. The exercise asks for the sigmoid's."),
        Mistake("q", _factor(lambda s_w, d: d**2),
                "This is q, the mean square of z. One step is missing: from q to the factor."),
        Mistake("slope-at-the-deviation", _factor(lambda s_w, d: s_w * sigmoid_grad(d)),
                "You take the slope at one place, z = root of q. Take the mean over all z."),
        Mistake("weights-once-more", _factor(lambda s_w, d: _right_end(s_w, s_w * d)),
                "In the last step s_w has gone into the spread of z once more. It is in q already."),
        Mistake("q-for-weights", _factor(lambda s_w, d: _right_end(d, d)),
                "Under the root you multiply by q. It is the weights that the gradient passes through: s_w squared."),
    ),
)  # fmt: skip


# --- 5.7 ---------------------------------------------------------------------------------------------------


def _last_nonzero(dtype, f=0.25):
    number, layers = dtype(1) * dtype(f), 0
    while number > 0:
        number, layers = number * dtype(f), layers + 1
    return layers


def _above(limit):
    """Return an answer to underflow_depth that asks when f^L falls below `limit`, an entry of np.finfo."""
    return lambda dtype, f=0.25: int(np.floor(np.log2(float(getattr(np.finfo(dtype), limit))) / np.log2(f)))


def _by_powers(power):
    """Return an answer to underflow_depth that counts the powers of f that are not 0, each rounded once."""
    return lambda dtype, f=0.25: next(n for n in range(2000) if power(dtype, f, n + 1) == 0)


underflow_depth = Exercise(
    "underflow_depth",
    lambda dtype, f=0.25: _last_nonzero(dtype, f),
    (
        Part("a quarter for each layer", ((np.float16,), (np.float32,), (np.float64,)),
             "Multiply in the given type, and count as long as the product is not 0."),
        Part("another factor", ((np.float16, 0.5), (np.float32, 0.125), (np.float64, 2.0**-20)),
             "The second argument is the factor.", 0.5),
        Part("products that are rounded",
             ((np.float16, 0.29), (np.float32, 0.29), (np.float16, 0.1), (np.float32, 0.2)),
             "Each product is rounded to the type, before the next one is taken.", 0.5),
    ),
    (
        Mistake("first-zero", lambda dtype, f=0.25: _last_nonzero(dtype, f) + 1,
                "One too many: at this depth the product is 0. The last depth where it is not was asked for."),
        Mistake("one-short", lambda dtype, f=0.25: _last_nonzero(dtype, f) - 1,
                "One too few: one more layer, and the product is still not 0."),
        Mistake("normal-numbers-only", _above("tiny"),
                "This stops at the smallest NORMAL number. Below it floats go on, with fewer digits, before they "
                "reach 0."),
        *(Mistake("normal-numbers-only", lambda dtype, f=0.25, log=log: int(log(np.finfo(dtype).tiny) / np.log(f)),
                  "This stops at the smallest NORMAL number. Below it floats go on, with fewer digits, before they "
                  "reach 0.") for log in (np.log, lambda tiny: np.log(float(tiny)))),
        *(Mistake("not-rounded-each-time", answer,
                  "On paper, yes. But in the type every single product is rounded, and near the end of its range the "
                  "roundings add up: multiply step by step.")
          for answer in (_above("smallest_subnormal"), _by_powers(lambda dtype, f, n: dtype(f**n)),
                         _by_powers(lambda dtype, f, n: dtype(f) ** n))),
        Mistake("eps", _above("eps"),
                "eps is the distance from 1 to the next number. How small a number may be is another matter."),
        Mistake("type-ignored", lambda dtype, f=0.25: _last_nonzero(np.float64, f),
                "This is the depth in float64, whatever the type. Keep the product, and the factor, in dtype."),
        Mistake("type-ignored", lambda dtype, f=0.25: _last_nonzero(np.float32, f),
                "This is the depth in float32, whatever the type. Keep the product, and the factor, in dtype."),
        Mistake("factor-ignored", lambda dtype, f=0.25: _last_nonzero(dtype),
                "The factor f plays no part in your answer."),
        Mistake("product", lambda dtype, f=0.25: float(dtype(f)) ** _last_nonzero(dtype, f),
                "This is the last product itself. Return how many layers it took."),
        Mistake("largest", lambda dtype, f=0.25: int(-np.log2(float(np.finfo(dtype).max)) / np.log2(f)),
                "finfo's max is the largest number. A vanishing gradient meets the other end."),
        Mistake("bits", lambda dtype, f=0.25: np.finfo(dtype).bits,
                "These are the bits of the type. How often can you multiply before 0 comes?"),
        Mistake("smallest-number", lambda dtype, f=0.25: float(np.finfo(dtype).smallest_subnormal),
                "This is the smallest number of the type. How many layers does it take to get there?"),
        Mistake("type-ignored", lambda dtype, f=0.25: _last_nonzero(np.float64, f) + 1,
                "This is the depth of Python's own floats, whatever the type, and one too many: there the product is "
                "0. Keep the product, and the factor, in dtype."),
    ),
)  # fmt: skip


# --- 5.8 ---------------------------------------------------------------------------------------------------


def _share(saturated):
    """Return an answer to fraction_saturated: the share of entries for which `saturated`(z, threshold)."""
    return lambda z, threshold=0.01: np.mean(saturated(np.asarray(z), threshold))


def _flat(z, threshold):
    return sigmoid_grad(z) < threshold


_MANY = np.array([[-7.0, -4.59, -4.0, -2.1], [0.0, 0.03, 3.0, 4.59], [4.7, 5.5, 6.0, 12.0]])

fraction_saturated = Exercise(
    "fraction_saturated",
    lambda z, threshold=0.01: _share(_flat)(z, threshold),
    (
        Part("the usual threshold", ((_MANY,), (np.array([0.5, -5.0, 1.0, -1.0, 2.0]),)),
             "Where is the slope of the sigmoid below 0.01? Then count, and divide by how many there are."),
        Part("other thresholds", ((_MANY, 0.1), (_MANY, 1e-3), (np.array([-20.0, 40.0, 30.0]), 1e-12),
                                  (np.array([0.0, 3.0, -1.0, 0.0]), 0.25)),
             "The threshold is the second argument, and it is a threshold for the slope: below it means less."),
        Part("far out", ((np.array([-1000.0, 0.0, 1000.0, -0.5, 1.0]),),),
             "At -1000 the textbook formula takes exp(1000). activations.sigmoid_grad does not."),
    ),
    (
        Mistake("overflow", _share(lambda z, t: (s := 1 / (1 + np.exp(-z))) * (1 - s) < t),
                "The share is right, but exp(1000) overflows on the way. The course's functions avoid it."),
        Mistake("right-side-only", _share(lambda z, t: _flat(z, t) & (z > 0)),
                "You count the units that are stuck near 1. Those stuck near 0 are as flat."),
        Mistake("left-side-only", _share(lambda z, t: _flat(z, t) & (z < 0)),
                "You count the units that are stuck near 0. Those stuck near 1 are as flat."),
        Mistake("height-for-slope", _share(lambda z, t: sigmoid(-np.abs(z)) < t),
                "You ask how near the OUTPUT is to 0 or 1. The threshold is for the slope, which is a little less."),
        Mistake("output-small", _share(lambda z, t: sigmoid(z) < t),
                "You compare the output with the threshold. A unit is saturated where its SLOPE is small, on both "
                "sides."),
        Mistake("output-large", _share(lambda z, t: sigmoid(z) > 1 - t),
                "You ask for outputs near 1. A unit is saturated where its SLOPE is small, on both sides."),
        Mistake("M8-slope-of-the-output", _share(lambda z, t: sigmoid_grad(sigmoid(z)) < t),
                "The slope is taken at the output, which is never far out. sigmoid_grad wants z."),
        Mistake("M8-formula-of-z", _share(lambda z, t: z * (1 - z) < t),
                "z (1 - z) is no slope: that formula wants the output s, not z."),
        Mistake("input-small", _share(lambda z, t: np.abs(z) < t),
                "You compare z itself with the threshold. Small z are where the sigmoid is steepest."),
        Mistake("tanh", _share(lambda z, t: tanh_grad(z) < t), "This is the slope of tanh. These are sigmoids."),
        Mistake("count", lambda z, threshold=0.01: np.sum(_flat(z, threshold)),
                "This is a count. The share is the count divided by how many entries there are."),
        Mistake("percent", lambda z, threshold=0.01: 100 * np.mean(_flat(z, threshold)),
                "These are per cent. A share runs from 0 to 1."),
        Mistake("others", _share(lambda z, t: ~_flat(z, t)),
                "This is the share of the units that are NOT saturated."),
        Mistake("threshold-ignored", _share(lambda z, t: _flat(z, 0.01)),
                "The threshold plays no part in your answer: it is always 0.01."),
        Mistake("by-rows", lambda z, threshold=0.01: np.sum(_flat(z, threshold)) / len(z),
                "You divide by the number of rows. Divide by the number of all entries."),
        *(Mistake("by-unit", lambda z, threshold=0.01, axis=axis: np.mean(_flat(z, threshold), axis=axis),
                  "You average along one axis. The share is one number, over all entries.") for axis in (0, -1)),
        Mistake("mask", lambda z, threshold=0.01: _flat(z, threshold),
                "This says of each entry whether it is saturated. Return their share, one number."),
        Mistake("mean-slope", lambda z, threshold=0.01: np.mean(sigmoid_grad(z)) < threshold,
                "You average first and compare then. Compare each entry, then average."),
        Mistake("equal-too", _share(lambda z, t: sigmoid_grad(z) <= t),
                "A slope that EQUALS the threshold counts as saturated here. Below means less."),
        *(Mistake("z-for-slope", _share(lambda z, t, most=most: np.abs(z) > most),
                  "You compare z with a number of your own. The threshold is for the slope.")
          for most in (4.6, 5, 6, 10)),
        Mistake("mean-of-small-slopes", lambda z, threshold=0.01: np.mean(sigmoid_grad(z)[_flat(z, threshold)]),
                "This is the mean of the small slopes. Asked is how many of all the entries have one."),
        Mistake("nan-far-out", _share(lambda z, t: np.exp(-z) / (1 + np.exp(-z)) ** 2 < t),
                "Right where z is moderate. But exp(1000) is too large for a float, and infinity divided by infinity "
                "is nan, which is not below anything. The course's functions avoid it."),
    ),
)  # fmt: skip


# --- 5.11 --------------------------------------------------------------------------------------------------


def _early_stop(history, patience, better=lambda new, old: new < old):
    best = 0
    for k, loss in enumerate(history):
        if better(loss, history[best]):
            best = k
        if k - best >= patience:
            return k, best
    return len(history) - 1, best


def _counting(wait_next):
    """Return an answer to early_stop that counts what it calls bad epochs: wait_next(wait, k, history)."""

    def answer(history, patience):
        wait, stop = 0, len(history) - 1
        for k in range(1, len(history)):
            wait = wait_next(wait, k, history)
            if wait >= patience:
                stop = k
                break
        return stop, int(np.argmin(history[: stop + 1]))

    return answer


def _stopping(enough):
    """Return an answer to early_stop that ends at the first epoch k where enough(k, patience, history)."""

    def answer(history, patience):
        stop = next((k for k in range(len(history)) if enough(k, patience, history)), len(history) - 1)
        return stop, int(np.argmin(history[: stop + 1]))

    return answer


def _from_the_lowest(history, patience):
    best = int(np.argmin(history))
    return min(best + patience, len(history) - 1), best


def _from_wait(too_many):
    """Return an answer to early_stop whose count of bad epochs begins with epoch 0."""

    def answer(history, patience):
        lowest, best, wait = history[0], 0, 0
        for k, loss in enumerate(history):
            lowest, best, wait = (loss, k, 0) if loss < lowest else (lowest, best, wait + 1)
            if wait >= patience + too_many:
                break
        return k, best

    return answer


def _changed(change):
    """Return an answer to early_stop that changes the right pair: change(stop, best, history)."""
    return lambda history, patience: change(*_early_stop(history, patience), history)


def _against_the_first(history, patience):
    best = 0
    for k, loss in enumerate(history):
        best = k if loss < history[0] else best
        if k - best >= patience:
            break
    return k, best


_NOISY = np.array([2.3, 1.9, 1.5, 1.6, 1.4, 1.7, 1.5, 1.8, 1.9, 1.2, 1.1, 1.0])
_LATE_DIP = np.array([3.0, 2.0, 2.5, 2.6, 1.0, 1.5, 1.6, 1.7, 1.8, 1.9])
_HISTORIES = ((_NOISY, 3), (_NOISY, 1), (np.array([1.0, 1.2, 0.9, 1.1, 1.05, 1.0, 0.95, 0.92, 0.5, 0.4]), 4),
              (_LATE_DIP, 2))  # fmt: skip
_SAWTOOTH = np.array([5.0, 5.5, 4.0, 4.5, 3.0, 3.5, 2.0, 2.5])
_SLOW = np.array([1.0, 1 - 1e-9, 1 - 2e-9, 1 - 3e-9, 1 - 4e-9, 2.0, 3.0, 4.0])
_FLAT_START = np.concatenate([np.full(10, 2.303), np.linspace(2.2, 0.2, 6)])

early_stop = Exercise(
    "early_stop",
    lambda history, patience: _early_stop(history, patience),
    (
        Part("where it stops", _HISTORIES,
             "How many epochs ago was the lowest loss so far? Stop when that number reaches the patience.",
             view=lambda pair: in_a_row(pair)[0]),
        Part("the best epoch up to there", _HISTORIES,
             "Which epoch had the lowest loss, of those that were trained?", view=lambda pair: in_a_row(pair)[-1]),
        Part("a plateau, and a slow descent",
             ((_FLAT_START, 7), (np.array([3.0, 2.0, 2.0, 2.0, 2.0, 1.0]), 2), (_SLOW, 2)),
             "An equal loss is no improvement: it must be lower, however little.", view=in_a_row),
        Part("patience enough", ((_FLAT_START, 12), (_SAWTOOTH, 2), (_NOISY, 6)),
             "Where the patience is never used up, training ends with the last epoch of the history.", view=in_a_row),
    ),
    (
        Mistake("future", _changed(lambda stop, best, history: (stop, int(np.argmin(history)))),
                "Your best epoch may lie after the stop. Nobody has trained that far: look only at what came before."),
        Mistake("whole-history", _from_the_lowest,
                "You look for the lowest loss of the whole history, and count from there. Training does not know the "
                "epochs to come: go through them one by one."),
        Mistake("first-rise", _stopping(lambda k, patience, h: k > 0 and h[k] > h[k - 1]),
                "You stop at the first rise. The patience says how long to wait for a new lowest loss."),
        *(Mistake("epoch-0-counted", _from_wait(too_many),
                  "You count epoch 0 as one without improvement" + also + ". Epoch 0 counts as an improvement: the "
                  "waiting begins at 0 there.") for too_many, also in ((0, ""), (1, ", and stop one too late"))),
        Mistake("last-of-equals", _changed(
                    lambda stop, best, history: (stop, int(np.flatnonzero(history[: stop + 1] == history[best])[-1]))),
                "Where several losses are equally low you return the last of them. The first was asked for."),
        Mistake("rises-in-a-row", _counting(lambda wait, k, h: 0 if h[k] < h[k - 1] else wait + 1),
                "You compare each epoch with the one before. Compare with the lowest loss so far: going up and down "
                "again is no progress."),
        Mistake("rises-only", _counting(lambda wait, k, h: wait + 1 if h[k] > h[k - 1] else 0),
                "You count rises from one epoch to the next. Count the epochs since the lowest loss so far."),
        Mistake("not-reset", _counting(lambda wait, k, h: wait + (h[k] >= h[:k].min())),
                "Your counter is never set back. A new lowest loss starts the count anew."),
        Mistake("M27-ties", partial(_early_stop, better=lambda new, old: new <= old),
                "You take an equal loss for an improvement, so a plateau of equal losses would never end. It must be "
                "LOWER."),
        Mistake("one-late", lambda history, patience: _early_stop(history, patience + 1),
                "You stop one epoch late: with patience 1, the first epoch without a new lowest loss is the last."),
        Mistake("one-early", lambda history, patience: _early_stop(history, max(patience - 1, 0)),
                "You stop one epoch early: that many epochs without a new lowest loss are still allowed."),
        Mistake("compared-with-then", _stopping(lambda k, patience, h: k >= patience and h[k] >= h[k - patience]),
                "You compare with the loss of so many epochs ago. Ask instead how many epochs ago the lowest was."),
        Mistake("never", _stopping(lambda k, patience, h: False),
                "You never stop. Where is the patience compared with something?"),
        Mistake("accuracy", partial(_early_stop, better=lambda new, old: new > old),
                "You look for the highest value. The history holds losses: lower is better."),
        Mistake("swapped", _changed(lambda stop, best, history: (best, stop)),
                "The epoch of the stop comes first, then the best epoch."),
        Mistake("one-of-two", _changed(lambda stop, best, history: stop),
                "Return two numbers: the epoch of the stop, and the best epoch."),
        Mistake("one-of-two", _changed(lambda stop, best, history: best),
                "Return two numbers: the epoch of the stop, and the best epoch."),
        Mistake("loss-for-epoch", _changed(lambda stop, best, history: (stop, history[best])),
                "You return the lowest loss. The epoch where it was reached is asked for."),
        Mistake("counted-from-one", _changed(lambda stop, best, history: (stop + 1, best + 1)),
                "You count from 1. history[0] is epoch 0."),
        Mistake("length", _changed(lambda stop, best, history: (stop + (stop == len(history) - 1), best)),
                "Where training never stops early, its last epoch is len(history) - 1: counting begins with 0."),
        Mistake("last-for-best", _changed(lambda stop, best, history: (stop, stop)),
                "Your best epoch is the last one. The lowest loss came earlier."),
        Mistake("stop-minus-patience", lambda history, patience: (
                    (stop := _early_stop(history, patience)[0]), stop - patience),
                "The best epoch lies `patience` epochs back only if training was stopped. Remember where the lowest "
                "loss was."),
        *(Mistake("min-delta", partial(_early_stop, better=lambda new, old, least=least: new < old - least),
                  "You ask for more than a lower loss: only a drop of some size counts as an improvement here.")
          for least in (0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6, 1e-8)),
        Mistake("started-at-0", lambda history, patience: (min(patience, len(history) - 1), 0),
                "No epoch ever counts as an improvement. With which loss does the lowest so far begin?"),
        Mistake("lowest-not-renewed", _against_the_first,
                "You compare with the loss at the start. After an improvement the lowest loss so far is a new one."),
        Mistake("beyond-the-end", lambda history, patience: (
                    (best := _early_stop(history, patience)[1]) + patience, best),
                "Where the patience is never used up, you stop after the end of the history: there is no such epoch."),
        Mistake("loss-for-epoch", _changed(lambda stop, best, history: (history[stop], history[best])),
                "You return losses. The epochs are asked for."),
    ),
)  # fmt: skip
