"""Checks for lesson 08: a league's strengths, preferences, pairs, a gate's bias, attention, routing, the focal loss."""

from course_utils.checks import collected

globals().update(collected(__name__, __path__))
