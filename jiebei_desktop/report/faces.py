"""Faces of the system for characters that the bundled font lacks, embedded only when used.

Rare characters of names (Ext-B and beyond) fill fonts of twenty megabytes, which the program does
not carry; Windows, macOS and many Linux systems have one. It is looked for by name only, in the
folders where fonts lie, and only when a document holds such a character.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

NAMES = (
    "simsunb.ttf", "simsunextg.ttf", "mingliub.ttc", "songti.ttc", "pingfang.ttc", "hanaminb.ttf",
    "hanamina.ttf", "jigmo2.ttf", "jigmo3.ttf", "jigmo.ttf", "babelstonehan.ttf",
    "plangothicp1-regular.ttf", "plangothicp2-regular.ttf", "tw-sung-ext-b-98_1.ttf",
    "notoserifcjk-regular.ttc", "notosanscjk-regular.ttc", "sourcehanserif-regular.ttc",
)  # fmt: skip
"""Files of fonts that have rare characters, in small letters, the better ones first."""
_COLLECTION = b"ttcf"
_GROUPED, _SEGMENTED = 12, 4
_FAMILY = 1
_DEEP = 4


class Face(Struct, frozen=True):
    """One font file that has some of the characters asked for."""

    path: Path
    family: str
    shows: frozenset[str]


def faces_for(characters: Collection[str]) -> tuple[Face, ...]:
    """Return as few faces of this system as show what can be shown of some characters."""
    missing, found = set(characters), list[Face]()
    for path in _files() if missing else ():
        face = _face(path, missing)
        if face is not None and face.shows:
            found.append(face)
            missing -= face.shows
        if not missing:
            break
    return tuple(found)


def folders() -> Iterator[Path]:
    """Yield the folders in which fonts of this system and its user lie."""
    home = Path.home()
    windows, own = os.environ.get("WINDIR"), os.environ.get("LOCALAPPDATA")
    if windows:
        yield Path(windows) / "Fonts"
    if own:
        yield Path(own) / "Microsoft" / "Windows" / "Fonts"
    yield from (
        Path("/System/Library/Fonts"),
        Path("/Library/Fonts"),
        home / "Library" / "Fonts",
        home / ".local" / "share" / "fonts",
        home / ".fonts",
        Path("/usr/local/share/fonts"),
        Path("/usr/share/fonts"),
    )


def _files() -> list[Path]:
    found = {path.name.lower(): path for folder in folders() for path in _inside(folder)}
    return [found[name] for name in NAMES if name in found]


def _inside(folder: Path, deep: int = _DEEP) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.is_dir() and deep:
            yield from _inside(Path(entry.path), deep - 1)
        elif entry.name.lower() in NAMES:
            yield Path(entry.path)


def _face(path: Path, wanted: Iterable[str]) -> Face | None:
    try:
        content = path.read_bytes()
        tables = _tables(content)
        codes = {ord(char): char for char in wanted}
        shows = frozenset(codes[code] for code in _has(content, tables[b"cmap"], set(codes)))
        return Face(path, _family(content, tables[b"name"]), shows)
    except (OSError, struct.error, KeyError, IndexError, UnicodeDecodeError):
        return None  # no font we can read; the next one may do


def _tables(content: bytes) -> dict[bytes, int]:
    """Return where each table of the first font of a file begins."""
    at = struct.unpack_from(">I", content, 12)[0] if content[:4] == _COLLECTION else 0
    (count,) = struct.unpack_from(">H", content, at + 4)
    rows = (struct.unpack_from(">4s3I", content, at + 12 + 16 * k) for k in range(count))
    return {tag: begin for tag, _sum, begin, _length in rows}


def _has(content: bytes, cmap: int, codes: set[int]) -> set[int]:
    """Return which code points a character map has."""
    (count,) = struct.unpack_from(">H", content, cmap + 2)
    found: set[int] = set()
    for k in range(count):
        _platform, _encoding, offset = struct.unpack_from(">HHI", content, cmap + 4 + 8 * k)
        (kind,) = struct.unpack_from(">H", content, cmap + offset)
        if kind == _GROUPED:
            found |= _in_groups(content, cmap + offset, codes)
        elif kind == _SEGMENTED:
            found |= _in_segments(content, cmap + offset, codes)
    return found


def _in_groups(content: bytes, at: int, codes: set[int]) -> set[int]:
    (groups,) = struct.unpack_from(">I", content, at + 12)
    body = content[at + 16 : at + 16 + 12 * groups]
    spans = [(first, last) for first, last, _glyph in struct.iter_unpack(">III", body)]
    return {code for code in codes if any(first <= code <= last for first, last in spans)}


def _in_segments(content: bytes, at: int, codes: set[int]) -> set[int]:
    (double,) = struct.unpack_from(">H", content, at + 6)
    ends = struct.unpack_from(f">{double // 2}H", content, at + 14)
    starts = struct.unpack_from(f">{double // 2}H", content, at + 16 + double)
    spans = list(zip(starts, ends, strict=True))
    return {code for code in codes if any(first <= code <= last for first, last in spans)}


def _family(content: bytes, name: int) -> str:
    """Return the English or first family name of a font."""
    count, strings = struct.unpack_from(">HH", content, name + 2)
    found = ""
    for k in range(count):
        platform, _enc, lang, kind, length, offset = struct.unpack_from(
            ">6H", content, name + 6 + 12 * k
        )
        if kind == _FAMILY and platform == 3:  # noqa: PLR2004 - Windows names are UTF-16
            begin = name + strings + offset
            words = content[begin : begin + length].decode("utf-16-be")
            if lang == 0x409 or not found:  # noqa: PLR2004 - English
                found = words
    return found


@lru_cache(maxsize=32)
def known(characters: frozenset[str]) -> tuple[Face, ...]:
    """Return the same for a set of characters, looked for once."""
    return faces_for(characters)
