"""The notebooks as files: executed, tidy, and written the way the course writes."""

import ast
import functools
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import mistune
import nbformat
import pytest
from nbformat import v4

ROOT = Path(__file__).resolve().parent.parent
FORBIDDEN = re.compile(r"[%!]pip\b|sys\.path\b|np\.random\.seed|import \*")
MACHINE_PATH = re.compile(r"/(?:home|Users|root|tmp|private)/\w|\b[A-Z]:\\\w|\bat 0x[0-9a-f]+")
NUMBER = re.compile(r"(?<![\w.])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def notebooks_in(*folders):
    """Return the notebooks under these folders, without the copies that JupyterLab keeps."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.ipynb"))
    return sorted(path for path in found if ".ipynb_checkpoints" not in path.parts)


EXECUTED = notebooks_in("notebooks", "solutions")
PAGES = [ROOT / "README.md", *EXECUTED, *notebooks_in("exercises")]


@functools.cache
def read(path):
    return nbformat.read(path, as_version=nbformat.NO_CONVERT)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def outputs(notebook):
    return [output for cell in code_cells(notebook) for output in cell.outputs]


def text(cell):
    """Return what a reader sees as plain text in a cell's outputs."""
    return "\n".join(out.get("text") or out.get("data", {}).get("text/plain", "") for out in cell.outputs)


def prose(notebook):
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


# Each check yields its complaints about a notebook.

def is_valid(notebook):
    if not nbformat.validator.isvalid(notebook):
        yield "nbformat calls it invalid, or two cells share an id"


def is_executed_in_order(notebook):
    counts = [cell.execution_count for cell in code_cells(notebook)]
    if counts != list(range(1, len(counts) + 1)):
        yield f"execution counts are {counts}"


def is_compared_by_nbval(notebook):
    tags = {tag for cell in notebook.cells for tag in cell.metadata.get("tags", [])}
    yield from tags & {"nbval-skip"}  # while nbval-ignore-output is what a cell that measures time must have


def is_quiet(notebook):
    yield from (output.text for output in outputs(notebook) if output.get("name") == "stderr")


def is_free_of_passing_things(notebook):
    if "widgets" in notebook.metadata:
        yield "holds the state of widgets"
    if "jupytext" in notebook.metadata:
        yield "holds what jupytext noted down"
    if any(WIDGET_VIEW in output.get("data", {}) for output in outputs(notebook)):
        yield "holds a view of a widget, which no reader has"
    if any("execution" in cell.metadata for cell in notebook.cells):
        yield "holds times of execution"
    if "version" in notebook.metadata.language_info:
        yield "names one interpreter"


def says_of_its_kernel_what_jupyterlab_would_write(notebook):
    if notebook.metadata.kernelspec != KERNEL:
        yield f"kernel: {notebook.metadata.kernelspec}; JupyterLab would call the notebook modified"


def is_of_no_machine(notebook):
    for cell in code_cells(notebook):
        yield from MACHINE_PATH.findall(cell.source + text(cell))


def prints_short_plain_numbers(notebook):
    for cell in code_cells(notebook):
        if "long-number" not in cell.metadata.get("tags", []):
            yield from re.findall(r"np\.\w+\(.*", text(cell))
            digits = (re.sub("[,.]", "", number).strip("0") for number in NUMBER.findall(text(cell)))
            yield from (significant for significant in digits if len(significant) > 6)


def keeps_the_house_rules(notebook):
    yield from (found for cell in code_cells(notebook) for found in FORBIDDEN.findall(cell.source))


def has_one_title_at_the_top(notebook):
    titles = re.findall(r"^# .+", re.sub(r"```.*?```", "", prose(notebook), flags=re.DOTALL), re.MULTILINE)
    if len(titles) != 1 or not notebook.cells[0].source.startswith(titles[0]):
        yield f"titles: {titles}"


def imports_only_in_its_first_cell(notebook):
    for cell in code_cells(notebook)[1:]:
        yield from (node for node in ast.parse(cell.source).body if isinstance(node, (ast.Import, ast.ImportFrom)))


CHECKS = [is_valid, is_executed_in_order, is_compared_by_nbval, is_quiet, is_free_of_passing_things,
          says_of_its_kernel_what_jupyterlab_would_write, is_of_no_machine, prints_short_plain_numbers,
          keeps_the_house_rules, has_one_title_at_the_top,
          imports_only_in_its_first_cell]
each_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)


