"""Lead the glossary's links to their sections: an entry names a section by its number, the link follows the title.

    python tools/glossary.py             write notebooks/glossary.ipynb
    python tools/glossary.py --check     write nothing; exit with 1 if a link is not up to date

An entry is a line of the glossary, "- **term**, **other name**: what it is. [3.2](...)". Instead of a lesson's section
it may name an exercise ("exercise 4.4") or a page of the toolbox, whose link is left as it stands.
"""

import re
import sys
from pathlib import Path
from typing import NamedTuple

import nbformat

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tools.ledger import anchor  # noqa: E402

LINE = re.compile(r"^- (\*\*.+?\*\*): (.+) \[((?:exercise )?(?:\d+\.\d+|toolbox))\]\(([^)]*)\)$", re.M)


class Entry(NamedTuple):
    """One line of the glossary."""

    terms: tuple[str, ...]  # the term and its other names
    says: str
    place: str  # "3.2", "exercise 4.4" or "toolbox"
    link: str


def entries(root=ROOT):
    """Return all Entries, in the order of the page."""
    found = (LINE.findall(cell.source) for cell in _read(root / "notebooks" / "glossary.ipynb").cells)
    return [Entry(tuple(re.findall(r"\*\*(.+?)\*\*", terms)), *rest) for lines in found for terms, *rest in lines]


def sections(root=ROOT):
    """Return {"3.2": link to the section, seen from notebooks/} for all lessons."""
    links = {}
    for path in sorted((root / "notebooks").glob("[0-9]*.ipynb")):
        for cell in _read(path).cells:
            heading = re.match(r"## ((\d+\.\d+) .+)", cell.source) if cell.cell_type == "markdown" else None
            if heading:
                links[heading[2]] = f"{path.name}#{anchor(heading[1]).replace('%', '%25')}"
    return links


def link_to(place, root=ROOT):
    """Return the link that belongs to a place, or None for the toolbox. Raises ValueError for one that is not there."""
    if place == "toolbox":
        return None
    if place.startswith("exercise "):
        number = f"{int(place.split()[1].split('.')[0]):02}"
        path = next((root / "exercises").glob(f"{number}_*/*.ipynb"))
        return f"../{path.relative_to(root).as_posix()}"
    known = sections(root)
    if place not in known:
        raise ValueError(f"The glossary names section {place}, and no lesson has it.")
    return known[place]


def relinked(source, root=ROOT):
    """Return a cell's text with every link led to its section."""
    def line(match):
        terms, says, place, link = match.groups()
        return f"- {terms}: {says} [{place}]({link_to(place, root) or link})"

    return LINE.sub(line, source)


def _read(path):
    return nbformat.read(path, as_version=4)


def main(arguments, root=ROOT):
    """Run the command and return its exit code: 1 where a link was not up to date and was not put right."""
    path = root / "notebooks" / "glossary.ipynb"
    notebook = _read(path)
    before = nbformat.writes(notebook)
    for cell in notebook.cells:
        cell.source = relinked(cell.source, root)
    if nbformat.writes(notebook) == before:
        return print("The glossary's links are up to date.")
    if arguments == ["--check"]:
        return print("The glossary's links are not up to date; run python tools/glossary.py") or 1
    path.write_text(nbformat.writes(notebook).rstrip("\n") + "\n", encoding="utf-8", newline="\n")
    return print("notebooks/glossary.ipynb written.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
