"""Exercise 4.6: reliability_curve."""

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
    whole_bins,
)
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.checks.logistic_regression._shared import several


def _one_too_few(p, bins):
    return np.append(np.linspace(0, 1, bins)[:-1], 1 + 1e-9)


def _border_twice(p, y, bins=10):
    borders = np.linspace(0, 1, bins + 1)
    pieces = [(p >= low) & (p <= high) for low, high in zip(borders, borders[1:])]
    return tuple(np.array([f(here) for here in pieces if here.any()])
                 for f in (lambda here: p[here].mean(), lambda here: y[here].mean(), np.count_nonzero))


def _of_right(function):
    """Return an answer that makes something of the right (mean p, share, counts)."""
    return lambda p, y, bins=10: function(*truth.reliability_curve(p, y, bins))


def _quantile_rows(p, y, bins=10):
    pieces = [rows for rows in np.array_split(np.argsort(p), bins) if len(rows)]
    return tuple(np.array([f(rows) for rows in pieces])
                 for f in (lambda rows: p[rows].mean(), lambda rows: y[rows].mean(), len))


def _rank_bins(p, bins):
    return np.minimum(np.argsort(np.argsort(p)) * bins // len(p), bins - 1)


def _in_order_of_rows(p, y, bins=10):
    order = list(dict.fromkeys(whole_bins(p, bins)))
    curve = binned()(p, y, bins)
    return tuple(column[[sorted(order).index(k) for k in order]] for column in curve)


def _ends_dropped(p, y, bins=10):
    inside = (p > 0) & (p < 1)
    return binned()(p[inside], y[inside], bins)


_EVERYDAY = ((P, Y, 2), (P, Y, 5), *MANY)


def _of_three(i):
    """Return a view of array i of the three; the third is empty where it is missing."""
    return lambda answer: np.asarray(answer[i] if i < 2 or len(answer) > 2 else ())


def _all_three(answer):
    """View the three arrays as a table; end to end, if they are of different lengths."""
    columns = [np.asarray(column, dtype=float) for column in answer]
    return np.array(columns) if len({*map(np.shape, columns)}) == 1 else np.concatenate(columns)


exercise = Exercise(
    "reliability_curve",
    lambda p, y, bins=10: truth.reliability_curve(p, y, bins),
    (
        Part("the mean probabilities", _EVERYDAY, "Which rows belong to a bin? What is done with their p?",
             **NINE, view=_of_three(0), shows="the mean p of each bin",
             more="The bins have equal width, whatever the data. Find the number of each row's bin first: p * bins "
             "without its decimals, for every p but one. Then go through the numbers, and take the mean of the p that "
             "have it."),
        Part("the shares of yes", _EVERYDAY, "In each bin: how many of its y are 1, out of how many?",
             **NINE, view=_of_three(1), shows="the share of yes of each bin",
             more="The share speaks of what happened, y, not of what was predicted; and it is out of the bin's own "
                  "rows."),
        Part("the counts", _EVERYDAY, "In each bin: how many rows?",
             0.5, **NINE, view=_of_three(2), shows="the count of each bin",
             more="The third array holds whole numbers that add up to n."),
        Part("a p on a border", ((np.array([0.2, 0.5, 0.9]), Y[:3], 2), (np.linspace(0.125, 0.875, 7), Y[:7], 4)),
             "Is a p on a border between two bins counted once, twice or never?",
             0.5, **NINE, view=lambda answer: np.sum(_of_three(2)(answer)), shows="all counts together",
             more="Close each bin on one side only; which side is left to you."),
        Part("empty bins", (*GAPS, *FEW), "What is the mean of nothing? What should stand in the arrays for a bin "
             "without rows?", **NINE, view=_all_three, shows="the three arrays, one below the other",
             more="Leave it out of all three, so that they stay equally long. Ask whether there are any rows before "
             "you take a mean: 0 / 0 makes NumPy warn."),
        Part("p of 0 and of 1", EXTREMES, "In which bin does your p = 1 land, and your p = 0?",
             **NINE, view=_all_three, shows="the three arrays, one below the other",
             more="Every number of a bin must lie between 0 and bins - 1. One p needs to be brought back by one."),
    ),
    (
        *several("centres", "The first array does not depend on the p within a bin: are these the bins' centres or "
                 "borders? Take the mean of the p.", "another function",
                 *(binned(centre=lambda k, bins, at=at: (k + at) / bins) for at in (0.5, 0, 1))),
        *several("median", "The first array is not quite the mean of the p. Is it their median?", "another function",
                 lambda p, y, bins=10: (np.array([np.median(p[whole_bins(p, bins) == k]) for k in np.unique(
                     whole_bins(p, bins))]), *binned()(p, y, bins)[1:])),
        *several("empty-bins", "Empty bins are in your arrays, or in one of them. Nothing is known there: leave them "
                 "out of all three.", "boundary",
                 *(cut(binned(keep_empty=empty)) for empty in (np.nan, 0.0) for cut in (plain, cut_behind)),
                 lambda p, y, bins=10: (*truth.reliability_curve(p, y, bins)[:2],
                                        np.bincount(whole_bins(p, bins), minlength=bins)),
                 lambda p, y, bins=10: (*truth.reliability_curve(p, y, bins)[:2], np.bincount(whole_bins(p, bins)))),
        *several("one-lost", "Rows with p = 1 are missing. Do they fall beyond the last border? They belong to the "
                 "last bin.", "boundary", binned(digitised(borders))),
        *several("one-lost-and-empty", "Two things: rows with p = 1 are missing, beyond the last border perhaps; and "
                 "empty bins must be left out.", "boundary",
                 *(binned(digitised(borders), keep_empty=empty) for empty in (np.nan, 0.0))),
        *several("one-apart", "Rows with p = 1 stand in a bin of their own, one beyond the last. They belong to the "
                              "last.",
                 "off by one", plus_one_bin(binned(uncut))),
        *several("zero-lost", "Rows with p = 0 are missing. Do they fall before the first border? They belong to the "
                 "first bin.", "boundary", binned(digitised(borders, right=True)),
                 binned(lambda p, bins: np.ceil(p * bins).astype(int) - 1)),
        *several("both-ends-lost", "Rows with p = 0 and with p = 1 are missing.", "boundary", _ends_dropped),
        *several("ends-moved", "Right but for p of 0 and 1, or very near to them. Is p kept away from the ends? The "
                 "mean is that of the p as they are.", "guard",
                 *(lambda p, y, bins=10, e=e: binned()(np.clip(p, e, 1 - e), y, bins)
                   for e in (1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8))),
        *several("border-twice", "A p on a border between two bins is counted twice. Close each bin on one side only.",
                 "boundary", _border_twice),
        *several("border-lost", "A p on a border between two bins, or at 0 or 1, is counted nowhere. Let each bin have "
                 "one of its ends.", "boundary",
                 binned(lambda p, bins: np.where(np.isin(p, borders(p, bins)), -1, whole_bins(p, bins)))),
        *several("other-number-of-bins", "There is one bin too few, or one too many, and so every border lies "
                 "elsewhere. Between 11 borders lie 10 bins: what does np.linspace count?", "off by one",
                 binned(lambda p, bins: (p * (bins - 1)).astype(int) - (p == 1) * bins),
                 binned(digitised(_one_too_few)), binned(digitised(lambda p, bins: np.linspace(0, 1, bins))),
                 plus_one_bin(binned()), lambda p, y, bins=10: binned()(p, y, max(bins - 1, 1))),
        *several("rounded", "Every border is shifted by half a bin. Is p * bins rounded, where its decimals should be "
                 "cut off?", "precision", binned(lambda p, bins: np.minimum(np.round(p * bins).astype(int), bins - 1)),
                 plus_one_bin(binned(lambda p, bins: np.round(p * (bins - 1)).astype(int)))),
        *several("quantiles", "Your bins hold about equally many rows each. Here they are equally WIDE, from 0 to 1.",
                 "another function", binned(quantiles), _quantile_rows, binned(_rank_bins)),
        *several("own-range", "Your bins seem to run from the smallest p to the largest. Here they run from 0 to 1, "
                 "whatever the data.", "wrong rows", binned(own_range)),
        *several("share-of-right", "The second array looks like the share of right predictions, the accuracy. Asked is "
                 "the share of y = 1.", "another function", binned(share=lambda p, y: np.mean((p > 0.5) == y))),
        *several("M23-confidence", "Small p are counted as large ones: is it how sure a prediction is, against how "
                 "often it is right? Here p itself meets the share of y = 1.", "another function",
                 as_confidence(lambda p, y, bins: truth.reliability_curve(p, y, bins))),
        *several("share-of-no", "The second array is 1 minus the right one. p speaks of y = 1.", "complement",
                 binned(share=lambda p, y: 1 - y.mean())),
        *several("yeses-counted", "The second array holds whole numbers. How many yeses, out of how many rows?",
                 "mean or sum", binned(share=lambda p, y: y.sum())),
        *several("over-all-rows", "The second array is too small, as if divided by all n rows. Out of how many rows is "
                 "the share of a bin?", "mean or sum",
                 lambda p, y, bins=10: binned(share=lambda q, v: v.sum() / len(y))(p, y, bins)),
        *several("predicted-yes", "The second array does not depend on y. Is it the share of predicted yes? What "
                 "happened stands in y.", "another function", binned(share=lambda p, y: np.mean(p > 0.5)),
                 binned(share=lambda p, y: np.mean(p >= 0.5))),
        *several("distance", "The second array is not a share of y. Is a distance between p and y averaged? The "
                 "comparison comes later.", "another function", binned(share=lambda p, y: np.abs(p - y).mean()),
                 binned(share=lambda p, y: (p - y).mean()), binned(share=lambda p, y: (y - p).mean())),
        *several("sums", "The first array, or the first and the second, hold sums over the bin. Take means.",
                 "mean or sum",
                 _of_right(lambda mean_p, share, counts: (mean_p * counts, share, counts)),
                 _of_right(lambda mean_p, share, counts: (mean_p * counts, share * counts, counts))),
        *several("bins-ignored", "There are ten bins, whatever `bins` says.", "missing part",
                 lambda p, y, bins=10: truth.reliability_curve(p, y, 10), binned(lambda p, bins: whole_bins(p, 10))),
        *several("order", "The arrays look exchanged. Their order is: mean p, share of yes, counts.", "argument order",
                 *(_of_right(lambda *three, order=order: [three[i] for i in order])
                   for order in ((1, 0, 2), (2, 0, 1), (2, 1, 0), (0, 2, 1), (1, 2, 0)))),
        *several("rows", "Rows and columns are exchanged: return three arrays, one entry for each bin.", "axis",
                 _of_right(lambda *three: np.transpose(three))),
        *several("two-of-three", "Two arrays came. The counts are missing.", "shape",
                 _of_right(lambda *three: three[:2]), _of_right(lambda *three: three[1::-1])),
        *several("other-counts", "The first two arrays are right. The third does not hold the number of rows: is it a "
                 "share, the yeses only, or added up from bin to bin?", "mean or sum",
                 lambda p, y, bins=10: (*(c := truth.reliability_curve(p, y, bins))[:2], c[2] / len(p)),
                 _of_right(lambda mean_p, share, counts: (mean_p, share, share * counts)),
                 _of_right(lambda mean_p, share, counts: (mean_p, share, np.cumsum(counts)))),
        *several("single-rows-dropped", "Bins with a single row are missing. A bin that holds at least one row counts.",
                 "boundary", lambda p, y, bins=10: tuple(c[binned()(p, y, bins)[2] > 1] for c in binned()(p, y, bins))),
        *(Mistake("decimals-lost", _of_right(lambda *three, k=k: [np.round(a, k) for a in three]), f"Right to {k} "
                  "decimals; nine digits are asked for. Is something rounded?", "precision") for k in range(2, 9)),
        *several("one-to-the-first", "Rows with p = 1 have landed in the first bin. They belong to the last.",
                 "boundary",
                 binned(lambda p, bins: (p * bins).astype(int) % bins)),
        *several("other-order", "The bins are right, but not from left to right. Do they come from right to left, or "
                 "in the order in which the rows met them?", "axis", _of_right(lambda *three: [a[::-1] for a in three]),
                 _in_order_of_rows),
        *several("p-sorted-alone", "The first array and the counts are right, the shares are not. Was p sorted, and y "
                 "left as it was?", "order of steps", lambda p, y, bins=10: binned()(np.sort(p), y, bins)),
    ),
    without=(truth.reliability_curve,),
    section="4.6",
)
