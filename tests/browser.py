"""JupyterLab in headless Chromium, for tests and benchmarks: one server, one browser, a page for each notebook."""

import contextlib
import json
import shutil
import subprocess
import sys
import time
import uuid
from pathlib import Path

import start

CHECKOUT = Path(__file__).parents[1]
CHROMIUM = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE = 300  # seconds in which nothing moves at all; a busy machine may take as long as it likes for the rest
LAB = "window.jupyterapp?.shell.currentWidget"
READY = f"""() => {LAB}?.context?.isReady && {LAB}.sessionContext.isReady
    && {LAB}.sessionContext.session?.kernel?.status === 'idle'"""
REST = """async (picture) => {
    for (let calm = 0, seen; calm < 10; calm++) {
        await new Promise(requestAnimationFrame);
        const look = picture.querySelector("img")?.src ?? picture.innerHTML;
        if (look !== seen) calm = 0;
        seen = look;
    }
}"""
OPEN = """async (path) => {
    const widget = await window.jupyterapp.commands.execute("docmanager:open", { path });
    await Promise.all([widget.context.ready, widget.sessionContext.ready]);
    const { session } = widget.sessionContext, { model } = widget.context;
    const [info, spec] = await Promise.all([session.kernel.info, session.kernel.spec]);
    const text = (object) => JSON.stringify(Object.entries(object).sort());
    const noted = () => text(model.getMetadata("language_info")) === text(info.language_info)
        && model.getMetadata("kernelspec").display_name === spec.display_name;
    for (let frames = 0; frames < 5; frames += noted()) await new Promise(requestAnimationFrame);
    const { dirty } = model;
    await session.shutdown();
    model.dirty = false;
    widget.close();
    return dirty;
}"""
FLOW = """async (handle, picture) => {
    const track = (handle.closest(".noUi-base") ?? handle).getBoundingClientRect();
    const fire = (target, type, share) => handle.max ? type === "mousemove" && move(share) : target.dispatchEvent(
        new MouseEvent(type, { bubbles: true, buttons: 1, clientX: track.x + track.width * share, clientY: track.y }));
    const move = (share) => {
        handle.value = Math.round(handle.max * share);
        handle.dispatchEvent(new Event("input", { bubbles: true }));
    };
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
    return { share: drawn / 60, rate: 1000 * drawn / (time - start) };
}"""
MOVES = f"""() => [...{LAB}.content.model.cells].map((cell) => cell.toJSON().outputs?.length + cell.executionState)
    .concat({LAB}.sessionContext.session?.kernel?.status).join()"""
RAN = f"""([first, end]) => {{
    const cells = [...{LAB}.content.model.cells].slice(first, end ?? undefined).filter((cell) => cell.type === 'code');
    const failed = cells.some((cell) => cell.toJSON().outputs.some((output) => output.output_type === 'error'));
    return failed || cells.every((cell) => !cell.sharedModel.source
        || cell.executionCount !== null && cell.executionState === 'idle');
}}"""
SHOW = """async (path) => {
    const widget = await window.jupyterapp.commands.execute("docmanager:open", { path });
    await Promise.all([widget.revealed, widget.context.ready, widget.sessionContext.ready]);
    await widget.sessionContext.session.kernel.info;
}"""
LEAVE = f"""async () => {{
    const widget = {LAB};
    await widget.sessionContext.session?.shutdown();
    widget.context.model.dirty = false;
    widget.close();
}}"""
SEEN = f"""async (patience) => {{
    const {{ content }} = {LAB}, cells = content.widgets, end = performance.now() + patience;
    for (const [number, cell] of cells.entries())
        while (cell.headingCollapsed && cell.isPlaceholder() && performance.now() < end) {{
            await content.scrollToItem(number);
            await new Promise(requestAnimationFrame);
        }}
    await Promise.all(cells.map((cell) => cell.getHeadings()));
    const seen = () => [...cells.keys()].filter((number) => !cells[number].isHidden
        && (cells[number].isPlaceholder() || cells[number].node.checkVisibility()));
    for (let calm = 0, before; calm < 10; calm++) {{
        await new Promise(requestAnimationFrame);
        if (before !== (before = seen().join())) calm = 0;
    }}
    return seen();
}}"""
MIDDLE = """(ring) => {
    const line = ring.tagName === "path" && ring.getPointAtLength(ring.getTotalLength() / 2);
    const { x, y } = line || { x: ring.cx.baseVal.value, y: ring.cy.baseVal.value };
    const at = new DOMPoint(x, y).matrixTransform(ring.getScreenCTM());
    return [at.x, at.y];
}"""  # where a hand takes hold of a ring or a band, on the page
FORGET = f"""() => {{
    for (const cell of {LAB}.content.model.cells) if (cell.type === "code") cell.executionCount = null;
}}"""
ACTIVE = f"""() => {{
    const {{ activeCellIndex, activeCell }} = {LAB}.content;
    return [activeCellIndex, activeCell.model.type === "code" && activeCell.isHidden];
}}"""


