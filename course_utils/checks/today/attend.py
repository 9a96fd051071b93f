"""Exercise 8.4: attend, a program with four errors."""

import numpy as np

from course_utils import attention
from course_utils.activations import sigmoid
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.checks.logistic_regression._shared import several


def _attend(scale=np.sqrt, bias=lambda Q, K: -np.log(len(K)), inside=True, shares=lambda weights: weights,
            weigh=sigmoid):
    """Return an answer with one thing, or several, done differently."""

    def answer(Q, K, V):
        with np.errstate(all="ignore"):
            scores, b = Q @ K.T / scale(Q.shape[1]), bias(Q, K)
            weights = weigh(scores + b) if inside else weigh(scores) + b
            return shares(weights) @ V

    return answer


def _rows(weights):
    return weights / weights.sum(axis=1, keepdims=True)


def _columns(weights):
    return weights / weights.sum(axis=0)


def _scaled_by_rows(count):
    return lambda Q, K, V: sigmoid(Q @ K.T / np.sqrt(count(Q, K, V)) - np.log(len(K))) @ V


def _limited(most):
    """Return an answer whose scores are clipped."""
    return lambda Q, K, V: sigmoid(np.clip(Q @ K.T / np.sqrt(Q.shape[1]), -most, most) - np.log(len(K))) @ V


def _keys_ask(Q, K, V):
    return sigmoid(K @ Q.T / np.sqrt(Q.shape[1]) - np.log(len(K))) @ V[: len(Q)]


def _by_keys(Q, K):
    return -np.log(len(K))


def _by_queries(Q, K):
    return -np.log(len(Q))


def _drawn(seed, m, n, d, k, size=1.0):
    rng = np.random.default_rng(seed)
    return size * rng.normal(size=(m, d)), rng.normal(size=(n, d)), rng.normal(size=(n, k))


_ABOUT = {"rtol": 1e-9, "atol": 1e-12, "shows": "what comes out"}

