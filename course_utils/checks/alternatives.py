"""Checks for lesson 06: activations, a net in other units, gains, dead units, batch norm, a fair comparison."""

import math

import numpy as np

from course_utils import hidden_activations as truth
from course_utils.activations import sigmoid, sigmoid_grad, softplus, tanh
from course_utils.checks.engine.arrays import Arrays, in_a_row
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.differences import numerical_grad

NAMES = ("tanh", "relu", "elu", "softplus", "silu")
_SETS = (*((name,) for name in NAMES), NAMES[1:3], NAMES)  # those that are likely to share a mistake
_INTEGERS = np.array([[-2, -1], [0, 3]])
_NINE_DIGITS = {"rtol": 1e-9, "atol": 1e-9}


def _called(*points):
    """Return a view: f and its slope at these points, one by one."""
    return _seen(lambda f: [f(z) for z in points])


def _called_with_array(functions):
    """View f and its slope at an array of integers; where one of them changes that array, what has become of it."""
    z = _INTEGERS.copy()
    values = _seen(lambda f: f(z))(functions)
    return values if np.array_equal(z, _INTEGERS) else z


def _seen(values):
    """Return a view: values(f) for each function f, or nothing at all where an error stops one."""
    def view(functions):
        with np.errstate(all="warn", under="ignore"):
            try:
                return np.array([values(f) for f in ([functions] if callable(functions) else functions)], float)
            except Exception:
                return np.empty(0)

    return view


def _but(**wrong):
    """Return an answer to activation, right but for these: name=(f, df), where None is right."""
    def answer(name):
        return tuple(own or right for own, right in zip(wrong.get(name, (None, None)), truth.ACTIVATIONS[name]))

    return answer


def _all(change):
    """Return an answer to activation that applies `change` to every right f and df."""
    return lambda name: change(*truth.ACTIVATIONS[name])


def _fails(z):
    raise ValueError


def _small_numbers(f, most):
    """Let f fail for arrays, as an if or Python's math does, and beyond `most`, where math overflows."""
    return lambda z: f(z) if np.ndim(z) == 0 and abs(z) < most else _fails(z)


def _scalar_only(names, overflows=()):
    limits = {name: 700 if name in overflows else np.inf for name in names}
    return _but(**{n: tuple(_small_numbers(f, most) for f in truth.ACTIVATIONS[n]) for n, most in limits.items()})


def _where(left, right):
    """Choose `right` where z > 0 and `left` elsewhere, after computing both everywhere."""
    return lambda z: np.where(np.greater(z, 0), right(z), left(z))


def _by_exponentials(z):
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


def _copied_dtype(f):
    return lambda z: f(z).astype(np.asarray(z).dtype)


def _relu_in_place(z):
    z[z < 0] = 0
    return z


def _difference(h, back):
    return lambda f, df: (f, lambda z: (f(z + h) - f(z - back)) / (h + back))


_ELU, _ELU_SLOPE = truth.ACTIVATIONS["elu"]
_SILU = truth.ACTIVATIONS["silu"][0]
_PIECES = {
    "tanh": "The slope of tanh can be written with the output t = tanh(z) alone.",
    "relu": "Two straight pieces: what is the slope of each? At 0 the exercise asks for 0.",
    "elu": "Differentiate one piece at a time. At 0 both have the same slope.",
    "softplus": "The chain rule: first the logarithm, then what stands inside it. Lesson 01 knows the result.",
    "silu": "A product, so the product rule: two terms.",
}

def _masked_elu(z):
    return np.greater(z, 0) * z + np.less_equal(z, 0) * np.expm1(z)


def _masked_slope(z):
    return np.greater(z, 0) + np.less_equal(z, 0) * np.exp(z)


