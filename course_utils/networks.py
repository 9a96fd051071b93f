"""Proto."""

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from course_utils.hidden_activations import ACTIVATIONS

EPSILON = 1e-5


@dataclass(frozen=True, eq=False, repr=False)
class Network:
    theta: np.ndarray
    sizes: tuple
    activation: str = "sigmoid"
    residual: bool = False
    batch_norm: bool = False
    slope_scale: float = 0.0
    moments: tuple = ()

    @cached_property
    def parts(self):
        pieces = iter(np.split(self.theta, np.cumsum([np.prod(s) for v in shapes(self).values() for s in v])))
        return {name: [next(pieces).reshape(s) for s in v] for name, v in shapes(self).items()}

    W = property(lambda self: self.parts["W"])
    b = property(lambda self: self.parts["b"])
    scale = property(lambda self: self.parts["scale"])
    shift = property(lambda self: self.parts["shift"])
    slope = property(lambda self: self.parts["slope"])


def shapes(net):
    hidden = [(n,) for n in net.sizes[1:-1]]
    return {"W": list(pairwise(net.sizes)), "b": [(n,) for n in net.sizes[1:]], "scale": hidden * net.batch_norm,
            "shift": hidden * net.batch_norm, "slope": [(1,)] * (len(hidden) * bool(net.slope_scale))}


def _uniform(rng, m, n):
    return rng.uniform(-1, 1, (m, n)) / np.sqrt(m), rng.uniform(-1, 1, n) / np.sqrt(m)

def _normal(var):
    return lambda rng, m, n: (rng.normal(0, np.sqrt(var(m, n)), (m, n)), np.zeros(n))

def _centred4(rng, m, n):
    W = rng.normal(0, 4 / np.sqrt(m), (m, n))
    return W, -0.5 * W.sum(0)

INITS = {"uniform": _uniform, "xavier": _normal(lambda m, n: 2 / (m + n)), "he": _normal(lambda m, n: 2 / m), "centred4": _centred4}

def network(sizes, init="xavier", activation="sigmoid", *, seed=0, residual=False, batch_norm=False, slope_scale=0.0, dtype=float):
    net = Network(np.empty(0), tuple(sizes), activation, residual, batch_norm, slope_scale)
    net = replace(net, theta=np.zeros(sum(int(np.prod(s)) for v in shapes(net).values() for s in v), dtype))
    rng = np.random.default_rng(seed)
    draw = INITS[init] if isinstance(init, str) else init if callable(init) else _normal(lambda m, n: init**2)
    for W, b in zip(net.W, net.b):
        W[...], b[...] = draw(rng, *W.shape)
    for g in net.scale: g[...] = 1
    for a in net.slope: a[...] = 1 / slope_scale
    return net


class Layer(NamedTuple):
    h: np.ndarray; z: np.ndarray; u: np.ndarray; a: np.ndarray; norm: tuple | None


def fsig(z):
    t = np.minimum(z, 40); np.exp(t, t); d = t + 1; t /= d; return t

FAST = {"sigmoid": (fsig, lambda a: a - a*a), "tanh": (np.tanh, lambda a: 1 - a*a), "4 sigmoid - 2": (lambda z: 2*np.tanh(z/2), lambda a: 1 - a*a/4), "relu": (lambda z: np.maximum(z, 0), lambda a: a > 0)}

SKIP_FIRST = True

def forward(net, X):
    f = FAST.get(net.activation, ACTIVATIONS[net.activation])[0]
    h, layers = X, []
    for l in range(len(net.sizes) - 2):
        z = h @ net.W[l]; z += net.b[l]
        norm = None
        if net.batch_norm:
            m, v = net.moments[l] if net.moments else (z.mean(0), z.var(0))
            inv = 1 / np.sqrt(v + EPSILON); zh = (z - m) * inv; norm = zh, inv, (m, v)
            z = zh * net.scale[l] + net.shift[l]
        u = z * (net.slope_scale * net.slope[l]) if net.slope_scale else z
        a = f(u)
        layers.append(Layer(h, z, u, a, norm))
        h = a + h if net.residual and (l or not SKIP_FIRST) and a.shape == h.shape else a
    layers.append(Layer(h, h @ net.W[-1] + net.b[-1], None, None, None))
    return layers

