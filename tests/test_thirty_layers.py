"""Thirty layers: the stored factorial, what the lesson reads from it, and that a run of today finds the same."""


import numpy as np
import pytest

from course_utils import thirty_layers
from course_utils.depth_cliff import best_rate, read
from course_utils.networks import forward
from course_utils.thirty_layers import FACTORS, GRIDS, RATES, SEEDS, combinations, measure, rate, start, stored

BEST_SIGMOID = ("sigmoid", "orthogonal", "LSUV", "no norm", "no shortcut")


def test_every_combination_is_there():
    scores = stored()
    assert scores.shape == (3, 2, 2, 2, 2, len(SEEDS)) and len(combinations()) == 48
    assert scores.min() >= 0.05 and scores.max() < 1


def test_the_rate_is_the_best_of_the_search():
    search = read("thirty_search.csv", GRIDS)
    for levels in combinations():
        found = search[tuple(factor.index(level) for factor, level in zip(FACTORS.values(), levels))]
        assert rate(*levels) == best_rate(found, RATES)[0]


def test_the_start_is_what_its_levels_say():
    for levels in combinations():
        activation, weights, scale, norm, shortcut = levels
        net = start(*levels, seed=3)
        assert (net.activation, net.batch_norm, net.residual) == (activation, norm != "no norm", shortcut == "residual")
        W = net.W[5].astype(float)
        stretch = np.linalg.svd(W, compute_uv=False)
        assert (np.ptp(stretch) < 1e-4 * stretch.max()) == (weights == "orthogonal"), levels
        if scale == "textbook":
            assert rms(W) * 8 == pytest.approx(np.sqrt(2) if activation == "relu" else 1, rel=0.05)
    z = forward(start(*BEST_SIGMOID, seed=0), thirty_layers._digits().X)[20].z
    assert z.var(axis=0).mean() == pytest.approx(1, rel=1e-3) and abs(z.mean(axis=0)).max() < 1e-3


def rms(values):
    return np.sqrt(np.mean(np.square(values)))


def test_a_level_that_there_is_not_is_named():
    with pytest.raises(ValueError, match="scale is 'He'; expected one of textbook, LSUV"):
        start("relu", "Gaussian", "He", "no norm", "no shortcut", seed=0)


@pytest.mark.parametrize(
    ("levels", "seed"),
    [
        (BEST_SIGMOID, 1),
        (("relu", "Gaussian", "textbook", "batch norm", "residual"), 3),
        (("tanh", "orthogonal", "textbook", "no norm", "no shortcut"), 0),
    ],
)
def test_a_run_of_today_lies_in_the_stored_band(levels, seed):
    band = stored()[tuple(factor.index(level) for factor, level in zip(FACTORS.values(), levels))]
    assert band.min() - 0.03 <= measure(*levels, rate(*levels), seed) <= band.max() + 0.03, band


def test_wider_and_longer_runs_are_stored_too():
    assert read("thirty_longer.csv", GRIDS).size == 15
    assert read("thirty_wide.csv", GRIDS).size == 36


def test_the_best_rate_of_a_network_that_learns_is_not_at_the_edge():
    for levels in combinations():
        scores = stored()[tuple(factor.index(level) for factor, level in zip(FACTORS.values(), levels))]
        assert rate(*levels) not in (RATES[0], RATES[-1]) or scores.max() < 0.15, levels
