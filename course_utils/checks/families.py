"""The families of mistakes: what a class has not understood is counted by these, since hundreds of ids say nothing.

Each has a sentence that a student can read. A mistake names its family by the key.
"""

FAMILIES = {
    "sign": "A plus and a minus are mixed up, or the direction is turned round.",
    "brackets": "The terms are right, but grouped differently: a bracket is missing or stands elsewhere.",
    "missing part": "A factor, a term or a step of the formula is left out, or one is there that does not belong.",
    "chain rule": "A slope is taken without an inner slope, a factor of the product, or one of its summands.",
    "another function": "A neighbour of the function that was asked for: its inverse, slope or logarithm, a relative.",
    "complement": "One of two that make a whole stands for the other: p for 1 - p, class 0 for class 1.",
    "argument order": "Two quantities have changed places.",
    "scale": "The unit or the scale is another one: a factor that should divide multiplies, logits for probabilities.",
    "log base": "The logarithm or the power has another base than the one that was meant.",
    "mean or sum": "A sum stands for a mean, a variance for a deviation, or the count is another one.",
    "shape": "The numbers come back in another shape, or the function takes only one kind of input.",
    "axis": "An array is summed, sorted, normalised or multiplied along the wrong axis, or is transposed.",
    "dtype": "The type of the numbers spoils them: whole numbers, a short float format, a boolean.",
    "overflow": "Somewhere on the way a number is too large, and becomes infinity, nan or a warning.",
    "cancellation": "Two nearly equal numbers are subtracted, or a small one is added to a large one: digits are lost.",
    "precision": "Right at first sight, but not to as many digits as asked: rounded, approximated, stopped too soon.",
    "guard": "A small number, a clip or a limit that was meant to avoid an error replaces right values.",
    "off by one": "One step, one row, one layer or one edge too many or too few.",
    "boundary": "The case on the border goes to the wrong side: < for <=, an empty set, a tie.",
    "order of steps": "The steps are right, but one comes too early or too late, or works on a value that has changed.",
    "wrong rows": "Other rows, columns, units or entries are used than those that were meant.",
    "program": "The program stops with an error, never ends, returns nothing, or changes what it was given.",
    "evidence": "A conclusion says more than the measurement, or rests on the wrong measurement.",
}
