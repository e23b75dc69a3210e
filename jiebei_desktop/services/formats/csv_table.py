"""A table as comma-separated text that a spreadsheet shows and runs nothing of."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

_FORMULA = frozenset("=+-@\N{MINUS SIGN}")
"""Signs at which a spreadsheet may begin to run what follows; their other forms count, too."""
_BREAKS = ("\t", "\r", "\n")


def table_csv(lines: Iterable[Sequence[str]]) -> bytes:
    """Return a table of texts that are harmless already as the content of a CSV file."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(lines)
    return out.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """Return text so that a spreadsheet shows it and runs nothing of it.

    What some of them drop before they look, blanks and characters without a shape, is passed over.
    """
    seen = (char for char in text if not char.isspace() and unicodedata.category(char) != "Cf")
    first = unicodedata.normalize("NFKC", next(seen, ""))
    return f"'{text}" if first in _FORMULA or text.startswith(_BREAKS) else text
