"""Gradients against differences, starts, statistics, training runs and the digits rig, for all that makes a network."""

import signal
from dataclasses import replace
from textwrap import dedent

import nbclient
import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from scipy.special import log_softmax
from threadpoolctl import threadpool_info, threadpool_limits

from course_utils import training
from course_utils.activations import sigmoid
from course_utils.datasets import digits_split
from course_utils.differences import numerical_grad
from course_utils.hidden_activations import ACTIVATIONS, IN_LAYERS, activation, gaussian_mean, predicted_factor
from course_utils.initialisations import INITIALISATIONS, lsuv, network
from course_utils.logistic import bce_with_logits
from course_utils.networks import cross_entropy, evaluate, forward, loss_and_gradient, predict
from course_utils.optimisers import adam, sgd
from course_utils.training import layer_statistics, train, with_moments

pytestmark = pytest.mark.usefixtures("no_warnings")

OPTIONS = {
    "plain": {},
    "batch norm": {"batch_norm": True},
    "residual": {"residual": True},
    "slopes": {"slope_scale": 5},
    "all three": {"batch_norm": True, "residual": True, "slope_scale": 2},
}


@pytest.fixture(scope="module")
def rig():
    """The digits: 1347 training rows and 450 test rows, each pixel that varies standardised."""
    return digits_split()


def sizes_of(depth, inputs=64, width=64, outputs=10):
    return [inputs, *[width] * depth, outputs]


def rows(n=7, d=3, classes=3, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, d)), rng.permutation(np.arange(n) % classes)


def scattered(net, seed=1):
    """Return the net with every parameter moved a little, so that no bias, scale or slope is special."""
    return replace(net, theta=net.theta + np.random.default_rng(seed).normal(0, 0.2, net.theta.size))


# Gradients against central differences


def worst_error(net, X, y, h=1e-5):
    """Return the largest relative error of the gradient of any W, b, scale, shift or slope."""

    def along(direction):
        moved = lambda t: evaluate(replace(net, theta=net.theta + t * direction), X, y)[0]  # noqa: E731
        return float(numerical_grad(moved, 0.0, h))

    _, gradient = loss_and_gradient(net, X, y)
    numerical = replace(net, theta=np.array([along(e) for e in np.eye(net.theta.size)]))
    pairs = [
        (ours, true)
        for group in ("W", "b", "scale", "shift", "slope")
        for ours, true in zip(getattr(gradient, group), getattr(numerical, group), strict=True)
    ]
    least = 1e-3 * np.linalg.norm(gradient.theta)  # a bias before batch norm has no slope at all
    return max(np.linalg.norm(ours - true) / max(np.linalg.norm(true), least) for ours, true in pairs)


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_gradient_of_every_activation_at_every_depth(name, depth):
    net = scattered(network(sizes_of(depth, 3, 4, 3), 0.7, name))
    assert worst_error(net, *rows()) <= 1e-7


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("name", ["sigmoid", "relu", "mish"])
def test_gradient_of_every_option_at_every_depth(name, option, depth):
    net = scattered(network(sizes_of(depth, 3, 4, 3), 0.7, name, **OPTIONS[option]))
    assert worst_error(net, *rows()) <= 1e-7


def test_gradient_without_a_hidden_layer_with_one_output_and_with_fixed_moments():
    X, y = rows(classes=2)
    assert worst_error(scattered(network([3, 2])), X, y) <= 1e-7
    assert worst_error(scattered(network([3, 4, 1])), X, y) <= 1e-7
    net = scattered(network([3, 4, 4, 2], batch_norm=True))
    assert worst_error(with_moments(net, rows(n=20, seed=3)[0]), X, y) <= 1e-7


# Forward, loss and shapes


def test_forward_is_the_formula_layer_by_layer():
    X, _ = rows()
    net = scattered(network([3, 5, 4, 2]))
    h = sigmoid(sigmoid(X @ net.W[0] + net.b[0]) @ net.W[1] + net.b[1])
    np.testing.assert_allclose(forward(net, X)[-1].out, h @ net.W[2] + net.b[2], rtol=1e-14)


def test_residual_layers_add_their_input_but_the_first_does_not():
    X, _ = rows(d=4)
    net = scattered(network([4, 4, 4, 2], "xavier", "tanh", residual=True))
    first = np.tanh(X @ net.W[0] + net.b[0])
    layers = forward(net, X)
    np.testing.assert_allclose(layers[0].out, first, rtol=1e-14)
    np.testing.assert_allclose(layers[1].out, np.tanh(first @ net.W[1] + net.b[1]) + first, rtol=1e-13)


