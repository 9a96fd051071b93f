"""Answers of students as examples: without names, comments and docstrings."""

import ast
import re

from grading.intake.notebooks import ERRORS

MOST, LONGEST = 2, 30  # examples of a mistake, and lines of one


def examples(sources, forbidden=()):
    """Return the two shortest answers, without comments and docstrings; none that has a `forbidden` word."""
    shown = []
    for source in sources:
        code = _bare(source)
        if code and code not in shown and not any(word in code.lower() for word in forbidden):
            shown.append(code)
    return sorted(shown, key=len)[:MOST]


def _bare(source):
    """Return a program without its comments and docstrings, or nothing where it is no program."""
    try:
        return _plain(ast.parse(source))
    except ERRORS:
        return ""


def _plain(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module) and ast.get_docstring(node, clean=False):
            node.body = node.body[1:] or [ast.Pass()]
    lines = ast.unparse(ast.fix_missing_locations(tree)).splitlines()
    return "\n".join(lines[:LONGEST] + ["..."] * (len(lines) > LONGEST))


def forbidden_words(students, names):
    """Return the words that must not stand in an example: every student's id, and each part of a name."""
    words = {str(s).lower() for s in students}
    words |= {part.lower() for name in names for part in re.findall(r"\w+", name)}
    return {word for word in words if len(word) > 2}
