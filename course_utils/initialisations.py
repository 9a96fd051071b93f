"""How a network starts: its weights and biases drawn from a seed, or scaled layer by layer to the data."""

from dataclasses import replace

import numpy as np

from course_utils._validation import number
from course_utils.hidden_activations import activation
from course_utils.networks import Network, forward, layer_forward, shapes


def _uniform(rng, n_in, n_out):
    return rng.uniform(-1, 1, (n_in, n_out)) / np.sqrt(n_in), rng.uniform(-1, 1, n_out) / np.sqrt(n_in)


def _centred4(rng, n_in, n_out):
    W = rng.normal(0, 4 / np.sqrt(n_in), (n_in, n_out))
    return W, -0.5 * W.sum(axis=0)


def _orthogonal(rng, n_in, n_out):
    Q = np.linalg.qr(rng.normal(size=(max(n_in, n_out), min(n_in, n_out))))[0]
    return (Q if n_in >= n_out else Q.T), 0.0


def _normal(variance):
    return lambda rng, n_in, n_out: (rng.normal(0, np.sqrt(variance(n_in, n_out)), (n_in, n_out)), 0.0)


INITIALISATIONS = {
    "uniform": _uniform,  # U(-1 / sqrt(n_in), 1 / sqrt(n_in)), biases too: what PyTorch does unasked
    "xavier": _normal(lambda n_in, n_out: 2 / (n_in + n_out)),  # Glorot and Bengio (2010)
    "he": _normal(lambda n_in, n_out: 2 / n_in),  # He and others (2015)
    "centred4": _centred4,  # N(0, 16 / n_in), and biases that cancel a sigmoid's mean of 1/2
    "orthogonal": _orthogonal,  # Saxe, McClelland and Ganguli (2014); where lsuv starts
}


def network(sizes, init="xavier", activation="sigmoid", *, seed=0, residual=False, batch_norm=False, slope_scale=0,
            dtype=float):  # fmt: skip
    """Return a new Network of the given sizes.

    `init`: a name of INITIALISATIONS; a number s for weights from N(0, s^2); or a function of (rng, n_in, n_out) that
    returns weights and biases. Biases are 0 unless the initialisation says otherwise. `seed`: of its random numbers.
    `residual`: each hidden layer but the first adds its input to its output. `batch_norm`: see Ioffe and Szegedy
    (2015). `slope_scale`: n in f(n a z), whose slope a is trained too, from a = 1 / n (Jagtap and others, 2020).
    `dtype`: float64, float32, or float16 (to look at, not to train).

    >>> network([64, 32, 32, 10], "he", "relu", dtype="float32")
    64-32-32-10, relu, 3466 parameters (float32)
    """
    sizes = tuple(number("each of the sizes", size, whole=True) for size in sizes)
    slope_scale, dtype = number("slope_scale", slope_scale, zero=True), np.dtype(dtype)
    _check_design(sizes, activation, residual, dtype)
    groups = shapes(sizes, batch_norm, slope_scale).values()
    theta = np.zeros(sum(int(np.prod(shape)) for group in groups for shape in group), dtype)
    net = Network(sizes, activation, residual, batch_norm, slope_scale, theta)
    draw, rng = _initialisation(init), np.random.default_rng(seed)
    for W, b in zip(net.W, net.b):
        W[...], b[...] = draw(rng, *W.shape)
    for start in net.scale:
        start[...] = 1
    for start in net.slope:
        start[...] = 1 / slope_scale
    return net


def _check_design(sizes, name, residual, dtype):
    activation(name)
    if len(sizes) < 2:
        raise ValueError(f"sizes are {sizes}; expected at least two, of the input and of the output.")
    if residual and len(set(sizes[1:-1])) > 1:
        raise ValueError(f"the hidden sizes are {sizes[1:-1]}; residual connections need them equal.")
    if dtype.kind != "f" or dtype.itemsize > 8:
        raise ValueError(f"dtype is {dtype}; expected float64, float32 or float16.")


def _initialisation(init):
    if callable(init):
        return init
    if not isinstance(init, str):
        variance = number("init", init, zero=True) ** 2
        return _normal(lambda n_in, n_out: variance)
    if init not in INITIALISATIONS:
        raise ValueError(f"init is {init!r}; expected {', '.join(INITIALISATIONS)}, a number, or a function.")
    return INITIALISATIONS[init]


def lsuv(net, X):
    """Return the net with each layer in turn scaled and centred on X: h @ W + b has variance 1, each unit mean 0.

    Layer-sequential unit variance (Mishkin and Matas, 2016), which starts from orthogonal weights and scales them; the
    means are removed here as well, because a sigmoid's outputs have a common one. X: training data, (n, d), n > 1.

    >>> net = lsuv(network([2, 4, 4, 2], "orthogonal"), X=[[1, 2], [3, 5], [-1, 0]])
    >>> print(forward(net, [[1, 2], [3, 5], [-1, 0]])[1].z.mean(axis=0).round(6) + 0)
    [0. 0. 0. 0.]
    """
    net = replace(net, theta=net.theta.copy())
    h = forward(net, X)[0].h
    for l, (W, b) in enumerate(zip(net.W, net.b)):
        z = h @ W + b
        deviation = np.sqrt(z.var(axis=0).mean())
        if not deviation > 0:
            raise ValueError(f"layer {l} has the same output for every row of X; its variance cannot be scaled to 1.")
        W /= deviation
        b -= z.mean(axis=0)
        b /= deviation
        h = layer_forward(net, l, h).out
    return net