def cross_entropy(z, y):
    if z.shape[1] == 1:
        l, d = cross_entropy(np.hstack([np.zeros_like(z), z]), y); return l, d[:, 1:]
    z = z - z.max(1, keepdims=True); e = np.exp(z); s = e.sum(1, keepdims=True); e /= s
    r = np.arange(len(y)); loss = float((np.log(s[:, 0]) - z[r, y]).mean()); e[r, y] -= 1; e /= len(y); return loss, e

def backward(net, layers, d, grad=None):
    grad = grad or replace(net, theta=np.zeros_like(net.theta))
    fast = FAST.get(net.activation); df = fast and fast[1] or ACTIVATIONS[net.activation][1]
    h = layers[-1].h
    np.matmul(h.T, d, out=grad.W[-1]); d.sum(0, out=grad.b[-1]); d = d @ net.W[-1].T
    for l in reversed(range(len(layers) - 1)):
        h, z, u, a, norm = layers[l]
        skip = d
        d = df(a if fast else u); d = d * skip
        if net.slope_scale:
            grad.slope[l][...] = net.slope_scale * np.vdot(d, z); d *= net.slope_scale * net.slope[l]
        if net.batch_norm:
            zh, inv, _ = norm
            grad.scale[l][...] = (d * zh).sum(0); grad.shift[l][...] = d.sum(0)
            d = d * net.scale[l]
            d = inv * (d if net.moments else d - d.mean(0) - zh * (d * zh).mean(0))
        np.matmul(h.T, d, out=grad.W[l]); d.sum(0, out=grad.b[l])
        if l:
            d = d @ net.W[l].T
            if net.residual and h.shape == a.shape: d += skip
    return grad

def lsuv(net, X, per_unit=False, last=False):
    net = replace(net, theta=net.theta.copy())
    for l in range(len(net.W) - (not last)):
        z = forward(net, X)[l].z
        s = z.std(0) if per_unit else np.sqrt(z.var(0).mean())
        net.W[l][...] /= s
        net.b[l][...] -= z.mean(0); net.b[l][...] /= s
    return net

def stats(net, X, y):
    layers = forward(net, X); loss, d = cross_entropy(layers[-1].z, y); g = backward(net, layers, d)
    df = ACTIVATIONS[net.activation][1]
    S = [df(L.u) for L in layers[:-1]]
    return {"rms": np.array([np.sqrt(np.mean(np.square(w, dtype=float))) for w in g.W[:-1]]), "spread": np.array([np.sqrt(L.a.var(0, dtype=float).mean()) for L in layers[:-1]]),
     "sat": np.array([(s < .01).mean() for s in S]), "slope": np.array([s.mean() for s in S]), "dead": np.array([(s == 0).all(0).mean() for s in S]), "mean": np.array([L.a.mean() for L in layers[:-1]])}

def acc(net, X, y): 
    z = forward(net, X)[-1].z
    return float((z.argmax(1) == y).mean())

def train(net, X, y, Xt, yt, epochs=30, lr=.1, batch=64, seed=0, adam=False, every=None):
    net = replace(net, theta=net.theta.copy(), moments=()); g = replace(net, theta=np.zeros_like(net.theta)); v = np.zeros_like(net.theta); rng = np.random.default_rng(seed)
    hist = []; v2 = v.copy(); k = 0
    for e in range(epochs):
        p = rng.permutation(len(y)); Xp, yp = X[p], y[p]
        for i in range(0, len(y) - batch + 1, batch):
            layers = forward(net, Xp[i:i+batch]); loss, d = cross_entropy(layers[-1].z, yp[i:i+batch]); backward(net, layers, d, g)
            if adam:
                k += 1; v *= .9; v += .1*g.theta; v2 *= .999; v2 += .001*g.theta**2
                net.theta[...] -= lr*(v/(1-.9**k))/(np.sqrt(v2/(1-.999**k))+1e-8)
            else:
                np.multiply(v, .9, v); v += g.theta; net.theta[...] -= lr * v
        L = forward(net, X); loss = cross_entropy(L[-1].z, y)[0]
        ev = replace(net, moments=tuple(l.norm[2] for l in L[:-1])) if net.batch_norm else net
        hist.append((loss, acc(ev, Xt, yt)))
    return ev, np.array(hist)
