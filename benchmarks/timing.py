"""How the benchmarks measure."""

import time


def best_times(ways, rounds):
    """Return the least seconds of each way (name to function); they take turns: a busy machine is fair to all."""
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(rounds):
        for name, way in ways.items():
            began = time.perf_counter()
            way()
            best[name] = min(best[name], time.perf_counter() - began)
    return best
