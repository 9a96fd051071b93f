"""Right answers to exercise 5.12, gate_bias, each written differently."""

import numpy as np
from scipy.special import exprel

from course_utils.activations import logit


def _small_part(n):
    """From the share that is lost at each word."""
    lost = -np.expm1(-np.log(2) / n)
    return np.log1p(-lost) - np.log(lost) if np.all(np.asarray(n) >= 1) else -np.log(np.expm1(np.log(2) / n))


def _mirrored(n):
    """The logit of the share that is lost, with another sign; its digits are all there."""
    return -logit(-np.expm1(-np.log(2) / n)) if np.min(n) > 1 else -np.log(np.expm1(np.log(2) / np.asarray(n)))


def _by_exprel(n):
    t = np.log(2) / n
    return -np.log(t) - np.log(exprel(t))


def _by_cases(n):
    t = np.log(2) / np.asarray(n, dtype=float)
    return np.where(t > 1, -t - np.log1p(-np.exp(-t)), -np.log(np.expm1(np.minimum(t, 1))))


def _by_sinh(n):
    t = np.log(2) / n
    return -t / 2 - np.log(2 * np.sinh(t / 2))


RIGHT = [
    lambda n: -np.log(np.expm1(np.log(2) / n)),
    lambda words: np.log(1 / np.expm1(np.log(2.0) / words)),
    _small_part,
    _mirrored,
    _by_exprel,
    _by_cases,
    _by_sinh,
]
