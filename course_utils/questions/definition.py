"""Questions of lesson 01."""

from course_utils.questions import Option, Question

QUESTIONS = (
    Question(
        "01-end-1",
        "1.2",
        "At which input does the sigmoid give exactly one half?",
        (
            Option("At 0, and nowhere else", "The curve always rises, so it takes each value once.", right=True),
            Option("At 0.5", "Half in, half out sounds fair, but the input is a log-odds: even odds are a logit of 0."),
            Option("Everywhere near the middle", "Near the middle it is near one half. It rises there the fastest."),
            Option("Never", "What it never reaches are its ends, 0 and 1. One half it crosses."),
        ),
    ),
    Question(
        "01-end-2",
        "1.6",
        "A logit grows by 1. By how much does the probability grow?",
        (
            Option("It depends on where it starts", "Near one half by a quarter or so, near 0 or 1 by next to nothing.",
                   right=True),
            Option("By about a quarter", "That is the steepest place, around one half. Further out it is less."),
            Option("By a factor of e", "That is what happens to the odds. Small odds and small probabilities are much "
                   "alike, so it looks right for rare events."),
            Option("By 1", "Then two such steps would leave the interval from 0 to 1."),
        ),
    ),
    Question(
        "01-end-3",
        "1.7",
        "Why does a computer say that the sigmoid of 40 is exactly 1?",
        (
            Option("What is left to 1 is less than half a gap between floats",
                   "Beside 1, floats are 2.2e-16 apart, and the distance is about 4e-18.", right=True),
            Option("The exponential overflows", "That happens on the other side, for very negative inputs of the "
                   "textbook formula. Here exp(-40) is tiny and harmless."),
            Option("The sigmoid reaches 1 there", "On paper it never does: e to the minus x, or so, is left to go."),
            Option("NumPy cuts off beyond a threshold", "Some libraries do cut off. NumPy's exponential does not; the "
                   "sum 1 + e to the minus x is rounded."),
        ),
    ),
)
