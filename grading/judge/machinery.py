"""What in a submission reaches for what no answer needs: read in its source, which is not run for it.

It costs no points, for points are made where no submission runs. But whether an answer calls a function of the course
that it should have been is seen where it runs; who hides that gets its points, as by copying the function. So it is
said, and a person can look.
"""

import ast
import re

from grading.intake.notebooks import ERRORS, without_magics

WITHIN = {  # attributes and names that no exercise needs
    "get_objects", "get_referrers", "get_referents", "meta_path", "_getframe", "settrace", "setprofile",
    "__subclasses__", "__globals__", "__builtins__", "__code__", "f_globals", "f_locals", "f_back", "f_code",
    "display_formatter", "displayhook", "display_pub", "showtraceback", "iopub_socket", "pub_socket", "shell_socket",
    "run_cell", "ast_transformers", "input_transformers_cleanup", "pre_run_cell", "post_run_cell", "truth",
    "_repr_mimebundle_", "import_module", "exec_module", "spec_from_file_location", "getsource", "FunctionType",
    "CodeType", "__file__",
}  # fmt: skip
ROOMS = ("grading", "nbgrader", "gc", "ctypes", "builtins", "ptrace", "subprocess", "cloudpickle", "pickle")
PLACES = re.compile(r"gradebook\.db|\bsolutions/|\bcollected\b|\bautograded\b|/proc/|course_utils/checks|pre_run_cell")
SHOWN = 5


def reaches(source, names=()):
    r"""Return what a cell's source reaches for; `names` are those under which the lesson imports its checks.

    >>> reaches("import gc\nfor o in gc.get_objects(): pass")
    ['gc', 'get_objects']
    >>> reaches("def sigmoid(x):\n    return 1 / (1 + np.exp(-x))")
    []
    """
    try:
        tree = ast.parse(without_magics(source))
    except ERRORS:
        return []
    found = []
    for node in ast.walk(tree):
        found += _in(node, set(names))
    return list(dict.fromkeys(found))[:SHOWN]


def _in(node, names):
    match node:
        case ast.Import():
            return [alias.name for alias in node.names if _is_room(alias.name) or "course_utils.checks" in alias.name]
        case ast.ImportFrom(module=str() as module):
            ours = module == "course_utils.checks" and all((a.asname or a.name) in names for a in node.names)
            return [module] if _is_room(module) or (module.startswith("course_utils.checks") and not ours) else []
        case ast.Attribute(value=ast.Name(id="sys"), attr="modules"):
            return ["sys.modules"]
        case ast.Attribute(attr=attribute) if attribute in WITHIN:
            return [attribute]
        case ast.Name(id="__import__" | "exec" | "eval" | "compile" as name):
            return [name]
        case ast.Attribute(ctx=ast.Store(), value=ast.Name(id=name)) if name in names | {"np", "numpy", "plt"}:
            return [f"{name}.{node.attr} ="]
        case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.Name(id=name, ctx=ast.Store()) if name in names:
            return [f"a {name} of its own"]
        case ast.Constant(value=str() as text) if place := PLACES.search(text):
            return [place[0]]
    return []


def _is_room(module):
    return any(module == room or module.startswith(f"{room}.") for room in ROOMS)
