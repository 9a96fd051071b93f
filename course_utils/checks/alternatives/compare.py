"""Exercise 6.7: compare."""

import numpy as np

from course_utils.checks.alternatives._shared import NINE_DIGITS
from course_utils.checks.definition._shared import made
from course_utils.checks.engine.exercise import Exercise, Mistake, Part

_WORDS = {"indistinguishable": 1.0, "worse": 0.0}


_PAIR = np.array([[0.966, 0.972, 0.968, 0.972], [0.977, 0.968, 0.974, 0.957]])


_THREE_SEEDS = np.array([
    [0.975, 0.969, 0.969], [0.974, 0.973, 0.974], [0.969, 0.972, 0.971], [0.973, 0.975, 0.972],
    [0.976, 0.971, 0.970], [0.975, 0.979, 0.973], [0.969, 0.973, 0.967], [0.921, 0.922, 0.929],
])  # fmt: skip


_NINE_SEEDS = np.array([
    [0.969, 0.972, 0.969, 0.971, 0.972, 0.971, 0.970, 0.971, 0.973],
    [0.952, 0.941, 0.982, 0.961, 0.955, 1.000, 0.970, 0.963, 0.951],
    [0.906, 0.894, 0.888, 0.895, 0.903, 0.892, 0.896, 0.898, 0.891],
    [0.973, 0.968, 0.965, 0.972, 0.970, 0.987, 0.976, 0.975, 0.958],
    [0.971, 0.973, 0.973, 0.976, 0.974, 0.972, 0.971, 0.972, 0.974],
    [0.961, 0.956, 0.974, 0.955, 0.973, 0.985, 0.958, 0.971, 0.961],
    [0.978, 0.981, 0.964, 0.976, 0.984, 0.966, 0.972, 0.988, 0.958],
    [0.975, 0.973, 0.974, 0.974, 0.975, 0.976, 0.974, 0.974, 0.974],
])


_STEADY = np.array([[0.5, 0.5, 0.5], [0.25, 0.375, 0.25]])  # the best one does not spread at all


_BORDERLINE = 0.96 + 0.01 * np.array([  # rows of the best one's spread, or of none, close to the rule's border
    [1, -1, 1, -1], [-0.617, -2.617, -0.617, -2.617], [-1.02, -3.02, -1.02, -3.02],
    [-0.289] * 4, [-0.693] * 4, [-1.143] * 4, [-1.212] * 4,
])  # fmt: skip


_TWO_SEEDS = np.array([[0.91, 0.93], [0.90, 0.80], [0.94, 0.925], [0.5, 0.51]])
_TABLES = ((_PAIR,), (_THREE_SEEDS,), (_NINE_SEEDS,), (_STEADY,), (_BORDERLINE,), (_TWO_SEEDS,), (_PAIR[:1],),
           (_THREE_SEEDS[::-1],))  # fmt: skip


def _two_errors(s, best, n):
    """Return twice the standard error of a difference of means, from the deviations of n seeds each."""
    return 2 * np.sqrt((s**2 + best**2) / n)


def _ruled(limit=_two_errors, rival=lambda scores: scores.mean(axis=1).argmax(), ddof=1, within=np.less_equal,
           centre=np.mean, spread=np.std, gap=np.abs):
    """Return an answer to compare: not worse if the gap to the rival row is within limit(sd, the rival's sd, n)."""
    def answer(scores):
        mean, sd, r = centre(scores, axis=1), spread(scores, axis=1, ddof=ddof), rival(scores)
        tied = within(gap(mean[r] - mean), limit(sd, sd[r], scores.shape[1]))
        return mean, sd, np.where(tied, "indistinguishable", "worse")

    return answer


def _lowest(scores):
    return scores.mean(axis=1).argmin()


def _spread(sd, **how):
    """Return an answer to compare that is right but for the deviations, sd(scores)."""
    return lambda scores: (_ruled(**how)(scores)[0], sd(scores), _ruled(**how)(scores)[2])


def _said(change):
    """Return an answer to compare that changes the right verdicts."""
    return lambda scores: (*_ruled()(scores)[:2], change(_ruled()(scores)[2]))


def _best_has_a_word(scores):
    mean, sd, words = _ruled()(scores)
    return mean, sd, np.where(mean == mean.max(), "best", words)


