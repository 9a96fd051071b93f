"""Turn the notebooks, as they are stored, into the pages of the book: nothing is executed.

Explorers come alive, guesses hold back what answers them, claims get their verdict as a badge, pictures their caption
as text for those who cannot see them. The notebooks themselves stay as they are, and are there to be downloaded.
"""

import html
import json
import re
import shutil
from copy import deepcopy
from functools import cache
from importlib import import_module
from pathlib import Path

import nbformat
import numpy as np
from nbformat.v4 import new_markdown_cell, new_output

from book import reference
from book.reference import badge
from course_utils.explorers import page
from course_utils.explorers.stage import SHOWN
from course_utils.guesses import MIME
from tools import pictures
from tools.ledger import RULING

GUESS = re.compile(r"(guess_\w+) = None\s*(?:#\s*(.*))?")
IN_THE_DARK = "In the dark theme, what the text calls black is drawn white, and what it calls dark is light."
OWN_COLOUR = re.compile(r"(?<!, )#([0-9a-f]{6})")  # of a drawing: one that has no name of the course's
HALF_A_TURN = [[-0.574, 1.430, 0.144], [0.426, 0.430, 0.144], [0.426, 1.430, -0.856]]  # of hue, as CSS turns it
EXPLORER = re.compile(r"\b(\w+_explorer)\(\)")


def write(root, source, repository, tag):
    """Write everything that Sphinx needs into the folder `source`."""
    found = {name: sorted((root / name).rglob("*.ipynb")) for name in ("notebooks", "exercises", "solutions")}
    found = {name: [p for p in paths if ".ipynb_checkpoints" not in p.parts] for name, paths in found.items()}
    for paths in found.values():
        for path in paths:
            place = path.relative_to(root)
            (source / place).parent.mkdir(parents=True, exist_ok=True)
            if place.parts[0] != "solutions":
                (source / "original" / place).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, source / "original" / place)
            nbformat.write(turned(nbformat.read(path, as_version=4), place, repository, tag), source / place)
    lessons = [path.stem for path in found["notebooks"] if path.stem[0].isdigit()]
    extras = [path.stem for path in found["notebooks"] if not path.stem[0].isdigit()]
    (source / "index.md").write_text(_index(root, lessons, extras, found), "utf-8")
    (source / "ledger.md").write_text(reference.ledger(root), "utf-8")
    (source / "mistakes.md").write_text(reference.mistakes(root), "utf-8")
    here = Path(__file__).parent
    shutil.copy(here / "conf.py", source)
    static = shutil.copytree(here / "static", source / "static")
    for name, text in zip(("explorers.css", "explorers.js"), page.assets()):
        (static / name).write_text(text, "utf-8")
    (static / "drawings.css").write_text(_dark_colours(), "utf-8")


def turned(notebook, place, repository, tag):
    """Return a notebook as a page: `place` is its path within the course."""
    notebook, cells = deepcopy(notebook), []
    for number, cell in enumerate(notebook.cells):
        caption = next(iter(notebook.cells[number + 1 : number + 2]), None)
        cells.append(_markdown(cell) if cell.cell_type == "markdown" else _code(cell, caption))
    depth = "../" * (len(place.parts) - 1)
    address = f"https://mybinder.org/v2/gh/{repository}/{tag}?urlpath=lab/tree/{place.as_posix()}"
    owner = " (put your own words for OWNER, REPO and TAG)" if "OWNER" in repository else ""
    download = f" · {{download}}`Download the notebook <{depth}original/{place.as_posix()}>`"
    links = f"[Open in JupyterLab]({address}){owner}{'' if place.parts[0] == 'solutions' else download}"
    cells.insert(1, new_markdown_cell(f'{links}\n\n<p class="in-the-dark">{IN_THE_DARK}</p>', id="links"))
    shown = [output.get("data", {}).get("text/html", "") for cell in cells for output in cell.get("outputs", [])]
    if any(text.startswith('<div class="explorer"') for text in shown):
        script = f'<script defer src="{depth}_static/explorers.js"></script>'
        cells.append(new_markdown_cell(script, id="explorers"))
    return nbformat.v4.new_notebook(cells=cells, metadata=notebook.metadata)


def _markdown(cell):
    cell.source = re.sub(r"\A##### ↓\n+", "", cell.source)  # that is for JupyterLab
    cell.source = RULING.sub(_admonition, cell.source).replace("LEDGER.md)", "ledger.md)")
    return cell


def _admonition(found):
    claim, says, verdict, because = (part.replace("\n>", "\n").strip() for part in found.groups())
    return f":::{{admonition}} Claim {claim}\n:class: claim\n{says}\n\n{badge(verdict)} {because}\n:::"


def _code(cell, after):
    """Return a code cell as the book shows it; `after` is the cell that follows, with the caption of a picture."""
    guess = GUESS.match(cell.source)
    if guess:
        name, example = guess.groups()
        text = f"Your guess: {example}" if example else "Your guess"
        return new_markdown_cell(f'<p class="guess-form" data-name="{name}">{html.escape(text)}</p>', id=cell.id)
    kinds = {kind for output in cell.outputs for kind in output.get("data", {})}
    cell.outputs = [_output(output, cell.source, _alt(after)) for output in cell.outputs]
    tags = list(cell.metadata.get("tags", []))
    if EXPLORER.search(cell.source) or re.fullmatch(r"ask\(.*\)", cell.source.strip()):
        tags.append("remove-input")
    elif "image/png" in kinds:
        tags.append("hide-input")
    cell.metadata = {"tags": tags}
    if "image/png" in kinds:
        cell.metadata["mystnb"] = {"image": {"alt": _alt(after)}}
    return cell


