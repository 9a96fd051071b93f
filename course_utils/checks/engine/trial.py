"""A trial: all that is needed to run an answer, and nothing that knows what is right.

A lesson runs it in a child process and judges what comes back. Grading writes it to bytes and runs it in the kernel of
a submission, which has no check of the course to import:

    data = checks.sigmoid.trial.to_bytes()          where the points are made
    lines = Trial.from_bytes(data).run(sigmoid)     where the student's code runs
    feedback = checks.sigmoid.judge(lines)          where the points are made
"""

import ast
import inspect
import pickle
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from time import monotonic

from course_utils.checks.engine.borrowing import handed, traps
from course_utils.checks.engine.child import lines_from
from course_utils.checks.engine.fence import fence
from course_utils.checks.engine.outcome import Look, Outcome, packed
from course_utils.checks.engine.running import run
from course_utils.checks.engine.showing import brief, in_words


@dataclass(frozen=True, eq=False)
class Trial:
    """How to run an answer: `calls` are pairs (arguments, view); `parameters` is the signature, such as "(x)".

    No truth, no mistake and no right value is in it. `seconds` is the time for one call; all calls together have three
    times as long. `without` names the functions that the answer must not call.

    >>> trial = Trial("double", "(x)", (((1.0,), None), ((3.0,), None)))
    >>> trial.run(lambda x: 2 * x)[0]
    b'{"kind": "function", "name": "", "text": ""}'
    """

    name: str
    parameters: str
    calls: tuple[tuple[tuple, Callable | None], ...]
    without: tuple[Callable, ...] = ()
    seconds: float = 5.0

    def run(self, answer) -> list[bytes]:
        """Return lines that say what came of the answer, for `Exercise.judge`; never raises, always ends.

        The answer runs in a process of its own where the platform can give one. Where it had to be stopped, the last
        line says so.
        """
        try:
            lines, stopped = lines_from(lambda: self.lines(answer), 1.2 * self.seconds, 3.6 * self.seconds)
        except (Exception, SystemExit):  # the answer is so strange an object that it cannot even be looked at
            return [packed(Look("unusable"))]
        return lines + [packed(Outcome(error="TooSlow"))] * stopped if lines else [packed(Look("unusable"))]

    def lines(self, answer) -> Iterator[bytes]:
        """Yield what came of looking at the answer, of each call, and of the first call once more."""
        with fence():
            look = self.look(answer)
            yield packed(look)
            if look.kind == "function":
                with traps(self.without, [f for arguments, view in self.calls for f in arguments]) as caught:
                    yield from map(packed, self._outcomes(answer, caught))

    def _outcomes(self, answer, caught):
        """Yield an Outcome for each call, and one more where the last ended well; wait only once for one that sticks.

        Once the answer has called what it must not call, nothing more is run.
        """
        outcome, end = Outcome(), monotonic() + 3 * self.seconds
        for arguments, view in [*self.calls, self.calls[0]]:
            if not caught and outcome.error not in ("TooSlow", "KeyboardInterrupt"):
                seconds = min(self.seconds, max(end - monotonic(), 0.01))
                outcome = run(answer, handed(arguments), seconds, view)
                outcome = replace(outcome, borrowed=caught[0] if caught else None)
            yield outcome

    def look(self, answer) -> Look:
        """Look at an answer before it is run."""
        if answer is ... or _is_stub(answer):
            return Look("stub")
        name = _own_name(answer)
        if not callable(answer):
            return Look("no-function", name, in_words(answer))
        if not _takes(answer, max((arguments for arguments, _ in self.calls), key=len)):
            return Look("arguments", name, brief(inspect.signature(answer), str))
        dots, returns = _dots(answer)
        return Look("function", name, "..." * dots) if returns or not dots else Look("stub")

    def to_bytes(self) -> bytes:
        """Write the trial for another process, which needs the engine and the mathematics, but no lesson's checks."""
        import cloudpickle  # only who grades needs it

        lessons = [module for name, module in sys.modules.items() if _is_lesson(name)]
        for module in lessons:
            cloudpickle.register_pickle_by_value(module)
        try:
            return cloudpickle.dumps(self)
        finally:
            for module in lessons:
                cloudpickle.unregister_pickle_by_value(module)

    @staticmethod
    def from_bytes(data: bytes) -> "Trial":
        """Read back what `to_bytes` wrote."""
        return pickle.loads(data)


def _is_lesson(name):
    within, _, lesson = name.partition("course_utils.checks.")
    return not within and bool(lesson) and lesson.split(".")[0] not in ("engine", "families")


def _own_name(answer):
    name = getattr(answer, "__name__", "")
    return name if type(name) is str and name.isidentifier() and len(name) < 80 else ""


def _stub(x):
    ...


def _documented_stub(x):
    """Stand for a stub with a docstring."""
    ...


_STUBS = (_stub.__code__.co_code, _documented_stub.__code__.co_code)


def _is_stub(answer):
    """Tell whether a function's body is still the untouched `...`."""
    code = getattr(answer, "__code__", None)
    return code is not None and code.co_code in _STUBS and set(code.co_consts) <= {None, answer.__doc__}


def _dots(answer):
    """Tell whether three dots still stand in a function, as a line of their own, and whether anything in it returns."""
    with suppress(Exception):
        lines = [*ast.walk(ast.parse(textwrap.dedent(inspect.getsource(answer))))]
        dots = any(isinstance(line, ast.Expr) and getattr(line.value, "value", None) is ... for line in lines)
        return dots, any(isinstance(line, ast.Return) for line in lines)
    return False, True


def _takes(answer, arguments):
    try:
        signature = inspect.signature(answer)
    except (TypeError, ValueError):  # some built-in functions have none
        return True
    with suppress(TypeError):
        signature.bind(*arguments)
        return True
    return False
