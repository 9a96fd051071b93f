"""What the checks of lesson 06 hold to be right, against another way to the same numbers."""

import numpy as np
import pytest

from course_utils.checks import alternatives as checks
from course_utils.checks.alternatives.activation import NAMES
from course_utils.differences import numerical_grad
from course_utils.hidden_activations import gaussian_mean
from course_utils.initialisations import network
from course_utils.networks import EPSILON, forward


@pytest.mark.parametrize("name", NAMES)
def test_the_second_function_is_the_slope_of_the_first(name):
    f, df = checks.activation.truth(name)
    z = np.array([-4.0, -1.0, -0.3, 0.2, 3.0])
    np.testing.assert_allclose(df(z), numerical_grad(f, z), rtol=1e-8, atol=1e-10)


@pytest.mark.parametrize("sizes", [(2, 3), (2, 5, 3), (2, 5, 4, 3), (2, 3, 6, 4, 2)])
def test_the_sigmoid_net_has_the_logits_of_the_tanh_net(sizes):
    net, X = network(sizes, 1.5, "tanh", seed=3), np.random.default_rng(0).normal(size=(40, 2))
    other = network(sizes, 1.5, "sigmoid")
    for new, W in zip((*other.W, *other.b), sum(checks.to_sigmoid_net.truth(net.W, net.b), [])):
        new[...] = W
    np.testing.assert_allclose(forward(other, X)[-1].out, forward(net, X)[-1].out, rtol=0, atol=1e-13)


def test_the_gain_of_the_checks_is_that_of_the_package():
    for [f] in (probe for _, probe in checks.gain.probes):
        assert checks.gain.truth(f) == pytest.approx(gaussian_mean(lambda z, f=f: f(z) ** 2) ** -0.5, rel=1e-5)


def test_batch_norm_forwards_is_that_of_the_networks():
    net, X = network((2, 3, 1), 1.0, batch_norm=True, seed=1), np.random.default_rng(0).normal(size=(9, 2))
    net.scale[0][...], net.shift[0][...] = [1.5, -0.5, 2.0], [0.1, 3.0, -1.0]
    y, _ = checks.batchnorm_forward.truth(X @ net.W[0] + net.b[0], net.scale[0], net.shift[0], EPSILON)
    np.testing.assert_allclose(y, forward(net, X)[0].z, rtol=1e-12)


def test_batch_norm_backwards_by_differences():
    rng = np.random.default_rng(0)
    x, dy, gamma, beta = (rng.normal(size=shape) for shape in ((5, 3), (5, 3), 3, 3))

    def loss(x, gamma, beta):
        return np.sum(dy * checks.batchnorm_forward.truth(x, gamma, beta, 1e-5)[0])

    cache = checks.batchnorm_forward.truth(x, gamma, beta, 1e-5)[1]
    given, h = [x, gamma, beta], 1e-5
    for i, slopes in enumerate(checks.batchnorm_backward.truth(dy, cache)):
        for place in np.ndindex(slopes.shape):
            step = np.zeros_like(given[i])
            step[place] = h
            up, down = (loss(*given[:i], given[i] + way * step, *given[i + 1 :]) for way in (1, -1))
            assert slopes[place] == pytest.approx((up - down) / (2 * h), rel=1e-7, abs=1e-8)
