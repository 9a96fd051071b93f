"""Questions of the toolbox: three at the end of each page."""

from course_utils.questions import Option, Question

NUMPY, MATRICES = "toolbox NumPy on a page", "toolbox Matrices on a page"
MEAN, SLOPES = "toolbox Mean and variance on a page", "toolbox Logarithms and slopes on a page"
QUESTIONS = (
    Question(
        "toolbox-numpy-1",
        NUMPY,
        "A table has the shape (100, 3): a hundred flights, three measurements each. Which call gives the mean of "
        "each measurement?",
        (
            Option("table.mean(axis=0)", "Axis 0, the hundred flights, is used up; three means stay.", right=True),
            Option("table.mean(axis=1)", "That uses up the three measurements, and leaves one number for each flight."),
            Option("table.mean()", "One number: the mean of all three hundred entries."),
            Option("table.mean(axis=3)", "The table has two axes, 0 and 1. The 3 is a length, not an axis."),
        ),
    ),
    Question(
        "toolbox-numpy-2",
        NUMPY,
        "Predictions have the shape (50,), labels the shape (50, 1). What is the shape of their difference?",
        (
            Option("(50, 50)", "Read from the right: 50 meets 1, then nothing meets 50. Both are stretched.",
                   right=True),
            Option("(50,)", "So it should be, and so it is once the labels are unrolled with ravel()."),
            Option("(50, 1)", "The 1 is stretched to meet the 50 of the predictions."),
            Option("None: NumPy refuses", "A length of 1 fits everything, so nothing warns. That is the trap."),
        ),
    ),
    Question(
        "toolbox-numpy-3",
        NUMPY,
        "What is (scores > 0).mean() for an array of scores?",
        (
            Option("The share of positive scores", "True counts 1 and False counts 0, so the mean is a share.",
                   right=True),
            Option("The mean of the positive scores", "For that the mask must pick first: scores[scores > 0].mean()."),
            Option("The number of positive scores", "That is the sum. The mean divides it by how many there are."),
            Option("True or False", "It would be for .any() or .all(). A mean is a number."),
        ),
    ),
    Question(
        "toolbox-matrices-1",
        MATRICES,
        "A has the shape (5, 3) and B the shape (3, 2). Which of these products exists?",
        (
            Option("A @ B, of shape (5, 2)", "The inner lengths agree, 3 and 3; the outer ones remain.", right=True),
            Option("B @ A, of shape (3, 3)", "There 2 would meet 5. The order of a matrix product matters."),
            Option("A * B, of shape (5, 2)", "The star multiplies entry by entry, and these shapes do not fit that."),
            Option("A.T @ B, of shape (3, 2)", "The transpose of A has the shape (3, 5), and 5 would meet 3."),
        ),
    ),
    Question(
        "toolbox-matrices-2",
        MATRICES,
        "A symmetric matrix has the eigenvalues 1 and 100. What happens to a circle of radius 1?",
        (
            Option("It becomes an ellipse, a hundred times as long as wide", "One direction keeps its length, the one "
                   "at right angles to it grows a hundredfold.", right=True),
            Option("It becomes a circle of radius 100", "That would need both eigenvalues to be 100."),
            Option("It is turned by 100 degrees", "Eigenvalues say how far directions are stretched. The two special "
                   "directions are not turned at all."),
            Option("It becomes an ellipse, ten times as long as wide", "Ten is the root of 100. The stretching is the "
                   "eigenvalue itself."),
        ),
    ),
    Question(
        "toolbox-matrices-3",
        MATRICES,
        "A loss depends on five weights. What does its Hessian hold?",
        (
            Option("25 second derivatives", "How each of the five slopes changes along each of the five weights.",
                   right=True),
            Option("5 slopes", "Those are the gradient. The Hessian says how the slopes change."),
            Option("5 second derivatives", "One for each weight would miss how the slope along one weight changes as "
                   "another one moves."),
            Option("25 weights", "The weights are five. The Hessian belongs to the loss."),
        ),
    ),
    Question(
        "toolbox-mean-1",
        MEAN,
        "Two independent measurements have standard deviations 3 and 4. What is that of their sum?",
        (
            Option("5", "The variances add: 9 and 16 make 25, and the root of that is 5.", right=True),
            Option("7", "Standard deviations would add only if the two always moved together."),
            Option("25", "That is the variance of the sum. The standard deviation is its root."),
            Option("3.5", "An average of the two. But a sum scatters more than each of its parts."),
        ),
    ),
    Question(
        "toolbox-mean-2",
        MEAN,
        "A share is estimated from 100 rows, with a standard error of 0.05. How many rows bring it down to 0.025?",
        (
            Option("400", "The standard error falls with the root of the number of rows: half needs four times.",
                   right=True),
            Option("200", "Twice the rows divide it by 1.41 only, the root of 2."),
            Option("10,000", "A hundred times the rows divide it by ten."),
            Option("No number of rows does that", "More rows always help, only ever more slowly."),
        ),
    ),
    Question(
        "toolbox-mean-3",
        MEAN,
        "Two lists have a covariance of 0. What does that say?",
        (
            Option("No straight line links them", "Covariance sees straight lines only: a "
                   "parabola, symmetric around the mean, has a covariance of 0.", right=True),
            Option("They are independent", "The other way round it is true: independent implies a covariance of 0."),
            Option("One of them is constant", "That is one way to get there, and not the only one."),
            Option("Their variances are equal", "Covariance says how two lists go together, and nothing of which "
                   "scatters more."),
        ),
    ),
    Question(
        "toolbox-slopes-1",
        SLOPES,
        "What is the slope of ln(2x) at x = 1?",
        (
            Option("1", "The chain rule: 1/(2x) times 2 is 1/x. Or by the rule for products: ln 2 is only added.",
                   right=True),
            Option("1/2", "That is the outer slope, 1/(2x). The inner slope, 2, is missing."),
            Option("2", "That is the inner slope alone."),
            Option("ln 2", "That is the height at x = 1, not the slope."),
        ),
    ),
    Question(
        "toolbox-slopes-2",
        SLOPES,
        "On a logarithmic axis a curve is a falling straight line. What does it do?",
        (
            Option("Each step multiplies it by the same number below 1", "Equal steps down mean equal factors: it is "
                   "an exponential.", right=True),
            Option("It loses the same amount at each step", "On ordinary axes that is a straight line. Here it would "
                   "bend down, ever faster."),
            Option("It reaches 0 where the line meets the axis", "A logarithmic axis has no 0; the line goes down for "
                   "ever."),
            Option("It falls like one over x", "On this axis 1/x is a curve that flattens out."),
        ),
    ),
    Question(
        "toolbox-slopes-3",
        SLOPES,
        "What is e to the power -3 times e to the power 5?",
        (
            Option("e^2", "Exponents add when powers are multiplied.", right=True),
            Option("e^(-15)", "Exponents multiply when a power is raised to a power: (e^(-3))^5."),
            Option("e^8", "The sign of the first exponent was lost."),
            Option("e^2 times 2", "There is nothing to double: each e is counted once, in the exponents."),
        ),
    ),
)