def test_trainable_slopes_start_as_if_they_were_not_there_and_multiply_z():
    X, _ = rows()
    plain, sloped = network([3, 5, 2], seed=4), network([3, 5, 2], seed=4, slope_scale=5)
    np.testing.assert_allclose(forward(sloped, X)[-1].out, forward(plain, X)[-1].out, rtol=1e-14)
    sloped.slope[0][:] = 0.8
    np.testing.assert_allclose(forward(sloped, X)[0].u, 4 * forward(plain, X)[0].z, rtol=1e-14)


def test_batch_norm_gives_each_unit_mean_0_and_variance_1_and_its_moments_separate_the_rows():
    X, _ = rows(n=50)
    net = network([3, 5, 5, 2], 2.0, batch_norm=True)
    for layer in forward(net, X)[:-1]:
        np.testing.assert_allclose(layer.z.mean(axis=0), 0, atol=1e-14)
        np.testing.assert_allclose(layer.z.var(axis=0), 1, rtol=1e-3)
    fixed = with_moments(net, X)
    np.testing.assert_allclose(forward(fixed, X)[-1].out, forward(net, X)[-1].out, rtol=1e-12)
    np.testing.assert_allclose(forward(fixed, X[:1])[-1].out, forward(fixed, X)[-1].out[:1], rtol=1e-12)


def test_loss_is_that_of_scipys_log_softmax_and_does_not_overflow():
    z, y = np.random.default_rng(0).normal(0, 3, (9, 4)), np.arange(9) % 4
    loss, slope = cross_entropy(z, y)
    assert loss == pytest.approx(-log_softmax(z, axis=1)[np.arange(9), y].mean(), rel=1e-14)
    np.testing.assert_allclose(slope, (np.exp(log_softmax(z, axis=1)) - np.eye(4)[y]) / 9, atol=1e-16)
    loss, slope = cross_entropy(np.array([[1000.0, -1000.0]]), [1])
    assert loss == 2000 and slope.tolist() == [[1, -1]]


def test_one_output_is_logistic_regression():
    z, y = np.random.default_rng(0).normal(0, 3, (9, 1)), np.arange(9) % 2
    loss, slope = cross_entropy(z, y)
    assert loss == pytest.approx(bce_with_logits(z[:, 0], y).mean(), rel=1e-14)
    np.testing.assert_allclose(slope[:, 0], (sigmoid(z[:, 0]) - y) / 9, atol=1e-16)
    net = network([3, 1])
    X, _ = rows()
    assert predict(net, X).tolist() == (forward(net, X)[-1].out[:, 0] > 0).tolist()


@pytest.mark.parametrize("dtype", ["float64", "float32", "float16"])
@pytest.mark.parametrize("option", OPTIONS)
def test_precision_is_kept_and_a_gradient_has_the_shapes_of_its_network(option, dtype):
    X, y = rows()
    for name in set(ACTIVATIONS) - ({"gelu"} if dtype == "float16" else set()):  # for float16, SciPy answers in float64
        net = network([3, 4, 4, 3], "he", name, dtype=dtype, **OPTIONS[option])
        for layer in forward(net, X):
            assert {array.dtype for array in (layer.h, layer.z, layer.u, layer.a, layer.out)} == {np.dtype(dtype)}
        _, gradient = loss_and_gradient(net, X, y)
        assert gradient.theta.dtype == dtype and gradient.theta.shape == net.theta.shape
        assert [W.shape for W in gradient.W] == [(3, 4), (4, 4), (4, 3)]


def test_parameters_are_views_of_one_vector():
    net = network([3, 4, 4, 2], batch_norm=True, slope_scale=2)
    parts = [*net.W, *net.b, *net.scale, *net.shift, *net.slope]
    assert sum(part.size for part in parts) == net.theta.size == 12 + 16 + 8 + 10 + 8 + 8 + 2
    net.theta[:] = 7
    assert all(np.all(part == 7) for part in parts)


# Activations


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_each_slope_is_the_difference(name):
    f, slope = activation(name)
    z = np.linspace(-8, 8, 400)  # 0 is not in it
    np.testing.assert_allclose(slope(z), numerical_grad(f, z), atol=1e-9)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_what_layers_use_is_the_activation_without_warnings_far_out(name):
    for dtype, atol in ((np.float64, 1e-15), (np.float32, 5e-7)):
        z = np.concatenate([np.linspace(-30, 30, 4001), [-1e4, -800, -100, 0, 100, 800, 1e4]]).astype(dtype)
        f, slope = IN_LAYERS[name]
        np.testing.assert_allclose(f(z), ACTIVATIONS[name][0](z), rtol=4 * np.finfo(dtype).eps, atol=atol)
        np.testing.assert_allclose(slope(z, f(z)), ACTIVATIONS[name][1](z), rtol=1e-6, atol=atol)


