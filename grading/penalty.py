"""What late work costs: nbgrader asks this plugin for every submission that came after the due date."""

import math

from nbgrader.plugins import LateSubmissionPlugin
from traitlets import Float


class PercentPerDay(LateSubmissionPlugin):
    """Take a percentage of the points for each day begun."""

    percent = Float(0.0, help="per cent of the score for each day begun").tag(config=True)

    def late_submission_penalty(self, student_id, score, total_seconds_late):
        """Return the points to take off, at most all of them."""
        days = math.ceil(total_seconds_late / 86400)
        return min(score, score * days * self.percent / 100)
