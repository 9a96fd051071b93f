"""Exercise 4.6: reliability_curve."""

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
    whole_bins,
)
from course_utils.checks.engine.exercise import Exercise, Mistake, Part


def _one_too_few(p, bins):
    return np.append(np.linspace(0, 1, bins)[:-1], 1 + 1e-9)


def _border_twice(p, y, bins=10):
    borders = np.linspace(0, 1, bins + 1)
    pieces = [(p >= low) & (p <= high) for low, high in zip(borders, borders[1:])]
    return tuple(np.array([f(here) for here in pieces if here.any()])
                 for f in (lambda here: p[here].mean(), lambda here: y[here].mean(), np.count_nonzero))


def _permuted(*order):
    return lambda p, y, bins=10: tuple(truth.reliability_curve(p, y, bins)[i] for i in order)


_EVERYDAY = ((P, Y, 2), (P, Y, 5))


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
        Part("the mean probabilities", _EVERYDAY, "Cut [0, 1] into `bins` equal pieces; average the p of each.",
             **NINE, view=_of_three(0)),
        Part("the shares of yes", _EVERYDAY, "In each bin: how many of its y are 1, out of all its y?",
             **NINE, view=_of_three(1)),
        Part("the counts", _EVERYDAY, "In each bin: how many rows?",
             0.5, **NINE, view=_of_three(2)),
        Part("a p on a border", ((np.array([0.2, 0.5, 0.9]), Y[:3], 2), (np.linspace(0.125, 0.875, 7), Y[:7], 4)),
             "All counts together: a p on a border between two bins counts once, in one of them.",
             0.5, **NINE, view=lambda answer: np.sum(_of_three(2)(answer))),
        Part("empty bins", GAPS, "A bin without rows has no mean: leave it out of all three arrays.",
             **NINE, view=_all_three),
        Part("p of 0 and of 1", EXTREMES, "p = 0 belongs to the first bin, p = 1 to the last.",
             **NINE, view=_all_three),
    ),
    (
        Mistake("centres", binned(centre=lambda k, bins: (k + 0.5) / bins),
                "These are the bins' centres. The p of a bin need not lie around its centre: take their mean.",
                "another function"),
        Mistake("left-borders", binned(centre=lambda k, bins: k / bins),
                "These are the bins' left borders. Take the mean of the p in each bin.", "another function"),
        *(Mistake("empty-bins", cut(binned(keep_empty=empty)),
                  "Empty bins are in your arrays. Nothing is known there: leave them out of all three.", "boundary")
          for empty in (np.nan, 0.0) for cut in (plain, cut_behind)),
        Mistake("one-lost", binned(digitised(borders)),
                "Rows with p = 1 are lost: they fall beyond the last border. They belong to the last bin.",
                "boundary"),
        *(Mistake("one-lost", binned(digitised(borders), keep_empty=empty),
                  "Two things: rows with p = 1 are lost beyond the last border, and empty bins must be left out.",
                  "boundary")
          for empty in (np.nan, 0.0)),
        Mistake("one-apart", plus_one_bin(binned(uncut)),
                "Rows with p = 1 got a bin of their own, one beyond the last. They belong to the last bin.",
                "off by one"),
        Mistake("zero-lost", binned(digitised(borders, right=True)),
                "Rows with p = 0 are lost: they fall before the first border. They belong to the first bin.",
                "boundary"),
        Mistake("border-twice", _border_twice,
                "A p on a border between two bins is counted in both. Close each bin on one side only: <= and <.",
                "boundary"),
        Mistake("one-bin-fewer", binned(lambda p, bins: (p * (bins - 1)).astype(int) - (p == 1) * bins),
                "One bin is missing, and rows with p = 1 are lost: between 11 borders lie 10 bins. np.linspace counts "
                "borders.", "off by one"),
        Mistake("one-bin-fewer", binned(digitised(_one_too_few)),
                "One bin is missing: between 11 borders lie 10 bins. np.linspace counts borders.", "off by one"),
        Mistake("one-bin-fewer", binned(digitised(lambda p, bins: np.linspace(0, 1, bins))),
                "The borders are wrong: between 11 borders lie 10 bins. np.linspace counts borders.", "off by one"),
        Mistake("rounded", binned(lambda p, bins: np.minimum(np.round(p * bins).astype(int), bins - 1)),
                "Rounding p * bins shifts every border by half a bin. Cut off the decimals instead.", "precision"),
        Mistake("rounded", plus_one_bin(binned(lambda p, bins: np.round(p * (bins - 1)).astype(int))),
                "Rounding p * bins shifts every border by half a bin, and makes one bin more.", "precision"),
        Mistake("quantiles", binned(quantiles),
                "Your bins hold about equally many rows each. Here they are equally WIDE, from 0 to 1.",
                "another function"),
        Mistake("own-range", binned(own_range),
                "Your bins run from the smallest p to the largest. Here they run from 0 to 1, whatever the data.",
                "wrong rows"),
        Mistake("share-of-right", binned(share=lambda p, y: np.mean((p > 0.5) == y)),
                "This is the share of right predictions, the accuracy. Asked is the share of y = 1.",
                "another function"),
        Mistake("M23-confidence", as_confidence(lambda p, y, bins: truth.reliability_curve(p, y, bins)),
                "This compares how sure a prediction is with how often it is right. Here p itself meets the share "
                "of y = 1, so that small p are tested too.", "another function"),
        Mistake("share-of-no", binned(share=lambda p, y: 1 - y.mean()),
                "This is the share of y = 0. p speaks of y = 1.", "complement"),
        Mistake("yeses-counted", binned(share=lambda p, y: y.sum()),
                "You count the yeses. Divide by the number of rows in the bin.", "mean or sum"),
        Mistake("over-all-rows", lambda p, y, bins=10: binned(share=lambda q, v: v.sum() / len(y))(p, y, bins),
                "You divide by all rows. Divide by the number of rows in the bin.", "mean or sum"),
        Mistake("predicted-yes", binned(share=lambda p, y: np.mean(p > 0.5)),
                "This is the share of PREDICTED yes. What happened stands in y.", "another function"),
        Mistake("bins-ignored", lambda p, y, bins=10: truth.reliability_curve(p, y, 10),
                "There are always ten bins, whatever `bins` says.", "missing part"),
        Mistake("swapped", _permuted(1, 0, 2),
                "The mean p comes first, then the share of yes.", "argument order"),
        Mistake("rows", lambda p, y, bins=10: np.transpose(truth.reliability_curve(p, y, bins)),
                "Rows and columns are exchanged: return three arrays, one entry for each bin.", "axis"),
        Mistake("order", _permuted(2, 0, 1), "The order is: mean p, share of yes, counts.", "argument order"),
        Mistake("order", _permuted(2, 1, 0), "The order is: mean p, share of yes, counts.", "argument order"),
        Mistake("two-of-three", _permuted(0, 1), "The counts are missing: return three arrays.", "shape"),
        Mistake("two-of-three", _permuted(1, 0), "The mean p comes first; and the counts are missing.", "shape"),
        Mistake("counts-as-shares", lambda p, y, bins=10: (*truth.reliability_curve(p, y, bins)[:2],
                                                           truth.reliability_curve(p, y, bins)[2] / len(p)),
                "The third array holds shares. Return the counts themselves.", "mean or sum"),
        Mistake("border-lost", binned(lambda p, bins: np.where(np.isin(p, borders(p, bins)), -1, whole_bins(p, bins))),
                "A p on a border between two bins, or at 0 or 1, is counted nowhere. Let each bin have one of its "
                "ends.", "boundary"),
        Mistake("bins-ignored", binned(lambda p, bins: whole_bins(p, 10)),
                "Rows are sorted into ten bins, whatever `bins` says.", "missing part"),
        Mistake("one-to-the-first", binned(lambda p, bins: (p * bins).astype(int) % bins),
                "Rows with p = 1 land in the first bin. They belong to the last.", "boundary"),
        Mistake("p-summed", lambda p, y, bins=10: (
                    (curve := truth.reliability_curve(p, y, bins))[0] * curve[2], *curve[1:]),
                "You add up the p of each bin. Take their mean.", "mean or sum"),
        Mistake("right-to-left", lambda p, y, bins=10: tuple(a[::-1] for a in truth.reliability_curve(p, y, bins)),
                "Your bins run from right to left. Return them from left to right.", "axis"),
        Mistake("quantiles", lambda p, y, bins=10: tuple(
                    np.array([f(rows) for rows in np.array_split(np.argsort(p), bins) if len(rows)])
                    for f in (lambda rows: p[rows].mean(), lambda rows: y[rows].mean(), len)),
                "Your bins hold about equally many rows each. Here they are equally WIDE, from 0 to 1.",
                "another function"),
        Mistake("empty-bins", lambda p, y, bins=10: (
                    *truth.reliability_curve(p, y, bins)[:2], np.bincount(whole_bins(p, bins), minlength=bins)),
                "Your counts include empty bins, which the other two arrays leave out. Leave them out of all three.",
                "boundary"),
    ),
    section="4.6",
)
