"""Right answers to exercise 6.7, compare, each written differently."""

import math
import statistics

import numpy as np
from scipy import stats


def _compare(scores):
    mean, sd, n = scores.mean(axis=1), scores.std(axis=1, ddof=1), scores.shape[1]
    best = mean.argmax()
    tied = mean[best] - mean <= 2 * np.sqrt((sd**2 + sd[best] ** 2) / n)
    return mean, sd, np.where(tied, "indistinguishable", "worse")


def _compare_loop(scores):
    means = [sum(row) / len(row) for row in scores]
    deviations = [math.sqrt(sum((s - m) ** 2 for s in row) / (len(row) - 1)) for row, m in zip(scores, means)]
    best = means.index(max(means))
    verdicts = []
    for mean, sd in zip(means, deviations):
        error = math.sqrt((sd**2 + deviations[best] ** 2) / len(scores[0]))
        verdicts.append("worse" if means[best] - mean > 2 * error else "indistinguishable")
    return np.array(means), np.array(deviations), verdicts


def _compare_statistics(scores):
    means, sds = (np.array([f(row.tolist()) for row in scores]) for f in (statistics.fmean, statistics.stdev))
    top = np.argsort(means)[-1]
    squared = (means - means[top]) ** 2 <= 4 * (sds**2 + sds[top] ** 2) / len(scores.T)
    return means, sds, tuple("indistinguishable" if tied else "worse" for tied in squared)


def _compare_errors(scores):
    error = stats.sem(scores, axis=1)
    mean = np.average(scores, axis=1)
    best = np.argmax(mean)
    worse = mean + 2 * np.hypot(error, error[best]) < max(mean)
    words = np.full(len(mean), "indistinguishable", dtype=object)
    words[worse] = "worse"
    return [mean, error * math.sqrt(scores.shape[1]), words]


def _compare_sums_of_squares(scores):
    n = scores.shape[1]
    mean = scores @ np.ones(n) / n
    variance = ((scores - mean[:, None]) ** 2).sum(1) / (n - 1)
    gap = mean.max() - mean
    tied = (gap * gap * n <= 4 * (variance + variance[mean.argmax()])).astype(int)
    return mean, variance**0.5, np.array(["worse", "indistinguishable"])[tied]


def _compare_with_helpers(scores):
    def summary(row):
        return np.mean(row), np.var(row, ddof=1) ** 0.5

    def verdict(row, best):
        (a, s), (b, t) = summary(row), summary(best)
        return "indistinguishable" if abs(b - a) <= 2 * ((s * s + t * t) / len(row)) ** 0.5 else "worse"

    best = max(scores, key=np.mean)
    mean, sd = np.transpose([summary(row) for row in scores])
    return mean, sd, [verdict(row, best) for row in scores]


RIGHT = [
    _compare,
    _compare_loop,
    _compare_statistics,
    _compare_errors,
    _compare_sums_of_squares,
    _compare_with_helpers,
]
