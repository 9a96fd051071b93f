"""Checks for lesson 07: one measurement for each of the article's twelve sentences, and its three code blocks."""

import numpy as np
from matplotlib.figure import Figure

from course_utils.activations import log_sigmoid, logit, sigmoid, sigmoid_grad, tanh, tanh_grad
from course_utils.checks import derivative
from course_utils.checks.engine.exercise import Exercise, Mistake, Part
from course_utils.checks.logistic_regression import EPSILONS, by_formula, clipped, plus_epsilon
from course_utils.logistic import bce_with_logits

_NINE = {"rtol": 1e-9, "atol": 1e-12}


def _item(i):
    """Return a view of item i of a pair; what is no pair is seen whole."""
    return lambda answer: answer[i] if _is_pair(answer) else answer


def _is_pair(answer):
    return len(answer) == 2 if isinstance(answer, tuple | list) else np.shape(answer)[:1] == (2,)


def _both(pair):
    return np.stack([pair[0], pair[1]])


def _pair(first, second):
    """Return an answer that gives two things, each a function of the same arguments."""
    return lambda *given: (first(*given), second(*given))


def _swapped(answer):
    return lambda *given: answer(*given)[::-1]


def _one_of_two(answer, names):
    """List the mistakes of returning only one of a pair; `names` is how to return both."""
    return tuple(Mistake("one-of-two", lambda *given, i=i: answer(*given)[i],
                         f"Return two things, separated by a comma: return {names}") for i in (0, 1))  # fmt: skip


# --- S1 ----------------------------------------------------------------------------------------------------

_HEIGHTS = np.array([-0.9, -0.2, 0.0, 0.6])

rescale = Exercise(
    "rescale",
    lambda values, low, high: (values - low) / (high - low),
    (
        Part("from -1 and 1", ((_HEIGHTS, -1.0, 1.0), (0.5, -1.0, 1.0)),
             "low must become 0, high must become 1, and the middle one half.", **_NINE),
        Part("from other ranges",
             ((np.array([-1.2, 0.3, 1.5]), -np.pi / 2, np.pi / 2), (np.array([[2.0, 5.0], [9.5, 3.0]]), 2.0, 10.0)),
             "How wide is the old range, and where does it begin? Both are arguments.", **_NINE),
    ),
    (
        Mistake("M1-precedence", lambda values, low, high: values - low / (high - low),
                "Division comes before subtraction, so only low is divided. Which difference needs a bracket?"),
        Mistake("tanh-only", lambda values, low, high: (values + 1) / 2,
                "Right for a range from -1 to 1. Other curves have other ends: use low and high."),
        Mistake("not-shifted", lambda values, low, high: values / (high - low),
                "The width is right, but the new range does not begin at 0. What must happen to low?"),
        Mistake("not-scaled", lambda values, low, high: values - low,
                "The new range begins at 0, but it is as wide as the old one."),
        Mistake("high-for-width", lambda values, low, high: (values - low) / high,
                "You divide by high. How wide is the old range?"),
        Mistake("upside-down", lambda values, low, high: (high - values) / (high - low),
                "Your map turns the range round: low should become 0, and high 1."),
        Mistake("middle-at-0", lambda values, low, high: (2 * values - low - high) / (high - low),
                "This maps to the range from -1 to 1. Here it is from 0 to 1."),
        Mistake("range-of-the-data", lambda values, low, high: (values - np.min(values)) / np.ptp(values),
                "You take the smallest and the largest of the values that happen to be there. The ends of the range "
                "are low and high, whether or not a value reaches them."),
        Mistake("another-sigmoid", lambda values, low, high: sigmoid(values),
                "The sigmoid bends the values. To rescale, stretch and shift them, no more."),
        Mistake("low-sign", lambda values, low, high: (values + low) / (high - low),
                "low should become 0, and here it does not: mind the sign of the shift."),
        *(Mistake("even-ranges-only", wrong,
                  "Right for a range that lies evenly on both sides of 0. This one does not: where does it begin, and "
                  "how wide is it?")
          for wrong in (lambda values, low, high: (values + abs(low)) / (high - low),
                        lambda values, low, high: (values - low) / (abs(high) + abs(low)),
                        lambda values, low, high: 0.5 + values / (high - low),
                        lambda values, low, high: (1 + values / high) / 2,
                        lambda values, low, high: (values + high) / (2 * high))),
    ),
)  # fmt: skip


# --- S2 ----------------------------------------------------------------------------------------------------


def _counts(zero=lambda s: s == 0, one=lambda s: s == 1, total=np.sum, f=sigmoid):
    return _pair(lambda x: total(zero(f(x))), lambda x: total(one(f(x))))


def _textbook(x):
    return 1 / (1 + np.exp(-x))


_ENDS = (
    (np.array([-1000.0, -800.0, -720.0, -300.0, 0.0, 20.0, 36.0, 50.0]),),
    (np.array([[-900.0, 3.0], [45.0, 1000.0]]),),
    (np.array([-5.0, 5.0, 90.0]),),
)

at_the_ends = Exercise(
    "at_the_ends",
    lambda x: _counts()(x),
    (
        Part("how many are exactly 0", _ENDS, "Compare each output of activations.sigmoid with 0, and count.",
             view=_item(0)),
        Part("how many are exactly 1", _ENDS, "Compare each output of activations.sigmoid with 1, and count.",
             view=_item(1), warnings_cost=False),
    ),
    (
        Mistake("nearly", _counts(lambda s: np.isclose(s, 0), lambda s: np.isclose(s, 1)),
                "You count the outputs that are NEARLY 0 or 1. The sentence speaks of the ends themselves: exactly."),
        Mistake("nearest", _counts(lambda s: np.round(s) == 0, lambda s: np.round(s) == 1),
                "Rounded, every output is 0 or 1. Compare the outputs as they are."),
        Mistake("textbook", _counts(f=_textbook),
                "That is the textbook formula, which gives 0 (and a warning) where a float64 still exists. Ask the "
                "course's sigmoid."),
        Mistake("symmetry", _pair(lambda x: np.sum(sigmoid(-x) == 1), lambda x: np.sum(sigmoid(x) == 1)),
                "You count more zeros than there are. (By symmetry, at -x? With a tolerance?) Near 0 floats lie far "
                "closer together than near 1: look at the zeros themselves, exactly."),
        Mistake("symmetry", _pair(lambda x: np.sum(sigmoid(x) == 0), lambda x: np.sum(sigmoid(-x) == 0)),
                "You find the ones by symmetry, at -x. On paper that is right. Near 0 floats lie far closer together "
                "than near 1: look at the ones themselves."),
        Mistake("inputs", _counts(f=lambda x: x),
                "You look at the inputs. The claim is about the outputs."),
        Mistake("shares", _counts(total=np.mean),
                "These are shares. How MANY was the question."),
        Mistake("both-together", lambda x: sum(_counts()(x)),
                "This counts both ends together. Return two numbers: the zeros, then the ones."),
        *_one_of_two(_counts(), "zeros, ones"),
        Mistake("swapped", _swapped(_counts()), "The zeros come first, then the ones."),
        Mistake("subnormal", _counts(lambda s: s < np.finfo(float).tiny),
                "You count outputs that are very small, but not 0. The smallest floats have fewer digits, and are "
                "numbers all the same."),
        Mistake("mask", _counts(total=lambda mask: mask),
                "This says of each output whether it is at an end. How many are there?"),
        Mistake("any", _counts(total=np.any),
                "This says whether there are any. How MANY was the question."),
    ),
)


