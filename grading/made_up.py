"""See a report before there is a class: a made-up class answers with the checks' known mistakes.

    python -m grading.made_up 03_logistic_regression                  120 students, seed 1
    python -m grading.made_up 03_logistic_regression --students 12 --seed 7

It writes report_made_up_LESSON.html into this folder. Each student has an ability and each exercise a difficulty; the
chance of a right answer is the sigmoid of their difference (Rasch's model). A wrong answer is one of the mistakes that
the check knows, a few of them much more usual than the rest, and is judged by the check itself.
"""

import argparse
import ast
import importlib
import inspect
import re
import sys
from functools import cache
from pathlib import Path

import numpy as np

from course_utils.activations import sigmoid
from grading.report import Result, items_of, page

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT
OPEN = 0.06  # the chance that an exercise is not attempted, for a student of middling ability


def main(arguments=None):
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("lesson", help="the name of a folder in exercises/, for example 01_definition")
    parser.add_argument("--students", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--names", action="store_true", help="list students who are stuck, with made-up names")
    options = parser.parse_args(arguments)
    lessons = sorted(path.name for path in (ROOT / "exercises").iterdir() if path.is_dir())
    if options.lesson not in lessons:
        sys.exit(f"There is no lesson {options.lesson} in exercises/; there are {', '.join(lessons)}.")
    if options.students < 1:
        sys.exit(f"A class has at least one student; --students {options.students} was given.")
    rng = np.random.default_rng(options.seed)
    ability = rng.normal(0.6, 1.0, options.students)
    graded = [(lesson, answers(lesson, ability, rng)) for lesson in lessons if lesson <= options.lesson]
    names = {student: f"Student {student[1:]}" for student in graded[-1][1]} if options.names else None
    target = FOLDER / f"report_made_up_{options.lesson}.html"
    items = items_of(ROOT / "exercises" / options.lesson)
    target.write_text(page(options.lesson, items, graded[-1][1], graded, names, made_up=True), "utf-8")
    print(f"{options.students} made-up students: see {target.name}.")
    return target


def answers(lesson, ability, rng):
    """Return {student: {name of a check: Result}} for one lesson; `ability` holds a number for each student."""
    results = {f"s{k:03}": {} for k in range(1, len(ability) + 1)}
    for item in items_of(ROOT / "exercises" / lesson):
        check = _check(lesson, item.name)
        ids = rng.permutation(sorted({mistake.id for mistake in check.mistakes}))
        weights = 1 / np.arange(1, len(ids) + 1) ** 1.2
        chance = sigmoid(ability - rng.normal(0, 0.8))
        for k, student in enumerate(results):
            if rng.random() < OPEN * 2 * sigmoid(-ability[k]):
                results[student][item.name] = Result(0.0, check.max_points, "not-attempted")
            elif rng.random() < chance[k]:
                results[student][item.name] = Result(check.max_points, check.max_points)
            else:
                made = rng.choice(ids, p=weights / weights.sum())
                which = rng.choice([n for n, mistake in enumerate(check.mistakes) if mistake.id == made])
                results[student][item.name] = _judged(lesson, item.name, int(which))
    return results


@cache
def _check(lesson, name):
    return getattr(importlib.import_module(f"course_utils.checks.{lesson.partition('_')[2]}"), name)


@cache
def _judged(lesson, name, number):
    """Return what the check says of one of its known mistakes, with the program that makes it."""
    answer = _check(lesson, name).mistakes[number].answer
    feedback = _check(lesson, name)(answer)
    family = _check(lesson, name).mistakes[number].family
    return Result(feedback.points, feedback.max_points, feedback.diagnosis, family or None, program(name, answer))


def program(name, answer):
    """Write a known mistake as a student would, or return nothing where that is not to be had.

    >>> print(program("double", lambda x: x + 2))
    def double(x):
        return x + 2
    """
    code = getattr(answer, "__code__", None)
    try:
        tree = ast.parse("".join(inspect.findsource(code)[0]))
    except (OSError, TypeError, SyntaxError):
        return ""
    kinds = ast.Lambda if code.co_name == "<lambda>" else ast.FunctionDef
    for node in ast.walk(tree):
        if isinstance(node, kinds) and node.lineno == code.co_firstlineno and not code.co_freevars:
            body = f"def {name}({ast.unparse(node.args)}):\n"
            inner = [f"return {ast.unparse(node.body)}"] if kinds is ast.Lambda else map(ast.unparse, node.body)
            return body + re.sub(r"(?m)^", "    ", "\n".join(inner)).replace("truth.", "activations.")
    return ""


if __name__ == "__main__":
    main()
