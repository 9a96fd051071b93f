"""Find answers whose cells have lost their names, as some editors bring about, or that stand in a student's own cells.

Code is known by the function that it defines, a check by its text, a written answer by its place: behind the text that
was handed out above it, or behind its own cell where that was left as it was. What a cell defines below the line that
stopped it, such as the import of a package that is not here, is no less an answer.
"""

import ast
import re

from nbgrader.utils import is_solution

from grading.intake.notebooks import ERRORS, without_magics


def find(cells, names, handed_out, grade_id, done):
    """Name what is found, in `names`, which has the name of each cell or None; `done` notes it, {what: names}.

    Return {answer: name of the cell} where one cell holds several answers: the check comes behind that.
    """
    behind = {}
    for above, original in zip([None, *handed_out], handed_out):
        name = grade_id(original)
        own = [i for i, its in enumerate(names) if name and its == name]
        if not name or any(cells[i].source.strip() != original.source.strip() for i in own):
            continue
        if not is_solution(original):
            same = [i for i in _free(cells, names) if cells[i].source.strip() == original.source.strip()]
            places = [] if own else same
        elif original.cell_type == "code":
            places = [i for i, cell in enumerate(cells) if names[i] != name and _defines(cell, original)][-1:]
            if places and names[places[0]]:
                if not own or max(own) < places[0]:
                    behind[name] = names[places[0]]
                continue
        else:
            places = _behind(cells, names, handed_out, own, above)
        for i in places[-1:]:
            names[i] = name
            if is_solution(original):
                done.setdefault("found in a cell without its name: the answer", []).append(name)
    return behind


def own_texts(cells, names, handed_out):
    """Tell whether there are texts of the student's that are in none of the cells that were handed out."""
    theirs = {cell.source.strip() for cell in handed_out}
    return any(cells[i].cell_type != "code" and cells[i].source.strip() not in theirs for i in _free(cells, names))


def _free(cells, names):
    return [i for i, name in enumerate(names) if name is None]


def _defines(cell, original):
    function = re.match(r"def (\w+)\(", original.source)
    if cell.cell_type != "code" or not function or cell.source.strip() == original.source.strip():
        return False
    return bool(re.search(rf"^def {function[1]}\(", cell.source, re.MULTILINE))


def _behind(cells, names, handed_out, own, above):
    """Return the places of texts right behind a written answer that was left as it was, or behind what is above it."""
    theirs = {cell.source.strip() for cell in handed_out}
    last = own[-1:] or [i for i, cell in enumerate(cells) if above and cell.source.strip() == above.source.strip()][-1:]
    place = last[0] + 1 if last else len(cells)
    there = place < len(cells) and names[place] is None and cells[place].cell_type != "code"
    return [place] if there and cells[place].source.strip() not in theirs | {""} else []


def definitions(source):
    r"""Return a program for IPython that runs those statements of a cell whose names are not there yet, one by one.

    >>> print(definitions("import nowhere\nprint(1)\ndef f(x):\n    return x"), end="")
    if not {'nowhere'} <= globals().keys(): get_ipython().run_cell('import nowhere', silent=True)
    if not {'f'} <= globals().keys(): get_ipython().run_cell('def f(x):\n    return x', silent=True)
    """
    try:
        statements = ast.parse(without_magics(source)).body
    except ERRORS:
        return ""
    lines, program = source.splitlines(), ""
    for statement in statements:
        if names := _bound(statement):
            first = min([statement, *getattr(statement, "decorator_list", [])], key=lambda node: node.lineno).lineno
            text = "\n".join(lines[first - 1 : statement.end_lineno])
            program += f"if not {names!r} <= globals().keys(): get_ipython().run_cell({text!r}, silent=True)\n"
    return program


def _bound(statement):
    """Return the names that an import, a definition or a plain assignment gives."""
    match statement:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            return {(alias.asname or alias.name).partition(".")[0] for alias in aliases}
        case ast.Assign(targets=targets):
            return {target.id for target in targets if isinstance(target, ast.Name)}
    return set()
