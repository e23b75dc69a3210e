"""The manual in the language in force, with the window's own names for its commands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from jiebei_desktop.text import manual
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.text.texts import Texts
from jiebei_desktop.ui import keys
from jiebei_desktop.ui.pages.registry import PAGES, PageEntry

Line = tuple[str, str]
"""What is done, and its key."""
_ALONE = {"": ("start",), "ledger": ("import",), "offer_check": ("after", "safe")}
"""Pages that only the manual has, by the page of the window after which one reads them."""


def reading_order() -> tuple[str, ...]:
    """Return the manual's pages as one reads them: the window's, each with what belongs to it."""
    names = [*_ALONE[""]]
    for entry in PAGES:
        if not entry.within:
            inner = (each.name for each in PAGES if each.within == entry.name)
            names += [entry.name, *inner, *_ALONE.get(entry.name, ())]
    return tuple(names)


def command_words(name: str) -> str:
    """Return a command's name, strong, with its key where it has one.

    Raises:
        KeyError: there is no such command.
    """
    found = keys.command(name)
    title = found.said()
    if not found.keys:
        return f"**{title}**"
    return _("**{action}** ({key})").format(action=title, key=found.keys[0])


def pages() -> tuple[manual.ManualPage, ...]:
    """Return the whole manual."""
    return _pages(texts())


@lru_cache(maxsize=1)
def _pages(t: Texts) -> tuple[manual.ManualPage, ...]:
    """Read the manual's files once for the language in force."""
    return manual.manual(reading_order(), t, command_words)


def page_keys(page: str, entries: Sequence[PageEntry]) -> list[Line]:
    """Return the keys that serve on a page: its own, those of its commands, and the usual ones."""
    own = [(each.title(), each.keys) for each in keys.PAGE_KEYS if each.page == page]
    here = [
        (each.said(), each.keys[0]) for each in keys.COMMANDS if each.keys and each.page == page
    ]
    way = [(_("Open this page"), entry.key) for entry in entries if entry.name == page]
    usual = [keys.command(name) for name in ("undo", "copy", "palette", "keys")]
    return [*way, *here, *own, *((each.said(), each.keys[0]) for each in usual)]
