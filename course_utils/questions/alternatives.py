"""Questions of lesson 06."""

from course_utils.questions import Option, Question

QUESTIONS = (
    Question(
        "06-start-1",
        "5.6",
        "By which factor does a layer of sigmoids multiply a gradient on its way back?",
        (
            Option("By the slopes of its sigmoids times its weights", "Both count: the factor is W times the slope, so "
                   "weights of another size are another factor.", right=True),
            Option("By the slopes of its sigmoids alone", "So it is often told, and then 1/4 would be the most there "
                   "is. The weights multiply too."),
            Option("By its outputs, which lie between 0 and 1", "The outputs are what travels forward. Backward it "
                   "is slopes and weights."),
            Option("By the learning rate", "That scales the step at the end, for all layers alike."),
        ),
    ),
    Question(
        "06-start-2",
        "2.6",
        "How steep is 4 sigma(z) - 2 where it is steepest?",
        (
            Option("1", "Four times a quarter. Subtracting 2 moves the curve and leaves its slope alone.", right=True),
            Option("1/4", "That is the bare sigmoid. This one is four times as high."),
            Option("2", "The 2 is subtracted: it lowers the curve, and does not tilt it."),
            Option("4", "That would be right if the sigmoid's own slope were 1."),
        ),
    ),
    Question(
        "06-start-3",
        "4.6",
        "A network is right on 97 % of 450 test digits. Other 450 digits of the same kind: by how much may its share "
        "differ, by chance alone?",
        (
            Option("By about 1 point in a hundred", "One standard error is the root of 0.97 x 0.03 / 450, which is "
                   "0.8 points; twice that is not rare.", right=True),
            Option("By about 0.1 points", "That would take some fifty thousand digits: the error shrinks with the root "
                   "of their number."),
            Option("By about 10 points", "That is what one would see with a handful of digits."),
            Option("Not at all, the network is fixed", "The network is. The digits are a sample, and another sample "
                   "holds other hard cases."),
        ),
    ),
    Question(
        "06-end-1",
        "6.2",
        "Two networks compute the same function, and you train both at the same learning rate. Do they stay the same?",
        (
            Option("In general not: a step depends on the parameters", "The slopes by the parameters differ, so the "
                   "two move differently from the first step on.", right=True),
            Option("Yes: the same function has the same gradient", "The same loss, but seen from other parameters. A "
                   "weight four times as large has a slope a quarter as large."),
            Option("Yes, if the data come in the same order", "They did, in the lesson, and the losses still came "
                   "apart."),
            Option("Only if both use relu", "The activation is not the point. Every network can be written down in "
                   "more than one way."),
        ),
    ),
    Question(
        "06-end-2",
        "6.3",
        "Relu's slope is 1 wherever the unit is active. Why can a deep relu network still lose its gradient?",
        (
            Option("Half of its slopes are 0, the weights can be small", "With half of the "
                   "units silent the weights must make up for a factor of the root of 2, as He's do.", right=True),
            Option("It cannot: a product of ones is one", "A product of the active slopes is. But half the units are "
                   "silent, and each layer multiplies by its weights too."),
            Option("Because relu has no slope at 0", "A convention fills that one point. It is met next to never."),
            Option("Because its outputs grow without bound", "With large weights they do grow, and so does the "
                   "gradient: that is exploding, the other ill."),
        ),
    ),
    Question(
        "06-end-3",
        "6.7",
        "A table ranks four activations by their best test accuracy at one common learning rate, one seed each. What "
        "may be concluded?",
        (
            Option("Little: the rate may favour one, and seeds scatter", "Each needs a rate of its own and several "
                   "fresh seeds; then the test set's own error remains.", right=True),
            Option("That the first is best, by as much as it leads", "It led with this seed at this rate. Another rate "
                   "can turn the table over."),
            Option("That the first is best, if all had as many epochs", "The same epochs are not the same conditions: "
                   "at this rate one may crawl and another stumble."),
            Option("Nothing, since accuracy is no fair measure", "Accuracy is fair enough for digits. What is unfair "
                   "is how the four were compared."),
        ),
    ),
)
