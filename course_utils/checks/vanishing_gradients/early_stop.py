"""Exercise 5.11: early_stop."""

import numpy as np

from course_utils.checks.engine.arrays import in_a_row
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.checks.vanishing_gradients._shared import named


def _early_stop(history, patience, better=lambda new, old: new < old, start=0):
    best = start
    for k in range(start, len(history)):
        if better(history[k], history[best]):
            best = k
        if k - best >= patience:
            return k, best
    return len(history) - 1, best


def _betters(*betters):
    """List answers that take something else for an improvement: better(new, old)."""
    return [lambda history, patience, f=f: _early_stop(history, patience, f) for f in betters]


def _patiences(*changes):
    return [lambda history, patience, f=f: _early_stop(history, f(patience)) for f in changes]


def _best_up_to(stop, history):
    return stop, int(np.argmin(history[: stop + 1]))


def _counting(*wait_nexts):
    """List answers that count what they call bad epochs: wait_next(wait, k, history)."""

    def make(wait_next):
        def answer(history, patience):
            wait = 0
            for k in range(1, len(history)):
                wait = wait_next(wait, k, history)
                if wait >= patience:
                    return _best_up_to(k, history)
            return _best_up_to(len(history) - 1, history)

        return answer

    return [make(wait_next) for wait_next in wait_nexts]


def _stopping(*enoughs):
    """List answers that end at the first epoch k where enough(k, patience, history)."""

    def make(enough):
        return lambda history, patience: _best_up_to(next(
            (k for k in range(len(history)) if enough(k, patience, history)), len(history) - 1), history)  # fmt: skip

    return [make(enough) for enough in enoughs]


def _lowest_from(*lowests):
    """List answers whose lowest loss so far begins with a number, and whose waiting with epoch 0; or with a limit."""

    def make(lowest, more=0, from_0=True):
        def answer(history, patience):
            low, best, wait = lowest(history), 0, 0 if from_0 else -1
            for k, loss in enumerate(history):
                low, best, wait = (loss, k, 0) if loss < low else (low, best, wait + 1)
                if wait >= patience + more:
                    break
            return k, best

        return answer

    return [make(*lowest) for lowest in lowests]


def _changed(*changes):
    """List answers that change the right pair: change(stop, best, history, patience)."""
    return [lambda history, patience, f=f: f(*_early_stop(history, patience), history, patience) for f in changes]


def _against_the_first(history, patience):
    best = 0
    for k, loss in enumerate(history):
        best = k if loss < history[0] else best
        if k - best >= patience:
            break
    return k, best


def _at_the_end(change):
    """Return a change of the stop where the patience was never used up."""
    return lambda stop, best, h, p: (change(stop, best, h, p) if stop - best < p else stop, best)


_NOISY = np.array([2.3, 1.9, 1.5, 1.6, 1.4, 1.7, 1.5, 1.8, 1.9, 1.2, 1.1, 1.0])
_LATE_DIP = np.array([3.0, 2.0, 2.5, 2.6, 1.0, 1.5, 1.6, 1.7, 1.8, 1.9])
_HISTORIES = ((_NOISY, 3), (_NOISY, 1), (np.array([1.0, 1.2, 0.9, 1.1, 1.05, 1.0, 0.95, 0.92, 0.5, 0.4]), 4),
              (_LATE_DIP, 2), (np.array([5.0, 4.0, 6.0, 4.0, 3.0]), 2), (1e13 * _NOISY, 3),
              (np.array([2.0, 2.5, 2.2, 2.1, 2.05, 1.0]), 4))  # fmt: skip
_SAWTOOTH = np.array([5.0, 5.5, 4.0, 4.5, 3.0, 3.5, 2.0, 2.5])
_SLOW = np.array([1.0, 1 - 1e-9, 1 - 2e-9, 1 - 3e-9, 1 - 4e-9, 2.0, 3.0, 4.0])
_FLAT_START = np.concatenate([np.full(10, 2.303), np.linspace(2.2, 0.2, 6)])
_TO_THE_LAST = np.array([3.0, 2.0, 2.5, 2.6, 2.7])  # the patience of 3 is used up at the very last epoch