# --- S3 ----------------------------------------------------------------------------------------------------

_Z = (np.array([-6.0, -2.5, 0.0, 1.0, 6.0]),), (np.array([[0.5, -4.0], [8.0, -8.0]]),)

output_and_slope = Exercise(
    "output_and_slope",
    lambda z: _pair(sigmoid, sigmoid_grad)(z),
    (
        Part("the outputs", _Z, "The first of the two: how much the neuron says.", view=_item(0), **_NINE),
        Part("the slopes", _Z, "The second of the two: how much the output moves when z does.", view=_item(1), **_NINE),
    ),
    (
        Mistake("M2-mirrored", _pair(lambda z: sigmoid(-z), sigmoid_grad),
                "Your output falls as z grows. Look at the sign in the exponent."),
        Mistake("M8-x-for-s", _pair(sigmoid, lambda z: z * (1 - z)),
                "The short formula for the slope wants the output; you gave it z."),
        Mistake("M8-slope-of-the-output", _pair(sigmoid, lambda z: sigmoid_grad(sigmoid(z))),
                "The slope is taken at the output. The neuron sits at z."),
        Mistake("M11-peak-1", _pair(sigmoid, lambda z: 4 * sigmoid_grad(z)),
                "These slopes reach 1 at z = 0. The sigmoid is not as steep as that."),
        Mistake("tanh", _pair(tanh, tanh_grad), "This is tanh. The sentence is about the sigmoid."),
        Mistake("M12-difference", _pair(sigmoid, lambda z: sigmoid(z + 0.5) - sigmoid(z - 0.5)),
                "A difference over a whole unit of z blurs the slope. The slope belongs to one place."),
        Mistake("distance-for-slope", _pair(sigmoid, lambda z: sigmoid(-np.abs(z))),
                "This is the distance of the output to the nearer end. The slope is a little less."),
        *_one_of_two(_pair(sigmoid, sigmoid_grad), "outputs, slopes"),
        Mistake("swapped", _pair(sigmoid_grad, sigmoid), "The outputs come first, then the slopes."),
        Mistake("M10-minus", _pair(sigmoid, lambda z: -sigmoid_grad(z)),
                "Your slopes are negative, yet the output rises with z. How many minus signs does the chain rule "
                "bring?"),
        Mistake("M1-precedence", _pair(lambda z: 1 / 1 + np.exp(-z), sigmoid_grad),
                "Your outputs exceed 1. Division comes before addition: something lacks a bracket."),
        Mistake("tanhs-rule", _pair(sigmoid, lambda z: 1 - sigmoid(z) ** 2),
                "1 - s^2 is the rule for the slope of tanh. The sigmoid has its own."),
        *(Mistake("M12-difference", _pair(sigmoid, lambda z, h=h, back=back: (sigmoid(z + h) - sigmoid(z - back))
                                          / (h + back)),
                  "A difference is near the slope, but not right to nine digits everywhere. There is a formula, and a "
                  "function.")
          for h in (1e-2, 1e-3, 1e-4, 1e-6, 1e-7, 1e-8) for back in (h, 0.0)),
    ),
)


# --- S4 and C3: right answers and their price ----------------------------------------------------------------


def _share_right(z, y, threshold=0.0):
    return np.mean((z > threshold) == (y == 1))


def _scores(loss=bce_with_logits, right=_share_right, mean=np.mean):
    """Return an answer to evaluate: the share right, and the mean of a loss of (z, y)."""
    return lambda z, y: (right(z, y), mean(loss(z, y)))


def _at(judge):
    """Return an answer to accuracy_and_loss that judges the logits k z."""
    return lambda z, y, k: judge(k * z, y)


def _wrong_scores(wrap):
    """List the mistakes that both exercises share; `wrap` makes an answer to the exercise from one to evaluate."""
    return (
        Mistake("M14-log-of-rounded-p", wrap(_scores(lambda z, y: by_formula(sigmoid(z), y))),
                "Once p is rounded to 0 or 1, its logarithm is infinite, and 0 times infinity is nan. The loss can be "
                "had from the logits, without p."),
        *(Mistake("M13-epsilon", wrap(_scores(make(epsilon))),
                  "The small number that avoids log(0) puts a ceiling on the loss: the surest errors cost too little. "
                  "The loss can be had from the logits, without p.")
          for epsilon in EPSILONS for make in (clipped, plus_epsilon)),
        Mistake("M13-log-of-rounded-p", wrap(_scores(lambda z, y: np.where(
                    y == 1, -np.log(sigmoid(z)), -np.log(1 - sigmoid(z))))),
                "Once p is rounded to 0 or 1, its logarithm is infinite. The loss can be had from the logits, without "
                "p."),
        Mistake("M18-threshold", wrap(_scores(right=lambda z, y: _share_right(z, y, 0.5))),
                "You compare LOGITS with one half. Which logit belongs to the probability one half?"),
        Mistake("M33-sigmoid-twice", wrap(_scores(lambda z, y: bce_with_logits(sigmoid(z), y))),
                "The sigmoid is applied twice: the loss already contains one."),
        Mistake("sign-lost", wrap(_scores(lambda z, y: -bce_with_logits(z, y))),
                "Your loss is negative. The logarithm of a probability is too; what turns it into a cost?"),
        Mistake("summed", wrap(_scores(mean=np.sum)), "Your loss grows with the number of rows. Take the mean."),
        Mistake("squared", wrap(_scores(lambda z, y: (sigmoid(z) - y) ** 2)),
                "This is the mean squared error. The log-loss takes the logarithm of the chance given to the label."),
        Mistake("labels-swapped", wrap(_scores(lambda z, y: bce_with_logits(z, 1 - y))),
                "Your loss charges for being right: a large logit should cost little where y = 1."),
        Mistake("counted", wrap(_scores(right=lambda z, y: len(y) * _share_right(z, y))),
                "This counts the rows that are right. The share is a number from 0 to 1."),
        Mistake("per-cent", wrap(_scores(right=lambda z, y: 100 * _share_right(z, y))),
                "These are per cent. The share is a number from 0 to 1."),
        Mistake("share-wrong", wrap(_scores(right=lambda z, y: 1 - _share_right(z, y))),
                "This is the share of the rows that are WRONG."),
        Mistake("rows-of-yes-only", wrap(_scores(right=lambda z, y: np.mean(z[y == 1] > 0))),
                "This is the share of the rows with y = 1 that are right. All rows count."),
        Mistake("half-the-sign", wrap(_scores(lambda z, y: -y * log_sigmoid(z) + (1 - y) * log_sigmoid(-z))),
                "The minus sign reaches only one of the two terms of your loss. Bracket the sum."),
        Mistake("log10", wrap(_scores(lambda z, y: bce_with_logits(z, y) / np.log(10))),
                "Your loss counts powers of ten. Use the natural logarithm."),
        Mistake("labels-plus-minus", wrap(_scores(lambda z, y: np.logaddexp(0.0, -y * z))),
                "log(1 + exp(-y z)) is the form for labels -1 and 1. Here the labels are 0 and 1."),
        Mistake("not-averaged", wrap(_scores(mean=lambda losses: losses)),
                "Your loss has one number for each row. Take their mean."),
    )  # fmt: skip


