"""JupyterLab in headless Chromium, for tests and benchmarks: one server, one browser, a page for each notebook."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
import uuid
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
CHROMIUM = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PRIVATE = [
    "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "JUPYTERLAB_SETTINGS_DIR",
    "JUPYTERLAB_WORKSPACES_DIR",
]  # fmt: skip
LAB = "window.jupyterapp?.shell.currentWidget"
READY = f"""() => {LAB}?.context?.isReady && {LAB}.sessionContext.isReady
    && {LAB}.sessionContext.session?.kernel?.status === 'idle'"""
FLOW = """async (handle, picture) => {
    const track = handle.closest(".noUi-base").getBoundingClientRect();
    const fire = (target, type, share) => target.dispatchEvent(new MouseEvent(type, {
        bubbles: true, buttons: 1, clientX: track.x + track.width * share, clientY: track.y,
    }));
    const look = () => picture.querySelector("img")?.src ?? picture.innerHTML;
    const start = await new Promise(requestAnimationFrame);
    let seen = look(), drawn = 0, time;
    fire(handle.firstChild, "mousedown", 0);
    for (let frame = 1; frame <= 61; frame++) {
        fire(document.body, "mousemove", Math.min(frame / 60, 1));
        time = await new Promise(requestAnimationFrame);
        if (look() !== seen) drawn++;
        seen = look();
    }
    fire(document.body, "mouseup", 1);
    return 1000 * drawn / (time - start);
}"""
RAN = f"""() => {{
    const cells = [...{LAB}.content.model.cells].filter((cell) => cell.type === 'code' && cell.sharedModel.source);
    const failed = cells.some((cell) => cell.toJSON().outputs.some((output) => output.output_type === 'error'));
    return failed || cells.every((cell) => cell.executionCount !== null && cell.executionState === 'idle');
}}"""


@contextlib.contextmanager
def jupyterlab(folder):
    """Serve a copy of the checkout, made in ``folder``, and yield where it is: (address, token, copy)."""
    copy = shutil.copytree(CHECKOUT, folder / "course", ignore=shutil.ignore_patterns(".*", "__pycache__"))
    private = {name: str(folder / name.lower()) for name in PRIVATE}
    news = Path(private["JUPYTERLAB_SETTINGS_DIR"], "@jupyterlab/apputils-extension")
    news.mkdir(parents=True)
    (news / "notification.jupyterlab-settings").write_text('{"fetchNews": "false"}')
    inherited = {k: v for k, v in os.environ.items() if k not in ("MPLBACKEND", "PYTHONDONTWRITEBYTECODE")}
    token = uuid.uuid4().hex
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--port=0", "--expose-app-in-browser"]
    with open(folder / "server.log", "w") as log:
        server = subprocess.Popen(
            [*command, "--allow-root"], cwd=copy, stdout=log, stderr=log,
            env=inherited | private | {"JUPYTER_TOKEN": token, "PYTHONPATH": str(copy)},
        )  # fmt: skip
    try:
        yield _address(server, Path(private["JUPYTER_RUNTIME_DIR"])), token, copy
    finally:
        server.terminate()
        server.wait(30)


def _address(server, runtime):
    """Wait until ``server`` has written down its address, and return that."""
    for _ in range(600):
        for note in runtime.glob("jpserver-*.json"):
            with contextlib.suppress(json.JSONDecodeError):
                return json.loads(note.read_text())["url"]
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError("JupyterLab did not start; its words are in server.log.")


@contextlib.contextmanager
def chromium():
    """Start Chromium and yield it, as playwright's Browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def open_notebook(page, lab, path):
    """Show the notebook at ``path`` (below the course's folder) on ``page``, its kernel ready."""
    address, token, _ = lab
    page.goto(f"{address}lab/workspaces/{uuid.uuid4().hex}/tree/{path}?token={token}")
    page.wait_for_function(READY)


@contextlib.contextmanager
def watched_page(browser, lab):
    """Open a page and yield it; fail at the end if a script on it failed or it asked any other host."""
    with browser.new_context(viewport={"width": 1000, "height": 1400}) as context:
        page, problems = context.new_page(), []
        page.set_default_timeout(60_000)
        page.on("pageerror", lambda error: problems.append(f"page error: {error}"))
        page.on("request", lambda r: r.url.startswith((lab[0], "data:", "blob:")) or problems.append(r.url))
        yield page
    assert not problems


def command(page, name):
    """Have JupyterLab carry out one of its commands; do not wait for its end."""
    page.evaluate("(name) => { window.jupyterapp.commands.execute(name) }", name)


def run_all(page):
    """Run the open notebook from the top, wait for its end (or its first error) and return its cells."""
    command(page, "editmenu:clear-all")
    command(page, "notebook:run-all-cells")
    page.wait_for_function(RAN)
    return page.evaluate(f"() => [...{LAB}.content.model.cells].map((cell) => cell.toJSON())")


def ask_kernel(page, code):
    """Run ``code`` in the open notebook's kernel, outside any cell, and return what it prints."""
    return page.evaluate(f"""async (code) => {{
        let printed = "";
        const run = {LAB}.sessionContext.session.kernel.requestExecute({{ code }});
        run.onIOPub = (message) => (printed += message.content.text ?? "");
        await run.done;
        return printed;
    }}""", code)


def drag(page, slider, steps=60):
    """Drag the handle of ``slider`` with the mouse from one end of its track to the other."""
    slider.press("Home")
    handle, track = slider.bounding_box(), slider.locator("xpath=../..").bounding_box()
    y = handle["y"] + handle["height"] / 2
    page.mouse.move(handle["x"] + handle["width"] / 2, y)
    page.mouse.down()
    for step in range(1, steps + 1):
        page.mouse.move(track["x"] + track["width"] * step / steps, y)
    page.mouse.up()


def flow(page, slider, picture):
    """Drag ``slider`` over 60 positions, one for each animation frame; return the frames drawn in a second.

    A frame counts when the element ``picture`` is not what it was at the animation frame before.
    """
    slider.press("Home")
    page.wait_for_timeout(500)
    return slider.evaluate(FLOW, picture.element_handle())


def keep_busy(page):
    """Put the open notebook's kernel into a loop without an end."""
    page.evaluate(f"() => {{ {LAB}.sessionContext.session.kernel.requestExecute({{ code: 'while True: pass' }}) }}")
    page.wait_for_function(f"() => {LAB}.sessionContext.session.kernel.status === 'busy'")


def interrupt(page):
    """Stop what the open notebook's kernel does."""
    command(page, "notebook:interrupt-kernel")
    page.wait_for_function(f"() => {LAB}.sessionContext.session.kernel.status === 'idle'")


def scroll_to(page, number):
    """Bring the cell ``number`` of the open notebook into view: those off screen are not on the page."""
    page.evaluate(f"(number) => {LAB}.content.scrollToItem(number, 'start')", number)
