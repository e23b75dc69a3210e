"""Bytes to text: a short cascade of encodings that cannot guess wrong silently."""

from __future__ import annotations

import codecs
from typing import NamedTuple

_TAIL = 4
"""A decode error this close to the end is a file cut inside a character."""
_CUT = frozenset({"unexpected end of data", "incomplete multibyte sequence", "truncated data"})
_SAMPLE = 4096
_NUL_SHARE = 8


class Decoded(NamedTuple):
    """Text with how it was read."""

    text: str
    encoding: str
    replaced: int = 0
    """Characters that could not be read and were replaced."""
    cut: bool = False
    """The last bytes are half a character."""


def decode(data: bytes) -> Decoded:
    """Decode a statement: BOM, UTF-16, strict UTF-8, strict GB18030, GB18030 with a count.

    UTF-8 comes first because GB18030 turns nearly any UTF-8 file into plausible rubbish.
    """
    if data.startswith(codecs.BOM_UTF8):
        return _strict(data[3:], "utf-8") or _loose(data[3:], "utf-8")
    wide = _utf16(data)
    if wide:
        start = 2 if data[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE} else 0
        return _strict(data[start:], wide) or _loose(data[start:], wide)
    return _strict(data, "utf-8") or _strict(data, "gb18030") or _loose(data, "gb18030")


def _utf16(data: bytes) -> str:
    if data.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if data.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    head = data[:_SAMPLE]
    if head.count(0) * _NUL_SHARE < len(head) or not head:
        return ""
    return "utf-16-le" if head[1::2].count(0) >= head[0::2].count(0) else "utf-16-be"


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        if len(data) - error.start > _TAIL or error.reason not in _CUT:
            return None
        return Decoded(data[: error.start].decode(encoding), encoding, cut=True)


def _loose(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return Decoded(text, encoding, replaced=text.count("\ufffd"))
