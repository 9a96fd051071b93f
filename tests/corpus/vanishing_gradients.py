"""Right answers to the exercises of lesson 05, each written differently."""

import math
from functools import reduce
from itertools import accumulate, pairwise, repeat, takewhile
from operator import mul

import numpy as np
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.special import log_softmax, softmax

from course_utils import hidden_activations, networks
from course_utils.activations import log_sigmoid, sigmoid, sigmoid_grad
from course_utils.hidden_activations import gaussian_mean

# --- chain_gradient ---------------------------------------------------------------------------------------


def _chain_loop(w, b, x):
    gradient = 1.0
    for weight, bias in zip(w, b):
        z = weight * x + bias
        gradient *= weight * sigmoid_grad(z)
        x = sigmoid(z)
    return gradient


def _chain_recursive(w, b, x):
    if len(w) == 0:
        return 1
    z = w[0] * x + b[0]
    return _chain_recursive(w[1:], b[1:], sigmoid(z)) * sigmoid_grad(z) * w[0]


def _chain_vectorised(w, b, x):
    h = [x]
    for i in range(len(w)):
        h.append(sigmoid(w[i] * h[i] + b[i]))
    return np.prod(w * sigmoid_grad(w * np.array(h[:-1]) + b))


def _chain_from_the_end(w, b, x):
    z = []
    for l in range(w.size):
        z += [w[l] * (sigmoid(z[-1]) if z else x) + b[l]]
    delta = 1.0
    for l in range(w.size - 1, -1, -1):
        delta = delta * float(sigmoid(z[l]) * sigmoid(-z[l])) * float(w[l])
    return delta


def _chain_complex_step(w, b, x):
    h = complex(x, 1e-30)
    for weight, bias in zip(w, b):
        h = 1 / (1 + np.exp(-(weight * h + bias)))
    return h.imag / 1e-30


def _chain_dual(w, b, x):
    def neuron(pair, wb):
        z, slope = wb[0] * pair[0] + wb[1], wb[0] * pair[1]
        e = math.exp(-abs(z))
        return (1 / (1 + e) if z > 0 else e / (1 + e)), slope * e / (1 + e) ** 2

    return reduce(neuron, zip(w, b), (x, 1.0))[1]


def _chain_logs(w, b, x):
    log, sign = 0.0, 1.0
    for weight, bias in zip(w, b):
        z = weight * x + bias
        log += np.log(abs(weight)) + log_sigmoid(z) + log_sigmoid(-z)
        sign *= np.sign(weight)
        x = sigmoid(z)
    return sign * np.exp(log)


# --- forward ----------------------------------------------------------------------------------------------


def _forward_loop(Ws, bs, X):
    layers, h = [], X
    for W, b in zip(Ws[:-1], bs[:-1]):
        h = sigmoid(h @ W + b)
        layers.append(h)
    return [*layers, h @ Ws[-1] + bs[-1]]


def _forward_recursive(Ws, bs, X):
    z = X.dot(Ws[0]) + bs[0]
    return [z] if len(Ws) == 1 else [sigmoid(z), *_forward_recursive(Ws[1:], bs[1:], sigmoid(z))]


def _forward_scalars(Ws, bs, X):
    h, layers = X.tolist(), []
    for l in range(len(Ws)):
        z = [[sum(x * w for x, w in zip(row, column)) + b for column, b in zip(Ws[l].T, bs[l])] for row in h]
        h = z if l == len(Ws) - 1 else [[float(sigmoid(v)) for v in row] for row in z]
        layers.append(np.array(h))
    return layers


def _forward_ones_column(Ws, bs, X):
    layers = [X]
    for l, (W, b) in enumerate(zip(Ws, bs), start=1):
        z = np.column_stack([layers[-1], np.ones(len(X))]) @ np.vstack([W, b])
        layers.append(z if l == len(Ws) else 0.5 + 0.5 * np.tanh(z / 2))
    return tuple(layers[1:])


def _forward_columns(Ws, bs, X):
    h, layers = X.T, []
    for W, b in zip(Ws, bs):
        z = W.T @ h + b[:, None]
        h = 1 / (1 + np.exp(-z))
        layers.append(h.T)
    layers[-1] = z.T
    return layers


def _package_net(Ws, bs):
    theta = np.concatenate([array.ravel() for array in (*Ws, *bs)])
    return networks.Network((len(Ws[0]), *map(len, bs)), "sigmoid", False, False, 0, theta)


