"""Find the notebook of a lesson among the files of a student, and read it, whatever an editor made of it."""

import ast
import json
import re

import nbformat

ERRORS = (SyntaxError, ValueError, RecursionError, MemoryError, SystemError)  # of what is no Python, or too deep
ODD_SPACES = re.compile("[\u00a0\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]")


def choose(files, wanted, known):
    """Return (the student's File for the released notebook `wanted`, why it was taken), or (None, why not).

    `known` are the released cells, {name: source as handed out}. Of several notebooks the one with most of these, and
    most of them filled in, is taken; then the one with the right name, then the latest attempt. Where none is called
    one, a file that holds one is.
    """
    sound = [file for file in files if not file.problem]
    notebooks = [file for file in sound if file.name.lower().endswith(".ipynb")] or [*filter(_holds_cells, sound)]
    if not notebooks:
        problems = [file.problem for file in files if file.problem]
        others = ", ".join(file.name for file in files[:5]) + ", ..." * (len(files) > 5) or "nothing"
        return None, "; ".join(problems[:3]) or f"no notebook was handed in, but {others}"
    ranked = sorted(notebooks, key=lambda file: _rank(file, wanted, known))
    best = ranked[-1]
    if len(notebooks) > 1:
        return best, f"{len(notebooks)} notebooks were handed in, and this is {best.name}"
    return best, "" if best.name == wanted else f"its name was {best.name}"


def _holds_cells(file):
    try:
        data = json.loads(decoded(file.content))
        return isinstance(data, dict) and isinstance(data.get("cells"), list)
    except (ValueError, RecursionError):
        return False


def _rank(file, wanted, known):
    try:
        cells = notebook(file.content).cells
        ours = sum(_found(cells, name, source) for name, source in known.items())
    except ValueError:
        ours = -1
    attempt = re.search(r"-(\d+)\.ipynb$", file.name)
    return ours, file.name == wanted, int(attempt[1]) if attempt else 0, file.time


def _found(cells, name, source):
    """Return 0 where a released cell is not among these, 1 where it is, 2 where it is there and no longer as released.

    It is known by its name or, where an editor has lost that, by its first line.
    """
    first = source.strip().partition("\n")[0] or name
    its = [c.source for c in cells if c.metadata.get("nbgrader", {}).get("grade_id") == name or first in c.source]
    return 1 + any(text.strip() != source.strip() for text in its) if its else 0


def decoded(content):
    """Return a file's text, whatever mark it begins with; an old encoding is read where the rest is a notebook's."""
    try:
        return content.decode(json.detect_encoding(content)).rstrip("\0")
    except UnicodeDecodeError:
        if b'"cells"' not in content and b'"worksheets"' not in content:
            raise
        return content.decode("cp1252", "replace")


def as_text(notebook):
    """Return a notebook as the text of its file."""
    return nbformat.writes(notebook) + "\n"


def notebook(content):
    """Return the notebook in a file's bytes, in the format of today.

    Raises ValueError, with the reason in words, where the bytes hold none.
    """
    if not content.strip(b"\xef\xbb\xbf\0 \r\n\t"):
        raise ValueError("the file is empty")
    try:
        text = decoded(content)
        data = json.loads(text)
    except UnicodeDecodeError:
        raise ValueError("the file is not text") from None
    except json.JSONDecodeError as error:
        if re.match(r"\s*<(!doctype|html)\b", text, re.IGNORECASE):
            raise ValueError("the file is a web page, not a notebook") from None
        rest = text[error.pos :]  # nothing more, or the beginning of a word such as false
        cut = error.msg.startswith("Unterminated string") or re.fullmatch(r".?\w*\s*", rest, re.DOTALL)
        raise ValueError("the file is cut off" if cut else f"the file is damaged in line {error.lineno}") from None
    except RecursionError:
        raise ValueError("the file is nested too deeply for a notebook") from None
    if not isinstance(data, dict) or not {"cells", "worksheets"} & set(data):
        raise ValueError("the file is not a notebook")
    try:
        data = whole_text(data)
        if "cells" not in data:  # the format of IPython 2
            data = json.loads(nbformat.writes(nbformat.reads(json.dumps(data), as_version=4)))
        return nbformat.from_dict(tidied(data))
    except ValueError:
        raise
    except Exception as error:  # whatever nbformat meets in a damaged file
        raise ValueError(f"the notebook is damaged ({type(error).__name__}: {error})") from None


def whole_text(value):
    r"""Return JSON's value with every text writable: halves of characters that were cut apart become a mark.

    >>> whole_text({"a": ["\ud83d!"]}) == {"a": ["\ufffd!"]}
    True
    """
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {whole_text(key): whole_text(item) for key, item in value.items()}
    return [whole_text(item) for item in value] if isinstance(value, list) else value


def tidied(data):
    """Return a notebook's dict in the format of today: what is missing is empty, what does not count goes.

    Neither outputs count nor what editors write into the metadata; the kernel is the released notebook's.

    Raises ValueError where there is no list of cells.
    """
    if not isinstance(data["cells"], list):
        raise ValueError("the notebook holds no list of cells")
    cells = [_cell(cell) for cell in data["cells"] if isinstance(cell, dict)]
    seen = set()
    for number, cell in enumerate(cells):
        sound = isinstance(cell["id"], str) and re.fullmatch(r"[A-Za-z0-9_-]{1,64}", cell["id"])
        if not sound or cell["id"] in seen:
            cell["id"] = f"cell-{number}"
        seen.add(cell["id"])
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}


def _cell(cell):
    kind = cell.get("cell_type")
    kind = kind if kind in ("code", "markdown", "raw") else "code" if "outputs" in cell else "markdown"
    source = cell.get("source")
    if isinstance(source, list):
        source = "".join(part if isinstance(part, str) else "" for part in source)
    source = source if isinstance(source, str) else ""
    metadata = cell.get("metadata") if isinstance(cell.get("metadata"), dict) else {}
    ours = {"nbgrader": metadata["nbgrader"]} if isinstance(metadata.get("nbgrader"), dict) else {}
    new = {"cell_type": kind, "id": cell.get("id", ""), "metadata": ours, "source": source}
    if kind == "code":
        return new | {"source": with_plain_spaces(source), "execution_count": None, "outputs": []}
    attached = cell.get("attachments") if isinstance(cell.get("attachments"), dict) else {}
    pictures = {str(name): files for name, files in attached.items()
                if isinstance(files, dict) and all(isinstance(text, str) for text in files.values())}  # fmt: skip
    return new | ({"attachments": pictures} if pictures else {})


def with_plain_spaces(source):
    r"""Return a cell's source with plain spaces for those that some editors put in their place, where Python balks.

    >>> with_plain_spaces("if x:\n\xa0\xa0\xa0\xa0y = 1")
    'if x:\n    y = 1'
    """
    if not ODD_SPACES.search(source) or parses(source):
        return source
    return ODD_SPACES.sub(lambda match: "" if match[0] in "\u200b\ufeff\u2060" else " ", source)


def parses(source):
    """Tell whether a source is Python; lines for IPython alone (%, !) do not count."""
    try:
        ast.parse(without_magics(source))
    except ERRORS:
        return False
    return True


def without_magics(source):
    """Return a source with `pass` in place of each line for IPython alone (%, !)."""
    return re.sub(r"(?m)^(\s*)[%!].*", r"\1pass", source)
