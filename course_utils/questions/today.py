"""Questions of lesson 08."""

from course_utils.questions import Option, Question

QUESTIONS = (
    Question(
        "08-start-1",
        "7.1",
        "An article says that one method beats another. What does an audit ask first?",
        (
            Option("Under which conditions was it measured?", "Most sentences of that kind are right somewhere. The "
                   "condition that was left out decides.", right=True),
            Option("Who wrote it?", "Good authors write sentences that are too short, too. The measurement counts."),
            Option("How large is the difference?", "That comes second. A large difference under unfair conditions "
                   "says nothing."),
            Option("Is the newer method better?", "Newer is no measurement."),
        ),
    ),
    Question(
        "08-start-2",
        "4.1",
        "The classes of some data can be separated without a mistake. What becomes of logistic regression's weights?",
        (
            Option("They grow as long as one trains", "Larger weights always fit better, so there is no finite best "
                   "fit.", right=True),
            Option("They settle on the separating line", "The line settles, the weights do not: they grow along it."),
            Option("They become 0", "Weights of 0 say one half for everything, which is far from the best fit."),
            Option("They cannot be computed at all", "Each step can be computed. What is missing is an end."),
        ),
    ),
    Question(
        "08-start-3",
        "1.10",
        "A gate keeps half of a memory at each step. About how much is left after ten steps?",
        (
            Option("A thousandth", "Ten halvings: one part in 1024.", right=True),
            Option("A twentieth", "That is half of a tenth. Each step halves what is left, so the halves multiply."),
            Option("A tenth", "It would be, if each step took away as much as the last one. Each takes half of less."),
            Option("Nothing", "It never becomes nothing, but it becomes very little."),
        ),
    ),
    Question(
        "08-end-1",
        "8.1",
        "All judges prefer answer A to answer B, every time. What stops the policy from driving B's chance to 0?",
        (
            Option("Only the end of the training", "The loss falls for ever as the gap grows: separation, with other "
                   "names.", right=True),
            Option("The reference, through beta", "Tempting, since beta is said to tie the policy to it. Beta sets "
                   "how fast the gap grows, not where it ends."),
            Option("The sigmoid's ceiling at 1", "The ceiling is never reached, so there is always something to gain."),
            Option("The number of judges", "More judges who agree say the same thing louder."),
        ),
    ),
    Question(
        "08-end-2",
        "8.4",
        "Sigmoid attention with a bias of 0 meets a text that is twice as long. What do its rows add up to?",
        (
            Option("About twice as much", "Each pair is weighed alone, and there are twice as many.", right=True),
            Option("The same: weights share a total", "That is softmax, whose rows are divided by their sum."),
            Option("About half as much", "Each weight would be halved by a softmax. A sigmoid does not know of the "
                   "others."),
            Option("At most 1", "Each weight is at most 1. Their sum has no such ceiling."),
        ),
    ),
    Question(
        "08-end-3",
        "8.6",
        "A model was trained with the focal loss and knows all there is to know. It reports 0.69. What is the truth?",
        (
            Option("Further from one half than 0.69", "The loss pays too little for being sure, so a perfect model "
                   "holds back: with gamma = 2 the truth is 0.9.", right=True),
            Option("0.69, since it knows all", "With the log-loss it would be. The focal loss is not lowest at the "
                   "truth."),
            Option("Closer to one half than 0.69", "That would be overconfidence, which the focal loss works against."),
            Option("It cannot be said", "It can: each report belongs to exactly one truth, and the bend can be "
                   "undone."),
        ),
    ),
)
