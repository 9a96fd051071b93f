"""Right answers to exercise C3, evaluate, each written differently."""

from corpus.audit._shared import SCORES

RIGHT = SCORES
