"""Checks for lesson 03: the loss and its gradient, two ways to fit, units, standard errors, a threshold."""

import numpy as np

from course_utils import logistic as truth
from course_utils.activations import log_sigmoid, sigmoid, sigmoid_grad, softplus
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.datasets import orings

_Z = np.array([[-3.0, 0.5], [2.0, -1.0]])
_Y = np.array([[0, 1], [1, 1]])
_RINGS, _DAMAGE = truth.add_intercept(orings().X), orings().y
_STANDARD = truth.add_intercept(truth.standardise(orings().X)[0])
_TABLE = np.array([[1, 0.5, -1.2], [1, -1.5, 0.3], [1, 2.0, 0.8], [1, 0.1, 1.9], [1, -0.7, -0.4], [1, 1.1, -2.0]])
_LABELS = np.array([1, 0, 1, 1, 0, 0])


def by_formula(p, y):
    """Return the log-loss as it stands in books, from the probability p."""
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


def _log_of_the_right_p(z, y):
    return -np.where(np.equal(y, 1), np.log(sigmoid(z)), np.log(1 - sigmoid(z)))


def plus_epsilon(epsilon):
    """Return the log-loss of (z, y) with a small number in its logarithms."""
    return lambda z, y: -(y * np.log(sigmoid(z) + epsilon) + (1 - y) * np.log(1 - sigmoid(z) + epsilon))


def clipped(epsilon):
    """Return the log-loss of (z, y) from a p that is kept away from 0 and 1."""
    return lambda z, y: by_formula(np.clip(sigmoid(z), epsilon, 1 - epsilon), y)


EPSILONS = (1e-16, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6)

bce_with_logits = Exercise(
    "bce_with_logits",
    lambda z, y: truth.bce_with_logits(z, y),
    (
        Part("everyday logits", ((0.0, 0), (0.0, 1), (2.5, 1), (-1.0, 0)),
             "If y = 1 the loss is -log sigmoid(z); if y = 0 it is -log sigmoid(-z).", 1.5, atol=1e-12),
        Part("sure and wrong", ((40.0, 0), (-1000.0, 1), (1000.0, 0)),
             "Sure and wrong by z costs about |z|. Compute from z, never from a rounded p.", 0.5, atol=1e-12),
        Part("sure and right", ((40.0, 1), (1000.0, 1), (-1000.0, 0)),
             "Sure and right costs almost nothing. Which exponential overflows? Which 0 meets infinity?",
             0.5, atol=1e-12),
        Part("arrays of any shape", ((_Z, _Y), (np.array([1, -2, 0]), np.array([0, 0, 1]))),
             "One loss for each logit, in the same shape; do not take the mean.", 1.5, atol=1e-12),
    ),
    (
        Mistake("M14-zero-times-log-zero", lambda z, y: by_formula(sigmoid(z), y),
                "Once p is rounded to 0 or 1, its logarithm is infinite, and 0 times infinity is nan. "
                "Never go through p: compute the loss from z."),
        Mistake("M13-log-of-sigmoid", _log_of_the_right_p,
                "The logarithm sees only the rounded p, and is infinite where p was rounded to 0 or 1. "
                "Compute the loss from z."),
        *(Mistake("M13-epsilon", make(e),
                  "The small number that avoids log(0) puts a ceiling on the loss: beyond it the slope is 0, and "
                  "nothing is learned where the model is most wrong. Compute the loss from z.")
          for e in EPSILONS for make in (plus_epsilon, clipped)),
        Mistake("overflow", lambda z, y: np.log(1 + np.exp(z)) - y * z,
                "Right on paper, but exp(1000) is too large for a float. Which exponential stays small?"),
        Mistake("overflow", lambda z, y: np.log(1 + np.exp((1 - 2 * y) * z)),
                "Right on paper, but at z = +-1000 a step on the way fails: exp(1000) is too large for a float, or "
                "sigmoid(-1000) is rounded to 0 and its logarithm is infinite. softplus and log_sigmoid avoid both."),
        Mistake("overflow", lambda z, y: y * np.log(1 + np.exp(-z)) + (1 - y) * np.log(1 + np.exp(z)),
                "Right on paper, but exp(1000) is too large for a float, and 0 times infinity is nan. softplus "
                "computes ln(1 + exp(t)) without that."),
        Mistake("overflow", lambda z, y: np.where(np.equal(y, 1), -np.log(sigmoid(z)), -np.log(sigmoid(-z))),
                "Right on paper, but at z = +-1000 one of the two sigmoids is rounded to 0, its logarithm is infinite, "
                "and np.where computes both columns. log_sigmoid does it in one step."),
        Mistake("z-for-p", by_formula,
                "z is a logit, not a probability: it can be negative, and then it has no logarithm. The formula with "
                "log(p) wants p = sigmoid(z); better, use the loss from z itself."),
        Mistake("labels-ignored", lambda z, y: -np.log(sigmoid(z)) + 0 * np.asarray(y),
                "Every label is treated as a yes. Where y = 0 the loss is -log sigmoid(-z)."),
        Mistake("labels-ignored", lambda z, y: -log_sigmoid(z) + 0 * np.asarray(y),
                "Every label is treated as a yes. Where y = 0 the loss is -log sigmoid(-z)."),
        Mistake("half-the-sign", lambda z, y: -y * log_sigmoid(z) + (1 - y) * log_sigmoid(-z),
                "The minus sign reaches only the first term. Both are logarithms of probabilities: bracket the sum."),
        Mistake("log10", lambda z, y: truth.bce_with_logits(z, y) / np.log(10),
                "This loss is 0.3010 at z = 0: it counts powers of ten. Use the natural logarithm (0.6931)."),
        Mistake("log2", lambda z, y: truth.bce_with_logits(z, y) / np.log(2),
                "This loss is 1 at z = 0: it counts bits. Use the natural logarithm (0.6931)."),
        Mistake("sign-lost", lambda z, y: -truth.bce_with_logits(z, y),
                "The logarithm of a probability is negative; the loss is MINUS that, so never negative."),
        Mistake("labels-swapped", lambda z, y: truth.bce_with_logits(z, 1 - np.asarray(y)),
                "This charges the model for being right. A large z says yes, so it should cost little when y = 1."),
        Mistake("M33-sigmoid-twice", lambda z, y: truth.bce_with_logits(sigmoid(z), y),
                "The sigmoid is applied twice: z is a logit, and the loss already contains one sigmoid."),
        Mistake("squared", lambda z, y: (sigmoid(z) - y) ** 2,
                "This is the squared error, 0.25 at z = 0. The log-loss is minus the log of the chance given to y."),
        Mistake("half-squared", lambda z, y: (sigmoid(z) - y) ** 2 / 2,
                "This is half the squared error. The log-loss is minus the log of the chance given to y."),
        Mistake("one-term", lambda z, y: -np.asarray(y) * log_sigmoid(z),
                "Only the term of y = 1 is there. What does a flight with y = 0 pay?"),
        Mistake("one-term", lambda z, y: -(1 - np.asarray(y)) * log_sigmoid(-np.asarray(z)),
                "Only the term of y = 0 is there. What does a flight with y = 1 pay?"),
        Mistake("labels-plus-minus", lambda z, y: np.logaddexp(0.0, -np.asarray(y) * z),
                "log(1 + exp(-y z)) is the form for labels -1 and 1. Here the labels are 0 and 1."),
        Mistake("averaged", lambda z, y: truth.bce_with_logits(z, y).mean(),
                "One loss for each logit was asked for, not their mean."),
        Mistake("summed", lambda z, y: truth.bce_with_logits(z, y).sum(),
                "One loss for each logit was asked for, not their sum."),
        *(Mistake("M13-clipped-logits",
                  lambda z, y, most=most: truth.bce_with_logits(np.clip(z, -most, most), y),
                  "Clipping z puts a ceiling on the loss: beyond it the slope is 0, and nothing is learned where the "
                  "model is most wrong. Some forms of the loss need no clipping at all.")
          for most in (10, 15, 20, 30, 35, 50, 100, 500, 700, 709)),
        Mistake("M13-log-of-sigmoid", lambda z, y: -np.log(sigmoid(z) ** y * (1 - sigmoid(z)) ** (1 - y)),
                "Right on paper, but where p is rounded to 0 or 1 your product is 0, and its logarithm infinite. "
                "Compute the loss from z."),
        Mistake("M13-log-of-sigmoid", lambda z, y: -(y * log_sigmoid(z) + (1 - y) * np.log(1 - sigmoid(z))),
                "One of your two logarithms sees 1 - p after p was rounded to 1. What is 1 - sigmoid(z), written as a "
                "sigmoid?"),
        Mistake("M13-log-of-sigmoid", lambda z, y: np.where(np.equal(y, 1), softplus(-z), -np.log(1 - sigmoid(z))),
                "One of your two logarithms sees 1 - p after p was rounded to 1. What is 1 - sigmoid(z), written as a "
                "sigmoid?"),
        Mistake("one-minus-log", lambda z, y: -(y * log_sigmoid(z) + (1 - y) * (1 - log_sigmoid(z))),
                "For y = 0 you take 1 minus the logarithm. It is the logarithm of 1 minus the probability."),
        Mistake("no-logarithm", lambda z, y: np.abs(sigmoid(z) - y),
                "This is the distance of p from the label, 0.5 at z = 0. The logarithm is missing."),
    ),
)


