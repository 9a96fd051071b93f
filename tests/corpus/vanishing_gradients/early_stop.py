"""Right answers to exercise 5.11, early_stop, each written differently."""

from itertools import pairwise

import numpy as np


def _stop_counter(history, patience):
    best_loss, best, wait = float("inf"), 0, 0
    for epoch, loss in enumerate(history):
        if loss < best_loss:
            best_loss, best, wait = loss, epoch, 0
        else:
            wait += 1
            if wait >= patience:
                return epoch, best
    return epoch, best


def _stop_argmin(history, patience):
    for k in range(len(history)):
        if k - np.argmin(history[: k + 1]) == patience:
            break
    return k, int(np.argmin(history[: k + 1]))


def _stop_vectorised(history, patience):
    epochs, lowest = np.arange(len(history)), np.minimum.accumulate(history)
    last = np.maximum.accumulate(np.where(np.diff(lowest, prepend=np.inf) < 0, epochs, 0))
    ends = np.flatnonzero(epochs - last >= patience)
    stop = ends[0] if ends.size else epochs[-1]
    return np.array([stop, last[stop]])


def _stop_records(history, patience):
    records = [k for k in range(len(history)) if k == 0 or history[k] < min(history[:k])]
    for record, following in pairwise([*records, len(history) + patience]):
        if following - record > patience:
            return [min(record + patience, len(history) - 1), record]


def _stop_windows(history, patience):
    for k in range(patience, len(history)):
        if min(history[k - patience + 1 : k + 1]) >= history[k - patience]:
            return k, k - patience
    return len(history) - 1, list(history).index(min(history))


def _stop_recursive(history, patience, k=0, best=0):
    best = k if history[k] < history[best] else best
    done = k - best == patience or k + 1 == len(history)
    return (k, best) if done else _stop_recursive(history, patience, k + 1, best)


def _stop_while(history, patience):
    k = best = 0
    while k < len(history) - 1 and k - best < patience:
        k += 1
        if history[k] < history[best]:
            best = k
    return k, best


def _stop_for_else(history, patience):
    best, since = 0, 0
    for k in range(1, len(history)):
        since += 1
        if history[k] < history[best]:
            best, since = k, 0
        if since == patience:
            break
    else:
        k = len(history) - 1
    return k, best


def _stop_list(history, patience):
    losses, seen = history.tolist(), []
    for loss in losses:
        seen.append(loss)
        if len(seen) - 1 - seen.index(min(seen)) >= patience:
            break
    return len(seen) - 1, seen.index(min(seen))


RIGHT = [
    _stop_for_else,
    _stop_list,
    _stop_counter,
    _stop_argmin,
    _stop_vectorised,
    _stop_records,
    _stop_windows,
    _stop_recursive,
    _stop_while,
]
