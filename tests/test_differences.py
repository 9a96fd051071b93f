"""Numerical slopes: their order, their best step, and what they refuse."""


import numpy as np
import pytest

from course_utils.activations import sigmoid, sigmoid_grad
from course_utils.differences import numerical_grad


def formula(x):
    return 1 / (1 + np.exp(-x))


def error(x, h, method):
    return np.abs(numerical_grad(formula, x, h, method) / sigmoid_grad(x) - 1)


@pytest.mark.parametrize(("method", "order"), [("forward", 1), ("central", 2), ("complex", 2)])
def test_a_tenth_of_the_step_leaves_a_tenth_of_the_error_to_the_methods_order(method, order):
    assert np.log10(error(1.0, 1e-2, method) / error(1.0, 1e-3, method)) == pytest.approx(order, abs=0.02)


@pytest.mark.parametrize(
    ("method", "h", "bound"), [("forward", 1e-7, 1e-7), ("central", 1e-5, 1e-9), ("complex", 1e-20, 1e-15)]
)
def test_the_best_step_reaches_as_many_digits_as_the_syllabus_says(method, h, bound):
    assert error(1.0, h, method) < bound


@pytest.mark.parametrize("method", ["forward", "central"])
def test_the_best_step_is_not_the_smallest(method):
    assert error(1.0, 1e-12, method) > 100 * error(1.0, 1e-6, method)


def test_shapes_integers_and_lists():
    assert numerical_grad(np.square, 3).shape == ()
    assert numerical_grad(np.square, [[1, 2], [3, 4]]) == pytest.approx(np.array([[2, 4], [6, 8]]))
    assert numerical_grad(sigmoid, np.array([0, 2])) == pytest.approx(sigmoid_grad([0, 2]))


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ((1.0, 1.0), TypeError, "f is of type float; expected a function."),
        ((np.exp, "1"), TypeError, "x holds <U1; expected real numbers."),
        ((np.exp, [[1.0], [1.0, 2.0]]), ValueError, "x has rows of different lengths; expected a rectangular array."),
        ((np.exp, 1j), TypeError, "x holds complex128; expected real numbers."),
        ((np.exp, 1.0, None), TypeError, "h holds object; expected real numbers."),
        ((np.exp, 1.0, 0), ValueError, "h is 0; expected one positive number."),
        ((np.exp, 1.0, np.nan), ValueError, "h is nan; expected one positive number."),
        ((np.exp, 1.0, np.inf), ValueError, "h is inf; expected one positive number."),
        ((np.exp, 1.0, [0.1, 0.2]), ValueError, "h is [0.1 0.2]; expected one positive number."),
        ((np.exp, 1.0, 1e-17), ValueError, "h is 1e-17, so small that x + h is rounded to x; "),
        ((np.exp, 1.0, 0.1, "middle"), ValueError, "method is 'middle'; expected one of forward, central, complex."),
    ],
)
def test_bad_input_is_refused_in_one_sentence(arguments, error, says):
    with pytest.raises(error) as caught:
        numerical_grad(*arguments)
    assert says in str(caught.value) and "\n" not in str(caught.value)


def test_a_function_that_wants_real_numbers_says_so_itself():
    with pytest.raises(TypeError, match="must be a real number"):
        numerical_grad(sigmoid, 1.0, 1e-20, "complex")
