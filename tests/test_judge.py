"""Points are made where no student's code runs: whatever a submission claims, it earns what its answers deserve."""

import base64
import importlib
import json
import os
import signal

import cloudpickle
import nbformat
import pytest
from corpus import LESSONS, exercises, right
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.utils import determine_grade
from submissions import ANSWERS, ASSIGNMENT, NAME, POINTS, RELEASED, ROOT, STUBS, everyday, filled

from grading import engine
from grading.course import configured
from grading.judge import execution, judging, kernels, machinery
from grading.judge.repair import NOT_FOUND, NOTES, Repair
from grading.judge.stage import RUNS_ANSWERS, build

CONFIG = configured(ROOT)
CONFIG.Run.sandbox = "none"  # what forges must earn nothing even where nothing shuts it in
CONFIG.Run.timeout = 120


def judged(notebook, released=RELEASED, files=None):
    task = judging.task(ASSIGNMENT, {NAME: released}, {NAME: notebook}, files or {}, CONFIG)
    return json.loads(judging.judged(task))


def points(result):
    assert not result["reason"], result["reason"]
    return {name.removeprefix("check_"): check["points"] for name, check in result["checks"].items()}


def hostile(source, **answers):
    """Return a notebook of untouched stubs, but for `answers`, below a hostile cell."""
    notebook = filled(**(STUBS | answers))
    notebook.cells.insert(2, new_code_cell(source))
    return notebook


PAID = f"""
class Paid:
    points = passed = True
    def __init__(self, n): self.n = n
    def __float__(self): return float(self.n)
    def __repr__(self): return repr(float(self.n))
    def _repr_html_(self): return f"<p>{{self.n}} of {{self.n}} points</p>"
POINTS = {POINTS}
"""
SPEAKS = """
from IPython import get_ipython
kernel = get_ipython().kernel
send = type(kernel.session).send
def says(kind, content):
    send(kernel.session, kernel.iopub_socket, kind, content, parent=kernel.get_parent(), ident=b"me")
"""
FORGERIES = {
    "checks of its own": PAID + """
class checks: pass
for name, n in POINTS.items(): setattr(checks, name, staticmethod(lambda f, n=n: Paid(n)))
""",
    "the stand-in, changed": PAID + """
import course_utils.checks as package
package.Check.__call__ = lambda self, answer: Paid(POINTS[self.name])
package.tried = lambda nonce, data, answer: Paid(9)
""",
    "another way to show things": """
import re
fmt = get_ipython().display_formatter.format
def lie(obj, *a, **k): return {"text/plain": "3.0", "text/html": "3 of 3 points"}, {}
get_ipython().display_formatter.format = lie
""",
    "a result of its own before each check": PAID + SPEAKS + """
def before(info):
    says("execute_result", {"data": {"text/plain": "2.0", "text/html": "2 of 2 points"}, "metadata": {},
                            "execution_count": 1})
get_ipython().events.register("pre_run_cell", before)
""",
    "a result that is changed later": SPEAKS + """
data = {"data": {"text/plain": "2.0"}, "metadata": {}, "transient": {"display_id": "me"}}
get_ipython().events.register("pre_run_cell", lambda info: says("display_data", data))
get_ipython().events.register("post_run_cell", lambda result: says("update_display_data", data))
""",
    "points in place of lines": SPEAKS + """
import re
def before(info):
    nonce = re.search("[0-9a-f]{32}", info.raw_cell or "")
    if nonce:
        says("course_trial", {"nonce": nonce[0], "lines": ["2.0"], "points": 2.0, "error": ""})
get_ipython().events.register("pre_run_cell", before)
""",
    "lines without a nonce, and many": SPEAKS + """
for nonce in (None, "", "0" * 32, ["x"], {}):
    says("course_trial", {"nonce": nonce, "lines": [], "error": ""})
says("course_trial", {})
""",
    "the lines of another check": """
from course_utils.checks.engine.trial import Trial
known = []
def replayed(self, answer, was=Trial.run):
    known.append(was(self, lambda *a: 0.5))
    return known[0]
Trial.run = replayed
""",
    "a part of every object": """
import gc
for o in gc.get_objects():
    if type(o).__name__ in ("Exercise", "Check", "Feedback", "Trial"):
        type(o).points = 9.0
""",
    "strange numbers and orders": SPEAKS + """
says("execute_input", {"code": "", "execution_count": {"a": []}})
says("display_data", {"data": {"text/plain": ["x", 7]}, "metadata": 5})
says("stream", {"name": "stdout"})
""",
}


