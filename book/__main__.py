"""Build the book.

    python start.py book            build it into build/book, and say where it is
    python start.py book --serve    build it, and open it in the browser

Nothing is executed: what the notebooks hold is what the book shows. Where BOOK_REPOSITORY is set to OWNER/REPO@TAG, the
pages' links to Binder lead there.
"""

import argparse
import functools
import http.server
import os
import shutil
import sys
import tempfile
import time
import webbrowser
from pathlib import Path

from sphinx.cmd.build import build_main

from book import pages

ROOT = Path(__file__).resolve().parent.parent


def build(out):
    """Build the book into the folder `out`, in place of what was there. Returns Sphinx's exit code."""
    repository, _, tag = os.environ.get("BOOK_REPOSITORY", "").partition("@")
    with tempfile.TemporaryDirectory() as source:
        pages.write(ROOT, Path(source), repository or "OWNER/REPO", tag or "TAG")
        shutil.rmtree(out, ignore_errors=True)
        code = build_main(["-q", "-j", "auto", "-d", f"{source}/.doctrees", source, str(out)])
    return code


def main(args=None):
    """Do what the command line asks for, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python start.py book", description="Build the book of the course.")
    parser.add_argument("--out", default=ROOT / "build" / "book", type=Path, help="where to (default: build/book)")
    parser.add_argument("--serve", action="store_true", help="open it in the browser, until Ctrl-C")
    args, began = parser.parse_args(args), time.monotonic()
    code = build(args.out.resolve())
    if code:
        return code
    first = args.out.resolve() / "index.html"
    print(f"The book is made ({time.monotonic() - began:.0f} s): {first}")
    if args.serve:
        handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=first.parent)
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            address = f"http://127.0.0.1:{server.server_port}/"
            print(f"It is served at {address}. To stop, press Ctrl-C.")
            webbrowser.open(address)
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                print("Stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
