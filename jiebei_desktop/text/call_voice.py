"""A language and how amounts are said in it while one speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.text import formats
from jiebei_desktop.text.texts import Texts


class Voice(Struct, frozen=True, kw_only=True):
    """A language, and how amounts are said in it: in full, or hidden on the screen."""

    t: Texts
    money: Callable[[Fen], str]

    def yuan(self, fen: Fen) -> str:
        """Say an amount as it is spoken: ``1,630 元``, ``¥1,630``."""
        return self.t.pgettext("spoken amount", "¥{amount}").format(amount=self.money(fen))

    def join(self, sentences: Iterator[str] | list[str]) -> str:
        """Set sentences one after another."""
        return formats.sentences(*sentences)


def plain(t: Texts) -> Voice:
    """Return the voice that hides nothing."""
    return Voice(t=t, money=spoken)


def spoken(fen: Fen) -> str:
    """Write an amount as it is said: ``1,630``, with its fen only where there are some."""
    whole, rest = divmod(abs(fen), 100)
    return f"{whole:,}.{rest:02d}" if rest else f"{whole:,}"
