"""Every explorer on a page without a kernel or a network: mouse, touch, keys, play, goal; light, dark, a phone."""

import contextlib
import functools

import numpy as np
import pytest
from browser import MIDDLE, new_page
from test_explorers import EXPLORERS, made

from course_utils.explorers import page as pages

SCREENS = {  # width and height in CSS pixels, device pixels to one of them
    "1440 px": (1440, 900, 1),
    "390 px": (390, 844, 1),
    "200 %": (720, 450, 2),
}
GROUND = {"light": ("#ffffff", "#202020"), "dark": ("#131416", "#ececec")}  # of the page, and its ink
OF_COLOUR = ["color-contrast", "link-in-text-block"]  # axe's rules that a theme may change


def on(*screens):
    """Run a test of every explorer on these screens alone: what it looks at is the same on the others."""
    return pytest.mark.parametrize("page", screens, indirect=True, scope="module")


@pytest.fixture(scope="module", params=EXPLORERS)
def shown(request):
    return made(request.param)[0]


@pytest.fixture(scope="module")
def windows(browser):
    """Return a function that returns the page of a screen; its list `problems` holds errors and what it asked for."""

    @functools.cache
    def window(screen):
        width, height, scale = SCREENS[screen]
        options = {"viewport": {"width": width, "height": height}, "device_scale_factor": scale, "has_touch": True}
        page = stack.enter_context(new_page(browser, offline=True, **options))
        page.problems = problems = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("request", lambda r: r.url.startswith(("file:", "data:", "blob:")) or problems.append(r.url))
        return page

    with contextlib.ExitStack() as stack:
        yield window


@pytest.fixture(scope="module")
def page(request, shown, windows, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "page.html"
    css, script = pages.assets()
    css += "".join(f"[data-theme={name}] {{ background: {a}; color: {b} }}" for name, (a, b) in GROUND.items())
    path.write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Explorer</title><style>{css}</style>"
        f'<body data-theme="light"><main><h1>Explorer</h1>{pages.fragment(shown)}</main>'
        f"<script>{script}</script></body></html>",
        "utf-8",
    )
    page = windows(request.param)
    page.problems.clear()
    page.goto(path.as_uri())
    page.locator(".explorer svg").wait_for()
    settle(page)
    yield page
    assert not page.problems


def settle(page):
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def picture(page):
    settle(page)
    return page.locator(".explorer svg").inner_html()


def sliders(page):
    return page.get_by_role("slider").all()


def put(page, shown, positions):
    """Set every control, as a hand on the keys would."""
    for box, control, index in zip(
        page.locator(".explorer-control").all(), shown.scene["controls"], positions, strict=True
    ):
        if control["slider"]:
            box.evaluate(
                "(box, at) => { box.value = at; box.dispatchEvent(new Event('input', {bubbles: true})) }", int(index)
            )
        else:
            box.select_option(index=int(index))


@on("1440 px", "390 px")
def test_it_follows_the_hand_the_keys_and_itself_and_comes_back(page, shown):
    first, above = (
        picture(page),
        page.locator(".explorer-controls").evaluate("(box) => [box.offsetTop, box.offsetWidth]"),
    )
    for handle, control in zip(sliders(page), [c for c in shown.scene["controls"] if c["slider"]], strict=True):
        assert handle.get_attribute("aria-label") == control["label"]
        handle.press("End")
        handle.press("ArrowLeft")
        assert handle.get_attribute("aria-valuetext") == control["options"][-2]
        assert handle.evaluate("(box) => box.nextElementSibling.textContent") == control["options"][-2]
    seen = {picture(page)}
    for handle in sliders(page):
        handle.press("Home")
        seen.add(picture(page))
    assert seen - {first} or not sliders(page)
    assert page.locator(".explorer-controls").evaluate("(box) => [box.offsetTop, box.offsetWidth]") == above  # no shift
    page.get_by_role("button", name="Reset").click()
    assert picture(page) == first
    if shown.scene["play"] is not None:
        page.get_by_role("button", name="Play").click()
        page.wait_for_function(
            "([svg, first]) => svg.innerHTML !== first", arg=[page.locator(".explorer svg").element_handle(), first]
        )
        page.get_by_role("button", name="Pause").click()
        page.get_by_role("button", name="Reset").click()
        assert picture(page) == first


