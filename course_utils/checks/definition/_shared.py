"""What exercises of this lesson share: places to probe, and a short way to write one mistake made in several ways."""

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
    "the input x itself": lambda x: np.asarray(x, dtype=float),
    "relu, the larger of 0 and x": lambda x: np.maximum(x, 0.0),
    "sinh": lambda x: np.sinh(np.clip(x, -700.0, 700.0)),
    "tan": np.tan,
}


def neighbours(*left_out):
    """Return a mistake for each neighbour but those left out."""
    return tuple(Mistake("neighbour", f, f"Your values are those of another function: {name}.", "another function")
                 for name, f in OTHERS.items() if name not in left_out)
