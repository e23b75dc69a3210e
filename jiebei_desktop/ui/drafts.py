"""What was typed and is not in the ledger: given back after a lock, and where a write failed.

Kept in memory alone, for the ledger it was typed for; passwords never.
"""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from jiebei_desktop.ui.fitting import Reopen

if TYPE_CHECKING:
    from jiebei_desktop.ui.widgets.typed import Typed

_Key = tuple[str, str, Hashable]
"""Kind and title of a dialog, and what it is about."""


def typed(form: QWidget) -> Typed:
    """Return what stands in the fields of a form; no first page has one to import them for."""
    from jiebei_desktop.ui.widgets import typed as what

    return what.typed(form)


def begun_beside_day(form: QWidget, at_first: Typed | None) -> bool:
    """Return whether anything but a day was typed in a form."""
    from jiebei_desktop.ui.widgets import typed as what
    from jiebei_desktop.ui.widgets.date_edit import DateEdit

    now = zip(what.fields(form), what.typed(form), at_first or (), strict=False)
    return any(value != first and not isinstance(each, DateEdit) for each, value, first in now)


def give_back(form: QWidget, values: Typed) -> bool:
    """Put values back into the fields they were in; False where the form has other fields now."""
    from jiebei_desktop.ui.widgets import typed as what

    return what.give_back(form, values)


class Drafts:
    """Half-typed dialogs and pages of the ledger that is locked now."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._forms: dict[_Key, Typed] = {}
        self._pages: dict[str, object] = {}
        self._reopen: Reopen | None = None
        self._sent: tuple[_Key, Typed, Reopen | None] | None = None
        """The form whose write is under way."""

    def begin(self, path: Path) -> None:
        """Keep drafts for a ledger; those of another are forgotten."""
        if path != self._path:
            self._forms, self._pages, self._reopen = {}, {}, None
        self._path = path

    def keep_form(self, dialog: QDialog) -> None:
        """Keep what is typed in a dialog that is about to be closed by the lock."""
        from jiebei_desktop.ui.widgets.typed import fields

        if fields(dialog):
            self._forms[_key(dialog)] = typed(dialog)
            self._reopen = getattr(dialog, "reopen", None)

    def send(self, dialog: QDialog) -> None:
        """Note what is typed in a dialog that closes to be written."""
        self._sent = _key(dialog), typed(dialog), getattr(dialog, "reopen", None)

    def forget_sent(self) -> None:
        """Think no more of the form that was sent: it is written, or another is begun."""
        self._sent = None

    def lost(self) -> None:
        """Keep the form whose write failed, as one that the lock closed."""
        if self._sent is not None:
            key, values, self._reopen = self._sent
            self._forms[key], self._sent = values, None

    def reopen(self) -> Reopen | None:
        """Return what opens the lowest dialog that the lock closed, once; None where none was."""
        reopen, self._reopen = self._reopen, None
        return reopen

    def keep_page(self, name: str, draft: object | None) -> None:
        """Keep what a page says was typed on it."""
        if draft is not None:
            self._pages[name] = draft

    def form(self, dialog: QDialog) -> bool:
        """Give a dialog that is opened again its values back, once; say whether there were any."""
        values = self._forms.pop(_key(dialog), None)
        return values is not None and give_back(dialog, values)

    def page(self, name: str) -> object | None:
        """Return what was typed on a page, once."""
        return self._pages.pop(name, None)


def _key(dialog: QDialog) -> _Key:
    return type(dialog).__name__, dialog.windowTitle(), getattr(dialog, "about", None)
