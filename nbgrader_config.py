"""How nbgrader finds the course: solutions/ is its source, exercises/ what it releases to students.

Run nbgrader in this folder, for example: nbgrader generate_assignment 01_definition --force. Submissions go to
submitted/STUDENT/01_definition/; nbgrader writes autograded/, feedback/ and gradebook.db, which git ignores.
"""

import sys
from pathlib import Path

c = get_config()  # noqa: F821  nbgrader defines it
if (here := str(Path(__file__).resolve().parent)) not in sys.path:  # nbgrader may run elsewhere, and grading/ is here
    sys.path.append(here)

c.CourseDirectory.course_id = "sigmoid"  # the name that students give after --course
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"

c.ClearSolutions.code_stub = {"python": "..."}
c.ClearSolutions.text_stub = "*Write your answer here, in your own words.*"

# Autograding: nbgrader's own steps, with two of ours. Repair stands where DeduplicateIds stood, Run where Execute did:
# it has a kernel run the student's code, makes the points elsewhere, and leaves no script in what is shown.
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput",
    "grading.judge.repair.Repair",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "grading.judge.execution.Run",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
    "grading.record.pages.StandAlone",
]
c.OverwriteCells.add_missing_cells = True  # a deleted check comes back when the work is graded
c.Run.timeout = 30  # seconds for one cell; a check ends by itself within 15
c.Run.iopub_timeout = 30
c.Run.sandbox = "auto"  # bwrap, landlock or none; with auto the strongest that this machine has

# Late work costs this much of its points for each day begun, where an assignment has a due date.
c.AssignLatePenalties.plugin_class = "grading.penalty.PercentPerDay"
c.PercentPerDay.percent = 0.0
