"""Exercise 2.7: numerical_grad."""

import numpy as np

from course_utils.checks.derivative._shared import TABLE, textbook_sigmoid
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.differences import METHODS


def cube(x):
    """Return x to the power of three."""
    return x**3


def _methods(**other):
    methods = METHODS | other
    return lambda f, x, h, method: methods[method](f, x, h)


def _always(estimate):
    return lambda f, x, h, method: estimate(f, x, h)


def _probes(method, h):
    return ((cube, 2.0, 0.1, method), (textbook_sigmoid, 1.0, h, method), (textbook_sigmoid, TABLE, 1e-3, method))


exercise = Exercise(
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
                "The central difference runs from x - h to x + h. Its run is 2h, so divide by 2h.", "missing part"),
        Mistake("M1-precedence", _methods(central=lambda f, x, h: (f(x + h) - f(x - h)) / 2 * h),
                "/ 2 * h divides by 2 and multiplies by h. Bracket 2 * h.", "brackets"),
        Mistake("run-lost", _methods(central=lambda f, x, h: (f(x + h) - f(x - h)) / 2),
                "The 2 is there and the h is not: the run from x - h to x + h is 2h.", "missing part"),
        Mistake("M1-rise", _methods(forward=lambda f, x, h: f(x + h) - f(x) / h),
                "Only f(x) is divided here. Bracket the rise: (f(x + h) - f(x)) / h.", "brackets"),
        Mistake("half-steps", _methods(central=lambda f, x, h: (f(x + h / 2) - f(x - h / 2)) / h),
                "You step by h/2 to either side. Here h is the distance from x to EACH of the two points.", "scale"),
        Mistake("backward", _methods(forward=lambda f, x, h: (f(x) - f(x - h)) / h),
                "This looks back from x to x - h. The forward difference looks ahead, to x + h.", "sign"),
        Mistake("turned-round", _methods(forward=lambda f, x, h: (f(x) - f(x + h)) / h),
                "The sign is turned round: the later value minus the earlier one.", "sign"),
        Mistake("no-run", _always(lambda f, x, h: f(x + h) - f(x)),
                "This is the rise alone. A slope is rise over run: divide by the run.", "missing part"),
        Mistake("always-forward", _always(METHODS["forward"]),
                "You use the forward difference, whatever the method is called. Look at the argument method.",
                "another function"),
        Mistake("always-central", _always(METHODS["central"]),
                "You use the central difference, whatever the method is called. Look at the argument method.",
                "another function"),
        Mistake("real-part", _methods(complex=lambda f, x, h: np.real(f(x + 1j * h)) / h),
                "The real part is about f(x) itself. The slope is in the imaginary part.", "another function"),
        Mistake("absolute", _methods(complex=lambda f, x, h: np.abs(f(x + 1j * h)) / h),
                "abs mixes the real and the imaginary part. The slope is in the imaginary part alone.",
                "another function"),
        Mistake("second-difference", _methods(central=lambda f, x, h: (f(x + h) - 2 * f(x) + f(x - h)) / h**2),
                "This central difference estimates the SECOND derivative. The slope needs the two outer points only.",
                "another function"),
        Mistake("imaginary-not-divided", _methods(complex=lambda f, x, h: np.imag(f(x + 1j * h))),
                "The imaginary part is h times the slope: divide it by h.", "missing part"),
        Mistake("real-step", _methods(complex=lambda f, x, h: np.imag(f(x + h)) / h),
                "This is always 0. The step must leave the real line, to x + 1j * h, and the slope is then in the "
                "imaginary part of f.", "missing part"),
        Mistake("conjugate", _methods(complex=lambda f, x, h: np.imag(f(x - 1j * h)) / h),
                "A step down the imaginary axis turns the sign round. Step up, to x + 1j * h.", "sign"),
        *(Mistake("M12-own-h", lambda f, x, h, method, own=own: METHODS[method](f, x, own),
                  "You use a step of your own. Take the h that you are given: smaller is not always better.",
                "precision")
          for own in (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8)),
        Mistake("value", _always(lambda f, x, h: f(x)),
                "This is the value of f at x. How fast does it change?", "another function"),
    ),
    section="2.7",
)