def _forward_package(Ws, bs, X):
    return [layer.out for layer in networks.forward(_package_net(Ws, bs), X)]


# --- backward ---------------------------------------------------------------------------------------------


def _backward_lists(Ws, bs, X, y):
    hs = [X] + _forward_loop(Ws, bs, X)
    delta = softmax(hs[-1], axis=1)
    delta[np.arange(len(y)), y] -= 1
    delta /= len(y)
    dWs, dbs = [], []
    for l in range(len(Ws) - 1, -1, -1):
        dWs.append(hs[l].T @ delta)
        dbs.append(delta.sum(axis=0))
        delta = delta @ Ws[l].T * hs[l] * (1 - hs[l])
    return dWs[::-1], dbs[::-1]


def _backward_filled(Ws, bs, X, y):
    zs = [h @ W + b for h, W, b in zip([X, *_forward_loop(Ws, bs, X)], Ws, bs)]
    dWs, dbs = [None] * len(Ws), [None] * len(Ws)
    delta = np.exp(log_softmax(zs[-1], axis=1)) - np.eye(zs[-1].shape[1])[y]
    for l in reversed(range(len(Ws))):
        h = sigmoid(zs[l - 1]) if l else X
        dWs[l], dbs[l] = np.einsum("ni,nj->ij", h, delta) / len(X), np.mean(delta, axis=0)
        if l > 0:
            delta = (delta @ Ws[l].T) * sigmoid_grad(zs[l - 1])
    return [dWs, dbs]


def _backward_row_by_row(Ws, bs, X, y):
    dWs, dbs = [np.zeros_like(W) for W in Ws], [np.zeros_like(b) for b in bs]
    for x, label in zip(X, y):
        hs = [x, *(h[0] for h in _forward_loop(Ws, bs, x[None]))]
        powers = np.exp(hs[-1] - max(hs[-1]))
        delta = powers / sum(powers) - (np.arange(len(powers)) == label)
        for l in range(len(Ws))[::-1]:
            dWs[l] += np.outer(hs[l], delta) / len(X)
            dbs[l] += delta / len(X)
            delta = Ws[l] @ delta * (hs[l] - hs[l] ** 2)
    return dWs, dbs


def _backward_columns(Ws, bs, X, y):
    hs = [h.T for h in (X, *_forward_loop(Ws, bs, X))]
    delta, gradients = (softmax(hs.pop(), axis=0) - (np.arange(len(bs[-1]))[:, None] == y)) / y.size, []
    while hs:
        h = hs.pop()
        gradients.append(((delta @ h.T).T, delta.sum(axis=1)))
        delta = Ws[len(hs)] @ delta * h * (1 - h)
    dWs, dbs = zip(*gradients[::-1])
    return dWs, dbs


def _backward_package(Ws, bs, X, y):
    gradient = networks.loss_and_gradient(_package_net(Ws, bs), X, y)[1]
    return gradient.W, gradient.b


def _backward_complex_step(Ws, bs, X, y):
    """Differences along the imaginary axis: slow, and right to the last digits."""

    def loss(Ws, bs):
        h = X
        for W, b in zip(Ws[:-1], bs):
            h = 1 / (1 + np.exp(-(h @ W + b)))
        z = h @ Ws[-1] + bs[-1]
        z = z - z.real.max(axis=1, keepdims=True)
        return np.mean(np.log(np.exp(z).sum(axis=1)) - z[range(len(y)), y])

    def slopes(arrays, whole):
        moved = [a.astype(complex) for a in arrays]
        found = [np.zeros(a.shape) for a in arrays]
        for a, out in zip(moved, found):
            for i in np.ndindex(a.shape):
                a[i] += 1e-30j
                out[i] = whole(moved).imag / 1e-30
                a[i] = a[i].real
        return found

    return slopes(Ws, lambda moved: loss(moved, bs)), slopes(bs, lambda moved: loss(Ws, moved))


# --- layer_rms --------------------------------------------------------------------------------------------


def _rms_fsum(gradients):
    return np.array([math.sqrt(math.fsum(float(v) ** 2 for v in g.flat) / g.size) for g in gradients])


def _rms_scaled(gradients):
    result = np.empty(len(gradients))
    for i, g in enumerate(gradients):
        largest = np.abs(g).max()
        result[i] = largest * np.sqrt(np.mean((g / largest) ** 2))
    return result


def _rms_from_moments(gradients):
    return [np.sqrt(g.var(dtype=float) + g.mean(dtype=float) ** 2) for g in gradients]