exercise = Exercise(
    "early_stop",
    lambda history, patience: _early_stop(history, patience),
    (
        Part("where it stops", _HISTORIES, "What has to be remembered on the way, from epoch to epoch?",
             view=lambda pair: in_a_row(pair)[0], shows="the epoch of the stop",
             more="At each epoch: was this loss lower than all before it? If so, remember the epoch. Then: how long "
             "ago was the epoch that you remember?"),
        Part("the best epoch up to there", _HISTORIES, "Which epochs has the training seen when it stops?",
             view=lambda pair: in_a_row(pair)[-1], shows="the best epoch",
             more="You know it already when you stop: it is the epoch from which you were counting."),
        Part("a plateau, and a slow descent",
             ((_FLAT_START, 7), (np.array([3.0, 2.0, 2.0, 2.0, 2.0, 1.0]), 2), (_SLOW, 2)),
             "Is an equal loss an improvement? And is a loss that is a little lower?", view=in_a_row,
             shows="the epoch of the stop, and the best epoch",
             more="The text says: lower than all before it. It says nothing of how much."),
        Part("patience enough", ((_FLAT_START, 12), (_SAWTOOTH, 2), (_NOISY, 6), (_TO_THE_LAST, 3), (_TO_THE_LAST, 4),
                                 (np.array([0.7]), 1), (np.array([3.0, 2.0, 1.0]), 1)),
             "What is returned where the patience is never used up?", view=in_a_row,
             shows="the epoch of the stop, and the best epoch",
             more="Then the loop comes to its end. Which number has its last epoch, if the first one has 0?"),
    ),
    (
        *named("future", "wrong rows", "The stop is right. The best epoch may lie after it here, or leaves out the "
               "last one: which epochs has the training seen?",
               *_changed(lambda stop, best, h, p: (stop, int(np.argmin(h))),
                         lambda stop, best, h, p: (stop, int(np.argmin(h[: max(stop, 1)]))))),
        *named("whole-history", "wrong rows", "These numbers fit a count from the lowest loss of the whole history. "
               "Does the training know the epochs to come?",
               lambda h, p: (min((best := int(np.argmin(h))) + p, len(h) - 1), best),
               lambda h, p: ((best := int(np.argmin(h))) + p, best)),
        *named("first-rise", "missing part", "These numbers fit a stop at the first rise, or a count from there. For "
               "what does the patience wait?", *_stopping(lambda k, p, h: k > 0 and h[k] > h[k - 1]),
               *(lambda h, p, f=f: (lambda k: (min(f(k, p), len(h) - 1), k))(next(
                   (k for k in range(len(h) - 1) if h[k + 1] > h[k]), len(h) - 1))
                 for f in (lambda k, p: k + 1, lambda k, p: k + p, lambda k, p: k + 1 + p))),
        *named("epoch-0-counted", "off by one", "Too early, or too late, where no loss is lower than the first. Is "
               "epoch 0 counted as one without improvement? The text has it as an improvement.",
               *_lowest_from((lambda h: h[0],), (lambda h: h[0], 1))),
        *named("last-of-equals", "boundary", "Where several losses are equally low the last of them is returned. Which "
               "one is asked for?", *_changed(
                   lambda stop, best, h, p: (stop, int(np.flatnonzero(h[: stop + 1] == h[best])[-1])))),
        *named("compared-with-the-one-before", "another function", "These numbers fit a comparison of each epoch with "
               "the one before. With which loss should it be compared?", *_counting(
                   lambda wait, k, h: 0 if h[k] < h[k - 1] else wait + 1,
                   lambda wait, k, h: wait + 1 if h[k] > h[k - 1] else 0,
                   lambda wait, k, h: wait + (h[k] >= h[k - 1]), lambda wait, k, h: wait + (h[k] > h[k - 1]))),
        *named("not-reset", "missing part", "These numbers fit a count that goes on after an improvement. When does "
               "the waiting begin anew?", *_counting(lambda wait, k, h: wait + (h[k] >= h[:k].min()))),
        *named("M27-ties", "boundary", "These numbers fit where an equal loss, or one that is not above all before it, "
               "counts as an improvement. What does lower mean on a plateau?", *_betters(lambda new, old: new <= old),
               *_stopping(lambda k, p, h: k >= p and min(h[k - p + 1 : k + 1]) > min(h[: k - p + 1]))),
        *named("one-late", "off by one", "One epoch late. With a patience of 1, how many epochs without a new lowest "
               "loss may there be?", *_patiences(lambda p: p + 1)),
        *named("patience-scaled", "scale", "These numbers fit twice the patience, or half of it.",
               *_patiences(lambda p: 2 * p, lambda p: max(p // 2, 1), lambda p: p + 2)),
        *named("one-early", "off by one", "One epoch early. How many epochs without a new lowest loss does the "
               "patience allow?", *_patiences(lambda p: max(p - 1, 0), lambda p: max(p - 1, 1))),
        *named("noticed-one-late", "order of steps", "The stop is noticed one epoch after it has come, and at the very "
               "end not at all, or is one too many. Does the question come before the count, or after the loop?",
               lambda h, p: (min(_early_stop(h, p)[0] + 1, len(h) - 1), _early_stop(h, p)[1]),
               *_changed(lambda stop, best, h, p: (stop + 1, best))),
        *named("compared-with-then", "another function", "These numbers fit a comparison with the loss, or the lowest "
               "or mean loss, of so many epochs ago. How many epochs ago was the lowest so far?", *_stopping(
                   lambda k, p, h: k >= p and h[k] >= h[k - p], lambda k, p, h: k >= p and h[k] > h[k - p],
                   lambda k, p, h: k >= 2 * p and min(h[k - p + 1 : k + 1]) >= min(h[k - 2 * p + 1 : k - p + 1]),
                   lambda k, p, h: k >= p and np.mean(h[k - p + 1 : k + 1]) >= h[k - p])),
        *named("never", "missing part", "This is always the last epoch. Where is the patience compared with something?",
               *_stopping(lambda k, p, h: False)),
        *named("patience-ignored", "missing part", "These numbers fit one and the same patience, whatever is given.",
               *_patiences(*(lambda p, n=n: n for n in (1, 2, 3, 5)))),
        *named("accuracy", "sign", "These numbers fit the highest value. The history holds losses: which is better?",
               *_betters(lambda new, old: new > old)),
        *named("swapped", "argument order", "The epoch of the stop comes first, then the best epoch.",
               *_changed(lambda stop, best, h, p: (best, stop))),
        *named("one-of-two", "shape", "One number comes back. Two are asked for: the epoch of the stop, and the best "
               "epoch.", *_changed(lambda stop, best, h, p: stop, lambda stop, best, h, p: best)),
        *named("three-numbers", "shape", "More than two numbers come back. Two are asked for: the epoch of the stop, "
               "and the best epoch.", *_changed(lambda stop, best, h, p: (stop, best, h[best]))),
        *named("loss-for-epoch", "another function", "A loss comes back. At which epoch was it reached?", *_changed(
            lambda stop, best, h, p: (stop, h[best]), lambda stop, best, h, p: (h[stop], h[best]))),
        *named("counted-from-one", "off by one", "Both are one too many. Which number has the first epoch?",
               *_changed(lambda stop, best, h, p: (stop + 1, best + 1))),
        *named("the-end", "boundary", "Right where it stops early. Which epoch is the last one, where the patience is "
               "never used up?", *_changed(*map(_at_the_end, (
                   lambda stop, best, h, p: stop + 1, lambda stop, best, h, p: best + p, lambda stop, best, h, p: -1,
                   lambda stop, best, h, p: 0, lambda stop, best, h, p: stop - 1)))),
        *named("length", "off by one", "Where the last epoch is reached, this is one too many. Counting begins with 0.",
               *_changed(lambda stop, best, h, p: (stop + (stop == len(h) - 1), best))),
        *named("one-for-both", "another function", "One epoch stands for both. The lowest loss comes before the stop: "
               "how long before?",
               *_changed(lambda stop, best, h, p: (stop, stop), lambda stop, best, h, p: (best, best))),
        *named("stop-minus-patience", "another function", "Right where it stops early. Does the best epoch always lie "
               "`patience` epochs back?", *_changed(
                   lambda stop, best, h, p: (stop, stop - p), lambda stop, best, h, p: (stop, max(stop - p, 0)))),
        *named("one-off", "off by one", "One of the two epochs is one too many or too few, and the other is right. "
               "Where does it come from: is it noted before or after the step to the next epoch?", *_changed(
                   lambda stop, best, h, p: (stop - 1, best), lambda stop, best, h, p: (stop, best + 1),
                   lambda stop, best, h, p: (stop, best - 1))),
        *named("other-losses", "wrong rows", "These numbers fit another history: without its first loss, turned round, "
               "or averaged over several epochs. Which losses are to be compared?",
               lambda h, p: _early_stop(h[1:], p), lambda h, p: _early_stop(h[::-1], p),
               lambda h, p: _early_stop(np.cumsum(h) / np.arange(1, len(h) + 1), p),
               lambda h, p: _early_stop(np.convolve(h, np.ones(3) / 3, "same"), p)),
        *named("not-epochs", "shape", "Something else than two epochs comes back: losses, or whether it stopped. The "
               "epoch of the stop and the best epoch are asked for.", *_changed(
                   lambda stop, best, h, p: h[best], lambda stop, best, h, p: h[: stop + 1],
                   lambda stop, best, h, p: (stop - best >= p, best), lambda stop, best, h, p: list(range(stop + 1)))),
        *named("patience-as-epoch", "another function", "The stop comes after the first `patience` epochs, whatever "
               "the losses are. From which epoch does the patience count?", lambda h, p: (p, 0),
               lambda h, p: (min(p, len(h) - 1), int(np.argmin(h[: p + 1])))),
        *named("waiting-for-stop", "another function", "The first number is how many epochs it waited. At which epoch "
               "does it stop?", *_changed(lambda stop, best, h, p: (stop - best, best))),
        *named("min-delta", "guard", "A small drop of the loss is not counted as an improvement here. How much lower "
               "must a loss be? Or is something rounded, or compared with a tolerance?",
               *_betters(*(lambda new, old, least=least: new < old - least for least in 10.0 ** -np.arange(1, 9)),
                         *(lambda new, old, part=part: new < old * (1 - part) for part in 10.0 ** -np.arange(2, 9)),
                         lambda new, old: new < old and not np.isclose(new, old),
                         lambda new, old: np.float32(new) < np.float32(old),
                         *(lambda new, old, n=n: round(new, n) < round(old, n) for n in (2, 3, 4, 5, 6, 8)))),
        *named("start-too-low", "boundary", "Losses above some number never count as an improvement. With which loss "
               "does the lowest so far begin?", *_lowest_from(*(
                   (lambda h, low=low: low, more) for low in (0.0, 1.0, 10.0, 100.0, 1e3, 1e4, 1e6, 1e9, 1e10, 1e12)
                   for more in (0, 1)), *((lambda h, low=low: low, 0, False) for low in (
                       0.0, 1.0, 10.0, 100.0, 1e3, 1e4, 1e6, 1e9, 1e10, 1e12)))),
        *named("lowest-not-renewed", "missing part", "These numbers fit a comparison with the first loss. What becomes "
               "of the lowest so far, after an improvement?", _against_the_first,
               *_counting(lambda wait, k, h: 0 if h[k] < h[0] else wait + 1)),
        *named("first-epoch-left-out", "off by one", "The first epoch of the history is not looked at.",
               *(lambda h, p, f=f: _early_stop(h, p, start=f(h)) for f in (lambda h: 1, lambda h: min(1, len(h) - 1)))),
    ),
    section="5.11",
)  # fmt: skip
