"""What a student shows cannot act: more than a hundred payloads, in the very pages that people open."""

import base64
import contextlib
import http.server
import os
import threading
from pathlib import Path

import nbformat
import nbgrader
import pytest
from browser import CHROMIUM, chromium
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell
from traitlets.config import Config

from grading.markup import clean_html, harmless

TEMPLATES = Path(nbgrader.__file__).parent / "server_extensions/formgrader"
BOOTSTRAP = TEMPLATES / "static/node_modules/bootstrap/dist/css"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
HIT = "fetch('{at}/script');parent.ran=1;window.ran=1;document.title='RAN'"
HTML = [
    "<script>{hit}</script>",
    "<SCRIPT SRC={at}/src.js></SCRIPT>",
    "<script type=module>{hit}</script>",
    "<script type='text/x-mathjax-config'>{hit}</script>",
    "<scr<script>ipt>{hit}</scr</script>ipt>",
    '<img src=x onerror="{hit}">',
    '<img src=x onerror="{hit}"//',
    "<img src='{at}/picture.png'>",
    "<img srcset='{at}/set.png 1x'>",
    "<image href='{at}/image.png'>",
    "<picture><source srcset='{at}/source.png'><img src=x></picture>",
    '<svg onload="{hit}"></svg>',
    "<svg><script>{hit}</script></svg>",
    "<svg><image href='{at}/svgimage.png'/></svg>",
    "<svg><use href='{at}/use.svg#x'/></svg>",
    '<svg><animate onbegin="{hit}" attributeName=x dur=1s></svg>',
    '<svg><foreignObject><img src=x onerror="{hit}"></foreignObject></svg>',
    '<math><mtext><table><mglyph><style><img src=x onerror="{hit}">',
    "<math href='javascript:{hit}'><mi>x</mi></math>",
    "<svg></p><style><a id=\"</style><img src=1 onerror='{hit}'>\">",
    '<noscript><p title="</noscript><img src=x onerror={hit}>">',
    "<iframe src='{at}/frame'></iframe>",
    '<iframe srcdoc="<script>{hit}</script>"></iframe>',
    "<object data='{at}/object'></object>",
    "<embed src='{at}/embed'>",
    "<form action='{at}/form'><button autofocus onfocus=\"{hit}\">ok</button></form>",
    '<input autofocus onfocus="{hit}">',
    '<details open ontoggle="{hit}">x</details>',
    "<video src='{at}/video' onerror=\"{hit}\"></video>",
    "<audio src='{at}/audio' autoplay></audio>",
    '<marquee onstart="{hit}">x</marquee>',
    '<body onload="{hit}">',
    "<meta http-equiv=refresh content='0;url={at}/refresh'>",
    "<base href='{at}/'>",
    "<link rel=stylesheet href='{at}/style.css'>",
    "<link rel=prefetch href='{at}/prefetch'>",
    "<style>@import url('{at}/import.css');</style>",
    "<style>body{{background:url('{at}/background')}}</style>",
    "<div style=\"background:url('{at}/divbackground')\">x</div>",
    "<div style='position:fixed;inset:0;z-index:9999;background:white'>overlay</div>",
    "<b onmouseover=\"{hit}\" style='font-size:999px'>x</b>",
    '<p onanimationstart="{hit}" class=panel>x</p>',
    "<template><script>{hit}</script></template>",
    "<textarea><img title='</textarea><img src=x onerror=\"{hit}\">'>",
    '<!--><img src=x onerror="{hit}">-->',
    '<!-- --!><img src=x onerror="{hit}">',
    '<![CDATA[><img src=x onerror="{hit}">]]>',
    '<a href="javascript:{hit}">x</a>',
    '<a href="java&#9;script:{hit}">x</a>',
    '<a href="data:text/html,<script>{hit}</script>">x</a>',
    "<a ping='{at}/ping' href='#'>x</a>",
    "</div></div></div></body><script>{hit}</script>",
    "</pre><script>{hit}</script>",
    "</title></style></script><script>{hit}</script>",
    "<table background='{at}/table'><tr><td onclick=\"{hit}\">1</td></tr></table>",
    "$\\href{{javascript:{hit}}}{{x}}$",
    "<span>$\\style{{background:url({at}/tex)}}{{x}}$</span>",
]
MARKDOWN = [
    "[x](javascript:{hit})",
    "[x](JaVaScRiPt:{hit})",
    "[x](java&#115;cript:{hit})",
    "[x](&#x6A;avascript:{hit})",
    "[x](<javascript:{hit}>)",
    "[x](vbscript:x)",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "<javascript:{hit}>",
    "[x][1]\n\n[1]: javascript:{hit}",
    '[x](http://x/"onmouseover="{hit})',
    "[x](http://x 'y\" onmouseover=\"{hit}')",
    "![x]({at}/markdown.png)",
    "![x][p]\n\n[p]: {at}/reference.png",
    '![x" onerror="{hit}](x.png)',
    "![x](x.png \"y' onerror='{hit}\")",
    "![x](/hub/logout)",
    "![x](../../../hub/logout)",
    "![x](data:image/svg+xml;base64,PHN2Zy8+)",
    "![x](attachment:evil.svg)",
    "![x](attachment:evil.png)",
    "![x](attachment:missing.png)",
    '```mermaid\n</pre><img src=x onerror="{hit}">\n```',
    '~~~ x"><img/src=x/onerror="{hit}">\ntext\n~~~',
    '```python"><script>{hit}</script>\nx\n```',
    '# heading <img src=x onerror="{hit}">',
    '| a |\n|---|\n| <img src=x onerror="{hit}"> |',
    "- item\n\n  <script>{hit}</script>",
    "> <script>{hit}</script>",
    "$$ \\href{{javascript:{hit}}}{{x}} $$",
    "$\\require{{html}} \\style{{position:fixed}}{{x}}$",
    "$\\bbox[background:url({at}/bbox)]{{x}}$",
    "$\\&#104;ref{{javascript:{hit}}}{{x}}$",
    "$\\def\\h{{\\href}} \\h{{javascript:{hit}}}{{x}}$",
    '\\begin{{equation}}</script><img src=x onerror="{hit}">\\end{{equation}}',
    '$$<img src=x onerror="{hit}">$$',
    "$$ a $$ <script>{hit}</script> $$ b $$",
    "`` ` `` <script>{hit}</script>",
    "\\<script>{hit}</script>",
    "&lt;script&gt;{hit}&lt;/script&gt;",
    "text</div></div>\n<script>\n\n{hit}\n\n</script>",
]
MIME = {
    "application/javascript": "{hit}",
    "application/ecmascript": "{hit}",
    "text/javascript": "{hit}",
    "image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg' onload=\"{hit}\"><image href='{at}/svg'/></svg>",
    "image/png": '" onerror="{hit}',
    "image/jpeg": "PHNjcmlwdD4=",
    "image/gif": "R0lGODlhAQABAAAAACw=",
    "application/pdf": "JVBERi0=",
    "text/latex": "$\\href{{javascript:{hit}}}{{x}}$",
    "text/vnd.mermaid": "</pre><script>{hit}</script>",
    "text/plain": "</pre><script>{hit}</script>",
    "application/vnd.jupyter.widget-view+json": {"model_id": "</script><script>{hit}</script>", "version_major": 2},
    "application/vnd.plotly.v1+json": {"data": "{hit}"},
    "application/vnd.sigmoid-course.guess+json": {"html": "<script>{hit}</script>"},
    'text/html"><script>{hit}</script>': "x",
}


