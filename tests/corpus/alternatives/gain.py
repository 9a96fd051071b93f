"""Right answers to exercise 6.3, gain, each written differently."""

import math

import numpy as np
from scipy import integrate, special, stats


def _gain_hermite(f):
    nodes, weights = np.polynomial.hermite_e.hermegauss(100)
    return 1 / np.sqrt(weights @ f(nodes) ** 2 / weights.sum())


def _gain_physicists_hermite(f):
    x, w = np.polynomial.hermite.hermgauss(101)
    return (np.sum(w * np.square(f(np.sqrt(2) * x))) / np.sqrt(np.pi)) ** -0.5


def _gain_sum(f):
    z = np.arange(-6, 6, 0.001) + 0.0005
    weight = np.exp(-(z**2) / 2)
    return np.sqrt(weight.sum() / np.sum(weight * f(z) ** 2))


def _gain_quad(f):
    return integrate.quad(lambda z: float(f(z)) ** 2 * stats.norm.pdf(z), -10, 10, points=[0])[0] ** -0.5


def _gain_trapezoid(f):
    z = np.linspace(-8, 8, 4001)
    return 1 / math.sqrt(np.trapezoid(f(z) ** 2 * stats.norm.pdf(z), z))


def _gain_loop(f):
    total, step = 0.0, 0.01
    for k in range(-800, 800):
        z = (k + 0.5) * step
        total += float(f(z)) ** 2 * math.exp(-z * z / 2) * step
    return math.sqrt(math.sqrt(2 * math.pi) / total)


def _gain_quantiles(f):
    return 1 / np.sqrt(np.mean(f(special.ndtri((np.arange(200_000) + 0.5) / 200_000)) ** 2))


RIGHT = [
    _gain_hermite,
    _gain_physicists_hermite,
    _gain_sum,
    _gain_quad,
    _gain_trapezoid,
    _gain_loop,
    _gain_quantiles,
    lambda f: 1 / np.sqrt(stats.norm.expect(lambda z: float(f(z)) ** 2, lb=-9, ub=9, points=[0])),
]
