"""Exercise 8.5: balancing_step."""

import numpy as np

from course_utils import routing
from course_utils.activations import sigmoid
from course_utils.attention import softmax_weights
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.checks.logistic_regression._shared import several


def _answer(affinity=sigmoid, added=lambda a, bias: a + bias, best=lambda rank: -rank, many=lambda k: k,
            count=lambda loads, n: loads, move=lambda loads: np.sign(loads.mean() - loads),
            result=lambda loads, bias: (loads, bias), axis=1):
    """Return an answer with one thing done differently: (loads, new bias)."""

    def answer(scores, k, bias, speed):
        with np.errstate(all="ignore"):
            rank = added(affinity(scores), bias)
            chosen = np.take(np.argsort(best(rank), axis=axis, kind="stable"), np.arange(many(k)), axis=axis)
            loads = np.bincount(chosen.ravel() % scores.shape[1], minlength=scores.shape[1])
            return result(count(loads, len(scores)), bias + speed * move(loads))

    return answer


def _counted(count):
    """Return an answer with other loads: count(affinity + bias, k, bias)."""

    def answer(scores, k, bias, speed):
        loads = count(sigmoid(scores) + bias, k, bias)
        return loads, bias + speed * np.sign(loads.mean() - loads)

    return answer


def _best_tokens(rank, k, bias):
    """Count the places of the k best tokens of each expert, as if they were experts."""
    return np.bincount(np.argsort(-rank, axis=0)[:k].ravel() % rank.shape[1], minlength=rank.shape[1])


def _limited(limit):
    """Return an answer that compares the loads with another number: limit(tokens, experts, k)."""

    def answer(scores, k, bias, speed):
        loads = _answer()(scores, k, bias, speed)[0]
        return loads, bias + speed * np.sign(limit(*scores.shape, k) - loads)

    return answer


def _drawn(seed, n, experts, k, speed, skew=1.0, spread=0.5):
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(n, experts)) + skew * rng.normal(size=experts)
    return scores, k, spread * rng.normal(size=experts), speed


_EVEN = np.array([[2.0, 1.0, -1.0, -3.0], [-1.0, 2.5, 1.5, -2.0], [3.0, -2.0, 0.5, -0.5]])  # loads 2, 2, 2, 0
_NO_BIAS = tuple((s, k, 0.0 * b, v) for s, k, b, v in (_drawn(1, 12, 4, 2, 0.01), _drawn(2, 40, 6, 1, 0.1),
                                                      _drawn(3, 9, 5, 3, 0.5)))
_BIASED = (_drawn(4, 30, 5, 2, 0.01), _drawn(5, 50, 8, 3, 0.25), _drawn(6, 25, 4, 1, 0.1, 2.0, 1.0),
           _drawn(7, 60, 6, 2, 0.001, 3.0, 0.3))
_BORDER = ((_EVEN, 2, np.zeros(4), 0.1), (np.array([[1.0, 0.0], [-1.0, 0.5]]), 1, np.zeros(2), 0.2),
           (np.array([[0.5, -0.2, 0.9]]), 3, np.array([0.1, -0.3, 0.2]), 0.05))