def test_the_sigmoid_of_the_layers_keeps_its_relative_digits_in_the_tail():
    z = np.linspace(-700, 40, 5001)
    np.testing.assert_allclose(IN_LAYERS["sigmoid"][0](z), sigmoid(z), rtol=6e-16)


@pytest.mark.parametrize(
    ("name", "mean", "rms", "deviation", "slope", "steepest"),
    [
        ("sigmoid", 0.500, 1.846, 4.801, 0.212, 0.25),
        ("4 sigmoid - 2", 0, 1.200, 1.200, 0.847, 1),
        ("tanh", 0, 1.593, 1.593, 0.681, 1),
        ("softsign", 0, 2.338, 2.338, 0.477, 1),
        ("relu", 0.399, 1.414, 1.713, 0.707, 1),
        ("elu", 0.161, 1.245, 1.271, 0.817, 1),
        ("selu", 0, 1, 1, 1.035, 1.758),
        ("gelu", 0.282, 1.534, 1.701, 0.675, 1.1289),
        ("silu", 0.207, 1.677, 1.787, 0.616, 1.0998),
        ("mish", 0.240, 1.487, 1.592, 0.692, 1.0885),
        ("softplus", 0.806, 1.042, 1.919, 0.542, 1),
    ],
)
def test_gain_table(name, mean, rms, deviation, slope, steepest):
    f, df = activation(name)
    m, square = gaussian_mean(f), gaussian_mean(lambda z: f(z) ** 2)
    found = [m, square**-0.5, (square - m * m) ** -0.5, gaussian_mean(lambda z: df(z) ** 2) ** 0.5]
    np.testing.assert_allclose(found, [mean, rms, deviation, slope], atol=5.1e-4)
    assert df(np.linspace(-20, 20, 40_001)).max() == pytest.approx(steepest, abs=5.1e-4)


@pytest.mark.parametrize(("name", "z", "lowest"), [("gelu", -0.7518, -0.16997), ("silu", -1.2785, -0.27846),
                                                   ("mish", -1.1924, -0.30884)])  # fmt: skip
def test_where_three_activations_are_lowest(name, z, lowest):
    grid = np.linspace(-3, 0, 30_001)
    values = activation(name)[0](grid)
    assert (grid[values.argmin()], values.min()) == (pytest.approx(z, abs=2e-4), pytest.approx(lowest, abs=1e-5))


def test_predicted_factors_of_the_syllabus_and_of_relu():
    found = [predicted_factor(s) for s in (3**-0.5, 1, 4, 8)]
    np.testing.assert_allclose(found, [0.1414, 0.2361, 0.6316, 0.8915], atol=5e-5)
    relu = [predicted_factor(s, "relu") for s in (2**0.5, 1, 3**-0.5)]  # He, Xavier, uniform
    np.testing.assert_allclose(relu, [1, 0.7071, 0.4082], atol=5e-5)


@pytest.mark.parametrize(("s_w", "factor"), [(3**-0.5, 0.1413), (1, 0.2358), (4, 0.6306)])
def test_a_wide_network_shows_the_predicted_factor(s_w, factor):
    X, y = rows(n=64, d=256, classes=10)
    measured = []
    for seed in range(3):
        rms = layer_statistics(network(sizes_of(8, 256, 256), s_w / 16, seed=seed), X, y)["gradient_rms"]
        measured.append((rms[2] / rms[-1]) ** (1 / 5))
    assert np.mean(measured) == pytest.approx(factor, rel=0.03)


# How a network starts


@pytest.mark.parametrize(
    ("init", "variance"),
    [("uniform", 1 / 300), ("xavier", 2 / 500), ("he", 2 / 100), ("centred4", 16 / 100), (0.3, 0.09), (0, 0)],
)
def test_weights_have_the_variance_of_their_initialisation(init, variance):
    W = network([100, 400, 2], init, seed=1).W[0]
    assert W.var() == pytest.approx(variance, rel=0.02)
    assert abs(W.mean()) <= 4 * np.sqrt(variance / W.size)


def test_biases_are_uniform_centring_or_zero():
    net = network([100, 400, 2], "uniform")
    assert np.abs(net.W[0]).max() <= 0.1 and np.abs(net.b[0]).max() <= 0.1
    assert net.b[0].var() == pytest.approx(1 / 300, rel=0.15)
    net = network([100, 400, 2], "centred4")
    np.testing.assert_allclose(0.5 * np.ones(100) @ net.W[0] + net.b[0], 0, atol=1e-13)
    for init in ("xavier", "he", "orthogonal", 0.3):
        assert not any(b.any() for b in network([100, 400, 2], init).b)


