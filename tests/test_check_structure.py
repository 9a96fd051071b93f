"""What every exercise has: its section, its parts, hints without formulas, families of mistakes, and a corpus."""

import re
from collections import Counter
from pathlib import Path

import pytest
from corpus import LESSONS, exercises

from course_utils.checks.engine.wording import FAMILY_OF
from course_utils.checks.families import FAMILIES

ROOT = Path(__file__).resolve().parent.parent
EXERCISES = [(lesson, name) for lesson in LESSONS for name in exercises(lesson)]
FORMULA = re.compile(r"@|np\.|\*\*| = ")
VALUE = re.compile(r" = -?\d[\d.]*(?! ?\w+\()")  # "at z = 0" is no formula
each = pytest.mark.parametrize(("lesson", "name"), EXERCISES)


def modules(folder):
    """Return lesson/module.py for the modules of all lessons in a folder."""
    return {f"{path.parent.name}/{path.name}" for lesson in LESSONS for path in (folder / lesson).glob("[!_]*.py")}


def test_every_check_has_its_module_of_right_forms_and_the_other_way_round():
    checks, corpus = modules(ROOT / "course_utils" / "checks"), modules(ROOT / "tests" / "corpus")
    assert sorted(f"tests/corpus/{name}" for name in checks - corpus) == []
    assert sorted(f"course_utils/checks/{name}" for name in corpus - checks) == []


@each
def test_the_module_the_exercise_and_the_section_agree(lesson, name):
    check = exercises(lesson)[name]
    assert check.name == name and check.section
    assert (ROOT / "course_utils" / "checks" / lesson / f"{name}.py").exists()


def test_no_section_is_that_of_two_exercises():
    sections = Counter(exercises(lesson)[name].section for lesson, name in EXERCISES)
    assert [section for section, count in sections.items() if count > 1] == []


@each
def test_parts_can_be_told_apart_and_the_help_has_a_second_step(lesson, name):
    parts = exercises(lesson)[name].parts
    assert len({part.title for part in parts}) == len(parts)
    assert all(part.hint for part in parts) and any(part.more for part in parts)


@each
def test_a_first_hint_holds_no_formula(lesson, name):
    hints = [part.hint for part in exercises(lesson)[name].parts]
    assert [hint for hint in hints if FORMULA.search(VALUE.sub("", hint))] == []


@each
def test_what_a_view_picks_has_a_name(lesson, name):
    nameless = [part.title for part in exercises(lesson)[name].parts if part.view and not part.shows]
    assert nameless == []


@each
def test_what_is_compared_is_named_in_a_few_words(lesson, name):
    shown = [part.shows for part in exercises(lesson)[name].parts]
    assert [words for words in shown if re.search(r"[a-z][A-Z]|[.?](?!\d)", words)] == []


@each
def test_every_mistake_has_a_family(lesson, name):
    strange = [(m.id, m.family) for m in exercises(lesson)[name].mistakes if m.family not in FAMILIES]
    assert strange == []


def test_no_family_holds_one_mistake_alone():
    ids = {(m.family, m.id) for lesson, name in EXERCISES for m in exercises(lesson)[name].mistakes}
    count = Counter(family for family, _ in {*ids, *((family, name) for name, family in FAMILY_OF.items())})
    assert [family for family in FAMILIES if count[family] < 2] == []
