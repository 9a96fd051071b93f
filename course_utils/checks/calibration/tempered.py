"""Exercise 4.8b: tempered, a report that flatters itself."""

from itertools import product

import numpy as np

from course_utils.activations import sigmoid
from course_utils.calibration import fit_temperature
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.checks.logistic_regression._shared import by_formula, several
from course_utils.logistic import add_intercept, bce_with_logits, fit_newton


def _clipped(least):
    return lambda z, y: by_formula(np.clip(sigmoid(z), least, 1 - least), y)


def _plus(small):
    return lambda z, y: -(y * np.log(sigmoid(z) + small) + (1 - y) * np.log(1 - sigmoid(z) + small))


def _fit_by(loss, where=lambda z, t: z / t, mean=np.mean):
    """Return a search for the temperature with the least loss of where(z, t)."""

    def fit(z, y):
        grid = np.geomspace(0.01, 1000, 101)
        for _ in range(4):
            losses = [mean(loss(where(z, t), y)) for t in grid]
            k = int(np.nanargmin(losses))
            grid = np.geomspace(grid[max(k - 1, 0)], grid[min(k + 1, len(grid) - 1)], 11)
        return grid[5]

    return fit


def _report(fit=fit_temperature, tune=lambda tune, test: tune, judge=lambda tune, test: test, first=None,
            loss=bce_with_logits, mean=np.mean, after=lambda z, T: z / T, result=lambda T, b, a: (T, b, a)):
    """Return an answer to tempered with one thing done differently."""

    def answer(z_tune, y_tune, z_test, y_test):
        rows = (z_tune, y_tune), (z_test, y_test)
        T = fit(*tune(*rows))
        z, y = judge(*rows)
        z_first, y_first = (first or judge)(*rows)
        with np.errstate(all="ignore"):
            return result(float(T), float(mean(loss(z_first, y_first))), float(mean(loss(after(z, T), y))))

    return answer


def _on_test(tune, test):
    return test


def _on_tune(tune, test):
    return tune


def _on_all(tune, test):
    return tuple(np.concatenate(pair) for pair in zip(tune, test))


def _drawn(seed, n, times, worst=None):
    """Draw rows whose logits are `times` too large, to tune on and to test on; one of each is `worst` and a no."""
    rng = np.random.default_rng(seed)
    rows = []
    for size in n:
        z = rng.normal(0.4, 1.5, size)
        y = (rng.random(size) < sigmoid(z)).astype(int)
        y[:2] = 0, 1
        z[:2] = 0.7, -0.6  # an error each: the best temperature is finite
        if worst:
            z[2], y[2] = worst / times, 0
        rows += [np.round(times * z, 4), y]
    return tuple(rows)


_TIMES_2, _TIMES_5, _SHY = _drawn(0, (40, 30), 2.0), _drawn(1, (60, 25), 5.0), _drawn(2, (50, 50), 0.3)
_SURE, _ERRING = _drawn(3, (40, 30), 60.0), _drawn(4, (200, 100), 2.0, worst=40.0)
_ALL = _TIMES_2, _TIMES_5, _SHY, _ERRING
_THREE = {"rtol": 5e-3, "warnings_cost": False}
_TOO_SURE = {"rtol": 5e-3, "warnings_cost": True}


def _at(i):
    return lambda answer: answer[i]


def _as_it_stands(z_tune, y_tune, z_test, y_test):
    """Do what the program in the exercise's text does."""
    wrong = _report(_fit_by(_clipped(1e-3), lambda z, t: z * t), _on_test, after=lambda z, T: z * T)
    with np.errstate(all="ignore"):
        T, after = wrong(z_tune, y_tune, z_test, y_test)[0], _clipped(1e-3)
        return T, by_formula(sigmoid(z_tune), y_tune).mean(), after(z_test * T, y_test).mean()


def _with_faults(hidden, times, before, guarded):
    """Return the program of the text with these of its four faults left in it."""
    loss, at = _clipped(1e-3) if guarded else bce_with_logits, (lambda z, t: z * t) if times else lambda z, t: z / t
    return _report(_fit_by(loss, at), _on_test if hidden else _on_tune, first=_on_tune if before else _on_test,
                   loss=loss, after=at)  # fmt: skip


