"""Run, a step for `nbgrader autograde`: execute a submission as nbgrader does, and go on where nbgrader gives up.

nbgrader_config.py names it where nbgrader has Execute. A cell that does not end, or that ends Python, costs its own
points and no others; the checks are the course's own, whatever the submission did to them.
"""

import ast
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell, new_output
from nbgrader.preprocessors import Execute
from nbgrader.utils import is_grade, is_solution

from grading.judge.kernels import KernelManager
from grading.judge.repair import grade_id, note, released

LONGEST_SOCKET = 90  # bytes of a path to one; systems allow 104 or 108 with its number
LONGEST_OUTPUT = 100_000  # characters kept of what a cell prints
FLOOD = 50_000_000  # characters after which a cell is stopped
MOST_STOPPED, MOST_SLOW = 10, 3  # cells that end Python, or run too long; then the submission is given up


class Run(Execute):
    """Execute a submission as nbgrader does, and go on where nbgrader gives up."""

    def __init__(self, *args, **kwargs):
        """Take the kernels that start at once, where there are any; a cell out of time is an exception here."""
        kwargs.setdefault("kernel_manager_class", KernelManager)
        super().__init__(*args, **kwargs)
        self.interrupt_on_timeout = False
        self.shutdown_kernel = "immediate"

    def preprocess(self, nb, resources, km=None):
        """Execute all cells, in a copy of their folder; where one stops the kernel, begin again without it."""
        setup, names = _setup(released(resources))
        cells, nb.cells = nb.cells, _guarded(nb.cells, setup, names)
        self.stopped, self.index, self.why = {}, 0, None
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
            folder = Path(scratch, "course", "exercises", resources["nbgrader"]["assignment"])
            shutil.copytree(resources["metadata"]["path"], folder)
            self.sockets = str(Path(scratch, "kernel"))
            while not self._run_through(nb, {**resources, "metadata": {"path": str(folder)}}, km):
                folder.mkdir(parents=True, exist_ok=True)
        nb.cells = cells
        for why, cell in self.stopped.values():
            note(nb, f"a cell was left out, because it {why}: {cell.source.strip().splitlines()[0][:60]}")
        for cell in cells:
            if names and is_grade(cell) and cell.source.startswith(tuple(f"{name}." for name in names)):
                _insist_on_points(nb, cell)
        return nb, resources

    def _run_through(self, nb, resources, km):
        try:
            super().preprocess(nb, resources, km)
            return True
        except (DeadKernelError, CellTimeoutError) as error:
            slow = isinstance(error, CellTimeoutError)
            why = self.why or (f"ran for more than {self.timeout} seconds" if slow else "ended Python")
            self.stopped[self.index] = why, nb.cells[self.index]
            if len(self.stopped) > MOST_STOPPED or sum("ran" in why for why, _ in self.stopped.values()) > MOST_SLOW:
                raise
            return False

    def create_kernel_manager(self):
        """Talk to the kernel through files where the system can: where two draw the same port, one cannot start."""
        manager = super().create_kernel_manager()
        if sys.platform != "win32" and len(os.fsencode(self.sockets)) < LONGEST_SOCKET:
            manager.transport, manager.ip = "ipc", self.sockets
        return manager

    def preprocess_cell(self, cell, resources, index):
        """Execute one cell, unless it has stopped the kernel before."""
        self.index, self.size, self.why = index, 0, None
        if index not in self.stopped:
            return super().preprocess_cell(cell, resources, index)
        cell.outputs = [_error("CellLeftOut", f"this cell was left out, because it {self.stopped[index][0]}")]
        return cell, resources

    def on_cell_executed(self, **kwargs):
        """Blame the cell that asked Python to end, not the one after it."""
        super().on_cell_executed(**kwargs)
        if any(order.get("source") == "ask_exit" for order in kwargs["execute_reply"]["content"].get("payload", [])):
            raise DeadKernelError("The cell asked Python to end.")

    def output(self, outs, msg, display_id, cell_index):
        """Keep what a cell shows, up to a limit; stop one that floods."""
        text = msg["content"].get("text", "") if msg["msg_type"] == "stream" else ""
        room, self.size = max(0, LONGEST_OUTPUT - self.size), self.size + len(text)
        if text and self.size > FLOOD:
            self.why = "printed without end"
            self.task_poll_for_reply.cancel()
        if len(text) > room:
            if not room:
                return None
            msg["content"]["text"] = text[:room] + "\n... the rest of this output was left out ...\n"
        return super().output(outs, msg, display_id, cell_index)


def _error(name, text):
    return new_output("error", ename=name, evalue=text, traceback=[f"{name}: {text}"])


def _setup(notebook):
    """Return the source of the cells above the first answer, and the names under which they import checks."""
    sources = []
    for cell in notebook.cells:
        if grade_id(cell):
            break
        sources += [cell.source] if cell.cell_type == "code" else []
    setup = "\n".join(sources)
    imports = [node for node in ast.walk(ast.parse(setup)) if isinstance(node, ast.ImportFrom)]
    checks = [node for node in imports if node.module.startswith("course_utils.checks")]
    return setup, [alias.asname or alias.name for node in checks for alias in node.names]


_KEEP = """\
def _keep(setup, names):
    import builtins, sys, types
    own = sys.modules["_grading"] = types.ModuleType("_grading")
    exec(setup, vars(own))
    were = dict(vars(builtins))
    def restore(scope):
        vars(builtins).update(were)
        scope.update((name, getattr(own, name)) for name in names)
    own.restore = restore
    for name in [name for name in sys.modules if name.split(".")[0] == "course_utils"]:
        del sys.modules[name]  # what the submission imports is a second copy: to change it changes no check
_keep({setup!r}, {names!r})
del _keep
{setup}"""
_RESTORE = '__import__("sys").modules["_grading"].restore(globals())'


def _guarded(cells, setup, names):
    """Return the cells, the course's import cell before them, and its checks made good before each check."""
    found = [new_code_cell(_KEEP.format(setup=setup, names=names))]
    for cell in cells:
        if is_grade(cell) and not is_solution(cell):
            found.append(new_code_cell(_RESTORE))
        found.append(cell)
    return found


def _insist_on_points(nb, cell):
    """Give a check's points in units of its cell's; none where it shows none, for nbgrader would give all of them."""
    shown = [o.data for o in cell.outputs if o.output_type == "execute_result"]
    failed = any(o.output_type == "error" for o in cell.outputs)
    points = shown and re.fullmatch(r"\d+(\.\d+)?", shown[0].get("text/plain", ""))
    most = shown and re.search(r" of (\S+) points", shown[0].get("text/html", ""))
    if points and most and float(points[0]) <= float(most[1]):
        shown[0]["text/plain"] = repr(float(points[0]) * cell.metadata.nbgrader.points / float(most[1]))
    elif not failed:
        note(nb, f"the check {grade_id(cell)} did not say its points, so they must be given by hand")
        cell.outputs = [_error("NoPoints", "this check did not say its points")]
