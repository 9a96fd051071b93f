"""General patterns: each is named for different programs that yield it, and for none that only comes near."""

import functools
import inspect
import math
import re

import numpy as np
import pytest
from corpus import LESSONS, exercises

from course_utils.checks.engine import patterns, places, relations, seen, shape_patterns, variants
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.checks.families import FAMILIES

pytestmark = pytest.mark.usefixtures("here")


def s(x):
    return 1 / (1 + np.exp(-np.asarray(x, float)))


TABLE = np.array([[0.5, -2.0], [1.5, 0.25]])
X = np.array([[1.0, 2.0], [0.5, -1.0], [2.0, 0.0], [-1.5, 1.0], [0.25, 3.0]])
Y = np.array([1.0, 0.0, 0.0, 1.0, 1.0])


def path(x, steps):
    """Halve the distance to 3 in each step: shape (steps,)."""
    values = []
    for _ in range(steps):
        x = x + (3 - x) / 2
        values.append(x)
    return np.array(values)


def exercise(truth, *probes, **part):
    return Exercise("answer", truth, (Part("all", probes, "?", **part),))


CURVE = exercise(lambda x: s(x), (0.5,), (-2.0,), (TABLE,), (np.array([-1, 0, 3]),))
LINE = exercise(lambda x: 3 * np.asarray(x) - 1, (0.5,), (-2.0,), (TABLE,))
LOG = exercise(lambda x: np.log(x), (2.0,), (5.0,), (np.array([3.0, 7.0]),))
FAR = exercise(lambda x: s(x), (0.5,), (3.0,), (-1.0,), (-40.0,), (-45.0,), (-700.0,))
SMALL = exercise(lambda x: np.expm1(x), (1e-9,), (1e-5,), (0.5,), (1.0,))
MEAN = exercise(lambda y: np.mean(y), (Y,), (X[:, 1],), (np.arange(4.0),))
DEVIATION = exercise(lambda y: np.std(y), (X[:, 0],), (X[:, 1],), (np.arange(7.0),))
ENTRY = exercise(lambda y: np.cumsum(y), (X[:, 0],), (X[:, 1],), (np.arange(3.0, 7.0),))
WALK = exercise(lambda x, steps: path(x, steps), (0.0, 4), (1.0, 6))
WAVE = exercise(lambda x: np.sin(np.arange(6) * x), (1.0,), (1.3,))
END = exercise(lambda x, steps: path(x, steps)[-1], (0.0, 4), (1.0, 6))
POWER = exercise(lambda a, b: a**b, (2.0, 3.0), (1.5, 2.5))
LOSS = exercise(lambda z, y: np.mean((1 - y) * z + np.log1p(np.exp(-z))), (X[:, 0], Y), (X[:, 1], Y))
GRAM = exercise(lambda X: X.T @ X @ np.array([[1.0, 2.0], [0.0, 1.0]]), (X,), (X[1:],))
SQUARE = exercise(lambda W: W @ W.T @ W, (TABLE,), (2 + TABLE,))
PAIR = exercise(lambda x: (np.sin(x), np.cos(x)), (0.5,), (1.2,))
COUNT = exercise(lambda y: int(np.argmax(y)), (X[:, 0],), (X[:, 1],), (np.arange(7.0),))
HALF = exercise(lambda x: np.maximum(x, 0.1 * np.asarray(x)), (1.0,), (3.0,), (-2.0,), (-1.0,), (TABLE,))


def without_the_last(x, steps):
    return path(x, steps)[:-1]


def decimals_cut(x, digits):
    return np.trunc(s(x) * 10**digits) / 10**digits


def copies_type(x):
    x = np.asarray(x)
    return s(x).astype(x.dtype)


def into_zeros_like(x):
    out = np.zeros_like(x)
    out[...] = s(x)
    return out


def stale(x, steps):
    """Stop renewing after two steps."""
    first = path(x, steps)
    return np.concatenate([first[:2], first[1] + (first[1] - first[0]) * np.arange(1, steps - 1)])