_LOGITS, _LABELS = np.array([-2.0, -0.3, 0.2, 0.4, 1.5, 3.0]), np.array([0, 1, 1, 1, 0, 1])
_SCALED = tuple((_LOGITS, _LABELS, k) for k in (1.0, 0.25, 4.0))

accuracy_and_loss = Exercise(
    "accuracy_and_loss",
    lambda z, y, k: _at(_scores())(z, y, k),
    (
        Part("the share right", _SCALED, "A row is right if its logit says yes where y = 1, and no where y = 0.", 0.5,
             view=_item(0), **_NINE),
        Part("the loss", _SCALED, "The mean log-loss of the logits k z.", view=_item(1), **_NINE),
        Part("the loss of logits in the hundreds", ((_LOGITS, _LABELS, 1000.0),),
             "Sure and wrong by z costs about |z|. Which function of lesson 03 takes the logits?", 0.5,
             view=_item(1), **_NINE),
    ),
    (
        *_wrong_scores(_at),
        Mistake("M23-k-forgotten", lambda z, y, k: _scores()(z, y),
                "The loss does not depend on k. It is the loss of the logits k z."),
        Mistake("half-the-loss", _at(_scores(lambda z, y: -y * log_sigmoid(z))),
                "Rows with y = 0 pay nothing: one of the two terms of the log-loss is missing."),
        *_one_of_two(_at(_scores()), "accuracy, loss"),
        Mistake("k-times-p", lambda z, y, k: (_share_right(z, y), by_formula(k * sigmoid(z), y).mean()),
                "You multiply the probability by k, and it can leave the range from 0 to 1. The LOGITS grow."),
        Mistake("swapped", _swapped(_at(_scores())), "The share right comes first, then the loss."),
        Mistake("k-times-loss", lambda z, y, k: (_share_right(z, y), k * bce_with_logits(z, y).mean()),
                "You multiply the loss by k. It is the LOGITS that grow."),
        Mistake("k-divides", lambda z, y, k: _scores()(z / k, y),
                "You divide the logits by k, as a temperature does. Multiply them."),
    ),
)


# --- S5 ----------------------------------------------------------------------------------------------------


def _back(x):
    return logit(sigmoid(x))


round_trip_error = Exercise(
    "round_trip_error",
    lambda x: np.abs(_back(x) - x),
    (
        Part("where there is a way back",
             ((np.array([-700.0, -37.0, -5.0, 0.0, 3.0, 20.0]),), (np.array([[36.0, 36.2]]),)),
             "There and back: how far from x do you land?", rtol=1e-3, atol=1e-6),
        Part("where the way is lost", ((np.array([38.0, 100.0, 1000.0]),), (np.array([-800.0, 2.0, -1000.0]),)),
             "An output of exactly 0 or 1 has no finite logit. Infinitely far off is far off: inf.", rtol=1e-3,
             atol=1e-6, warnings_cost=False),
    ),
    (
        Mistake("sign-kept", lambda x: _back(x) - x,
                "Your errors have a sign. How FAR you land from x has none."),
        Mistake("sign-kept", lambda x: x - _back(x),
                "Your errors have a sign. How FAR you land from x has none."),
        Mistake("relative", lambda x: np.abs(_back(x) - x) / np.abs(x),
                "This is the error relative to x. Return the distance itself."),
        Mistake("M13-clipped", lambda x: np.abs(logit(np.clip(sigmoid(x), 1e-15, 1 - 1e-15)) - x),
                "Clipping the output hides the loss, and makes a new one: beyond the clip every x comes back as the "
                "same number. Leave the outputs as they are."),
        Mistake("M13-clipped", lambda x: np.abs(logit(np.clip(sigmoid(x), 1e-12, 1 - 1e-12)) - x),
                "Clipping the output hides the loss, and makes a new one: beyond the clip every x comes back as the "
                "same number. Leave the outputs as they are."),
        Mistake("symmetry", lambda x: np.abs(_back(np.abs(x)) - np.abs(x)),
                "You make the trip with abs(x). Floats are much finer near 0 than near 1, so left and right differ."),
        Mistake("other-way-round", lambda x: np.abs(sigmoid(logit(x)) - x),
                "You begin with the logit, as if x were a probability. First the sigmoid, then the way back."),
        Mistake("hidden", lambda x: np.nan_to_num(np.abs(_back(x) - x), posinf=0.0),
                "Where the way back is lost you report no error. Report infinity: nothing is left of x."),
        Mistake("worst", lambda x: np.max(np.abs(_back(x) - x)),
                "This is the worst error alone. Return one for each x."),
        Mistake("sign-kept", lambda x: np.abs(_back(x)) - np.abs(x),
                "Some of your errors are negative: you take the size of each number before the difference. Take it "
                "after."),
        Mistake("squared", lambda x: (_back(x) - x) ** 2,
                "These are squares. Return the distance itself."),
    ),
)  # fmt: skip


# --- S6 ----------------------------------------------------------------------------------------------------

_CORNERS = np.array([[1.0, 0, 0], [1, 0, 1], [1, 1, 0], [1, 1, 1]])
_XOR = np.array([0, 1, 1, 0])


def _mean_loss(z, y):
    return bce_with_logits(z, y).mean()


def _descend(y=_XOR, slope=lambda p, y: (p - y) / 4, loss=_mean_loss, moves=1.0, late=0):
    """Return an answer to xor_loss; `slope` (p, y) is the loss's slope by the logits, `moves` says which weights do."""

    def answer(w, steps):
        w = np.array(w, dtype=float)
        for _ in range(max(steps + late, 0)):
            w = w - moves * (_CORNERS.T @ slope(sigmoid(_CORNERS @ w), y))
        return loss(_CORNERS @ w, y)

    return answer


_START, _FAR = np.array([0.5, -1.0, 2.0]), np.array([3.0, -4.0, 1.0])

