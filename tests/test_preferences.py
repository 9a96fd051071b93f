"""Strengths against published fits and counts, policies against their own formula, the loss against differences."""


import numpy as np
import pytest
from scipy.optimize import minimize

from course_utils.activations import log_sigmoid, sigmoid
from course_utils.datasets import baseball_1987
from course_utils.preferences import (
    dpo_loss_grad,
    dpo_margin,
    fit_bradley_terry,
    preference_probability,
    simulated_wins,
    tilted_policy,
)

pytestmark = pytest.mark.usefixtures("no_warnings")


def pairs(seed, n=7):
    return np.random.default_rng(seed).normal(-20, 5, size=(4, n))


# Strengths


def test_the_baseball_season_is_as_published():
    league = baseball_1987()
    fit = fit_bradley_terry(league.home_wins + league.home_losses.T)
    over_baltimore = [fit.difference(i, 6)[0] for i in range(6)]
    np.testing.assert_allclose(over_baltimore, [1.5814, 1.4364, 1.2945, 1.2476, 1.1077, 0.6839], atol=1e-4)
    home = fit_bradley_terry(league.home_wins, league.home_losses)
    assert (home.order_effect, home.order_error) == (pytest.approx(0.302, abs=1e-3), pytest.approx(0.131, abs=1e-3))


def test_strengths_are_where_the_likelihood_has_its_peak():
    wins = simulated_wins([-1, 0, 0.5, 0.5], 30, np.random.default_rng(1))
    fit = fit_bradley_terry(wins)
    best = minimize(lambda r: -(wins * log_sigmoid(r[:, None] - r)).sum(), np.zeros(4), tol=1e-10).x
    np.testing.assert_allclose(fit.strengths, best - best.mean(), atol=1e-5)
    assert fit.strengths.mean() == pytest.approx(0, abs=1e-12) and fit.order_effect == 0
    expected = wins + wins.T
    np.testing.assert_allclose((expected * preference_probability(fit.strengths)).sum(axis=1), wins.sum(axis=1))


def test_standard_errors_are_what_repeated_seasons_scatter_by():
    rng, truth = np.random.default_rng(0), np.array([-0.8, -0.2, 0.2, 0.8])
    fits = [fit_bradley_terry(simulated_wins(truth, 40, rng)) for _ in range(300)]
    scatter = np.std([fit.strengths for fit in fits], axis=0)
    np.testing.assert_allclose(np.mean([fit.standard_errors for fit in fits], axis=0), scatter, rtol=0.15)
    apart, error = np.transpose([fit.difference(3, 0) for fit in fits])
    assert np.mean(np.abs(apart - 1.6) < 1.96 * error) == pytest.approx(0.95, abs=0.04)


def test_the_order_of_the_players_does_not_matter():
    wins, order = simulated_wins([0, 1, 2], 20, np.random.default_rng(5)), np.array([2, 0, 1])
    np.testing.assert_allclose(
        fit_bradley_terry(wins[np.ix_(order, order)]).strengths, fit_bradley_terry(wins).strengths[order], atol=1e-9
    )


@pytest.mark.parametrize(
    ("wins", "says"),
    [
        ([[0, 2, 2], [0, 0, 1], [0, 1, 0]], "players 0 never lost to any of the others"),
        ([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]], "players 0, 1 never lost"),
        ([[0, 1], [1, 2]], "games of player 1 against itself"),
        ([[0, 1, 2], [1, 0, 1]], "expected (n, n)"),
        ([[0, 0.5], [1, 0]], "holds 0.5; expected counts"),
        ([[0, -1], [1, 0]], "holds -1; expected counts"),
        ([[0]], "two at least"),
    ],
)
def test_games_that_have_no_fit_are_named(wins, says):
    with pytest.raises(ValueError) as raised:
        fit_bradley_terry(wins)
    assert says in str(raised.value) and str(raised.value).endswith((".", "..."))


def test_tables_of_two_shapes_are_refused():
    with pytest.raises(ValueError, match=r"losses has shape \(3, 3\); expected \(2, 2\)"):
        fit_bradley_terry([[0, 1], [1, 0]], np.ones((3, 3)) - np.eye(3))


# Policies