def _of_two(i):
    """Return a view of item i of a pair; a number or a row of numbers that came alone is seen whole."""
    return lambda answer: answer if _came_alone(answer) else answer[i]


def _came_alone(answer):
    return isinstance(answer, float | np.ndarray) and np.ndim(answer) < 2 and np.asarray(answer).dtype.kind == "f"


def _pair(loss, gradient):
    """Return an answer to logistic_loss_grad from two functions of (z, X, y)."""
    return lambda w, X, y: (loss(X @ w, X, y), gradient(X @ w, X, y))


def _loss(z, X, y):
    return truth.bce_with_logits(z, y).mean()


def _gradient(z, X, y):
    return X.T @ (sigmoid(z) - y) / len(y)


def _column(p, y):
    """Mix up shapes (n,) and (n, 1): every prediction meets every label."""
    return by_formula(p, y[:, None]).mean()


def _differences(w, X, y, h, back):
    """Measure the gradient by differences, from w - back to w + h along each weight."""
    rows = np.eye(w.size)
    return np.array([_loss(X @ (w + h * e), X, y) - _loss(X @ (w - back * e), X, y) for e in rows]) / (h + back)


_POINTS = (
    (np.zeros(3), _TABLE, _LABELS),
    (np.array([0.4, -1.0, 0.7]), _TABLE, _LABELS),
    (np.array([10, -0.15]), _RINGS, _DAMAGE),
)

