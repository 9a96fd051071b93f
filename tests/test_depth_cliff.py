"""The stored grid: what the lessons read from it, and that a run of today finds the same."""

import doctest

import numpy as np
import pytest

from course_utils import depth_cliff
from course_utils.depth_cliff import (
    DEPTHS,
    RATES,
    SEEDS,
    SETTINGS,
    THIRTY_RATES,
    THIRTY_SETTINGS,
    measure,
    measure_thirty,
    stored,
    stored_thirty,
)

CHANCE = 0.15  # nobody who has learned something stays below


def cell(setting, depth, lr):
    return stored()[list(SETTINGS).index(setting), DEPTHS.index(depth), RATES.index(lr)]


def test_the_examples_run():
    assert doctest.testmod(depth_cliff).failed == 0


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


def best(setting):
    """Return the accuracies of the seeds at the rate with the highest mean, for thirty layers."""
    return max(stored_thirty()[list(THIRTY_SETTINGS).index(setting)], key=lambda seeds: np.nan_to_num(seeds).mean())


def test_thirty_layers_of_sigmoids_learn_if_they_start_well():
    assert best("sigmoid, LSUV").min() > 0.95
    assert best("sigmoid, LSUV").min() > best("relu, He").max()
    assert np.all(stored_thirty()[list(THIRTY_SETTINGS).index("sigmoid, Xavier")] < CHANCE)


@pytest.mark.parametrize(("setting", "lr", "epochs"), [("sigmoid, LSUV", 0.02, 15)])
def test_a_run_of_today_with_thirty_layers_lies_in_the_stored_band(setting, lr, epochs):
    band = stored_thirty()[list(THIRTY_SETTINGS).index(setting), THIRTY_RATES.index(lr)]
    assert band.min() - 0.02 <= measure_thirty(setting, lr, seed=1, epochs=epochs) <= band.max() + 0.02, band
