"""Helpers of the sigmoid course; import each name from its own module.

>>> from course_utils.activations import sigmoid
>>> print(sigmoid(0.0))
0.5
"""

__version__ = "0.1.0"
