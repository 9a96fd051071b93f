"""What a check says: a number for the gradebook, a short box for the reader."""

from dataclasses import dataclass
from html import escape

_LOOK = {  # sign, colour of the edge: blue, vermilion and grey differ for every kind of colour vision
    "Right": ("✓", "#0072B2"),
    "Partly right": ("◐", "#E69F00"),
    "Not yet": ("✗", "#D55E00"),
    "Not attempted yet": ("○", "#767676"),
}


@dataclass(frozen=True, repr=False)
class Feedback:
    """Hold the judgement of one answer.

    `points` and `max_points` are floats with 0 <= points <= max_points; `diagnosis` is the id of the
    recognised mistake or None; `details` are (label, text) pairs, shown one to a line; `family` is the key of the
    mistake's family in course_utils.checks.families, None where the answer is right or nothing more is known than that
    it is not.

    `repr` is the points alone, because nbgrader reads a test cell's last text/plain as partial credit.

    >>> feedback = Feedback(1.0, 2.0, details=(("Tried", "sigmoid(0)"),))
    >>> feedback, bool(feedback), float(feedback)
    (1.0, False, 1.0)
    >>> print(feedback.message)
    Partly right: 1 of 2 points.
    Tried: sigmoid(0)
    """

    points: float
    max_points: float
    diagnosis: str | None = None
    details: tuple[tuple[str, str], ...] = ()
    family: str | None = None

    @property
    def passed(self):
        """Tell whether the answer earned every point."""
        return self.points == self.max_points

    @property
    def verdict(self):
        """Name the outcome in words."""
        if self.diagnosis == "not-attempted":
            return "Not attempted yet"
        return "Right" if self.passed else "Partly right" if self.points else "Not yet"

    @property
    def message(self):
        """Say it all as plain text."""
        score = f"{self.verdict}: {self.points:g} of {self.max_points:g} points."
        return "\n".join([score, *(f"{label}: {text}" if label else text for label, text in self.details)])

    def __bool__(self):
        return self.passed

    def __float__(self):
        return float(self.points)

    def __repr__(self):
        return repr(float(self.points))

    def _repr_html_(self):
        sign, colour = _LOOK[self.verdict]
        score = f"{self.points:g} of {self.max_points:g} points"
        rows = "".join(_row(label, text) for label, text in self.details)
        return (
            f'<div style="border-left: 5px solid {colour}; padding: 0.2em 0.9em; max-width: 42em">'
            f"{_paragraph(f'<strong>{sign} {self.verdict}</strong> · {score}')}{rows}</div>"
        )


def _row(label, text):
    return _paragraph(f"{f'<em>{escape(label)}:</em> ' if label else ''}{escape(text)}")


def _paragraph(html):
    return f'<p style="margin: 0.3em 0">{html}</p>'
