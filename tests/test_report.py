"""The report of a class: what it counts is right, it is honest about small classes, and anyone can read it anywhere."""

import os
import re
from pathlib import Path

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import CHROMIUM, chromium, new_page

from grading import made_up, report
from grading.report import FEWEST, Item, Result

ROOT = Path(__file__).resolve().parent.parent
ITEMS = [Item("first", "1.1 First", {"sign": "The sign is turned round."}), Item("second", "1.2 Second", {})]


def wrong(family, diagnosis="sign", source="", points=0.0):
    return Result(points, 2.0, diagnosis, family, source)


RIGHT, OPEN = Result(2.0, 2.0), Result(0.0, 2.0, "not-attempted")


def made(lesson, *arguments):
    return made_up.main([lesson, *arguments]).read_text("utf-8")


@pytest.fixture(scope="module")
def made_up_page(tmp_path_factory):
    """The report of a made-up class over two lessons, as a file: lesson 02, so that there is a trend."""
    folder = tmp_path_factory.mktemp("report")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(made_up, "FOLDER", folder)
        return made_up.main(["02_derivative", "--names"])


def test_an_exercise_is_counted_as_its_students_did_it():
    results = {"a": {"first": RIGHT, "second": OPEN}, "b": {"first": wrong("sign", points=1.0), "second": RIGHT},
               "c": {"first": wrong("sign"), "second": wrong("scale", "times-two")}}  # fmt: skip
    row = report.item_row(ITEMS[0], ITEMS, results)
    assert row["kinds"] == {"right": 1, "part": 1, "none": 1, "open": 0}
    assert (row["tried"], row["mean"]) == (3, pytest.approx(0.5))
    assert [(m["count"], m["says"]) for m in row["mistakes"]] == [(2, "The sign is turned round.")]
    assert report.item_row(ITEMS[1], ITEMS, results)["open"] == 1
    assert {r["family"]: r["count"] for r in report.families(results)} == {"sign": 2, "scale": 1}


def test_the_mistake_that_most_students_made_comes_first():
    results = {f"s{k}": {"first": wrong("sign") if k < 2 else RIGHT, "second": wrong(None, "no-answer")}
               for k in range(3)}  # fmt: skip
    items = [ITEMS[0], Item("second", "1.2 Second", report.SAID)]
    found = report.foremost([report.item_row(item, items, results) for item in items])
    assert [(row["title"], mistake["count"]) for row, mistake in found] == [("1.2 Second", 3), ("1.1 First", 2)]
    first = report.page("01_definition", items, results).partition("Each exercise at a glance")[0]
    assert "3 of the 3 who tried" in first and "There is nothing to check" in first and "no-answer" not in first
    alone = {"s": {"first": wrong("sign"), "second": RIGHT}}
    assert "more than one student" in report.page("01_definition", ITEMS, alone)


def test_whatever_a_check_may_say_has_a_sentence():
    """An exercise's own mistakes, those of all exercises, and what grading adds when nothing came to be checked."""
    [item, *_] = report.items_of(ROOT / "exercises" / "01_definition")
    assert {"no-answer", "no-trial", "exception"} <= set(item.sentences) and "no-answer" not in item.sentences.values()
    unknown = {"s": {item.name: wrong(None, "of-old"), "second": RIGHT}}
    assert "calls the mistake “of-old”" in report.page("01_definition", [item], unknown)


def test_a_student_counts_once_for_a_family():
    results = {"a": {"first": wrong("sign"), "second": wrong("sign")}, "b": {"first": RIGHT, "second": RIGHT}}
    assert [(r["family"], r["count"], r["share"]) for r in report.families(results)] == [("sign", 1, 0.5)]


def class_of(n, agreeing):
    """Return a class where the second exercise goes with the first, or is turned against it."""
    good = [k % 2 == 0 for k in range(n)]
    return {f"s{k}": {"first": RIGHT if good[k] else wrong("sign"),
                      "second": RIGHT if good[k] == agreeing else wrong("sign")} for k in range(n)}  # fmt: skip


def test_discrimination_is_against_the_rest_and_has_an_interval():
    names = [item.name for item in ITEMS]
    assert report.discrimination("first", names, class_of(40, True))["r"] == pytest.approx(1)
    assert report.discrimination("first", names, class_of(40, False))["r"] == pytest.approx(-1)
    noisy = class_of(40, True)
    for k in range(12):
        noisy[f"s{k}"]["second"] = RIGHT if k % 3 else wrong("sign")
    found = report.discrimination("first", names, noisy)
    assert -1 < found["low"] < found["r"] < found["high"] < 1
    own, rest = (np.array([one[name].points for one in noisy.values()]) for name in names)
    assert found["r"] == pytest.approx(np.corrcoef(own, rest)[0, 1])


