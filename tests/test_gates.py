"""Gates: memory against its formula, the highway's Jacobian against differences, gated layers against the plain one."""


import numpy as np
import pytest

from course_utils import gates
from course_utils.activations import sigmoid
from course_utils.gates import bias_for_half_life, half_life, highway_jacobian_size, measure, recall_path

pytestmark = pytest.mark.usefixtures("no_warnings")


def test_half_of_the_content_is_left_after_a_half_life():
    b = np.linspace(-5, 30, 71)
    np.testing.assert_allclose(sigmoid(b[b < 10]) ** half_life(b[b < 10]), 0.5, rtol=1e-10)
    np.testing.assert_allclose(bias_for_half_life(half_life(b)), b, atol=1e-9)


def test_a_cell_with_a_long_half_life_learns_sooner():
    losses = [recall_path(b, T=100, steps=200)[1] for b in (1.0, 5.0)]
    assert losses[1][-1] < 0.1 < losses[0][-1]
    bias, loss = recall_path(np.zeros(3), T=5, v=np.array([-1.0, 0.5, 1.0]), steps=10)
    assert bias.shape == loss.shape == (11, 3)


def test_the_highways_jacobian_is_the_slope_of_its_output(monkeypatch):
    seen = []
    monkeypatch.setattr(gates.np.linalg, "norm", lambda jacobian: seen.append(jacobian) or 1.0)
    highway_jacobian_size(b=-1.0, layers=4, width=6, seed=3)

    def forward(x):
        rng = np.random.default_rng(3)
        rng.normal(size=6)
        for _ in range(4):
            W, U = rng.normal(size=(2, 6, 6)) / np.sqrt(6)
            g = sigmoid(x @ U - 1.0)
            x = g * np.tanh(x @ W) + (1 - g) * x
        return x

    x, h = np.random.default_rng(3).normal(size=6), 1e-6 * np.eye(6)
    np.testing.assert_allclose(seen[0], [(forward(x + e) - forward(x - e)) / 2e-6 for e in h], atol=1e-8)


def test_a_closed_gate_hands_the_input_on():
    assert highway_jacobian_size(b=-30.0) == pytest.approx(1, abs=1e-6)
    assert highway_jacobian_size(b=0.0) < 1e-4


@pytest.mark.parametrize("layer", gates.LAYERS)
def test_the_slope_through_a_layer_is_right(layer):
    rng = np.random.default_rng(0)
    sums, slope = rng.normal(size=(3, 10)), rng.normal(size=(3, 10 if layer == "relu" else 5))
    found = gates._units(layer, sums)[1](slope)
    for at in np.ndindex(sums.shape):
        h = np.zeros_like(sums)
        h[at] = 1e-6
        up, down = ((slope * gates._units(layer, sums + s * h)[0]).sum() for s in (1, -1))
        assert found[at] == pytest.approx((up - down) / 2e-6, abs=1e-7)


def test_a_gated_layer_learns_products_and_a_swiglu_unit_without_biases_has_an_even_part_of_half_a_product():
    z, u = np.random.default_rng(1).normal(size=(2, 100))
    both = [gates._units("SwiGLU", s * np.concatenate([z, u])[None])[0][0] for s in (1, -1)]
    np.testing.assert_allclose((both[0] + both[1]) / 2, z * u / 2, atol=1e-15)
    errors = [measure(layer, "products", False, 0.01, 0, steps=150) for layer in ("SwiGLU", "relu")]
    assert errors[0] < errors[1]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: measure("tanh", "products", True, 0.01, 0), "layer is 'tanh'; expected one of relu, GLU, SwiGLU."),
        (lambda: measure("relu", "sums", True, 0.01, 0), "target is 'sums'"),
        (lambda: bias_for_half_life([1, 0]), "steps holds 0; expected positive numbers."),
        (lambda: recall_path(0.0, T=0), "T is 0"),
        (lambda: highway_jacobian_size(0.0, layers=0), "layers is 0"),
    ],
)
def test_what_does_not_fit_is_said(call, says):
    with pytest.raises(ValueError) as raised:
        call()
    assert says in str(raised.value)
