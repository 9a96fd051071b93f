"""The explorers as a student meets them: in JupyterLab, with the mouse, the keys, a screen reader, a busy kernel."""

import nbformat
import numpy as np
import pytest
from browser import (
    CHECKOUT,
    LAB,
    READY,
    ask_kernel,
    drag,
    flow,
    interrupt,
    keep_busy,
    modified_by_opening,
    new_page,
    open_notebook,
    run_all,
    scroll_to,
    watched_page,
)
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_notebook, new_output
from test_predictions import cells_of, guesses

from course_utils.explorers.definition import steepness_explorer
from course_utils.guesses import MIME

VIEW = "application/vnd.jupyter.widget-view+json"
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
LIVE = """
import time
import numpy as np
from matplotlib.figure import Figure
from course_utils.explorers.stage import Control, explorer

ax, asked = Figure().subplots(), []
ax.plot([0, 1], [0, 1], gid="curve")
ax.set_title(" ", gid="readout")

def at(b):
    asked.append(b)
    time.sleep(0.1)
    return {"curve": ([0, 1], b), "readout": f"height {b:g}"}

explorer(ax.figure, at, [Control("b", "height b", np.linspace(0, 1, 61), 0)], "A slow explorer.", live=True)
"""
CELLS = [
    "from course_utils.explorers.definition import growth_explorer, saturation_explorer, steepness_explorer",
    "steepness = steepness_explorer()\nsteepness",
    "growth_explorer()",
    "saturation_explorer()",
    LIVE,
]
STEEPNESS, GROWTH, SATURATION, SLOW = range(4)
LESSONS = {  # the sliders of each explorer, in order
    "notebooks/00_start_here.ipynb": [["steepness k"]],
    "notebooks/01_definition.ipynb": [["ceiling L", "growth rate k (1/h)", "midpoint x0 (h)"], ["input x"]],
    "notebooks/02_derivative.ipynb": [["input x", "distance h"], ["step h"], ["weight w", "bias b"]],
    "notebooks/03_logistic_regression.ipynb": [
        ["intercept b0 (log-odds)", "slope b1 (log-odds per F)"],
        ["threshold", "a miss costs (false alarms)"],
    ],
    "notebooks/04_calibration.ipynb": [["the red yes is at x", "ridge"], ["temperature T"]],
    "notebooks/05_vanishing_gradients.ipynb": [["weight w", "bias b", "neurons L"], ["scale s"], ["epoch"]],
    "notebooks/06_alternatives.ipynb": [["spread s of the input"], ["scale s of the weights"], []],
    "notebooks/07_audit.ipynb": [["factor c"], ["weight w"]],
    "notebooks/08_today.ipynb": [
        ["beta", "smoothing"],
        ["gate bias b", "steps T to remember"],
        ["bias b", "keys n"],
        ["gamma"],
    ],
}


@pytest.fixture(scope="module")
def shown(lab, browser):
    """A page with the explorers of lessons 00 and 01, and a live one that takes its time."""
    notebook = new_notebook(cells=[new_code_cell(source) for source in CELLS], metadata=KERNEL)
    nbformat.write(notebook, lab[2] / "notebooks" / "explorers.ipynb")
    with watched_page(browser, lab) as page:
        open_notebook(page, lab, "notebooks/explorers.ipynb")
        run_all(page)
        yield page


@pytest.fixture
def busy(shown):
    """Keep the kernel of the page in a loop."""
    keep_busy(shown)
    yield
    interrupt(shown)


def slider(page, name):
    return page.get_by_role("slider", name=name, exact=True)


def part(page, number, selector):
    """Return the part of the page's explorer ``number`` that ``selector`` finds."""
    return page.locator(".explorer").nth(number).locator(selector)


def outline(page, number, gid="curve"):
    return part(page, number, f"#{gid} > path").get_attribute("d")


def readout(page, number):
    return part(page, number, ".explorer-readout > span:last-child").text_content()


def wait_for_readout(page, number, text):
    part(page, number, ".explorer-readout > span:last-child").get_by_text(text, exact=True).wait_for()