logistic_loss_grad = Exercise(
    "logistic_loss_grad",
    lambda w, X, y: truth.logistic_loss_grad(w, X, y),
    (
        Part("the loss", _POINTS,
             "The first of the two: the MEAN of the log-losses of all rows.", 1.0, 1e-9, 0.0, view=_of_two(0)),
        Part("the gradient", _POINTS,
             "The second of the two: X.T @ (p - y) / n, shape (d,).", 2.0, 1e-9, 1e-12, view=_of_two(1)),
        Part("logits of a thousand", ((np.array([500.0, -900.0, 800.0]), _TABLE, _LABELS),),
             "Compute the loss from the logits, as in exercise 3.3.", 1.0, 1e-9, 0.0, view=_of_two(0)),
    ),
    (
        Mistake("M15-extra-slope", _pair(_loss, lambda z, X, y: X.T @ ((sigmoid(z) - y) * sigmoid_grad(z)) / len(y)),
                "Your gradient still carries the sigmoid's slope p(1 - p). The logarithm cancels it: the slope of "
                "the log-loss in z is p - y."),
        Mistake("uphill", _pair(_loss, lambda z, X, y: -_gradient(z, X, y)),
                "The sign of the gradient is turned round: it is prediction minus outcome, p - y."),
        Mistake("summed", _pair(lambda z, X, y: _loss(z, X, y) * len(y), lambda z, X, y: _gradient(z, X, y) * len(y)),
                "You add up over the rows. Divide both by n: the loss is the mean."),
        Mistake("gradient-summed", _pair(_loss, lambda z, X, y: _gradient(z, X, y) * len(y)),
                "The loss is a mean, but the gradient is a sum. Divide it by n too."),
        Mistake("divided-by-d", _pair(_loss, lambda z, X, y: _gradient(z, X, y) * len(y) / X.shape[1]),
                "You divide the gradient by d, the number of columns. The mean is over the n rows."),
        Mistake("loss-summed", _pair(lambda z, X, y: _loss(z, X, y) * len(y), _gradient),
                "The gradient is a mean, but the loss is a sum. Divide it by n too."),
        Mistake("M17-column", _pair(lambda z, X, y: _column(sigmoid(z), y),
                                    lambda z, X, y: X.T @ (sigmoid(z) - y[:, None]) / len(y)),
                "A column met a row: p - y has become an n by n table. Print the shapes; both should be (n,)."),
        Mistake("M17-column", _pair(lambda z, X, y: _column(sigmoid(z), y),
                                    lambda z, X, y: X.T @ (sigmoid(z)[:, None] - y) / len(y)),
                "A column met a row: p - y has become an n by n table. Print the shapes; both should be (n,)."),
        Mistake("no-X", _pair(_loss, lambda z, X, y: (sigmoid(z) - y).mean()),
                "This is the slope along the intercept only. Each weight is pulled in proportion to its column of X."),
        Mistake("residuals", _pair(_loss, lambda z, X, y: sigmoid(z) - y),
                "This is p - y, one number for each row. Multiply by X.T to get one for each weight."),
        Mistake("M16-squared", _pair(lambda z, X, y: ((sigmoid(z) - y) ** 2).mean(),
                                     lambda z, X, y: 2 * X.T @ ((sigmoid(z) - y) * sigmoid_grad(z)) / len(y)),
                "This is the mean squared error (0.25 at zero weights), which is flat where the model is most wrong. "
                "The log-loss was asked for."),
        Mistake("no-sigmoid", _pair(_loss, lambda z, X, y: X.T @ (z - y) / len(y)),
                "z - y is the gradient of a straight line. Put z through the sigmoid first."),
        Mistake("M33-sigmoid-twice", _pair(lambda z, X, y: _loss(sigmoid(z), X, y),
                                           lambda z, X, y: _gradient(sigmoid(z), X, y)),
                "The sigmoid is applied twice: at zero weights the loss is not ln 2. bce_with_logits takes z."),
        Mistake("M33-sigmoid-twice", _pair(lambda z, X, y: _loss(sigmoid(z), X, y), _gradient),
                "In the loss the sigmoid is applied twice: at zero weights it is not ln 2. bce_with_logits takes z."),
        Mistake("log10", _pair(lambda z, X, y: _loss(z, X, y) / np.log(10), _gradient),
                "The loss is 0.3010 at zero weights: it counts powers of ten. Use the natural logarithm."),
        Mistake("not-averaged", _pair(lambda z, X, y: truth.bce_with_logits(z, y), _gradient),
                "The loss should be one number, the mean over the rows."),
        Mistake("swapped", lambda w, X, y: truth.logistic_loss_grad(w, X, y)[::-1],
                "The loss comes first, then the gradient."),
        Mistake("one-of-two", lambda w, X, y: _loss(X @ w, X, y),
                "Return two things, separated by a comma: return loss, gradient"),
        Mistake("one-of-two", lambda w, X, y: _gradient(X @ w, X, y),
                "Return two things, separated by a comma: return loss, gradient"),
        Mistake("one-of-two", lambda w, X, y: np.append(_loss(X @ w, X, y), _gradient(X @ w, X, y)),
                "Loss and gradient are glued into one row. Return two things, separated by a comma: "
                "return loss, gradient"),
        *(Mistake("numerical", lambda w, X, y, h=h, back=back: (_loss(X @ w, X, y), _differences(w, X, y, h, back)),
                  "Right to a number of decimals, but not to nine digits everywhere: differences round. Use the "
                  "formula.")
          for h in (1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8) for back in (h, 0.0)),
        Mistake("M13-through-p", _pair(lambda z, X, y: by_formula(sigmoid(z), y).mean(), _gradient),
                "Right for small logits. For large ones p is rounded to 0 or 1 and its logarithm is infinite: "
                "compute the loss from z."),
        *(Mistake("M13-epsilon", _pair(lambda z, X, y, e=e, make=make: make(e)(z, y).mean(), _gradient),
                  "The small number that avoids log(0) puts a ceiling on the loss. Compute the loss from the logits.")
          for e in EPSILONS for make in (plus_epsilon, clipped)),
        Mistake("sign-lost", _pair(lambda z, X, y: -_loss(z, X, y), _gradient),
                "Your gradient is right, but your loss is negative. The loss is MINUS the mean of the logarithms."),
        Mistake("log-likelihood", _pair(lambda z, X, y: -_loss(z, X, y), lambda z, X, y: -_gradient(z, X, y)),
                "This is the mean log-likelihood and its gradient, which people climb. The loss is minus that."),
        Mistake("labels-swapped", _pair(lambda z, X, y: _loss(z, X, 1 - y), lambda z, X, y: _gradient(z, X, 1 - y)),
                "Yes and no have changed places: this charges the model for being right."),
        Mistake("averaged-too-far", _pair(_loss, lambda z, X, y: _gradient(z, X, y).mean()),
                "The loss is right, but your gradient is one number, a mean over the weights too. Each weight has a "
                "slope of its own."),
        Mistake("averaged-too-far", _pair(_loss, lambda z, X, y: np.mean(X.T @ (sigmoid(z) - y))),
                "The loss is right, but your gradient is one number: np.mean has averaged over the weights. Each "
                "weight has a slope of its own."),
    ),
)


