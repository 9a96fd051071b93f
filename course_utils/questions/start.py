"""Questions of lesson 00: ten on what the course assumes, each with the page of the toolbox where it can be read up."""

from course_utils.questions import Option, Question
from course_utils.questions.toolbox import MATRICES, MEAN, NUMPY, SLOPES

QUESTIONS = (
    Question(
        "00-assumed-1",
        SLOPES,
        "What is the slope of (3x + 1) squared?",
        (
            Option("6 (3x + 1)", "The chain rule: 2 (3x + 1) for the square, times 3 for what is inside.", right=True),
            Option("2 (3x + 1)", "That is the slope of the square. What is inside has a slope too, 3, and the chain "
                   "rule multiplies the two."),
            Option("6x", "That would be the slope of 3x squared plus 1, with the square on x alone."),
            Option("9", "That is 3 squared. The slope of a square still depends on x."),
        ),
    ),
    Question(
        "00-assumed-2",
        SLOPES,
        "What becomes of e to the power -x as x grows large and positive?",
        (
            Option("It comes close to 0 and stays positive", "Each step of 1 divides it by 2.718 once more.",
                   right=True),
            Option("It becomes very negative", "A power of a positive number is never negative. The minus in the "
                   "exponent turns it upside down: 1 divided by e to the x."),
            Option("It grows beyond all bounds", "That is what e to the x does. The minus makes it one over that."),
            Option("It becomes exactly 0", "On paper never. In a computer from about 745 on, and lesson 01 makes "
                   "something of that."),
        ),
    ),
    Question(
        "00-assumed-3",
        SLOPES,
        "The natural logarithm of a number is -2. What do you know of the number?",
        (
            Option("It lies between 0 and 1", "It is e to the power -2, which is 0.135.", right=True),
            Option("It is negative", "The logarithm is. A negative number has none."),
            Option("There is no such number", "There is none for the logarithm of a negative number. A logarithm may "
                   "itself be anything."),
            Option("It is larger than 1", "Numbers above 1 have positive logarithms, and 1 has 0."),
        ),
    ),
    Question(
        "00-assumed-4",
        SLOPES,
        "A program prints 2.5e-04. Which number is that?",
        (
            Option("0.00025", "2.5 times 10 to the power -4: the point moves four places to the left.", right=True),
            Option("0.000025", "One 0 too many: that would be 2.5e-05."),
            Option("2.5 minus 4 e", "In a printed number the e means times ten to the power of. It is not 2.718."),
            Option("-25,000", "The minus belongs to the exponent: the number is small, not negative."),
        ),
    ),
    Question(
        "00-assumed-5",
        NUMPY,
        "x is a NumPy array that holds 1, 2 and 3. What is x * x?",
        (
            Option("[1, 4, 9]", "NumPy multiplies entry by entry.", right=True),
            Option("14", "That is x @ x, which adds the three products up."),
            Option("A table of nine products", "That needs a column and a row; here two rows of three meet."),
            Option("An error: lists cannot be multiplied", "True of Python's lists. An array can."),
        ),
    ),
    Question(
        "00-assumed-6",
        NUMPY,
        "X.shape is (23, 2). What is X.shape[1]?",
        (
            Option("2, the number of columns", "Counting starts at 0: shape[0] is the rows, shape[1] the columns.",
                   right=True),
            Option("23, the number of rows", "That is X.shape[0], since counting starts at 0."),
            Option("The first row of X", "That is X[0]. A shape only holds lengths."),
            Option("46, the number of entries", "That is X.size, 23 times 2."),
        ),
    ),
    Question(
        "00-assumed-7",
        NUMPY,
        "X has 23 rows and 2 columns. What is the shape of X.sum(axis=0)?",
        (
            Option("(2,)", "Axis 0, the rows, is used up: one sum for each column.", right=True),
            Option("(23,)", "That is axis=1, one sum for each row. The named axis is the one that goes away."),
            Option("(1,)", "Without an axis there would be a single sum, a number without any axis."),
            Option("(23, 2)", "A sum leaves less than it found: one axis is gone."),
        ),
    ),
    Question(
        "00-assumed-8",
        MATRICES,
        "X has the shape (23, 2) and w the shape (2,). What is X @ w?",
        (
            Option("23 weighted sums, one for each row", "Each row times w, entry by entry, added up.", right=True),
            Option("2 weighted sums, one for each column", "The two columns are what w weighs: they are added up."),
            Option("A table of 23 times 2 products", "That is X * w. The matrix product also adds up along the row."),
            Option("An error: the shapes differ", "The inner lengths agree, 2 and 2. That is all it takes."),
        ),
    ),
    Question(
        "00-assumed-9",
        MEAN,
        "You add 10 to each number of a list. What happens to its mean and its variance?",
        (
            Option("The mean grows by 10, the variance stays", "The variance looks at distances from the mean, and "
                   "these have not changed.", right=True),
            Option("Both grow by 10", "All numbers move together, so they scatter as before."),
            Option("The mean grows by 10, the variance by 100", "The 100 belongs to multiplying by 10: then the "
                   "variance grows by that factor."),
            Option("The mean stays, the variance grows", "The other way round: the whole list has moved, and is no "
                   "wider."),
        ),
    ),
    Question(
        "00-assumed-10",
        MEAN,
        "A fair coin is tossed a hundred times. How far from fifty is the number of heads, typically?",
        (
            Option("5", "One toss has the variance 1/4, a hundred have 25, and the root of that is 5.", right=True),
            Option("0", "Fifty is the mean. Exactly fifty comes up in about 8 of 100 tries."),
            Option("25", "That is the variance, in squared heads. Its root is the typical distance."),
            Option("0.05", "That is the distance of the share of heads. The question asks for their number."),
        ),
    ),
)
