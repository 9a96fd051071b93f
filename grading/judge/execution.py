"""Run, a step for `nbgrader autograde`: execute a submission as nbgrader does, and make its points elsewhere.

nbgrader_config.py names it where nbgrader has Execute. The kernel runs the student's cells and, at a check, the check's
trial; the points are made here, from plain lines, when the kernel is gone. A cell that does not end, or that ends
Python, costs its own points and no others.
"""

import copy
import re
import secrets

import zmq
from nbclient.exceptions import CellExecutionComplete, CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell, new_output
from nbgrader.preprocessors import Execute
from nbgrader.utils import is_grade, is_locked, is_solution
from traitlets import Unicode

from grading.judge import checks, kernels, lost
from grading.judge.machinery import reaches
from grading.judge.repair import CHECKS, grade_id, listed, note, released
from grading.judge.standin import MESSAGE
from grading.markup import harmless

LONGEST_OUTPUT = 100_000  # characters kept of what a cell prints
LARGEST_PICTURES = 5_000_000  # characters kept of all else that it shows
FLOOD = 50_000_000  # characters after which a cell is stopped
LARGEST_MESSAGE = 64_000_000  # bytes that a kernel may send at once; it is cut off where it sends more
MOST_SHOWN, MOST_HEARD = 40_000_000, 100_000_000  # characters kept of all that a notebook shows; of all its trials
GUARD = re.compile(r"if checks\.(\w+)\(")  # begins a cell that goes on only behind a right answer
BROKE = "sent Jupyter what it cannot read"
START = 300  # seconds for a kernel to start, on a machine that is busy
TRIAL = 4  # times a cell's seconds: a trial ends by itself
MOST_STOPPED, MOST_SLOW = 10, 6  # cells that end Python, or run too long; then the submission is given up