def filled(value, at):
    if isinstance(value, dict):
        return {name: filled(text, at) for name, text in value.items()}
    if not isinstance(value, str):
        return value
    return value.format(at=at, hit=HIT.format(at=at))


def shown(data, **more):
    return new_output("display_data", data=data, **more)


def hostile(at):
    """Return a notebook that holds every payload, in every place that a page shows."""
    script = f"<script>{HIT.format(at=at)}</script>"
    handler = f'x" onerror="{HIT.format(at=at)}'
    html = [filled(text, at) for text in HTML]
    cells = [new_markdown_cell(filled(text, at)) for text in HTML + MARKDOWN]
    cells[-1].attachments = {"evil.svg": {"image/svg+xml": "PHN2Zy8+"}, "evil.png": {"image/png": handler}}
    for cell in cells:
        cell.attachments = cells[-1].attachments
    cells += [new_raw_cell(text) for text in html] + [new_raw_cell(script, metadata={"raw_mimetype": "text/html"})]
    outputs = [shown({"text/html": text, "text/plain": text}) for text in html]
    outputs += [shown({"text/markdown": filled(text, at)}) for text in HTML + MARKDOWN]
    outputs += [shown({filled(kind, at): filled(value, at)}) for kind, value in MIME.items()]
    picture = base64.b64encode(PNG).decode()
    sizes = {"width": f"1 onerror={handler}", "alt": handler, "unconfined": True}
    outputs += [
        shown({"image/png": picture}, metadata={"image/png": sizes, "filenames": {"image/png": f"{at}/filename.png"}}),
        shown({"image/png": "eA=="}, metadata={"image/png": sizes}),
        shown({"text/html": script}, metadata={"text/html": {"isolated": True}}),
        new_output("stream", text=f"{script}\x1b[31m{script}"),
        new_output("stream", name=script, text=script),
        new_output("error", ename=script, evalue=script, traceback=[script, f"\x1b]8;;javascript:1\x07{script}"]),
    ]
    named = {"grade_id": f"a{script}", "grade": True, "solution": True, "points": 1, "comment": script, "score": script}
    code = new_code_cell(f"'''</pre>{script}'''  # {handler}\n%%html\n{script}", outputs=outputs)
    code.metadata = {"tags": [handler, f'">{script}'], "magics_language": f'html">{script}', "nbgrader": named}
    code.execution_count = 1
    right = {**named, "grade_id": "right", "points": 2, "score": 1}
    more = new_markdown_cell(script, metadata={"nbgrader": right, "alt": handler, "title": script})
    widget = {"application/vnd.jupyter.widget-state+json": {"state": {}, "script": f"</script>{script}"}}
    metadata = {
        "title": script,
        "authors": [{"name": script}],
        "widgets": widget,
        "language_info": {"name": f'x">{script}', "pygments_lexer": f'x">{script}', "nbconvert_exporter": script},
        "kernelspec": {"name": script, "display_name": script, "language": script},
        "grading_notes": ["a note"],
    }
    return new_notebook(cells=[*cells, code, more], metadata=metadata)


