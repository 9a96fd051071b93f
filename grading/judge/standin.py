"""What a submission imports in place of `course_utils.checks`: nothing here knows what is right, or gives points.

A check that a submission calls by itself says that it counts when it is graded. `tried` is what the judge calls at each
check of the lesson: it runs the answer, and sends what came of it, as plain lines, to the judge.
"""

import base64

from IPython import get_ipython

from course_utils.checks.engine.trial import Trial

MESSAGE = "course_trial"  # the type of the message, which no frontend knows
LATER = "This check counts when the work is graded; no points are given here."
NO_HINT = "Hints are given in the lesson, not where work is graded."


class Pending:
    """What a check returns while a submission runs: no points, no verdict, no hint.

    A cell that goes on only behind a right answer goes on: what is right is not known here.
    """

    points, max_points, passed, diagnosis = 0.0, 0.0, True, None

    def __init__(self, message=LATER):
        """Take what to say."""
        self.message = message

    def __float__(self):
        return 0.0

    def __repr__(self):
        return self.message


class Check:
    """Stands where a check of the course would be."""

    def __init__(self, name):
        """Take the name of a check."""
        self.name = name

    def __call__(self, answer):
        """Say that this counts later."""
        return Pending()

    def hint(self, words=None):
        """Say that there are no hints here; a cell that asks for one goes on."""
        return Pending(NO_HINT)

    def __getattr__(self, name):
        raise AttributeError(f"The check {self.name} has no {name!r} here: what is right is not where answers run.")


def answer_input():
    """Have this kernel answer input() with nothing, for nobody is here: the cell that asks goes on."""
    get_ipython().kernel.raw_input = lambda prompt="": ""


def check(name):
    """Return the stand-in for a check; a lesson's module uses it for every name that it is asked for."""
    if name.startswith("_"):
        raise AttributeError(name)
    return Check(name)


def tried(nonce, data, answer):
    """Run the trial in `data` on `answer()`, and send the judge what came of it."""
    content = {"nonce": nonce, "lines": [], "error": ""}
    try:
        found = answer()
    except BaseException as error:
        content["error"] = f"{type(error).__name__}: {error}"[:500]
    else:
        content["lines"] = [line.decode() for line in Trial.from_bytes(base64.b64decode(data)).run(found)]
    kernel = get_ipython().kernel
    kernel.session.send(kernel.iopub_socket, MESSAGE, content, parent=kernel.get_parent(), ident=b"trial")
