"""Hints on demand, in two steps: the second comes for one line in the student's own words."""

from dataclasses import dataclass

from course_utils.checks.engine.box import box

_WORDS = 3  # that many make a line of one's own


@dataclass(frozen=True, repr=False)
class Hint:
    """A hint: a short box in a notebook, its text elsewhere. `to` is what it belongs to; `rows` are (label, text)."""

    to: str
    rows: tuple[tuple[str, str], ...]

    def __repr__(self):
        lines = [f"{label}: {text}" if label else text for label, text in self.rows]
        return "\n".join([f"A hint: {self.to}.", *lines] if self.to else lines)

    def _repr_html_(self):
        return box("?", "#56B4E9", "A hint", self.to, self.rows)


def hint(name, part, words, passed):
    """Return the Hint to a part of the exercise `name`: the first step, or for `words` the second."""
    if passed:
        return Hint("", (("", "Your last answer earned every point: nothing is missing."),))
    if words is None:
        return Hint(part.title, (("", part.hint), *_next_step(name, part)))
    if not isinstance(words, str) or len(words.split()) < _WORDS:
        return Hint(part.title, (("", "Say it in a few words first:"), *_next_step(name, part)))
    said = "You wrote", " ".join(words.split())[:200]
    if not part.more:
        return Hint(part.title, (said, ("", f"{part.hint} There is no second step here.")))
    return Hint(part.title, (said, ("", part.more)))


def _next_step(name, part):
    """Say how to get the second step, where there is one."""
    return (("Next step", f'checks.{name}.hint("what I have tried, in my own words")'),) if part.more else ()
