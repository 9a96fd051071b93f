"""Right answers to exercise S7, slopes_in_z, each written differently."""

import numpy as np

from corpus.audit._shared import sigma, slope
from course_utils.activations import sigmoid, sigmoid_grad


def _slopes_by_loop(z, y):
    def log_loss_slope(z, y):
        return -sigma(-z) if y else sigma(z)

    first = np.vectorize(log_loss_slope, otypes=[float])(z, y)
    second = np.vectorize(lambda z, y: log_loss_slope(z, y) * slope(z), otypes=[float])(z, y)
    return first, second


def _slopes_by_sign(z, y):
    sign = 1 - 2 * y
    error = sign * sigmoid(sign * z)
    return error, error * sigmoid_grad(z)


def _slopes_by_mask(z, y):
    error = sigmoid(z)
    error[y == 1] = -sigmoid(-z[y == 1])
    return [error, error * sigmoid(z) * sigmoid(-z)]


RIGHT = [
    lambda z, y: ((e := np.where(y == 1, -sigmoid(-z), sigmoid(z))), e * sigmoid_grad(z)),
    lambda z, y: ((e := (1 - y) * sigmoid(z) - y * sigmoid(-z)), sigmoid(z) * sigmoid(-z) * e),
    _slopes_by_loop,
    _slopes_by_sign,
    _slopes_by_mask,
]
