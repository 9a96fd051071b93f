"""What a submission has to import: the course without its checks.

The stage is a folder with a copy of `course_utils`: all of the mathematics, of the checks only what runs an answer, and
in place of each lesson's checks a stand-in. It is what the kernel of a submission finds on its path.
"""

import atexit
import functools
import pkgutil
import shutil
import tempfile
from pathlib import Path

import course_utils
from course_utils import checks

RUNS_ANSWERS = ("__init__", "arrays", "borrowing", "child", "fence", "memory", "outcome", "running", "showing", "trial")
LESSON = """\
from course_utils.checks import answer_input, check

answer_input()


def __getattr__(name):
    return check(name)
"""


@functools.cache
def stage():
    """Return the folder, made when it is first asked for and removed when this process ends."""
    folder = Path(tempfile.mkdtemp(prefix="stage"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    build(folder)
    return folder


def build(folder):
    """Write the stage into a folder."""
    source, target = Path(course_utils.__file__).parent, folder / "course_utils"
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("checks", "__pycache__"))
    (target / "checks" / "engine").mkdir(parents=True)
    for name in RUNS_ANSWERS:
        shutil.copy(source / "checks" / "engine" / f"{name}.py", target / "checks" / "engine")
    shutil.copy(Path(__file__).with_name("standin.py"), target / "checks" / "__init__.py")
    for module in pkgutil.iter_modules(checks.__path__):
        if module.ispkg and module.name != "engine":
            (target / "checks" / f"{module.name}.py").write_text(LESSON, "utf-8")
    folder.chmod(0o755)
