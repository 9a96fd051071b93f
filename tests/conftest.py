"""Fixtures that several test modules use: warnings as errors, answers run here, the course in a browser."""

import os
import warnings

import pytest
from browser import CHROMIUM, chromium, jupyterlab, watched_page


@pytest.fixture(scope="session")
def with_chromium():
    """Where there is no Chromium, skip what needs it, or fail where all must run."""
    if CHROMIUM is None:
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up("No Chromium on this machine: what the browser shows is not tested.")


@pytest.fixture(scope="session")
def lab(with_chromium, tmp_path_factory):
    """One JupyterLab for all tests, over a copy of the course: (address, token, folder of the copy)."""
    with jupyterlab(tmp_path_factory.mktemp("lab")) as served:
        yield served


@pytest.fixture(scope="module")
def browser(with_chromium):
    """One Chromium for a module's tests: its event loop must be gone when other modules start theirs."""
    with chromium() as running:
        yield running


@pytest.fixture
def page(lab, browser):
    """An empty page of its own for a test."""
    with watched_page(browser, lab) as page:
        yield page


@pytest.fixture
def here(monkeypatch):
    """Run answers in this process, which is quicker than a child of its own for each."""
    from course_utils.checks.engine import child, exercise

    monkeypatch.setattr(child, "AVAILABLE", False)
    monkeypatch.setattr(exercise, "SECONDS", 60.0)  # the machine may be busy


@pytest.fixture
def no_warnings():
    """Make every warning an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield
