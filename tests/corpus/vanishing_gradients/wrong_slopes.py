"""Right answers to exercise 5.4b, wrong_slopes, each written differently."""

import numpy as np
from scipy.optimize import approx_fprime


def _loop(f, gradient, theta):
    claimed, wrong = gradient(theta), []
    for i in range(len(theta)):
        up, down = theta.copy(), theta.copy()
        up[i] += 1e-5
        down[i] -= 1e-5
        measured = (f(up) - f(down)) / 2e-5
        if abs(claimed[i] - measured) > 0.01 * abs(measured) + 1e-7:
            wrong.append(i)
    return wrong


def _with_the_eye(f, gradient, theta):
    steps = 1e-6 * np.eye(theta.size)
    measured = np.array([f(theta + h) - f(theta - h) for h in steps]) / 2e-6
    return np.flatnonzero(~np.isclose(gradient(theta), measured, rtol=1e-3, atol=1e-6))


def _where(f, gradient, theta):
    """What np.where gives is a tuple with the numbers in it; that counts."""
    steps = np.diag(np.full(theta.size, 1e-5))
    measured = [(f(theta + h) - f(theta - h)) / 2e-5 for h in steps]
    return np.where(~np.isclose(measured, gradient(theta), rtol=1e-2, atol=1e-6))


def _four_places(f, gradient, theta):
    """A difference of fourth order, which can afford a long step."""
    h = 1e-3
    measured = [(8 * (f(theta + h * e) - f(theta - h * e)) - f(theta + 2 * h * e) + f(theta - 2 * h * e)) / (12 * h)
                for e in np.eye(len(theta))]  # fmt: skip
    off = np.abs(np.subtract(measured, gradient(theta)))
    return np.nonzero(off > 1e-5 * (1 + 100 * np.abs(measured)))[0]


def _both_sides(f, gradient, theta):
    """The claimed change of f along one parameter, beside the real one."""
    claimed, h, found = gradient(theta), 1e-4, []
    for i, slope in enumerate(claimed):
        step = np.where(np.arange(theta.size) == i, h, 0.0)
        change = f(theta + step) - f(theta - step)
        size = max(abs(change), abs(2 * h * slope))
        if size > 2 * h * 1e-6 and abs(change - 2 * h * slope) > 0.02 * size:
            found.append(i)
    return np.array(found)


def _short_one_sided(f, gradient, theta):
    """To one side only, with a step so short that no bend matters, and limits that allow for its rounding."""
    measured = approx_fprime(theta, f, 1e-8)
    return np.argwhere(np.abs(gradient(theta) - measured) > 3e-6 + 0.03 * np.abs(measured)).ravel()


def _sorted_set(f, gradient, theta):
    claimed = dict(enumerate(gradient(theta)))
    return sorted({i for i in claimed if not np.isclose(
        claimed[i], (f(theta + 1e-5 * (np.arange(theta.size) == i)) - f(theta - 1e-5 * (np.arange(theta.size) == i)))
        / 2e-5, rtol=0.05, atol=2e-6)})  # fmt: skip


RIGHT = [_loop, _where, _with_the_eye, _four_places, _both_sides, _short_one_sided, _sorted_set]
