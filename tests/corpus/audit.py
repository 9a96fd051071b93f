"""Right answers to the exercises of lesson 07, each written differently."""

import math

import matplotlib.pyplot as plt
import numpy as np
from scipy.special import expit
from sklearn.metrics import accuracy_score, log_loss

from corpus.derivative import RIGHT as RIGHT_FIGURES
from course_utils import logistic
from course_utils.activations import log_sigmoid, logit, sigmoid, sigmoid_grad, softplus, tanh_grad
from course_utils.differences import numerical_grad
from course_utils.logistic import bce_with_logits


def _each(one):
    """Return a function of an array that calls `one` for each number, with Python's own floats."""
    return np.vectorize(one, otypes=[float])


def _sigma(x):
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


def _slope(x):
    return _sigma(x) * _sigma(-x)


# --- S2 ---------------------------------------------------------------------------------------------------


def _ends_by_loop(x):
    zeros = ones = 0
    for s in sigmoid(x).ravel():
        if s == 0.0:
            zeros += 1
        elif s == 1.0:
            ones += 1
    return zeros, ones


def _ends_by_list(x):
    outputs = sigmoid(x).ravel().tolist()
    return [outputs.count(0.0), outputs.count(1.0)]


# --- S4 and C3 --------------------------------------------------------------------------------------------


def _score_rows(z, y):
    right, loss = 0, 0.0
    for z_i, y_i in zip(z.tolist(), y.tolist()):
        right += (z_i > 0) == bool(y_i)
        wrong_by = -z_i if y_i else z_i
        loss += max(wrong_by, 0) + math.log1p(math.exp(-abs(wrong_by)))
    return right / len(z), loss / len(z)


def _score_by_sklearn(z, y):
    both = np.column_stack([log_sigmoid(-z), log_sigmoid(z)])
    return accuracy_score(y, sigmoid(z) > 0.5), -both[np.arange(len(y)), y].mean()


def _score_by_cases(z, y):
    loss = np.where(y == 1, softplus(-z), softplus(z))
    return 1 - np.mean(np.abs((z > 0) - y)), np.average(loss)


def _score_by_sign(z, y):
    margin = (2 * y - 1) * z
    return (margin > 0).sum() / margin.size, np.logaddexp(0, -margin).sum() / margin.size


SCORES = [
    lambda z, y: (np.mean((z > 0) == y), bce_with_logits(z, y).mean()),
    lambda z, y: [np.mean((sigmoid(z) > 0.5) == (y == 1)), np.mean(softplus(z) - y * z)],
    lambda z, y: np.array([np.mean(np.round(sigmoid(z)) == y), np.mean(bce_with_logits(z, y))]),
    _score_rows,
    _score_by_sklearn,
    _score_by_cases,
    _score_by_sign,
]


def _of_kz(score):
    return lambda z, y, k: score(k * z, y)


# --- S5 ---------------------------------------------------------------------------------------------------


def _trip_by_loop(x):
    errors = np.empty(x.shape)
    for i, x_i in np.ndenumerate(x):
        s = _sigma(x_i)
        errors[i] = abs(math.log(s / (1 - s)) - x_i) if 0 < s < 1 else math.inf
    return errors


def _trip_by_where(x):
    s = sigmoid(x)
    lost = (s == 0) | (s == 1)
    return np.where(lost, np.inf, abs(logit(np.where(lost, 0.5, s)) - x))


def _trip_by_books(x):
    s = 1 / (1 + np.exp(-x))
    return np.abs(np.log(s) - np.log(1 - s) - x)


# --- S6 ---------------------------------------------------------------------------------------------------

_POINTS = [((0, 0), 0), ((0, 1), 1), ((1, 0), 1), ((1, 1), 0)]


def _xor_by_loop(w, steps):
    b0, b1, b2 = w
    for _ in range(steps):
        errors = [(_sigma(b0 + b1 * u + b2 * v) - y, u, v) for (u, v), y in _POINTS]
        b0 -= sum(e for e, u, v in errors) / 4
        b1 -= sum(e * u for e, u, v in errors) / 4
        b2 -= sum(e * v for e, u, v in errors) / 4
    return sum(float(bce_with_logits(b0 + b1 * u + b2 * v, y)) for (u, v), y in _POINTS) / 4


def _xor_by_package(w, steps):
    X, y = logistic.add_intercept(np.array([point for point, _ in _POINTS], float)), np.array([0, 1, 1, 0])
    for _ in range(steps):
        w = w - logistic.logistic_loss_grad(w, X, y)[1]
    return logistic.logistic_loss_grad(w, X, y)[0]


