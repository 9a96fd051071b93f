"""What a lesson promises: it settles its claims, and the functions it builds are the package's own."""

import re
from functools import cache
from pathlib import Path

import nbformat
import numpy as np
import pytest

from course_utils import activations
from course_utils.networks import cross_entropy

ROOT = Path(__file__).parents[1]
VERDICTS = ("Right", "Imprecise", "Conditional", "Wrong")
CLAIMS = {  # lesson: the claims it settles
    "01_definition": [2, 3, 4, 5, 7, 16, 19, 23, 24, 25, 36, 37, 38],
    "02_derivative": [6, 9, 10, 15, 20, 21, 22, 30, 31, 32, 36],
    "03_logistic_regression": [26, 34, 35, 39, 40, 41, 43, 44],
    "04_calibration": [8, 17, 23, 27],
    "05_vanishing_gradients": [11, 12, 13, 18, 28, 29, 33, 42, 43, 44, 51, 70],
    "06_alternatives": [1, 14, 45, 46, 47, 48, 49, 50, 52, 53, 54, 55],
    "07_audit": [56, 69],
    "08_today": [57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68],
}


LOGITS = np.random.default_rng(0).normal(0, 50, (60, 10))
OTHERS = {"cross_entropy": (cross_entropy, (LOGITS, np.arange(60) % 10))}  # name: the package's, and what to try it on
# they import what exercises build, or build nothing
BUILDS_NONE = {"02_derivative", "04_calibration", "07_audit", "08_today"}


@cache
def cells(lesson):
    return nbformat.read(ROOT / "notebooks" / f"{lesson}.ipynb", 4).cells


def tagged(lesson, tag):
    return [cell for cell in cells(lesson) if tag in cell.metadata.get("tags", [])]


@pytest.mark.parametrize(("lesson", "claim"), [(lesson, n) for lesson in CLAIMS for n in CLAIMS[lesson]])
def test_a_claim_is_measured_and_then_ruled_on(lesson, claim):
    kinds = [cell.cell_type for cell in tagged(lesson, f"claim-{claim}")]
    assert kinds[0] == "code" and kinds[-1] == "markdown", kinds
    rulings = [cell.source for cell in tagged(lesson, f"claim-{claim}") if cell.cell_type == "markdown"]
    assert len(rulings) == 1 and rulings[0].startswith(f"> **Claim {claim}.** ")
    assert re.search(rf"^> \*\*({'|'.join(VERDICTS)})\.\*\*", rulings[0], re.M), rulings[0]


@pytest.mark.parametrize("lesson", CLAIMS)
def test_no_claim_is_tagged_that_the_lesson_does_not_own(lesson):
    tags = {tag for cell in cells(lesson) for tag in cell.metadata.get("tags", []) if tag.startswith("claim-")}
    assert tags == {f"claim-{n}" for n in CLAIMS[lesson]}


@pytest.mark.parametrize("lesson", CLAIMS)
def test_the_functions_a_lesson_builds_equal_the_packages_to_the_last_digits(lesson):
    x = np.linspace(-750, 750, 5001)
    built = [(tag.removeprefix("defines-"), cell) for cell in cells(lesson)
             for tag in cell.metadata.get("tags", []) if tag.startswith("defines-")]
    assert built or lesson in BUILDS_NONE
    for name, cell in built:
        scope = {"np": np}
        exec(cell.source, scope)
        if hasattr(activations, name):
            np.testing.assert_array_max_ulp(scope[name](x), getattr(activations, name)(x), maxulp=4)
        else:
            package, inputs = OTHERS[name]
            for ours, theirs in zip(scope[name](*inputs), package(*inputs), strict=True):
                np.testing.assert_allclose(ours, theirs, rtol=1e-13, atol=1e-17)


def test_the_first_lesson_shows_each_kind_of_verdict_but_the_one_that_would_solve_an_exercise():
    checked = [cell for cell in cells("00_start_here") if cell.source.endswith("checks.sigmoid(my_sigmoid)")]
    verdicts = [output.data["text/plain"] for cell in checked for output in cell.outputs]
    assert [float(points) for points in verdicts] == [0, 0, 3]
