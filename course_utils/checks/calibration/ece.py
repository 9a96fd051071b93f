"""Exercise 4.7: ece."""

import numpy as np

from course_utils import calibration as truth
from course_utils.checks.calibration._shared import (
    EXTREMES,
    FEW,
    GAPS,
    MANY,
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
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.checks.logistic_regression._shared import several


def _summed_up(summary, curve=truth.reliability_curve):
    """Return an answer to ece from a summary of (gap in each bin, count of each bin)."""

    def answer(p, y, bins=10):
        mean_p, share, counts = curve(p, y, bins)
        return float(summary(mean_p - share, counts))

    return answer


def _weighted_mean(gap, counts):
    return np.abs(gap) @ counts / counts.sum()


def _of_right(function):
    """Return an answer that makes something of the right number."""
    return lambda p, y, bins=10: function(truth.ece(p, y, bins), len(p), bins)


def _in_each(weigh):
    """Return an answer that gives back an array: the size of each gap, times weigh(counts)."""
    def answer(p, y, bins=10):
        mean_p, share, counts = truth.reliability_curve(p, y, bins)
        return np.abs(mean_p - share) * weigh(counts)

    return answer


def _relative(p, y, bins, i):
    curve = truth.reliability_curve(p, y, bins)
    return np.abs(curve[0] - curve[1]) / np.maximum(curve[i], 1e-300) @ curve[2] / len(p)


def _with_other_bins(*others):
    """Return answers that are right for other bins: weighed by the rows that are in them, or by all rows."""
    return [answer for other in others for answer in (
        _summed_up(_weighted_mean, other),
        lambda p, y, bins=10, other=other: _summed_up(lambda gap, counts: np.abs(gap) @ counts / len(p), other)(
            p, y, bins))]


def _rank_bins(p, bins):
    return np.minimum(np.argsort(np.argsort(p)) * bins // len(p), bins - 1)


_ONE_NUMBER = {**NINE, "shows": "the calibration error"}

exercise = Exercise(
    "ece",
    lambda p, y, bins=10: truth.ece(p, y, bins),
    (
        Part("a single bin", ((P, Y, 1), (P[:7], Y[:7], 1)),
             "With one bin, which two numbers are compared?", **_ONE_NUMBER,
             more="The mean of all p, and the share of all yes. Their distance has no sign."),
        Part("several bins", ((P, Y, 2), (P, Y, 5), *MANY),
             "How much should a bin of a hundred rows count beside one of two? And may too high here make up for too "
             "low there?", 2.0, **_ONE_NUMBER,
             more="Take each bin's gap without its sign first. Then a mean over the bins, in which each counts by its "
             "share of all rows."),
        Part("ten bins by default, some empty; p of 0 and of 1", (*GAPS, *EXTREMES, *FEW),
             "Do your counts add up to n? What does an empty bin count?", **_ONE_NUMBER,
             more="An empty bin counts nothing. p = 0 belongs to the first bin, p = 1 to the last. Does your exercise "
             "4.6 pass its check?"),
    ),
    (
        *several("unweighted", "Every bin counts the same here, even the empty ones perhaps. Should a bin of a hundred "
                 "rows not count more than one of two?",
                 "missing part", _summed_up(lambda gap, counts: np.abs(gap).mean()),
                 lambda p, y, bins=10: _summed_up(lambda gap, counts: sum(abs(gap)) / bins)(p, y, bins)),
        *several("summed", "The gaps are only added up: with more bins this can exceed 1. Weight each by its bin's "
                 "share of the rows.", "mean or sum", _summed_up(lambda gap, counts: np.abs(gap).sum())),
        *several("not-divided", "This is n times the right number. The weights are counts: by what should their sum be "
                 "divided?", "mean or sum", _summed_up(lambda gap, counts: np.abs(gap) @ counts)),
        *several("divided-by-bins", "Divided by a number of bins, all or the full ones? The weights are counts of "
                                    "rows.",
                 "mean or sum", _of_right(lambda right, n, bins: right * n / bins),
                 _summed_up(lambda gap, counts: np.mean(np.abs(gap) * counts))),
        *several("n-minus-one", "A little too large, n / (n - 1) times. The weights add up to n.", "mean or sum",
                 _of_right(lambda right, n, bins: right * n / max(n - 1, 1e-9))),
        *several("weights-squared", "The large bins count too much here, as if their numbers of rows were squared; or "
                 "too little, as under a root.", "missing part",
                 *(_summed_up(lambda gap, counts, k=k: np.abs(gap) @ counts**k / np.sum(counts**k)) for k in (2, 0.5))),
        *several("largest", "This is one bin's gap, the largest perhaps (the maximum calibration error). Asked is the "
                 "weighted mean of all.", "another function", _summed_up(lambda gap, counts: np.abs(gap).max()),
                 _summed_up(lambda gap, counts: np.abs(gap)[0]), _summed_up(lambda gap, counts: np.abs(gap)[-1])),
        *several("signs-kept", "With several bins this is too small, or negative: too high in one and too low in "
                 "another cancel. When is the sign dropped?", "sign", *(
                     _summed_up(lambda gap, counts, f=f: f(gap @ counts) / counts.sum()) for f in (
                         lambda s: s, lambda s: -s, abs)), lambda p, y, bins=10: abs(p.mean() - y.mean())),
        *several("one-side-only", "Only bins where p is too high count here, or only those where it is too low. Both "
                 "are errors.",
                 "sign", *(_summed_up(lambda gap, counts, k=k: np.maximum(k * gap, 0) @ counts / counts.sum())
                                      for k in (1, -1))),
        *several("squared", "The gaps are squared here, with a root at the end or without. Take them without their "
                 "sign, as they are.",
                 "another function", _summed_up(lambda gap, counts: gap**2 @ counts / counts.sum()),
                 _summed_up(lambda gap, counts: np.sqrt(gap**2 @ counts / counts.sum()))),
        *several("median", "This is the median of the gaps, or another middle. Asked is their weighted mean.",
                 "another function", _summed_up(lambda gap, counts: np.median(np.abs(gap)))),
        *several("relative", "The gaps seem to be divided by p, by the share or by a spread. A gap is the plain "
                 "distance.", "scale", *(lambda p, y, bins=10, i=i: _relative(p, y, bins, i) for i in (0, 1))),
        *several("no-bins", "The number of bins changes nothing here: does each p meet its own y, 0 or 1? Then a right "
                 "0.7 costs too. Compare bin by bin.",
                 "another function", lambda p, y, bins=10: float(np.mean(np.abs(p - y))),
                 lambda p, y, bins=10: float(np.mean((p - y) ** 2)),
                 lambda p, y, bins=10: float(np.sqrt(np.mean((p - y) ** 2)))),
        *several("centres", "The gaps seem to be measured from the bins' centres or borders. Compare with the mean p "
                 "of each bin.", "another function",
                 *(_summed_up(_weighted_mean, binned(centre=lambda k, bins, at=at: (k + at) / bins))
                   for at in (0.5, 0, 1))),
        *several("M23-confidence", "Small p are counted as large ones: is it how sure a prediction is, against how "
                 "often it is right, as done for many classes? Here p itself meets the share of y = 1.",
                 "another function",
                 as_confidence(lambda p, y, bins: truth.ece(p, y, bins))),
        *several("share-of-right", "p seems to be compared with the accuracy of the bin. Compare with its share of y = "
                                   "1.",
                 "another function", _summed_up(_weighted_mean, binned(share=lambda p, y: np.mean((p > 0.5) == y)))),
        *several("predicted-yes", "y does not matter here: is p compared with the share of PREDICTED yes?",
                 "another function", _summed_up(_weighted_mean, binned(share=lambda p, y: np.mean(p > 0.5)))),
        *several("share-of-no", "p seems to be compared with the share of y = 0. p speaks of y = 1.", "complement",
                 lambda p, y, bins=10: truth.ece(p, 1 - y, bins)),
        *several("one-lost", "Right as long as no p is 1. Do rows with p = 1 fall beyond the last border? They belong "
                 "to the last bin.", "boundary", *_with_other_bins(binned(digitised(borders)))),
        *several("zero-lost", "Right as long as no p is 0. Do rows with p = 0 fall before the first border? They "
                 "belong to the first bin.", "boundary", *_with_other_bins(binned(digitised(borders, right=True)))),
        *several("one-apart", "Right as long as no p is 1. Have rows with p = 1 a bin of their own, or do they land in "
                 "the first? They belong to the last.", "off by one",
                 *_with_other_bins(plus_one_bin(binned(uncut)), binned(lambda p, bins: (p * bins).astype(int) % bins))),
        *several("other-number-of-bins", "There is one bin too few, or one too many. Between 11 borders lie 10 bins.",
                 "off by one", lambda p, y, bins=10: truth.ece(p, y, bins + 1),
                 lambda p, y, bins=10: truth.ece(p, y, max(bins - 1, 1))),
        *several("other-default", "Right where `bins` is given. How many bins are there where it is not? Ten.",
                 "missing part", *(lambda p, y, bins=most: truth.ece(p, y, bins) for most in (5, 15, 20))),
        *several("rounded-borders", "Every border is shifted by half a bin. Is p * bins rounded, where its decimals "
                 "should be cut off?", "precision", *_with_other_bins(
                     binned(lambda p, bins: np.minimum(np.round(p * bins).astype(int), bins - 1)),
                     plus_one_bin(binned(lambda p, bins: np.round(p * (bins - 1)).astype(int))))),
        *several("not-summed", "These are the gaps, one for each bin, weighted or not. One number is asked for.",
                 "shape",
                 *map(_in_each, (lambda n: n / n.sum(), lambda n: 1, lambda n: n))),
        *several("empty-bins", "nan wherever a bin is empty. Its mean is nan, and nan times 0 is still nan: leave "
                 "empty bins out.", "boundary", *(_summed_up(_weighted_mean, cut(binned(keep_empty=np.nan)))
                                       for cut in (plain, cut_behind))),
        *several("quantiles", "Your bins hold about equally many rows each. Here they are equally WIDE, from 0 to 1.",
                 "another function", *_with_other_bins(binned(quantiles), binned(_rank_bins))),
        *several("own-range", "Your bins seem to run from the smallest p to the largest. Here they run from 0 to 1, "
                 "whatever the data.", "wrong rows", *_with_other_bins(binned(own_range))),
        *several("bins-ignored", "There are ten bins, whatever `bins` says.", "missing part",
                 lambda p, y, bins=10: truth.ece(p, y, 10)),
        *several("per-cent", "This is a hundred times the right number. Return it on the scale of p, from 0 to 1.",
                 "scale",
                 _of_right(lambda right, n, bins: 100 * right)),
        *several("halved", "This is half, or twice, the right number. Where does the 2 come from?", "scale",
                 _of_right(lambda right, n, bins: right / 2), _of_right(lambda right, n, bins: right * 2)),
        *several("one-minus", "This is 1 minus the right number. What error has a perfectly calibrated model?",
                 "complement", _of_right(lambda right, n, bins: 1 - right)),
        *several("rounded", "Right to some decimals only. Is the number rounded, or a short float on the way? Nine "
                 "digits are asked for.",
                 "precision", *(_of_right(lambda right, n, bins, k=k: round(right, k)) for k in range(2, 9))),
        *several("in-an-array", "The right number comes in an array or a list, or not alone. Return the number itself.",
                 "shape", _of_right(lambda right, n, bins: [right])),
    ),
    without=(truth.ece,),
    section="4.7",
)
