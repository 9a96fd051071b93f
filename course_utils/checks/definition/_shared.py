"""What exercises of this lesson share: places to probe, and a short way to write one mistake made in several ways."""

from statistics import NormalDist

import numpy as np

from course_utils.checks.engine.exercise import Mistake

TABLE = np.array([[-3.0, -0.5], [0.25, 4.0]])
INTEGERS = np.array([-2, 0, 3])
ROW = np.array([4.0, -0.25, 1.5])
ARRAYS = (TABLE, INTEGERS, ROW, np.array([-1.75]), np.arange(-1.5, 1.5, 0.25).reshape(2, 3, 2))
EPSILONS = (1e-16, 2.0**-52, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5)


def each(*places):
    """Make a probe of one argument of each place."""
    return tuple((place,) for place in places)


def drawn(low, high, count=3):
    """Draw places between two ends, always the same ones, with three decimals.

    >>> drawn(0, 1)
    [0.512, 0.95, 0.144]
    """
    return np.random.default_rng(1).uniform(low, high, count).round(3).tolist()


def made(id, family, says, *answers):
    """Return one mistake for each answer: it can be made in several ways, and the sentence is true of all of them."""
    return tuple(Mistake(id, answer, says, family) for answer in answers)


def inner(x):
    """Return the sigmoid with a code of its own, for mistakes where an answer must not call the course's."""
    e = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1, e) / (1 + e)


def cut(f, low=-np.inf, high=np.inf, below=0.0, above=1.0):
    """Return f with other values outside of an interval: numbers, or functions of x."""
    def answer(x):
        x = np.asarray(x, dtype=float)
        left, right = (value(x) if callable(value) else value for value in (below, above))
        return np.where(x < low, left, np.where(x > high, right, f(x)))

    return answer


def clipped(f, end):
    """Return f of x, where x is first brought between -end and end."""
    return lambda x: f(np.clip(x, -end, end))


def short(f, digits=(3, 4, 5, 6, 8, 9, 10), formats=(np.float32, np.float16)):
    """Return the mistakes of keeping too few digits of f, a function whose last argument is x."""
    def in_format(dtype, at_once):
        return lambda *given: dtype(f(*given[:-1], dtype(given[-1]) if at_once else given[-1]))

    return (
        *made("short-float", "dtype", "Right to about seven digits, or to three. Is something computed or stored in a "
              "short float format?", *(in_format(dtype, at_once) for dtype in formats
                                         for at_once in (True, False))),
        *made("rounded", "precision", "Right to a fixed number of decimals, and 0 where numbers are smaller than that. "
              "Is something rounded?", *(lambda *given, n=n: np.round(f(*given), n) for n in digits)),
    )


INNER = {
    "2 x": lambda x: 2 * x, "x / 2": lambda x: x / 2, "x - 1": lambda x: x - 1, "x + 1": lambda x: x + 1,
    "x squared": lambda x: x * x, "the size of x": np.abs, "minus the size of x": lambda x: -np.abs(x),
    "1 - x": lambda x: 1 - x, "x cut down to a whole number": np.trunc,
}
OUTER = {
    "the squares of the right ones": lambda y: y * y, "the roots of the right ones": lambda y: np.sqrt(np.abs(y)),
    "the logarithms of the right ones": lambda y: np.log(np.maximum(np.abs(y), 1e-320)),
    "the exponentials of the right ones": lambda y: np.exp(np.minimum(y, 700.0)),
    "products of the right ones with 1 minus them": lambda y: y * (1 - y), "half of 1 plus the right ones":
    lambda y: (1 + y) / 2, "twice the right ones, minus 1": lambda y: 2 * y - 1,
}


def varied(f, *left_out):
    """Return mistakes in which f, a function whose last argument is x, is taken at another place, or altered."""
    taken = [(f"Your values are the right ones for {name}, where x was meant.",
              lambda *given, g=g: f(*given[:-1], g(np.asarray(given[-1], float))))
             for name, g in INNER.items() if name not in left_out]
    altered = [(f"Your values are {name}.", lambda *given, g=g: g(f(*given)))
               for name, g in OUTER.items() if name not in left_out]
    return (
        *(Mistake("another-place", answer, says, "another function") for says, answer in taken),
        *(Mistake("altered", answer, says, "another function") for says, answer in altered),
        *made("joined", "axis", "For a whole array a single number comes back. Each entry should have its own.",
              *(lambda *given, g=g: g(f(*given)) for g in (np.sum, np.mean, np.max))),
    )


OTHERS = {  # neighbours that are taken for the function that is asked for
    "the sigmoid": inner,
    "the sigmoid's slope": lambda x: inner(x) * inner(np.negative(x)),
    "tanh": np.tanh,
    "1 - tanh squared, the slope of tanh": lambda x: 1 - np.tanh(x) ** 2,
    "the logarithm of the sigmoid": lambda x: np.minimum(x, 0) - np.log1p(np.exp(-np.abs(x))),
    "softplus": lambda x: np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x))),
    "the exponential": lambda x: np.exp(np.minimum(x, 700.0)),
    "a step": lambda x: np.where(np.asarray(x) > 0, 1.0, 0.0),
    "softsign": lambda x: x / (1 + np.abs(x)),
    "softsign, moved between 0 and 1": lambda x: 0.5 + 0.5 * x / (1 + np.abs(x)),
    "arctan": np.arctan,
    "arctan, moved between 0 and 1": lambda x: 0.5 + np.arctan(x) / np.pi,
    "the S of the bell curve": lambda x: np.vectorize(NormalDist().cdf, otypes=[float])(x),
    "the input x itself": lambda x: np.asarray(x, dtype=float),
    "relu, the larger of 0 and x": lambda x: np.maximum(x, 0.0),
    "sinh": lambda x: np.sinh(np.clip(x, -700.0, 700.0)),
    "tan": np.tan,
}


def neighbours(*left_out):
    """Return a mistake for each neighbour but those left out."""
    return tuple(Mistake("neighbour", f, f"Your values are those of another function: {name}.", "another function")
                 for name, f in OTHERS.items() if name not in left_out)
