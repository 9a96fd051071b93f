"""Time `import course_utils` against `import numpy`, each in a fresh interpreter: python benchmarks/import_time.py.

The two take turns; each is given its best of 20 runs, and Python's own start is subtracted from both.
"""

import subprocess
import sys
import time

STATEMENTS = ("pass", "import numpy", "import course_utils", "import course_utils.activations")


def seconds(statement):
    """Return how long a fresh interpreter takes for one statement."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)
    return time.perf_counter() - began


rounds = [[seconds(statement) for statement in STATEMENTS] for _ in range(20)]
bare, *imports = (min(times) for times in zip(*rounds))
for statement, taken in zip(STATEMENTS[1:], imports):
    print(f"{statement:32} {1000 * (taken - bare):6.1f} ms {(taken - bare) / (imports[0] - bare):6.2f} x numpy")
