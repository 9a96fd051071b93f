"""No exercise is solved by copying from a lesson: not a function, not a formula, not a figure of one of its cells."""

import ast
import functools
import inspect
import re
import types
from itertools import permutations
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import pytest
from corpus import exercises

from course_utils.checks.engine.judging import problem
from course_utils.checks.engine.running import run

ROOT = Path(__file__).resolve().parent.parent
PATHS = sorted(p for p in (ROOT / "notebooks").glob("0*.ipynb") if (ROOT / "solutions" / p.stem).is_dir())
MOST_NAMES = 5  # a formula with more names than this is no answer to any exercise


def lesson_of(path):
    """Return the name of a lesson's checks."""
    return path.stem.partition("_")[2]


def free(tree, names):
    """Return the names in an expression that stand for data: all but functions, modules and what it binds itself."""
    bound = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    loaded = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id not in bound]
    data = [name for name in dict.fromkeys(loaded) if not callable(names.get(name)) and not hasattr(
        __builtins__ if isinstance(__builtins__, types.ModuleType) else types.SimpleNamespace(**__builtins__), name)]
    return [name for name in data if not isinstance(names.get(name), types.ModuleType)]


def formula(code, names, given):
    """Return an expression as a function of some of its names."""
    return lambda *values: eval(code, {**names, **dict(zip(given, values))})


@functools.cache
def copied(path):
    """Run a lesson, and return what can be copied from it: its functions, its formulas (code, names), its figures."""
    names, functions, formulas, figures = {"__name__": "__main__"}, [], {}, []
    with pytest.MonkeyPatch.context() as patch, plt.rc_context():  # the lesson's style stays with it
        patch.setattr(plt, "show", lambda *_, **__: None)
        patch.chdir(path.parent)
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type != "code":
                continue
            exec(compile(cell.source, path.name, "exec"), names)
            there = dict(names)
            for node in ast.walk(ast.parse(cell.source)):
                if isinstance(node, ast.Lambda):
                    functions.append(eval(compile(ast.Expression(node), path.name, "eval"), there))
                elif isinstance(node, ast.BinOp | ast.Call | ast.UnaryOp | ast.Tuple) and _loads(node):
                    code = compile(ast.Expression(node), path.name, "eval")
                    formulas.setdefault(ast.unparse(node), (code, there, free(node, there)))
            functions += [there[name] for name in re.findall(r"^def (\w+)", cell.source, re.M)]
            figures += [plt.figure(number) for number in plt.get_fignums()]
            plt.close("all")
    return functions, formulas, figures


def _loads(node):
    return not isinstance(getattr(node, "ctx", None), ast.Store) and not any(
        isinstance(inner, ast.Await | ast.Yield | ast.NamedExpr) for inner in ast.walk(node))


def solves(check, answer):
    """Tell whether an answer earns every point; most fail at the first probe, so this is quick."""
    for (part, arguments), expected in zip(check.probes, check.expected):
        if problem(run(answer, arguments, 5.0, part.view), expected, part):
            return False
    return check(answer).passed


def answers(path, check, older=()):
    """Yield (what it is, answer) for all that a reader could copy as an answer to a check."""
    functions, formulas, figures = copied(path)
    count = len(inspect.signature(check.truth).parameters)
    if not count:
        yield from ((f"figure {number}", lambda figure=figure: figure) for number, figure in enumerate(figures, 1))
    for function in [*functions, *(function for earlier in older for function in copied(earlier)[0])]:
        yield function.__name__, function
    for source, (code, names, data) in formulas.items():
        if count and count <= len(data) <= MOST_NAMES:
            for given in permutations(data, count):
                yield f"{source} of {', '.join(given)}", formula(code, names, given)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_no_cell_of_a_lesson_solves_one_of_its_exercises(path, here):
    older, found = PATHS[: PATHS.index(path)], {}
    for name, check in exercises(lesson_of(path)).items():
        found[name] = [what for what, answer in answers(path, check, older) if solves(check, answer)]
    assert {name: what for name, what in found.items() if what} == {}