@contextlib.contextmanager
def jupyterlab(folder):
    """Serve a copy of the checkout, made in ``folder``, and yield where it is: (address, token, copy)."""
    copy = shutil.copytree(CHECKOUT, folder / "course", ignore=shutil.ignore_patterns(".*", "__pycache__"))
    settings, token = shutil.copytree(CHECKOUT / "jupyter", folder / "jupyter"), uuid.uuid4().hex
    private = start.folders(settings) | {"JUPYTER_RUNTIME_DIR": str(folder / "runtime"), "JUPYTER_TOKEN": token}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--port=0", "--expose-app-in-browser"]
    with open(folder / "server.log", "w") as log:
        server = subprocess.Popen(
            [*command, "--allow-root"], cwd=copy, stdout=log, stderr=log,
            env=start.surroundings(Path(sys.executable).parent) | private | {"PYTHONPATH": str(copy)},
        )  # fmt: skip
    try:
        yield _address(server, Path(private["JUPYTER_RUNTIME_DIR"])), token, copy
    finally:
        server.terminate()
        server.wait(PATIENCE)


def _address(server, runtime):
    """Wait until ``server`` has written down its address, and return that."""
    for _ in range(10 * PATIENCE):
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
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, timeout=1000 * PATIENCE)
        yield browser
        browser.close()


@contextlib.contextmanager
def new_page(browser, **options):
    """Open an empty page in a context of its own, patient with a busy machine, and yield it."""
    with browser.new_context(**options) as context:
        context.set_default_timeout(1000 * PATIENCE)
        yield context.new_page()


def open_notebook(page, lab, path):
    """Show the notebook at ``path`` (below the course's folder) on ``page``, its kernel ready."""
    address, token, _ = lab
    page.goto(f"{address}lab/workspaces/{uuid.uuid4().hex}/tree/{path}?token={token}")
    page.wait_for_function(READY)


@contextlib.contextmanager
def watched_page(browser, lab):
    """Open a page and yield it; fail at the end if a script on it failed or it asked any other host."""
    with new_page(browser, viewport={"width": 1000, "height": 1400}) as page:
        problems = page.problems = []
        page.on("pageerror", lambda error: problems.append(f"page error: {error}"))
        page.on("request", lambda r: r.url.startswith((lab[0], "data:", "blob:")) or problems.append(r.url))
        yield page
        page.evaluate(f"() => {LAB}?.sessionContext?.shutdown()")  # the next page shall not meet this one's kernel
    assert not problems, problems


def show_notebook(page, path):
    """Open one more notebook on ``page``, where JupyterLab is, in front of the others, its kernel ready."""
    page.evaluate(SHOW, path)


def leave_notebook(page):
    """Close the notebook in front, and its kernel; nothing is saved."""
    page.evaluate(LEAVE)


def seen_cells(page):
    """Return the numbers of the cells that a reader who scrolls through the open notebook gets to see."""
    return page.evaluate(SEEN, 1000 * PATIENCE)


def modified_by_opening(page, path):
    """Open one more notebook, wait for what JupyterLab writes into it, close it; tell whether it had to be saved."""
    return page.evaluate(OPEN, path)


def command(page, name):
    """Have JupyterLab carry out one of its commands; do not wait for its end."""
    page.evaluate("(name) => { window.jupyterapp.commands.execute(name) }", name)


