"""Proof that the comparison of notebooks with their stored outputs can fail."""

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import nbformat
import pytest
from test_notebook_files import is_executed_in_order

ROOT = Path(__file__).resolve().parent.parent


def untouched():
    """Return the beginning of the first lesson, up to the first number that it prints."""
    notebook = nbformat.read(ROOT / "notebooks" / "00_start_here.ipynb", as_version=4)
    for place, cell in enumerate(notebook.cells):
        if any(re.search(r"\d", output.get("text", "")) for output in cell.get("outputs", [])):
            notebook.cells = notebook.cells[: place + 1]
            return notebook


def corrupted():
    notebook = untouched()
    output = notebook.cells[-1].outputs[0]
    output.text = re.sub(r"\d(?=\D*$)", lambda digit: str((int(digit[0]) + 1) % 10), output.text)
    return notebook


def stripped():
    notebook = untouched()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.update(outputs=[], execution_count=None)
    return notebook


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory):
    """Return what pytest, with the suite's own options, says of each cell: {notebook: [passed, ...]}."""
    folder = tmp_path_factory.mktemp("notebooks")
    for make in (untouched, corrupted, stripped):
        nbformat.write(make(), folder / f"{make.__name__}.ipynb")
    command = [sys.executable, "-m", "pytest", "-c", ROOT / "pyproject.toml", "-p", "no:cacheprovider",
               "--junit-xml", folder / "report.xml", folder]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    passed = {}
    for case in ElementTree.parse(folder / "report.xml").iter("testcase"):
        passed.setdefault(Path(case.get("classname")).stem, []).append(not len(case))
    return passed


def test_a_notebook_that_was_left_alone_passes(verdicts):
    assert verdicts["untouched"] and all(verdicts["untouched"])
    assert not list(is_executed_in_order(untouched()))


def test_one_wrong_digit_in_a_stored_number_fails(verdicts):
    assert verdicts["corrupted"].count(False) == 1


def test_a_stripped_notebook_is_caught_though_nbval_passes_it(verdicts):
    assert all(verdicts["stripped"])
    assert list(is_executed_in_order(stripped()))
