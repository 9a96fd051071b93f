"""Right answers to exercise 4.7, ece, each written differently."""

import numpy as np

from corpus.calibration._shared import curve_histograms, curve_loop, curve_masks, curve_right_closed, curve_sklearn
from course_utils import calibration


def _ece_from(curve):
    def answer(p, y, bins=10):
        mean_p, share, counts = curve(p, y, bins)
        return sum(n * abs(a - b) for a, b, n in zip(mean_p, share, counts)) / len(p)

    return answer


def _ece_average(p, y, bins=10):
    mean_p, share, counts = curve_histograms(p, y, bins)
    return np.average(np.abs(share - mean_p), weights=counts)


def _ece_sums(p, y, bins=10):
    """The counts cancel: add up p - y in each bin."""
    at = np.minimum(np.floor(p * bins), bins - 1).astype(int)
    return np.abs(np.bincount(at, weights=p - y)).sum() / p.size


def _ece_by_package_curve(p, y, bins=10):
    mean_p, share, counts = calibration.reliability_curve(p, y, bins)
    return float(np.sum(np.abs(mean_p - share) * counts / np.sum(counts)))


RIGHT = [
    _ece_by_package_curve,
    _ece_from(curve_loop),
    _ece_from(curve_masks),
    _ece_from(curve_right_closed),
    _ece_from(curve_sklearn),
    _ece_average,
    _ece_sums,
]
