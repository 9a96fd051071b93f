"""Exercise 2.3: euler_logistic."""

import numpy as np

from course_utils import activations as truth
from course_utils.checks.engine.exercise import Exercise, Mistake, Part


def _walk(step, start=0.5, count=lambda h, T: round(T / h)):
    """Return an answer that walks: `step(y, t, h)` is the next height."""
    def answer(h, T):
        y = [start]
        for n in range(count(h, T)):
            y.append(step(y[-1], n * h, h))
        return np.array(y)

    return answer


def _euler(y, t, h):
    return y + h * y * (1 - y)


def _clock(h, T):
    """Count the steps of a walk that adds up its time and stops when it has reached T."""
    time, steps = 0.0, 0
    while time < T:
        time, steps = time + h, steps + 1
    return steps


def _midpoint(y, t, h):
    middle = _euler(y, t, h / 2)
    return y + h * middle * (1 - middle)


exercise = Exercise(
    "euler_logistic",
    lambda h, T: _walk(_euler)(h, T),
    (
        Part("one step and two", ((1.0, 1.0), (0.5, 1.0)),
             "A step adds h times the slope, and the law gives the slope from the height: y (1 - y).", view=np.asarray),
        Part("long walks", ((0.1, 5.0), (0.01, 5.0)),
             "After each step, take the slope anew, at the height where you are now.", rtol=1e-9, view=np.asarray),
        Part("step counts that do not divide exactly in floats", ((0.1, 0.3), (0.7, 4.9)),
             "In floats 0.3 / 0.1 is a little below 3. Round the number of steps to the nearest whole number.",
             rtol=1e-9, view=np.asarray),
    ),
    (
        Mistake("truncated", _walk(_euler, count=lambda h, T: int(T / h)),
                "In floats 0.3 / 0.1 is 2.9999999999999996, and int() cuts it down to 2. Use round().", "off by one"),
        Mistake("floor", _walk(_euler, count=lambda h, T: int(T // h)),
                "// rounds down, and in floats 0.3 // 0.1 is 2. Divide with / and use round().", "off by one"),
        *(Mistake("clock", _walk(_euler, count=count),
                  "Times that are added up in floats miss T by a hair, and the walk takes one step too many. "
                  "Count the steps instead: round(T / h) of them.", "off by one")
          for count in (_clock, lambda h, T: len(np.arange(0, T, h)), lambda h, T: len(np.arange(0, T + h, h)) - 1)),
        Mistake("one-short", _walk(_euler, count=lambda h, T: round(T / h) - 1),
                "One step is missing: T / h steps give T / h + 1 heights, the first one included.", "off by one"),
        Mistake("one-too-many", _walk(_euler, count=lambda h, T: round(T / h) + 1),
                "That is one step too many: the last height belongs to time T.", "off by one"),
        Mistake("no-start", lambda h, T: _walk(_euler)(h, T)[1:],
                "The first height, 0.5 at time 0, is missing.", "off by one"),
        Mistake("end-only", lambda h, T: _walk(_euler)(h, T)[-1],
                "This is the last height only. The whole walk was asked for, from time 0 to T.", "shape"),
        Mistake("one-step-only", lambda h, T: _euler(0.5, 0, h),
                "This is the height after one step. Does your return stand inside the loop?", "order of steps"),
        Mistake("one-slope", _walk(lambda y, t, h: y + h / 4),
                "You keep the slope of the start for the whole walk. After each step, take it anew.", "order of steps"),
        Mistake("no-h", _walk(lambda y, t, h: y + y * (1 - y)),
                "Each step adds the whole slope. Walking for a time h adds h times the slope.", "missing part"),
        *(Mistake("time-for-height", _walk(lambda y, t, h, late=late: y + h * (t + late * h) * (1 - t - late * h)),
                  "You put the time into y (1 - y). The slope comes from the height where you are.", "argument order")
          for late in (0, 1)),
        Mistake("M1-precedence", _walk(lambda y, t, h: y + h * y * 1 - y),
                "h * y * 1 - y is h y minus y. Bracket 1 - y.", "brackets"),
        Mistake("with-times", lambda h, T: np.array([h * np.arange(round(T / h) + 1), _walk(_euler)(h, T)]),
                "The times came along with the heights. Return the heights alone.", "shape"),
        Mistake("with-times", lambda h, T: np.transpose([h * np.arange(round(T / h) + 1), _walk(_euler)(h, T)]),
                "The times came along with the heights. Return the heights alone.", "shape"),
        Mistake("peeked", _walk(lambda y, t, h: y + h * truth.sigmoid_grad(t)),
                "You take the slope of the sigmoid at that time. Euler knows the law alone: y (1 - y) where he is.",
                "another function"),
        Mistake("exact", lambda h, T: truth.sigmoid(h * np.arange(round(T / h) + 1)),
                "These are the exact heights of the sigmoid. Walk there in straight steps instead.",
                "another function"),
        Mistake("no-limit", _walk(lambda y, t, h: y + h * y),
                "This grows without limit. The slope is y times (1 - y), the room that is left.", "missing part"),
        Mistake("M10-minus", _walk(lambda y, t, h: y - h * y * (1 - y)),
                "This walk goes down. The slope y (1 - y) is positive: add it.", "sign"),
        Mistake("start-at-0", _walk(_euler, start=0.0),
                "From height 0 the walk never leaves 0, for the slope there is 0. Start at 0.5.", "boundary"),
        Mistake("slope-only", _walk(lambda y, t, h: h * y * (1 - y)),
                "A step is ADDED to the height where you are; you keep the step and lose the height.", "missing part"),
        Mistake("sigmoid-of-y", _walk(lambda y, t, h: y + h * truth.sigmoid_grad(y)),
                "y is a height already. The slope is y (1 - y); no sigmoid is needed.", "order of steps"),
        Mistake("midpoint", _walk(_midpoint),
                "This takes the slope in the middle of the step. It is more accurate, but it is not Euler's method.",
                "another function"),
    ),
    section="2.3",
)
