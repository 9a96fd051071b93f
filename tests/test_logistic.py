"""Fits, reference numbers, invariants and errors of course_utils.logistic, against scikit-learn, scipy and mpmath."""


import numpy as np
import pytest
from mpmath import mp
from scipy.optimize import linprog
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

from course_utils.activations import sigmoid, sigmoid_grad
from course_utils.datasets import breast_cancer, iris, orings
from course_utils.logistic import (
    add_intercept,
    bce_with_logits,
    best_threshold,
    fit_gd,
    fit_newton,
    logistic_hessian,
    logistic_loss_grad,
    predict_proba,
    standardise,
    unscale,
)

pytestmark = pytest.mark.usefixtures("no_warnings")

TWO = ("mean radius", "mean texture")
CLOCKS = np.array([-3.0, -2, -1, 1, 2, 3])[:, None], np.array([0, 0, 0, 1, 1, 1])


@pytest.fixture(scope="module")
def flights():
    data = orings()
    return add_intercept(data.X), data.y


@pytest.fixture(scope="module")
def standard_flights():
    data = orings()
    Z, mu, sd = standardise(data.X)
    return add_intercept(Z), data.y, mu, sd


@pytest.fixture(scope="module")
def tumours():
    data = breast_cancer()
    return add_intercept(standardise(data.columns(*TWO))[0]), data.y


def random_fit_data(seed, n=40, d=3):
    rng = np.random.default_rng(seed)
    X = add_intercept(rng.normal(size=(n, d)))
    return X, (rng.random(n) < sigmoid(X @ rng.normal(size=d + 1))).astype(int)


def central_difference(f, w, h=1e-6):
    return np.array([(f(w + h * e) - f(w - h * e)) / (2 * h) for e in np.eye(len(w))])


# The loss, its gradient and its Hessian


def test_loss_from_logits_has_the_syllabus_values():
    assert bce_with_logits(0, 0) == bce_with_logits(0, 1) == 0.6931471805599453
    assert bce_with_logits([40, -1000, 1000], [0, 1, 1]).tolist() == [40, 1000, 0]
    assert bce_with_logits(40, 1) == pytest.approx(4.248354255291589e-18, rel=1e-14)


def test_loss_from_logits_is_the_log_loss():
    z, y = np.meshgrid(np.linspace(-30, 30, 61), [0, 1])
    with mp.workdps(50):
        p = [[1 / (1 + mp.exp(-v)) for v in row] for row in z]
        true = [[float(-mp.log(v if label else 1 - v)) for v, label in zip(*row)] for row in zip(p, y)]
    np.testing.assert_allclose(bce_with_logits(z, y), true, rtol=1e-14)


def test_loss_from_logits_covers_a_grid_of_weights(flights):
    X, y = flights
    grid = np.random.default_rng(0).normal(size=(4, 5, 2)) * [5, 0.1]
    losses = bce_with_logits(grid @ X.T, y).mean(axis=-1)
    assert losses.shape == (4, 5)
    assert losses[2, 3] == pytest.approx(logistic_loss_grad(grid[2, 3], X, y)[0], rel=1e-14)


@pytest.mark.parametrize("seed", range(5))
def test_gradient_and_hessian_are_the_differences(seed):
    X, y = random_fit_data(seed)
    w = np.random.default_rng(seed).normal(size=X.shape[1])
    loss, gradient = logistic_loss_grad(w, X, y)
    assert isinstance(loss, float) and gradient.shape == w.shape
    numerical = central_difference(lambda w: logistic_loss_grad(w, X, y)[0], w)
    assert np.abs(gradient - numerical).max() < 1e-7 * np.abs(gradient).max()
    numerical = central_difference(lambda w: logistic_loss_grad(w, X, y)[1], w)
    hessian = logistic_hessian(w, X)
    assert np.abs(hessian - numerical).max() < 1e-7 * np.abs(hessian).max()


def test_at_zero_the_loss_is_ln_2_and_the_gradient_is_half_minus_y(flights):
    X, y = flights
    loss, gradient = logistic_loss_grad([0, 0], X, y)
    assert loss == pytest.approx(np.log(2), abs=1e-15)
    np.testing.assert_allclose(gradient, X.T @ (0.5 - y) / 23, rtol=1e-14)