def _xor_recursive(w, steps):
    z = np.array([w[0], w[0] + w[2], w[0] + w[1], w[0] + w[1] + w[2]])
    if steps == 0:
        return np.mean(np.logaddexp(0, z) - [0, 1, 1, 0] * z)
    e = (sigmoid(z) - [0, 1, 1, 0]) / 4
    return _xor_recursive([w[0] - e.sum(), w[1] - e[2] - e[3], w[2] - e[1] - e[3]], steps - 1)


def _xor_separate_bias(w, steps):
    X, y = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0], [1], [1], [0]])
    b, v = w[0], w[1:].reshape(2, 1).copy()
    for _ in range(steps):
        error = sigmoid(X @ v + b) - y
        b, v = b - error.mean(), v - X.T @ error / 4
    p = sigmoid(X @ v + b)
    return log_loss(y.ravel(), p.ravel())


def _xor_plus_minus(w, steps):
    """Turn the rows with y = 1 round, so that every logit is better the smaller it is."""
    A = np.array([[1, 0, 0], [-1, 0, -1], [-1, -1, 0], [1, 1, 1]])
    for _ in range(steps):
        w = w - np.mean(A * sigmoid(A @ w)[:, None], axis=0)
    return softplus(A @ w).mean()


# --- S7 ---------------------------------------------------------------------------------------------------


def _slopes_by_loop(z, y):
    def log_loss_slope(z, y):
        return -_sigma(-z) if y else _sigma(z)

    first = np.vectorize(log_loss_slope, otypes=[float])(z, y)
    second = np.vectorize(lambda z, y: log_loss_slope(z, y) * _slope(z), otypes=[float])(z, y)
    return first, second


def _slopes_by_sign(z, y):
    sign = 1 - 2 * y
    error = sign * sigmoid(sign * z)
    return error, error * sigmoid_grad(z)


def _slopes_by_mask(z, y):
    error = sigmoid(z)
    error[y == 1] = -sigmoid(-z[y == 1])
    return [error, error * sigmoid(z) * sigmoid(-z)]


# --- S8 ---------------------------------------------------------------------------------------------------


def _chain_by_loop(w, b, x, depth):
    slope, flat = 1.0, 0
    for _ in range(depth):
        z = w * x + b
        x = _sigma(z)
        slope *= w * x * (1 - x)
        flat += x * (1 - x) < 0.01
    return slope, flat / depth


def _chain_recursive(w, b, x, depth):
    def walk(h, left):
        z = w * h + b
        here = [sigmoid_grad(z)]
        return here + walk(sigmoid(z), left - 1) if left > 1 else here

    slopes = np.array(walk(x, depth))
    return np.prod(w * slopes), np.mean(slopes < 0.01)


def _chain_backwards(w, b, x, depth):
    z = []
    for _ in range(depth):
        z.append(w * x + b)
        x = sigmoid(z[-1])
    slope = 1.0
    for z_l in z[::-1]:
        slope = slope * sigmoid_grad(z_l) * w
    return np.array([slope, len([z_l for z_l in z if sigmoid_grad(z_l) < 0.01]) / depth])


def _chain_by_logarithms(w, b, x, depth):
    slopes = np.empty(depth)
    for l in range(depth):
        slopes[l], x = sigmoid_grad(w * x + b), sigmoid(w * x + b)
    return np.sign(w) ** depth * np.exp(np.sum(np.log(np.abs(w) * slopes))), np.count_nonzero(slopes < 0.01) / depth


def _chain_complex_step(w, b, x, depth):
    h, flat = complex(x, 1e-200), []
    for _ in range(depth):
        z = w * h + b
        flat.append(sigmoid_grad(z.real) < 1e-2)
        h = 1 / (1 + np.exp(-z))
    return h.imag / 1e-200, np.mean(flat)


# --- S9 ---------------------------------------------------------------------------------------------------


def _signs_by_loop(H, delta):
    agree = 0
    for unit in delta.T:
        gradients = sum(h * d for h, d in zip(H, unit))
        agree += all(g > 0 for g in gradients) or all(g < 0 for g in gradients)
    return agree / delta.shape[1]


def _signs_by_sum(H, delta):
    signs = np.sign(delta.T @ H).sum(axis=1)
    return np.mean(np.abs(signs) == H.shape[1])


def _signs_by_einsum(H, delta):
    gradients = np.einsum("ni,nu->ui", H, delta)
    return np.mean([len(set(row)) == 1 for row in (gradients > 0).tolist()])


# --- S10 --------------------------------------------------------------------------------------------------


def _factor_by_loop(W):
    squares = [w * w for row in W.tolist() for w in row]
    return math.sqrt(len(W) * sum(squares) / len(squares) / 2)


