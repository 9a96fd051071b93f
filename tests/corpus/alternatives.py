"""Right answers to the exercises of lesson 06, each written differently."""

import math
import statistics

import numpy as np
from scipy import integrate, special, stats

from course_utils import activations, hidden_activations
from course_utils.activations import sigmoid, sigmoid_grad, softplus
from course_utils.initialisations import network
from course_utils.training import layer_statistics

# --- activation -------------------------------------------------------------------------------------------


def _activation_table(name):
    def expm(z):
        return np.exp(np.minimum(z, 0))

    return {
        "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
        "relu": (lambda z: np.maximum(z, 0), lambda z: np.greater(z, 0).astype(float)),
        "elu": (lambda z: np.where(np.greater(z, 0), z, expm(z) - 1), lambda z: np.where(np.greater(z, 0), 1, expm(z))),
        "softplus": (softplus, sigmoid),
        "silu": (lambda z: z * sigmoid(z), lambda z: sigmoid(z) * (1 + z * (1 - sigmoid(z)))),
    }[name]


def _activation_ifs(name):
    if name == "tanh":
        def f(z):
            return 2 * sigmoid(2 * z) - 1

        def df(z):
            return 4 * sigmoid(2 * z) * sigmoid(-2 * z)
    elif name == "relu":
        def f(z):
            return z * (z > 0)

        def df(z):
            return 1.0 * (z > 0)
    elif name == "elu":
        def f(z):
            return np.maximum(z, np.expm1(np.minimum(z, 0)))

        def df(z):
            return np.minimum(f(z), 0) + 1
    elif name == "softplus":
        def f(z):
            return np.logaddexp(0, z)

        def df(z):
            return 1 - sigmoid(-z)
    else:
        def f(z):
            return z / 2 * (1 + np.tanh(z / 2))

        def df(z):
            return f(z) + sigmoid(z) * (1 - f(z))
    return f, df


def _vectorised(f):
    return np.vectorize(f, otypes=[float])


def _activation_one_by_one(name):
    def gate(z):
        return 1 / (1 + math.exp(-z)) if z > 0 else math.exp(z) / (1 + math.exp(z))

    pairs = {
        "tanh": (math.tanh, lambda z: 1 / math.cosh(z) ** 2 if abs(z) < 300 else 0.0),
        "relu": (lambda z: z if z > 0 else 0.0, lambda z: 1.0 if z > 0 else 0.0),
        "elu": (lambda z: z if z > 0 else math.expm1(z), lambda z: 1.0 if z > 0 else math.exp(z)),
        "softplus": (lambda z: max(z, 0) + math.log1p(math.exp(-abs(z))), gate),
        "silu": (lambda z: z * gate(z), lambda z: gate(z) + z * gate(z) * gate(-z)),
    }
    return tuple(_vectorised(f) for f in pairs[name])


def _masked(left, right):
    def f(z):
        z = np.asarray(z, dtype=float)
        out = np.empty_like(z)
        out[z > 0], out[z <= 0] = right(z[z > 0]), left(z[z <= 0])
        return out

    return f


def _activation_masks(name):
    one, nothing = np.ones_like, np.zeros_like
    known = {
        "relu": [_masked(nothing, lambda z: z), _masked(nothing, one)],
        "elu": [_masked(lambda z: np.exp(z) - 1, lambda z: z), _masked(np.exp, one)],
    }
    return known.get(name) or hidden_activations.activation(name)


def _activation_match(name):
    match name:
        case "tanh":
            return activations.tanh, activations.tanh_grad
        case "relu":
            return lambda z: (z + np.abs(z)) / 2, lambda z: np.sign(np.maximum(z, 0))
        case "elu":
            return lambda z: np.clip(z, 0, None) + np.expm1(-np.clip(np.negative(z), 0, None)), lambda z: np.exp(
                -np.maximum(-np.asarray(z), 0))
        case "softplus":
            return lambda z: -special.log_expit(-np.asarray(z)), special.expit
        case "silu":
            return lambda z: z * special.expit(z), lambda z: special.expit(z) + z * sigmoid_grad(z)


class _Silu:
    """A function may be an object."""

    def __call__(self, z):
        return z * sigmoid(z)


def _activation_objects(name):
    f, df = hidden_activations.activation(name)
    return [_Silu() if name == "silu" else f, df]


# --- to_sigmoid_net ---------------------------------------------------------------------------------------


def _convert_by_layer(Ws, bs):
    if len(Ws) == 1:
        return Ws, bs
    new_Ws, new_bs = [2 * Ws[0]], [2 * bs[0]]
    for W, b in zip(Ws[1:-1], bs[1:-1]):
        new_Ws.append(4 * W)
        new_bs.append(2 * (b - W.sum(axis=0)))
    return new_Ws + [2 * Ws[-1]], new_bs + [bs[-1] - Ws[-1].sum(axis=0)]


