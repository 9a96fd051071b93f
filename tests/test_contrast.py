"""The two losses against their definitions, their gradients against differences, and what training with them finds."""


import numpy as np
import pytest
from scipy.special import log_expit, log_softmax

from course_utils import contrast
from course_utils.contrast import measure, pairwise_sigmoid_loss, pairwise_softmax_loss, unit_rows

pytestmark = pytest.mark.usefixtures("no_warnings")


def towers(seed, n=6, d=4):
    return [unit_rows(Z) for Z in np.random.default_rng(seed).normal(size=(2, n, d))]


def test_the_sigmoid_loss_is_a_yes_or_no_for_each_pair():
    U, V = towers(0)
    z = 7 * U @ V.T - 3
    expected = -sum(log_expit(z[i, j] if i == j else -z[i, j]) for i in range(6) for j in range(6)) / 6
    assert pairwise_sigmoid_loss(U, V, t=7, b=-3).loss == pytest.approx(expected, rel=1e-12)


def test_the_softmax_loss_asks_each_row_and_each_column():
    U, V = towers(1)
    z = 7 * U @ V.T
    expected = -(np.trace(log_softmax(z, axis=0)) + np.trace(log_softmax(z, axis=1))) / 12
    assert pairwise_softmax_loss(U, V, t=7).loss == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("loss", ["sigmoid", "softmax"])
def test_the_gradient_by_weights_scale_and_bias_is_the_slope(loss):
    rng = np.random.default_rng(2)
    X, theta = rng.normal(size=(2, 5, 3)), rng.normal(size=2 * 3 * 4 + 2)

    def value(theta):
        units = [unit_rows(Z) for Z in X @ theta[:-2].reshape(2, 3, 4)]
        t, b = np.exp(theta[-2]), theta[-1]
        return (pairwise_sigmoid_loss(*units, t, b) if loss == "sigmoid" else pairwise_softmax_loss(*units, t)).loss

    slope = contrast._gradient(loss, X, theta[:-2].reshape(2, 3, 4), *theta[-2:])
    h = 1e-5 * np.eye(theta.size)
    np.testing.assert_allclose(slope, [(value(theta + e) - value(theta - e)) / 2e-5 for e in h], atol=1e-8)


def test_extreme_scales_do_not_overflow():
    U, V = towers(3)
    assert np.isfinite(pairwise_sigmoid_loss(U, V, t=1e6, b=-1e6).loss)
    assert np.isfinite(pairwise_softmax_loss(U, V, t=1e6).loss)


def test_training_finds_partners_and_a_bias_of_zero_does_not_start_well():
    found = {b: measure("sigmoid", batch=32, lr=0.03, seed=0, b=b, steps=100) for b in (-10.0, 0.0)}
    assert found[-10.0] > 0.5 > 1 / 512
    assert found[-10.0] > found[0.0]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: pairwise_sigmoid_loss([[2.0, 0]], [[1.0, 0]]), "rows of length 1"),
        (lambda: pairwise_softmax_loss([[1.0, 0]], [[1.0, 0], [0, 1]]), "expected twice (n, d)"),
        (lambda: pairwise_sigmoid_loss([[1.0, 0]], [[1.0, 0]], t=0), "t is 0.0; expected a positive number"),
        (lambda: unit_rows([[0.0, 0]]), "without a row of zeros"),
        (lambda: measure("hinge", 8, 0.1, 0), "loss is 'hinge'"),
        (lambda: measure("softmax", 0, 0.1, 0), "batch is 0"),
    ],
)
def test_what_does_not_fit_is_said(call, says):
    with pytest.raises(ValueError) as raised:
        call()
    assert says in str(raised.value)