xor_loss = Exercise(
    "xor_loss",
    lambda w, steps: _descend()(w, steps),
    (
        Part("before the first step", ((_START, 0), (np.zeros(3), 0)),
             "Four points, four labels: 0, 1, 1, 0. Their mean log-loss at zero weights is ln 2.", **_NINE),
        Part("after some steps", ((_START, 1), (_START, 7), (_FAR, 50)),
             "A step: the weights minus the gradient of the mean log-loss, taken anew each time.", **_NINE),
    ),
    (
        Mistake("summed-gradient", _descend(slope=lambda p, y: p - y),
                "Your steps are four times too long: the gradient of the SUM was taken, not of the mean."),
        Mistake("uphill", _descend(slope=lambda p, y: (y - p) / 4),
                "Your loss grows. The gradient points uphill."),
        Mistake("M15-slope-of-sigmoid", _descend(slope=lambda p, y: (p - y) * p * (1 - p) / 4),
                "Your steps are too short: there is a factor that the log-loss cancels. See lesson 03, section 3.5."),
        Mistake("or", _descend(np.array([0, 1, 1, 1])),
                "These are the labels of OR. XOR says yes if exactly one of the two is 1."),
        Mistake("and", _descend(np.array([0, 0, 0, 1])),
                "These are the labels of AND. XOR says yes if exactly one of the two is 1."),
        Mistake("one-too-many", _descend(late=1), "You take one step too many."),
        Mistake("one-short", _descend(late=-1), "You take one step too few, or report the loss from before the last."),
        Mistake("no-step", _descend(moves=0.0), "The weights do not move. What do the steps change?"),
        Mistake("summed", _descend(loss=lambda z, y: 4 * _mean_loss(z, y)),
                "This is the sum over the four points. Return the mean."),
        Mistake("squared", _descend(loss=lambda z, y: np.mean((sigmoid(z) - y) ** 2)),
                "This is the squared error. Return the log-loss."),
        Mistake("started-at-0", lambda w, steps: _descend()(np.zeros(3), steps),
                "Your walk starts at zero weights. It should start at the w that is given."),
        *(Mistake("other-rate", _descend(moves=lr), "Your steps are too short. The learning rate is 1 here.")
          for lr in (0.5, 0.1, 0.01)),
        Mistake("divided-by-weights", _descend(slope=lambda p, y: (p - y) / 3),
                "You divide by 3, the number of weights. The mean is over the four points."),
        Mistake("bias-fixed", _descend(moves=np.array([0.0, 1.0, 1.0])),
                "The first weight never moves. It belongs to a column of ones, and has a gradient like the others."),
        Mistake("no-bias", lambda w, steps: _descend(moves=np.array([0.0, 1.0, 1.0]))(w * [0, 1, 1], steps),
                "The first weight plays no part in your logits. It is added in every row."),
        Mistake("bias-last", lambda w, steps: _descend()(np.roll(w, 1), steps),
                "Your weights stand in another order: the first is the one that is added, then those of u and v."),
        Mistake("path", lambda w, steps: [_descend()(w, k) for k in range(steps + 1)],
                "These are the losses on the way. Return the last one alone."),
    ),
)


# --- S7 ----------------------------------------------------------------------------------------------------


def _error(z, y):
    """Return p - y, without cancellation."""
    return np.where(y == 1, -sigmoid(-z), sigmoid(z))


def _plain_error(z, y):
    return sigmoid(z) - y


def _damped(z, y):
    return _error(z, y) * sigmoid_grad(z)


def _plain_slope(z):
    return sigmoid(z) * (1 - sigmoid(z))


def _times(factor, function):
    return lambda z, y: factor * function(z, y)


_WAYS = (  # right, and right but for the digits far out, where equal numbers are subtracted
    (_error, _damped),
    (_plain_error, lambda z, y: _plain_error(z, y) * sigmoid_grad(z)),
    (_plain_error, lambda z, y: _plain_error(z, y) * _plain_slope(z)),
)
_MIDDLE = (
    (np.array([-10.0, -1.0, 0.0, 2.0]), np.array([1, 0, 1, 0])),
    (np.array([[0.5, 3.0], [-4.0, 8.0]]), np.array([[1, 1], [0, 0]])),
)
_TAILS = (np.array([-40.0, -40.0, 40.0, 40.0, -300.0, 300.0]), np.array([0, 1, 0, 1, 0, 1]))

slopes_in_z = Exercise(
    "slopes_in_z",
    lambda z, y: _pair(_error, _damped)(z, y),
    (
        Part("the log-loss", _MIDDLE, "Lesson 03, section 3.5: how does the log-loss change with z? It is short.", 0.75,
             view=_item(0), **_NINE),
        Part("half the squared error", _MIDDLE,
             "Lesson 03, section 3.5: differentiate half of (p - y) squared; p depends on z.", 0.75, view=_item(1),
             **_NINE),
        Part("both, far out", (_TAILS,),
             "Where p is close to 1, p - 1 and 1 - p lose their digits. What is 1 - p, in terms of the sigmoid?",
             0.5, 1e-9, view=_both),
    ),
    (
        Mistake("cancels", _pair(_plain_error, lambda z, y: _plain_error(z, y) * _plain_slope(z)),
                "The formulas are right. Far to the right nearly equal numbers are subtracted, and no digit is left. "
                "On which side of 0 does that not happen?"),
        Mistake("cancels", _pair(_plain_error, lambda z, y: _plain_error(z, y) * sigmoid_grad(z)),
                "The formulas are right. But sure and right, at z = 40 and y = 1, p - y subtracts equal numbers. The "
                "slope is tiny there, not 0. Write 1 - p another way."),
        *(Mistake("M15-both-damped", _pair(damped, damped),
                  "You multiply the log-loss's slope by the sigmoid's too. Differentiate the logarithm as well: what "
                  "happens to that factor?")
          for _, damped in _WAYS),
        *(Mistake("M16-none-damped", _pair(error, error),
                  "Your two slopes are the same. The squared error depends on z only through p: a factor is missing.")
          for error in (_error, _plain_error)),
        *(Mistake("not-half", _pair(error, _times(2, damped)),
                  "That is the slope of the whole squared error. HALF of it was asked for.")
          for error, damped in _WAYS),
        *(Mistake("sign", _pair(_times(-1, error), _times(-1, damped)),
                  "The signs are turned round: with y = 1 the loss FALLS as z grows.")
          for error, damped in _WAYS),
        *_one_of_two(_pair(_error, _damped), "first, second"),
        Mistake("losses", _pair(bce_with_logits, lambda z, y: (sigmoid(z) - y) ** 2 / 2),
                "These are the losses. Return their slopes by z."),
        *(Mistake("swapped", _pair(damped, error), "The log-loss comes first, then the squared error.")
          for error, damped in _WAYS),
        Mistake("sizes", _pair(lambda z, y: np.abs(_error(z, y)), lambda z, y: np.abs(_damped(z, y))),
                "The sizes are right. Where y = 1 the loss falls as z grows: keep the sign."),
        Mistake("labels-ignored", _pair(lambda z, y: -sigmoid(-z), lambda z, y: -sigmoid(-z) * sigmoid_grad(z)),
                "Every label is treated as a yes. Where y = 0 the loss rises with z."),
        Mistake("half-a-slope", _pair(_error, lambda z, y: _error(z, y) * sigmoid(z)),
                "In the second, the slope of p is not p: a factor is missing."),
        Mistake("M8-slope-of-the-output", _pair(_error, lambda z, y: _error(z, y) * sigmoid_grad(sigmoid(z))),
                "In the second, the slope is taken at the output. sigmoid_grad wants z."),
        Mistake("slope-by-p", _pair(lambda z, y: -y / sigmoid(z) + (1 - y) / sigmoid(-z), _error),
                "These are the slopes by p. From p to z one more step is missing, in both."),
        Mistake("averaged", _pair(lambda z, y: np.mean(_error(z, y)), lambda z, y: np.mean(_damped(z, y))),
                "These are means. One slope for each logit was asked for, in the same shape."),
        *(Mistake("M12-difference", _pair(lambda z, y, h=h: (bce_with_logits(z + h, y) - bce_with_logits(z - h, y))
                                          / (2 * h),
                                          lambda z, y, h=h: ((sigmoid(z + h) - y) ** 2 - (sigmoid(z - h) - y) ** 2)
                                          / (4 * h)),
                  "Differences round: they do not give nine digits of a small slope. Use the formulas.")
          for h in (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7)),
    ),
)


