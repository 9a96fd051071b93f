"""Run a notebook to its end, then each of its code cells once more, alone: does it say the same?

    python tests/play.py notebooks/02_derivative.ipynb

Each cell runs in a copy of the process that has just run the whole notebook (a fork), as a reader runs a cell again
after Run All. Prints a line of JSON: the numbers of the cells that say something else, with both texts.
"""

import json
import os
import re
import sys
from pathlib import Path

import nbformat


def main(path):
    """Print the cells that differ."""
    import matplotlib
    from IPython.core.interactiveshell import InteractiveShell
    from threadpoolctl import threadpool_limits

    threadpool_limits(1)  # threads of the parent do not live on in a fork
    os.chdir(path.parent)
    shell = InteractiveShell.instance()
    matplotlib.use("module://matplotlib_inline.backend_inline")
    cells = [(i, c.source, c.metadata.get("tags", [])) for i, c in enumerate(nbformat.read(path.name, 4).cells)
             if c.cell_type == "code"]  # fmt: skip
    first = {i: said(shell, source) for i, source, _ in cells}
    again = {i: in_a_fork(lambda source=source: said(shell, source)) for i, source, tags in cells
             if "nbval-ignore-output" not in tags}  # fmt: skip
    print(json.dumps({i: [first[i], text] for i, text in again.items() if text != first[i]}))


def said(shell, source):
    """Run a cell, and return all the text that it shows, the number of its figures included."""
    from IPython.utils.capture import capture_output

    with capture_output() as shown:
        result = shell.run_cell(source, store_history=False)
        if result.success:
            import matplotlib_inline.backend_inline as inline

            inline.flush_figures()
    kinds = [output.data.get("text/plain", "") for output in shown.outputs]
    error = "" if result.success else repr(result.error_in_exec or result.error_before_exec)
    return re.sub(r"0x[0-9a-f]+", "0x", shown.stdout) + "\n".join(kinds) + error


def in_a_fork(work):
    """Return what `work` returns in a copy of this process."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        with os.fdopen(writer, "w") as pipe:
            pipe.write(work())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return text


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