def _platt(z, y):
    return 1 / fit_newton(add_intercept(z[:, None]), y).weights[1]


def _best_of(grid):
    return lambda z, y: grid[np.argmin([bce_with_logits(z / t, y).mean() for t in grid])]


def _other_rows(z_tune, y_tune, z_test, y_test):
    """Report the right losses beside the temperature of the hidden rows."""
    return fit_temperature(z_test, y_test), *_report()(z_tune, y_tune, z_test, y_test)[1:]


_TWO_OR_THREE_FAULTS = [_with_faults(*faults) for faults in product((False, True), repeat=4) if sum(faults) in (2, 3)]

exercise = Exercise(
    "tempered",
    lambda z_tune, y_tune, z_test, y_test: _report()(z_tune, y_tune, z_test, y_test),
    (
        Part("the temperature", _ALL, "Which rows may the search look at? And is a T above 1 to "
             "make the model more careful, or surer?", 1.5, view=_at(0), shows="the temperature",
             more="What is chosen on the rows that judge it is flattered by them. And the probabilities are those of "
             "z divided by T.", **_THREE),
        Part("the log-loss before", _ALL, "What is the temperature of a model as it comes? And "
             "on which rows is it judged?", 1.0, view=_at(1), shows="the log-loss before",
             more="As it comes means T of 1. Before and after must be judged on the same rows, or nothing can be "
             "compared.", **_THREE),
        Part("the log-loss after", _ALL, "On which rows, and at which temperature?", 1.0,
             view=_at(2), shows="the log-loss after", more="The temperature comes from the rows to tune on, the loss "
             "from the hidden ones.", **_THREE),
        Part("logits in the hundreds", (_SURE,), "What becomes of a probability of 1 - 1e-30 on its way into the "
             "logarithm?", 0.5, shows="the temperature, the log-loss before and after", more="The course has a "
             "log-loss that takes logits and forms no probability. With it nothing has to be kept away from 0 and 1.",
             **_TOO_SURE),
    ),
    (
        *several("as-it-stands", "This is the program as it stands in the text. Begin with the rows: which may the "
                 "search look at, and which belong to the report?", "evidence", _as_it_stands),
        *several("more-than-one-thing", "More than one of the four things is still wrong. Begin with the temperature: "
                 "which rows does the search look at, what does it do with t, and which log-loss does it take?",
                 "evidence", *_TWO_OR_THREE_FAULTS),
        *several("tuned-on-hidden", "The temperature is the one that suits the HIDDEN rows best. What is its log-loss "
                 "on them worth, if it was chosen for them?", "evidence", _report(tune=_on_test)),
        *several("tuned-on-all", "The temperature has seen all rows, the hidden ones as well. Which rows are left to "
                 "judge it?", "evidence", _report(tune=_on_all)),
        *several("multiplied", "The temperature is one over the right one, or the log-loss after is that of z TIMES T. "
                 "Does a large T make a model careful, or sure?", "scale",
                 _report(fit=_fit_by(bce_with_logits, lambda z, t: z * t), after=lambda z, T: z * T),
                 _report(fit=_fit_by(bce_with_logits, lambda z, t: z * t)), _report(after=lambda z, T: z * T)),
        *several("after-on-tuning-rows", "The log-loss before is that of the hidden rows, the one after is that of the "
                 "rows to tune on. What can be said from the two?", "wrong rows",
                 _report(first=_on_test, judge=_on_tune)),
        *several("before-on-tuning-rows", "The log-loss before is that of the rows to tune on, the one after is that "
                 "of the hidden ones. What can be said from the two?", "wrong rows", _report(first=_on_tune)),
        *several("judged-on-tuning-rows", "Both losses are those of the rows that the temperature was fitted to. What "
                 "would a new row cost?", "evidence", _report(judge=_on_tune)),
        *several("judged-on-all", "The losses are those of all rows. Which of them has the search not seen?",
                 "evidence", _report(judge=_on_all)),
        *several("roles-exchanged", "Tuned on the hidden rows, and judged on those to tune on. Have the two pairs "
                 "changed places?", "argument order", _report(tune=_on_test, judge=_on_tune)),
        *several("clipped", "Where the model is very sure the losses are too small, or the temperature is another one. "
                 "Is p kept away from 0 and 1, or a small number added to it? A sure error should cost about the size "
                 "of its logit.", "guard", *(_report(_fit_by(loss), loss=loss) for loss in (
                     *(_clipped(least) for least in (1e-3, 1e-4, 1e-6, 1e-7, 1e-9, 1e-12, 1e-15)),
                     *(_plus(small) for small in (1e-3, 1e-6, 1e-8, 1e-9, 1e-12, 1e-15)))),
                 *(_report(_fit_by(_clipped(least))) for least in (1e-3, 1e-4, 1e-6)),
                 *(_report(loss=_clipped(least)) for least in (1e-3, 1e-4, 1e-6, 1e-7, 1e-9, 1e-12, 1e-15)),
                 *(_report(loss=_plus(small)) for small in (1e-3, 1e-6, 1e-9, 1e-12, 1e-15))),
        *several("log-of-rounded-p", "Where the model is very sure the loss is infinite or nan. Is p formed on the "
                 "way, and rounded to 0 or 1?", "overflow",
                 _report(loss=lambda z, y: by_formula(sigmoid(z), y)),
                 _report(loss=lambda z, y: np.where(y == 1, -np.log(sigmoid(z)), -np.log(1 - sigmoid(z))))),
        *several("another-search", "The losses are judged on the right rows; the temperature is that of another "
                 "search: of the least squared error, of a coarse or a short grid, of a fit with an intercept, or none "
                 "below 1. What is searched for, and where?", "precision",
                 _report(_fit_by(lambda z, y: (sigmoid(z) - y) ** 2)), _report(_platt),
                 *(_report(_best_of(grid)) for grid in (
                     np.geomspace(0.01, 1000, 51), np.geomspace(0.01, 1000, 101), np.geomspace(0.1, 10, 101),
                     np.linspace(0.5, 5, 46), np.arange(0.1, 10, 0.1), np.arange(1, 10, 0.1), np.arange(1, 101),
                     np.linspace(0.1, 10, 100), np.linspace(0.5, 3, 26))),
                 *(_report(lambda z, y, ends=ends: np.clip(fit_temperature(z, y), *ends)) for ends in (
                     (1, np.inf), (0, 1), (0.05, 20), (0.1, 10), (0.5, 5)))),
        *several("one", "The temperature is 1, and nothing is searched for.", "missing part",
                 _report(lambda z, y: 1.0)),
        *several("temperature-of-hidden", "The losses are right. The temperature that you report is not the one that "
                 "they were computed with: whose is it?", "wrong rows", _other_rows),
        *several("summed", "The losses grow with the number of rows, as sums do. The mean log-loss was asked for.",
                 "mean or sum", _report(mean=np.sum)),
        *several("another-logarithm", "The losses are in powers of 2 or of 10. Which logarithm has a coin's loss of "
                 "0.693?", "log base", *(_report(loss=lambda z, y, base=base: bce_with_logits(z, y) / np.log(base))
                                         for base in (2, 10))),
        *several("squared", "The losses are mean squared errors. The log-loss takes a logarithm.", "another function",
                 _report(loss=lambda z, y: (sigmoid(z) - y) ** 2)),
        *several("labels-turned", "The losses charge for being right. Are the labels turned round?", "complement",
                 _report(loss=lambda z, y: bce_with_logits(z, 1 - y))),
        *several("sign-lost", "The losses are negative. What turns the logarithm of a probability into a cost?",
                 "sign", _report(loss=lambda z, y: -bce_with_logits(z, y))),
        *several("before-and-after-swapped", "The two losses have changed places: first the one before.",
                 "argument order", _report(result=lambda T, b, a: (T, a, b))),
        *several("no-change", "The loss after is that before. Where does the temperature come in?", "missing part",
                 _report(after=lambda z, T: z)),
        *several("one-term", "Only the rows with y = 1 pay. Every row should.", "missing part",
                 _report(loss=lambda z, y: y * bce_with_logits(z, y))),
        *several("gain-for-loss", "The last number is what was gained, a difference or a quotient. The log-loss after "
                 "was asked for.", "another function", _report(result=lambda T, b, a: (T, b, b - a)),
                 _report(result=lambda T, b, a: (T, b, a / b))),
    ),
    section="4.8b",
)
