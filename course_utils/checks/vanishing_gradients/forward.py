"""Exercise 5.3: forward."""

from functools import partial

import numpy as np

from course_utils import networks
from course_utils.activations import log_sigmoid, sigmoid, sigmoid_grad, softplus
from course_utils.checks.engine.arrays import in_a_row, shapes
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.checks.vanishing_gradients._shared import NETS, NINE, named, softmax, some_forward


def _pre_activations(Ws, bs, X):
    return [h @ W + b for h, W, b in zip([X, *some_forward(Ws, bs, X)], Ws, bs)]


def _late_bias(Ws, bs, X):
    layers = []
    for l, (W, b) in enumerate(zip(Ws, bs)):
        X = (sigmoid(X @ W) if l < len(Ws) - 1 else X @ W) + b
        layers.append(X)
    return layers


def _z_passed_on(Ws, bs, X):
    """Return the sigmoids of a net whose layers pass z on."""
    *zs, logits = some_forward(Ws, bs, X, f=lambda z: z)
    return [*map(sigmoid, zs), logits]


def _residual(Ws, bs, X):
    layers = []
    for l, (W, b) in enumerate(zip(Ws, bs)):
        h = sigmoid(X @ W + b) if l < len(Ws) - 1 else X @ W + b
        X = h + X if layers and l < len(Ws) - 1 and h.shape == X.shape else h
        layers.append(X)
    return layers


def _made(change, answer=some_forward):
    """Return an answer that makes something else of a list of layers."""
    return lambda Ws, bs, X: change(answer(Ws, bs, X))


def _from(change):
    """Return an answer that goes right through another net, or other data: change(Ws, bs, X)."""
    return lambda Ws, bs, X: some_forward(*change(Ws, bs, X))


def _shapes_of_layers(layers):
    """View the shapes of the layers' arrays, which may be written out as nested lists."""
    return shapes([_one_array(layer) for layer in layers] if isinstance(layers, list | tuple) else layers)


def _one_array(layer):
    """Return the layer as an array; an empty one where it is several layers."""
    try:
        return np.asarray(layer, dtype=float)
    except ValueError:
        return np.empty(0)


_ENDS = (some_forward, partial(some_forward, last=sigmoid), partial(some_forward, last=softmax))
_HIDDEN = (  # what a hidden layer may have in place of the sigmoid, by what is seen
    ("M28-no-sigmoid", "missing part", "Your hidden layers hold h @ W + b, and pass it on. What comes after it? "
     "Without it all the layers together do no more than a single one.", lambda z: z),
    ("tanh", "another function", "Your hidden layers hold the tanh of h @ W + b. Which function is asked for?",
     np.tanh),
    ("relu", "another function", "Your hidden layers hold h @ W + b, or 0 where that is negative: relu. Which function "
     "is asked for?", lambda z: np.maximum(z, 0)),
    ("slope-passed-on", "another function", "Your hidden layers hold the sigmoid's slope. When is that wanted, on the "
     "way forward or back?", sigmoid_grad),
    ("M2-mirrored", "sign", "Where a sigmoid s is asked for, your hidden layers hold 1 - s. Is it the sign in the "
     "exponent?", lambda z: sigmoid(-z)),
    ("softmax-inside", "another function", "In each row of your hidden layers the numbers add up to 1: a softmax. Each "
     "hidden unit stands for itself. Which function is asked for?", softmax),
    ("sigmoid-twice", "order of steps", "Your hidden layers have been through two sigmoids.",
     lambda z: sigmoid(sigmoid(z))),
    ("another-activation", "another function", "Your hidden layers hold another function of h @ W + b, such as "
     "softplus, log sigmoid, or a sigmoid of twice or half of it.", log_sigmoid, softplus, lambda z: sigmoid(2 * z),
     lambda z: sigmoid(z / 2), np.arctan, lambda z: z * sigmoid(z), lambda z: sigmoid(-np.abs(z))),
    ("normalised", "missing part", "In each hidden layer z is centred or scaled first, by the rows at hand. It goes in "
     "as it is.", lambda z: sigmoid(z - z.mean(axis=0)),
     lambda z: sigmoid((z - z.mean(axis=0)) / np.sqrt(z.var(axis=0) + 1e-5))),
    ("M1-precedence", "brackets", "Your hidden layers hold 1 + exp(-z), or exp(-z) or exp(z), where the sigmoid of z "
     "is asked for. Where do its brackets stand?", lambda z: 1 / 1 + np.exp(-z), np.exp),
    ("steps", "another function", "Your hidden layers hold 0 and 1, or straight lines between them. Which function is "
     "asked for?", lambda z: np.where(z > 0, 1.0, 0.0), lambda z: np.clip(0.2 * z + 0.5, 0, 1)),
)  # fmt: skip
_AFFINE = (
    ("bias-forgotten", "missing part", "These are the numbers of a net without biases.", lambda h, W, b: h @ W),
    ("bias-sign", "sign", "These are the numbers of a net with the opposite biases. Are they added or taken off?",
     lambda h, W, b: h @ W - b),
    ("bias-twice", "missing part", "Each bias counts twice.", lambda h, W, b: h @ W + 2 * b),
    ("bias-summed", "axis", "In each layer every unit has the same bias here, the sum or the mean of all. Which bias "
     "belongs to which unit?", lambda h, W, b: h @ W + b.sum(), lambda h, W, b: h @ W + b.mean()),
    ("bias-times-rows", "mean or sum", "Each bias counts as often as there are rows. How often should it?",
     lambda h, W, b: h @ W + b * len(h)),
    ("transposed", "axis", "These numbers come about where the weights are turned round. How do the shapes (rows, "
     "inputs) and (inputs, outputs) meet?", lambda h, W, b: h @ W.T + b),
)  # fmt: skip


