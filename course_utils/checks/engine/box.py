"""The box under a check: a verdict, and rows of a label and a text, readable on a phone and in a dark theme.

Nothing here sets the colour of a text, so that each theme keeps its own; the edge alone is coloured, and the verdict is
said in words and with a sign.
"""

from html import escape

_FRAME = "border-left: 5px solid {colour}; padding: 0.3em 0.9em; max-width: 50em; line-height: 1.45; color: inherit"
_GRID = (
    "display: grid; grid-template-columns: minmax(4.5em, max-content) minmax(0, 1fr); column-gap: 1em; row-gap: 0.2em; "
    "margin: 0.4em 0 0 0; align-items: baseline"
)
_LABEL = "margin: 0; padding: 0; font-weight: normal; font-style: italic; max-width: 8.5em; float: none; width: auto"
_TEXT = "margin: 0; padding: 0; width: auto; overflow-wrap: anywhere"
_CODE = (
    "font-family: var(--jp-code-font-family, ui-monospace, Menlo, Consolas, monospace); "
    "font-size: var(--jp-code-font-size, 0.9em); font-variant-numeric: tabular-nums; white-space: pre-wrap; "
    "overflow-wrap: anywhere; background: none; color: inherit; padding: 0; border: 0"
)
IN_CODE = {"Tried", "Expected", "Got", "Stopped by", "Your line", "Called", "Your function printed", "For a hint",
           "Next step"}  # fmt: skip


def box(sign, colour, verdict, score, rows):
    """Return the HTML of a box; rows without a label are sentences, those with one stand in a grid.

    >>> "Right" in box("✓", "#0072B2", "Right", "2 of 2 points", (("", "Right at all inputs."),))
    True
    """
    head = f"<strong>{sign} {escape(verdict)}</strong>{f' · {escape(score)}' * bool(score)}"
    parts, grid = [f'<div style="margin: 0.2em 0">{head}</div>'], []
    for label, text in [*rows, ("", None)]:
        if label:
            grid.append(_row(label, text))
            continue
        if grid:
            parts.append(f'<dl style="{_GRID}">{"".join(grid)}</dl>')
            grid = []
        if text:
            parts.append(f'<div style="margin: 0.3em 0; {_TEXT}">{escape(text)}</div>')
    return f'<div style="{_FRAME.format(colour=colour)}">{"".join(parts)}</div>'


def _row(label, text):
    text = f'<code style="{_CODE}">{escape(text)}</code>' if label in IN_CODE else escape(text)
    return f'<dt style="{_LABEL}">{escape(label)}</dt><dd style="{_TEXT}">{text}</dd>'
