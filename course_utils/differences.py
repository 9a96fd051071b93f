"""Numerical differentiation: the slope of a function from its values alone."""

import numpy as np


def _forward(f, x, h):
    return (f(x + h) - f(x)) / h


def _central(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


def _complex(f, x, h):
    return np.imag(f(x + 1j * h)) / h


METHODS = {"forward": _forward, "central": _central, "complex": _complex}


def numerical_grad(f, x, h=1e-5, method="central"):
    """Estimate the slope of f at each x, element by element, from values of f alone.

    `f`: a function of arrays. `x`: real numbers, any shape. `h`: the step, in the unit of x, a positive number.
    `method`: "forward", "central" or "complex". Returns the slopes (per unit of x), in the shape that f returns.
    Raises TypeError if f cannot be called or x is not real numbers; ValueError for an unknown method, a step
    that is not positive, and a real step so small that x + h is rounded to x.

    Numerics: the truncation error is about h f''/2 (forward) or h^2 f'''/6 (the others). A difference also
    loses about 1e-16 |f| / h to rounding, so h near 1e-8 (forward) or 6e-6 (central) is best where x, f and its
    derivatives are of order 1. The complex step subtracts nothing: any tiny h, say 1e-20, gives every digit.
    But f must then accept complex numbers and be analytic: no abs, no comparisons. Source: Squire and Trapp
    (1998), "Using complex variables to estimate derivatives of real functions".

    >>> print(numerical_grad(np.square, 3.0).round(6), numerical_grad(np.exp, 0.0, 1e-20, "complex"))
    6.0 1.0
    """
    if not callable(f):
        raise TypeError(f"f is of type {type(f).__name__}; expected a function.")
    if method not in METHODS:
        raise ValueError(f"method is {method!r}; expected one of {', '.join(METHODS)}.")
    x, h = _real("x", x).astype(float), _real("h", h)
    if h.ndim or not 0 < h < np.inf:
        raise ValueError(f"h is {h}; expected one positive number.")
    if method != "complex" and np.any(x + h == x):
        raise ValueError(f"h is {h:g}, so small that x + h is rounded to x; expected a larger step.")
    return METHODS[method](f, x, float(h))


def _real(name, value):
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} has rows of different lengths; expected a rectangular array.") from None
    if array.dtype.kind not in "biuf":
        raise TypeError(f"{name} holds {array.dtype}; expected real numbers.")
    return array
