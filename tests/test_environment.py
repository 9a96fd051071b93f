"""What the course is installed from, what importing it loads, and what kernels inherit from the suite."""

import os
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import nbclient
import numpy  # noqa: F401
import pytest
from nbformat import v4
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from repo2docker.app import Repo2Docker
from ruamel.yaml import YAML
from threadpoolctl import threadpool_info

import course_utils
import start

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
CONDA = YAML(typ="safe").load(ROOT / "environment.yml")
CONDA_NAMES = {"matplotlib": "matplotlib-base"}
RUNTIME = [Requirement(line) for line in PROJECT["dependencies"]]
EXTRA = [Requirement(line) for lines in PROJECT["optional-dependencies"].values() for line in lines]
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")
LEFTOVERS = ("MPLBACKEND", "PYTHONDONTWRITEBYTECODE")


def test_environment_yml_asks_for_what_pyproject_asks_for():
    *conda, local = CONDA["dependencies"]
    asked = {CONDA_NAMES.get(each.name, each.name) + str(each.specifier) for each in RUNTIME}
    assert set(conda) == {"python=3.12", "pip"} | asked
    assert local == {"pip": ["-e ."]}
    assert CONDA["channels"] == ["conda-forge"]


@pytest.mark.parametrize("requirement", RUNTIME + EXTRA, ids=lambda requirement: requirement.name)
def test_range_admits_the_release_that_is_installed(requirement):
    try:
        assert metadata.version(requirement.name) in requirement.specifier
    except metadata.PackageNotFoundError:
        pytest.skip("only authors have it")


def test_python_range_is_the_same_everywhere():
    oldest, newest_on_binder = "{}.{}".format(*start.OLDEST_PYTHON), CONDA["dependencies"][0].split("=")[1]
    assert PROJECT["requires-python"] == f">={oldest}"
    assert newest_on_binder in SpecifierSet(PROJECT["requires-python"])


def test_version_is_the_same_everywhere():
    citation = YAML(typ="safe").load(ROOT / "CITATION.cff")
    assert PROJECT["version"] == course_utils.__version__ == str(citation["version"])


def test_binder_picks_environment_yml_and_installs_the_course(monkeypatch):
    monkeypatch.chdir(ROOT)
    app = Repo2Docker()
    picked = next(pack for pack in (kind(app.base_image) for kind in app.buildpacks) if pack.detect())
    picked.platform = "linux/amd64"
    assert (type(picked).__name__, picked.python_version) == ("CondaBuildPack", "3.12")
    dockerfile = picked.render()
    assert dockerfile.index(" src/ ${REPO_DIR}/") < dockerfile.index('--file "environment.yml"')  # for "-e ."


@pytest.mark.parametrize("module", ["course_utils", "course_utils.activations"])
def test_import_loads_nothing_heavier_than_numpy(module):
    code = f"import sys, numpy; seen = set(sys.modules); import {module}; print(*set(sys.modules) - seen)"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    loaded = {name.partition(".")[0] for name in printed.split()}
    assert loaded - sys.stdlib_module_names <= {"course_utils", "numpy"}


def test_kernel_inherits_one_thread_and_no_leftovers():
    cell = v4.new_code_cell(f"import os\nprint(*map(os.environ.get, {THREADS + LEFTOVERS}))")
    nbclient.execute(v4.new_notebook(cells=[cell]), extra_arguments=["--log-level=ERROR"])
    inline = "module://matplotlib_inline.backend_inline"  # what a kernel sets where it inherits no other
    assert cell.outputs[0].text.split() == ["1", "1", inline, "None"]
    assert {pool["num_threads"] for pool in threadpool_info()} == {1}  # NumPy's, in this very process


def test_so_it_does_where_the_surroundings_say_otherwise():
    otherwise = os.environ | dict.fromkeys(THREADS, "2") | dict.fromkeys(LEFTOVERS, "agg")
    test = f"{__file__}::{test_kernel_inherits_one_thread_and_no_leftovers.__name__}"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", test]
    closed = subprocess.DEVNULL  # whoever started the tests may have left no input at all
    finished = subprocess.run(command, cwd=ROOT, env=otherwise, stdin=closed, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stdout
