"""Exercise 8.1a: league_table."""

import numpy as np

from course_utils import preferences
from course_utils.activations import sigmoid, sigmoid_grad
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.checks.logistic_regression._shared import several
from course_utils.datasets import baseball_1987


def _fit(home_wins, home_losses, home=1.0, away=0.0, ridge=0.0, spared=0, steps=50):
    """Return the weights (strengths, then the effect of playing at home) and their covariance, by Newton's method.

    Strengths are known up to a shift, so the curvature's pseudo-inverse is taken: it keeps their mean at 0.
    """
    n = len(home_wins)
    rows = np.array([[*(np.eye(n)[i] - np.eye(n)[j]), home - away] for i in range(n) for j in range(n) if i != j])
    off = ~np.eye(n, dtype=bool)
    won, lost = home_wins[off], home_losses[off]
    w, penalty = np.zeros(n + 1), ridge * np.diag(np.append(np.ones(n), 1 - spared))
    for _ in range(steps):
        p = sigmoid(rows @ w)
        inverse = np.linalg.pinv((rows.T * ((won + lost) * p * (1 - p))) @ rows + penalty, hermitian=True)
        w = w + inverse @ (rows.T @ (won - (won + lost) * p) - penalty @ w)
    return w, inverse


def _answer(prepare=lambda won, lost: (won, lost), strengths=lambda r: r, effect=lambda b: b, error=lambda s: s, **fit):
    """Return an answer with one thing done differently: (strengths, effect, its standard error)."""

    def answer(home_wins, home_losses):
        w, covariance = _fit(*prepare(home_wins, home_losses), **fit)
        return strengths(w[:-1]), float(effect(w[-1])), float(error(np.sqrt(covariance[-1, -1])))

    return answer


def _errors(home_wins, home_losses, left_out=0):
    """Return the standard errors of the weights where one team has no column: of the others, and of the effect."""
    w, covariance = _fit(home_wins, home_losses)
    change = np.eye(len(w))
    change[:-1, left_out] -= 1  # strengths beside that team's
    return np.delete(np.sqrt(np.maximum(np.diag(change @ covariance @ change.T), 0)), left_out)


_ERRORS_OF_TEAMS = [lambda won, lost, i=i, out=out: _errors(won, lost, out)[i] for i in (0, -2) for out in (0, -1)]


def _descended(lr, steps):
    """Return an answer that walks downhill so many steps, on the mean log-loss."""

    def answer(home_wins, home_losses):
        n = len(home_wins)
        played, w = home_wins + home_losses, np.zeros(n + 1)
        for _ in range(steps):
            off = played * sigmoid(w[:n, None] - w[:n] + w[n]) - home_wins
            w = w - lr * np.append(off.sum(axis=1) - off.sum(axis=0), off.sum()) / played.sum()
        return w[:n] - w[:n].mean(), w[n], _answer()(home_wins, home_losses)[2]

    return answer


def _with_error(error):
    return lambda won, lost: (*_answer()(won, lost)[:2], float(error(won, lost)))


def _alone(home_wins, home_losses):
    """Return the error of the effect as if all strengths were known."""
    r, h, _ = _answer()(home_wins, home_losses)
    return 1 / np.sqrt(np.sum((home_wins + home_losses) * sigmoid_grad(r[:, None] - r + h)))


def _mean_with_effect(out, both):
    """Return an answer that takes off the mean of strengths and effect together, of the effect too (`both`) or not."""

    def answer(home_wins, home_losses):
        r, h, error = _answer()(home_wins, home_losses)
        w = np.append(r - r[out], h)
        return w[:-1] - w.mean(), float(h - both * w.mean()), error

    return answer


def _mean_without_one(out):
    """Return an answer that takes off the mean before the team without a column gets its 0."""

    def answer(home_wins, home_losses):
        r, h, error = _answer()(home_wins, home_losses)
        return np.insert(np.delete(r, out) - np.delete(r, out).mean(), out % len(r), 0.0), h, error

    return answer