# The O-rings


def test_newton_on_the_orings(flights):
    fit = fit_newton(*flights)
    assert fit.converged and not fit.separable and fit.iterations == 7
    np.testing.assert_allclose(fit.weights, [15.0429016, -0.2321627], atol=1e-7)
    np.testing.assert_allclose(fit.standard_errors, [7.3786, 0.1082], atol=5e-5)
    assert fit.loss == pytest.approx(0.4416346236, abs=5e-11)
    assert 23 * fit.loss == pytest.approx(10.1575963, abs=5e-8)
    assert fit.odds_ratios[1] == pytest.approx(0.7928, abs=5e-5)
    assert fit.path.shape == (8, 2) and fit.losses.shape == (8,)
    assert fit.losses[0] == pytest.approx(np.log(2)) and np.all(np.diff(fit.losses) < 1e-15)


def test_newton_agrees_with_the_oracle_to_13_digits(flights):
    X, y = flights
    with mp.workdps(40):
        w = mp.matrix(fit_newton(X, y).weights.tolist())
        for _ in range(3):
            p = [1 / (1 + mp.exp(-(w[0] + w[1] * t))) for t in X[:, 1]]
            slope = mp.matrix([mp.fsum(p) - sum(y), mp.fsum((pi - yi) * t for pi, yi, t in zip(p, y, X[:, 1]))])
            h = [mp.fsum(pi * (1 - pi) * t**k for pi, t in zip(p, X[:, 1])) for k in range(3)]
            w -= mp.lu_solve(mp.matrix([[h[0], h[1]], [h[1], h[2]]]), slope)
        truth = [float(v) for v in w]
    np.testing.assert_allclose(fit_newton(X, y).weights, truth, rtol=1e-13)


def test_the_null_model_is_the_base_rate(flights):
    X, y = flights
    fit = fit_newton(X[:, :1], y)
    assert 23 * fit.loss == pytest.approx(14.1335764, abs=5e-8)
    assert fit.weights[0] == pytest.approx(np.log(7 / 16), rel=1e-12)


def test_reading_the_oring_fit(flights):
    b0, b1 = fit_newton(*flights).weights
    assert -b0 / b1 == pytest.approx(64.79, abs=0.005)
    assert b1 / 4 == pytest.approx(-0.058, abs=5e-4)
    assert predict_proba([b0, b1], [[1, 31]])[0] == pytest.approx(0.9996, abs=5e-5)


def test_a_wald_interval_comes_from_the_covariance(flights):
    fit, x = fit_newton(*flights), np.array([1, 31])
    reach = 1.96 * np.sqrt(x @ fit.covariance @ x)
    np.testing.assert_allclose(sigmoid(fit.weights @ x + [-reach, reach]), [0.48, 1.00], atol=0.005)


def test_a_straight_line_leaves_the_unit_interval(flights):
    X, y = flights
    line = np.linalg.lstsq(X, y)[0]
    np.testing.assert_allclose(line @ [[1, 1], [31, 81]], [1.75, -0.12], atol=0.005)


@pytest.mark.parametrize(("lr", "updates"), [(0.1, 727), (1, 70), (3, 21)])
def test_gradient_descent_on_standardised_flights(standard_flights, lr, updates):
    X, y, mu, sd = standard_flights
    fit = fit_gd(X, y, lr, 1000)
    assert np.argmax(fit.losses < 0.4416346236 + 1e-6) == updates
    assert fit.iterations == 1000 and fit.path.shape == (1001, 2) and np.all(fit.path[0] == 0)
    if lr >= 1:
        assert fit.converged
        np.testing.assert_allclose(unscale(fit.weights, mu, sd), [15.0429016, -0.2321627], atol=1e-7)


def test_gradient_descent_crawls_on_raw_temperatures(flights):
    fit = fit_gd(*flights, lr=1e-3, steps=100_000)
    assert not fit.converged and fit.weights[0] == pytest.approx(2.14, abs=0.005)
    assert fit.weights[1] == pytest.approx(-0.044, abs=5e-4)