def page(notebook, template="feedback"):
    """Return the page that nbgrader makes of a notebook."""
    config = Config()
    config.HTMLExporter.template_name = template
    config.HTMLExporter.extra_template_basedirs = [str(TEMPLATES / "templates")]
    config.HTMLExporter.extra_template_paths = [str(BOOTSTRAP), str(TEMPLATES / "templates")]
    for cell in notebook.cells:  # as nbgrader does from the gradebook
        if cell.metadata.get("nbgrader"):
            cell.metadata.nbgrader.update(score=1, comment="well done")
    about = {"notebook": "hostile", "score": 1, "max_score": 2, "late_penalty": 0}
    links = dict.fromkeys(("notebook_id", "assignment_id", "submission_id", "last_name", "first_name"), "hostile")
    links |= {"base_url": "/none", "mathjax_url": "/none/mathjax.js", "index": 0, "total": 1, "my_user": "me"}
    return HTMLExporter(config=config).from_notebook_node(notebook, resources={"nbgrader": about, **links})[0]


@contextlib.contextmanager
def server():
    """Serve on this machine; yield (address, paths that were asked for, pages to serve)."""
    asked, pages = [], {}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200 if self.path in pages else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(pages.get(self.path, "").encode())

        do_POST = do_GET

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}", asked, pages
        running.shutdown()


