"""Right answers to the exercises of lesson 02, each written differently."""

import math

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from course_utils import activations
from course_utils.activations import sigmoid
from course_utils.differences import numerical_grad


def _slope_loop(x):
    def one(v):
        t = math.exp(-abs(v))
        return t / (1 + t) ** 2

    values = np.asarray(x, dtype=float)
    return np.array([one(v) for v in values.ravel()]).reshape(values.shape)


def _slope_masked(x):
    x = np.atleast_1d(np.asarray(x, dtype=float))
    s = np.where(x > 0, sigmoid(-x), sigmoid(x))
    return (s * (1 - s)).reshape(np.shape(x)) if x.size > 1 else float((s * (1 - s))[0])


def _slope_cosh(x):
    return 0.5 / (1 + np.cosh(np.minimum(np.abs(x), 709))) * (np.abs(x) <= 709)


def _second_by_parts(x):
    s = sigmoid(-np.abs(x))
    return -np.sign(x) * (s * (1 - s) ** 2 - s**2 * (1 - s))


def _euler_array(h, T):
    n = int(round(T / h))
    y = np.empty(n + 1)
    y[0] = 0.5
    for i in range(n):
        y[i + 1] = y[i] + h * y[i] * (1 - y[i])
    return y


def _euler_list(h, T):
    path, slope = [0.5], lambda y: y - y**2
    while len(path) < T / h + 0.5:
        path.append(path[-1] + slope(path[-1]) * h)
    return path


def _euler_time(h, T):
    t, y, path = 0.0, 0.5, [0.5]
    while t < T - h / 2:
        y += h * y * (1 - y)
        t += h
        path.append(y)
    return tuple(path)


def _euler_recursive(h, T):
    if T < h / 2:
        return np.array([0.5])
    before = _euler_recursive(h, T - h)
    return np.append(before, before[-1] * (1 + h * (1 - before[-1])))


def _euler_reduce(h, T):
    y = np.full(round(T / h) + 1, 0.5)
    for i in range(1, y.size):
        y[i] = (1 + h) * y[i - 1] - h * y[i - 1] ** 2
    return y


def _by_if(f, x, h, method):
    if method == "forward":
        return (f(x + h) - f(x)) / h
    elif method == "central":
        return (f(x + h) - f(x - h)) / (2 * h)
    elif method == "complex":
        return f(x + 1j * h).imag / h
    raise ValueError(method)


def _by_match(f, x, h, method):
    match method:
        case "forward":
            return (f(x + h) - f(x)) / h
        case "central":
            return f(x + h) / (2 * h) - f(x - h) / (2 * h)
        case _:
            return np.imag(f(np.asarray(x) + complex(0, h))) / h


def _by_table(f, x, h, method):
    steps = {"forward": (h, 0, h), "central": (h, -h, 2 * h)}
    if method in steps:
        right, left, run = steps[method]
        return (f(x + right) - f(x + left)) / run
    return np.imag(f(x + h * 1j)) / h


def _by_loop(f, x, h, method):
    values = np.asarray(x, dtype=float)
    return np.array([_by_if(f, v, h, method) for v in values.ravel()]).reshape(values.shape)


def _by_averaging(f, x, h, method):
    forward = (f(x + h) - f(x)) / h
    if method == "central":
        return (forward + (f(x) - f(x - h)) / h) / 2
    return forward if method == "forward" else (f(x + 1j * h) / h).imag


def _compose_while(k, x):
    while k > 0:
        x, k = sigmoid(x), k - 1
    return x


def _compose_recursive(k, x):
    return x if k == 0 else sigmoid(_compose_recursive(k - 1, x))


def _compose_outside(k, x):
    return _compose_outside(k - 1, sigmoid(x)) if k else x


def _compose_loop(k, x):
    y = np.array(x, dtype=float)
    for _ in range(k):
        y = 1 / (1 + np.exp(-y))
    return y


def _compose_each(k, x):
    def one(v):
        for _ in range(k):
            v = 1 / (1 + math.exp(-v))
        return v

    return np.vectorize(one, otypes=[float])(x)


def _draw_axes():
    x = np.arange(-6, 6, 0.01)
    s = 1 / (1 + np.exp(-x))
    fig, ax = plt.subplots(figsize=(9, 5))
    ax.spines["left"].set_position("center")
    ax.plot(x, s, color="#307EC7", linewidth=3, label="sigmoid")
    ax.plot(x, s * (1 - s), color="#9621E2", linewidth=3, label="derivative")
    ax.set_xlabel("x")
    ax.set_ylabel("y")
    ax.legend(loc="upper right", frameon=False)
    return ax


def _draw_figure():
    return _draw_axes().figure


def _draw_pair():
    ax = _draw_axes()
    ax.axvline(0, color="grey")
    return ax.figure, ax


def _draw_pyplot():
    x = np.linspace(-8, 8, 65)
    plt.figure()
    plt.plot(x, activations.sigmoid_grad(x), "--", label="Derivative")
    plt.plot(x, sigmoid(x), label="Sigmoid")
    plt.xlabel("input")
    plt.ylabel("output")
    plt.legend()
    return plt.gca()


