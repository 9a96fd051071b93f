"""Sphinx's settings for the book: stored outputs, maths as MathML, nothing from elsewhere."""

from docutils import nodes

from book.reference import formula

project, author, language = "The sigmoid, measured", "the sigmoid course authors", "en"
html_title = project
copyright = f"{author}. Text and figures CC BY 4.0, code BSD-3-Clause"
extensions = ["myst_nb"]
html_theme = "furo"
html_static_path = ["static"]
html_css_files, html_js_files = ["book.css", "explorers.css", "drawings.css"], [("book.js", {"defer": "defer"})]
html_copy_source, html_show_sourcelink, html_show_search_summary = False, False, False
html_theme_options = {"navigation_with_keys": False}
exclude_patterns = ["original"]
suppress_warnings = ["myst.header", "mystnb.unknown_mime_type", "myst.strikethrough"]
nb_execution_mode = "off"
nb_merge_streams = True
myst_enable_extensions = ["dollarmath", "amsmath", "colon_fence"]
myst_heading_anchors = 4
myst_heading_slug_func = "book.reference.slug"


def inline(self, node):
    """Write a formula within a line."""
    self.body.append(formula(node.astext()))
    raise nodes.SkipNode


def block(self, node):
    """Write a formula on a line of its own."""
    self.body.append(f'<div class="formula" tabindex="0">{formula(node.astext(), "block")}</div>')
    raise nodes.SkipNode


def setup(app):
    """Tell Sphinx how formulas are written."""
    app.add_html_math_renderer("mathml", (inline, None), (block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


html_math_renderer = "mathml"