@pytest.mark.parametrize("shape", [(6, 6), (6, 3), (3, 6)])
def test_orthogonal_weights(shape):
    W = network(shape, "orthogonal").W[0]
    product = W.T @ W if shape[0] >= shape[1] else W @ W.T
    np.testing.assert_allclose(product, np.eye(3 if 3 in shape else 6), atol=1e-14)


def test_own_initialisation_and_reproducibility():
    net = network([2, 3, 2], lambda rng, n_in, n_out: (np.full((n_in, n_out), n_in), -n_out))
    assert net.W[0].tolist() == [[2] * 3] * 2 and net.b[0].tolist() == [-3] * 3
    for init in INITIALISATIONS:
        assert np.array_equal(network([5, 4, 3], init, seed=8).theta, network([5, 4, 3], init, seed=8).theta)
        assert not np.array_equal(network([5, 4, 3], init, seed=8).theta, network([5, 4, 3], init, seed=9).theta)


@pytest.mark.parametrize("options", [{}, {"residual": True}, {"slope_scale": 3}])
def test_lsuv_gives_each_layer_variance_1_and_each_unit_mean_0(rig, options):
    before = network(sizes_of(12), "orthogonal", **options)
    theta = before.theta.copy()
    net = lsuv(before, rig[0])
    assert np.array_equal(before.theta, theta)
    for layer in forward(net, rig[0]):
        np.testing.assert_allclose(layer.z.mean(axis=0), 0, atol=1e-11)
        assert layer.z.var(axis=0).mean() == pytest.approx(1, abs=1e-11)


# Statistics on cases made by hand


def by_hand(W, b, name="sigmoid"):
    """Return a network of one input, len(b) hidden units and one output, whose weights are 1."""
    net = network([1, len(b), 1], 0, name)
    net.W[0][:], net.b[0][:], net.W[1][:] = W, b, 1
    return net


def test_saturation_is_a_slope_below_a_hundredth():
    net = by_hand([[1, 1, 1, 1]], [0, 4.58, 4.59, -4.59])  # the slope is .01 at 4.585
    assert layer_statistics(net, [[0.0]], [1])["saturated"] == [0.5]
    assert layer_statistics(net, [[0.0], [0.02], [-10.0]], [1, 0, 1])["saturated"] == [pytest.approx(8 / 12)]


def test_dead_units_are_silent_for_every_row():
    net = by_hand([[1, 1, 0, -1]], [0, -3, -1, -1], "relu")
    assert layer_statistics(net, [[1.0], [2.0]], [1, 0])["dead"] == [0.75]
    assert layer_statistics(net, [[1.0], [4.0]], [1, 0])["dead"] == [0.5]
    assert layer_statistics(net, [[1.0], [-2.0]], [1, 0])["dead"] == [0.5]


def test_mean_and_spread_of_the_activations():
    found = layer_statistics(by_hand([[1, 3]], [0, 5], "relu"), [[1.0], [3.0]], [1, 0])
    assert found["mean"] == [(1 + 3 + 8 + 14) / 4]
    assert found["spread"] == [pytest.approx(np.sqrt((1 + 9) / 2))]  # deviations 1 and 3


def test_gradient_rms_by_hand_and_below_what_float32_can_square():
    net = by_hand([[0.0, 0.0]], [0, 0])
    # Both units are at .5, the logit is 1: each weight's slope is (sigmoid(1) - 1) .25 x, with x = 2.
    assert layer_statistics(net, [[2.0]], [1])["gradient_rms"] == [pytest.approx((1 - sigmoid(1)) / 2)]
    X, y = rows(n=30, d=64, classes=10)
    deep = [layer_statistics(network(sizes_of(40), dtype=d), X, y)["gradient_rms"][0] for d in ("float64", "float32")]
    assert 1e-30 < deep[0] < 1e-24 and deep[1] == pytest.approx(deep[0], rel=1e-3, abs=0)


# Training


def two_clouds(n=40):
    rng = np.random.default_rng(0)
    y = np.arange(n) % 2
    return rng.normal(size=(n, 2)) + 3 * y[:, None], y


def test_a_run_repeats_itself_and_leaves_its_network_alone():
    X, y = two_clouds()
    net = network([2, 4, 2])
    theta = net.theta.copy()
    runs = [train(net, X, y, epochs=3, lr=0.1, batch=8, seed=s, statistics=True) for s in (5, 5, 6)]
    assert np.array_equal(net.theta, theta)
    assert np.array_equal(runs[0].net.theta, runs[1].net.theta) and np.array_equal(runs[0].loss, runs[1].loss)
    assert not np.array_equal(runs[0].net.theta, runs[2].net.theta)
    assert all(np.array_equal(runs[0].layers[name], runs[1].layers[name]) for name in runs[0].layers)