def _draw_pyplot_figure():
    _draw_pyplot()
    return plt.gcf()


def _draw_twin_axes():
    x = np.linspace(-6, 6, 200)
    fig = Figure()
    left = fig.subplots()
    right = left.twinx()
    left.plot(x, sigmoid(x), label="sigmoid")
    right.plot(x, np.gradient(sigmoid(x), x), "r", label="derivative")
    left.set(xlabel="x", ylabel="sigmoid", title="The sigmoid and its slope")
    right.set_ylabel("slope")
    fig.legend()
    return fig


def _draw_from_right_to_left():
    x = np.linspace(6, -6, 300)
    fig, ax = plt.subplots()
    ax.plot(x, activations.sigmoid_grad(x), label="derivative")
    ax.plot(x, sigmoid(x), label="sigmoid")
    ax.axhline(0.25, color="grey", label="the peak")
    ax.set(xlabel="x", ylabel="height")
    fig.legend()
    ax.legend()
    plt.show()
    return ax


def _draw_named_by_the_legend():
    x = np.linspace(-6, 6, 50)
    ax = Figure().add_subplot()
    ax.plot(x, sigmoid(x), "k--", x, activations.sigmoid_grad(x), "b")
    ax.legend(["sigmoid", "derivative"])
    ax.set(xlabel="$x$", ylabel=r"$\sigma$")
    return ax.figure


def _draw_named_by_handles():
    x = [i / 10 for i in range(-60, 61)]
    _, ax = plt.subplots()
    (slope,) = ax.plot(x, [activations.sigmoid_grad(v) for v in x])
    (height,) = ax.plot(x, [1 / (1 + math.exp(-v)) for v in x])
    ax.legend([height, slope], ["sigmoid", "derivative"])
    ax.set(xlabel="x", ylabel="height")
    return ax


def _draw_one_above_the_other():
    x = np.linspace(-6, 6, 121)
    fig, (upper, lower) = plt.subplots(2, 1, sharex=True)
    upper.plot(x, sigmoid(x), label="sigmoid")
    lower.plot(x, activations.sigmoid_grad(x), label="derivative")
    upper.set_ylabel("sigmoid")
    lower.set(xlabel="x", ylabel="slope")
    fig.legend()
    return fig


def _draw_with_names_of_the_figure():
    ax = _draw_axes()
    ax.set(xlabel="", ylabel="")
    ax.figure.supxlabel("x")
    ax.figure.supylabel("height")
    return ax


RIGHT = {
    "sigmoid_grad_from_output": [
        lambda s: s * (1 - s),
        lambda s: s - s**2,
        lambda s: s - s * s,
        lambda output: np.multiply(output, np.subtract(1, output)),
        lambda s: (1 - s) * s,
        np.vectorize(lambda s: s * (1.0 - s), otypes=[float]),
    ],
    "euler_logistic": [_euler_array, _euler_list, _euler_time, _euler_recursive, _euler_reduce],
    "second_derivative": [
        lambda x: activations.sigmoid_grad(x) * -np.tanh(np.asarray(x) / 2),
        lambda x: activations.sigmoid_grad(x) * (1 - 2 * sigmoid(x)),
        lambda x: activations.sigmoid_grad(x) * (sigmoid(np.negative(x)) - sigmoid(x)),
        _second_by_parts,
        lambda x: activations.sigmoid_second_derivative(x),
        lambda x: _slope_loop(x) * (1 - 2 * sigmoid(x)),
    ],
    "affine_slope": [
        lambda w, b, x: w * activations.sigmoid_grad(w * x + b),
        lambda w, b, x: activations.sigmoid_grad(b + np.multiply(w, x)) * w,
        lambda w, b, x: w * sigmoid(w * x + b) * (1 - sigmoid(w * x + b)),
        lambda w, b, x: w * sigmoid(w * x + b) * sigmoid(-w * x - b),
        lambda w, b, x: w * _slope_loop(w * np.asarray(x) + b),
        lambda weight, bias, x: weight * _slope_cosh(weight * x + bias),
    ],
    "numerical_grad": [_by_if, _by_match, _by_table, _by_loop, _by_averaging, numerical_grad],
    "sigmoid_grad": [
        lambda x: sigmoid(-np.abs(x)) * (1 - sigmoid(-np.abs(x))),
        lambda x: sigmoid(x) * sigmoid(np.negative(x)),
        lambda x: np.exp(-np.abs(x)) / (1 + np.exp(-np.abs(x))) ** 2,
        lambda x: activations.sigmoid(-np.abs(x)) * activations.sigmoid(np.abs(x)),
        _slope_loop,
        _slope_masked,
        _slope_cosh,
        lambda x: np.exp(activations.log_sigmoid(x) + activations.log_sigmoid(np.negative(x))),
    ],
    "compose": [_compose_while, _compose_recursive, _compose_outside, _compose_loop, _compose_each],
    "draw": [_draw_axes, _draw_figure, _draw_pair, _draw_pyplot, _draw_pyplot_figure, _draw_twin_axes,
             _draw_from_right_to_left, _draw_named_by_the_legend, _draw_named_by_handles, _draw_one_above_the_other,
             _draw_with_names_of_the_figure],
}
