"""What has the class not understood? One offline page for a lesson, from what the checks said.

`page(lesson, results, ...)` makes it. What goes in is plain data: for every student the outcome of each check, as the
journal holds it. Nothing here grades, and nothing here writes but `grade.py --report`.
"""

import importlib
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import nbformat
import numpy as np
from jinja2 import Environment, FileSystemLoader
from scipy.stats import bootstrap

from course_utils.checks.engine import wording
from course_utils.checks.families import FAMILIES
from grading.examples import examples, forbidden_words
from grading.judge.checks import NO_ANSWER, NO_TRIAL

FEWEST = 30  # students; with fewer a discrimination says nothing
STUCK_OPEN, STUCK_FAMILY = 2, 3  # exercises not attempted, or times one family, that make a student stuck
MISTAKES, FOREMOST = 3, 3  # shown for each exercise, and first of all
_RESAMPLES = 2000
SAID = {**wording.GENERAL, "no-answer": NO_ANSWER, "no-trial": NO_TRIAL}  # to a mistake that any exercise may see


@dataclass(frozen=True)
class Item:
    """An exercise as the page names it: its check, the heading in the notebook, and what its diagnoses say."""

    name: str
    title: str
    sentences: dict


@dataclass(frozen=True)
class Result:
    """What one check said of one student's answer; `source` is the answer cell, if it is to serve as an example."""

    points: float
    max_points: float
    diagnosis: str | None = None
    family: str | None = None
    source: str = ""

    @property
    def attempted(self):
        """Tell whether the student wrote anything."""
        return self.diagnosis != "not-attempted"

    @property
    def kind(self):
        """Name what became of it: all, part or none of the points, or not attempted."""
        if not self.attempted:
            return "open"
        return "right" if self.points >= self.max_points else "part" if self.points > 0 else "none"


def items_of(folder):
    """List the exercises of a lesson, from the notebooks in a folder such as exercises/01_definition."""
    found = []
    for path in sorted(Path(folder).glob("*.ipynb")):
        cells, heading = nbformat.read(path, as_version=4).cells, ""
        lesson = re.search(r"from course_utils\.checks import (\w+) as checks", "\n".join(c.source for c in cells))
        for cell in cells:
            if cell.cell_type == "markdown":
                heading = next(iter(re.findall(r"^## ([^★\n]+)", cell.source, re.MULTILINE)), heading).strip()
            elif lesson and (check := re.fullmatch(r"checks\.(\w+)\(\w+\)", cell.source.strip())):
                exercise = getattr(importlib.import_module(f"course_utils.checks.{lesson[1]}"), check[1])
                found.append(Item(check[1], heading, sentences(exercise)))
    return found


def sentences(exercise):
    """Return what a check says to each mistake that it knows, by the mistake's id."""
    return {**SAID, **{mistake.id: mistake.says for mistake in reversed(exercise.mistakes)}}


def page(lesson, items, results, trend=(), names=None, made_up=False, hidden=()):
    """Return the report of a lesson as one page of HTML that needs nothing else.

    `items` lists the exercises in order. `results` maps each student to {name of a check: Result}. `trend` lists
    (lesson, results) of the lessons graded so far, this one among them. `names` maps students to names; only with it
    are those who are stuck listed by name. Whatever it is given, examples of answers are shown without names; `hidden`
    are names of students besides.
    """
    template = _environment().get_template("report.html.j2")
    students = list(results)
    forbidden = forbidden_words(students, [*(names or {}).values(), *hidden])
    rows = [item_row(item, items, results, forbidden) for item in items]
    return template.render(
        lesson=lesson, today=date.today(), students=len(students), few=len(students) < FEWEST, fewest=FEWEST,
        made_up=made_up, histogram=histogram(items, results), families=families(results),
        items=rows, foremost=foremost(rows), trend=trend_rows(trend), stuck=stuck(items, results), names=names,
        rule={"open": STUCK_OPEN, "family": STUCK_FAMILY}, meaning=FAMILIES,
    )  # fmt: skip


def spoken(lesson):
    """Return the name of a lesson's folder as one says it.

    >>> spoken("03_logistic_regression")
    '03 Logistic regression'
    """
    number, _, words = lesson.partition("_")
    return f"{number} {words.replace('_', ' ').capitalize()}".strip()


@cache
def _environment():
    environment = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True,
                              lstrip_blocks=True)  # fmt: skip
    environment.filters["percent"] = lambda share: f"{100 * share:.0f} %"
    environment.filters["spoken"] = spoken
    environment.filters["signed"] = lambda number: f"{number:z.2f}".replace("-", "\u2212")
    return environment


def item_row(item, items, results, forbidden=()):
    """Sum up one exercise: how many tried, the mean, how it goes with the rest, its mistakes with examples."""
    theirs = [r[item.name] for r in results.values() if item.name in r]
    kinds = Counter(result.kind for result in theirs)
    tried = [result for result in theirs if result.attempted]
    wrong = Counter((r.diagnosis, r.family) for r in tried if r.diagnosis)
    return {
        "name": item.name, "title": item.title, "students": len(theirs), "tried": len(tried), "open": kinds["open"],
        "kinds": {kind: kinds[kind] for kind in ("right", "part", "none", "open")},
        "mean": float(np.mean([r.points / r.max_points for r in tried])) if tried else None,
        "discrimination": discrimination(item.name, [other.name for other in items], results),
        "mistakes": [
            {"count": count, "share": count / len(tried), "family": family,
             "says": item.sentences.get(diagnosis) or FAMILIES.get(family, f"(it calls the mistake “{diagnosis}”)"),
             "examples": examples([r.source for r in tried if r.diagnosis == diagnosis], forbidden)}
            for (diagnosis, family), count in wrong.most_common(MISTAKES)
        ],
    }  # fmt: skip


