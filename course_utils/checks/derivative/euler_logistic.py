"""Exercise 2.3: euler_logistic."""

import numpy as np

from course_utils import activations as truth
from course_utils.checks.definition._shared import made
from course_utils.checks.engine.exercise import Exercise, Part


def _law(y):
    return y * (1 - y)


def _walk(step, start=0.5, count=lambda h, T: round(T / h)):
    """Return an answer that walks: `step(y, t, h)` is the next height."""
    def answer(h, T):
        y = [start]
        for n in range(count(h, T)):
            y.append(step(y[-1], n * h, h))
        return np.array(y)

    return answer


def _by_law(law):
    return _walk(lambda y, t, h: y + h * law(y))


def _euler(y, t, h):
    return y + h * _law(y)


def _clock(h, T, late=0.0):
    """Count the steps of a walk that adds up its time and stops when it has reached T, or passed it."""
    time, steps = 0.0, 0
    while time < T + late:
        time, steps = time + h, steps + 1
    return steps


def _midpoint(y, t, h):
    return y + h * _law(_euler(y, t, h / 2))


def _heun(y, t, h):
    return y + h * (_law(y) + _law(_euler(y, t, h))) / 2


def _runge_kutta(y, t, h):
    a = _law(y)
    b = _law(y + h / 2 * a)
    c = _law(y + h / 2 * b)
    return y + h * (a + 2 * b + 2 * c + _law(y + h * c)) / 6


def _implicit(y, t, h):
    return (h - 1 + np.sqrt((1 - h) ** 2 + 4 * h * y)) / (2 * h)


def _until(enough):
    """Return an answer that ends the walk as soon as `enough(before, now)`."""
    def answer(h, T):
        y = [0.5]
        for _ in range(round(T / h)):
            y.append(_euler(y[-1], 0, h))
            if enough(y[-2], y[-1]):
                break
        return np.array(y)

    return answer


_right = _walk(_euler)
_LAWS = (lambda y: 1 - y, lambda y: y * (1 + y), lambda y: y**2, lambda y: y**2 * (1 - y), lambda y: y * (1 - y) ** 2,
         lambda y: 2 * y * (1 - y), lambda y: y * (1 - y) / 2, lambda y: y * (1 - y) * (1 - 2 * y), lambda y: 1 - y**2,
         lambda y: y - y**3, lambda y: -y, lambda y: 4 * y * (1 - y))