def _descend(slope, start=0.0, extra=0):
    """Return an answer to fit_gd that walks along `slope`, a function of (w, X, y)."""

    def fit(X, y, lr, steps):
        w = np.full(X.shape[1], start)
        for _ in range(steps + extra):
            w = w - lr * slope(w, X, y)
        return w

    return fit


def _downhill(w, X, y):
    return X.T @ (sigmoid(X @ w) - y) / len(y)


def _squared(w, X, y):
    return X.T @ ((sigmoid(X @ w) - y) * sigmoid_grad(X @ w)) / len(y)


def _row_by_row(X, y, lr, steps):
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        for x_i, y_i in zip(X, y):
            w = w - lr * (sigmoid(x_i @ w) - y_i) * x_i
    return w


def _weights_lost(X, y, lr, steps):
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        w = -lr * _downhill(w, X, y)
    return w


def _one_weight_at_a_time(X, y, lr, steps):
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        for j in range(w.size):
            w[j] -= lr * _downhill(w, X, y)[j]
    return w


def _largest(gradient):
    return np.abs(gradient).max()


def _until_small(least, size):
    """Return an answer to fit_gd that ends as soon as the size of the gradient is below `least`."""

    def fit(X, y, lr, steps):
        w = np.zeros(X.shape[1])
        for _ in range(steps):
            if size(_downhill(w, X, y)) < least:
                break
            w = w - lr * _downhill(w, X, y)
        return w

    return fit


def _column_of_weights(X, y, lr, steps):
    w = np.zeros((X.shape[1], 1))
    for _ in range(steps):
        w = w - lr * X.T @ (sigmoid(X @ w) - y) / len(y)
    return w


_ONE_STEP = ((_STANDARD, _DAMAGE, 1.0, 1), (_TABLE, _LABELS, 0.5, 1))
_MANY = (
    (_STANDARD, _DAMAGE, 1.0, 70), (_STANDARD, _DAMAGE, 3.0, 21), (_TABLE, _LABELS, 0.5, 40),
    (_STANDARD, _DAMAGE, 3.0, 200),
)  # fmt: skip

fit_gd = Exercise(
    "fit_gd",
    lambda X, y, lr, steps: truth.fit_gd(X, y, lr, steps).weights,
    (
        Part("a single step", _ONE_STEP,
             "From zero weights, one step of minus lr times the gradient.", 1.0, 1e-9, 1e-12),
        Part("many steps", _MANY, "Compute the gradient anew at the weights of each step.", 2.0, 1e-9, 1e-12),
    ),
    (
        Mistake("uphill", _descend(lambda w, X, y: -_downhill(w, X, y)),
                "You walk uphill: the gradient points up, so subtract it."),
        Mistake("summed", _descend(lambda w, X, y: len(y) * _downhill(w, X, y)),
                "Your steps are n times too long: divide the gradient by n, because the loss is a mean."),
        Mistake("divided-twice", _descend(lambda w, X, y: _downhill(w, X, y) / len(y)),
                "Your steps are n times too short: the gradient is divided by n twice."),
        Mistake("one-step-more", _descend(_downhill, extra=1),
                "You take one step too many. range(steps) runs exactly `steps` times."),
        Mistake("one-step-fewer", _descend(_downhill, extra=-1),
                "You take one step too few. range(steps) runs exactly `steps` times."),
        Mistake("one-step-only", lambda X, y, lr, steps: _descend(_downhill)(X, y, lr, 1),
                "This is one step, whatever `steps` says. Does your return stand inside the loop?"),
        Mistake("weights-lost", _weights_lost,
                "Each step starts again from 0: the weights are replaced by the step. Subtract it from them."),
        *(Mistake("steps-ignored", lambda X, y, lr, steps, many=many: _descend(_downhill)(X, y, lr, many),
                  "The walk does not stop after `steps` steps. Take exactly that many.")
          for many in (100, 1000, 2000)),
        Mistake("started-at-one", _descend(_downhill, start=1.0),
                "You start at weights of 1; the exercise starts at 0."),
        Mistake("M15-extra-slope", _descend(_squared),
                "Your gradient carries the sigmoid's slope p(1 - p), as squared error does. Here it cancels."),
        Mistake("M16-squared", _descend(lambda w, X, y: 2 * _squared(w, X, y)),
                "You descend the squared error. The gradient of the log-loss is X.T @ (p - y) / n."),
        Mistake("no-sigmoid", _descend(lambda w, X, y: X.T @ (X @ w - y) / len(y)),
                "This fits a straight line: the sigmoid is missing from the prediction."),
        Mistake("M33-sigmoid-twice", _descend(lambda w, X, y: X.T @ (sigmoid(sigmoid(X @ w)) - y) / len(y)),
                "The sigmoid is applied twice on the way from X @ w to p."),
        Mistake("decided-too-early", _descend(lambda w, X, y: X.T @ ((X @ w > 0) - y) / len(y)),
                "You round the predictions to yes or no before you compare. Compare the probability itself."),
        Mistake("lr-ignored", lambda X, y, lr, steps: _descend(_downhill)(X, y, 1.0, steps),
                "The steps do not depend on lr."),
        Mistake("gradient-not-renewed", lambda X, y, lr, steps: -lr * steps * _downhill(np.zeros(X.shape[1]), X, y),
                "The gradient is computed once and used for ever. Compute it anew at each step."),
        Mistake("row-by-row", _row_by_row,
                "You take a step for every row. Here one step uses the mean over all rows."),
        Mistake("one-weight-at-a-time", _one_weight_at_a_time,
                "The weights change one after the other, so later ones see a new gradient. Change all at once."),
        Mistake("returned-loss", lambda X, y, lr, steps: truth.fit_gd(X, y, lr, steps).loss,
                "This is the loss at the end; return the weights."),
        Mistake("returned-path", lambda X, y, lr, steps: truth.fit_gd(X, y, lr, steps).path,
                "This is the whole walk; return only the last weights."),
        Mistake("divided-by-d", _descend(lambda w, X, y: len(y) / X.shape[1] * _downhill(w, X, y)),
                "You divide the gradient by d, the number of weights. The mean is over the n rows."),
        *(Mistake("stopped-early", _until_small(least, size),
                  "The walk breaks off when the gradient is small. Take exactly `steps` steps, however small.")
          for least in (1e-2, 1e-3, 1e-4, 1e-5, 1e-6) for size in (np.linalg.norm, _largest)),
        Mistake("M17-column", _column_of_weights,
                "A column met a row: w is a column here, so p - y has become an n by n table. Print the shapes of w, "
                "p and y."),
        Mistake("column", lambda X, y, lr, steps: _descend(_downhill)(X, y, lr, steps)[:, None],
                "The numbers are right, but the weights come back as a column. Return them with the shape (d,)."),
    ),
)


