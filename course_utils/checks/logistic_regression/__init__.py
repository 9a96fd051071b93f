"""Checks for lesson 03: the loss and its gradient, two ways to fit, units, standard errors, a threshold."""

from course_utils.checks import collected

globals().update(collected(__name__, __path__))
