"""Figures of networks and their layers: what is drawn is what was given, and greys can be told apart."""


import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgb

from course_utils.layer_plots import mark_chance, plot_layers, plot_map, plot_maps


@pytest.fixture
def ax():
    yield plt.subplot()
    plt.close("all")


def test_each_number_of_a_map_can_be_read_on_its_grey(ax):
    values = np.linspace(0, 1, 21).reshape(3, 7)
    plot_map(ax, values, "abc", "defghij")
    greys = ax.images[0].cmap(ax.images[0].norm(values.ravel()))[:, 0]
    assert np.all(np.diff(greys) <= 0)  # the darker the larger
    for text, grey in zip(ax.texts, greys):
        light, dark = sorted((luminance(to_rgb(text.get_color())[0]), luminance(grey)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, text.get_text()


def luminance(grey):
    return grey / 12.92 if grey <= 0.04045 else ((grey + 0.055) / 1.055) ** 2.4


def test_maps_stand_side_by_side_under_their_titles(ax):
    panels = plot_maps(np.zeros((2, 1, 3)), ["row"], "abc", ["left", "right"], "heading")
    assert [panel.get_title() for panel in panels] == ["left", "right"]
    assert panels[0].figure.get_suptitle() == "heading"


def test_values_beyond_the_limits_are_drawn_at_the_edge(ax):
    plot_layers(ax, [np.array([0.0, 0.1]), np.array([-99.0, 99.0])], low=-1, high=1, bins=4)
    assert (np.asarray(ax.images[0].get_array()) > 0).tolist() == [
        [False, True], [False, False], [True, False], [False, True]]  # fmt: skip


def test_chance_is_named(ax):
    assert mark_chance(ax).texts[0].get_text().strip() == "chance"
