"""A check of the course, as the judge sees it: what to run in the kernel, and what its lines are worth.

The kernel of a submission runs the trial of a check, which holds no right answer, and sends back plain lines. Here,
where no line of a student's ever runs, the exercise judges them, and the check's output is made from that alone.
"""

import ast
import base64
import importlib
from dataclasses import dataclass, field

from nbformat.v4 import new_output

from course_utils.checks.engine.exercise import Exercise
from course_utils.checks.engine.feedback import Feedback

PACKAGE = "course_utils.checks"
CALL = '__import__("course_utils.checks", fromlist=["tried"]).tried({nonce!r}, {data!r}, lambda: ({answer}))'
NO_ANSWER = "There is nothing to check: the cell with the answer is missing, stopped with an error, or was left out."
NO_TRIAL = "This check did not run: what the submission had changed or started kept it from running."


@dataclass
class Asked:
    """One check of a submission: the exercise, the source of its answer, what came, and whether anything was shown."""

    exercise: Exercise
    answer: str
    heard: list = field(default_factory=list)
    shown: bool = False

    def code(self, nonce):
        """Return what the kernel is to run; the lines that come back carry the `nonce`."""
        data = base64.b64encode(self.exercise.trial.to_bytes()).decode()
        return CALL.format(nonce=nonce, data=data, answer=self.answer)

    def feedback(self):
        """Judge what came; points are never more than the exercise has."""
        if not self.heard:
            return Feedback(0.0, self.exercise.max_points, "no-trial", (("", NO_TRIAL),))
        content = self.heard[0]
        lines, error = content.get("lines"), content.get("error")
        if error and isinstance(error, str):
            details = (("", NO_ANSWER), ("Got", error[:500]))
            return Feedback(0.0, self.exercise.max_points, "no-answer", details)
        if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
            lines = None
        return self.exercise.judge(lines and [line.encode("utf-8", "replace") for line in lines])


def opening(notebook, grade_id):
    """Return the source of the cells above the first answer of a released notebook."""
    sources = []
    for cell in notebook.cells:
        if grade_id(cell):
            break
        sources += [cell.source] if cell.cell_type == "code" else []
    return "\n".join(sources)


def lessons(source):
    """Return the names under which a source imports lessons' checks, {name: module}.

    >>> [*lessons("from course_utils.checks import definition as checks")]
    ['checks']
    """
    imports = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)]
    return {alias.asname or alias.name: importlib.import_module(f"{PACKAGE}.{alias.name}")
            for node in imports if node.module == PACKAGE for alias in node.names}  # fmt: skip


def asked(source, modules):
    """Return the Asked of a cell such as `checks.sigmoid(sigmoid)`, or None where it is of another form.

    >>> asked("checks.sigmoid(sigmoid)", lessons("from course_utils.checks import definition as checks")).answer
    'sigmoid'
    """
    try:
        [statement] = ast.parse(source).body
        call = statement.value
        exercise = getattr(modules[call.func.value.id], call.func.attr)
        [answer] = call.args
    except (SyntaxError, ValueError, AttributeError, KeyError):
        return None
    return Asked(exercise, ast.unparse(answer)) if isinstance(exercise, Exercise) and not call.keywords else None


def output(feedback, points):
    """Return a check's output: the points in units of the cell's, and our own box."""
    worth = feedback.points / feedback.max_points * points
    return new_output("execute_result", {"text/plain": repr(worth), "text/html": feedback._repr_html_()})


def entry(feedback, points):
    """Return what the journal says of a check."""
    return {
        "points": feedback.points / feedback.max_points * points,
        "max": points,
        "diagnosis": feedback.diagnosis,
        "family": feedback.family,
        "attempted": feedback.diagnosis != "not-attempted",
    }
