"""Make LEDGER.md, every claim with its verdict, from the cells of the lessons that are tagged claim-N.

    python tools/ledger.py             write LEDGER.md
    python tools/ledger.py --check     write nothing; exit with 1 if LEDGER.md is not what the lessons say

A ruling is a quotation in two paragraphs, **Claim N.** and the verdict; it stands in the section that measured it.
"""

import re
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import nbformat

ROOT = Path(__file__).resolve().parent.parent
RULING = re.compile(r"> \*\*Claim (\d+)\.\*\* (.+?)\n>\n> \*\*(\w+)\.\*\* (.+?)(?=\n\n|\Z)", re.S)
INTRODUCTION = """\
# The ledger of claims

Popular articles explain the sigmoid with the same few dozen sentences. The course put {claims} of them into words of \
its own, asked for a prediction, measured, and ruled. Here are all of them, with the verdict, what settled it, and \
where to see it done: {verdicts}. *Conditional* means right under a condition that the sentence leaves out; a claim \
that two lessons rule on is counted in both.

This page is made from the lessons by `python tools/ledger.py`; a test holds the two together, and every number here \
to what a cell of the lesson printed.

| | claim | verdict | what settles it | measured in |
|---|---|---|---|---|
"""


class Ruling(NamedTuple):
    """One claim, as one lesson rules on it."""

    claim: int
    says: str  # the claim in our words
    verdict: str
    because: str  # with the numbers
    lesson: str  # its file's stem
    section: str  # the heading above, "1.2 Why?"


def rulings(root=ROOT):
    """Return the Rulings of all lessons, in order of claims, then of lessons."""
    paths = sorted((root / "notebooks").glob("*.ipynb"))
    return sorted((ruling for path in paths for ruling in _of_lesson(path)), key=lambda r: (r.claim, r.lesson))


def _of_lesson(path):
    section = ""
    for cell in nbformat.read(path, as_version=4).cells:
        heading = re.match(r"## (.+)", cell.source) if cell.cell_type == "markdown" else None
        section = heading.group(1) if heading else section
        for claim, *texts in RULING.findall(cell.source) if cell.cell_type == "markdown" else ():
            says, verdict, because = (" ".join(text.replace("\n>", " ").split()) for text in texts)
            yield Ruling(int(claim), says, verdict, because, path.stem, section)


def anchor(section):
    """Return the address of a section within its notebook, as JupyterLab forms it."""
    return section.replace(" ", "-")


def row(ruling):
    """Return the ruling's line in the table."""
    number = ruling.section.split()[0]
    link = f"[{number}](notebooks/{ruling.lesson}.ipynb#{anchor(ruling.section)})"
    cells = (str(ruling.claim), ruling.says, f"**{ruling.verdict}**", ruling.because, link)
    return "| " + " | ".join(re.sub(r"(?<!\\)\|", r"\\|", cell) for cell in cells) + " |\n"


def page(root=ROOT):
    """Return the text of LEDGER.md."""
    found = rulings(root)
    counts = Counter(ruling.verdict for ruling in found).most_common()
    verdicts = ", ".join(f"{count} {verdict.lower()}" for verdict, count in counts)
    introduction = INTRODUCTION.format(claims=len({r.claim for r in found}), verdicts=verdicts)
    return introduction + "".join(map(row, found))


def main(arguments, root=ROOT):
    """Run the command and return its exit code: 1 where LEDGER.md differs and was not put right."""
    path, text = root / "LEDGER.md", page(root)
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return print("LEDGER.md is as the lessons say.")
    if arguments == ["--check"]:
        return print("LEDGER.md is not as the lessons say; run python tools/ledger.py") or 1
    path.write_text(text, encoding="utf-8", newline="\n")
    return print("LEDGER.md written.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