def test_the_tilted_policy_is_the_best_one():
    rng, beta = np.random.default_rng(2), 0.7
    log_ref, reward = np.log(rng.dirichlet(np.ones(5))), rng.normal(size=5)
    log_p = tilted_policy(log_ref, reward, beta)
    assert np.exp(log_p).sum() == pytest.approx(1, abs=1e-15)

    def worth(log_q):
        return np.exp(log_q) @ (reward - beta * (log_q - log_ref))

    for _ in range(20):
        other = log_p + 0.1 * rng.normal(size=5)
        assert worth(other - np.log(np.exp(other).sum())) < worth(log_p)


def test_exact_preferences_lead_back_to_the_reward():
    rng, beta = np.random.default_rng(3), 0.5
    log_ref, reward = np.log(rng.dirichlet(np.ones(5))), rng.normal(size=5)
    i, j = np.triu_indices(5, 1)
    p = sigmoid(reward[i] - reward[j])
    log_p = tilted_policy(log_ref, reward, beta)
    there = dpo_loss_grad(log_p[i], log_p[j], log_ref[i], log_ref[j], beta)[1] * p
    back = dpo_loss_grad(log_p[j], log_p[i], log_ref[j], log_ref[i], beta)[1] * (1 - p)
    np.testing.assert_allclose(there, back, atol=1e-15)  # no pair pulls either way


@pytest.mark.parametrize("smoothing", [0, 0.1, 0.4])
def test_the_gradient_is_the_slope_of_the_loss(smoothing):
    chosen, rejected, *ref = pairs(4)
    loss, slope = dpo_loss_grad(chosen, rejected, *ref, beta=0.3, smoothing=smoothing)
    for k in range(7):
        h = 1e-5 * np.eye(7)[k]
        up, down = (dpo_loss_grad(chosen + s * h, rejected, *ref, 0.3, smoothing)[0] for s in (1, -1))
        other = dpo_loss_grad(chosen, rejected + h, *ref, 0.3, smoothing)[0]
        assert slope[k] == pytest.approx((up - down) / 2e-5, abs=1e-9)
        assert -slope[k] == pytest.approx((other - loss) / 1e-5, abs=1e-5)


def test_smoothing_stops_the_margin_at_the_odds():
    at = np.log(9)  # a share of 0.1 the wrong way round: odds of 9 to 1
    slopes = [dpo_loss_grad([m], [0.0], [0.0], [0.0], 1, smoothing=0.1)[1][0] for m in (at - 0.01, at, at + 0.01)]
    assert slopes[0] < 0 == pytest.approx(slopes[1], abs=1e-15) and slopes[2] > 0
    assert all(dpo_loss_grad([m], [0.0], [0.0], [0.0], 1)[1][0] < 0 for m in (0, 10, 100))


def test_no_margin_overflows():
    loss, slope = dpo_loss_grad([-1e5, -1.0], [-1.0, -1e5], [-1.0, -1.0], [-1.0, -1.0], beta=1)
    assert loss == pytest.approx((1e5 - 1) / 2) and slope.tolist() == [-0.5, 0]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"beta": 0}, "beta is 0.0; expected a positive number."),
        ({"smoothing": 0.5}, "smoothing is 0.5; expected a number from 0 to below 0.5."),
        ({"rejected": [1.0]}, "rejected has shape (1,); expected (7,)"),
        ({"chosen": [[1.0] * 7]}, "chosen has shape (1, 7)"),
        ({"chosen": ["a"] * 7}, "chosen holds text"),
    ],
)
def test_what_does_not_fit_is_said(change, says):
    given = dict(zip(("chosen", "rejected", "ref_chosen", "ref_rejected"), pairs(6)))
    with pytest.raises((ValueError, TypeError)) as raised:
        dpo_loss_grad(**({**given, "beta": 0.5} | change))
    assert says in str(raised.value)


def test_a_policy_and_its_reward_have_one_length():
    with pytest.raises(ValueError, match=r"reward has shape \(1,\); expected \(2,\)"):
        tilted_policy([0.0, 0.0], [1.0], 1)


def test_margins_are_the_log_odds_of_the_model():
    assert dpo_margin([-1.0], [-2.0], [-2.0], [-1.0], beta=2).tolist() == [4.0]