def test_a_small_class_is_told_that_it_is_small():
    assert report.discrimination("first", ["first", "second"], class_of(FEWEST - 1, True)) is None
    few = report.page("01_definition", ITEMS, class_of(6, True))
    assert "is small: read counts" in few and "with the rest" not in few.partition("Exercise by exercise")[2].lower()
    large = report.page("01_definition", ITEMS, class_of(FEWEST, True))
    assert "is small" not in large and "“With the rest” is" in large
    assert "nothing to report" in report.page("01_definition", ITEMS, {})


def test_where_points_do_not_vary_nothing_is_said():
    everyone = {f"s{k}": {"first": RIGHT, "second": RIGHT} for k in range(40)}
    assert report.discrimination("first", ["first", "second"], everyone) is None
    assert "points do not vary" in report.page("01_definition", ITEMS, everyone)


def test_who_is_stuck_comes_in_order_with_the_number_of_mistakes():
    items = [Item(name, name, {}) for name in "abc"]
    results = {student: {name: wrong("sign") for name in "abc"} for student in ("zoe", "adam")}
    assert report.stuck(items, results) == [(name, "3 mistakes of the family “sign”") for name in ("adam", "zoe")]


def test_examples_come_without_names_comments_and_docstrings():
    def source(line):
        return f'def first(x):\n    """By Zoe Adams."""\n    {line}  # Zoe was here\n'

    sources = [*map(source, ("return -x", "return -x", "print('zadams')", "return 0 - x")), "no ( python"]
    assert report.examples(sources, {"zadams", "zoe"}) == [
        "def first(x):\n    return -x",
        "def first(x):\n    return 0 - x",
    ]
    results = {f"s{k}": {"first": wrong("sign", source=source("return -x")), "second": OPEN} for k in range(3)}
    page = report.page("01_definition", ITEMS, results, names={"s0": "Zoe Adams"})
    assert "return -x" in page and "Zoe was here" not in page and "By Zoe" not in page


def test_a_program_too_deep_to_be_written_is_no_example():
    assert report.examples(["x = 1" + "+1" * 900, "x = " + "-" * 100_000 + "1", "x = 2"]) == ["x = 2"]


def test_those_who_are_stuck_are_named_only_on_request():
    results = {"zadams": {"first": OPEN, "second": OPEN}, "bbrown": {"first": RIGHT, "second": RIGHT}}
    assert report.stuck(ITEMS, results) == [("zadams", "2 exercises not attempted")]
    silent = report.page("01_definition", ITEMS, results)
    assert "1 of 2 left 2 exercises" in silent and "zadams" not in silent
    assert "Zoe Adams: 2 exercises" in report.page("01_definition", ITEMS, results, names={"zadams": "Zoe Adams"})


def test_what_a_student_wrote_stays_text():
    evil = wrong("sign", source="def first(x):\n    return '<script>alert(1)</script><img src=x onerror=alert(1)>'")
    page = report.page("<b>01</b>", ITEMS, {"a": {"first": evil, "second": evil}}, names={"a": "<i>A</i>"})
    assert "&lt;script&gt;" in page and not re.search(r"<(script|img|i>A|b>01)", page)


def test_the_same_seed_makes_the_same_class_and_another_seed_another(monkeypatch, tmp_path):
    monkeypatch.setattr(made_up, "FOLDER", tmp_path)
    assert made("01_definition", "--students", "40") == made("01_definition", "--students", "40")
    assert made("01_definition", "--students", "40") != made("01_definition", "--students", "40", "--seed", "2")
    for arguments, said in ((["99_no"], "There is no lesson"), (["01_definition", "--students", "0"], "at least one")):
        with pytest.raises(SystemExit, match=said):
            made_up.main(arguments)


def test_the_page_reads_everywhere_with_the_network_off(made_up_page):
    if CHROMIUM is None:
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up("No Chromium on this machine: what the browser shows is not tested.")
    assert "<script" not in made_up_page.read_text("utf-8")
    with chromium() as running:
        for width, scheme in ((1280, "light"), (390, "light"), (1280, "dark"), (390, "dark")):
            how = {"viewport": {"width": width, "height": 900}, "offline": True, "color_scheme": scheme}
            with new_page(running, **how) as page:
                asked = []
                page.on("request", lambda request, asked=asked: asked.append(request.url))
                page.goto(made_up_page.as_uri())
                assert page.evaluate("document.documentElement.scrollWidth") <= width
                assert asked == [made_up_page.as_uri()]
                serious = [v for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]
                assert not serious, serious
        with new_page(running) as page:
            page.goto(made_up_page.as_uri())
            assert page.pdf(format="A4", print_background=True).startswith(b"%PDF")