# --- S8 ----------------------------------------------------------------------------------------------------


def _flat(z):
    return sigmoid_grad(z) < 0.01


def _chain(factor=lambda w, z: w * sigmoid_grad(z), flat=_flat, combine=np.prod, share=np.mean, fed=True, late=0):
    """Return an answer to chain_report; `fed` says whether each neuron gets the output before it, or x again."""

    def answer(w, b, x, depth):
        h, z = x, []
        for _ in range(depth + late):
            z.append(w * h + b)
            h = sigmoid(z[-1]) if fed else x
        return combine(factor(w, np.array(z))), share(flat(np.array(z)))

    return answer


def _factor_for_slope(w, b, x, depth):
    return _chain(flat=lambda z: w * sigmoid_grad(z) < 0.01)(w, b, x, depth)


_CHAINS = ((1.0, 0.0, 0.5, 20), (4.0, -2.0, 0.5, 30), (-3.0, 1.0, 0.2, 6), (12.0, -6.0, 0.8, 8), (-3.0, 1.0, 0.2, 5))
_NEAR_FLAT = ((1.0, 4.0, 0.55, 1), (1.0, 4.0, 0.59, 1), (1.0, 4.0, 0.597, 1))  # the border lies at z = 4.585

chain_report = Exercise(
    "chain_report",
    lambda w, b, x, depth: _chain()(w, b, x, depth),
    (
        Part("the slope", _CHAINS, "The chain rule: one factor for each neuron, taken at the z that arrives there.",
             1.0, 1e-9, view=_item(0)),
        Part("the share that is flat", (*_CHAINS, (40.0, 0.0, 0.5, 5), (-14.0, 5.0, 0.3, 9), *_NEAR_FLAT),
             "For each neuron: is the sigmoid's slope at its z below 0.01? Then the share.", view=_item(1), **_NINE),
    ),
    (
        Mistake("M25-weights-forgotten", _chain(lambda w, z: sigmoid_grad(z)),
                "These are the slopes of the sigmoids alone. Before the sigmoid sees its input, the neuron stretches "
                "it."),
        Mistake("M25-quarters", _chain(lambda w, z: w * 0.25 + 0 * z),
                "A quarter is the largest slope of the sigmoid, at z = 0. Where are these neurons?"),
        Mistake("summed", _chain(combine=np.sum), "You add the factors. A function of a function has a product."),
        Mistake("not-fed-on", _chain(fed=False),
                "Every neuron gets x. Only the first one sees x; each other sees the output before it."),
        Mistake("one-too-many", _chain(late=1), "There is one neuron too many in your chain."),
        Mistake("output-for-slope", _chain(flat=lambda z: sigmoid(z) < 0.01),
                "You count small OUTPUTS. A neuron is flat where its slope is small, near 1 as well as near 0."),
        Mistake("factor-for-slope", _factor_for_slope,
                "You call a neuron flat by its factor, weight and all. Flat is a matter of the sigmoid's slope alone."),
        Mistake("M8-slope-of-the-output", _chain(lambda w, z: w * sigmoid_grad(sigmoid(z)),
                                                 lambda z: _flat(sigmoid(z))),
                "The slopes are taken at the neurons' outputs. sigmoid_grad wants z, what goes into the sigmoid."),
        *_one_of_two(_chain(), "slope, share"),
        Mistake("counted", _chain(share=np.sum), "This counts the flat neurons. Return their share."),
        Mistake("swapped", _swapped(_chain()), "The slope comes first, then the share."),
        Mistake("sign-lost", _pair(lambda *given: abs(_chain()(*given)[0]), lambda *given: _chain()(*given)[1]),
                "The size of the slope is right. A negative weight turns it round: keep the sign."),
        Mistake("height-for-slope", _chain(flat=lambda z: sigmoid(-np.abs(z)) < 0.01),
                "You ask how near the OUTPUT is to 0 or 1. Flat is a matter of the slope, which is a little less."),
        Mistake("last-neuron-only", _chain(combine=lambda factors: factors[-1], share=lambda flat: flat[-1]),
                "This is the last neuron alone. Every neuron on the way counts."),
        Mistake("bias-forgotten", lambda w, b, x, depth: _chain()(w, 0.0, x, depth), "The bias is missing."),
        Mistake("one-too-few", _chain(late=-1), "There is one neuron too few in your chain."),
        *(Mistake("z-for-slope", _chain(flat=lambda z, most=most: np.abs(z) > most),
                  "You compare z with a number of your own. Flat is where the sigmoid's slope is below 0.01.")
          for most in (4, 4.5, 4.6, 5, 6)),
    ),
)  # fmt: skip


# --- S9 ----------------------------------------------------------------------------------------------------


def _one_sign(table, axis=0):
    """Tell for each column whether all its entries are above 0, or all below."""
    return np.all(table > 0, axis=axis) | np.all(table < 0, axis=axis)


_RNG = np.random.default_rng(7)
_H, _DELTA = _RNG.uniform(0.1, 0.9, (6, 3)), _RNG.normal(size=(6, 12))
_MIXED = np.array([[0.3, -0.5]])

