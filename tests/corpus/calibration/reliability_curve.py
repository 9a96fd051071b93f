"""Right answers to exercise 4.6, reliability_curve, each written differently."""

import numpy as np

from corpus.calibration._shared import curve_histograms, curve_loop, curve_masks, curve_right_closed, curve_sklearn
from course_utils import calibration

RIGHT = [
    calibration.reliability_curve,
    lambda p, y, bins=10: np.array(calibration.reliability_curve(p, y, bins=bins)),
    curve_loop,
    curve_masks,
    curve_right_closed,
    curve_histograms,
    curve_sklearn,
]