def _hosts_only(home_wins, home_losses):
    """Fit each team's share of wins at home, the first team's log-odds being the effect."""
    with np.errstate(all="ignore"):
        won, lost = home_wins.sum(axis=1), home_losses.sum(axis=1)
        z = np.log(won / lost)
        return z - z.mean(), float(z[0]), float(np.sqrt(1 / won[0] + 1 / lost[0]))


def _without_home(home_wins, home_losses):
    """Return the fit that does not know who played at home, and the log-odds of a win at home, as if all were equal."""
    beat = home_wins + home_losses.T
    w, _ = _fit(beat, 0 * beat, home=0.0)
    won, lost = home_wins.sum(), home_losses.sum()
    return w[:-1], float(np.log(won / lost)), float(np.sqrt(1 / won + 1 / lost))


def _season(seed, n, games, home):
    """Draw a season of n teams with strengths of their own, so many games at each ground."""
    rng = np.random.default_rng(seed)
    r = rng.normal(0, 0.8, n)
    won = rng.binomial(games, sigmoid(r[:, None] - r + home)) * (1 - np.eye(n, dtype=int))
    return won, games * (1 - np.eye(n, dtype=int)) - won


_LEAGUE = baseball_1987()
_SEASONS = ((_LEAGUE.home_wins, _LEAGUE.home_losses), _season(3, 4, 12, 0.6), _season(4, 6, 8, -0.3),
            _season(5, 3, 30, 0.0))
_ABOUT = {"rtol": 1e-6, "atol": 1e-6}