exercise = Exercise(
    "euler_logistic",
    _right,
    (
        Part("no step, one step and two", ((0.25, 0.0), (1.0, 1.0), (0.5, 1.0), (2, 2)),
             "Do one step by hand, from 0.5 with h = 1. How steep is the law there, and where does the step end?",
             view=np.asarray, shows="the heights", more="Walking for a time h along a straight line of that slope "
             "changes the height by h times the slope. Keep the height where you start, too."),
        Part("long walks", ((0.1, 5.0), (0.01, 5.0), (0.5, 40.0), (1.0, 12.0), (2.5, 10.0)),
             "Which slope does each step take: that of the start, or that of the place where you are?", rtol=1e-9,
             view=np.asarray, shows="the heights", more="A walk may come to rest, or step over 1 when h is large. All "
             "its steps are asked for just the same, as the law says, with nothing cut off."),
        Part("step counts that do not divide exactly in floats", ((0.1, 0.3), (0.7, 4.9), (0.1, 0.8), (0.05, 0.35)),
             "How many steps are there? In floats T / h may be a little below or above that number.",
             rtol=1e-9, view=np.asarray, shows="the heights", more="Cutting off the fraction turns 2.9999999999999996 "
             "into 2. What does it take to get the nearest whole number? Count steps, and do not add up times."),
    ),
    (
        *made("one-too-few", "off by one", "Whole numbers of steps that floats miss by a hair come out one too small. "
              "Is T / h cut down where it should be rounded?", _walk(_euler, count=lambda h, T: int(T / h)),
              _walk(_euler, count=lambda h, T: int(T // h))),
        *made("one-more-by-a-hair", "off by one", "Some of your walks are one step too long, others are not. Are times "
              "added up or compared, or is T / h rounded up? Floats miss T by a hair; count the steps instead.",
              *(_walk(_euler, count=count) for count in (
                  _clock, lambda h, T: len(np.arange(0, T, h)), lambda h, T: len(np.arange(0, T + h, h)) - 1,
                  lambda h, T: int(np.ceil(T / h)), lambda h, T: _clock(h, np.nextafter(T, np.inf))))),
        *made("one-short", "off by one", "The last height is missing: your walk ends one step before time T.",
              lambda h, T: _right(h, T)[:-1], _walk(_euler, count=lambda h, T: round(T / h) - 1)),
        *made("one-too-many", "off by one", "Your walk is one step too long: its last height belongs to a time after "
              "T.",
              _walk(_euler, count=lambda h, T: round(T / h) + 1), _walk(_euler, count=lambda h, T: _clock(h, T, h / 2)),
              _walk(_euler, count=lambda h, T: int(T / h) + 1)),
        *made("no-start", "off by one", "The first height, 0.5 at time 0, is missing.", lambda h, T: _right(h, T)[1:]),
        *made("end-only", "shape", "A single height comes back, the last one. The whole walk was asked for.",
              lambda h, T: _right(h, T)[-1]),
        *made("one-step-only", "order of steps", "Whatever T is, you return the height after one step, or the first "
              "two. Does the return stand inside the loop?", lambda h, T: _euler(0.5, 0, h),
              lambda h, T: _right(h, T)[:2]),
        *made("T-steps", "off by one", "The number of your steps is not T / h. How many steps of length h does it take "
              "to get to time T?", _walk(_euler, count=lambda h, T: round(T)),
              _walk(_euler, count=lambda h, T: int(T)),
              _walk(_euler, count=lambda h, T: round(T * h)), _walk(_euler, count=lambda h, T: round(1 / h))),
        *made("stopped-early", "precision", "Your walk ends before time T, once it hardly moves or comes near 1. All "
              "heights to time T were asked for.",
              *(_until(lambda before, now, e=e: abs(now - before) < e) for e in (1e-3, 1e-4, 1e-6, 1e-8, 1e-9, 1e-10,
                                                                                 1e-12, 1e-15)),
              *(_until(lambda before, now, e=e: now > e) for e in (0.9, 0.95, 0.99, 0.999, 1 - 1e-6)),
              _until(lambda before, now: now >= 1)),
        *made("held-down", "guard", "Your walk never leaves the interval from 0 to 1. With a large step Euler's does: "
              "the law alone says where it goes.", _walk(lambda y, t, h: min(_euler(y, t, h), 1.0)),
              _walk(lambda y, t, h: min(_euler(y, t, h), 1 - 1e-12)), lambda h, T: np.minimum(_right(h, T), 1.0)),
        *made("one-slope", "order of steps", "All your steps are equally high: they keep the slope of the start.",
              _walk(lambda y, t, h: y + h / 4)),
        *made("no-h", "missing part", "Your steps are as high as the slope itself, however short they last.",
              _walk(lambda y, t, h: y + _law(y))),
        *made("time-for-height", "argument order", "Your slopes follow the time: t (1 - t). The law takes the height "
              "where you are.", *(_walk(lambda y, t, h, late=late: y + h * _law(t + late * h)) for late in (0, 1))),
        *made("M1-precedence", "brackets", "Each of your heights is h times the one before. Does a bracket hold "
              "together what belongs together?", _walk(lambda y, t, h: y + h * y * 1 - y)),
        *made("with-times", "shape", "More numbers come back than heights: the times as well? Return the heights "
              "alone.",
              lambda h, T: np.array([h * np.arange(round(T / h) + 1), _right(h, T)]),
              lambda h, T: np.array([_right(h, T), h * np.arange(round(T / h) + 1)]),
              lambda h, T: np.transpose([h * np.arange(round(T / h) + 1), _right(h, T)])),
        *made("times", "another function", "These are the times, not the heights.",
              lambda h, T: h * np.arange(round(T / h) + 1)),
        *made("slopes", "another function", "These are the slopes along the walk, not the heights.",
              lambda h, T: _law(_right(h, T))),
        *made("argument-order", "argument order", "Your function takes its arguments in another order than h, T.",
              lambda h, T: _right(T, h), lambda h, T: _walk(_euler, count=lambda h, T: max(round(T / h), 1))(T, h)),
        *made("another-step", "scale", "Your steps have another length than h.",
              lambda h, T: _right(h / 2, T), lambda h, T: _right(h / 2, T)[::2], lambda h, T: _right(2 * h, T),
              lambda h, T: _right(T / (round(T / h) + 1), T)[:-1], _by_law(lambda y: _law(y) * 10)),
        *made("turned-round", "order of steps", "Your walk runs backwards: the height at time T comes first.",
              lambda h, T: _right(h, T)[::-1]),
        *made("peeked", "another function", "Your slopes are those of the sigmoid at that time. Euler knows the law "
              "alone, and the height where he is.", *(
                  _walk(lambda y, t, h, late=late: y + h * truth.sigmoid_grad(t + late * h)) for late in (0, 0.5, 1))),
        *made("exact", "another function", "These are the exact heights of the sigmoid. Walk there in straight steps "
              "instead.", lambda h, T: truth.sigmoid(h * np.arange(round(T / h) + 1))),
        *made("no-limit", "missing part", "Your walk grows without limit. What is left to the ceiling slows it down.",
              _by_law(lambda y: y)),
        *made("M10-minus", "sign", "Your walk goes down. The law's slope is positive at 0.5.",
              _by_law(lambda y: -_law(y))),
        *made("another-law", "another function", "Your steps follow another law: at some height their slope is not the "
              "one that the exercise gives.", *map(_by_law, _LAWS)),
        *made("start", "boundary", "Your walk starts at another height. Time 0 belongs to height 0.5.",
              *(_walk(_euler, start=start) for start in (0.0, 0.01, 0.1, 0.25, 0.51, 1.0))),
        *made("slope-only", "missing part", "Your heights fall towards 0. Is the step kept, and the height lost from "
              "which it is taken?", _walk(lambda y, t, h: h * _law(y)), _walk(lambda y, t, h: _law(y))),
        *made("sigmoid-of-y", "order of steps", "Your slopes are those of the sigmoid at x = y. But y is a height "
              "already.",
              _by_law(truth.sigmoid_grad)),
        *made("another-method", "another function", "Your steps are not Euler's: their slope is not that of the place "
              "where the step begins. Is it taken further on in the step, or at several places?",
              *map(_walk, (_midpoint, _heun, _runge_kutta, _implicit))),
    ),
    section="2.3",
)
