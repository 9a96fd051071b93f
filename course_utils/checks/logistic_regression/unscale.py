"""Exercise 3.9: unscale."""

import numpy as np

from course_utils import logistic
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.checks.logistic_regression._shared import ROUNDED, several

_DRAW = np.random.default_rng(39)
_SCALES = (
    (np.array([-1.0, -2.0]), np.array([70.0]), np.array([8.0])),
    (np.array([0.5, 1.5, -0.25]), np.array([10.0, -3.0]), np.array([2.0, 0.5])),
    (_DRAW.normal(size=6), _DRAW.normal(0, 30, 5), _DRAW.uniform(0.001, 7, 5)),
    (np.array([0.7, -3.0, 0.0]), np.array([0.002, 1234.5]), np.array([1e-4, 300.0])),
)


def _weights(intercept, slopes=lambda w, mu, sd: w[1:] / sd):
    """Return an answer to unscale from two functions of (w, mu, sd)."""
    return lambda w, mu, sd: np.append(intercept(w, mu, sd), slopes(w, mu, sd))


def _intercept(w, mu, sd):
    return w[0] - w[1:] / sd @ mu


def _right(w, mu, sd):
    return np.append(_intercept(w, mu, sd), w[1:] / sd)


def _in_one(weights):
    """View the weights; where they come in pieces, as a table of one row, so that the shape tells."""
    return [np.hstack(weights)] if isinstance(weights, list | tuple) and any(map(np.ndim, weights)) else weights


