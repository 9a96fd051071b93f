"""Questions of lesson 05."""

from course_utils.questions import Option, Question

QUESTIONS = (
    Question(
        "05-start-1",
        "4.8",
        "One temperature, 3 say, divides all logits of a classifier. What changes?",
        (
            Option("How sure it is, and no answer", "All logits keep their order, so the largest stays the largest. "
                   "The chances move towards each other.", right=True),
            Option("How often it is right", "For that, another class would have to come out on top. Dividing all by "
                   "the same positive number keeps the order."),
            Option("Both", "The chances change. Which of them is the largest does not."),
            Option("Nothing, softmax takes it out", "Softmax takes out what is added to all logits. What they are "
                   "divided by it does not."),
        ),
    ),
    Question(
        "05-start-2",
        "2.6",
        "An input x goes through a weight, a bias and a sigmoid. How steep can the output be, as a function of x?",
        (
            Option("As steep as |w|/4", "The weight stretches, and the sigmoid's own slope is at most a quarter.",
                   right=True),
            Option("As steep as 1/4", "That is the slope by z. One unit of x moves z by w."),
            Option("As steep as |w|", "That is how steep z is. The sigmoid then flattens it, to a quarter or less."),
            Option("It depends on the bias", "The bias moves the place where it is steepest, not how steep it is "
                   "there."),
        ),
    ),
    Question(
        "05-start-3",
        "3.5",
        "With the log-loss, what is the slope of the loss by the logit?",
        (
            Option("Probability minus outcome", "The slope of the sigmoid cancels, which is why the two belong "
                   "together.", right=True),
            Option("That difference, times the sigmoid's slope", "That is how it is for half the squared error. The "
                   "logarithm of the log-loss takes the slope out."),
            Option("Minus the logarithm of the probability", "That is the loss itself, for an outcome of 1."),
            Option("Outcome minus probability", "The way a step of gradient descent goes. The slope has the other "
                   "sign."),
        ),
    ),
    Question(
        "05-end-1",
        "5.6",
        "In a deep net each layer multiplies a gradient by 0.25 on its way back. Would a learning rate that is "
        "a million times larger help?",
        (
            Option("No: what helps the lowest layer throws the top ones about", "A rate multiplies all layers alike, "
                   "and their gradients lie powers of ten apart.", right=True),
            Option("Yes: it makes up for what the layers take away", "For the lowest layer it would. The top layer "
                   "has lost nothing, and its steps would be a million times too long."),
            Option("Yes, but only if no unit is saturated", "Whether units are flat is another matter. One rate "
                   "serves all layers, and they need different ones."),
            Option("No: a rate has no effect on a gradient that vanishes", "It has, as long as the gradient is not "
                   "rounded to 0. But it has it on all layers."),
        ),
    ),
    Question(
        "05-end-2",
        "5.8",
        "Not a single unit of a net of ten layers is saturated. What follows for its gradients?",
        (
            Option("Nothing: they may vanish or not", "With every slope near a quarter, what happens depends on the "
                   "weights that multiply it.", right=True),
            Option("They cannot vanish", "Ten factors of about a quarter leave a millionth, and none of them comes "
                   "from a flat unit."),
            Option("They vanish", "If the weights are small, they do. With weights that are large and biases that "
                   "centre, they need not."),
            Option("They explode", "For that the factors must be above 1, and the weights decide it."),
        ),
    ),
    Question(
        "05-end-3",
        "5.11",
        "A net with ten classes has stood at a loss of 2.30 for thirty epochs. What do you know?",
        (
            Option("So far it gives all classes about the same chance", "2.30 is the logarithm of ten. It says "
                   "where the net is, not whether it will leave.", right=True),
            Option("Its gradients are 0", "They may be small, and yet in some epoch bring it off. A gradient that is "
                   "rounded to 0 can be seen by looking at it."),
            Option("It will not learn any more", "Its past does not tell. Nets in this lesson stood there longer, and "
                   "then learned."),
            Option("It is saturated", "It may be, or not: look at the units. The loss alone does not tell."),
        ),
    ),
)
