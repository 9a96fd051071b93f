"""A lesson survives being played with: after Run All, every code cell run again, alone, says the same."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from reworked import LESSONS

HERE = Path(__file__).resolve().parent


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each cell runs in a fork, and here is none")
@pytest.mark.parametrize("path", [*LESSONS, LESSONS[0].with_name("toolbox.ipynb")], ids=lambda path: path.stem)
def test_every_cell_run_again_alone_says_the_same(path):
    done = subprocess.run([sys.executable, HERE / "play.py", path], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    differ = json.loads(done.stdout.splitlines()[-1])
    said = [f"cell {i}:\n  first {first[-200:]!r}\n  again {again[-200:]!r}" for i, (first, again) in differ.items()]
    assert not said, "\n".join(said)


def test_a_cell_that_says_something_else_is_found(tmp_path):
    from nbformat import v4

    cells = [v4.new_code_cell(source) for source in ("n = 1", "print(n)", "n = 2", "plain = 3\nplain")]
    path = tmp_path / "played.ipynb"
    path.write_text(json.dumps(v4.new_notebook(cells=cells)))
    done = subprocess.run([sys.executable, HERE / "play.py", path], capture_output=True, text=True)
    assert json.loads(done.stdout.splitlines()[-1]) == {"1": ["1\n", "2\n"]}
