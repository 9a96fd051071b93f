"""Answers that yield a known mistake's numbers in another way: nothing is said of them that they do not do."""

import importlib
import pkgutil

import pytest
from corpus import alike, exercises

ALIKE = [case for module in pkgutil.iter_modules(alike.__path__)
         for case in importlib.import_module(f"corpus.alike.{module.name}").ALIKE]  # fmt: skip


@pytest.mark.parametrize(("lesson", "name", "family", "answer", "words"), ALIKE, ids=[case[1] for case in ALIKE])
def test_nothing_is_said_that_the_answer_does_not_do(lesson, name, family, answer, words, here):
    feedback = exercises(lesson)[name](answer)
    assert not feedback.passed
    assert not [word for word in words if word in feedback.message], feedback.message
