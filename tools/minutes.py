"""How long does a lesson take? Minutes to read and try, computed from the notebooks, so that no promise can drift.

    python tools/minutes.py                              all lessons
    python tools/minutes.py notebooks/02_derivative.ipynb
    python tools/minutes.py --tables                     write them into README.md, INSTRUCTORS.md and lesson 00

The rule: 130 words of prose a minute, 10 seconds a line of code, one minute for each prediction and each question, two
for each explorer. Sections whose title ends with "· deeper" are no part of the core path; a section titled "A pause"
parts a lesson in two sittings.
"""

import re
import sys
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parent.parent
WORDS, LINE, PREDICTION, EXPLORER = 130, 10 / 60, 1.0, 2.0  # words a minute; minutes for each of the others
DEEPER, PAUSE = "· deeper", "A pause"


def main(names):
    """Print, for each lesson, the minutes of each sitting of the core path, and of the deeper sections."""
    if names == ["--tables"]:
        for path, text in tables().items():
            path.write_text(text, encoding="utf-8", newline="\n")
        return
    for path in [Path(name) for name in names] or lessons():
        core, deeper = minutes(nbformat.read(path, as_version=4).cells)
        print(f"{path.stem:26} core {' + '.join(f'{m:.0f}' for m in core):>9}   deeper {deeper:3.0f}")


def lessons(root=ROOT):
    """Return the paths of the lessons, in order."""
    return sorted((root / "notebooks").glob("[0-9]*.ipynb"))


def tables(root=ROOT):
    """Return {path: text} of the pages with a table of lessons, as computed.

    The last two columns are the minutes of the core path and of the deeper sections. INSTRUCTORS.md has two more before
    them: points (by checks, then by hand) and minutes for the exercises, three a point.
    """
    said = {}
    for path in lessons(root):
        core, deeper = minutes(nbformat.read(path, as_version=4).cells)
        said[path.name[:2]] = " + ".join(f"{m:.0f}" for m in core), f"{deeper:.0f}" if deeper else "-"
    row = re.compile(r"(\| \W*(\d\d) [^\n]*\|) [^|\n]*\| [^|\n]*\|")  # | [01 Definition](...) | question | 45 | 35 |

    def computed(match):
        return f"{match[1]} {' | '.join(said[match[2]])} |" if match[2] in said else match[0]

    pages = (root / "README.md", root / "INSTRUCTORS.md", lessons(root)[0])
    texts = {page: row.sub(computed, page.read_text("utf-8")) for page in pages}
    five = re.compile(r"^(\| (\d\d) [^|\n]*\|) [^|\n]*\| [^|\n]*\|(?= [^|\n]*\| [^|\n]*\|$)", re.M)
    texts[pages[1]] = five.sub(lambda m: f"{m[1]} {exercises(m[2], root)} |", texts[pages[1]])
    return texts


def exercises(number, root=ROOT):
    """Return "34 + 36 | 210": points by checks and by hand, and minutes, of a lesson's exercises, from solutions/."""
    cells = [cell for path in (root / "solutions").glob(f"{number}_*/*.ipynb")
             for cell in nbformat.read(path, as_version=4).cells if cell.metadata.get("nbgrader", {}).get("grade")]
    kinds = [[c.metadata.nbgrader.points for c in cells if c.cell_type == kind] for kind in ("code", "markdown")]
    points = [f"{sum(kind):g}" for kind in kinds if kind]
    return f"{' + '.join(points) or '-'} | {3 * sum(map(sum, kinds)) or '-'}"


def minutes(cells):
    """Return (minutes of each sitting of the core path, minutes of all deeper sections)."""
    core, deeper, level = [0.0], 0.0, None  # level: of the heading that opened a deeper part, or None
    for cell in cells:
        heading = re.match(r"(#+) (.*)", cell.source) if cell.cell_type == "markdown" else None
        if heading:
            if level is not None and len(heading[1]) <= level:
                level = None
            if level is None and heading[2].rstrip().endswith(DEEPER):
                level = len(heading[1])
            if level is None and heading[2].startswith(PAUSE):
                core.append(0.0)
        if level is None:
            core[-1] += minutes_of(cell)
        else:
            deeper += minutes_of(cell)
    return core, deeper


def minutes_of(cell):
    """Return the minutes that one cell takes."""
    if cell.cell_type == "markdown":
        prose = re.sub(r"\$\$.*?\$\$|\$[^$]*\$|\]\([^)]*\)|`[^`]*`", " x ", cell.source, flags=re.DOTALL)
        return len(re.findall(r"\w[\w'’-]*", prose)) / WORDS
    no_code = re.compile(r"""\s*(#|why=|"|$)|import |from """)  # nor are the sentences that answer a guess
    lines = [line for line in cell.source.splitlines() if not no_code.match(line)]
    if re.match(r"guess\w* = None", cell.source) or re.match(r"ask\(", cell.source):
        return PREDICTION
    return len(lines) * LINE + EXPLORER * bool(re.search(r"_explorer\(", cell.source))


if __name__ == "__main__":
    main(sys.argv[1:])
