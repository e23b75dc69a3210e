"""Words for what stands in the way around a ledger: what happened, and what did not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jiebei_desktop.services.keeping import places
from jiebei_desktop.text.current import _

_WORDS: dict[str, Callable[[], tuple[str, str]]] = {
    "ledger-missing": lambda: (
        _("There is no such file"),
        _("It may have been moved. Choose it again."),
    ),
    "ledger-exists": lambda: (
        _("There is a file of this name already"),
        _("Nothing was overwritten. Choose another name."),
    ),
    "ledger-in-use": lambda: (
        _("Another window has this ledger open"),
        _("Close it there first. The file was not changed."),
    ),
    "ledger-from-the-future": lambda: (
        _("A newer version of the program wrote this ledger"),
        _("Update the program to open it. The file was not changed."),
    ),
    "ledger-damaged": lambda: (
        _("This ledger cannot be read through"),
        _("Open a copy from the folder beside it. The file was not changed."),
    ),
    "foreign-schema": lambda: (
        _("Another program changed the tables of this ledger"),
        _(
            "It was not opened, because it could run something of its own. Open a copy from the"
            " folder beside it. The file was not changed."
        ),
    ),
    "ledger-in-the-way": lambda: (
        _("There is a ledger of this name"),
        _("A ledger is never written over. Choose another name."),
    ),
    "not-our-file": lambda: (
        _("There is a file of this name that this program did not write"),
        _("Nothing was written. Choose another name."),
    ),
    "no-ordinary-file": lambda: (
        _("There is a folder, a device, a pipe or a link to itself of this name"),
        _("Nothing was written. Choose another name."),
    ),
    "one-file-twice": lambda: (
        _("Two files would have one name"),
        _("Nothing was written. Choose another name."),
    ),
    "copy-is-the-ledger": lambda: (
        _("This file is the ledger itself"),
        _("Nothing was changed. Choose a copy from the folder beside it."),
    ),
    "not-a-ledger": lambda: (
        _("This file is not a ledger"),
        _("To read a statement, open a ledger first and then import it."),
    ),
    "password-needed": lambda: (
        _("This ledger has a password"),
        _("Open it with its password. The file was not changed."),
    ),
    "ledger-gone": lambda: (
        _("The file of this ledger is no longer where it was"),
        _(
            "It was moved, deleted or replaced while it was open. This last step is not saved. Put"
            " it back or reconnect the drive and try again, or keep what is there under Settings,"
            " Export data."
        ),
    ),
    "folder-missing": lambda: (
        _("There is no such folder"),
        _("Nothing was written. Make the folder first, reconnect the drive or choose another."),
    ),
    "disk": lambda: (
        _("The disk did not take it"),
        _(
            "It may be full, write-protected or gone. The ledger is as it was before; free some"
            " space or reconnect the drive, then try again."
        ),
    ),
    "file-too-large": lambda: (
        _("This file is too large for the ledger"),
        _("Make a smaller picture or PDF of it, or add only the pages that matter."),
    ),
    "file-unreadable": lambda: (
        _("The file cannot be read, or is not what it was"),
        _("Nothing was changed. Choose the original again."),
    ),
    "name-taken": lambda: (
        _("There is one of this name already"),
        _("Choose another name."),
    ),
    "wrong-password": lambda: (
        _("The password does not open this ledger"),
        _("Passwords cannot be recovered. The file was not changed."),
    ),
}


def trouble_words(error: Exception) -> tuple[str, str]:
    """Return what happened and what to do; an unknown trouble is named by its kind only."""
    kind = str(getattr(error, "kind", ""))
    if kind in _WORDS:
        return _WORDS[kind]()
    return (
        _("This did not work"),
        _("The ledger is as it was before. Reason: {kind}").format(
            kind=kind or type(error).__name__
        ),
    )


def trouble_title(kind: str) -> str:
    """Return what happened, for a trouble known by its kind."""
    return _WORDS[kind]()[0] if kind in _WORDS else _("This did not work")


def place_words(path: Path) -> tuple[str, str] | None:
    """Return what is risky about a place for a ledger, and what to do; None when nothing is."""
    service = places.cloud_service(path)
    if service is not None:
        return (
            _("{service} copies this folder to other computers").format(service=service),
            _(
                "It can replace the ledger while it is open, and copies leave this computer. Better"
                " keep the ledger in a folder of this computer and put dated copies there."
            ),
        )
    if places.on_network(path):
        return (
            _("This folder is on another computer"),
            _(
                "When the connection breaks in the middle of a change, the change is lost. Better"
                " keep the ledger on this computer and put dated copies there."
            ),
        )
    return None