def test_curvature_limits_the_learning_rate(flights):
    X, y = flights
    low, high = np.linalg.eigvalsh(logistic_hessian([0, 0], X))
    assert 2 / high == pytest.approx(0.0016, abs=5e-5)
    assert high / low == pytest.approx(5e5, rel=0.01)
    assert np.all(np.diff(fit_gd(X, y, 2 / high, 500).losses) < 0)
    assert not np.all(np.diff(fit_gd(X, y, 1.5 * 2 / high, 500).losses) < 0)
    with pytest.raises(ValueError, match=r"lr = 0.01 diverges.* up to 0.0016 it falls\.$"):
        fit_gd(X, y, 0.01, 500)


def test_the_largest_leap_is_still_a_sentence():
    with pytest.raises(ValueError, match="diverges"):
        fit_gd([[1e100, 1e100], [1e100, -1e100], [5e99, 1e100]], [0, 1, 1], 1e100, 50)


# Log-loss against squared error


def updates_to_half(slope):
    z, updates = -10.0, 0
    while z <= 0:
        z, updates = z - slope(1 / (1 + np.exp(-z))), updates + 1
    return updates


def test_escape_from_minus_ten():
    assert updates_to_half(lambda p: p - 1) == 11
    assert updates_to_half(lambda p: (p - 1) * p * (1 - p)) == 22063


def test_squared_error_is_not_convex():
    z = np.linspace(-10, 10, 200_001)
    slope = (sigmoid(z) - 1) * sigmoid_grad(z)
    curvature = np.gradient(slope, z)
    assert slope.min() == pytest.approx(-4 / 27, abs=1e-9)
    assert curvature.min() == pytest.approx(-0.0601, abs=5e-5)
    assert np.all((curvature < 0) == (sigmoid(z) < 1 / 3))


# Other data


def test_iris_maximum_likelihood():
    data = iris()
    fit = fit_newton(add_intercept(data.X), data.y)
    np.testing.assert_allclose(fit.weights, [-42.6378, -2.4652, -6.6809, 9.4294, 18.2861], atol=5e-5)


def test_breast_cancer_with_two_features(tumours):
    X, y = tumours
    fit = fit_newton(X, y)
    p = predict_proba(fit.weights, X)
    np.testing.assert_allclose(fit.weights, [0.70757, -3.72200, -0.93741], atol=5e-6)
    assert fit.loss == pytest.approx(0.2558201, abs=5e-8)
    assert np.mean((p > 0.5) == y) == pytest.approx(0.8910, abs=5e-5)
    assert p.mean() == pytest.approx(0.6274165, abs=5e-8)


def test_scikit_learn_adds_a_ridge_in_silence():
    """The syllabus's numbers: virginica against the rest, petal width, the 112 training rows of seed 42."""
    data = iris(("setosa", "versicolor", "virginica"))
    X, _, y, _ = train_test_split(data.columns("petal width"), data.y == 2, random_state=42)
    default = LogisticRegression(tol=1e-10).fit(X, y)
    ridge, plain = (fit_newton(add_intercept(X), y, l2=l2).weights for l2 in (1, 0))
    np.testing.assert_allclose(ridge, [default.intercept_[0], default.coef_[0, 0]], rtol=1e-6)
    assert [-ridge[0] / ridge[1], -plain[0] / plain[1]] == pytest.approx([1.651, 1.619], abs=5e-4)
    assert [ridge[1], plain[1]] == pytest.approx([3.84, 11.70], abs=0.005)


@pytest.mark.parametrize("l2", [0, 0.5, 1])
def test_newton_agrees_with_scikit_learn(l2):
    data = breast_cancer()
    Z = standardise(data.X[:, :10])[0]
    fit = fit_newton(add_intercept(Z), data.y, l2=l2)
    model = LogisticRegression(C=1 / l2 if l2 else np.inf, solver="newton-cholesky", tol=1e-12)
    model.fit(Z, data.y)
    assert fit.converged and (fit.covariance is None) == (l2 > 0)
    np.testing.assert_allclose(fit.weights, [*model.intercept_, *model.coef_[0]], rtol=1e-8)


def test_the_units_of_a_column_do_not_matter(flights):
    X, y = flights
    fit, units = fit_newton(X, y), np.array([1, 1e-30])
    tiny = fit_newton(X * units, y)
    assert tiny.iterations == fit.iterations
    np.testing.assert_allclose(tiny.weights * units, fit.weights, rtol=1e-12)
    np.testing.assert_allclose(tiny.standard_errors * units, fit.standard_errors, rtol=1e-12)