@each_check
@pytest.mark.parametrize("path", EXECUTED, ids=lambda path: path.stem)
def test_notebook(path, check):
    assert not list(check(read(path)))


def test_both_folders_have_notebooks_once_there_is_a_lesson():
    if (ROOT / "notebooks" / "01_definition.ipynb").exists():
        assert notebooks_in("notebooks") and notebooks_in("solutions")


@pytest.mark.parametrize("path", notebooks_in("notebooks"), ids=lambda path: path.stem)
def test_no_lesson_holds_a_solution(path):
    assert "BEGIN SOLUTION" not in path.read_text("utf-8")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_relative_links_lead_somewhere(path):
    page = path.read_text("utf-8") if path.suffix == ".md" else prose(read(path))
    assert not list(broken_links(page, path.parent))


def broken_links(page, folder):
    for link in re.findall(r'(?:href|src)="([^"]+)"', mistune.html(page)):
        parts = urlsplit(link)
        if parts.path and not parts.scheme and not (folder / unquote(parts.path)).exists():
            yield link


# The checks themselves: each passes a sound notebook, and complains about one that is broken in its way.

def sound_notebook():
    numbers = v4.new_output("stream", text="1,000,000 and 1e-300 and 0.000123456 and v1.2.345678\n")
    cells = [v4.new_markdown_cell("# How steep is it?\n\n```\n# no title\n```"),
             v4.new_code_cell("import numpy as np", execution_count=1),
             v4.new_code_cell("print(...)", execution_count=2, outputs=[numbers])]
    return v4.new_notebook(cells=cells, metadata={"language_info": {"name": "python"}, "kernelspec": dict(KERNEL)})


@each_check
def test_check_passes_a_sound_notebook(check):
    assert not list(check(sound_notebook()))


def last_cell(**changes):
    return lambda notebook: notebook.cells[-1].update(changes)


def prints(text, name="stdout"):
    return last_cell(outputs=[v4.new_output("stream", text=text, name=name)])


@pytest.mark.parametrize(("check", "break_it"), [
    (is_valid, lambda notebook: notebook.cells[1].update(id=notebook.cells[2].id)),
    (is_executed_in_order, last_cell(execution_count=None)),
    (is_compared_by_nbval, last_cell(metadata={"tags": ["nbval-skip"]})),
    (is_quiet, prints("a warning", name="stderr")),
    (is_free_of_passing_things, lambda notebook: notebook.metadata.update(widgets={})),
    (is_free_of_passing_things, lambda notebook: notebook.metadata.update(jupytext={})),
    (is_free_of_passing_things, last_cell(outputs=[v4.new_output("display_data", {WIDGET_VIEW: {}})])),
    (is_free_of_passing_things, last_cell(metadata={"execution": {}})),
    (is_free_of_passing_things, lambda notebook: notebook.metadata.language_info.update(version="3.12.1")),
    (says_of_its_kernel_what_jupyterlab_would_write,
     lambda notebook: notebook.metadata.kernelspec.update(display_name="Python 3")),
    (is_of_no_machine, prints("/home/ada/course")),
    (is_of_no_machine, prints("<object at 0x7f5b1af31010>")),
    (prints_short_plain_numbers, prints("0.26894142")),
    (prints_short_plain_numbers, prints("1,797,364 steps")),
    (prints_short_plain_numbers, prints("np.float64(0.25)")),
    (keeps_the_house_rules, last_cell(source="np.random.seed(0)")),
    (has_one_title_at_the_top, lambda notebook: notebook.cells.append(v4.new_markdown_cell("# Two"))),
    (has_one_title_at_the_top, lambda notebook: notebook.cells.pop(0)),
    (imports_only_in_its_first_cell, last_cell(source="from math import exp")),
])
def test_check_complains_about_a_broken_notebook(check, break_it):
    notebook = sound_notebook()
    break_it(notebook)
    assert list(check(notebook))


def test_broken_link_is_found(tmp_path):
    (tmp_path / "a b.md").touch()
    page = "[right](a%20b.md#part) [far](https://example.org) [here](#part) ![wrong](c.png) `[code](d.md)`"
    assert list(broken_links(page, tmp_path)) == ["c.png"]
