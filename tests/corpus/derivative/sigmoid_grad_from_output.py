"""Right answers to exercise 2.2, sigmoid_grad_from_output, each written differently."""

import numpy as np

RIGHT = [
    lambda s: s * (1 - s),
    lambda s: s - s**2,
    lambda s: s - s * s,
    lambda output: np.multiply(output, np.subtract(1, output)),
    lambda s: (1 - s) * s,
    np.vectorize(lambda s: s * (1.0 - s), otypes=[float]),
]