def test_raw_and_standardised_columns_give_one_fit():
    data = breast_cancer()
    Z, mu, sd = standardise(data.X[:, :10])
    raw, scaled = (fit_newton(add_intercept(X), data.y) for X in (data.X[:, :10], Z))
    np.testing.assert_allclose(unscale(scaled.weights, mu, sd), raw.weights, rtol=1e-8)
    assert raw.iterations == scaled.iterations


# Invariants that need no key


@pytest.mark.parametrize("seed", range(5))
def test_invariants(seed):
    X, y = random_fit_data(seed)
    fit = fit_newton(X, y)
    p = predict_proba(fit.weights, X)
    assert abs(p.sum() - y.sum()) < 1e-8
    assert np.abs(X.T @ (p - y)).max() < 1e-8
    np.testing.assert_allclose(fit_newton(X, 1 - y).weights, -fit.weights, rtol=1e-9)
    twice = fit_newton(np.tile(X, (2, 1)), np.tile(y, 2))
    np.testing.assert_allclose(twice.weights, fit.weights, rtol=1e-9)
    np.testing.assert_allclose(twice.covariance, fit.covariance / 2, rtol=1e-9)


def test_gradient_descent_ends_where_newton_does():
    X, y = random_fit_data(7)
    np.testing.assert_allclose(fit_gd(X, y, 1, 5000).weights, fit_newton(X, y).weights, atol=1e-7)


def test_a_long_path_has_the_same_losses_as_its_points():
    X, y = random_fit_data(8, n=600)
    fit = fit_gd(X, y, 0.5, 4000)
    for k in (0, 1, 1999, 4000):
        assert fit.losses[k] == pytest.approx(logistic_loss_grad(fit.path[k], X, y)[0], rel=1e-13)


# Newton's step is halved where the full one overshoots


def test_full_steps_diverge_here_and_halved_ones_do_not():
    X, y = np.array([[43.8, -3.1], [0.6, 37], [0, -0.1], [0.5, -2.7]]), np.array([1, 0, 0, 1])
    w = np.zeros(2)
    for _ in range(11):
        w = w - np.linalg.solve(logistic_hessian(w, X), logistic_loss_grad(w, X, y)[1])
    assert logistic_loss_grad(w, X, y)[0] > 1000
    fit = fit_newton(X, y)
    assert fit.converged and np.all(np.diff(fit.losses) < 1e-12)
    assert np.abs(logistic_loss_grad(fit.weights, X, y)[1]).max() < 1e-10


# Separable data


def separable_by_linear_program(X, y):
    margins = (2 * y - 1)[:, None] * X
    bounds = np.vstack([-margins, margins.sum(axis=0)]), [0] * len(y) + [1]
    return -linprog(-margins.sum(axis=0), *bounds, bounds=(None, None)).fun > 1e-7


@pytest.mark.parametrize("seed", range(150))
def test_the_outcome_agrees_with_a_linear_program(seed):
    rng = np.random.default_rng(seed)
    X = add_intercept(rng.integers(-2, 4, size=(rng.integers(4, 14), rng.integers(1, 3))))
    y = rng.permutation(np.arange(len(X)) % 2)
    try:
        fit = fit_newton(X, y)
    except ValueError as error:
        assert "rank" in str(error) or "never vary" in str(error)
    else:
        assert fit.separable == separable_by_linear_program(X, y) != fit.converged
        assert np.isfinite(fit.path).all() and fit.iterations <= 25


def test_separable_data_end_in_a_sentence():
    fit = fit_newton(*CLOCKS)
    assert not fit.converged and fit.separable and fit.standard_errors is None
    expected = "no finite fit: separable data, larger weights always fit better; stopped after 25 steps"
    assert fit.message == expected and str(fit).startswith(expected)