def test_the_record_is_what_the_networks_were():
    X, y = two_clouds()
    test, net = (X[:10] + 0.5, y[:10]), network([2, 4, 3, 2], batch_norm=True)
    run = train(net, X, y, epochs=4, lr=0.1, batch=8, test=test, statistics=True)
    assert run.epochs == 4 and not run.interrupted
    assert evaluate(run.net, *test) == (run.test_loss[-1], run.test_accuracy[-1])  # it has its moments
    for k, then in ((0, net), (2, train(net, X, y, epochs=2, lr=0.1, batch=8).net), (4, run.net)):
        judged = with_moments(then, X)
        assert (run.loss[k], run.accuracy[k]) == pytest.approx(evaluate(judged, X, y))
        assert (run.test_loss[k], run.test_accuracy[k]) == pytest.approx(evaluate(judged, *test))
        for name, column in layer_statistics(replace(then, moments=()), X, y).items():
            assert run.layers[name].shape == (5, 2)
            np.testing.assert_allclose(run.layers[name][k], column, rtol=1e-12)


def test_a_trained_network_trains_on_by_the_moments_of_its_batches():
    X, y = two_clouds()
    once = train(network([2, 4, 2], batch_norm=True), X, y, epochs=1, lr=0.1, batch=8).net
    again = [train(net, X, y, epochs=1, lr=0.1, batch=8).net.theta for net in (once, replace(once, moments=()))]
    assert once.moments and np.array_equal(*again)


def test_sgd_with_momentum_is_the_formula():
    X, y = two_clouds()
    net = network([2, 4, 2])
    theta, velocity = net.theta.copy(), 0
    for _ in range(5):
        velocity = 0.9 * velocity + loss_and_gradient(replace(net, theta=theta), X, y)[1].theta
        theta = theta - 0.2 * velocity
    found = train(net, X, y, epochs=5, lr=0.2)  # 40 rows: one batch
    np.testing.assert_allclose(found.net.theta, theta, rtol=1e-12)


def test_adam_takes_the_steps_of_its_paper():
    theta, gradients = np.array([1.0, -2.0]), np.array([[3.0, 0.1], [-1.0, 0.2], [0.5, 0.3]])
    step = adam(theta, lr=0.01)
    m, v, true = 0, 0, theta.copy()
    for t, g in enumerate(gradients, start=1):
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        true = true - 0.01 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
        step(g)
        np.testing.assert_allclose(theta, true, rtol=1e-12)


@pytest.mark.parametrize("optimiser", [sgd, adam])
def test_optimisers_keep_float32(optimiser):
    theta = np.ones(3, np.float32)
    for _ in range(2):
        optimiser(theta, 0.1)(np.ones(3, np.float32))
    assert theta.dtype == np.float32 and theta[0] < 1


def test_every_row_is_seen_once_an_epoch_but_for_those_left_over(monkeypatch):
    seen = []
    inner = training.forward
    monkeypatch.setattr(training, "forward", lambda net, X: seen.append(X) or inner(net, X))
    monkeypatch.setattr(training, "evaluate", lambda *_: (0.0, 0.0))
    X = np.arange(20.0)[:, None]
    train(network([1, 2]), X, np.arange(20) % 2, epochs=3, lr=0.1, batch=6)
    batches = [b[:, 0] for b in seen if len(b) == 6]
    assert len(batches) == 9 and all(len(set(np.concatenate(batches[k : k + 3]))) == 18 for k in (0, 3, 6))
    assert not np.array_equal(batches[0], batches[3])


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("optimiser", ["sgd", "adam"])
def test_every_option_learns(option, optimiser):
    X, y = two_clouds()
    net = network([2, 6, 6, 2], **OPTIONS[option])
    run = train(net, X, y, epochs=60, lr=0.1 if optimiser == "sgd" else 0.02, batch=16, optimiser=optimiser)
    assert run.loss[-1] < 0.2 < run.loss[0] and run.accuracy[-1] > 0.9


def test_float32_trains_in_float32():
    X, y = two_clouds()
    for optimiser in ("sgd", "adam"):
        net = train(
            network([2, 4, 2], batch_norm=True, dtype="float32"), X, y, epochs=2, lr=0.1, optimiser=optimiser
        ).net
        assert net.theta.dtype == np.float32 and forward(net, X)[-1].out.dtype == np.float32


