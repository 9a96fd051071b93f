"""Accuracy, edge inputs and errors of course_utils.activations, against mpmath and stored numbers."""

import inspect
import warnings

import numpy as np
import pytest
from mpmath import mp

from course_utils import activations
from course_utils.activations import (
    log_sigmoid,
    logistic,
    logit,
    sigmoid,
    sigmoid_grad,
    sigmoid_second_derivative,
    softplus,
    tanh,
    tanh_grad,
)


def true_grad(x):
    t = mp.exp(-abs(x))
    return t / (1 + t) ** 2


TRUE = {
    sigmoid: lambda x: 1 / (1 + mp.exp(-x)),
    log_sigmoid: lambda x: -mp.log1p(mp.exp(-x)),
    softplus: lambda x: mp.log1p(mp.exp(x)),
    logit: lambda p: mp.log(p) - mp.log1p(-p),
    sigmoid_grad: true_grad,
    sigmoid_second_derivative: lambda x: -true_grad(x) * mp.tanh(x / 2),
    tanh: mp.tanh,
    tanh_grad: lambda x: 4 * true_grad(2 * x),
    logistic: lambda x: 1 / (1 + mp.exp(-x)),
}
DERIVATIVES = (sigmoid_grad, sigmoid_second_derivative, tanh_grad)
every_function = pytest.mark.parametrize("function", TRUE, ids=lambda function: function.__name__)


def line(dtype):
    """Everyday numbers, tails, subnormals, powers of two, and where exp(x) crosses one; of both signs."""
    info, rng = np.finfo(dtype), np.random.default_rng(0)
    end = -np.log(float(info.smallest_subnormal))
    crossings = [k * np.log(2) + np.linspace(-3, 1, 40) * 2.0**-k for k in range(1, 12)]
    x = np.concatenate([
        rng.uniform(0, 3, 300), rng.uniform(0, 40, 500), rng.uniform(0, end, 200), *crossings,
        rng.uniform(end - 40, end + 2, 300), rng.uniform(end / 2 - 20, end / 2 + 1, 100),
        float(info.smallest_subnormal) * np.arange(12), 2.0 ** np.arange(info.minexp, 11, 3),
        [2, 36.7368, 37.43, 40, 400, 709.79, 1e4, 1e30],
        [6.929466071682214, 6.928734814325393],  # -sigmoid_grad(x) tanh(x / 2) is 4.1 ULP off at one of these
    ]).astype(dtype)  # fmt: skip
    x = np.concatenate([x, np.nextafter(x, dtype(0)), [info.max / 2]])
    return np.unique(np.concatenate([-x, x]))


def unit_interval(dtype):
    """Probabilities everywhere, towards 0 (subnormals too) and 1, around 1/2 and the switches at 1/4, 3/4."""
    info, rng = np.finfo(dtype), np.random.default_rng(0)
    small = 2.0 ** -np.arange(1, -np.log2(float(info.smallest_subnormal)) + 1)
    near = [c + rng.uniform(-0.01, 0.01, 300) for c in (0.25, 0.5, 0.75)]
    p = [rng.uniform(0, 1, 1500), small, 1 - small, 0.5 + small, 0.5 - small, *near]
    p = np.concatenate(p).astype(dtype)
    return np.unique(p[(p > 0) & (p < 1)])


def largest_ulp_error(function, x):
    """Return the largest distance from mpmath's value, in ULP of x's own format, and the x it happens at."""
    errors = []
    with mp.workprec(160):
        for value, got in zip(x.tolist(), function(x).tolist(), strict=True):
            true = TRUE[function](mp.mpf(value))
            ulp = float(np.spacing(np.abs(x.dtype.type(float(true)))))
            errors.append(float(abs(got - true) / ulp))
    return max(errors), x[np.argmax(errors)]


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@every_function
def test_accuracy_over_the_whole_range(function, dtype):
    bound = 2 if dtype is np.float64 and function not in DERIVATIVES else 4
    error, where = largest_ulp_error(function, unit_interval(dtype) if function is logit else line(dtype))
    assert error <= bound, f"{error:.2f} ULP at {where!r}"


@every_function
def test_float16_is_computed_with_more_digits(function):
    x = np.arange(1, 40) / 40 if function is logit else np.arange(-24, 24, 0.125)
    error, where = largest_ulp_error(function, x.astype(np.float16))
    assert error <= 0.51, f"{error:.2f} ULP at {where!r}"


