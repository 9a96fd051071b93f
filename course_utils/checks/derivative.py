"""Checks for lesson 02: the slope of the sigmoid on paper, in floating point, from differences, in a figure."""

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from course_utils import activations as truth
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.differences import METHODS

_TABLE = np.array([[-3.0, -0.5], [0.25, 4.0]])
_INTEGERS = np.array([-2, 0, 3])


def textbook_sigmoid(x):
    """Return 1 / (1 + exp(-x)), for complex x too."""
    return 1 / (1 + np.exp(-x))


def _textbook_slope(x):
    return textbook_sigmoid(x) * (1 - textbook_sigmoid(x))


_WAYS_BACK = (lambda s: np.log(s / (1 - s)), lambda s: -np.log(1 / s - 1), lambda s: np.log(s) - np.log(1 - s))

sigmoid_grad_from_output = Exercise(
    "sigmoid_grad_from_output",
    lambda s: s - s * s,
    (
        Part("outputs in the middle", ((0.5,), (0.75,), (0.1,)),
             "Section 2.2: the height, times the room left above it."),
        Part("outputs at the ends", ((0.0,), (1.0,), (1e-20,)),
             "At both ends the curve is flat. A tiny output has a tiny slope, not 0.", atol=1e-300),
        Part("arrays of any shape", ((np.array([[0.2, 0.4], [0.6, 0.999]]),),),
             "The result has the same shape as s."),
    ),
    (
        Mistake("M8-sigmoid-again", lambda s: truth.sigmoid(s) * (1 - truth.sigmoid(s)),
                "s is already an output of the sigmoid; you apply the sigmoid to it once more."),
        Mistake("M10-minus", lambda s: s * (s - 1),
                "The sign is turned round: the sigmoid rises, so its slope is positive."),
        Mistake("tanh", lambda s: 1 - s**2,
                "This is how tanh gets its slope from its output. For the sigmoid it is s (1 - s)."),
        Mistake("room-only", lambda s: 1 - s,
                "This is the room left above. The height s is missing as a factor."),
        Mistake("s-plus", lambda s: s * (1 + s),
                "The room left above the output is 1 MINUS s."),
        Mistake("M11-peak-1", lambda s: 4 * s * (1 - s),
                "This reaches 1 at s = 0.5. The slope itself is there 0.5 times 0.5."),
        Mistake("M1-precedence", lambda s: s * 1 - s,
                "s * 1 - s is s minus s. Bracket 1 - s."),
        Mistake("second-derivative", lambda s: s * (1 - s) * (1 - 2 * s),
                "This is the second derivative. The factor 1 - 2s is one too many."),
        Mistake("quarter", lambda s: 0.25 - (s - 0.5) ** 2,
                "On paper this is right. In floats a quarter minus nearly a quarter loses the digits of a tiny "
                "output. Section 2.2 has a form that keeps them."),
        *(Mistake("back-to-x", lambda s, x=x: truth.sigmoid_grad(x(s)),
                  "This goes back to x first, and at the ends that way is closed: the x would be infinite. "
                  "The output alone tells the slope.") for x in _WAYS_BACK),
    ),
)


def _walk(step, start=0.5, count=lambda h, T: round(T / h)):
    """Return an answer that walks: `step(y, t, h)` is the next height."""
    def answer(h, T):
        y = [start]
        for n in range(count(h, T)):
            y.append(step(y[-1], n * h, h))
        return np.array(y)

    return answer


def _euler(y, t, h):
    return y + h * y * (1 - y)


def _clock(h, T):
    """Count the steps of a walk that adds up its time and stops when it has reached T."""
    time, steps = 0.0, 0
    while time < T:
        time, steps = time + h, steps + 1
    return steps


def _midpoint(y, t, h):
    middle = _euler(y, t, h / 2)
    return y + h * middle * (1 - middle)


