"""The files a user may write, each with the JSON Schema its reader keeps."""

from __future__ import annotations

from typing import Any

from jiebei_desktop.services.files import household_file, offer_file

KINDS = ("household", "offer")


def schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 7) of one of ``KINDS``.

    Raises:
        ValueError: there is no such kind.
    """
    if kind not in KINDS:
        raise ValueError(kind)
    return household_file.schema() if kind == "household" else offer_file.schema()
