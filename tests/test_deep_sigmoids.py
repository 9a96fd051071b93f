"""The stored runs of lesson 05: what the lesson reads from them, and that a run of today finds the same."""


import numpy as np
import pytest

from course_utils import deep_sigmoids as runs


@pytest.mark.parametrize("layers", runs.EPOCHS)
def test_every_run_stands_at_chance_for_long_and_then_learns(layers):
    found = runs.stored(layers)
    epochs = runs.EVERY[layers] * np.arange(found["loss"].shape[1])
    assert epochs[-1] == runs.EPOCHS[layers] and len(found["loss"]) == len(runs.SEEDS)
    assert np.abs(found["loss"][:, (epochs >= 10) & (epochs <= 40)] - np.log(10)).max() < 0.01
    assert found["loss"].min(axis=1).max() < 1.5


@pytest.mark.parametrize(("layers", "seed"), [(4, 0), (4, 3), (5, 1)])
def test_a_run_of_today_begins_like_the_stored_one(layers, seed):
    today, found, every = runs.measure(layers, seed, epochs=10), runs.stored(layers), runs.EVERY[layers]
    for name in ("loss", "test_loss"):
        first = getattr(today, name)[::every]
        np.testing.assert_allclose(first, found[name][seed, : len(first)], atol=2e-3)


def test_the_outputs_of_today_are_those_that_the_explorer_shows():
    losses, shares, means = runs.stored_outputs()
    np.testing.assert_allclose(shares.sum(axis=2), 1, atol=1e-3)
    for k, (loss, share, mean) in enumerate(runs.measure_outputs(stretches=3)):
        assert abs(loss - losses[k]) < 2e-3
        np.testing.assert_allclose(share, shares[k], atol=0.01)
        np.testing.assert_allclose(mean, means[k], atol=5e-3)


@pytest.mark.parametrize(("start", "seed"), [("Xavier", 0), ("N(0, 1)", 1), ("centred4", 2)])
def test_ten_layers_of_today_lie_in_the_stored_band(start, seed):
    saturated, _, accuracy = runs.stored_ten(start, 64)
    today = runs.measure_ten(start, 64, 0.1, seed)
    assert abs(today[0] - saturated[seed]) < 1e-3
    assert accuracy.min() - 0.03 <= today[2] <= accuracy.max() + 0.03


def test_wide_layers_with_large_weights_learn_by_heart():
    _, accuracy, test_accuracy = runs.stored_ten("N(0, 1)", 256, 0.003)
    assert accuracy.min() > 0.9 and test_accuracy.max() < 0.5


@pytest.mark.parametrize(("activation", "seed"), [("sigmoid", 0), ("4 sigmoid - 2", 1), ("relu", 2)])
def test_an_activation_of_today_lies_in_the_stored_band(activation, seed):
    band, today = runs.stored_activation(activation), runs.measure(4, seed, 10, activation).test_accuracy[-1]
    assert band.min() - 0.03 <= today <= band.max() + 0.03


@pytest.mark.parametrize("hidden", runs.HIDDEN)
def test_xor_of_today_ends_where_it_is_stored(hidden):
    stored = runs.stored_xor(hidden)
    assert stored.shape == (len(runs.XOR_SEEDS),)
    np.testing.assert_allclose([runs.measure_xor(hidden, seed) for seed in range(6)], stored[:6], atol=0.02)


def test_what_is_not_stored_is_refused():
    with pytest.raises(ValueError, match="No runs are stored for layers 3; there are some for layers 4; layers 5."):
        runs.stored(3)
    with pytest.raises(ValueError, match="for start He, width 64, rate 0.1; there are some for start Xavier"):
        runs.stored_ten("He", 64)
