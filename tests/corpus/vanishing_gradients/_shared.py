"""What right answers of this lesson share."""

from course_utils.activations import sigmoid


def forward_loop(Ws, bs, X):
    layers, h = [], X
    for W, b in zip(Ws[:-1], bs[:-1]):
        h = sigmoid(h @ W + b)
        layers.append(h)
    return [*layers, h @ Ws[-1] + bs[-1]]
