"""What right answers of this lesson share."""

import math

import numpy as np

from course_utils.activations import sigmoid


def bce_loop(z, y):
    def one(z, y):
        right = z if y == 1 else -z
        return math.log1p(math.exp(-right)) if right >= 0 else -right + math.log1p(math.exp(right))

    return np.vectorize(one, otypes=[float])(z, y)


def loss_grad_loop(w, X, y):
    loss, gradient = 0.0, [0.0] * len(w)
    for row, label in zip(X, y):
        z = sum(a * b for a, b in zip(row, w))
        loss += float(bce_loop(z, label)) / len(y)
        for j, x in enumerate(row):
            gradient[j] += (float(sigmoid(z)) - label) * x / len(y)
    return loss, np.array(gradient)


