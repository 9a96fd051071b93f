"""A mistake of each family, put into the solved notebook, fails there and is named; every right form passes there.

The checks run as students run them: as cells of the notebook, each answer in a process of its own. test_checks.py has
all mistakes, in one process: what an answer returns comes as the same lines from either.
"""

import dis
import functools
import re
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import pytest
from corpus import LESSONS, exercises, right

ROOT = Path(__file__).resolve().parent.parent
SOLVED = sorted((ROOT / "solutions").glob("*/*.ipynb"))
CHECK = re.compile(r"checks\.(\w+)\((\w+)\)")
IMPORT = re.compile(r"from course_utils\.checks import (\w+) as checks")


@functools.cache
def code(path):
    return [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


@functools.cache
def checked(path):
    """Return the check cells by the name of the answer that they judge."""
    return {match[2]: source for source in code(path) if (match := CHECK.fullmatch(source))}


@functools.cache
def solved(path):
    """Run a solved notebook without its check cells; return its names."""
    names = {"__name__": "__main__"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plt, "show", lambda: plt.close("all"))
        for source in code(path):
            if not CHECK.fullmatch(source):
                exec(compile(source, path.name, "exec"), names)
    return names


def spliced(path, name, answer, check):
    """Put an answer into the notebook, evaluate one check cell, and take it out again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(solved(path), name, answer)
        return eval(checked(path)[check], solved(path))


def users(path, name):
    """Return the answers that call this one, or call one that does."""
    answers = {answer: names_in(solved(path)[answer].__code__) for answer in checked(path)}
    found, last = {name}, set()
    while found != last:
        last = found
        found = found | {answer for answer, its in answers.items() if its & found}
    return found - {name}


def names_in(code):
    """Return the names that a function takes from its notebook."""
    inner = [const for const in code.co_consts if hasattr(const, "co_consts")]
    own = {step.argval for step in dis.get_instructions(code) if step.opname == "LOAD_GLOBAL"}
    return own.union(*map(names_in, inner))


LESSON_OF = {path: name for path in SOLVED for name in IMPORT.findall("\n".join(code(path)))}
EXERCISES = [(path, name) for path in LESSON_OF for name in checked(path)]
each = pytest.mark.parametrize(("path", "name"), EXERCISES, ids=lambda value: getattr(value, "stem", value))


def test_every_exercise_of_every_lesson_is_in_a_notebook():
    assert sorted(LESSON_OF.values()) == LESSONS
    for path, lesson in LESSON_OF.items():
        assert set(checked(path)) == set(exercises(lesson))
        assert all(CHECK.fullmatch(source)[1] == answer for answer, source in checked(path).items())


@each
def test_a_broken_answer_fails_with_those_that_are_built_on_it_and_no_other(path, name, here):
    def broken(*arguments):
        raise ArithmeticError

    failed = {other for other in checked(path) if not spliced(path, name, broken, other).passed}
    assert failed == {name} | users(path, name)


@each
def test_a_mistake_of_each_family_fails_its_own_exercise_and_is_named(path, name):
    mistakes = {mistake.family: mistake for mistake in exercises(LESSON_OF[path])[name].mistakes}.values()
    verdicts = [(mistake, spliced(path, name, mistake.answer, name)) for mistake in mistakes]
    wrong = [f"{m.id}: {v.message}" for m, v in verdicts if v.diagnosis != m.id or v.points >= v.max_points]
    assert not wrong, "\n\n".join(wrong)


@each
def test_every_right_form_passes_in_the_notebook(path, name):
    answers = [solved(path)[name], *right(LESSON_OF[path], name)]
    verdicts = [spliced(path, name, answer, name) for answer in answers]
    wrong = [v.message for v in verdicts if v.points != v.max_points]
    assert not wrong, "\n\n".join(wrong)
