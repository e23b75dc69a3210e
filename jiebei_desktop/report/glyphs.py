"""Text the document can show: characters the bundled font has, and no direction tricks."""

from __future__ import annotations

import struct
import unicodedata
from bisect import bisect_right
from collections.abc import Collection
from functools import lru_cache
from typing import Any, BinaryIO

from jiebei_desktop import bundle
from jiebei_desktop.report.faces import known

REPLACEMENT = "□"
"""An empty box, to be filled by hand, for a character that no font at hand has."""
_FORMAT_12 = 12
_WIDE_UNICODE = ((3, 10), (0, 4), (0, 6))
_NOTHING = frozenset({"Cc", "Cf", "Cs", "Co", "Mn", "Me"})
"""Controls, direction marks, joiners and loose accents show nothing."""


def clean(value: Any, also: Collection[str] = ()) -> tuple[Any, int]:
    """Return JSON values with every unshowable character replaced, and how many were.

    Args:
        value: text, or a list or mapping of such.
        also: characters that a face of the system shows.
    """
    if isinstance(value, str):
        return _clean_text(value, also)
    if isinstance(value, dict):
        pairs = {key: clean(item, also) for key, item in value.items()}
        return {k: item for k, (item, _) in pairs.items()}, sum(n for _, n in pairs.values())
    if isinstance(value, (list, tuple)):
        items = [clean(item, also) for item in value]
        return [item for item, _ in items], sum(n for _, n in items)
    return value, 0


def fitted(doc: Any) -> tuple[Any, list[dict[str, str]], int]:
    """Return JSON values as they can be printed, the faces that takes, and how many boxes it has.

    A character that the bundled font lacks is printed with a face of the system; one that no face
    has becomes an empty box to write in.
    """
    faces = known(lacking(doc))
    shown, replaced = clean(doc, frozenset[str]().union(*(face.shows for face in faces)))
    return shown, [{"family": face.family, "path": str(face.path)} for face in faces], replaced


def lacking(value: Any) -> frozenset[str]:
    """Return the characters of JSON values that the bundled font cannot show."""
    if isinstance(value, str):
        text = unicodedata.normalize("NFC", value)
        return frozenset(char for char in set(text) if _as_shown(char) is None)
    if isinstance(value, dict):
        return lacking(list(value.values()))
    if isinstance(value, (list, tuple)):
        return frozenset[str]().union(*map(lacking, value))
    return frozenset()


def unprintable(value: Any) -> frozenset[str]:
    """Return the characters that neither the bundled font nor one of the system can show."""
    missing = lacking(value)
    return missing.difference(*(face.shows for face in known(missing)))


@lru_cache(maxsize=8192)
def _as_shown(char: str) -> str | None:
    """Return what stands for a character: itself, a blank, nothing; None where no glyph is."""
    if char in "\n\t":
        return " "
    if unicodedata.category(char) in _NOTHING:
        return ""
    return char if shows(char) else None


def _clean_text(text: str, also: Collection[str]) -> tuple[str, int]:
    kept, replaced = [], 0
    for char in unicodedata.normalize("NFC", text):
        shown = _as_shown(char)
        if shown is not None:
            kept.append(shown)
        elif char in also:
            kept.append(char)
        else:
            kept.append(REPLACEMENT)
            replaced += 1
    return "".join(kept), replaced


def shows(char: str) -> bool:
    """Return whether the bundled font has a glyph for a character."""
    starts, ends = _ranges()
    at = bisect_right(starts, ord(char)) - 1
    return at >= 0 and ord(char) <= ends[at]


@lru_cache(maxsize=1)
def _ranges() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the ranges of code points in the font's character map (OpenType cmap, format 12)."""
    with (bundle.resources() / "fonts" / "JiebeiSansSC-Regular.otf").open("rb") as font:
        content = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", content, 2)
    for k in range(count):
        platform, encoding, at = struct.unpack_from(">HHI", content, 4 + 8 * k)
        if (platform, encoding) in _WIDE_UNICODE and content[at + 1] == _FORMAT_12:
            (groups,) = struct.unpack_from(">I", content, at + 12)
            found = list(struct.iter_unpack(">III", content[at + 16 : at + 16 + 12 * groups]))
            return tuple(g[0] for g in found), tuple(g[1] for g in found)
    raise LookupError(_WIDE_UNICODE)


def _table(font: BinaryIO, tag: bytes) -> bytes:
    """Return one table of a font; the whole of it is 7 MB."""
    (count,) = struct.unpack(">4xH6x", font.read(12))
    for name, _, offset, length in struct.iter_unpack(">4s3I", font.read(16 * count)):
        if name == tag:
            font.seek(offset)
            return font.read(length)
    raise LookupError(tag)
