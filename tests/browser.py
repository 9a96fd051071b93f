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
READY = """async () => {
    await window.jupyterapp.restored;
    const panel = window.jupyterapp.shell.currentWidget;
    await panel.context.ready;
    await panel.sessionContext.ready;
    await panel.sessionContext.session.kernel.info;
}"""
CELLS = """() => [...window.jupyterapp.shell.currentWidget.content.model.cells].map((cell) => cell.toJSON())"""


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
    page.wait_for_selector(".jp-NotebookPanel")
    page.evaluate(READY)


def run_all(page):
    """Run every cell of the open notebook to its end and return the cells, as in the file."""
    page.evaluate("() => window.jupyterapp.commands.execute('editmenu:clear-all')")
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    return page.evaluate(CELLS)
