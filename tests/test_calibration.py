"""Separation, finite weights, reliability and temperature, against linear programs, scipy's optimisers and theory."""


import numpy as np
import pytest
from scipy.optimize import minimize, minimize_scalar
from sklearn.calibration import calibration_curve

from course_utils.activations import sigmoid, sigmoid_grad, softplus
from course_utils.calibration import (
    ece,
    firth_fit,
    fit_temperature,
    is_separable_1d,
    newton_trace,
    reliability_curve,
    separating_direction,
)
from course_utils.datasets import breast_cancer, iris, orings
from course_utils.logistic import add_intercept, bce_with_logits, fit_newton, predict_proba, standardise

pytestmark = pytest.mark.usefixtures("no_warnings")

CLOCKS = np.array([-3.0, -2, -1, 1, 2, 3])[:, None], np.array([0, 0, 0, 1, 1, 1])


@pytest.fixture(scope="module")
def tumours():
    data = breast_cancer()
    X = add_intercept(standardise(data.columns("mean radius", "mean texture"))[0])
    return X, data.y, fit_newton(X, data.y).weights


def random_fit_data(seed, n=40, d=3):
    rng = np.random.default_rng(seed)
    X = add_intercept(rng.normal(size=(n, d)))
    return X, (rng.random(n) < sigmoid(X @ rng.normal(size=d + 1))).astype(int)


# Separation


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [
        ([1, 2, 3, 4], [0, 0, 1, 1], True),
        ([4, 1, 3, 2], [0, 1, 0, 1], True),
        ([1, 2, 3, 4], [0, 1, 0, 1], False),
        ([1, 2, 2, 3], [0, 0, 1, 1], False),
        ([5, 5], [0, 1], False),
        ([1, 2, 3, 4, 5], [0, 1, 1, 1, 0], False),
    ],
)
def test_separation_in_one_dimension(x, y, expected):
    assert is_separable_1d(x, y) is is_separable_1d(np.negative(x), y) is expected


def test_which_flowers_separate():
    every, two = iris(("setosa", "versicolor", "virginica")), iris()
    for name in ("petal length", "petal width"):
        assert is_separable_1d(every.columns(name)[:, 0], every.y == 0)
        assert not is_separable_1d(two.columns(name)[:, 0], two.y)


@pytest.mark.parametrize("seed", range(60))
def test_a_direction_is_found_exactly_where_a_gap_exists(seed):
    rng = np.random.default_rng(seed)
    x = rng.integers(-3, 4, size=rng.integers(3, 7))
    y = rng.permutation(np.arange(len(x)) % 2)
    if np.ptp(x) == 0:
        return
    direction = separating_direction(add_intercept(x[:, None]), y)
    assert (direction is not None) == is_separable_1d(x, y)
    if direction is not None:
        assert ((2 * y - 1) * (add_intercept(x[:, None]) @ direction)).min() == pytest.approx(1)


@pytest.mark.parametrize("scaled", [True, False])
def test_thirty_features_separate_and_ten_or_twenty_do_not(scaled):
    data = breast_cancer()
    columns = standardise(data.X)[0] if scaled else data.X
    X = add_intercept(columns)
    assert ((2 * data.y - 1) * (X @ separating_direction(X, data.y))).min() > 1 - 1e-9
    for part in (slice(0, 10), slice(20, 30), slice(0, 20)):
        assert separating_direction(add_intercept(columns[:, part]), data.y) is None


# Newton's clock


