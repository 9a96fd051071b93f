"""Right answers to the exercises of lesson 04, each written differently."""

import math

import numpy as np
from scipy.optimize import brentq, linprog, minimize, minimize_scalar, root
from sklearn.calibration import calibration_curve
from sklearn.linear_model import LogisticRegression

from course_utils import calibration, logistic
from course_utils.activations import log_sigmoid, sigmoid, sigmoid_grad

# --- is_separable_1d --------------------------------------------------------------------------------------


def _separable_loop(x, y):
    def below(first):
        for a, label in zip(x, y):
            for b, other in zip(x, y):
                if label == first and other != first and a >= b:
                    return False
        return True

    return below(0) or below(1)


def _separable_by_thresholds(x, y):
    values = sorted(set(x))
    for low, high in zip(values, values[1:]):
        right = x > (low + high) / 2
        if np.array_equal(right, y == 1) or np.array_equal(right, y == 0):
            return True
    return False


def _separable_by_sorting(x, y):
    order = np.argsort(x)
    x, y = x[order], y[order]
    changes = np.flatnonzero(y[1:] != y[:-1])
    return len(changes) == 1 and x[changes[0]] != x[changes[0] + 1]


def _separable_by_program(x, y):
    signed = np.where(y == 1, 1, -1)[:, None] * np.column_stack([np.ones(len(x)), x])
    return linprog([0, 0], -signed, -np.ones(len(x)), bounds=(None, None)).status == 0


def _separable_broadcast(x, y):
    apart = x[y == 1][:, None] - x[y == 0]
    return np.all(apart > 0) or np.all(apart < 0)


# --- newton_trace -----------------------------------------------------------------------------------------


def _trace_filled(X, y, steps):
    path, w = np.empty((steps, X.shape[1])), np.zeros(X.shape[1])
    for k in range(steps):
        p = sigmoid(X @ w)
        w = w - np.linalg.inv(X.T @ np.diag(p * (1 - p)) @ X) @ X.T @ (p - y)
        path[k] = w
    return path


def _trace_in_place(X, y, steps):
    w, path = np.zeros(X.shape[1]), []
    for _ in range(steps):
        H, g = logistic.logistic_hessian(w, X), logistic.logistic_loss_grad(w, X, y)[1]
        w -= np.linalg.solve(H, g)
        path.append(w.copy())
    return np.stack(path)


def _trace_recursive(X, y, steps):
    before = _trace_recursive(X, y, steps - 1) if steps > 1 else np.zeros((0, X.shape[1]))
    w = before[-1] if steps > 1 else np.zeros(X.shape[1])
    p = 1 / (1 + np.exp(-(X @ w)))
    step = np.linalg.lstsq((X.T * (p * (1 - p))) @ X, X.T @ (y - p), rcond=None)[0]
    return np.vstack([before, w + step])


def _trace_reweighted(X, y, steps):
    w, path = np.zeros((X.shape[1], 1)), []
    for _ in range(steps):
        z = X @ w
        weight = sigmoid_grad(z)
        response = z + (y.reshape(-1, 1) - sigmoid(z)) / weight
        w = np.linalg.lstsq(np.sqrt(weight) * X, np.sqrt(weight) * response, rcond=None)[0]
        path.append(w.ravel().tolist())
    return path


# --- firth_fit --------------------------------------------------------------------------------------------


def _firth_damped(X, y):
    w = np.zeros(X.shape[1])
    for _ in range(200):
        p = sigmoid(X @ w)
        weight = p * (1 - p)
        inverse = np.linalg.inv((X.T * weight) @ X)
        h = weight * np.sum(X @ inverse * X, axis=1)
        w = w + 0.5 * inverse @ X.T @ (y - p + h * (0.5 - p))
    return w


def _firth_plain(X, y):
    w, step = np.zeros(X.shape[1]), 1.0
    while np.max(np.abs(step)) > 1e-8:
        p = sigmoid(X @ w)
        half = X * np.sqrt(p * (1 - p))[:, None]
        h = np.diag(half @ np.linalg.inv(half.T @ half) @ half.T)
        step = np.linalg.solve(half.T @ half, X.T @ (y - p + h * (0.5 - p)))
        w = w + step
    return w