@pytest.mark.parametrize("source", FORGERIES.values(), ids=FORGERIES)
def test_what_a_submission_claims_counts_for_nothing(source):
    result = judged(hostile(source))
    if result["reason"] is None:
        assert sum(points(result).values()) == 0 and set(points(result)) == set(POINTS)
        notebook = nbformat.reads(result["notebooks"][NAME], as_version=4)
        nbformat.validate(notebook)
        shown = [cell.outputs for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]
        assert all(len(outputs) == 1 and outputs[0].data["text/plain"] == "0.0" for outputs in shown)
        assert "Paid" not in json.dumps(shown)


def test_answers_cannot_ask_for_the_right_ones():
    heads = {name: stub.splitlines()[0] for name, stub in STUBS.items()}
    answers = {name: f"{head}\n    return checks.{name}.truth{head[head.index('(') : -1]}"
               for name, head in heads.items()}  # fmt: skip
    result = judged(hostile("pass", **answers))
    assert sum(points(result).values()) == 0
    assert any("reaches for what no answer needs" in note and "truth" in note for note in result["notes"])


def test_forging_does_not_cost_what_is_right():
    result = judged(hostile(FORGERIES["another way to show things"], logit=_answer("logit")))
    assert points(result) == dict.fromkeys(POINTS, 0) | {"logit": POINTS["logit"]}


def test_a_hint_and_the_summary_do_no_harm_where_work_is_graded():
    notebook = filled()
    notebook.cells.insert(-2, new_code_cell('checks.logit.hint()\nchecks.logit.hint("I tried the odds")', id="asks"))
    result = judged(notebook)
    assert points(result) == POINTS and result["notes"] == []
    cells = {cell.id: cell for cell in nbformat.reads(result["notebooks"][NAME], as_version=4).cells}
    assert "Hints are given in the lesson" in cells["asks"].outputs[0].data["text/plain"]
    assert "counted when the work is graded" in cells["summary-01"].outputs[0].data["text/plain"]


def test_a_summary_that_was_not_handed_in_is_put_back_and_not_spoken_of():
    notebook = filled()
    notebook.cells = [cell for cell in notebook.cells if cell.id != "summary-01"]
    result = judged(notebook)
    assert points(result) == POINTS and result["notes"] == []


def _answer(name):
    return next(cell.source for cell in filled().cells if cell.metadata.get("nbgrader", {}).get("grade_id") == name)


def test_the_kernel_has_nothing_that_knows_what_is_right():
    looks = """
import gc, importlib, pathlib, sys
from course_utils.checks import definition
print([type(o).__name__ for o in gc.get_objects() if type(o).__name__ in ("Exercise", "Part", "Mistake")])
print([p for p in sys.path if (pathlib.Path(p) / "course_utils" / "checks" / "families.py").exists()])
for name in ("course_utils.checks.definition.sigmoid", "course_utils.checks.engine.exercise", "grading.judge.checks"):
    try: print(importlib.import_module(name))
    except ImportError: print("no", name)
print(definition.sigmoid(lambda x: x), float(definition.sigmoid(...)))
"""
    result = judged(hostile(looks))
    outputs = nbformat.reads(result["notebooks"][NAME], as_version=4).cells[2].outputs
    assert "".join(output.text for output in outputs).splitlines() == [
        "[]", "[]", "no course_utils.checks.definition.sigmoid", "no course_utils.checks.engine.exercise",
        "no grading.judge.checks", "This check counts when the work is graded; no points are given here. 0.0",
    ]  # fmt: skip


def test_the_stage_holds_all_of_the_course_but_what_is_right(tmp_path):
    build(tmp_path)
    there = {path.relative_to(tmp_path / "course_utils").as_posix() for path in tmp_path.rglob("*.py")}
    course = {path.relative_to(ROOT / "course_utils").as_posix() for path in (ROOT / "course_utils").rglob("*.py")}
    kept = {f"checks/engine/{name}.py" for name in RUNS_ANSWERS} | {"checks/__init__.py"}
    assert {path for path in course if not path.startswith("checks/")} | kept <= there
    assert "truth" not in "".join(path.read_text() for path in (tmp_path / "course_utils" / "checks").glob("[!_]*.py"))


