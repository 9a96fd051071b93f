"""Exercise 6.9: closest_gate."""

import numpy as np

from course_utils.activations import sigmoid, softplus
from course_utils.checks.audit._shared import item
from course_utils.checks.definition._shared import made
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.hidden_activations import activation

_Z = np.linspace(-6, 6, 601)


def gelu(z):
    """Return z times the bell curve's area up to z."""
    return activation("gelu")[0](z)


def hard_gate(z):
    """Return z times a straight line from 0 at -3 to 1 at 3."""
    return z * np.clip(z / 6 + 0.5, 0, 1)


def narrow_gelu(z):
    """Return gelu, twice as narrow."""
    return gelu(2 * z) / 2


def mish(z):
    """Return z times the tanh of its softplus."""
    return z * np.tanh(softplus(z))


def silu(z):
    """Return z times its sigmoid."""
    return z * sigmoid(z)


def slanted(z):
    """Return a gelu that is a little too low on the right."""
    return gelu(z) - 0.02 * np.maximum(z, 0)


def _gate(c, z):
    return z * sigmoid(c * z)


def _search(off, ends=(0.5, 4.0)):
    """Return the c with the smallest off(c), to 1e-5: on a grid, and on ever finer ones around the best."""
    grid = np.linspace(*ends, 36)
    for _ in range(7):
        best, width = grid[int(np.argmin([off(c) for c in grid]))], grid[1] - grid[0]
        grid = np.linspace(max(best - width, ends[0]), min(best + width, ends[1]), 9)
    return best


def _answer(size=lambda d: np.abs(d).max(), gate=_gate, of=lambda f: f, z=_Z, ends=(0.5, 4.0), report=None,
            result=lambda c, e: (c, e)):
    """Return an answer to closest_gate with one thing done differently; `report` is the size that is given back."""

    def answer(f):
        with np.errstate(all="ignore"):
            values = of(f)(z)
            c = _search(lambda c: size(gate(c, z) - values), ends)
            return result(float(c), float((report or size)(gate(c, z) - values)))

    return answer


def _mean_square(d):
    return np.mean(d**2)


def _largest(d):
    return np.abs(d).max()


def _on_a_step(step):
    """Return the answer of who tries every c on a coarse grid, of this step, or with so many places."""
    def answer(f):
        grid = np.arange(0.5, 4.0 + step / 2, step) if step < 1 else np.linspace(0.5, 4, step)
        off = [(_largest(_gate(c, _Z) - f(_Z)), c) for c in grid]
        least, c = min(off)
        return c, least

    return answer


def _always(c):
    return lambda f: (c, float(_largest(_gate(c, _Z) - f(_Z))))


def _placed(which):
    """Return the answer that gives back a z instead of the distance there."""
    def answer(f):
        c = _answer()(f)[0]
        return c, float(_Z[which(np.abs(_gate(c, _Z) - f(_Z)))])

    return answer


def _divided(e):
    """Return the answer that divides each distance by the size of f there, and a small number."""
    def answer(f):
        size = np.abs(f(_Z)) + e
        c = _search(lambda c: _largest((_gate(c, _Z) - f(_Z)) / size))
        return float(c), float(_largest((_gate(c, _Z) - f(_Z)) / size))

    return answer


def _same_bend(f):
    """Take the c that gives both functions the same bend at 0."""
    h = 1e-3
    return _always(2 * (f(np.array([h])) + f(np.array([-h])) - 2 * f(np.zeros(1)))[0] / h**2)(f)


_F = ((gelu,), (hard_gate,), (narrow_gelu,), (mish,), (silu,), (slanted,))

