"""Exercise 2.7: numerical_grad."""

import itertools

import numpy as np

from course_utils import differences
from course_utils.checks.definition._shared import ARRAYS, made
from course_utils.checks.derivative._shared import STEPS, textbook_sigmoid
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.differences import METHODS

NAMES = ("forward", "central", "complex")


def cube(x):
    """Return x to the power of three."""
    return x**3


def _methods(**other):
    methods = METHODS | other
    return lambda f, x, h, method: methods[method](f, x, h)


def _one_of(name, *estimates):
    """Return an answer for each estimate, which stands for one of the three methods."""
    return tuple(_methods(**{name: estimate}) for estimate in estimates)


def _probes(method, h):
    arrays = tuple((textbook_sigmoid, x, 1e-3, method) for x in ARRAYS)
    return ((cube, 2.0, 0.1, method), (cube, 2, 0.25, method), (textbook_sigmoid, 1.0, h, method),
            (np.exp, -1.5, 0.5, method), (np.cos, 1.0, 0.25, method), *arrays)


def _real(value):
    """Show a complex number as its two parts, so that it can be told from a real one."""
    return np.stack([np.real(value), np.imag(value)], axis=-1) if np.iscomplexobj(value) else value


def _mean(f, x, h):
    return (METHODS["forward"](f, x, h) + (f(x) - f(x - h)) / h) / 2