def _verdicts(answer):
    """View the verdicts as numbers: 1 indistinguishable, 0 worse, -1 any other word."""
    words = np.asarray(answer[2] if len(answer) > 2 else [])
    return np.array([_WORDS.get(str(word), -1.0) for word in words.ravel()]).reshape(words.shape)


exercise = Exercise(
    "compare",
    lambda scores: _ruled()(scores),
    (
        Part("the means", _TABLES, "Over what is averaged, and how many means are there?",
             view=lambda three: three[0], shows="the means", warnings_cost=False,
             more="A row is a setting: one mean for each row, over its seeds.", **NINE_DIGITS),
        Part("the standard deviations", _TABLES, "Are the seeds all there are, or a sample?",
             view=lambda three: three[1], shows="the standard deviations", warnings_cost=False,
             more="NumPy's deviation is the one over n; it has an argument for the other.", **NINE_DIGITS),
        Part("the verdicts", _TABLES,
             "With which row is each compared, how far apart may their means be, and does the border count?", 2.0,
             view=_verdicts, shows="the verdicts: 1 indistinguishable, 0 worse, -1 any other word", warnings_cost=False,
             more="Find the row of the best mean first, and its deviation. Then work the rule out for one row by hand, "
             "and for the best row itself."),
    ),
    (
        *(Mistake("M32-means-alone", _ruled(limit),
                  "Every row but the best is called worse: chance plays no part in it, or hardly any (is the "
                  "root there?). Would other seeds give the same order?", family="evidence")
          for limit in (lambda s, best, n: 0 * s, lambda s, best, n: 2 * (s**2 + best**2) / n)),
        Mistake("never-worse", _ruled(lambda s, best, n: np.inf + s),
                "No row is ever called worse, however far behind. Which way round is the difference? Is the limit "
                "infinite?",
                family="sign"),
        *(Mistake("n-forgotten", _ruled(limit),
                  "The verdicts are those of a limit without the number of seeds. What do more seeds do to the error "
                  "of a mean?", family="mean or sum")
          for limit in (
              lambda s, best, n: 2 * np.hypot(s, best), lambda s, best, n: np.hypot(s, best),
              lambda s, best, n: s + best,
              lambda s, best, n: np.maximum(s, best), lambda s, best, n: s, lambda s, best, n: best + 0 * s,
              lambda s, best, n: 2 * s, lambda s, best, n: 2 * best + 0 * s)),
        Mistake("factor-forgotten", _ruled(lambda s, best, n: np.sqrt((s**2 + best**2) / n)),
                "The verdicts are those of one standard error. How many does the rule allow?", family="missing part"),
        *(Mistake("errors-added", _ruled(limit),
                  "The verdicts are those of two errors added as they are. What does the rule add, and when is the "
                  "root taken?", family="mean or sum")
          for limit in (lambda s, best, n: 2 * (s + best) / np.sqrt(n), lambda s, best, n: (s + best) / np.sqrt(n))),
        *(Mistake("one-error", _ruled(limit),
                  "The verdicts are those of a limit with the spread of one row alone. How many means are uncertain?",
                  family="missing part")
          for limit in (lambda s, best, n: 2 * s / np.sqrt(n), lambda s, best, n: 2 * best / np.sqrt(n) + 0 * s)),
        Mistake("root-of-n-lost", _ruled(lambda s, best, n: 2 * np.sqrt(s**2 + best**2) / n),
                "The verdicts are those of n outside the root. Where does it stand in the rule?",
                family="mean or sum"),
        Mistake("settings-for-seeds", lambda scores: _ruled(lambda s, best, n: 2 * np.sqrt((s**2 + best**2) / len(s)))(
                    scores),
                "The verdicts are those of n the number of SETTINGS. What does n count?", family="wrong rows"),
        Mistake("best-is-a-word", _best_has_a_word,
                "The row with the highest mean gets a word of its own. It is indistinguishable from itself, and so it "
                "is called.", family="another function"),
        Mistake("not-squared", _ruled(lambda s, best, n: 2 * np.sqrt((s + best) / n)),
                "The verdicts are those of deviations under the root. What stands there in the rule?",
                family="mean or sum"),
        *(Mistake("fixed", _ruled(lambda s, best, n, most=most: most + 0 * s),
                  "The same distance decides everywhere, however the seeds spread.",
                  family="evidence") for most in (0.01, 0.005)),
        *(Mistake("other-rival", _ruled(rival=rival, gap=gap),
                  "The rows are compared with another one than the row whose MEAN is the highest.", family="wrong rows")
          for rival in (lambda scores: 0, lambda scores: -1, _lowest,
                        lambda scores: scores.max(axis=1).argmax())
          for gap in (np.abs, np.positive) if (gap, rival) != (np.positive, _lowest)),
        Mistake("turned-round", _said(lambda words: np.where(words == "worse", "indistinguishable", "worse")),
                "The two verdicts have changed places.", family="complement"),
        Mistake("no-verdicts", lambda scores: _ruled()(scores)[:2],
                "Return three things, separated by commas: return mean, sd, verdicts", family="shape"),
        *(Mistake("another-word", _said(change),
                  "The verdicts should be these words exactly, in small letters: indistinguishable, worse.",
                  family="another function")
          for change in (lambda words: words == "worse", lambda words: words == "indistinguishable", np.char.upper,
                         np.char.capitalize)),
        Mistake("one-verdict", _said(lambda words: str(words[0])),
                "One verdict came back. Give one for each row, the best row included.", family="shape"),
        Mistake("one-verdict", _said(lambda words: "indistinguishable"),
                "One verdict came back. Give one for each row, the best row included.", family="shape"),
        Mistake("over-n", _spread(lambda scores: scores.std(axis=1)),
                "The deviations are those over n. A few seeds are a sample: over what should they be taken?",
                family="mean or sum"),
        Mistake("over-n", _ruled(ddof=0),
                "The deviations are those over n. A few seeds are a sample: over what should they be taken?",
                family="mean or sum"),
        Mistake("standard-errors", _spread(lambda scores: scores.std(axis=1, ddof=1) / np.sqrt(scores.shape[1])),
                "The second of the three holds standard errors. The exercise asks for the standard deviations.",
                family="mean or sum"),
        *(Mistake("variances", _spread(lambda scores, ddof=ddof: scores.var(axis=1, ddof=ddof)),
                  "The second of the three holds variances. Take their roots.",
                  family="mean or sum") for ddof in (0, 1)),
        Mistake("over-the-rows", lambda scores: _ruled()(scores.T),
                "The numbers are means over the settings. What is a row, and over what is it averaged?", family="axis"),
        *made("used-throughout", "another function", "The first or the second of the three is another number than the "
              "mean or the standard deviation, and the verdicts follow it. Is it a median, a variance, a standard "
              "error?",
              _ruled(centre=np.median), _ruled(spread=np.var), _ruled(spread=np.var, ddof=0),
              _ruled(spread=lambda scores, axis, ddof: scores.std(axis=1, ddof=1) / np.sqrt(scores.shape[1]))),
        Mistake("median", lambda scores: (np.median(scores, axis=1), *_ruled()(scores)[1:]),
                "The first of the three holds medians. The exercise asks for means.", family="another function"),
        Mistake("best-seed", lambda scores: (scores.max(axis=1), *_ruled()(scores)[1:]),
                "The first of the three holds each row's best seed, its luckiest. Take the mean.", family="evidence"),
        Mistake("strict", _ruled(within=np.less),
                "A row exactly at the limit is called worse, even the best one, whose distance from itself is 0 and "
                "whose seeds may all agree. Is it < or <=?", family="boundary"),
        *(Mistake("other-limit", _ruled(limit),
                  "Close, but a verdict or two are those of another limit than the rule's. Is the factor 2, and n the "
                  "number of seeds of one row?", family="missing part")
          for limit in (lambda s, best, n: 1.96 * np.sqrt((s**2 + best**2) / n),
                        lambda s, best, n: 2 * np.sqrt((s**2 + best**2) / (2 * n)),
                        lambda s, best, n: 2 * np.sqrt((s**2 + best**2) / (n - 1)),
                        lambda s, best, n: 2 * np.sqrt(2 * best**2 / n) + 0 * s)),
        *(Mistake("another-word", _said(lambda words, word=word: np.where(words == "worse", words, word)),
                  "The verdicts should be these words exactly, in small letters: indistinguishable, worse.",
                  family="another function")
          for word in ("same", "Indistinguishable")),
        Mistake("sorted", lambda scores: tuple(a[scores.mean(axis=1).argsort()[::-1]] for a in _ruled()(scores)),
                "Your rows are sorted, the best first. Keep the order of the settings.", family="wrong rows"),
    ),
    section="6.7",
)
