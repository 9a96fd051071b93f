"""Milliseconds from a move of the hand to the figure laid out anew, for each explorer on a page, in one run.

Run from the course's folder: python -m benchmarks.explorer_moves

A move of a slider and a move of what the hand holds: the event, the drawing and the browser's layout, without the
painting. The median of 200 moves a control, after 20 that are not counted, and what 95 of 100 stay below.
"""

import importlib
import pkgutil
import tempfile
from pathlib import Path

from course_utils import explorers
from course_utils.explorers import page as pages
from tests.browser import chromium, new_page

AT_ONCE = """
const due = [];
window.requestAnimationFrame = (draw) => due.push(draw);
window.cancelAnimationFrame = () => {};
window.drawNow = () => due.splice(0).forEach((draw) => draw(performance.now()));
Element.prototype.setPointerCapture = () => {};
"""
MOVES = """
(what) => {
  const svg = document.querySelector(".explorer-picture").shadowRoot.querySelector("svg"), times = [];
  const parts = what === "slider" ? document.querySelectorAll(".explorer-control") : svg.querySelectorAll(".handle");
  for (const part of parts) {
    const box = svg.getBoundingClientRect();
    const at = (kind, x, y) => part.dispatchEvent(new PointerEvent(kind, { pointerId: 1, clientX: x, clientY: y }));
    if (what === "grab") at("pointerdown", box.x, box.y);
    const count = part.max ? Number(part.max) + 1 : part.options?.length;
    for (let i = 0; i < 220; i++) {
      const share = Math.abs(((i * 0.618) % 2) - 1);
      if (part.max) part.value = Math.floor(share * count);
      else if (count) part.selectedIndex = Math.floor(share * count);
      const began = performance.now();
      if (what === "slider") part.dispatchEvent(new Event("input", { bubbles: true }));
      else at("pointermove", box.x + share * box.width, box.y + ((share * 7) % 1) * box.height);
      drawNow();
      svg.querySelector("path").getBoundingClientRect();
      if (i >= 20) times.push(performance.now() - began);
    }
    if (what === "grab") at("pointerup", box.x, box.y);
  }
  times.sort((a, b) => a - b);
  return times.length ? [times[times.length >> 1], times[Math.floor(0.95 * times.length)]] : null;
}
"""


def measure(browser, shown, folder):
    """Return (median, 95 % stay below) in ms for a slider, and for what can be held: None where nothing can."""
    css, script = pages.assets()
    file = Path(folder) / "page.html"
    file.write_text(
        f"<!doctype html><meta charset='utf-8'><style>{css}</style><script>{AT_ONCE}</script>"
        f"{pages.fragment(shown)}<script>{script}</script>",
        "utf-8",
    )
    with new_page(browser, offline=True, viewport={"width": 1440, "height": 900}) as page:
        page.goto(file.as_uri())
        page.wait_for_function("() => { drawNow(); return document.querySelector('.explorer-picture')?.shadowRoot"
                               ".querySelector('svg') }")  # fmt: skip
        return [page.evaluate(MOVES, what) for what in ("slider", "grab")]


def main():
    """Print the table."""
    print(f"{'explorer':<14}{'slider: median':>16}{'95 %':>9}{'grab: median':>14}{'95 %':>9}")
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for info in pkgutil.iter_modules(explorers.__path__):
            module = importlib.import_module(f"course_utils.explorers.{info.name}")
            for name, make in vars(module).items():
                if name.endswith("_explorer") and not name.startswith("_"):
                    slider, grab = measure(browser, make(), folder)
                    held = f"{grab[0]:>14.1f}{grab[1]:>9.1f}" if grab else ""
                    print(f"{name[:-9]:<14}{slider[0]:>16.1f}{slider[1]:>9.1f}{held}")


if __name__ == "__main__":
    main()
