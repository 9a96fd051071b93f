"""Run, a step for `nbgrader autograde`: execute a submission as nbgrader does, and make its points elsewhere.

nbgrader_config.py names it where nbgrader has Execute. The kernel runs the student's cells and, at a check, the check's
trial; the points are made here, from plain lines, when the kernel is gone. A cell that does not end, or that ends
Python, costs its own points and no others.
"""

import copy
import re
import secrets

import zmq
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell, new_output
from nbgrader.preprocessors import Execute
from nbgrader.utils import is_grade, is_locked, is_solution
from traitlets import Unicode

from grading.judge import checks, kernels
from grading.judge.machinery import reaches
from grading.judge.repair import CHECKS, grade_id, note, released
from grading.judge.standin import MESSAGE
from grading.markup import harmless

LONGEST_OUTPUT = 100_000  # characters kept of what a cell prints
LARGEST_PICTURES = 5_000_000  # characters kept of all else that it shows
FLOOD = 50_000_000  # characters after which a cell is stopped
LARGEST_MESSAGE = 64_000_000  # bytes that a kernel may send at once; it is cut off where it sends more
START = 300  # seconds for a kernel to start, on a machine that is busy
TRIAL = 4  # times a cell's seconds: a trial ends by itself
MOST_STOPPED, MOST_SLOW = 10, 3  # cells that end Python, or run too long; then the submission is given up


