"""Figures about fitting: what they draw is what they say, and shades can be told apart without colour."""


import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest

from course_utils import plotting
from course_utils.fit_figures import plot_factors, plot_parabola, plot_valley, plot_with_band


@pytest.fixture
def ax():
    yield plt.subplot()
    plt.close("all")


def test_the_product_in_the_title_is_that_of_the_bars(ax):
    rng = np.random.default_rng(0)
    plot_factors(ax, rng.random(9), rng.integers(0, 2, 9), rng.random(9) * 50, "nine")
    heights = [bar.get_height() for bar in ax.patches]
    assert ax.get_title() == f"nine: the product is {np.prod(heights):.1e}"


def test_the_dot_of_a_parabola_lies_at_its_lowest_point(ax):
    plot_parabola(ax, 3.0, 2.2, 0.65, 0.045)
    curve, _, dot = ax.lines
    x, y = curve.get_data()
    assert dot.get_xdata()[0] == pytest.approx(x[y.argmin()], abs=0.2)
    assert dot.get_ydata()[0] == pytest.approx(y.min(), abs=1e-3)


def test_the_star_of_a_valley_is_its_lowest_point(ax):
    def bowl(weights):
        return 0.44 + (weights[..., 0] - 1) ** 2 + (weights[..., 1] + 2) ** 2

    plot_valley(ax, bowl, (-3, 3), (-3, 3), np.array([[0.0, 0.0], [1.0, -2.0]]), "two steps", (8, 8))
    star = next(line for line in ax.lines if line.get_marker() == "*")
    np.testing.assert_allclose(star.get_xydata()[0], [1, -2], atol=0.03)


def test_a_curve_is_dashed_outside_the_data(ax):
    x = np.linspace(0, 10, 101)
    plot_with_band(ax, x, np.sin, lambda x: (np.sin(x) - 1, np.sin(x) + 1), data=np.array([2.0, 7.0]))
    styles = [(line.get_linestyle(), line.get_xdata()[0], line.get_xdata()[-1]) for line in ax.lines]
    assert [style for style, *_ in styles] == ["--", "-", "--"] and styles[1][1:] == (2.0, 7.0)


def test_shades_of_a_probability_change_one_way_in_grey(ax):
    plotting.probability_field(ax, lambda at: at[..., 0], np.linspace(0, 1, 50), np.linspace(0, 1, 50))
    shades = mpl.colormaps[ax.collections[0].get_cmap().name](np.linspace(0, 1, 50))[:, :3]
    lightness = shades @ [0.2126, 0.7152, 0.0722]
    assert np.all(np.diff(lightness) < 0)
