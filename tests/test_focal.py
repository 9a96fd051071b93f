"""The focal loss against its definition, its slope against differences, and the bend against a search."""


import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.special import log_expit

from course_utils.activations import sigmoid
from course_utils.focal import focal_loss, focal_loss_grad, reported_probability, true_probability
from course_utils.logistic import bce_with_logits

pytestmark = pytest.mark.usefixtures("no_warnings")
Z = np.linspace(-30, 30, 121)


@pytest.mark.parametrize("gamma", [0, 0.5, 2, 5])
@pytest.mark.parametrize("y", [0, 1])
def test_the_loss_is_its_definition_and_the_gradient_its_slope(gamma, y):
    m = Z if y else -Z
    definition = -(sigmoid(-m) ** gamma) * log_expit(m)
    np.testing.assert_allclose(focal_loss(Z, np.full(121, y), gamma), definition, rtol=1e-12)
    up, down = (focal_loss(Z + h, np.full(121, y), gamma) for h in (1e-5, -1e-5))
    np.testing.assert_allclose(focal_loss_grad(Z, np.full(121, y), gamma), (up - down) / 2e-5, atol=1e-8)


def test_without_gamma_it_is_the_log_loss():
    y = np.arange(121) % 2
    np.testing.assert_allclose(focal_loss(Z, y, 0), bce_with_logits(Z, y))


@pytest.mark.parametrize("gamma", [0, 1, 2, 5])
def test_what_is_reported_is_where_the_mean_loss_is_lowest(gamma):
    for p in (0.02, 0.3, 0.6, 0.9, 0.99):
        mean = lambda z, p=p: p * focal_loss(z, 1, gamma) + (1 - p) * focal_loss(z, 0, gamma)  # noqa: E731
        best = minimize_scalar(mean, bounds=(-12, 12), method="bounded", options={"xatol": 1e-10}).x
        assert reported_probability(p, gamma) == pytest.approx(sigmoid(best), abs=1e-5)


@pytest.mark.parametrize("gamma", [0, 2, 5, 20])
def test_the_two_undo_each_other_and_are_symmetric(gamma):
    p = np.linspace(0.01, 0.99, 99)
    np.testing.assert_allclose(true_probability(reported_probability(p, gamma), gamma), p, atol=1e-12)
    np.testing.assert_allclose(reported_probability(1 - p, gamma), 1 - reported_probability(p, gamma), atol=1e-12)
    assert gamma == 0 or np.all(np.abs(reported_probability(p, gamma) - 0.5) <= np.abs(p - 0.5) + 1e-12)


def test_published_bends():
    assert reported_probability([0.6, 0.8, 0.9, 0.99]).round(2).tolist() == [0.54, 0.63, 0.69, 0.85]
    assert reported_probability([0.6, 0.8, 0.9, 0.99], gamma=5).round(2).tolist() == [0.52, 0.56, 0.6, 0.7]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: focal_loss([0.0], [1], gamma=-1), "gamma is -1.0; expected a number from 0 up"),
        (lambda: focal_loss([0.0], [2]), "expected the labels 0 and 1"),
        (lambda: reported_probability([0.5, 1.0]), "p holds 1; expected probabilities between 0 and 1"),
        (lambda: true_probability(0.0), "reported holds 0"),
    ],
)
def test_what_does_not_fit_is_said(call, says):
    with pytest.raises(ValueError) as raised:
        call()
    assert says in str(raised.value)
