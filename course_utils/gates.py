"""Gates: a sigmoid that decides how much of a signal passes, and what its bias does to memory and to depth.

A cell keeps the share sigmoid(b) of its content at each step; b is the gate's *bias*. A highway layer hands on the
share 1 - g of its input and replaces the share g. A gated layer multiplies one half of its units by an S of the other.
Arguments that do not fit raise TypeError or ValueError in one sentence.
"""

import numpy as np

from course_utils._validation import number, numbers
from course_utils.activations import log_sigmoid, sigmoid, softplus
from course_utils.optimisers import adam

INPUTS, ROWS, OUTPUTS = 16, 1024, 4  # of the task that `measure` trains on
TARGETS = {  # name: the four outputs of a row of inputs
    "products": lambda X: X[:, 0:8:2] * X[:, 1:8:2],
    "absolute values": lambda X: np.abs(X[:, :4]),
}
LAYERS = {"relu": 64, "GLU": 35, "SwiGLU": 35}  # name: hidden units, so that all have 1260 to 1280 weights


def half_life(b):
    """Return after how many steps half of a cell's content is left, ln 2 / softplus(-b), shape of b.

    >>> print(half_life([0, 1, 3, 5]).round(2).tolist())
    [1.0, 2.21, 14.27, 103.22]
    """
    (b,) = numbers(b=b)
    return np.log(2) / softplus(-b)


def bias_for_half_life(steps):
    """Return the bias at which half of a cell's content is left after ``steps`` steps: the inverse of half_life.

    >>> print(bias_for_half_life([1, 100]).round(4).tolist())
    [0.0, 4.9682]
    """
    (steps,) = numbers(steps=steps)
    if np.any(steps <= 0):
        raise ValueError(f"steps holds {steps[steps <= 0].flat[0]:g}; expected positive numbers.")
    kept = np.exp2(-1 / steps)
    return np.log(kept / -np.expm1(-np.log(2) / steps))


def recall_path(b, T, v=1.0, lr=0.05, steps=3000):
    """Train a cell to recall a sign T steps later; return its bias and its loss at the start and after each step.

    At step 1 the cell takes in +1 or -1, afterwards nothing: sigmoid(b)^(T - 1) of it is left at step T, and the
    answer is sigmoid(v times what is left). Adam at rate ``lr`` trains b and v; the loss is the log-loss. ``b`` and
    ``v`` are where they start, numbers or arrays of one shape; returns two arrays, (steps + 1, *shape).

    >>> bias, loss = recall_path(b=3.0, T=20, steps=100)
    >>> print(loss[[0, -1]].round(2).tolist())
    [0.51, 0.02]
    """
    T, steps = number("T", T, whole=True), number("steps", steps, whole=True)
    theta = np.array(np.broadcast_arrays(*numbers(b=b, v=v)))
    step, path, losses = adam(theta, number("lr", lr)), [], []
    for _ in range(steps + 1):
        b_now, v_now = theta
        left = np.exp((T - 1) * log_sigmoid(b_now))
        m = v_now * left  # the logit of the right sign, whichever sign it is
        path.append(b_now.copy())
        losses.append(softplus(-m))
        by_m = -sigmoid(-m)
        step(np.array([by_m * m * (T - 1) * sigmoid(-b_now), by_m * left]))
    return np.array(path), np.array(losses)


def highway_jacobian_size(b, layers=30, width=64, seed=0):
    """Return the size of d output / d input of a new highway net, its root-mean-square singular value, a float.

    A layer is g tanh(x W) + (1 - g) x with g = sigmoid(x U + b) (Srivastava, Greff and Schmidhuber, 2015). W and U
    are drawn from N(0, 1 / width). 1 would mean that a small change of the input arrives as large as it was.

    >>> 0 < highway_jacobian_size(b=-2.0, layers=3, width=8) < 1
    True
    """
    (b,) = numbers(b=b)
    layers, width = number("layers", layers, whole=True), number("width", width, whole=True)
    rng = np.random.default_rng(seed)
    x, jacobian = rng.normal(size=width), np.eye(width)
    for _ in range(layers):
        W, U = rng.normal(size=(2, width, width)) / np.sqrt(width)
        h, g = np.tanh(x @ W), sigmoid(x @ U + b)
        local = g * (1 - h**2) * W + (h - x) * g * (1 - g) * U + np.diag(1 - g)
        jacobian, x = jacobian @ local, g * h + (1 - g) * x
    return float(np.linalg.norm(jacobian) / np.sqrt(width))


def measure(layer, target, biases, lr, seed, steps=1000):
    """Train one hidden layer of LAYERS on one of TARGETS; return its mean squared error over the target's variance.

    1024 rows of 16 inputs from N(0, 1), Adam at rate ``lr``, all rows at each step; judged by 1024 new rows. nan if
    training diverged. ``biases``: whether the hidden units have biases. A GLU unit is sigmoid(z) u, a SwiGLU unit
    z sigmoid(z) u, with two weighted sums z and u of the inputs (Dauphin and others, 2017; Shazeer, 2020).

    >>> 0 < measure("GLU", "products", biases=False, lr=0.01, seed=0, steps=20) < 2
    True
    """
    for name, value, known in (("layer", layer, LAYERS), ("target", target, TARGETS)):
        if value not in known:
            raise ValueError(f"{name} is {value!r}; expected one of {', '.join(known)}.")
    steps, rng = number("steps", steps, whole=True), np.random.default_rng(seed)
    sums = LAYERS[layer] * (1 if layer == "relu" else 2)
    X, X_test = rng.normal(size=(2, ROWS, INPUTS))
    y, y_test = TARGETS[target](X), TARGETS[target](X_test)
    mean, deviation = y.mean(axis=0), y.std(axis=0)
    sizes = [INPUTS * sums, sums, LAYERS[layer] * OUTPUTS, OUTPUTS]
    theta = np.concatenate([rng.normal(size=n) * s for n, s in zip(sizes, (0.25, 0, LAYERS[layer] ** -0.5, 0))])
    W, c, V, d = np.split(theta, np.cumsum(sizes)[:-1])
    W, V, step = W.reshape(INPUTS, sums), V.reshape(-1, OUTPUTS), adam(theta, number("lr", lr))
    for _ in range(steps):
        h, back = _units(layer, X @ W + c)
        error = (h @ V + d - (y - mean) / deviation) / len(X)
        slope = back(error @ V.T)
        by_hidden = (X.T @ slope).ravel(), slope.sum(axis=0) * biases
        step(np.concatenate([*by_hidden, (h.T @ error).ravel(), error.sum(axis=0)]))
    error = _units(layer, X_test @ W + c)[0] @ V + d - (y_test - mean) / deviation
    return float(np.mean(error**2))


def _units(layer, sums):
    """Return what the hidden units give, and the function from the slopes by it to the slopes by their sums."""
    if layer == "relu":
        return np.maximum(sums, 0), lambda slope: slope * (sums > 0)
    z, u = np.split(sums, 2, axis=1)
    g = sigmoid(z)
    f, df = (g, g * (1 - g)) if layer == "GLU" else (z * g, g + z * g * (1 - g))
    return f * u, lambda slope: np.concatenate([slope * u * df, slope * f], axis=1)
