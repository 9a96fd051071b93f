"""Checks for lesson 02: the slope of the sigmoid on paper, in floating point, from differences, in a figure."""

from course_utils.checks import collected

globals().update(collected(__name__, __path__))
