"""The style that pyproject.toml asks for holds, in modules and in notebooks."""

import subprocess
import sys
from pathlib import Path


def test_ruff_finds_nothing():
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "."]
    found = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True)
    assert found.returncode == 0, found.stdout + found.stderr
