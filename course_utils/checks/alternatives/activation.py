"""Exercise 6.1: activation."""

import numpy as np

from course_utils import hidden_activations as truth
from course_utils.activations import sigmoid, sigmoid_grad, tanh
from course_utils.checks.alternatives._shared import NINE_DIGITS
from course_utils.checks.engine.exercise import Exercise, Mistake, Part

NAMES = ("tanh", "relu", "elu", "softplus", "silu")


_SETS = (*((name,) for name in NAMES), NAMES[1:3], NAMES)  # those that are likely to share a mistake


_INTEGERS = np.array([[-2, -1], [0, 3]])


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


exercise = Exercise(
    "activation",
    lambda name: truth.activation(name),
    (
        *(Part(name, ((name,),), "First row: f at -2, -0.5, 0 and 1.5. Second row: df there. " + hint,
               view=_called(-2.0, -0.5, 0.0, 1.5), **NINE_DIGITS) for name, hint in _PIECES.items()),
        Part("no warning at plus or minus 1000", tuple((name,) for name in NAMES),
             "First row: f at -1000 and 1000. Second row: df there. Which exponential overflows? np.where computes "
             "both of its columns for every z.", view=_called(-1000.0, 1000.0), **NINE_DIGITS),
        Part("arrays of any shape, and of integers", tuple((name,) for name in NAMES),
             "First f, then df, at the integers [[-2, -1], [0, 3]]. Each must return floats in the shape of z.",
             view=_called_with_array, **NINE_DIGITS),
    ),
    (
        Mistake("swapped", _all(lambda f, df: (df, f)),
                "The function comes first, then its slope.", family="argument order"),
        Mistake("same-twice", _all(lambda f, df: (f, f)),
                "Both functions are f. The second should be its slope.", family="another function"),
        Mistake("one-of-two", _all(lambda f, df: f),
                "Return two functions, separated by a comma: return f, df", family="shape"),
        *(Mistake("one-for-all", lambda name, only=only: truth.activation(only),
                  "Every name gives the same two functions. Where is the name looked at? (A lambda made in a loop "
                  "looks up the loop's variable only when it is called, after the loop.)",
                  family="wrong rows") for only in NAMES),
        *(Mistake("M12-difference", _all(_difference(h, back)),
                  "The slope is measured by a difference, which rounds, and which straddles corners. Use the formula.",
                  family="precision")
          for h in (1e-4, 1e-5, 1e-6, 1e-7) for back in (h, 0.0)),
        *(Mistake("error-inside", _but(**dict.fromkeys(names, (_fails, _fails))),
                  "What you return cannot be called with a number: it is no function, or it stops with an error. To "
                  "see which, call it in a cell of its own, with the number -2.0.", family="shape")
          for names in _SETS),
        Mistake("no-return-inside", _all(lambda f, df: (lambda z: None, lambda z: None)),
                "The functions that you return give back nothing themselves. Does each end with a return of its own?",
                family="shape"),
        *(Mistake("scalar-only", _scalar_only(names),
                  "For single numbers all is well, but not for arrays: an if asks one question where an array has many "
                  "answers, and math takes one number. Choose element by element, with NumPy's functions.",
                  family="shape")
          for names in _SETS),
        *(Mistake("M3-math", _scalar_only(NAMES, overflows),
                  "Python's math functions take one number at a time, and stop with an error where the result is too "
                  "large. NumPy's take arrays.", family="shape") for overflows in (NAMES[3:], NAMES[2:], ("silu",))),
        Mistake("changes-z", _but(relu=(_relu_in_place, None)),
                "Your relu writes zeros into the array that it was given, and a single number has no places to write "
                "to. Make a new array.", family="order of steps"),
        *(Mistake("M4-copied-dtype", _but(elu=own),
                  "The output array copied the type of z, so for integers the elu is rounded to whole numbers. Convert "
                  "z to a float array first.", family="dtype")
          for own in ((_copied_dtype(_ELU), _copied_dtype(_ELU_SLOPE)), (_copied_dtype(_ELU), None))),
        Mistake("M8-z-for-t", _but(tanh=(None, lambda z: 1 - np.square(z))),
                "1 - t^2 wants the OUTPUT, t = tanh(z). You put z in.", family="order of steps"),
        Mistake("square-lost", _but(tanh=(None, lambda z: 1 - np.tanh(z))),
                "Near: the slope of tanh falls off on BOTH sides, so it cannot hold an odd power of t alone.",
                family="missing part"),
        Mistake("sigmoids-rule", _but(tanh=(None, lambda z: np.tanh(z) * (1 - np.tanh(z)))),
                "s (1 - s) is the slope of the sigmoid, whose outputs run from 0 to 1. Tanh has a rule of its own.",
                family="another function"),
        *(Mistake("half-as-steep", _but(tanh=own),
                  "2 sigmoid(z) - 1 is half as steep as tanh. The factor 2 is needed inside as well.", family="scale")
          for own in ((lambda z: tanh(np.divide(z, 2)), lambda z: 2 * sigmoid_grad(z)),
                      (lambda z: tanh(np.divide(z, 2)), None))),
        *(Mistake("tanh-from-exponentials", _but(tanh=own),
                  "The quotient of exponentials is right on paper, but exp(1000) is too large for a float, and "
                  "infinity divided by infinity is nan. NumPy has a tanh that is safe.", family="overflow")
          for own in ((_by_exponentials, None), (_by_exponentials, lambda z: 1 - _by_exponentials(z) ** 2))),
        *(Mistake("corner", _but(relu=(None, lambda z, at_0=at_0: np.heaviside(z, at_0))),
                  "At 0 the relu has a corner, and its slope is a convention. The exercise asks for 0 there.",
                  family="boundary")
          for at_0 in (1.0, 0.5, np.nan)),
        *(Mistake("leaky", _but(relu=(lambda z, a=a: np.where(np.less(z, 0), a * np.asarray(z), z),
                                      lambda z, a=a: np.where(np.greater(z, 0), 1, a))),
                  "This is the leaky relu, which still has a slope on the left. The relu itself is 0 there.",
                  family="another function")
          for a in (0.01, 0.1, 0.2)),
        Mistake("slope-of-identity", _but(relu=(None, lambda z: np.ones_like(z, float))),
                "Your slope of relu is 1 everywhere. On the left relu is constant.", family="another function"),
        Mistake("elu-without-its-one", _but(elu=(_where(lambda z: np.exp(np.minimum(z, 0)), lambda z: z), None)),
                "Your elu jumps at 0: just left of it is 1, just right of it 0. Look at the constant once more.",
                family="missing part"),
        *(Mistake("left-piece-everywhere", _but(elu=(None, slope)),
                  "Your slope of elu is right on the left. On the right elu is z itself, whose slope does not grow.",
                  family="wrong rows")
          for slope in (np.exp, lambda z: _ELU(z) + 1)),
        Mistake("M8-z-for-output", _but(elu=(None, _where(lambda z: np.add(z, 1.0), np.ones_like))),
                "On the left the slope of elu is its OUTPUT plus 1. You put z in.", family="order of steps"),
        Mistake("relus-slope", _but(elu=(None, lambda z: np.heaviside(z, 0))),
                "This is the slope of relu. On the left elu is not flat: that is its point.",
                family="another function"),
        *(Mistake("where-both", _but(elu=own),
                  "The numbers of elu are right. But np.where computes both columns for every z and only then chooses, "
                  "so one of them overflows at 1000. Make the argument of the exponential safe in both.",
                  family="overflow")
          for f in (_where(np.expm1, lambda z: z),) for slope in (_where(np.exp, np.ones_like),)
          for own in ((f, None), (None, slope), (f, slope))),
        *(Mistake("softplus-overflow", _but(softplus=own),
                  "Right on paper, but exp(1000) is too large for a float. Lesson 01 built a softplus that never "
                  "overflows; the course's activations hold it.", family="overflow")
          for f in (lambda z: np.log1p(np.exp(z)),)
          for own in ((f, None), (f, lambda z: np.exp(z) / (1 + np.exp(z))), (f, lambda z: 1 / (1 + np.exp(-z))))),
        Mistake("chain-cut-short", _but(softplus=(None, lambda z: sigmoid(np.negative(z)))),
                "Your slope of softplus FALLS from 1 to 0, yet softplus gets steeper. The chain rule's inner slope is "
                "missing.", family="chain rule"),
        Mistake("once-too-often", _but(softplus=(None, sigmoid_grad)),
                "This is the slope of the slope of softplus. Differentiate once.", family="another function"),
        Mistake("one-term", _but(silu=(None, sigmoid)),
                "The product rule has two terms. Here only the z of silu is differentiated.", family="chain rule"),
        Mistake("one-term", _but(silu=(None, lambda z: z * sigmoid_grad(z))),
                "The product rule has two terms. Here only the sigmoid in silu is differentiated.",
                family="chain rule"),
        Mistake("product-of-slopes", _but(silu=(None, sigmoid_grad)),
                "The slope of a product is not the product of the slopes.", family="missing part"),
        Mistake("sum-of-slopes", _but(silu=(None, lambda z: sigmoid(z) + sigmoid_grad(z))),
                "In the second term of the product rule a factor is missing: the one that is NOT differentiated.",
                family="chain rule"),
        Mistake("sigmoids-rule", _but(silu=(None, lambda z: _SILU(z) * (1 - _SILU(z)))),
                "a (1 - a) is the slope of the sigmoid alone. Silu is z times the sigmoid: use the product rule.",
                family="another function"),
        Mistake("gate-alone", _but(silu=(sigmoid, None)),
                "This is the gate, sigmoid(z). What passes the gate is missing: silu is z times it.",
                family="missing part"),
        *(Mistake("silu-overflow", _but(silu=own),
                  "Right on paper, but at z = -1000 an exponential is too large for a float. The course's sigmoid "
                  "never overflows.", family="overflow")
          for slope in (None, lambda z: 1 / (1 + np.exp(-z)) + z * sigmoid_grad(z),
                        lambda z: 1 / (1 + np.exp(-z)) + z * np.exp(-z) / (1 + np.exp(-z)) ** 2)
          for own in ((lambda z: z / (1 + np.exp(-z)), slope), (None, slope)) if own != (None, None)),
        *(Mistake("softplus-clipped", _but(softplus=(lambda z, m=most: np.log1p(np.exp(np.clip(z, -m, m))), None)),
                  "Clipping z puts a ceiling on softplus, which should grow like z. Lesson 01 built one that never "
                  "overflows; the course's activations hold it.", family="guard") for most in (100, 500, 700, 709)),
        *(Mistake("mask-times-infinity", _but(elu=own),
                  "The numbers of elu are right up to about 700. But a mask of zeros does not remove an infinity: 0 "
                  "times infinity is nan. Make the argument of the exponential safe.", family="overflow")
          for own in ((_masked_elu, None), (None, _masked_slope), (_masked_elu, _masked_slope))),
        *(Mistake("elu-for-slope", _but(elu=(None, _where(left, np.ones_like))),
                  "On the left your slope of elu is elu itself, which is negative there. Yet elu rises. What becomes "
                  "of a constant?", family="another function") for left in (_ELU, np.expm1)),
        Mistake("inner-factor-lost", _but(tanh=(None, lambda z: 2 * sigmoid_grad(2 * np.asarray(z)))),
                "tanh(z) is 2 sigmoid(2z) - 1, and the chain rule has a factor for the 2 inside as well. Try z = 0: "
                "the slope of tanh is 1 there.", family="chain rule"),
        Mistake("plus-for-minus", _but(tanh=(None, lambda z: 1 + np.tanh(z) ** 2)),
                "Your slope of tanh grows outwards. Tanh flattens there: mind a sign.", family="sign"),
        Mistake("sign", _but(relu=(None, np.sign)),
                "Your slope of relu is -1 on the left, as that of the absolute value is. There relu is constant.",
                family="sign"),
    ),
    section="6.1",
)
