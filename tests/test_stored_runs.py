"""The stored grids of lesson 08: whole, and a run of today finds what is stored."""


import numpy as np
import pytest

from course_utils.stored_runs import GRIDS, measured, stored


@pytest.mark.parametrize("name", GRIDS)
def test_a_grid_is_whole(name):
    grid = GRIDS[name]
    found = stored(name)
    assert len(found) == len(grid.values)
    for values in found:
        assert values.shape == tuple(len(axis) for axis in grid.axes.values())
        assert np.isfinite(values).all() and values.min() >= 0


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("contrast", ("sigmoid, b = -10", 8, 0.03, 1)),
        ("contrast", ("sigmoid, b = 0", 32, 0.01, 2)),
        ("contrast", ("softmax", 8, 0.1, 3)),
        ("routing", ("softmax", 0.0, 0.01, 1)),
        ("routing", ("sigmoid", 0.001, 0.03, 2)),
        ("gated_layers", ("SwiGLU", "absolute values", "without", 0.01, 1)),
        ("gated_layers", ("GLU", "products", "with", 0.03, 0)),
    ],
)
def test_a_run_of_today_lies_in_the_stored_band(name, place):
    axes = list(GRIDS[name].axes.values())
    at = tuple(axis.index(value) for axis, value in zip(axes, place))[:-1]
    for values, today in zip(stored(name), measured(name, *place)):
        band = values[at]
        room = 0.02 * band.max() + 0.5 * np.ptp(band)
        assert band.min() - room <= today <= band.max() + room, band


def test_an_unknown_grid_is_named():
    with pytest.raises(ValueError, match="name is 'depth'; expected one of contrast, routing, gated_layers."):
        stored("depth")