def test_plain_newton_adds_one_a_step():
    w = newton_trace(*CLOCKS, steps=100)[:, 0]
    np.testing.assert_allclose(w[5:9], [4.97, 5.96, 6.96, 7.96], atol=0.005)
    np.testing.assert_allclose(np.diff(w[15:]), 1, atol=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_where_the_fit_is_finite_the_trace_ends_there(seed):
    X, y = random_fit_data(seed)
    trace, fit = newton_trace(X, y, 12), fit_newton(X, y)
    assert trace.shape == (12, X.shape[1])
    np.testing.assert_allclose(trace[-1], fit.weights, rtol=1e-10)
    np.testing.assert_allclose(trace[0], np.linalg.solve(X.T @ X / 4, X.T @ (y - 0.5)), rtol=1e-10)


def test_the_walk_on_thirty_features_grows_by_the_same_length():
    data = breast_cancer()
    norms = np.linalg.norm(newton_trace(add_intercept(standardise(data.X)[0]), data.y, 60), axis=1)
    assert norms[-1] > 1e4
    np.testing.assert_allclose(np.diff(norms[30:]), np.diff(norms)[-1], rtol=0.01)


# Firth's penalty


def firth_loss(w, X, y):
    information = (X.T * sigmoid_grad(X @ w)) @ X
    return softplus((1 - 2 * y) * (X @ w)).sum() - np.linalg.slogdet(information)[1] / 2


@pytest.mark.parametrize("seed", range(4))
def test_firth_is_the_least_penalised_loss(seed):
    X, y = random_fit_data(seed)
    fit = firth_fit(X, y)
    found = minimize(firth_loss, np.zeros(X.shape[1]), (X, y), "Nelder-Mead",
                     options={"xatol": 1e-9, "fatol": 1e-12, "maxfev": 5000})  # fmt: skip
    assert fit.converged
    np.testing.assert_allclose(fit.weights, found.x, atol=1e-5)
    assert fit.loss == pytest.approx(bce_with_logits(X @ fit.weights, y).mean())
    np.testing.assert_allclose(firth_fit(X, 1 - y).weights, -fit.weights, atol=1e-8)


def test_firth_on_the_toy_and_on_the_flights():
    toy = firth_fit(add_intercept(CLOCKS[0]), CLOCKS[1])
    np.testing.assert_allclose(toy.weights, [0, 0.9384], atol=5e-5)
    fit = firth_fit(add_intercept(orings().X), orings().y)
    assert fit.converged and fit.message == f"converged after {fit.iterations} steps, with Firth's penalty"
    np.testing.assert_allclose(fit.weights, [11.95, -0.186], atol=0.0005)
    assert np.all(fit.standard_errors < fit_newton(add_intercept(orings().X), orings().y).standard_errors)


def test_firth_adds_half_a_yes_and_half_a_no_where_only_a_share_is_fitted():
    y = np.array([1] * 3 + [0] * 7)
    assert firth_fit(np.ones((10, 1)), y).weights[0] == pytest.approx(np.log(3.5 / 7.5), abs=1e-10)


def test_the_units_of_a_column_do_not_matter_to_firth():
    X, y = random_fit_data(5)
    units = np.array([1, 1e-20, 1e6, 3])
    fit, other = firth_fit(X, y), firth_fit(X * units, y)
    np.testing.assert_allclose(other.weights * units, fit.weights, rtol=1e-9)
    np.testing.assert_allclose(other.standard_errors * units, fit.standard_errors, rtol=1e-9)


def test_firth_halves_a_step_that_goes_too_far():
    X, y = np.array([[43.8, -3.1], [0.6, 37], [0, -0.1], [0.5, -2.7]]), np.array([1, 0, 0, 1])
    fit = firth_fit(X, y, tol=1e-8)
    assert fit.converged
    assert np.all(np.diff([firth_loss(w, X, y) for w in fit.path]) < 1e-9)


def test_a_firth_fit_that_stops_early_says_so():
    X, y = random_fit_data(1)
    fit = firth_fit(X, y, max_iter=2)
    assert (fit.converged, fit.iterations, fit.covariance) == (False, 2, None)
    assert fit.message == "not converged; stopped after 2 steps, with Firth's penalty"


# Reliability


def test_the_curve_agrees_with_scikit_learn(tumours):
    X, y, w = tumours
    p = predict_proba(w, X)
    for bins in (1, 5, 10, 15):
        mean_p, share, counts = reliability_curve(p, y, bins)
        expected_share, expected_p = calibration_curve(y, p, n_bins=bins)
        np.testing.assert_allclose(mean_p, expected_p, rtol=1e-12)
        np.testing.assert_allclose(share, expected_share, rtol=1e-12)
        assert counts.sum() == len(y) and counts.min() > 0


def test_borders_and_empty_bins():
    mean_p, share, counts = reliability_curve([0, 0.25, 0.25, 0.5, 1], [0, 1, 0, 1, 1], bins=4)
    assert mean_p.tolist() == [0, 0.25, 0.5, 1]
    assert share.tolist() == [0, 0.5, 1, 1] and counts.tolist() == [1, 2, 1, 1]
    assert [column.tolist() for column in reliability_curve([0.95], [1])] == [[0.95], [1.0], [1]]


def test_known_calibration_errors(tumours):
    X, y, w = tumours
    found = [ece(predict_proba(k * w, X), y) for k in (1, 4)]
    assert found == pytest.approx([0.0234, 0.0852], abs=5e-5)
    assert ece(y.astype(float), y) == 0 and ece(1.0 - y, y) == 1
    assert ece(np.full(len(y), y.mean()), y) == pytest.approx(0, abs=1e-12)


def test_with_one_bin_only_the_means_count():
    rng = np.random.default_rng(0)
    p, y = rng.random(50), rng.integers(0, 2, 50)
    assert ece(p, y, bins=1) == pytest.approx(abs(p.mean() - y.mean()))
    assert ece(p, y) == pytest.approx(ece(1 - p, 1 - y))


def test_chance_alone_keeps_a_right_model_above_zero():
    rng = np.random.default_rng(0)
    small, large = (
        np.mean([ece(p, rng.random(n) < p) for p in rng.random((40, n))]) for n in (100, 10_000)
    )  # fmt: skip
    assert 0.05 < small < 0.15 and small / large == pytest.approx(10, rel=0.2)


# Temperature


def test_temperature_undoes_a_factor(tumours):
    X, y, w = tumours
    for k in (0.25, 1, 4, 1000):
        assert fit_temperature(k * (X @ w), y) == pytest.approx(k, rel=1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_temperature_has_the_least_log_loss(seed):
    rng = np.random.default_rng(seed)
    z = rng.normal(0, 5, 60)
    y = (rng.random(60) < sigmoid(z / 3)).astype(int)
    found = minimize_scalar(lambda log_t: bce_with_logits(z / np.exp(log_t), y).mean(), bracket=(0, 1), tol=1e-12)
    assert fit_temperature(z, y) == pytest.approx(np.exp(found.x), rel=1e-5)


# What is accepted, what is not


def test_lists_integers_booleans_and_float32_are_welcome():
    p, y = np.array([0.125, 0.25, 0.875, 1]), np.array([0, 1, 1, 1])
    for same in ((p.tolist(), y.tolist()), (p.astype(np.float32), y == 1)):
        assert ece(*same) == ece(p, y)
    assert fit_temperature([2, 2, -2, -2], [True, True, False, True]) == pytest.approx(2 / np.log(3), rel=1e-9)


def test_arguments_are_left_alone():
    X, y = random_fit_data(0)
    given = X.copy(), y.copy()
    firth_fit(X, y)
    newton_trace(X, y, 2)
    separating_direction(X, y)
    fit_temperature(X[:, 1], y) if (X[:, 1] @ (2 * y - 1)) > 0 else fit_temperature(-X[:, 1], y)
    assert np.array_equal(X, given[0]) and np.array_equal(y, given[1])


X, Y = np.array([[1.0, 0], [1, 1], [1, 2], [1, 3]]), np.array([0, 1, 0, 1])
BAD = [
    (lambda: is_separable_1d([1, 2], [1, 1]), ValueError, r"y holds only the label 1; expected both 0 and 1\."),
    (lambda: is_separable_1d([1, 2], [1, 2]), ValueError, r"y holds 2; expected the labels 0 and 1\."),
    (lambda: is_separable_1d(X, Y), ValueError, r"x has shape \(4, 2\)|y has shape \(4,\)"),
    (lambda: is_separable_1d(["a", "b"], [0, 1]), TypeError, r"x holds text; expected real numbers\."),
    (lambda: is_separable_1d([1, np.nan], [0, 1]), ValueError, r"x holds nan"),
    (lambda: separating_direction(X[:, 1], Y), ValueError, r"X has shape \(4,\)"),
    (lambda: separating_direction(X, [0, 0, 0, 0]), ValueError, r"y holds only the label 0"),
    (lambda: newton_trace(X, Y, 0), ValueError, r"steps is 0\.0; expected a whole number from 1 up\."),
    (lambda: newton_trace(np.hstack([X, 2 * X[:, 1:]]), Y, 3), ValueError, r"3 columns of rank 2"),
    (lambda: newton_trace(*CLOCKS, 2000), ValueError, r"no curvature is left after \d+ steps; expected steps up"),
    (lambda: firth_fit(X, Y, tol=0), ValueError, r"tol is 0\.0; expected a positive number\."),
    (lambda: firth_fit(X, Y, max_iter=1.5), ValueError, r"max_iter is 1\.5"),
    (lambda: firth_fit(X, Y[:3]), ValueError, r"y has shape \(3,\); expected \(4,\)"),
    (lambda: ece([0.5, 1.5], [0, 1]), ValueError, r"p holds 1\.5; expected probabilities from 0 to 1\."),
    (lambda: ece([0.5, -0.5], [0, 1]), ValueError, r"p holds -0\.5"),
    (lambda: ece([0.5, 0.5], [0, 1], bins=0), ValueError, r"bins is 0\.0; expected a whole number from 1 up\."),
    (lambda: ece(None, [0, 1]), TypeError, r"p holds NoneType"),
    (lambda: reliability_curve([], []), ValueError, r"p is empty"),
    (lambda: reliability_curve(0.5, 1), ValueError, r"p has shape \(\) and y \(\); expected \(n,\) for both\."),
    (lambda: reliability_curve([[0.5], [0.6]], [0, 1]), ValueError, r"y has shape \(2,\); expected \(1,\)"),
    (lambda: reliability_curve([[0.5, 0.6]], [0, 1]), ValueError, r"p has shape \(1, 2\) and y \(2,\)"),
    (lambda: fit_temperature([2, 1, -1], [1, 1, 0]), ValueError, r"z is never, or hardly, on the wrong side of 0"),
    (lambda: fit_temperature([-2, 1, -1], [1, 1, 0]), ValueError, r"wrong at least as much as it is right"),
    (lambda: fit_temperature([0, 0], [1, 0]), ValueError, r"wrong at least as much"),
    (lambda: fit_temperature([1, 1e-12, 1], [1, 0, 1]), ValueError, r"z is never, or hardly"),
]


@pytest.mark.parametrize(("call", "error", "message"), BAD)
def test_what_does_not_fit_is_said_in_one_sentence(call, error, message):
    with pytest.raises(error, match=message) as raised:
        call()
    text = str(raised.value)
    assert len(text) < 120 and text.endswith(".") and "\n" not in text
