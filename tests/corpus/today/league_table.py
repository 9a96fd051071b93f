"""Right answers to exercise 8.1a, league_table, each written differently."""

import numpy as np
from scipy.optimize import minimize

from course_utils import logistic
from course_utils.activations import log_sigmoid, sigmoid


def _games(home_wins, home_losses):
    """List (host, guest, won) of every game."""
    n = len(home_wins)
    return np.array([(i, j, won) for i in range(n) for j in range(n)
                     for won, table in ((1, home_wins), (0, home_losses)) for _ in range(table[i, j])])  # fmt: skip


def _by_fit_newton(home_wins, home_losses):
    host, guest, won = _games(home_wins, home_losses).T
    n = len(home_wins)
    X = np.column_stack([(np.eye(n)[host] - np.eye(n)[guest])[:, 1:], np.ones(len(won))])
    fit = logistic.fit_newton(X, won)
    strengths = np.concatenate([[0], fit.weights[:-1]])
    return strengths - strengths.mean(), fit.weights[-1], fit.standard_errors[-1]


def _another_zero(home_wins, home_losses):
    """Let the last team be 0, and put the ground first."""
    host, guest, won = _games(home_wins, home_losses).T
    n = len(home_wins)
    teams = (host[:, None] == np.arange(n - 1)) * 1.0 - (guest[:, None] == np.arange(n - 1))
    fit = logistic.fit_newton(logistic.add_intercept(teams), won)
    r = np.append(fit.weights[1:], 0.0)
    return list(r - r.mean()), fit.weights[0], np.sqrt(fit.covariance[0, 0])


def _summed_to_zero(home_wins, home_losses):
    """Let the last strength be minus the sum of the others, so that no mean has to be taken off."""
    host, guest, won = _games(home_wins, home_losses).T
    n = len(home_wins)
    code = np.vstack([np.eye(n - 1), -np.ones(n - 1)])
    fit = logistic.fit_newton(np.column_stack([code[host] - code[guest], np.ones(len(won))]), won)
    return code @ fit.weights[:-1], fit.weights[-1], fit.standard_errors[-1]


def _curvature(r, home, home_wins, home_losses):
    n = len(r)
    p = sigmoid(r[:, None] - r + home)
    weight = (home_wins + home_losses) * p * (1 - p)
    total = np.zeros((n + 1, n + 1))
    for i in range(n):
        for j in range(n):
            row = np.append(np.eye(n)[i] - np.eye(n)[j], 1.0)
            total += weight[i, j] * np.outer(row, row)
    return total


def _by_minimize(home_wins, home_losses):
    n = len(home_wins)

    def loss(w):
        z = w[:n, None] - w[:n] + w[n]
        return -(home_wins * log_sigmoid(z) + home_losses * log_sigmoid(-z)).sum() + w[:n].mean() ** 2

    def slope(w):
        z = w[:n, None] - w[:n] + w[n]
        miss = home_wins - (home_wins + home_losses) * sigmoid(z)
        down = np.append(miss.sum(axis=1) - miss.sum(axis=0), miss.sum())
        return np.append(2 * w[:n].mean() / n + 0 * w[:n], 0) - down

    w = minimize(loss, np.zeros(n + 1), jac=slope, method="BFGS", options={"gtol": 1e-9}).x
    covariance = np.linalg.pinv(_curvature(w[:n], w[n], home_wins, home_losses), hermitian=True)
    return w[:n] - w[:n].mean(), w[n], covariance[n, n] ** 0.5


def _newton_on_tables(home_wins, home_losses):
    n = len(home_wins)
    r, home = np.zeros(n), 0.0
    for _ in range(30):
        miss = home_wins - (home_wins + home_losses) * sigmoid(r[:, None] - r + home)
        inverse = np.linalg.pinv(_curvature(r, home, home_wins, home_losses), hermitian=True)
        step = inverse @ np.append(miss.sum(axis=1) - miss.sum(axis=0), miss.sum())
        r, home = r + step[:n], home + step[n]
    return r - r.mean(), home, np.sqrt(inverse[n, n])


def _turned_games(home_wins, home_losses):
    """Tell every second game from the guest's side: the ground is then minus 1."""
    host, guest, won = _games(home_wins, home_losses).T
    n = len(home_wins)
    side = np.where(np.arange(len(won)) % 2, -1, 1)
    X = side[:, None] * np.column_stack([np.eye(n)[host] - np.eye(n)[guest], np.ones(len(won))])
    fit = logistic.fit_newton(X[:, 1:], np.where(side > 0, won, 1 - won))
    r = np.append(0, fit.weights[:-1])
    return r - np.mean(r), fit.weights[-1], fit.standard_errors[-1]


RIGHT = [_by_fit_newton, _another_zero, _summed_to_zero, _by_minimize, _newton_on_tables, _turned_games]