# --- predicted_factor -------------------------------------------------------------------------------------


def _factor_by(mean, q=1.0, steps=50):
    """Return an answer that averages with `mean`(f of z, q)."""

    def answer(s_w):
        at = q
        for _ in range(steps):
            at = s_w**2 * mean(lambda z: sigmoid(z) ** 2, at)
        return s_w * np.sqrt(mean(lambda z: sigmoid_grad(z) ** 2, at))

    return answer


def _hermite(f, q):
    x, weights = np.polynomial.hermite.hermgauss(60)
    return np.sum(weights * f(np.sqrt(2 * q) * x)) / np.sqrt(np.pi)


def _hermite_e(f, q):
    x, weights = np.polynomial.hermite_e.hermegauss(100)
    return f(math.sqrt(q) * x) @ (weights / weights.sum())


def _trapezoid(f, q):
    z = np.linspace(-8, 8, 2001)
    return np.trapezoid(f(np.sqrt(q) * z) * np.exp(-(z**2) / 2), z) / np.sqrt(2 * np.pi)


def _sampled(f, q):
    return f(np.sqrt(q) * np.random.default_rng(0).normal(size=400_000)).mean()


def _quadrature(f, q):
    return quad(lambda z: f(math.sqrt(q) * z) * math.exp(-z * z / 2) / math.sqrt(2 * math.pi), -10, 10)[0]


def _factor_by_root(s_w):
    q = brentq(lambda q: s_w**2 * gaussian_mean(lambda z: sigmoid(z) ** 2, q) - q, 0, 2 * s_w**2)
    return (s_w**2 * gaussian_mean(lambda z: sigmoid_grad(z) ** 2, q)) ** 0.5


def _factor_until_still(s_w):
    q, before = s_w**2 / 4, -1.0
    while abs(q - before) > 1e-10:
        q, before = s_w**2 * _hermite_e(lambda z: sigmoid(z) ** 2, q), q
    return np.sqrt(s_w**2 * _hermite_e(lambda z: np.square(sigmoid(z) * sigmoid(-z)), q))


# --- underflow_depth --------------------------------------------------------------------------------------


def _depth_loop(dtype, f=0.25):
    gradient, layers = dtype(1), 0
    while gradient * dtype(f) != 0:
        gradient *= dtype(f)
        layers += 1
    return layers


def _depth_in_place(dtype, f=0.25):
    product, count = np.ones(1, dtype), -1
    while product[0]:
        product *= f
        count += 1
    return count


def _depth_array(dtype, f=0.25):
    return np.count_nonzero(np.cumprod(np.full(1200, f, dtype=dtype), dtype=dtype))


def _depth_takewhile(dtype, f=0.25):
    return sum(1 for _ in takewhile(bool, accumulate(repeat(dtype(f)), mul)))


def _depth_zero_dimensions(dtype, f=0.25):
    product, f, count = np.array(1, dtype), np.array(f, dtype), 0.0
    while product := product * f:
        count += 1
    return count


def _depth_recursive(dtype, f=0.25, so_far=1.0):
    following = dtype(dtype(so_far) * dtype(f))
    return 0 if following == 0 else 1 + _depth_recursive(dtype, f, following)


# --- fraction_saturated -----------------------------------------------------------------------------------


def _share_loop(z, threshold=0.01):
    flat = 0
    for value in np.ravel(z):
        e = math.exp(-abs(value))
        flat += e / (1 + e) ** 2 < threshold
    return flat / np.size(z)


def _share_by_bound(z, threshold=0.01):
    s = (1 - math.sqrt(1 - 4 * threshold)) / 2 if threshold > 1e-9 else threshold
    return np.count_nonzero(np.abs(z) > math.log((1 - s) / s)) / z.size


# --- early_stop -------------------------------------------------------------------------------------------


def _stop_counter(history, patience):
    best_loss, best, wait = float("inf"), 0, 0
    for epoch, loss in enumerate(history):
        if loss < best_loss:
            best_loss, best, wait = loss, epoch, 0
        else:
            wait += 1
            if wait >= patience:
                return epoch, best
    return epoch, best


def _stop_argmin(history, patience):
    for k in range(len(history)):
        if k - np.argmin(history[: k + 1]) == patience:
            break
    return k, int(np.argmin(history[: k + 1]))


