"""What exercises of this lesson share."""

import numpy as np

TABLE = np.array([[-3.0, -0.5], [0.25, 4.0]])
INTEGERS = np.array([-2, 0, 3])