def test_nothing_that_a_submission_shows_can_act():
    notebook = hostile("""
from IPython.display import HTML, Javascript, display
display(HTML("<b>bold</b><script>document.title = 'RAN'</script>"), Javascript("document.title = 'RAN'"))
display({"image/svg+xml": "<svg onload='RAN'></svg>"}, raw=True)
""")
    notebook.cells.insert(1, new_markdown_cell("<img src='x' onerror='RAN'> *words*"))
    result = judged(notebook)
    made = nbformat.reads(result["notebooks"][NAME], as_version=4)
    shown = json.dumps([cell.get("outputs") for cell in made.cells])
    assert "bold" in shown and "RAN" not in shown and "<img" not in made.cells[1].source
    assert any(note.startswith("made harmless: ") for note in result["notes"])


ODD_MESSAGES = SPEAKS + """
for kind, content in [("stream", {"name": 7, "text": 5}), ("stream", {"name": "stdout"}), ("clear_output", 3),
                      ("execute_result", {"data": {"text/plain": "x"}, "metadata": {}, "execution_count": 1.5}),
                      ("display_data", [1]), ("course_trial", 7), ("comm_open", {}), ("comm_msg", {"comm_id": 1})]:
    says(kind, content)
get_ipython().payload_manager.read_payload = lambda: 5
shown = {"data": {"text/plain": "x"}, "metadata": {}, "transient": {"display_id": "me"}}
says("display_data", shown)
for letter in "yz":
    says("update_display_data", shown | {"data": {"text/plain": letter * 300_000}})
import ipywidgets
from IPython.display import display
out = ipywidgets.Output()
with out:
    print("within")
out.clear_output()
display(out)
"""


def test_odd_messages_and_widgets_cost_nothing_and_large_ones_are_not_kept(monkeypatch):
    monkeypatch.setattr(execution, "MOST_SHOWN", 200_000)
    notebook = filled()
    notebook.cells[2:2] = [new_code_cell(ODD_MESSAGES), *(new_code_cell(f"print('x' * 90_000, {k})") for k in range(4))]
    result = judged(notebook)
    assert points(result) == POINTS
    assert any("it sent what no kernel sends" in note for note in result["notes"])
    assert len(result["notebooks"][NAME]) < 400_000


@pytest.mark.parametrize("last", ["import os\nos._exit(1)", "quit()"])
def test_a_cell_that_ends_python_changes_nothing_for_the_checks_above_it(last):
    """The notebook is run again without that cell: what stood above is judged then, and shown as it was written."""
    stub, stopped, *others = POINTS
    answers = ANSWERS | {stub: STUBS[stub], stopped: f"import nowhere\n{ANSWERS[stopped]}"}
    notebook = filled(**answers)
    notebook.cells.append(new_code_cell(last))
    result = judged(notebook)
    assert points(result) == POINTS | {stub: 0}
    cells = nbformat.reads(result["notebooks"][NAME], as_version=4).cells
    shown = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in cells}
    for name in POINTS:
        assert shown[name].source == answers[name]
        assert determine_grade(shown[f"check_{name}"])[0] == points(result)[name]


def test_a_check_that_did_not_run_gives_nothing(monkeypatch):
    """nbgrader gives all points where a check shows nothing."""
    monkeypatch.setattr(execution.Run, "preprocess_cell", lambda self, cell, resources, index: (cell, resources))
    data = {"grade": True, "grade_id": "own", "locked": True, "points": 2, "schema_version": 3, "solution": False,
            "task": False}  # fmt: skip
    released = filled()
    released.cells.append(new_code_cell("assert True", metadata={"nbgrader": data}))
    result = judged(released, released)
    cells = nbformat.reads(result["notebooks"][NAME], as_version=4).cells
    grades = [determine_grade(cell)[0] for cell in cells if cell.metadata.get("nbgrader", {}).get("grade")]
    assert grades == [0] * (len(POINTS) + 1)


def test_a_cell_that_breaks_the_connection_is_left_out_alone():
    notebook = filled()
    broken = SPEAKS + """
pack = kernel.session.pack
kernel.session.pack = lambda o: b"{}" if isinstance(o, dict) and o.get("msg_type") == "clear_output" else pack(o)
says("clear_output", {"wait": False})
"""
    notebook.cells[2:2] = [new_code_cell(broken)]
    result = judged(notebook)
    assert points(result) == POINTS
    assert any("a cell was left out, because it sent Jupyter what it cannot read" in note for note in result["notes"])