def _convert_in_two_goes(Ws, bs):
    """Outputs first: 2 s - 1 for each tanh. Then the insides: twice what stands there."""
    Ws, bs = [W.copy() for W in Ws], [b.copy() for b in bs]
    for l in range(1, len(Ws)):
        bs[l] -= Ws[l].sum(axis=0)
        Ws[l] *= 2
    for l in range(len(Ws) - 1):
        bs[l] *= 2
        Ws[l] *= 2
    return Ws, bs


def _convert_by_index(Ws, bs):
    last = len(Ws) - 1
    new_Ws = [W * (1 if l == 0 else 2) * (1 if l == last else 2) for l, W in enumerate(Ws)]
    shifted = [b if l == 0 else b - np.ones(len(W)) @ W for l, (W, b) in enumerate(zip(Ws, bs))]
    return new_Ws, [b if l == last else 2 * b for l, b in enumerate(shifted)]


def _convert_recursively(Ws, bs, first=True):
    W, b = (Ws[0], bs[0]) if first else (2 * Ws[0], bs[0] - np.sum(Ws[0], 0))
    if len(Ws) == 1:
        return [W], [b]
    more_Ws, more_bs = _convert_recursively(Ws[1:], bs[1:], first=False)
    return [2 * W, *more_Ws], [2 * b, *more_bs]


def _convert_with_a_row_for_the_bias(Ws, bs):
    tables = [np.vstack([W, b]) for W, b in zip(Ws, bs)]  # h with a 1 behind it, times a table
    for l in range(1, len(tables)):
        n = len(Ws[l])
        tables[l] = np.block([[2 * np.eye(n), np.zeros((n, 1))], [-np.ones((1, n)), np.ones((1, 1))]]) @ tables[l]
    tables = [2 * table for table in tables[:-1]] + tables[-1:]
    return [table[:-1] for table in tables], [table[-1] for table in tables]


def _convert_mirrored(Ws, bs):
    """Turn the sign of every hidden unit: tanh(-z) = -tanh(z), another net with the same outputs."""
    signs = [1.0, *[-1.0] * (len(Ws) - 1), 1.0]
    Ws = [W * before * after for W, before, after in zip(Ws, signs, signs[1:])]
    return _convert_by_layer(Ws, [b * after for b, after in zip(bs, signs[1:])])


# --- gain -------------------------------------------------------------------------------------------------


def _gain_hermite(f):
    nodes, weights = np.polynomial.hermite_e.hermegauss(100)
    return 1 / np.sqrt(weights @ f(nodes) ** 2 / weights.sum())


def _gain_physicists_hermite(f):
    x, w = np.polynomial.hermite.hermgauss(101)
    return (np.sum(w * np.square(f(np.sqrt(2) * x))) / np.sqrt(np.pi)) ** -0.5


def _gain_sum(f):
    z = np.arange(-6, 6, 0.001) + 0.0005
    weight = np.exp(-(z**2) / 2)
    return np.sqrt(weight.sum() / np.sum(weight * f(z) ** 2))


def _gain_quad(f):
    return integrate.quad(lambda z: float(f(z)) ** 2 * stats.norm.pdf(z), -10, 10, points=[0])[0] ** -0.5


def _gain_trapezoid(f):
    z = np.linspace(-8, 8, 4001)
    return 1 / math.sqrt(np.trapezoid(f(z) ** 2 * stats.norm.pdf(z), z))


def _gain_loop(f):
    total, step = 0.0, 0.01
    for k in range(-800, 800):
        z = (k + 0.5) * step
        total += float(f(z)) ** 2 * math.exp(-z * z / 2) * step
    return math.sqrt(math.sqrt(2 * math.pi) / total)


def _gain_quantiles(f):
    return 1 / np.sqrt(np.mean(f(special.ndtri((np.arange(200_000) + 0.5) / 200_000)) ** 2))


# --- dead_units -------------------------------------------------------------------------------------------


def _dead_loop(acts):
    rows, units = acts.shape
    dead = 0
    for unit in range(units):
        for row in range(rows):
            if acts[row, unit] != 0:
                break
        else:
            dead += 1
    return dead / units


def _dead_set(acts):
    return 1 - len(set(np.nonzero(acts)[1])) / acts.shape[1]


def _dead_by_package(acts):
    """Hand the outputs to the package's statistics, as a layer that passes them on."""
    net = network([acts.shape[1], acts.shape[1], 2], init=lambda rng, m, n: (np.eye(m, n), 0.0), activation="relu")
    return layer_statistics(net, acts, np.zeros(len(acts), int))["dead"][0]


