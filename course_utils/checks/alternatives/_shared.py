"""What exercises of this lesson share."""

import numpy as np

NINE_DIGITS = {"rtol": 1e-9, "atol": 1e-9}
X = np.array([[1.0, -2.0, 30.0], [2.5, -1.9, 10.0], [-0.5, -2.2, 80.0], [0.2, -1.7, 45.0]])
SMALL = np.array([[1e-3, 0.5], [3e-3, 0.5], [-2e-3, 0.5]])  # next to eps these variances are small, and 0
GAMMA, BETA = np.array([1.5, -0.5, 2.0]), np.array([0.1, 3.0, -1.0])