def _firth_by_minimising(X, y):
    def loss(w):
        information = (X.T * sigmoid_grad(X @ w)) @ X
        return -log_sigmoid((2 * y - 1) * (X @ w)).sum() - np.linalg.slogdet(information)[1] / 2

    return minimize(loss, np.zeros(X.shape[1]), method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-12}).x


def _firth_by_roots(X, y):
    def score(w):
        p = sigmoid(X @ w)
        q, _ = np.linalg.qr(X * np.sqrt(p * (1 - p))[:, None])
        return X.T @ (y - p + np.sum(q**2, axis=1) * (0.5 - p))

    return root(score, np.zeros(X.shape[1])).x


def _firth_by_more_rows(X, y):
    """Each row once as it is, and once more as half a yes and half a no of weight h: fitted again and again."""
    w = np.zeros(X.shape[1])
    for _ in range(100):
        p = sigmoid(X @ w)
        inverse = np.linalg.inv((X.T * (p * (1 - p))) @ X)
        h = p * (1 - p) * np.einsum("ij,jk,ik->i", X, inverse, X)
        for _ in range(8):
            p = sigmoid(X @ w)
            H = (X.T * ((1 + h) * p * (1 - p))) @ X
            w = w - np.linalg.solve(H, X.T @ (p - y + h * (p - 0.5)))
    return w


# --- reliability_curve ------------------------------------------------------------------------------------


def _curve_loop(p, y, bins=10):
    sums, yeses, counts = [0.0] * bins, [0] * bins, [0] * bins
    for probability, label in zip(p, y):
        k = min(int(probability * bins), bins - 1)
        sums[k] += probability
        yeses[k] += label
        counts[k] += 1
    full = [k for k in range(bins) if counts[k]]
    return [sums[k] / counts[k] for k in full], [yeses[k] / counts[k] for k in full], [counts[k] for k in full]


def _curve_masks(p, y, bins=10):
    borders, rows = np.linspace(0, 1, bins + 1), []
    for low, high in zip(borders, borders[1:]):
        inside = (p >= low) & ((p < high) | (high == 1))
        if inside.any():
            rows.append([p[inside].mean(), y[inside].mean(), inside.sum()])
    return np.array(rows).T


def _curve_right_closed(p, y, bins=10):
    at = np.clip(np.ceil(p * bins) - 1, 0, bins - 1)
    full, counts = np.unique(at, return_counts=True)
    return np.array([p[at == k].mean() for k in full]), np.array([y[at == k].mean() for k in full]), counts


def _curve_histograms(p, y, bins=10):
    counts = np.histogram(p, bins, (0, 1))[0]
    sums, yeses = (np.histogram(p, bins, (0, 1), weights=w)[0] for w in (p, y))
    full = counts > 0
    return sums[full] / counts[full], yeses[full] / counts[full], counts[full]


def _curve_sklearn(p, y, bins=10):
    share, mean_p = calibration_curve(y, p, n_bins=bins)
    counts = np.histogram(p, bins=bins, range=(0, 1))[0]
    return mean_p, share, counts[counts > 0]


# --- ece --------------------------------------------------------------------------------------------------


def _ece_from(curve):
    def answer(p, y, bins=10):
        mean_p, share, counts = curve(p, y, bins)
        return sum(n * abs(a - b) for a, b, n in zip(mean_p, share, counts)) / len(p)

    return answer


def _ece_average(p, y, bins=10):
    mean_p, share, counts = _curve_histograms(p, y, bins)
    return np.average(np.abs(share - mean_p), weights=counts)


def _ece_sums(p, y, bins=10):
    """The counts cancel: add up p - y in each bin."""
    at = np.minimum(np.floor(p * bins), bins - 1).astype(int)
    return np.abs(np.bincount(at, weights=p - y)).sum() / p.size


# --- fit_temperature --------------------------------------------------------------------------------------


def _loss_at(T, z, y):
    return logistic.bce_with_logits(z / T, y).mean()


