"""Exercise 8.2: pairwise_loss."""

import numpy as np

from course_utils import contrast
from course_utils.activations import sigmoid, sigmoid_grad, softplus
from course_utils.checks.engine.exercise import Exercise, Part
from course_utils.checks.logistic_regression._shared import of_two, several


def _signs(n):
    return 2 * np.eye(n) - 1


def _answer(logits=lambda S, t, b: t * S + b, signs=_signs, each=lambda m: softplus(-m), pull=lambda m: sigmoid(-m),
            count=lambda n: n, scale=lambda t: t, by_V=lambda slope, U: slope.T @ U, gradient_signs=None,
            weights=lambda n: 1.0):
    """Return an answer with one thing done differently: (loss, by U, by V)."""

    def answer(U, V, t, b):
        with np.errstate(all="ignore"):
            n = len(U)
            z, y = logits(U @ V.T, t, b), signs(n)
            y_slope = y if gradient_signs is None else gradient_signs(n)
            slope = -y_slope * pull(y * z) * weights(n) / count(n)
            return (weights(n) * each(y * z)).sum() / count(n), scale(t) * slope @ V, scale(t) * by_V(slope, U)

    return answer


def _softmax(U, V, t, b):
    """Return the softmax loss of the rows and its gradient, where one yes or no a pair was asked for."""
    z = t * (U @ V.T) + b
    p = np.exp(z - z.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    slope = (p - np.eye(len(U))) / len(U)
    return -np.log(np.diag(p)).mean(), t * slope @ V, t * slope.T @ U


def _both_ways(U, V, t, b):
    """Return the softmax loss of rows and columns, as CLIP has it: half of each."""
    rows, columns = _softmax(U, V, t, 0.0), _softmax(V, U, t, 0.0)
    return tuple((a + b) / 2 for a, b in zip(rows, (columns[0], columns[2], columns[1])))


def _by_differences(h):
    """Return an answer whose gradients are difference quotients, to one side."""

    def answer(U, V, t, b):
        loss = lambda Z: _answer()(*Z, t, b)[0]  # noqa: E731
        Z = np.stack([U, V])
        slopes = np.zeros(Z.shape)
        for place in np.ndindex(Z.shape):
            moved = Z.copy()
            moved[place] += h
            slopes[place] = (loss(moved) - loss(Z)) / h
        return loss(Z), *slopes

    return answer


def _of_unit_rows(U, V, t, b):
    return _answer()(contrast.unit_rows(U), contrast.unit_rows(V), t, b)


def _drawn(seed, n, d, t, b):
    return *(contrast.unit_rows(Z) for Z in np.random.default_rng(seed).normal(size=(2, n, d))), t, b


def _longer(seed, n, d, t, b):
    """Draw vectors that are not of length 1."""
    return *np.random.default_rng(seed).normal(size=(2, n, d)), t, b


_PROBES = (_drawn(1, 3, 2, 10.0, -10.0), _drawn(2, 5, 4, 3.0, -1.0), _drawn(3, 2, 3, 1.0, 0.5),
           _drawn(4, 8, 3, 7.0, -4.0), _longer(7, 4, 3, 2.0, -1.0))
_FAR = (_drawn(5, 4, 3, 2000.0, -1000.0), _drawn(6, 6, 2, 900.0, 50.0))
_ABOUT = {"rtol": 1e-9, "atol": 1e-12}

exercise = Exercise(
    "pairwise_loss",
    _answer(),
    (
        Part("the loss", _PROBES, "How many pairs are there in a batch, and which of them are a yes? By what is the "
             "sum divided?", 1.5, view=of_two(0), shows="the loss",
             more="Give each pair a sign, plus for partners and minus for strangers. The loss of a pair is that of a "
             "logit counted towards its sign. Add up all of them, and divide by the number of rows.", **_ABOUT),
        Part("the gradient by U", _PROBES, "Row i of U meets all rows of V. How does the loss of each pair change with "
             "its logit, and the logit with row i?", 1.5, view=of_two(1), shows="the gradient by U",
             more="The slope of a pair by its logit is a sigmoid with a sign. Put these slopes into a matrix like the "
             "one of the logits; the chain rule brings the scale and the rows of V.", **_ABOUT),
        Part("the gradient by V", _PROBES, "By V everything is the same, with rows and columns in each other's place.",
             1.0, view=of_two(2), shows="the gradient by V",
             more="Row j of V meets column j of the matrix of slopes.", **_ABOUT),
        Part("large scales", _FAR, "A logit of a thousand: which exponential overflows, which logarithm sees a 0?", 1.0,
             view=of_two(0), shows="the loss",
             more="The loss of one pair is a softplus. Take it from the course, where it does not overflow.", **_ABOUT),
    ),
    (
        *several("mean-of-all-pairs", "All values are smaller, by the number of rows: a mean over all pairs. The sum "
                 "is divided by n, so that each row's partner counts as much in large batches.", "mean or sum",
                 _answer(count=lambda n: n * n)),
        *several("not-divided", "All values are n times too large. Is the sum divided by the number of rows?",
                 "mean or sum", _answer(count=lambda n: 1)),
        *several("loss-alone", "One thing came. Return three: the loss, its gradient by U and its gradient by V.",
                 "shape",
                 lambda U, V, t, b: _answer()(U, V, t, b)[0]),
        *several("unit-rows", "Right where each row has length 1, as with the lesson's towers. For others the numbers "
                 "are those of rows that are divided by their lengths. The logit takes them as they are.", "another "
                 "function",
                 _of_unit_rows),
        *several("strangers-left-out", "Too small: only partners seem to pay. Strangers that look alike must cost "
                 "something, or all vectors could become the same.", "missing part",
                 _answer(signs=lambda n: np.eye(n), each=lambda m: np.where(m != 0, softplus(-m), 0))),
        *several("strangers-count-as-yes", "Low where ALL pairs are similar. Which sign has a pair of strangers?",
                 "sign", _answer(signs=lambda n: np.ones((n, n)))),
        *several("strangers-always-a-half", "A pair of strangers costs ln 2, whatever its logit, as if its sign were "
                 "0. Which sign has a pair of strangers?", "sign", _answer(signs=np.eye)),
        *several("partners-count-more", "The sum is that of partners with a weight of their own, or of means of "
                 "partners and of strangers. Here every pair counts alike.", "another function",
                 *(_answer(weights=weights) for weights in (
                     lambda n: 1 + (n - 2) * np.eye(n), lambda n: 1 + (n - 1) * np.eye(n),
                     lambda n: np.where(np.eye(n) > 0, 1, 1 / max(n - 1, 1)), lambda n: np.eye(n) + 1))),
        *several("signs-turned", "Low where strangers are similar and partners are not. Are the signs turned round?",
                 "sign", _answer(signs=lambda n: -_signs(n))),
        *several("bias-left-out", "Right where the bias is 0. Does b come in?", "missing part",
                 _answer(logits=lambda S, t, b: t * S)),
        *several("bias-subtracted", "Right where the bias is 0. Is b subtracted, where it is added?", "sign",
                 _answer(logits=lambda S, t, b: t * S - b)),
        *several("scale-on-the-bias", "Right where t is 1. Does t multiply the bias too?", "brackets",
                 _answer(logits=lambda S, t, b: t * (S + b))),
        *several("scale-divides", "Right where t is 1. Your similarities are divided by t, like a temperature; here t "
                 "multiplies.", "scale", _answer(logits=lambda S, t, b: S / t + b, scale=lambda t: 1 / t)),
        *several("inner-slope-left-out", "The loss is right. The gradients are t times too small: the logit is t times "
                 "a similarity, and the chain rule wants its slope.", "chain rule", _answer(scale=lambda t: 1.0)),
        *several("not-transposed", "Right but for the gradient by V. Row j of V meets column j of the slopes: is the "
                 "matrix transposed?", "axis", _answer(by_V=lambda slope, U: slope @ U)),
        *several("slopes-without-signs", "The loss is right. In the gradient strangers pull the same way as partners: "
                 "has the sign been lost on the way?", "sign",
                 _answer(gradient_signs=lambda n: np.ones((n, n)))),
        *several("gradient-turned", "The loss is right, both gradients are minus the right ones: a step downhill, "
                 "where the slope was asked for?", "sign", _answer(scale=lambda t: -t)),
        *several("right-side-of-the-sigmoid", "The loss is right. In the gradient, pairs that are already right pull "
                 "hardest: is it the sigmoid of the margin, where its complement belongs?", "complement",
                 _answer(pull=sigmoid)),
        *several("slope-of-the-sigmoid", "The loss is right. The gradients have the sigmoid's slope in them. What is "
                 "left of it once the logarithm is differentiated too?", "chain rule",
                 _answer(pull=sigmoid_grad), _answer(pull=lambda m: sigmoid_grad(m) * sigmoid(-m))),
        *several("differences", "The loss is right, the gradients only to some digits. Are two losses subtracted? "
                 "Their difference has few digits left.", "precision", *map(_by_differences, (1e-3, 1e-4, 1e-5, 1e-6,
                 1e-7, 1e-8))),
        *several("softmax", "For one partner among n: this is a softmax loss. Here each pair is a yes or "
                 "no of its own.", "another function", _softmax, _both_ways,
                 lambda U, V, t, b: _softmax(U, V, t, 0.0)),
        *several("overflow", "Right for everyday scales; for large ones infinity comes. Is there an exponential "
                 "that overflows, or a logarithm of a sigmoid that has become 0?", "overflow",
                 _answer(each=lambda m: np.log(1 + np.exp(-m))), _answer(each=lambda m: -np.log(sigmoid(m)))),
        *(guarded for e in (1e-16, 1e-12, 1e-8, 1e-6) for guarded in several(
            "guarded-logarithm", "Near for everyday scales; for large ones too small. Is a small number added in the "
            "logarithm?", "guard", _answer(each=lambda m, e=e: -np.log(sigmoid(m) + e)))),
    ),
    without=(contrast.pairwise_sigmoid_loss, contrast.pairwise_softmax_loss),
    section="8.2",
)
