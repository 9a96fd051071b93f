"""Exercise 3.3: bce_with_logits."""

import numpy as np

from course_utils import logistic, networks
from course_utils.activations import log_sigmoid, sigmoid, softplus
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.checks.logistic_regression._shared import (
    EPSILONS,
    by_formula,
    clipped,
    log_loss,
    plus_epsilon,
    several,
)


def _of_label(yes, no):
    """Return an answer that computes both cases, of y = 1 and of y = 0, and chooses."""
    return lambda z, y: np.where(np.equal(y, 1), yes(z), no(z))


def _beyond(cut, left=True):
    """Return an answer that takes the ramp beyond a cut and, if `left`, nothing before minus the cut."""

    def answer(z, y):
        t = (1 - 2 * np.asarray(y)) * z
        return np.where(t > cut, t, np.where(left & (t < -cut), 0.0, softplus(t)))

    return answer


_DRAW = np.random.default_rng(33)
_DRAWN = tuple(zip(_DRAW.uniform(-4, 4, 4).tolist(), (0, 1, 1, 0)))
_SURE = _DRAW.uniform(4, 36, 4).tolist()
_Z = np.array([[-3.0, 0.5], [2.0, -1.0]])
_Y = np.array([[0, 1], [1, 1]])
_SHAPES = (
    (_Z, _Y), (np.array([1, -2, 0]), np.array([0, 0, 1])), (np.array(1.5), np.array(0)), (np.array([-0.7]), _Y[1, :1]),
    (np.linspace(4, -4, 12).reshape(3, 2, 2), np.arange(12).reshape(3, 2, 2) % 2),
    (_Z[::-1, 0] * 1.5, np.array([1.0, 0])),
)  # fmt: skip
_ABOUT = {"atol": 1e-12, "shows": "the loss of each logit"}