# --- batch norm -------------------------------------------------------------------------------------------


def _norm(x, gamma, beta, eps):
    deviation = np.sqrt(x.var(axis=0) + eps)
    normed = (x - x.mean(axis=0)) / deviation
    return gamma * normed + beta, (normed, deviation, gamma)


def _norm_loop(x, gamma, beta, eps):
    n, units = x.shape
    normed, deviation = np.zeros((n, units)), np.zeros(units)
    for j in range(units):
        mean = sum(x[i, j] for i in range(n)) / n
        deviation[j] = math.sqrt(sum((x[i, j] - mean) ** 2 for i in range(n)) / n + eps)
        for i in range(n):
            normed[i, j] = (x[i, j] - mean) / deviation[j]
    return np.array([[gamma[j] * v + beta[j] for j, v in enumerate(row)] for row in normed]), (normed, deviation, gamma)


def _norm_columns(x, gamma, beta, eps):
    mean, deviation = x.T.mean(axis=1, keepdims=True), (x.T.var(axis=1, keepdims=True) + eps) ** 0.5
    normed = ((x.T - mean) / deviation).T
    return np.multiply(normed, gamma) + beta, [normed, deviation.ravel(), gamma.copy()]


def _norm_keepdims(x, gamma, beta, eps):
    centred = x - np.mean(x, axis=0, keepdims=True)
    deviation = np.sqrt(np.mean(centred**2, axis=0, keepdims=True) + eps)
    return centred * (gamma / deviation) + beta, (centred / deviation, deviation, gamma)


def _norm_einsum(x, gamma, beta, eps):
    centred = x - np.ones(len(x)) @ x / len(x)
    deviation = np.sqrt(np.einsum("ij,ij->j", centred, centred) / len(x) + eps)
    normed = centred @ np.diag(1 / deviation)
    return normed @ np.diag(gamma) + beta[None, :], (normed, deviation, gamma)


def _norm_statistics(x, gamma, beta, eps):
    deviation = np.array([math.sqrt(statistics.pvariance(column) + eps) for column in x.T.tolist()])
    normed = np.column_stack([(c - statistics.fmean(c.tolist())) / d for c, d in zip(x.T, deviation)])
    return beta + normed * gamma, (normed, deviation, gamma)


def _back(dy, cache):
    normed, deviation, gamma = cache
    dgamma, dbeta = (dy * normed).sum(axis=0), dy.sum(axis=0)
    return gamma / deviation * (dy - dbeta / len(dy) - normed * dgamma / len(dy)), dgamma, dbeta


def _back_step_by_step(dy, cache):
    """Go back through every step of the forward pass: centred, variance, deviation, normalised."""
    normed, deviation, gamma = cache
    n, centred = len(dy), normed * deviation
    d_normed = dy * gamma
    d_deviation = (d_normed * -centred / deviation**2).sum(axis=0)
    d_variance = d_deviation / (2 * deviation)
    d_centred = d_normed / deviation + d_variance * 2 * centred / n
    return d_centred - d_centred.mean(axis=0), np.sum(dy * normed, axis=0), np.sum(dy, axis=0)


def _back_loop(dy, cache):
    normed, deviation, gamma = cache
    n, units = dy.shape
    dx, dgamma, dbeta = np.zeros((n, units)), np.zeros(units), np.zeros(units)
    for j in range(units):
        for i in range(n):
            dbeta[j] += dy[i, j]
            dgamma[j] += dy[i, j] * normed[i, j]
        for i in range(n):
            dx[i, j] = gamma[j] / (n * deviation[j]) * (n * dy[i, j] - dbeta[j] - normed[i, j] * dgamma[j])
    return dx, dgamma, dbeta


def _back_jacobian(dy, cache):
    normed, deviation, gamma = cache
    n = len(dy)
    dx = np.empty_like(dy)
    for j, z in enumerate(normed.T):
        dx[:, j] = (np.eye(n) - 1 / n - np.outer(z, z) / n) @ dy[:, j] * gamma[j] / deviation[j]
    return [dx, np.diag(dy.T @ normed), np.ones(n) @ dy]


def _back_projected(dy, cache):
    z, d, g = cache
    dz = g * dy
    dz = dz - dz.mean(0)
    return (dz - z * np.einsum("ij,ij->j", dz, z) / len(z)) / d, np.einsum("ij,ij->j", dy, z), np.add.reduce(dy)


# --- compare ----------------------------------------------------------------------------------------------


