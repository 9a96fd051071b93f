"""Exercise 3.9: unscale."""

import numpy as np

from course_utils import logistic as truth
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.checks.logistic_regression._shared import ROUNDED

_SCALES = (
    (np.array([-1.0, -2.0]), np.array([70.0]), np.array([8.0])),
    (np.array([0.5, 1.5, -0.25]), np.array([10.0, -3.0]), np.array([2.0, 0.5])),
)


def _in_one(weights):
    """View the weights; where they come in pieces, as a table of one row, so that the shape tells."""
    return [np.hstack(weights)] if isinstance(weights, list | tuple) and any(map(np.ndim, weights)) else weights


exercise = Exercise(
    "unscale",
    lambda w, mu, sd: truth.unscale(w, mu, sd),
    (
        Part("the slopes", _SCALES,
             "A unit of the standardised column is sd raw units. What is the slope per raw unit?",
             view=lambda weights: weights[1:], **ROUNDED),
        Part("the intercept", _SCALES, "Multiply out b0 + b1 (x - mu) / sd and collect what does not depend on x.",
             view=lambda weights: weights[0], **ROUNDED),
        Part("the shape", _SCALES, "Intercept first, then the slopes, in one array of the shape of w.", view=_in_one,
             **ROUNDED),
    ),
    (
        Mistake("intercept-kept", lambda w, mu, sd: np.append(w[0], w[1:] / sd),
                "The slopes are right. But x = 0 is another place now, so the intercept must change too.",
                "missing part"),
        Mistake("multiplied", lambda w, mu, sd: np.append(w[0] - w[1:] * sd @ mu, w[1:] * sd),
                "You multiply by sd. Per raw unit the slope is smaller if sd is large: divide.", "scale"),
        Mistake("intercept-sign", lambda w, mu, sd: np.append(w[0] + w[1:] / sd @ mu, w[1:] / sd),
                "The sign in the intercept is turned round: (x - mu) / sd brings MINUS b1 mu / sd.", "sign"),
        Mistake("sd-forgotten", lambda w, mu, sd: np.append(w[0] - w[1:] @ mu, w[1:] / sd),
                "In the intercept the division by sd is missing.", "scale"),
        Mistake("intercept-divided", lambda w, mu, sd: np.append(w[0] - np.sum(mu / sd), w[1:] / sd),
                "In the intercept mu / sd must be multiplied by the slope.", "order of steps"),
        Mistake("only-centred", lambda w, mu, sd: np.append(w[0] - w[1:] @ mu, w[1:]),
                "The scale is missing: divide the slopes by sd.", "missing part"),
        Mistake("like-data", lambda w, mu, sd: np.append(w[0], (w[1:] - mu) / sd),
                "This standardises the weights as if they were data. Multiply out the model instead.", "scale"),
        Mistake("like-data-back", lambda w, mu, sd: np.append(w[0], w[1:] * sd + mu),
                "This un-standardises the weights as if they were data. Multiply out the model instead.", "scale"),
        Mistake("not-summed", lambda w, mu, sd: np.append(w[0] - w[1:] * mu / sd, w[1:] / sd),
                "There is one intercept for each column here. Add up the parts of all columns: it is a single number.",
                "mean or sum"),
        Mistake("slopes-only", lambda w, mu, sd: w[1:] / sd,
                "The intercept is missing; it comes first.", "missing part"),
        Mistake("intercept-last", lambda w, mu, sd: np.append(w[1:] / sd, w[0] - w[1:] / sd @ mu),
                "The intercept comes first, then the slopes.", "shape"),
        Mistake("two-things", lambda w, mu, sd: (w[0] - w[1:] / sd @ mu, w[1:] / sd),
                "You return two things, the intercept and the slopes. Join them in one array of the shape of w.",
                "shape"),
        Mistake("divided-twice", lambda w, mu, sd: np.append(w[0] - w[1:] / sd**2 @ mu, w[1:] / sd),
                "In the intercept you divide by sd twice. Were the slopes divided already when you used them there?",
                "scale"),
        Mistake("slopes-forgotten", lambda w, mu, sd: np.append(w[0] - np.sum(mu), w[1:] / sd),
                "In the intercept mu must be multiplied by the raw slope.", "missing part"),
        Mistake("old-intercept-lost", lambda w, mu, sd: np.append(-w[1:] / sd @ mu, w[1:] / sd),
                "In the intercept the old one, w[0], is missing.", "missing part"),
        Mistake("sd-multiplied", lambda w, mu, sd: np.append(w[0] - w[1:] * sd @ mu, w[1:] / sd),
                "In the intercept you multiply by sd. It is the same slope as beside x: divided.", "scale"),
        Mistake("first-column-only", lambda w, mu, sd: np.append(w[0] - w[1] * mu[0] / sd[0], w[1:] / sd),
                "In the intercept only the first column counts. Add up the parts of all columns.", "wrong rows"),
    ),
    section="3.9",
)