exercise = Exercise(
    "closest_gate",
    _answer(),
    (
        Part("the c", _F, "What is measured for one c, and what is then the best of all c?", 2.0, rtol=4e-3,
             view=item(0), shows="the c", warnings_cost=False,
             more="For one c: the distance of the two functions at every z, without its sign, and of these the "
             "largest. Then try many c, first far apart, then close together around the best."),
        Part("the largest error", _F, "How far apart are the two functions at most, at the best c?", 2.0, atol=5e-4,
             rtol=1e-2, view=item(1), shows="the largest error", warnings_cost=False,
             more="It is the distance that the search has made as small as it can: return both. With silu for f it "
             "should be 0."),
    ),
    (
        *made("least-squares", "another function", "This c makes the mean SQUARE of the errors small. Asked is the c "
              "whose largest error is smallest; the two are not the same.",
              _answer(_mean_square), _answer(_mean_square, report=_largest),
              _answer(_mean_square, report=lambda d: np.sqrt(np.mean(d**2)))),
        *made("mean-error", "mean or sum", "This c makes the MEAN error small. Which error of all is meant?",
              _answer(lambda d: np.abs(d).mean()), _answer(lambda d: np.abs(d).mean(), report=_largest),
              _answer(lambda d: np.abs(d).sum()), _answer(lambda d: abs(d.mean()))),
        *made("sign-kept", "sign", "This c is at an end of the range, or right for one side alone, as where the "
              "distance keeps its sign. Is the size taken first, then the largest, and of all c the one with the "
              "SMALLEST?", _answer(np.max),
              _answer(lambda d: np.max(-d)),
              _answer(np.max, report=_largest), _answer(lambda d: np.max(-d), report=_largest),
              _answer(lambda d: -_largest(d), report=_largest)),
        *made("one-side-of-0", "wrong rows", "This is right for functions whose error is the same on both sides of 0. "
              "For others one side alone is not enough: where do your z begin and end?",
              *(_answer(z=np.linspace(*ends, 601)) for ends in ((0, 6), (-6, 0)))),
        *made("short-of-it", "wrong rows", "The error is that of another range of z. From where to where should they "
              "run?", *(_answer(z=np.linspace(-k, k, 601)) for k in (0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0))),
        *made("known-number", "evidence", "The same c comes for every f. Gelu's 1.702 is a number out of a paper; what "
              "do you measure?", *(_always(c) for c in (1.702, 1.7, 1.0, 1.5958))),
        *made("end-of-the-search", "boundary", "Right for some functions. For another the best c lies outside of where "
              "you look: from where to where does the search run?", *(_answer(ends=ends) for ends in (
                  (0.5, 2.0), (1.0, 2.0), (0.5, 3.0), (1.0, 3.0), (1.5, 4.0), (1.0, 1.8)))),
        *made("same-bend", "another function", "This c gives both functions the same bend at 0. That is best in the "
              "middle, not everywhere.", _same_bend),
        *made("coarse", "precision", "Near, but c is not right to 0.4 %, as on a grid with too few of them. What does "
              "a finer one around the best say?", *(
                  _on_a_step(step) for step in (0.5, 0.25, 0.1, 0.05, 10, 20, 30, 50, 100))),
        *made("few-places", "precision", "The error is that of too few z: the largest distance lies between them. Take "
              "more.", *(_answer(z=np.linspace(-6, 6, n)) for n in (7, 9, 13, 20))),
        *made("upside-down", "scale", "This is one over the right c. Is z divided by c somewhere?",
              _answer(gate=lambda c, z: z * sigmoid(z / c), ends=(0.25, 2.0)),
              _answer(result=lambda c, e: (1 / c, e))),
        *made("gate-alone", "missing part", "The factor z is missing on one of the two sides: is the gate alone "
              "compared with f, or f without its z?", _answer(gate=lambda c, z: sigmoid(c * z)),
              _answer(of=lambda f: lambda z: f(z) / np.where(z == 0, 1, z), gate=lambda c, z: sigmoid(c * z))),
        *made("relative", "scale", "The errors seem to be divided by f or by z. A plain distance was asked for.",
              *(_divided(e) for e in (1e-12, 1e-9, 1e-6)),
              _answer(of=lambda f: lambda z: f(z) / np.where(z == 0, 1, np.abs(z)),
                      gate=lambda c, z: _gate(c, z) / np.where(z == 0, 1, np.abs(z))),
              _answer(z=_Z[_Z != 0], of=lambda f: lambda z: np.ones_like(z),
                      gate=lambda c, z: 1 + 0 * z * c)),
        *made("place-of-it", "another function", "The second number is the z at which the distance is largest. How "
              "large is it there?", _placed(np.argmax), _placed(lambda d: len(d) - 1 - np.argmax(d[::-1]))),
        *made("swapped", "argument order", "Two numbers, in another order: first c, then the error.",
              _answer(result=lambda c, e: (e, c))),
        *made("one-of-two", "shape", "One number came. Two were asked for: return c, error",
              _answer(result=lambda c, e: c), _answer(result=lambda c, e: e)),
        *made("factor-outside", "order of steps", "The c stands before the sigmoid, not inside it.",
              _answer(gate=lambda c, z: c * z * sigmoid(z))),
        *made("squared-error", "missing part", "The c is right, and the error is squared, halved or doubled. It is the "
              "plain distance of the two functions.", _answer(report=lambda d: np.max(d**2)),
              _answer(report=lambda d: 2 * _largest(d)), _answer(report=lambda d: _largest(d) / 2),
              _answer(report=np.ptp)),
    ),
    section="6.9",
)