# --- S12 --------------------------------------------------------------------------------------------------


def _batch_by_loop(z):
    mean = sum(z) / len(z)
    sd = math.sqrt(sum((z_i - mean) ** 2 for z_i in z) / len(z))
    return sum(map(_slope, z)) / len(z), sum(_slope((z_i - mean) / sd) / sd for z_i in z) / len(z)


def _batch_by_variance(z):
    root = np.var(z) ** 0.5
    n = (z - z.mean()) / root
    return [np.average(sigmoid(z) * sigmoid(-z)), np.average(sigmoid_grad(n)) / root]


def _batch_by_complex_step(z):
    def mean_slope(mu, sd):
        return np.mean(numerical_grad(lambda t: 1 / (1 + np.exp(-(t - mu) / sd)), z, 1e-20, "complex"))

    return mean_slope(0, 1), mean_slope(z.mean(), z.std())


# --- C1 ---------------------------------------------------------------------------------------------------


def _draw_repaired():
    x = np.linspace(-6, 6)
    s = 1 / (1 + np.exp(-x))
    fig, ax = plt.subplots()
    ax.plot(x, s, label="sigmoid")
    ax.plot(x, s * (1 - s), label="derivative")
    ax.set_xlabel("x")
    ax.set_ylabel("output")
    ax.legend()
    return fig, ax


def _draw_on_the_current_axes():
    x = np.linspace(-6, 6, 400)
    plt.plot(x, sigmoid(x), label="sigmoid")
    plt.plot(x, sigmoid_grad(x), label="derivative")
    plt.xlabel("x")
    plt.ylabel("output")
    plt.legend()
    return plt.gca()


# --- C2 ---------------------------------------------------------------------------------------------------


def _train_columns(X, y, lr, steps):
    w = np.zeros((X.shape[1], 1))
    for _ in range(steps):
        w -= lr * X.T @ (sigmoid(X @ w) - y) / len(X)
    return w.ravel()


def _train_flat(X, y, lr, steps):
    w, y = np.zeros(X.shape[1]), y.flatten()
    for _ in range(steps):
        w = w + lr * np.mean((y - sigmoid(X @ w))[:, None] * X, axis=0)
    return w


def _train_broadcast(X, y, lr, steps):
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        w -= lr * np.mean((sigmoid(X @ w)[:, None] - y) * X, axis=0)
    return w


def _train_rows(X, y, lr, steps):
    w = [0.0] * X.shape[1]
    for _ in range(steps):
        errors = [_sigma(sum(a * b for a, b in zip(row, w))) - label for row, [label] in zip(X.tolist(), y.tolist())]
        w = [w_j - lr * sum(e * x for e, x in zip(errors, X[:, j])) / len(X) for j, w_j in enumerate(w)]
    return np.array(w)


def _train_einsum(X, y, lr, steps):
    w = np.full(X.shape[1], 0.0)
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.einsum("nd,d->n", X, w)))
        w = w - lr / y.size * np.einsum("n,nd->d", p - y[:, 0], X)
    return w


def _train_recursive(X, y, lr, steps):
    if steps == 0:
        return np.zeros(X.shape[1])
    w = _train_recursive(X, y, lr, steps - 1)
    return w - lr * logistic.logistic_loss_grad(w, X, y[:, 0])[1]


