"""What every room of grading knows of an assignment: its folders, its cells, nbgrader's settings."""

from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config, PyFileConfigLoader

from grading.judge.repair import grade_id


def configured(root):
    """Return the settings in nbgrader_config.py, for the course in folder `root`."""
    config = PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()
    config.CourseDirectory.root = str(root)
    return config


@dataclass
class Course:
    """One assignment of a course: its folder, its name, its settings, and of each released notebook the cells.

    `cells` holds {name of the notebook: {grade id: source, as it was handed out}}.
    """

    root: Path
    name: str
    cells: dict
    config: Config

    @classmethod
    def known(cls, root, assignment):
        """Return what is known of an assignment. Raises ValueError for one that does not exist."""
        cells = {path.name: {grade_id(c): c.source for c in nbformat.read(path, as_version=4).cells if grade_id(c)}
                 for path in sorted((root / "exercises" / assignment).glob("*.ipynb"))}  # fmt: skip
        if not cells:
            raise ValueError(f"There is no notebook in exercises/{assignment}: name one of the folders in exercises/.")
        return cls(root, assignment, cells, configured(root))

    def of(self, assignment):
        """Return the same course for another assignment, of which only the folders are known."""
        return replace(self, name=assignment, cells={})

    @property
    def db_url(self):
        """Return where nbgrader's gradebook is."""
        return CourseDirectory(config=self.config).db_url

    @property
    def collected(self):
        """Return the folder of what was handed in."""
        return self.root / "collected" / self.name

    @property
    def journal(self):
        """Return the file that says what became of each submission."""
        return self.root / "collected" / f"{self.name}.jsonl"

    @property
    def earlier(self):
        """Return the folder of what was handed in and does not count."""
        return self.root / "collected" / f"{self.name}.earlier"

    def files(self):
        """Return what the course lays beside a notebook, {path: bytes}: all in its folder that is no notebook."""
        folder = self.root / self.config.CourseDirectory.source_directory / self.name
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*"))
                if path.is_file() and path.suffix != ".ipynb" and not path.name.startswith(".")}  # fmt: skip

    def submitted(self, student):
        """Return the folder where nbgrader looks for a student's work."""
        return self.root / "submitted" / student / self.name
