"""Exercise 5.11: early_stop."""

from functools import partial

import numpy as np

from course_utils.checks.engine.arrays import in_a_row
from course_utils.checks.engine.exercise import Exercise, Mistake, Part


def _early_stop(history, patience, better=lambda new, old: new < old):
    best = 0
    for k, loss in enumerate(history):
        if better(loss, history[best]):
            best = k
        if k - best >= patience:
            return k, best
    return len(history) - 1, best


def _counting(wait_next):
    """Return an answer to early_stop that counts what it calls bad epochs: wait_next(wait, k, history)."""

    def answer(history, patience):
        wait, stop = 0, len(history) - 1
        for k in range(1, len(history)):
            wait = wait_next(wait, k, history)
            if wait >= patience:
                stop = k
                break
        return stop, int(np.argmin(history[: stop + 1]))

    return answer


def _stopping(enough):
    """Return an answer to early_stop that ends at the first epoch k where enough(k, patience, history)."""

    def answer(history, patience):
        stop = next((k for k in range(len(history)) if enough(k, patience, history)), len(history) - 1)
        return stop, int(np.argmin(history[: stop + 1]))

    return answer


def _from_the_lowest(history, patience):
    best = int(np.argmin(history))
    return min(best + patience, len(history) - 1), best


def _from_wait(too_many):
    """Return an answer to early_stop whose count of bad epochs begins with epoch 0."""

    def answer(history, patience):
        lowest, best, wait = history[0], 0, 0
        for k, loss in enumerate(history):
            lowest, best, wait = (loss, k, 0) if loss < lowest else (lowest, best, wait + 1)
            if wait >= patience + too_many:
                break
        return k, best

    return answer


def _changed(change):
    """Return an answer to early_stop that changes the right pair: change(stop, best, history)."""
    return lambda history, patience: change(*_early_stop(history, patience), history)


def _against_the_first(history, patience):
    best = 0
    for k, loss in enumerate(history):
        best = k if loss < history[0] else best
        if k - best >= patience:
            break
    return k, best


_NOISY = np.array([2.3, 1.9, 1.5, 1.6, 1.4, 1.7, 1.5, 1.8, 1.9, 1.2, 1.1, 1.0])


_LATE_DIP = np.array([3.0, 2.0, 2.5, 2.6, 1.0, 1.5, 1.6, 1.7, 1.8, 1.9])


_HISTORIES = ((_NOISY, 3), (_NOISY, 1), (np.array([1.0, 1.2, 0.9, 1.1, 1.05, 1.0, 0.95, 0.92, 0.5, 0.4]), 4),
              (_LATE_DIP, 2))  # fmt: skip


_SAWTOOTH = np.array([5.0, 5.5, 4.0, 4.5, 3.0, 3.5, 2.0, 2.5])


_SLOW = np.array([1.0, 1 - 1e-9, 1 - 2e-9, 1 - 3e-9, 1 - 4e-9, 2.0, 3.0, 4.0])


_FLAT_START = np.concatenate([np.full(10, 2.303), np.linspace(2.2, 0.2, 6)])