class GivenUp(Exception):
    """Raised where a submission stops so often that it is not run once more."""


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
        cells = nb.cells
        self.stopped, self.without_outcome, self.answered_for, self.wrong = {}, [], [], set()
        with kernels.folder(resources["metadata"]["path"], resources["nbgrader"]["assignment"]) as folder:
            self.place = folder
            there = {**resources, "metadata": {"path": str(folder)}}
            while not self._run_through(nb, [new_code_cell(first), *cells], there, km):
                folder.mkdir(parents=True, exist_ok=True)
        nb.cells = cells
        self._note_what_was_left_out(nb, [None, *cells])
        self._note_what_reaches(nb, original)
        nb.metadata[CHECKS] = {}
        for i, cell in enumerate(cells, 1):
            if is_grade(cell) and not is_solution(cell) and cell.cell_type == "code":
                self._judge(nb, cell, i)
        self._note_what_did_not_count(nb)
        for cell in cells:
            if (guard := GUARD.match(cell.source)) and guard[1] in self.wrong:
                cell.outputs = []  # in the lesson it shows nothing either
        nb, gone = harmless(nb, ours=nb.metadata[CHECKS])
        if gone:
            note(nb, f"made harmless: {'; '.join(gone)}")
        return nb, resources

    def _run_through(self, nb, cells, resources, km):
        nb.cells = cells  # anew each time: nbclient puts what it ran, such as a trial, in the place of the cell
        self.asked, self.own, self.nonce, self.index, self.why = {}, {}, None, None, None
        self.shown = self.heard = self.odd = 0
        try:
            super().preprocess(nb, resources, km)
            return True
        except Exception as error:
            if self.index is None:  # no cell has been run yet: it is not a cell's doing
                raise
            slow, dead = isinstance(error, CellTimeoutError), isinstance(error, DeadKernelError)
            usual = f"ran for more than {self.timeout} seconds" if slow else "ended Python" if dead else BROKE
            self.stopped[self.index] = self.why or usual
            if len(self.stopped) > MOST_STOPPED or sum("ran" in why for why in self.stopped.values()) > MOST_SLOW:
                raise GivenUp(f"{len(self.stopped)} cells ended Python or ran for too long") from error
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
            cell.outputs = [_error("CellLeftOut", f"this cell was left out, because it {self.stopped[index]}")]
            return cell, resources
        graded = is_grade(cell) and not is_solution(cell) and cell.cell_type == "code"
        asked = checks.asked(cell.source, self.lessons) if graded else None
        try:
            if asked:
                self._try(asked, index)
            else:
                cell, resources = super().preprocess_cell(cell, resources, index)
                self._go_on(cell, index)
        except DeadKernelError:
            self.why = self.why or self.manager.why.removeprefix("it ")
            raise
        if graded and not asked:
            self.own[index] = copy.deepcopy(cell.outputs)
        return cell, resources

    def _go_on(self, cell, index):
        """Where an answer's cell stopped with an error, run what it defines below; what it shows counts for nothing."""
        if is_solution(cell) and any(output.output_type == "error" for output in cell.get("outputs", [])):
            code = lost.definitions(cell.source)
            self.execute_cell(new_code_cell(code), index, store_history=False) if code else None

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
        """Hear the lines of a trial; all else is what a cell shows. What no kernel sends is passed over."""
        kind, content = msg["msg_type"], msg["content"]
        if kind.startswith("comm_"):  # of widgets: nobody is here to move them
            return None
        try:
            if kind == MESSAGE:
                return self._hear(content, self.asked[cell_index].heard if cell_index in self.asked else [])
            if kind == "update_display_data" and not self._has_room(len(str(content))):
                return None
            return super().process_message(msg, cell, cell_index)
        except CellExecutionComplete:
            raise
        except Exception:
            self.odd += 1

    def _hear(self, content, heard):
        if not self.nonce or content.get("nonce") != self.nonce or len(heard) > 1:
            return
        self.heard += len(str(content))
        heard.append(content if not heard and self.heard <= MOST_HEARD else {})

    def _has_room(self, size):
        """Take note of what a notebook shows; tell whether there is room for that much."""
        self.shown += size
        return size <= LARGEST_PICTURES and self.shown <= MOST_SHOWN

    def on_cell_executed(self, **kwargs):
        """Blame the cell that asked Python to end, not the one after it."""
        super().on_cell_executed(**kwargs)
        orders = kwargs["execute_reply"]["content"].get("payload") or []
        orders = orders if isinstance(orders, list) else []
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
        return super().output(outs, msg, display_id, cell_index) if self._has_room(min(len(text), room)) else None

    def _judge(self, nb, cell, index):
        """Write a check's output: from its trial; of an instructor's own check, what it showed."""
        if index in self.stopped:
            return
        name, most = grade_id(cell), float(cell.metadata.nbgrader.points)
        asked = self.asked.get(index) or checks.asked(cell.source, self.lessons)
        if not asked:
            cell.outputs = self.own.get(index, [_error("NoPoints", "this check did not run")])
            _insist_on_points(nb, cell, most)
            return
        feedback = asked.feedback()
        cell.outputs, cell.execution_count = [checks.output(feedback, most)], None
        nb.metadata[CHECKS][name] = checks.entry(feedback, most)
        self.wrong |= set() if feedback.passed else {asked.exercise.name}
        self.without_outcome += [name] * (feedback.diagnosis in ("no-trial", "unreadable"))
        self.answered_for += [name] * (asked.shown or len(asked.heard) > 1)

    def _note_what_was_left_out(self, nb, cells):
        for why in dict.fromkeys(self.stopped.values()):
            found = [cells[i].source if cells[i] else "the imports" for i in self.stopped if self.stopped[i] == why]
            first = [(source.strip().splitlines() or [""])[0][:60] for source in found]
            many = "a cell was left out, because it" if len(first) == 1 else f"{len(first)} cells were left out; each"
            note(nb, f"{many} {why}: {listed(first)}")

    def _note_what_did_not_count(self, nb):
        if self.without_outcome:
            note(nb, f"no outcome that a run yields came for {listed(self.without_outcome)}: no points")
        if self.answered_for:
            note(nb, f"something was shown in place of {listed(self.answered_for)}: it counts for nothing")
        if self.odd:
            note(nb, "it sent what no kernel sends: look at its code")

    def _note_what_reaches(self, nb, original):
        """Say which cells reach for the machinery of grading."""
        handed_out = {cell.source for cell in original.cells}
        theirs = [cell.source for cell in nb.cells if cell.cell_type == "code" and not is_locked(cell)]
        found = [what for source in theirs if source not in handed_out for what in reaches(source, self.lessons)]
        if found:
            note(nb, f"it reaches for what no answer needs, look at it: {listed(list(dict.fromkeys(found)))}")


def _error(name, text):
    return new_output("error", ename=name, evalue=text, traceback=[f"{name}: {text}"])


def _insist_on_points(nb, cell, most):
    """Take an instructor's own check as nbgrader does, but for a number that its cell cannot be worth."""
    shown = [str(o.data.get("text/plain", "")) for o in cell.outputs if o.output_type == "execute_result"]
    number = re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", shown[0]) if shown else None
    if number and not 0 <= float(number[0]) <= most:
        note(nb, f"the check {grade_id(cell)} claimed {number[0]} of {most:g} points, so it gives none")
        cell.outputs = [_error("NoPoints", f"this check claimed {number[0]} of {most:g} points")]
