"""Texts of one locale: every catalogue fragment of its folder, read once."""

from __future__ import annotations

import struct
from ast import literal_eval
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from jiebei_desktop import bundle

Forms = tuple[str, ...]
"""The translations of one message: one, or one per plural form."""

SOURCE = "en"
"""The language of the messages themselves."""
_STRAIGHT = str.maketrans({"\u201c": '"', "\u201d": '"', "\u2018": "'", "\u2019": "'"})
"""The bundled font draws curly quotes as wide as a Chinese character, which tears English apart."""
PSEUDO = "xx"
"""The locale that brackets and stretches every message, to show what is not translated."""

_CONTEXT = "\x04"
_STRETCH = 0.4
_MO = struct.Struct("<5I")


class Texts:
    """Messages of one locale; a message without a translation stands for itself.

    ``en`` is the language of the messages themselves. Of plural forms the first fits one thing
    and the last fits several, which holds for Chinese (one form) and for English.
    """

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self._messages = messages_of(locale)

    def gettext(self, message: str) -> str:
        """Return the message in this locale."""
        return self._form(message, (message,), 1)

    _ = gettext

    def ngettext(self, one: str, many: str, count: int) -> str:
        """Return the form that fits a count."""
        return self._form(one, (one, many), count)

    def pgettext(self, context: str, message: str) -> str:
        """Return the message as it is used in a context."""
        return self._form(f"{context}{_CONTEXT}{message}", (message,), 1)

    def npgettext(self, context: str, one: str, many: str, count: int) -> str:
        """Return the form that fits a count, in a context."""
        return self._form(f"{context}{_CONTEXT}{one}", (one, many), count)

    def _form(self, key: str, source: Forms, count: int) -> str:
        forms = self._messages.get(key, source)
        text = forms[0 if count == 1 else -1]
        if self.locale == PSEUDO:
            return _stretched(text)
        return text.translate(_STRAIGHT) if self.locale == SOURCE else text


@lru_cache(maxsize=8)
def messages_of(locale: str) -> Mapping[str, Forms]:
    """Return all messages of a locale, by id, context and id joined as in a ``.mo``.

    What a locale has not said itself is taken from the fullest other folder of its language:
    ``zh_TW`` falls back on ``zh_CN`` message by message, and only then on the source.
    """
    own = own_messages_of(locale)
    family = locale.partition("_")[0]
    kin = [folder.name for folder in bundle.i18n().glob(f"{family}_*")]
    fullest = max((locale, *kin), key=_size)
    return own if fullest == locale else {**own_messages_of(fullest), **own}


def _size(locale: str) -> int:
    """Return the bytes of a folder's catalogues, which say how full it is without reading them."""
    folder = bundle.i18n() / locale / "LC_MESSAGES"
    return sum(path.stat().st_size for path in folder.glob("*.[mp]o"))


def own_messages_of(locale: str) -> Mapping[str, Forms]:
    """Return what the folder of a locale itself translates.

    An installed program carries compiled catalogues; a checkout is read from its sources, so
    that nobody sees stale words.
    """
    folder = bundle.i18n() / locale / "LC_MESSAGES"
    found: dict[str, Forms] = {}
    for path in sorted(folder.glob("*.mo")):
        found.update(_compiled(path))
    if not found:
        for path in sorted(folder.glob("*.po")):
            found.update(read_source(path))
    return found


def read_source(path: Path) -> Iterator[tuple[str, Forms]]:
    """Yield the translated messages of a ``.po`` file; fuzzy and obsolete ones are left out.

    A reader of its own, because importing Babel's costs more than reading the files does.
    """
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        fields = _fields(block)
        forms = tuple(text for name, text in fields.items() if name.startswith("msgstr"))
        if fields.get("msgid") and all(forms):
            context = f"{fields['msgctxt']}{_CONTEXT}" if "msgctxt" in fields else ""
            yield context + fields["msgid"], forms


def _fields(block: str) -> dict[str, str]:
    """Return the keywords of one entry with their joined strings."""
    fields: dict[str, str] = {}
    name = ""
    for line in block.splitlines():
        if line.startswith("#,") and "fuzzy" in line:
            return {}
        if line.startswith("msg"):
            name, _, rest = line.partition(" ")
            fields[name] = _unquoted(rest)
        elif line.startswith('"') and name:
            fields[name] += _unquoted(line)
    return fields


def _unquoted(line: str) -> str:
    return str(literal_eval(line)) if "\\" in line else line.strip()[1:-1]


def _compiled(path: Path) -> Iterator[tuple[str, Forms]]:
    """Yield the messages of a ``.mo`` file (format: GNU gettext manual, "The Format of MO")."""
    content = path.read_bytes()
    _, _, count, ids, texts = _MO.unpack_from(content)
    for at in range(count):
        key = _string(content, ids + 8 * at).partition("\0")[0]
        if key:
            yield key, tuple(_string(content, texts + 8 * at).split("\0"))


def _string(content: bytes, at: int) -> str:
    length, start = struct.unpack_from("<2I", content, at)
    return content[start : start + length].decode()


def _stretched(message: str) -> str:
    return f"[{message}{'~' * max(1, round(len(message) * _STRETCH))}]"


def conflicts(locale: str) -> tuple[str, ...]:
    """Return the ids that two fragments of a locale translate differently."""
    folder = bundle.i18n() / locale / "LC_MESSAGES"
    pairs = sorted(pair for path in folder.glob("*.po") for pair in read_source(path))
    return tuple(sorted({a[0] for a, b in pairwise(pairs) if a[0] == b[0] and a[1] != b[1]}))