activation = Exercise(
    "activation",
    lambda name: truth.activation(name),
    (
        *(Part(name, ((name,),), "First row: f at -2, -0.5, 0 and 1.5. Second row: df there. " + hint,
               view=_called(-2.0, -0.5, 0.0, 1.5), **_NINE_DIGITS) for name, hint in _PIECES.items()),
        Part("no warning at plus or minus 1000", tuple((name,) for name in NAMES),
             "First row: f at -1000 and 1000. Second row: df there. Which exponential overflows? np.where computes "
             "both of its columns for every z.", view=_called(-1000.0, 1000.0), **_NINE_DIGITS),
        Part("arrays of any shape, and of integers", tuple((name,) for name in NAMES),
             "First f, then df, at the integers [[-2, -1], [0, 3]]. Each must return floats in the shape of z.",
             view=_called_with_array, **_NINE_DIGITS),
    ),
    (
        Mistake("swapped", _all(lambda f, df: (df, f)),
                "The function comes first, then its slope."),
        Mistake("same-twice", _all(lambda f, df: (f, f)),
                "Both functions are f. The second should be its slope."),
        Mistake("one-of-two", _all(lambda f, df: f),
                "Return two functions, separated by a comma: return f, df"),
        *(Mistake("one-for-all", lambda name, only=only: truth.activation(only),
                  "Every name gives the same two functions. Where is the name looked at? (A lambda made in a loop "
                  "looks up the loop's variable only when it is called, after the loop.)") for only in NAMES),
        *(Mistake("M12-difference", _all(_difference(h, back)),
                  "The slope is measured by a difference, which rounds, and which straddles corners. Use the formula.")
          for h in (1e-4, 1e-5, 1e-6, 1e-7) for back in (h, 0.0)),
        *(Mistake("error-inside", _but(**dict.fromkeys(names, (_fails, _fails))),
                  "What you return cannot be called with a number: it is no function, or it stops with an error. To "
                  "see which, call it in a cell of its own, with the number -2.0.")
          for names in _SETS),
        Mistake("no-return-inside", _all(lambda f, df: (lambda z: None, lambda z: None)),
                "The functions that you return give back nothing themselves. Does each end with a return of its own?"),
        *(Mistake("scalar-only", _scalar_only(names),
                  "For single numbers all is well, but not for arrays: an if asks one question where an array has many "
                  "answers, and math takes one number. Choose element by element, with NumPy's functions.")
          for names in _SETS),
        *(Mistake("M3-math", _scalar_only(NAMES, overflows),
                  "Python's math functions take one number at a time, and stop with an error where the result is too "
                  "large. NumPy's take arrays.") for overflows in (NAMES[3:], NAMES[2:], ("silu",))),
        Mistake("changes-z", _but(relu=(_relu_in_place, None)),
                "Your relu writes zeros into the array that it was given, and a single number has no places to write "
                "to. Make a new array."),
        *(Mistake("M4-copied-dtype", _but(elu=own),
                  "The output array copied the type of z, so for integers the elu is rounded to whole numbers. Convert "
                  "z to a float array first.")
          for own in ((_copied_dtype(_ELU), _copied_dtype(_ELU_SLOPE)), (_copied_dtype(_ELU), None))),
        Mistake("M8-z-for-t", _but(tanh=(None, lambda z: 1 - np.square(z))),
                "1 - t^2 wants the OUTPUT, t = tanh(z). You put z in."),
        Mistake("square-lost", _but(tanh=(None, lambda z: 1 - np.tanh(z))),
                "Near: the slope of tanh falls off on BOTH sides, so it cannot hold an odd power of t alone."),
        Mistake("sigmoids-rule", _but(tanh=(None, lambda z: np.tanh(z) * (1 - np.tanh(z)))),
                "s (1 - s) is the slope of the sigmoid, whose outputs run from 0 to 1. Tanh has a rule of its own."),
        *(Mistake("half-as-steep", _but(tanh=own),
                  "2 sigmoid(z) - 1 is half as steep as tanh. The factor 2 is needed inside as well.")
          for own in ((lambda z: tanh(np.divide(z, 2)), lambda z: 2 * sigmoid_grad(z)),
                      (lambda z: tanh(np.divide(z, 2)), None))),
        *(Mistake("tanh-from-exponentials", _but(tanh=own),
                  "The quotient of exponentials is right on paper, but exp(1000) is too large for a float, and "
                  "infinity divided by infinity is nan. NumPy has a tanh that is safe.")
          for own in ((_by_exponentials, None), (_by_exponentials, lambda z: 1 - _by_exponentials(z) ** 2))),
        *(Mistake("corner", _but(relu=(None, lambda z, at_0=at_0: np.heaviside(z, at_0))),
                  "At 0 the relu has a corner, and its slope is a convention. The exercise asks for 0 there.")
          for at_0 in (1.0, 0.5, np.nan)),
        *(Mistake("leaky", _but(relu=(lambda z, a=a: np.where(np.less(z, 0), a * np.asarray(z), z),
                                      lambda z, a=a: np.where(np.greater(z, 0), 1, a))),
                  "This is the leaky relu, which still has a slope on the left. The relu itself is 0 there.")
          for a in (0.01, 0.1, 0.2)),
        Mistake("slope-of-identity", _but(relu=(None, lambda z: np.ones_like(z, float))),
                "Your slope of relu is 1 everywhere. On the left relu is constant."),
        Mistake("elu-without-its-one", _but(elu=(_where(lambda z: np.exp(np.minimum(z, 0)), lambda z: z), None)),
                "Your elu jumps at 0: just left of it is 1, just right of it 0. Look at the constant once more."),
        *(Mistake("left-piece-everywhere", _but(elu=(None, slope)),
                  "Your slope of elu is right on the left. On the right elu is z itself, whose slope does not grow.")
          for slope in (np.exp, lambda z: _ELU(z) + 1)),
        Mistake("M8-z-for-output", _but(elu=(None, _where(lambda z: np.add(z, 1.0), np.ones_like))),
                "On the left the slope of elu is its OUTPUT plus 1. You put z in."),
        Mistake("relus-slope", _but(elu=(None, lambda z: np.heaviside(z, 0))),
                "This is the slope of relu. On the left elu is not flat: that is its point."),
        *(Mistake("where-both", _but(elu=own),
                  "The numbers of elu are right. But np.where computes both columns for every z and only then chooses, "
                  "so one of them overflows at 1000. Make the argument of the exponential safe in both.")
          for f in (_where(np.expm1, lambda z: z),) for slope in (_where(np.exp, np.ones_like),)
          for own in ((f, None), (None, slope), (f, slope))),
        *(Mistake("softplus-overflow", _but(softplus=own),
                  "Right on paper, but exp(1000) is too large for a float. Lesson 01 built a softplus that never "
                  "overflows; the course's activations hold it.")
          for f in (lambda z: np.log1p(np.exp(z)),)
          for own in ((f, None), (f, lambda z: np.exp(z) / (1 + np.exp(z))), (f, lambda z: 1 / (1 + np.exp(-z))))),
        Mistake("chain-cut-short", _but(softplus=(None, lambda z: sigmoid(np.negative(z)))),
                "Your slope of softplus FALLS from 1 to 0, yet softplus gets steeper. The chain rule's inner slope is "
                "missing."),
        Mistake("once-too-often", _but(softplus=(None, sigmoid_grad)),
                "This is the slope of the slope of softplus. Differentiate once."),
        Mistake("one-term", _but(silu=(None, sigmoid)),
                "The product rule has two terms. Here only the z of silu is differentiated."),
        Mistake("one-term", _but(silu=(None, lambda z: z * sigmoid_grad(z))),
                "The product rule has two terms. Here only the sigmoid in silu is differentiated."),
        Mistake("product-of-slopes", _but(silu=(None, sigmoid_grad)),
                "The slope of a product is not the product of the slopes."),
        Mistake("sum-of-slopes", _but(silu=(None, lambda z: sigmoid(z) + sigmoid_grad(z))),
                "In the second term of the product rule a factor is missing: the one that is NOT differentiated."),
        Mistake("sigmoids-rule", _but(silu=(None, lambda z: _SILU(z) * (1 - _SILU(z)))),
                "a (1 - a) is the slope of the sigmoid alone. Silu is z times the sigmoid: use the product rule."),
        Mistake("gate-alone", _but(silu=(sigmoid, None)),
                "This is the gate, sigmoid(z). What passes the gate is missing: silu is z times it."),
        *(Mistake("silu-overflow", _but(silu=own),
                  "Right on paper, but at z = -1000 an exponential is too large for a float. The course's sigmoid "
                  "never overflows.")
          for slope in (None, lambda z: 1 / (1 + np.exp(-z)) + z * sigmoid_grad(z),
                        lambda z: 1 / (1 + np.exp(-z)) + z * np.exp(-z) / (1 + np.exp(-z)) ** 2)
          for own in ((lambda z: z / (1 + np.exp(-z)), slope), (None, slope)) if own != (None, None)),
        *(Mistake("softplus-clipped", _but(softplus=(lambda z, m=most: np.log1p(np.exp(np.clip(z, -m, m))), None)),
                  "Clipping z puts a ceiling on softplus, which should grow like z. Lesson 01 built one that never "
                  "overflows; the course's activations hold it.") for most in (100, 500, 700, 709)),
        *(Mistake("mask-times-infinity", _but(elu=own),
                  "The numbers of elu are right up to about 700. But a mask of zeros does not remove an infinity: 0 "
                  "times infinity is nan. Make the argument of the exponential safe.")
          for own in ((_masked_elu, None), (None, _masked_slope), (_masked_elu, _masked_slope))),
        *(Mistake("elu-for-slope", _but(elu=(None, _where(left, np.ones_like))),
                  "On the left your slope of elu is elu itself, which is negative there. Yet elu rises. What becomes "
                  "of a constant?") for left in (_ELU, np.expm1)),
        Mistake("inner-factor-lost", _but(tanh=(None, lambda z: 2 * sigmoid_grad(2 * np.asarray(z)))),
                "tanh(z) is 2 sigmoid(2z) - 1, and the chain rule has a factor for the 2 inside as well. Try z = 0: "
                "the slope of tanh is 1 there."),
        Mistake("plus-for-minus", _but(tanh=(None, lambda z: 1 + np.tanh(z) ** 2)),
                "Your slope of tanh grows outwards. Tanh flattens there: mind a sign."),
        Mistake("sign", _but(relu=(None, np.sign)),
                "Your slope of relu is -1 on the left, as that of the absolute value is. There relu is constant."),
    ),
)


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

