"""Progress: a small file, whole or as it was, that no damage and no other user can turn against a lesson."""

import doctest
import json
from types import SimpleNamespace

import pytest

from course_utils import progress


@pytest.fixture
def file(tmp_path, monkeypatch):
    """Keep progress in a file of the test's own, as in a notebook."""
    monkeypatch.setenv(progress.OFF, str(tmp_path / "kept.json"))
    monkeypatch.setattr(progress, "_in_notebook", lambda: True)
    monkeypatch.setattr(progress, "_now", {})
    return tmp_path / "kept.json"


CHECKS = SimpleNamespace(
    logit=SimpleNamespace(section="1.10", name="logit", max_points=3.0),
    sigmoid=SimpleNamespace(section="1.8", name="sigmoid", max_points=4.0),
    numpy="no check",
)


def test_the_examples_in_the_docstrings_run():
    failed, tried = doctest.testmod(progress)
    assert tried and not failed


def test_the_file_keeps_the_best_and_the_session_the_last(file):
    progress.record("1.8", "sigmoid", 4, 4)
    progress.record("1.8", "sigmoid", 2, 4)
    assert json.loads(file.read_text()) == {"1.8 sigmoid": [4.0, 4.0]}
    summary = progress.summary(CHECKS)
    assert [row[:2] for row in summary.rows] == [("1.8 sigmoid", 2.0), ("1.10 logit", 0.0)]
    assert "In all 2 of 7 points." in repr(summary)
    assert "Not checked since the notebook was started: 1.10 logit." in repr(summary)
    assert progress.overview({"01 Definition": CHECKS}).total == (4.0, 7.0)
    assert "2 of 7" in summary._repr_html_()


DAMAGED = ["", "{", "[]", "null", '{"1.8 sigmoid": 3}', '{"1.8 sigmoid": ["a", {}]}', "\0", "[" * 99999]


@pytest.mark.parametrize("content", DAMAGED)
def test_a_damaged_file_is_no_obstacle(file, content):
    file.write_text(content)
    assert progress.read(file) == {}
    progress.record("1.8", "sigmoid", 3, 4)
    assert progress.read(file) == {"1.8 sigmoid": [3.0, 4.0]}


def test_a_file_that_cannot_be_written_is_no_obstacle(file, monkeypatch):
    progress.record("1.8", "sigmoid", 3, 4)
    before = file.read_bytes()

    def refuses(*_):
        raise PermissionError

    monkeypatch.setattr(progress.os, "replace", refuses)
    progress.record("1.8", "sigmoid", 4, 4)
    assert file.read_bytes() == before and list(file.parent.iterdir()) == [file]
    monkeypatch.setenv(progress.OFF, str(file.parent / "nowhere" / "kept.json"))
    progress.record("1.8", "sigmoid", 4, 4)
    assert progress.summary(CHECKS).total == (4.0, 7.0)


def test_nothing_is_kept_where_it_is_switched_off_or_outside_a_notebook(file, monkeypatch):
    monkeypatch.setattr(progress, "_in_notebook", lambda: False)
    progress.record("1.8", "sigmoid", 4, 4)
    monkeypatch.setattr(progress, "_in_notebook", lambda: True)
    monkeypatch.setenv(progress.OFF, "off")
    progress.record("1.8", "sigmoid", 4, 4)
    assert not file.exists() and progress.place() is None


def test_the_file_lies_in_the_course_and_holds_no_more_than_points(tmp_path, monkeypatch):
    (tmp_path / "exercises" / "01").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "exercises" / "01")
    monkeypatch.delenv(progress.OFF, raising=False)
    monkeypatch.setattr(progress, "_in_notebook", lambda: True)
    progress.record("1.8", "sigmoid", 4, 4)
    assert json.loads((tmp_path / progress.FILE).read_text()) == {"1.8 sigmoid": [4.0, 4.0]}
