"""Checks for lesson 07: one measurement for each of the article's twelve sentences, and its three code blocks."""

from course_utils.checks import collected

globals().update(collected(__name__, __path__))
