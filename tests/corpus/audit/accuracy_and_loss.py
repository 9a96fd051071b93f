"""Right answers to exercise S4, accuracy_and_loss, each written differently."""

from corpus.audit._shared import SCORES


def _of_kz(score):
    return lambda z, y, k: score(k * z, y)


RIGHT = [_of_kz(score) for score in SCORES]