@pytest.mark.parametrize(
    ("function", "x", "value"),
    [
        (sigmoid, 0, 0.5),
        (sigmoid, 2.5, 0.9241418199787566),
        (sigmoid, -37, 8.533047625744066e-17),
        (sigmoid, -745, 5e-324),
        (sigmoid, 40, 1.0),
        (log_sigmoid, 0, -0.6931471805599453),
        (log_sigmoid, -800, -800.0),
        (log_sigmoid, 40, -4.248354255291589e-18),
        (softplus, 20, 20.000000002061153),
        (softplus, -40, 4.248354255291589e-18),
        (logit, 0.75, 1.0986122886681098),
        (logit, 0.5, 0.0),
        (sigmoid_grad, 0, 0.25),
        (sigmoid_grad, 2, 0.1049935854035065),
        (sigmoid_grad, 37, 8.533047625744066e-17),
        (sigmoid_second_derivative, 1.3169578969248166, -0.09622504486493763),
        (tanh, 0.5, 0.46211715726000976),
        (tanh_grad, 0, 1.0),
        (tanh_grad, 1, 0.41997434161402614),
        (tanh_grad, 20, 1.699341702116635e-17),
    ],
)
def test_stored_numbers(function, x, value):
    assert function(x) == pytest.approx(value, rel=1e-15, abs=0)


@pytest.mark.parametrize(
    ("function", "x", "value"),
    [
        (sigmoid, np.inf, 1), (sigmoid, -np.inf, 0), (logistic, np.inf, 1), (logistic, -np.inf, 0),
        (log_sigmoid, np.inf, 0), (log_sigmoid, -np.inf, -np.inf), (softplus, np.inf, np.inf),
        (softplus, -np.inf, 0), (tanh, np.inf, 1), (tanh, -np.inf, -1),
        *((f, x, 0) for f in DERIVATIVES for x in (-np.inf, np.inf)),
        (logit, 0, -np.inf), (logit, 1, np.inf),
        *((logit, p, np.nan) for p in (-0.1, 1.1, -1e-30, 1e30, -1e30, np.inf, -np.inf)),
        *((f, np.nan, np.nan) for f in TRUE),
    ],
)  # fmt: skip
def test_limits_and_nan(function, x, value):
    for given in (x, [x], np.float32(x)):
        np.testing.assert_array_equal(np.ravel(function(given)), [value])


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16])
@every_function
def test_no_warning_at_any_input(function, dtype):
    info = np.finfo(dtype)
    x = [0, info.smallest_subnormal, info.tiny, 0.25, 0.5, 1, 11, 12, 88, 89, 103, 104, 709, 710, 745, 746]
    x = np.array([*x, info.max, np.inf, np.nan], dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"), warnings.catch_warnings():
        warnings.simplefilter("error")
        for given in (x, -x, *x, *-x):
            function(given)


def test_logistic_is_silent_at_every_combination():
    extremes = [-1e308, -np.inf, 0, 1e-308, np.inf, 1e308]
    with np.errstate(over="raise", invalid="raise", divide="raise"), warnings.catch_warnings():
        warnings.simplefilter("error")
        assert logistic(np.float32(1), L=1e300) == np.inf
        got = logistic([[x] for x in extremes], k=extremes, x0=1)
    assert got[5, 5] == 1 and got[0, 5] == 0 and np.isnan(got[1, 2])


@every_function
@pytest.mark.parametrize(
    "x",
    [0, 1, True, 0.25, np.float32(0.25), np.float16(0.25), np.int8(1), np.array(0.25), np.array([0.1, 1.0]),
     [], [[]], [0, 1], (0.0, 1.0), [[0, 1], [0.5, 1]], [True, False], np.int8([0, 1]), np.uint64([1]),
     np.ones((2, 1, 3), np.float32), np.float16([[0.5]]), np.arange(6.0).reshape(2, 3).T[::-1] / 6],
)  # fmt: skip
def test_shape_and_dtype(function, x):
    given = np.asarray(x)
    got = function(x)
    assert np.shape(got) == given.shape
    assert got.dtype == (given.dtype if given.dtype in (np.float32, np.float16) else np.float64)
    assert isinstance(got, np.ndarray if given.ndim else np.floating)
    rtol = {8: 1e-15, 4: 1e-6, 2: 1e-3}[got.itemsize]
    np.testing.assert_allclose(got, function(given.astype(float)), rtol=rtol)


@every_function
def test_input_is_left_alone_and_not_handed_back(function):
    x = np.array([0.0, 0.25, 1.0])
    got = function(x)
    assert x.tolist() == [0.0, 0.25, 1.0] and not np.shares_memory(x, got)
    x.setflags(write=False)
    function(x)


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16, np.int8])
@every_function
def test_a_large_array_is_taken_in_blocks_and_nobody_notices(function, dtype):
    low, high = (0.01, 0.99) if function is logit else (-9, 9)
    line = np.linspace(low, high, 3 * activations.BLOCK + 6).astype(dtype)
    piece_by_piece = np.concatenate([function(piece) for piece in np.array_split(line, 9)])
    np.testing.assert_array_max_ulp(function(line), piece_by_piece, 1)
    crossed = line.reshape(3, -1).T[::-1]  # in memory neither row after row nor column after column
    np.testing.assert_array_max_ulp(function(crossed), piece_by_piece.reshape(3, -1).T[::-1], 1)