def _stop_vectorised(history, patience):
    epochs, lowest = np.arange(len(history)), np.minimum.accumulate(history)
    last = np.maximum.accumulate(np.where(np.diff(lowest, prepend=np.inf) < 0, epochs, 0))
    ends = np.flatnonzero(epochs - last >= patience)
    stop = ends[0] if ends.size else epochs[-1]
    return np.array([stop, last[stop]])


def _stop_records(history, patience):
    records = [k for k in range(len(history)) if k == 0 or history[k] < min(history[:k])]
    for record, following in pairwise([*records, len(history) + patience]):
        if following - record > patience:
            return [min(record + patience, len(history) - 1), record]


def _stop_windows(history, patience):
    for k in range(patience, len(history)):
        if min(history[k - patience + 1 : k + 1]) >= history[k - patience]:
            return k, k - patience
    return len(history) - 1, list(history).index(min(history))


def _stop_recursive(history, patience, k=0, best=0):
    best = k if history[k] < history[best] else best
    done = k - best == patience or k + 1 == len(history)
    return (k, best) if done else _stop_recursive(history, patience, k + 1, best)


def _stop_while(history, patience):
    k = best = 0
    while k < len(history) - 1 and k - best < patience:
        k += 1
        if history[k] < history[best]:
            best = k
    return k, best


RIGHT = {
    "chain_gradient": [
        _chain_loop,
        _chain_recursive,
        _chain_vectorised,
        _chain_from_the_end,
        _chain_complex_step,
        _chain_dual,
        _chain_logs,
    ],
    "forward": [
        _forward_loop,
        _forward_recursive,
        _forward_scalars,
        lambda Ws, bs, X: [layer.tolist() for layer in _forward_loop(Ws, bs, X)],
        _forward_ones_column,
        _forward_columns,
        _forward_package,
        lambda weights, biases, data: _forward_loop(list(weights), list(biases), data),
    ],
    "backward": [
        _backward_lists,
        _backward_filled,
        _backward_row_by_row,
        _backward_columns,
        _backward_package,
        _backward_complex_step,
    ],
    "layer_rms": [
        lambda gradients: np.array([np.sqrt(np.mean(np.asarray(g, dtype=float) ** 2)) for g in gradients]),
        lambda gradients: [np.linalg.norm(g.astype(float)) / np.sqrt(g.size) for g in gradients],
        lambda gradients: tuple(np.square(g, dtype=np.float64).mean() ** 0.5 for g in gradients),
        lambda gradients: np.array([np.hypot.reduce(g.ravel().astype(float)) for g in gradients])
        / np.sqrt([g.size for g in gradients]),
        lambda gradients: np.fromiter((np.vdot(v := g.astype(float), v) / g.size for g in gradients), float) ** 0.5,
        _rms_fsum,
        _rms_scaled,
        _rms_from_moments,
    ],
    "predicted_factor": [
        hidden_activations.predicted_factor,
        _factor_by(_hermite),
        _factor_by(_hermite_e, q=0.1),
        _factor_by(_trapezoid, q=3.0, steps=30),
        _factor_by(_sampled, steps=20),
        _factor_by(_quadrature, steps=15),
        _factor_by(lambda f, q: gaussian_mean(f, q), steps=60),
        _factor_by_root,
        _factor_until_still,
    ],
    "underflow_depth": [
        _depth_loop,
        _depth_in_place,
        _depth_array,
        _depth_takewhile,
        _depth_zero_dimensions,
        _depth_recursive,
    ],
    "fraction_saturated": [
        lambda z, threshold=0.01: np.mean(sigmoid_grad(z) < threshold),
        lambda z, threshold=0.01: float((sigmoid(z) * sigmoid(-z) < threshold).sum() / z.size),
        lambda z, threshold=0.01: 1 - np.mean(sigmoid_grad(z) >= threshold),
        lambda z, threshold=0.01: len(z[sigmoid(z) * (1 - sigmoid(z)) < threshold]) / z.size,
        lambda x, cut=0.01: np.where(log_sigmoid(x) + log_sigmoid(-x) < np.log(cut), 1.0, 0.0).mean(),
        lambda z, threshold=0.01: np.count_nonzero((1 - np.tanh(z / 2) ** 2) / 4 < threshold) / np.size(z),
        _share_loop,
        _share_by_bound,
    ],
    "early_stop": [
        _stop_counter,
        _stop_argmin,
        _stop_vectorised,
        _stop_records,
        _stop_windows,
        _stop_recursive,
        _stop_while,
    ],
}
