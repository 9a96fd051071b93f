"""What right answers of this lesson share."""

import numpy as np
from sklearn.calibration import calibration_curve


def curve_loop(p, y, bins=10):
    sums, yeses, counts = [0.0] * bins, [0] * bins, [0] * bins
    for probability, label in zip(p, y):
        k = min(int(probability * bins), bins - 1)
        sums[k] += probability
        yeses[k] += label
        counts[k] += 1
    full = [k for k in range(bins) if counts[k]]
    return [sums[k] / counts[k] for k in full], [yeses[k] / counts[k] for k in full], [counts[k] for k in full]


def curve_masks(p, y, bins=10):
    borders, rows = np.linspace(0, 1, bins + 1), []
    for low, high in zip(borders, borders[1:]):
        inside = (p >= low) & ((p < high) | (high == 1))
        if inside.any():
            rows.append([p[inside].mean(), y[inside].mean(), inside.sum()])
    return np.array(rows).T


def curve_right_closed(p, y, bins=10):
    at = np.clip(np.ceil(p * bins) - 1, 0, bins - 1)
    full, counts = np.unique(at, return_counts=True)
    return np.array([p[at == k].mean() for k in full]), np.array([y[at == k].mean() for k in full]), counts


def curve_histograms(p, y, bins=10):
    counts = np.histogram(p, bins, (0, 1))[0]
    sums, yeses = (np.histogram(p, bins, (0, 1), weights=w)[0] for w in (p, y))
    full = counts > 0
    return sums[full] / counts[full], yeses[full] / counts[full], counts[full]


def curve_sklearn(p, y, bins=10):
    share, mean_p = calibration_curve(y, p, n_bins=bins)
    counts = np.histogram(p, bins=bins, range=(0, 1))[0]
    return mean_p, share, counts[counts > 0]