class Run(Execute):
    """Execute a submission as nbgrader does, go on where nbgrader gives up, and judge its checks."""

    sandbox = Unicode("auto", help="how kernels are shut in: auto, bwrap, landlock or none").tag(config=True)

    def __init__(self, *args, **kwargs):
        """Take our own kernels; a cell out of time is an exception here."""
        kwargs.setdefault("kernel_manager_class", kernels.KernelManager)
        super().__init__(*args, **kwargs)
        self.interrupt_on_timeout = False
        self.shutdown_kernel, self.startup_timeout = "immediate", START
        self.store_widget_state = False  # what a submission sends is shown, never rebuilt

    def preprocess(self, nb, resources, km=None):
        """Execute all cells; where one stops the kernel, begin again without it; then judge the checks."""
        original = released(resources)
        first = checks.opening(original, grade_id)
        self.lessons, self.heavy = checks.lessons(first), kernels.heavy(first)
        cells, nb.cells = nb.cells, [new_code_cell(first), *nb.cells]
        self.stopped, self.index, self.why = {}, 0, None
        with kernels.folder(resources["metadata"]["path"], resources["nbgrader"]["assignment"]) as folder:
            self.place = folder
            while not self._run_through(nb, {**resources, "metadata": {"path": str(folder)}}, km):
                folder.mkdir(parents=True, exist_ok=True)
        nb.cells = cells
        for why, cell in self.stopped.values():
            note(nb, f"a cell was left out, because it {why}: {cell.source.strip().splitlines()[0][:60]}")
        self._note_what_reaches(nb, original)
        nb.metadata[CHECKS] = {}
        for i, cell in enumerate(cells, 1):
            if is_grade(cell) and not is_solution(cell) and cell.cell_type == "code":
                self._judge(nb, cell, i)
        nb, gone = harmless(nb, ours=nb.metadata[CHECKS])
        if gone:
            note(nb, f"made harmless: {'; '.join(gone)}")
        return nb, resources

    def _run_through(self, nb, resources, km):
        self.asked, self.own, self.nonce = {}, {}, None
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
        """Start kernels shut in, as far as this system can."""
        self.manager = manager = super().create_kernel_manager()
        manager.context.setsockopt(zmq.MAXMSGSIZE, LARGEST_MESSAGE)
        self.log.info(kernels.chosen(self.sandbox)[1])
        kernels.prepare(manager, self.sandbox, self.place, self.heavy)
        return manager

    def preprocess_cell(self, cell, resources, index):
        """Execute one cell, unless it has stopped the kernel before; of a check only its trial."""
        self.index, self.size, self.why = index, 0, None
        if index in self.stopped:
            cell.outputs = [_error("CellLeftOut", f"this cell was left out, because it {self.stopped[index][0]}")]
            return cell, resources
        graded = is_grade(cell) and not is_solution(cell) and cell.cell_type == "code"
        asked = checks.asked(cell.source, self.lessons) if graded else None
        try:
            if asked:
                self._try(asked, index)
            else:
                cell, resources = super().preprocess_cell(cell, resources, index)
        except DeadKernelError:
            self.why = self.why or self.manager.why.removeprefix("it ")
            raise
        if graded and not asked:
            self.own[index] = copy.deepcopy(cell.outputs)
        return cell, resources

    def _try(self, asked, index):
        """Let the kernel run a trial; only what comes with this call's nonce is heard."""
        self.asked[index], self.nonce = asked, secrets.token_hex(16)
        run, usual = new_code_cell(asked.code(self.nonce)), self.timeout
        try:
            self.timeout = usual and TRIAL * usual
            self.execute_cell(run, index, store_history=False)
        finally:
            self.nonce, self.timeout = None, usual
        asked.shown = any(output.output_type != "error" for output in run.outputs)

    def process_message(self, msg, cell, cell_index):
        """Hear the lines of a trial; all else is what a cell shows."""
        if msg["msg_type"] == MESSAGE:
            heard = self.asked[cell_index].heard if cell_index in self.asked else []
            if self.nonce and msg["content"].get("nonce") == self.nonce and len(heard) < 2:
                heard.append(msg["content"])
            return None
        return super().process_message(msg, cell, cell_index)

    def on_cell_executed(self, **kwargs):
        """Blame the cell that asked Python to end, not the one after it."""
        super().on_cell_executed(**kwargs)
        orders = kwargs["execute_reply"]["content"].get("payload") or []
        if any(isinstance(order, dict) and order.get("source") == "ask_exit" for order in orders):
            raise DeadKernelError("The cell asked Python to end.")

    def output(self, outs, msg, display_id, cell_index):
        """Keep what a cell shows, up to a limit; stop one that floods."""
        stream = msg["msg_type"] == "stream"
        text = msg["content"].get("text", "") if stream else str(msg["content"])
        room, self.size = max(0, (LONGEST_OUTPUT if stream else LARGEST_PICTURES) - self.size), self.size + len(text)
        if self.size > FLOOD:
            self.why = "printed without end"
            self.task_poll_for_reply.cancel()
        if len(text) > room:
            if not room or not stream:
                return None
            msg["content"]["text"] = text[:room] + "\n... the rest of this output was left out ...\n"
        return super().output(outs, msg, display_id, cell_index)

    def _judge(self, nb, cell, index):
        """Write a check's output: from its trial; of an instructor's own check, what it showed."""
        if index in self.stopped:
            return
        name, most = grade_id(cell), float(cell.metadata.nbgrader.points)
        if index not in self.asked:
            cell.outputs = self.own.get(index, [])
            _insist_on_points(nb, cell, most)
            return
        asked = self.asked[index]
        feedback = asked.feedback()
        cell.outputs, cell.execution_count = [checks.output(feedback, most)], None
        nb.metadata[CHECKS][name] = checks.entry(feedback, most)
        if feedback.diagnosis in ("no-trial", "unreadable"):
            note(nb, f"the check {name} got no outcome that a run yields, so it gives no points")
        if asked.shown or len(asked.heard) > 1:
            note(nb, f"something was shown in place of the check {name}; it counts for nothing")

    def _note_what_reaches(self, nb, original):
        """Say which cells reach for the machinery of grading."""
        handed_out = {cell.source for cell in original.cells}
        theirs = [cell.source for cell in nb.cells if cell.cell_type == "code" and not is_locked(cell)]
        found = [what for source in theirs if source not in handed_out for what in reaches(source, self.lessons)]
        if found:
            note(nb, f"it reaches for the machinery of grading, in vain: {', '.join(dict.fromkeys(found))}")


def _error(name, text):
    return new_output("error", ename=name, evalue=text, traceback=[f"{name}: {text}"])


def _insist_on_points(nb, cell, most):
    """Take an instructor's own check as nbgrader does, but for a number that its cell cannot be worth."""
    shown = [str(o.data.get("text/plain", "")) for o in cell.outputs if o.output_type == "execute_result"]
    number = re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", shown[0]) if shown else None
    if number and not 0 <= float(number[0]) <= most:
        note(nb, f"the check {grade_id(cell)} claimed {number[0]} of {most:g} points, so it gives none")
        cell.outputs = [_error("NoPoints", f"this check claimed {number[0]} of {most:g} points")]
