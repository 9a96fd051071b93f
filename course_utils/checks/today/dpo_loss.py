"""Exercise 8.1b: dpo_loss."""

import numpy as np

from course_utils import logistic, preferences
from course_utils.activations import sigmoid, softplus
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.checks.logistic_regression._shared import EPSILONS, several


def _margin(chosen, rejected, ref_chosen, ref_rejected, beta):
    return beta * ((chosen - rejected) - (ref_chosen - ref_rejected))


def _each(m, smoothing):
    return (1 - smoothing) * softplus(-m) + smoothing * softplus(m)


def _loss(margin=_margin, each=_each, mean=np.mean, after=lambda loss, beta: loss):
    """Return an answer with one thing done differently."""

    def answer(chosen, rejected, ref_chosen, ref_rejected, beta, smoothing):
        with np.errstate(all="ignore"):
            return after(mean(each(margin(chosen, rejected, ref_chosen, ref_rejected, beta), smoothing)), beta)

    return answer


def _logs(log):
    """Return losses in which a logarithm is taken of a sigmoid."""
    return lambda m, s: -(1 - s) * log(sigmoid(m)) - s * log(sigmoid(-m))


def _drawn(seed, n, spread, beta, smoothing):
    given = np.random.default_rng(seed).normal(-3 * spread, spread, size=(4, n))
    return (*given, beta, smoothing)


_FAR = tuple(map(np.array, ([-900.0, -2, -40], [-1.0, -850, -3], [-5.0, -4, -2], [-6.0, -4.5, -1])))
_ABOUT = {"rtol": 1e-9, "atol": 1e-12, "shows": "the loss"}

