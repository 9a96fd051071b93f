"""The data of course_utils.datasets, against published numbers, and what is said about them."""

import inspect
import socket
import subprocess
import sys

import numpy as np
import pytest
from scipy.optimize import curve_fit

from course_utils import activations
from course_utils.datasets import breast_cancer, digits, iris, orings, seattle_rain, yeast_growth
from course_utils.logistic import add_intercept, fit_newton

EVERY = [orings, yeast_growth, seattle_rain, breast_cancer, iris, digits]


@pytest.mark.parametrize("load", EVERY)
def test_arrays_names_and_documentation_belong_together(load, monkeypatch):
    monkeypatch.setattr(socket, "socket", None)  # offline
    data = load()
    n, d = data.X.shape
    assert data.X.dtype == float and np.isfinite(data.X).all() and data.y.shape == (n,)
    assert len(data.features) == len(set(data.features)) == d
    assert all(isinstance(name, str) and name for name in (*data.features, *data.classes))
    assert all((data.title, data.unit, data.target, data.source, data.licence))
    if data.classes:
        assert data.y.dtype.kind == "i" and sorted(set(data.y.tolist())) == list(range(len(data.classes)))
    for word in (data.title, data.unit, data.target, data.source, data.licence):
        assert word in repr(data)
    assert np.array_equal(data.columns(data.features[-1]), data.X[:, -1:])


def test_each_call_returns_fresh_arrays():
    orings().X[:] = 0
    breast_cancer().y[:] = 0
    assert orings().X.min() == 53 and breast_cancer().y.sum() == 357


def test_the_orings_are_the_published_ones():
    data = orings()
    damaged = np.sort(data.X[data.y == 1, 0])
    assert damaged.tolist() == [53, 57, 58, 63, 70, 70, 75]
    assert np.sort(data.X[data.y == 0, 0]).tolist() == [66, 67, 67, 67, 68, 69, 70, 70, 72, 73, 75, 76, 76, 78, 79, 81]
    assert (data.X[0, 0], data.X[-1, 0]) == (66, 58)
    np.testing.assert_allclose(fit_newton(add_intercept(data.X), data.y).weights, [15.0429, -0.2322], atol=5e-5)


def test_erosion_alone_is_another_fit():
    data = orings()
    assert (data.X[20, 0], data.y[20]) == (75, 1)
    erosion = data.y - (np.arange(23) == 20)
    weights = fit_newton(add_intercept(data.X), erosion).weights
    np.testing.assert_allclose(weights, [23.7750, -0.3667], atol=5e-5)
    assert "23.7750 - 0.3667 F" in orings.__doc__


def test_the_yeast_follows_the_logistic_curve():
    data = yeast_growth()
    assert data.X[:, 0].tolist() == list(range(19)) and data.y.sum() == pytest.approx(7084.3)
    assert np.all(np.diff(data.y) > 0)
    fit, _ = curve_fit(activations.logistic, data.X[:, 0], data.y, [660, 0.5, 8])
    np.testing.assert_allclose(fit, [663.0, 0.547, 7.81], rtol=1e-3)
    assert np.abs(activations.logistic(data.X[:, 0], *fit) - data.y).max() < 10


def test_rain_is_asked_of_the_next_day():
    data = seattle_rain()
    assert data.X.shape == (1460, 4) and data.X.min(axis=0).tolist() == [0.0, -1.6, -7.1, 0.4]
    assert np.array_equal(data.y[:-1], data.columns("rain")[1:, 0] > 0)  # what is asked today is known tomorrow
    assert data.y[-365:].sum() == 144 and data.y.sum() == 623
    assert np.all(data.columns("lowest temperature") <= data.columns("highest temperature"))


def test_breast_cancer_calls_benign_one():
    data = breast_cancer()
    assert data.X.shape == (569, 30) and data.classes == ("malignant", "benign")
    assert (data.y == 1).sum() == 357 and data.y.mean() == pytest.approx(0.6274165, abs=5e-8)
    assert data.columns("mean radius")[data.y == 0].mean() > data.columns("mean radius")[data.y == 1].mean()
    assert [name.split()[0] for name in data.features[:10]] == ["mean"] * 10
    assert [name.split()[0] for name in data.features[20:]] == ["worst"] * 10


def test_iris_numbers_the_classes_in_the_order_asked():
    every = iris(("setosa", "versicolor", "virginica"))
    assert every.X.shape == (150, 4) and every.y.tolist() == [0] * 50 + [1] * 50 + [2] * 50
    pair, turned = iris(), iris(["virginica", "versicolor"])
    assert pair.classes == ("versicolor", "virginica") and turned.classes == ("virginica", "versicolor")
    assert np.array_equal(pair.X, every.X[50:]) and np.array_equal(turned.X, pair.X)
    assert np.array_equal(turned.y, 1 - pair.y)
    assert pair.features == ("sepal length", "sepal width", "petal length", "petal width")


def test_digits():
    data = digits()
    assert data.X.shape == (1797, 64) and (data.X.min(), data.X.max()) == (0, 16)
    assert np.bincount(data.y).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: breast_cancer().columns("radius"), r"no feature \['radius'\]; expected names from \['mean radius',"),
        (lambda: orings().columns(), r"has no feature \[\]"),
        (lambda: iris(("versicolor", "tulip")), r"expected two or three different ones of \('setosa',"),
        (lambda: iris(("versicolor",)), r"expected two or three"),
        (lambda: iris(("setosa", "setosa")), r"expected two or three"),
        (lambda: iris("setosa"), r"expected two or three"),
    ],
)
def test_unknown_names_are_said_in_one_sentence(call, message):
    with pytest.raises(ValueError, match=message) as raised:
        call()
    assert str(raised.value).endswith(".") and "\n" not in str(raised.value)


def test_importing_the_module_loads_no_scikit_learn():
    code = "import sys, course_utils.datasets; course_utils.datasets.orings(); print('sklearn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"


@pytest.mark.parametrize("load", EVERY)
def test_source_and_year_are_documented(load):
    assert any(str(year) in load().source for year in range(1910, 2030))
    assert ">>>" in inspect.getdoc(load)
