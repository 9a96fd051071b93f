"""Exercise 8.6: reported."""

import numpy as np

from course_utils import focal
from course_utils.activations import logit, sigmoid, softplus
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.checks.logistic_regression._shared import several


def _pull(z, gamma):
    """Return minus the slope of the focal loss of a yes by the logit."""
    return np.exp(-gamma * softplus(z)) * (sigmoid(-z) + gamma * sigmoid(z) * softplus(-z))


def _lowest(pull=_pull, weights=lambda p: (p, 1 - p), least=60.0, most=60.0):
    """Return an answer that halves an interval of logits until the two pulls balance."""

    def answer(p, gamma):
        yes, no = weights(p)
        low, high = np.full(np.shape(p), -least), np.full(np.shape(p), most)
        for _ in range(80):
            middle = (low + high) / 2
            up = yes * pull(middle, gamma) > no * pull(-middle, gamma)
            low, high = np.where(up, middle, low), np.where(up, high, middle)
        return sigmoid(low)

    return answer


def _cost(q, p, gamma):
    """Return what a row costs on average."""
    return -p * (1 - q) ** gamma * np.log(q) - (1 - p) * q**gamma * np.log1p(-q)


def _extreme(cost, e=1e-9):
    """Return an answer that finds where cost(q, p, gamma) is lowest, on finer and finer grids between e and 1 - e."""

    def one(p, gamma):
        low, high = e, 1 - e
        for _ in range(14):
            q = np.linspace(low, high, 41)
            k = int(np.argmin(cost(q, p, gamma)))
            low, high = q[max(k - 1, 0)], q[min(k + 1, 40)]
        return (low + high) / 2

    return lambda p, gamma: np.reshape([one(each, gamma) for each in np.ravel(p)], np.shape(p))


def _on_grid(points, first=0.0):
    """Return an answer that takes the best of so many probabilities."""

    def answer(p, gamma):
        q = np.linspace(first, 1 - first, points)[1:-1]
        loss = -np.multiply.outer(p, (1 - q) ** gamma * np.log(q)) - np.multiply.outer(1 - p, q**gamma * np.log(1 - q))
        return q[loss.argmin(axis=-1)]

    return answer


_right = _lowest()
_DRAW = np.random.default_rng(86)
_TWO = tuple((float(p), 2.0) for p in (0.5, 0.6, 0.9, 0.25, *_DRAW.uniform(0.05, 0.95, 3)))
_ANY = tuple((float(p), float(g)) for p, g in zip(_DRAW.uniform(0.05, 0.95, 6), (0, 0.5, 1, 3, 5, 8)))
_ENDS = ((1e-4, 2.0), (0.9999, 2.0), (0.999, 0.0), (1e-3, 5.0), (np.array([0.001, 0.2, 0.998]), 1.0))
_ABOUT = {"rtol": 1e-6, "atol": 1e-6, "shows": "the reported probability"}