exercise = Exercise(
    "dpo_loss",
    _loss(),
    (
        Part("everyday pairs", (_drawn(1, 5, 2, 0.5, 0.0), _drawn(2, 1, 1, 1.0, 0.0), _drawn(3, 40, 3, 0.1, 0.0),
                                _drawn(7, 8, 1, 2.5, 0.0)),
             "Four numbers make one log-odds. Which two belong together, and what is taken off them?", 1.5,
             more="How much likelier than the reference does the policy make the chosen answer? And the rejected one? "
             "The difference of the two, times beta, is the logit of a logistic regression whose label is always 1.",
             **_ABOUT),
        Part("choices that may be the wrong way round", (_drawn(4, 6, 2, 0.5, 0.1), _drawn(5, 3, 1, 2.0, 0.35),
                                                       _drawn(6, 9, 2, 0.2, 0.01)),
             "With smoothing, a share of the choices counts as made the other way. What does such a choice cost?", 1.5,
             more="A choice the other way round has minus the margin. Average the two losses, with the shares as "
             "weights.", **_ABOUT),
        Part("answers far apart", ((*_FAR, 1.0, 0.0), (*_FAR, 3.0, 0.2), (*_FAR[::-1], 1.0, 0.1)),
             "These log-probabilities differ by hundreds. Which exponential overflows, which logarithm sees a 0?", 1.0,
             more="Minus the logarithm of a sigmoid has a form that neither overflows nor is rounded too soon; the "
             "course holds it (lesson 01).", **_ABOUT),
    ),
    (
        *several("log-of-sigmoid", "Right for everyday pairs. Where the answers lie far apart, infinity or lost "
                 "digits: does a logarithm see a sigmoid that was rounded to 0 or 1 before?", "cancellation",
                 _loss(each=_logs(np.log)),
                 _loss(each=lambda m, s: -(1 - s) * np.log(sigmoid(m)) - s * np.log(1 - sigmoid(m)))),
        *(guarded for e in EPSILONS for guarded in several(
            "guarded-logarithm", "Near for everyday pairs. Where the answers lie far apart, a loss never exceeds some "
            "tens. Is a small number added inside a logarithm, or a probability clipped?", "guard",
            _loss(each=_logs(lambda p, e=e: np.log(p + e))),
            _loss(each=_logs(lambda p, e=e: np.log(np.clip(p, e, 1 - e)))))),
        *several("reference-left-out", "The reference has no say: this is the loss of the policy alone. Pairs that the "
                 "reference already orders that way should cost no less for it.", "missing part",
                 _loss(margin=lambda c, r, rc, rr, beta: beta * (c - r))),
        *several("reference-added", "The reference pulls the wrong way: a pair that it orders well costs less here, "
                 "where only what the policy has changed may count.", "sign",
                 _loss(margin=lambda c, r, rc, rr, beta: beta * ((c - r) + (rc - rr))),
                 _loss(margin=lambda c, r, rc, rr, beta: beta * ((c + rc) - (r + rr)))),
        *several("beta-left-out", "Right where beta is 1. Does beta come in at all?", "missing part",
                 _loss(margin=lambda c, r, rc, rr, beta: _margin(c, r, rc, rr, 1))),
        *several("beta-outside", "Right where beta is 1. Beta stands outside of the loss here; it belongs to the "
                 "log-odds, inside of the sigmoid.", "order of steps",
                 _loss(margin=lambda c, r, rc, rr, beta: _margin(c, r, rc, rr, 1),
                       after=lambda loss, beta: beta * loss)),
        *several("beta-divides", "Right where beta is 1. Your margin is divided by beta, where it is multiplied.",
                 "scale", _loss(margin=lambda c, r, rc, rr, beta: _margin(c, r, rc, rr, 1) / beta)),
        *several("beta-twice", "Right where beta is 1. Does beta come in twice?", "order of steps",
                 _loss(margin=lambda *given: given[-1] * _margin(*given))),
        *several("wrong-way-round", "Low where the REJECTED answer has gained, high where the chosen one has. Have the "
                 "two changed places?", "argument order",
                 _loss(margin=lambda c, r, rc, rr, beta: -_margin(c, r, rc, rr, beta)),
                 _loss(each=lambda m, s: s * softplus(-m) + (1 - s) * softplus(m))),
        *several("summed", "Right for a single pair; for more it grows with their number. A mean was asked for.",
                 "mean or sum", _loss(mean=np.sum)),
        *several("smoothing-left-out", "Right without smoothing; with it the same loss comes. Does smoothing come in?",
                 "missing part", _loss(each=lambda m, s: softplus(-m))),
        *several("only-the-larger-share", "Right without smoothing. With it too small: what does the share of choices "
                 "cost that are the wrong way round?", "missing part",
                 _loss(each=lambda m, s: (1 - s) * softplus(-m))),
        *several("another-share", "Right without smoothing. With it the loss is that of another share: half of it or "
                 "twice as much, as where smoothing means something else. Here s itself is the share of wrong "
                 "choices.", "scale",
                 *(_loss(each=lambda m, s, k=k: _each(m, k * s)) for k in (0.5, 2.0))),
        *several("robust", "Right without smoothing. With it the other direction's loss is taken OFF, as in a loss "
                 "that is made unbiased. Here both are averaged.", "sign",
                 _loss(each=lambda m, s: ((1 - s) * softplus(-m) - s * softplus(m)) / (1 - 2 * s)),
                 _loss(each=lambda m, s: (1 - s) * softplus(-m) - s * softplus(m))),
        *several("smoothed-margin", "Right without smoothing. With it another loss: is the margin scaled, where the "
                 "loss of both directions should be averaged?", "order of steps",
                 _loss(each=lambda m, s: softplus(-(1 - 2 * s) * m)), _loss(each=lambda m, s: softplus(-(1 - s) * m))),
        *several("log-of-the-mean", "Right without smoothing. With it, a logarithm of a mixture of two probabilities: "
                 "the losses are to be mixed, not the probabilities.", "order of steps",
                 _loss(each=lambda m, s: -np.log((1 - s) * sigmoid(m) + s * sigmoid(-m)))),
        *several("mean-first", "Right for a single pair. For more it is too small: is the mean taken of the margins, "
                 "before the loss bends them?", "order of steps",
                 _loss(margin=lambda *given: np.mean(_margin(*given)))),
        *several("no-minus", "Minus the right value: a logarithm of a probability is negative. What sign has a loss?",
                 "sign", _loss(after=lambda loss, beta: -loss)),
        *several("probabilities", "Never outside of 0 to 1: a mean probability of being wrong. Where is the "
                 "logarithm?", "missing part", _loss(each=lambda m, s: (1 - s) * sigmoid(-m) + s * sigmoid(m))),
        *several("squared", "These are squares of distances, as in another way to learn from preferences. The loss "
                 "asked for is minus the logarithm of a sigmoid.", "another function",
                 *(_loss(margin=lambda c, r, rc, rr, beta: np.array([_margin(c, r, rc, rr, 1), 0 * c + beta]),
                         each=lambda m, s, goal=goal: (m[0] - goal(m[1])) ** 2)
                   for goal in (lambda beta: 1 / (2 * beta), lambda beta: 1 / beta, lambda beta: 1.0))),
        *several("median", "The median of the losses, where their mean was asked for.", "mean or sum",
                 _loss(mean=np.median)),
        *several("hinge", "Exactly 0 for pairs that are ordered well enough. The logarithm of a sigmoid never becomes "
                 "0 altogether.", "another function",
                 _loss(each=lambda m, s: (1 - s) * np.maximum(0, 1 - m) + s * np.maximum(0, 1 + m)),
                 _loss(each=lambda m, s: (1 - s) * np.maximum(0, -m) + s * np.maximum(0, m))),
    ),
    without=(preferences.dpo_loss_grad, preferences.dpo_margin, logistic.bce_with_logits),
    section="8.1b",
)
