"""Questions of lesson 07."""

from course_utils.questions import Option, Question

QUESTIONS = (
    Question(
        "07-start-1",
        "6.7",
        "Two activations were trained once each, at the same learning rate, and the first has the better accuracy. "
        "What has been shown?",
        (
            Option("That these two runs differ", "Another seed or each one's best rate may turn the order round. "
                   "Several seeds and a rate for each are the least.", right=True),
            Option("That the first one is better", "Two seeds of the same activation can differ by as much."),
            Option("Nothing at all", "The two numbers are real, and a large gap would be worth a second look. They "
                   "are only too few."),
            Option("That the rate suits both", "It may suit one of them only: which is just why one rate is no fair "
                   "race."),
        ),
    ),
    Question(
        "07-start-2",
        "4.6",
        "Of a hundred cases to which a model gives 90 %, seventy come true. What is the matter with the model?",
        (
            Option("It is too sure of itself", "It promised ninety. Its accuracy may still be fine: that only asks "
                   "which side of one half is right.", right=True),
            Option("It is calibrated", "Then about ninety would have come true."),
            Option("Its accuracy is 90 %", "Accuracy counts right answers. Here seventy of a hundred are right."),
            Option("It is not sure enough", "Then more would have come true than it promised."),
        ),
    ),
    Question(
        "07-start-3",
        "1.7",
        "You need the chance of no, where the log-odds of yes are 40. How do you compute it?",
        (
            Option("sigmoid(-40)", "Near 0 floats are dense: every digit is kept.", right=True),
            Option("1 - sigmoid(40)", "Right on paper. In a computer sigmoid(40) is rounded to 1, and 0 is left."),
            Option("It is 0 for all purposes", "Not if its logarithm is taken: that is -40, and the logarithm of 0 is "
                   "minus infinity."),
            Option("sigmoid(1/40)", "Odds are turned upside down for the opposite; log-odds change their sign."),
        ),
    ),
    Question(
        "07-end-1",
        "7.2",
        "Two models' chances are never more than 0.01 apart. When does that not help you?",
        (
            Option("When the event is rare", "0.001 and 0.00001 are close as numbers, and a hundred times apart as "
                   "chances.", right=True),
            Option("When the chances are near one half", "There 0.01 is a small difference by any measure."),
            Option("When the chances are near 0.9", "0.9 against 0.91 is close, as chances go, and in odds too."),
            Option("It always helps", "As a difference, yes. In the tails the question is about ratios."),
        ),
    ),
    Question(
        "07-end-2",
        "7.3",
        "A sentence names its source with author, title and year, and the source exists. What do you know?",
        (
            Option("Where to look", "Whether the work says what it is cited for is seen by reading it.", right=True),
            Option("That the sentence is true", "A complete source is easy to give, and the page may say something "
                   "else."),
            Option("That somebody has checked it", "Sources are copied from list to list, often unread."),
            Option("Nothing, without a link", "A link saves a minute. Author, title and year find the work as well."),
        ),
    ),
    Question(
        "07-end-3",
        "7.5",
        "What can a verdict not do without?",
        (
            Option("A number that you measured, and where it holds", "Without it nothing supports the word.",
                   right=True),
            Option("The same word as the model answer", "Neighbouring words overlap; what counts is that the rest "
                   "supports yours."),
            Option("A source", "Some sentences need one. What can be measured is better measured."),
            Option("A polite tone", "It is good manners, and earns nothing here."),
        ),
    ),
)
