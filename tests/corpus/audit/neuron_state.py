"""Right answers to exercise S3, neuron_state, each written differently."""

import numpy as np
from scipy.special import expit

from corpus.audit._shared import each, sigma, slope
from course_utils.activations import sigmoid, sigmoid_grad
from course_utils.differences import numerical_grad

_OF_Z = [
    lambda z: (sigmoid(z), sigmoid_grad(z)),
    lambda z: (sigmoid(z), sigmoid(z) * (1 - sigmoid(z))),
    lambda z: (1 / (1 + np.exp(-z)), np.exp(-z) / (1 + np.exp(-z)) ** 2),
    lambda z: [expit(z), expit(z) * expit(-z)],
    lambda z: np.array([0.5 + 0.5 * np.tanh(z / 2), 0.25 / np.cosh(z / 2) ** 2]),
    lambda z: (each(sigma)(z), each(slope)(z)),
    lambda z: (sigmoid(z), numerical_grad(lambda t: 1 / (1 + np.exp(-t)), z, 1e-20, "complex")),
]


def _by_x(of_z):
    """Return an answer from the two of z: the slopes by x are w times those by z."""

    def answer(x, w, b):
        outputs, slopes = of_z(w * x + b)
        return outputs, w * slopes

    return answer


RIGHT = [
    *map(_by_x, _OF_Z),
    lambda x, w, b: [sigmoid(b + x * w), w * sigmoid(w * x + b) * sigmoid(-w * x - b)],
    lambda x, w, b: (sigmoid(w * x + b), numerical_grad(lambda x: 1 / (1 + np.exp(-w * x - b)), x, 1e-20, "complex")),
]
