"""The stored grid: what the lessons read from it, and that a run of today finds the same."""


import numpy as np
import pytest

from course_utils import depth_cliff
from course_utils.depth_cliff import (
    DEPTHS,
    RATES,
    SEEDS,
    SETTINGS,
    measure,
    stored,
)

CHANCE = 0.15  # nobody who has learned something stays below


def cell(setting, depth, lr):
    return stored()[list(SETTINGS).index(setting), DEPTHS.index(depth), RATES.index(lr)]


def test_the_grid_is_whole():
    accuracy = stored()
    assert accuracy.shape == (len(SETTINGS), len(DEPTHS), len(RATES), len(SEEDS))
    assert np.nanmin(accuracy) >= 0.05 and np.nanmax(accuracy) < 1


@pytest.mark.parametrize(
    ("setting", "depth", "lr", "seed"),
    [
        ("sigmoid, uniform", 2, 0.1, 0),
        ("sigmoid, Xavier", 6, 0.1, 1),
        ("sigmoid, centred4", 4, 0.03, 2),
        ("tanh, Xavier", 3, 0.03, 1),
        ("relu, He", 2, 0.03, 0),
    ],
)
def test_a_run_of_today_lies_in_the_stored_band(setting, depth, lr, seed):
    band = cell(setting, depth, lr)
    assert band.min() - 0.015 <= measure(setting, depth, lr, seed) <= band.max() + 0.015, band


def test_a_diverging_run_is_told_apart():
    assert np.isnan(measure("relu, He", depth=3, lr=1e6, seed=0, epochs=1))
    assert np.isnan(stored()).any(axis=(1, 2, 3)).tolist() == ["relu" in setting for setting in SETTINGS]


@pytest.mark.parametrize(("setting", "depth"), [("sigmoid, uniform", 4), ("sigmoid, Xavier", 5)])
def test_the_cliff_is_not_an_artefact_of_the_learning_rate(setting, depth):
    accuracy = stored()[list(SETTINGS).index(setting)]
    assert np.all(accuracy[DEPTHS.index(depth):] < CHANCE)
    assert cell(setting, 2, 0.1).min() > 0.9


@pytest.mark.parametrize(
    ("wrong", "says"), [(("sigmoid", 1, 0.1, 0), "setting is"), (("relu, He", 0, 0.1, 0), "depth is")]
)
def test_bad_input_is_named(wrong, says):
    with pytest.raises(ValueError, match=says):
        measure(*wrong)


def test_the_league_is_run_at_the_rate_that_other_seeds_chose():
    assert not set(depth_cliff.FRESH_SEEDS) & set(SEEDS)
    assert depth_cliff.best_rate([[0.5, 0.7], [0.9, 0.9], [0.95, np.nan]], (1, 2, 3)) == (2, 1)
    for setting, scores in zip(depth_cliff.LEAGUE, depth_cliff.read("league.csv")):
        assert scores.mean() > 0.9 and len(scores) == len(depth_cliff.FRESH_SEEDS), setting


@pytest.mark.parametrize(
    ("name", "run"),
    [
        ("league.csv", lambda: depth_cliff.fresh("tanh, Xavier", 21)),
        ("league.csv", lambda: depth_cliff.fresh("sigmoid, centred4", 30)),
        ("league_wide.csv", lambda: depth_cliff.fresh_wide("tanh, Xavier", 21)),
        ("league_wide_search.csv", lambda: measure("tanh, Xavier", 5, 0.03, 0, 30, 256)),
    ],
)
def test_a_run_of_today_in_the_league_lies_in_the_stored_band(name, run):
    band = depth_cliff.read(name)
    assert np.nanmin(band[band > 0.93]) - 0.015 <= run() <= np.nanmax(band) + 0.015, band


def test_the_cliff_moves_with_the_steps():
    five, six = depth_cliff.read("league_longer.csv")[0][:, 0]  # at rate 0.1: seeds, epochs
    assert np.all(five[:, 0] < CHANCE) and np.all(six[:, 0] < CHANCE)
    assert np.mean(five[:, 2]) > 0.5