def test_what_is_odd_and_honest_earns_what_it_deserves():
    stub, *others = POINTS
    first = ["import a_package_that_is_not_here as sns\nimport math", "x = input('x? ')", "%matplotlib nowhere",
             f"if not checks.{stub}({stub}):\n    raise SystemExit", "deep = " + "-" * 100_000 + "1"]  # fmt: skip
    odd = {name: f"{top}\n{_answer(name)}" for name, top in zip(others, first)}
    notebook = filled(**odd, **{stub: STUBS[stub]})
    notebook.cells.append(new_code_cell(_answer(stub)))
    result = judged(notebook)
    assert points(result) == POINTS | {others[4]: 0}
    assert f"found in a cell without its name: the answer {stub}" in result["notes"]


def test_a_cell_that_waits_for_a_right_answer_shows_its_results_only_then():
    notebook = filled(sigmoid=STUBS["sigmoid"])
    notebook.cells[-2:-2] = [new_code_cell(f"if checks.{name}({name}):\n    print('measured', {name}(0.25))", id=name)
                             for name in ("sigmoid", "logit")]  # fmt: skip
    made = nbformat.reads(judged(notebook)["notebooks"][NAME], as_version=4)
    shown = {cell.id: cell.outputs for cell in made.cells if cell.id in ("sigmoid", "logit")}
    assert shown["sigmoid"] == [] and "measured" in shown["logit"][0].text


@pytest.mark.parametrize("how", ["no names", "no names of texts", "below the blank one", "elsewhere"])
def test_a_written_answer_is_found_by_its_place_and_waits_for_a_person(how):
    [path] = (ROOT / "exercises" / "07_audit").glob("*.ipynb")
    handed_out, cells, written = nbformat.read(path, as_version=4), [], []
    for cell in nbformat.read(path, as_version=4).cells:
        text = cell.cell_type == "markdown" and "nbgrader" in cell.metadata
        if how == "no names" or (text and how == "no names of texts"):
            cell.metadata, cell.id = {}, f"x{cell.id}"
        cells += [] if text and how == "elsewhere" else [cell]
        if text:
            written.append(f"verdict {len(written)}")
            cells += [new_markdown_cell(written[-1])] if how == "below the blank one" else []
            cell.source = cell.source if how == "below the blank one" else written[-1]
    cells += [new_markdown_cell("\n".join(written))] if how == "elsewhere" else []
    names = {"nbgrader": {"assignment": "07_audit", "notebook": path.stem, "released": handed_out}}
    repaired, _ = Repair().preprocess(new_notebook(cells=cells), names)
    found = [cell.source for cell in repaired.cells if cell.cell_type == "markdown" and "nbgrader" in cell.metadata]
    assert found == (written if how != "elsewhere" else [NOT_FOUND] * len(written))
    assert all(len(note) < 300 for note in repaired.metadata[NOTES])


@pytest.mark.parametrize(("line", "earned"), [("1.5", 1.5), ("99", 0), ("-1", 0), ("'fine'", 2), ("1 / 0", 0)])
def test_a_check_of_the_instructors_own_gives_at_most_its_points(line, earned):
    data = {"grade": True, "grade_id": "own", "locked": True, "points": 2, "schema_version": 3, "solution": False,
            "task": False}  # fmt: skip
    released = filled()
    released.cells = [*released.cells[:2], new_code_cell(line, metadata={"nbgrader": data})]
    result = judged(released, released)
    [cell] = nbformat.reads(result["notebooks"][NAME], as_version=4).cells[2:]
    assert determine_grade(cell)[0] == earned
    assert any("claimed 99 of 2 points" in note for note in result["notes"]) == (line == "99")


@pytest.mark.parametrize("source", [
    "import gc\nfor o in gc.get_objects(): pass", "get_ipython().display_formatter.format = f",
    "import course_utils.checks.definition as d", "from course_utils.checks import definition as other",
    "class checks: pass", "checks = None", "checks.logit = f", "np.allclose = f", "import sys\nsys.modules['x']",
    "open('/proc/self/mem')", "from grading import judge", "f.__globals__",
    "__import__('sy' + 's')", "import subprocess", "import cloudpickle", "open(activations.__file__)",
])  # fmt: skip
def test_what_reaches_for_the_machinery_is_named(source):
    assert machinery.reaches(source, ["checks"])