to_sigmoid_net = Exercise(
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
                "of the same shapes as in the net that was given."),
        Mistake("unchanged", _convert((1, 1, 0), (1, 1, 0), (1, 1, 0)),
                "Nothing changed: sigmoids in the place of the tanhs, and the same weights, give another function."),
        Mistake("shift-forgotten", _convert((2, 2, 0), (4, 2, 0), (2, 1, 0)),
                "The weights are right. But tanh has a -1 that the sigmoid lacks: it must go into the next layer's "
                "biases."),
        Mistake("shift-forgotten", _convert((2, 2, 0), (4, 4, 0), (2, 2, 0)),
                "The weights are right. But tanh has a -1 that the sigmoid lacks: it must go into the next layer's "
                "biases, which are not scaled like weights."),
        Mistake("shift-sign", _convert((2, 2, 0), (4, 2, 2), (2, 1, 1)),
                "The shift has the wrong sign: tanh is 2 sigmoid MINUS 1."),
        Mistake("shift-of-new-weights", _convert((2, 2, 0), (4, 2, -4), (2, 1, -2)),
                "The shift is taken from weights that are already changed. It is the sum of the OLD ones, before "
                "the factor in front of the sigmoid."),
        Mistake("shift-of-new-weights", _convert((2, 2, 0), (4, 2, -8), (2, 1, -2)),
                "The shift is taken from weights that are already changed. It is the sum of the OLD ones."),
        Mistake("shift-not-doubled", _convert((2, 2, 0), (4, 2, -1), (2, 1, -1)),
                "In the middle the shift arrives inside a tanh, so it is doubled like all else that stands there."),
        Mistake("shift-by-one", _shifted_by_one,
                "You take 1 off each bias. The -1 of each unit reaches the next layer through a weight: which sum does "
                "that make?"),
        Mistake("half-a-shift", _convert((2, 2, 0), (4, 2, -1), (2, 1, -0.5)),
                "Half the shift is missing. A sigmoid's mean is one half, but here it stands with a factor 2."),
        Mistake("wrong-sum", _convert(axis=1),
                "The sum runs the wrong way. A bias of unit j needs all weights INTO j, a column of W."),
        Mistake("wrong-sum", _convert(axis=None),
                "One sum over the whole of W goes into every bias. A bias of unit j needs only the weights into j."),
        Mistake("first-like-the-middle", _convert((4, 2, -2)),
                "The first layer's inputs are data, not a sigmoid's outputs. What of the change falls away there?"),
        Mistake("last-like-the-middle", _convert(last=(4, 2, -2)),
                "The last layer's outputs are logits: no sigmoid follows. What of the change falls away there?"),
        Mistake("all-like-the-middle", _convert((4, 2, -2), last=(4, 2, -2), alone=(4, 2, -2)),
                "Every layer is changed alike. But the first gets data, not a sigmoid's outputs, and the last feeds no "
                "sigmoid."),
        Mistake("middle-like-the-last", _convert(middle=(2, 1, -1)),
                "A middle layer feeds a sigmoid too, so everything inside it is doubled once more."),
        Mistake("middle-like-the-first", _convert(middle=(2, 2, 0)),
                "A middle layer gets the outputs of sigmoids, so the change of a last layer is needed there as well."),
        *(Mistake("only-inside", _convert((2, 2, 0), (2, 2, 0), (w, w, 0), (w, w, 0)),
                  "Now each sigmoid is as steep as its tanh, but it still runs from 0 to 1: the next layer must "
                  "stretch and shift it.") for w in (1, 2)),
        Mistake("only-outside", _convert((1, 1, 0), (2, 1, -1), (2, 1, -1)),
                "The outputs are stretched and shifted. But tanh(z) needs sigmoid(2z): the 2 inside is missing."),
        Mistake("wrong-tanh", _convert((1, 1, 0), (4, 1, -2), (4, 1, -2)),
                "This fits 2 tanh(z/2), which is 4 sigmoid(z) - 2. The net's hidden units are tanh(z)."),
        Mistake("other-direction", _convert((0.5, 0.5, 0), (0.25, 0.5, 0.25), (0.5, 1, 0.5)),
                "This turns a sigmoid net into a tanh net. The other direction was asked for."),
        Mistake("one-layer-too", _convert(alone=(2, 2, 0)),
                "Nets with hidden layers are right. With a single layer there is no tanh, so nothing may change."),
        Mistake("one-layer-too", _convert(alone=(2, 1, -1)),
                "Nets with hidden layers are right. With a single layer there is no tanh, so nothing may change."),
        *(Mistake("biases-not-doubled", _convert(first, middle),
                  "The weights are right. But all that stands inside a tanh is doubled, the biases too.")
          for first in ((2, 1, 0), (2, 2, 0)) for middle in ((4, 1, -2), (4, 1, -1), (4, 2, -2))
          if (first, middle) != ((2, 2, 0), (4, 2, -2))),
        Mistake("last-not-stretched", _convert(last=(1, 1, -1)),
                "The last layer gets numbers from 0 to 1 where it got -1 to 1. Its weights must make up for the "
                "width."),
        Mistake("mean-for-sum", lambda Ws, bs: (_convert()(Ws, bs)[0], _with_mean_shifts(Ws, bs)),
                "Your shift is a mean of weights. Each unit of the layer before brings its own -1: add them up."),
    ),
)


def _relu(z):
    return np.maximum(z, 0)


def _triple(z):
    return 3.0 * z


def _mean_of(square, f, weight=lambda z: np.exp(-z * z / 2) / math.sqrt(2 * math.pi), ends=(-12.0, 12.0)):
    """Return the integral of square(f(z)) with this weight, by the midpoint rule; no step crosses 0."""
    edges = np.linspace(*ends, 6001)
    z = (edges[1:] + edges[:-1]) / 2
    return np.sum(square(f(z)) * weight(z)) * (edges[1] - edges[0])


def _gain(square=np.square, result=lambda mean: 1 / np.sqrt(mean), of=lambda f: f, **how):
    return lambda f: result(_mean_of(square, of(f), **how))


def _evenly(k):
    return _gain(weight=lambda z: 0 * z + 1 / (2 * k), ends=(-k, k))