def test_every_slider_has_its_name_and_says_its_value(shown):
    names = [handle.get_attribute("aria-label") for handle in shown.get_by_role("slider").all()]
    assert names == ["steepness k", "ceiling L", "growth rate k (1/h)", "midpoint x0 (h)", "input x", "height b"]
    assert slider(shown, "growth rate k (1/h)").get_attribute("aria-valuetext") == "0.35"


def test_the_picture_has_a_name_and_there_is_one_picture(shown):
    assert shown.get_by_role("img", name="Explorer: fit logistic growth").count() == 1
    assert shown.locator(".jp-OutputArea img").count() == 0


def test_the_browser_draws_what_python_computed(shown):
    stage = steepness_explorer()
    slider(shown, "steepness k").press("End")
    wait_for_readout(shown, STEEPNESS, "k = 8: the slope at x = 0 is k/4 = 2")
    drawn = np.array(outline(shown, STEEPNESS).replace("M", "").replace("L", " ").split(), float)
    row = np.frombuffer(stage.still, np.int16).copy()
    moving = np.frombuffer(stage.moving, np.int32)
    row[moving] = np.frombuffer(stage.frames, np.int16).reshape(-1, moving.size)[-1]
    start = 2 * sum(
        points for _, points, _ in stage.scene["parts"][: [gid for gid, *_ in stage.scene["parts"]].index("curve")]
    )
    np.testing.assert_array_equal(drawn, row[start : start + 2 * 241] / 32)


@pytest.mark.parametrize(
    ("key", "k"), [("ArrowRight", "0.375"), ("ArrowUp", "0.375"), ("PageUp", "1"), ("End", "8"), ("Home", "0.25")]
)
def test_keys_move_the_slider_and_not_the_notebook(shown, key, k):
    handle = slider(shown, "steepness k")
    handle.press("Home")
    wait_for_readout(shown, STEEPNESS, "k = 0.25: the slope at x = 0 is k/4 = 0.0625")
    cell = shown.evaluate(f"() => {LAB}.content.activeCellIndex")
    handle.press(key)
    part(shown, STEEPNESS, ".explorer-readout > span:last-child").get_by_text(f"k = {k}:").wait_for()
    assert handle.get_attribute("aria-valuetext") == k
    assert shown.evaluate(f"() => {LAB}.content.activeCellIndex") == cell


def test_a_drop_down_list_changes_the_picture(shown):
    before = outline(shown, SATURATION, "computed")
    shown.get_by_label("number format").select_option("float16")
    wait_for_readout(shown, SATURATION, "float16: sigmoid(10) = 1.0")
    assert outline(shown, SATURATION, "computed") != before


def test_a_screen_reader_hears_the_new_readout_and_nothing_else_when_the_hand_rests(shown):
    slider(shown, "ceiling L").press("End")
    parts = [
        part(shown, GROWTH, selector).element_handle()
        for selector in ("[role=status]", ".explorer-readout > span:last-child")
    ]
    shown.wait_for_function("([said, written]) => said.textContent === written.textContent", arg=parts)


def test_python_moves_the_slider_and_the_picture(shown):
    ask_kernel(shown, "steepness.controls['k'].value = 2")
    wait_for_readout(shown, STEEPNESS, "k = 2: the slope at x = 0 is k/4 = 0.5")


@pytest.mark.parametrize(("name", "number"), [("steepness k", STEEPNESS), ("midpoint x0 (h)", GROWTH)])
def test_the_mouse_drags_the_curve_and_its_readout_while_the_kernel_is_busy(shown, busy, name, number):
    slider(shown, name).press("Home")
    start = outline(shown, number), readout(shown, number)
    drag(shown, slider(shown, name))
    shown.wait_for_function("() => new Promise(requestAnimationFrame)")
    assert outline(shown, number) != start[0] and readout(shown, number) != start[1]