@on(*SCREENS)
def test_what_can_be_grabbed_follows_the_mouse_and_a_finger(page, shown):
    for number, grab in enumerate(shown.scene["grabs"]):
        for kind in ("mouse", "finger"):
            page.get_by_role("button", name="Reset").click()
            page.locator(".explorer svg").evaluate("(svg) => svg.scrollIntoView({ block: 'center' })")
            before, ring = picture(page), page.locator(".explorer .handle").nth(number)
            box = ring.bounding_box()
            assert max(box["width"], box["height"]) >= 23
            x, y = ring.evaluate(MIDDLE)
            way = [(x + dx, y + dy) for dx, dy in ((30, 12), (60, -30), (-45, -40), (-60, 45))]
            seen = set()
            if kind == "mouse":
                page.mouse.move(x, y)
                page.mouse.down()
                for there in way:
                    page.mouse.move(*there)
                    seen.add(picture(page))
                page.mouse.up()
            else:
                touch = page.context.new_cdp_session(page)
                for what, points in [
                    ("touchStart", [(x, y)]),
                    *(("touchMove", [there]) for there in way),
                    ("touchEnd", []),
                ]:
                    points = [{"x": px, "y": py} for px, py in points]
                    touch.send("Input.dispatchTouchEvent", {"type": what, "touchPoints": points})
                    seen.add(picture(page))
            assert seen - {before}, (grab, kind)


@on("1440 px", "390 px")
def test_its_goal_can_be_reached_and_says_so(page, shown):
    goal = shown.scene["goal"]
    if not goal:
        pytest.skip("this explorer has no goal")
    sizes = [len(control["options"]) for control in shown.scene["controls"]]
    best = int(np.argmin(goal["scores"]))
    panel, done = page.locator(".explorer-goal"), page.locator(".explorer-done")
    height = panel.bounding_box()["height"]
    put(page, shown, np.unravel_index(best, sizes))
    page.locator(".explorer-reached").wait_for()
    said = f"{goal['scores'][best]:.{goal['digits']}f}"
    assert page.locator(".explorer-score").text_content() == f"now {said}, best {said}"
    assert done.is_visible() and panel.bounding_box()["height"] == height
    page.get_by_role("button", name="Reset").click()
    assert not done.is_visible()


@pytest.mark.parametrize("shown", ["steepness"], indirect=True)
@on("1440 px")
def test_a_play_that_passes_the_goal_has_not_reached_it(page):
    button = page.locator(".explorer-button", has_text="Play")
    button.click()
    page.locator(".explorer-button", has_text="Pause").wait_for()
    button.wait_for()  # it has come to its end
    assert not page.locator(".explorer-done").is_visible()


@on(*SCREENS)
def test_it_fits_and_its_words_can_be_read(page, shown):
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    scale = page.locator(".explorer svg").evaluate("(svg) => svg.clientWidth / svg.viewBox.baseVal.width")
    assert 10 * scale >= 11  # tick labels have 10 points
    for theme, rules in (("dark", {"runOnly": OF_COLOUR}), ("light", {})):
        page.evaluate("(theme) => { document.body.dataset.theme = theme }", theme)
        settle(page)
        assert not serious(page, **rules)
    assert page.locator(".explorer [tabindex]").count() == 0


def serious(page, **options):
    """Return the names of axe's rules that the page breaks badly."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page, options={"resultTypes": ["violations"], **options}).response["violations"]
    return [rule["id"] for rule in found if rule["impact"] in ("serious", "critical")]
