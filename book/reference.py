"""The two pages that no notebook holds: the ledger as a table that filters, and the mistakes by family."""

import ast
import html
import inspect
import re
import textwrap
from importlib import import_module
from pkgutil import iter_modules

from latex2mathml.converter import convert

from course_utils import checks
from course_utils.checks.families import FAMILIES
from tools.ledger import rulings

SIGNS = {"Right": "✓", "Wrong": "✗", "Imprecise": "≈", "Conditional": "◐"}  # a shape for each verdict, beside its word
SHORT = 6  # lines: a longer wrong answer is told, not shown


def slug(title):
    """Return the anchor of a heading as links of the notebooks write it, so that one link serves them and the book.

    >>> slug("Mean and variance")
    'Mean-and-variance'
    """
    return title.replace(" ", "-").replace("%", "%25")


def badge(verdict):
    """Return a verdict as a badge: a word, a shape and a colour."""
    return f'<span class="verdict {verdict.lower()}">{SIGNS.get(verdict, "?")} {verdict}</span>'


def ledger(root):
    """Return the page of all claims, as Markdown with a table in HTML."""
    rows, found = [], rulings(root)
    for ruling in found:
        link = f"notebooks/{ruling.lesson}.html#{html.escape(slug(ruling.section))}"
        cells = [str(ruling.claim), _inline(ruling.says), badge(ruling.verdict), _inline(ruling.because)]
        cells.append(f'<a href="{link}">{html.escape(ruling.section)}</a>')
        marks = f'data-verdict="{ruling.verdict}" data-lesson="{ruling.lesson}"'
        rows.append(f"<tr {marks}>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
    words = ("number", "claim", "verdict", "what settles it", "measured in")
    heads = "".join(f'<th scope="col">{word}</th>' for word in words)
    choices = " ".join(_choice(name, sorted({getattr(r, name) for r in found})) for name in ("verdict", "lesson"))
    return (
        "# The ledger of claims\n\nPopular articles explain the sigmoid with the same few dozen sentences. Here are "
        f"{len({r.claim for r in found})} of them, with their verdict, what settled it, and where to see it done.\n\n"
        f'<p class="filter">{choices} <output></output></p>\n'
        f'<div class="wide" tabindex="0"><table class="ledger"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>\n"
    )


def _choice(name, values):
    options = "".join(f"<option>{value}</option>" for value in values)
    return f'<label>{name} <select data-by="{name}"><option value="">all</option>{options}</select></label>'


def _inline(text):
    """Return a line of Markdown as HTML: code, emphasis, links; formulas as they are written."""
    text = html.escape(text, quote=False)
    text = re.sub(r"`([^`]+)`", r"<code>\1</code>", text)
    text = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", text)
    text = re.sub(r"(?<!\w)\*([^*]+)\*(?!\w)", r"<em>\1</em>", text)
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)
    return re.sub(r"\$([^$]+)\$", lambda found: formula(html.unescape(found[1])), text)


def formula(latex, display="inline"):
    """Return a formula as MathML.

    A minus that begins a term keeps no room as if it stood between two, and the bars of a value lie close to it.
    """
    text = convert(latex, display=display)
    text = re.sub(r"(<mrow>|<math[^>]*>|<mo[^>]*>(?!&#x00029;|&#x0007C;)[^<]*</mo>)<mo>(&#x02212;)</mo>", _prefix, text)
    return re.sub(r"<mo[^>]*>&#x0007C;</mo>", '<mo stretchy="false" lspace="0" rspace="0">|</mo>', text)


def _prefix(found):
    return f'{found[1]}<mo form="prefix" lspace="0" rspace="0">{found[2]}</mo>'


def mistakes(root):
    """Return the page of all mistakes that the checks know, by family, as Markdown."""
    by_family = {family: [] for family in FAMILIES}
    for info in iter_modules(checks.__path__):
        module = import_module(f"course_utils.checks.{info.name}")
        for check in vars(module).values():
            if hasattr(check, "mistakes") and hasattr(check, "section"):
                for mistake in check.mistakes:
                    by_family[mistake.family].append((check, mistake))
    parts = ["# Mistakes, by family\n\nWhat the checks of the exercises know by name: the code where it is short, and "
             "what is said to whoever wrote it.\n"]  # fmt: skip
    for family, found in by_family.items():
        parts.append(f"## {family.capitalize()}\n\n{FAMILIES[family]}\n")
        ordered = sorted(found, key=lambda pair: [int(n) for n in re.findall(r"\d+", pair[0].section)])
        rows = "".join(_mistake(*pair) for pair in ordered)
        parts.append(f"<details><summary>{len(found)} mistakes</summary>{rows}</details>\n")
    return "\n".join(parts)


def _mistake(check, mistake):
    """Return one mistake as HTML without an empty line: what is said, and the code where it is short."""
    says = html.escape(" ".join(mistake.says.split())) if isinstance(mistake.says, str) else ""
    code = html.escape(re.sub(r"\n\s*\n", "\n", _code(mistake.answer)))
    shown = f"<pre>{code}</pre>" if code else ""
    return f"<p><b>{check.section} {check.name}:</b> {says}</p>{shown}"


def _code(answer):
    """Return the source of a wrong answer where it is a short function or lambda that stands for itself, else ''."""
    try:
        source = textwrap.dedent(inspect.getsource(answer))
    except (OSError, TypeError):
        return ""
    if getattr(answer, "__closure__", True):
        return ""
    if answer.__name__ != "<lambda>":
        return source.rstrip() if source.count("\n") <= SHORT else ""
    start = source.find("lambda")
    for end in range(len(source), start, -1):
        try:
            node = ast.parse(source[start:end].strip(), mode="eval").body
        except SyntaxError:
            continue
        if isinstance(node, ast.Lambda):
            return ast.unparse(node)
        if isinstance(node, ast.Tuple) and isinstance(node.elts[0], ast.Lambda):
            return ast.unparse(node.elts[0])
    return ""
