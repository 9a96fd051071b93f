"""Questions of lesson 01."""

from course_utils.questions import Option, Question

QUESTIONS = (
    Question(
        "01-start-1",
        "0",
        "An article says something about the sigmoid that holds for small inputs only. Which of the four words fits?",
        (
            Option("Conditional", "True under a condition, and the ruling names it.", right=True),
            Option("Wrong", "It is not false for all inputs. Wrong is kept for what does not hold at all."),
            Option("Right", "Right is kept for what is true as it stands, without a silent condition."),
            Option("Imprecise", "Near. That word is for something true that is said too loosely, where no condition "
                   "would mend it."),
        ),
    ),
    Question(
        "01-start-2",
        "1.1",
        "Odds of 1 to 1 in favour of rain: what is the probability of rain?",
        (
            Option("1", "The odds are 1, as a quotient. A probability of 1 would be certainty."),
            Option("1/2", "One chance for, one against: one of two.", right=True),
            Option("1/3", "That belongs to odds of 1 to 2: one for, two against."),
            Option("It cannot be said", "Odds and probability carry the same information; one gives the other."),
        ),
    ),
    Question(
        "01-start-3",
        "1.1",
        "What is the natural logarithm of a product of two numbers?",
        (
            Option("The sum of their logarithms", "Which is why evidence that multiplies odds adds up in log-odds.",
                   right=True),
            Option("The product of their logarithms", "It looks fair, but try e times e: the logarithm of e squared "
                   "is 2, and 1 times 1 is 1."),
            Option("The logarithm of their sum", "A sum inside a logarithm has no such rule, and lesson 01 has trouble "
                   "with just that."),
        ),
    ),
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
