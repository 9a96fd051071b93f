"""The sigmoid, its relatives and their derivatives: NumPy only, exact to a few units in the last place (ULP).

What every function here keeps:

- It takes a number, a list or an array of any shape (ints and bools too) and leaves it unchanged. A single
  number, or a 0-d array, gives a NumPy scalar; anything else gives an array of the same shape.
- It works in float64; float32 in gives float32 out, and float16 in gives float16 out.
- nan stays nan, minus and plus infinity give the limits, and no input causes an overflow, a division or an
  invalid-value warning.
- What is not real numbers (text, None, complex, dates, ragged lists) raises TypeError, in one sentence.

The error bounds are measured, against mpmath, over all of float64 with its subnormal numbers. float32 results
are within 4 of their own ULP.

Each function below is its formula, for an array x of float64 or float32; `_elementwise` does the rest.
"""

import functools

import numpy as np

BLOCK = 16_384  # numbers: so many, and what a formula makes of them, stay in the processor's cache


def _elementwise(formula):
    """Make a function of a formula: it converts what it gets, takes a large array in blocks, and converts back."""
    argument = formula.__code__.co_varnames[0]

    @functools.wraps(formula)
    def function(x):
        x, dtype = _as_float(argument, x)
        result = formula(x) if x.size <= BLOCK else _in_blocks(formula, x)
        return result if result.dtype == dtype else result.astype(dtype)

    return function


def _in_blocks(formula, x):
    flat, result = x.ravel(), np.empty(x.size, x.dtype)
    for start in range(0, x.size, BLOCK):
        block = slice(start, start + BLOCK)
        result[block] = formula(flat[block])
    return result.reshape(x.shape)


def _as_float(name, value):
    """Return `value` as a float64 or float32 array to compute with, and the dtype the result shall have."""
    try:
        array = np.asarray(value, dtype=float if isinstance(value, int) else None)
    except ValueError:
        raise _not_numbers(name, value, " with rows of different lengths") from None
    if array.dtype == np.float64 or array.dtype == np.float32:
        return array, array.dtype
    if array.dtype.kind not in "fiub":
        raise _not_numbers(name, value, f" of dtype {array.dtype}" if array.ndim else "")
    if array.dtype == np.float16:
        return array.astype(np.float32), array.dtype
    return array.astype(float), np.dtype(float)


def _not_numbers(name, value, detail):
    got = type(value).__name__ + detail
    return TypeError(f"{name} must be a real number, or a list or array of real numbers; got {got}.")


@_elementwise
def sigmoid(x):
    """Map any real x to the open interval (0, 1): 1 / (1 + exp(-x)), the logistic function.

    `x`: log-odds (no unit), any shape. Returns probabilities, same shape. From x = 37.43 on the result is
    rounded to 1, below x = -745.13 to 0. Raises TypeError if x is not real numbers.

    Numerics: min(1, exp(x)) (1 - sigmoid(-abs(x))), multiplied out. One exponential serves both factors; it
    never exceeds 1, so it cannot overflow, and the rounding of 1 + exp touches only a small correction: at
    most 1.8 ULP. The shorter exp(x) / (1 + exp(x)) has up to 2.5. Source: Verhulst (1845), who called the
    curve "logistique".

    >>> sigmoid([-1000, 0, 1000]).tolist()
    [0.0, 0.5, 1.0]
    >>> print(f"{sigmoid(-37):.6g}")
    8.53305e-17
    """
    e = np.exp(-np.abs(x))
    m = np.maximum(e, np.sign(x))  # min(1, exp(x)): 1 where x is positive, else e
    e /= 1 + e  # now sigmoid(-abs(x))
    e *= m
    m -= e
    return m


@_elementwise
def log_sigmoid(x):
    """Return log(sigmoid(x)), also where sigmoid(x) itself is rounded to 0 or to 1.

    `x`: log-odds, any shape. Returns log-probabilities (nats), same shape, at most 0: near x far to the left,
    near -exp(-x) far to the right. Raises TypeError if x is not real numbers.

    Numerics: min(x, 0) - log1p(exp(-abs(x))), at most 1.8 ULP; log1p(t) keeps the digits of a tiny t that
    1 + t loses. Source: Maechler (2012), "Accurately computing log(1 - exp(-|a|))".

    >>> print("{:g} {:g}".format(*log_sigmoid([-800, 40])))
    -800 -4.24835e-18
    """
    return np.minimum(x, 0) - np.log1p(np.exp(-np.abs(x)))


@_elementwise
def softplus(x):
    """Return log(1 + exp(x)): a smooth max(x, 0), whose slope is the sigmoid.

    `x`: real numbers, any shape. Returns the same shape, at least 0; softplus(x) = -log_sigmoid(-x).
    Raises TypeError if x is not real numbers.

    Numerics: max(x, 0) + log1p(exp(-abs(x))), at most 1.8 ULP. Source: Dugas and others (2001), who named it.

    >>> softplus([-800, 0, 800]).round(4).tolist()
    [0.0, 0.6931, 800.0]
    """
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