RIGHT = {
    "rescale": [
        lambda values, low, high: (values - low) / (high - low),
        lambda values, low, high: values / (high - low) - low / (high - low),
        lambda values, low, high: 0.5 + (values - (low + high) / 2) / (high - low),
        lambda values, low, high: 1 - (high - values) / (high - low),
        lambda values, low, high: np.interp(values, [low, high], [0, 1]),
        lambda values, low, high: np.polyval(np.linalg.solve([[low, 1], [high, 1]], [0, 1]), values),
        lambda v, a, b: _each(lambda one: (one - a) / (b - a))(v),
    ],
    "at_the_ends": [
        lambda x: (np.sum(sigmoid(x) == 0), np.sum(sigmoid(x) == 1)),
        lambda x: (np.count_nonzero(sigmoid(x) <= 0), np.count_nonzero(sigmoid(x) >= 1)),
        lambda x: np.array([(sigmoid(x) == 0.0).sum(), (sigmoid(x) == 1.0).sum()]),
        lambda x: (x.size - np.count_nonzero(sigmoid(x)), np.size(x[sigmoid(x) == 1])),
        _ends_by_loop,
        _ends_by_list,
    ],
    "output_and_slope": [
        lambda z: (sigmoid(z), sigmoid_grad(z)),
        lambda z: (sigmoid(z), sigmoid(z) * (1 - sigmoid(z))),
        lambda z: (1 / (1 + np.exp(-z)), np.exp(-z) / (1 + np.exp(-z)) ** 2),
        lambda z: [expit(z), expit(z) * expit(-z)],
        lambda z: np.array([0.5 + 0.5 * np.tanh(z / 2), 0.25 / np.cosh(z / 2) ** 2]),
        lambda z: (_each(_sigma)(z), _each(_slope)(z)),
        lambda z: (sigmoid(z), numerical_grad(lambda t: 1 / (1 + np.exp(-t)), z, 1e-20, "complex")),
    ],
    "accuracy_and_loss": [_of_kz(score) for score in SCORES],
    "round_trip_error": [
        lambda x: np.abs(logit(sigmoid(x)) - x),
        lambda x: abs(x - logit(sigmoid(x))),
        lambda x: np.sqrt((logit(sigmoid(x)) - x) ** 2),
        lambda x: np.maximum(logit(sigmoid(x)) - x, x - logit(sigmoid(x))),
        _trip_by_loop,
        _trip_by_where,
        _trip_by_books,
    ],
    "xor_loss": [_xor_by_loop, _xor_by_package, _xor_recursive, _xor_separate_bias, _xor_plus_minus],
    "slopes_in_z": [
        lambda z, y: ((e := np.where(y == 1, -sigmoid(-z), sigmoid(z))), e * sigmoid_grad(z)),
        lambda z, y: ((e := (1 - y) * sigmoid(z) - y * sigmoid(-z)), sigmoid(z) * sigmoid(-z) * e),
        _slopes_by_loop,
        _slopes_by_sign,
        _slopes_by_mask,
    ],
    "chain_report": [_chain_by_loop, _chain_recursive, _chain_backwards, _chain_by_logarithms, _chain_complex_step],
    "same_sign_share": [
        lambda H, delta: np.mean(np.all(H.T @ delta > 0, axis=0) | np.all(H.T @ delta < 0, axis=0)),
        lambda H, delta: np.mean((H.T @ delta).min(axis=0) * (H.T @ delta).max(axis=0) > 0),
        lambda H, delta: np.mean([np.all(g > 0) or np.all(g < 0) for g in (H.T @ delta).T]),
        lambda H, delta: np.mean(np.isin(np.mean(delta.T @ H > 0, axis=1), [0, 1])),
        _signs_by_loop,
        _signs_by_sum,
        _signs_by_einsum,
    ],
    "relu_factor": [
        lambda W: np.sqrt(W.shape[0] * np.mean(W**2) / 2),
        lambda W: (len(W) * (W * W).mean() / 2) ** 0.5,
        lambda W: np.linalg.norm(W) / np.sqrt(2 * W.shape[1]),
        lambda W: math.sqrt(np.square(W).sum(axis=0).mean() / 2),
        lambda W: np.sqrt(len(W) / 2) * np.sqrt(np.mean(np.square(W))),
        _factor_by_loop,
    ],
    "slope_ratio": [
        lambda x: tanh_grad(x) / sigmoid_grad(x),
        lambda x: 4 * sigmoid_grad(2 * x) / sigmoid_grad(x),
        lambda x: (2 * np.cosh(x / 2) / np.cosh(x)) ** 2,
        lambda x: (1 / np.cosh(x) ** 2) / (sigmoid(x) * sigmoid(-x)),
        lambda x: 4 * np.exp(-np.abs(x)) * ((1 + np.exp(-np.abs(x))) / (1 + np.exp(-2 * np.abs(x)))) ** 2,
        lambda x: _each(lambda one: 4 * _slope(2 * one) / _slope(one))(x),
    ],
    "slopes_with_and_without": [
        lambda z: (np.mean(sigmoid_grad(z)), np.mean(sigmoid_grad((z - z.mean()) / z.std())) / z.std()),
        lambda z: (np.mean(sigmoid_grad(z)), np.mean(sigmoid_grad((z - np.mean(z)) / np.std(z)) / np.std(z))),
        lambda z: (sigmoid_grad(z).sum() / z.size, sigmoid_grad(logistic.standardise(z[:, None])[0]).mean() / z.std()),
        _batch_by_loop,
        _batch_by_variance,
        _batch_by_complex_step,
    ],
    "draw": [_draw_repaired, _draw_on_the_current_axes, *RIGHT_FIGURES["draw"]],
    "train": [
        _train_einsum,
        _train_columns,
        _train_flat,
        _train_broadcast,
        _train_rows,
        _train_recursive,
    ],
    "evaluate": SCORES,
}
