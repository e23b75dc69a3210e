"""Bytes to text: a short cascade of encodings that cannot guess wrong silently."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_TAIL = 4
"""A decode error this close to the end is a file cut inside a character."""
_CUT = frozenset({"unexpected end of data", "incomplete multibyte sequence", "truncated data"})
_SAMPLE = 4096
_NUL_SHARE = 8
_BYTE = 256
_HAN = re.compile("[\u4e00-\u9fff]")
_LATIN = re.compile("[\u00a1-\u00ff]")
_LETTERS = 16
"""Latin letters with accents that no bill without a Chinese character has."""


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
    found = _strict(data, "utf-8")
    if found is not None:
        return _unmixed(found) or found
    return _strict(data, "gb18030") or _loose(data, "gb18030")


def _unmixed(found: Decoded) -> Decoded | None:
    """Return a text whose bytes a program took for Latin letters and saved as such, else None.

    ``½»Ò×Ê±¼ä`` is what it makes of 交易时间 in GBK, ``äº¤æ˜“`` of 交易 in UTF-8.
    """
    sample = found.text[:_SAMPLE]
    if _HAN.search(sample) or len(_LATIN.findall(sample)) < _LETTERS:
        return None
    try:
        data = b"".join(
            bytes((ord(sign),)) if ord(sign) < _BYTE else sign.encode("cp1252")
            for sign in found.text.removeprefix("\ufeff")
        )
    except UnicodeEncodeError:
        return None
    was = _strict(data, "utf-8") or _strict(data, "gb18030")
    return was if was and _HAN.search(was.text[:_SAMPLE]) else None


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
