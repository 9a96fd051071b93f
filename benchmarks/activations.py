"""Set our sigmoid and log-sigmoid beside SciPy's, the textbook formulas and np.exp: time and largest error.

Run: python benchmarks/activations.py. Times are ratios to SciPy within this run (smaller is faster), each the best
of many repeats; np.exp alone is the floor. Errors are in units in the last place (ULP), against mpmath.
"""

import timeit

import numpy as np
from mpmath import mp
from scipy.special import expit, log_expit

from course_utils.activations import log_sigmoid, sigmoid

TIMED = {
    "sigmoid": {
        "scipy expit": expit,
        "ours": sigmoid,
        "1 / (1 + exp(-x))": lambda x: 1 / (1 + np.exp(-x)),
        "t / (1 + t), t = exp(min(x, 40))": lambda x: (t := np.exp(np.minimum(x, 40))) / (1 + t),
        "np.exp (floor)": np.exp,
    },
    "log sigmoid": {
        "scipy log_expit": log_expit,
        "ours": log_sigmoid,
        "log(1 / (1 + exp(-x)))": lambda x: np.log(1 / (1 + np.exp(-x))),
        "np.exp (floor)": np.exp,
    },
}
TRUE = {"sigmoid": lambda x: 1 / (1 + mp.exp(-x)), "log sigmoid": lambda x: -mp.log1p(mp.exp(-x))}
SIZES = {1: 1000, 1000: 100, 1_000_000: 1}  # elements: calls in one repeat
_rng = np.random.default_rng(0)
_k = _rng.integers(3, 12, 4000)
REGIONS = {
    "[-746, -700]": _rng.uniform(-746, -700, 4000),
    "[-700, -40]": _rng.uniform(-700, -40, 4000),
    "[-40, 40]": _rng.uniform(-40, 40, 4000),
    "exp(x) ~ 2^-k": -np.log(2) * _k + _rng.uniform(-1, 3, 4000) * 2.0**-_k,  # where rounding errors peak
    "[40, 700]": _rng.uniform(40, 700, 4000),
}


def best_times(functions, x, calls, rounds=25):
    """Return the shortest time of each function on x, taking turns so that a busy machine hits all alike."""
    timers = [timeit.Timer(lambda f=f: f(x)) for f in functions]
    return np.min([[timer.timeit(calls) for timer in timers] for _ in range(rounds)], axis=0)


def print_times(name, functions):
    """Print one row for each function: its time as a multiple of SciPy's, for each size and dtype."""
    cases = [(n, dtype) for dtype in (np.float64, np.float32) for n in SIZES]
    ratios = []
    for n, dtype in cases:
        times = best_times(functions.values(), _rng.normal(0, 6, n).astype(dtype), SIZES[n])
        ratios.append(times / times[0])
    print(f"\n{name + ': time / SciPy':<34}" + "".join(f"{f'{d.__name__} {n:.0e}':>15}" for n, d in cases))
    for label, row in zip(functions, np.transpose(ratios), strict=True):
        print(f"{label:<34}" + "".join(f"{ratio:>15.2f}" for ratio in row))


def ulp_errors(functions, true, x):
    """Return each function's largest error on x in ULP."""
    with mp.workprec(160):
        exact = [true(mp.mpf(value)) for value in x.tolist()]
        ulp = np.spacing(np.abs([float(value) for value in exact])).tolist()
        return [
            max(float(abs(got - value) / u) for got, value, u in zip(f(x).tolist(), exact, ulp, strict=True))
            for f in functions
        ]


def print_errors(name, functions):
    """Print one row for each function but np.exp: its largest error in ULP in each region of x, in float64."""
    functions = {label: f for label, f in functions.items() if f is not np.exp}
    columns = [ulp_errors(functions.values(), TRUE[name], x) for x in REGIONS.values()]
    print(f"\n{name + ': largest error in ULP':<34}" + "".join(f"{region:>15}" for region in REGIONS))
    for label, row in zip(functions, np.transpose(columns), strict=True):
        print(f"{label:<34}" + "".join(f"{error:>15.3g}" for error in row))


if __name__ == "__main__":
    np.seterr(all="ignore")
    for name, functions in TIMED.items():
        print_times(name, functions)
    for name, functions in TIMED.items():
        print_errors(name, functions)