def _scaled(X_train, X_new):
    mu, sd = X_train.mean(axis=0), X_train.std(axis=0)
    return (X_train - mu) / sd, (X_new - mu) / sd


def _pooled(X_train, X_new):
    both = np.vstack([X_train, X_new])
    return tuple((X - both.mean(axis=0)) / both.std(axis=0) for X in (X_train, X_new))


def _each(scale):
    """Return an answer to standardise that applies `scale` (X, statistics of) with the training data's numbers."""
    return lambda X_train, X_new: (scale(X_train, X_train), scale(X_new, X_train))


_TRAIN = np.array([[20, 30_000], [35, 52_000], [50, 41_000], [65, 87_000.0]])
_NEW = np.array([[28, 95_000], [70, 15_000.0]])
_ROUNDED = {"rtol": 1e-9, "atol": 1e-12}

standardise = Exercise(
    "standardise",
    lambda X_train, X_new: _scaled(X_train, X_new),
    (
        Part("the training data", ((_TRAIN, _NEW), (orings().X, np.array([[31.0]]))),
             "Column by column: subtract the mean, divide by the standard deviation (np.std, over n).",
             view=lambda pair: pair[0], **_ROUNDED),
        Part("new data", ((_TRAIN, _NEW),),
             "New rows go through the training data's mean and standard deviation.",
             view=lambda pair: pair[1], **_ROUNDED),
        Part("a single new row", ((orings().X, np.array([[31.0]])), (_TRAIN, _NEW[:1])),
             "New rows go through the training data's mean and standard deviation.",
             view=lambda pair: pair[1], **_ROUNDED),
    ),
    (
        Mistake("M20-own-statistics", lambda X_train, X_new: (_scaled(X_train, X_train)[0], _scaled(X_new, X_new)[0]),
                "The new data went through their OWN mean and deviation, so equal inputs no longer mean the same. "
                "Use the training data's numbers for both."),
        Mistake("M20-pooled", _pooled,
                "The new rows took part in the mean and deviation. In use they do not exist yet: take both from the "
                "training data alone."),
        Mistake("M20-own-deviation", lambda X_train, X_new: (
                    _scaled(X_train, X_train)[0], (X_new - X_train.mean(axis=0)) / X_new.std(axis=0)),
                "The new data went through their OWN deviation, which is 0 for a single row. Use the training data's."),
        Mistake("M20-own-mean", lambda X_train, X_new: (
                    _scaled(X_train, X_train)[0], (X_new - X_new.mean(axis=0)) / X_train.std(axis=0)),
                "The new data lost their OWN mean. Subtract the training data's."),
        Mistake("one-of-two", lambda X_train, X_new: _scaled(X_train, X_new)[0],
                "You return one table. Two were asked for, separated by a comma: return train, new"),
        Mistake("n-minus-one", _each(lambda X, T: (X - T.mean(axis=0)) / T.std(axis=0, ddof=1)),
                "You divide by n - 1 in the standard deviation. Here it is over n, as np.std does it."),
        Mistake("whole-table", _each(lambda X, T: (X - T.mean()) / T.std()),
                "One mean for the whole table mixes years with money. Take it for each column: axis=0."),
        Mistake("variance", _each(lambda X, T: (X - T.mean(axis=0)) / T.var(axis=0)),
                "You divide by the variance; its square root, the standard deviation, has the right unit."),
        Mistake("only-centred", _each(lambda X, T: X - T.mean(axis=0)),
                "The means are gone, but the units are still different. Divide by the standard deviation."),
        Mistake("only-scaled", _each(lambda X, T: X / T.std(axis=0)),
                "The deviations are 1, but the means are not 0. Subtract them first."),
        Mistake("M1-precedence", _each(lambda X, T: X - T.mean(axis=0) / T.std(axis=0)),
                "Division comes before subtraction: bracket X - mean."),
        Mistake("min-max", _each(lambda X, T: (X - T.min(axis=0)) / np.ptp(T, axis=0)),
                "This brings the columns to the range from 0 to 1. Standardising uses mean and standard deviation."),
        Mistake("new-unchanged", lambda X_train, X_new: (_scaled(X_train, X_new)[0], X_new),
                "The new data come back as they were. Were the training data standardised first, and their mean and "
                "deviation taken afterwards? Then these are 0 and 1."),
        Mistake("swapped", lambda X_train, X_new: _scaled(X_train, X_new)[::-1],
                "The training data come first, then the new data."),
        Mistake("whole-table", _each(lambda X, T: (X - T.mean(axis=0)) / T.std()),
                "One deviation for the whole table mixes years with money. Take it for each column: axis=0."),
        Mistake("whole-table", _each(lambda X, T: (X - T.mean()) / T.std(axis=0)),
                "One mean for the whole table mixes years with money. Take it for each column: axis=0."),
        Mistake("rows", lambda X_train, X_new: tuple(
                    (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True) for X in (X_train, X_new)),
                "You standardise each ROW, which mixes years with money. A mean of a column runs down the rows: "
                "axis=0."),
        Mistake("new-not-centred", lambda X_train, X_new: (_scaled(X_train, X_train)[0], X_new / X_train.std(axis=0)),
                "The training data are right. The new data are scaled, but not shifted. Was the mean taken when the "
                "training data had already lost theirs?"),
        Mistake("two-deviations", lambda X_train, X_new: (
                    _scaled(X_train, X_train)[0], (X_new - X_train.mean(axis=0)) / X_train.std(axis=0, ddof=1)),
                "The training data are divided by the deviation over n, the new data by that over n - 1. Use one."),
        Mistake("root-of-deviation", _each(lambda X, T: (X - T.mean(axis=0)) / np.sqrt(T.std(axis=0))),
                "You take the root of the standard deviation. It is a root already."),
        Mistake("median", _each(lambda X, T: (X - np.median(T, axis=0)) / T.std(axis=0)),
                "You subtract the median. Standardising uses the mean."),
    ),
)


