"""Read a table as a spreadsheet program or a platform saves it: whatever parts its cells, whatever its encoding."""

import re
from dataclasses import dataclass
from pathlib import Path

MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))
SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # xlsx and ods, xls


@dataclass(frozen=True)
class Sheet:
    """A table as text, and where each cell stands in it: rows of (start, end)."""

    mark: bytes
    encoding: str
    text: str
    delimiter: str
    rows: tuple

    def cell(self, row, column):
        """Return the text of a cell, without its quotes; nothing where a row is short."""
        if column is None or column >= len(row):
            return ""
        start, end = row[column]
        raw = self.text[start:end]
        return raw[1:-1].replace('""', '"') if raw[:1] == '"' == raw[-1:] and len(raw) > 1 else raw

    @property
    def titles(self):
        """Return the first row, in small letters."""
        return [self.cell(self.rows[0], k).strip().lower() for k in range(len(self.rows[0]))]


def opened(path):
    """Read a table: its encoding by its first bytes, what parts its cells by its first line.

    Raises ValueError, naming the file and what was expected, for what is none.
    """
    content = Path(path).read_bytes()
    if content.startswith(SPREADSHEETS):
        raise ValueError(f"{path} is a spreadsheet program's own file (xlsx, ods or xls): save it as csv there, "
                         "and name that file.")
    mark, encoding = next(((mark, name) for mark, name in MARKS if content.startswith(mark)), (b"", "utf-8"))
    body = content[len(mark) :]
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError:
        encoding, text = "cp1252", body.decode("cp1252", "surrogateescape")
    if not text.strip():
        raise ValueError(f"{path} is empty; expected a table whose first line names the columns.")
    first = text.lstrip("\r\n").splitlines()[0]
    delimiter = max(",;\t", key=first.count)
    return Sheet(mark, encoding, text, delimiter, tuple(places(text, delimiter)))


def places(text, delimiter):
    r"""Yield each row as a list of (start, end), quoted cells with their quotes.

    >>> list(places('a,"b, c"\r\nd,\r\n', ","))
    [[(0, 1), (2, 8)], [(10, 11), (12, 12)]]
    """
    cell = re.compile(rf'"(?:[^"]|"")*"[^{delimiter}\r\n]*|[^{delimiter}\r\n]*')
    place, row = 0, []
    while place < len(text):
        end = cell.match(text, place).end()
        row.append((place, end))
        if text[end : end + 1] == delimiter:
            place = end + 1
            if place == len(text):
                row.append((place, place))
            continue
        yield row
        place, row = end + (2 if text[end : end + 2] == "\r\n" else 1), []
    if row:
        yield row