gain = Exercise(
    "gain",
    lambda f: _gain()(f),
    (
        Part("functions with mean 0", ((_triple,), (np.tanh,)),
             "Average f(z)^2 with the weight of the normal density, then take one over the root. (A sum over a grid "
             "needs the width of its steps; a million random draws are off by about 0.1 %.)", rtol=2e-4),
        Part("functions with another mean", ((_relu,), (sigmoid,), (softplus,)),
             "Average f(z)^2 with the weight of the normal density, then take one over the root. The mean stays in. "
             "(A million random draws are off by about 0.1 %.)",
             2.0, rtol=2e-4),
    ),
    (
        Mistake("mean-removed", lambda f: 1 / np.sqrt(_mean_of(np.square, f) - _mean_of(lambda v: v, f) ** 2),
                "Right where the mean is 0. Elsewhere you divide by the standard deviation, which leaves the mean out. "
                "Here the mean square counts."),
        Mistake("upside-down", _gain(result=np.sqrt),
                "This is the size of the outputs. The gain is what brings it back to 1: one over it."),
        Mistake("no-root", _gain(result=lambda mean: 1 / mean),
                "The root is missing: a gain multiplies weights, not squares."),
        Mistake("no-root", _gain(result=lambda mean: mean),
                "This is the mean square itself. The gain is one over its root."),
        Mistake("mean-size", _gain(np.abs, lambda mean: 1 / mean),
                "You average the size of f(z). Average its square, and take the root at the end."),
        Mistake("not-squared", _gain(lambda v: v, lambda mean: 1 / np.sqrt(mean)),
                "You average f(z) itself. Average its square."),
        Mistake("squared-too-late", _gain(lambda v: v, lambda mean: 1 / np.abs(mean)),
                "You average first and square then. Square first: the mean square is not the square of the mean."),
        Mistake("of-the-slope", _gain(of=lambda f: lambda z: numerical_grad(f, z)),
                "This is the gain for the SLOPES. Here f itself is averaged."),
        Mistake("squared-inside", _gain(lambda v: v, of=lambda f: lambda z: f(z * z)),
                "You square z. It is f(z) that is squared."),
        *(Mistake("evenly", _evenly(k),
                  "Every z counts alike here. They are normal: those near 0 are more frequent, so weight f(z)^2 with "
                  "the normal density.") for k in (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0, 20.0)),
        *(Mistake("cut-off", _gain(ends=(-k, k)),
                  "The integral stops too early: some of the normal's z lie further out.")
          for k in (1.0, 2.0, 3.0, 3.5, 4.0)),
        *(Mistake("half-of-it", _gain(ends=(0.0, k), result=result),
                  "You integrate over positive z only. The left side counts too.")
          for k in (12.0,) for result in (lambda mean: 1 / np.sqrt(mean), lambda mean: 1 / np.sqrt(2 * mean))),
        Mistake("density-not-normalised", _gain(weight=lambda z: np.exp(-z * z / 2)),
                "The weights do not add up to 1: the normal density has a factor in front of its exponential."),
        Mistake("wrong-density", _gain(weight=lambda z: np.exp(-z * z) / math.sqrt(math.pi)),
                "This density has variance 1/2. (Gauss-Hermite nodes belong to exp(-x^2): how does z depend on x?)"),
        Mistake("wrong-density", _gain(weight=lambda z: np.exp(-z * z)),
                "This is the weight of Gauss-Hermite's nodes as they come. Rescale nodes and weights to the normal "
                "density."),
        Mistake("wrong-density", _gain(weight=lambda z: np.exp(-z * z / 2) / math.sqrt(math.pi)),
                "The weights do not add up to 1: look again at the factor in front of the normal density."),
        Mistake("wrong-density", _gain(weight=lambda z: np.exp(-z * z) / math.sqrt(2 * math.pi)),
                "The exponent lacks its one half, so the weights do not add up to 1."),
        Mistake("density-squared", lambda f: 1 / np.sqrt(_mean_of(lambda v: v, lambda z: f(z) ** 2 * np.exp(-z * z / 2)
                                                                  / math.sqrt(2 * math.pi))),
                "The density is squared along with f(z). Square first, then weight."),
    ),
)

_SOME_DEAD = np.array([[0, 0.7, 0, 0, 1.2], [0, 0, 0.3, 0, 0.4], [0, 2.1, 0, 0, 0.9]])
_ONE_ROW = np.array([[0.0, 0.5, 0.0, 0.0]])
_FAINT = np.array([[0, 1e-12, 3e-6, 0.0], [0, 0, 4e-9, 0.005], [0, 0, 0, 0], [0, 0, 2e-4, 0.002]])
_TALL = np.zeros((30, 5))  # one unit fires in the first row only, one in the middle, one in the last, one always
_TALL[0, 0] = _TALL[17, 1] = _TALL[-1, 2] = 1.5
_TALL[:, 3] = 0.5
_CONSTANT = np.array([[2.0, 0.0, 0.3], [2.0, 0.0, 0.0]])


def _dead(unit):
    """Return an answer to dead_units from a test of the column of one unit."""
    return lambda acts: np.mean([unit(column) for column in acts.T])


def _always_silent(column):
    return np.all(column == 0)


dead_units = Exercise(
    "dead_units",
    lambda acts: _dead(_always_silent)(acts),
    (
        Part("some units dead", ((_SOME_DEAD,), (_ONE_ROW,)),
             "Ask of each column whether it is 0 in every row; then take the share of such columns.", atol=1e-12),
        Part("all dead, or none", ((np.zeros((3, 2)),), (_SOME_DEAD[:, [1, 2, 4]] + 0.1,)),
             "A share lies between 0 and 1, and reaches both.", atol=1e-12),
        Part("faint units are alive, and constant ones", ((_FAINT,), (_CONSTANT,), (_TALL,)),
             "Dead means exactly 0 in every row. One row with a faint output is enough to live.", atol=1e-12),
    ),
    (
        Mistake("share-of-zeros", lambda acts: np.mean(acts == 0),
                "This is the share of zeros. A unit that is silent for one row may well fire for another."),
        Mistake("once-silent", _dead(lambda column: np.any(column == 0)),
                "You count units that are silent at least once. Dead means silent for EVERY row."),
        Mistake("never-silent", lambda acts: np.mean(np.all(acts, axis=0)),
                "This is the share of units that are silent for NO row. Dead means silent for every row."),
        Mistake("rows", lambda acts: np.mean(np.all(acts == 0, axis=1)),
                "You ask it of the rows. A unit is a column: what does it do in all rows?"),
        Mistake("alive", lambda acts: 1 - _dead(_always_silent)(acts),
                "This is the share of units that are alive."),
        Mistake("count", lambda acts: _dead(_always_silent)(acts) * acts.shape[1],
                "This is the number of dead units. Divide by the number of units."),
        Mistake("percent", lambda acts: _dead(_always_silent)(acts) * 100,
                "This is in percent. A share lies between 0 and 1."),
        Mistake("divided-by-rows", lambda acts: _dead(_always_silent)(acts) * acts.shape[1] / acts.shape[0],
                "You divide by the number of rows. It is a share of the units."),
        Mistake("divided-by-all", lambda acts: _dead(_always_silent)(acts) / acts.shape[0],
                "You divide by the number of entries. It is a share of the units."),
        Mistake("first-row", _dead(lambda column: column[0] == 0),
                "You look at the first row only."),
        Mistake("constant", _dead(lambda column: np.ptp(column) == 0),
                "You count units that never change. One that is always 2 is not dead: it passes gradients on."),
        *(Mistake("faint", _dead(lambda column, least=least: np.all(column < least)),
                  "A faint output is not 0: its slope is 1, so the unit still learns. Compare with 0 itself.")
          for least in (1e-10, 1e-8, 1e-5, 1e-3, 1e-2)),
        Mistake("one-by-one", lambda acts: np.all(acts == 0, axis=0) * 1.0,
                "This says of each unit whether it is dead. Their share was asked for."),
        *(Mistake("nearly-always-silent", _dead(silent),
                  "You count units that are silent for MOST rows. One row with an output is enough to live.")
          for silent in (*(lambda column, share=share: np.mean(column == 0) >= share
                           for share in (0.5, 0.75, 0.8, 0.9, 0.95)), lambda column: np.median(column) == 0)),
        Mistake("last-row", _dead(lambda column: column[-1] == 0),
                "You look at the last row only."),
    ),
)

_X = np.array([[1.0, -2.0, 30.0], [2.5, -1.9, 10.0], [-0.5, -2.2, 80.0], [0.2, -1.7, 45.0]])
_SMALL = np.array([[1e-3, 0.5], [3e-3, 0.5], [-2e-3, 0.5]])  # next to eps these variances are small, and 0
_GAMMA, _BETA = np.array([1.5, -0.5, 2.0]), np.array([0.1, 3.0, -1.0])
_PLAIN = (np.ones(3), np.zeros(3))


