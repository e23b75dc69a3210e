"""Texts of one locale: its catalogue, and what becomes of a message before it is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jiebei_desktop.text.catalogues import translations

SOURCE = "en"
"""The language of the messages themselves."""
_STRAIGHT = str.maketrans({"\u201c": '"', "\u201d": '"', "\u2018": "'", "\u2019": "'"})
"""The bundled font draws curly quotes as wide as a Chinese character, which tears English apart."""
PSEUDO = "xx"
"""The locale that brackets and stretches every message, to show what is not translated."""

_STRETCH = 0.4


class Texts:
    """Messages of one locale; a message without a translation stands for itself.

    ``en`` is the language of the messages themselves: it has no catalogue.
    """

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self._said = translations(locale)

    def gettext(self, message: str) -> str:
        """Return the message in this locale."""
        return self._shown(self._said.gettext(message))

    _ = gettext

    def ngettext(self, one: str, many: str, count: int) -> str:
        """Return the form that fits a count."""
        return self._shown(self._said.ngettext(one, many, count))

    def pgettext(self, context: str, message: str) -> str:
        """Return the message as it is used in a context."""
        return self._shown(self._said.pgettext(context, message))

    def npgettext(self, context: str, one: str, many: str, count: int) -> str:
        """Return the form that fits a count, in a context."""
        return self._shown(self._said.npgettext(context, one, many, count))

    def _shown(self, text: str) -> str:
        if self.locale == PSEUDO:
            return f"[{text}{'~' * max(1, round(len(text) * _STRETCH))}]"
        return text.translate(_STRAIGHT) if self.locale == SOURCE else text


Said = Callable[[Texts], str]
"""A message, said in the language of some texts."""
Wording = Mapping[str, Said]
"""Codes with what they are called."""