same_sign_share = Exercise(
    "same_sign_share",
    lambda H, delta: np.mean(_one_sign(H.T @ delta)),
    (
        Part("one row", ((_H[:1], _DELTA[:1]), (2 * _H[:1] - 1, _DELTA[:1]), (_MIXED, _DELTA[1:2]),
                         (_MIXED, np.array([[0.8, 1.5]]))),
             "With one row, the gradient of a weight is the output before it times the unit's slope.", **_NINE),
        Part("several rows", ((_H, _DELTA), (_H[:2], _DELTA[:2]), (2 * _H - 1, _DELTA)),
             "Add up over the rows first. Then, for each unit: do its weights' gradients all have one sign?", **_NINE),
    ),
    (
        Mistake("before-summing", lambda H, delta: np.mean(_one_sign(H, axis=1)),
                "You judge each row for itself. A step follows the SUM over the rows, where signs can differ."),
        Mistake("slopes-only", lambda H, delta: np.mean(_one_sign(delta)),
                "You look at the signs of delta alone. The gradients of the weights depend on H as well."),
        Mistake("axis", lambda H, delta: np.mean(_one_sign(H.T @ delta, axis=1)),
                "You ask for each INPUT whether its gradients agree. The weights of one unit stand along the other "
                "axis."),
        Mistake("entries", lambda H, delta: np.mean(H.T @ delta > 0),
                "This is the share of positive gradients. For each unit: do ALL of its gradients share a sign?"),
        Mistake("whole-table", lambda H, delta: np.mean(_one_sign(H.T @ delta, axis=None)),
                "You ask the whole table at once. Ask each column, that is each unit, and take the share that says "
                "yes."),
        Mistake("positive-only", lambda H, delta: np.mean(np.all(H.T @ delta > 0, axis=0)),
                "You count the units whose gradients are all positive. All negative is one sign too."),
        Mistake("counted", lambda H, delta: np.sum(_one_sign(H.T @ delta)),
                "This counts the units. Return their share."),
        Mistake("mask", lambda H, delta: _one_sign(H.T @ delta),
                "This says of each unit whether its gradients agree. Return the share, one number."),
        Mistake("negative-only", lambda H, delta: np.mean(np.all(H.T @ delta < 0, axis=0)),
                "You count the units whose gradients are all negative. All positive is one sign too."),
        Mistake("divided-by-inputs", lambda H, delta: np.sum(_one_sign(H.T @ delta)) / H.shape[1],
                "You divide by the number of inputs. It is a share of the units."),
        Mistake("divided-by-rows", lambda H, delta: np.sum(_one_sign(H.T @ delta)) / len(H),
                "You divide by the number of rows. It is a share of the units."),
        Mistake("claim", lambda H, delta: 1.0,
                "That is what the sentence claims. Look at the gradients."),
        Mistake("product", lambda H, delta: np.mean(np.prod(H.T @ delta, axis=0) > 0),
                "You look at the sign of a product. Two minus signs hide in it: compare the signs one by one."),
    ),
)


# --- S10 ---------------------------------------------------------------------------------------------------


def _factor(W, n=None):
    return np.sqrt((len(W) if n is None else n) * np.mean(W**2) / 2)


_SQUARE = np.array([[0.5, -0.2, 0.9], [1.1, 0.3, -0.7], [-0.4, 0.8, 0.6]])
_OBLONG = np.array([[0.5, -0.2], [0.9, 1.1], [0.3, -0.7], [-0.4, 0.8]])

relu_factor = Exercise(
    "relu_factor",
    lambda W: _factor(W),
    (
        Part("square matrices", ((_SQUARE,), (np.eye(4),)),
             "The mean of the squares of all entries, times n, over 2; then the root.", **_NINE),
        Part("other shapes", ((_OBLONG,), (_OBLONG.T,)), "W has the shape (inputs, units). Which of them is n?",
             **_NINE),
    ),
    (
        Mistake("units-for-inputs", lambda W: _factor(W, W.shape[1]),
                "You take n from the units. The gradient comes back with one entry for each INPUT: n counts those."),
        Mistake("half-forgotten", lambda W: np.sqrt(2) * _factor(W),
                "The half is missing: a layer of relus lets about half of the entries through."),
        Mistake("root-forgotten", lambda W: _factor(W) ** 2,
                "This is what happens to the SQUARE of a gradient's length. The root is missing."),
        Mistake("variance", lambda W: np.sqrt(len(W) * np.var(W) / 2),
                "np.var takes the mean away first. The gradient feels the weights as they are: mean of the squares."),
        Mistake("summed", lambda W: _factor(W) * np.sqrt(W.size), "You add up the squares. Take their mean."),
        Mistake("claim", lambda W: 1.0,
                "That is what the sentence claims. Measure it: the weights are part of the factor."),
        Mistake("squared-too-late", lambda W: np.sqrt(len(W) / 2) * abs(np.mean(W)),
                "You average first and square then: plus and minus cancel. Square first."),
        Mistake("mean-size", lambda W: np.sqrt(len(W) / 2) * np.mean(np.abs(W)),
                "You average the sizes of the weights. Average their squares."),
        Mistake("half-outside", lambda W: np.sqrt(len(W) * np.mean(W**2)) / 2,
                "You halve after the root. The half belongs under it."),
        Mistake("by-column", lambda W: np.sqrt(len(W) * np.mean(W**2, axis=0) / 2),
                "This is one number for each unit. Average over all the weights."),
    ),
)


# --- S11 ---------------------------------------------------------------------------------------------------

_NEAR = ((np.array([-2.0, 0.0, 0.5, 1.6629, 5.0]),), (np.array([[3.0, -4.0], [1.0, -0.1]]),))

slope_ratio = Exercise(
    "slope_ratio",
    lambda x: tanh_grad(x) / sigmoid_grad(x),
    (
        Part("within 5 of 0", _NEAR, "Two slopes at the same x; the one of tanh above.", 1.5, **_NINE),
        Part("out to 300", ((np.array([20.0, -50.0]),), (np.array([300.0, -300.0, 1.0]),)),
             "Where an output is rounded to 1, one minus it is 0. Which functions of the course keep the digits?",
             0.5, 1e-9),
    ),
    (
        Mistake("cancels", lambda x: (1 - np.tanh(x) ** 2) / _plain_slope(x),
                "The formulas are right. Far out both subtract nearly equal numbers until 0 is left, and 0 by 0 is "
                "nan."),
        Mistake("cancels", lambda x: (1 - np.tanh(x) ** 2) / sigmoid_grad(x),
                "The slope of tanh is right on paper. Far out 1 - tanh squared subtracts equal numbers: 0 is left."),
        Mistake("cancels", lambda x: tanh_grad(x) / _plain_slope(x),
                "The slope of the sigmoid is right on paper. Far to the right 1 - s is 0, and you divide by it."),
        Mistake("upside-down", lambda x: sigmoid_grad(x) / tanh_grad(x),
                "Your ratio is upside down: tanh belongs above."),
        Mistake("heights", lambda x: tanh(x) / sigmoid(x), "This is the ratio of the heights. Take the slopes."),
        Mistake("inner-factor-lost", lambda x: sigmoid_grad(2 * x) / sigmoid_grad(x),
                "tanh is a sigmoid stretched along BOTH axes. A constant factor is missing: try x = 0."),
        Mistake("inner-factor-lost", lambda x: 2 * sigmoid_grad(2 * x) / sigmoid_grad(x),
                "tanh is a sigmoid stretched along BOTH axes, and each brings a factor 2. Try x = 0."),
        Mistake("M30-at-0-only", lambda x: 4.0 + 0 * x, "That is the ratio at x = 0. Elsewhere it is another."),
        Mistake("M8-output-for-x", lambda x: tanh_grad(tanh(x)) / sigmoid_grad(sigmoid(x)),
                "The slopes are taken at the outputs. Both belong to x."),
        Mistake("difference", lambda x: tanh_grad(x) - sigmoid_grad(x), "You subtract the two slopes. Divide them."),
        Mistake("largest", lambda x: np.max(tanh_grad(x)) / np.max(sigmoid_grad(x)),
                "This compares the largest slopes. Compare the two at each x."),
        *(Mistake("clipped", lambda x, most=most: tanh_grad(np.clip(x, -most, most))
                  / sigmoid_grad(np.clip(x, -most, most)),
                  "Clipping x makes the ratio stand still far out. It goes on falling there.")
          for most in (10, 15, 18, 20, 30, 35, 36, 50, 100)),
        Mistake("sigmoids-rule", lambda x: np.tanh(x) * (1 - np.tanh(x)) / sigmoid_grad(x),
                "t (1 - t) is not the slope of tanh: that rule belongs to the sigmoid."),
    ),
)  # fmt: skip


