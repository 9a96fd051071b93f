"""Find the notebook of a lesson among the files of a student, and read it, whatever an editor made of it."""

import json
import re

import nbformat


def choose(files, wanted, known):
    """Return (the student's File for the released notebook `wanted`, why it was taken), or (None, why not).

    `known` are the names of the released cells. Of several notebooks the one with most of these is taken, then the
    one with the right name, then the latest attempt.
    """
    notebooks = [file for file in files if file.name.lower().endswith(".ipynb")]
    if not notebooks:
        others = ", ".join(file.name for file in files) or "nothing"
        return None, f"no notebook was handed in, but {others}"
    ranked = sorted(notebooks, key=lambda file: _rank(file, wanted, known))
    best, why = ranked[-1], []
    if best.name != wanted:
        why.append(f"its name was {best.name}")
    if len(notebooks) > 1:
        why.append(f"{len(notebooks)} notebooks were handed in; this is {best.name}")
    return best, "; ".join(why)


def _rank(file, wanted, known):
    try:
        text = json.dumps(json.loads(decoded(file.content)))
        ours = sum(f'"{name}"' in text for name in known)
    except ValueError:
        ours = -1
    attempt = re.search(r"-(\d+)\.ipynb$", file.name)
    return ours, file.name == wanted, int(attempt[1]) if attempt else 0, file.time


def decoded(content):
    """Return a file's text, whatever mark it begins with."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    return content.decode("utf-8-sig")


def as_text(notebook):
    """Return a notebook as the text of its file."""
    return nbformat.writes(notebook) + "\n"


def notebook(content):
    """Return the notebook in a file's bytes, in the format of today.

    Raises ValueError, with the reason in words, where the bytes hold none.
    """
    if not content.strip(b"\xef\xbb\xbf\0 \r\n\t"):
        raise ValueError("the file is empty")
    try:
        text = decoded(content)
        data = json.loads(text)
    except UnicodeDecodeError:
        raise ValueError("the file is not text") from None
    except json.JSONDecodeError as error:
        cut = error.msg.startswith("Unterminated string") or not text[error.pos + 1 :].strip()
        raise ValueError("the file is cut off" if cut else f"the file is damaged in line {error.lineno}") from None
    if not isinstance(data, dict) or "nbformat" not in data or not {"cells", "worksheets"} & set(data):
        raise ValueError("the file is not a notebook")
    try:
        found = nbformat.reads(text, as_version=4)
        return nbformat.v4.upgrade(found) if found.nbformat_minor < 5 else found
    except Exception as error:  # whatever nbformat meets in a damaged file
        raise ValueError(f"the notebook is damaged ({type(error).__name__}: {error})") from None
