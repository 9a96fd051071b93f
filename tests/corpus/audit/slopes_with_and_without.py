"""Right answers to exercise S12, slopes_with_and_without, each written differently."""

import math

import numpy as np

from corpus.audit._shared import slope
from course_utils import logistic
from course_utils.activations import sigmoid, sigmoid_grad
from course_utils.differences import numerical_grad


def _batch_by_loop(z):
    mean = sum(z) / len(z)
    sd = math.sqrt(sum((z_i - mean) ** 2 for z_i in z) / len(z))
    return sum(map(slope, z)) / len(z), sum(slope((z_i - mean) / sd) / sd for z_i in z) / len(z)


def _batch_by_variance(z):
    root = np.var(z) ** 0.5
    n = (z - z.mean()) / root
    return [np.average(sigmoid(z) * sigmoid(-z)), np.average(sigmoid_grad(n)) / root]


def _batch_by_complex_step(z):
    def mean_slope(mu, sd):
        return np.mean(numerical_grad(lambda t: 1 / (1 + np.exp(-(t - mu) / sd)), z, 1e-20, "complex"))

    return mean_slope(0, 1), mean_slope(z.mean(), z.std())


RIGHT = [
    lambda z: (np.mean(sigmoid_grad(z)), np.mean(sigmoid_grad((z - z.mean()) / z.std())) / z.std()),
    lambda z: (np.mean(sigmoid_grad(z)), np.mean(sigmoid_grad((z - np.mean(z)) / np.std(z)) / np.std(z))),
    lambda z: (sigmoid_grad(z).sum() / z.size, sigmoid_grad(logistic.standardise(z[:, None])[0]).mean() / z.std()),
    _batch_by_loop,
    _batch_by_variance,
    _batch_by_complex_step,
]
