"""Predictions: each is followed by a folded heading over all that answers it, and is answered by name."""

import re

import nbformat
import pytest
from reworked import LESSONS

GUESS = re.compile(r"(guess_\w+) = None\b")
each = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


def cells_of(path):
    return nbformat.read(path, as_version=4).cells


def level(cell):
    """Return the level of the heading that a cell begins with, or None."""
    heading = re.match(r"(#+) ", cell.source) if cell.cell_type == "markdown" else None
    return len(heading[1]) if heading else None


def guesses(cells):
    """Return (number of the cell, name) for each cell in which a reader writes a guess."""
    return [(i, match[1]) for i, cell in enumerate(cells) if cell.cell_type == "code"
            for match in [GUESS.match(cell.source)] if match]  # fmt: skip


@each
def test_below_each_guess_stands_a_folded_heading_over_its_answer(path):
    cells = cells_of(path)
    for i, name in guesses(cells):
        heading = cells[i + 1]
        assert heading.cell_type == "markdown" and re.fullmatch(r"#+ Measure", heading.source), (name, heading.source)
        assert heading.metadata.get("jp-MarkdownHeadingCollapsed") is True, name
        behind = cells[i + 2 :]
        assert behind[0].cell_type == "code" or (level(behind[0]) or 0) > level(heading), f"{name}: it unfolds too late"
        end = next((k for k, cell in enumerate(behind) if level(cell) and level(cell) <= level(heading)), len(behind))
        answers = [cell for cell in behind[:end] if re.search(rf"\bcompare\({name}\b", cell.source)]
        assert len(answers) == 1, f"{name}: {len(answers)} cells below its heading compare it"
        assert not any(GUESS.match(cell.source) for cell in behind[:end]), f"a guess is folded away below {name}"


@each
def test_no_heading_called_measure_stands_without_a_guess_and_no_name_is_used_twice(path):
    cells = cells_of(path)
    headings = [i for i, cell in enumerate(cells) if re.match("#+ Measure", cell.source)]
    found = guesses(cells)
    assert [i - 1 for i in headings] == [i for i, _ in found]
    names = [name for _, name in found]
    assert len(names) == len(set(names)) and len(names) >= 1
    assert not any(re.search(r"^guess\b", cell.source, re.M) for cell in cells if cell.cell_type == "code")


@each
def test_a_heading_begins_its_cell_so_that_folding_ends_there(path):
    prose = [cell.source for cell in cells_of(path) if cell.cell_type == "markdown"]
    assert not [source for source in prose if re.search(r"\n#+ ", source)]


@each
def test_a_question_is_asked_before_its_guess_and_a_form_of_answer_is_shown(path):
    cells = cells_of(path)
    for i, name in guesses(cells):
        before = "\n".join(cell.source for cell in cells[max(i - 4, 0) : i] if cell.cell_type == "markdown")
        assert "**Predict" in before, name
        assert "# " in cells[i].source, f"{name} shows no form of an answer"


@each
def test_three_questions_open_a_lesson_and_three_close_it(path):
    asked = [name for cell in cells_of(path) for name in re.findall(r'^ask\("(\d\d-\w+-\d+)"\)', cell.source, re.M)]
    number = path.name[:2]
    wanted = [f"{number}-assumed-{k}" for k in range(1, 11)] if number == "00" else [
        f"{number}-{where}-{k}" for where in ("start", "end") for k in (1, 2, 3)
    ]
    assert asked == wanted
