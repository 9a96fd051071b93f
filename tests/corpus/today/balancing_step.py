"""Right answers to exercise 8.5, balancing_step, each written differently."""

from collections import Counter

import numpy as np

from course_utils import activations


def _argsort(scores, k, bias, speed):
    chosen = np.argsort(activations.sigmoid(scores) + bias, axis=1)[:, -k:]
    loads = np.bincount(chosen.ravel(), minlength=len(bias))
    return loads, bias + speed * np.sign(loads.mean() - loads)


def _partition(scores, k, bias, speed):
    rank = -(activations.sigmoid(scores) + bias)
    chosen = np.argpartition(rank, k - 1, axis=1)[:, :k]
    loads = np.array([np.sum(chosen == e) for e in range(scores.shape[1])])
    step = np.zeros(len(bias))
    step[loads < loads.mean()] = speed
    step[loads > loads.mean()] = -speed
    return loads, bias + step


def _token_by_token(scores, k, bias, speed):
    counted = Counter()
    for row in scores:
        rank = activations.sigmoid(row) + bias
        counted.update(sorted(range(len(row)), key=lambda e: -rank[e])[:k])
    loads = [counted[e] for e in range(len(bias))]
    mean = sum(loads) / len(loads)
    return loads, [b + speed * ((load < mean) - (load > mean)) for b, load in zip(bias, loads)]


def _by_threshold(scores, k, bias, speed):
    rank = activations.sigmoid(scores) + bias
    limit = np.sort(rank, axis=1)[:, -k][:, None]
    loads = (rank >= limit).sum(axis=0)
    wanted = len(scores) * k / scores.shape[1]
    return loads, bias - speed * np.sign(loads - wanted)


def _one_hot(scores, k, bias, speed):
    order = np.argsort(-(activations.sigmoid(scores) + bias), axis=1, kind="stable")
    loads = np.eye(scores.shape[1])[order[:, :k]].sum(axis=(0, 1))
    return loads, np.where(loads == loads.mean(), bias, np.where(loads > loads.mean(), bias - speed, bias + speed))


def _add_at(scores, k, bias, speed):
    order = np.argsort(1 / (1 + np.exp(-scores)) + bias, axis=1)[:, ::-1]
    loads = np.zeros(len(bias), dtype=int)
    np.add.at(loads, order[:, :k], 1)
    return loads, np.array(bias) + np.sign(loads.sum() / len(loads) - loads) * speed


RIGHT = [_argsort, _partition, _token_by_token, _by_threshold, _one_hot, _add_at]
