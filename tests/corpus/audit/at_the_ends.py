"""Right answers to exercise S2, at_the_ends, each written differently."""

import numpy as np

from course_utils.activations import sigmoid


def _ends_by_loop(x):
    zeros = ones = 0
    for s in sigmoid(x).ravel():
        if s == 0.0:
            zeros += 1
        elif s == 1.0:
            ones += 1
    return zeros, ones


def _ends_by_list(x):
    outputs = sigmoid(x).ravel().tolist()
    return [outputs.count(0.0), outputs.count(1.0)]


RIGHT = [
    lambda x: (np.sum(sigmoid(x) == 0), np.sum(sigmoid(x) == 1)),
    lambda x: (np.count_nonzero(sigmoid(x) <= 0), np.count_nonzero(sigmoid(x) >= 1)),
    lambda x: np.array([(sigmoid(x) == 0.0).sum(), (sigmoid(x) == 1.0).sum()]),
    lambda x: (x.size - np.count_nonzero(sigmoid(x)), np.size(x[sigmoid(x) == 1])),
    _ends_by_loop,
    _ends_by_list,
]
