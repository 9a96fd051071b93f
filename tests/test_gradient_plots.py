"""The figures of gradients: their examples run, and names do not lie on each other."""


import matplotlib.pyplot as plt
import numpy as np
import pytest

from course_utils import gradient_plots


@pytest.mark.parametrize("yscale", ["linear", "log"])
def test_names_at_the_right_end_stand_apart(yscale):
    figure, ax = plt.subplots()
    ax.set_yscale(yscale)
    curves = {name: np.array([1.0, 2.0, 3.0 + k / 1000]) for k, name in enumerate("abcd")}
    gradient_plots.label_curves(ax, [1, 2, 3], curves)
    figure.canvas.draw()
    heights = sorted(text.get_window_extent().y0 for text in ax.texts)
    plt.close(figure)
    assert min(np.diff(heights)) > 10
