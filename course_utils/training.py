"""Train a network, and keep a record of how it went, layer by layer if you ask.

A run depends on its arguments alone: the same network, data, settings and seed give the same numbers.
"""

import os
from dataclasses import dataclass, field, replace

import numpy as np
from threadpoolctl import threadpool_limits

from course_utils._validation import check, number
from course_utils.hidden_activations import activation
from course_utils.networks import Network, backward, cross_entropy, evaluate, forward
from course_utils.optimisers import optimiser_for


@dataclass(frozen=True, eq=False, repr=False)
class Run:
    """What training found: row k of each array is what held after k epochs, row 0 the start; printed, a summary."""

    net: Network  # after the last whole epoch
    loss: np.ndarray  # (epochs + 1,): cross-entropy on all training rows, nats
    accuracy: np.ndarray  # (epochs + 1,): share of training rows that are classified right
    test_loss: np.ndarray | None = None  # likewise on the test rows, if there are any
    test_accuracy: np.ndarray | None = None
    layers: dict = field(default_factory=dict)  # of layer_statistics: each (epochs + 1, hidden layers)
    interrupted: bool = False

    epochs = property(lambda self: len(self.loss) - 1, doc="The number of whole epochs.")

    def __repr__(self):
        test = "" if self.test_accuracy is None else f", test accuracy {self.test_accuracy[-1]:.3f}"
        after = f"{'interrupted' * self.interrupted or 'finished'} after {self.epochs} epochs"
        return f"{self.net}\n{after}: loss {self.loss[-1]:.4f}, accuracy {self.accuracy[-1]:.3f}{test}"


def train(net, X, y, *, epochs, lr, batch=64, momentum=0.9, optimiser="sgd", test=None, seed=0, statistics=False,
          progress=False):  # fmt: skip
    """Train a copy of the net on X (n, d) with labels y (n,), and return the Run.

    `epochs`: passes through the rows, each in a new order drawn from `seed`, in batches of `batch`; the rows left over
    sit that epoch out. `optimiser`: "sgd", with its `momentum`, or "adam", without. `test`: a pair (X, y) to judge by.
    `statistics`: keep layer_statistics too. `progress`: show a bar with the time left. An interrupt (the kernel's stop
    button, Ctrl-C) ends the run: its whole epochs are kept, and it is marked. A loss that is no longer finite raises
    FloatingPointError, which names the lr. The net comes back with_moments of X, if it has batch norm.

    >>> from course_utils.initialisations import network
    >>> print(train(network([1, 4, 2]), X=[[-1], [1]], y=[0, 1], epochs=100, lr=0.5).accuracy[-1])
    1.0
    """
    epochs, batch = number("epochs", epochs, whole=True), number("batch", batch, whole=True)
    (X, y), test = _rows(net, X, y), _test_rows(net, test)
    net = replace(net, theta=net.theta.copy(), moments=())
    gradient = replace(net, theta=np.zeros_like(net.theta))
    step, rng = optimiser_for(net.theta, optimiser, lr, momentum), np.random.default_rng(seed)
    kept, interrupted = ([_judge(net, X, y, test, statistics)], net.theta.copy()), False
    try:
        # One thread: at these sizes two are slower. No overflow warnings: a loss that diverges is reported below.
        with threadpool_limits(1), np.errstate(over="ignore", invalid="ignore"):
            for epoch in _counted(epochs, progress):
                _one_epoch(net, X, y, min(batch, len(y)), rng.permutation(len(y)), step, gradient)
                row = _judge(net, X, y, test, statistics)
                if not np.isfinite(row["loss"]):
                    raise FloatingPointError(f"lr = {lr:g} diverges: loss {row['loss']} in epoch {epoch}; try less.")
                kept = [*kept[0], row], net.theta.copy()  # at once, so that an interrupt finds the two together
    except KeyboardInterrupt:
        interrupted = True
    return _run(replace(net, theta=kept[1]), kept[0], X, interrupted)