exercise = Exercise(
    "balancing_step",
    _answer(),
    (
        Part("loads without a bias", _NO_BIAS, "For each token, which experts are its best? How often is each expert "
             "among them?", 1.0, view=lambda found: found[0], shows="the loads",
             more="Sort each row, keep the places of the k largest, and count how often each place occurs. An expert "
             "that nobody chose has a load of 0.", rtol=1e-12),
        Part("loads with a bias", _BIASED, "What exactly is the bias added to: to the score, or to what the sigmoid "
             "makes of it?", 1.0, view=lambda found: found[0], shows="the loads",
             more="A score of 3 and a score of 4 are nearly the same affinity. Added behind the sigmoid, a small bias "
             "can reorder them; added in front, it hardly can.", rtol=1e-12),
        Part("the new bias", (*_NO_BIAS, *_BIASED), "Who is helped, who is held back? Does it matter how much too busy "
             "an expert is?", 1.0, view=lambda found: found[1], shows="the new bias",
             more="Every expert moves by the same amount, up or down; only on which side of the mean load it lies "
             "counts.", rtol=1e-9, atol=1e-12),
        Part("experts at the mean", _BORDER, "An expert that has exactly the mean load is neither too busy nor idle. "
             "What should become of its bias?", 1.0, view=lambda found: found[1], shows="the new bias",
             more="There is a function that is 1 for positive numbers, -1 for negative ones, and 0 at 0.", rtol=1e-9,
             atol=1e-12),
    ),
    (
        *several("bias-ignored", "Right without a bias. With one the same experts are chosen as without. Does the bias "
                 "come into the choice?", "missing part", _answer(added=lambda a, bias: a)),
        *several("bias-ignored", "With a bias the same experts are chosen as without, and the new bias is the step "
                 "alone. Does the old bias come into both?", "missing part",
                 lambda scores, k, bias, speed: _answer()(scores, k, 0 * bias, speed)),
        *several("bias-on-the-scores", "Right without a bias. With one, other experts are chosen: is the bias added to "
                 "the scores, before the sigmoid, where it should reorder the affinities?", "order of steps",
                 _answer(affinity=lambda s: s)),
        *several("softmax-affinities", "Right without a bias. With one, other experts are chosen: are the affinities "
                 "shares of a row, where each should be a sigmoid of its own?", "another function",
                 _answer(affinity=softmax_weights)),
        *several("bias-subtracted", "Right without a bias. With one it works the wrong way round: does a larger bias "
                 "make an expert LESS likely to be chosen?", "sign", _answer(added=lambda a, bias: a - bias)),
        *several("bias-multiplied", "With a bias of 0 all experts look the same, or negative ones turn round. Is the "
                 "affinity multiplied by the bias, where the two are added?", "another function",
                 _answer(added=lambda a, bias: a * bias), _answer(added=lambda a, bias: a * (1 + bias))),
        *several("worst-chosen", "The experts with the SMALLEST affinities are counted. Which end of a sorted list is "
                 "the best?", "order of steps", _answer(best=lambda rank: rank)),
        *several("one-expert-a-token", "Right where k is 1. For larger k the loads add up to too little: is only the "
                 "best expert counted?", "missing part", _answer(many=lambda k: 1)),
        *several("shares-for-counts", "These are shares of something. The loads count tokens.", "scale",
                 _answer(count=lambda loads, n: loads / n), _answer(count=lambda loads, n: loads / loads.sum())),
        *several("bias-turned", "The loads are right. The new bias helps the busy experts and holds the idle ones "
                 "back.", "sign", _answer(move=lambda loads: np.sign(loads - loads.mean()))),
        *several("in-proportion", "The loads are right. The new bias moves further, the busier an expert is. Every "
                 "expert moves by the same amount here.", "another function",
                 _answer(move=lambda loads: loads.mean() - loads),
                 _answer(move=lambda loads: (loads.mean() - loads) / loads.mean())),
        *several("mean-moves-too", "The loads are right. An expert that has exactly the mean load is moved, where it "
                 "should keep its bias.", "boundary", _answer(move=lambda loads: np.where(loads > loads.mean(), -1, 1)),
                 _answer(move=lambda loads: np.where(loads < loads.mean(), 1, -1))),
        *several("only-the-busy", "The loads are right. Only one side moves: either the busy experts are held back, or "
                 "the idle ones helped. Both were asked for.", "missing part",
                 _answer(move=lambda loads: -1.0 * (loads > loads.mean())),
                 _answer(move=lambda loads: 1.0 * (loads < loads.mean()))),
        *several("median-for-mean", "The loads are right. The new bias compares with the median load, or with the "
                 "largest, where the mean was asked for.", "mean or sum",
                 _answer(move=lambda loads: np.sign(np.median(loads) - loads)),
                 _answer(move=lambda loads: np.sign(loads.max() - loads))),
        *several("step-instead-of-bias", "The loads are right. This is the step alone; the new bias is the old one, "
                 "moved.", "missing part",
                 lambda scores, k, bias, speed: (_answer()(scores, k, bias, speed)[0],
                                                 _answer()(scores, k, bias, speed)[1] - bias)),
        *several("one-of-two", "One thing came. Return two: the loads, and the new bias.", "shape",
                 *(lambda scores, k, bias, speed, i=i: _answer()(scores, k, bias, speed)[i] for i in (0, 1))),
        *several("the-other-order", "Two things come back, in the wrong order: first the loads, then the new bias.",
                 "argument order", _answer(result=lambda loads, bias: (bias, loads))),
        *several("experts-choose", "These loads come about where the choice is made along the columns, for each "
                 "EXPERT. Each token chooses its experts.", "axis",
                 lambda scores, k, bias, speed: (np.full(scores.shape[1], min(k, len(scores))), bias + 0 * speed),
                 _counted(_best_tokens)),
        *several("no-choice", "The loads are not how often an expert is among the k best: affinities are added up, or "
                 "all count that lie above a limit. Which experts does ONE token go to?", "missing part",
                 *map(_counted, (
                     lambda rank, k, bias: rank.sum(axis=0), lambda rank, k, bias: (rank - bias).sum(axis=0),
                     lambda rank, k, bias: (rank > 0.5).sum(axis=0),
                     lambda rank, k, bias: (rank - bias > 0.5).sum(axis=0)))),
        *several("bias-scaled", "The loads are right. The new bias is the old one times a factor near 1, and a bias "
                 "of 0 never moves. Is the step added?", "another function",
                 lambda scores, k, bias, speed: (_answer()(scores, k, bias, speed)[0], bias * (1 + np.sign(
                     _answer()(scores, k, bias, speed)[1] - bias) * speed))),
        *several("another-mean", "The loads are right. The new bias compares with another number than their mean: n "
                 "over the number of experts, or n, or 1, perhaps. How many experts does a token go to?", "mean or sum",
                 *(_answer(move=lambda loads, limit=limit: np.sign(limit(loads) - loads)) for limit in (
                     lambda loads: 0.0, lambda loads: 1.0)), *(_limited(limit) for limit in (
                     lambda n, experts, k: n / experts, lambda n, experts, k: n, lambda n, experts, k: k,
                     lambda n, experts, k: n / k))),
    ),
    without=(routing.route, routing.loads, routing.balance),
    section="8.5",
)