def test_two_clocks():
    newton, descent = fit_newton(*CLOCKS), fit_gd(*CLOCKS, lr=1, steps=100_000)
    np.testing.assert_allclose(newton.path[6:10, 0], [4.97, 5.96, 6.96, 7.96], atol=0.005)
    np.testing.assert_allclose(np.diff(newton.path[10:, 0]), 1, atol=1e-3)
    np.testing.assert_allclose(descent.path[[1000, 10_000, 100_000], 0], [5.83, 8.12, 10.41], atol=0.006)
    assert fit_newton(*CLOCKS, l2=0.1).weights[0] == pytest.approx(2.295, abs=5e-4)


def test_the_clock_is_right_to_the_last_step():
    with mp.workdps(40):
        w = mp.mpf(0)
        for _ in range(25):
            q = [1 / (1 + mp.exp(w * x)) for x in (1, 2, 3)]
            w += sum(qi * x for qi, x in zip(q, (1, 2, 3))) / sum(qi * (1 - qi) * x * x for qi, x in zip(q, (1, 2, 3)))
    assert fit_newton(*CLOCKS).weights[0] == pytest.approx(float(w), rel=1e-12)


def test_separable_but_for_a_shared_border():
    fit = fit_newton(add_intercept(np.array([1, 2, 3, 3, 4, 5])[:, None]), [0, 0, 0, 1, 1, 1])
    assert fit.separable and fit.loss == pytest.approx(2 * np.log(2) / 6, abs=1e-9)


def test_curvature_that_vanishes_in_float64_ends_the_fit():
    fit = fit_newton([[0, 1, -2], [3, -2, 0], [2, 1, -3], [-2, 2, -2]], [1, 1, 1, 0])
    assert fit.separable and not fit.converged and fit.iterations < 25


def test_which_real_data_separate():
    data, every = breast_cancer(), iris(("setosa", "versicolor", "virginica"))
    Z = standardise(data.X)[0]
    assert fit_newton(add_intercept(Z), data.y).separable
    assert fit_newton(add_intercept(data.X), data.y).separable
    assert fit_newton(add_intercept(every.X), every.y == 0).separable
    for X, y in ((data.X[:, :10], data.y), (data.X[:, 20:], data.y), (iris().X, iris().y)):
        fit = fit_newton(add_intercept(X), y)
        assert fit.converged and not fit.separable
    assert fit_newton(add_intercept(Z), data.y, l2=1).converged


def test_a_ridge_too_small_to_help_is_reported():
    fit = fit_newton(*CLOCKS, l2=1e-20)
    assert (fit.converged, fit.separable) == (False, False)
    assert fit.message == "not converged; stopped after 25 steps"


# Columns, scales, thresholds


def test_standardise_uses_the_training_statistics():
    X = np.random.default_rng(0).normal(5, 3, size=(30, 2))
    scaler = StandardScaler().fit(X[:20])
    Z, mu, sd = standardise(X[:20])
    np.testing.assert_allclose(Z, scaler.transform(X[:20]), atol=1e-14)
    np.testing.assert_allclose(standardise(X[20:], mu, sd)[0], scaler.transform(X[20:]), atol=1e-14)


def test_the_cheapest_threshold():
    assert best_threshold(1, 5) == 1 / 6
    assert np.log(1 / 5) == pytest.approx(-1.609, abs=5e-4)
    costs, p = (1.0, 5.0), np.linspace(0.01, 0.99, 99)
    yes, no = (1 - p) * costs[0], p * costs[1]
    assert np.all((yes < no) == (p > best_threshold(*costs)))


def test_ridge_spares_the_column_of_ones(tumours):
    X, y = tumours
    strong = fit_newton(X, y, l2=1e6)
    assert strong.weights[0] == pytest.approx(np.log(357 / 212), abs=1e-3)
    assert np.abs(strong.weights[1:]).max() < 1e-3


def test_lists_integers_booleans_and_float32_are_welcome(flights):
    X, y = flights
    expected = fit_newton(X, y).weights
    for same in ((X.tolist(), y.tolist()), (X.astype(int), y == 1), (X.astype(np.float32), y.astype(float))):
        np.testing.assert_array_equal(fit_newton(*same).weights, expected)


def test_arguments_are_left_alone(flights):
    X, y = (a.copy() for a in flights)
    fit_newton(X, y)
    fit_gd(X, y, 1e-3, 3)
    standardise(X[:, 1:])
    assert np.array_equal(X, flights[0]) and np.array_equal(y, flights[1])