def _counted(epochs, progress):
    """Return the numbers of the epochs; with `progress`, tqdm's bar counts along, in a notebook or a terminal."""
    if not progress or os.environ.get("TQDM_DISABLE"):  # tqdm itself heeds this in a terminal alone
        return range(1, epochs + 1)
    from tqdm.auto import tqdm  # here, so that only those who want a bar load it

    return tqdm(range(1, epochs + 1), unit="epoch", leave=False, disable=False)  # asked above, not when tqdm was loaded


def _rows(net, X, y):
    """Return X in the net's precision and y as it is, or raise; forward and cross_entropy say what does not fit."""
    (X,) = check(X=X)
    X, y = X.astype(net.theta.dtype), np.asarray(y)
    cross_entropy(forward(net, X)[-1].out, y)
    return X, y


def _test_rows(net, test):
    if test is not None and not (isinstance(test, tuple | list) and len(test) == 2):
        raise TypeError(f"test is of type {type(test).__name__}; expected a pair (X, y), or None.")
    return test and _rows(net, *test)


def _one_epoch(net, X, y, batch, order, step, gradient):
    X, y = X[order], y[order]
    for start in range(0, len(y) - batch + 1, batch):
        layers = forward(net, X[start : start + batch])
        _, delta = cross_entropy(layers[-1].out, y[start : start + batch])
        step(backward(net, layers, delta, into=gradient).theta)


def _judge(net, X, y, test, statistics):
    """Return one row of the record, a dict."""
    row = dict(zip(("loss", "accuracy"), evaluate(net, X, y)))
    if test:
        row |= zip(("test_loss", "test_accuracy"), evaluate(with_moments(net, X), *test))
    return row | (layer_statistics(net, X, y) if statistics else {})


def _run(net, rows, X, interrupted):
    columns = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    scores = {name: columns.pop(name) for name in list(columns) if name.endswith(("loss", "accuracy"))}
    return Run(with_moments(net, X), **scores, layers=columns, interrupted=interrupted)


def with_moments(net, X):
    """Return the net with the moments that batch norm shall use from now on, those of X; other nets as they are."""
    if not net.batch_norm:
        return net
    return replace(net, moments=tuple(layer.norm[2] for layer in forward(replace(net, moments=()), X)[:-1]))


def layer_statistics(net, X, y):
    """Return what the hidden layers do on X with labels y, a dict of arrays (hidden layers,), all float64.

    "gradient_rms": root mean square of the loss's slopes by the layer's weights W, in float64, because squares below
    1e-45 vanish from float32. "mean": of the activations. "spread": how much they differ from row to row, the root of
    the mean over units of their variance. "saturated": the share of them where the slope of f is below .01 in size.
    "dead": the share of units where it is 0 for every row of X.

    >>> from course_utils.initialisations import network
    >>> net = network([1, 2, 1], init=lambda rng, n_in, n_out: (1.0, [-5.0, 0.0][:n_out]), activation="relu")
    >>> print(layer_statistics(net, [[1.0], [3.0]], [0, 1])["dead"])
    [0.5]
    """
    *layers, last = forward(net, X)
    gradient = backward(net, [*layers, last], cross_entropy(last.out, y)[1])
    slopes = [np.abs(activation(net.activation)[1](layer.u)) for layer in layers]
    columns = {
        "gradient_rms": [np.sqrt(np.mean(np.square(W, dtype=float))) for W in gradient.W[:-1]],
        "mean": [layer.a.mean(dtype=float) for layer in layers],
        "spread": [np.sqrt(layer.a.var(axis=0, dtype=float).mean()) for layer in layers],
        "saturated": [np.mean(slope < 0.01) for slope in slopes],
        "dead": [np.mean(np.all(slope == 0, axis=0)) for slope in slopes],
    }
    return {name: np.array(column, float) for name, column in columns.items()}
