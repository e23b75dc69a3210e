"""The keyboard map, in one table: what a key does and how the help page words it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jiebei_desktop.text.current import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing the window can do: a menu row with its keys."""

    name: str
    """Code; the window has a method ``do_<name>``."""
    menu: str
    """file, edit, view, go or help; empty for keys without a menu row."""
    title: Callable[[], str]
    keys: tuple[str, ...] = ()


COMMANDS = (
    Command(name="new", menu="file", title=lambda: _("New ledger…")),
    Command(name="open", menu="file", title=lambda: _("Open ledger…"), keys=("Ctrl+O",)),
    Command(name="import", menu="file", title=lambda: _("Import statement…"), keys=("Ctrl+I",)),
    Command(name="export", menu="file", title=lambda: _("Export PDF plan…"), keys=("Ctrl+E",)),
    Command(name="backup", menu="file", title=lambda: _("Back up now")),
    Command(name="lock", menu="file", title=lambda: _("Lock now"), keys=("Ctrl+Shift+L",)),
    Command(name="close_ledger", menu="file", title=lambda: _("Close ledger"), keys=("Ctrl+W",)),
    Command(name="quit", menu="file", title=lambda: _("Quit"), keys=("Ctrl+Q",)),
    Command(name="undo", menu="edit", title=lambda: _("Undo"), keys=("Ctrl+Z",)),
    Command(name="redo", menu="edit", title=lambda: _("Redo"), keys=("Ctrl+Y", "Ctrl+Shift+Z")),
    Command(name="add_entry", menu="edit", title=lambda: _("Add entry"), keys=("Ctrl+N",)),
    Command(name="add_debt", menu="edit", title=lambda: _("Add debt"), keys=("Ctrl+D",)),
    Command(name="log_contact", menu="edit", title=lambda: _("Note a contact")),
    Command(name="find", menu="edit", title=lambda: _("Find in page"), keys=("Ctrl+F",)),
    Command(name="mask", menu="view", title=lambda: _("Hide amounts"), keys=("Ctrl+Shift+H",)),
    Command(name="zoom_in", menu="view", title=lambda: _("Larger text"), keys=("Ctrl+=", "Ctrl++")),
    Command(name="zoom_out", menu="view", title=lambda: _("Smaller text"), keys=("Ctrl+-",)),
    Command(name="zoom_reset", menu="view", title=lambda: _("Normal text"), keys=("Ctrl+0",)),
    Command(name="next_pane", menu="", title=lambda: _("Next area"), keys=("F6",)),
    Command(name="previous_pane", menu="", title=lambda: _("Previous area"), keys=("Shift+F6",)),
    Command(name="about", menu="help", title=lambda: _("About and sources")),
)
MENUS = ("file", "edit", "view", "go", "help")


def menu_title(menu: str) -> str:
    """Return a menu's name with its mnemonic."""
    titles = {
        "file": _("&File"),
        "edit": _("&Edit"),
        "view": _("&View"),
        "go": _("&Go"),
        "help": _("&Help"),
    }
    return titles[menu]
