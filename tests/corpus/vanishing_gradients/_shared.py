"""What right answers of this lesson share."""

import numpy as np

from course_utils import networks
from course_utils.activations import sigmoid


def forward_loop(Ws, bs, X):
    layers, h = [], X
    for W, b in zip(Ws[:-1], bs[:-1]):
        h = sigmoid(h @ W + b)
        layers.append(h)
    return [*layers, h @ Ws[-1] + bs[-1]]


def package_net(Ws, bs):
    theta = np.concatenate([array.ravel() for array in (*Ws, *bs)])
    return networks.Network((len(Ws[0]), *map(len, bs)), "sigmoid", False, False, 0, theta)