exercise = Exercise(
    "league_table",
    _answer(),
    (
        Part("the strengths", _SEASONS, "Which row of a design matrix belongs to a game at i's ground against j, and "
             "which to one at j's ground? What fixes the shift of the strengths?", 2.0, view=lambda found: found[0],
             shows="the strengths", more="A column for each team, but one, and a column of ones for the ground: 1 for "
             "the host, minus 1 for the guest. Take the mean off at the end.", **_ABOUT),
        Part("the effect of playing at home", _SEASONS, "Two teams of equal strength: what are the log-odds that the "
             "host wins?", 1.5, view=lambda found: found[1], shows="the effect",
             more="If every row is told from the host's side, the effect is the weight of a column of ones.",
             **_ABOUT),
        Part("its standard error", _SEASONS, "How is the uncertainty of one weight read off a fit?", 1.5,
             view=lambda found: found[2], shows="the standard error",
             more="The covariance of the weights has their variances on its diagonal; lesson 03's fit holds it, and "
             "its roots.", **_ABOUT),
    ),
    (
        *several("home-left-out", "The strengths are those of a fit that does not know who played at home. Does the "
                 "effect come from the same fit? Hosts and guests differ in strength, too: fit both at once.",
                 "missing part", _without_home, lambda won, lost: (_without_home(won, lost)[0], 0.0, 0.0)),
        *several("not-centred", "The strengths are right up to a shift. Their mean should be 0: is one team's strength "
                 "0 instead, or left out?", "missing part", _answer(strengths=lambda r: r - r[-1]),
                 _answer(strengths=lambda r: r - r[0]), _answer(strengths=lambda r: r - r.min())),
        *several("mean-of-others", "The strengths are right up to shifts. Their mean is taken with the effect among "
                 "them, or before the team without a column has its place. What should the n strengths add up to?",
                 "order of steps", *(_mean_with_effect(out, both) for out in (0, -1) for both in (0, 1)),
                 _mean_without_one(0), _mean_without_one(-1)),
        *several("last-team-missing", "One strength too few: the team that served as the zero belongs into the table.",
                 "off by one", _answer(strengths=lambda r: (r - r[-1])[:-1]), _answer(strengths=lambda r: r[:-1])),
        *several("half-the-effect", "The strengths are right, the effect and its error are half of what they should "
                 "be. Does the ground count 1 for the host AND minus 1 for the guest?", "scale",
                 _answer(home=1.0, away=-1.0)),
        *several("twice-the-effect", "The strengths are right, the effect and its error are twice what they should be. "
                 "Is the ground coded as one half and minus one half?", "scale", _answer(home=0.5, away=0.0),
                 _answer(home=0.25, away=-0.25)),
        *several("turned-round", "All signs are turned: the weakest team leads, the host suffers. Does 1 stand for a "
                 "win of the guest?", "sign", _answer(prepare=lambda won, lost: (lost, won))),
        *several("guest-for-host", "The strengths are turned round, the effect is right: does the column of a game "
                 "hold 1 for the guest and minus 1 for the host?", "argument order",
                 _answer(strengths=lambda r: -r)),
        *several("odds", "Odds, or probabilities, where log-odds were asked for: what should two equal teams have?",
                 "scale", _answer(strengths=np.exp, effect=np.exp), _answer(strengths=sigmoid, effect=sigmoid)),
        *several("elo", "In another unit: Elo points, perhaps, or logarithms to another base. Natural log-odds were "
                 "asked for.", "scale",
                 *(_answer(strengths=lambda r, c=c: c * r, effect=lambda b, c=c: c * b, error=lambda s, c=c: c * s)
                   for c in (400 / np.log(10), 1 / np.log(10), 1 / np.log(2)))),
        *several("variance", "Strengths and effect are right. The error is the square of the right one: a variance. "
                 "Which of the two has the unit of the effect?", "mean or sum", _answer(error=lambda s: s**2)),
        *several("error-of-another", "Strengths and effect are right. The error is that of a TEAM's weight. In which "
                 "column stands the ground?", "wrong rows", *(_with_error(error) for error in _ERRORS_OF_TEAMS)),
        *several("errors-of-all", "Strengths and effect are right. All the errors came; one was asked for, that of "
                 "the effect.",
                 "shape", lambda won, lost: (*_answer()(won, lost)[:2], _errors(won, lost)),
                 lambda won, lost: (*_answer()(won, lost)[:2], np.roll(_errors(won, lost), 1))),
        *several("another-curvature", "Strengths and effect are right. The error is that of a curvature of one game "
                 "instead of all, or of the effect alone, as if the strengths were known. Of which matrix is the "
                 "inverse taken?",
                 "mean or sum", _with_error(lambda won, lost: _errors(won, lost)[-1] * np.sqrt((won + lost).sum())),
                 _with_error(lambda won, lost: _alone(won, lost)),
                 _with_error(lambda won, lost: _errors(won, lost)[-1] / np.sqrt((won + lost).sum()))),
        *several("hosts-only", "Each game counts for its host, and not against the guest. What stands in a row for "
                 "the guest?",
                 "missing part", _hosts_only),
        *several("interval-for-error", "Strengths and effect are right. The error is about twice as large: half an "
                 "interval of 95 %, perhaps. One standard error was asked for.", "scale",
                 _answer(error=lambda s: 1.96 * s), _answer(error=lambda s: 2 * s)),
        *(drawn for ridge in (1.0, 0.1, 0.01, 2.0, 1e-3) for drawn in several(
            "drawn-to-0", "Near, but everything is a little closer to 0: is there a penalty on the weights, as "
            "libraries add it?", "guard", _answer(ridge=ridge), _answer(ridge=ridge, spared=1))),
        *(soon for steps in (1, 2, 3) for soon in several(
            "stopped-too-soon", "Near, but not to six digits. Does the fit stop before its steps are tiny?",
            "precision", _answer(steps=steps))),
        *(soon for lr, steps in ((0.1, 100), (0.1, 1000), (0.5, 100), (0.5, 200), (1.0, 100)) for soon in several(
            "stopped-too-soon", "Near, but not to six digits. Does the fit stop before its steps are tiny?",
            "precision", _descended(lr, steps))),
        *several("win-shares", "These follow from how many games each team has won. Who won against strong teams "
                 "should gain more: fit all games at once.", "another function",
                 lambda won, lost: (_of_shares(won, lost), *_without_home(won, lost)[1:])),
    ),
    without=(preferences.fit_bradley_terry,),
    section="8.1a",
)


def _of_shares(home_wins, home_losses):
    beat = home_wins + home_losses.T
    z = np.log((beat.sum(axis=1) + 0.5) / (beat.sum(axis=0) + 0.5))
    return z - z.mean()
