"""Attention: each position of a text takes in a little of every other, by softmax shares or by one sigmoid a pair.

``Q``, shape (m, d), holds one query a row (what a position looks for), ``K``, shape (n, d), one key a row (what a
position offers), and ``V``, shape (n, k), what is taken from it. A score is a query times a key, divided by sqrt(d).
Arguments that do not fit raise TypeError or ValueError in one sentence.
"""

import numpy as np

from course_utils._validation import numbers
from course_utils.activations import sigmoid, sigmoid_grad


def attention_scores(Q, K):
    """Return Q @ K.T / sqrt(d), shape (m, n).

    >>> attention_scores([[2, 0, 0, 0]], [[3, 0, 0, 0], [0, 1, 0, 0]]).tolist()
    [[3.0, 0.0]]
    """
    Q, K = numbers(Q=Q, K=K)
    if Q.ndim != 2 or K.ndim != 2 or Q.shape[1] != K.shape[1]:
        raise ValueError(f"Q has shape {Q.shape} and K {K.shape}; expected (m, d) and (n, d).")
    return Q @ K.T / np.sqrt(Q.shape[1])


def softmax_weights(scores):
    """Return exp(score) over the row's sum of them, shape (m, n): each row adds up to 1.

    >>> softmax_weights([[0, 0], [1000, 0]]).tolist()
    [[0.5, 0.5], [1.0, 0.0]]
    """
    scores = _scores(scores)
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def sigmoid_weights(scores, b=None):
    """Return sigmoid(score + b), shape (m, n): each pair is weighed alone, and a row may add up to anything.

    ``b`` is -ln(n) by default, n the number of keys: then scores of 0 get about 1/n each (Ramapuram and others, 2025).

    >>> sigmoid_weights([[0.0, 0, 0, 0]]).tolist()
    [[0.2, 0.2, 0.2, 0.2]]
    """
    scores = _scores(scores)
    return sigmoid(scores + _bias(b, scores))


def softmax_attention(Q, K, V):
    """Return softmax_weights of the scores, times V, shape (m, k) (Vaswani and others, 2017).

    >>> softmax_attention([[0]], [[1], [2]], [[10], [20]]).tolist()
    [[15.0]]
    """
    scores, V = _with_values(Q, K, V)
    return softmax_weights(scores) @ V


def sigmoid_attention(Q, K, V, b=None):
    """Return sigmoid_weights of the scores, times V, shape (m, k); ``b`` is -ln(n) by default.

    >>> sigmoid_attention([[0]], [[1], [2]], [[10], [20]], b=0).tolist()
    [[15.0]]
    """
    scores, V = _with_values(Q, K, V)
    return sigmoid_weights(scores, b) @ V


def sigmoid_attention_grad(Q, K, V, G, b=None):
    """Return the gradients by Q, K, V and b of the sum of G * sigmoid_attention(Q, K, V, b); G has its shape (m, k).

    >>> sigmoid_attention_grad([[0]], [[1], [2]], [[10], [20]], G=[[1]], b=0)[2].tolist()
    [[0.5], [0.5]]
    """
    scores, V = _with_values(Q, K, V)
    Q, K, G = numbers(Q=Q, K=K, G=G)
    if G.shape != (len(Q), V.shape[1]):
        raise ValueError(f"G has shape {G.shape}; expected {(len(Q), V.shape[1])}, that of the output.")
    z = scores + _bias(b, scores)
    by_z = G @ V.T * sigmoid_grad(z)
    by_score = by_z / np.sqrt(Q.shape[1])
    return by_score @ K, by_score.T @ Q, sigmoid(z).T @ G, float(by_z.sum())


def _scores(scores):
    (scores,) = numbers(scores=scores)
    if scores.ndim != 2:
        raise ValueError(f"scores has shape {scores.shape}; expected (m, n), one row for each query.")
    return scores


def _bias(b, scores):
    if b is None:
        return -np.log(scores.shape[1])
    (b,) = numbers(b=b)
    if b.ndim:
        raise ValueError(f"b has shape {b.shape}; expected one number.")
    return float(b)


def _with_values(Q, K, V):
    scores = attention_scores(Q, K)
    (V,) = numbers(V=V)
    if V.ndim != 2 or len(V) != scores.shape[1]:
        raise ValueError(f"V has shape {V.shape}; expected ({scores.shape[1]}, k), one row for each key.")
    return scores, V