def _temperature_bounded(z, y):
    found = minimize_scalar(lambda t: _loss_at(math.exp(t), z, y), bounds=(math.log(0.01), math.log(1000)),
                            method="bounded", options={"xatol": 1e-8})  # fmt: skip
    return math.exp(found.x)


def _temperature_bracketed(z, y):
    return np.exp(minimize_scalar(lambda t: np.mean(np.logaddexp(0, (1 - 2 * y) * z / np.exp(t)))).x)


def _temperature_by_slope(z, y):
    return 1 / brentq(lambda s: np.sum((sigmoid(s * z) - y) * z), 1e-4, 1e3, xtol=1e-12)


def _temperature_newton(z, y):
    z, size = z / np.abs(z).max(), np.abs(z).max()
    s = 0.0
    for _ in range(30):
        s = s - np.sum((sigmoid(s * z) - y) * z) / np.sum(sigmoid_grad(s * z) * z**2)
    return size / s


def _temperature_golden(z, y):
    low, high, ratio = math.log(0.001), math.log(10_000), (math.sqrt(5) - 1) / 2
    while high - low > 1e-7:
        a, b = high - ratio * (high - low), low + ratio * (high - low)
        low, high = (low, b) if _loss_at(math.exp(a), z, y) < _loss_at(math.exp(b), z, y) else (a, high)
    return math.exp(low)


def _temperature_grid(z, y):
    T = 1.0
    for width in (8, 0.02, 1e-4):
        grid = T * np.exp(np.linspace(-width, width, 1001))
        T = grid[np.argmin([_loss_at(T, z, y) for T in grid])]
    return T


def _temperature_sklearn(z, y):
    size = np.abs(z).max()
    model = LogisticRegression(C=np.inf, fit_intercept=False, solver="newton-cholesky", tol=1e-10)
    return size / model.fit(z.reshape(-1, 1) / size, y).coef_[0, 0]


RIGHT = {
    "is_separable_1d": [
        lambda x, y: x[y == 0].max() < x[y == 1].min() or x[y == 1].max() < x[y == 0].min(),
        lambda x, y: max(x[y == 1].min() - x[y == 0].max(), x[y == 0].min() - x[y == 1].max()) > 0,
        lambda values, labels: calibration.is_separable_1d(values, labels),
        lambda x, y: int(min(x[y > 0]) > max(x[y < 1])) + int(max(x[y > 0]) < min(x[y < 1])),
        lambda x, y: calibration.separating_direction(logistic.add_intercept(x[:, None]), y) is not None,
        _separable_loop,
        _separable_by_thresholds,
        _separable_by_sorting,
        _separable_by_program,
        _separable_broadcast,
    ],
    "newton_trace": [
        calibration.newton_trace,
        lambda X, y, steps: list(calibration.newton_trace(X, y, steps=steps)),
        _trace_filled,
        _trace_in_place,
        _trace_recursive,
        _trace_reweighted,
    ],
    "firth_fit": [
        lambda X, y: calibration.firth_fit(X, y).weights,
        _firth_damped,
        _firth_plain,
        _firth_by_minimising,
        _firth_by_roots,
        _firth_by_more_rows,
    ],
    "reliability_curve": [
        calibration.reliability_curve,
        lambda p, y, bins=10: np.array(calibration.reliability_curve(p, y, bins=bins)),
        _curve_loop,
        _curve_masks,
        _curve_right_closed,
        _curve_histograms,
        _curve_sklearn,
    ],
    "ece": [
        calibration.ece,
        _ece_from(_curve_loop),
        _ece_from(_curve_masks),
        _ece_from(_curve_right_closed),
        _ece_from(_curve_sklearn),
        _ece_average,
        _ece_sums,
    ],
    "fit_temperature": [
        calibration.fit_temperature,
        lambda z, y: 1 / logistic.fit_newton(z[:, None], y).weights[0],
        _temperature_bounded,
        _temperature_bracketed,
        _temperature_by_slope,
        _temperature_newton,
        _temperature_golden,
        _temperature_grid,
        _temperature_sklearn,
    ],
}