def _parts_of(x, gamma, eps):
    """Return what the cache holds: x normalised, the deviations, gamma."""
    deviation = np.sqrt(x.var(axis=0) + eps)
    return (x - x.mean(axis=0)) / deviation, deviation, gamma


def _norm(mean=lambda x: x.mean(axis=0), deviation=lambda x, eps: np.sqrt(x.var(axis=0) + eps),
          affine=lambda z, gamma, beta: gamma * z + beta, cache=lambda x, z, d, gamma, beta: (z, d, gamma)):
    """Return an answer to batchnorm_forward from its steps."""
    def answer(x, gamma, beta, eps):
        d = deviation(x, eps)
        z = (x - mean(x)) / d
        return affine(z, gamma, beta), cache(x, z, d, gamma, beta)

    return answer


def _four_things(x, gamma, beta, eps):
    y, cache = _norm()(x, gamma, beta, eps)
    return y, *cache


def _y(pair):
    """View y; where a tuple stands in its place, the arrays of that, end to end."""
    return pair[0] if isinstance(pair[0], np.ndarray) else in_a_row(pair[0])


_FORWARD = ((_X, _GAMMA, _BETA, 1e-5), (_SMALL, np.array([2.0, 1.0]), np.array([0.0, 0.5]), 1e-5))

batchnorm_forward = Exercise(
    "batchnorm_forward",
    lambda x, gamma, beta, eps: _norm()(x, gamma, beta, eps),
    (
        Part("y with gamma 1 and beta 0", ((_X, *_PLAIN, 1e-5), (_X[:2], *_PLAIN, 1e-5)),
             "Unit by unit, over the rows: subtract the mean, divide by the root of (variance + eps).",
             view=_y, **_NINE_DIGITS),
        Part("y with gamma and beta", ((_X, _GAMMA, _BETA, 1e-5), (_X, _GAMMA, _BETA, 0.1)),
             "Normalise first; then multiply by gamma, then add beta.", view=_y, **_NINE_DIGITS),
        Part("y where eps counts", _FORWARD[1:],
             "Here a variance is as small as eps, or 0. eps is added to the variance, before the root.",
             view=_y, **_NINE_DIGITS),
        Part("the cache", _FORWARD,
             "Three arrays, shown end to end: x normalised, row by row; the deviations; gamma.",
             view=lambda pair: in_a_row(pair[1]), **_NINE_DIGITS),
    ),
    (
        Mistake("over-the-units", _norm(lambda x: x.mean(axis=1, keepdims=True),
                                        lambda x, eps: np.sqrt(x.var(axis=1, keepdims=True) + eps)),
                "You average over the units of each row, which is layer norm. Batch norm averages over the rows, unit "
                "by unit."),
        Mistake("whole-table", _norm(np.mean, lambda x, eps: np.sqrt(x.var() + eps)),
                "One mean and one variance for the whole table. Batch norm has one of each for every unit."),
        Mistake("whole-table", _norm(np.mean),
                "You subtract one mean, that of the whole table. Each unit has a mean of its own."),
        Mistake("n-minus-one", _norm(deviation=lambda x, eps: np.sqrt(x.var(axis=0, ddof=1) + eps)),
                "You divide by n - 1 in the variance. Batch norm divides by n, as np.var does."),
        Mistake("variance", _norm(deviation=lambda x, eps: x.var(axis=0) + eps),
                "You divide by the variance. Its root has the unit of x."),
        Mistake("eps-forgotten", _norm(deviation=lambda x, eps: x.std(axis=0)),
                "eps is not used, so a unit that is constant over the batch divides 0 by 0."),
        Mistake("eps-outside", _norm(deviation=lambda x, eps: x.std(axis=0) + eps),
                "eps is added to the deviation. It belongs to the variance, inside the root."),
        Mistake("eps-fixed", _norm(deviation=lambda x, eps: np.sqrt(x.var(axis=0) + 1e-5)),
                "Your eps is always 0.00001. Use the one that is given."),
        Mistake("mean-square", _norm(deviation=lambda x, eps: np.sqrt(np.mean(x**2, axis=0) + eps)),
                "You divide by the root mean square of x. For the variance take the mean off x first, then square."),
        Mistake("not-centred", _norm(mean=lambda x: 0.0),
                "The mean is not subtracted."),
        Mistake("only-centred", _norm(deviation=lambda x, eps: np.ones(x.shape[1])),
                "The mean is gone, but every unit still has its old spread. Divide by the deviation."),
        Mistake("gamma-forgotten", _norm(affine=lambda z, gamma, beta: z + beta),
                "gamma is not used."),
        Mistake("beta-forgotten", _norm(affine=lambda z, gamma, beta: gamma * z),
                "beta is not used."),
        Mistake("gamma-and-beta-forgotten", _norm(affine=lambda z, gamma, beta: z),
                "gamma and beta are not used."),
        Mistake("gamma-beta-swapped", _norm(affine=lambda z, gamma, beta: beta * z + gamma),
                "gamma and beta have changed places: gamma multiplies."),
        Mistake("bracketed", _norm(affine=lambda z, gamma, beta: gamma * (z + beta)),
                "gamma multiplies beta as well. Scale first, shift after."),
        Mistake("scaled-too-early", lambda x, gamma, beta, eps: _norm(affine=lambda z, *_: z)(gamma * x + beta, gamma,
                                                                                           beta, eps),
                "You scale and shift before normalising, which takes both out again. Normalise first."),
        Mistake("one-of-two", lambda x, gamma, beta, eps: _norm()(x, gamma, beta, eps)[0],
                "Return two things, separated by a comma: return y, cache"),
        Mistake("swapped", lambda x, gamma, beta, eps: _norm()(x, gamma, beta, eps)[::-1],
                "y comes first, then the cache."),
        Mistake("four-things", lambda x, gamma, beta, eps: _four_things(x, gamma, beta, eps),
                "y is right. You return four things: y, and then three more. Put brackets around the three, so that "
                "they are one tuple."),
        Mistake("no-cache", _norm(cache=lambda x, z, d, gamma, beta: ()),
                "y is right. The cache is not what the exercise asks for: a tuple of three arrays."),
        *(Mistake("variance-in-cache", _norm(cache=lambda x, z, d, gamma, beta, kept=kept: (z, kept(x, d), gamma)),
                  "y is right. The second array of the cache should be what you divided by, the deviations.")
          for kept in (lambda x, d: d**2, lambda x, d: 1 / d, lambda x, d: x.var(axis=0), lambda x, d: x.std(axis=0))),
        *(Mistake("x-in-cache", _norm(cache=lambda x, z, d, g, beta, first=first: (first(x, g * z + beta), d, g)),
                  "y is right. The first array of the cache should be x after normalising, before gamma and beta.")
          for first in (lambda x, y: x, lambda x, y: x - x.mean(axis=0), lambda x, y: y)),
        Mistake("order-of-cache", _norm(cache=lambda x, z, d, gamma, beta: (z, gamma, d)),
                "y is right. The cache holds the right arrays in another order than the exercise asks for."),
        Mistake("order-of-cache", _norm(cache=lambda x, z, d, gamma, beta: (d, z, gamma)),
                "y is right. The cache holds the right arrays in another order than the exercise asks for."),
        *(Mistake("no-cache", lambda x, gamma, beta, eps, kept=kept: (
                      (y_and_cache := _norm()(x, gamma, beta, eps))[0], kept(x, *y_and_cache[1], beta, eps)),
                  "y is right. The cache holds more or fewer arrays than the exercise asks for: three, x normalised, "
                  "the deviations, gamma.")
          for kept in (lambda x, z, d, gamma, beta, eps: (z, d), lambda x, z, d, gamma, beta, eps: (z, d, gamma, eps),
                       lambda x, z, d, gamma, beta, eps: (z, d, gamma, beta),
                       lambda x, z, d, gamma, beta, eps: (x, z, d, gamma))),
        *(Mistake("eps-misplaced", _norm(deviation=deviation),
                  "eps is used, but not as the exercise has it: added to the variance, as it is, before the root.")
          for deviation in (lambda x, eps: x.std(axis=0) + np.sqrt(eps), lambda x, eps: np.sqrt(x.var(axis=0) + eps**2),
                            lambda x, eps: np.maximum(x.std(axis=0), eps),
                            lambda x, eps: np.sqrt(np.maximum(x.var(axis=0), eps)))),
        Mistake("beta-subtracted", _norm(affine=lambda z, gamma, beta: gamma * z - beta),
                "beta is subtracted. It is added."),
        Mistake("gamma-divided", _norm(affine=lambda z, gamma, beta: z / gamma + beta),
                "You divide by gamma. It multiplies."),
    ),
)


