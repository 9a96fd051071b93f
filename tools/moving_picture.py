"""Make README.gif: the growth explorer, fitted to the yeast from its start to its goal, as a page shows it.

    python tools/moving_picture.py

It needs Chromium and the extra test.
"""

import io
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from browser import chromium, new_page  # noqa: E402

from course_utils.explorers import page  # noqa: E402
from course_utils.explorers.definition import growth_explorer  # noqa: E402

WIDTH, MILLISECONDS, REST = 560, 220, 1800
SET = """(at) => document.querySelectorAll(".explorer-control").forEach((box, i) => {
    box.value = at[i];
    box.dispatchEvent(new Event("input"));
})"""
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def main():
    """Take a picture at each step, and write them as one file."""
    shown = growth_explorer()
    sizes = [len(control["options"]) for control in shown.scene["controls"]]
    best = np.unravel_index(np.argmin(shown.scene["goal"]["scores"]), sizes)
    way = [list(shown.scene["start"])]
    for place in (0, 2, 1):  # the ceiling, the midpoint, the rate, as a hand would
        while way[-1][place] != best[place]:
            there = [*way[-1]]
            there[place] += int(np.sign(best[place] - there[place]))
            way.append(there)
    style, script = page.assets()
    with tempfile.TemporaryDirectory() as folder, chromium() as browser, new_page(browser) as sheet:
        made = Path(folder, "page.html")
        made.write_text(f"<!doctype html><meta charset=utf-8><style>{style}</style>{page.fragment(shown)}"
                        f"<script>{script}</script>", "utf-8")  # fmt: skip
        sheet.set_viewport_size({"width": WIDTH, "height": 700})
        sheet.goto(made.as_uri())
        sheet.locator(".explorer svg").wait_for()
        frames = []
        for positions in way:
            sheet.evaluate(SET, positions)
            sheet.evaluate(DRAWN)
            frames.append(Image.open(io.BytesIO(sheet.locator(".explorer").screenshot())).convert("RGB"))
    height = min(frame.height for frame in frames)
    frames = [frame.crop((0, 0, frame.width, height)).quantize(32) for frame in frames]
    lasts = [REST, *[MILLISECONDS] * (len(frames) - 2), REST]
    frames[0].save(ROOT / "README.gif", save_all=True, append_images=frames[1:], duration=lasts, loop=0, optimize=True)
    print(f"README.gif: {len(frames)} pictures, {(ROOT / 'README.gif').stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
