"""From a worded document to PDF or PNG bytes: typst, the two bundled fonts, nothing else."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal

from jiebei_desktop import bundle

if TYPE_CHECKING:
    import typst

STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
"""Archival with full structure, and accessible."""
PREVIEW_PPI = 110.0


def compile_pdf(doc: dict[str, Any], made_on: date) -> bytes:
    """Return the document as PDF/A-2a and PDF/UA-1; the same input gives the same bytes."""
    import typst as engine

    with _fonts(doc) as fonts:
        found = engine.compile(
            _template(),
            root=str(bundle.resources() / "report"),
            format="pdf",
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs={"data": _data(doc)},
            pdf_standards=[*STANDARDS],
            timestamp=datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC),
        )
    return bytes(found)


def compile_pngs(doc: dict[str, Any], ppi: float = PREVIEW_PPI) -> list[bytes]:
    """Return one PNG per page."""
    import typst as engine

    with _fonts(doc) as fonts:
        found: Any = engine.compile(
            _template(),
            root=str(bundle.resources() / "report"),
            format="png",
            ppi=ppi,
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs={"data": _data(doc)},
        )
    return [bytes(page) for page in found] if isinstance(found, list) else [_bytes(found)]


def _template() -> str:
    return str(bundle.resources() / "report" / "plan.typ")


@contextmanager
def _fonts(doc: dict[str, Any]) -> Iterator[typst.Fonts]:
    """Give the bundled fonts, and copies of the faces beside them that a document asks for.

    The engine reads whole folders; a folder of the system would hold hundreds of fonts.
    """
    beside = [Path(face["path"]) for face in doc.get("faces", ())]
    if not beside:
        yield _bundled()
        return
    with TemporaryDirectory(prefix="jiebei-", ignore_cleanup_errors=True) as folder:
        for path in beside:
            shutil.copyfile(path, Path(folder) / path.name)
        yield _made((folder,))


@lru_cache(maxsize=1)
def _bundled() -> typst.Fonts:
    return _made(())


def _made(beside: tuple[str, ...]) -> typst.Fonts:
    import typst as engine

    return engine.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(bundle.resources() / "fonts"), *beside],
    )


def _data(doc: dict[str, Any]) -> str:
    return json.dumps(doc, ensure_ascii=False)


def _bytes(found: Any) -> bytes:
    return bytes(found[0] if isinstance(found, list) else found)
