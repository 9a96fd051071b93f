"""The stored ends of intervals: whole, found again by a run of today, and what the lesson says of them."""


import numpy as np
import pytest

from course_utils import intervals
from course_utils.intervals import CURVES, METHODS, RECORDS, lower_ends, stored, truth


@pytest.mark.parametrize(("curve", "record"), [("the fit", 0), ("the fit", 217), ("a gentler one", 3)])
def test_a_run_of_today_finds_the_stored_ends(curve, record):
    ends = stored()[list(CURVES).index(curve), record]
    np.testing.assert_allclose(lower_ends(curve, record), ends, atol=0.005)


def test_the_table_is_whole():
    ends = stored()
    assert ends.shape == (len(CURVES), RECORDS, len(METHODS))
    assert np.isnan(ends[..., 0]).mean() < 0.05 and not np.isnan(ends[..., 1:]).any()


def test_wald_begins_too_low_the_profile_too_high_the_bootstrap_much_too_high():
    for curve, ends in zip(CURVES, stored()):
        wald, profile, bootstrap = np.mean(ends > truth(curve), axis=0)
        assert wald < 0.025 < profile < bootstrap / 2


def test_the_profile_ends_where_the_likelihood_ratio_says():
    """The interval of the real record, by another road: a fit that is offset by the candidate."""
    from scipy.optimize import minimize

    from course_utils.datasets import orings
    from course_utils.logistic import add_intercept, bce_with_logits, fit_newton

    X, y = add_intercept(orings().X), orings().y
    fit = fit_newton(X, y)
    end = intervals._profile(fit, X, y)
    held = minimize(lambda b: bce_with_logits(end + b[0] * (X[:, 1] - 31), y).sum(), [-0.1], method="Nelder-Mead").fun
    assert 2 * (held - len(y) * fit.loss) == pytest.approx(1.96**2, abs=1e-3)


def test_bad_input_is_named():
    with pytest.raises(ValueError, match="curve is"):
        lower_ends("a curve", 0)
    with pytest.raises(ValueError, match="record is"):
        lower_ends("the fit", -1)
