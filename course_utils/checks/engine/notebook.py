"""What the notebook knows of an answer: whether the cell that defines it has run to the definition."""

import ast
import inspect
import re
import sys
import textwrap
from contextlib import suppress


def stale(name, answer):
    """Say that `answer` is older than the last cell that defines `name`; "" where it is not, or where nobody knows.

    A cell that stops, with a SyntaxError before its first line or with another error before its `def`, leaves the
    function of before in its place, and a check would judge that.
    """
    with suppress(Exception):  # a check never fails for the sake of this sentence
        shell = sys.modules["IPython"].get_ipython()
        defining = re.compile(rf"^(async\s+)?def\s+{name}\b|^{name}\s*=", re.MULTILINE)
        cell = next(cell for cell in reversed(shell.user_ns["In"]) if defining.search(cell))
        return _why(cell, name, answer)
    return ""


def changed(name, answer):
    """Tell whether `name` stands for another answer now than this one, or the cell that defines it has failed since."""
    with suppress(Exception):
        now = sys.modules["IPython"].get_ipython().user_ns[name]
        same = now is answer or getattr(now, "__code__", now) == getattr(answer, "__code__", answer)
        return not same or bool(stale(name, now))
    return False


def _why(cell, name, answer):
    before = "so this is your answer from before."
    try:
        tree = ast.parse(cell)
    except SyntaxError:
        return f"The cell with your answer stopped with a SyntaxError, {before}"
    [node] = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name]
    own = ast.parse(textwrap.dedent(inspect.getsource(answer))).body[0]
    if node.decorator_list or own.name != name or ast.dump(own) == ast.dump(node):
        return ""
    return f"The cell with your answer stopped with an error before it came to {name}, {before}"
