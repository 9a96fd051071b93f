"""What a student's notebook shows is made harmless before a person opens it, in feedback pages or in Formgrader.

Text, code and pictures stay. Scripts, event handlers, frames, forms, styles, drawings that can act, widgets, requests
to other machines, and TeX commands that make links or styles go. HTML is cleaned by bleach; whether a text cell is
harmless is asked of the very renderer that will show it.
"""

import base64
import binascii
import html
import re
from collections import Counter

import bleach
from bs4 import BeautifulSoup
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat.notebooknode import from_dict

PICTURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}  # and how such a file begins
INLINE = frozenset("b strong i em u s small sub sup br kbd".split())
BLOCKS = "hr p div span pre code blockquote ul ol li dl dt dd h1 h2 h3 h4 h5 h6"
TAGS = INLINE | frozenset(f"{BLOCKS} table caption thead tbody tfoot tr th td".split())
ATTRIBUTES = {"th": ["colspan", "rowspan"], "td": ["colspan", "rowspan"]}
PLAIN_TAG = re.compile(rf"</?(?:{'|'.join(sorted(INLINE))})\s*/?>", re.IGNORECASE)
FOLDERS = r"(?:\.\.?/)*(?:[\w%-][\w%.-]*/)*[\w%-][\w%.-]*"
LINK = re.compile(  # pages that were handed in are served by Formgrader, with the instructor's rights: no link to one
    r"https?://[^\s\"'<>]*|mailto:[\w.+-]+@[\w.-]+|#[\w.%-]*"
    rf"|{FOLDERS}\.(?:ipynb|py|md|txt|csv|pdf|png|jpe?g|gif)(?:#[\w.%-]*)?"
)
PICTURE_FILE = re.compile(r"[\w-]+(?:/[\w-]+)*\.(?:png|jpe?g|gif)")
TEX = re.compile(
    r"\\(?:href|url|require|style|class|cssId|data|html\w*|bbox|enclose|mmlToken|unicode|includegraphics|texttip|mathtip"
    r"|tooltip|toggle|action|csname|newextarrow|def|let|gdef|edef|newcommand|renewcommand|newenvironment"
    r"|DeclareMathOperator|begingroup)(?![a-z])",
    re.IGNORECASE,
)
MATHS = re.compile(r"\$|\\[(\[]|\\begin|\\(?:eq)?ref")  # where TeX is read at all
NAME = re.compile(r"[\w-]{1,64}")
KERNEL = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}
LANGUAGE = {"language_info": {"name": "python", "pygments_lexer": "ipython3"}}
FIELDS = {"grade_id": str, "schema_version": int, "points": (int, float), "cell_type": str, "checksum": str}
FIELDS |= dict.fromkeys(("grade", "solution", "locked", "task"), bool)


def harmless(notebook, ours=()):
    """Return (notebook, sentences): a copy in which nothing of a student's can act, and what was taken out.

    `ours` holds the grade_ids of the cells whose outputs the grading itself has written; these outputs stay as they
    are. Metadata of the notebook stays where its name begins with "grading_".

    >>> from nbformat.v4 import new_markdown_cell, new_notebook
    >>> made, gone = harmless(new_notebook(cells=[new_markdown_cell("<script>alert(1)</script>")]))
    >>> made.cells[0].source, gone
    ('&lt;script>alert(1)&lt;/script>', ['text cell: its HTML is shown as text'])
    """
    gone, cells = Counter(), []
    for number, cell in enumerate(notebook.cells):
        kind = cell.cell_type if cell.cell_type in ("code", "markdown", "raw") else "raw"
        made = {"cell_type": kind, "metadata": _metadata(cell.get("metadata")), "source": _text(cell.source)}
        if "id" in cell:
            made["id"] = cell.id if NAME.fullmatch(str(cell.id)) else f"cell{number}"
        if kind == "code":
            made["execution_count"] = _count(cell)
            is_ours = made["metadata"].get("nbgrader", {}).get("grade_id") in ours
            made["outputs"] = cell.outputs if is_ours else [_output(output, gone) for output in cell.outputs]
        elif kind == "markdown":
            made["attachments"] = _attachments(cell.get("attachments"), gone)
            made["source"] = _markdown(made["source"], made["attachments"], gone, "text cell")
        else:
            made["metadata"]["raw_mimetype"] = "text/plain"  # which no page of HTML shows
        cells.append(made)
    metadata = {name: value for name, value in notebook.metadata.items() if name.startswith("grading_")}
    metadata = {**KERNEL, **LANGUAGE, **metadata}
    made = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": notebook.get("nbformat_minor", 5)}
    return from_dict(made), [f"{what} ({count} times)" if count > 1 else what for what, count in gone.items() if count]