exercise = Exercise(
    "numerical_grad",
    _methods(),
    (
        Part("the forward difference", _probes("forward", 1e-3),
             "Which two points does the method use, and how far apart are they?",
             rtol=1e-9, view=_real, shows="the slopes",
             more="A slope is rise over run. The rise is how far f climbs from the first point to the second; brackets "
             "hold it together before it is divided."),
        Part("the central difference", _probes("central", 1e-5),
             "How long is the run from the point on the left to the point on the right?",
             rtol=1e-9, view=_real, shows="the slopes",
             more="h is the distance from x to each of the two points, so the run is longer than h. Brackets hold "
             "together what stands below the line, too."),
        Part("the complex step", _probes("complex", 1e-20),
             "In which part of the complex number that f returns is the slope?",
             rtol=1e-9, view=_real, shows="the slopes",
             more="Step off the real line by h, along the imaginary axis. What comes back has a part that is about "
             "f(x), and one that is about h times the slope. The result is a real number."),
    ),
    (
        *made("run-is-2h", "missing part", "Your central difference is twice what it should be. How long is the run "
              "from the left point to the right one?", *_one_of("central", lambda f, x, h: (f(x + h) - f(x - h)) / h)),
        *made("M1-precedence", "brackets", "Your central difference shrinks with h, which a slope does not. Does a "
              "bracket hold together what is divided by?", *_one_of(
                  "central", lambda f, x, h: (f(x + h) - f(x - h)) / 2 * h, lambda f, x, h: (f(x + h) - f(x - h)) / 2,
                  lambda f, x, h: f(x + h) - f(x - h))),
        *made("M1-rise", "brackets", "Only one of the two values is divided in your difference. Does a bracket hold "
              "the rise together?", *_one_of("forward", lambda f, x, h: f(x + h) - f(x) / h),
              *_one_of("central", lambda f, x, h: f(x + h) - f(x - h) / (2 * h), lambda f, x,
              h: f(x + h) - f(x - h) / 2 * h),
              lambda f, x, h, method: {"forward": f(x + h) - f(x) / h, "central": f(x + h) - f(x - h) / (2 * h),
                                       "complex": np.imag(f(x + 1j * h)) / h}[method]),
        *made("other-points", "scale", "Your values are those of a method that uses other points than x and those at "
              "the distance h.",
              *_one_of("central", lambda f, x, h: (f(x + h / 2) - f(x - h / 2)) / h,
                       lambda f, x, h: (f(x + 2 * h) - f(x - 2 * h)) / (4 * h),
                       lambda f, x, h: (f(x - 2 * h) - 8 * f(x - h) + 8 * f(x + h) - f(x + 2 * h)) / (12 * h)),
              *_one_of("forward", lambda f, x, h: (f(x + 2 * h) - f(x)) / (2 * h),
                       lambda f, x, h: (-f(x + 2 * h) + 4 * f(x + h) - 3 * f(x)) / (2 * h),
                       lambda f, x, h: (f(x + h / 2) - f(x)) / (h / 2)),
              *(lambda f, x, h, method, size=size: METHODS[method](f, x, h * size(x))
                for size in (lambda x: np.maximum(1, np.abs(x)), lambda x: 1 + np.abs(x), np.abs))),
        *made("backward", "sign", "The backward difference stands where another was meant: it looks from x to the "
              "left.",
              *_one_of("forward", lambda f, x, h: (f(x) - f(x - h)) / h),
              *_one_of("central", lambda f, x, h: (f(x) - f(x - h)) / h)),
        *made("never-negative", "sign", "None of your slopes is below 0, and the slope of a falling function is.",
              lambda f, x, h, method: np.abs(METHODS[method](f, x, h))),
        *made("turned-round", "sign", "A slope has the right size and the wrong sign: which value is taken from which?",
              *_one_of("forward", lambda f, x, h: (f(x) - f(x + h)) / h),
              *_one_of("central", lambda f, x, h: (f(x - h) - f(x + h)) / (2 * h)),
              *_one_of("complex", lambda f, x, h: np.imag(f(x - 1j * h)) / h),
              lambda f, x, h, method: -METHODS[method](f, x, h)),
        *made("no-run", "missing part", "What comes is the rise alone, in one of the methods or in all. A slope is "
              "rise over run.", *_one_of("forward", lambda f, x, h: f(x + h) - f(x)),
              *_one_of("complex", lambda f, x, h: np.imag(f(x + 1j * h))), lambda f, x, h, method: f(x + h) - f(x),
              lambda f, x, h, method: METHODS[method](f, x, h) * h),
        *made("run-of-another", "missing part", "One method divides by the run of another.",
              *_one_of("forward", lambda f, x, h: (f(x + h) - f(x)) / (2 * h)),
              *_one_of("complex", lambda f, x, h: np.imag(f(x + 1j * h)) / (2 * h),
                       lambda f, x, h: np.imag(f(x + 1j * h) - f(x - 1j * h)) / h,
                       lambda f, x, h: np.imag(f(x + 1j * h)) / h**2)),
        *made("another-method", "another function", "At least one of the names gives what another of the three should "
              "give. Look at the argument method.",
              *(_methods(**{name: METHODS[other] for name, other in zip(NAMES, got)})
                for got in itertools.product(NAMES, repeat=3) if got != NAMES),
              *_one_of("forward", _mean)),
        *made("wrong-part", "another function", "The complex step gives a number that is mostly f(x), or an angle. In "
              "which part of the complex number is the slope?", *_one_of(
                  "complex", lambda f, x, h: np.real(f(x + 1j * h)) / h, lambda f, x, h: np.abs(f(x + 1j * h)) / h,
                  lambda f, x, h: np.angle(f(x + 1j * h)) / h, lambda f, x, h: np.real(f(x + 1j * h)),
                  lambda f, x, h: np.abs(f(x + 1j * h) - f(x)) / h)),
        *made("still-complex", "dtype", "The complex step returns a complex number. A real one was asked for.",
              *_one_of(
            "complex", lambda f, x, h: f(x + 1j * h) / h, lambda f, x, h: (f(x + 1j * h) - f(x)) / h,
            lambda f, x, h: (f(x + 1j * h) - f(x)) / (1j * h), lambda f, x, h: f(x + 1j * h))),
        *made("real-step", "missing part", "Your complex step gives 0, wherever x is. Does the step leave the real "
              "line?",
              *_one_of("complex", lambda f, x, h: np.imag(f(x + h)) / h, lambda f, x, h: np.imag(f(x) + 1j * h) * 0)),
        *made("another-step", "argument order", "Your complex step evaluates f at another place than h above x.",
              *_one_of(
            "complex", lambda f, x, h: np.imag(f(x * 1j * h)) / h, lambda f, x, h: np.imag(f(1j * h)) / h,
            lambda f, x, h: np.imag(f(x + h + 1j * h)) / h, lambda f, x, h: np.imag(f(x * (1 + 1j * h))) / h,
            lambda f, x, h: np.imag(f(h + 1j * x)) / h)),
        *made("second-difference", "another function", "Your central difference is divided by h twice, or estimates "
              "the SECOND derivative.", *_one_of(
                  "central", lambda f, x, h: (f(x + h) - 2 * f(x) + f(x - h)) / h**2,
                  lambda f, x, h: (f(x + h) - f(x - h)) / h**2, lambda f, x, h: (f(x + h) - f(x - h)) / (2 * h) ** 2)),
        *made("added", "sign", "Your difference is of the size of f(x) divided by h: are values added that should be "
              "subtracted?", *_one_of("central", lambda f, x, h: (f(x + h) + f(x - h)) / (2 * h)),
              *_one_of("forward", lambda f, x, h: (f(x + h) + f(x)) / h)),
        *made("M12-own-h", "precision", "Your slopes do not depend on h as they should: one of the methods, or all, "
              "take another step than the one that is given. Smaller is not always better.",
              *(lambda f, x, h, method, own=own: METHODS[method](f, x, own) for own in STEPS),
              *(wrong for own in (1e-8, 1e-10, 1e-20, 1e-30, 1e-100, 1e-200) for wrong in _one_of(
                  "complex", lambda f, x, h, own=own: METHODS["complex"](f, x, own))),
              *(wrong for name in ("forward", "central") for own in STEPS for wrong in _one_of(
                  name, lambda f, x, h, own=own, name=name: METHODS[name](f, x, own)))),
        *made("other-h", "scale", "Each of your methods takes a multiple or a power of the h that is given.",
              *(lambda f, x, h, method, g=g: METHODS[method](f, x, g(h)) for g in (
                  lambda h: 2 * h, lambda h: h / 2, lambda h: h / 10, lambda h: 10 * h, lambda h: h * h))),
        *made("value-for-rise", "missing part", "A value of f, divided by h, stands where a rise should be, or values "
              "and differences are mixed.",
              *_one_of("forward", lambda f, x, h: f(x + h) / h, lambda f, x, h: (f(x - h) - f(x)) / h),
              *_one_of("central", lambda f, x, h: (f(x + h) - 2 * f(x) + f(x - h)) / (2 * h)),
              *_one_of("complex", lambda f, x, h: np.real(f(x + 1j * h) - f(x)) / h)),
        *made("rounded", "precision", "Right to a fixed number of decimals. Is something rounded?",
              *(lambda f, x, h, method, n=n: np.round(METHODS[method](f, x, h), n) for n in (2, 3, 4, 5, 6, 8))),
        *made("joined", "axis", "For a whole array a single number comes back. Each entry should have its own slope.",
              *(lambda f, x, h, method, g=g: g(METHODS[method](f, x, h)) for g in (np.sum, np.mean, np.max))),
        *made("height", "another function", "This is the value of f. How fast does it change?",
              lambda f, x, h, method: f(x), lambda f, x, h, method: f(x + h)),
    ),
    without=(differences.numerical_grad, *METHODS.values()),
    section="2.7",
)