@pytest.mark.parametrize("steps", [0, 1, 13, 15])  # 5 steps an epoch
@pytest.mark.parametrize("progress", [False, True])
def test_an_interrupt_loses_no_whole_epoch(monkeypatch, steps, progress, capfd):
    monkeypatch.delenv("TQDM_DISABLE", raising=False)
    X, y = two_clouds()
    net, done, inner = network([2, 4, 2], batch_norm=True), [], training.backward
    settings = {"lr": 0.1, "batch": 8, "test": (X, y)}

    def backward(*args, **options):
        if len(done) == steps:
            signal.raise_signal(signal.SIGINT)  # what Ctrl-C and the kernel's stop button do
        done.append(1)
        return inner(*args, **options)

    monkeypatch.setattr(training, "backward", backward)
    run = train(net, X, y, epochs=100, progress=progress, **settings)
    monkeypatch.undo()
    assert run.interrupted and run.epochs == steps // 5 and "interrupted after" in repr(run)
    if run.epochs:
        whole = train(net, X, y, epochs=run.epochs, **settings)
        assert np.array_equal(run.net.theta, whole.net.theta) and not whole.interrupted
        for name in ("loss", "accuracy", "test_loss", "test_accuracy"):
            assert np.array_equal(getattr(run, name), getattr(whole, name))
    assert bool(capfd.readouterr().err) == progress


def test_training_uses_one_thread_and_gives_the_others_back(monkeypatch):
    seen, inner = [], training.backward
    threads = lambda: {pool["num_threads"] for pool in threadpool_info()}  # noqa: E731
    monkeypatch.setattr(training, "backward", lambda *a, **k: seen.append(threads()) or inner(*a, **k))
    with threadpool_limits(2):
        train(network([2, 4, 2]), *two_clouds(), epochs=1, lr=0.1)
        assert seen == [{1}] and threads() == {2}


def test_a_bar_is_shown_where_it_is_asked_for_and_leaves_nothing_behind(monkeypatch, capfd):
    monkeypatch.delenv("TQDM_DISABLE", raising=False)
    train(network([2, 4, 2]), *two_clouds(), epochs=4, lr=0.1)
    assert capfd.readouterr() == ("", "")
    train(network([2, 4, 2]), *two_clouds(), epochs=4, lr=0.1, progress=True)
    shown = capfd.readouterr()
    assert shown.out == "" and "0/4 [" in shown.err and shown.err.rpartition("\r")[0].endswith(" ")


def test_a_notebook_shows_the_bar_as_a_widget_and_stores_none_where_notebooks_are_executed(monkeypatch):
    source = """
        from course_utils.initialisations import network
        from course_utils.training import train
        print(train(network([1, 4, 2]), X=[[-1], [1]], y=[0, 1], epochs=3, lr=0.5, progress=True).epochs)
    """
    stored = []
    for disabled in ("", "1"):
        monkeypatch.setenv("TQDM_DISABLE", disabled)
        notebook = new_notebook(cells=[new_code_cell(dedent(source))])
        nbclient.execute(notebook, extra_arguments=["--log-level=ERROR"])
        stored.append(notebook.cells[0].outputs)
    bar, printed = stored[0]
    assert "application/vnd.jupyter.widget-view+json" in bar.data and printed.text == "3\n"
    assert stored[1] == [printed]


def test_a_loss_that_diverges_is_said():
    X, y = two_clouds()
    with pytest.raises(FloatingPointError) as caught:
        train(network([2, 8, 8, 8, 2], "he", "selu"), X, y, epochs=200, lr=1e6)
    assert str(caught.value).startswith("lr = 1e+06 diverges: loss ") and "\n" not in str(caught.value)


def test_what_is_printed_says_what_it_is():
    X, y = two_clouds()
    net = network([2, 4, 4, 2], activation="tanh", residual=True, batch_norm=True, slope_scale=1)
    assert repr(net) == "2-4-4-2, tanh, residual, batch norm, trainable slopes, 60 parameters (float64)"
    run = train(network([2, 4, 2], 0), X, y, epochs=1, lr=1e-9, test=(X[:5], y[:5]))
    assert repr(run).endswith("\nfinished after 1 epochs: loss 0.6931, accuracy 0.500, test accuracy 0.600")


