"""The explorers of lesson 07: logit against probit, and how long a recurrent chain remembers."""

import numpy as np
from matplotlib import style
from matplotlib.figure import Figure
from scipy.special import log_ndtr, ndtr

from course_utils.activations import log_sigmoid, sigmoid
from course_utils.explorers.stage import Control, Goal, Grab, explorer, number
from course_utils.plotting import BLACK, BLUE, GREY, STYLE, VERMILION, ink


@style.context(STYLE)
def probit_explorer():
    """Compare sigmoid(c x) with the normal curve: their difference, and both as powers of ten.

    >>> probit_explorer().controls["c"].value
    1.2
    """
    above, below = Figure(figsize=(7.2, 5.2)).subplots(2, 1, sharex=True)
    x = np.linspace(-8, 4, 481)
    above.set(ylabel="difference", xlim=(-8, 4), ylim=(-0.13, 0.13), xticks=range(-8, 5, 2))
    above.set_title(" ", gid="readout")
    above.axhline(0, color=GREY, linewidth=1.2)
    above.plot(x, x, color=VERMILION, gid="difference")
    above.text(-7.8, -0.11, "sigmoid(c x) − Φ(x)", color=ink(VERMILION))
    below.set(xlabel="x", ylabel="height, as a power of ten", ylim=(-16, 1), yticks=range(-15, 1, 5))
    below.plot(x, log_ndtr(x) / np.log(10), color=BLUE, linestyle="--")
    below.text(-6.2, -13.5, "Φ(x)", color=BLUE)
    below.plot(x, x, color=BLACK, gid="logit")
    below.text(-7.8, -0.8, "sigmoid(c x)", color=BLACK)

    def at(c):
        difference = sigmoid(c * x) - ndtr(x)
        ratio = np.exp(log_sigmoid(-3 * c) - log_ndtr(-3))
        return {
            "difference": (x, difference),
            "logit": (x, log_sigmoid(c * x) / np.log(10)),
            "score": np.abs(difference).max(),
            "readout": f"c = {c:g}: at most {np.abs(difference).max():.4f} apart; at −3 it is {ratio:.3g} times Φ",
        }

    c = Control("c", "factor c", np.linspace(1, 2.5, 61), start=1.2)
    description = "Explorer: the sigmoid of c x against the normal curve, in the middle and in the tail."
    goal = Goal("at most 0.01 between the curves", 0.01, 4)
    return explorer(above.figure, at, [c], description, [Grab("logit", ("c",))], "c", ["difference", "logit"], goal)


@style.context(STYLE)
def memory_explorer():
    """Run h -> tanh(w h) for 100 steps from 0.5: the states, and their slopes by the first one.

    >>> memory_explorer().controls["w"].value
    0.9
    """
    above, below = Figure(figsize=(7.2, 5.2)).subplots(2, 1, sharex=True)
    steps = np.arange(101)
    above.set(ylabel="state", xlim=(0, 100), ylim=(-0.05, 1.05))
    above.set_title(" ", gid="readout")
    above.plot(steps, steps, color=BLACK, gid="state")
    below.set(xlabel="step", ylabel="slope by the first state,\nas a power of ten")
    below.set(ylim=(-20, 2), yticks=range(-20, 1, 5))
    below.axhline(0, color=GREY, linewidth=1.2)
    below.plot(steps, steps, color=VERMILION, gid="slope")

    def at(w):
        state, power = _remember(w, len(steps) - 1)
        return {
            "state": (steps, state),
            "slope": (steps, np.where(power > -21, power, np.nan)),
            "readout": f"w = {w:g}: after 100 steps the state is {state[-1]:.3f}, "
            f"the slope {number(10.0 ** power[-1], '.0e')}",
        }

    w = Control("w", "weight w", np.linspace(0.5, 2, 61), start=0.9)
    description = "Explorer: a chain of tanh(w h) forgets how large its first state was for w below 1 and above 1."
    return explorer(above.figure, at, [w], description, [Grab("slope", ("w",))], "w", ["state", "slope"])


def _remember(w, steps, h=0.5):
    """Return the states and log10 of their slopes by the first, each (steps + 1,)."""
    states, powers = [h], [0.0]
    for _ in range(steps):
        states.append(np.tanh(w * states[-1]))
        powers.append(powers[-1] + np.log10(w * (1 - states[-1] ** 2)))
    return np.array(states), np.array(powers)
