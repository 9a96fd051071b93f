"""What the logistic functions may be given: it comes back as float64, or one clear sentence is raised."""

import numpy as np

_ROLES = {
    "y": "one label for each row of X (or logit)",
    "w": "one weight for each column",
    "mu": "one mean for each column",
    "sd": "one standard deviation for each column",
}


def number(name, value, *, whole=False, zero=False):
    """Return one positive number, or raise; ``zero`` also allows 0, ``whole`` asks for 1, 2, 3, ..."""
    value = _array(name, value)
    if value.ndim or not (value > 0 or (zero and value == 0)) or (whole and value % 1):
        kind = "a whole number from 1 up" if whole else "a number from 0 up" if zero else "a positive number"
        raise ValueError(f"{name} is {value}; expected {kind}.")
    return int(value) if whole else float(value)


def check(**arrays):
    """Return the arrays in the order given, or raise; their names are the formulas': X, y, w, z, mu, sd."""
    found = {name: _array(name, value) for name, value in arrays.items()}
    for name, shape in _shapes(**found).items():
        if name in found and found[name].shape != shape:
            raise ValueError(f"{name} has shape {found[name].shape}; expected {shape}, {_ROLES[name]}.")
    y = found.get("y", np.zeros(1))
    if np.any(y * (1 - y)):
        raise ValueError(f"y holds {y[y * (1 - y) != 0][0]:g}; expected the labels 0 and 1.")
    if np.any(found.get("sd", 1) <= 0):
        raise ValueError("sd is not positive everywhere; a column that never varies cannot be standardised.")
    return list(found.values())


def numbers(**arrays):
    """Return the arrays in the order given, as float64, or raise: whatever their names, they hold finite numbers."""
    return [_array(name, value) for name, value in arrays.items()]


def check_fit(X, y, independent=False):
    """Return X and y, or raise also where they cannot be fitted: one class, constant or dependent columns."""
    X, y = check(X=X, y=y)
    if y.min() == y.max():
        raise ValueError(f"y holds only the label {y[0]:g}; a fit needs both 0 and 1.")
    constant, largest = np.flatnonzero((X == X[0]).all(axis=0)), np.abs(X).max(axis=0)
    if len(constant) > 1:
        raise ValueError(f"columns {constant.tolist()} of X never vary; expected at most one such, of ones.")
    if largest.min() < 1e-100:
        raise ValueError(f"column {largest.argmin()} of X holds zeros or less than 1e-100; drop it or change its unit.")
    rank = np.linalg.matrix_rank(X / largest) if independent else X.shape[1]
    if rank < X.shape[1]:
        raise ValueError(f"X has {X.shape[1]} columns of rank {rank}; drop those that depend on the others.")
    return X, y


def _array(name, value):
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} has rows of different lengths; expected a rectangular array.") from None
    if array.size == 0:
        raise ValueError(f"{name} is empty; expected at least one number.")
    if array.dtype.kind not in "biuf":
        kind = "text" if array.dtype.kind in "US" else type(array.flat[0]).__name__
        raise TypeError(f"{name} holds {kind}; expected real numbers.")
    array = array.astype(float)
    if not np.all(np.abs(array) <= 1e100):
        raise ValueError(f"{name} holds nan, infinity or a number beyond 1e100; expected finite numbers.")
    return array


def _shapes(X=None, w=None, z=None, y=None, **_):
    """Return the shape that each array must have, seen from X, or else from the logits z, or else from w."""
    if X is not None:
        if X.ndim != 2:
            raise ValueError(f"X has shape {X.shape}; expected (n, d): one feature is X.reshape(-1, 1).")
        n, d = X.shape
        return {"y": (n,), "w": (d,), "mu": (d,), "sd": (d,)}
    if z is not None:
        return {"y": z.shape[max(z.ndim - y.ndim, 0) :] if z.ndim else y.shape}
    return {"w": (w.size,), "mu": (w.size - 1,), "sd": (w.size - 1,)}