exercise = Exercise(
    "bce_with_logits",
    lambda z, y: log_loss(z, y),
    (
        Part("everyday logits", ((0.0, 0), (0.0, 1), (2.5, 1), (-1.0, 0), *_DRAWN, (1.5, 0), (-2.25, 1)),
             "Which probability did the model give to what happened? Which sign of z belongs to each label?", 1.5,
             more="The loss is minus a logarithm of a sigmoid. Its argument counts the log-odds on the RIGHT side: z "
             "itself for a yes, turned round for a no. Then it is the same function for both labels.", **_ABOUT),
        Part("sure and wrong",
             ((40.0, 0), (-1000.0, 1), (1000.0, 0), (16.0, 0), (21.5, 0), (-30.25, 1), (36.9, 0), (-745.2, 1),
              *((z, 0) for z in _SURE)),
             "What should it cost to be sure and wrong? Does any number on the way get rounded to 0 or 1?", 0.5,
             more="Sure and wrong by z costs about the size of z. A p that was rounded to 0 or 1 has forgotten z, so "
             "start from z and never form p.", **_ABOUT),
        Part("sure and right", ((40.0, 1), (1000.0, 1), (-1000.0, 0), (16.0, 1), (-21.5, 0), (26.0, 1), (710.0, 1),
                                (-_SURE[0], 0), *((z, 1) for z in _SURE)),
             "Sure and right costs almost nothing. Which exponential overflows? Which 0 meets infinity?", 0.5,
             more="np.where, and a sum of two terms, compute both cases for every row, also the one that does not "
             "count. Turn z round first, then compute one case.", **_ABOUT),
        Part("arrays of any shape", _SHAPES, "One loss for each logit: what shape should come back?", 1.5,
             more="Write the choice between the labels as arithmetic, or with np.where: an if asks one question where "
             "an array has many answers. Take no mean.", **_ABOUT),
    ),
    (
        *several("M14-zero-times-log-zero", "Right for everyday logits; nan or infinity where the model is very sure. "
                 "Is p rounded to 0 or 1 there, and does a 0 meet an infinite logarithm? Start from z, not from p.",
                 "overflow", lambda z, y: by_formula(sigmoid(z), y)),
        *several("M13-log-of-sigmoid", "Right for everyday logits. Where the model is sure and wrong, infinity, or "
                 "only the digits that 1 - p has left. Does a logarithm see a p that was rounded before?", "overflow",
                 _of_label(lambda z: -np.log(sigmoid(z)), lambda z: -np.log(1 - sigmoid(z))),
                 lambda z, y: -np.log(sigmoid(z) ** y * (1 - sigmoid(z)) ** (1 - np.asarray(y))),
                 lambda z, y: -(y * log_sigmoid(z) + (1 - np.asarray(y)) * np.log(1 - sigmoid(z))),
                 _of_label(lambda z: softplus(-z), lambda z: -np.log(1 - sigmoid(z)))),
        *(Mistake("M13-epsilon", make(e), f"Sure and wrong never costs more than about {-np.log(e):.1f} here; right is "
                  "the size of z. Is a small number added inside a logarithm, or p kept away from 0 and 1?", "guard")
          for e in EPSILONS for make in (plus_epsilon, clipped)),
        *(Mistake("M13-clipped-logits", lambda z, y, most=most: log_loss(np.clip(z, -most, most), y),
                  f"Sure and wrong never costs more than {most} here; right is the size of z. Is z clipped? Beyond a "
                  "ceiling the slope is 0, and nothing is learned where the model is most wrong.", "guard")
          for most in (10, 15, 20, 30, 35, 36, 37, 50, 88, 100, 500, 700, 709)),
        *(Mistake("cut-too-early", _beyond(cut, left), "Near, but not to 12 decimals, about where z is 16 to 26. Does "
                  "a shortcut for large z begin there? It must not begin before its error is that small.", "precision")
          for cut in (10, 15, 20) for left in (True, False)),
        *several("overflow", "Right for everyday logits; at z of +-1000 infinity, nan or a warning. Which exponential "
                 "is too large for a float? Or which sigmoid has become 0 before its logarithm is taken?", "overflow",
                 lambda z, y: np.log(1 + np.exp(z)) - y * z,
                 lambda z, y: np.log(1 + np.exp((1 - 2 * np.asarray(y)) * z)),
                 lambda z, y: np.log1p(np.exp((1 - 2 * np.asarray(y)) * z)),
                 lambda z, y: y * np.log(1 + np.exp(-z)) + (1 - np.asarray(y)) * np.log(1 + np.exp(z)),
                 _of_label(lambda z: -np.log(sigmoid(z)), lambda z: -np.log(sigmoid(-z)))),
        Mistake("nan-replaced", lambda z, y: np.nan_to_num(by_formula(sigmoid(z), y)), "Right for everyday logits. "
                "Where the model is sure and wrong, a huge number or 0. Were infinity and nan replaced afterwards? "
                "Start from z, and they do not arise.", "guard"),
        Mistake("ramp", lambda z, y: np.maximum((1 - 2 * np.asarray(y)) * z, 0), "Right where the model is very sure. "
                "At z = 0 this costs 0; undecided should cost ln 2. The logarithm rounds the corner.", "missing part"),
        Mistake("hinge", lambda z, y: np.maximum(0, 1 - (2 * np.asarray(y) - 1) * z), "This costs 1 at z = 0 and 0 "
                "from 1 on, like the hinge loss. The log-loss is ln 2 at z = 0.", "another function"),
        Mistake("z-for-p", by_formula, "nan for almost every z. Does a logarithm get z, which can be negative, where "
                "it wants a probability?", "scale"),
        *several("labels-ignored", "Right where y = 1. Where y = 0 the loss should fall as z falls, and here it rises. "
                 "Does y enter at all?", "missing part",
                 lambda z, y: -np.log(sigmoid(z)) + 0 * np.asarray(y),
                 lambda z, y: -log_sigmoid(z) + 0 * np.asarray(y)),
        *several("labels-ignored", "Right where y = 0. Where y = 1 the loss should fall as z rises, and here it rises. "
                 "Does y enter at all?", "missing part", lambda z, y: softplus(z) + 0 * np.asarray(y),
                 lambda z, y: -np.log(1 - sigmoid(z)) + 0 * np.asarray(y)),
        *several("case-by-z", "Never above ln 2, as if every guess were right. Is the case chosen by z, where the "
                 "label y should choose?", "order of steps", lambda z, y: softplus(-np.abs(z)) + 0 * np.asarray(y)),
        Mistake("half-the-sign", lambda z, y: -y * log_sigmoid(z) + (1 - np.asarray(y)) * log_sigmoid(-z), "Right "
                "where y = 1; minus the right value where y = 0. Does a minus sign reach only one of two terms?",
                "sign"),
        Mistake("log10", lambda z, y: log_loss(z, y) / np.log(10), "This is 0.3010 at z = 0, where 0.6931 is right, "
                "and 2.3026 times too small everywhere. Is the logarithm to base 10?", "log base"),
        Mistake("log2", lambda z, y: log_loss(z, y) / np.log(2), "This is 1 at z = 0, where 0.6931 is right, and "
                "1.4427 times too large everywhere. Is the logarithm to base 2?", "log base"),
        Mistake("sign-lost", lambda z, y: -log_loss(z, y), "Each value is minus the right one. The logarithm of a "
                "probability is negative; what sign has a loss?", "sign"),
        Mistake("labels-swapped", lambda z, y: log_loss(z, 1 - np.asarray(y)), "Being right costs much here, being "
                "wrong little. A large z says yes: what should it cost when y = 1?", "complement"),
        Mistake("M33-sigmoid-twice", lambda z, y: log_loss(sigmoid(z), y), "For a sure and right yes this does not "
                "fall below 0.3133. Does z go through the sigmoid, and then through one more?", "missing part"),
        *several("squared", "Never above 1, 0.25 or half of it at z = 0: this looks like a squared error. The log-loss "
                 "is 0.6931 there. Where is the logarithm?", "another function",
                 lambda z, y: (sigmoid(z) - y) ** 2, lambda z, y: (sigmoid(z) - y) ** 2 / 2),
        *several("one-term", "For one of the two labels this is always 0. What does the other kind of flight pay?",
                 "missing part", lambda z, y: -np.asarray(y) * log_sigmoid(z),
                 lambda z, y: -(1 - np.asarray(y)) * log_sigmoid(-np.asarray(z))),
        *several("label-as-sign", "Where y = 0 the value does not depend on z as it should. Does the label stand where "
                 "a sign should stand? It is 0 or 1, not -1 or 1.", "complement",
                 lambda z, y: np.logaddexp(0.0, -np.asarray(y) * z), lambda z, y: -log_sigmoid(np.asarray(y) * z)),
        *several("z-times-y", "Right where y = 0. Where y = 1, another value: is the sign of a term z y right, and is "
                 "the larger of z and 0 there?", "sign",
                 lambda z, y: np.maximum(z, 0) + z * y + np.log1p(np.exp(-np.abs(z)))),
        Mistake("no-ramp", lambda z, y: -z * y + np.log1p(np.exp(-np.abs(z))), "Right for negative z. For positive z "
                "it is too small by z. Is the larger of z and 0 still to be added?", "missing part"),
        *several("summed-up", "One number comes back for a whole array. One loss for each logit was asked for: is a "
                 "mean or a sum taken?", "mean or sum",
                 lambda z, y: log_loss(z, y).mean(), lambda z, y: log_loss(z, y).sum()),
        Mistake("one-minus-log", lambda z, y: -(y * log_sigmoid(z) + (1 - np.asarray(y)) * (1 - log_sigmoid(z))),
                "Right where y = 1. Where y = 0 it can be negative: is it 1 minus a logarithm, where the logarithm of "
                "1 minus the probability was meant?", "brackets"),
        *several("no-logarithm", "Never outside of -1 to 1, and one half at z = 0: a probability or a distance, not a "
                 "loss. Is the logarithm still to come?", "missing part",
                 lambda z, y: np.abs(sigmoid(z) - y), lambda z, y: sigmoid((2 * np.asarray(y) - 1) * z),
                 lambda z, y: sigmoid(z) - y),
        Mistake("no-minus-in-probability", lambda z, y: -np.where(np.equal(y, 1), 1, -1) * log_sigmoid(z),
                "Right where y = 1; negative where y = 0. Which sigmoid gives the probability of a no?", "complement"),
        Mistake("whole-numbers", lambda z, y: log_loss(z, y).astype(np.asarray(z).dtype), "Right for logits with "
                "decimals; for whole numbers only whole numbers come back. Is the result put into an array made like "
                "z, with z's type?", "dtype"),
        *(Mistake("rounded", lambda z, y, k=k: np.round(log_loss(z, y), k), f"Right to {k} decimals; 12 are asked "
                  "for. Is something rounded?", "precision") for k in range(2, 12)),
        Mistake("short-floats", lambda z, y: log_loss(np.asarray(z, dtype=np.float32), y), "Right to about 7 digits; "
                "12 decimals are asked for. Is float32 somewhere on the way?", "dtype"),
    ),
    without=(logistic.bce_with_logits, logistic.logistic_loss_grad, networks.cross_entropy),
    section="3.3",
)