exercise = Exercise(
    "attend",
    _attend(),
    (
        Part("as many queries as keys", (_drawn(1, 4, 4, 1, 1), _drawn(2, 6, 6, 1, 3), _drawn(3, 2, 2, 1, 2)),
             "Do the weights of a query have to add up to 1? Where does the bias belong?", 1.0,
             more="Each pair is weighed alone. The bias shifts the score before the sigmoid sees it, and nothing is "
             "divided afterwards.", **_ABOUT),
        Part("longer queries and keys", (_drawn(4, 3, 3, 4, 2), _drawn(5, 5, 5, 16, 1), _drawn(6, 4, 4, 9, 2)),
             "A product of two longer vectors is larger by itself. By what does section 8.4 of the lesson, or the text "
             "above, divide it?", 1.0, more="The spread of a sum of d independent products grows with the root of d.",
             **_ABOUT),
        Part("fewer queries than keys, or more", (_drawn(7, 2, 9, 4, 2), _drawn(8, 7, 3, 4, 1), _drawn(9, 1, 12, 2, 3),
                                                _drawn(10, 5, 1, 3, 2)),
             "One query may look at a thousand keys. Which of the two numbers makes a row of weights too large?", 1.0,
             more="A row has as many weights as there are keys. The bias is there to keep their sum near 1.", **_ABOUT),
        Part("very large scores", (_drawn(11, 3, 5, 4, 2, 1e4), _drawn(12, 4, 3, 2, 1, -1e4)),
             "A score of thousands in either direction. Does any step overflow, or warn?", 1.0,
             more="The course's sigmoid takes any number.", **_ABOUT),
    ),
    (
        *several("program-unchanged", "This is what the program gives as it stands. Try it on one query and one key, "
                 "where you know the answer.", "order of steps",
                 _attend(scale=lambda d: d, bias=_by_queries, inside=False, shares=_columns)),
        *several("bias-behind-the-sigmoid", "Weights can be negative here: is the bias added to what comes OUT of the "
                 "sigmoid?", "order of steps", _attend(inside=False), _attend(inside=False, bias=_by_queries),
                 _attend(inside=False, scale=lambda d: d), _attend(inside=False, scale=lambda d: d, bias=_by_queries)),
        *several("counts-queries", "Right where there are as many queries as keys. Otherwise the bias follows the "
                 "number of queries; which number makes a row long?", "wrong rows", _attend(bias=_by_queries)),
        *several("divided-by-d", "Right for vectors of one number. For longer ones the scores are too small: are they "
                 "divided by d?", "scale", _attend(scale=lambda d: d), _attend(scale=lambda d: d, bias=_by_queries)),
        *several("not-scaled", "Right for vectors of one number. For longer ones the scores are too large. Are they "
                 "divided by anything?", "missing part", _attend(scale=lambda d: 1),
                 _attend(scale=lambda d: 1, bias=_by_queries)),
        *several("scaled-by-another", "The scores are those of a division by the root of a number of rows, or of the "
                 "width of V. Here d is the length of a query and of a key.", "wrong rows",
                 *map(_scaled_by_rows, (lambda Q, K, V: len(K), lambda Q, K, V: len(Q), lambda Q, K, V: V.shape[1]))),
        *several("rows-add-up-to-1", "Each query's weights add up to 1 here. That is a share of a total, which this "
                 "attention does not want: a query may take little from everything.", "missing part",
                 _attend(shares=_rows), _attend(shares=_rows, bias=_by_queries),
                 _attend(shares=_rows, scale=lambda d: d), _attend(shares=_rows, scale=lambda d: d, bias=_by_queries)),
        *several("columns-add-up-to-1", "Each key's weights add up to 1 over the queries here. Is something divided by "
                 "a sum along axis 0?", "axis", _attend(shares=_columns), _attend(shares=_columns, bias=_by_queries),
                 _attend(shares=_columns, scale=lambda d: d),
                 _attend(shares=_columns, scale=lambda d: d, bias=_by_queries)),
        *several("softmax", "This is softmax attention: weights are shares of a total. A sigmoid weighs each pair "
                 "alone.", "another function",
                 _attend(weigh=lambda z: np.exp(z - z.max(axis=1, keepdims=True)), shares=_rows)),
        *several("no-bias", "Too much comes out, as if each pair began at one half. Is the bias left out?",
                 "missing part", _attend(bias=lambda Q, K: 0.0)),
        *several("bias-turned", "Far too much comes out: the bias should make weights smaller for many keys. What is "
                 "its sign?", "sign", _attend(bias=lambda Q, K: np.log(len(K)))),
        *several("bias-of-d", "The bias follows the length of the vectors, those of Q or of V. It is the number of "
                 "keys that makes a row long.", "wrong rows", _attend(bias=lambda Q, K: -np.log(Q.shape[1])),
                 lambda Q, K, V: _attend(bias=lambda Q, K: -np.log(V.shape[1]))(Q, K, V)),
        *several("other-logarithm", "The bias is a logarithm of the number of keys with another base, or of one key "
                 "less. The natural logarithm of n was asked for.", "log base",
                 _attend(bias=lambda Q, K: -np.log2(len(K))), _attend(bias=lambda Q, K: -np.log10(len(K))),
                 _attend(bias=lambda Q, K: -np.log(max(len(K) - 1, 1)))),
        *several("scale-behind-the-bias", "Right for vectors of one number. For longer ones the bias is divided along "
                 "with the score.", "brackets",
                 lambda Q, K, V: sigmoid((Q @ K.T - np.log(len(K))) / np.sqrt(Q.shape[1])) @ V),
        *several("exponentials", "Each weight grows like an exponential of the score, as at small weights, and is not "
                 "bounded. What does the sigmoid do to a large score?", "another function",
                 _attend(bias=_by_keys, weigh=np.exp), _attend(bias=lambda Q, K: 0.0, weigh=np.exp)),
        *several("clipped", "Right for scores of everyday size; very large ones are limited. Is something clipped?",
                 "guard",
                 *(_attend(weigh=lambda z, e=e: np.clip(sigmoid(z), e, 1 - e)) for e in (1e-3, 1e-6, 1e-7)),
                 *map(_limited, (5, 10, 15, 20))),
        *several("keys-ask", "Keys and queries have changed places: each KEY's row of weights meets the values, as "
                 "far as that fits. Whose is a row of the scores?", "argument order", _keys_ask),
        *several("divided-by-n", "Each weight is a sigmoid of the score, divided by the number of keys. Near for small "
                 "scores; but a weight could then never come near 1.", "another function",
                 _attend(bias=lambda Q, K: 0.0, shares=lambda w: w / w.shape[1])),
    ),
    without=(attention.sigmoid_attention, attention.sigmoid_weights, attention.attention_scores),
    section="8.4",
)
