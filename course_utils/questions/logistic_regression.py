"""Questions of lesson 03."""

from course_utils.questions import Option, Question

QUESTIONS = (
    Question(
        "03-start-1",
        "2.6",
        "An hour of study adds 0.8 to the log-odds of passing. By how much can it raise the chance of passing?",
        (
            Option("By 20 percentage points at most", "Divide by 4: no sigmoid is steeper than a quarter of its "
                   "weight.", right=True),
            Option("By 80 percentage points", "0.8 is counted in log-odds. Chances change by a quarter of that or "
                   "less."),
            Option("By 20 percentage points always", "Only around one half. Near 0 and near 1 the curve is flat, and "
                   "the same hour adds little."),
            Option("By a factor of 2.2", "That is what happens to the odds, e to the 0.8. A chance of 0.9 cannot be "
                   "more than doubled."),
        ),
    ),
    Question(
        "03-start-2",
        "1.3",
        "The log-odds of rain are 2. What are the log-odds of no rain?",
        (
            Option("-2", "Odds of no rain are the odds of rain upside down, and the logarithm turns that into a sign.",
                   right=True),
            Option("1 - 2 = -1", "Chances add up to 1. Log-odds add up to 0."),
            Option("1/2", "The odds turn upside down. Of the log-odds only the sign turns."),
            Option("2", "Then rain and no rain would be equally likely, which are log-odds of 0."),
        ),
    ),
    Question(
        "03-start-3",
        "1.9",
        "On a computer, the sigmoid of -800 is 0. What is the logarithm of the true value?",
        (
            Option("About -800", "Far on the left the sigmoid is e to the x, and its logarithm is x. A function that "
                   "never goes through the sigmoid can return it.", right=True),
            Option("Minus infinity", "That is the logarithm of the rounded value. The true one is tiny, not 0."),
            Option("0", "The logarithm of 1 is 0. That happens on the other side, for +800."),
            Option("It is not defined", "The sigmoid is above 0 everywhere, so its logarithm exists everywhere."),
        ),
    ),
    Question(
        "03-end-1",
        "3.4",
        "Why is the sigmoid's slope no factor of the slope of the log-loss?",
        (
            Option("The slope of the logarithm cancels it", "It brings in 1 over p, or 1 over 1 - p, and what is left "
                   "is prediction minus outcome.", right=True),
            Option("It is nearly 1 where it matters", "It is never above a quarter."),
            Option("The learning rate takes its place", "A rate is one number for all flights. The sigmoid's slope "
                   "differs from flight to flight."),
            Option("The sigmoid is only used at the end", "The loss sees the weights through the sigmoid, so the chain "
                   "rule must bring its slope in."),
        ),
    ),
    Question(
        "03-end-2",
        "3.7",
        "Gradient descent creeps on temperatures in Fahrenheit. What helps most?",
        (
            Option("Subtracting their mean", "Around a zero amid the data, intercept and slope no longer undo each "
                   "other's work.", right=True),
            Option("Counting them in Celsius", "Its zero lies outside these data too, so the valley stays nearly as "
                   "narrow."),
            Option("A larger learning rate", "The steep walls of the valley forbid it: beyond the bound the loss "
                   "rises."),
            Option("Ten times as many steps", "A hundred thousand were not enough, and the progress shrinks with the "
                   "slope."),
        ),
    ),
    Question(
        "03-end-3",
        "3.10",
        "A miss costs nine times as much as a false alarm. From which chance on should you say yes?",
        (
            Option("From 1/10 on", "There the odds are 1 to 9, the ratio of the costs.", right=True),
            Option("From 1/9 on", "Those are the odds. As a chance, 1 to 9 is one in ten."),
            Option("From 9/10 on", "That protects from false alarms, which are the cheap mistake here."),
            Option("From 1/2 on", "That would be right if both mistakes cost the same."),
        ),
    ),
)