def opened(browser, at, pages, html):
    """Open a page, press what can be pressed, and return what it did beyond being shown."""
    pages["/page"] = html
    with browser.new_context() as context:
        tab, did = context.new_page(), []
        tab.on("dialog", lambda dialog: (did.append("dialog"), dialog.dismiss()))
        tab.on("framenavigated", lambda frame: did.append(frame.url) if frame.url != f"{at}/page" else None)
        tab.route("**/*", lambda route: route.continue_() if route.request.url.startswith(at) else route.abort())
        tab.goto(f"{at}/page", wait_until="load")
        tab.evaluate(
            """() => { for (const link of document.querySelectorAll("#notebook a"))
            if (!/^(https?:|#)/.test(link.getAttribute("href") ?? "#")) link.click();
            for (const all of document.querySelectorAll("#notebook *"))
                for (const name of ["mouseover", "focus", "toggle"]) all.dispatchEvent(new Event(name)); }"""
        )
        tab.wait_for_timeout(500)
        did += [
            text
            for text in (tab.evaluate("() => window.ran && 'script'"), tab.title())
            if text not in (None, "hostile")
        ]
        inside = "#notebook :is(.rendered_html, .output_wrapper, .input_area)"  # where a student's work is shown
        handlers = f"""() => [...document.querySelectorAll("{inside} *")].flatMap(tag => [...tag.attributes]
            .filter(a => /^on|^srcdoc$|^style$|^formaction$/i.test(a.name)).map(a => tag.tagName + " " + a.name))"""
        tags = f"""() => [...document.querySelectorAll("{inside} :is(script, style, iframe, object, embed, form, input,"
            + "meta, link, base, svg, math, video, audio, template)")].map(tag => tag.tagName)"""
        return did + tab.evaluate(handlers) + tab.evaluate(tags)


def needs_chromium():
    if CHROMIUM is None:
        if os.environ.get("CI") == "true":
            pytest.fail("on CI the tests in the browser must run, but there is no Chromium")
        pytest.skip("there is no Chromium")


@pytest.mark.parametrize("template", ["feedback", "formgrade"])
def test_no_payload_acts_in_a_page_that_nbgrader_makes(template):
    needs_chromium()
    with server() as (at, asked, pages), chromium() as browser:
        notebook = hostile(at)
        assert len(HTML) + len(MARKDOWN) + len(MIME) > 100
        made, gone = harmless(notebook)
        nbformat.validate(made)
        assert opened(browser, at, pages, page(made, template)) == []
        own = {"/page", "/favicon.ico", "/x.png"} | {
            path for path in asked if path.startswith("/none/")
        }  # Formgrader's
        assert set(asked) == own & set(asked), asked
        assert gone and made.metadata.grading_notes == ["a note"]


def test_the_payloads_do_act_where_nothing_is_made_harmless():
    needs_chromium()
    with server() as (at, asked, pages), chromium() as browser:
        cells = [new_markdown_cell(filled(text, at)) for text in HTML[5:13]]
        did = opened(browser, at, pages, page(new_notebook(cells=cells)))
        assert "script" in did and "RAN" in did
        assert {"/script", "/picture.png", "/svgimage.png"} & set(asked)


def only(cell):
    """Return the one cell of a notebook made harmless, and what was taken out of it."""
    made, gone = harmless(new_notebook(cells=[cell]))
    nbformat.validate(made)
    return made.cells[0], gone