def foremost(rows):
    """Return the mistakes that most students made in one exercise, as (row of the exercise, mistake), most first."""
    made = [(row, mistake) for row in rows for mistake in row["mistakes"] if mistake["count"] > 1]
    return sorted(made, key=lambda pair: -pair[1]["count"])[:FOREMOST]


def discrimination(name, others, results):
    """Return the correlation of one exercise's points with the rest of the score, with its 95 % interval, or None.

    The exercise itself is no part of the rest, so that a hard one does not seem to agree with itself. The interval is a
    percentile bootstrap over students (seeded). None with fewer than 30 students, or where either does not vary.

    >>> discrimination("a", ["a", "b"], {})
    """
    rows = [r for r in results.values() if name in r]
    if len(rows) < FEWEST:
        return None
    own = np.array([r[name].points for r in rows], dtype=float)
    rest = np.array([sum(r[o].points for o in others if o in r and o != name) for r in rows], dtype=float)
    if np.ptp(own) == 0 or np.ptp(rest) == 0:
        return None
    with np.errstate(invalid="ignore", divide="ignore"):
        interval = bootstrap((own, rest), _correlation, paired=True, vectorized=True, n_resamples=_RESAMPLES,
                             method="percentile", rng=np.random.default_rng(0)).confidence_interval  # fmt: skip
    ends = [float(end) for end in interval]
    return {"r": float(_correlation(own, rest)), "low": ends[0], "high": ends[1]} if np.all(np.isfinite(ends)) else None


def _correlation(a, b, axis=-1):
    """Return Pearson's correlation along an axis; 0 where a resample does not vary, since then it shows nothing."""
    a, b = (x - x.mean(axis=axis, keepdims=True) for x in (a, b))
    spread = np.sqrt((a * a).sum(axis=axis) * (b * b).sum(axis=axis))
    return np.divide((a * b).sum(axis=axis), spread, out=np.zeros_like(spread), where=spread > 0)


def families(results):
    """List the families of mistakes by the share of the class in which each was seen, largest first, with its interval.

    A student counts once for a family, however often it was seen.
    """
    seen = Counter(f for r in results.values() for f in {one.family for one in r.values() if one.family})
    shares = [{"family": family, "count": n, **share(n, len(results))} for family, n in seen.most_common()]
    return [row for row in shares if row["family"] in FAMILIES]


def share(count, total):
    """Return a share with Wilson's 95 % interval, which is honest for small classes too.

    >>> {key: round(value, 2) for key, value in share(1, 5).items()}
    {'share': 0.2, 'low': 0.04, 'high': 0.62}
    """
    p, z = count / total, 1.959964
    middle, width = p + z * z / (2 * total), z * np.sqrt(p * (1 - p) / total + z * z / (4 * total**2))
    low, high = (float((middle + side * width) / (1 + z * z / total)) for side in (-1, 1))
    return {"share": p, "low": max(low, 0.0), "high": min(high, 1.0)}


def histogram(items, results):
    """Count the students in each tenth of the points."""
    most = sum(max((r[i.name].max_points for r in results.values() if i.name in r), default=0) for i in items)
    scores = [sum(one.points for one in r.values()) / most for r in results.values()] if most else []
    counts, _ = np.histogram(np.clip(scores, 0, 1), bins=10, range=(0, 1))
    highest = max(counts.max(), 1)
    return {"most": most, "mean": float(np.mean(scores)) if scores else 0.0, "highest": int(highest),
            "bars": [{"from": 10 * k, "count": int(n), "height": n / highest}
                     for k, n in enumerate(counts)]}  # fmt: skip


def trend_rows(trend):
    """Return, for the families seen most over all lessons, their share in each lesson; None with fewer than two."""
    if len(trend) < 2:
        return None
    by_lesson = [(lesson, {row["family"]: row for row in families(results)}) for lesson, results in trend if results]
    total = Counter()
    for _, rows in by_lesson:
        total.update({family: row["share"] for family, row in rows.items()})
    return {"lessons": [lesson for lesson, _ in by_lesson],
            "rows": [{"family": family, "shares": [rows.get(family, {}).get("share", 0.0) for _, rows in by_lesson]}
                     for family, _ in total.most_common(8)]}  # fmt: skip


def stuck(items, results):
    """List students who left several exercises open, or made mistakes of one family again and again: (student, why)."""
    found = []
    for student, r in sorted(results.items()):
        left = [item.title for item in items if item.name in r and not r[item.name].attempted]
        often = Counter(one.family for one in r.values() if one.family).most_common()
        why = [f"{len(left)} exercises not attempted"] if len(left) >= STUCK_OPEN else []
        why += [f"{n} mistakes of the family “{family}”" for family, n in often if n >= STUCK_FAMILY]
        if why:
            found.append((student, "; ".join(why)))
    return found
