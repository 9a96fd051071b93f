"""Exercise 4.5: median_dose."""

import numpy as np

from course_utils.activations import sigmoid
from course_utils.calibration import firth_fit
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.checks.logistic_regression._shared import several
from course_utils.datasets import orings
from course_utils.logistic import add_intercept, fit_newton, logistic_hessian


def _fitted(x, y):
    fit = fit_newton(add_intercept(x[:, None]), y)
    return *fit.weights, fit.covariance


def _dose(b0, b1):
    return -b0 / b1


def _error(b0, b1, cov):
    """Return the standard error of -b0 / b1."""
    g = np.array([-1 / b1, b0 / b1**2])
    return np.sqrt(g @ cov @ g)


def _answer(dose=_dose, error=_error, times=1.96, result=lambda d, e: (d, d - e, d + e)):
    """Return an answer to median_dose with one thing done differently."""

    def answer(x, y):
        b0, b1, cov = _fitted(x, y)
        return tuple(float(part) for part in result(dose(b0, b1), times * error(b0, b1, cov)))

    return answer


def _of_logits(b0, b1, cov):
    x = np.array([1.0, _dose(b0, b1)])
    return np.sqrt(x @ cov @ x)


def _by_loss(x, y):
    """Return the answer of who takes the inverse curvature of the MEAN loss for the covariance."""
    X = add_intercept(x[:, None])
    b0, b1 = fit_newton(X, y).weights
    half = 1.96 * _error(b0, b1, np.linalg.inv(logistic_hessian(np.array([b0, b1]), X)))
    return _dose(b0, b1), _dose(b0, b1) - half, _dose(b0, b1) + half


def _over_root_n(x, y):
    dose, low, high = _answer()(x, y)
    return dose, dose - (dose - low) / np.sqrt(len(x)), dose + (high - dose) / np.sqrt(len(x))


def _by_another_fit(fit):
    """Return the answer of who takes the weights of another fit of (X, y)."""

    def answer(x, y):
        found = fit(add_intercept(x[:, None]), y)
        (b0, b1), cov = found.weights, found.covariance
        half = 1.96 * _error(b0, b1, _fitted(x, y)[2] if cov is None else cov)
        return -b0 / b1, -b0 / b1 - half, -b0 / b1 + half

    return answer


def _standardised(x, y):
    return _answer()((x - x.mean()) / x.std(), y)


def _each_weight_moved(x, y):
    """Take the dose where both weights lie at the ends of their own intervals."""
    b0, b1, cov = _fitted(x, y)
    e0, e1 = 1.96 * np.sqrt(np.diag(cov))
    return _dose(b0, b1), *sorted((_dose(b0 - e0, b1 + e1), _dose(b0 + e0, b1 - e1)))


def _only(*which):
    """Return a standard error that counts only these of the two variances, and no covariance."""
    return lambda b0, b1, cov: np.sqrt(sum((1 / b1**2 * cov[0, 0], b0**2 / b1**4 * cov[1, 1])[k] for k in which))


def _covariance(times):
    """Return a standard error in which the covariance of the two weights counts so many times; twice is right."""

    def error(b0, b1, cov):
        g = np.array([-1 / b1, b0 / b1**2])
        return np.sqrt(g**2 @ np.diag(cov) + times * g[0] * g[1] * cov[0, 1])

    return error


def _fieller(x, y):
    """Return the ends between which the logit is 0 within 1.96 of its standard errors."""
    b0, b1, cov = _fitted(x, y)
    z = 1.96**2
    terms = b1**2 - z * cov[1, 1], 2 * (b0 * b1 - z * cov[0, 1]), b0**2 - z * cov[0, 0]
    return _dose(b0, b1), *np.sort(np.roots(terms).real)


def _student(freedom):
    """Return the 97.5 % quantile of Student's t, by its expansion about the normal one."""
    z = 1.959964
    return z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)


def _ends_as_chances(x, y):
    b0, b1, cov = _fitted(x, y)
    z = 1.96 * _of_logits(b0, b1, cov)
    return _dose(b0, b1), sigmoid(-z), sigmoid(z)


def _trial(doses, treated, hit):
    """Return x and y of groups: so many treated with each dose, so many of them hit."""
    labels = [[1] * k + [0] * (n - k) for n, k in zip(treated, hit)]
    return np.repeat(np.array(doses, dtype=float), treated), np.array([y for group in labels for y in group])


