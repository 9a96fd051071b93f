"""The ledger: every claim, as the lessons rule on it, and no number that its cells did not print."""

import re
import urllib.parse
from pathlib import Path

import pytest
from test_lessons import CLAIMS, cells, tagged

from tools import ledger

ROOT = Path(__file__).parents[1]
RULINGS = ledger.rulings()
NUMBER = re.compile(r"(?<![\w.])[-+]?\d+(?:,\d{3})*(?:\.\d+)?(?:e[-+]?\d+)?(?![\d\w])")
NOT_MEASURED = re.compile(r"(sections?|lessons?|exercises?|SciPy|NumPy) [\d.]+( (and|to) [\d.]+)?|\(\d{4}\)", re.I)


def test_the_ledger_is_what_the_lessons_say():
    assert (ROOT / "LEDGER.md").read_text(encoding="utf-8") == ledger.page()


def test_every_claim_is_ruled_on_where_it_should_be():
    assert [(r.claim, r.lesson) for r in RULINGS] == sorted((n, lesson) for lesson, own in CLAIMS.items() for n in own)
    assert {r.claim for r in RULINGS} == set(range(1, 71))


def test_every_link_leads_to_a_section():
    links = re.findall(r"\]\((notebooks/\w+\.ipynb)#([^)]+)\) \|$", (ROOT / "LEDGER.md").read_text("utf-8"), re.M)
    assert len(links) == len(RULINGS)
    for path, fragment in links:
        lines = [line for cell in cells(Path(path).stem) for line in cell.source.splitlines()]
        headings = {ledger.anchor(line[3:]) for line in lines if line.startswith("## ")}
        assert urllib.parse.unquote(fragment) in headings


def said(text):
    """Return a text without the numbers of sections, releases and years, and without whole ones in formulas."""
    text = re.sub(r"\$[^$]*\$", lambda formula: re.sub(r"(?<![\d.])\d+(?![\d.])", "", formula.group()), text)
    return NOT_MEASURED.sub("", text).replace("\\%", "%")


def measured(number):
    """Tell whether a number must have been printed: all but small whole ones, which count things in the text."""
    return not number.lstrip("+-").isdigit() or abs(int(number)) > 10


def shown(ruling):
    """Return the numbers in the sources and the printed outputs of the cells that settle a claim."""
    settling = [cell for cell in tagged(ruling.lesson, f"claim-{ruling.claim}") if cell.cell_type == "code"]
    texts = [c.source for c in settling]
    texts += [o.get("text", "") + str(o.get("data", {}).get("text/plain", "")) for c in settling for o in c.outputs]
    return [number.replace(",", "") for text in texts for number in NUMBER.findall(text)]


def is_shown(number, numbers, percent):
    """Tell whether one of the numbers, rounded to as many digits, is the number (or a hundredth of it, in percent)."""
    number = number.replace(",", "")
    digits = len(re.sub(r"e.*|\D", "", number).lstrip("0")) or 1
    wanted = abs(float(number)) / (100 if percent else 1)
    near = [abs(float(n)) for n in numbers]
    return any(f"{n:.{digits - 1}e}" == f"{wanted:.{digits - 1}e}" for n in near) or abs(float(number)) in near


@pytest.mark.parametrize("ruling", RULINGS, ids=lambda r: f"{r.claim}-{r.lesson}")
def test_every_number_is_one_that_a_cell_of_the_claim_shows(ruling):
    text, numbers = said(ruling.because), shown(ruling)
    missing = [m.group() for m in NUMBER.finditer(text)
               if measured(m.group()) and not is_shown(m.group(), numbers, text[m.end():].lstrip().startswith("%"))]
    assert not missing, f"{missing} of: {ruling.because}"


def test_a_number_that_no_cell_printed_is_noticed():
    assert is_shown("4.3", ["0.0431"], percent=True) and is_shown("1,000", ["1000"], percent=False)
    assert not is_shown("0.25", ["0.26", "25"], percent=False)
