"""Catalogues: ``.po`` fragments compiled by Babel, read by the standard library's gettext.

An installed program carries the compiled catalogue only. A checkout makes it beside its fragments,
anew whenever one of them has changed, so that nobody sees stale words.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from gettext import NullTranslations, c2py
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from jiebei_desktop import bundle

if TYPE_CHECKING:
    from babel.messages.catalog import Message

COMPILED = "jiebei.mo"
_NO_DAY = datetime(1970, 1, 1, tzinfo=UTC)
"""Equal fragments give equal bytes, whenever they are compiled."""


class Messages(NullTranslations):
    """A compiled catalogue, a .mo as Babel writes it; a message is read when it is asked for.

    The standard library decodes all 4,500 of them at each start and in each command.
    """

    def __init__(self, compiled: bytes) -> None:
        super().__init__()
        self._compiled = compiled
        count, keys, values = struct.unpack_from("<3I", compiled, 8)
        table = struct.unpack_from(f"<{2 * count}I", compiled, keys)
        self._places = {
            compiled[at : at + length].partition(b"\0")[0]: values + 8 * n
            for n, (length, at) in enumerate(zip(table[::2], table[1::2], strict=True))
        }
        rule = (self._forms("") or ("",))[0].partition("plural=")[2].partition("\n")[0]
        self._form = c2py(rule.strip(" ;") or "n != 1")

    def gettext(self, message: str) -> str:
        """Return a message; of one that counts, the form for one."""
        return self._said(message, 1) or super().gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form that fits a count."""
        return self._said(msgid1, n) or super().ngettext(msgid1, msgid2, n)

    def pgettext(self, context: str, message: str) -> str:
        """Return a message as it is used in a context."""
        return self._said(f"{context}\x04{message}", 1) or super().pgettext(context, message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form that fits a count, in a context."""
        said = self._said(f"{context}\x04{msgid1}", n)
        return said or super().npgettext(context, msgid1, msgid2, n)

    def _said(self, key: str, count: int) -> str:
        forms = self._forms(key)
        return forms[min(self._form(count), len(forms) - 1)] if forms else ""

    def _forms(self, key: str) -> list[str]:
        place = self._places.get(key.encode())
        if place is None:
            return []
        length, at = struct.unpack_from("<2I", self._compiled, place)
        return self._compiled[at : at + length].decode().split("\0")


@lru_cache(maxsize=8)
def translations(locale: str) -> NullTranslations:
    """Return what a locale says; of plural forms the one its language wants for a count.

    What a locale has not said itself is taken from the fullest other folder of its language:
    ``zh_TW`` falls back on ``zh_CN`` message by message, and only then on the source.
    """
    found = {one: compiled(one) for one in (locale, *kin(locale))}
    fullest = max(found, key=lambda one: len(found[one]))
    said = NullTranslations()
    for one in dict.fromkeys((fullest, locale)):
        if found[one]:
            above = Messages(found[one])
            above.add_fallback(said)
            said = above
    return said


def kin(locale: str) -> tuple[str, ...]:
    """Return the other locales of its language that have a folder."""
    family = locale.partition("_")[0]
    folders = {folder.name for folder in bundle.i18n().glob(f"{family}_*")}
    return tuple(sorted(folders - {locale}))


def fragments(locale: str) -> tuple[Path, ...]:
    """Return the ``.po`` files of a locale; an installed program has none."""
    return tuple(sorted(_folder(locale).glob("*.po")))


def compiled(locale: str) -> bytes:
    """Return the compiled catalogue of a locale, made first where a fragment is newer; or nothing.

    It carries the time of its newest fragment. A folder that cannot be written does no harm.
    """
    made = _folder(locale) / COMPILED
    newest = max((part.stat().st_mtime_ns for part in fragments(locale)), default=0)
    with suppress(FileNotFoundError):
        if newest in {0, made.stat().st_mtime_ns}:
            return made.read_bytes()
    if not newest:
        return b""
    content = _compile(locale)
    with suppress(OSError):
        beside = made.with_suffix(f".{os.getpid()}.part")
        beside.write_bytes(content)
        os.utime(beside, ns=(newest, newest))
        beside.replace(made)
    return content


def said_by(locale: str) -> Iterator[Message]:
    """Yield what each fragment of a locale translates; neither fuzzy nor obsolete messages."""
    from babel.messages.pofile import read_po

    for fragment in fragments(locale):
        with fragment.open("rb") as stream:
            for message in read_po(stream, locale=locale):
                if message.id and all(message.string or ("",)) and not message.fuzzy:
                    yield message


def _folder(locale: str) -> Path:
    return bundle.i18n() / locale / "LC_MESSAGES"


def _compile(locale: str) -> bytes:
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo

    whole = Catalog(locale=locale, creation_date=_NO_DAY)
    for message in said_by(locale):
        whole[message.id] = message
    stream = BytesIO()
    write_mo(stream, whole)
    return stream.getvalue()
