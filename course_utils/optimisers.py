"""Optimisers: what a step of training does with the gradient.

Each takes the parameters theta, an array of any shape, and returns a function, its step: given the loss's slopes by
theta, an array of the same shape, it moves theta in place. What the step remembers from one call to the next it keeps
to itself.
"""

import numpy as np

from course_utils._validation import number


def sgd(theta, lr, momentum=0.9):
    """Return a function that, given the gradient, moves theta in place: v = momentum v + gradient; theta -= lr v.

    >>> theta = np.array([1.0])
    >>> step = sgd(theta, lr=0.1)
    >>> for _ in range(2): step(np.array([1.0]))
    >>> print(theta.round(2))
    [0.71]
    """
    velocity = np.zeros_like(theta)

    def step(gradient):
        np.multiply(velocity, momentum, out=velocity)
        np.add(velocity, gradient, out=velocity)
        np.subtract(theta, lr * velocity, out=theta)

    return step


def adam(theta, lr, beta1=0.9, beta2=0.999, epsilon=1e-8):
    """Return a function that, given the gradient, moves theta in place by Adam's rule (Kingma and Ba, 2015).

    >>> theta = np.array([1.0, 1.0])
    >>> adam(theta, lr=0.1)(np.array([1000.0, 0.001]))
    >>> print(theta.round(2))
    [0.9 0.9]
    """
    mean, square, steps = np.zeros_like(theta), np.zeros_like(theta), 0

    def step(gradient):
        nonlocal mean, square, steps
        steps += 1
        mean = beta1 * mean + (1 - beta1) * gradient
        square = beta2 * square + (1 - beta2) * gradient**2
        deviation = np.sqrt(square / (1 - beta2**steps)) + epsilon
        np.subtract(theta, lr / (1 - beta1**steps) * mean / deviation, out=theta)

    return step


def optimiser_for(theta, name, lr, momentum=0.9):
    """Return the step of the optimiser `name`, "sgd" (with its `momentum`) or "adam", for the parameters theta.

    Raises ValueError where there is no such optimiser, or where lr or momentum is not a number that fits.

    >>> theta = np.array([1.0])
    >>> optimiser_for(theta, "sgd", lr=0.5)(np.array([1.0]))
    >>> print(theta)
    [0.5]
    """
    lr, momentum = number("lr", lr), number("momentum", momentum, zero=True)
    optimisers = {"sgd": lambda: sgd(theta, lr, momentum), "adam": lambda: adam(theta, lr)}
    if name not in optimisers:
        raise ValueError(f"optimiser is {name!r}; expected one of {', '.join(optimisers)}.")
    return optimisers[name]()