def _newton(steps, errors=None, curvature=sigmoid_grad, l2=0.0, times_n=0, late=False):
    """Return an answer to fit_newton that takes `steps` Newton steps, n**times_n times too long.

    `errors` (H, X) gives its standard errors, from the Hessian at the final weights or, if `late`, one step before.
    """
    errors = errors or (lambda H, X: np.sqrt(np.diag(np.linalg.inv(H))))

    def fit(X, y):
        w, ridge = np.zeros(X.shape[1]), l2 * np.diag(np.ptp(X, axis=0) > 0)
        for _ in range(steps):
            H = (X.T * curvature(X @ w)) @ X + ridge
            w = w - float(len(y)) ** times_n * np.linalg.solve(H, X.T @ (sigmoid(X @ w) - y) + ridge @ w)
        return w, errors(H if late else (X.T * curvature(X @ w)) @ X + ridge, X)

    return fit


def _uphill(X, y):
    w = np.zeros(X.shape[1])
    for _ in range(25):
        w = w + np.linalg.solve(truth.logistic_hessian(w, X), X.T @ (sigmoid(X @ w) - y) / len(y))
    return w, w


def _slowly(lr, steps):
    """Return an answer to fit_newton that descends in the units it is given."""

    def fit(X, y):
        w = _descend(_downhill)(X, y, lr, steps)
        return w, np.sqrt(np.diag(np.linalg.inv((X.T * sigmoid_grad(X @ w)) @ X)))

    return fit


def _newton_truth(X, y):
    fit = truth.fit_newton(X, y)
    return fit.weights, fit.standard_errors


def _straight_line(X, y):
    w = np.linalg.lstsq(X, y, rcond=None)[0]
    variance = np.sum((y - X @ w) ** 2) / (len(y) - w.size)
    return w, np.sqrt(variance * np.diag(np.linalg.inv(X.T @ X)))


_FITS = ((_RINGS, _DAMAGE), (_STANDARD, _DAMAGE), (_TABLE, np.array([1, 0, 0, 1, 1, 0])))