def clean_html(text):
    """Return HTML with nothing but text, lists and tables: no style, no picture, no link, nothing that acts."""
    soup = BeautifulSoup(text, "html.parser")
    for tag in soup(["script", "style", "template", "noscript", "iframe", "svg", "math", "title", "textarea"]):
        tag.decompose()
    return bleach.clean(str(soup), tags=TAGS, attributes=ATTRIBUTES, strip=True, strip_comments=True)


def _acts(text):
    """Tell whether TeX in a text may do more than show maths."""
    return bool(TEX.search(text) and MATHS.search(text))


def _text(value):
    return value if isinstance(value, str) else "".join(map(str, value)) if isinstance(value, list) else str(value)


def _count(node):
    count = node.get("execution_count")
    return count if type(count) is int else None


def _metadata(found):
    """Return what nbgrader needs of a cell's metadata, each field of its own type."""
    found = found if isinstance(found, dict) else {}
    made = {name: found[name] for name in ("deletable", "editable") if isinstance(found.get(name), bool)}
    nbgrader = found.get("nbgrader")
    if isinstance(nbgrader, dict) and NAME.fullmatch(str(nbgrader.get("grade_id"))):
        made["nbgrader"] = {
            name: nbgrader[name] for name, kind in FIELDS.items() if isinstance(nbgrader.get(name), kind)
        }
        for name in ("cell_type", "checksum"):
            if not NAME.fullmatch(made["nbgrader"].get(name, "x")):
                del made["nbgrader"][name]
    return made


def _picture(kind, data):
    """Return a picture, encoded anew, or None where it is none."""
    try:
        decoded = base64.b64decode(_text(data), validate=False)
    except (binascii.Error, ValueError):
        return None
    return base64.b64encode(decoded).decode() if decoded.startswith(PICTURES[kind]) else None


def _attachments(found, gone):
    kept = {}
    for name, data in (found if isinstance(found, dict) else {}).items():
        pictures = {kind: _picture(kind, data[kind]) for kind in PICTURES if isinstance(data, dict) and kind in data}
        pictures = {kind: picture for kind, picture in pictures.items() if picture}
        if pictures:
            kept[name] = pictures
        if not pictures or len(data) > len(pictures):
            gone["attachment that is no picture left out"] += 1
    return kept


def _output(output, gone):
    """Return an output with the fields of its kind alone, and of its data what is harmless."""
    kind = output.get("output_type")
    if kind == "stream":
        return {"output_type": kind, "name": "stderr" if output.get("name") == "stderr" else "stdout"} | {
            "text": _text(output.get("text", ""))
        }
    if kind == "error":
        lines = output.get("traceback")
        lines = lines if isinstance(lines, list) else [lines]
        fields = {name: _text(output.get(name, "")) for name in ("ename", "evalue")}
        return {"output_type": kind, **fields, "traceback": [_text(line) for line in lines]}
    made = {"output_type": "display_data"}
    if kind == "execute_result":
        made = {"output_type": kind, "execution_count": _count(output)}
    found = output.get("data") if isinstance(output.get("data"), dict) else {}
    data = _data(found, gone)
    sizes = output.get("metadata") if isinstance(output.get("metadata"), dict) else {}
    return made | {"data": data, "metadata": {kind: _size(sizes.get(kind)) for kind in PICTURES if kind in data}}


