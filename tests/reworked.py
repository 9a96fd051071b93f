"""The lessons that hold back answers and survive being played with; every lesson is to stand here."""

from pathlib import Path

NAMES = (
    "00_start_here",
    "01_definition",
    "02_derivative",
    "03_logistic_regression",
    "04_calibration",
    "05_vanishing_gradients",
    "06_alternatives",
    "07_audit",
    "08_today",
)
LESSONS = [Path(__file__).resolve().parent.parent / "notebooks" / f"{name}.ipynb" for name in NAMES]