fit_newton = Exercise(
    "fit_newton",
    lambda X, y: _newton_truth(X, y),
    (
        Part("the weights", _FITS,
             "Repeat: solve H step = gradient, subtract the step, until it is tiny. (By gradient descent? Standardise "
             "first, and unscale at the end. By a ready-made search? Near is not enough: lower its tolerance.)",
             2.0, 1e-6, 1e-9, view=_of_two(0)),
        Part("the standard errors", _FITS,
             "Square roots of the diagonal of the inverse of the Hessian of the TOTAL loss, at the final weights.",
             2.0, 1e-5, 0.0, view=_of_two(1)),
    ),
    (
        *(Mistake("stopped-early", _newton(steps),
                  "These are the weights after the first steps. Go on until a step no longer changes anything.")
          for steps in (1, 2, 3, 4)),
        Mistake("uphill", _uphill,
                "You add the step, and the walk explodes. The gradient points uphill: subtract."),
        Mistake("M22-ridge", _newton(40, l2=1.0),
                "These weights belong to a ridge, scikit-learn's default C = 1. Maximum likelihood has no penalty."),
        Mistake("M22-ridge", lambda X, y: (_newton(40, l2=1.0)(X, y)[0], _newton_truth(X, y)[1]),
                "These weights belong to a ridge, scikit-learn's default C = 1. Maximum likelihood has no penalty."),
        Mistake("straight-line", _straight_line,
                "This is the least-squares line of section 3.1: the sigmoid is missing."),
        Mistake("variances", _newton(40, lambda H, X: np.diag(np.linalg.inv(H))),
                "These are the variances. Their square roots are the standard errors."),
        Mistake("mean-curvature", _newton(40, lambda H, X: np.sqrt(np.diag(np.linalg.inv(H / len(X))))),
                "You inverted the curvature of the MEAN loss, so the errors are too large by the square root of n. "
                "The data speak through the total: multiply H by n."),
        Mistake("divided-by-n-once-more", _newton(40, lambda H, X: np.sqrt(np.diag(np.linalg.inv(H)) / len(X))),
                "These are too small by the square root of n: the total curvature already counts every row."),
        Mistake("diagonal-first", _newton(40, lambda H, X: 1 / np.sqrt(np.diag(H))),
                "You took the diagonal first and inverted then. Invert the whole Hessian: the weights fight, and "
                "that makes each less certain."),
        Mistake("not-inverted", _newton(40, lambda H, X: np.sqrt(np.diag(H))),
                "The inverse is missing: much curvature means little uncertainty. Invert the Hessian, then take the "
                "square roots of the diagonal."),
        Mistake("root-first", _newton(40, lambda H, X: np.diag(np.linalg.inv(np.sqrt(H)))),
                "The weights are right. For the errors, invert the Hessian first and take the root of the diagonal "
                "last: entries beside the diagonal may be negative."),
        Mistake("no-curvature", _newton(40, lambda H, X: np.sqrt(np.diag(np.linalg.inv(X.T @ X)))),
                "The weights p(1 - p) are missing from the Hessian of your standard errors."),
        Mistake("errors-at-zero", _newton(40, lambda H, X: np.sqrt(np.diag(np.linalg.inv(X.T @ X / 4)))),
                "These are the standard errors at zero weights. Compute the Hessian again at the final weights."),
        *(Mistake("hessian-without-p", _newton(steps, curvature=np.ones_like),
                  "The weights p(1 - p) are missing from the Hessian: the steps are too short to get there.")
          for steps in (7, 8, 10, 15, 20, 25, 50)),
        Mistake("covariance", _newton(40, lambda H, X: np.linalg.inv(H)),
                "This is the whole table of covariances. The standard errors are the square roots of its diagonal."),
        Mistake("swapped", lambda X, y: _newton_truth(X, y)[::-1],
                "The weights come first, then the standard errors."),
        Mistake("one-of-two", lambda X, y: _newton_truth(X, y)[0],
                "Return two things, separated by a comma: return weights, errors"),
        *(Mistake("mean-and-total", _newton(steps, times_n=-1, late=late),
                  "Your steps are n times too short. Gradient and Hessian must both belong to the mean loss, or both "
                  "to the total.")
          for steps in (5, 6, 7, 8, 10, 15, 20, 25, 30, 50, 100) for late in (False, True)),
        *(Mistake("runs-away", _newton(steps, times_n=1, late=late),
                  "The walk runs away. Is the step subtracted, not added? And do gradient and Hessian both belong to "
                  "the mean loss, or both to the total? Else each step is n times too long.")
          for steps in (5, 10, 25, 100) for late in (False, True)),
        *(Mistake("raw-units", _slowly(lr, steps),
                  "In raw degrees gradient descent hardly moves, or does not settle. Standardise first, and unscale at "
                  "the end.")
          for lr, steps in ((0.001, 1000), (0.01, 1000), (1.0, 1000))),
        Mistake("covariance", _newton(40, lambda H, X: np.sqrt(np.linalg.inv(H))),
                "The weights are right. You take the root of the whole table of covariances, in which some entries are "
                "negative. Only its diagonal holds variances."),
        *(Mistake("p-not-squared", _newton(steps, curvature=sigmoid, late=late),
                  "The Hessian's weights are p alone. The slope of the sigmoid is p(1 - p).")
          for steps in (10, 15, 20, 25, 30, 50, 100) for late in (False, True)),
    ),
)

_SCALES = (
    (np.array([-1.0, -2.0]), np.array([70.0]), np.array([8.0])),
    (np.array([0.5, 1.5, -0.25]), np.array([10.0, -3.0]), np.array([2.0, 0.5])),
)


def _in_one(weights):
    """View the weights; where they come in pieces, as a table of one row, so that the shape tells."""
    return [np.hstack(weights)] if isinstance(weights, list | tuple) and any(map(np.ndim, weights)) else weights