exercise = Exercise(
    "early_stop",
    lambda history, patience: _early_stop(history, patience),
    (
        Part("where it stops", _HISTORIES,
             "How many epochs ago was the lowest loss so far? Stop when that number reaches the patience.",
             view=lambda pair: in_a_row(pair)[0]),
        Part("the best epoch up to there", _HISTORIES,
             "Which epoch had the lowest loss, of those that were trained?", view=lambda pair: in_a_row(pair)[-1]),
        Part("a plateau, and a slow descent",
             ((_FLAT_START, 7), (np.array([3.0, 2.0, 2.0, 2.0, 2.0, 1.0]), 2), (_SLOW, 2)),
             "An equal loss is no improvement: it must be lower, however little.", view=in_a_row),
        Part("patience enough", ((_FLAT_START, 12), (_SAWTOOTH, 2), (_NOISY, 6)),
             "Where the patience is never used up, training ends with the last epoch of the history.", view=in_a_row),
    ),
    (
        Mistake("future", _changed(lambda stop, best, history: (stop, int(np.argmin(history)))),
                "Your best epoch may lie after the stop. Nobody has trained that far: look only at what came before.",
                "wrong rows"),
        Mistake("whole-history", _from_the_lowest,
                "You look for the lowest loss of the whole history, and count from there. Training does not know the "
                "epochs to come: go through them one by one.", "wrong rows"),
        Mistake("first-rise", _stopping(lambda k, patience, h: k > 0 and h[k] > h[k - 1]),
                "You stop at the first rise. The patience says how long to wait for a new lowest loss.",
                "missing part"),
        *(Mistake("epoch-0-counted", _from_wait(too_many),
                  "You count epoch 0 as one without improvement" + also + ". Epoch 0 counts as an improvement: the "
                  "waiting begins at 0 there.",
                "off by one") for too_many, also in ((0, ""), (1, ", and stop one too late"))),
        Mistake("last-of-equals", _changed(
                    lambda stop, best, history: (stop, int(np.flatnonzero(history[: stop + 1] == history[best])[-1]))),
                "Where several losses are equally low you return the last of them. The first was asked for.",
                "boundary"),
        Mistake("rises-in-a-row", _counting(lambda wait, k, h: 0 if h[k] < h[k - 1] else wait + 1),
                "You compare each epoch with the one before. Compare with the lowest loss so far: going up and down "
                "again is no progress.", "another function"),
        Mistake("rises-only", _counting(lambda wait, k, h: wait + 1 if h[k] > h[k - 1] else 0),
                "You count rises from one epoch to the next. Count the epochs since the lowest loss so far.",
                "another function"),
        Mistake("not-reset", _counting(lambda wait, k, h: wait + (h[k] >= h[:k].min())),
                "Your counter is never set back. A new lowest loss starts the count anew.", "missing part"),
        Mistake("M27-ties", partial(_early_stop, better=lambda new, old: new <= old),
                "You take an equal loss for an improvement, so a plateau of equal losses would never end. It must be "
                "LOWER.", "boundary"),
        Mistake("one-late", lambda history, patience: _early_stop(history, patience + 1),
                "You stop one epoch late: with patience 1, the first epoch without a new lowest loss is the last.",
                "off by one"),
        Mistake("one-early", lambda history, patience: _early_stop(history, max(patience - 1, 0)),
                "You stop one epoch early: that many epochs without a new lowest loss are still allowed.",
                "off by one"),
        Mistake("compared-with-then", _stopping(lambda k, patience, h: k >= patience and h[k] >= h[k - patience]),
                "You compare with the loss of so many epochs ago. Ask instead how many epochs ago the lowest was.",
                "another function"),
        Mistake("never", _stopping(lambda k, patience, h: False),
                "You never stop. Where is the patience compared with something?", "missing part"),
        Mistake("accuracy", partial(_early_stop, better=lambda new, old: new > old),
                "You look for the highest value. The history holds losses: lower is better.", "sign"),
        Mistake("swapped", _changed(lambda stop, best, history: (best, stop)),
                "The epoch of the stop comes first, then the best epoch.", "argument order"),
        Mistake("one-of-two", _changed(lambda stop, best, history: stop),
                "Return two numbers: the epoch of the stop, and the best epoch.", "shape"),
        Mistake("one-of-two", _changed(lambda stop, best, history: best),
                "Return two numbers: the epoch of the stop, and the best epoch.", "shape"),
        Mistake("loss-for-epoch", _changed(lambda stop, best, history: (stop, history[best])),
                "You return the lowest loss. The epoch where it was reached is asked for.", "another function"),
        Mistake("counted-from-one", _changed(lambda stop, best, history: (stop + 1, best + 1)),
                "You count from 1. history[0] is epoch 0.", "off by one"),
        Mistake("length", _changed(lambda stop, best, history: (stop + (stop == len(history) - 1), best)),
                "Where training never stops early, its last epoch is len(history) - 1: counting begins with 0.",
                "off by one"),
        Mistake("last-for-best", _changed(lambda stop, best, history: (stop, stop)),
                "Your best epoch is the last one. The lowest loss came earlier.", "another function"),
        Mistake("stop-minus-patience", lambda history, patience: (
                    (stop := _early_stop(history, patience)[0]), stop - patience),
                "The best epoch lies `patience` epochs back only if training was stopped. Remember where the lowest "
                "loss was.", "another function"),
        *(Mistake("min-delta", partial(_early_stop, better=lambda new, old, least=least: new < old - least),
                  "You ask for more than a lower loss: only a drop of some size counts as an improvement here.",
                "guard")
          for least in (0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6, 1e-8)),
        Mistake("started-at-0", lambda history, patience: (min(patience, len(history) - 1), 0),
                "No epoch ever counts as an improvement. With which loss does the lowest so far begin?", "boundary"),
        Mistake("lowest-not-renewed", _against_the_first,
                "You compare with the loss at the start. After an improvement the lowest loss so far is a new one.",
                "missing part"),
        Mistake("beyond-the-end", lambda history, patience: (
                    (best := _early_stop(history, patience)[1]) + patience, best),
                "Where the patience is never used up, you stop after the end of the history: there is no such epoch.",
                "boundary"),
        Mistake("loss-for-epoch", _changed(lambda stop, best, history: (history[stop], history[best])),
                "You return losses. The epochs are asked for.", "another function"),
    ),
    section="5.11",
)