def _alt(after):
    caption = (
        re.match(r"\*([^*].*?)\*(?:\n|\Z)", after.source, re.S) if after and after.cell_type == "markdown" else None
    )
    words = re.sub(r"[$`\\]", "", caption[1]) if caption else "A figure; the text around it says what it shows."
    return " ".join(words.split())


def _output(output, source, words):
    data = output.get("data", {})
    called = EXPLORER.search(source)
    if called and data.get("text/plain", "").startswith("Explorer:"):
        return new_output("display_data", {"text/html": explorer(called[1])})
    if MIME in data:
        held = html.escape(json.dumps(data[MIME], ensure_ascii=False), quote=True)
        words = html.escape(data["text/plain"]).replace("\n", "<br>")
        return new_output("display_data", {"text/html": f'<p class="guess" data-guess="{held}">{words}</p>'})
    if "image/png" in data:
        drawn = drawing(data["image/png"], words)
        output = new_output("display_data", {"text/html": drawn}) if drawn else output
    if "text/html" in data:
        output.data["text/html"] = re.sub(r'href="([\w/.]+)\.ipynb', r'href="\1.html', data["text/html"])
    return output


def drawing(picture, words):
    """Return the two drawings of a figure, wide and for a telephone, as HTML; "" where `picture` has none.

    `words` say what there is to see, for those who cannot see it.
    """
    paths = pictures.paths(picture)
    if not paths[0].exists():
        return ""
    svgs = "".join(_inline(path) for path in paths)
    return f'<div class="drawing" role="img" aria-label="{html.escape(words)}">{svgs}</div>'


def _inline(path):
    """Return a drawing with ids that no other drawing of a page has, and with each of its own colours by name."""
    svg = re.sub(r'\b(id="|url\(#|xlink:href="#)', rf"\1s{path.stem}-", path.read_text("utf-8"))
    svg = OWN_COLOUR.sub(r"var(--c\1, #\1)", svg)
    kind = "narrow" if ".narrow" in path.name else "wide"
    width = round(float(re.search(r'width="([\d.]+)pt"', svg)[1]) * SHOWN / 72)
    return svg.replace("<svg ", f'<svg class="{kind}" style="width: {width}px" aria-hidden="true" ', 1)


def _dark_colours():
    """Return CSS: in the dark, each colour of the drawings without a name of its own is as light as it was dark."""
    svgs = "".join(path.read_text("utf-8") for path in sorted(pictures.FOLDER.glob("*.svg")))
    found = sorted(set(OWN_COLOUR.findall(svgs)))
    pairs = "".join(f"--c{colour}: light-dark(#{colour}, {_turned_over(colour)}); " for colour in found)
    return f"@supports (color: light-dark(#000, #fff)) {{ .drawing {{ {pairs}}} }}\n"


def _turned_over(colour):
    """Return a colour inverted, and its hue turned back: CSS's invert(1) hue-rotate(180deg)."""
    rgb = 1 - np.array([int(colour[i : i + 2], 16) for i in (0, 2, 4)]) / 255
    rgb = HALF_A_TURN @ rgb
    return "#" + "".join(f"{round(255 * part):02x}" for part in np.clip(rgb, 0, 1))


@cache
def explorer(name):
    """Return the explorer with this name as HTML."""
    folder = Path(page.__file__).parent
    for path in sorted(folder.glob("*.py")):
        if re.search(rf"^def {name}\(", path.read_text("utf-8"), re.M):
            return page.fragment(getattr(import_module(f"course_utils.explorers.{path.stem}"), name)())
    raise ValueError(f"No module of course_utils.explorers has {name}.")


def _index(root, lessons, extras, found):
    about = re.search(r"\n\n(An open course .+?)\n\n", (root / "README.md").read_text("utf-8"), re.S)[1]
    about = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", about)

    def tree(caption, names, more=""):
        listed = "\n".join(names)
        return f":::{{toctree}}\n:caption: {caption}\n:maxdepth: 1\n{more}\n{listed}\n:::\n"

    exercises = [path.relative_to(root).with_suffix("").as_posix() for path in found["exercises"]]
    solutions = [path.relative_to(root).with_suffix("").as_posix() for path in found["solutions"]]
    return "\n".join([
        f"# The sigmoid, measured\n\n{about}\n",
        "Everything here moves without an installation: take hold of the dot, or of the slider below it.\n",
        f'{explorer("steepness_explorer")}\n',
        '<script defer src="_static/explorers.js"></script>\n',
        tree("Lessons", [f"notebooks/{name}" for name in lessons]),
        tree("Look up", [*(f"notebooks/{name}" for name in extras), "ledger", "mistakes"]),
        tree("Exercises", exercises),
        tree("Solutions", solutions),
    ])  # fmt: skip