def _size(found):
    sizes = found if isinstance(found, dict) else {}
    return {name: sizes[name] for name in ("width", "height") if type(sizes.get(name)) in (int, float)}


def _data(found, gone):
    kept = {}
    for kind, value in found.items():
        if kind in PICTURES:
            kept[kind] = _picture(kind, value)
        elif kind == "text/html":
            kept[kind] = clean_html(_text(value))
            gone["output of HTML: all but its text, lists and tables left out"] += kept[kind] != _text(value)
        elif kind == "text/markdown":
            kept[kind] = _markdown(_text(value), {}, gone, "output of Markdown")
        elif kind in ("text/plain", "text/latex"):
            kept[kind] = _text(value)
        if kept.get(kind) is None or (kind in ("text/html", "text/latex") and _acts(html.unescape(kept[kind]))):
            kept.pop(kind, None)
            name = kind if re.fullmatch(r"[\w.+/-]{1,60}", kind) else "an unknown kind"
            gone[f"output of {name} left out"] += 1
    if not any(kept.values()):
        kept["text/plain"] = "(an output that is not shown)"
    return kept


class _Suspicious(IPythonRenderer):
    """Renders as a page of feedback does, and notes what could act."""

    def __init__(self, attachments):
        super().__init__(escape=False, attachments=attachments, exclude_anchor_links=True)
        self.found = set()

    def block_html(self, html):
        if "<" in PLAIN_TAG.sub("", html):
            self.found.add("html")
        return html

    inline_html = block_html

    def link(self, text, url, title=None):
        if not LINK.fullmatch(html.unescape(url)) or '"' in html.unescape(title or ""):
            self.found.add("link")
        return super().link(text, url, title)

    def image(self, text, url, title=None):
        name = html.unescape(url)
        if name.removeprefix("attachment:") not in self.attachments and not PICTURE_FILE.fullmatch(name):
            self.found.add("picture")
            return ""
        return super().image(text, url, title)

    def block_code(self, code, info=None):
        if info and not re.fullmatch(r"[\w+#.-]+", info.strip()) or "mermaid" in (info or "").lower():
            self.found.add("code")
            return ""
        return super().block_code(code, info)


def _dangers(source, attachments):
    """Return what could act in a text, as it will be rendered."""
    renderer = _Suspicious(attachments)
    try:
        rendered = MarkdownWithMath(renderer=renderer).render(source)
    except Exception:  # what the renderer cannot read, it cannot show either
        return {"unreadable"}
    shown = BeautifulSoup(rendered, "html.parser")
    for code in shown(["pre", "code"]):
        code.decompose()
    return renderer.found | ({"tex"} if _acts(shown.get_text()) else set())


def _markdown(source, attachments, gone, what):
    """Return a text in which nothing can act; where single changes do not help, it is shown as it was typed."""
    dangers, text, done = _dangers(source, attachments), source, []
    for danger, how, change in (
        ("html", "its HTML is shown as text", lambda text: re.sub("<", _escaped, text)),
        ("picture", "its picture from elsewhere is a link", lambda text: text.replace("![", "[")),
    ):
        if danger in dangers:
            text = change(text)
            done.append(how)
    if _dangers(text, attachments):
        fence = "`" * (3 + max(map(len, re.findall("`+", source)), default=0))
        text, done = f"{fence}\n{source}\n{fence}", ["shown as it was typed"]
        if _dangers(text, attachments):
            text, done = "(a text that is not shown)", ["left out"]
    gone.update(f"{what}: {how}" for how in done)
    return text


def _escaped(match):
    return "<" if PLAIN_TAG.match(match.string, match.start()) else "&lt;"
