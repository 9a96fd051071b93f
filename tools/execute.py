"""Execute notebooks from top to bottom, and store their outputs.

    python tools/execute.py                                      all of notebooks/ and solutions/
    python tools/execute.py notebooks/01_definition.ipynb ...    only these

Each gets a fresh kernel, in its own folder, with one BLAS thread. What would differ at the next run is left
out: times, the interpreter's version, jupytext's notes, the state and the ids of widgets (a widget's picture and
text stay). The drawings of its figures go to book/drawings/, see tools/pictures.py. Each heading "Measure" is folded,
as the reader is to find it, and prose below it begins with a deeper one. A notebook that raises an error, writes to
stderr or prints a path of this machine is not stored: the first such notebook ends the command with a sentence.
"""

import os
import re
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # a script finds its own folder only

from tools import pictures  # noqa: E402

MACHINE_PATHS = (str(ROOT), str(Path.home()), tempfile.gettempdir())
MEASURE = re.compile(r"#+ Measure\b")  # the heading over an answer: folded, until the reader runs it
BELOW = "##### ↓"  # before prose without a heading JupyterLab unfolds at a second Shift+Enter only
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def main(names):
    """Execute the named notebooks, or else all that are stored with outputs."""
    # a bar tells the time, and what has been solved here is nobody else's progress
    os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", TQDM_DISABLE="1", SIGMOID_COURSE_PROGRESS="off")
    os.environ["PYTHONPATH"] = str(ROOT)
    for inherited in ("MPLBACKEND", "PYTHONDONTWRITEBYTECODE"):
        os.environ.pop(inherited, None)
    for path in [Path(name) for name in names] or all_notebooks():
        began = time.perf_counter()
        execute(path)
        print(f"{path.name:40} {time.perf_counter() - began:6.1f} s", flush=True)
    known = {drawing for path in all_notebooks() for png in pngs(path) for drawing in pictures.paths(png)}
    for drawing in set(pictures.FOLDER.glob("*")) - known:
        drawing.unlink()


def all_notebooks():
    """Return the paths of the notebooks that are stored with outputs."""
    found = (path for folder in ("notebooks", "solutions") for path in (ROOT / folder).rglob("*.ipynb"))
    return sorted(path for path in found if ".ipynb_checkpoints" not in path.parts)


def pngs(path):
    """Return the pictures that a notebook stores, in base64."""
    outputs = (output for cell in nbformat.read(path, as_version=4).cells for output in cell.get("outputs", []))
    return [output.data["image/png"] for output in outputs if "image/png" in output.get("data", {})]


def execute(path):
    """Run one notebook and write it back; where it must not be stored, leave it as it was and exit."""
    notebook = nbformat.read(path, as_version=4)
    run(notebook, path)
    tidy(notebook)
    for number, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            refuse(output, f"{path.name}, cell {number},")
            keep_drawings(output.get("data", {}))
    path.write_text(nbformat.writes(notebook).rstrip("\n") + "\n", encoding="utf-8", newline="\n")


def run(notebook, path):
    """Execute every cell in a fresh kernel; exit with the error's last line where one fails."""
    client = NotebookClient(
        notebook, kernel_name="python3", timeout=600,
        extra_arguments=["--log-level=ERROR", f"--InteractiveShellApp.extra_extensions={pictures.__name__}"],
        resources={"metadata": {"path": str(path.parent)}},
        coalesce_streams=True, record_timing=False, store_widget_state=False,
    )
    try:
        client.execute()
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        plain = re.sub(r"\x1b\[[\d;]*m", "", str(error))
        sys.exit(f"{path.name} did not run to its end: {plain.strip().splitlines()[-1]}")


def tidy(notebook):
    """Remove from the notebook what the next run, another machine or another Python would change."""
    notebook.metadata.kernelspec = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    notebook.metadata.language_info.pop("version")
    for passing in ("widgets", "jupytext"):
        notebook.metadata.pop(passing, None)
    for cell, below in zip(notebook.cells, [*notebook.cells[1:], None], strict=True):
        cell.metadata.pop("execution", None)
        if cell.cell_type == "markdown" and MEASURE.match(cell.source):
            cell.metadata["jp-MarkdownHeadingCollapsed"] = True  # JupyterLab's own key; saving unfolded removes it
            if below.cell_type == "markdown" and not below.source.startswith("#"):
                below.source = f"{BELOW}\n\n{below.source}"
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_VIEW, None)


def refuse(output, where):
    """Exit with a sentence where an output must not be stored."""
    if output.get("name") == "stderr":
        sys.exit(f"{where} writes to stderr: {output.text.strip().splitlines()[-1]}")
    data = output.get("data", {})
    text = output.get("text", "") + "\n".join(data[kind] for kind in data if kind.startswith("text/"))
    for machine_path in MACHINE_PATHS:
        if machine_path in text:
            sys.exit(f"{where} shows a path of this machine: {machine_path}")


def keep_drawings(data):
    """Make the picture of a figure lighter, and move its drawings from an output's data to their files."""
    if pictures.MIME in data:
        data["image/png"] = pictures.lighter(data["image/png"])
        pictures.FOLDER.mkdir(exist_ok=True)
        for path, svg in zip(pictures.paths(data["image/png"]), data.pop(pictures.MIME), strict=True):
            path.write_text(svg + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
