"""Take the picture in INSTRUCTORS.md: the report of a made-up class, as a browser shows it.

    python tools/report_picture.py

It needs Chromium (and playwright, from the extra `test`).
"""

import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402

from grading import made_up  # noqa: E402

LESSON = "03_logistic_regression"


def main():
    """Write INSTRUCTORS.png."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        made_up.FOLDER = Path(folder)
        page_file = made_up.main([LESSON])
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 900, "height": 980})
        page.goto(page_file.as_uri())
        page.screenshot(path=ROOT / "INSTRUCTORS.png")
        browser.close()


if __name__ == "__main__":
    main()
