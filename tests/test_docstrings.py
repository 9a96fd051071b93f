"""The examples in the docstrings run, all of them."""

import doctest
import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("book", "course_utils", "grading", "tools")
EXAMPLE = re.compile(r"^ *>>> ", re.MULTILINE)


def name_of(path):
    """Return the name by which the module at a path is imported."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


PATHS = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
EXAMPLES = {name_of(path): len(EXAMPLE.findall(path.read_text("utf-8"))) for path in PATHS}


@pytest.mark.parametrize("name", [*filter(EXAMPLES.get, EXAMPLES)])
def test_every_example_of_a_module_is_found_and_runs(name):
    assert doctest.testmod(importlib.import_module(name)) == (0, EXAMPLES[name])
