"""Pages of feedback, as a student opens them: alone, somewhere else, and perhaps on a phone."""

import re

from nbgrader.preprocessors import NbGraderPreprocessor

LINK = re.compile(r"(?<!!)\[([^\]\[]+)\]\((?!https?:|mailto:|#)[^()\s]*\)")
KEPT = re.compile(r"(^```.*?^```|`[^`\n]+`|\$\$.*?\$\$|\$[^$\n]+\$)", re.DOTALL | re.MULTILINE)  # code and TeX
NARROW = """
#notebook pre { white-space: pre-wrap; overflow-wrap: anywhere; word-break: normal; }
#notebook div.nbgrader_cell .panel-heading { height: auto; overflow: hidden; }
@media (max-width: 40em) {
  body > .container, #notebook-container, .panel > .panel-body { padding-left: 5px; padding-right: 5px; }
  #notebook h1 { font-size: 24px; }
  #notebook h2 { font-size: 20px; }
}
"""


class StandAlone(NbGraderPreprocessor):
    """Make a graded notebook ready for a page that is sent: no link to the course's folders, no line cut off."""

    def preprocess(self, nb, resources):
        """Return the notebook with such links as text, and resources with our styles beside nbgrader's."""
        for cell in nb.cells:
            if cell.cell_type == "markdown":
                cell.source = without_links(cell.source)
        resources.setdefault("inlining", {}).setdefault("css", []).append(NARROW)
        return nb, resources


def without_links(text):
    """Return Markdown with the text alone of links to files: the page is not where the files are.

    >>> without_links("See [lesson 01](../../notebooks/01_definition.ipynb), [more](https://example.org), `[a](b)`.")
    'See lesson 01, [more](https://example.org), `[a](b)`.'
    """
    parts = KEPT.split(text)
    return "".join(part if i % 2 else LINK.sub(r"\1", part) for i, part in enumerate(parts))
