"""Preferences between two: strengths from games (Bradley and Terry, 1952), and a policy from answers preferred.

The chance that i is preferred to j is sigmoid(r[i] - r[j]), where r are strengths, or rewards, in log-odds. Only their
differences count, so strengths are given with mean 0. A *policy* is a list of probabilities over possible answers;
``beta``, a positive number, says how dearly a policy pays for leaving its reference. Log-probabilities are in nats.
Arguments that do not fit raise TypeError or ValueError in one sentence.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse.csgraph import connected_components

from course_utils._validation import number, numbers
from course_utils.activations import sigmoid, softplus
from course_utils.logistic import fit_newton


@dataclass(frozen=True, eq=False)
class Strengths:
    """What a Bradley-Terry fit found: strengths in log-odds, with mean 0, and how far to trust them."""

    strengths: np.ndarray  # (n,)
    covariance: np.ndarray  # (n, n): of the strengths; each row adds up to 0, as they do
    order_effect: float  # what playing first (at home) adds, in log-odds; 0 where it was not fitted
    order_error: float  # its standard error; 0 where it was not fitted

    standard_errors = property(lambda self: np.sqrt(np.diag(self.covariance)), doc="Of each strength, shape (n,).")

    def difference(self, i, j):
        """Return how much stronger i is than j, and the standard error of that."""
        variance = self.covariance[i, i] + self.covariance[j, j] - 2 * self.covariance[i, j]
        return float(self.strengths[i] - self.strengths[j]), float(np.sqrt(variance))


def fit_bradley_terry(wins, losses=None):
    """Fit strengths to games by maximum likelihood and return the Strengths; it is a logistic regression.

    ``wins``, shape (n, n): wins[i, j] counts how often i beat j; the diagonal is 0. Where it matters who plays first
    (at home, with the white pieces), give both tables: wins[i, j] and ``losses[i, j]`` then count the games in which i
    played first, won and lost, and the order effect is fitted too.

    A game is a row with 1 for the first player, -1 for the second, and 0 elsewhere. A player, or a group, that never
    lost to the others has no finite strength (Ford, 1957): that raises ValueError.

    >>> fit = fit_bradley_terry([[0, 3], [1, 0]])
    >>> print(f"{fit.difference(0, 1)[0]:.4f} +- {fit.difference(0, 1)[1]:.4f}")
    1.0986 +- 1.1547
    """
    counts = [_counts("wins", wins)] + ([_counts("losses", losses)] if losses is not None else [])
    if counts[0].shape != counts[-1].shape:
        raise ValueError(f"losses has shape {counts[-1].shape}; expected {counts[0].shape}, that of wins.")
    _refuse_unbeaten(counts[0] + (counts[1].T if losses is not None else 0))
    X, y = _rows(counts)
    fit = fit_newton(X, y)
    if not fit.converged:
        raise ValueError(f"The fit of the strengths ended without an answer: {fit.message}.")
    n = len(counts[0])
    centre = np.eye(n)[:, :-1] - 1 / n  # the last player's strength is 0, then the mean is taken off
    inner = slice(0, n - 1)
    order = (fit.weights[-1], fit.standard_errors[-1]) if losses is not None else (0.0, 0.0)
    covariance = centre @ fit.covariance[inner, inner] @ centre.T
    return Strengths(centre @ fit.weights[inner], covariance, *map(float, order))


def preference_probability(strengths):
    """Return the chance that i is preferred to j, sigmoid(r[i] - r[j]), for all pairs, shape (n, n).

    >>> print(preference_probability([0, 1.0986]).round(2).tolist())
    [[0.5, 0.25], [0.75, 0.5]]
    """
    (r,) = numbers(strengths=strengths)
    return sigmoid(r[:, None] - r)


def simulated_wins(strengths, games, rng):
    """Draw ``games`` games for each pair of players and return the wins, shape (n, n): how often i beat j.

    ``rng``: a NumPy generator, ``np.random.default_rng(seed)``.

    >>> wins = simulated_wins([0, 1, 2], games=10, rng=np.random.default_rng(0))
    >>> print((wins + wins.T).tolist())
    [[0, 10, 10], [10, 0, 10], [10, 10, 0]]
    """
    won = np.triu(rng.binomial(number("games", games, whole=True), preference_probability(strengths)), 1)
    return won + np.tril(games - won.T, -1)


def tilted_policy(log_ref, reward, beta):
    """Return the log-probabilities of the best policy: p_ref exp(reward / beta), made to add up to 1.

    Best: it has the highest mean reward minus beta times its Kullback-Leibler divergence from the reference.
    ``log_ref`` and ``reward``, shape (n,): log-probabilities of the reference, and what each answer is worth.

    >>> print(np.exp(tilted_policy(np.log([0.5, 0.5]), [1, 0], beta=1)).round(3).tolist())
    [0.731, 0.269]
    """
    log_ref, reward = _same_shape(log_ref=log_ref, reward=reward)
    z = log_ref + reward / number("beta", beta)
    return z - z.max() - np.log(np.exp(z - z.max()).sum())


def dpo_margin(chosen, rejected, ref_chosen, ref_rejected, beta):
    """Return beta ((chosen - rejected) - (ref_chosen - ref_rejected)): the log-odds that the policy gives to a choice.

    Each of the four holds log-probabilities, shape (n,): of the answer that was chosen and of the one that was
    rejected, under the policy and under the reference.

    >>> print(dpo_margin([-1.0], [-3.0], [-2.0], [-2.0], beta=0.5))
    [1.]
    """
    given = _same_shape(chosen=chosen, rejected=rejected, ref_chosen=ref_chosen, ref_rejected=ref_rejected)
    return number("beta", beta) * ((given[0] - given[1]) - (given[2] - given[3]))


def dpo_loss_grad(chosen, rejected, ref_chosen, ref_rejected, beta, smoothing=0.0):
    """Return the loss of direct preference optimisation, a float, and its gradient by ``chosen``, shape (n,).

    The loss is the mean of -log sigmoid(margin), margins as in dpo_margin: the log-loss of a logistic regression whose
    label is always 1 (Rafailov and others, 2023). ``smoothing``, from 0 to below one half, is the share of choices
    taken to be the wrong way round. The gradient by ``rejected`` is the negative of the one returned. No margin
    overflows: -log sigmoid(m) is computed as softplus(-m).

    >>> loss, slope = dpo_loss_grad([-900.0], [-1.0], [-1.0], [-1.0], beta=1)
    >>> print(loss, slope)
    899.0 [-1.]
    """
    smoothing = number("smoothing", smoothing, zero=True)
    if smoothing >= 0.5:
        raise ValueError(f"smoothing is {smoothing:g}; expected a number from 0 to below 0.5.")
    m = dpo_margin(chosen, rejected, ref_chosen, ref_rejected, beta)
    losses = (1 - smoothing) * softplus(-m) + smoothing * softplus(m)
    return float(losses.mean()), float(beta) * ((1 - smoothing) * -sigmoid(-m) + smoothing * sigmoid(m)) / m.size


def _counts(name, table):
    (table,) = numbers(**{name: table})
    if table.ndim != 2 or table.shape[0] != table.shape[1] or len(table) < 2:
        raise ValueError(f"{name} has shape {table.shape}; expected (n, n) for n players, two at least.")
    if np.any(table < 0) or np.any(table % 1):
        raise ValueError(f"{name} holds {table[(table < 0) | (table % 1 != 0)][0]:g}; expected counts, 0, 1, 2, ...")
    if np.any(np.diag(table)):
        raise ValueError(f"{name} has games of player {np.flatnonzero(np.diag(table))[0]} against itself.")
    return table.astype(int)


def _refuse_unbeaten(beat):
    """Raise where players fall into groups with no upset between them: then no strengths are the likeliest."""
    groups, group = connected_components(beat, connection="strong")
    if groups == 1:
        return
    for k in range(groups):
        inside = group == k
        if not beat[np.ix_(~inside, inside)].any():  # nobody outside has beaten anybody inside
            names = ", ".join(map(str, np.flatnonzero(inside)))
            raise ValueError(f"There are no finite strengths: players {names} never lost to any of the others.")


def _rows(counts):
    """Return one row and one label for each game; every second game is told from the other side, which changes nothing.

    Without an order effect all labels could otherwise be the same, which a fit refuses.
    """
    n = len(counts[0])
    first, second = np.nonzero(np.ones((n, n)))
    seen = np.concatenate([np.repeat(np.arange(n * n), table.ravel()) for table in counts])
    y = np.concatenate([np.full(table.sum(), 1 - k) for k, table in enumerate(counts)])
    X = np.eye(n)[first[seen]] - np.eye(n)[second[seen]]
    X = np.column_stack([X[:, :-1], np.ones(len(X))]) if len(counts) == 2 else X[:, :-1]
    turned = np.arange(len(X)) % 2 == 1
    X[turned], y[turned] = -X[turned], 1 - y[turned]
    return X, y


def _same_shape(**arrays):
    found = numbers(**arrays)
    for name, array in zip(arrays, found):
        if array.ndim != 1 or array.shape != found[0].shape:
            raise ValueError(f"{name} has shape {array.shape}; expected {found[0].shape[:1] or '(n,)'}, one a pair.")
    return found
