"""Write the exercises of a lesson as an assignment for otter-grader, and so for Gradescope.

    python tools/export_otter.py 01_definition exported
    otter assign exported/01_definition/01_definition_exercises.ipynb exported/01_definition/otter    (otter's own step)

The source is nbgrader's, solutions/. An answer and the check under it become a question. otter knows only tests that
pass or fail, so every point of a check is a test of its own, and partial credit is the same in both.
"""

import argparse
import ast
import shutil
import sys
import tomllib
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_raw_cell
from nbgrader.utils import is_grade, is_solution

ROOT = Path(__file__).resolve().parent.parent
NOT_FOR_GRADING = ("jupyterlab", "nbval", "pytest")
CONFIG = """\
# ASSIGNMENT CONFIG
name: {name}
requirements:
{requirements}
files:
  - course_utils
tests:
  ok_format: false
export_cell: false
solutions_pdf: false
"""
TEST = """\
def test_point_{point}({names}):
    feedback = {check}
    assert feedback.points >= {point}, feedback.message
"""


def exported(notebook, name):
    """Return a copy of a solved notebook in otter's own form.

    Raises ValueError for a check that is not one expression, or whose points are not whole.
    """
    found = nbformat.v4.new_notebook(metadata=notebook.metadata, cells=[new_raw_cell(_config(name))])
    for cell in notebook.cells:
        if is_solution(cell):
            question = cell.metadata.nbgrader.grade_id
            found.cells += [new_raw_cell(f"# BEGIN QUESTION\nname: {question}"), new_raw_cell("# BEGIN SOLUTION"),
                            new_code_cell(cell.source), new_raw_cell("# END SOLUTION")]  # fmt: skip
        elif is_grade(cell):
            found.cells += [new_raw_cell("# BEGIN TESTS"), *tests(cell), new_raw_cell("# END TESTS"),
                            new_raw_cell("# END QUESTION")]  # fmt: skip
        elif cell.cell_type == "code":
            found.cells.append(new_code_cell(cell.source))
        else:
            found.cells.append(cell)
    return found


def _config(name):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = [f"  - {what}" for what in project["dependencies"] if not what.startswith(NOT_FOR_GRADING)]
    return CONFIG.format(name=name, requirements="\n".join(needed))


def tests(cell):
    """Return a test cell for each point of a check."""
    points = cell.metadata.nbgrader.points
    tree = ast.parse(cell.source)
    if len(tree.body) != 1 or not isinstance(tree.body[0], ast.Expr) or points != int(points):
        raise ValueError(f"otter needs a check that is one expression with whole points, and this is: {cell.source}")
    names = ", ".join(dict.fromkeys(node.id for node in ast.walk(tree) if isinstance(node, ast.Name)))
    config = '""" # BEGIN TEST CONFIG\npoints: 1\n""" # END TEST CONFIG\n'
    return [new_code_cell(config + TEST.format(point=point, names=names, check=cell.source))
            for point in range(1, int(points) + 1)]  # fmt: skip


def main(arguments, root=ROOT):
    """Write FOLDER/LESSON: the notebooks in otter's form, and the course's package beside them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("lesson", help="the name of a folder in solutions/, for example 01_definition")
    parser.add_argument("folder", type=Path, help="where to write it")
    options = parser.parse_args(arguments)
    solved, target = sorted((root / "solutions" / options.lesson).glob("*.ipynb")), options.folder / options.lesson
    if not solved:
        sys.exit(f"There is no notebook in solutions/{options.lesson}.")
    ignored = shutil.ignore_patterns("__pycache__", ".*")
    shutil.copytree(root / "course_utils", target / "course_utils", ignore=ignored, dirs_exist_ok=True)
    for path in solved:
        nbformat.write(exported(nbformat.read(path, as_version=4), path.stem), target / path.name)
        print(f"{target / path.name}: written.")


if __name__ == "__main__":
    main(sys.argv[1:])
