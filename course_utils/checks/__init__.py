"""Checks: one module a lesson, one check an exercise.

A notebook imports its lesson's module and hands each answer to the check of the same name.

>>> from course_utils.checks import definition as checks
>>> feedback = checks.sigmoid(...)
>>> feedback.passed, feedback.diagnosis
(False, 'not-attempted')
"""
