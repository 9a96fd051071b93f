"""Exercise 4.7: ece."""

import numpy as np

from course_utils import calibration as truth
from course_utils.checks.calibration._shared import (
    EXTREMES,
    GAPS,
    NINE,
    P,
    Y,
    as_confidence,
    binned,
    borders,
    cut_behind,
    digitised,
    own_range,
    plain,
    plus_one_bin,
    quantiles,
    uncut,
)
from course_utils.checks.engine.exercise import Exercise, Mistake, Part


def _summed_up(summary, curve=truth.reliability_curve):
    """Return an answer to ece from a summary of (gap in each bin, count of each bin)."""

    def answer(p, y, bins=10):
        mean_p, share, counts = curve(p, y, bins)
        return float(summary(mean_p - share, counts))

    return answer


def _gaps(p, y, bins, weighted):
    mean_p, share, counts = truth.reliability_curve(p, y, bins)
    return np.abs(mean_p - share) * (counts / len(p) if weighted else 1)


def _weighted_mean(gap, counts):
    return np.abs(gap) @ counts / counts.sum()


exercise = Exercise(
    "ece",
    lambda p, y, bins=10: truth.ece(p, y, bins),
    (
        Part("a single bin", ((P, Y, 1), (P[:7], Y[:7], 1)),
             "With one bin it is the distance between the mean of all p and the share of all yes.", **NINE),
        Part("several bins", ((P, Y, 2), (P, Y, 5)),
             "The gap of each bin, without its sign, weighted by the bin's share of the rows.", 2.0, **NINE),
        Part("ten bins by default, some empty; p of 0 and of 1", (*GAPS, *EXTREMES),
             "An empty bin counts nothing; p = 0 belongs to the first bin, p = 1 to the last.", **NINE),
    ),
    (
        Mistake("unweighted", _summed_up(lambda gap, counts: np.abs(gap).mean()),
                "Every bin counts the same here. A bin of a hundred rows must count more than one of two.",
                "missing part"),
        Mistake("unweighted", lambda p, y, bins=10: _summed_up(lambda gap, counts: sum(abs(gap)) / bins)(p, y, bins),
                "Every bin counts the same here, even the empty ones. Weight each by its number of rows.",
                "missing part"),
        Mistake("divided-by-bins", lambda p, y, bins=10: truth.ece(p, y, bins) * len(p) / bins,
                "You divide by the number of bins. The weights are counts of rows: divide by the number of all rows.",
                "mean or sum"),
        Mistake("largest", _summed_up(lambda gap, counts: np.abs(gap).max()),
                "This is the LARGEST gap (the maximum calibration error). Asked is the weighted mean of the gaps.",
                "another function"),
        Mistake("signs-kept", _summed_up(lambda gap, counts: gap @ counts / counts.sum()),
                "Too high in one bin and too low in another cancel here. Drop each gap's sign before the mean.",
                "sign"),
        Mistake("sign-dropped-late", _summed_up(lambda gap, counts: abs(gap @ counts) / counts.sum()),
                "Too high in one bin and too low in another cancel here. Drop each gap's sign BEFORE the mean.",
                "sign"),
        Mistake("squared", _summed_up(lambda gap, counts: gap**2 @ counts / counts.sum()),
                "The gaps are squared. Take them without their sign, not squared.", "another function"),
        Mistake("root-mean-square", _summed_up(lambda gap, counts: np.sqrt(gap**2 @ counts / counts.sum())),
                "This is the root of the mean square of the gaps. Take the mean of their sizes.", "another function"),
        Mistake("summed", _summed_up(lambda gap, counts: np.abs(gap).sum()),
                "The gaps are only added up. Weight each by its bin's share of the rows.", "mean or sum"),
        Mistake("not-divided", _summed_up(lambda gap, counts: np.abs(gap) @ counts),
                "The weights are counts. Divide by the number of all rows.", "mean or sum"),
        Mistake("no-bins", lambda p, y, bins=10: float(np.mean(np.abs(p - y))),
                "This compares each p with its own y, 0 or 1, so a right 0.7 would cost too. Compare bin by bin.",
                "missing part"),
        Mistake("brier", lambda p, y, bins=10: float(np.mean((p - y) ** 2)),
                "This is the Brier score, the mean squared error of p. The ECE compares bin by bin.",
                "another function"),
        Mistake("centres", _summed_up(_weighted_mean, binned(centre=lambda k, bins: (k + 0.5) / bins)),
                "You compare with the bins' centres. Compare with the mean p of each bin.", "another function"),
        Mistake("M23-confidence", as_confidence(lambda p, y, bins: truth.ece(p, y, bins)),
                "This compares how sure a prediction is with how often it is right, as done for many classes. Here "
                "p itself meets the share of y = 1.", "another function"),
        Mistake("share-of-right", _summed_up(_weighted_mean, binned(share=lambda p, y: np.mean((p > 0.5) == y))),
                "You compare p with the accuracy of the bin. Compare with its share of y = 1.", "another function"),
        Mistake("share-of-no", lambda p, y, bins=10: truth.ece(p, 1 - y, bins),
                "You compare with the share of y = 0. p speaks of y = 1.", "complement"),
        Mistake("one-lost", _summed_up(_weighted_mean, binned(digitised(borders))),
                "Rows with p = 1 are lost: they fall beyond the last border. They belong to the last bin.",
                "boundary"),
        Mistake("one-lost", lambda p, y, bins=10: _summed_up(
                    lambda gap, counts: np.abs(gap) @ counts / len(p), binned(digitised(borders)))(p, y, bins),
                "Rows with p = 1 are lost: they fall beyond the last border. They belong to the last bin.",
                "boundary"),
        Mistake("zero-lost", _summed_up(_weighted_mean, binned(digitised(borders, right=True))),
                "Rows with p = 0 are lost: they fall before the first border. They belong to the first bin.",
                "boundary"),
        Mistake("zero-lost", lambda p, y, bins=10: _summed_up(
                    lambda gap, counts: np.abs(gap) @ counts / len(p),
                    binned(digitised(borders, right=True)))(p, y, bins),
                "Rows with p = 0 are lost: they fall before the first border. They belong to the first bin.",
                "boundary"),
        Mistake("one-apart", _summed_up(_weighted_mean, plus_one_bin(binned(uncut))),
                "Rows with p = 1 got a bin of their own, one beyond the last. They belong to the last bin.",
                "off by one"),
        Mistake("not-summed", lambda p, y, bins=10: _gaps(p, y, bins, weighted=True),
                "These are the weighted gaps, one for each bin. Add them up: one number is asked for.", "mean or sum"),
        Mistake("not-summed", lambda p, y, bins=10: _gaps(p, y, bins, weighted=False),
                "These are the gaps, one for each bin. One number is asked for: their weighted mean.", "mean or sum"),
        *(Mistake("empty-bins", _summed_up(_weighted_mean, cut(binned(keep_empty=np.nan))),
                  "An empty bin's mean is nan, and nan times 0 is still nan. Leave empty bins out.", "boundary")
          for cut in (plain, cut_behind)),
        Mistake("quantiles", _summed_up(_weighted_mean, binned(quantiles)),
                "Your bins hold about equally many rows each. Here they are equally WIDE, from 0 to 1.",
                "another function"),
        Mistake("own-range", _summed_up(_weighted_mean, binned(own_range)),
                "Your bins run from the smallest p to the largest. Here they run from 0 to 1, whatever the data.",
                "wrong rows"),
        Mistake("bins-ignored", lambda p, y, bins=10: truth.ece(p, y, 10),
                "There are always ten bins, whatever `bins` says.", "missing part"),
        Mistake("per-cent", lambda p, y, bins=10: 100 * truth.ece(p, y, bins),
                "This is in per cent. Return it on the scale of p, from 0 to 1.", "scale"),
        Mistake("one-minus", lambda p, y, bins=10: 1 - truth.ece(p, y, bins),
                "This is 1 minus the error. A perfectly calibrated model has an error of 0.", "complement"),
        Mistake("divided-by-bins", _summed_up(lambda gap, counts: np.mean(np.abs(gap) * counts)),
                "You divide by the number of bins. The weights are counts of rows: divide by the number of all rows.",
                "mean or sum"),
        Mistake("median", _summed_up(lambda gap, counts: np.median(np.abs(gap))),
                "This is the median of the gaps. Asked is their mean, weighted by the numbers of rows.",
                "another function"),
        *(Mistake("rounded", lambda p, y, bins=10, n=n: round(truth.ece(p, y, bins), n),
                  "The number is rounded. Return it with all its digits.", "precision") for n in (2, 3, 4, 5, 6)),
        Mistake("one-side-only", _summed_up(lambda gap, counts: np.maximum(gap, 0) @ counts / counts.sum()),
                "Only bins where p is too high count here. Too low is an error as well.", "sign"),
        Mistake("one-side-only", _summed_up(lambda gap, counts: np.maximum(-gap, 0) @ counts / counts.sum()),
                "Only bins where p is too low count here. Too high is an error as well.", "sign"),
    ),
    section="4.7",
)
