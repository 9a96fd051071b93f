"""What a check says: a number for the gradebook, a short box for the reader."""

from dataclasses import dataclass, replace

from course_utils.checks.engine.box import box

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
    it is not; `part` is the title of the part of the exercise that is shown, None where the answer is right.

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
    part: str | None = None

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

    def after(self, sentence):
        """Return a Feedback that says this sentence first, if there is one."""
        return replace(self, details=(("", sentence), *self.details)) if sentence else self

    def __bool__(self):
        return self.passed

    def __float__(self):
        return float(self.points)

    def __repr__(self):
        return repr(float(self.points))

    def _repr_html_(self):
        sign, colour = _LOOK[self.verdict]
        return box(sign, colour, self.verdict, f"{self.points:g} of {self.max_points:g} points", self.details)
