"""Before anything imports NumPy: one BLAS thread, and nothing that kernels must not inherit.

Two threads on two cores are slower for all that the course computes. A kernel that inherits MPLBACKEND keeps
its figures open, and one that inherits PYTHONDONTWRITEBYTECODE compiles every module again. Progress bars, which tell
the time, stay away.
"""

import os

os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", TQDM_DISABLE="1", SIGMOID_COURSE_PROGRESS="off")
for inherited in ("MPLBACKEND", "PYTHONDONTWRITEBYTECODE"):
    os.environ.pop(inherited, None)


def pytest_itemcollected(item):
    """Leave out of nbval's comparison what the book reads of a guess: its last digits differ between processors.

    The sentence beside it, with three digits, is compared.
    """
    from course_utils.guesses import MIME

    if MIME not in getattr(item.parent, "skip_compare", (MIME,)):
        item.parent.skip_compare += (MIME,)