# What is refused


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda: network([3]), ValueError, "sizes are (3,); expected at least two, of the input and of the output."),
        (lambda: network([3, 0, 2]), ValueError, "each of the sizes is 0.0; expected a whole number from 1 up."),
        (lambda: network([3, 2.5, 2]), ValueError, "each of the sizes is 2.5; expected a whole number from 1 up."),
        (lambda: network([3, "4", 2]), TypeError, "each of the sizes holds text; expected real numbers."),
        (lambda: network([3, 2], "glorot"), ValueError, "init is 'glorot'; expected uniform, xavier, "),
        (lambda: network([3, 2], -1.0), ValueError, "init is -1.0; expected a number from 0 up."),
        (lambda: network([3, 2], None), TypeError, "init holds NoneType; expected real numbers."),
        (lambda: network([3, 2], activation="ReLU"), ValueError, "activation is 'ReLU'; expected one of sigmoid, "),
        (lambda: network([3, 2], slope_scale=-1), ValueError, "slope_scale is -1.0; expected a number from 0 up."),
        (
            lambda: network([3, 4, 5, 2], residual=True),
            ValueError,
            "the hidden sizes are (4, 5); residual ",
        ),
        (lambda: network([3, 2], dtype=int), ValueError, "dtype is int64; expected float64, float32 or float16."),
        (lambda: activation("step"), ValueError, "activation is 'step'; expected one of sigmoid, 4 sigmoid - 2, "),
        (lambda: gaussian_mean(np.tanh, -1), ValueError, "variance is -1.0; expected a number from 0 up."),
        (lambda: predicted_factor(-1), ValueError, "s_w is -1.0; expected a number from 0 up."),
        (lambda: predicted_factor(1, layers=0), ValueError, "layers is 0.0; expected a whole number from 1 up."),
        (
            lambda: forward(network([3, 2]), [[1, 2]]),
            ValueError,
            "X has shape (1, 2); expected (n, 3), one row ",
        ),
        (lambda: forward(network([3, 2]), [1, 2, 3]), ValueError, "X has shape (3,); expected (n, 3), "),
        (lambda: forward(network([3, 2]), np.ones((0, 3))), ValueError, "X has shape (0, 3); expected (n, 3), "),
        (
            lambda: refused_y([0, 1]),
            ValueError,
            "y has shape (2,) and type int64; expected (3,), whole labels ",
        ),
        (lambda: refused_y([0.0, 1.0, 1.0]), ValueError, "y has shape (3,) and type float64; expected (3,), "),
        (lambda: refused_y([[0], [1], [1]]), ValueError, "y has shape (3, 1) and type int64; expected (3,), "),
        (lambda: refused_y([0, 1, 2]), ValueError, "y holds the label 2; expected 0 to 1."),
        (lambda: refused_y([0, -1, 1]), ValueError, "y holds the label -1; expected 0 to 1."),
        (lambda: refused_run(lr=0), ValueError, "lr is 0.0; expected a positive number."),
        (lambda: refused_run(epochs=0), ValueError, "epochs is 0.0; expected a whole number from 1 up."),
        (lambda: refused_run(batch=1.5), ValueError, "batch is 1.5; expected a whole number from 1 up."),
        (lambda: refused_run(momentum=-0.1), ValueError, "momentum is -0.1; expected a number from 0 up."),
        (lambda: refused_run(optimiser="lbfgs"), ValueError, "optimiser is 'lbfgs'; expected one of sgd, adam."),
        (lambda: refused_run(X=[[np.nan, 0], [0, 0], [0, 0]]), ValueError, "X holds nan, infinity or a number beyond "),
        (lambda: refused_run(X=[["a", "b"]]), TypeError, "X holds text; expected real numbers."),
        (lambda: refused_run(y=[0, 1, 7]), ValueError, "y holds the label 7; expected 0 to 1."),
        (
            lambda: refused_run(test=np.ones((2, 2))),
            TypeError,
            "test is of type ndarray; expected a pair (X, y), or None.",
        ),
        (lambda: refused_run(test=(np.ones((2, 3)), [0, 1])), ValueError, "X has shape (2, 3); expected (n, 2), "),
        (lambda: lsuv(network([2, 3, 2]), [[1, 2]]), ValueError, "layer 0 has the same output for every row of X; "),
    ],
)
def test_bad_input_is_refused_in_one_sentence(call, error, says):
    with pytest.raises(error) as caught:
        call()
    assert str(caught.value).startswith(says) and "\n" not in str(caught.value)


def refused_y(y):
    loss_and_gradient(network([2, 3, 2]), np.ones((3, 2)), y)


def refused_run(X=((0, 0), (0, 1), (1, 1)), y=(0, 1, 1), **changes):
    train(network([2, 3, 2]), X, y, **{"epochs": 1, "lr": 0.1, **changes})


# The digits, as bands over seeds


def start(depth, init, seed, rig, **options):
    return layer_statistics(network(sizes_of(depth), init, seed=seed, **options), rig[0], rig[1])


@pytest.mark.parametrize("seed", range(3))
def test_vanishing_without_saturation_and_saturation_without_vanishing(rig, seed):
    xavier, wide = start(10, "xavier", seed, rig), start(10, 1.0, seed, rig)
    assert 3e-9 <= xavier["gradient_rms"][0] <= 5e-8
    assert xavier["saturated"].mean() < 0.001
    assert 0.36 < wide["saturated"].mean() < 0.43
    assert wide["gradient_rms"][0] > 10_000 * xavier["gradient_rms"][0]