def test_a_drag_is_drawn_at_every_frame_that_the_browser_has_while_the_kernel_is_busy(shown, busy):
    drawn = flow(shown, slider(shown, "steepness k"), part(shown, STEEPNESS, "svg"))
    assert drawn["share"] > 0.9, drawn


def test_a_live_explorer_ends_where_the_hand_ends_and_leaves_out_what_came_too_fast(shown):
    drag(shown, slider(shown, "height b"))
    wait_for_readout(shown, SLOW, "height 1")
    asked = int(ask_kernel(shown, "print(len(asked))"))
    assert 2 < asked < 40, asked


def test_axe_finds_nothing_serious_in_an_explorer(shown):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(shown, context=".explorer").response["violations"]
    assert not [rule["id"] for rule in found if rule["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("views", [True, False], ids=["with its widget view", "without"])
def test_a_page_made_by_nbconvert_shows_the_picture(browser, tmp_path, views):
    data, metadata = steepness_explorer()._repr_mimebundle_()
    data = {kind: content for kind, content in data.items() if views or "widget" not in kind}
    output = new_output("execute_result", data, metadata=metadata, execution_count=1)
    notebook = new_notebook(cells=[new_code_cell("steepness_explorer()", outputs=[output])])
    (tmp_path / "page.html").write_text(HTMLExporter().from_notebook_node(notebook)[0])
    with new_page(browser, offline=True) as page:
        page.goto((tmp_path / "page.html").as_uri(), wait_until="domcontentloaded")
        picture = page.locator(".jp-OutputArea img")
        assert picture.evaluate("(img) => img.decode().then(() => img.naturalWidth)") == 1036
        assert picture.bounding_box()["width"] == 720


def test_the_first_page_stands_beside_the_folder_of_the_course_and_nothing_pops_up(page, lab):
    page.goto(f"{lab[0]}lab?token={lab[1]}")
    page.wait_for_function(READY)
    assert page.evaluate(f"() => {LAB}.context.path") == "notebooks/00_start_here.ipynb"
    page.locator(".jp-DirListing-itemText").get_by_text("README.md").wait_for()
    page.locator(".jp-Notification-Status").wait_for()
    assert not page.locator(".jp-Dialog, .Toastify__toast").count()


@pytest.mark.parametrize("folder", ["notebooks", "exercises", "solutions"])
def test_a_notebook_that_was_only_opened_is_not_modified(page, lab, folder):
    found = sorted((CHECKOUT / folder).rglob("*.ipynb"))  # the course's own; other tests add to the copy
    paths = [path.relative_to(CHECKOUT).as_posix() for path in found if path.parent.name != ".ipynb_checkpoints"]
    open_notebook(page, lab, paths[0])
    assert not [path for path in paths if modified_by_opening(page, path)]
    # what JupyterLab says of a notebook that is closed while it still loads; requests elsewhere stay problems
    page.problems[:] = [problem for problem in page.problems if not problem.startswith("page error: ")]


@pytest.mark.parametrize("path", LESSONS)
def test_a_lesson_runs_and_its_explorers_follow_the_keys(page, lab, path):
    open_notebook(page, lab, path)
    cells = run_all(page)
    outputs = [(number, output) for number, cell in enumerate(cells) for output in cell.get("outputs", [])]
    assert not [output for _, output in outputs if output["output_type"] == "error"]
    answers = [output["data"]["text/plain"] for _, output in outputs if MIME in output.get("data", {})]
    assert all("You made no guess this time" in "".join(answer) for answer in answers)
    assert len(answers) == len(guesses(cells_of(CHECKOUT / path)))
    explorers = [number for number, output in outputs if VIEW in output.get("data", {})]
    for number, names in zip(explorers, LESSONS[path], strict=True):
        for name in names:
            scroll_to(page, number, slider(page, name))
            explorer = page.locator(".explorer", has=slider(page, name))
            before = explorer.locator("svg").inner_html()
            slider(page, name).press("End")
            changed = "([box, before]) => box.shadowRoot.querySelector('svg').innerHTML !== before"
            page.wait_for_function(changed, arg=[explorer.locator(".explorer-picture").element_handle(), before])