def _by_x(dz, z, d, mean):
    return (dz - mean(dz) - z * mean(dz * z)) / d


def _by_gamma(dy, z):
    return (dy * z).sum(axis=0)


def _by_beta(dy, z):
    return dy.sum(axis=0)


def _backward(dx=_by_x, dgamma=_by_gamma, dbeta=_by_beta, mean=lambda a: a.mean(axis=0), back=lambda *three: three):
    """Return an answer to batchnorm_backward from its steps; dz is the slope by the normalised x."""
    def answer(dy, cache):
        z, d, gamma = cache
        return back(dx(dy * gamma, z, d, mean), dgamma(dy, z), dbeta(dy, z))

    return answer


def _without_gamma(weigh):
    """Return an answer to batchnorm_backward whose dx is weigh(dy, gamma) minus the two means, without gamma."""
    def answer(dy, cache):
        z, d, gamma = cache
        means = dy.mean(axis=0) + z * (dy * z).mean(axis=0)
        return (weigh(dy, gamma) - means) / d, _by_gamma(dy, z), _by_beta(dy, z)

    return answer


def _without_moments(dy, cache):
    z, d, _ = cache
    return dy / d, _by_gamma(dy, z), _by_beta(dy, z)


def _changed(change):
    """Return an answer to batchnorm_backward that changes the right slopes: change(d, gamma, dx, dgamma, dbeta)."""
    return lambda dy, cache: change(*cache[1:], *_backward()(dy, cache))


def _of_three(i):
    """Return a view of item i of three; an array that came alone is seen whole."""
    return lambda answer: answer if isinstance(answer, np.ndarray) else answer[i]


_DY = np.array([[0.3, -1.0, 0.2], [0.8, 0.4, -0.6], [-0.1, 0.9, 1.1], [0.5, 0.7, 0.35]])
_GRADIENTS = tuple(
    (dy, Arrays(_parts_of(x, gamma, eps)))
    for dy, x, gamma, eps in ((_DY, _X, _GAMMA, 1e-5), (_DY[:3, :2], _SMALL, np.array([2.0, 1.0]), 1e-5))
)

batchnorm_backward = Exercise(
    "batchnorm_backward",
    lambda dy, cache: _backward()(dy, cache),
    (
        Part("dbeta", _GRADIENTS, "beta is added to y in every row, so it collects the slopes of all of them.",
             view=_of_three(2), **_NINE_DIGITS),
        Part("dgamma", _GRADIENTS, "gamma multiplies the normalised x in every row.",
             view=_of_three(1), **_NINE_DIGITS),
        Part("dx", _GRADIENTS,
             "x acts along three roads: directly, through the batch's mean, and through its variance.", 3.0,
             view=_of_three(0), **_NINE_DIGITS),
    ),
    (
        Mistake("moments-frozen", _backward(lambda dz, z, d, mean: dz / d),
                "In dx the mean and the variance are taken for constants. They are made of x, so they move with it."),
        Mistake("moments-frozen", _without_moments,
                "In dx two things are missing: gamma, through which dy arrives, and the fact that the mean and the "
                "variance are made of x."),
        Mistake("variance-frozen", _backward(lambda dz, z, d, mean: (dz - mean(dz)) / d),
                "In dx the road through the mean is there, the one through the variance is missing."),
        Mistake("mean-frozen", _backward(lambda dz, z, d, mean: (dz - z * mean(dz * z)) / d),
                "In dx the road through the variance is there, the one through the mean is missing."),
        Mistake("sums-for-means", _backward(mean=lambda a: a.sum(axis=0)),
                "In dx the roads through mean and variance are n times too wide: one x is only one n-th of a mean."),
        Mistake("n-minus-one", _backward(
                    lambda dz, z, d, mean: (dz - mean(dz) - z * _by_gamma(dz, z) / (len(z) - 1)) / d),
                "In dx the road through the variance divides by n - 1. The forward step divided by n."),
        Mistake("signs", _backward(lambda dz, z, d, mean: (dz + mean(dz) + z * mean(dz * z)) / d),
                "In dx the roads through mean and variance have the wrong sign: a larger x raises both, and both lower "
                "the normalised x."),
        Mistake("signs", _backward(lambda dz, z, d, mean: (dz - mean(dz) + z * mean(dz * z)) / d),
                "In dx the road through the variance has the wrong sign."),
        Mistake("doubled", _backward(lambda dz, z, d, mean: (dz - mean(dz) - 2 * z * mean(dz * z)) / d),
                "In dx the road through the variance is too wide by 2. The root in the deviation brings a factor 1/2."),
        Mistake("halved", _backward(lambda dz, z, d, mean: (dz - mean(dz) - z * mean(dz * z) / 2) / d),
                "In dx the road through the variance is half as wide as it should be: a square brings a factor 2."),
        Mistake("normalised-forgotten", _backward(lambda dz, z, d, mean: (dz - mean(dz) - mean(dz * z)) / d),
                "In dx the road through the variance lacks a factor: how far x itself lies from the mean."),
        Mistake("deviation-forgotten", _backward(lambda dz, z, d, mean: dz - mean(dz) - z * mean(dz * z)),
                "In dx the deviation is missing: the forward step divided by it."),
        Mistake("times-deviation", _backward(lambda dz, z, d, mean: (dz - mean(dz) - z * mean(dz * z)) * d),
                "In dx you multiply by the deviation. The forward step divided by it, and so does the slope."),
        Mistake("variance", _backward(lambda dz, z, d, mean: (dz - mean(dz) - z * mean(dz * z)) / d**2),
                "In dx you divide by the variance. The cache holds the deviation: divide by it once."),
        *(Mistake("gamma-forgotten", _without_gamma(weigh),
                  "In dx gamma is missing, at least on one of the roads: dy arrives through gamma.")
          for weigh in (lambda dy, gamma: dy, np.multiply)),
        Mistake("over-the-units", _backward(mean=lambda a: a.mean(axis=1, keepdims=True)),
                "In dx you average over the units of a row. The forward step averaged over the rows."),
        Mistake("means-for-sums", _backward(back=lambda dx, dgamma, dbeta: (dx, dgamma / len(dx), dbeta / len(dx))),
                "gamma and beta are used in every row, so their slopes add up. You average them. (Whatever the loss "
                "averages stands in dy already.)"),
        Mistake("normalised-forgotten", _backward(dgamma=lambda dy, z: dy.sum(axis=0)),
                "dgamma should depend on the normalised x, which gamma multiplies."),
        Mistake("gamma-in-its-own-slope", _changed(lambda d, gamma, dx, dgamma, dbeta: (
                    dx, gamma * dgamma, dbeta)),
                "There is a gamma in your dgamma. y = gamma times the normalised x, plus beta: the slope of that by "
                "gamma holds none."),
        Mistake("gamma-beta-swapped", _backward(back=lambda dx, dgamma, dbeta: (dx, dbeta, dgamma)),
                "dgamma and dbeta have changed places."),
        Mistake("dx-last", _backward(back=lambda dx, dgamma, dbeta: (dgamma, dbeta, dx)),
                "The order is dx, dgamma, dbeta."),
        Mistake("one-of-three", _backward(back=lambda dx, dgamma, dbeta: dx),
                "Return three things, separated by commas: return dx, dgamma, dbeta"),
        Mistake("not-summed", _backward(dgamma=lambda dy, z: dy * z, dbeta=lambda dy, z: dy),
                "gamma and beta have one value for each unit, so their slopes have too: collect the rows."),
        Mistake("halfway", _backward(lambda dz, z, d, mean: dz),
                "dx stops halfway: this is the slope by the normalised x. Go on to x itself."),
        Mistake("beta-by-x", _backward(dbeta=_by_gamma),
                "dbeta should not depend on x: beta is added, not multiplied."),
        Mistake("sums-for-means", _backward(lambda dz, z, d, mean: (dz - mean(dz) - z * _by_gamma(dz, z)) / d),
                "In dx the road through the variance is n times too wide: one x is only one n-th of a mean."),
        Mistake("sums-for-means", _backward(lambda dz, z, d, mean: (dz - _by_beta(dz, z) - z * mean(dz * z)) / d),
                "In dx the road through the mean is n times too wide: one x is only one n-th of it."),
        Mistake("signs", _backward(lambda dz, z, d, mean: -_by_x(dz, z, d, mean)),
                "Your dx has the wrong sign throughout."),
        Mistake("n-forgotten", _backward(lambda dz, z, d, mean: len(z) * _by_x(dz, z, d, mean)),
                "Your dx is n times too large. If you multiplied everything by n to save fractions, divide by it at "
                "the end."),
        Mistake("gamma-twice", _changed(lambda d, gamma, dx, dgamma, dbeta: (dx * gamma, dgamma, dbeta)),
                "In dx gamma is there twice."),
        Mistake("not-normalised", _changed(lambda d, gamma, dx, dgamma, dbeta: (dx, dgamma * d, dbeta)),
                "In dgamma you take x minus its mean. gamma multiplies the NORMALISED x."),
        *(Mistake("summed-wrongly", _backward(dgamma=lambda dy, z, total=total: total(dy * z),
                                              dbeta=lambda dy, z, total=total: total(dy)),
                  "dx is right. dgamma and dbeta have the shape (units,): collect the rows, unit by unit.")
          for total in (np.sum, lambda a: a.sum(axis=1), lambda a: a.sum(axis=0, keepdims=True))),
        Mistake("not-summed", _backward(dbeta=lambda dy, z: dy),
                "beta has one value for each unit, so its slope has too: collect the rows."),
    ),
)

