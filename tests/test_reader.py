"""A reader in JupyterLab: no answer is in sight on opening; a guess is committed, and answered by reading on."""

import ast

import pytest
from browser import leave_notebook, open_notebook, read_on, scroll_to, seen_cells, show_notebook, watched_page
from reworked import LESSONS
from test_predictions import cells_of, guesses, level

from course_utils.guesses import MIME, compare


@pytest.fixture(scope="module")
def desk(lab, browser):
    """One page on which a reader opens a lesson after the other."""
    with watched_page(browser, lab) as page:
        open_notebook(page, lab, f"notebooks/{LESSONS[0].name}")
        yield page


def folds(cells):
    """Return, for each guess, the numbers of the cells below its heading."""
    for guess, _ in guesses(cells):
        behind = range(guess + 2, len(cells))
        ends = (number for number in behind if level(cells[number]) and level(cells[number]) <= level(cells[guess + 1]))
        yield range(guess + 2, next(ends, len(cells)))


def answers(cells, numbers):
    """Return those of ``numbers`` whose cell has an output that sets a guess beside a measurement."""
    return [k for k in numbers if any(MIME in output.get("data", {}) for output in cells[k].get("outputs", []))]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_no_answer_is_in_sight_until_a_reader_has_guessed_and_reads_on(desk, path):
    cells = cells_of(path)
    show_notebook(desk, f"notebooks/{path.name}")
    seen, hidden = seen_cells(desk), [number for fold in folds(cells) for number in fold]
    assert answers(cells, hidden) and not answers(cells, seen)
    assert seen == [number for number in range(len(cells)) if number not in hidden]

    (guess, name), fold = guesses(cells)[0], next(folds(cells))
    example = cells[guess].source.partition("for example ")[2]
    read_on(desk, guess - 1)
    desk.keyboard.press("Enter")
    desk.keyboard.press("Control+A")
    desk.keyboard.type(f"{name} = {example}")
    read_on(desk, guess + 1)
    assert set(fold) <= set(seen_cells(desk))  # at the first Shift+Enter on the heading
    (answer,) = answers(cells, fold)
    read_on(desk, answer)
    value = ast.literal_eval(example)
    words = desk.get_by_text(str(compare(value, value)).partition(";")[0])  # "You said 5"
    scroll_to(desk, answer, words)
    words.wait_for()
    leave_notebook(desk)
