"""Exercise 5.3: forward."""

from functools import partial

import numpy as np

from course_utils.activations import sigmoid, sigmoid_grad
from course_utils.checks.engine.arrays import in_a_row, shapes
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.checks.vanishing_gradients._shared import NETS, NINE, softmax, some_forward


def _late_bias(Ws, bs, X):
    layers = []
    for l, (W, b) in enumerate(zip(Ws, bs)):
        X = (sigmoid(X @ W) if l < len(Ws) - 1 else X @ W) + b
        layers.append(X)
    return layers


def _pre_activations(Ws, bs, X):
    return [h @ W + b for h, W, b in zip([X, *some_forward(Ws, bs, X)], Ws, bs)]


def _shapes_of_layers(layers):
    """View the shapes of the layers' arrays, which may be written out as nested lists."""
    return shapes([_one_array(layer) for layer in layers] if isinstance(layers, list | tuple) else layers)


def _one_array(layer):
    """Return the layer as an array; an empty one where it is several layers."""
    try:
        return np.asarray(layer, dtype=float)
    except ValueError:
        return np.empty(0)


exercise = Exercise(
    "forward",
    lambda Ws, bs, X: some_forward(Ws, bs, X),
    (
        Part("as many arrays as layers, in their shapes", NETS,
             "Compared are the shapes, one row for each array: (rows, units), layer by layer, without X.",
             view=_shapes_of_layers),
        Part("the hidden layers", NETS[:3],
             "h @ W + b, then the sigmoid; the result is what the next layer gets.",
             view=lambda layers: in_a_row(list(layers)[:-1]), **NINE),
        Part("the logits", NETS, "The last layer ends with h @ W + b.",
             view=lambda layers: in_a_row(list(layers)[-1:]), **NINE),
    ),
    (
        Mistake("M33-sigmoid-at-the-end", partial(some_forward, last=sigmoid),
                "The last layer has a sigmoid too. It should return logits: the loss does the rest.", "missing part"),
        Mistake("softmax-at-the-end", partial(some_forward, last=softmax),
                "The last layer returns probabilities. It should return logits: the loss does the rest.",
                "missing part"),
        Mistake("M28-no-sigmoid", partial(some_forward, f=lambda z: z),
                "There is no sigmoid in your hidden layers: without it the layers collapse into a single linear one.",
                "missing part"),
        Mistake("pre-activations", _pre_activations,
                "Each hidden layer is passed on rightly, but your list holds h @ W + b, before the sigmoid.",
                "order of steps"),
        Mistake("bias-forgotten", partial(some_forward, affine=lambda h, W, b: h @ W),
                "The biases are missing.", "missing part"),
        Mistake("bias-after-the-sigmoid", _late_bias,
                "In the hidden layers the bias is added after the sigmoid; it belongs inside.", "brackets"),
        *(Mistake("input-included", lambda Ws, bs, X, last=last: [X, *some_forward(Ws, bs, X, last=last)],
                  "Your list begins with X. The exercise wants the layers' outputs alone.", "off by one")
          for last in (lambda z: z, sigmoid, softmax)),
        *(Mistake("logits-only", lambda Ws, bs, X, last=last: some_forward(Ws, bs, X, last=last)[-1],
                  "This is the last layer alone. Collect what every layer gives, in a list.", "shape")
          for last in (lambda z: z, sigmoid, softmax)),
        Mistake("both-in-pairs", lambda Ws, bs, X: list(zip(_pre_activations(Ws, bs, X),
                                                            some_forward(Ws, bs, X, last=sigmoid))),
                "You return a pair for each layer. One array for each is asked for: what the layer passes on.",
                "shape"),
        Mistake("one-table", lambda Ws, bs, X: np.concatenate(some_forward(Ws, bs, X), axis=1),
                "Your layers are glued together into one table. Return a list of arrays, one for each layer. (The rows "
                "below are the shapes of arrays.)", "shape"),
        Mistake("z-of-the-layer-before", lambda Ws, bs, X: [*some_forward(Ws, bs, X)[:-1],
                                                            _pre_activations(Ws, bs, X)[max(len(Ws) - 2, 0)]],
                "At the end of your list stands the z of the last hidden layer. The last layer has its own W and b: "
                "they come into play after the loop.", "off by one"),
        Mistake("hidden-only", lambda Ws, bs, X: some_forward(Ws, bs, X)[:-1],
                "The logits are missing at the end of the list.", "off by one"),
        Mistake("last-first", lambda Ws, bs, X: some_forward(Ws, bs, X)[::-1],
                "Your list runs from the last layer to the first. Turn it round.", "argument order"),
        Mistake("transposed", partial(some_forward, affine=lambda h, W, b: h @ W.T + b),
                "You turn the weights round. Here W has shape (inputs, outputs) and the data come in rows.", "axis"),
        Mistake("X-everywhere", lambda Ws, bs, X: [*(sigmoid(X @ W + b) for W, b in zip(Ws[:-1], bs)),
                                                   X @ Ws[-1] + bs[-1]],
                "You give X to every layer. Only the first one sees X; each other sees the layer before it.",
                "order of steps"),
        Mistake("sigmoid-of-the-input", lambda Ws, bs, X: some_forward(Ws, bs, sigmoid(X)),
                "The data go through a sigmoid before the first layer. They go in as they are.", "missing part"),
        Mistake("tanh", partial(some_forward, f=np.tanh), "These are tanh units. The exercise asks for sigmoids.",
                "another function"),
        Mistake("relu", partial(some_forward, f=lambda z: np.maximum(z, 0)),
                "These are relu units. The exercise asks for sigmoids.", "another function"),
        Mistake("slopes", lambda Ws, bs, X: [*map(sigmoid_grad, (z := _pre_activations(Ws, bs, X))[:-1]), z[-1]],
                "Your hidden layers hold the sigmoid's slope. That comes on the way back.", "another function"),
        Mistake("hidden-and-logits", lambda Ws, bs, X: ((layers := some_forward(Ws, bs, X))[:-1], layers[-1]),
                "You return two things, a list of hidden layers and the logits. One list is asked for, with the logits "
                "at its end. (The rows below are the shapes of arrays.)", "shape"),
        Mistake("last-bias-forgotten", lambda Ws, bs, X: some_forward(Ws, [*bs[:-1], 0.0], X),
                "The last layer's bias is missing.", "missing part"),
        Mistake("M2-mirrored", partial(some_forward, f=lambda z: sigmoid(-z)),
                "Your sigmoid falls. Look at the sign in the exponent.", "sign"),
        Mistake("logits-twice", lambda Ws, bs, X: [*some_forward(Ws, bs, X, last=sigmoid), some_forward(Ws, bs, X)[-1]],
                "The last layer is there twice, once with a sigmoid. Only its logits belong in the list.",
                "off by one"),
        Mistake("last-through-two", lambda Ws, bs, X: [*map(sigmoid, some_forward(Ws, bs, X))],
                "Each layer's output has been through one sigmoid too many on its way into the list.",
                "order of steps"),
    ),
    section="5.3",
)