def test_the_summary(flights):
    assert repr(fit_newton(*flights)).splitlines() == [
        "converged after 7 steps",
        "loss             0.441635",
        "weights          15.0429  -0.232163",
        "standard errors  7.37864  0.108237",
    ]
    assert str(fit_gd(*flights, lr=1e-3, steps=10)).startswith("10 steps of lr 0.001; slope left ")


# What does not fit

X, Y, ONES = np.array([[1.0, 0], [1, 1], [1, 2], [1, 3]]), np.array([0, 1, 0, 1]), np.ones((4, 1))
FITS = {"newton": fit_newton, "gd": lambda X, y: fit_gd(X, y, lr=1, steps=3)}
LABELLED = {**FITS, "grad": lambda X, y: logistic_loss_grad([0, 0], X, y)}
BAD_DATA = [
    (X, [1, 2, 1, 2], ValueError, r"y holds 2; expected the labels 0 and 1\."),
    (X, [-1, 1, -1, 1], ValueError, r"y holds -1; expected the labels 0 and 1\."),
    (X, [0, 1, 0, 0.5], ValueError, r"y holds 0\.5; expected the labels 0 and 1\."),
    (X, Y[:, None], ValueError, r"y has shape \(4, 1\); expected \(4,\), one label for each row"),
    (X, Y[:3], ValueError, r"y has shape \(3,\); expected \(4,\)"),
    (X[:3], Y, ValueError, r"y has shape \(4,\); expected \(3,\)"),
    (X[:, 1], Y, ValueError, r"X has shape \(4,\); expected \(n, d\): one feature is X\.reshape\(-1, 1\)\."),
    (X[None], Y, ValueError, r"X has shape \(1, 4, 2\)"),
    (np.where(X == 3, np.nan, X), Y, ValueError, r"X holds nan, infinity or a number beyond 1e100"),
    (np.where(X == 3, np.inf, X), Y, ValueError, r"X holds nan, infinity"),
    (np.where(X == 3, 1e200, X), Y, ValueError, r"beyond 1e100"),
    (X, [0, 1, 0, np.nan], ValueError, r"y holds nan, infinity"),
    (np.empty((0, 2)), [], ValueError, r"X is empty"),
    (X, [], ValueError, r"y is empty"),
    ([[1, 2], [1]], [0, 1], ValueError, r"X has rows of different lengths"),
    (X.astype(str), Y, TypeError, r"X holds text; expected real numbers\."),
    (X, ["no", "yes", "no", "yes"], TypeError, r"y holds text; expected real numbers\."),
    (None, Y, TypeError, r"X holds NoneType"),
    (X, None, TypeError, r"y holds NoneType"),
    (X * 1j, Y, TypeError, r"X holds complex128"),
]
BAD_FITS = [
    (X, [0, 0, 0, 0], ValueError, r"y holds only the label 0; a fit needs both 0 and 1\."),
    (X, [1, 1, 1, 1], ValueError, r"y holds only the label 1"),
    (np.hstack([X, ONES]), Y, ValueError, r"columns \[0, 2\] of X never vary; expected at most one such, of ones\."),
    (np.hstack([X, 0 * ONES]), Y, ValueError, r"columns \[0, 2\] of X never vary"),
    (np.hstack([0 * ONES, X[:, 1:]]), Y, ValueError, r"column 0 of X holds zeros or less than 1e-100; drop it"),
    (X * [1, 1e-200], Y, ValueError, r"column 1 of X holds zeros or less than 1e-100"),
]
BAD_CALLS = [
    (lambda: fit_newton(np.hstack([X, 2 * X[:, 1:]]), Y), ValueError, r"X has 3 columns of rank 2; drop those"),
    (lambda: fit_newton(np.hstack([X, X**2, X**3]), Y, 0), ValueError, r"never vary"),
    (lambda: fit_newton(X[:2], [0, 1], l2=-1), ValueError, r"l2 is -1\.0; expected a number from 0 up\."),
    (lambda: fit_newton(X, Y, l2=[1, 2]), ValueError, r"l2 is \[1\. 2\.\]; expected a number from 0 up\."),
    (lambda: fit_newton(X, Y, l2="1"), TypeError, r"l2 holds text; expected real numbers\."),
    (lambda: fit_gd(X, Y, 0, 5), ValueError, r"lr is 0\.0; expected a positive number\."),
    (lambda: fit_gd(X, Y, -0.1, 5), ValueError, r"lr is -0\.1; expected a positive number\."),
    (lambda: fit_gd(X, Y, np.nan, 5), ValueError, r"lr holds nan"),
    (lambda: fit_gd(X, Y, None, 5), TypeError, r"lr holds NoneType"),
    (lambda: fit_gd(X, Y, 1, 0), ValueError, r"steps is 0\.0; expected a whole number from 1 up\."),
    (lambda: fit_gd(X, Y, 1, 2.5), ValueError, r"steps is 2\.5; expected a whole number from 1 up\."),
    (lambda: fit_gd(1e3 * X, Y, 1, 3), ValueError, r"lr = 1 diverges: the loss ends above its start; up to .* falls\."),
    (lambda: logistic_loss_grad([0, 0, 0], X, Y), ValueError, r"w has shape \(3,\); expected \(2,\), one weight for"),
    (lambda: logistic_loss_grad([[0], [0]], X, Y), ValueError, r"w has shape \(2, 1\)"),
    (lambda: logistic_loss_grad([0, np.nan], X, Y), ValueError, r"w holds nan"),
    (lambda: logistic_hessian([0], X), ValueError, r"w has shape \(1,\); expected \(2,\)"),
    (lambda: predict_proba([0, 0], X[:, 1]), ValueError, r"X has shape \(4,\)"),
    (lambda: predict_proba([0], X), ValueError, r"w has shape \(1,\); expected \(2,\)"),
    (lambda: bce_with_logits([0, 1], [0, 1, 0]), ValueError, r"y has shape \(3,\); expected \(2,\), one label"),
    (lambda: bce_with_logits([[0], [1]], [0, 1]), ValueError, r"y has shape \(2,\); expected \(1,\)"),
    (lambda: bce_with_logits([0, 1], [[0], [1]]), ValueError, r"y has shape \(2, 1\); expected \(2,\)"),
    (lambda: bce_with_logits([0, np.nan], [0, 1]), ValueError, r"z holds nan"),
    (lambda: bce_with_logits([], []), ValueError, r"z is empty"),
    (lambda: bce_with_logits([0, 1], [0, 3]), ValueError, r"y holds 3"),
    (lambda: standardise(X), ValueError, r"a column that never varies cannot be standardised\."),
    (lambda: standardise(np.full((7, 1), 0.1)), ValueError, r"never varies"),
    (lambda: standardise(X[:, 1]), ValueError, r"X has shape \(4,\)"),
    (lambda: standardise(X, [0, 0], [1]), ValueError, r"sd has shape \(1,\); expected \(2,\), one standard deviation"),
    (lambda: standardise(X, [0, 0]), TypeError, r"sd holds NoneType"),
    (lambda: unscale([1, 2], [0, 0], [1, 1]), ValueError, r"mu has shape \(2,\); expected \(1,\), one mean"),
    (lambda: unscale([1, 2], [0], [0]), ValueError, r"sd is not positive everywhere"),
    (lambda: add_intercept([1, 2]), ValueError, r"X has shape \(2,\)"),
    (lambda: best_threshold(0, 1), ValueError, r"c_fp is 0\.0; expected a positive number\."),
    (lambda: best_threshold(1, -1), ValueError, r"c_fn is -1\.0; expected a positive number\."),
    (lambda: best_threshold("1", 1), TypeError, r"c_fp holds text"),
]
CASES = [
    *[(name, message, lambda f=f, X=X, y=y: f(X, y), error)
      for table, data in ((LABELLED, BAD_DATA), (FITS, BAD_FITS))
      for name, f in table.items() for X, y, error, message in data],
    *[("", message, call, error) for call, error, message in BAD_CALLS],
]  # fmt: skip


@pytest.mark.parametrize(("message", "call", "error"), [c[1:] for c in CASES], ids=[" ".join(c[:2]) for c in CASES])
def test_what_does_not_fit_is_said_in_one_sentence(message, call, error):
    with pytest.raises(error, match=message) as raised:
        call()
    text = str(raised.value)
    assert type(raised.value) is error and len(text) < 120
    assert text.endswith(".") and "\n" not in text