exercise = Exercise(
    "reported",
    _lowest(),
    (
        Part("gamma of 2", _TWO, "Of 100 rows like this one, 100 p are a yes and the others a no. What do they cost "
             "together, if the model says q for all of them?", 1.5,
             more="The mean loss has two terms, one for each label, with the true chances as weights. Look for the q "
             "at which it is lowest: by halving, on finer and finer grids, or with scipy.optimize.", **_ABOUT),
        Part("any gamma", _ANY, "With gamma of 0 the loss is the log-loss. What is reported then?", 1.5,
             more="Only the power changes. A row of label 0 has the probability 1 minus q for its label.", **_ABOUT),
        Part("near 0 and 1, and arrays", _ENDS, "Does your search reach far enough out, and is it fine enough there?",
             1.0, more="Search in the logit of q rather than in q: there the ends are far away, and steps are fine "
             "where q is small.", **_ABOUT),
    ),
    (
        *several("the-other-way", "This is what is TRUE where a model reports p. Asked for is what it reports where p "
                 "is true: the same curve, read from the other axis.", "argument order",
                 lambda p, gamma: _pull(-logit(p), gamma) / (_pull(logit(p), gamma) + _pull(-logit(p), gamma))),
        *several("truth-itself", "Right for gamma = 0. For others the truth comes back, as if the loss were lowest "
                 "there. Compute its mean at p and a little below.", "missing part", lambda p, gamma: 1.0 * p),
        *several("weight-held-fixed", "Closer to one half than right. Is the weight (1 - q) to the gamma held fixed "
                 "while the slope is taken? It changes with q too, and the product has two slopes.", "chain rule",
                 lambda p, gamma: sigmoid(logit(p) / (1 + gamma))),
        *several("sharpened", "Further from one half than the truth. The focal loss pays less for being sure; which "
                 "way does that bend?", "sign", lambda p, gamma: sigmoid(logit(p) * (1 + gamma)),
                 _lowest(pull=lambda z, gamma: _pull(z, 0) * (1 + sigmoid(z)) ** gamma)),
        *several("complement", "Right where p is one half. Otherwise this is 1 minus the right value. Whose "
                 "probability does q stand for?", "complement", lambda p, gamma: 1 - _right(p, gamma)),
        *several("weight-of-the-wrong-side", "The rows that count less are those classified BADLY here: is the weight "
                 "q to the gamma, where it should be 1 - q?", "complement",
                 _extreme(lambda q, p, g: -p * q**g * np.log(q) - (1 - p) * (1 - q) ** g * np.log1p(-q)),
                 lambda p, gamma: np.where(gamma > 0, np.round(np.asarray(p, dtype=float)), p)),
        *several("yes-rows-alone", "Nearly 1, whatever p is. Do the rows of label 0 pay their part of the mean loss?",
                 "missing part", lambda p, gamma: sigmoid(30.0) + 0 * np.asarray(p)),
        *several("unweighted-labels", "One half, or far from right: do both labels count the same, whatever their "
                 "chance?", "missing part", lambda p, gamma: 0.5 + 0 * np.asarray(p)),
        *(grid for n in (11, 21, 51, 100, 101, 200, 201, 501, 1000, 1001, 2001, 5001, 10_001) for grid in several(
            "coarse-grid", "Near, but not to six digits: values on a grid. Is the search fine enough?", "precision",
            _on_grid(n))),
        *(short for end in (2.0, 3.0, 4.0, 4.6, 5.0, 6.0) for short in several(
            "search-ends-too-soon", "Right in the middle. Near 0 and 1 always the same value comes: does the search "
            "end before it gets there?", "boundary", _lowest(least=end, most=end))),
        *several("highest", "At 0 or 1, or next to it: there the mean cost is HIGHEST. Is a maximum taken, or a sign "
                 "turned round?", "sign", *(_extreme(lambda q, p, g: -_cost(q, p, g), e) for e in (1e-9, 1e-6, 1e-4,
                 1e-3))),
        *several("logarithm-left-out", "These fit a cost without its logarithm: the weight alone. A row costs two "
                 "factors.",
                 "missing part", _extreme(lambda q, p, g: p * (1 - q) ** g + (1 - p) * q**g)),
        *several("gamma-is-always-2", "Right for gamma = 2. For others the same comes: does gamma come in?",
                 "missing part", lambda p, gamma: _right(p, 2.0)),
        *several("gamma-one-off", "This is right for another gamma, one more or one less. Is the exponent the one that "
                 "was given?", "off by one", lambda p, gamma: _right(p, gamma + 1),
                 lambda p, gamma: _right(p, np.maximum(gamma - 1, 0))),
        *several("logit", "Not between 0 and 1: is it the logit that was reported? A probability was asked for.",
                 "missing part", lambda p, gamma: logit(_right(p, gamma))),
        *several("lowest-loss", "This is how LOW the mean loss gets. At which probability does it get there?",
                 "another function",
                 lambda p, gamma: -p * (1 - _right(p, gamma)) ** gamma * np.log(_right(p, gamma))
                 - (1 - p) * _right(p, gamma) ** gamma * np.log(1 - _right(p, gamma))),
    ),
    without=(focal.reported_probability, focal.true_probability, focal._truth),
    section="8.6",
)