def run_all(page):
    """Run the open notebook from the top, wait for its end (or its first error) and return its cells."""
    command(page, "editmenu:clear-all")
    command(page, "notebook:expand-all-headings")  # what answers a guess is folded
    command(page, "notebook:run-all-cells")
    _wait_while_cells_run(page)
    return page.evaluate(f"() => [...{LAB}.content.model.cells].map((cell) => cell.toJSON())")


def read_on(page, past):
    """Press Shift+Enter until the cell ``past`` has been run, as a reader does who sees what is run; wait for its end.

    The counts of the last time are forgotten first, and are no sign that a cell has run.
    """
    first, hidden = page.evaluate(ACTIVE)
    page.evaluate(FORGET)
    number = first
    while number <= past:
        assert not hidden, f"Shift+Enter runs cell {number}, which nobody sees."
        page.keyboard.press("Shift+Enter")
        page.wait_for_function(f"(number) => {LAB}.content.activeCellIndex > number", arg=number)
        number, hidden = page.evaluate(ACTIVE)
    _wait_while_cells_run(page, first, past + 1)


def _wait_while_cells_run(page, first=0, end=None):
    """Wait until these cells have run, as long as any starts, prints or ends, or the kernel's status changes."""
    moved, last = time.monotonic(), None
    while not page.evaluate(RAN, [first, end]):
        if (now := page.evaluate(MOVES)) != last:
            moved, last = time.monotonic(), now
        assert not now.endswith(("dead", "restarting")), "The kernel died."
        assert time.monotonic() < moved + PATIENCE, f"For {PATIENCE} s no cell started, printed or ended: {now}"
        page.wait_for_timeout(200)


def ask_kernel(page, code):
    """Run ``code`` in the open notebook's kernel, outside any cell, and return what it prints."""
    return page.evaluate(
        f"""async (code) => {{
        let printed = "";
        const run = {LAB}.sessionContext.session.kernel.requestExecute({{ code }});
        run.onIOPub = (message) => (printed += message.content.text ?? "");
        await run.done;
        return printed;
    }}""",
        code,
    )


def drag(page, slider, steps=60):
    """Drag the handle of ``slider`` with the mouse from one end of its track to the other."""
    slider.press("Home")
    track = slider.bounding_box()
    y = track["y"] + track["height"] / 2
    page.mouse.move(track["x"] + 12, y)  # the middle of a handle at its left end
    page.mouse.down()
    for step in range(1, steps + 1):
        page.mouse.move(track["x"] + track["width"] * step / steps, y)
    page.mouse.up()


def flow(page, slider, picture):
    """Drag ``slider`` over 60 positions, one for each animation frame; return what was drawn: {share, rate}.

    An animation frame counts when the element ``picture`` is not what it was at the one before. The share is that of
    the 60 positions, the rate is in frames a second.
    """
    slider.press("Home")
    picture.evaluate(REST)
    return slider.evaluate(FLOW, picture.element_handle())


def keep_busy(page):
    """Put the open notebook's kernel into a loop without an end."""
    page.evaluate(f"() => {{ {LAB}.sessionContext.session.kernel.requestExecute({{ code: 'while True: pass' }}) }}")
    page.wait_for_function(f"() => {LAB}.sessionContext.session.kernel.status === 'busy'")


def interrupt(page):
    """Stop what the open notebook's kernel does."""
    command(page, "notebook:interrupt-kernel")
    page.wait_for_function(f"() => {LAB}.sessionContext.session.kernel.status === 'idle'")


def scroll_to(page, number, what):
    """Bring ``what`` (a locator) in the cell ``number`` of the open notebook into view: off screen it is not there.

    While outputs above are still being drawn, they push it out again: so this asks until it stays.
    """
    end, stayed = time.monotonic() + PATIENCE, 0
    while stayed < 5:
        stayed = stayed + 1 if what.count() else 0
        if not stayed:
            page.evaluate(f"(number) => {LAB}.content.scrollToItem(number, 'start')", number)
        assert time.monotonic() < end, f"Cell {number} does not come into view, or does not hold what is looked for."
        page.wait_for_timeout(100)
