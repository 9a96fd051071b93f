"""Right answers to exercise 8.3, gate_bias, each written differently."""

import math

import numpy as np

from course_utils.activations import softplus


def _lines(steps, share):
    kept = np.log(share) / steps
    lost = -np.expm1(kept)
    return kept - np.log(lost)


def _one_by_one(steps, share):
    """With the standard library alone, one number at a time."""
    def one(n, q):
        kept = math.log(q) / n
        return kept - math.log(-math.expm1(kept))

    return np.vectorize(one, otypes=[float])(steps, share)[()]


def _newton(steps, share):
    """Solve softplus(-b) = -ln(share) / steps by Newton's method in the logarithm of both sides."""
    target = -np.log(share) / np.asarray(steps, dtype=float)
    b = -np.log(target)
    for _ in range(60):
        loss = softplus(-b)
        b = b + (np.log(loss) - np.log(target)) * loss * (1 + np.exp(b))
    return b


RIGHT = [
    lambda steps, share: -np.log(np.expm1(-np.log(share) / steps)),
    lambda steps, share: np.log(share) / steps - np.log(-np.expm1(np.log(share) / steps)),
    lambda n, left: np.log(1 / np.expm1(np.log(1 / left) / n)),
    lambda steps, share: -np.log(np.expm1(np.log(2) * -np.log2(share) / steps)),
    _lines,
    _one_by_one,
    _newton,
]
