"""Questions of lesson 04."""

from course_utils.questions import Option, Question

QUESTIONS = (
    Question(
        "04-start-1",
        "3.2",
        "A model gives 0.01 to something that then happens. What does the log-loss charge for it?",
        (
            Option("4.6", "Minus the logarithm of 0.01, the chance that was given to the truth.", right=True),
            Option("0.99", "That is how far 0.01 is from 1. The log-loss takes the logarithm of the chance."),
            Option("0.01", "That is what it would charge, nearly, had the thing not happened."),
            Option("100", "One in a hundred, yes, but the price is the logarithm of it."),
        ),
    ),
    Question(
        "04-start-2",
        "1.1",
        "A logit rises from 2 to 4. What happens to the odds?",
        (
            Option("They are multiplied by about 7.4", "Two more units of log-odds are a factor of e squared.",
                   right=True),
            Option("They double", "The logit doubles. Odds grow by a factor of e for each unit that is added to it."),
            Option("They grow by 2", "What is added to the log-odds multiplies the odds."),
            Option("It depends on where the logit starts", "That is so for the probability. For odds each unit of "
                   "logit is the same factor, wherever it starts."),
        ),
    ),
    Question(
        "04-start-3",
        "2.6",
        "How steep is the curve sigmoid(8 x) at its steepest place?",
        (
            Option("2", "A quarter of the weight.", right=True),
            Option("8", "That is the slope of 8 x, the inner function. The sigmoid passes on a quarter at most."),
            Option("0.25", "That is for a weight of 1. The chain rule puts the weight in front."),
            Option("0.5", "That is how high the curve is at that place."),
        ),
    ),
    Question(
        "04-end-1",
        "4.1",
        "All answers on the fitted rows are right, and each further step makes the weights larger. What do you know?",
        (
            Option("The rows are separable: there is no best fit", "Larger weights are surer of the same right "
                   "answers, without end.", right=True),
            Option("The model will be right on new rows as well", "A perfect score on the fitted rows says nothing "
                   "about others, and the growing weights are surer of every mistake to come."),
            Option("The step is too long", "Then the loss would jump up and down. Here it falls, and the weights only "
                   "follow it."),
            Option("Newton's method would find the best weights", "It walks faster, and as little arrives: there is "
                   "nothing to arrive at."),
        ),
    ),
    Question(
        "04-end-2",
        "4.5",
        "A chance of 0.9996 has a Wald interval that begins at 0.48. Does the record fail to rule out one half?",
        (
            Option("Ask the loss: Wald only knows its parabola", "Far from the bottom the loss can rise faster than "
                   "the parabola or slower. Here it rises faster, and one half is out.", right=True),
            Option("Yes, one half lies inside the interval", "Inside Wald's. It extends the curvature at the bottom "
                   "over a long distance, where the loss has another form."),
            Option("Yes, since 23 rows can rule nothing out", "They can: the curve through one half at 31 F fits "
                   "these very rows much worse."),
            Option("No, since 0.9996 is far away from one half", "A distance alone rules nothing out. It takes a "
                   "measure of how uncertain the chance is."),
        ),
    ),
    Question(
        "04-end-3",
        "4.7",
        "On the same rows, with the same bins, model A has an ECE of 0.01 and model B of 0.03. Which is better?",
        (
            Option("That cannot be said yet", "Each ECE has its own chance level, by how sharp the chances are, and "
                   "neither says whether a model knows anything. The log-loss asks for both.", right=True),
            Option("A, because rows and bins are the same", "They must be, but that is not enough: sure chances leave "
                   "less to chance, and a model that knows nothing can have an ECE of 0."),
            Option("A, because a smaller error is better", "For a proper score. ECE is not one: saying the same "
                   "chance to everybody can bring it to 0."),
            Option("B, because it is bolder", "Nothing here says how bold the two are."),
        ),
    ),
)
