"""The glossary and the toolbox: each term has its section, and no lesson uses it before it is explained."""

import re
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pytest
from reworked import NAMES

from tools import glossary

ROOT = Path(__file__).resolve().parent.parent
PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NOTEBOOKS = {path.stem: nbformat.read(path, as_version=4).cells for path in PATHS}
LESSONS = [name for name in NOTEBOOKS if name[:1].isdigit()]
ENTRIES = glossary.entries()
WORKED = {name[:2] for name in NAMES}  # the lessons that are held to the glossary; the others are under work
# words that also mean something plain, which is met first
EVERYDAY = set("axis dead gain information inverse key miss plateau shape slope temperature unit value".split())
each = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.terms[0])


def prose(name):
    """Return (section, text) of each Markdown cell, without the first one, what comes next, tables and code."""
    section, found = "", []
    for cell in NOTEBOOKS[name][1:]:
        if cell.cell_type == "markdown" and not cell.source.startswith("**Next.**"):
            heading = re.match(r"## (?:(\d+\.\d+) )?(.*)", cell.source)
            section = (heading[1] or heading[2]) if heading else section
            found.append((section, re.sub(r"^\|.*$|`[^`]*`", "", cell.source, flags=re.M)))
    return found


def headings(name):
    lines = (re.match(r"#+ (.+)", cell.source) for cell in NOTEBOOKS[name] if cell.cell_type == "markdown")
    return {glossary.anchor(line[1]) for line in lines if line}


def uses(term, text):
    return re.search(rf"(?<![\w-]){re.escape(term)}(?:e?s)?(?![\w-])", text, re.I)


def explains(entry, text):
    """Tell whether a text sets one of the terms in italics or bold, as the course does where it explains a word."""
    set_off = re.findall(r"\*+([^*]+)\*+", text)
    return any(uses(term, words) for term in entry.terms for words in set_off)


def lesson_of(entry):
    """Return the number of the lesson that the entry names, "03", or None for the toolbox."""
    number = re.search(r"(\d+)\.", entry.place)
    return f"{int(number[1]):02}" if number else None


def test_every_line_is_an_entry_and_they_stand_in_order():
    lines = [line for cell in NOTEBOOKS["glossary"] for line in cell.source.splitlines() if line.startswith("- ")]
    assert len(lines) == len(ENTRIES)
    first = [entry.terms[0].lower() for entry in ENTRIES]
    assert first == sorted(first)
    terms = [term.lower() for entry in ENTRIES for term in entry.terms]
    assert len(terms) == len(set(terms))


@each
def test_a_link_leads_to_its_section(entry):
    wanted = glossary.link_to(entry.place)
    if lesson_of(entry) in WORKED and "exercise" not in entry.place:
        assert entry.link == wanted, "run python tools/glossary.py"
    elif wanted is None:
        name, _, fragment = entry.link.partition(".ipynb#")
        assert fragment in headings(name)


@each
def test_the_section_explains_the_term(entry):
    if entry.place.startswith("exercise"):
        path = (ROOT / "notebooks" / entry.link).resolve()
        cells = [cell.source for cell in nbformat.read(path, as_version=4).cells]
    elif lesson_of(entry) is None:
        cells = [text for _, text in prose("toolbox")]
    elif lesson_of(entry) in WORKED:
        name = entry.link.partition(".ipynb")[0]
        cells = [text for section, text in prose(name) if section == entry.place]
    else:
        pytest.skip("the lesson is under work")
    assert any(explains(entry, text) for text in cells), f"{entry.place} sets none of {entry.terms} in italics"


@each
def test_a_term_is_explained_where_the_course_first_uses_it(entry):
    """The first use is set off, stands beside a link to the toolbox or the glossary, or says "(lesson 05)" behind."""
    terms = [term for term in entry.terms if term not in EVERYDAY]
    for name in LESSONS:
        for section, text in prose(name):
            if any(uses(term, text) for term in terms):
                later = any(re.search(rf"{re.escape(term)}(e?s)? \(lesson", text, re.I) for term in terms)
                ok = later or explains(entry, text) or "](toolbox.ipynb" in text or "](glossary.ipynb" in text
                assert ok or name[:2] not in WORKED, (
                    f"{name}, section {section}, uses {terms} first; the glossary says {entry.place} explains it. "
                    "Explain it there, in italics, or link to the toolbox or the glossary.")
                return


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_links_to_the_toolbox_and_the_glossary_lead_to_a_page_of_theirs(name):
    for cell in NOTEBOOKS[name]:
        if cell.cell_type == "markdown":
            for target, fragment in re.findall(r"\]\((?:(toolbox|glossary)\.ipynb)?#([^)]+)\)", cell.source):
                assert unquote(fragment) in headings(target or name), f"{name}: no section {fragment}"


def test_a_use_before_its_explanation_is_noticed():
    entry = glossary.Entry(("odds", "chances"), "", "1.1", "")
    assert explains(entry, "These are *odds* of 3 to 1") and not explains(entry, "*These* are odds of *3* to 1")
    assert uses("odds", "the odds are") and not uses("odds", "log-odds")
