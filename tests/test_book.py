"""The book as a reader meets it: from a folder, without a server, a kernel or a network."""

import gzip
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from browser import CHECKOUT, MIDDLE, new_page

from book.pages import turned
from book.reference import formula, slug

LESSON = "notebooks/02_derivative.html"
CENTRE = "(svg) => svg.scrollIntoView({ block: 'center', behavior: 'instant' })"
NOT_A_PAGE = {"search.html", "genindex.html"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The folder of the book, and what was said while it was made."""
    out = tmp_path_factory.mktemp("book") / "book"
    done = subprocess.run(
        [sys.executable, "-m", "book", "--out", out], cwd=CHECKOUT, capture_output=True, text=True,
        env={**os.environ, "BOOK_REPOSITORY": ""},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return out, done.stdout + done.stderr


@pytest.fixture(scope="module")
def pages(made):
    return sorted(path for path in made[0].rglob("*.html") if path.name not in NOT_A_PAGE)


class Page(HTMLParser):
    """What a page points to, and what can be pointed at."""

    def __init__(self, path):
        super().__init__()
        self.links, self.ids, self.pictures = [], set(), []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.ids.add(attrs.get("id"))
        self.links += [attrs[name] for name in ("href", "src") if attrs.get(name)]
        self.pictures += [attrs] if tag == "img" or attrs.get("class") == "drawing" else []


@pytest.fixture
def page(browser):
    """An empty page without a network, that notes every error and every request that leaves the folder."""
    with new_page(browser, offline=True, viewport={"width": 1300, "height": 900}) as page:
        page.problems = problems = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("request", lambda r: r.url.startswith(("file:", "data:", "blob:")) or problems.append(r.url))
        yield page
        assert not problems


def test_it_is_made_without_a_warning_and_says_where_it_is(made):
    out, said = made
    assert re.fullmatch(rf"The book is made \(\d+ s\): {re.escape(str(out / 'index.html'))}\n", said), said


def test_no_page_is_large_and_the_book_is_small(made, pages):
    sizes = {page.name: len(gzip.compress(page.read_bytes())) for page in pages}
    assert max(sizes.values()) < 1_500_000, sizes
    whole = sum(path.stat().st_size for path in made[0].rglob("*") if path.is_file())
    assert whole < 15_000_000, f"{whole / 1e6:.1f} MB"


def test_every_notebook_has_a_page_with_links_to_run_and_to_download_it(made):
    for path in [*CHECKOUT.glob("notebooks/*.ipynb"), *CHECKOUT.glob("exercises/*/*.ipynb")]:
        place = path.relative_to(CHECKOUT)
        text = (made[0] / place.with_suffix(".html")).read_text("utf-8")
        assert f"urlpath=lab/tree/{place.as_posix()}" in text
        (link,) = re.findall(r'class="[^"]*download[^"]*"[^>]*href="([^"]+)"', text)
        assert (made[0] / place.parent / link).resolve().read_bytes() == path.read_bytes()


def test_no_link_is_broken(made, pages):
    known = {page: Page(page) for page in pages}
    broken = []
    for page, seen in known.items():
        for link in seen.links:
            place, anchor = urldefrag(link)
            if re.match(r"[a-z]+:", link) or place.split("?")[0].endswith(("search.html", "genindex.html")):
                continue
            target = (page.parent / unquote(place.split("?")[0])).resolve() if place else page
            ids = known[target].ids if target in known else {anchor}
            there = target.exists() and (not anchor or {anchor, unquote(anchor)} & ids)
            broken += [] if there else [(page.name, link)]
    assert not broken


def test_every_picture_has_words_for_those_who_cannot_see_it(pages):
    seen = [(page.name, one.get("alt") or one.get("aria-label")) for page in pages for one in Page(page).pictures]
    assert len(seen) > 80 and all(words for _, words in seen)


def test_every_page_opens_fits_a_telephone_and_has_no_serious_fault_in_light_and_dark(pages, page):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    faults = []
    for path in pages:
        for theme, width in (("light", 1300), ("dark", 390)):
            page.emulate_media(color_scheme=theme)
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(path.as_uri())
            room = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
            found = [rule for rule in found if rule["impact"] in ("serious", "critical")]
            faults += [(path.name, theme, rule["id"], rule["nodes"][0]["html"][:100]) for rule in found]
            faults += [(path.name, f"{room} pixels too wide")] if room > 0 else []
    assert not faults


def test_every_explorer_follows_the_mouse_and_the_keys(pages, page):
    seen = 0
    for path in pages:
        if 'class="explorer"' not in path.read_text("utf-8"):
            continue
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('.held').forEach((box) => box.classList.remove('held'))")
        for explorer in page.locator(".explorer").all():
            explorer.locator("svg").wait_for()
            before, controls = explorer.locator("svg").inner_html(), explorer.get_by_role("slider").all()
            for control in controls:
                control.press("End")
            changed = "([svg, before]) => svg.innerHTML !== before"
            if controls:
                page.wait_for_function(changed, arg=[explorer.locator("svg").element_handle(), before])
            explorer.get_by_role("button", name="Reset").click()
            if explorer.locator(".handle").count():
                explorer.locator("svg").evaluate(CENTRE)
                before, (x, y) = explorer.locator("svg").inner_html(), explorer.locator(".handle").last.evaluate(MIDDLE)
                page.mouse.move(x, y)
                page.mouse.down()
                for dx, dy in ((40, 40), (80, -60), (-60, -60)):
                    page.mouse.move(x + dx, y + dy)
                    page.evaluate("() => new Promise(requestAnimationFrame)")
                page.wait_for_function(changed, arg=[explorer.locator("svg").element_handle(), before])
                page.mouse.up()
            seen += 1
    assert seen >= 22


def test_a_guess_holds_back_what_answers_it_until_it_is_made(made, page):
    page.goto((made[0] / LESSON).as_uri())
    box, held = page.locator(".guess-box").first, page.locator("section.held").first
    assert page.locator(".guess-box").count() == page.locator("section.held").count() >= 5
    assert not page.locator(".guess[data-guess]:visible").count() and not held.is_visible()
    box.locator("input").fill("0.6")
    box.get_by_role("button", name="Measure", exact=True).click()
    page.locator(".guess:visible", has_text="You said 0.6; measured 0.197: 3.05 times as large.").first.wait_for()
    assert page.locator("section.held").count() == page.locator(".guess-box").count() - 1
    page.locator(".guess-box").nth(1).get_by_role("button", name="No guess, show it").click()
    assert page.locator("section.held").count() == page.locator(".guess-box").count() - 2


def test_what_a_drawing_uses_is_in_it(pages):
    used = 0
    for page in pages:
        text = page.read_text("utf-8")
        named = re.findall(r'(?:xlink:href="|url\()([^")]+)', text)
        ids = {f"#{one}" for one in re.findall(r'\bid="([^"]+)"', text)}
        assert not [name for name in named if not name.startswith("data:") and name not in ids], page.name
        used += len(named)
    assert used > 1000


def test_figures_are_drawings_that_follow_the_theme_and_the_width(made, page):
    ink, words = "(box) => getComputedStyle(box).fill", page.locator(".drawing svg:visible text")
    fills = {}
    for theme, width, kind in (("light", 1300, "wide"), ("dark", 390, "narrow")):
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 800})
        page.goto((made[0] / LESSON).as_uri())
        page.evaluate("document.querySelectorAll('.held').forEach((box) => box.classList.remove('held'))")
        shown = page.locator(".drawing svg:visible")
        assert shown.count() == page.locator(".drawing").count() >= 10
        assert {svg.get_attribute("class") for svg in shown.all()} == {kind}
        scale = shown.first.evaluate("(svg) => svg.clientWidth / svg.viewBox.baseVal.width")
        assert 10 * scale >= 11
        assert page.locator(".in-the-dark").is_visible() == (theme == "dark")
        fills[theme] = [int(part) for part in re.findall(r"\d+", words.first.evaluate(ink))]
    assert max(fills["light"]) < 100 and min(fills["dark"]) > 150


def test_without_a_script_everything_can_be_read(made, browser):
    with new_page(browser, offline=True, java_script_enabled=False) as page:
        page.goto((made[0] / LESSON).as_uri())
        assert page.get_by_text("Measured 0.197.").first.is_visible()
        assert page.locator(".explorer img").first.is_visible()


def test_the_ledger_filters_by_verdict_and_lesson(made, page):
    page.goto((made[0] / "ledger.html").as_uri())
    rows = page.locator("table.ledger tbody tr:visible")
    every = rows.count()
    page.get_by_label("verdict").select_option("Wrong")
    wrong = rows.count()
    assert 0 < wrong < every and page.locator(".filter output").text_content() == f"{wrong} of {every} rulings"
    page.get_by_label("lesson").select_option("02_derivative")
    assert rows.count() < wrong


def test_a_question_answers_whoever_chooses(made, page):
    page.goto((made[0] / LESSON).as_uri())
    option = page.locator(".sigmoid-question details").first
    assert not option.locator("p").is_visible()
    option.locator("summary").click()
    assert option.locator("p").is_visible()


def test_the_search_finds_a_word(made, page):
    page.goto((made[0] / "search.html").as_uri() + "?q=bootstrap")
    page.locator("#search-results li a").first.wait_for()


def test_a_formula_keeps_its_minus_close():
    assert '<mo form="prefix" lspace="0" rspace="0">&#x02212;</mo><mn>1</mn>' in formula(r"\tanh(-1)")
    assert "prefix" not in formula("a - 1")


def test_links_of_the_notebooks_lead_to_the_same_headings():
    assert slug("1.2 Why does it have this shape?") == "1.2-Why-does-it-have-this-shape?"


def test_turning_leaves_the_notebook_as_it_is():
    import nbformat

    path = CHECKOUT / "notebooks/01_definition.ipynb"
    notebook = nbformat.read(path, as_version=4)
    turned(notebook, Path("notebooks/01_definition.ipynb"), "OWNER/REPO", "TAG")
    assert notebook == nbformat.read(path, as_version=4)