@pytest.mark.parametrize(("depth", "spread"), [(2, 4.5e-2), (5, 5.6e-4), (10, 3.9e-7), (20, 1.9e-13)])
def test_the_signal_dies_on_its_way_forward(rig, depth, spread):
    found = [start(depth, "xavier", seed, rig)["spread"][-1] for seed in range(3)]
    assert spread / 1.5 < np.median(found) < 1.5 * spread


@pytest.mark.parametrize(
    ("init", "options", "low", "high"),
    [
        ("xavier", {}, 1e-6, 1e-5),
        (1.0, {}, 0.02, 0.3),
        ("centred4", {}, 0.2, 1),
        ("xavier", {"batch_norm": True}, 0.6, 3),
        ("xavier", {"activation": "tanh"}, 0.6, 2.5),
        ("he", {"activation": "relu"}, 0.1, 1.5),
    ],
)
def test_first_over_last_hidden_gradient_at_depth_10(rig, init, options, low, high):
    rms = [start(10, init, seed, rig, **options)["gradient_rms"] for seed in range(3)]
    assert all(low < r[0] / r[-1] < high for r in rms)


def test_lsuv_keeps_the_gradient_through_50_layers(rig):
    for depth in (10, 50):
        rms = layer_statistics(lsuv(network(sizes_of(depth), "orthogonal"), rig[0]), *rig[:2])["gradient_rms"]
        assert 1 < rms[0] / rms[-1] < 12


@pytest.mark.parametrize(("init", "least", "most"), [("uniform", 0.3, 0.7), ("he", 0, 0.12)])
def test_dead_relu_units_are_a_matter_of_the_start(rig, init, least, most):
    dead = [start(10, init, seed, rig, activation="relu")["dead"][-1] for seed in range(5)]
    assert least < np.mean(dead) < most


def reached(rig, depth, init, epochs, lr=0.1, seed=0, activation="sigmoid", **options):
    """Return the test accuracy after so many epochs, in float32."""
    net = network(sizes_of(depth), init, activation, seed=seed, dtype="float32", **options)
    return train(net, *rig[:2], epochs=epochs, lr=lr, seed=seed, test=rig[2:]).test_accuracy[-1]


@pytest.mark.parametrize("seed", range(3))
def test_the_depth_cliff(rig, seed):
    assert reached(rig, 1, "xavier", 10, seed=seed) > 0.95
    assert reached(rig, 2, "xavier", 20, seed=seed) > 0.94
    assert reached(rig, 5, "xavier", 15, seed=seed) < 0.15
    assert reached(rig, 4, "uniform", 15, seed=seed) < 0.15
    assert reached(rig, 8, "centred4", 15, seed=seed) > 0.88


@pytest.mark.parametrize(
    ("init", "lr", "options"),
    [("xavier", 0.1, {"batch_norm": True}), ("xavier", 0.1, {"residual": True}), ("he", 0.03, {"activation": "relu"}),
     ("xavier", 0.1, {"activation": "4 sigmoid - 2"}), ("xavier", 0.1, {"activation": "tanh"})],
)  # fmt: skip
def test_rescues_at_depth_6(rig, init, lr, options):
    assert reached(rig, 6, init, 12, lr, **options) > 0.92


def test_trainable_slopes_grow_towards_4(rig):
    net = network(sizes_of(4), slope_scale=1, dtype="float32")
    run = train(net, *rig[:2], epochs=30, lr=0.1)
    assert all(3 < slope[0] < 6 for slope in run.net.slope) and run.accuracy[-1] > 0.95


def test_a_well_started_sigmoid_trains_at_depth_30(rig):
    net = lsuv(network(sizes_of(30), "orthogonal", dtype="float32"), rig[0])
    assert train(net, *rig[:2], epochs=8, lr=0.02, test=rig[2:]).test_accuracy[-1] > 0.9


# Exclusive or


def exclusive_or(sizes, init, seed, epochs):
    X, y = [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]
    return train(network(sizes, init, seed=seed), X, y, epochs=epochs, lr=2, momentum=0, seed=seed)


def test_four_hidden_units_solve_exclusive_or_and_none_cannot():
    assert all(exclusive_or([2, 4, 1], 1.0, seed, 2000).accuracy[-1] == 1 for seed in range(3))
    assert exclusive_or([2, 1], 1.0, 0, 500).loss[-1] == pytest.approx(np.log(2), abs=1e-6)


def test_units_that_start_alike_stay_alike():
    run = exclusive_or([2, 4, 1], 0, 0, 300)
    assert run.loss[-1] == pytest.approx(np.log(2), abs=1e-12) and np.ptp(run.net.W[0], axis=1).max() == 0