@_elementwise
def logit(p):
    """Return the log-odds log(p / (1 - p)) of a probability p: the inverse of the sigmoid.

    `p`: probabilities, any shape. Returns log-odds (nats), same shape: -inf at 0, inf at 1, and nan outside
    [0, 1], all without a warning. Raises TypeError if p is not real numbers.

    Numerics: around 1/2 the odds are near 1 and their logarithm loses its digits; 2 artanh(2p - 1), the same
    function, keeps them. At most 1.8 ULP. Source: Berkson (1944), who named it.

    >>> logit([0, 0.5, 0.75, 1]).round(4).tolist()
    [-inf, 0.0, 1.0986, inf]
    """
    with np.errstate(all="ignore"):
        return np.where(np.abs(p - 0.5) < 0.25, 2 * np.arctanh(2 * p - 1), np.log(p / (1 - p)))[()]


@_elementwise
def sigmoid_grad(x):
    """Return the slope of the sigmoid at x, its first derivative s (1 - s) with s = sigmoid(x).

    `x`: real numbers, any shape. Returns the slope (per unit of x), same shape: from 0 to 1/4, which it is at
    x = 0. Raises TypeError if x is not real numbers.

    Numerics: the slope is even, and s - s^2 with s = sigmoid(-abs(x)), at most 1/2, loses no digits: at most
    2.7 ULP. sigmoid(x) itself is rounded to 1 from x = 37.43 on, which would leave a slope of 0.

    >>> print("{:g} {:g} {:g}".format(*sigmoid_grad([0, 2, 37])))
    0.25 0.104994 8.53305e-17
    """
    s = sigmoid(-np.abs(x))
    return s - s * s


@_elementwise
def sigmoid_second_derivative(x):
    """Return the second derivative of the sigmoid at x: s (1 - s) (1 - 2s) with s = sigmoid(x).

    `x`: real numbers, any shape. Returns the same shape (per unit of x squared): positive left of 0, negative
    right of it, with extremes of 1/(6 sqrt 3) at x = -1.31696 and 1.31696. Raises TypeError if x is not real
    numbers.

    Numerics: up to its sign it is s - s^2 (3 - 2s) with s = sigmoid(-abs(x)). Near x = 0 that loses its
    digits; there tanh(abs(x) / 2), the same number as 1 - 2s, keeps them. At most 3 ULP.

    >>> sigmoid_second_derivative([-1.31696, 0, 1.31696]).round(6).tolist()
    [0.096225, 0.0, -0.096225]
    """
    a = np.abs(x)
    s = sigmoid(-a)
    size = np.where(a > 2, s - s * s * (3 - 2 * s), (s - s * s) * np.tanh(a / 2))
    return 0 - np.sign(x) * size


@_elementwise
def tanh(x):
    """Return the hyperbolic tangent of x, 2 sigmoid(2x) - 1: the sigmoid stretched to the interval (-1, 1).

    `x`: real numbers, any shape. Returns the same shape. Raises TypeError if x is not real numbers.

    Numerics: NumPy's own, at most 2 ULP; 2 sigmoid(2x) - 1 loses its digits near x = 0.

    >>> tanh([-1000, 0, 1000]).tolist()
    [-1.0, 0.0, 1.0]
    """
    return np.tanh(x)


@_elementwise
def tanh_grad(x):
    """Return the slope of tanh at x, its first derivative 1 - tanh(x)^2.

    `x`: real numbers, any shape. Returns the slope (per unit of x), same shape: from 0 to 1, which it is at
    x = 0. Raises TypeError if x is not real numbers.

    Numerics: 4 sigmoid_grad(2x), at most 2.7 ULP; 1 - tanh(x)^2 is rounded to 0 from x = 19.06 on. Beyond 400
    the slope is below every float64, so clipping x there only keeps 2x finite.

    >>> tanh_grad([0, 1, 1000]).round(4).tolist()
    [1.0, 0.42, 0.0]
    """
    return 4 * sigmoid_grad(2 * np.clip(x, -400, 400))


def logistic(x, L=1, k=1, x0=0):
    """Return the logistic growth curve L sigmoid(k (x - x0)): a sigmoid with a ceiling, rate and midpoint.

    `x`: where to look, for example a time. `L`: the ceiling, in the unit of the result. `k`: the rate, per
    unit of x, negative for a falling curve. `x0`: the midpoint, in the unit of x. All four broadcast.
    Returns numbers between 0 and L, in the precision of x. Raises TypeError if an argument is not real
    numbers.

    Source: Verhulst (1845).

    >>> print(logistic(10, L=500, k=0.3, x0=10))
    250.0
    """
    x, dtype = _as_float("x", x)
    L, k, x0 = _as_float("L", L)[0], _as_float("k", k)[0], _as_float("x0", x0)[0]
    with np.errstate(over="ignore", invalid="ignore"):
        return (L * sigmoid(k * (x - x0))).astype(dtype, copy=False)