SEEN = [
    ("seen-constant", CURVE, [lambda x: 0.5 + 0 * np.asarray(x), lambda x: s(0 * np.asarray(x)),
                               lambda x: np.full(np.shape(x), 7.0)]),
    ("seen-unchanged", CURVE, [lambda x: x, lambda x: np.asarray(x) * 1.0, lambda x: np.copy(x)]),
    ("seen-opposite-sign", CURVE, [lambda x: -s(x), lambda x: 0 - s(x), lambda x: s(x) - 2 * s(x)]),
    ("seen-complement", CURVE, [lambda x: 1 - s(x), lambda x: s(-np.asarray(x)), lambda x: 1 / (1 + np.exp(x))]),
    ("seen-without-sign", LINE, [lambda x: abs(3 * x - 1), lambda x: np.sqrt((3 * x - 1) ** 2),
                                  lambda x: np.maximum(3 * x - 1, 1 - 3 * x)]),
    ("seen-squared", DEVIATION, [np.var, lambda y: np.mean((y - y.mean()) ** 2),
                                  lambda y: np.mean(y**2) - np.mean(y) ** 2]),
    ("seen-root", CURVE, [lambda x: np.sqrt(s(x)), lambda x: s(x) ** 0.5, lambda x: np.exp(np.log(s(x)) / 2)]),
    ("seen-reciprocal", CURVE, [lambda x: 1 / s(x), lambda x: 1 + np.exp(-np.asarray(x)), lambda x: s(x) ** -1.0]),
    ("seen-logarithm", CURVE, [lambda x: np.log(s(x)), lambda x: -np.log1p(np.exp(-x)),
                                lambda x: x - np.log1p(np.exp(x))]),
    ("seen-exponential", exercise(lambda x: np.log1p(x), (2.0,), (5.0,), (TABLE[1],)), [
        lambda x: 1 + np.asarray(x), lambda x: np.exp(np.log1p(x)), lambda x: x - -1]),
    ("seen-sigmoid", LINE, [lambda x: s(3 * x - 1), lambda x: 1 / (1 + np.exp(1 - 3 * x)),
                             lambda x: (1 + np.tanh((3 * x - 1) / 2)) / 2]),
    ("seen-logit", exercise(lambda x: s(3 * np.asarray(x) - 1), (0.5,), (-2.0,), (TABLE,)), [
        lambda x: 3 * x - 1, lambda x: 3 * (x - 1 / 3), lambda x: np.log(s(3 * x - 1) / (1 - s(3 * x - 1)))]),
    ("seen-log-base", LOG, [np.log2, np.log10, lambda x: np.log(x) / np.log(2)]),
    ("seen-factor", CURVE, [lambda x: 2 * s(x), lambda x: s(x) / 3, lambda x: s(x) + s(x) + s(x)]),
    ("seen-factor-n", MEAN, [np.sum, lambda y: np.mean(y) / len(y), lambda y: np.sum(y) / (len(y) - 1)]),
    ("seen-offset", LINE, [lambda x: 3 * np.asarray(x), lambda x: 3 * np.asarray(x) + 1, lambda x: 3 * (x - 1)]),
    ("seen-small-offset", LINE, [lambda x: 3 * x - 1 + 1e-7, lambda x: 3 * (x + 1e-9) - 1, lambda x: 3 * x - 1.001]),
    ("seen-one-off", COUNT, [lambda y: 1 + np.argmax(y), lambda y: list(y).index(max(y)) - 1,
                              lambda y: int(np.argmax(y)) + 1.0]),
    ("seen-whole-numbers", LINE, [lambda x: np.round(3 * x - 1), lambda x: np.trunc(3 * x - 1),
                                   lambda x: np.asarray(3 * np.asarray(x) - 1).astype(int),
                                   lambda x: (3 * np.asarray(x) - 1) // 1]),
    ("seen-rounded", CURVE, [lambda x: np.round(s(x), 4), lambda x: np.vectorize(lambda v: round(v, 3))(s(x)),
                              lambda x: np.vectorize(lambda v: float(f"{v:.6f}"))(s(x))]),
    ("seen-short-float", CURVE, [lambda x: s(x).astype(np.float32), lambda x: np.float16(s(x)),
                                  lambda x: 1 / (1 + np.exp(-np.asarray(x, np.float32)))]),
    ("seen-few-digits", CURVE, [lambda x: 1 / (1 + 2.71828 ** -np.asarray(x, float)), lambda x: s(x) * (1 + 1e-6),
                                 lambda x: decimals_cut(x, 5)]),
    ("seen-swapped", PAIR, [lambda x: (np.cos(x), np.sin(x)), lambda x: [np.cos(x), np.sin(x)],
                             lambda x: np.array([np.sin(x), np.cos(x)])[::-1]]),
    ("seen-reversed", WALK, [lambda x, steps: path(x, steps)[::-1], lambda x, n: np.flip(path(x, n)),
                              lambda x, n: np.array([path(x, k)[-1] for k in range(n, 0, -1)])]),
    ("seen-sorted", exercise(lambda y: 2 * y, (X[:, 0],), (X[:, 1],)), [
        lambda y: np.sort(2 * y), lambda y: sorted(2 * y), lambda y: 2 * np.array(sorted(y))]),
    ("seen-other-order", WALK, [lambda x, n: np.roll(path(x, n), 1), lambda x, n: np.roll(path(x, n), -1),
                                 lambda x, n: path(x, n)[[1, 0, *range(2, n)]]]),
    ("seen-zero", FAR, [lambda x: s(x) if x > -30 else 0.0, lambda x: np.round(s(x), 16) if x < -9 else s(x),
                         lambda x: s(x) if x > -9 else 1 - 1 / (1 + np.exp(min(x, 700)))]),
    ("seen-limited", FAR, [lambda x: np.clip(s(x), 1e-7, 1), lambda x: max(s(x), 1e-10), lambda x: s(max(x, -30.0))]),
    ("seen-infinite", exercise(lambda x: x / 2, (1.0,), (80.0,), (90.0,)), [
        lambda x: x / 2 if x < 50 else np.inf, lambda x: x / 2 if x < 50 else float("inf"),
        lambda x: x / 2 if x < 50 else -math.inf]),
    ("seen-ends", WALK, [lambda x, n: np.append(path(x, n)[:-1], 0.0), lambda x, n: np.append(0.0, path(x, n)[1:]),
                          lambda x, n: np.concatenate([[9.0], path(x, n)[1:-1], [9.0]])]),
    ("seen-goes-astray", WALK, [stale, lambda x, n: np.append(path(x, n)[:2], np.zeros(n - 2)),
                                 lambda x, n: path(x, n) + np.arange(n) // 2]),
    ("seen-mirrored", LINE, [lambda x: -3 * np.asarray(x) - 1, lambda x: 3 * (0 - x) - 1, lambda x: -(1 + 3 * x)]),
    ("seen-one-step", END, [lambda x, n: path(x, n + 1)[-1], lambda x, n: path(x, n - 1)[-1],
                             lambda x, n: path(path(x, 1)[-1], n)[-1]]),
    ("seen-arguments-exchanged", POWER, [lambda a, b: b**a, lambda b, a: a**b, lambda a, b: np.power(b, a)]),
    ("seen-classes-exchanged", LOSS, [lambda z, y: np.mean(y * z + np.log1p(np.exp(-z))),
                                       lambda z, y: LOSS.truth(z, 1 - y),
                                       lambda z, y: LOSS.truth(z, (y == 0).astype(float))]),
    ("seen-argument-transposed", exercise(lambda W: W @ X[:2], (TABLE,), (2 * TABLE,)), [
        lambda W: W.T @ X[:2], lambda W: np.einsum("ji,jk", W, X[:2]), lambda W: (X[:2].T @ W).T]),
    ("seen-transposed", SQUARE, [lambda W: (W @ W.T @ W).T, lambda W: W.T @ W @ W.T,
                                  lambda W: np.transpose(W @ W.T @ W)]),
    ("seen-integers", CURVE, [copies_type, into_zeros_like,
                               lambda x: s(x) if np.asarray(x).dtype == float else s(x).astype(int)]),
    ("seen-large-inputs", FAR, [lambda x: s(x) if x > -30 else 1e-14 * (1 - x),
                                 lambda x: s(max(x, -30) + x / 1e3 * (x < -30)),
                                 lambda x: s(x) + 1e-13 * abs(x) * (x < -9)]),
    ("seen-tiny-inputs", SMALL, [lambda x: np.exp(x) - 1, lambda x: (np.exp(x / 2) - 1) * (np.exp(x / 2) + 1),
                                  lambda x: 2.718281828459045**x - 1]),
    ("seen-one-side", HALF, [lambda x: np.where(np.asarray(x) > 0, x, 0.3 * np.asarray(x)), lambda x: np.abs(x) * 1.0,
                              lambda x: np.maximum(x, 0.2 * np.asarray(x))]),
    ("seen-arrays-wrong", CURVE, [lambda x: s(x) / np.sum(s(x)) * (np.sum(s(x)) if np.ndim(x) == 0 else 1),
                                   lambda x: s(np.max(x)) * np.ones(np.shape(x)) + 0 * x,
                                   lambda x: s(x - np.mean(x) * (np.ndim(x) > 0))]),
    ("seen-first-missing", WALK, [lambda x, n: path(x, n)[1:], lambda x, n: list(path(x, n))[1:],
                                   lambda x, n: np.delete(path(x, n), 0)]),
    ("seen-last-missing", WALK, [without_the_last, lambda x, n: path(x, n - 1), lambda x, n: path(x, n)[: n - 1]]),
    ("seen-ends-early", WALK, [lambda x, n: path(x, n)[:2], lambda x, n: path(x, n - 2), lambda x, n: [
        *path(x, n)[: n // 2]]]),
    ("seen-one-before", WALK, [lambda x, n: np.append(x, path(x, n)), lambda x, n: [x, *path(x, n)],
                                lambda x, n: np.concatenate([[0.0], path(x, n)])]),
    ("seen-one-after", WALK, [lambda x, n: path(x, n + 1), lambda x, n: np.append(path(x, n), 0.0),
                               lambda x, n: [*path(x, n), 3.0]]),
    ("seen-only-one", WALK, [lambda x, n: path(x, n)[-1], lambda x, n: path(x, 1), lambda x, n: path(x, n)[0]]),
    ("seen-other-shape", WALK, [lambda x, n: path(x, n)[:, None], lambda x, n: [path(x, n)],
                                 lambda x, n: path(x, n).reshape(2, -1)]),
    ("seen-summed", WALK, [lambda x, n: path(x, n).sum(), lambda x, n: sum(path(x, n)),
                             lambda x, n: n * np.mean(path(x, n))]),
    ("seen-averaged", WALK, [lambda x, n: path(x, n).mean(), lambda x, n: sum(path(x, n)) / n,
                              lambda x, n: np.average(path(x, n))]),
    ("seen-largest", WAVE, [lambda x: np.sin(np.arange(6) * x).max(), lambda x: sorted(np.sin(np.arange(6) * x))[-1],
                            lambda x: min(np.sin(x * np.arange(6)))]),
    ("seen-not-averaged", MEAN, [lambda y: y, lambda y: y.copy(), lambda y: list(y)]),
    ("seen-not-summed", exercise(lambda y: np.sum(y**2), (X[:, 0],), (Y,)), [
        lambda y: y**2, lambda y: list(y * y), lambda y: np.square(y)]),
    ("seen-table", exercise(lambda x: 2 * x, (X[:, 0],), (X[:, 1],)), [
        lambda x: x + x[:, None], lambda x: np.outer(x, x), lambda x: x - x.reshape(-1, 1)]),
]  # fmt: skip
CASES = [(name, check, answer) for name, check, answers in SEEN for answer in answers]


@pytest.mark.parametrize(("name", "check", "answer"), CASES, ids=[name for name, _, _ in CASES])
def test_a_pattern_is_named_for_every_program_that_yields_it(name, check, answer):
    feedback = check(answer)
    assert feedback.diagnosis == name, feedback.message
    assert feedback.family in FAMILIES and not feedback.passed
    assert feedback.details[0][1].count("?") >= (name != "seen-other-shape"), "a cause is a question"


def test_every_pattern_has_three_programs_or_more():
    modules = (patterns, places, relations, seen, shape_patterns, variants)
    there = set(re.findall(r'"(seen-[a-z-]+)"', "".join(map(inspect.getsource, modules))))
    assert there == {name for name, _, _ in SEEN}
    assert all(len(answers) >= 3 for _, _, answers in SEEN)


NEAR = [
    ("seen-constant", CURVE, lambda x: 0.5 if np.ndim(x) == 0 else np.array([[0.5, 0.5], [0.5, 0.6]])[: len(x)]),
    ("seen-unchanged", CURVE, lambda x: np.asarray(x) + 1e-6),
    ("seen-opposite-sign", CURVE, lambda x: -s(x) * 1.01),
    ("seen-opposite-sign", CURVE, lambda x: np.where(np.asarray(x) > 0, -s(x), s(x) / 2)),
    ("seen-complement", CURVE, lambda x: 1.01 - s(x)),
    ("seen-without-sign", LINE, lambda x: abs(3 * x - 1) + 0.1),
    ("seen-squared", DEVIATION, lambda y: np.var(y, ddof=1)),
    ("seen-log-base", LOG, lambda x: 1.44 * np.log(x)),
    ("seen-factor", CURVE, lambda x: s(x) * (2 if np.ndim(x) else 3)),
    ("seen-factor", CURVE, lambda x: np.where(np.asarray(x) == 0.5, 2 * s(x), s(x))),
    ("seen-factor-n", MEAN, lambda y: 2 * np.mean(y)),
    ("seen-offset", LINE, lambda x: 3 * x - 1 + 0.1 * np.asarray(x)),
    ("seen-small-offset", LINE, lambda x: (3 * x - 1) * (1 + 1e-7)),
    ("seen-one-off", COUNT, lambda y: int(np.argmax(y)) + (2 if len(y) > 5 else 1)),
    ("seen-whole-numbers", LINE, lambda x: np.round(3 * x - 1) + 1),
    ("seen-rounded", CURVE, lambda x: np.round(s(x), 4) + 0.001),
    ("seen-short-float", CURVE, lambda x: s(x) + 1e-8),
    ("seen-few-digits", CURVE, lambda x: s(x) * 1.02),
    ("seen-reversed", WALK, lambda x, n: path(x + 0.1, n)[::-1]),
    ("seen-sorted", WALK, lambda x, n: path(x, n)[::-1]),
    ("seen-zero", FAR, lambda x: s(x) if x > -30 else 1e-30),
    ("seen-limited", FAR, lambda x: s(x) if x > -30 else 0.9),
    ("seen-ends", WALK, lambda x, n: path(x, n) + np.where(np.arange(n) > 0, 0.0, 1.0) * (n == 4) + (n == 6)),
    ("seen-goes-astray", WALK, lambda x, n: path(x, n) + (np.arange(n) == 2)),
    ("seen-mirrored", LINE, lambda x: -3 * np.asarray(x) - 1.1),
    ("seen-one-step", END, lambda x, n: path(x, n + 2)[-1]),
    ("seen-one-step", END, lambda x, n: path(x, n + (n > 4))[-1]),
    ("seen-arguments-exchanged", POWER, lambda a, b: b**a + 0.01),
    ("seen-transposed", SQUARE, lambda W: W @ W @ W),
    ("seen-integers", CURVE, lambda x: np.round(s(x), 1)),
    ("seen-large-inputs", FAR, lambda x: s(x) * (1 if x in (0.5, 3.0, -40.0, -700.0) else 2)),
    ("seen-tiny-inputs", SMALL, lambda x: np.expm1(x) * (2 if x in (1e-9, 1.0) else 1)),
    ("seen-one-side", HALF, lambda x: np.asarray(x) * 0.5),
    ("seen-arrays-wrong", CURVE, lambda x: s(x) / (2 if np.ndim(x) or x < 0 else 1)),
    ("seen-last-missing", WALK, lambda x, n: path(x, n)[:-2]),
    ("seen-ends-early", WALK, lambda x, n: path(x, n)[:2] + 0.1),
    ("seen-ends-early", WALK, lambda x, n: path(x, n)[2:]),
    ("seen-first-missing", WALK, lambda x, n: path(x, n)[1:] + 0.1),
    ("seen-complement", exercise(lambda x: s(x), (0.5,), (-2.0,), (1.5,)), lambda x: s(-abs(x))),
    ("seen-factor", exercise(lambda x: s(x), (0.5,), (-2.0,), (1.5,)), lambda x: s(x) if x < 0 else 2 * s(x)),
    ("seen-whole-numbers", exercise(lambda x: s(x), (0.0,), (-2.0,), (1.5,)), lambda x: s(400.0 * x)),
    ("seen-only-one", WALK, lambda x, n: path(x, n)[2]),
    ("seen-other-shape", WALK, lambda x, n: path(x, n)[:, None] + 0.1),
    ("seen-summed", WALK, lambda x, n: path(x, n).sum() + 1),
    ("seen-not-averaged", MEAN, lambda y: 2 * y + 1),
]


@pytest.mark.parametrize(("name", "check", "answer"), NEAR, ids=[name for name, _, _ in NEAR])
def test_a_pattern_is_not_named_for_a_program_that_only_comes_near(name, check, answer):
    feedback = check(answer)
    assert not feedback.passed and feedback.diagnosis != name, feedback.message


def test_one_lucky_number_is_no_pattern():
    once = exercise(lambda x: s(x), (0.5,))
    for answer in (lambda x: 2 * s(x), lambda x: -s(x), lambda x: 1 - s(x), lambda x: x, lambda x: np.round(s(x), 4)):
        assert once(answer).diagnosis == "value"


@functools.cache
def unlisted(lesson, name):
    """Return an exercise as it would be without its list of mistakes."""
    check = exercises(lesson)[name]
    bare = Exercise(check.name, check.truth, check.parts, (), check.without, check.section)
    bare.__dict__["expected"] = check.expected
    return bare


@pytest.mark.parametrize(("lesson", "name"), [(lesson, name) for lesson in LESSONS for name in exercises(lesson)])
def test_looking_for_patterns_never_breaks(lesson, name):
    for mistake in exercises(lesson)[name].mistakes:
        feedback = unlisted(lesson, name)(mistake.answer)
        assert not feedback.passed and feedback.diagnosis
        assert feedback.family is None or feedback.family in FAMILIES
        assert len(feedback.details[0][1]) < 260 and len(feedback.message) < 1200
