"""Attention: what rows add up to, the gradient against differences, and what is refused."""


import numpy as np
import pytest

from course_utils.attention import (
    attention_scores,
    sigmoid_attention,
    sigmoid_attention_grad,
    sigmoid_weights,
    softmax_attention,
    softmax_weights,
)

pytestmark = pytest.mark.usefixtures("no_warnings")


def drawn(seed=0, m=3, n=5, d=4, k=2):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(m, d)), rng.normal(size=(n, d)), rng.normal(size=(n, k))


def test_softmax_rows_add_up_to_one_and_the_output_is_inside_the_values():
    Q, K, V = drawn()
    np.testing.assert_allclose(softmax_weights(attention_scores(Q, K)).sum(axis=1), 1)
    out = softmax_attention(Q, K, V)
    assert np.all(out <= V.max(axis=0)) and np.all(out >= V.min(axis=0))


def test_sigmoid_rows_add_up_to_about_the_mean_of_exp_with_the_bias_and_to_half_of_n_without():
    scores = np.random.default_rng(1).normal(size=(200, 4096))
    assert sigmoid_weights(scores).sum(axis=1).mean() == pytest.approx(np.exp(0.5), rel=0.01)
    assert sigmoid_weights(scores, b=0).sum(axis=1).mean() == pytest.approx(2048, rel=0.01)


def test_for_scores_far_below_the_bias_the_two_agree_up_to_the_rows_sum():
    scores = np.random.default_rng(2).normal(size=(4, 2000)) / 100
    weights = sigmoid_weights(scores)
    np.testing.assert_allclose(weights / weights.sum(axis=1, keepdims=True), softmax_weights(scores), rtol=1e-3)


@pytest.mark.parametrize("b", [None, 0.7])
def test_the_gradient_is_the_slope(b):
    Q, K, V = drawn(3)
    G = np.random.default_rng(4).normal(size=(3, 2))
    b_now = -np.log(5) if b is None else b

    def value(q, k, v, b):
        return (G * sigmoid_attention(q, k, v, b)).sum()

    found = sigmoid_attention_grad(Q, K, V, G, b)
    for place, (array, slope) in enumerate(zip((Q, K, V), found)):
        for at in np.ndindex(array.shape):
            h = np.zeros_like(array)
            h[at] = 1e-5
            up, down = ([*(Q, K, V), b_now] for _ in range(2))
            up[place], down[place] = array + h, array - h
            assert slope[at] == pytest.approx((value(*up) - value(*down)) / 2e-5, abs=1e-8)
    by_b = (value(Q, K, V, b_now + 1e-5) - value(Q, K, V, b_now - 1e-5)) / 2e-5
    assert found[3] == pytest.approx(by_b, abs=1e-8)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: attention_scores([[1.0]], [[1.0, 2]]), "expected (m, d) and (n, d)"),
        (lambda: softmax_attention([[1.0]], [[1.0], [2]], [[1.0]]), "V has shape (1, 1); expected (2, k)"),
        (lambda: sigmoid_weights([1.0, 2]), "scores has shape (2,)"),
        (lambda: sigmoid_weights([[1.0, 2]], b=[1, 2]), "b has shape (2,); expected one number"),
        (lambda: sigmoid_attention_grad([[1.0]], [[1.0]], [[1.0]], [[1.0, 2]]), "G has shape (1, 2); expected (1, 1)"),
    ],
)
def test_what_does_not_fit_is_said(call, says):
    with pytest.raises(ValueError) as raised:
        call()
    assert says in str(raised.value)
