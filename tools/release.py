"""Make what students get, exercises/, from the solved notebooks in solutions/.

    python tools/release.py            write exercises/
    python tools/release.py --check    write nothing; name what differs, and exit with 1 if anything does

Every notebook goes through nbgrader's own steps, with the settings in nbgrader_config.py: solutions become
stubs, checks are locked, checksums computed, outputs cleared. Cell ids stay, so the same source always gives
the same bytes, and the bytes that `nbgrader generate_assignment` gives. All other files are copied.
"""

import argparse
import copy
import sys
from pathlib import Path

import nbformat
from nbgrader.nbgraderformat import SchemaTooNewError, SchemaTooOldError, ValidationError
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
)
from traitlets.config import PyFileConfigLoader

ROOT = Path(__file__).resolve().parent.parent
STEPS = (  # nbgrader's own, in its order
    CheckCellMetadata, LockCells, ClearSolutions, ClearOutput, ClearHiddenTests, ClearMarkScheme, ComputeChecksums,
)
UNRELEASABLE = (RuntimeError, ValueError, ValidationError, SchemaTooOldError, SchemaTooNewError)
LEFT_BEHIND = {".ipynb_checkpoints", "__pycache__", ".DS_Store"}


def release(notebook):
    """Return a copy of a solved notebook as students get it: stubs for solutions, no outputs, checks locked.

    Raises what nbgrader raises, for example RuntimeError for a solution without an end.
    """
    config = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()
    released, resources = copy.deepcopy(notebook), {}
    for step in STEPS:
        released, resources = step(config=config).preprocess(released, resources)
    return released


def released_bytes(path):
    """Return what the file in exercises/ holds that is made from `path`; exit where nbgrader cannot make it."""
    if path.suffix != ".ipynb":
        return path.read_bytes()
    try:
        text = nbformat.writes(release(nbformat.read(path, as_version=4)))
    except UNRELEASABLE as error:
        sys.exit(f"{path.name} cannot be released: {error}")
    return (text.rstrip("\n") + "\n").encode()


def files(folder):
    """Return the files below `folder`, as sorted paths relative to it."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if not LEFT_BEHIND & set(path.parts))


def differences(root=ROOT):
    """Yield (path, content) for each file in exercises/ that is not as solutions/ makes it.

    The content is what the file should hold, or None for a file that solutions/ does not make.
    """
    source, target = root / "solutions", root / "exercises"
    for name in files(source):
        content = released_bytes(source / name)
        if not (target / name).is_file() or (target / name).read_bytes() != content:
            yield target / name, content
    yield from ((target / name, None) for name in files(target) if not (source / name).is_file())


def write(path, content):
    """Write one released file, and the folders it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def main(arguments, root=ROOT):
    """Run the command and return its exit code: 1 where something differs and was not put right."""
    parser = argparse.ArgumentParser(description="Make exercises/ from solutions/.")
    parser.add_argument("--check", action="store_true", help="write nothing, only name what differs")
    check, unsolved = parser.parse_args(arguments).check, 0
    for path, content in differences(root):
        name = path.relative_to(root).as_posix()
        if content is None:
            print(f"{name}: nothing in solutions/ makes this file; delete it.")
        elif check:
            print(f"{name}: not what solutions/ makes; run python tools/release.py.")
        else:
            write(path, content)
            print(f"{name}: written.")
        unsolved += check or content is None
    return int(unsolved > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
