"""Questions: each option is answered, one is right, and nothing gives it away before it is chosen."""

import re
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest

from course_utils import questions
from course_utils.questions import Option, Question, ask
from tools import glossary

ALL = list(questions.questions().values())
LESSONS = sorted((Path(__file__).resolve().parent.parent / "notebooks").glob("*.ipynb"))
TOOLBOX = {cell.source[3:].splitlines()[0] for path in LESSONS if path.stem == "toolbox"
           for cell in nbformat.read(path, as_version=4).cells if cell.source.startswith("## ")}  # fmt: skip
SECTIONS = glossary.sections()  # those of lesson 00 have no numbers
each = pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)


@each
def test_each_option_is_answered_and_one_is_right(question):
    assert re.fullmatch(r"\d\d-(start|end|assumed)-\d+|toolbox-[a-z]+-\d+", question.id)
    assert question.about in {"0", *SECTIONS} or question.about.removeprefix("toolbox ") in TOOLBOX
    assert 3 <= len(question.options) <= 5 and sum(option.right for option in question.options) == 1
    assert len({option.text for option in question.options}) == len(question.options)
    assert all(len(option.says) > 20 for option in question.options)
    assert question.text.endswith("?")


@each
def test_length_does_not_give_the_right_one_away(question):
    lengths = {option.text: len(option.text) for option in question.options}
    right = next(option.text for option in question.options if option.right)
    assert lengths[right] <= 1.6 * max(length for text, length in lengths.items() if text != right) + 12


class Visible(HTMLParser):
    """Collect what is seen while nothing is unfolded: all text outside <details>, and in each <summary>."""

    def __init__(self, page):
        super().__init__()
        self.depth, self.summary, self.seen = 0, False, []
        self.feed(page)

    def handle_starttag(self, tag, _):
        self.depth += tag == "details"
        self.summary |= tag == "summary"

    def handle_endtag(self, tag):
        self.depth -= tag == "details"
        self.summary &= tag != "summary"

    def handle_data(self, data):
        if not self.depth or self.summary:
            self.seen.append(data)


@each
def test_no_sentence_is_seen_before_its_option_is_chosen(question):
    seen = " ".join(Visible(question._repr_html_()).seen)
    for option in question.options:
        assert option.text in seen and option.says not in seen and option.says not in repr(question)
    assert "✓" not in seen and "✗" not in seen


def test_the_right_one_is_not_always_in_the_same_place():
    places = {[o.right for o in question.shown].index(True) for question in ALL}
    assert len(places) > 1


def test_an_unknown_question_is_named():
    with pytest.raises(ValueError, match="There is no question '01-x'; this lesson has 01-"):
        ask("01-x")


def test_what_stands_in_a_question_is_text():
    shown = Question("01-end-9", "1", "a < b?", (Option("<b>", "s < t"), Option("c", "d", True)))._repr_html_()
    assert "a &lt; b?" in shown and "&lt;b&gt;" in shown and "s &lt; t" in shown


def test_a_question_names_its_section_or_its_lesson():
    options = (Option("a", "b", right=True), Option("c", "d"))
    assert "(section 7.1)" in Question("08-start-9", "7.1", "a?", options)._repr_html_()
    assert "(lesson 00)" in Question("01-start-9", "0", "a?", options)._repr_html_()


def test_every_question_is_asked_once_and_by_its_lesson():
    asked = [(path.name[:2], name) for path in LESSONS for cell in nbformat.read(path, as_version=4).cells
             if cell.cell_type == "code" for name in re.findall(r'ask\("([^"]+)"\)', cell.source)]  # fmt: skip
    assert all(lesson == name[:2] for lesson, name in asked)
    assert len(asked) == len(set(asked))