def test_answers_do_not_reach_for_the_machinery():
    for path in sorted((ROOT / "solutions").glob("*/*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            assert cell.cell_type != "code" or not machinery.reaches(cell.source, ["checks"]), cell.source


# Graded and in a lesson: equal points

SAMPLE = 3  # forms of each exercise


def sample(lesson, name):
    forms = right(lesson, name)
    return forms[:: max(1, len(forms) // SAMPLE)][:SAMPLE]


def by_value(lesson, name):
    """Write some right forms of an exercise for a kernel that has no corpus to import."""
    modules = [importlib.import_module(module) for module in ("corpus", f"corpus.{lesson}.{name}")]
    for module in modules:
        cloudpickle.register_pickle_by_value(module)
    try:
        return cloudpickle.dumps(sample(lesson, name))
    finally:
        for module in modules:
            cloudpickle.unregister_pickle_by_value(module)


def test_right_answers_earn_in_grading_what_they_earn_in_a_lesson():
    first = "import base64, pickle\n" + "".join(f"from course_utils.checks import {lesson}\n" for lesson in LESSONS)
    cells, deserved = [new_code_cell(first)], {}
    for lesson in LESSONS:
        for name in exercises(lesson):
            data = base64.b64encode(by_value(lesson, name)).decode()
            cells.append(new_code_cell(f"forms = pickle.loads(base64.b64decode({data!r}))"))
            check = getattr(importlib.import_module(f"course_utils.checks.{lesson}"), name)
            for i, form in enumerate(sample(lesson, name)):
                grade_id = f"{lesson}-{name}-{i}"
                meta = {"grade": True, "grade_id": grade_id, "locked": True, "points": check.max_points,
                        "schema_version": 3, "solution": False, "task": False}  # fmt: skip
                cells.append(new_code_cell(f"{lesson}.{name}(forms[{i}])", metadata={"nbgrader": meta}))
                deserved[grade_id] = check(form).points
    notebook = new_notebook(cells=cells, metadata=RELEASED.metadata)
    cells[1:1] = [new_code_cell("", metadata={"nbgrader": {"grade": False, "grade_id": "start", "solution": True,
                  "locked": False, "schema_version": 3, "task": False}})]  # fmt: skip
    assert points(judged(notebook, notebook)) == deserved


@pytest.mark.parametrize("level", ["bwrap", "landlock", "none"])
def test_a_solved_lesson_earns_everything_in_every_sandbox(level, monkeypatch):
    try:
        kernels.chosen(level)
    except ValueError as error:
        (pytest.fail if os.environ.get("CI") and level == "bwrap" else pytest.skip)(str(error))
    monkeypatch.setattr(CONFIG.Run, "sandbox", level)
    [path] = (ROOT / "solutions" / "02_derivative").glob("*.ipynb")
    notebooks = [nbformat.read(ROOT / part / "02_derivative" / path.name, as_version=4)
                 for part in ("solutions", "exercises")]  # fmt: skip
    result = judged(*notebooks)
    assert all(check["points"] == check["max"] for check in result["checks"].values()), result["reason"]
    assert (len(result["checks"]), result["sandbox"]) == (8, level)


# A cluster


def test_a_cluster_gives_the_same_points_and_a_worker_that_dies_loses_nothing():
    dask, distributed = pytest.importorskip("dask"), pytest.importorskip("distributed")
    from grading.cluster import Cluster

    size = 40
    submissions = {s: nbformat.reads(content.decode(), as_version=4) for s, content in everyday(size).items()}

    def task(student):
        return judging.task(ASSIGNMENT, {NAME: RELEASED}, {NAME: submissions[student]}, {}, CONFIG)

    here = {s: points(result) for s, result in engine.graded(list(submissions)[:9], task, engine.Processes(3, "none"))}
    kinds = [here[s] for s in sorted(here)]
    there, killed = {}, False
    with dask.config.set({"distributed.scheduler.allowed-failures": 0}):
        with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
            pool = Cluster(cluster.scheduler_address)
            for student, result in engine.graded(list(submissions), task, pool):
                there[student] = points(result)
                if not killed:
                    killed = True
                    os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
            pool.close()
    assert there == {f"student{i:03}": kinds[i % 9] for i in range(size)}


def test_a_scheduler_that_does_not_answer_is_a_sentence(monkeypatch):
    pytest.importorskip("distributed")
    from grading import cluster

    monkeypatch.setattr(cluster, "ANSWER", 2)
    with pytest.raises(ValueError, match="^The scheduler tcp://127.0.0.1:9 does not answer"):
        cluster.Cluster("tcp://127.0.0.1:9")
