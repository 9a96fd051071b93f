"""Kernels keep the version of Python to themselves: a notebook that was only opened has then nothing to save.

JupyterLab notes down in each notebook what the kernel says of its language, and calls a notebook modified where that
is not what the file says. The files say it without the version, so that they suit every Python.
"""

from ipykernel.ipkernel import IPythonKernel

IPythonKernel.language_info.pop("version", None)
