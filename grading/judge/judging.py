"""Judge one submission: bytes in, bytes out. Nothing else goes in, and nothing is written but in a folder of its own.

That makes it a task for any executor, here or on another machine.
"""

import base64
import json
import re
import tempfile
from pathlib import Path

import nbformat
from traitlets import import_item
from traitlets.config import Config

from grading.judge import checks, kernels
from grading.judge.execution import GivenUp
from grading.judge.repair import CHECKS, NOTES, grade_id

OF_THE_GRADEBOOK = ("OverwriteKernelspec", "OverwriteCells", "SaveAutoGrades", "AssignLatePenalties")


def task(assignment, released, notebooks, files, config):
    """Write down all that `judged` needs of a submission.

    `released` has the notebooks as they are graded, hidden lines and all, and `notebooks` the student's, both by their
    released names. `files` are what lies beside them, {path: bytes}. `config` has nbgrader's settings.
    """
    return json.dumps({
        "assignment": assignment,
        "released": {name: nbformat.writes(notebook) for name, notebook in released.items()},
        "notebooks": {name: nbformat.writes(notebook) for name, notebook in notebooks.items()},
        "files": {path: base64.b64encode(content).decode() for path, content in files.items()},
        "config": config,
    }, default=_plain).encode()  # fmt: skip


def _plain(value):
    """Return a setting as JSON has it; a class by its name."""
    if hasattr(value, "to_dict"):
        return value.to_dict()
    return f"{value.__module__}.{value.__qualname__}" if isinstance(value, type) else str(value)


def judged(task):
    """Judge the submission in `task` (bytes); return bytes: a dict for `json.loads`.

    `reason` says why there is no grade, or is None; `notebooks` are the executed ones, by name; `notes` say what was
    done to them; `checks` has for each check its points, max, diagnosis, family, and whether it was attempted;
    `sandbox` is the level at which it ran.
    """
    order = json.loads(task)
    result = {"reason": None, "notebooks": {}, "notes": [], "checks": {}, "sandbox": None}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name, order["assignment"])
        folder.mkdir()
        for path, content in order["files"].items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(base64.b64decode(content))
        try:
            result["sandbox"] = kernels.chosen(order["config"].get("Run", {}).get("sandbox", "auto"))[0]
            for name in order["notebooks"]:
                notebook = _executed(order, name, folder)
                result["notes"] += notebook.metadata.pop(NOTES, [])
                result["checks"] |= notebook.metadata.pop(CHECKS, {})
                result["notebooks"][name] = nbformat.writes(notebook)
        except Exception as error:  # whatever a submission brings about: it stops no other
            result |= {"reason": last_words(error), "notebooks": {}}
    return json.dumps(result).encode()


def _executed(order, name, folder):
    """Return a notebook after nbgrader's steps, all but those that need the gradebook."""
    released = nbformat.reads(order["released"][name], as_version=4)
    notebook = nbformat.reads(order["notebooks"][name], as_version=4)
    notebook.metadata.kernelspec = released.metadata.kernelspec
    config = Config(order["config"])
    names = {"assignment": order["assignment"], "notebook": Path(name).stem, "released": released}
    resources = {"metadata": {"path": str(folder), "name": Path(name).stem}, "nbgrader": names}
    for step in [*config.Autograde.sanitize_preprocessors, *config.Autograde.autograde_preprocessors]:
        if not step.endswith(OF_THE_GRADEBOOK):
            notebook, resources = import_item(step)(config=config)(notebook, resources)
    return notebook


def warm(released):
    """Compute, before processes are forked, what every submission of an assignment needs: its exercises' truths."""
    for notebook in released.values():
        lessons = checks.lessons(checks.opening(notebook, grade_id))
        for asked in filter(None, (checks.asked(cell.source, lessons) for cell in notebook.cells)):
            asked.exercise.expected  # noqa: B018  kept by the exercise


def heavy(released):
    """Return the modules that the kernels of an assignment load once for all."""
    return kernels.heavy("\n".join(checks.opening(notebook, grade_id) for notebook in released.values()))


def last_words(error):
    """Say an error in a line."""
    said = re.sub(r"\x1b\[[\d;]*[A-Za-z]", "", str(error)).strip().splitlines() or [""]
    kind = "" if isinstance(error, GivenUp) else f"{type(error).__name__}: "
    return f"grading stopped: {kind}{said[0][:200]}".rstrip(": ")