def _compare(scores):
    mean, sd, n = scores.mean(axis=1), scores.std(axis=1, ddof=1), scores.shape[1]
    best = mean.argmax()
    tied = mean[best] - mean <= 2 * np.sqrt((sd**2 + sd[best] ** 2) / n)
    return mean, sd, np.where(tied, "indistinguishable", "worse")


def _compare_loop(scores):
    means = [sum(row) / len(row) for row in scores]
    deviations = [math.sqrt(sum((s - m) ** 2 for s in row) / (len(row) - 1)) for row, m in zip(scores, means)]
    best = means.index(max(means))
    verdicts = []
    for mean, sd in zip(means, deviations):
        error = math.sqrt((sd**2 + deviations[best] ** 2) / len(scores[0]))
        verdicts.append("worse" if means[best] - mean > 2 * error else "indistinguishable")
    return np.array(means), np.array(deviations), verdicts


def _compare_statistics(scores):
    means, sds = (np.array([f(row.tolist()) for row in scores]) for f in (statistics.fmean, statistics.stdev))
    top = np.argsort(means)[-1]
    squared = (means - means[top]) ** 2 <= 4 * (sds**2 + sds[top] ** 2) / len(scores.T)
    return means, sds, tuple("indistinguishable" if tied else "worse" for tied in squared)


def _compare_errors(scores):
    error = stats.sem(scores, axis=1)
    mean = np.average(scores, axis=1)
    best = np.argmax(mean)
    worse = mean + 2 * np.hypot(error, error[best]) < max(mean)
    words = np.full(len(mean), "indistinguishable", dtype=object)
    words[worse] = "worse"
    return [mean, error * math.sqrt(scores.shape[1]), words]


def _compare_sums_of_squares(scores):
    n = scores.shape[1]
    mean = scores @ np.ones(n) / n
    variance = ((scores - mean[:, None]) ** 2).sum(1) / (n - 1)
    gap = mean.max() - mean
    tied = (gap * gap * n <= 4 * (variance + variance[mean.argmax()])).astype(int)
    return mean, variance**0.5, np.array(["worse", "indistinguishable"])[tied]


def _compare_with_helpers(scores):
    def summary(row):
        return np.mean(row), np.var(row, ddof=1) ** 0.5

    def verdict(row, best):
        (a, s), (b, t) = summary(row), summary(best)
        return "indistinguishable" if abs(b - a) <= 2 * ((s * s + t * t) / len(row)) ** 0.5 else "worse"

    best = max(scores, key=np.mean)
    mean, sd = np.transpose([summary(row) for row in scores])
    return mean, sd, [verdict(row, best) for row in scores]


RIGHT = {
    "activation": [
        _activation_table,
        _activation_ifs,
        _activation_one_by_one,
        _activation_masks,
        _activation_match,
        _activation_objects,
        hidden_activations.activation,
        lambda which: hidden_activations.ACTIVATIONS[which],
    ],
    "to_sigmoid_net": [
        _convert_by_layer,
        _convert_in_two_goes,
        _convert_by_index,
        _convert_recursively,
        _convert_with_a_row_for_the_bias,
        _convert_mirrored,
    ],
    "gain": [
        _gain_hermite,
        _gain_physicists_hermite,
        _gain_sum,
        _gain_quad,
        _gain_trapezoid,
        _gain_loop,
        _gain_quantiles,
        lambda f: 1 / math.sqrt(hidden_activations.gaussian_mean(lambda z: f(z) ** 2)),
        lambda f: 1 / np.sqrt(stats.norm.expect(lambda z: float(f(z)) ** 2, lb=-9, ub=9, points=[0])),
    ],
    "dead_units": [
        lambda acts: np.mean(np.all(acts == 0, axis=0)),
        lambda acts: (acts.max(axis=0) == 0).mean(),
        lambda acts: 1 - (acts > 0).any(axis=0).sum() / acts.shape[1],
        lambda acts: np.count_nonzero(acts.sum(axis=0) == 0) / len(acts[0]),
        lambda acts: sum(not column.any() for column in acts.T) / acts.shape[1],
        lambda activations: float(np.mean(np.linalg.norm(activations, axis=0) == 0)),
        _dead_loop,
        _dead_set,
        _dead_by_package,
    ],
    "batchnorm_forward": [
        _norm,
        _norm_loop,
        _norm_columns,
        _norm_keepdims,
        _norm_einsum,
        _norm_statistics,
    ],
    "batchnorm_backward": [
        _back,
        _back_step_by_step,
        _back_loop,
        _back_jacobian,
        _back_projected,
    ],
    "compare": [
        _compare,
        _compare_loop,
        _compare_statistics,
        _compare_errors,
        _compare_sums_of_squares,
        _compare_with_helpers,
    ],
}
