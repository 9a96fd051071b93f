"""Grading, for instructors: what a class handed in becomes points, feedback and a report."""
