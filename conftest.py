"""Before anything imports NumPy: one BLAS thread, and nothing that kernels must not inherit.

Two threads on two cores are slower for all that the course computes. A kernel that inherits MPLBACKEND keeps
its figures open, and one that inherits PYTHONDONTWRITEBYTECODE compiles every module again. Progress bars, which tell
the time, stay away.
"""

import os

os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", TQDM_DISABLE="1", SIGMOID_COURSE_PROGRESS="off")
for inherited in ("MPLBACKEND", "PYTHONDONTWRITEBYTECODE"):
    os.environ.pop(inherited, None)

LONGEST = [  # by the processor time that they take
    "tests/test_browser.py",
    "tests/test_book.py",
    "tests/test_grading.py",
    "tests/test_play.py",
    "tests/test_explorer_pages.py",
    "tests/test_copied.py",
    "tests/test_mutations.py",
    "tests/test_hostile.py",
    "tests/test_checks.py",
    "notebooks/06_alternatives.ipynb",
    "notebooks/05_vanishing_gradients.ipynb",
]


def pytest_collection_modifyitems(items):
    """Put the longest files first, so that no worker is left alone with one when the others have finished."""
    files = [*LONGEST, None]
    items.sort(key=lambda item: files.index(next(filter(item.nodeid.startswith, LONGEST), None)))


def pytest_itemcollected(item):
    """Leave out of nbval's comparison what the book reads of a guess: its last digits differ between processors.

    The sentence beside it, with three digits, is compared.
    """
    from course_utils.guesses import MIME

    if MIME not in getattr(item.parent, "skip_compare", (MIME,)):
        item.parent.skip_compare += (MIME,)
