"""How nbgrader finds the course: solutions/ is its source, exercises/ what it releases to students.

Run nbgrader in this folder, for example: nbgrader generate_assignment 01_definition --force. Submissions go to
submitted/STUDENT/01_definition/; nbgrader writes autograded/, feedback/ and gradebook.db, which git ignores.
"""

c = get_config()  # noqa: F821  nbgrader defines it

c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"

c.ClearSolutions.code_stub = {"python": "..."}
c.ClearSolutions.text_stub = "*Write your answer here, in your own words.*"

c.OverwriteCells.add_missing_cells = True  # a deleted check comes back when the work is graded
