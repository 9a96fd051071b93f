"""Questions that come back: three at the start of a lesson, three at its end, ten before the first.

A question is data, like a check: options, each with its sentence. A module a lesson holds them, and a lesson shows one
in one short cell:

>>> ask("01-end-1")
At which input does the sigmoid give exactly one half?
  (a) Everywhere near the middle
  (b) At 0.5
  (c) At 0, and nowhere else
  (d) Never
"""

import importlib
import pkgutil
import zlib
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Option:
    """One answer to choose, and what is said to whoever chooses it."""

    text: str
    says: str
    right: bool = False


@dataclass(frozen=True)
class Question:
    """Hold a question: `id` is LESSON-start-N or LESSON-end-N; `about` names the section that teaches it.

    `about` is the number of a section or, where sections have none, of a lesson; or "toolbox" and the title of one of
    its pages: then the question links to it.
    Exactly one option is right. It shows itself as a list whose items unfold, so that choosing is a click or Enter, and
    no sentence is seen before its option is chosen; as text it is the question and its options.
    """

    id: str
    about: str
    text: str
    options: tuple[Option, ...]

    @property
    def shown(self):
        """List the options in an order that chance has set once for all, whichever comes first in the data."""
        return sorted(self.options, key=lambda option: zlib.crc32(f"{self.id} {option.text}".encode()))

    def __repr__(self):
        return "\n".join([self.text, *(f"  ({letter}) {o.text}" for letter, o in zip("abcdefgh", self.shown))])

    def _repr_html_(self):
        style = "border: 1px solid currentColor; border-radius: 4px; margin: 0.3em 0; padding: 0.2em 0.7em"
        rows = "".join(
            f'<details name="q-{escape(self.id)}" style="{style}"><summary style="cursor: pointer">{escape(o.text)}'
            f"</summary><p><strong>{'✓ Yes.' if o.right else '✗ Not that.'}</strong> {escape(o.says)}</p></details>"
            for o in self.shown
        )
        said = f"<p>{escape(self.text)} <em>({self._place()})</em></p>"
        return f'<div class="sigmoid-question" style="max-width: 44em">{said}{rows}</div>'

    def _place(self):
        book, _, page = self.about.partition(" ")
        if not page:
            return f"section {escape(self.about)}" if "." in self.about else f"lesson {int(self.about):02}"
        return f'<a href="{book}.ipynb#{escape(page.replace(" ", "-"))}">{escape(page)}, in the {book}</a>'


def ask(name):
    """Return the question with this id, which shows itself. Raises ValueError for an id that there is not."""
    known = questions()
    if name not in known:
        raise ValueError(f"There is no question {name!r}; this lesson has {', '.join(sorted(_of(name, known)))}.")
    return known[name]


def questions():
    """Return all questions by id."""
    modules = (importlib.import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__))
    return {question.id: question for module in modules for question in module.QUESTIONS}


def _of(name, known):
    return [other for other in known if other[:2] == str(name)[:2]] or known