# --- S12 ---------------------------------------------------------------------------------------------------


def _without(z):
    return np.mean(sigmoid_grad(z))


def _with(scale=lambda z: 1 / np.std(z), n=lambda z: (z - np.mean(z)) / np.std(z), f=sigmoid_grad):
    """Return an answer to slopes_with_and_without whose second number is the mean of f(n), times a scale."""
    return _pair(_without, lambda z: np.mean(f(n(z))) * scale(z))


def _with_moments_moved(z):
    u = (z - np.mean(z)) / np.std(z)
    return np.mean(sigmoid_grad(u) * (1 - (1 + u**2) / len(z))) / np.std(z)


_BATCHES = ((np.array([-0.2, 0.1, 0.05, 0.3]),), (np.array([7.0, 9.5, 8.0, 6.0, 8.8]),), (np.array([-30.0, 10, 25.0]),))

slopes_with_and_without = Exercise(
    "slopes_with_and_without",
    lambda z: _with()(z),
    (
        Part("without", _BATCHES, "The mean of the sigmoid's slopes at the z as they are.", view=_item(0), **_NINE),
        Part("with", _BATCHES, "The slope at the normalised z, and the chain rule's factor for the way from z to u.",
             view=_item(1), **_NINE),
    ),
    (
        Mistake("chain-rule-forgotten", _with(lambda z: 1.0),
                "These are the slopes by the normalised u. You want them by z: how fast does u move with z?"),
        Mistake("variance", _with(lambda z: 1 / np.var(z)),
                "Your u is right. But its slope by z is one over the deviation, not one over the variance."),
        *_one_of_two(_with(), "without, normalised"),
        Mistake("multiplied", _with(np.std),
                "You multiply by the deviation. If z is narrow, does u move faster or slower than z?"),
        Mistake("variance", _with(n=lambda z: (z - np.mean(z)) / np.var(z)),
                "You normalise with the variance. Its root, the deviation, has the unit of z."),
        Mistake("not-centred", _with(n=lambda z: z / np.std(z)), "The mean of z has not been taken away."),
        Mistake("not-scaled", _with(n=lambda z: z - np.mean(z)), "Your u is centred, but not scaled to deviation 1."),
        Mistake("n-minus-one", _with(lambda z: 1 / np.std(z, ddof=1), lambda z: (z - np.mean(z)) / np.std(z, ddof=1)),
                "You divide by n - 1 in the deviation. Here, as in np.std, it is over n."),
        Mistake("slope-of-the-mean", _pair(lambda z: sigmoid_grad(np.mean(z)), lambda z: 0.25 / np.std(z)),
                "You take the slope at the mean of z. Take the slopes first, then their mean."),
        Mistake("heights", _pair(lambda z: np.mean(sigmoid(z)), _with(f=sigmoid)), "These are outputs, not slopes."),
        Mistake("swapped", _swapped(_with()), "The mean without normalisation comes first."),
        *(Mistake("eps", _with(lambda z, eps=eps: 1 / np.sqrt(np.var(z) + eps),
                               lambda z, eps=eps: (z - np.mean(z)) / np.sqrt(np.var(z) + eps)),
                  "You add a small number to the variance, as libraries do. Here none is needed: no sd is 0.")
          for eps in (1e-3, 1e-5, 1e-6, 1e-8)),
        Mistake("moments-moved", _pair(_without, _with_moments_moved),
                "You let the mean and the deviation move with z. Here they are held fixed."),
        Mistake("both-normalised", _pair(lambda z: _with(lambda z: 1.0)(z)[1], lambda z: _with()(z)[1]),
                "The first number should know nothing of normalisation: take the slopes at z as it is."),
        Mistake("slope-at-z", _pair(_without, lambda z: _without(z) / np.std(z)),
                "In the second number the slopes are taken at z. The sigmoid is applied to u."),
        Mistake("not-averaged", _pair(sigmoid_grad, lambda z: sigmoid_grad((z - np.mean(z)) / np.std(z)) / np.std(z)),
                "These are all the slopes. Return their means, two numbers."),
    ),
)


# --- C1 ----------------------------------------------------------------------------------------------------

_X = np.linspace(-6, 6, 241)


def _drawing(x=_X, s=sigmoid, slope=sigmoid_grad, legend=True, names=("x", "height"), sideways=False):
    def draw():
        ax = Figure().subplots()
        for label, y in (("sigmoid", s(x)), ("derivative", slope(x))):
            ax.plot(*((y, x) if sideways else (x, y)), label=label)
        if legend:
            ax.legend()
        ax.set(xlabel=names[0], ylabel=names[1])
        return ax

    return draw


def _unbracketed(x):
    return 1 / 1 + np.exp(-x)


draw = Exercise(
    "draw",
    derivative.draw.truth,
    derivative.draw.parts,
    (
        Mistake("as-printed", _drawing(np.linspace(0, 6), _unbracketed, lambda x: x * (1 - x), False, ("", ""), True),
                "This is still the article's figure. Take its lines one by one, and ask of each what it does at "
                "x = 0."),
        Mistake("sideways", _drawing(sideways=True),
                "The curves lie on their side: plot wants the places first and the heights second."),
        Mistake("M1-precedence", _drawing(s=_unbracketed),
                "Your sigmoid starts far above 1. Division comes before addition: something lacks a bracket."),
        Mistake("M1-precedence", _drawing(s=_unbracketed, slope=lambda x: _unbracketed(x) * (1 - _unbracketed(x))),
                "Your sigmoid starts far above 1. Division comes before addition: something lacks a bracket."),
        Mistake("M8-x-for-s", _drawing(slope=lambda x: x * (1 - x)),
                "The derivative goes down to -42. That formula wants the output, not x."),
        Mistake("half-range", _drawing(np.linspace(0, 6)),
                "The curves begin at 0. The figure should run from -6 to 6."),
        Mistake("cut-short", _drawing(np.linspace(-3, 3)),
                "The curves end too soon. The figure should run from -6 to 6."),
        *(mistake for mistake in derivative.draw.mistakes
          if mistake.id in ("no-labels", "no-derivative", "swapped", "drawn-twice")),
        Mistake("no-legend", _drawing(legend=False),
                "There is no legend. The name of a function without its brackets does not call it."),
        Mistake("no-axis-names", _drawing(names=("", "")),
                "The axes have no names. An = after ax.xlabel sets something that no figure shows."),
        Mistake("no-legend-no-names", _drawing(legend=False, names=("", "")),
                "Both curves are right. Legend and names are still missing: the script mentions them, and calls "
                "nothing."),
        Mistake("M10-minus", _drawing(slope=lambda x: -sigmoid_grad(x)),
                "The derivative is negative here. The sigmoid rises, so its slope is positive."),
    ),
)