euler_logistic = Exercise(
    "euler_logistic",
    lambda h, T: _walk(_euler)(h, T),
    (
        Part("one step and two", ((1.0, 1.0), (0.5, 1.0)),
             "A step adds h times the slope, and the law gives the slope from the height: y (1 - y).", view=np.asarray),
        Part("long walks", ((0.1, 5.0), (0.01, 5.0)),
             "After each step, take the slope anew, at the height where you are now.", rtol=1e-9, view=np.asarray),
        Part("step counts that do not divide exactly in floats", ((0.1, 0.3), (0.7, 4.9)),
             "In floats 0.3 / 0.1 is a little below 3. Round the number of steps to the nearest whole number.",
             rtol=1e-9, view=np.asarray),
    ),
    (
        Mistake("truncated", _walk(_euler, count=lambda h, T: int(T / h)),
                "In floats 0.3 / 0.1 is 2.9999999999999996, and int() cuts it down to 2. Use round()."),
        Mistake("floor", _walk(_euler, count=lambda h, T: int(T // h)),
                "// rounds down, and in floats 0.3 // 0.1 is 2. Divide with / and use round()."),
        *(Mistake("clock", _walk(_euler, count=count),
                  "Times that are added up in floats miss T by a hair, and the walk takes one step too many. "
                  "Count the steps instead: round(T / h) of them.")
          for count in (_clock, lambda h, T: len(np.arange(0, T, h)), lambda h, T: len(np.arange(0, T + h, h)) - 1)),
        Mistake("one-short", _walk(_euler, count=lambda h, T: round(T / h) - 1),
                "One step is missing: T / h steps give T / h + 1 heights, the first one included."),
        Mistake("one-too-many", _walk(_euler, count=lambda h, T: round(T / h) + 1),
                "That is one step too many: the last height belongs to time T."),
        Mistake("no-start", lambda h, T: _walk(_euler)(h, T)[1:],
                "The first height, 0.5 at time 0, is missing."),
        Mistake("end-only", lambda h, T: _walk(_euler)(h, T)[-1],
                "This is the last height only. The whole walk was asked for, from time 0 to T."),
        Mistake("one-step-only", lambda h, T: _euler(0.5, 0, h),
                "This is the height after one step. Does your return stand inside the loop?"),
        Mistake("one-slope", _walk(lambda y, t, h: y + h / 4),
                "You keep the slope of the start for the whole walk. After each step, take it anew."),
        Mistake("no-h", _walk(lambda y, t, h: y + y * (1 - y)),
                "Each step adds the whole slope. Walking for a time h adds h times the slope."),
        *(Mistake("time-for-height", _walk(lambda y, t, h, late=late: y + h * (t + late * h) * (1 - t - late * h)),
                  "You put the time into y (1 - y). The slope comes from the height where you are.")
          for late in (0, 1)),
        Mistake("M1-precedence", _walk(lambda y, t, h: y + h * y * 1 - y),
                "h * y * 1 - y is h y minus y. Bracket 1 - y."),
        Mistake("with-times", lambda h, T: np.array([h * np.arange(round(T / h) + 1), _walk(_euler)(h, T)]),
                "The times came along with the heights. Return the heights alone."),
        Mistake("with-times", lambda h, T: np.transpose([h * np.arange(round(T / h) + 1), _walk(_euler)(h, T)]),
                "The times came along with the heights. Return the heights alone."),
        Mistake("peeked", _walk(lambda y, t, h: y + h * truth.sigmoid_grad(t)),
                "You take the slope of the sigmoid at that time. Euler knows the law alone: y (1 - y) where he is."),
        Mistake("exact", lambda h, T: truth.sigmoid(h * np.arange(round(T / h) + 1)),
                "These are the exact heights of the sigmoid. Walk there in straight steps instead."),
        Mistake("no-limit", _walk(lambda y, t, h: y + h * y),
                "This grows without limit. The slope is y times (1 - y), the room that is left."),
        Mistake("M10-minus", _walk(lambda y, t, h: y - h * y * (1 - y)),
                "This walk goes down. The slope y (1 - y) is positive: add it."),
        Mistake("start-at-0", _walk(_euler, start=0.0),
                "From height 0 the walk never leaves 0, for the slope there is 0. Start at 0.5."),
        Mistake("slope-only", _walk(lambda y, t, h: h * y * (1 - y)),
                "A step is ADDED to the height where you are; you keep the step and lose the height."),
        Mistake("sigmoid-of-y", _walk(lambda y, t, h: y + h * truth.sigmoid_grad(y)),
                "y is a height already. The slope is y (1 - y); no sigmoid is needed."),
        Mistake("midpoint", _walk(_midpoint),
                "This takes the slope in the middle of the step. It is more accurate, but it is not Euler's method."),
    ),
)


def _slope_by_difference(h, f=truth.sigmoid):
    return lambda x: (f(x + h) - f(x - h)) / (2 * h)


def _second_difference(h):
    return lambda x: (truth.sigmoid(x + h) - 2 * truth.sigmoid(x) + truth.sigmoid(x - h)) / h**2


def _second(s):
    return s * (1 - s) * (1 - 2 * s)


second_derivative = Exercise(
    "second_derivative",
    lambda x: truth.sigmoid_second_derivative(x),
    (
        Part("everyday inputs", ((1.0,), (-2.0,), (0.0,)),
             "Section 2.5: the slope, times one minus twice the height.", 1.5, 1e-9, 1e-12),
        Part("the far left", ((-40.0,), (-700.0,)),
             "Far to the left the second derivative is tiny and positive, like the slope.", 0.5, 1e-9),
        Part("the far right", ((40.0,), (700.0,)),
             "1 - s has no digits left where s is close to 1. The curve bends right of 0 as it does left of it, "
             "with the other sign: compute on the left.", 0.5, 1e-9),
        Part("arrays of any shape and of integers", ((_TABLE,), (_INTEGERS,)),
             "The result is a float array of the same shape as x.", 1.5, 1e-9, 1e-12),
    ),
    (
        Mistake("cancels", lambda x: _second(truth.sigmoid(x)),
                "The formula is right. Far to the right 1 - s subtracts two nearly equal numbers and leaves 0. "
                "The curve is symmetric: compute on the left, and turn the sign."),
        Mistake("mirrored", lambda x: -truth.sigmoid_second_derivative(x),
                "The sign is turned round: left of 0 the curve bends up, so the second derivative is positive there."),
        Mistake("mirrored", lambda x: -_second(truth.sigmoid(x)),
                "The sign is turned round: left of 0 the curve bends up, so the second derivative is positive there. "
                "And far to the right 1 - s has no digits left."),
        Mistake("always-positive", lambda x: np.abs(truth.sigmoid_second_derivative(x)),
                "This is never negative. It is right on the left; right of 0 the curve bends down."),
        Mistake("M1-precedence", lambda x: truth.sigmoid_grad(x) - 2 * truth.sigmoid(x),
                "The slope times 1, minus 2 s: the bracket around 1 - 2 s is missing."),
        Mistake("slope", lambda x: truth.sigmoid_grad(x),
                "This is the first derivative, the slope. How fast does the slope itself change?"),
        Mistake("grad-of-grad", lambda x: truth.sigmoid_grad(truth.sigmoid_grad(x)),
                "This puts the slope into the slope's formula. A second derivative is the slope OF the slope."),
        Mistake("squared", lambda x: truth.sigmoid_grad(x) ** 2,
                "This is the slope squared. Differentiate s (1 - s) with the product rule."),
        Mistake("one-minus-s", lambda x: truth.sigmoid_grad(x) * truth.sigmoid(-np.asarray(x)),
                "The product rule has two terms, which leave the factor 1 - 2s; here it is 1 - s."),
        Mistake("M8-x-for-s", lambda x: truth.sigmoid_grad(x) * (1 - 2 * np.asarray(x)),
                "The last factor is 1 - 2s with the output s, not with the input x."),
        Mistake("one-minus-s", lambda x: truth.sigmoid_grad(x) * (1 - truth.sigmoid(x)),
                "The product rule has two terms, which leave the factor 1 - 2s; here it is 1 - s."),
        Mistake("slope-for-s", lambda x: truth.sigmoid_grad(x) * (1 - truth.sigmoid_grad(x)),
                "The last factor is 1 - 2s with the height s, not 1 minus the slope."),
        Mistake("slope-for-s", lambda x: truth.sigmoid_grad(x) * (1 - 2 * truth.sigmoid_grad(x)),
                "The last factor is 1 - 2s with the height s, not with the slope."),
        Mistake("one-term", lambda x: -truth.sigmoid(x) * truth.sigmoid_grad(x),
                "This is one term of the product rule. There are two: each factor is differentiated once."),
        *(Mistake("M12-difference", _slope_by_difference(h, truth.sigmoid_grad),
                  "A difference of two slopes is off by truncation or by rounding. Use the formula.")
          for h in (1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8)),
        Mistake("overflow-explicit", lambda x: np.exp(-x) * (np.exp(-x) - 1) / (1 + np.exp(-x)) ** 3,
                "The formula is right. Far to the left its exponentials are too large for a float, and infinity "
                "divided by infinity is not a number. Build on the functions of the course."),
        *(Mistake("M12-difference", _second_difference(h),
                  "A second difference loses its digits to rounding, and all of them in the tails. Use the formula.")
          for h in (1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6)),
        Mistake("overflow", lambda x: _second(textbook_sigmoid(x)) + 0 * np.exp(-2 * x),
                "Far to the left an exponential overflows here. Build on activations.sigmoid."),
    ),
)

affine_slope = Exercise(
    "affine_slope",
    lambda w, b, x: w * truth.sigmoid_grad(w * x + b),
    (
        Part("positive weights", ((2.0, 0.5, -1.0), (0.5, -1.0, 2.0), (4.0, 0.0, 0.0)),
             "The chain rule: the slope of the sigmoid at w x + b, times the slope of w x + b."),
        Part("a negative weight", ((-3.0, 1.0, 0.2),),
             "With a negative weight the curve falls, so its slope is negative."),
        Part("steep curves, without a warning", ((1000.0, 0.0, -2.0), (1000.0, 0.0, 2.0)),
             "A large weight sends large numbers into exp or cosh. Build on activations.sigmoid_grad.", atol=1e-12),
        Part("arrays of x", ((1.5, -0.5, _TABLE), (2.0, 1.0, _INTEGERS)),
             "The result has the same shape as x."),
    ),
    (
        Mistake("no-chain-rule", lambda w, b, x: truth.sigmoid_grad(w * x + b),
                "The factor w is missing: the chain rule multiplies by the slope of w x + b."),
        Mistake("no-bias", lambda w, b, x: w * truth.sigmoid_grad(w * np.asarray(x)),
                "The bias b is missing. It does not change the height of the peak, but it does change its place."),
        Mistake("shift-scaled", lambda w, b, x: w * truth.sigmoid_grad(w * (x + b)),
                "w (x + b) scales the bias too. The inside is w x + b."),
        Mistake("bias-added", lambda w, b, x: w * truth.sigmoid_grad(w * x + b) + b,
                "The bias belongs inside only. A constant has no slope, so nothing is added outside."),
        Mistake("inside-lost", lambda w, b, x: w * truth.sigmoid_grad(x),
                "The factor w is there, but the slope is taken at x. Take it at w x + b."),
        Mistake("bound-as-factor", lambda w, b, x: w / 4 * truth.sigmoid_grad(w * x + b),
                "The slope of the sigmoid has its 1/4 inside already. The factor is w, not w / 4."),
        Mistake("outside", lambda w, b, x: w * truth.sigmoid_grad(x) + b,
                "Weight and bias stand inside the sigmoid. Take its slope at w x + b."),
        Mistake("abs-w", lambda w, b, x: np.abs(w) * truth.sigmoid_grad(w * x + b),
                "The bound is abs(w) / 4. The slope itself keeps the sign of w."),
        Mistake("with-respect-to-w", lambda w, b, x: x * truth.sigmoid_grad(w * x + b),
                "The factor x belongs to the slope in the direction of w. Here x changes: the factor is w."),
        Mistake("M11-bound", lambda w, b, x: w / 4 + 0 * np.asarray(x),
                "w / 4 is the steepest slope there is. Elsewhere it is less: it depends on w x + b."),
        Mistake("height", lambda w, b, x: truth.sigmoid(w * x + b),
                "This is the height. The slope was asked for."),
        Mistake("height-times-w", lambda w, b, x: w * truth.sigmoid(w * x + b),
                "This is the height times w. Use the slope of the sigmoid there."),
        Mistake("w-squared", lambda w, b, x: w**2 * truth.sigmoid_grad(w * x + b),
                "One factor w is enough: the slope of w x + b is w."),
        Mistake("M8-sigmoid-again", lambda w, b, x: w * truth.sigmoid_grad(truth.sigmoid(w * x + b)),
                "activations.sigmoid_grad wants the input w x + b; you gave it the output."),
        Mistake("argument-order", lambda w, b, x: b * truth.sigmoid_grad(b * w + x),
                "The arguments come in the order w, b, x."),
        *(Mistake("M12-difference",
                  lambda w, b, x, h=h: (truth.sigmoid(w * (x + h) + b) - truth.sigmoid(w * (x - h) + b)) / (2 * h),
                  "A difference is off by truncation or by rounding. Use the chain rule.")
          for h in (1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8)),
        Mistake("divided", lambda w, b, x: truth.sigmoid_grad(w * x + b) / w,
                "A larger weight makes the curve steeper: multiply by w."),
        Mistake("overflow", lambda w, b, x: w * _textbook_slope(w * x + b),
                "The numbers are right, but exp(2000) is too large for a float, so NumPy has to warn. "
                "Build on activations.sigmoid_grad."),
    ),
)


def cube(x):
    """Return x to the power of three."""
    return x**3


def _methods(**other):
    methods = METHODS | other
    return lambda f, x, h, method: methods[method](f, x, h)


def _always(estimate):
    return lambda f, x, h, method: estimate(f, x, h)


def _probes(method, h):
    return ((cube, 2.0, 0.1, method), (textbook_sigmoid, 1.0, h, method), (textbook_sigmoid, _TABLE, 1e-3, method))


numerical_grad = Exercise(
    "numerical_grad",
    lambda f, x, h, method: METHODS[method](f, x, h),
    (
        Part("the forward difference", _probes("forward", 1e-3),
             "Rise over run: how far f climbs from x to x + h, divided by h.", rtol=1e-9),
        Part("the central difference", _probes("central", 1e-5),
             "From x - h to x + h: how far is that run?", rtol=1e-9),
        Part("the complex step", _probes("complex", 1e-20),
             "Evaluate f at x + 1j * h; the imaginary part, divided by h, is the slope.", rtol=1e-9),
    ),
    (
        Mistake("run-is-2h", _methods(central=lambda f, x, h: (f(x + h) - f(x - h)) / h),
                "The central difference runs from x - h to x + h. Its run is 2h, so divide by 2h."),
        Mistake("M1-precedence", _methods(central=lambda f, x, h: (f(x + h) - f(x - h)) / 2 * h),
                "/ 2 * h divides by 2 and multiplies by h. Bracket 2 * h."),
        Mistake("run-lost", _methods(central=lambda f, x, h: (f(x + h) - f(x - h)) / 2),
                "The 2 is there and the h is not: the run from x - h to x + h is 2h."),
        Mistake("M1-rise", _methods(forward=lambda f, x, h: f(x + h) - f(x) / h),
                "Only f(x) is divided here. Bracket the rise: (f(x + h) - f(x)) / h."),
        Mistake("half-steps", _methods(central=lambda f, x, h: (f(x + h / 2) - f(x - h / 2)) / h),
                "You step by h/2 to either side. Here h is the distance from x to EACH of the two points."),
        Mistake("backward", _methods(forward=lambda f, x, h: (f(x) - f(x - h)) / h),
                "This looks back from x to x - h. The forward difference looks ahead, to x + h."),
        Mistake("turned-round", _methods(forward=lambda f, x, h: (f(x) - f(x + h)) / h),
                "The sign is turned round: the later value minus the earlier one."),
        Mistake("no-run", _always(lambda f, x, h: f(x + h) - f(x)),
                "This is the rise alone. A slope is rise over run: divide by the run."),
        Mistake("always-forward", _always(METHODS["forward"]),
                "You use the forward difference, whatever the method is called. Look at the argument method."),
        Mistake("always-central", _always(METHODS["central"]),
                "You use the central difference, whatever the method is called. Look at the argument method."),
        Mistake("real-part", _methods(complex=lambda f, x, h: np.real(f(x + 1j * h)) / h),
                "The real part is about f(x) itself. The slope is in the imaginary part."),
        Mistake("absolute", _methods(complex=lambda f, x, h: np.abs(f(x + 1j * h)) / h),
                "abs mixes the real and the imaginary part. The slope is in the imaginary part alone."),
        Mistake("second-difference", _methods(central=lambda f, x, h: (f(x + h) - 2 * f(x) + f(x - h)) / h**2),
                "This central difference estimates the SECOND derivative. The slope needs the two outer points only."),
        Mistake("imaginary-not-divided", _methods(complex=lambda f, x, h: np.imag(f(x + 1j * h))),
                "The imaginary part is h times the slope: divide it by h."),
        Mistake("real-step", _methods(complex=lambda f, x, h: np.imag(f(x + h)) / h),
                "This is always 0. The step must leave the real line, to x + 1j * h, and the slope is then in the "
                "imaginary part of f."),
        Mistake("conjugate", _methods(complex=lambda f, x, h: np.imag(f(x - 1j * h)) / h),
                "A step down the imaginary axis turns the sign round. Step up, to x + 1j * h."),
        *(Mistake("M12-own-h", lambda f, x, h, method, own=own: METHODS[method](f, x, own),
                  "You use a step of your own. Take the h that you are given: smaller is not always better.")
          for own in (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8)),
        Mistake("value", _always(lambda f, x, h: f(x)),
                "This is the value of f at x. How fast does it change?"),
    ),
)


def _slope_from(t):
    return t / (1 + t) ** 2


sigmoid_grad = Exercise(
    "sigmoid_grad",
    lambda x: truth.sigmoid_grad(x),
    (
        Part("everyday inputs", ((0.0,), (2.0,), (-1.0,), (3,)),
             "Section 2.2: the height s, times the room left above it, 1 - s."),
        Part("the far right", ((37.0,), (40.0,), (700.0,)),
             "The slope is the same on both sides of 0. On which side does no subtraction lose digits?"),
        Part("the far left", ((-37.0,), (-700.0,)),
             "Far to the left the slope is close to exp(x)."),
        Part("no warning at plus or minus 1000", ((-1000.0,), (1000.0,)),
             "What overflows here? Only ever take exp (or cosh, or a square) of a number that is not large."),
        Part("arrays of any shape and of integers", ((_TABLE,), (_INTEGERS,)),
             "The result is a float array of the same shape as x."),
    ),
    (
        Mistake("cancels", lambda x: truth.sigmoid(x) * (1 - truth.sigmoid(x)),
                "The formula is right, and far to the right 1 - s subtracts two nearly equal numbers: no digit is "
                "left, and soon the slope is 0. It is the same at x and at -x; choose the side."),
        Mistake("cancels-and-overflows", _textbook_slope,
                "The formula is right. In floats, far to the right 1 - s has no digits left, and far to the left "
                "exp(1000) overflows. The slope is the same at x and at -x; choose the side."),
        Mistake("overflow-left", lambda x: _slope_from(np.exp(-x)),
                "Nothing is subtracted, so the right side is perfect. On the left the exponential and its square "
                "overflow. The slope is the same at x and at -x; choose the side."),
        Mistake("overflow-right", lambda x: _slope_from(np.exp(x)),
                "Nothing is subtracted, so the left side is perfect. On the right the exponential and its square "
                "overflow. The slope is the same at x and at -x; choose the side."),
        Mistake("other-side", lambda x: (lambda s: s * (1 - s))(truth.sigmoid(-np.asarray(x))),
                "Now the right side is perfect, and the left side has lost its digits instead: you turned every x "
                "round. Turn only those that need it."),
        Mistake("grows", lambda x: _slope_from(np.exp(np.abs(x))),
                "On paper this is right as well. But this exponential grows on both sides; let it shrink."),
        *(Mistake("clipped", lambda x, f=f, end=end: f(np.clip(x, -end, end)),
                  "Clipping x keeps the warning away and falsifies the slope: beyond the clip it no longer falls. "
                  "The slope is the same at x and at -x; choose the side.")
          for f in (lambda x: _slope_from(np.exp(-np.abs(x))), _textbook_slope, lambda x: _slope_from(np.exp(-x)))
          for end in (20, 30, 36, 40, 50, 100, 300, 350, 500, 700, 709)),
        Mistake("where-both", lambda x: np.where(np.asarray(x) >= 0, _slope_from(np.exp(-x)), _slope_from(np.exp(x))),
                "The numbers are right. But np.where computes both columns for every x and only then chooses, so one "
                "of them overflows. Make the argument of exp safe in both."),
        Mistake("M8-x-for-s", lambda x: x * (1 - x),
                "s (1 - s) wants the OUTPUT s of the sigmoid; you gave it the input x."),
        Mistake("M10-minus", lambda x: -truth.sigmoid_grad(x),
                "A minus sign was lost: there are two, from the power -1 and from -x. The sigmoid rises."),
        Mistake("M11-peak-1", lambda x: 4 * truth.sigmoid_grad(x),
                "This peaks at 1. The sigmoid's slope peaks at 0.5 times 0.5."),
        Mistake("height", lambda x: truth.sigmoid(x),
                "This is the sigmoid itself. Its slope is s (1 - s)."),
        Mistake("tanh", lambda x: truth.tanh_grad(x),
                "This is the slope of tanh. The sigmoid's is s (1 - s), with a peak of 1/4."),
        Mistake("second-derivative", lambda x: truth.sigmoid_second_derivative(x),
                "This is the second derivative. The factor 1 - 2s is one too many."),
        Mistake("squared", lambda x: truth.sigmoid(x) ** 2,
                "s times s is not s times (1 - s)."),
        Mistake("square-lost", lambda x: np.exp(-np.abs(x)) / (1 + np.exp(-np.abs(x))),
                "The denominator is squared: the power -1 becomes -2 when it is differentiated."),
        *(Mistake("M12-difference", _slope_by_difference(h),
                  "A difference is off by truncation or by rounding, and in the tails it has no digits. "
                  "Use the formula.") for h in (1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10)),
        Mistake("float32", lambda x: _slope_from(np.exp(-np.abs(np.float32(x)))),
                "These are the seven digits of float32, and far out there is nothing left. Compute in float64."),
    ),
    without=(truth.sigmoid_grad,),
)


def _compose(count, function=truth.sigmoid):
    def answer(k, x):
        for _ in range(count(k)):
            x = function(x)
        return x

    return answer


compose = Exercise(
    "compose",
    lambda k, x: _compose(lambda k: k)(k, x),
    (
        Part("one sigmoid", ((1, 0.0), (1, 2.0)), "With k = 1 this is the sigmoid itself."),
        Part("several", ((2, 0.0), (3, -10.0), (50, 10.0)),
             "Put each result into the next sigmoid, and return after the loop, not inside it."),
        Part("no sigmoid", ((0, 3.0),), "With k = 0 nothing is done: the result is x."),
        Part("arrays of any shape", ((5, _TABLE),), "The result has the same shape as x."),
    ),
    (
        Mistake("one-too-many", _compose(lambda k: k + 1),
                "That is one sigmoid too many: compose(0, x) is x itself."),
        Mistake("one-short", _compose(lambda k: k - 1),
                "One sigmoid is missing: range(1, k) counts only k - 1 times."),
        Mistake("not-fed-back", _compose(lambda k: min(k, 1)),
                "Each sigmoid gets the first x again. Put each RESULT into the next one."),
        Mistake("always-one", _compose(lambda k: 1),
                "This is one sigmoid, whatever k is. Repeat it k times."),
        Mistake("times-k", lambda k, x: k * truth.sigmoid(x),
                "k times the sigmoid is not the sigmoid k times over."),
        Mistake("k-inside", lambda k, x: truth.sigmoid(k * np.asarray(x)),
                "This is one steep sigmoid, with weight k. Apply the sigmoid itself k times over."),
        Mistake("power", lambda k, x: truth.sigmoid(x) ** k,
                "This is a power of the output. Composing means: put the output in again."),
        Mistake("fixed-point", _compose(lambda k: 60),
                "This is the fixed point, where every chain ends. After k sigmoids it is not reached yet."),
        Mistake("slope", lambda k, x: truth.sigmoid_grad(x) ** k,
                "This multiplies slopes. The value after k sigmoids was asked for."),
        Mistake("whole-path", lambda k, x: np.array([_compose(lambda k: k)(n, x) for n in range(k + 1)]),
                "This is the whole path, from x on. Only its last value was asked for."),
        Mistake("whole-path", lambda k, x: np.array([_compose(lambda k: k)(n + 1, x) for n in range(k)]),
                "These are the values after each sigmoid. Only the last one was asked for."),
        Mistake("slopes-composed", _compose(lambda k: k, truth.sigmoid_grad),
                "You put slopes into slopes. Apply activations.sigmoid, k times."),
    ),
)


def _figure(drawn):
    """Return the figure of what draw() gave back: Axes, a figure, or a pair with one of them.

    It is closed, so that the next call begins with an empty one, as in a cell of its own.
    """
    figure = (drawn[0] if isinstance(drawn, tuple | list) else drawn).figure
    plt.close(figure.canvas.figure)
    return figure


def _legend_entries(figure):
    """Yield the entries of all legends: a copy of the curve, and the name that the legend gives to it."""
    for legend in [*figure.legends, *(ax.get_legend() for ax in figure.axes if ax.get_legend())]:
        yield from zip(legend.legend_handles, (text.get_text().strip().lower() for text in legend.get_texts()))


def _key(line):
    return line.get_label(), getattr(line, "get_color", str)(), getattr(line, "get_linestyle", str)()


def _curves(figure):
    """Return (name, curve) for all curves; one without a label has the name that a legend gives to it."""
    named = {_key(handle): name for handle, name in _legend_entries(figure)}
    lines = [line for ax in figure.axes for line in ax.lines]
    return [(named.get(_key(line), "") if line.get_label().startswith("_") else line.get_label().strip().lower(), line)
            for line in lines]


def _heights(label):
    """Return a view: the heights at -4, -2, 0, 2, 4 of the first curve of that label, nan where there is none."""
    def view(drawn):
        found = [line.get_xydata() for name, line in _curves(_figure(drawn)) if name == label]
        x, y = found[0][found[0][:, 0].argsort()].T if found else ([0.0], [np.nan])
        return np.interp(np.arange(-4.0, 5, 2), x, y, left=np.nan, right=np.nan)

    return view


def _names(drawn):
    """Count the curves named sigmoid and those named derivative; then, for each, whether a legend has that name."""
    labels = [name for name, _ in _curves(_figure(drawn))]
    entries = {name for _, name in _legend_entries(_figure(drawn))}
    return np.array([f(name) for f in (labels.count, entries.__contains__) for name in ("sigmoid", "derivative")])


def _axis_names(drawn):
    figure = _figure(drawn)
    return np.array([bool(figure.get_supxlabel()) or any(ax.get_xlabel() for ax in figure.axes),
                     bool(figure.get_supylabel()) or any(ax.get_ylabel() for ax in figure.axes)])


def _drawing(*curves, legend=True, names=("x", "height")):
    def draw():
        x = np.linspace(-6, 6, 1201)
        ax = Figure().subplots()
        for label, f in curves:
            ax.plot(x, f(x), label=label)
        if legend:
            ax.legend()
        ax.set(xlabel=names[0], ylabel=names[1])
        return ax

    return draw


_S, _D = ("sigmoid", truth.sigmoid), ("derivative", truth.sigmoid_grad)

draw = Exercise(
    "draw",
    lambda: _drawing(_S, _D)(),
    (
        Part("the curve labelled sigmoid", ((),),
             "Read at x = -4, -2, 0, 2, 4; nan where no such curve is. At 0 the sigmoid is 0.5.",
             rtol=2e-2, view=_heights("sigmoid")),
        Part("the curve labelled derivative", ((),),
             "Read at x = -4, -2, 0, 2, 4; nan where no such curve is. At 0 the derivative has its peak, 0.25.",
             rtol=2e-2, view=_heights("derivative")),
        Part("each curve drawn once and named in the legend", ((),),
             "Counted: curves named sigmoid, curves named derivative; and each name in a legend (0 no, 1 yes).",
             view=_names),
        Part("both axes named", ((),), "Name both: call ax.set_xlabel and ax.set_ylabel.", view=_axis_names),
    ),
    (
        Mistake("twice-the-sigmoid", _drawing(_S, ("derivative", truth.sigmoid)),
                "Both curves are the sigmoid, and one of them is called derivative. Plot what the label says."),
        Mistake("swapped", _drawing(("derivative", truth.sigmoid), ("sigmoid", truth.sigmoid_grad)),
                "The labels have changed places."),
        Mistake("no-labels", _drawing(("", truth.sigmoid), ("", truth.sigmoid_grad), legend=False),
                "No curve has the label sigmoid, and none the label derivative. Write both labels exactly so."),
        Mistake("no-labels", _drawing(("s", truth.sigmoid), ("ds", truth.sigmoid_grad)),
                "No curve has the label sigmoid, and none the label derivative. Write both labels exactly so."),
        Mistake("no-derivative", _drawing(_S),
                "No curve has the label derivative."),
        Mistake("drawn-twice", _drawing(_S, _D, _S, _D),
                "Each curve is drawn twice, and stands twice in the legend. Remove the copies."),
        Mistake("no-legend", _drawing(_S, _D, legend=False),
                "The curves have labels, but no legend shows them. Call ax.legend()."),
        Mistake("no-axis-names", _drawing(_S, _D, names=("", "")),
                "The axes have no names. Call ax.set_xlabel(...) and ax.set_ylabel(...); an = gives no name, it only "
                "covers up the function."),
        Mistake("M11-peak-1", _drawing(_S, ("derivative", lambda x: 4 * truth.sigmoid_grad(x))),
                "The derivative's peak is at 1. It belongs at 0.25; do not rescale a curve without saying so."),
        Mistake("M10-minus", _drawing(_S, ("derivative", lambda x: -truth.sigmoid_grad(x))),
                "The derivative is negative here. The sigmoid rises, so its slope is positive."),
        Mistake("M8-x-for-s", _drawing(_S, ("derivative", lambda x: x * (1 - x))),
                "The derivative was computed from x. It is s (1 - s), with the output s."),
        Mistake("M2-mirrored", _drawing(("sigmoid", lambda x: truth.sigmoid(-x)), _D),
                "The sigmoid falls: the sign in the exponent is turned round."),
    ),
)