exercise = Exercise(
    "unscale",
    _right,
    (
        Part("the slopes", _SCALES, "How many raw units is one unit of the standardised column? What is the slope per "
             "raw unit, then?", view=lambda weights: weights[1:], **ROUNDED, shows="the slopes",
             more="One unit of the standardised column is a whole deviation in raw units. Per raw unit the log-odds "
             "change less if the deviation is large."),
        Part("the intercept", _SCALES, "At which raw x does the logit equal the old intercept? How far is that from x "
             "= 0?", view=lambda weights: weights[0], **ROUNDED, shows="the intercept",
             more="Multiply out the sum in the text. Each column leaves one term without x: collect these beside the "
             "old intercept, and watch their sign."),
        Part("the shape", _SCALES, "Which shape has the array of the raw weights?", view=_in_one, **ROUNDED,
             shows="the weights",
             more="Intercept first, then the slopes, joined in one array of the shape of w: np.append, "
                  "np.concatenate."),
    ),
    (
        *several("intercept-kept", "The intercept is the old one. x = 0 is another place now: what is the logit there?",
                 "missing part", _weights(lambda w, mu, sd: w[0]), _weights(lambda w, mu, sd: w[0],
                                                                            lambda w, mu, sd: w[1:] * sd)),
        *several("multiplied", "The slopes are too large by the square of the deviation. Is it multiplied where it "
                 "should divide?",
                 "scale", _weights(lambda w, mu, sd: w[0] - w[1:] * sd @ mu, lambda w, mu, sd: w[1:] * sd),
                 _weights(_intercept, lambda w, mu, sd: w[1:] * sd),
                 _weights(lambda w, mu, sd: w[0] - w[1:] @ mu, lambda w, mu, sd: w[1:] * sd)),
        *several("intercept-sign", "The slopes are right. The intercept has moved the wrong way: which sign does a "
                 "mean bring along?", "sign", _weights(lambda w, mu, sd: w[0] + w[1:] / sd @ mu)),
        *several("intercept-negative", "The slopes are right; the intercept is minus the right one.", "sign",
                 _weights(lambda w, mu, sd: -_intercept(w, mu, sd))),
        *several("slopes-negative", "The intercept is right; the slopes are minus the right ones.", "sign",
                 _weights(_intercept, lambda w, mu, sd: -w[1:] / sd)),
        *several("intercept-by-old-slopes", "The slopes are right. The intercept is as if the means met the old "
                 "slopes, those per deviation. Which slope belongs to a mean in raw units?", "scale",
                 _weights(lambda w, mu, sd: w[0] - w[1:] @ mu)),
        *several("intercept-without-slopes", "The slopes are right. The intercept does not change with the slopes. By "
                 "what must a mean be multiplied?", "missing part", _weights(lambda w, mu, sd: w[0] - np.sum(mu / sd)),
                 _weights(lambda w, mu, sd: w[0] - np.sum(mu)), _weights(lambda w, mu, sd: w[0] - mu @ sd)),
        *several("only-centred", "The slopes are the old ones. Is the scale forgotten?", "missing part",
                 _weights(lambda w, mu, sd: w[0] - w[1:] @ mu, lambda w, mu, sd: w[1:]),
                 _weights(_intercept, lambda w, mu, sd: w[1:])),
        *several("like-data", "The weights have gone through mean and deviation as if they were data. They are slopes: "
                 "multiply out the model.", "scale",
                 _weights(lambda w, mu, sd: w[0], lambda w, mu, sd: (w[1:] - mu) / sd),
                 _weights(lambda w, mu, sd: w[0], lambda w, mu, sd: w[1:] * sd + mu)),
        *several("unchanged", "The weights come back as they were. Is the result returned?", "missing part",
                 lambda w, mu, sd: w),
        *several("variance", "The slopes are too small, or too large, as if divided by another power of sd. Is sd a "
                 "deviation or a variance?", "mean or sum",
                 *(_weights(lambda w, mu, sd, k=k: w[0] - w[1:] / sd**k @ mu, lambda w, mu, sd, k=k: w[1:] / sd**k)
                   for k in (2, 0.5))),
        *several("exchanged", "These look like the weights with mean and deviation exchanged.", "argument order",
                 lambda w, mu, sd: _right(w, sd, mu)),
        *several("not-summed", "There is one intercept for each column here. Should there be one in all?",
                 "mean or sum",
                 _weights(lambda w, mu, sd: w[0] - w[1:] * mu / sd)),
        *several("mean-of-columns", "Right for one column. With more, the intercept has moved too little: is a mean "
                 "taken over the columns, where their parts add up?", "mean or sum",
                 _weights(lambda w, mu, sd: w[0] - np.mean(w[1:] / sd * mu))),
        *several("scale-added-up", "Right for one column. With more, the intercept is as if all columns had one "
                 "deviation together. Each has its own.", "axis",
                 *(_weights(lambda w, mu, sd, f=f: w[0] - w[1:] @ mu / f(sd)) for f in (np.sum, np.prod, np.mean))),
        *several("slopes-only", "The intercept is missing; it comes first.", "shape", lambda w, mu, sd: w[1:] / sd),
        *several("intercept-last", "The slopes stand before the intercept. It comes first.", "argument order",
                 lambda w, mu, sd: np.append(w[1:] / sd, _intercept(w, mu, sd))),
        *several("intercept-last", "These are the raw weights if the intercept stands last in w. It stands first.",
                 "argument order", lambda w, mu, sd: np.append(w[:-1] / sd, w[-1] - w[:-1] / sd @ mu),
                 lambda w, mu, sd: np.append(w[-1] - w[:-1] / sd @ mu, w[:-1] / sd)),
        *several("two-things", "Intercept and slopes came as two things. Join them in one array of the shape of w.",
                 "shape", lambda w, mu, sd: (_intercept(w, mu, sd), w[1:] / sd)),
        *several("row-or-column", "The weights come as a table of one row or one column. Return the shape of w.",
                 "shape",
                 lambda w, mu, sd: _right(w, mu, sd)[None], lambda w, mu, sd: _right(w, mu, sd)[:, None]),
        *several("divided-twice", "The slopes are right. In the intercept sd seems to divide twice. Were the slopes "
                 "divided already when they were used there?", "order of steps",
                 _weights(lambda w, mu, sd: w[0] - w[1:] / sd**2 @ mu)),
        *several("sd-multiplied", "The slopes are right. In the intercept sd seems to multiply. Is it the same slope "
                 "there as beside x?", "scale", _weights(lambda w, mu, sd: w[0] - w[1:] * sd @ mu)),
        *several("old-intercept-lost", "The slopes are right. The intercept does not change with the old one. Where "
                 "has it gone?", "missing part", _weights(lambda w, mu, sd: -w[1:] / sd @ mu)),
        *several("intercept-scaled", "The old intercept seems to be divided or multiplied as well. It has no column, "
                 "so no unit.", "scale", _weights(lambda w, mu, sd: (w[0] - w[1:] @ mu) / sd[0]),
                 _weights(lambda w, mu, sd: w[0] / sd[0]), _weights(lambda w, mu, sd: w[0] / sd[0] - w[1:] / sd @ mu)),
        *several("first-column-only", "Right for one column. With more, the intercept takes only the first into "
                                      "account.",
                 "wrong rows", _weights(lambda w, mu, sd: w[0] - w[1] * mu[0] / sd[0])),
        *several("last-column-only", "Right for one column. With more, the intercept takes only the last into account. "
                 "Does each round of a loop begin with the old intercept again?", "order of steps",
                 _weights(lambda w, mu, sd: w[0] - w[-1] * mu[-1] / sd[-1])),
        *several("sums-multiplied", "Right for one column. With more, the intercept is as if sums were multiplied, "
                 "where products should be summed.", "order of steps",
                 _weights(lambda w, mu, sd: w[0] - np.sum(w[1:] / sd) * np.sum(mu))),
        *several("first-column-only", "Right for one column. With more, the other slopes do not come back.",
                 "wrong rows", lambda w, mu, sd: _right(w[:2], mu[:1], sd[:1])),
        *several("new-intercept-in-it", "The slopes are right. In the intercept the old intercept seems to stand where "
                 "a slope belongs.", "wrong rows", _weights(lambda w, mu, sd: w[0] - np.sum(w[0] * mu / sd))),
        *several("epsilon", "Right to some digits; nine are asked for. Is a small number added to sd, or is there a "
                 "short float on the way?", "guard",
                 *(lambda w, mu, sd, e=e: _right(w, mu, sd + e) for e in (1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6))),
    ),
    without=(logistic.unscale,),
    section="3.9",
)