exercise = Exercise(
    "forward",
    lambda Ws, bs, X: some_forward(Ws, bs, X),
    (
        Part("as many arrays as layers, in their shapes", NETS,
             "How many arrays should there be for this net? And what is the shape of each: how many rows, how many "
             "units?", view=_shapes_of_layers, shows="the shapes of the arrays, a row for each",
             more="Begin with an empty list, and append one array in each turn of the loop. X comes from outside and "
             "is nobody's output; what the last layer gives stands at the end of the same list."),
        Part("the hidden layers", NETS,
             "What does a layer do with what it gets, in which order? And what does the next layer get?",
             view=lambda layers: in_a_row(list(layers)[:-1]), **NINE, shows="the hidden layers' outputs, in a row",
             more="Let one name, h, hold what travels. In each turn it goes through the weights, the bias and the "
             "sigmoid, and the new h is what you append."),
        Part("the logits", NETS, "Which step of the hidden layers does the last layer leave out?",
             view=lambda layers: in_a_row(list(layers)[-1:]), **NINE, shows="the logits, in a row",
             more="A net of a single layer has no hidden ones, and gives its logits only. Does your loop know which "
             "turn is its last?"),
    ),
    (
        *named("M33-sigmoid-at-the-end", "missing part", "The last layer's outputs have been through a sigmoid. Logits "
               "are asked for: what stands before it?", _ENDS[1]),
        *named("softmax-at-the-end", "missing part", "The last layer's outputs are probabilities, or their logarithms. "
               "Logits are asked for: the loss does the rest.", _ENDS[2],
               partial(some_forward, last=lambda z: np.log(softmax(z)))),
        *named("labels", "another function", "The last layer gives the number of the largest logit. The logits "
               "themselves are asked for.", partial(some_forward, last=lambda z: z.argmax(axis=1)),
               lambda Ws, bs, X: some_forward(Ws, bs, X)[-1].argmax(axis=1)),
        *named("logits-shifted", "missing part", "In each row a number is off the logits, as softmax wants it.",
               partial(some_forward, last=lambda z: z - z.max(axis=1, keepdims=True))),
        *named("layers-missing", "off by one", "The first layers are missing in the list, or the later ones.",
               _made(lambda layers: layers[1:]), _made(lambda layers: layers[-2:]), _made(lambda layers: layers[:1])),
        *(mistake for what in (*_HIDDEN[:7], *_AFFINE[:3]) for mistake in named(*what[:3], *(
            partial(some_forward, last=last,
               **{"f" if what in _HIDDEN else "affine": what[3]}) for last in (sigmoid, softmax)))),
        *(mistake for what in _HIDDEN
          for mistake in named(*what[:3], *(partial(some_forward, f=f) for f in what[3:]))),
        *named("M28-no-sigmoid", "missing part", "The first hidden layer holds h @ W + b, and passes it on. What comes "
               "after it, in every hidden layer?", lambda Ws, bs, X: [
            X := X @ Ws[0] + bs[0], *some_forward(Ws[1:], bs[1:], X)][: len(Ws)]),
        *(mistake for what in _AFFINE
          for mistake in named(*what[:3], *(partial(some_forward, affine=affine) for affine in what[3:]))),
        *named("clipped", "guard", "Right in the middle of the sigmoid. Where z is large the hidden layers stand "
               "still: is z, or the output, cut off?",
               *(partial(some_forward, f=lambda z, far=far: sigmoid(np.clip(z, -far, far)))
                                               for far in (3, 4, 5, 6, 8, 10)),
               *(partial(some_forward, f=lambda z, least=least: np.clip(sigmoid(z), least, 1 - least))
                 for least in 10.0 ** -np.arange(1, 7))),
        *named("pre-activations", "order of steps", "Each layer gets the right input, but the list holds h @ W + b of "
               "the hidden layers. What do they pass on?", _pre_activations),
        *named("z-passed-on", "order of steps", "The first hidden layer is right. From there on the numbers come about "
               "where z, not the output, goes into the next layer.", _z_passed_on),
        *named("bias-after-the-sigmoid", "brackets", "In the hidden layers the bias is added after the sigmoid. Where "
               "does it belong?", _late_bias),
        *named("bias-first", "brackets", "In some layers the bias is added to h, before the weights. Where does it "
               "belong?", partial(some_forward, affine=lambda h, W, b: (
                   (h + b) @ W if h.shape[1] == b.size else h @ W + b))),
        *named("biases-of-one-end", "missing part", "Some of the biases are missing: the last layer's, or all the "
               "others.", _from(lambda Ws, bs, X: (Ws, [*bs[:-1], 0.0], X)),
               _from(lambda Ws, bs, X: (Ws, [*(0 * b for b in bs[:-1]), bs[-1]], X))),
        *named("input-included", "off by one", "Your list begins with X. The layers' outputs alone are asked for.",
               *(lambda Ws, bs, X, end=end: [X, *end(Ws, bs, X)] for end in _ENDS)),
        *named("logits-only", "shape", "This is the last layer alone. What every layer gives is asked for, in a list.",
               *(_made(lambda layers: layers[-1], end) for end in _ENDS), _made(lambda layers: layers[-1:])),
        *named("hidden-only", "off by one", "The logits are missing at the end of the list.",
               _made(lambda layers: layers[:-1]), _made(lambda layers: [*layers[:-1], *layers[-2:-1]]),
               lambda Ws, bs, X: [*(hidden := some_forward(Ws, bs, X)[:-1]), (hidden or [X])[-1]]),
        *named("both-in-pairs", "shape", "There are more arrays here than layers. One for each is asked for: what the "
               "layer passes on.",
               lambda Ws, bs, X: list(zip(_pre_activations(Ws, bs, X), _ENDS[1](Ws, bs, X))),
               lambda Ws, bs, X: (_pre_activations(Ws, bs, X), some_forward(Ws, bs, X)),
               lambda Ws, bs, X: (_pre_activations(Ws, bs, X), _ENDS[1](Ws, bs, X)),
               *(lambda Ws, bs, X, end=end: [a for two in zip(_pre_activations(Ws, bs, X), end(Ws, bs, X)) for a in two]
                 for end in _ENDS[:2])),
        *named("one-table", "shape", "All the layers stand in one array here. Return a list of arrays, one for each "
               "layer.", _made(lambda layers: np.concatenate(layers, axis=1)), _made(in_a_row)),
        *named("hidden-and-logits", "shape", "Two things come back, a list of hidden layers and the logits. One list "
               "is asked for, with the logits at its end.", _made(lambda layers: (layers[:-1], layers[-1]))),
        *named("z-of-the-layer-before", "off by one", "At the end of your list stands the z of the last hidden layer. "
               "Whose turn comes after the loop?", lambda Ws, bs, X: [
                   *some_forward(Ws, bs, X)[:-1], _pre_activations(Ws, bs, X)[max(len(Ws) - 2, 0)]]),
        *named("one-sigmoid-short", "off by one", "The last hidden layer holds its z here. Does the loop take one "
               "layer too many for the last?", lambda Ws, bs, X: [
                   *some_forward(Ws, bs, X)[:-2], *_pre_activations(Ws, bs, X)[-2:]], lambda Ws, bs, X: [
                   *(layers := some_forward(Ws[:-1], bs[:-1], X)), (layers[-1:] or [X])[0] @ Ws[-1] + bs[-1]]),
        *named("layers-left-out", "off by one", "These are the numbers of a net of two layers, or of its first and "
               "last layer alone. A net may have any number.",
               lambda Ws, bs, X: some_forward(Ws[:2], bs[:2], X),
               lambda Ws, bs, X: [h := sigmoid(X @ Ws[0] + bs[0]), h @ Ws[-1] + bs[-1]],
               lambda Ws, bs, X: [h := sigmoid(X @ Ws[0] + bs[0]), h @ Ws[1] + bs[1]]),
        *named("last-first", "argument order", "Your list runs from the last layer to the first.",
               _made(lambda layers: layers[::-1])),
        *named("layers-transposed", "axis", "Each array is turned round: units in rows. How do the data come?",
               _made(lambda layers: [layer.T for layer in layers])),
        *named("rows-lost", "axis", "One row for each layer is left, the first or the mean. How many rows have the "
               "data?", _made(lambda layers: [layer[0] for layer in layers]),
               _made(lambda layers: [layer.mean(axis=0) for layer in layers])),
        *named("X-everywhere", "order of steps", "These numbers come about where X goes into every layer. What does "
               "the second one get?", lambda Ws, bs, X: [*(sigmoid(X @ W + b) for W, b in zip(Ws[:-1], bs)),
                                                     X @ Ws[-1] + bs[-1]]),
        *named("data-changed", "missing part", "These are the numbers of other data: X has been centred, scaled or "
               "sent through a sigmoid. It goes in as it is.", _from(lambda Ws, bs, X: (Ws, bs, sigmoid(X))),
               _from(lambda Ws, bs, X: (Ws, bs, X - X.mean(axis=0))),
               _from(lambda Ws, bs, X: (Ws, bs, (X - X.mean(axis=0)) / np.where(X.std(axis=0), X.std(axis=0), 1)))),
        *named("residual", "missing part", "In some hidden layers the input has been added to the output. Only in a "
               "residual net is it.", _residual),
        *named("slopes", "another function", "The list holds the sigmoid's slope where a hidden layer's output is "
               "asked for. When is the slope wanted?",
               lambda Ws, bs, X: [*map(sigmoid_grad, (z := _pre_activations(Ws, bs, X))[:-1]), z[-1]]),
        *named("logits-twice", "off by one", "The last layer is there twice. One array for each layer is asked for.",
               *(lambda Ws, bs, X, end=end: [*end(Ws, bs, X), some_forward(Ws, bs, X)[-1]] for end in _ENDS)),
        *named("last-through-two", "order of steps", "The arrays in the list have been through one sigmoid too many.",
               _made(lambda layers: [*map(sigmoid, layers)]),
               _made(lambda layers: [*map(sigmoid, layers[:-1]), layers[-1]])),
    ),
    without=(networks.forward, networks.layer_forward),
    section="5.3",
)  # fmt: skip