_WORDS = {"indistinguishable": 1.0, "worse": 0.0}
_PAIR = np.array([[0.966, 0.972, 0.968, 0.972], [0.977, 0.968, 0.974, 0.957]])
_THREE_SEEDS = np.array([
    [0.975, 0.969, 0.969], [0.974, 0.973, 0.974], [0.969, 0.972, 0.971], [0.973, 0.975, 0.972],
    [0.976, 0.971, 0.970], [0.975, 0.979, 0.973], [0.969, 0.973, 0.967], [0.921, 0.922, 0.929],
])  # fmt: skip
_NINE_SEEDS = np.array([
    [0.969, 0.972, 0.969, 0.971, 0.972, 0.971, 0.970, 0.971, 0.973],
    [0.952, 0.941, 0.982, 0.961, 0.955, 1.000, 0.970, 0.963, 0.951],
    [0.906, 0.894, 0.888, 0.895, 0.903, 0.892, 0.896, 0.898, 0.891],
    [0.973, 0.968, 0.965, 0.972, 0.970, 0.987, 0.976, 0.975, 0.958],
    [0.971, 0.973, 0.973, 0.976, 0.974, 0.972, 0.971, 0.972, 0.974],
    [0.961, 0.956, 0.974, 0.955, 0.973, 0.985, 0.958, 0.971, 0.961],
    [0.978, 0.981, 0.964, 0.976, 0.984, 0.966, 0.972, 0.988, 0.958],
    [0.975, 0.973, 0.974, 0.974, 0.975, 0.976, 0.974, 0.974, 0.974],
])
_STEADY = np.array([[0.5, 0.5, 0.5], [0.25, 0.375, 0.25]])  # the best one does not spread at all
_BORDERLINE = 0.96 + 0.01 * np.array([  # rows of the best one's spread, or of none, close to the rule's border
    [1, -1, 1, -1], [-0.617, -2.617, -0.617, -2.617], [-1.02, -3.02, -1.02, -3.02],
    [-0.289] * 4, [-0.693] * 4, [-1.143] * 4, [-1.212] * 4,
])  # fmt: skip
_TABLES = ((_PAIR,), (_THREE_SEEDS,), (_NINE_SEEDS,), (_STEADY,), (_BORDERLINE,))


def _two_errors(s, best, n):
    """Return twice the standard error of a difference of means, from the deviations of n seeds each."""
    return 2 * np.sqrt((s**2 + best**2) / n)


def _ruled(limit=_two_errors, rival=lambda scores: scores.mean(axis=1).argmax(), ddof=1, within=np.less_equal):
    """Return an answer to compare: not worse if the gap to the rival row is within limit(sd, the rival's sd, n)."""
    def answer(scores):
        mean, sd, r = scores.mean(axis=1), scores.std(axis=1, ddof=ddof), rival(scores)
        tied = within(np.abs(mean - mean[r]), limit(sd, sd[r], scores.shape[1]))
        return mean, sd, np.where(tied, "indistinguishable", "worse")

    return answer


def _spread(sd, **how):
    """Return an answer to compare that is right but for the deviations, sd(scores)."""
    return lambda scores: (_ruled(**how)(scores)[0], sd(scores), _ruled(**how)(scores)[2])


def _said(change):
    """Return an answer to compare that changes the right verdicts."""
    return lambda scores: (*_ruled()(scores)[:2], change(_ruled()(scores)[2]))


def _best_has_a_word(scores):
    mean, sd, words = _ruled()(scores)
    return mean, sd, np.where(mean == mean.max(), "best", words)