_RISING = (
    _trial([1, 2, 3, 4], [8, 8, 8, 8], [1, 3, 5, 7]),
    _trial([0.5, 0.7, 0.9, 1.3, 1.8], [10, 12, 9, 11, 10], [1, 3, 4, 8, 9]),
    _trial([-2, -1, 0, 1, 2], [6, 7, 9, 7, 6], [0, 2, 3, 5, 6]),
)
_MIXED = _trial([5, 1, 3, 2, 4], [6, 5, 6, 5, 7], [6, 1, 3, 1, 4])
_FALLING = (
    (orings().X[:, 0], orings().y),
    _trial([10, 20, 30, 40], [9, 9, 9, 9], [8, 6, 3, 1]),
)
_SIX, _FOUR = ({"rtol": rtol, "warnings_cost": False} for rtol in (1e-6, 1e-4))


def _first(answer):
    return answer[0] if np.ndim(answer) else answer


def _ends(answer):
    return answer[1:] if np.ndim(answer) else np.empty(0)


exercise = Exercise(
    "median_dose",
    lambda x, y: _answer()(x, y),
    (
        Part("the dose", (*_RISING, _MIXED, *_FALLING),
             "At which logit is the chance one half? And at which dose is the logit that?", view=_first,
             shows="the dose", more="The logit is a straight line in the dose, with an intercept and a slope. Set it "
             "to 0 and solve for the dose.", **_SIX),
        Part("its interval, where the chance rises", (*_RISING, _MIXED),
             "How much does the dose move if the first weight moves a little, and how much if the second does? And do "
             "the two weights move independently of each other?", 2.0, view=_ends, shows="the two ends", more="Collect "
             "the two slopes of the dose in an array g. The variance of g @ w is g @ Cov(w) @ g, as in section 4.5 "
             "with the row x in place of g; fit_newton's fit holds the covariance.", **_FOUR),
        Part("its interval, where the chance falls", _FALLING,
             "Which end is the lower one, if the slope is negative?", view=_ends, shows="the two ends",
             more="A standard error is never negative. Which division by the slope keeps its sign?", **_FOUR),
    ),
    (
        *several("sign", "The dose has the wrong sign. On which side of the equation does the intercept end?", "sign",
                 _answer(dose=lambda b0, b1: b0 / b1)),
        *several("upside-down", "The dose is one over the right one, or minus that. Which of the two weights divides?",
                 "argument order", _answer(dose=lambda b0, b1: -b1 / b0), _answer(dose=lambda b0, b1: b1 / b0)),
        *several("another-level", "This is the dose of another chance than one half, such as that of a logit of one "
                 "half. Which logit has the chance one half?", "scale",
                 *(_answer(dose=lambda b0, b1, z=z: (z - b0) / b1) for z in (0.5, 1.0, -0.5))),
        *several("mean-of-doses", "The dose does not come from the weights: is it the mean or the middle of those that "
                 "were given?", "another function",
                 *(lambda x, y, f=f: (f(x), *_answer()(x, y)[1:]) for f in (np.mean, np.median)),
                 lambda x, y: (x[y == 1].mean() / 2 + x[y == 0].mean() / 2, *_answer()(x, y)[1:])),
        *several("standardised", "The dose comes in standard deviations from the mean. In which unit was it asked for?",
                 "scale", _standardised),
        *several("no-covariance", "The interval is another one, as if the two weights moved independently, or nearly. "
                 "They do not: a steeper curve has another intercept too. What does the table hold beside its "
                 "diagonal, and how often does it count?",
                 "missing part", _answer(error=_only(0, 1)),
                 _answer(error=_covariance(1))),
        *several("one-weight-only", "The interval counts the variance of one weight alone. The dose moves with both.",
                 "missing part", _answer(error=_only(0)), _answer(error=_only(1))),
        *several("worst-case", "The ends are those of the two weights at the ends of intervals of their own. They "
                 "hardly ever lie there at once, and not independently.", "evidence", _each_weight_moved),
        *several("of-the-logit", "The half width is that of the LOGIT at this dose, in log-odds. How many units of "
                 "dose make one unit of logit?", "scale", _answer(error=_of_logits)),
        *several("of-a-weight", "The half width is that of one of the WEIGHTS. The dose is made of both, and moves "
                 "otherwise than either.", "another function",
                 *(_answer(error=lambda b0, b1, cov, i=i: np.sqrt(cov[i, i])) for i in (0, 1))),
        *several("another-fit", "The dose is near, but it is that of other weights than the best ones. Is a penalty "
                 "added, or does the fit stop too soon?", "precision",
                 *(_by_another_fit(lambda X, y, l2=l2: fit_newton(X, y, l2=l2)) for l2 in (1, 0.1, 0.01)),
                 _by_another_fit(firth_fit)),
        *several("another-interval", "The dose is right, and the interval is another one than Wald's. Is it Fieller's, "
                 "made of quantiles of Student's t, or of a confidence band? Here it is 1.96 standard errors to "
                 "either side.", "another function", _fieller, lambda x, y: _answer(times=_student(len(x) - 2))(x, y),
                 lambda x, y: _answer(times=_student(len(x) - 1))(x, y)),
        *several("spread-of-doses", "The half width follows from the spread of the doses that were given, as if their "
                 "mean were asked for. How sure are the two weights?", "another function",
                 *(lambda x, y, f=f: _answer(error=lambda *_: f(x))(x, y) for f in (
                     np.std, lambda x: x.std() / np.sqrt(len(x)), lambda x: x.std(ddof=1),
                     lambda x: x.std(ddof=1) / np.sqrt(len(x))))),
        *several("errors-added", "The half width is a sum of the errors of the two weights, or one of them divided. "
                 "Errors of two things that move together are not added.", "missing part",
                 *(_answer(error=lambda b0, b1, cov, f=f: f(b0, b1, np.sqrt(np.diag(cov)))) for f in (
                     lambda b0, b1, e: e.sum(), lambda b0, b1, e: e[0] / abs(b1) + abs(b0) * e[1] / b1**2,
                     lambda b0, b1, e: e[0] / e[1], lambda b0, b1, e: 1 / abs(b1)))),
        *several("other-table", "The interval is that of another table than the covariance: the curvature itself, or "
                 "one whose rows stand in another order. Which entry belongs to which weight?", "wrong rows",
                 _answer(error=lambda b0, b1, cov: _error(b0, b1, np.linalg.inv(cov))),
                 _answer(error=lambda b0, b1, cov: _error(b0, b1, cov[::-1, ::-1]))),
        *several("standardised-half", "The dose is right, and the half width is in standard deviations of the doses. "
                 "In which unit is it asked for?", "scale",
                 lambda x, y: _answer(error=lambda *given: _error(*given) / x.std())(x, y)),
        *several("dose-only", "One number came. Three are asked for: return dose, low, high", "shape",
                 lambda x, y: _answer()(x, y)[0]),
        *several("error-for-ends", "Two numbers came, and the second is an error or a half width. Three are asked for: "
                 "return dose, low, high", "shape", _answer(result=lambda d, e: (d, e)),
                 _answer(result=lambda d, e: (d, e / 1.96))),
        *several("as-chances", "The ends are chances. An interval of doses was asked for.", "another function",
                 _ends_as_chances),
        *several("one-error", "The ends lie one standard error away. How many make 95 %?", "missing part",
                 _answer(times=1.0)),
        *several("another-share", "The ends are those of another share than 95 %, or of 1.96 rounded. Which number "
                 "belongs to 95 % here?", "scale", *(_answer(times=t) for t in (2.0, 3.0, 1.645, 1.64, 2.576))),
        *several("variance", "The half width is that of a variance. What is taken of it?", "mean or sum",
                 _answer(error=lambda b0, b1, cov: _error(b0, b1, cov) ** 2)),
        *several("mean-loss", "The interval is too wide by the root of the number of rows. Does the curvature belong "
                 "to the MEAN loss? The information is that of the sum.", "mean or sum", _by_loss),
        *several("over-root-n", "The interval is too narrow by the root of the number of rows. The covariance of the "
                 "weights has seen all rows already.", "mean or sum", _over_root_n),
        *several("product-rule", "The interval is another one, as if one of the two slopes of the dose were taken "
                 "wrongly. Does a difference agree with each of them?", "chain rule",
                 *(_answer(error=lambda b0, b1, cov, g=g: np.sqrt(np.array(g(b0, b1)) @ cov @ np.array(g(b0, b1))))
                   for g in (lambda b0, b1: (1 / b1, b0 / b1**2), lambda b0, b1: (-1 / b1, b0 / b1),
                             lambda b0, b1: (-1 / b1, 1 / b1**2), lambda b0, b1: (-b0 / b1, b0 / b1**2)))),
        *several("ends-swapped", "Where the chance falls, the two ends have changed places. Is something divided by "
                 "the slope, and not by its size?", "sign",
                 _answer(error=lambda b0, b1, cov: _error(b0, b1, cov) * np.sign(b1))),
        *several("other-order", "Three numbers came, in another order. First the dose, then the lower end, then the "
                 "upper one.", "argument order", _answer(result=lambda d, e: (d - e, d, d + e)),
                 _answer(result=lambda d, e: (d, d + e, d - e))),
        *several("half-width", "The second and the third number are no ends of an interval: are they a standard error, "
                 "or a half width?", "another function", _answer(result=lambda d, e: (d, e, e)),
                 _answer(result=lambda d, e: (d, -e, e)), _answer(result=lambda d, e: (d, e / 1.96, e))),
    ),
    section="4.5",
)