# --- C2 ----------------------------------------------------------------------------------------------------


def _training(p=sigmoid, gradient=lambda X, p, y: X.T @ (p - y.ravel()) / len(X), sign=-1, shape=-1, late=0):
    """Return an answer to train that takes steps of sign * lr * gradient(X, p, y)."""

    def answer(X, y, lr, steps):
        w = np.zeros(X.shape[1])
        for _ in range(steps + late):
            w = w + sign * lr * gradient(X, p(X @ w), y)
        return w.reshape(shape)

    return answer


def _twice(z):
    return sigmoid(sigmoid(z))


def _everyone_with_everyone(X, p, y):
    """Return the article's gradient: p of shape (n,) minus y of shape (n, 1) is a table of shape (n, n)."""
    return np.mean(X.T @ (p - y), axis=1)


def _total(X, p, y):
    return X.T @ (p - y.ravel())


_ROWS = np.array([[1, 0.5, -1.2], [1, -1.5, 0.3], [1, 2.0, 0.8], [1, 0.1, 1.9], [1, -0.7, -0.4]])
_COLUMN = np.array([[1], [0], [1], [1], [0]])

train = Exercise(
    "train",
    lambda X, y, lr, steps: _training()(X, y, lr, steps),
    (
        Part("a single row", ((_ROWS[:1], _COLUMN[:1], 0.5, 1), (_ROWS[1:2], _COLUMN[1:2], 1.0, 4)),
             "What is p at zero weights, and which way should it go?", **_NINE),
        Part("several rows, one step", ((_ROWS, _COLUMN, 0.5, 1), (_ROWS[::2], 1 - _COLUMN[::2], 2.0, 1)),
             "Print the shapes of p, y and p - y. And does the step grow with the number of rows?", **_NINE),
        Part("several rows, many steps", ((_ROWS, _COLUMN, 0.5, 30), (_ROWS[1:], _COLUMN[1:], 1.0, 100)),
             "Each step takes the gradient of the MEAN loss, at the weights of that moment.", **_NINE),
    ),
    (
        Mistake("as-printed", _training(_twice, _everyone_with_everyone, 1),
                "This is still the article's loop. Start with one row and zero weights: what should p be there?"),
        *(Mistake("M17-table-of-errors", _training(p, _everyone_with_everyone, sign),
                  "p has the shape (n,), y the shape (n, 1), and p - y is a table of n rows and n columns: each "
                  "prediction against each label. Nothing warns. Bring the two into one shape.")
          for p in (sigmoid, _twice) for sign in (-1, 1) if (p, sign) != (_twice, 1)),
        *(Mistake("M33-sigmoid-twice", _training(_twice, gradient, sign),
                  "p starts at 0.62. At zero weights it should be one half: the sigmoid is applied twice.")
          for gradient in (lambda X, p, y: _total(X, p, y) / len(X), _total) for sign in (-1, 1)),
        *(Mistake("uphill", _training(gradient=gradient, sign=1),
                  "The loss grows with each step: the gradient points uphill.")
          for gradient in (lambda X, p, y: _total(X, p, y) / len(X), _total)),
        Mistake("summed", _training(gradient=_total),
                "Your step is the gradient of the SUM: with n rows it is n times too long. Take the mean."),
        Mistake("M15-slope-of-sigmoid",
                _training(gradient=lambda X, p, y: _total((X.T * p * (1 - p)).T, p, y) / len(X)),
                "Your steps carry the sigmoid's slope as a factor. The log-loss cancels it."),
        Mistake("divided-by-columns", _training(gradient=lambda X, p, y: _total(X, p, y) / X.shape[1]),
                "You divide by the number of columns. The mean loss is a mean over the rows."),
        Mistake("first-step-only", lambda X, y, lr, steps: _training()(X, y, lr, min(steps, 1)),
                "You take the first step and no other. Does the return stand inside the loop?"),
        Mistake("decided-too-early", _training(lambda z: (z > 0).astype(float)),
                "You round p to yes or no before comparing. Compare the probability itself."),
        Mistake("column", _training(shape=(-1, 1)),
                "The weights come back as a column. Return them with the shape (d,)."),
        Mistake("one-too-many", _training(late=1), "You take one step too many."),
        Mistake("averaged-too-far", _training(gradient=lambda X, p, y: np.mean(_total(X, p, y))),
                "All weights take the same step: your mean runs over the weights as well. Average over the rows only."),
        Mistake("divided-twice", _training(gradient=lambda X, p, y: _total(X, p, y) / len(X) ** 2),
                "Your steps are n times too short: the gradient is divided by n twice."),
        Mistake("no-sigmoid", _training(lambda z: z), "The sigmoid is missing: p is X @ w itself."),
        Mistake("M16-squared", _training(gradient=lambda X, p, y: 2 * _total((X.T * p * (1 - p)).T, p, y) / len(X)),
                "You descend the squared error. The log-loss was asked for."),
        Mistake("one-too-few", _training(late=-1), "You take one step too few."),
        Mistake("lr-ignored", lambda X, y, lr, steps: _training()(X, y, 1.0, steps),
                "The steps do not depend on lr."),
    ),
)


# --- C3 ----------------------------------------------------------------------------------------------------


def _half(z, y):
    return -y * np.log(sigmoid(z))


def _late_yes(z, y):
    return _share_right(z, y, 0.5)


_CASES = ((_LOGITS, _LABELS), (-2 * _LOGITS, _LABELS[::-1]))

evaluate = Exercise(
    "evaluate",
    lambda z, y: _scores()(z, y),
    (
        Part("the accuracy", _CASES, "The threshold is a probability of one half. Which logit is that?",
             view=_item(0), **_NINE),
        Part("the loss", _CASES, "At zero logits the mean log-loss is ln 2. And what does a row with y = 0 pay?",
             view=_item(1), **_NINE),
        Part("the loss where the model is sure", ((np.array([800.0, -900.0, 1.0, 50.0, -50.0]), _LABELS[:5]),),
             "Sure and wrong by z costs about |z|. Which function of the course takes the logits?", view=_item(1),
             **_NINE),
    ),
    (
        Mistake("as-printed", _scores(_half, _late_yes),
                "This is still the article's block. Give it two rows with z = 0 and the labels 0 and 1: what should "
                "come out?"),
        Mistake("half-the-loss", _scores(_half),
                "Rows with y = 0 pay nothing: one of the two terms of the log-loss is missing. And where p is rounded, "
                "its logarithm fails."),
        *(Mistake("half-the-loss", _scores(lambda z, y: -y * log_sigmoid(z), right),
                  "Rows with y = 0 pay nothing: one of the two terms of the log-loss is missing.")
          for right in (_share_right, _late_yes)),
        Mistake("M18-threshold", _scores(lambda z, y: by_formula(sigmoid(z), y), _late_yes),
                "You compare LOGITS with one half; and where p is rounded to 0 or 1, the logarithm fails."),
        *_wrong_scores(lambda judge: judge),
        *_one_of_two(_scores(), "accuracy, loss"),
        Mistake("swapped", _swapped(_scores()), "The accuracy comes first, then the loss."),
    ),
)
