"""Questions of lesson 02."""

from course_utils.questions import Option, Question

QUESTIONS = (
    Question(
        "02-start-1",
        "1.3",
        "The sigmoid of 2 is 0.88, rounded. What is the sigmoid of -2?",
        (
            Option("0.12", "Half a circle around (0, 1/2): the two add up to 1.", right=True),
            Option("-0.88", "That would be a curve symmetric about the origin, as tanh is. The sigmoid is never "
                   "negative."),
            Option("0.88", "That would be a curve that is the same on both sides. The sigmoid always rises."),
            Option("It must be computed anew", "It can be, but the symmetry of lesson 01 saves the work."),
        ),
    ),
    Question(
        "02-start-2",
        "2.2",
        "What is the derivative of e to the power -x?",
        (
            Option("-e^(-x)", "The outer function keeps its form; the inner one, -x, has the slope -1.", right=True),
            Option("e^(-x)", "Right for e^x. But this curve falls, and the chain rule knows: the inner slope is -1."),
            Option("-x e^(-x - 1)", "That is the rule for a power of x. Here x stands in the exponent."),
            Option("e^x", "The sign in the exponent stays; the minus comes in front."),
        ),
    ),
    Question(
        "02-start-3",
        "2.1",
        "A straight line goes through the points (1, 1) and (3, 5). What is its slope?",
        (
            Option("2", "It rises by 4 while it runs by 2.", right=True),
            Option("4", "That is the rise. A slope is rise for each unit of run, and the run is 2."),
            Option("1/2", "Run over rise: upside down."),
            Option("5/3", "Height over place, at the second point. It would fit if the line went through (0, 0)."),
        ),
    ),
    Question(
        "02-end-1",
        "2.2",
        "The output of a sigmoid is 0.9. How steep is it there?",
        (
            Option("0.09", "Height times room above: 0.9 times 0.1.", right=True),
            Option("0.9", "That is how high it is. Near the ceiling it is high and flat."),
            Option("0.1", "That is the room that is left above. The height belongs into the product too."),
            Option("Without x nobody knows", "The slope is a product of the output and what is left to 1; x is "
                   "not needed."),
        ),
    ),
    Question(
        "02-end-2",
        "2.7",
        "Why is a central difference with a step of 1e-13 a poor estimate of a slope?",
        (
            Option("Two nearly equal values are subtracted", "They agree in nearly all of their sixteen digits, and "
                   "only the few others are left.", right=True),
            Option("The curve bends too much over the step", "Over so short a step every smooth curve is straight. "
                   "That error is the one of large steps."),
            Option("The computer rounds the step to 0", "1e-13 is far from the smallest float, and beside x = 1 it "
                   "still counts."),
            Option("A smaller step is always a better one", "On paper. Then 1e-13 would be excellent, and it is not."),
        ),
    ),
    Question(
        "02-end-3",
        "2.9",
        "Why do all starts end up at the same value in a long chain of sigmoids?",
        (
            Option("Each link shrinks every difference", "To a quarter or less, since no slope is larger. What is left "
                   "after ten of them is next to nothing.", right=True),
            Option("The sigmoid tends to 1", "For large inputs. But from the second link on, the inputs lie between "
                   "0 and 1."),
            Option("Rounding makes them equal", "They come together on paper too, long before the digits run out."),
            Option("Every sigmoid is 1/2 in the middle", "True at the input 0, but one half is then sent on to 0.62. "
                   "The common end is elsewhere."),
        ),
    ),
)
