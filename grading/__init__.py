"""Grading, for instructors: what a class handed in becomes points, feedback and a report.

A submission goes through four rooms once, in one direction:

```
intake    what came -> a Submission for each student: files, readable notebooks, or the reason why there are none
record    collected/ keeps what counts, and says which submissions wait to be graded
engine    judges the waiting ones, several at once
judge     one submission: put in order, executed, points on its checks
record    gradebook, autograded/, journal, table: the only room that writes what lasts
```

`grade.py` is the command. `nbgrader_config.py` names the same judge for a plain `nbgrader autograde`.
"""
