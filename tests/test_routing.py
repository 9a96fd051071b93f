"""Routing: who is chosen, what balances, and the gradient that the small mixture of experts trains with."""


import numpy as np
import pytest

from course_utils import routing
from course_utils.routing import balance, loads, measure, overload, route

pytestmark = pytest.mark.usefixtures("no_warnings")


def skewed(seed=0, n=512, experts=16):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, experts)) + rng.normal(size=experts)


@pytest.mark.parametrize("kind", ["softmax", "sigmoid"])
def test_without_a_bias_the_largest_scores_are_chosen(kind):
    scores = skewed()
    found = route(scores, 3, kind)
    np.testing.assert_array_equal(found.experts, np.argsort(-scores, axis=1)[:, :3])
    np.testing.assert_allclose(found.weights.sum(axis=1), 1)


def test_the_bias_moves_the_choice_and_not_the_weights():
    found = route([[3.0, 2.0, 0.0]], 2, bias=[0, -1, 0])
    assert found.experts.tolist() == [[0, 2]]
    affinity = routing.AFFINITIES["sigmoid"](np.array([3.0, 0.0]))
    np.testing.assert_allclose(found.weights[0], affinity / affinity.sum())


@pytest.mark.parametrize("kind", ["softmax", "sigmoid"])
def test_balancing_evens_the_load(kind):
    bias, first = np.zeros(16), None
    for seed in range(600):
        count = loads(route(skewed(0) + 0.1 * skewed(seed), 2, kind, bias).experts, 16)
        bias, first = balance(bias, count, 0.003), first or overload(count)
    assert first > 1 and overload(count) < 0.5


@pytest.mark.parametrize("kind", ["softmax", "sigmoid"])
def test_the_gradient_is_the_slope(kind):
    rng = np.random.default_rng(1)
    x, y = rng.normal(size=(2, 20, routing.WIDTH))
    shapes = (routing.WIDTH, routing.EXPERTS), (routing.EXPERTS, routing.WIDTH, routing.WIDTH)
    size = np.prod(shapes[0])
    theta, bias = rng.normal(size=size + np.prod(shapes[1])), rng.normal(size=routing.EXPERTS)

    def at(theta):
        return routing._gradient(x, y, theta[:size].reshape(shapes[0]), theta[size:].reshape(shapes[1]), kind, bias)

    slope, *_ = at(theta)
    for k in [*range(0, size, 17), *range(size, theta.size, 97)]:
        h = 1e-6 * (np.arange(theta.size) == k)
        up, down = (np.sum(at(theta + s * h)[2] ** 2) / (2 * len(x)) for s in (1, -1))
        assert slope[k] == pytest.approx((up - down) / 2e-6, abs=1e-6)


def test_training_returns_overload_idle_experts_and_error():
    busy, idle, error = measure("softmax", speed=0.0, lr=0.01, seed=0, steps=50)
    assert busy > 0 and 0 <= idle < 16 and 0 < error < 100


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: route([[1.0, 2]], 3), "k is 3; there are only 2 experts"),
        (lambda: route([[1.0, 2]], 1, "relu"), "kind is 'relu'"),
        (lambda: route([1.0, 2], 1), "scores has shape (2,)"),
        (lambda: route([[1.0, 2]], 1, bias=[0.0]), "bias has shape (1,); expected (2,)"),
        (lambda: loads([[0, 4]], 4), "other numbers than 0 to 3"),
        (lambda: overload([0, 0]), "not all 0"),
        (lambda: balance([0.0], [1, 2]), "one of each an expert"),
        (lambda: balance([0.0, 0], [1, 2], speed=0), "speed is 0"),
    ],
)
def test_what_does_not_fit_is_said(call, says):
    with pytest.raises(ValueError) as raised:
        call()
    assert says in str(raised.value)
