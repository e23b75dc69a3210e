"""The language of the window: the one mutable global of the program.

Nothing below the window reads it; a report or a command is given its own ``Texts``.
"""

from __future__ import annotations

from jiebei_desktop.text.texts import Texts

_held = [Texts("en")]


def texts() -> Texts:
    """Return the texts in force."""
    return _held[0]


def use(locale: str) -> None:
    """Put another language in force."""
    _held[0] = Texts(locale)


def _(message: str) -> str:
    """Return a message in the language in force."""
    return texts().gettext(message)


gettext = _


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form that fits a count."""
    return texts().ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """Return the message as it is used in a context."""
    return texts().pgettext(context, message)
