"""Set one training step of ours beside PyTorch's and beside its matrix products alone: python benchmarks/networks.py.

A step is forward, loss, backward and SGD with momentum 0.9, on one batch of 64 inputs and 10 classes, sigmoid units,
float32, one thread, the same network and batch for all. The ways take turns, each keeps its best time; the table holds
ratios within this run. PyTorch's SGD is timed as it comes and in its two faster forms, foreach and fused. The products
alone are the floor: no sum, no activation, no loss, no update. First the ways are checked to have the same losses, so
that the same thing is timed. PyTorch is no dependency of the course: pip install torch, beside the course, brings it.
"""

import os

os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")

import sys
from dataclasses import replace

import numpy as np
from timing import best_times

from course_utils.initialisations import network
from course_utils.networks import backward, cross_entropy, forward
from course_utils.optimisers import sgd

try:
    import torch
except ModuleNotFoundError:
    sys.exit("This comparison needs PyTorch, which the course itself does not: pip install torch, then run it again.")

NETS = ((2, 32, 64, 600), (8, 64, 64, 400), (20, 64, 64, 200), (8, 256, 128, 60))  # layers, units, batch, rounds
LR = 0.02
COLUMNS = {
    "default": "PyTorch default",
    "foreach": "PyTorch foreach",
    "fused": "PyTorch fused",
    "products": "products alone",
}


def ours(net, X, y):
    """Return a function that takes one step of course_utils and tells the loss before it."""
    net = replace(net, theta=net.theta.copy())
    gradient = replace(net, theta=np.zeros_like(net.theta))
    step = sgd(net.theta, LR)

    def train():
        layers = forward(net, X)
        loss, delta = cross_entropy(layers[-1].out, y)
        step(backward(net, layers, delta, into=gradient).theta)
        return loss

    return train


def pytorch(net, X, y, **form):
    """Return a function that takes one step of PyTorch, from the same weights, and tells the loss before it."""
    layers = []
    for W, b in zip(net.W, net.b):
        linear = torch.nn.Linear(*W.shape)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(W.T.copy()))
            linear.bias.copy_(torch.from_numpy(b))
        layers += [linear, torch.nn.Sigmoid()]
    model = torch.nn.Sequential(*layers[:-1])
    optimiser = torch.optim.SGD(model.parameters(), lr=LR, momentum=0.9, **form)
    loss_of, X, y = torch.nn.CrossEntropyLoss(), torch.from_numpy(X), torch.from_numpy(y)

    def train():
        optimiser.zero_grad()
        loss = loss_of(model(X), y)
        loss.backward()
        optimiser.step()
        return loss.item()

    return train


def products(net, X, y):
    """Return a function that does the step's matrix products alone: one forward, two backward for each layer."""
    inputs = [layer.h for layer in forward(net, X)]
    deltas = [np.ones((len(X), W.shape[1]), W.dtype) for W in net.W]
    gradient = replace(net, theta=np.zeros_like(net.theta))

    def multiply():
        for l, (h, delta, W) in enumerate(zip(inputs, deltas, net.W)):
            h @ W
            np.matmul(h.T, delta, out=gradient.W[l])
            if l:
                delta @ W.T

    return multiply


def row(layers, units, batch, rounds):
    """Print the times of one network as ratios."""
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(batch, 64)).astype(np.float32), rng.integers(0, 10, batch)
    net = network([64, *[units] * layers, 10], dtype="float32")
    ways = {
        "ours": ours(net, X, y),
        "default": pytorch(net, X, y),
        "foreach": pytorch(net, X, y, foreach=True),
        "fused": pytorch(net, X, y, fused=True),
    }
    losses = np.array([[way() for way in ways.values()] for _ in range(5)])
    assert np.allclose(losses, losses[:, :1], rtol=1e-4), losses
    best = best_times(ways | {"products": products(net, X, y)}, rounds)
    ratios = [best["ours"] / best[name] for name in COLUMNS]
    print(f"{f'{layers} x {units}, batch {batch}':<22}" + "".join(f"{ratio:>18.2f}" for ratio in ratios))


if __name__ == "__main__":
    torch.set_num_threads(1)
    print(f"NumPy {np.__version__}, PyTorch {torch.__version__}; our step's time divided by that of:")
    print(f"{'':<22}" + "".join(f"{title:>18}" for title in COLUMNS.values()))
    for design in NETS:
        row(*design)
