"""A class to be graded: submissions to lesson 01, each with what became of it, made from the released notebook."""

import copy
import json
from dataclasses import dataclass
from pathlib import Path

import nbformat
import numpy as np
from nbformat.v4 import new_code_cell, new_markdown_cell

from course_utils import activations
from course_utils.checks import definition as checks

ROOT = Path(__file__).resolve().parent.parent
ASSIGNMENT = "01_definition"
NAME = "01_definition_exercises.ipynb"
RELEASED = nbformat.read(ROOT / "exercises" / ASSIGNMENT / NAME, as_version=4)
SOLVED = nbformat.read(ROOT / "solutions" / ASSIGNMENT / NAME, as_version=4)


def _name(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id")


ANSWERS = {_name(cell): cell.source for cell in SOLVED.cells if cell.metadata.get("nbgrader", {}).get("solution")}
STUBS = {_name(cell): cell.source for cell in RELEASED.cells if _name(cell) in ANSWERS}
POINTS = {_name(cell)[len("check_"):]: cell.metadata.nbgrader.points for cell in RELEASED.cells
          if cell.metadata.get("nbgrader", {}).get("grade")}  # fmt: skip
ALL = sum(POINTS.values())

WRONG = {  # exercise: a wrong body for its function
    "tanh_from_sigmoid": "return 2 * activations.sigmoid(x) - 1",
    "logistic": "return L * activations.sigmoid(k * x - x0)",
    "logit": "return np.log10(p / (1 - p))",
    "saturation_point": "return -np.log(float(np.finfo(dtype).eps))",
    "sigmoid": "return 1 / (1 + np.exp(-x))",
    "log_sigmoid": "return np.log(activations.sigmoid(x))",
    "elo_expected": "return activations.sigmoid(delta / 400)",
}


def deserved(exercise, source):
    """Return the points that the check gives to an answer when it is called by itself."""
    scope = {"np": np, "activations": activations}
    exec(source, scope)
    return getattr(checks, exercise)(scope[exercise]).points


def function(exercise, body):
    """Return the source of an answer with another body."""
    return STUBS[exercise].replace("...", body.replace("\n", "\n    "))


PARTIAL = {name: deserved(name, function(name, body)) for name, body in WRONG.items()}


@dataclass
class Submission:
    """What a student handed in, {file name: bytes}, and what it deserves: points, or None and a reason."""

    files: dict
    points: float | None
    says: str = ""  # must be part of the note or the reason


def filled(**answers):
    """Return the released notebook with every answer right, but for those given as sources."""
    notebook = copy.deepcopy(RELEASED)
    for cell in notebook.cells:
        cell.source = (ANSWERS | answers).get(_name(cell), cell.source)
    return notebook


def place(notebook, name):
    """Return the index of the cell with this grade id."""
    return next(i for i, cell in enumerate(notebook.cells) if _name(cell) == name)


def _file(notebook):
    return {NAME: nbformat.writes(notebook).encode()}


def _answer(source, points=ALL, says="", exercise="logit"):
    """Hand in a notebook that is right, but for one answer."""
    return Submission(_file(filled(**{exercise: source})), points, says)


def _edited(change, points=ALL, says=""):
    """Hand in a right notebook after a change to it."""
    notebook = filled()
    return Submission(_file(change(notebook) or notebook), points, says)


def _with_first(source):
    """Hand in a right notebook with a cell of one's own under the imports."""
    return _edited(lambda nb: nb.cells.insert(2, new_code_cell(source)))


def _bytes(content, says):
    return Submission({NAME: content}, None, says)


def _doubled(name, changed=None, at=1):
    def change(notebook):
        i = place(notebook, name)
        twin = copy.deepcopy(notebook.cells[i])
        twin.id, twin.source = "twin-" + twin.id, changed or twin.source
        notebook.cells.insert(i + at, twin)

    return change


def _split(notebook):
    i = place(notebook, "sigmoid")
    half = copy.deepcopy(notebook.cells[i])
    lines = half.source.splitlines()
    notebook.cells[i].source, half.source, half.id = "\n".join(lines[:3]), "\n".join(lines[3:]), "half"
    notebook.cells.insert(i + 1, half)


def _torn(notebook):
    """Like a split, but the second half has lost its metadata."""
    _split(notebook)
    notebook.cells[place(notebook, "sigmoid") + 1].metadata = {}


def _deleted(*names):
    def change(notebook):
        notebook.cells = [cell for cell in notebook.cells if _name(cell) not in names]

    return change


def _test_edited(notebook):
    notebook.cells[place(notebook, "logit")].source = function("logit", WRONG["logit"])
    notebook.cells[place(notebook, "check_logit")].source = "3.0"


def _retyped(name):
    def change(notebook):
        i = place(notebook, name)
        old = notebook.cells[i]
        notebook.cells[i] = new_markdown_cell(old.source, metadata=old.metadata, id=old.id)

    return change


def _kernel(spec):
    def change(notebook):
        del notebook.metadata["kernelspec"]
        notebook.metadata.update(spec)

    return change


def _out_of_order(notebook):
    """The check of logit is above the answer, which uses a helper from the cell under it."""
    i = place(notebook, "logit")
    notebook.cells[i].source = function("logit", "return odds_then_log(p)")
    notebook.cells.insert(i, notebook.cells.pop(place(notebook, "check_logit")))
    helper = "def odds_then_log(p):\n    return np.log(p) - np.log1p(-p)"
    notebook.cells.append(new_code_cell(helper))


def _huge_output(notebook):
    text = "x" * 20_000_000
    cell = notebook.cells[place(notebook, "logit")]
    cell.outputs = [nbformat.v4.new_output("stream", text=text)]
    notebook.cells.insert(2, new_code_cell("print('x' * 20_000_000)"))


def _old(major):
    """Return the right notebook as another version of the format writes it."""
    if major == 3:
        return nbformat.v4.downgrade(filled())
    notebook = filled()
    notebook.nbformat_minor = 0
    for cell in notebook.cells:
        cell.pop("id")
    return notebook


def everyday(size):
    """Return a class as classes are, {student: bytes}: right, wrong here and there, untouched; nothing broken."""
    kinds = [filled(), RELEASED, *(filled(**{name: function(name, body)}) for name, body in WRONG.items())]
    return {f"student{i:03}": nbformat.writes(kinds[i % len(kinds)]).encode() for i in range(size)}


def corpus():
    """Return {student: Submission}."""
    right = _file(filled())[NAME]
    n = POINTS["logit"]
    attack = "\nreturn np.log(p) - np.log1p(-p)"
    loop = function("logit", "while True:\n    pass")
    wrong_everywhere = _file(filled(**{name: function(name, body) for name, body in WRONG.items()}))
    found = {
        "right": Submission({NAME: right}, ALL),
        "untouched": Submission(_file(RELEASED), 0),
        "wrong everywhere": Submission(wrong_everywhere, sum(PARTIAL.values())),
        **{f"wrong {name}": _answer(function(name, body), ALL - POINTS[name] + PARTIAL[name], exercise=name)
           for name, body in WRONG.items()},
        "syntax-error": _answer("def logit(p)\n    return np.log(p / (1 - p))", ALL - n),
        "loop-in-function": _answer(loop, ALL - n),
        "loop-in-cell": _answer("while True:\n    pass", ALL - n, "ran for more than"),
        "loop-swallows": _answer("while True:\n    try:\n        while True: pass\n    except BaseException: pass",
                                 ALL - n, "ran for more than"),
        "prints-in-function": _answer(function("logit", "while True:\n    print(p)"), ALL - n),
        "prints-in-cell": _answer("while True:\n    print('x' * 10_000)", ALL - n, "printed without end"),
        "recursion": _answer(function("logit", "return logit(p)"), ALL - n),
        "answer-deleted": _edited(_deleted("logit"), ALL - n, "deleted cells: logit"),
        "test-deleted": _edited(_deleted("check_logit"), ALL, "deleted cells: check_logit"),
        "both-deleted": _edited(_deleted("logit", "check_logit", "tanh_from_sigmoid", "check_tanh_from_sigmoid"),
                                ALL - n - POINTS["tanh_from_sigmoid"], "deleted cells: "),
        "imports-deleted": _edited(lambda nb: nb.cells.pop(1) and None, ALL),
        "test-edited": _edited(_test_edited, ALL - n, "was edited: the check check_logit"),
        "test-twice": _edited(_doubled("check_logit"), ALL, "2 cells for the check check_logit"),
        "answer-twice": _edited(_doubled("logit"), ALL, "2 cells for the answer logit"),
        "answer-and-stub": _edited(_doubled("logit", STUBS["logit"]), ALL, "2 cells for the answer logit"),
        "better-below": _edited(_doubled("sigmoid", function("sigmoid", WRONG["sigmoid"]), at=0), ALL, "2 cells"),
        "split-cell": _edited(_split, ALL, "split"),
        "torn-cell": _edited(_torn, ALL, "split"),
        "answer-as-text": _edited(_retyped("logit"), ALL, "type"),
        "test-as-text": _edited(_retyped("check_logit"), ALL),
        "foreign-kernel": _edited(_kernel({"kernelspec": {"name": "myenv-3.9", "display_name": "My env"}})),
        "no-kernel": _edited(_kernel({})),
        "cut-off": _bytes(right[: len(right) // 2], "the file is cut off"),
        "empty": _bytes(b"", "the file is empty"),
        "no-notebook": _bytes(b'{"a": 1}', "the file is not a notebook"),
        "picture": _bytes(b"\x89PNG\r\n\x1a\n\0\0", "the file is not text"),
        "byte-order-mark": Submission({NAME: b"\xef\xbb\xbf" + right}, ALL),
        "utf-16": Submission({NAME: right.decode().encode("utf-16")}, ALL),
        "windows-lines": Submission({NAME: _windows(json.loads(right))}, ALL),
        "format-3": Submission(_file(_old(3)), ALL),
        "format-4.0": Submission(_file(_old(4)), ALL),
        "no-cells": _edited(lambda nb: nb.cells.clear(), 0, "deleted cells: all"),
        "huge-output": _edited(_huge_output, ALL),
        "input": _answer("name = input('Who are you? ')", ALL - n),
        "sys-exit": _answer("import sys\nsys.exit(1)", ALL - n),
        "quit": _answer("quit()", ALL - n, "ended Python"),
        "os-exit-in-cell": _answer("import os\nos._exit(1)", ALL - n, "ended Python"),
        "os-exit-in-function": _answer(function("logit", "import os\nos._exit(1)"), ALL - n),
        "kills-its-parent": _answer("import os\nos.kill(os.getppid(), 9)", ALL - n),
        "changes-folder": _answer(function("logit", "import os; os.chdir('/')" + attack), ALL),
        "deletes-files": _with_first("import shutil\nshutil.rmtree('../..', ignore_errors=True)"),
        "replaces-numpy": _answer("np.allclose = np.isclose = np.all = lambda *a, **k: True\n"
                                  + function("logit", "return 0.0"), ALL - n),
        "replaces-check": _answer("class checks:\n    logit = staticmethod(lambda f: 3.0)\n", ALL - n),
        "replaces-check-inside": _answer(
            "from course_utils.checks.engine import exercise, feedback\n"
            "feedback.Feedback.__repr__ = lambda self: repr(self.max_points)\n"
            "exercise.Exercise.__call__ = lambda self, f: 3.0", ALL - n),
        "silences-display": _answer("get_ipython().display_formatter.format = lambda *a, **k: ({}, {})", ALL - n,
                                    "reaches for what no answer needs, look at it: display_formatter"),
        "hides-tracebacks": _answer("get_ipython().showtraceback = lambda *a, **k: None\nraise ValueError", ALL - n),
        "warns": _answer("import warnings\nwarnings.warn('careful')\n" + ANSWERS["logit"], ALL),
        "out-of-order": _edited(_out_of_order, ALL - n),
        "no-file": Submission({"essay.pdf": b"%PDF"}, None, "no notebook was handed in, but essay.pdf"),
        "two-notebooks": Submission({NAME: right, "scratch.ipynb": _file(nbformat.v4.new_notebook())[NAME]}, ALL,
                                    "2 notebooks were handed in"),
        "wrong-name": Submission({"Untitled 3.ipynb": right}, ALL, "its name was Untitled 3.ipynb"),
        "Zoë Ångström": Submission({NAME: right}, ALL),
        "李雷": Submission({"作业 一.ipynb": right}, ALL, "its name was 作业 一.ipynb"),
    }  # fmt: skip
    return found


def _windows(data):
    for cell in data["cells"]:
        cell["source"] = [line.replace("\n", "\r\n") for line in cell["source"]]
    return json.dumps(data, indent=1).encode().replace(b"\n", b"\r\n")