def test_ints_beyond_int64():
    assert sigmoid(-(10**30)) == 0 and log_sigmoid(-(10**30)) == -1e30


@every_function
@pytest.mark.parametrize(
    ("x", "got"),
    [("0.5", "str"), (b"1", "bytes"), (None, "NoneType"), (1j, "complex"), ({}, "dict"), (len, "builtin"),
     (np.datetime64("2020-01-01"), "datetime64"), (np.timedelta64(1, "s"), "timedelta64"),
     (["a", "b"], "list of dtype <U1"), ([1, None], "list of dtype object"), ([1, "a"], "list of dtype <U"),
     (np.array([1, 2], object), "ndarray of dtype object"), (np.array([1j]), "ndarray of dtype complex128"),
     ([[1, 2], [3]], "list with rows of different lengths")],
)  # fmt: skip
def test_what_is_not_numbers(function, x, got):
    argument = next(iter(inspect.signature(function).parameters))
    with pytest.raises(TypeError, match=rf"^{argument} must be a real number, .*; got {got}[^\n]*\.$"):
        function(x)


@pytest.mark.parametrize("argument", ["L", "k", "x0"])
def test_logistic_names_the_argument_that_is_not_a_number(argument):
    with pytest.raises(TypeError, match=f"^{argument} must be a real number.*got str"):
        logistic(1, **{argument: "1"})


def test_symmetries():
    x = line(np.float64)
    np.testing.assert_allclose(sigmoid(x) + sigmoid(-x), 1, rtol=2**-52)
    np.testing.assert_array_equal(softplus(x), -log_sigmoid(-x))
    np.testing.assert_array_equal(sigmoid_grad(-x), sigmoid_grad(x))
    np.testing.assert_array_equal(tanh_grad(-x), tanh_grad(x))
    np.testing.assert_array_equal(sigmoid_second_derivative(-x), -sigmoid_second_derivative(x))
    np.testing.assert_array_equal(tanh(-x), -tanh(x))
    q = np.arange(1, 2**10) / 2**10  # 1 - q is exact
    np.testing.assert_allclose(logit(1 - q), -logit(q), rtol=8e-16)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("function", [sigmoid, log_sigmoid, softplus, tanh])
def test_never_falls_by_more_than_its_rounding_error(function, dtype):
    y = function(line(dtype))
    assert np.all(y[1:] >= y[:-1] - 4 * np.spacing(np.abs(y[1:])))


def test_logit_undoes_sigmoid():
    x = np.linspace(-700, 3, 2000)
    np.testing.assert_allclose(logit(sigmoid(x)), x, rtol=1e-14, atol=1e-14)


@pytest.mark.parametrize(
    ("function", "slope"),
    [(softplus, sigmoid), (sigmoid, sigmoid_grad), (sigmoid_grad, sigmoid_second_derivative), (tanh, tanh_grad)],
)
def test_derivatives_are_slopes(function, slope):
    x, h = np.linspace(-8, 8, 101), 1e-5
    np.testing.assert_allclose((function(x + h) - function(x - h)) / (2 * h), slope(x), atol=1e-9)


def test_logistic_scale_shift_ceiling():
    x = np.linspace(-3, 12, 50)
    np.testing.assert_array_equal(logistic(x), sigmoid(x))
    np.testing.assert_array_equal(logistic(x, 500, 0.3, 10), 500 * sigmoid(0.3 * (x - 10)))
    np.testing.assert_allclose(logistic(x, 7, -0.3, 4), 7 - logistic(x, 7, 0.3, 4), rtol=1e-14)
    assert logistic(x, [[1], [2]]).shape == (2, 50)
    assert logistic(np.float32(x), 500.0, np.array(0.3), 10).dtype == np.float32


@every_function
def test_a_docstring_has_an_example(function):
    assert ">>> " in function.__doc__