def _verdicts(answer):
    """View the verdicts as numbers: 1 indistinguishable, 0 worse, -1 any other word."""
    words = np.asarray(answer[2] if len(answer) > 2 else [])
    return np.array([_WORDS.get(str(word), -1.0) for word in words.ravel()]).reshape(words.shape)


compare = Exercise(
    "compare",
    lambda scores: _ruled()(scores),
    (
        Part("the means", _TABLES, "One mean for each row, over its seeds.",
             view=lambda three: three[0], **_NINE_DIGITS),
        Part("the standard deviations", _TABLES,
             "One for each row, over its seeds, with n - 1: the seeds are a sample.",
             view=lambda three: three[1], **_NINE_DIGITS),
        Part("the verdicts", _TABLES,
             "1 stands for indistinguishable, 0 for worse, -1 for any other word. Compare each row's distance from the "
             "best mean with twice the root of (its variance + the best row's variance) / n.", 2.0, view=_verdicts),
    ),
    (
        *(Mistake("M32-means-alone", _ruled(limit),
                  "Every row but the best is called worse: chance plays no part in it, or hardly any (is the "
                  "root there?). With other seeds the order may be another.")
          for limit in (lambda s, best, n: 0 * s, lambda s, best, n: 2 * (s**2 + best**2) / n)),
        Mistake("never-worse", _ruled(lambda s, best, n: np.inf + s),
                "No row is ever called worse, however far behind. Which way round is the difference?"),
        *(Mistake("n-forgotten", _ruled(limit),
                  "More seeds should tell smaller differences apart. Here their number plays no part: a mean of n "
                  "wobbles less than a single score, by the root of n.")
          for limit in (
              lambda s, best, n: 2 * np.hypot(s, best), lambda s, best, n: np.hypot(s, best),
              lambda s, best, n: s + best,
              lambda s, best, n: np.maximum(s, best), lambda s, best, n: s, lambda s, best, n: best + 0 * s,
              lambda s, best, n: 2 * s, lambda s, best, n: 2 * best + 0 * s)),
        Mistake("factor-forgotten", _ruled(lambda s, best, n: np.sqrt((s**2 + best**2) / n)),
                "One standard error is too strict: about one time in three, chance alone is larger. The rule asks for "
                "two."),
        *(Mistake("errors-added", _ruled(limit),
                  "The standard errors are added as they are. Independent errors partly cancel: add their squares, "
                  "then take the root.")
          for limit in (lambda s, best, n: 2 * (s + best) / np.sqrt(n), lambda s, best, n: (s + best) / np.sqrt(n))),
        *(Mistake("one-error", _ruled(limit),
                  "Only one of the two rows is taken to be uncertain. Both means come from a few seeds.")
          for limit in (lambda s, best, n: 2 * s / np.sqrt(n), lambda s, best, n: 2 * best / np.sqrt(n) + 0 * s)),
        Mistake("root-of-n-lost", _ruled(lambda s, best, n: 2 * np.sqrt(s**2 + best**2) / n),
                "You divide by n outside the root. It belongs inside: an error shrinks like the root of n."),
        Mistake("settings-for-seeds", lambda scores: _ruled(lambda s, best, n: 2 * np.sqrt((s**2 + best**2) / len(s)))(
                    scores),
                "You divide by the number of settings. n is the number of seeds, the columns."),
        Mistake("best-is-a-word", _best_has_a_word,
                "The row with the highest mean gets a word of its own. It is indistinguishable from itself, and so it "
                "is called."),
        Mistake("not-squared", _ruled(lambda s, best, n: 2 * np.sqrt((s + best) / n)),
                "Under the root stand variances, the squares of the deviations."),
        *(Mistake("fixed", _ruled(lambda s, best, n, most=most: most + 0 * s),
                  "The same distance decides everywhere, however the seeds spread.") for most in (0.01, 0.005)),
        *(Mistake("other-rival", _ruled(rival=rival),
                  "The rows are compared with another one than the row whose MEAN is the highest.")
          for rival in (lambda scores: 0, lambda scores: -1, lambda scores: scores.mean(axis=1).argmin(),
                        lambda scores: scores.max(axis=1).argmax())),
        Mistake("turned-round", _said(lambda words: np.where(words == "worse", "indistinguishable", "worse")),
                "The two verdicts have changed places."),
        Mistake("no-verdicts", lambda scores: _ruled()(scores)[:2],
                "Return three things, separated by commas: return mean, sd, verdicts"),
        *(Mistake("another-word", _said(change),
                  "The verdicts should be these words exactly, in small letters: indistinguishable, worse.")
          for change in (lambda words: words == "worse", lambda words: words == "indistinguishable", np.char.upper,
                         np.char.capitalize)),
        Mistake("one-verdict", _said(lambda words: str(words[0])),
                "One verdict came back. Give one for each row, the best row included."),
        Mistake("one-verdict", _said(lambda words: "indistinguishable"),
                "One verdict came back. Give one for each row, the best row included."),
        Mistake("over-n", _spread(lambda scores: scores.std(axis=1)),
                "The deviations divide by n. A few seeds are a sample: divide by n - 1 (ddof=1)."),
        Mistake("over-n", _ruled(ddof=0),
                "The deviations divide by n. A few seeds are a sample: divide by n - 1 (ddof=1)."),
        Mistake("standard-errors", _spread(lambda scores: scores.std(axis=1, ddof=1) / np.sqrt(scores.shape[1])),
                "The second of the three holds standard errors. The exercise asks for the standard deviations."),
        *(Mistake("variances", _spread(lambda scores, ddof=ddof: scores.var(axis=1, ddof=ddof)),
                  "The second of the three holds variances. Take their roots.") for ddof in (0, 1)),
        Mistake("over-the-rows", lambda scores: _ruled()(scores.T),
                "You average over the settings. Each row is one setting: average over its seeds."),
        Mistake("median", lambda scores: (np.median(scores, axis=1), *_ruled()(scores)[1:]),
                "The first of the three holds medians. The exercise asks for means."),
        Mistake("best-seed", lambda scores: (scores.max(axis=1), *_ruled()(scores)[1:]),
                "The first of the three holds each row's best seed, its luckiest. Take the mean."),
        Mistake("strict", _ruled(within=np.less),
                "A row exactly at the limit is called worse, even the best one, whose distance from itself is 0 and "
                "whose seeds may all agree. Is it < or <=?"),
        *(Mistake("other-limit", _ruled(limit),
                  "Close, but another limit than the rule's: 2 times the root of (s^2 + s*^2) / n, with n the number "
                  "of seeds of one row.")
          for limit in (lambda s, best, n: 1.96 * np.sqrt((s**2 + best**2) / n),
                        lambda s, best, n: 2 * np.sqrt((s**2 + best**2) / (2 * n)),
                        lambda s, best, n: 2 * np.sqrt((s**2 + best**2) / (n - 1)),
                        lambda s, best, n: 2 * np.sqrt(2 * best**2 / n) + 0 * s)),
        *(Mistake("another-word", _said(lambda words, word=word: np.where(words == "worse", words, word)),
                  "The verdicts should be these words exactly, in small letters: indistinguishable, worse.")
          for word in ("same", "Indistinguishable")),
        Mistake("sorted", lambda scores: tuple(a[scores.mean(axis=1).argsort()[::-1]] for a in _ruled()(scores)),
                "Your rows are sorted, the best first. Keep the order of the settings."),
    ),
)
