"""Repair, a step for `nbgrader autograde`: put a submission's cells in order, so that it cannot stop the others.

nbgrader_config.py names it where nbgrader has DeduplicateIds. What it did stands in sentences in the notebook's
metadata, under NOTES; what became of each check, under CHECKS.
"""

import copy
from pathlib import Path

import nbformat
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution

from grading.intake.notebooks import parses
from grading.judge import lost

NOTES, CHECKS = "grading_notes", "grading_checks"
NOT_FOUND = "(The cell of this answer was not found. Look for it among the texts of the notebook.)"


def released(resources):
    """Return the notebook that students got: the one that comes along, or the course's.

    nbgrader has made the course's folder the current one.
    """
    names = resources["nbgrader"]
    if "released" in names:
        return names["released"]
    return nbformat.read(Path("exercises", names["assignment"], names["notebook"] + ".ipynb"), as_version=4)


def note(notebook, sentence):
    """Write down what was done to a submission."""
    notebook.metadata.setdefault(NOTES, []).append(sentence)


def grade_id(cell):
    """Return the name by which nbgrader knows a cell, or None."""
    data = cell.metadata.get("nbgrader")
    return data.get("grade_id") if isinstance(data, dict) else None


def listed(names, most=5):
    """Return names in a line, however many they are.

    >>> listed(["a", "b"]), listed("abcdefg")
    ('a, b', 'a, b, c, d, e and 2 more')
    """
    return ", ".join(names[:most]) + f" and {len(names) - most} more" * (len(names) > most)


class Repair(NbGraderPreprocessor):
    """Give every released answer and check exactly one cell, of the released type, with the released metadata."""

    def preprocess(self, nb, resources):
        """Repair one notebook; nbgrader calls this."""
        nb = nbformat.v4.upgrade(nb) if nb.nbformat_minor < 5 else nb
        for name in (NOTES, CHECKS, "widgets"):
            nb.metadata.pop(name, None)
        handed_out = released(resources).cells
        originals = {grade_id(cell): cell for cell in handed_out if grade_id(cell)}
        by_cell = {cell.id: name for name, cell in originals.items()}
        names, done = [_known(cell, originals, by_cell) for cell in nb.cells], {}
        for cell in nb.cells:
            cell.metadata.pop("nbgrader", None)
            cell.source = cell.source.replace("\r\n", "\n")
        behind = lost.find(nb.cells, names, handed_out, grade_id, done)
        counting = [name for name, cell in originals.items() if is_solution(cell) or is_grade(cell)]
        deleted, answer = [name for name in counting if name not in names], None
        if deleted:
            all_of_them = "all that were handed out; is it the notebook of another lesson?"
            note(nb, f"deleted cells: {listed(deleted) if len(deleted) < len(counting) else all_of_them}")
        for name, original in originals.items():
            places = [i for i, its in enumerate(names) if its == name]
            if is_solution(original):
                answer = name
                _settle_answer(nb, names, places, name, original, done, handed_out)
            else:
                _settle_check(nb, names, places, name, original, answer, done, behind.get(answer))
        for what, its in done.items():
            note(nb, f"{what} {listed(its)}")
        return nb, resources


def _known(cell, originals, by_cell):
    name = grade_id(cell)
    return name if isinstance(name, str) and name in originals else by_cell.get(cell.get("id"))


def _put(nb, names, place, name, cell):
    nb.cells.insert(place, cell)
    names.insert(place, name)


def _take(nb, names, place):
    names.pop(place)
    return nb.cells.pop(place)


def _settle_answer(nb, names, places, name, original, done, handed_out):
    """Keep one cell of an answer: the last that was filled in; or all of them joined, where it was split."""
    if not places:
        if is_grade(original):  # graded by hand: it must be there
            elsewhere = lost.own_texts(nb.cells, names, handed_out)
            _put(nb, names, len(names), name, _like(original, NOT_FOUND if elsewhere else original.source))
        return
    if len(places) > 1:
        done.setdefault(f"there were {len(places)} cells for the answer", []).append(name)
        places = _without_stubs(nb, names, places, original)
    places = _with_rest(nb, names, places)
    sources = [nb.cells[i].source for i in places]
    if original.cell_type == "code" and not all(map(parses, sources)) and parses("\n".join(sources)):
        for i in reversed(places[1:]):
            _take(nb, names, i)
        done.setdefault("was split, and is joined again: the answer", []).append(name)
        places, sources = places[:1], ["\n".join(sources)]
    last = places[-1]
    if nb.cells[last].cell_type != original.cell_type:
        done.setdefault("the type was changed of the cell", []).append(name)
    for i in places[:-1]:
        names[i] = None
    nb.cells[last] = _like(original, sources[-1])


def _with_rest(nb, names, places):
    """Add the plain cell behind an answer, if only the two together are Python: then it is the second half."""
    rest = places[-1] + 1
    if rest == len(names) or names[rest] is not None or nb.cells[rest].cell_type != "code":
        return places
    halves = [nb.cells[places[-1]].source, nb.cells[rest].source]
    return [*places, rest] if not all(map(parses, halves)) and parses("\n".join(halves)) else places


def _without_stubs(nb, names, places, original):
    """Remove the copies that are as they were handed out, if there are others."""
    filled = [i for i in places if nb.cells[i].source.strip() != original.source.strip()]
    if not filled:
        return places
    for i in sorted(set(places) - set(filled), reverse=True):
        _take(nb, names, i)
        filled = [j - (j > i) for j in filled]
    return filled


def _settle_check(nb, names, places, name, original, answer, done, behind):
    """Keep one cell of a check, as released: where the last was, and behind its answer."""
    sources = {nb.cells[i].source.strip() for i in places}
    if len(places) > 1:
        done.setdefault(f"there were {len(places)} cells for the check", []).append(name)
    if sources - {original.source.strip()}:
        done.setdefault("was edited: the check", []).append(name)
    place = places[-1] if places else len(names)
    for i in reversed(places):
        _take(nb, names, i)
        place -= i < place
    last_answer = max((i for i, its in enumerate(names) if its and its in (answer, behind)), default=-1)
    _put(nb, names, max(place, last_answer + 1), name, copy.deepcopy(original))


def _like(original, source):
    """Return a cell like the released one, with the student's source."""
    cell = copy.deepcopy(original)
    cell.source = source
    return cell