@pytest.mark.parametrize(
    "source",
    [
        "The slope is largest at $x = 0$, and $a < b$ there.",
        "$$\\sigma(x) = \\frac{1}{1 + e^{-x}}$$\n\nfor `x < 0` and `y > 0`",
        "a <b>bold</b> word, x<sub>1</sub>, a line<br>break",
        "[lesson](../../notebooks/01_definition.ipynb#start), [page](https://example.org/a?b=c), <https://example.org>",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "```python\nif x < 0: print('<b>')\n```",
        "![my drawing](drawing.png)",
        "my folder is C:\\data\\style",
        "- one\n- two\n\n> *said* **so** ~~not~~",
        "",
    ],
)
def test_an_honest_text_stays_as_it_is(source):
    cell, gone = only(new_markdown_cell(source))
    assert (cell.source, gone) == (source, [])


def test_a_picture_stays_and_what_only_says_it_is_one_goes():
    picture = base64.b64encode(PNG).decode()
    attached = {"a.png": {"image/png": picture}, "b.png": {"image/png": "PHN2Zy8+"}}
    cell, gone = only(new_markdown_cell("![a](attachment:a.png)", attachments=attached))
    assert cell.source == "![a](attachment:a.png)" and cell.attachments == {"a.png": {"image/png": picture}}
    assert gone == ["attachment that is no picture left out"]
    outputs = [
        shown({"image/png": picture[:20] + "\n" + picture[20:]}, metadata={"image/png": {"width": 10, "height": "1"}})
    ]
    outputs += [shown({"image/jpeg": picture, "text/plain": "<Figure>"})]
    cell, gone = only(new_code_cell("1", outputs=outputs))
    assert cell.outputs[0] == shown({"image/png": picture}, metadata={"image/png": {"width": 10}})
    assert cell.outputs[1] == shown({"text/plain": "<Figure>"})
    assert gone == ["output of image/jpeg left out"]


def test_a_table_stays_without_its_style():
    table = "<table border='1'><tr><td colspan='2' style='color:red'>1</td></tr></table>"
    clean = '<table><tbody><tr><td colspan="2">1</td></tr></tbody></table>'
    assert clean_html(f"<style scoped>td {{color: red}}</style>{table}") == clean


def test_an_output_of_which_nothing_stays_is_said():
    cell, gone = only(new_code_cell("1", outputs=[shown({"application/javascript": "x"})]))
    assert cell.outputs == [shown({"text/plain": "(an output that is not shown)"})]
    assert gone == ["output of application/javascript left out"]


def test_the_outputs_that_grading_wrote_stay():
    box = shown({"text/html": '<div style="color: green">Right</div>'})
    mark = {"grade_id": "check", "grade": True, "solution": False, "points": 2, "schema_version": 3, "locked": True}
    cell = new_code_cell("check(f)", outputs=[box], metadata={"nbgrader": mark, "deletable": False, "tags": ["x"]})
    made, gone = harmless(new_notebook(cells=[cell]), ours={"check"})
    assert made.cells[0].outputs == [box] and gone == []
    assert made.cells[0].metadata == {"nbgrader": mark, "deletable": False}
    assert harmless(new_notebook(cells=[cell]))[0].cells[0].outputs[0].data["text/html"] == "<div>Right</div>"


def test_the_notebook_that_was_given_is_not_changed_and_twice_is_once():
    given = hostile("http://127.0.0.1:9")
    before = nbformat.writes(given)
    once, _ = harmless(given)
    assert nbformat.writes(given) == before
    twice, _ = harmless(once)
    assert page(twice) == page(once)


def test_odd_notebooks_are_no_problem():
    odd = new_notebook(cells=[new_code_cell("1")])
    cell = odd.cells[0]
    cell.outputs = [
        {"output_type": "display_data", "data": None, "metadata": None},
        {"output_type": "error"},
        {"output_type": "stream"},
        {"output_type": "<script>"},
        {"output_type": "display_data", "data": {"text/plain": ["a", "b"], "text/html": None, "image/png": 3}},
    ]
    cell.metadata = {"nbgrader": {"grade_id": 3, "points": "x"}, "deletable": "no"}
    cell.id, cell.execution_count = "<script>", "<script>"
    made, _ = harmless(odd)
    nbformat.validate(made)
    assert "<script>" not in page(made).split('id="notebook"')[1].replace("<script></script>", "")
