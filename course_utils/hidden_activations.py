"""The activations a hidden layer may have, each with its slope, and what they make of a normal pre-activation.

``ACTIVATIONS[name]`` is a pair: f and its slope, both on numbers or arrays of any shape; float32 stays float32. Where f
has a corner (relu, selu) the slope there is the left one, by convention. Most are as accurate as ``activations``, on
which they are built; gelu, silu and mish lose relative digits where they, or their slopes, cross 0 or leave float64.
"""

import math

import numpy as np

from course_utils._validation import number
from course_utils.activations import sigmoid, sigmoid_grad, softplus, tanh, tanh_grad

_ALPHA, _LAMBDA = 1.6732632423543772, 1.0507009873554805  # with these, selu maps mean 0 and variance 1 to themselves


def _normal_cdf(z):
    from scipy.special import ndtr  # here, so that those who need no gelu do not wait for SciPy

    return ndtr(z)


def _gelu(z):
    return z * _normal_cdf(z)


def _gelu_grad(z):
    return _normal_cdf(z) + z * np.exp(-np.square(z) / 2) / math.sqrt(2 * math.pi)


def _mish(z):
    return z * tanh(softplus(z))


def _mish_grad(z):
    return tanh(softplus(z)) + z * tanh_grad(softplus(z)) * sigmoid(z)


def _selu(z):
    return _LAMBDA * (np.maximum(z, 0) + _ALPHA * np.expm1(np.minimum(z, 0)))


def _selu_grad(z):
    return _LAMBDA * np.where(np.greater(z, 0), 1, _ALPHA * np.exp(np.minimum(z, 0)))


ACTIVATIONS = {
    "sigmoid": (sigmoid, sigmoid_grad),
    "4 sigmoid - 2": (lambda z: 2 * tanh(np.divide(z, 2)), lambda z: 4 * sigmoid_grad(z)),
    "tanh": (tanh, tanh_grad),
    "softsign": (lambda z: z / (1 + np.abs(z)), lambda z: (1 + np.abs(z)) ** -2.0),  # Bergstra and others (2009)
    "relu": (lambda z: np.maximum(z, 0), lambda z: np.heaviside(z, 0)),  # Nair and Hinton (2010)
    "elu": (  # Clevert, Unterthiner and Hochreiter (2016)
        lambda z: np.maximum(z, 0) + np.expm1(np.minimum(z, 0)),
        lambda z: np.exp(np.minimum(z, 0)),
    ),
    "selu": (_selu, _selu_grad),  # Klambauer and others (2017)
    "gelu": (_gelu, _gelu_grad),  # Hendrycks and Gimpel (2016)
    "silu": (lambda z: z * sigmoid(z), lambda z: sigmoid(z) + z * sigmoid_grad(z)),  # Elfwing and others (2018)
    "mish": (_mish, _mish_grad),  # Misra (2019)
    "softplus": (softplus, sigmoid),  # Dugas and others (2001)
}


def activation(name):
    """Return the activation of that name and its slope, two functions of arrays; ValueError if it is unknown.

    >>> f, slope = activation("4 sigmoid - 2")
    >>> print(f(0.0), slope(0.0), f(1000.0))
    0.0 1.0 2.0
    """
    if name not in ACTIVATIONS:
        raise ValueError(f"activation is {name!r}; expected one of {', '.join(ACTIVATIONS)}.")
    return ACTIVATIONS[name]


def gaussian_mean(f, variance=1.0):
    """Return the mean of f(z), a float, for z drawn from the normal distribution N(0, variance).

    `f`: a function of arrays; it may have a jump or a corner at 0. Numerics: the midpoint rule, in 4000 steps out to
    8 standard deviations, none of which steps across 0: right to 5 digits for every activation here.

    >>> print(f"{gaussian_mean(sigmoid):.3f} {gaussian_mean(np.square, variance=4):.3f}")
    0.500 4.000
    """
    variance = number("variance", variance, zero=True)
    z = (np.arange(-2000, 2000) + 0.5) / 250
    return float(f(math.sqrt(variance) * z) @ np.exp(-z * z / 2) / (250 * math.sqrt(2 * math.pi)))


def predicted_factor(s_w, name="sigmoid", layers=50):
    """Return what one layer backwards does to the size of a gradient, in a wide net with weights of N(0, s_w^2 / n).

    `s_w`: the scale of the weights, from 0 up; biases are 0. A layer maps the mean square q of the pre-activations to
    s_w^2 E[f(z)^2] and multiplies that of a gradient by s_w^2 E[f'(z)^2], with z from N(0, q). The factor is the root
    of the latter, for the q that is left after so many `layers`, from q = 1. Source: Poole and others (2016);
    Schoenholz and others (2017).

    >>> print(f"{predicted_factor(1):.4f} {predicted_factor(4):.4f} {predicted_factor(2**0.5, 'relu'):.4f}")
    0.2361 0.6316 1.0000
    """
    s_w, (f, slope), q = number("s_w", s_w, zero=True), activation(name), 1.0
    for _ in range(number("layers", layers, whole=True)):
        q = s_w**2 * gaussian_mean(lambda z: np.square(f(z)), q)
    return s_w * math.sqrt(gaussian_mean(lambda z: np.square(slope(z)), q))


_FINITE = {2: 11, 4: 40, 8: 40}  # exp of this is finite in a float of so many bytes, and sigmoid rounded to 1


def _fast_sigmoid(z):
    t = np.exp(np.minimum(z, _FINITE[z.itemsize]))
    t /= 1 + t
    return t


# For networks: f, and its slope from z and the output a = f(z). Where a alone will do, an exponential is spared, as in
# every library; the price is a slope with an absolute error of one rounding, which far out is all that is left of it.
IN_LAYERS = {name: (f, lambda z, a, slope=slope: slope(z)) for name, (f, slope) in ACTIVATIONS.items()}
IN_LAYERS |= {
    "sigmoid": (_fast_sigmoid, lambda z, a: a - a * a),  # 2.5 ULP for 1.8, in half the time
    "4 sigmoid - 2": (lambda z: 2 * np.tanh(z / 2), lambda z, a: 1 - a * a / 4),
    "tanh": (np.tanh, lambda z, a: 1 - a * a),
    "relu": (lambda z: np.maximum(z, 0), lambda z, a: a > 0),
}