unscale = Exercise(
    "unscale",
    lambda w, mu, sd: truth.unscale(w, mu, sd),
    (
        Part("the slopes", _SCALES,
             "A unit of the standardised column is sd raw units. What is the slope per raw unit?",
             view=lambda weights: weights[1:], **_ROUNDED),
        Part("the intercept", _SCALES, "Multiply out b0 + b1 (x - mu) / sd and collect what does not depend on x.",
             view=lambda weights: weights[0], **_ROUNDED),
        Part("the shape", _SCALES, "Intercept first, then the slopes, in one array of the shape of w.", view=_in_one,
             **_ROUNDED),
    ),
    (
        Mistake("intercept-kept", lambda w, mu, sd: np.append(w[0], w[1:] / sd),
                "The slopes are right. But x = 0 is another place now, so the intercept must change too."),
        Mistake("multiplied", lambda w, mu, sd: np.append(w[0] - w[1:] * sd @ mu, w[1:] * sd),
                "You multiply by sd. Per raw unit the slope is smaller if sd is large: divide."),
        Mistake("intercept-sign", lambda w, mu, sd: np.append(w[0] + w[1:] / sd @ mu, w[1:] / sd),
                "The sign in the intercept is turned round: (x - mu) / sd brings MINUS b1 mu / sd."),
        Mistake("sd-forgotten", lambda w, mu, sd: np.append(w[0] - w[1:] @ mu, w[1:] / sd),
                "In the intercept the division by sd is missing."),
        Mistake("intercept-divided", lambda w, mu, sd: np.append(w[0] - np.sum(mu / sd), w[1:] / sd),
                "In the intercept mu / sd must be multiplied by the slope."),
        Mistake("only-centred", lambda w, mu, sd: np.append(w[0] - w[1:] @ mu, w[1:]),
                "The scale is missing: divide the slopes by sd."),
        Mistake("like-data", lambda w, mu, sd: np.append(w[0], (w[1:] - mu) / sd),
                "This standardises the weights as if they were data. Multiply out the model instead."),
        Mistake("like-data-back", lambda w, mu, sd: np.append(w[0], w[1:] * sd + mu),
                "This un-standardises the weights as if they were data. Multiply out the model instead."),
        Mistake("not-summed", lambda w, mu, sd: np.append(w[0] - w[1:] * mu / sd, w[1:] / sd),
                "There is one intercept for each column here. Add up the parts of all columns: it is a single number."),
        Mistake("slopes-only", lambda w, mu, sd: w[1:] / sd,
                "The intercept is missing; it comes first."),
        Mistake("intercept-last", lambda w, mu, sd: np.append(w[1:] / sd, w[0] - w[1:] / sd @ mu),
                "The intercept comes first, then the slopes."),
        Mistake("two-things", lambda w, mu, sd: (w[0] - w[1:] / sd @ mu, w[1:] / sd),
                "You return two things, the intercept and the slopes. Join them in one array of the shape of w."),
        Mistake("divided-twice", lambda w, mu, sd: np.append(w[0] - w[1:] / sd**2 @ mu, w[1:] / sd),
                "In the intercept you divide by sd twice. Were the slopes divided already when you used them there?"),
        Mistake("slopes-forgotten", lambda w, mu, sd: np.append(w[0] - np.sum(mu), w[1:] / sd),
                "In the intercept mu must be multiplied by the raw slope."),
        Mistake("old-intercept-lost", lambda w, mu, sd: np.append(-w[1:] / sd @ mu, w[1:] / sd),
                "In the intercept the old one, w[0], is missing."),
        Mistake("sd-multiplied", lambda w, mu, sd: np.append(w[0] - w[1:] * sd @ mu, w[1:] / sd),
                "In the intercept you multiply by sd. It is the same slope as beside x: divided."),
        Mistake("first-column-only", lambda w, mu, sd: np.append(w[0] - w[1] * mu[0] / sd[0], w[1:] / sd),
                "In the intercept only the first column counts. Add up the parts of all columns."),
    ),
)

best_threshold = Exercise(
    "best_threshold",
    lambda c_fp, c_fn: truth.best_threshold(c_fp, c_fn),
    (
        Part("equal costs", ((1, 1), (30.0, 30.0)), "If both mistakes cost the same, yes and no are on equal terms.",
             rtol=1e-9),
        Part("a miss is worse, or a false alarm is", ((1, 5), (2.0, 0.5), (10, 90)),
             "At the threshold both answers cost the same: (1 - p) c_fp = p c_fn. Solve for p.", 2.0, 1e-9),
    ),
    (
        Mistake("swapped", lambda c_fp, c_fn: c_fn / (c_fp + c_fn),
                "The dearer a miss, the EARLIER you should say yes: the threshold must fall as c_fn grows."),
        Mistake("one-half", lambda c_fp, c_fn: 0.5,
                "One half is right only if both mistakes cost the same."),
        Mistake("ratio", lambda c_fp, c_fn: c_fp / c_fn,
                "These are the odds at the threshold. The probability is odds / (1 + odds)."),
        Mistake("ratio-turned", lambda c_fp, c_fn: c_fn / c_fp,
                "This is a ratio of costs, and it can exceed 1. Solve (1 - p) c_fp = p c_fn for p."),
        Mistake("M18-logit", lambda c_fp, c_fn: np.log(c_fp / c_fn),
                "This is the threshold for the logit z. For the probability, put it through the sigmoid."),
        Mistake("M1-precedence", lambda c_fp, c_fn: c_fp / c_fp + c_fn,
                "Division comes before addition: bracket the denominator."),
        Mistake("false-alarm-ignored", lambda c_fp, c_fn: 1 / (1 + c_fn),
                "This takes the cost of a false alarm to be 1. Only the ratio of the two may count."),
        Mistake("miss-ignored", lambda c_fp, c_fn: c_fp / (1 + c_fp),
                "This takes the cost of a miss to be 1. Only the ratio of the two may count."),
        Mistake("per-cent", lambda c_fp, c_fn: 100 * c_fp / (c_fp + c_fn),
                "This is in per cent. A probability lies between 0 and 1."),
        Mistake("sigmoid-of-costs", lambda c_fp, c_fn: sigmoid(c_fp - c_fn),
                "Costs are not log-odds: only their ratio may count, so doubling both must change nothing."),
        *(Mistake("rounded", lambda c_fp, c_fn, n=n, cut=cut: cut(n * truth.best_threshold(c_fp, c_fn)) / n,
                  "Near, but rounded, or the best of a grid. Nine digits are asked for: solve the equation on paper.")
          for n in (100, 1000, 10_000) for cut in (np.round, np.ceil)),
        Mistake("difference", lambda c_fp, c_fn: (c_fp - c_fn) / (c_fp + c_fn),
                "This is 0 where the costs are equal, and can be negative. Solve (1 - p) c_fp = p c_fn for p."),
        Mistake("half-the-ratio", lambda c_fp, c_fn: 0.5 * c_fp / c_fn,
                "Right for equal costs, but this can exceed 1. Solve (1 - p) c_fp = p c_fn for p."),
    ),
)
